//! Files change under the reader: what is selected, scrolled and searched for stays.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use crate::support::Harness;
use crate::support::files::{broken, entry, origin, text};
use casebook::app::Msg;
use casebook::app::tab::Tab;

const CASES: [&str; 5] = ["ash", "beech", "cedar", "elm", "fir"];

fn path(id: &str) -> String {
    format!("lib/{id}.toml")
}

fn whole(id: &str) -> String {
    text(id, &format!("{}{}", id[..1].to_uppercase(), &id[1..]))
}

/// Five cases of the same text, loaded.
fn library() -> Harness {
    let mut harness = Harness::empty(100, 30);
    harness.send(Msg::Loaded(CASES.iter().map(|id| entry(&path(id), &whole(id))).collect()));
    harness.send(Msg::LoadFinished);
    harness
}

fn edit(harness: &mut Harness, id: &str, text: &str) {
    let entry = entry(&path(id), text);
    assert!(entry.case().is_some(), "{:?}", entry.problems());
    harness.send(Msg::Changed { entries: vec![entry], removed: Vec::new() });
}

fn remove(harness: &mut Harness, id: &str) {
    harness.send(Msg::Changed { entries: Vec::new(), removed: vec![origin(&path(id))] });
}

fn spoil(harness: &mut Harness, id: &str) {
    harness.send(Msg::Changed { entries: vec![broken(&path(id))], removed: Vec::new() });
}

/// A finding before all others.
fn with_finding_before(text: &str) -> String {
    let finding = "[[reviews.findings]]\nid = \"F0\"\nkind = \"conclusion\"\ntext = \"A new finding of a glacier.\"\n\
        agencies = []\nthemes = []\nconfidence = \"confirmed\"\nsources = [\"gazette\"]\n\n";
    text.replacen("[[reviews.findings]]\n", &format!("{finding}[[reviews.findings]]\n"), 1)
}

/// Without one finding.
fn without_finding(text: &str, id: &str) -> String {
    let at = text.find(&format!("[[reviews.findings]]\nid = \"{id}\"")).unwrap();
    let end = at + 1 + text[at + 1..].find("\n[[").unwrap() + 1;
    format!("{}{}", &text[..at], &text[end..])
}

#[test]
fn the_item_stays_selected_by_its_id() {
    let mut harness = library();
    harness.press("j j Enter 1 j j");
    assert_eq!(harness.place(), "cedar Findings F3 Items");
    edit(&mut harness, "cedar", &with_finding_before(&whole("cedar")));
    assert_eq!(harness.place(), "cedar Findings F3 Items");
    assert_eq!(harness.shown(Tab::Findings), 5);
    edit(&mut harness, "cedar", &without_finding(&whole("cedar"), "F2"));
    assert_eq!(harness.place(), "cedar Findings F3 Items");
    // It goes itself: its neighbour takes its place.
    edit(&mut harness, "cedar", &without_finding(&whole("cedar"), "F3"));
    assert_eq!(harness.place(), "cedar Findings F4 Items");
    harness.press("2");
    edit(&mut harness, "cedar", &whole("cedar"));
    assert_eq!(harness.place(), "cedar Recommendations R1 Items");
    harness.press("1");
    assert_eq!(harness.place(), "cedar Findings F4 Items", "every tab keeps its place");
    // Others change, and nothing moves.
    let before = harness.screen();
    edit(&mut harness, "elm", &with_finding_before(&whole("elm")));
    spoil(&mut harness, "fir");
    edit(&mut harness, "fir", &whole("fir"));
    edit(&mut harness, "elm", &whole("elm"));
    assert_eq!(harness.screen(), before);
}

