//! Long texts: finding in them, their headings, how much stands above and below, and where they open.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::sync::Arc;

use crate::support::Harness;
use crate::support::library::bundled;
use casebook::app::Msg;
use casebook::app::layer::{Layer, top};
use casebook::app::layout::layout;
use casebook::app::reading;
use casebook::search::fold;
use casebook::write::text::Sheet;

/// The bundled library, loaded.
fn library(width: u16, height: u16) -> Harness {
    let mut harness = Harness::empty(width, height);
    harness.send(Msg::Loaded(bundled().to_vec()));
    harness.send(Msg::LoadFinished);
    harness
}

/// The text that is read, and its first line on the screen.
fn read(harness: &Harness) -> (Arc<Sheet>, usize) {
    let text = reading::text(&harness.state).unwrap();
    (text.sheet, text.top)
}

/// The letters of each place that is found, as they stand in the lines.
fn found(harness: &Harness) -> Vec<String> {
    let (sheet, _) = read(harness);
    let found = &harness.state.find.as_ref().unwrap().found;
    (0..found.count)
        .map(|number| {
            let parts = found.parts.iter().filter(|part| part.number == number);
            let texts = parts.map(|part| &sheet.lines[part.line].pieces[part.piece].text[part.bytes.clone()]);
            texts.collect::<Vec<_>>().join(" ").replace("  ", " ")
        })
        .collect()
}

