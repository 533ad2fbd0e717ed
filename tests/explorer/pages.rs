//! Pages, links, marks and the way back, as keys ask for them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::sync::Arc;

use crate::support::{Harness, files};
use casebook::app::Pane;
use casebook::app::layout::layout;
use casebook::app::tab::Tab;
use casebook::app::{Msg, detail};
use casebook::case::ItemRef;
use casebook::page::PAGES;

fn at(harness: &Harness) -> (String, Tab, String) {
    let case = harness.state.case().unwrap();
    let item = harness.state.item().map(|item| item.id(case)).unwrap_or_default();
    (case.id.to_string(), harness.state.tab, item)
}

#[test]
fn a_finding_and_its_recommendations_lead_to_each_other() {
    let mut harness = Harness::new(100, 30);
    harness.press("Enter");
    let start = at(&harness);
    let case = harness.state.case().unwrap().clone();
    // Every finding of the invented case, whatever the record links it with.
    for (item, _) in case.findings() {
        let linked = case.answered_by(item);
        harness.state.tab = Tab::Findings;
        harness.state.select_item(item);
        for there in &linked {
            harness.press("a");
            assert_eq!(harness.state.item(), Some(*there));
            assert_eq!(harness.state.tab, Tab::Recommendations);
        }
        harness.press("a");
        assert_eq!(harness.state.item(), Some(item), "after the last one it goes back to the first");
        if linked.is_empty() {
            assert!(harness.state.message.as_deref().unwrap().contains("No link is entered"));
        }
    }
    assert!(case.findings().any(|(item, _)| !case.answered_by(item).is_empty()), "nothing was tested");
    assert_eq!(start.1, Tab::Findings);
}

#[test]
fn the_item_is_laid_out_anew_only_when_something_of_it_has_changed() {
    let mut harness = Harness::new(100, 30);
    harness.press("Enter Enter");
    let sheet = |harness: &Harness| detail::sheet(&harness.state, layout(&harness.state).detail.width);
    let mut last = sheet(&harness);
    // Keys; whether the text of the item, its width, its note or what is lit is another then.
    let rows = [
        ("", false),
        ("j", false),
        ("x Esc", false),
        ("? Esc", false),
        ("t q", false),
        ("m", false),
        ("w \"Ask\" Enter", true),
        ("Esc j Enter", true),
        ("H", true),
        ("/ \"the\" Enter", true),
        ("M M", false),
    ];
    for (keys, expected) in rows {
        harness.press(keys);
        harness.screen();
        let now = sheet(&harness);
        assert_eq!(!Arc::ptr_eq(&last, &now), expected, "{keys}");
        last = now;
    }
    harness.send(Msg::Resize(120, 30));
    assert!(!Arc::ptr_eq(&last, &sheet(&harness)), "another width");
}

#[test]
fn the_list_of_pages_opens_each_and_leaves_out_what_cannot_be_made() {
    let rows = |harness: &Harness| -> Vec<&'static str> {
        let picker = harness.state.picker.as_ref().unwrap();
        let name = |label: &str| PAGES.iter().find(|row| row.title == label).unwrap().name;
        picker.rows.iter().map(|row| name(&row.label)).collect()
    };
    let mut harness = Harness::new(100, 30);
    harness.press("Enter :");
    let all = rows(&harness);
    let expected: Vec<&str> = PAGES.iter().map(|row| row.name).filter(|name| *name != "found").collect();
    assert_eq!(all, expected, "nothing is found yet, and a finding is selected");
    harness.press("Esc");
    for (at, name) in all.iter().enumerate() {
        let mut harness = Harness::new(100, 30);
        harness.press("Enter :");
        for _ in 0..at {
            harness.press("Down");
        }
        harness.press("Enter");
        let open = harness.state.page.as_ref().map(|page| page.request.row.name);
        // These ask for a subject or a day first, and nothing is marked.
        if matches!(*name, "agency-brief" | "short-agency-brief" | "since" | "marks") {
            assert_eq!(open, None, "{name}");
            assert!(harness.state.picker.is_some() || harness.state.message.is_some(), "{name}");
        } else {
            assert_eq!(open, Some(*name));
            let page = harness.state.page.as_ref().unwrap();
            assert!(page.report.is_some(), "{name}: {:?}", harness.state.message);
        }
    }
    harness.press("/ \"police\" Enter v :");
    assert!(rows(&harness).contains(&"found"));
    insta::assert_snapshot!("list_of_pages", harness.screen());
}