#[test]
fn scrolls_stay() {
    let mut harness = library();
    harness.send(Msg::Resize(100, 12));
    harness.press("j Enter 4 Enter j j j");
    let scroll = harness.state.place().scroll;
    assert!(scroll > 0);
    edit(&mut harness, "beech", &whole("beech").replace("a year later", "two years later"));
    assert_eq!(harness.state.place().scroll, scroll);
    assert_eq!(harness.place(), "beech Reviews Case Detail");
    // The list keeps the selected item on its row of the screen.
    let mut long = whole("beech");
    for number in 10..30 {
        long = with_finding_before(&long).replace("\"F0\"", &format!("\"F{number}\""));
    }
    edit(&mut harness, "beech", &long);
    harness.press("Esc 1 G");
    assert!(harness.state.place().top > 0);
    let row = |harness: &Harness| {
        let place = harness.state.place();
        harness.state.rows(Tab::Findings).iter().position(|row| row.item() == harness.state.item()).unwrap() - place.top
    };
    let at = row(&harness);
    edit(&mut harness, "beech", &with_finding_before(&long));
    assert_eq!(row(&harness), at);
    assert_eq!(harness.place(), "beech Findings F4 Items");
}

#[test]
fn a_wrong_file_becomes_an_error_in_its_place_and_recovers() {
    let mut harness = library();
    harness.press("j j Enter 1 j j");
    spoil(&mut harness, "cedar");
    assert_eq!(harness.order(), ["Ash", "Beech", "[cedar]", "Elm", "Fir"]);
    assert!(harness.screen().contains("broken"), "{}", harness.screen());
    assert!(harness.screen().contains("1 file not readable"), "{}", harness.screen());
    edit(&mut harness, "cedar", &with_finding_before(&whole("cedar")));
    assert_eq!(harness.place(), "cedar Findings F3 Items", "where one was before");
    assert_eq!(harness.order(), ["Ash", "Beech", "Cedar", "Elm", "Fir"]);
    assert!(!harness.screen().contains("not readable"));
}

#[test]
fn a_deleted_case_leaves_its_place_to_its_neighbour() {
    let mut harness = library();
    harness.press("j j");
    remove(&mut harness, "cedar");
    assert_eq!(harness.order(), ["Ash", "Beech", "Elm", "Fir"]);
    assert_eq!(harness.case().unwrap().id.as_str(), "elm");
    harness.press("G");
    remove(&mut harness, "fir");
    assert_eq!(harness.case().unwrap().id.as_str(), "elm", "the last has a neighbour above it");
    remove(&mut harness, "ash");
    assert_eq!(harness.case().unwrap().id.as_str(), "elm");
    for id in ["beech", "elm"] {
        remove(&mut harness, id);
    }
    assert_eq!((harness.order().len(), harness.case()), (0, None));
    assert!(harness.screen().contains("no case files here"), "{}", harness.screen());
    edit(&mut harness, "elm", &whole("elm"));
    assert_eq!(harness.order(), ["Elm"]);
    assert!(harness.case().is_some());
}

#[test]
fn a_new_case_takes_nobodys_place() {
    let mut harness = library();
    assert_eq!(harness.case().unwrap().id.as_str(), "ash");
    edit(&mut harness, "acer", &whole("acer"));
    assert_eq!(harness.order()[..2], ["Acer", "Ash"]);
    assert_eq!(harness.case().unwrap().id.as_str(), "ash", "although nobody has chosen it");
}

#[test]
fn a_case_that_moves_to_another_folder_stays_selected() {
    let mut harness = library();
    harness.press("j j Enter 1 j j");
    let there = entry("lib/sub/cedar.toml", &whole("cedar"));
    harness.send(Msg::Changed { entries: vec![there], removed: vec![origin("lib/cedar.toml")] });
    assert_eq!(harness.place(), "cedar Findings F3 Items");
    assert_eq!(harness.state.catalogue.totals().0, 5);
}

