//! Screens as snapshots, at the sizes that people have.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use crate::support::Harness;

fn snapshot(name: &str, size: (u16, u16), keys: &str) {
    let mut harness = Harness::new(size.0, size.1);
    harness.press(keys);
    insta::assert_snapshot!(name, harness.screen());
}

#[test]
fn the_start() {
    for size in [(80, 24), (100, 30), (200, 50)] {
        snapshot(&format!("start_{}x{}", size.0, size.1), size, "");
    }
}

#[test]
fn each_tab() {
    for size in [(80, 24), (200, 50)] {
        for (number, tab) in ["findings", "recommendations", "timeline", "reviews", "sources"].iter().enumerate() {
            snapshot(&format!("{tab}_{}x{}", size.0, size.1), size, &format!("Enter {} j", number + 1));
        }
    }
}

#[test]
fn pages_of_the_reviews_tab() {
    for (name, keys) in [
        ("case", "4 Enter"),
        ("review", "4 Enter j j"),
        ("disputed", "4 Enter j j j j"),
        ("related", "4 Enter j j j j j"),
        ("gaps", "4 Enter G"),
    ] {
        snapshot(&format!("page_{name}"), (100, 40), keys);
    }
    snapshot("side_by_side_narrow", (60, 40), "Enter 4 j Enter");
}

#[test]
fn searching() {
    snapshot("search_typing", (100, 30), r#"/ "bruis_gp""#);
    snapshot("search_kept", (80, 24), r#"/ "information" Enter n"#);
    snapshot("search_without_match_here", (80, 24), r#"/ "ada_invented" Enter"#);
    snapshot("search_without_match", (80, 24), r#"/ "zzzz""#);
}

#[test]
fn lenses_and_facets() {
    for size in [(80, 24), (100, 30), (200, 50)] {
        snapshot(&format!("lens_findings_{}x{}", size.0, size.1), size, r#"/ "the" Enter v v j"#);
    }
    snapshot("lens_narrow", (50, 20), "v");
    snapshot("facets", (100, 30), r#"/ "the" Enter f j"#);
    snapshot("completion", (80, 24), "/ Tab Tab");
    snapshot("wrong_query", (100, 24), r#"/ "bruis_agancy:gp""#);
}

#[test]
fn pages_pictures_and_lists_at_three_widths() {
    for size in [(80, 24), (100, 30), (200, 50)] {
        for (name, keys) in [
            ("cases_alone", "z"),
            ("terms", "V"),
            ("heat_map", "p ] ]"),
            ("kinds", "p G"),
            ("compare", "c"),
            ("headings", "c #"),
            ("brief", "B Enter"),
            ("read_in_full", r#"/ "information" Enter F"#),
            ("nothing_found", r#"/ "zzzz""#),
        ] {
            snapshot(&format!("{name}_{}x{}", size.0, size.1), size, keys);
        }
    }
}

#[test]
fn other_states() {
    snapshot("unreadable", (100, 24), "G");
    snapshot("help", (80, 24), "?");
    snapshot("one_pane_cases", (60, 20), "");
    snapshot("one_pane_items", (60, 20), "Enter");
    snapshot("one_pane_detail", (60, 20), "Enter Enter");
    snapshot("too_small", (23, 7), "");
    let empty = Harness::empty(80, 24);
    insta::assert_snapshot!("reading", empty.screen());
    let mut nothing = Harness::empty(80, 24);
    nothing.send(casebook::app::Msg::LoadFinished);
    insta::assert_snapshot!("nothing", nothing.screen());
}
