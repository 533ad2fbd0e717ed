//! The search in the interface: the language, lenses, facets, completion, searches of before. Keys in, state out.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use crate::support::{Harness, files};
use casebook::app::Msg;
use casebook::search::{Answer, Ask, Engine, Lens};

fn typed(harness: &Harness) -> &str {
    harness.state.search.input.value()
}

/// The list of the lens: case and id of each row.
fn listed(harness: &Harness) -> Vec<String> {
    let told = |hit: &casebook::search::LensHit| {
        let case = harness.state.catalogue.case(hit.key).unwrap();
        format!("{} {}", case.id, hit.item.id(case))
    };
    harness.state.search.hits.listed.iter().map(told).collect()
}

#[test]
fn a_lens_lists_the_entries_of_all_cases() {
    // Keys; the lens; what is listed.
    let rows: &[(&str, Lens, &[&str])] = &[
        (r#"/ "information" Enter v v"#, Lens::Findings, &["birch F1", "alder F3"]),
        (r#"/ "bruis" Ctrl-t Ctrl-t Ctrl-t"#, Lens::Recommendations, &["alder R1"]),
        (r#"v v / "bruis""#, Lens::Findings, &["alder F1"]),
        ("v v v", Lens::Recommendations, &["alder R1"]),
        ("V V", Lens::Events, &["alder E1", "alder E2", "alder E3"]),
        ("v V", Lens::Cases, &[]),
    ];
    for (keys, lens, expected) in rows {
        let mut harness = Harness::new(120, 40);
        harness.press(keys);
        assert_eq!(harness.state.lens.lens, *lens, "{keys}");
        let mut found = listed(&harness);
        found.sort_unstable();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected, "{keys}");
    }
}

#[test]
fn enter_goes_to_the_entry_and_back_returns_to_the_list() {
    let mut harness = Harness::new(120, 40);
    harness.press(r#"/ "information" Enter v v j"#);
    let (before, place) = (listed(&harness), harness.place());
    assert_eq!(before.len(), 2);
    harness.press("Enter");
    assert!(harness.place().ends_with("Items"), "{}", harness.place());
    assert_eq!(harness.place().replace("Items", "Cases"), place);
    // Whatever one looks at meanwhile.
    harness.press("Enter 4 j j Esc");
    assert_eq!(listed(&harness), before);
    assert_eq!(harness.state.lens.cursor, 1);
    assert_eq!(typed(&harness), "information");
    assert_eq!(harness.place(), place);
    // Back from the list leads to the cases, with the search and the same case; once more clears the search.
    let case = harness.state.cases.cursor;
    harness.press("Esc");
    assert_eq!((typed(&harness), harness.state.lens.lens), ("information", Lens::Cases));
    assert_eq!(harness.state.cases.cursor, case);
    harness.press("Esc");
    assert_eq!((typed(&harness), harness.state.lens.lens), ("", Lens::Cases));
    assert_eq!(harness.state.cases.cursor, case);
}

#[test]
fn terms_are_counted_and_lead_to_their_entries() {
    let mut harness = Harness::new(120, 40);
    harness.press("V");
    assert_eq!(harness.state.lens.lens, Lens::Terms);
    let first = harness.state.lens_terms().next().unwrap().clone();
    assert!(first.all > 0);
    harness.press("Enter");
    assert_eq!(typed(&harness), format!("{}:{}", first.field.row().name, first.code));
    assert_eq!(harness.state.lens.lens, Lens::Everything);
    assert_eq!(harness.state.search.hits.total, first.all as usize);
}

#[test]
fn facets_add_their_filter_to_the_search_and_take_it_out() {
    let mut harness = Harness::new(120, 40);
    harness.press(r#"/ "the" Enter f"#);
    let counts = harness.state.search.hits.facets.clone();
    assert!(counts.len() > 4, "{counts:?}");
    harness.press("Enter");
    let filter = format!("{}:{}", counts[0].field.row().name, counts[0].code);
    assert_eq!(typed(&harness), format!("the {filter}"));
    assert_eq!(harness.state.search.hits.found.len(), counts[0].all as usize);
    harness.press("Enter");
    assert_eq!(typed(&harness), "the");
    assert_eq!(harness.state.search.hits.facets, counts);
    harness.press("Tab Tab Esc");
    assert!(harness.state.facets.is_none());
    // Without a search everything is counted.
    let mut harness = Harness::new(120, 40);
    harness.press("f");
    assert!(!harness.state.search.hits.facets.is_empty());
    assert_eq!(harness.order().len(), 3, "nothing is narrowed");
}

#[test]
fn the_cursor_of_the_facets_goes_by_row_and_by_group_and_stays_with_what_is_chosen() {
    let mut harness = Harness::new(120, 40);
    harness.press(r#"/ "the" Enter f"#);
    let counts = harness.state.search.hits.facets.clone();
    let first = |at: usize| (0..counts.len()).find(|other| counts[*other].field == counts[at].field).unwrap();
    let last = counts.len() - 1;
    let second = (0..counts.len()).find(|at| counts[*at].field != counts[0].field).unwrap();
    assert!(second > 1 && first(last) > second, "{counts:?}");
    let down = "j ".repeat(counts.len() + 3);
    // Keys, and where they lead from the first row.
    let table = [
        ("j k k".to_owned(), 0),
        (down.clone(), last),
        ("Tab".to_owned(), second),
        (format!("{down} Tab"), 0),
        ("Shift-Tab".to_owned(), first(last)),
        ("j Shift-Tab".to_owned(), first(last)),
        ("Tab j Shift-Tab".to_owned(), 0),
        (format!("{down} Shift-Tab Tab"), first(last)),
    ];
    for (keys, expected) in table {
        let mut harness = Harness::new(120, 40);
        harness.press(r#"/ "the" Enter f"#).press(&keys);
        assert_eq!(harness.state.facets.as_ref().unwrap().cursor, expected, "{keys}");
    }
    for at in [1, second, last] {
        let mut harness = Harness::new(120, 40);
        harness.press(r#"/ "the" Enter f"#).press(&"j ".repeat(at)).press("Enter");
        let chosen = &harness.state.search.hits.facets[harness.state.facets.as_ref().unwrap().cursor];
        assert_eq!((chosen.field, &chosen.code), (counts[at].field, &counts[at].code));
        let screen = harness.screen();
        let marked: Vec<&str> = screen.lines().filter(|line| line.contains('✓')).collect();
        assert!(marked.len() == 1 && marked[0].contains("▸ ✓"), "{screen}");
    }
}

#[test]
fn a_filter_asks_for_what_an_entry_has_of_itself() {
    let text = files::text("alder", "Alder")
        .replacen("commissioned = \"2011-06\"", "commissioned = \"2011-06\"\ndated = \"2014\"", 1)
        .replacen("[[reviews.evaluations]]", "[[reviews.publications]]\nstate = \"published\"\ndate = \"2016\"\nconfidence = \"confirmed\"\nsources = [\"gazette\"]\n\n[[reviews.evaluations]]", 1);
    // A query, what is among the entries that it finds, what is not.
    let rows: &[(&str, &str, &str)] = &[
        ("confidence:confirmed", "F1", "F2"),
        ("confidence:reported", "F2", "F1"),
        // The year of a finding is that in which its review was first published.
        ("year:2012", "F1", "annals"),
        ("year:2014", "", "F1"),
        ("year:2016", "", "F1"),
        // What has no date of its own does not have that of the case, where it is an event or a source.
        ("year:2011", "E1", "annals"),
    ];
    for (query, found, not_found) in rows {
        let mut harness = Harness::empty(120, 40);
        harness.send(Msg::Loaded(vec![files::entry("alder.toml", &text)]));
        harness.send(Msg::LoadFinished);
        harness.send(Msg::Query((*query).to_owned()));
        harness.press("v");
        let listed = listed(&harness);
        let lists = |id: &str| listed.contains(&format!("alder {id}"));
        assert!((found.is_empty() || lists(found)) && !lists(not_found), "{query}: {listed:?}");
    }
}

#[test]
fn a_wrong_query_leaves_what_was_found_last() {
    let mut harness = Harness::new(120, 40);
    harness.press(r#"/ "bruis""#);
    let found = harness.state.search.hits.clone();
    for more in [" agancy:x", " year:20", " theme:zzzz", " agency:"] {
        harness.press(r#"Ctrl-u "bruis""#);
        harness.send(Msg::Paste(more.to_owned()));
        assert!(!harness.state.search.problems.is_empty(), "{more}");
        let screen = harness.screen();
        let problem = harness.state.search.problems[0].to_string();
        assert!(screen.contains(problem.get(..16).unwrap()), "{more}: {screen}");
        assert_eq!(harness.order(), ["Alder"], "{more}");
    }
    harness.press(r#"Ctrl-u "bruis""#);
    assert!(harness.state.search.problems.is_empty());
    assert_eq!(harness.state.search.hits, found);
}

#[test]
fn fields_and_values_are_completed() {
    let rows = [
        (r#"/ "ag" Tab"#, "agency:"),
        (r#"/ "ag" Tab "pol" Tab"#, "agency:police "),
        (r#"/ "x_!na" Tab"#, "x !nation:"),
        (r#"/ "th" Tab "refer" Tab"#, "theme:referral_handling "),
        (r#"/ "bruis_is:f" Tab"#, "bruis is:finding "),
        (r#"/ Tab"#, "agency:"),
        (r#"/ Tab Tab"#, "to:"),
        (r#"/ Tab Tab Shift-Tab"#, "agency:"),
        (r#"/ Tab Esc"#, ""),
        (r#"/ Tab Tab Enter "x""#, "to:x"),
        (r#"/ "zz" Tab"#, "zz"),
    ];
    for (keys, expected) in rows {
        let mut harness = Harness::new(120, 40);
        harness.press(keys);
        assert_eq!(typed(&harness), expected, "{keys}");
        assert!(harness.state.search.typing, "{keys}");
        harness.screen();
    }
}

#[test]
fn searches_of_before_are_recalled() {
    let mut harness = Harness::new(120, 40);
    harness.send(Msg::History(vec!["police".into(), "theme:recording".into()]));
    let rows = [
        ("/ Up", "theme:recording"),
        ("Up", "police"),
        ("Up", "police"),
        ("Down", "theme:recording"),
        ("Down", ""),
        ("Up Up Enter", "police"),
        // Opened again, the search in force is not its own predecessor.
        ("/ Up", "theme:recording"),
        ("Esc", ""),
    ];
    for (keys, expected) in rows {
        harness.press(keys);
        assert_eq!(typed(&harness), expected, "{keys}");
    }
    assert_eq!(harness.remembered, ["police"]);
    // Once something is typed, the same keys move in what is found.
    harness.press(r#"/ "information" Down"#);
    assert_eq!(typed(&harness), "information");
    assert_eq!(harness.place(), "birch Findings F1 Cases");
}

#[test]
fn a_search_can_stand_there_from_the_start() {
    let mut harness = Harness::empty(120, 40);
    harness.send(Msg::Query("information".into()));
    harness.send(Msg::Loaded(crate::support::entries()));
    harness.send(Msg::LoadFinished);
    assert_eq!(harness.order(), ["Alder", "Birch and Ärger"]);
    assert!(!harness.state.search.typing);
    harness.press("j");
    assert_eq!(harness.place(), "birch Findings F1 Cases");
}

/// The two parts of the answer to what is typed now, as the worker tells them one after the other.
fn in_parts(harness: &Harness) -> [Msg; 2] {
    let mut engine = Engine::default();
    for (key, entry) in harness.state.catalogue.iter() {
        if let Some(case) = entry.case() {
            engine.add(key, case, &harness.state.vocabulary);
        }
    }
    let search = &harness.state.search;
    let ask = Ask { query: search.query.clone(), lens: harness.state.lens.lens, facets: false, all_words: false };
    let mut first = None;
    let second = engine.search_in_parts(&ask, &|| false, &mut |hits| first = Some(Answer::Hits(hits))).unwrap();
    let generation = search.generation;
    let first = first.unwrap_or_else(|| panic!("{:?} in {:?} is told at once", search.query, ask.lens));
    let indexed = harness.state.to_index;
    [first, second].map(|answer| Msg::Searched { generation, answer, indexed })
}

#[test]
fn near_entries_follow_and_leave_what_is_selected() {
    for keys in ["/", "v v / "] {
        let mut harness = Harness::new(120, 40);
        harness.press(keys);
        harness.hold();
        harness.press(r#""information_police""#);
        let [first, second] = in_parts(&harness);
        // A key is shown before anything is known.
        assert!(harness.screen().contains("information police"), "{}", harness.screen());
        harness.send(first);
        let (above, order) = (listed(&harness), harness.order());
        assert!(harness.state.search.hits.more && harness.screen().contains("… near"), "{}", harness.screen());
        assert!(!order.is_empty());
        harness.press("Down");
        let place = harness.place();
        harness.send(second);
        assert_eq!(harness.place(), place, "{keys}");
        let hits = &harness.state.search.hits;
        assert!(!hits.more && hits.near.count() > 0, "{keys}");
        assert!(listed(&harness).starts_with(&above) && harness.order().starts_with(&order), "{keys}");
        assert!(!harness.screen().contains("… near"), "{}", harness.screen());
    }
}
