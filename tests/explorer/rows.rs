//! Rows and panes: orders, counts, zoom, borders, rows of two lines, reading in full. Keys in, frames out.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fmt::Write;

use crate::support::Harness;
use crate::support::library::load;
use casebook::app::tab::Tab;
use casebook::app::{Msg, Pointer, PointerAction};
use casebook::library::Place;
use casebook::search::Order;

/// The bundled library.
fn bundled(width: u16, height: u16) -> Harness {
    let mut harness = Harness::empty(width, height);
    harness.send(Msg::Loaded(load(vec![Place::Bundled])));
    harness.send(Msg::LoadFinished);
    harness
}

/// The line of the screen that holds a text.
fn line(harness: &Harness, text: &str) -> String {
    let screen = harness.screen();
    screen.lines().find(|line| line.contains(text)).unwrap_or_else(|| panic!("no {text} in {screen}")).to_owned()
}

const SIZES: [(u16, u16); 3] = [(80, 24), (100, 30), (200, 50)];

#[test]
fn s_goes_through_the_orders_of_whatever_is_listed_and_the_title_tells_which() {
    // Keys before, and the titles with each further s.
    let rows: [(&str, &[&str]); 8] = [
        (
            "",
            &[
                "Cases by title",
                "Cases by date, newest first",
                "Cases by date, oldest first",
                "Cases by area",
                "Cases by title",
            ],
        ),
        (
            r#"/ "the" Enter"#,
            &[
                "Cases by relevance",
                "Cases by title",
                "Cases by date, newest first",
                "Cases by date, oldest first",
                "Cases by area",
                "Cases by relevance",
            ],
        ),
        (
            r#"/ "the" Enter v"#,
            &[
                "by relevance",
                "by date, newest first",
                "by date, oldest first",
                "by case ",
                "by status",
                "by due date",
                "by relevance",
            ],
        ),
        ("v", &["by case, newest first", "by date, newest first"]),
        (r#"/ "police_oldest_first" Enter"#, &["Cases by date, oldest first", "Cases by area"]),
        (r#"/ "police_newest_first" Enter v"#, &["by date, newest first", "by date, oldest first"]),
        (r#"/ "police_newest_first" Enter Alt-w v"#, &["by relevance"]),
        (
            "t",
            &[
                "what became of them, by status",
                "what became of them, by due date",
                "what became of them, by date, newest first",
                "what became of them, by date, oldest first",
                "what became of them, by case",
                "what became of them, by status",
            ],
        ),
    ];
    for (keys, titles) in rows {
        let mut harness = Harness::new(120, 40);
        harness.press(keys);
        for title in titles {
            assert!(harness.screen().contains(title), "{keys}: {title} in {}", harness.screen());
            harness.press("s");
        }
    }
    let mut harness = Harness::new(120, 40);
    harness.press("V s");
    assert!(harness.state.message.as_deref().unwrap().starts_with("Themes and agencies stand in"));
}

#[test]
fn entries_stand_in_the_order_that_is_told_and_near_ones_below_the_line_in_each() {
    let mut harness = bundled(100, 30);
    harness.press(r#"/ "bruising_gp" Enter v"#);
    let near = harness.state.search.hits.near.count();
    assert!(near > 0, "{near}");
    let mut seen = Vec::new();
    for _ in 0..6 {
        let order = harness.state.sort_entries;
        let listed = &harness.state.search.hits.listed;
        assert!(listed.iter().map(|hit| hit.near.is_some()).is_sorted(), "{order:?}");
        let years: Vec<_> = listed
            .iter()
            .filter(|hit| hit.near.is_some())
            .filter_map(|hit| harness.state.catalogue.case(hit.key).unwrap().date_of(hit.item))
            .collect();
        match order {
            Order::Newest => assert!(years.windows(2).all(|pair| pair[0] >= pair[1])),
            Order::Oldest => assert!(years.is_sorted()),
            _ => {}
        }
        assert_eq!(harness.state.lens.cursor, 0);
        seen.push((order, listed.len()));
        harness.press("s");
    }
    assert!(seen.windows(2).all(|pair| pair[0].1 == pair[1].1 && pair[0].0 != pair[1].0), "{seen:?}");
}

#[test]
fn the_list_of_all_entries_has_no_end_before_the_last() {
    let mut harness = bundled(100, 30);
    harness.press(r#"/ "confidence:reported" Enter v"#);
    let total = harness.state.search.hits.total;
    assert!(total > 500, "{total}");
    assert_eq!(harness.state.search.hits.listed.len(), total);
    assert!(
        harness.screen().replace(',', "").contains(&format!("{total} entries by relevance")),
        "{}",
        harness.screen()
    );
    harness.press("G");
    assert_eq!(harness.state.lens.cursor, total - 1);
    let last = harness.at_cursor();
    // The first that are told, before the rest is known, are those of the whole list.
    let whole: Vec<_> = harness.state.search.hits.listed.clone();
    harness.hold();
    harness.press("A");
    harness.release();
    assert_eq!(harness.state.search.hits.listed, whole);
    assert_eq!(harness.at_cursor(), last);
}

#[test]
fn every_row_of_a_list_of_several_cases_has_a_year() {
    let mut harness = bundled(100, 30);
    harness.press("v");
    let state = &harness.state;
    let none = state.search.hits.listed.iter().filter(|hit| {
        let case = state.catalogue.case(hit.key).unwrap();
        casebook::page::labels::row_year(case, hit.item).is_empty()
    });
    assert_eq!(none.count(), 0);
}

#[test]
fn the_count_of_matches_stands_on_every_tab() {
    for size in SIZES {
        let mut harness = bundled(size.0, size.1);
        harness.press(r#"/ "ofsted" Enter v V"#);
        let tabs = line(&harness, " 1 ").replace('│', " ");
        // A number beside the key of each tab that has matches; where there is room, of the others too.
        let numbers = tabs.split_whitespace().filter(|word| word.starts_with(|c: char| c.is_ascii_digit())).count();
        let found = Tab::ALL.into_iter().filter(|tab| harness.shown(*tab) > 0).count();
        assert!(found > 3 && numbers >= Tab::ALL.len() + found, "{size:?}: {tabs}");
        assert!(tabs.contains("Find") && tabs.contains("Time") && tabs.contains("S"), "{size:?}: {tabs}");
        harness.press(r#"/ "zebra_crossing" Enter"#);
    }
    let mut harness = Harness::new(80, 24);
    harness.press(r#"/ "ada_invented" Enter"#);
    assert!(
        line(&harness, " Rev").replace('│', " ").contains("1 Find 0 2 Rec 0 3 Time 0 4 Rev 1"),
        "{}",
        harness.screen()
    );
}

#[test]
fn one_key_zooms_the_pane_and_one_hides_the_cases() {
    let mut told = String::new();
    for size in SIZES {
        let mut harness = Harness::new(size.0, size.1);
        harness.press("Enter z");
        let screen = harness.screen();
        assert!(!screen.contains("Cases by title") && screen.contains("F1 "), "{screen}");
        harness.press("Enter");
        assert!(harness.screen().contains("Confidence"), "{}", harness.screen());
        harness.press("z Esc");
        assert!(harness.screen().contains("Cases by title"), "{}", harness.screen());
        // The cases come back while one is in them.
        harness.press("Z");
        assert!(!harness.screen().contains("Cases by title"), "{}", harness.screen());
        write!(told, "{}", harness.screen()).unwrap();
        harness.press("Esc");
        assert!(harness.screen().contains("Cases by title"), "{}", harness.screen());
        harness.press("Enter Z");
        assert!(harness.screen().contains("Cases by title"), "{}", harness.screen());
    }
    insta::assert_snapshot!("cases_hidden", told);
}

#[test]
fn how_the_screen_is_shared_is_kept_for_the_next_session() {
    let mut harness = Harness::new(120, 40);
    harness.press("> > + Enter z Z");
    let kept = casebook::app::resume::session(&harness.state);
    let mut next = Harness::empty(120, 40);
    next.send(Msg::Resume(kept.clone()));
    next.send(Msg::Loaded(crate::support::entries()));
    next.send(Msg::LoadFinished);
    assert!(next.state.panes.zoomed && next.state.panes.cases_hidden);
    assert_eq!(next.state.panes, harness.state.panes);
    assert_eq!(casebook::app::resume::session(&next.state), kept);
    // What a file says cannot break the screen.
    for share in [0, 1, 999, u16::MAX] {
        let session = casebook::notebook::Session { cases_share: Some(share), list_share: Some(share), ..kept.clone() };
        for size in [(24, 8), (80, 24), (81, 9), (200, 50)] {
            let mut next = Harness::empty(size.0, size.1);
            next.send(Msg::Resume(casebook::notebook::Session { zoomed: false, ..session.clone() }));
            next.send(Msg::Loaded(crate::support::entries()));
            next.press("j Enter v z z T");
            assert!(!next.screen().is_empty());
        }
    }
}

/// The column of the border beside the cases, and the row of the line below the list.
fn borders(harness: &Harness) -> (usize, usize) {
    let screen = harness.screen();
    let lines: Vec<Vec<char>> =
        screen.lines().map(|line| line.trim_start_matches('"').chars().collect::<Vec<char>>()).collect();
    let column = lines[2].iter().skip(1).position(|c| *c == '│').unwrap() + 1;
    let row = lines
        .iter()
        .position(|line| line.iter().collect::<String>().contains("─ Finding F"))
        .unwrap_or_else(|| panic!("{screen}"));
    (column, row)
}

#[test]
fn borders_move_by_key_and_by_mouse() {
    let mut harness = Harness::new(100, 40);
    let before = borders(&harness);
    harness.press("> +");
    let after = borders(&harness);
    assert!(after.0 > before.0 && after.1 > before.1, "{before:?} {after:?}");
    harness.press("< < Minus Minus");
    let back = borders(&harness);
    assert!(back.0 < after.0 && back.1 < after.1, "{back:?}");
    let point = |harness: &mut Harness, action, column: usize, row: usize| {
        let (column, row) = (u16::try_from(column).unwrap(), u16::try_from(row).unwrap());
        harness.send(Msg::Mouse(Pointer { column, row, action }));
    };
    point(&mut harness, PointerAction::Click, back.0, 10);
    point(&mut harness, PointerAction::Drag, 60, 12);
    // A message that took lines has gone, and what is above it has moved.
    let below = borders(&harness).1;
    point(&mut harness, PointerAction::Click, 80, below);
    point(&mut harness, PointerAction::Drag, 80, 30);
    let dragged = borders(&harness);
    assert!(dragged.0.abs_diff(60) <= 1 && dragged.1.abs_diff(30) <= 1, "{dragged:?}");
    // Without a border in hand a movement does nothing.
    let screen = harness.screen();
    harness.send(Msg::Mouse(Pointer { column: 70, row: 20, action: PointerAction::Click }));
    harness.send(Msg::Mouse(Pointer { column: 20, row: 20, action: PointerAction::Drag }));
    assert_eq!(borders(&harness), dragged, "{screen}");
}

#[test]
fn rows_have_two_lines_where_there_is_room() {
    for (name, keys) in [("findings", "Enter T"), ("timeline", "Enter 3 T"), ("everything", r#"T / "the" Enter v"#)] {
        for size in SIZES {
            let mut harness = Harness::new(size.0, size.1);
            harness.press(keys);
            insta::assert_snapshot!(format!("two_lines_{name}_{}x{}", size.0, size.1), harness.screen());
        }
    }
    // Every row can be reached, and a click means the row that it is on.
    let mut harness = bundled(100, 30);
    harness.press("T Enter");
    for _ in 0..40 {
        harness.press("j");
        let id = harness.state.item().unwrap().id(harness.case().unwrap());
        assert!(harness.at_cursor().contains(&id), "{id}: {}", harness.screen());
    }
    harness.press("g");
    let second = harness.screen().lines().position(|line| line.contains("│  F2 ") || line.contains(" F2 ")).unwrap();
    harness.send(Msg::Mouse(Pointer {
        column: 60,
        row: u16::try_from(second).unwrap() + 1,
        action: PointerAction::Click,
    }));
    assert!(harness.place().contains(" F2 "), "{}", harness.place());
}

#[test]
fn what_is_listed_is_read_in_full_and_enter_goes_to_the_entry() {
    for size in SIZES {
        let mut harness = Harness::new(size.0, size.1);
        harness.press(r#"/ "information" Enter v v F"#);
        insta::assert_snapshot!(format!("in_full_{}x{}", size.0, size.1), harness.screen());
    }
    // Keys, and the title and the rows of the page.
    let rows = [
        (r#"/ "information" Enter F"#, "Search: information", 2),
        (r#"/ "the" Enter Enter F"#, "the", 6),
        ("Enter F", "Alder: findings", 4),
        ("Enter 3 F", "Alder: timeline", 3),
        ("Enter m j m ' F", "Marks and notes, in full", 2),
        ("v v v v F", "Events", 3),
    ];
    for (keys, title, least) in rows {
        let mut harness = Harness::new(120, 40);
        harness.press(keys);
        let page = harness.state.page.as_ref().unwrap_or_else(|| panic!("{keys}: {}", harness.screen()));
        let report = page.report.clone().unwrap();
        assert!(report.title.contains(title), "{keys}: {}", report.title);
        assert!(report.rows().count() >= least, "{keys}: {}", report.rows().count());
        let row = report.rows().next().unwrap();
        assert!(row.about[0].contains(", 20"), "{keys}: {:?}", row.about);
        assert!(row.cited.as_deref().unwrap().starts_with("Source"), "{keys}: {row:?}");
        let link = row.item().map(|(key, item)| (key, item.clone())).unwrap();
        harness.press("Enter");
        assert!(harness.state.page.is_none());
        assert_eq!(harness.state.cases.cursor, Some(link.0));
        assert_eq!(harness.state.item().and_then(|item| harness.state.key_of(item)), Some(link.1), "{keys}");
    }
    // Entries with some of the words stand behind the others, under a heading, as they do in the list; sorted, all are one.
    let mut harness = Harness::new(120, 40);
    harness.press(r#"/ "bruising_zebra" Enter v v F"#);
    let page = harness.state.page.as_ref().unwrap().report.clone().unwrap();
    assert!(page.about[0].starts_with("With every word: 0 entries"), "{:?}", page.about);
    let [whole, near, ..] = &page.sections[..] else { panic!("{:?}", page.sections) };
    assert!(whole.blocks.is_empty() && near.heading.starts_with("With some of the words: "), "{near:?}");
    // The page sorts and exports as any other.
    let mut harness = Harness::new(120, 40);
    harness.press(r#"/ "the" Enter v F s E "m" Enter Enter"#);
    let files = harness.files();
    let (_, text) = files.iter().next().unwrap();
    assert!(text.contains("by date, newest first"), "{text}");
    // Notes stand with what is marked.
    drop(files);
    let mut harness = Harness::new(120, 40);
    harness.press(r#"Enter m w "my_note" Enter ' F"#);
    assert!(harness.screen().contains("my note"), "{}", harness.screen());
}

#[test]
fn the_signs_of_a_row_are_explained_where_help_and_explanation_are_opened_on_it() {
    // Keys, and what stands in the help and in the explanation.
    let rows: [(&str, &[&str]); 4] = [
        ("", &["SCR", "Multi-agency review in England", "f  ", "r  ", "×"]),
        ("j", &["APR", "Review in Wales"]),
        ("Enter", &["▲", "marked only where a source"]),
        ("Enter 3 j", &["*", "in other words"]),
    ];
    for (keys, signs) in rows {
        let mut harness = Harness::new(120, 50);
        harness.press(keys);
        harness.press("?");
        for sign in signs {
            assert!(harness.screen().contains(sign), "{keys}: {sign} in {}", harness.screen());
        }
        assert!(harness.screen().contains("On the selected row"), "{}", harness.screen());
        harness.press("Esc x");
        let screen = harness.screen();
        assert!(screen.contains(signs[0].trim()), "{keys}: {} in {screen}", signs[0]);
    }
    // Every sign stands in the help.
    for sign in &casebook::case::signs::SIGNS {
        let mut harness = Harness::new(120, 50);
        harness.press("?");
        let words: String = sign.meaning.chars().filter(char::is_ascii).take(20).collect();
        harness.send(Msg::Paste(words.clone()));
        assert!(harness.screen().contains(words.trim()), "{}: {}", sign.sign, harness.screen());
    }
}

#[test]
fn rows_tell_cases_apart_while_names_are_hidden() {
    let mut told = String::new();
    for size in SIZES {
        let mut harness = bundled(size.0, size.1);
        harness.press("H");
        harness.press("z g");
        write!(told, "{}", harness.screen()).unwrap();
        harness.press(r#"z / "bruises" Enter v"#);
        write!(told, "{}", harness.screen()).unwrap();
    }
    assert!(!told.contains("[place]"), "{told}");
    insta::assert_snapshot!("hidden", told);
    // No two rows of the list of cases are the same, even without the number of the case.
    let mut harness = bundled(100, 200);
    harness.press("H");
    let screen = harness.screen();
    let lines: Vec<&str> = screen.lines().skip(2).collect();
    let cases: Vec<String> = lines
        .chunks(2)
        .filter(|pair| pair.iter().all(|line| line.len() > 40) && pair[0].contains("Case "))
        .map(|pair| pair.iter().map(|line| line.chars().take(36).collect::<String>()).collect())
        .collect();
    let apart: std::collections::BTreeSet<&String> = cases.iter().collect();
    assert!(cases.len() > 50 && apart.len() == cases.len(), "{} {}", cases.len(), apart.len());
    let with_harm = cases.iter().filter(|row| row.contains(" · ")).count();
    assert!(with_harm * 10 > cases.len() * 8, "{with_harm} of {}", cases.len());
}