#[test]
fn what_is_typed_on_a_page_is_found_marked_and_counted() {
    // Keys that open a text, what is looked for, and the letters of every place that is found.
    for (width, height) in [(80, 24), (100, 30), (200, 50)] {
        for (open, typed, folded) in [
            (r#"/ "connelly" Enter b"#, "recommend", "recommend"),
            (r#"/ "connelly" Enter b"#, "serious case review", "serious case review"),
            (r#"/ "connelly" Enter 4 Enter Enter"#, "haringey", "haringey"),
            ("t", "police", "police"),
            ("t", "Police", "police"),
            ("t", "’s", "'s"),
        ] {
            let mut harness = library(width, height);
            harness.press(open);
            let (sheet, _) = read(&harness);
            let all: String = sheet.texts.iter().map(|text| fold(text) + "\n").collect();
            let other: usize = sheet
                .lines
                .iter()
                .flat_map(|line| &line.pieces)
                .filter(|piece| piece.of.is_none())
                .map(|piece| fold(&piece.text).matches(folded).count())
                .sum();
            let expected = all.matches(folded).count() + other;
            harness.press("/");
            assert_eq!(top(&harness.state), Layer::Find, "{open}");
            harness.send(Msg::Paste(typed.to_owned()));
            let places = found(&harness);
            let cased = typed != folded && typed.chars().any(char::is_uppercase);
            assert!(!places.is_empty() && (cased || places.len() == expected), "{typed}: {} {expected}", places.len());
            for place in &places {
                assert_eq!(fold(place), folded, "{typed}");
                assert!(!cased || place == typed, "{place}");
            }
            let line = harness.screen();
            assert!(line.contains(&format!("1 of {}", places.len())) || line.contains(" of "), "{line}");
            // Kept, walked through to the end and round again.
            harness.press("Enter");
            assert_ne!(top(&harness.state), Layer::Find);
            let start = harness.state.find.as_ref().unwrap().at.unwrap();
            for step in 1..=places.len() {
                harness.press("n");
                let at = harness.state.find.as_ref().unwrap().at.unwrap();
                assert_eq!(at, (start + step) % places.len());
                let told = harness.state.message.as_deref().unwrap_or_default();
                assert_eq!(told.contains("Back at the first match"), at == 0, "{told}");
                let screen = harness.screen();
                let count = format!("{} of {}", at + 1, places.len());
                assert!(screen.contains(&count), "{count}\n{screen}");
                // The cursor of the terminal stands where the place begins.
                let start: String = places[at].chars().take(4).collect();
                assert!(harness.at_cursor().starts_with(start.trim()), "{start}: {}", harness.at_cursor());
            }
            harness.press("N");
            assert_eq!(harness.state.find.as_ref().unwrap().at.unwrap(), (start + places.len() - 1) % places.len());
            // Esc takes the marks away first, then closes the text.
            let page = harness.state.page.is_some();
            harness.press("Esc");
            assert!(harness.state.find.is_none() && harness.state.page.is_some() == page);
        }
    }
}

#[test]
fn finding_follows_what_is_typed_and_goes_back_where_it_is_left() {
    let mut harness = library(100, 30);
    harness.press(r#"/ "connelly" Enter b Ctrl-d Tab"#);
    let page = |harness: &Harness| harness.state.page.as_ref().map(|page| (page.top, page.cursor)).unwrap();
    let before = page(&harness);
    assert!(before.0 > 0);
    let mut counts = Vec::new();
    for letter in ["p", "o", "l", "i", "c", "e", "x"] {
        harness.press(&format!("{} \"{letter}\"", if counts.is_empty() { "/" } else { "" }));
        counts.push(harness.state.find.as_ref().unwrap().found.count);
    }
    assert!(counts.windows(2).all(|pair| pair[0] >= pair[1]), "each letter narrows: {counts:?}");
    assert!(counts[5] > 0 && counts[6] == 0, "{counts:?}");
    assert!(harness.screen().contains("not found"), "{}", harness.screen());
    assert_eq!(page(&harness), before, "what is not found moves nothing");
    harness.press("Backspace Down Down");
    assert_ne!(page(&harness), before);
    harness.press("Esc");
    assert_eq!((page(&harness), harness.state.find.is_none()), (before, true));
    // Nothing is kept of what is not found, and the text stays.
    harness.press(r#"/ "qqq" Enter"#);
    assert_eq!(harness.state.message.as_deref(), Some("Nothing here has \"qqq\""));
    assert!(harness.state.find.is_none() && page(&harness) == before);
    // Erasing an empty line leaves it; the same sign again searches every case.
    harness.press("/ Backspace");
    assert!(harness.state.find.is_none() && harness.state.page.is_some());
    harness.press(r#"/ / "bruising""#);
    assert_eq!((top(&harness.state), harness.state.search.input.value()), (Layer::Search, "bruising"));
    assert!(harness.state.page.is_none());
}

#[test]
fn capitals_count_unless_nothing_has_them() {
    let mut harness = library(100, 30);
    harness.press(r#"/ "connelly" Enter b / "POLIce" Enter"#);
    assert!(harness.state.find.as_ref().unwrap().found.count > 0);
    assert!(harness.screen().contains("with other capitals"), "{}", harness.screen());
}

#[test]
fn the_search_finds_in_a_long_text_and_everywhere_from_a_short_one() {
    // A size and keys, and the layer that the sign opens then.
    let rows = [
        ((100, 30), "", Layer::Search),
        ((100, 30), "Enter", Layer::Search),
        ((100, 30), "Enter 4 Enter Enter", Layer::Find),
        ((100, 30), "t", Layer::Find),
        ((60, 20), "Enter 4 Enter", Layer::Find),
    ];
    for (size, keys, layer) in rows {
        let mut harness = library(size.0, size.1);
        harness.press(keys);
        harness.press("/");
        assert_eq!(top(&harness.state), layer, "{keys} at {size:?}");
    }
    let mut short = Harness::new(200, 50);
    short.press("Enter Enter /");
    assert_eq!(top(&short.state), Layer::Search, "all of the text is on the screen");
}

#[test]
fn the_keys_for_matches_walk_through_the_words_of_the_search_in_a_text() {
    let mut harness = library(100, 30);
    harness.press(r#"/ "sexual" Enter"#);
    // On a page, from its top on and round again.
    harness.press("b n");
    let count = harness.state.find.as_ref().unwrap().found.count;
    assert!(count > 1);
    for _ in 0..count {
        harness.press("n");
    }
    assert!(harness.state.message.as_deref().unwrap().contains("Back at the first match"));
    harness.press("q");
    assert!(harness.state.find.is_none(), "what is found goes with its page");
    // Without a search the key says what it wants.
    harness.press("Esc t n");
    assert!(harness.state.message.as_deref().unwrap().contains("press / to find in it"));
}

#[test]
fn headings_are_turned_through_and_chosen_from_a_list() {
    let mut harness = library(100, 30);
    harness.press(r#"/ "connelly" Enter b"#);
    let (sheet, _) = read(&harness);
    let last_top = sheet.lines.len() - usize::from(layout(&harness.state).page.height);
    let lines: Vec<usize> = sheet.headings.iter().map(|heading| heading.line).collect();
    assert!(lines.len() > 5);
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| **line <= last_top && **line > 0) {
        harness.press("]");
        assert_eq!(read(&harness).1, *line, "{}", sheet.headings[index].text);
        let told = format!("{}: heading {} of {}", sheet.headings[index].text, index + 1, lines.len());
        assert_eq!(harness.state.message.as_deref(), Some(told.as_str()));
    }
    harness.press("G ]");
    assert_eq!(harness.state.message.as_deref(), Some("No heading further down"));
    let before = read(&harness).1;
    harness.press("[");
    assert!(read(&harness).1 < before);
    // A list, a digit: two keys lead to a heading. Letters narrow the list, those that it begins with first.
    harness.press("# 3");
    assert_eq!(read(&harness).1, lines[2]);
    harness.press(r#"# "sour" Enter"#);
    assert_eq!(read(&harness).1, lines[lines.len() - 1].min(last_top));
    harness.press("g # Esc");
    assert_eq!((read(&harness).1, top(&harness.state)), (0, Layer::Page));
    // In an item that is read; among lists the same keys show the next tab.
    harness.press("q Enter 4 Enter Enter");
    let tab = harness.state.tab;
    harness.press("]");
    assert!(read(&harness).1 > 0 && harness.state.tab == tab, "{:?}", harness.state.message);
    harness.press("Esc ]");
    assert_ne!(harness.state.tab, tab);
}

#[test]
fn two_keys_lead_to_every_section_of_a_long_text() {
    for (width, height) in [(80, 24), (100, 30), (200, 50)] {
        let mut harness = library(width, height);
        let opened = harness.state.clone();
        for open in [r#"/ "connelly" Enter c"#, r#"/ "connelly" Enter b"#, r#"B "info" Enter"#, r#"B "pol" Enter"#, "t"]
        {
            harness.state = opened.clone();
            harness.press(open);
            let (sheet, _) = read(&harness);
            let last_top = sheet.lines.len() - usize::from(layout(&harness.state).page.height);
            harness.press("#");
            let picker = harness.state.picker.clone().unwrap();
            let rows: Vec<String> = picker.shown().map(|row| row.label.trim().to_owned()).collect();
            assert_eq!(rows.len(), sheet.headings.len(), "{open}");
            let mains = sheet.headings.iter().filter(|heading| !heading.under).count();
            // Where there are more headings than keys, the main ones have them.
            let keyed = (0..rows.len()).filter(|row| picker.key_of(*row).is_some()).count();
            assert_eq!(keyed, rows.len().min(35), "{open}");
            assert!(mains <= keyed, "{open}: {mains} sections");
            harness.press("Esc");
            for (row, text) in rows.iter().enumerate().take(keyed) {
                let key = picker.key_of(row).unwrap();
                harness.press(&format!("# {key}"));
                let lines = sheet.headings.iter().filter(|heading| heading.text == *text).map(|heading| heading.line);
                let tops: Vec<usize> = lines.map(|line| line.min(last_top)).collect();
                assert!(tops.contains(&read(&harness).1), "{open}: {key} {text}");
            }
            // Small letters filter.
            harness.press(r#"# "in_short""#);
            assert!(harness.state.picker.as_ref().is_some_and(|picker| picker.filter.value() == "in short"), "{open}");
        }
    }
}

#[test]
fn what_the_search_matches_is_lit_in_the_reading_view_and_in_briefs() {
    for (width, height) in [(80, 24), (100, 30), (200, 50)] {
        let mut harness = library(width, height);
        let opened = harness.state.clone();
        for open in ["F", "B Enter", "b"] {
            harness.state = opened.clone();
            harness.press(&format!(r#"/ "bruising" Enter {open}"#));
            assert!(harness.state.page.is_some(), "{open}");
            if open == "b" {
                harness.press(r#"/ "bruising" Enter Esc"#);
            }
            let (buffer, _) = harness.draw();
            let mut lit = 0;
            for y in 2..height - 2 {
                let row: Vec<&str> = (0..width).map(|x| buffer[(x, y)].symbol()).collect();
                for x in 0..row.len().saturating_sub(8) {
                    if fold(&row[x..x + 8].concat()) == "bruising" {
                        lit += 1;
                        let style = buffer[(u16::try_from(x).unwrap(), y)].style();
                        let matched = harness.state.theme.matched;
                        assert!(
                            style.add_modifier.contains(matched.add_modifier),
                            "{open} {style:?}\n{}",
                            harness.screen()
                        );
                    }
                }
            }
            assert!(lit > 0, "{open}\n{}", harness.screen());
        }
    }
}

#[test]
fn both_ends_of_a_text_tell_how_much_there_is() {
    for size in [(80, 24), (100, 30), (200, 50), (60, 20)] {
        for keys in ["b", "Enter 4 Enter Enter", "Enter Enter"] {
            let mut harness = library(size.0, size.1);
            harness.press(r#"/ "connelly" Enter"#);
            harness.press(keys);
            for step in ["", "j j j", "Ctrl-d", "G"] {
                harness.press(step);
                let (sheet, top) = read(&harness);
                let areas = layout(&harness.state);
                let shown = usize::from(if keys == "b" { areas.page.height } else { areas.detail.height });
                let (lines, screen) = (sheet.lines.len(), harness.screen());
                let below = lines.saturating_sub(top + shown);
                let line = |count: usize| if count == 1 { "line" } else { "lines" };
                assert_eq!(screen.contains('↑'), top > 0, "{keys} {step}\n{screen}");
                assert!(top == 0 || screen.contains(&format!("↑ {top} {}", line(top))), "{top}\n{screen}");
                assert_eq!(screen.contains("↓"), below > 0, "{screen}");
                let share = (lines - below) * 100 / lines.max(1);
                // The signs of the rows take the word for lines away where both have no room.
                let told = ["", " lines", " line"].map(|line| format!("{below} more{line} ↓ · {share} %"));
                assert!(below == 0 || told.iter().any(|told| screen.contains(told)), "{told:?}\n{screen}");
                assert!(below > 0 || top == 0 || screen.contains("end · 100 %"), "{screen}");
            }
        }
    }
}

#[test]
fn a_search_opens_a_long_text_at_the_passage_that_holds_all_its_words() {
    for size in [(80, 24), (100, 30), (200, 50)] {
        let mut harness = library(size.0, size.1);
        harness.press(r#"/ "promise_four" Enter Enter Enter"#);
        let screen = harness.screen();
        // Wherever its lines end.
        assert!(["of four that", "promise on"].iter().all(|part| screen.contains(part)), "{screen}");
        assert!(screen.contains('↑'), "the lines above are told\n{screen}");
        // A search for the case as a whole, and no search, open it at its top.
        for keys in [r#"/ "connelly" Enter 4 Enter Enter"#, "Enter 4 Enter"] {
            let mut harness = library(size.0, size.1);
            harness.press(keys);
            assert_eq!(read(&harness).1, 0, "{keys}");
        }
    }
}

#[test]
fn the_reviews_side_by_side_stay_listed_and_name_shared_agencies_first() {
    let mut harness = library(200, 50);
    harness.press(r#"/ "connelly_social_care" Enter 4"#);
    assert!(harness.screen().contains("reviews side by side"), "{}", harness.screen());
    harness.press("Esc");
    harness.press(r#"/ "connelly" Enter : "side" Enter"#);
    let (sheet, _) = read(&harness);
    assert!(sheet.lines.iter().any(|line| line.width() > 180), "as wide as the screen");
    let headings: Vec<&str> = sheet.headings.iter().map(|heading| heading.text.as_str()).collect();
    let at = |text: &str| headings.iter().position(|heading| heading.contains(text)).unwrap();
    assert!(at("more than one review") < at("social care") && at("social care") < at("one review alone"));
    // Two keys lead to what both found about social care.
    let digit = at("social care") + 1;
    assert!(digit <= 9);
    harness.press(&format!("# {digit}"));
    assert_eq!(read(&harness).1, sheet.headings[digit - 1].line);
}

#[test]
fn what_a_near_case_lacks_is_not_painted_as_a_match() {
    let mut harness = library(80, 24);
    harness.press(r#"/ "bruises_interpreter" Enter"#);
    let (buffer, _) = harness.draw();
    let mut lacks = 0;
    for y in 0..24 {
        let row: String = (0..32).map(|x| buffer[(x, y)].symbol()).collect();
        if let Some(at) = row.find("lacks:") {
            lacks += 1;
            let start = row[..at].chars().count() as u16;
            let style = buffer[(start, y)].style();
            for x in start..start + 10 {
                assert_eq!(buffer[(x, y)].style(), style, "{row}");
            }
        }
    }
    assert!(lacks > 3);
}

#[test]
fn a_date_in_words_stands_in_its_words_and_an_empty_list_hints_at_nothing_that_it_lacks() {
    for (size, words) in [((80, 24), ["after the…", "* see text"]), ((100, 30), ["after the…", "* see text"])] {
        let mut harness = library(size.0, size.1);
        harness.press(r#"/ "winterbourne" Enter Enter 3"#);
        let screen = harness.screen();
        assert!(words.iter().all(|part| screen.contains(part)) && !screen.contains("in words"), "{screen}");
        let mut harness = library(size.0, size.1);
        harness.press(r#"/ "wrightson" Enter Esc Enter 2"#);
        let screen = harness.screen();
        let hints = screen.lines().last().unwrap_or_default();
        assert!(screen.contains("No recommendations are entered"), "{screen}");
        assert!(hints.contains("next tab") && !["read", "mark"].iter().any(|key| hints.contains(key)), "{screen}");
    }
}

#[test]
fn a_filter_that_leaves_nothing_is_told_from_a_word_that_nothing_has() {
    let told = |keys: &str| {
        let mut harness = Harness::new(100, 30);
        harness.press(keys);
        harness.screen().replace(['│', '\n', '"'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let screen = told(r#"/ "recommendations_to_schools""#);
    assert!(screen.contains("(to:education) is understood, and no entry of the library is so"), "{screen}");
    let screen = told(r#"/ "zzzz""#);
    assert!(screen.contains("Nothing has zzzz : leave it out"), "{screen}");
}