#[test]
fn back_and_forward_bring_back_case_tab_search_and_scroll() {
    let mut harness = Harness::new(100, 30);
    harness.press("Enter 3 j j");
    let before = at(&harness);
    let spot = harness.state.place();
    harness.press("/ \"police\" Enter");
    assert_ne!(harness.state.search.input.value(), "");
    let found = at(&harness);
    harness.press("t");
    assert!(harness.state.page.is_some());
    harness.press("Ctrl-o");
    assert!(harness.state.page.is_none());
    assert_eq!(at(&harness), found);
    harness.press("Ctrl-o");
    assert_eq!(harness.state.search.input.value(), "");
    assert_eq!((at(&harness), harness.state.place()), (before, spot));
    harness.press("Ctrl-o");
    assert!(harness.state.message.as_deref().unwrap().contains("nothing to go back to"));
    harness.press("Alt-o");
    assert_eq!((harness.state.search.input.value(), at(&harness)), ("police", found));
    harness.press("Alt-o");
    assert_eq!(harness.state.page.as_ref().unwrap().request.row.command, "tracker");
    harness.press("Alt-o");
    assert!(harness.state.message.as_deref().unwrap().contains("nothing to go forward to"));
}

#[test]
fn back_and_forward_bring_back_the_whole_place() {
    let place = |harness: &mut Harness| (format!("{:#?}", harness.state.spot()), harness.screen());
    let entries = (0..40).map(|number| {
        let id = format!("case-{number:02}");
        files::entry(&format!("{id}.toml"), &files::text(&id, &format!("Case {number:02}")))
    });
    let entries: Vec<_> = entries.collect();
    for keys in [
        "",
        "G",
        "J J Enter 2",
        "G Enter 4 j j",
        "Enter l PgDn",
        "v v j j",
        "V V",
        r#"/ "bruis" Enter"#,
        r#"/ "bruis" Enter v v j"#,
        r#"J / "case_2" Enter J Enter 3"#,
        "O Tab Tab Tab Tab",
    ] {
        let mut harness = Harness::empty(100, 16);
        harness.send(Msg::Loaded(entries.clone()));
        harness.send(Msg::LoadFinished);
        harness.press(keys);
        let before = place(&mut harness);
        harness.press("t Tab Tab Tab Tab Tab Tab");
        let page = place(&mut harness);
        harness.press("Ctrl-o");
        assert_eq!(place(&mut harness).0, before.0, "{keys}: back");
        harness.press("Alt-o");
        assert_eq!(place(&mut harness).0, page.0, "{keys}: forward");
        harness.press("Ctrl-o");
        assert_eq!(place(&mut harness).0, before.0, "{keys}: back again");
        // What is ahead is forgotten when another way is taken.
        harness.press("t Alt-o");
        assert!(harness.state.message.as_deref().unwrap().contains("nothing to go forward to"), "{keys}");
        // From wherever the reader went in between.
        for between in ["Tab", "v", "v v v G", r#"/ "case" Enter"#, r#"/ "case_3" Enter G v j"#] {
            harness.press("Esc").press(between).press("Ctrl-o");
            let mut back = place(&mut harness);
            while back.0 != before.0 && harness.state.trail.has_back() {
                harness.press("Ctrl-o");
                back = place(&mut harness);
            }
            let shown = |screen: &str| screen.lines().take(14).map(str::to_owned).collect::<Vec<_>>();
            assert_eq!((&back.0, shown(&back.1)), (&before.0, shown(&before.1)), "{keys}: back after {between}");
            harness.press("t");
        }
    }
}

#[test]
fn a_hundred_places_are_kept() {
    let mut harness = Harness::new(100, 30);
    for _ in 0..110 {
        harness.press("t Esc");
    }
    let mut kept = 0;
    while harness.press("Ctrl-o").state.message.is_none() {
        kept += 1;
    }
    assert_eq!(kept, 100);
}

#[test]
fn a_row_of_a_page_leads_to_its_item_and_back_to_the_same_row() {
    let mut harness = Harness::new(100, 30);
    harness.press("O");
    let stops = harness.state.page.as_ref().unwrap().sheet.stops.len();
    assert!(stops > 2, "{stops}");
    harness.press("Tab Tab");
    let page = harness.state.page.clone().unwrap();
    let (key, item) = page.item().unwrap();
    let item = harness.state.catalogue.real(key).unwrap().find(item).unwrap();
    harness.press("Enter");
    assert!(harness.state.page.is_none());
    assert_eq!((harness.state.cases.cursor, harness.state.item()), (Some(key), Some(item)));
    harness.press("Ctrl-o");
    let back = harness.state.page.as_ref().unwrap();
    assert_eq!((back.cursor, back.top), (page.cursor, page.top));
    harness.press("Esc");
    assert!(harness.state.page.is_none());
}

