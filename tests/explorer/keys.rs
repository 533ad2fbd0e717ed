//! Keys in, state out.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use crate::support::Harness;
use casebook::app::Msg;
use casebook::app::layer::{Layer, top};
use casebook::app::tab::Tab;

/// Keys, and where one is after them, from the start on a wide terminal.
const WIDE: &[(&str, &str)] = &[
    ("", "alder Findings F1 Cases"),
    ("j", "birch Findings F1 Cases"),
    ("j j", "crab Cases"),
    ("j j j j", "crab Cases"),
    ("G", "crab Cases"),
    ("G g", "alder Findings F1 Cases"),
    ("Enter", "alder Findings F1 Items"),
    ("Enter j", "alder Findings F2 Items"),
    ("Enter j j", "alder Findings F3 Items"),
    ("Enter G", "alder Findings F4 Items"),
    ("Enter G j", "alder Findings F4 Items"),
    ("Enter Ctrl-d", "alder Findings F4 Items"),
    ("Enter Enter", "alder Findings F1 Detail"),
    ("Enter Enter Esc", "alder Findings F1 Items"),
    ("Enter Enter Esc Esc", "alder Findings F1 Cases"),
    ("Esc Esc Esc", "alder Findings F1 Cases"),
    ("Tab", "alder Findings F1 Items"),
    ("Tab Tab Tab", "alder Findings F1 Cases"),
    ("Shift-Tab", "alder Findings F1 Detail"),
    ("l l h", "alder Findings F1 Items"),
    ("2", "alder Recommendations R1 Cases"),
    ("3 l j", "alder Timeline E2 Items"),
    ("4", "alder Reviews Case Cases"),
    ("4 l j", "alder Reviews SideBySide Items"),
    ("4 l j j j j j j", "alder Reviews Gaps Items"),
    ("5 l j", "alder Sources annals Items"),
    ("] ]", "alder Timeline E1 Cases"),
    ("[", "alder Sources gazette Cases"),
    ("Enter 3 J", "birch Timeline - Items"),
    ("Enter J K", "alder Findings F1 Items"),
    ("j j Enter", "crab Detail"),
    ("j j Enter Esc", "crab Cases"),
    ("x y z", "alder Findings F1 Cases"),
];

#[test]
fn moving_goes_where_it_should() {
    for (keys, expected) in WIDE {
        let mut harness = Harness::new(120, 40);
        harness.press(keys);
        assert_eq!(harness.place(), *expected, "{keys}");
    }
}

