//! What a newcomer stumbled over: each is told or does what was expected.

use crate::support::library::bundled;
use crate::support::{Harness, entries};
use casebook::app::Msg;

/// The bottom line.
fn hints(harness: &Harness) -> String {
    harness.screen().lines().last().unwrap_or_default().trim_matches('"').trim().to_owned()
}

/// The bundled library, opened.
fn opened(width: u16, height: u16) -> Harness {
    let mut harness = Harness::empty(width, height);
    harness.send(Msg::Loaded(bundled().to_vec()));
    harness.send(Msg::LoadFinished);
    harness
}

#[test]
fn the_best_match_stays_selected_while_files_load_until_the_user_moves() {
    let rows = [
        // Kept by Enter, and another tab looked at: the best match is still to come.
        ("Enter", "alder Findings F3 Cases"),
        ("Enter 3", "alder Timeline - Cases"),
        ("", "alder Findings F3 Cases"),
        // Opened or moved to: it stays.
        ("Enter Enter", "birch Findings F1 Items"),
        ("Enter 1 Tab", "birch Findings F1 Items"),
    ];
    for (keys, place) in rows {
        let mut harness = Harness::empty(120, 40);
        let (birch, others): (Vec<_>, Vec<_>) =
            entries().into_iter().partition(|entry| entry.case().is_some_and(|case| case.id.as_str() == "birch"));
        harness.send(Msg::Loaded(birch));
        harness.press(&format!("/ \"information\" {keys}"));
        assert!(harness.place().starts_with("birch"), "{keys}: {}", harness.place());
        assert!(harness.screen().contains("searching… 1 case, 1 match"), "{}", harness.screen());
        harness.send(Msg::Loaded(others));
        assert!(harness.screen().contains("searching…"), "{}", harness.screen());
        harness.send(Msg::LoadFinished);
        assert_eq!(harness.place(), place, "{keys}");
        assert_eq!(harness.order(), ["Alder", "Birch and Ärger"], "{keys}");
        assert!(!harness.screen().contains("searching…"), "{}", harness.screen());
    }
}

#[test]
fn nothing_is_no_number_while_a_search_is_not_finished() {
    let mut harness = Harness::empty(100, 30);
    harness.send(Msg::Query("information".into()));
    let screen = harness.screen();
    assert!(screen.contains("searching…") && !screen.contains("0 matches") && !screen.contains("Nothing"), "{screen}");
    // Read, but the index has not taken it in yet.
    harness.hold();
    harness.send(Msg::Loaded(entries()));
    harness.send(Msg::LoadFinished);
    let screen = harness.screen();
    assert!(screen.contains("searching…") && !screen.contains("0 matches"), "{screen}");
    harness.release();
    let screen = harness.screen();
    assert!(screen.contains("2 cases, 2 matches") && !screen.contains("searching"), "{screen}");
    // A word that nothing has is none, once that is known.
    harness.press("/ \"xylophone\"");
    assert!(!harness.screen().contains("searching"), "{}", harness.screen());
}

#[test]
fn the_keys_that_lead_on_stand_below_what_is_found() {
    let mut harness = opened(80, 24);
    harness.press("/ \"police\" Enter");
    assert_eq!(hints(&harness), "Enter open  n next  B search brief  b case brief  x explain  v views  ? help");
    harness.press("b");
    let told = hints(&harness);
    assert!(told.contains("Briefing of this case alone; B: brief on the search"), "{told}");
}

#[test]
fn a_term_that_is_searched_for_is_told_in_a_line() {
    let rows = [("respectful_uncertainty", true), ("what_does_respectful_uncertainty_mean", true), ("bruise", false)];
    for (query, told) in rows {
        let mut harness = Harness::new(100, 30);
        harness.press(&format!("/ \"{query}\""));
        assert!(!harness.screen().contains("Respectful uncertainty: "), "typed: {}", harness.screen());
        harness.press("Enter");
        let line = harness.screen().lines().nth(1).unwrap_or_default().to_owned();
        assert_eq!(line.contains("Respectful uncertainty: Staying courteous"), told, "{query}: {line}");
        assert_eq!(line.contains("x explain"), told, "{query}: {line}");
    }
}

#[test]
fn a_case_with_one_review_tells_who_led_it() {
    let mut harness = opened(100, 30);
    harness.press("/ \"victoria_climbie\" Enter c");
    let told = harness.state.message.clone().unwrap_or_default();
    assert!(told.contains("one review") && told.contains("Laming") && told.contains("related reports"), "{told}");
}

#[test]
fn the_tracker_keeps_the_search_and_its_briefs_begin_with_recommendations() {
    let mut harness = opened(100, 30);
    harness.press("/ \"to:police\" Enter t");
    let screen = harness.screen();
    assert!(screen.contains("Search: to:police"), "{screen}");
    let all =
        bundled().iter().filter_map(|entry| entry.case()).flat_map(|case| case.recommendations().collect::<Vec<_>>());
    let to_police = all.filter(|(_, one)| one.addressed_to.iter().any(|to| to.code() == "police")).count();
    assert!(screen.contains(&format!("{to_police} recommendations in ")), "{screen}");
    harness.press("t t Enter");
    let screen = harness.screen();
    let place = |text: &str| screen.find(text).unwrap_or(usize::MAX);
    assert!(place("What was recommended (") < place("What was found ("), "{screen}");
}

#[test]
fn a_brief_can_be_asked_for_in_the_words_of_the_user() {
    // Each wording of a service means the service.
    for words in ["school_nurse", "school_nurses", "school_nursing"] {
        for keys in [format!("/ \"{words}\" Enter B Enter"), format!("B \"{words}\" Enter")] {
            let mut harness = opened(100, 30);
            let screen = harness.press(&keys).screen();
            assert!(screen.contains("School nursing: "), "{keys}\n{screen}");
        }
    }
    // Words that no list has are searched for.
    let mut harness = opened(100, 30);
    harness.press("B \"bruise_xray\"");
    let screen = harness.screen();
    assert!(screen.contains("Enter: a brief on a search for \"bruise xray\""), "{screen}");
    let mut harness = opened(100, 30);
    let screen = harness.press("B \"missed_appointments\" Enter").screen();
    assert!(screen.contains("issed appointments"), "{screen}");
}

#[test]
fn what_is_found_stands_in_one_order_in_every_view() {
    let mut harness = opened(100, 30);
    harness.press("/ \"information_sharing\" Enter s");
    let order = harness.state.cases.sort_found;
    harness.press("s");
    assert_ne!(harness.state.cases.sort_found, order);
    harness.press("v v");
    assert_eq!(harness.state.sort_entries.told(), "date, newest first");
    harness.press("V V");
    assert_eq!(harness.state.cases.sort_found.told(), "date, newest first");
}

#[test]
fn enter_ends_a_search_whose_value_was_completed() {
    let mut harness = opened(100, 30);
    harness.press("/ \"theme:voice\" Tab Enter v");
    assert!(!harness.state.search.typing && harness.state.search.problems.is_empty(), "{}", harness.screen());
    assert!(harness.state.search.input.value().starts_with("theme:voice_of_the_child"), "{}", harness.screen());
    // The name of a field alone still wants its value, and is no mistake.
    let mut harness = opened(100, 30);
    harness.press("/ \"person:\"");
    assert!(!harness.screen().contains("mistake"), "{}", harness.screen());
}