#[test]
fn a_page_is_read_from_its_first_line_to_its_last() {
    for (width, height) in [(40, 12), (80, 24), (100, 30), (200, 50)] {
        let mut harness = Harness::new(width, height);
        harness.press("t");
        let lines = harness.state.page.as_ref().unwrap().sheet.lines.len();
        let shown = usize::from(height) - 4;
        let mut seen = vec![false; lines];
        for _ in 0..lines * 2 {
            let top = harness.state.page.as_ref().unwrap().top;
            seen.iter_mut().skip(top).take(shown).for_each(|seen| *seen = true);
            harness.press("j");
        }
        assert!(seen.iter().all(|seen| *seen), "j passes lines over at {width}x{height}");
        let page = harness.state.page.as_ref().unwrap();
        assert_eq!(page.top, lines.saturating_sub(shown));
        assert_eq!(page.cursor, page.sheet.stops.len() - 1);
        harness.press("g");
        let page = harness.state.page.as_ref().unwrap();
        assert_eq!((page.top, page.cursor), (0, 0));
    }
}

#[test]
fn marks_and_notes_stay_with_their_items() {
    let mut harness = Harness::new(100, 30);
    harness.press("Enter m");
    assert_eq!(harness.marks.len(), 1);
    assert!(harness.screen().contains("◆"), "{}", harness.screen());
    harness.press("j w \"Ask_the_board\" Enter");
    assert_eq!(harness.marks.get(1).unwrap().note, "Ask the board");
    assert!(harness.screen().contains("¶ Ask the board"), "{}", harness.screen());
    harness.press("'");
    let page = harness.state.page.as_ref().unwrap();
    assert_eq!(page.report.as_ref().unwrap().items().len(), 2);
    // On the page of the marks a mark goes away where it stands.
    harness.press("m");
    assert_eq!(harness.marks.len(), 1);
    assert_eq!(harness.state.page.as_ref().unwrap().report.as_ref().unwrap().items().len(), 1);
    harness.press("Esc / \"is:marked\" Enter");
    assert!(!harness.state.search.narrows() || harness.state.search.found == 0, "{:?}", harness.marks);
    harness.press("Esc Enter m / \"is:marked\" Enter");
    assert_eq!(harness.state.search.found, 1);
}

#[test]
fn searches_are_saved_and_recalled_with_two_keys() {
    let mut harness = Harness::new(100, 30);
    harness.press("S");
    assert!(harness.state.message.as_deref().unwrap().contains("There is no search yet"));
    harness.press("/ \"police\" Enter S Ctrl-u \"Police\" Enter v / Ctrl-u \"gp\" Enter S Ctrl-u \"GPs\" Enter");
    assert_eq!(harness.saved.iter().map(|search| search.name.as_str()).collect::<Vec<_>>(), ["Police", "GPs"]);
    harness.press("Esc Esc");
    harness.press("\" 2");
    assert_eq!(harness.state.search.input.value(), "gp");
    assert_eq!(harness.state.lens.lens.code(), "everything");
    harness.press("\" 1");
    assert_eq!((harness.state.search.input.value(), harness.state.lens.lens.code()), ("police", "cases"));
    assert!(!harness.state.search.typing);
}

#[test]
fn what_is_exported_is_asked_for_step_by_step_and_nothing_is_written_over() {
    let mut harness = Harness::new(100, 30);
    harness.press("Enter m E");
    assert!(harness.state.picker.as_ref().unwrap().title.contains("What do you want to export"));
    harness.press("Enter Enter Ctrl-u \"a.md\" Enter");
    assert_eq!(harness.files().keys().collect::<Vec<_>>(), ["a.md"]);
    // The ending that one types says which format is meant.
    harness.press("E Enter Enter Ctrl-u \"a.html\" Enter");
    assert!(harness.files().remove("a.html").unwrap().starts_with("<!DOCTYPE html>"));
    harness.press("t E Enter Ctrl-u \"a.md\" Enter");
    assert!(harness.state.picker.as_ref().unwrap().title.contains("is there already"));
    let before = harness.files().clone();
    harness.press("Esc");
    assert_eq!(*harness.files(), before);
    harness.press("E Enter Ctrl-u \"a.md\" Enter Enter Ctrl-u \"b.md\" Enter");
    assert_eq!(harness.files().keys().collect::<Vec<_>>(), ["a.md", "b.md"]);
    harness.press("E Enter Ctrl-u \"a.md\" Enter Down Enter");
    assert_ne!(harness.files().get("a.md"), before.get("a.md"));
}