#[test]
fn a_query_stays_and_covers_the_new_text() {
    let mut harness = library();
    harness.press("/ \"bruising\" Enter j j Enter");
    assert_eq!(harness.place(), "cedar Findings F1 Items");
    let hits = harness.shown(Tab::Findings);
    edit(&mut harness, "cedar", &with_finding_before(&whole("cedar")));
    assert_eq!(harness.place(), "cedar Findings F1 Items");
    assert_eq!(harness.shown(Tab::Findings), hits);
    // What is selected stays in the list although it matches no more, until one moves on.
    let other = whole("cedar").replace("bruis", "glac");
    edit(&mut harness, "cedar", &other);
    assert_eq!(harness.order(), ["Ash", "Beech", "Cedar", "Elm", "Fir"]);
    assert_eq!(harness.case().unwrap().id.as_str(), "cedar");
    spoil(&mut harness, "cedar");
    assert_eq!(harness.order(), ["Ash", "Beech", "[cedar]", "Elm", "Fir"]);
    edit(&mut harness, "cedar", &whole("cedar"));
    assert_eq!(harness.place(), "cedar Findings F1 Items");
    edit(&mut harness, "beech", &whole("beech").replace("bruis", "glac"));
    assert_eq!(harness.order(), ["Ash", "Cedar", "Elm", "Fir"], "another that matches no more goes");
    assert_eq!(harness.state.search.input.value(), "bruising");
    remove(&mut harness, "cedar");
    assert_eq!(harness.case().unwrap().id.as_str(), "elm");
    harness.press("Esc Esc Esc");
    assert_eq!(harness.order(), ["Ash", "Beech", "Elm", "Fir"]);
}

#[test]
fn lists_of_all_cases_keep_their_entry() {
    let mut harness = library();
    harness.press("v v j j j j j");
    let hit = harness.state.lens_hit().unwrap();
    let id = hit.item.id(harness.state.catalogue.case(hit.key).unwrap());
    let first = harness.order()[0].to_lowercase();
    edit(&mut harness, &first, &with_finding_before(&whole(&first)));
    let case = harness.state.catalogue.entry(hit.key).unwrap().origin.stem();
    edit(&mut harness, &case, &with_finding_before(&whole(&case)));
    let now = harness.state.lens_hit().unwrap();
    assert_eq!((now.key, now.item.id(harness.state.catalogue.case(now.key).unwrap())), (hit.key, id));
    remove(&mut harness, &case);
    assert!(harness.state.lens_hit().is_some_and(|now| now.key != hit.key));
    assert!(!harness.screen().is_empty());
}

#[test]
fn the_explanation_stays_open_on_its_word() {
    let mut harness = library();
    harness.press("Enter 1 x j");
    let word = |harness: &Harness| {
        let open = harness.state.explain.as_ref().unwrap();
        (open.values[open.cursor].clone(), open.uses.findings)
    };
    let (value, uses) = word(&harness);
    remove(&mut harness, "fir");
    let (now, fewer) = word(&harness);
    assert_eq!(now, value);
    assert!(fewer < uses, "{fewer} of {uses}");
    spoil(&mut harness, "ash");
    assert!(harness.state.explain.is_none(), "nothing is left to explain");
    assert!(harness.screen().contains("broken"));
}

#[test]
fn another_vocabulary_is_told() {
    let mut harness = library();
    harness.send(Msg::Vocabulary(harness.state.vocabulary.clone()));
    assert!(harness.screen().contains("its labels were read again"), "{}", harness.screen());
}

#[test]
fn what_points_at_an_entry_from_elsewhere_follows_it() {
    // A page whose rows lead to findings, and the way back to an entry: a finding comes in before all others.
    let mut harness = library();
    harness.press("O j j");
    let target = |harness: &Harness| {
        let page = harness.state.page.as_ref().unwrap();
        page.item().map(|(key, item)| (key, item.id().to_owned()))
    };
    let (key, item) = target(&harness).unwrap();
    let id = harness.state.catalogue.real(key).unwrap().id.to_string();
    // The page still on the screen is the one of before, until another is made.
    harness.hold();
    edit(&mut harness, &id, &with_finding_before(&whole(&id)));
    assert_eq!(target(&harness), Some((key, item.clone())));
    harness.release();
    assert_eq!(target(&harness), Some((key, item.clone())));
    harness.press("Enter");
    let shown = harness.state.item().unwrap().id(harness.case().unwrap());
    assert_eq!((harness.state.cases.cursor, shown), (Some(key), item));

    let mut harness = library();
    harness.press("Enter j j");
    assert_eq!(harness.place(), "ash Findings F3 Items");
    harness.press("t");
    edit(&mut harness, "ash", &with_finding_before(&whole("ash")));
    harness.press("Ctrl-o");
    assert_eq!(harness.place(), "ash Findings F3 Items");
}