#[test]
fn searching_narrows_both_panes_together() {
    // Keys; cases shown; findings, recommendations and events shown of the selected case; where one is.
    let rows: &[(&str, &[&str], [usize; 3], &str)] = &[
        ("/", &["Alder", "Birch and Ärger", "[crab]"], [4, 1, 3], "alder Findings F1 Cases"),
        (r#"/ "bruis""#, &["Alder"], [1, 1, 0], "alder Findings F1 Cases"),
        (r#"/ "gp_police""#, &["Alder"], [1, 0, 0], "alder Findings F3 Cases"),
        (r#"/ "police_gp""#, &["Alder"], [1, 0, 0], "alder Findings F3 Cases"),
        (r#"/ "northshire""#, &["Alder"], [4, 1, 3], "alder Findings F1 Cases"),
        (r#"/ "northshire_police""#, &["Alder"], [1, 0, 0], "alder Findings F3 Cases"),
        (r#"/ "arger""#, &["Birch and Ärger"], [1, 0, 0], "birch Findings F1 Cases"),
        (r#"/ "иван""#, &["Birch and Ärger"], [1, 0, 0], "birch Findings F1 Cases"),
        (r#"/ "child_z""#, &["Alder", "Birch and Ärger"], [4, 1, 3], "alder Findings F1 Cases"),
        (r#"/ "information""#, &["Alder", "Birch and Ärger"], [1, 0, 0], "alder Findings F3 Cases"),
        (r#"/ "information" Down"#, &["Alder", "Birch and Ärger"], [1, 0, 0], "birch Findings F1 Cases"),
        (r#"/ "ada_invented""#, &["Alder"], [0, 0, 0], "alder Reviews Review(0) Cases"),
        (r#"/ "zzzz""#, &[], [0, 0, 0], "nothing Cases"),
        (r#"/ "zzzz" Esc"#, &["Alder", "Birch and Ärger", "[crab]"], [4, 1, 3], "alder Findings F1 Cases"),
        (r#"/ "bruis" Enter"#, &["Alder"], [1, 1, 0], "alder Findings F1 Cases"),
        (r#"/ "bruis" Enter Esc"#, &["Alder", "Birch and Ärger", "[crab]"], [4, 1, 3], "alder Findings F1 Cases"),
        (r#"/ "bruis" Ctrl-u"#, &["Alder", "Birch and Ärger", "[crab]"], [4, 1, 3], "alder Findings F1 Cases"),
        (r#"/ "gp_pol" Ctrl-w "bruis""#, &["Alder"], [1, 1, 0], "alder Findings F1 Cases"),
        (
            r#"/ "q" Backspace Backspace q"#,
            &["Alder", "Birch and Ärger", "[crab]"],
            [4, 1, 3],
            "alder Findings F1 Cases",
        ),
    ];
    for (keys, cases, shown, place) in rows {
        let mut harness = Harness::new(120, 40);
        harness.press(keys);
        assert_eq!(harness.order(), *cases, "{keys}");
        let found = [Tab::Findings, Tab::Recommendations, Tab::Timeline].map(|tab| harness.shown(tab));
        assert_eq!(found, *shown, "{keys}");
        assert_eq!(harness.place(), *place, "{keys}");
    }
}

#[test]
fn next_match_goes_round_tabs_and_cases() {
    let mut harness = Harness::new(120, 40);
    harness.press(r#"/ "information" Enter"#);
    let mut seen = vec![harness.place()];
    for _ in 0..3 {
        harness.press("n");
        seen.push(harness.place());
    }
    assert_eq!(
        seen,
        ["alder Findings F3 Cases", "birch Findings F1 Cases", "alder Findings F3 Cases", "birch Findings F1 Cases"]
    );
    harness.press("N");
    assert_eq!(harness.place(), "alder Findings F3 Cases");
    let mut without = Harness::new(120, 40);
    without.press("n");
    assert_eq!(without.state.message.as_deref(), Some("There is no search yet: press / to search"));
}

#[test]
fn an_older_answer_never_replaces_a_newer_one() {
    let mut harness = Harness::new(120, 40);
    harness.press(r#"/ "bruis""#);
    let older = harness.state.search.generation - 1;
    harness.send(Msg::Searched {
        generation: older,
        indexed: 3,
        answer: casebook::search::Answer::Hits(casebook::search::Hits::default()),
    });
    assert_eq!(harness.order(), ["Alder"]);
}

#[test]
fn sorting_goes_round() {
    let mut harness = Harness::new(120, 40);
    let orders = ["", "s", "s", "s"].map(|key| {
        harness.press(key);
        harness.order().join(" ")
    });
    assert_eq!(
        orders,
        [
            "Alder Birch and Ärger [crab]",
            "Birch and Ärger Alder [crab]",
            "Birch and Ärger Alder [crab]",
            "Alder Birch and Ärger [crab]"
        ]
    );
}

#[test]
fn a_paste_is_text_in_a_search_and_nothing_elsewhere() {
    let mut harness = Harness::new(120, 40);
    harness.send(Msg::Paste("q\nq".into()));
    assert!(!harness.quit);
    assert_eq!(harness.place(), "alder Findings F1 Cases");
    harness.press("/");
    harness.send(Msg::Paste("bruis\ning \u{1b}[31m".into()));
    assert_eq!(harness.state.search.input.value(), "bruis ing ␛");
}

#[test]
fn q_quits_but_not_while_typing() {
    let mut harness = Harness::new(120, 40);
    harness.press("/ q");
    assert!(!harness.quit);
    harness.press("Esc q");
    assert!(harness.quit);
}

#[test]
fn the_selection_stays_while_cases_come_in() {
    let mut entries = crate::support::entries();
    let mut harness = Harness::empty(120, 40);
    let late = entries.remove(0);
    harness.send(Msg::Loaded(entries));
    assert_eq!(harness.place(), "birch Findings F1 Cases");
    // Nobody chose Birch yet, so the first row stays the selected one.
    harness.send(Msg::Loaded(vec![late.clone()]));
    assert_eq!(harness.place(), "alder Findings F1 Cases");
    let mut chosen = Harness::empty(120, 40);
    chosen.send(Msg::Loaded(crate::support::entries().split_off(1)));
    chosen.press("Enter");
    chosen.send(Msg::Loaded(vec![late]));
    assert_eq!(chosen.place(), "birch Findings F1 Items");
}

#[test]
fn what_comes_in_during_a_search_is_searched_too() {
    let mut harness = Harness::empty(120, 40);
    harness.press(r#"/ "bruis""#);
    assert_eq!(harness.order(), Vec::<String>::new());
    harness.send(Msg::Loaded(crate::support::entries()));
    assert_eq!(harness.order(), ["Alder"]);
}

#[test]
fn a_narrow_terminal_shows_one_pane_at_a_time() {
    let mut harness = Harness::new(60, 20);
    assert!(harness.screen().contains("Cases by title") && !harness.screen().contains("Findings 4"));
    harness.press("Enter");
    assert!(harness.screen().contains("Cases › Alder"), "{}", harness.screen());
    harness.press("Enter");
    assert!(harness.screen().contains("Cases › Alder › Findings › Finding F1"), "{}", harness.screen());
    harness.press("Esc Esc");
    assert!(harness.screen().contains("Cases by title"));
}

#[test]
fn the_help_filters_and_closes() {
    let mut harness = Harness::new(120, 40);
    harness.press("?");
    assert!(harness.screen().contains("Move down a line"));
    harness.press(r#""quit""#);
    assert!(!harness.screen().contains("Move down a line") && harness.screen().contains("Quit"));
    harness.press("Esc");
    assert!(harness.state.help.is_none() && !harness.quit);
}

#[test]
fn cases_that_come_in_move_nothing_that_a_reader_has_chosen() {
    // Keys pressed when Birch alone is there; where one is then, and still is when Alder comes in.
    let rows = [
        ("G g", "birch Findings F1 Cases"),
        ("Tab", "birch Findings F1 Items"),
        ("Tab Tab", "birch Findings F1 Detail"),
        ("5", "birch Sources page Cases"),
        (r#"/ "information" Enter Enter Enter"#, "birch Findings F1 Detail"),
    ];
    for (keys, place) in rows {
        let mut entries = crate::support::entries();
        let alder = entries.remove(0);
        let mut harness = Harness::empty(120, 40);
        harness.send(Msg::Loaded(entries));
        harness.press(keys);
        let before = harness.place();
        harness.send(Msg::Loaded(vec![alder]));
        assert_eq!(before, harness.place(), "{keys}");
        if !place.contains("Sources") {
            assert_eq!(before, place, "{keys}");
        }
    }
}

#[test]
fn a_key_before_the_first_case_chooses_nothing() {
    let mut entries = crate::support::entries();
    let alder = entries.remove(0);
    let mut harness = Harness::empty(120, 40);
    harness.press("j Enter");
    harness.send(Msg::Loaded(entries));
    harness.send(Msg::Loaded(vec![alder]));
    assert_eq!(harness.case().unwrap().id.as_str(), "alder");
}

#[test]
fn an_unreadable_file_is_read_from_any_pane() {
    let mut harness = Harness::new(120, 40);
    harness.press("Enter J J");
    assert_eq!(harness.place(), "crab Detail");
}

#[test]
fn the_help_stays_in_bounds_when_the_terminal_grows() {
    let mut harness = Harness::new(40, 10);
    harness.press("? PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn");
    harness.send(Msg::Resize(120, 400));
    let screen = harness.screen();
    assert!(screen.contains("On the selected row") && screen.contains("Short names of reviews"), "{screen}");
}

#[test]
fn words_are_explained_and_lead_to_where_else_they_occur() {
    let mut harness = Harness::new(120, 40);
    harness.press("Enter j j x");
    let screen = harness.screen();
    assert!(screen.contains("Explanation:") && screen.contains("Practice failing"), "{screen}");
    // Kind, two agencies, then the theme that Birch has too.
    harness.press("j j j");
    let screen = harness.screen();
    assert!(
        screen.contains("Information sharing") && screen.contains("Used             in 2 cases: 2 findings"),
        "{screen}"
    );
    assert!(screen.contains("Also in 1 other place"), "{screen}");
    harness.press("Enter Enter");
    assert_eq!(harness.place(), "birch Findings F1 Items");
    harness.press("x Esc");
    assert!(harness.state.explain.is_none() && !harness.quit);
    let mut unreadable = Harness::new(120, 40);
    unreadable.press("G x");
    assert!(unreadable.state.explain.is_none());
    assert_eq!(unreadable.state.picker.as_ref().map(|open| open.title.as_str()), Some("Explain what?"));
}

#[test]
fn the_cursor_of_the_terminal_follows_the_selection() {
    // Keys, and what stands where the cursor is, to the end of the row.
    let rows: &[(&str, &str)] = &[
        ("", "▸ Alder"),
        ("j", "▸ Birch"),
        ("G", "▸ ! crab.toml"),
        ("Enter", "▸ F1"),
        ("Enter j", "▸ F2"),
        ("Enter Enter", "The GP saw bruising"),
        ("j j Enter", "This file could not be read"),
        (r#"/ "bruis""#, " "),
        (r#"/ "bruis" Enter"#, "▸ Alder"),
        ("?", "Here"),
        ("Enter x", "▸ Missed opportunity"),
        ("Enter x j", "▸ GP"),
    ];
    for (size, rows) in [((120, 40), rows), ((60, 20), rows.get(..2).unwrap())] {
        for (keys, expected) in rows {
            let mut harness = Harness::new(size.0, size.1);
            harness.press(keys);
            let shown = harness.at_cursor();
            assert!(shown.starts_with(expected), "{keys}: {shown}");
        }
    }
    for (size, keys) in [((23, 7), ""), ((120, 40), r#"/ "zzzz" Enter"#)] {
        let mut harness = Harness::new(size.0, size.1);
        harness.press(keys);
        assert_eq!(harness.at_cursor(), "", "nothing is selected");
    }
}

#[test]
fn suspending_is_asked_for_from_everywhere_and_changes_nothing() {
    for keys in ["", "Enter", "?", "x", r#"/ "bruis""#] {
        let mut harness = Harness::new(120, 40);
        harness.press(keys);
        let before = harness.screen();
        harness.press("Ctrl-z");
        assert_eq!(harness.suspensions, 1, "{keys}");
        assert_eq!(harness.screen(), before, "{keys}");
    }
}

#[test]
fn q_and_esc_close_what_is_on_top_and_the_program_ends_from_the_panes_only() {
    // Keys that open something, the layers from the top down, and whether q is a letter there.
    let rows: &[(&str, &[Layer], bool)] = &[
        ("", &[Layer::Panes], false),
        ("Enter Enter", &[Layer::Panes], false),
        ("t", &[Layer::Page, Layer::Panes], false),
        ("t E", &[Layer::Picker, Layer::Page, Layer::Panes], true),
        ("Enter x", &[Layer::Explain, Layer::Panes], false),
        ("t x", &[Layer::Explain, Layer::Page, Layer::Panes], false),
        ("X", &[Layer::Picker, Layer::Panes], true),
        ("Enter x X", &[Layer::Picker, Layer::Explain, Layer::Panes], true),
        ("f x", &[Layer::Explain, Layer::Facets, Layer::Panes], false),
        ("t /", &[Layer::Find, Layer::Page, Layer::Panes], true),
        ("b #", &[Layer::Picker, Layer::Page, Layer::Panes], true),
        ("/ F1 Esc Esc b E Enter", &[Layer::Prompt, Layer::Page, Layer::Panes], true),
        ("t / F1", &[Layer::Help, Layer::Find, Layer::Page, Layer::Panes], true),
        ("f", &[Layer::Facets, Layer::Panes], false),
        ("f ?", &[Layer::Help, Layer::Facets, Layer::Panes], true),
        ("d F1", &[Layer::Help, Layer::Picker, Layer::Panes], true),
        ("D", &[Layer::Prompt, Layer::Panes], true),
        ("/", &[Layer::Search, Layer::Panes], true),
        ("/ F1", &[Layer::Help, Layer::Search, Layer::Panes], true),
        (r#"/ "agency:" Tab"#, &[Layer::Completion, Layer::Search, Layer::Panes], true),
    ];
    for (keys, layers, letter) in rows {
        let mut harness = Harness::new(120, 40);
        harness.press(keys);
        for (index, layer) in layers.iter().enumerate() {
            assert_eq!(top(&harness.state), *layer, "{keys}: layer {index}");
            if *layer != Layer::Panes {
                harness.press(if *letter || index > 0 { "Esc" } else { "q" });
            }
        }
        assert!(!harness.quit, "{keys}");
        harness.press("q");
        assert!(harness.quit, "{keys}");
    }
    for (keys, _, letter) in rows.iter().filter(|(_, _, letter)| *letter) {
        let mut harness = Harness::new(120, 40);
        harness.press(keys);
        let before = top(&harness.state);
        harness.press("q");
        assert!(!harness.quit && (before == Layer::Completion || top(&harness.state) == before), "{keys} {letter}");
        harness.press("Ctrl-c");
        assert!(harness.quit, "{keys}");
    }
}

#[test]
fn a_refused_key_is_told_and_swallows_nothing() {
    // Keys, and what the bottom line says then.
    let rows = [
        ("t v", "v (next lens) works in the panes: press Esc to close this first"),
        ("b s", "This page has one order: press Esc to close it, then sort the list"),
        ("f 2", "2 (recommendations) works in the panes: press Esc to close this first"),
        ("t 2", "2 (recommendations) works in the panes: press Esc to close this first"),
        ("Enter x t", "t (tracker) works in the panes: press Esc to close this first"),
        ("D Enter", "Nothing is typed yet: Esc closes the line"),
    ];
    for (keys, told) in rows {
        let mut harness = Harness::new(120, 40);
        let (open, refused) = keys.rsplit_once(' ').unwrap();
        harness.press(open);
        let before = top(&harness.state);
        harness.press(refused);
        assert_eq!((top(&harness.state), harness.state.message.as_deref()), (before, Some(told)), "{keys}");
    }
    // A name that cannot be used yet stays typed.
    let mut harness = Harness::empty(120, 40);
    harness.send(Msg::Loaded(crate::support::entries()));
    harness.press(r#"D "audit" Enter"#);
    assert_eq!(harness.state.prompt.as_ref().map(|prompt| prompt.input.value()), Some("audit"));
    assert!(harness.state.message.as_deref().unwrap().starts_with("Files are still being read"));
    harness.send(Msg::LoadFinished);
    harness.press("Enter");
    assert_eq!(harness.state.notebook.snapshots.len(), 1);
}