#[test]
fn one_is_where_one_left_off() {
    let mut before = Harness::new(100, 30);
    before.press("/ \"police\" Enter Enter 2");
    let session = casebook::app::resume::session(&before.state);
    let mut after = Harness::empty(100, 30);
    after.send(Msg::Resume(session.clone()));
    after.send(Msg::Loaded(crate::support::entries()));
    after.send(Msg::LoadFinished);
    assert_eq!(at(&after), at(&before));
    assert_eq!((after.state.search.input.value(), after.state.focus), ("police", Pane::Items));
    // Whoever presses a key first is not carried off.
    let mut after = Harness::empty(100, 30);
    after.send(Msg::Resume(session));
    after.press("Esc");
    after.send(Msg::Loaded(crate::support::entries()));
    after.send(Msg::LoadFinished);
    assert_eq!((after.state.search.input.value(), after.state.focus), ("", Pane::Cases));
}

#[test]
fn pages_answer_for_every_command_and_size() {
    for (width, height) in [(24, 8), (80, 24), (200, 50)] {
        let mut harness = Harness::new(width, height);
        for key in ["b", "t", "t", "t", "t", "R", "p", "P", "O", "'", "d", "\"", "E", "w", "r", "B", "H", "D", "S"] {
            harness.press(key);
            harness.screen();
            harness.press("j k G g PgDn Esc");
            harness.screen();
            assert!(!harness.quit, "{key}");
        }
    }
}

#[test]
fn related_cases_open_with_enter() {
    let mut harness = Harness::new(100, 30);
    let related = harness.state.catalogue.iter().find_map(|(key, entry)| {
        let case = entry.case()?;
        let there = case.related.iter().filter_map(|related| harness.state.catalogue.key_of(related.case.as_ref()?));
        let there: Vec<_> = there.collect();
        (!there.is_empty()).then_some((key, there))
    });
    let (key, there) = related.expect("the invented library links two cases");
    harness.state.cases.cursor = Some(key);
    harness.press("4 Tab");
    harness.state.select_item(ItemRef::Page(casebook::case::CasePage::Related));
    harness.state.focus = Pane::Detail;
    harness.press("Enter");
    if harness.state.page.is_some() {
        harness.press("Enter");
    }
    assert!(there.contains(&harness.state.cases.cursor.unwrap()));
    harness.press("Ctrl-o Ctrl-o");
    assert_eq!(harness.state.cases.cursor, Some(key));
}

#[test]
fn the_way_back_to_a_page_makes_it_anew() {
    let mut harness = Harness::new(100, 30);
    harness.press("t Tab Tab");
    let cursor = harness.state.page.as_ref().unwrap().cursor;
    // A search lies between: the page is there again once its answer is.
    harness.press("/ / \"police\" Enter");
    harness.hold();
    harness.press("Ctrl-o");
    harness.release();
    let page = harness.state.page.as_ref().unwrap();
    assert!(page.report.is_some(), "nobody asked for the page");
    assert_eq!(page.cursor, cursor);
    // Names are hidden in between: nothing of the page as it was may stay.
    harness.press("/ / \"police\" Enter");
    harness.press("H");
    harness.press("Ctrl-o");
    assert!(!harness.screen().contains("Alder"), "{}", harness.screen());
}

#[test]
fn hiding_names_takes_the_page_off_the_screen_at_once() {
    let mut harness = Harness::new(100, 30);
    harness.press("O");
    assert!(harness.screen().contains("Alder"), "{}", harness.screen());
    harness.hold();
    harness.press("H");
    assert!(!harness.screen().contains("Alder"), "{}", harness.screen());
    harness.release();
    assert!(harness.state.page.as_ref().unwrap().report.is_some());
    assert!(!harness.screen().contains("Alder"), "{}", harness.screen());
}

