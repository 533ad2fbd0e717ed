//! What a meeting looked at, marking all that is found, counts of saved searches, picking, and briefs of anything.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use crate::support::Harness;
use casebook::app::Outside;
use casebook::app::msg::Msg;
use casebook::page::{PageOf, Row};

/// The rows of the page that is open: time, what was done, the text.
fn rows(harness: &Harness) -> Vec<(String, String, String)> {
    let report = harness.state.page.as_ref().unwrap().report.clone().unwrap();
    let row = |row: &Row| (row.lead.clone(), row.about.join(" / "), row.text.clone());
    // A file of the library cannot be read, which every page says in rows without a time.
    report.rows().filter(|row| !row.lead.is_empty()).map(row).collect()
}

fn done(harness: &mut Harness) -> Vec<String> {
    harness.press("L");
    rows(harness).into_iter().map(|(_, done, _)| done).collect()
}

#[test]
fn what_was_opened_copied_and_exported_is_listed_in_order_with_times() {
    let mut harness = Harness::new(100, 30);
    assert_eq!(done(&mut harness), [""; 0]);
    assert!(harness.screen().contains("Nothing has been opened, copied or exported yet"));
    // The case, an entry, the next entry; a copy; a page; an export of it; an entry that a page leads to.
    harness.press("Esc Enter Enter y b E Enter Enter Esc");
    harness.press("t Tab Enter");
    let listed = done(&mut harness);
    assert_eq!(
        listed,
        [
            "Opened · Alder (Northshire), 2011",
            "Opened · F1 · Alder (Northshire), 2011",
            "Copied · F1 · Alder (Northshire), 2011",
            "",
            "",
            "",
            "Opened · R1 · Alder (Northshire), 2011",
        ]
    );
    let listed = rows(&harness);
    assert!(listed.iter().all(|(time, ..)| time == "10:00"), "{listed:?}");
    let pages: Vec<&str> = listed[3..6].iter().map(|row| row.2.as_str()).collect();
    assert_eq!(
        pages,
        [
            "Opened · The seven-minute briefing of the case: Alder",
            "Exported to casebook-brief-alder.md · The seven-minute briefing of the case: Alder",
            "Opened · Recommendations by status",
        ]
    );
    insta::assert_snapshot!("looked_at", harness.screen());
    // Moving about, closing and coming back are no steps, and the list is none.
    harness.press("Esc j k Tab Tab Esc Esc L");
    assert_eq!(rows(&harness).len(), listed.len());
    // A page of what is found is called by its own name.
    harness.press(r#"Esc Esc Esc / "is:recommendation" Enter t"#);
    done(&mut harness);
    let last = rows(&harness).pop().unwrap().2;
    assert_eq!(last, "Opened · Recommendations by status: Search: is:recommendation");
    harness.press("C");
    let listed = rows(&harness);
    // The same twice in a row is one step.
    harness.press("Esc t t t t Esc");
    let pages = done(&mut harness);
    assert_eq!(pages.len(), listed.len() + 4, "four orders of the tracker: {pages:?}");
}

#[test]
fn the_list_is_exported_like_any_page_and_cleared_only_where_it_is_seen() {
    let mut harness = Harness::new(100, 30);
    harness.press("Enter Enter L E Enter Enter");
    let written = harness.files().get("casebook-looked-at.md").cloned();
    let written = written.unwrap_or_else(|| panic!("{:?} {:?}", harness.state.message, harness.files()));
    assert!(written.contains("# What was looked at"), "{written}");
    assert!(written.contains("**10:00** The GP saw bruising"), "{written}");
    assert!(written.contains("Finding F1 (missed opportunity"), "cited: {written}");
    assert!(written.contains("## Sources"), "{written}");
    harness.press("t C");
    assert!(harness.state.message.as_deref().unwrap().contains("Press L first"), "{:?}", harness.state.message);
    harness.press("L");
    assert!(!rows(&harness).is_empty());
    harness.press("C");
    assert_eq!(rows(&harness), []);
    assert!(harness.screen().contains("Nothing has been opened, copied or exported yet"));
    // It is a new session's own: nothing of it is on the disk.
    let other = &mut Harness::new(100, 30);
    assert_eq!(done(other), [""; 0]);
}

#[test]
fn nothing_that_is_hidden_shows_in_the_list() {
    let mut harness = Harness::new(100, 30);
    harness.press("/ \"Alder\" Enter Enter Enter y");
    harness.press("v :");
    let picker = harness.state.picker.as_ref().unwrap();
    let found = picker.rows.iter().position(|row| row.label == "What is found, in full").unwrap();
    for _ in 0..found {
        harness.press("Down");
    }
    harness.press("Enter E Enter \"Alder.md\" Enter Esc B");
    harness.press("\"Northshire\" Enter");
    harness.press("Esc L");
    let shown = |harness: &Harness| format!("{:?} {}", rows(harness), harness.screen());
    let open = shown(&harness);
    assert!(open.contains("Alder") && open.contains("Northshire"), "{open}");
    harness.press("H");
    let hidden = shown(&harness);
    for name in ["Alder", "alder", "Northshire"] {
        assert!(!hidden.contains(name), "{name}: {hidden}");
    }
    harness.press("E Enter \"hidden.md\" Enter");
    let written = harness.files().get("hidden.md").cloned().unwrap();
    for name in ["Alder", "alder", "Northshire"] {
        assert!(!written.contains(name), "{name}: {written}");
    }
}

#[test]
fn everything_that_is_found_is_marked_with_one_key_and_that_is_taken_back() {
    let mut harness = Harness::new(100, 30);
    harness.press("*");
    assert!(harness.state.message.as_deref().unwrap().contains("Nothing is found"), "{:?}", harness.state.message);
    // One is marked already: it stays.
    harness.press("Enter m Esc / \"police\" Enter");
    let marked = |harness: &Harness| harness.marks.iter().filter(|mark| mark.marked).count();
    let before = marked(&harness);
    assert_eq!(before, 1);
    harness.press("*");
    let after = marked(&harness);
    assert!(after > before + 1, "{after}");
    assert!(harness.state.message.as_deref().unwrap().starts_with("Marked "), "{:?}", harness.state.message);
    harness.press("*");
    assert_eq!(marked(&harness), before);
    assert!(harness.state.message.as_deref().unwrap().contains("no longer marked"), "{:?}", harness.state.message);
    harness.press("* / Ctrl-u \"is:marked\" Enter *");
    assert_eq!(marked(&harness), after, "all of them are marked already, and none is taken away");
    assert!(harness.state.message.as_deref().unwrap().contains("marked already"), "{:?}", harness.state.message);
}

#[test]
fn saved_searches_stand_beside_how_much_they_find() {
    let mut harness = Harness::new(100, 30);
    harness.press(
        "/ \"police\" Enter S Enter / Ctrl-u \"is:finding\" Enter S Enter / Ctrl-u \"kind:nothing\" Enter S Enter",
    );
    harness.press("\"");
    let details: Vec<String> =
        harness.state.picker.as_ref().unwrap().rows.iter().map(|row| row.detail.clone()).collect();
    let findings: usize =
        harness.state.catalogue.iter().filter_map(|(_, entry)| Some(entry.case()?.finding_count())).sum();
    assert!(details.contains(&format!("{findings} entries · is:finding")), "{details:?}");
    assert!(details.iter().any(|detail| detail.ends_with("entries · police")), "{details:?}");
    assert!(details.contains(&"not understood · kind:nothing".to_owned()), "{details:?}");
    // Counted anew each time, and told once.
    harness.press("Esc \"");
    let again: Vec<String> = harness.state.picker.as_ref().unwrap().rows.iter().map(|row| row.detail.clone()).collect();
    assert_eq!(again, details);
}

#[test]
fn enter_picks_an_entry_where_the_explorer_was_opened_for_that() {
    // Keys; what is picked.
    let rows = [
        ("Enter Enter", Some("alder/F1")),
        ("Enter j Enter", Some("alder/F2")),
        ("Enter Tab Enter", Some("alder/F1")),
        ("Enter", None),
        ("/ \"surgery\" Enter v v v Enter", Some("alder/R1")),
        ("t Tab Enter Enter", Some("alder/R1")),
        ("Enter q", None),
    ];
    for (keys, expected) in rows {
        let mut harness = Harness::new(100, 30);
        harness.state.picks = true;
        harness.press(keys);
        let picked = harness.handed_over.iter().find_map(|outside| match outside {
            Outside::Picked(picked) => Some(picked.as_str()),
            _ => None,
        });
        assert_eq!(picked, expected, "{keys}");
    }
    let mut harness = Harness::new(100, 30);
    harness.state.picks = true;
    harness.press("Enter");
    assert!(harness.screen().contains("Enter pick"), "{}", harness.screen());
    // What is hidden stays so in the answer.
    harness.press("H Enter");
    let Some(Outside::Picked(picked)) = harness.handed_over.last() else { panic!("{:?}", harness.handed_over) };
    assert!(picked.starts_with("case-") && picked.ends_with("/F1"), "{picked}");
}

#[test]
fn a_brief_is_asked_of_anything_and_has_a_short_form() {
    let mut harness = Harness::new(100, 30);
    harness.press("Enter B");
    insta::assert_snapshot!("brief_of_what", harness.screen());
    harness.press("\"recording\" Enter");
    let title = |harness: &Harness| harness.state.page.as_ref().unwrap().report.as_ref().unwrap().title.clone();
    assert_eq!(title(&harness), "Recording: what was found and recommended");
    harness.press("B");
    assert_eq!(title(&harness), "Recording: a short brief, to be read aloud");
    assert!(harness.screen().contains("B in full"), "{}", harness.screen());
    harness.press("B");
    assert_eq!(title(&harness), "Recording: what was found and recommended");
    assert!(harness.screen().contains("B short form"), "{}", harness.screen());
    harness.press("Esc b b");
    assert_eq!(title(&harness), "Alder: a short brief, to be read aloud");
    insta::assert_snapshot!("short_brief_of_a_case", harness.screen());
    // What is found stands first, and is all that has every word, whatever the view lists.
    harness.press("Esc / \"bruising\" Enter B");
    let first = harness.state.picker.as_ref().unwrap().rows[0].label.clone();
    assert_eq!(first, "What is found");
    harness.press("Enter");
    assert_eq!(title(&harness), "Search: bruising: what was found and recommended");
    let page = harness.state.page.as_ref().unwrap();
    let PageOf::Items(_, items) = &page.request.of else { panic!() };
    assert!(!items.is_empty());
    // A place that is hidden names no page.
    harness.press("Esc B \"northshire\" Enter");
    assert!(title(&harness).starts_with("Northshire"), "{}", title(&harness));
    harness.press("H");
    assert!(!title(&harness).contains("Northshire"), "{}", title(&harness));
    assert!(!harness.screen().contains("Northshire"), "{}", harness.screen());
    harness.send(Msg::Resize(60, 20));
    assert!(!harness.screen().contains("Northshire"));
}