#[test]
fn one_is_where_one_left_off_however_the_files_come_in() {
    let mut before = Harness::new(100, 30);
    before.press("/ \"review\" Enter J Enter 2");
    let session = casebook::app::resume::session(&before.state);
    let mut after = Harness::empty(100, 30);
    after.send(Msg::Resume(session.clone()));
    for entry in crate::support::entries() {
        after.send(Msg::Loaded(vec![entry]));
    }
    after.send(Msg::LoadFinished);
    assert_eq!(at(&after), at(&before));
    // The answers come after everything has been read.
    let mut after = Harness::empty(100, 30);
    after.hold();
    after.send(Msg::Resume(session.clone()));
    for entry in crate::support::entries() {
        after.send(Msg::Loaded(vec![entry]));
    }
    after.send(Msg::LoadFinished);
    assert_eq!(casebook::app::resume::session(&after.state), session, "who quits on the way is still there");
    after.release();
    assert_eq!(at(&after), at(&before));
    // A slow home tells where it was when somebody has pressed a key already.
    let mut after = Harness::new(100, 30);
    after.press("j");
    let here = at(&after);
    after.send(Msg::Resume(session));
    assert_eq!((after.state.search.input.value(), at(&after)), ("", here));
}

#[test]
fn marks_that_the_desk_has_not_told_of_yet_count() {
    let mut harness = Harness::new(100, 30);
    harness.press("Enter");
    harness.hold();
    harness.press("m");
    assert!(harness.screen().contains("◆"), "{}", harness.screen());
    harness.press("m");
    assert!(!harness.screen().contains("◆"), "{}", harness.screen());
    harness.press("m");
    // The state_folder tells of the first while the third is under way.
    for _ in 0..12 {
        harness.deliver();
        assert!(harness.screen().contains("◆"), "{}", harness.screen());
    }
    harness.release();
    assert_eq!(harness.marks.len(), 1);
    assert!(harness.screen().contains("◆"));
}

#[test]
fn a_note_stays_with_the_item_that_was_meant() {
    let mut harness = Harness::new(100, 30);
    harness.press("Enter j");
    let case = harness.state.case().unwrap().clone();
    let meant = harness.state.item().unwrap();
    let (_, finding) = case.finding(meant).unwrap();
    let (id, text) = (finding.id.to_string(), finding.text.to_string());
    harness.press("w \"Mine\"");
    // Meanwhile somebody puts another finding before it.
    let file = std::fs::read_to_string(crate::support::fixtures().join("alder.toml")).unwrap();
    let first = file.find("[[reviews.findings]]").unwrap();
    let end = first + file[first..].find("\n[[").unwrap() + 1;
    let inserted = file[first..end].replace("id = \"F1\"", "id = \"F99\"");
    let changed = format!("{}{inserted}{}", &file[..first], &file[first..]);
    let origin = harness.state.entry().unwrap().origin.clone();
    let mut entry = crate::support::files::entry("alder.toml", &changed);
    entry.origin = origin;
    harness.send(Msg::Changed { entries: vec![entry], removed: Vec::new() });
    harness.press("Enter");
    let mark = harness.marks.first().unwrap();
    assert_eq!((mark.item.as_str(), mark.note.as_str()), (id.as_str(), "Mine"));
    assert!(text.starts_with(&mark.text) || mark.text.starts_with(&text));
    assert!(harness.screen().contains("¶"), "{}", harness.screen());
}

#[test]
fn an_answer_that_comes_late_does_not_take_the_keys() {
    let mut harness = Harness::new(100, 30);
    harness.press("t E Enter Ctrl-u \"a.md\" Enter");
    harness.hold();
    harness.press("E Enter Ctrl-u \"a.md\" Enter");
    harness.press("/ / \"gp\"");
    harness.release();
    assert!(harness.state.picker.is_none());
    assert!(harness.state.message.as_deref().unwrap().contains("is there already"), "{:?}", harness.state.message);
    assert_eq!(harness.state.search.input.value(), "gp");
}

#[test]
fn a_date_that_is_none_leads_back_to_where_one_was() {
    let mut harness = Harness::new(100, 30);
    harness.press("t d");
    let rows = harness.state.picker.as_ref().unwrap().rows.len();
    assert!(rows >= 2);
    harness.press("Esc");
    assert!(harness.state.page.is_some());
    harness.press("d Enter \"no_such_day\" Enter");
    assert_eq!(harness.state.page.as_ref().unwrap().request.row.command, "tracker", "{:?}", harness.state.page);
    assert!(harness.state.message.is_some());
}
