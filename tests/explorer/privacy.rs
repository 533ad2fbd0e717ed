//! Hiding names where others see the screen: nothing that a file says is to be hidden is shown anywhere.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::path::Path;
use std::process::{Command, Output};
use std::sync::{Arc, LazyLock};

use crate::support::{Harness, entries, fixtures, library};
use casebook::app::Msg;
use casebook::app::Outside;
use casebook::app::privacy;
use casebook::app::tab::Tab;
use casebook::case::{Case, SourceId, Vocabulary, read_case};
use casebook::library::{Catalogue, bundled_files};
use casebook::redact::{RedactionRules, Redactor};
use proptest::prelude::*;
use regex::Regex;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    bundled_files().map(|(stem, text)| read_case(stem, text, Vocabulary::shipped()).unwrap().0).collect()
});
static VEIL: LazyLock<Redactor> = LazyLock::new(|| Redactor::new(&RedactionRules::default(), (0..).zip(CASES.iter())));
static NAMES: LazyLock<Regex> = LazyLock::new(|| {
    let mut names: Vec<String> = CASES.iter().flat_map(|case| &case.names).map(|name| fold(&name.name)).collect();
    names.extend(names.clone().iter().map(|name| name.to_uppercase()));
    let names: Vec<String> = names.iter().map(|name| regex::escape(name)).collect();
    Regex::new(&format!(r"\b(?:{})\b", names.join("|"))).unwrap()
});

fn fold(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>().replace('\u{2019}', "'")
}

fn exact_date() -> Regex {
    let months = "January|February|March|April|May|June|July|August|September|October|November|December";
    Regex::new(&format!(r"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{months})\b|\b(?:{months}) \d{{4}}\b|\b\d{{4}}-\d\d-\d\d\b"))
        .unwrap()
}

#[test]
fn no_listed_name_and_no_exact_date_is_left_in_a_bundled_case() {
    let date = exact_date();
    for (number, case) in (0..).zip(CASES.iter()) {
        let json = fold(&serde_json::to_string(&VEIL.case(number, case)).unwrap());
        if let Some(name) = NAMES.find(&json) {
            panic!("{}: {}", case.id, &json[name.start().saturating_sub(120)..(name.end() + 60).min(json.len())]);
        }
        if let Some(found) = date.find(&json) {
            panic!("{}: {}", case.id, &json[found.start().saturating_sub(120)..(found.end() + 60).min(json.len())]);
        }
        assert!(!json.contains("http"), "{}", case.id);
    }
}

#[test]
fn lists_stay_as_long_and_in_the_same_order() {
    for (number, case) in (0..).zip(CASES.iter()) {
        let hidden = VEIL.case(number, case);
        assert_eq!(hidden.items(), case.items(), "{}", case.id);
        for ((_, before), (_, after)) in case.findings().zip(hidden.findings()) {
            assert_eq!((&before.id, before.sources.len()), (&after.id, after.sources.len()));
            for (before, after) in before.sources.iter().zip(&after.sources) {
                let at = |case: &Case, id: &SourceId| case.sources.iter().position(|source| source.id == *id);
                assert_eq!(at(case, before), at(&hidden, after), "{}", case.id);
            }
        }
        let lengths = |case: &Case| {
            let reviews = case.reviews.iter().map(|review| {
                (review.people.len(), review.publications.len(), review.evaluations.len(), review.updates.len())
            });
            (case.gaps.len(), case.facts.len(), case.involved.len(), case.disputed.len(), reviews.collect::<Vec<_>>())
        };
        assert_eq!(lengths(&hidden), lengths(case), "{}", case.id);
        let ids: std::collections::HashSet<_> = hidden.items().iter().map(|item| item.id(&hidden)).collect();
        assert_eq!(ids.len(), hidden.items().len(), "{}: an id stands twice", case.id);
    }
}

/// The number and the text of a bundled case.
fn numbered(id: &str) -> u32 {
    u32::try_from(CASES.iter().position(|case| case.id.as_str() == id).unwrap()).unwrap()
}

#[test]
fn texts_read_as_english() {
    // The case, a text, what is shown.
    let rows = [
        ("hamzah-khan", "The mother, Amanda Hutton, said so.", "The mother said so."),
        ("hamzah-khan", "Amanda Hutton, the mother, said so.", "The mother said so."),
        ("hamzah-khan", "His mother, Amanda Hutton.", "His mother."),
        ("hamzah-khan", "the mother (Amanda Hutton) said", "the mother said"),
        ("hamzah-khan", "HAMZAH KHAN was not seen.", "The child was not seen."),
        ("hamzah-khan", "They saw Hamzah\u{2019}s home.", "They saw the child\u{2019}s home."),
        ("hamzah-khan", "the Hamzah Khan review", "the child review"),
        ("peter-connelly", "Peter's mother, Tracey Connelly, said", "Child A's mother, Ms A, said"),
        ("peter-connelly", "Ms Connelly was seen", "[name] was seen"),
        (
            "daniel-pelka",
            "The death of Victoria Climbi\u{e9} was known.",
            "The death of another child who died was known.",
        ),
        ("hamzah-khan", "The death of Victoria Climbi\u{e9} was known.", "The death of [name] was known."),
        ("hamzah-khan", "The death of Victoria Climbie was known.", "The death of [name] was known."),
        ("hamzah-khan", "Dr Smith and Ms A met Lord Laming.", "[name] and Ms A met [name]."),
        ("hamzah-khan", "It was at Bradford Crown Court.", "It was at [place] Crown Court."),
        ("hamzah-khan", "He went to Little Oak Primary School.", "He went to [place] Primary School."),
        ("hamzah-khan", "NHS England and the Department of Health", "NHS England and the Department of Health"),
        ("hamzah-khan", "Ofsted and the Crown Court", "Ofsted and the Crown Court"),
        ("hamzah-khan", "the Metropolitan Police", "the Metropolitan Police"),
        ("hamzah-khan", "Haringey Council; Hull and North Tyneside", "[place] Council; [place] and [place]"),
        (
            "soham-bichard",
            "Holly Wells, 10, and Jessica Chapman, 10, lived there",
            "The first girl, [age], and the second girl, [age], lived there",
        ),
        ("hamzah-khan", "Nothing is hidden here.", "Nothing is hidden here."),
        // Words that are also a part of somebody's name of this library.
        ("hamzah-khan", "It held a meeting in the Old Bailey.", "It held a meeting in the Old Bailey."),
        ("hamzah-khan", "A great fee for the observer.", "A great fee for the observer."),
        ("hamzah-khan", "", ""),
    ];
    for (id, text, expected) in rows {
        assert_eq!(VEIL.text(Some(numbered(id)), text), expected, "{id}: {text}");
    }
}

#[test]
fn titles_are_numbers_and_what_names_nobody() {
    let rows = [
        ("winterbourne-view", ""),
        ("peter-connelly", ": Child A"),
        ("rochdale-cse", ": [place] child sexual exploitation"),
        ("operation-jasmine", ""),
    ];
    for (id, expected) in rows {
        let number = numbered(id);
        let hidden = VEIL.case(number, &CASES[number as usize]);
        let code = hidden.id.as_str().strip_prefix("case-").unwrap().to_uppercase();
        assert_eq!(hidden.title.as_str(), format!("Case {code}{expected}"));
        assert!(hidden.also_known_as.is_empty() && hidden.names.is_empty());
    }
    // Each has a code of its own, and their order tells nothing of the names.
    let codes: Vec<String> =
        (0..).zip(CASES.iter()).map(|(number, case)| VEIL.case(number, case).id.to_string()).collect();
    let mut sorted = codes.clone();
    sorted.sort();
    assert_ne!(codes, sorted);
    sorted.dedup();
    assert_eq!(sorted.len(), codes.len());
}

#[test]
fn the_rules_say_what_is_hidden() {
    let text = "Hamzah Khan, aged 4, died in Bradford on 15 December 2009.";
    let all = RedactionRules::default();
    let none = RedactionRules { names: false, ages: false, dates: false, places: false, also: Vec::new() };
    let rows = [
        (none.clone(), text),
        (RedactionRules { names: true, ..none.clone() }, "The child, aged 4, died in Bradford on 15 December 2009."),
        (
            RedactionRules { ages: true, ..none.clone() },
            "Hamzah Khan, aged [age], died in Bradford on 15 December 2009.",
        ),
        (RedactionRules { dates: true, ..none.clone() }, "Hamzah Khan, aged 4, died in Bradford in 2009."),
        (RedactionRules { places: true, ..none.clone() }, "Hamzah Khan, aged 4, died in [place] on 15 December 2009."),
        (all, "The child, aged [age], died in [place] in 2009."),
    ];
    let number = numbered("hamzah-khan");
    for (rules, expected) in rows {
        let redactor = Redactor::new(&rules, (0..).zip(CASES.iter()));
        assert_eq!(redactor.text(Some(number), text), expected, "{rules:?}");
        if rules == none {
            assert_eq!(redactor.case(number, &CASES[number as usize]), CASES[number as usize]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]
    #[test]
    fn no_listed_name_survives_in_any_text(
        before in "(The |A |[a-z]{1,8} |[A-Z][a-z]{1,8} |\\(|\u{2018}|Mr |Dr |é |12 ){0,3}",
        pick in any::<prop::sample::Index>(),
        form in 0..3,
        after in "('s|\u{2019}s|\\)|,|\\.|-[a-z]{1,5}| [a-z]{1,8}| [A-Z][a-z]{1,8}| aged 8| in Hull){0,3}",
        own in prop::option::of(0..u32::try_from(CASES.len()).unwrap()),
    ) {
        let names: Vec<&str> = CASES.iter().flat_map(|case| &case.names).map(|name| &*name.name).collect();
        let name = pick.get(&names);
        let name = match form { 0 => (*name).to_owned(), 1 => name.to_uppercase(), _ => fold(name) };
        let text = format!("{before}{name}{after}");
        let shown = fold(&VEIL.text(own, &text));
        prop_assert!(!NAMES.is_match(&shown), "{} -> {}", text, shown);
    }

    #[test]
    fn any_text_can_be_redacted(text in any::<String>(), own in prop::option::of(0..u32::try_from(CASES.len()).unwrap())) {
        VEIL.text(own, &text);
    }
}

#[test]
fn a_catalogue_shows_redacted_cases_and_looks_up_real_ones() {
    let mut catalogue = library::catalogue(entries());
    let key = catalogue.key_of(&"alder".into()).unwrap();
    assert_eq!(catalogue.case(key).unwrap().title.as_str(), "Alder");
    catalogue.set_redactor(Some(Arc::default()));
    assert!(catalogue.is_redacted());
    let redacted = Arc::clone(catalogue.case(key).unwrap());
    assert!(redacted.title.starts_with("Case ") && !redacted.title.contains("Alder"), "{}", redacted.title);
    assert!(Arc::ptr_eq(&redacted, catalogue.case(key).unwrap()), "a case is made once");
    assert_eq!(catalogue.real(key).unwrap().title.as_str(), "Alder");
    assert_eq!(catalogue.key_of(&"alder".into()), Some(key));
    // A file that comes in later names somebody whom the first file mentions.
    let shown = redacted.summary.as_str().to_owned();
    let word =
        shown.split(|c: char| !c.is_alphabetic()).find(|word| word.len() > 4 && word.chars().all(char::is_lowercase));
    let word = word.unwrap().to_owned();
    let birch = catalogue.key_of(&"birch".into()).unwrap();
    let mut entry = catalogue.entry(birch).unwrap().clone();
    let mut case = Case::clone(entry.case().unwrap());
    case.names.push(casebook::case::Name {
        name: casebook::case::Text::new(&word),
        shown_as: casebook::case::Text::new("[word]"),
    });
    entry.content = casebook::library::Content::Case(Arc::new(case));
    catalogue.add(entry);
    assert!(!catalogue.case(key).unwrap().summary.contains(&word), "{}", catalogue.case(key).unwrap().summary.as_str());
    catalogue.set_redactor(None);
    assert_eq!(catalogue.case(key).unwrap().title.as_str(), "Alder");
    assert_eq!(catalogue.title(key).unwrap().as_str(), "Alder");
}

#[test]
fn what_is_redacted_once_is_shared_and_kept() {
    let mut catalogue = library::catalogue(entries());
    let key = catalogue.key_of(&"alder".into()).unwrap();
    catalogue.set_redactor(Some(Arc::default()));
    // What a clone redactors on another thread need not be redacted here.
    let clone = catalogue.clone();
    let redacted = Arc::clone(clone.case(key).unwrap());
    assert!(Arc::ptr_eq(&redacted, catalogue.case(key).unwrap()));
    // Shown and hidden again, it is still there; with other rules it is made anew.
    catalogue.set_redactor(None);
    catalogue.set_redactor(Some(Arc::default()));
    assert!(Arc::ptr_eq(&redacted, catalogue.case(key).unwrap()));
    catalogue.set_redactor(Some(Arc::new(RedactionRules { places: false, ..RedactionRules::default() })));
    assert!(!Arc::ptr_eq(&redacted, catalogue.case(key).unwrap()));
    assert_eq!(catalogue.area(key), catalogue.real(key).unwrap().area.as_ref());
    // What changes while names are shown is not shown from before.
    catalogue.set_redactor(Some(Arc::default()));
    let before = Arc::clone(catalogue.case(key).unwrap());
    catalogue.set_redactor(None);
    let entry = catalogue.entry(key).unwrap().clone();
    catalogue.add(entry);
    catalogue.set_redactor(Some(Arc::default()));
    assert!(!Arc::ptr_eq(&before, catalogue.case(key).unwrap()));
    // The clone keeps what it had.
    assert!(Arc::ptr_eq(&redacted, clone.case(key).unwrap()));
}

#[test]
fn a_redactor_that_grows_while_cases_come_in_hides_what_one_made_at_the_end_hides() {
    let mut all = entries();
    all.extend_from_slice(library::bundled());
    let mut growing = Catalogue::default();
    growing.set_redactor(Some(Arc::default()));
    for (index, entry) in all.iter().enumerate() {
        growing.add(entry.clone());
        // As a frame does that is drawn in between; a page that is being made holds a clone at times.
        let held = (index % 7 == 0).then(|| growing.clone());
        for (key, _) in growing.iter().take(2) {
            assert_eq!(growing.title(key).is_some(), growing.real(key).is_some());
        }
        drop(held);
    }
    let mut whole = library::catalogue(all);
    whole.set_redactor(Some(Arc::default()));
    for (key, _) in whole.iter() {
        let case = whole.case(key);
        assert_eq!(growing.case(key), case, "{key:?}");
        // What a row says is what the case says.
        assert_eq!(whole.title(key), case.map(|case| &case.title));
        assert_eq!(whole.area(key), case.and_then(|case| case.area.as_ref()));
    }
}

/// Whether a screen holds a name of the cases that are loaded.
fn assert_hidden(harness: &Harness, hidden: &Regex, at: &str) {
    let screen = fold(&harness.screen());
    if let Some(found) = hidden.find(&screen) {
        panic!("{at}: \"{}\" is on the screen:\n{screen}", found.as_str());
    }
    if harness.state.size.0 >= 40 {
        assert!(screen.lines().next().unwrap().trim_end_matches('"').ends_with("NAMES HIDDEN"), "{at}:\n{screen}");
    }
}

/// Goes through everything that can be seen.
fn look_everywhere(harness: &mut Harness, hidden: &Regex, every_item: bool) {
    for tab in ["1", "2", "3", "4", "5"] {
        harness.press(tab);
        assert_hidden(harness, hidden, tab);
        harness.press("Enter g");
        let items = if every_item { harness.shown(harness.state.tab) } else { 3 };
        for item in 0..items {
            harness.press("l");
            for page in 0..3 {
                assert_hidden(harness, hidden, &format!("tab {tab}, item {item}, page {page}"));
                harness.press("PgDn");
            }
            harness.press("h j");
        }
        harness.press("Esc Esc");
    }
    harness.press("x");
    assert_hidden(harness, hidden, "explain");
    harness.press("Tab j j");
    assert_hidden(harness, hidden, "explained places");
    harness.press("Esc");
    for lens in 0..6 {
        harness.press("v");
        assert_hidden(harness, hidden, &format!("lens {lens}"));
        harness.press("j j Tab");
        assert_hidden(harness, hidden, &format!("detail of lens {lens}"));
        harness.press("Shift-Tab");
    }
    harness.press("f");
    assert_hidden(harness, hidden, "facets");
    harness.press("j j Esc ?");
    for _ in 0..8 {
        assert_hidden(harness, hidden, "help");
        harness.press("PgDn");
    }
    harness.press("Esc");
    for typed in ["agency:", "case:", "area:", "!case:", "ca", "review:", "harm:", "theme:"] {
        harness.press(&format!("/ \"{typed}\" Tab"));
        assert_hidden(harness, hidden, typed);
        harness.press("Tab");
        assert_hidden(harness, hidden, typed);
        harness.press("Esc Esc Esc");
    }
    // What is nearly a name is not told which.
    for typed in ["case:aldr", "area:northshir", "case:connely", "area:harngey"] {
        harness.press(&format!("/ \"{typed}\""));
        assert_hidden(harness, hidden, typed);
        harness.press("Enter");
        assert_hidden(harness, hidden, typed);
        harness.press("Esc");
    }
    harness.press("s s s M o");
    assert_hidden(harness, hidden, "o");
    harness.press("e");
    assert_hidden(harness, hidden, "e");
}

#[test]
fn nothing_of_the_invented_library_is_on_any_screen() {
    let hidden =
        Regex::new(r"(?i:\balder\b|\bbirch\b|northshire|ada invented|crab)|\b\d{1,2} [A-Z][a-z]{2,8} 20\d\d\b")
            .unwrap();
    for size in [(80, 24), (200, 50), (40, 12)] {
        let mut harness = Harness::new(size.0, size.1);
        privacy::set(&mut harness.state, true);
        for _ in 0..3 {
            look_everywhere(&mut harness, &hidden, true);
            harness.press("Esc Esc J");
        }
        let left: Vec<&Outside> = harness.handed_over.iter().collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

#[test]
fn nothing_of_the_bundled_library_is_on_any_screen() {
    let hidden =
        Regex::new(&format!(r"{}|\bHaringey\b|\bBradford\b|Winterbourne|Lord Laming", NAMES.as_str())).unwrap();
    for size in [(80, 24), (200, 50)] {
        let mut harness = Harness::empty(size.0, size.1);
        privacy::set(&mut harness.state, true);
        harness.send(Msg::Loaded(library::bundled().to_vec()));
        harness.send(Msg::LoadFinished);
        look_everywhere(&mut harness, &hidden, false);
        harness.press("Esc Esc Esc");
        for case in 0..39 {
            assert_hidden(&harness, &hidden, &format!("case {case}"));
            harness.press("J");
        }
    }
}

#[test]
fn switching_keeps_the_place_and_copies_are_redacted() {
    let mut harness = Harness::new(120, 40);
    harness.press("Enter 2 j");
    let (key, item) = (harness.state.cases.cursor, harness.state.item());
    assert!(privacy::switch(&mut harness.state).is_empty());
    assert_eq!((harness.state.cases.cursor, harness.state.item()), (key, item));
    assert!(harness.state.message.as_deref().unwrap().starts_with("Names, ages, exact dates and places are hidden"));
    harness.press("y Y");
    assert_eq!(harness.handed_over.len(), 2);
    for copied in &harness.handed_over {
        let Outside::Copy { text, .. } = copied else { panic!("{copied:?}") };
        assert!(!text.contains("Alder") && text.contains("Case "), "{text}");
    }
    // A change of the files while names are hidden leaves the place, too.
    harness.press("5");
    let source = harness.state.item();
    harness.send(Msg::Changed { entries: entries(), removed: Vec::new() });
    assert_eq!((harness.state.cases.cursor, harness.state.item()), (key, source));
    assert!(harness.state.tab == Tab::Sources && harness.state.private());
    privacy::switch(&mut harness.state);
    assert_eq!(harness.state.cases.cursor, key);
    assert!(harness.screen().contains("Alder"));
    // The search finds a case by the name that is known.
    privacy::switch(&mut harness.state);
    harness.press("/ \"alder\"");
    assert!(harness.state.search.hits.cases.iter().any(|case| Some(case.key) == key));
}

fn casebook(arguments: &[&str]) -> (String, String, Option<i32>) {
    let home = crate::support::tempdir().unwrap();
    run(Command::new(env!("CARGO_BIN_EXE_casebook")).args(arguments).env("HOME", home.path()))
}

fn run(command: &mut Command) -> (String, String, Option<i32>) {
    let Output { stdout, stderr, status } = command
        .env_remove("CASEBOOK_CASES")
        .env_remove("CASEBOOK_CONFIG")
        .env_remove("XDG_CONFIG_HOME")
        .output()
        .unwrap();
    (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap(), status.code())
}

/// The program with a home that stays, and names hidden.
fn hidden_in(home: &Path, arguments: &[&str]) -> (String, String, Option<i32>) {
    run(Command::new(env!("CARGO_BIN_EXE_casebook"))
        .arg("--private")
        .args(arguments)
        .env("HOME", home)
        .env_remove("XDG_STATE_HOME"))
}

/// Ids of sources and reviews that are no words of other texts.
static IDS: LazyLock<Regex> = LazyLock::new(|| {
    let sources = CASES.iter().flat_map(|case| &case.sources).map(|source| source.id.as_str());
    let reviews = CASES.iter().flat_map(|case| &case.reviews).map(|review| review.id.as_str());
    let telling = sources.chain(reviews).filter(|id| id.matches('-').count() > 1);
    let ids: Vec<String> = telling.map(regex::escape).collect();
    Regex::new(&format!(r"\b(?:{})\b", ids.join("|"))).unwrap()
});

/// Holds a text to what the bundled cases list: no name, no id, no exact date but that of today, no address.
fn assert_named_nowhere(text: &str, what: &str) {
    static DATE: LazyLock<Regex> = LazyLock::new(exact_date);
    let today = casebook::case::PartialDate::from(jiff::Zoned::now().date());
    let text = fold(text).replace(&today.to_string(), "today").replace(&today.iso(), "today");
    for pattern in [&*NAMES, &*DATE, &*IDS] {
        if let Some(found) = pattern.find(&text) {
            let before: Vec<char> = text[..found.start()].chars().rev().take(80).collect();
            let after: String = text[found.end()..].chars().take(40).collect();
            panic!("{what}: {}>>{}<<{after}", before.iter().rev().collect::<String>(), found.as_str());
        }
    }
    for stem in bundled_files().map(|(stem, _)| stem) {
        assert!(!text.contains(stem), "{what}: {stem}");
    }
    assert!(!text.contains("https://"), "{what}: an address");
}

#[test]
fn no_page_and_no_export_of_the_command_line_names_anybody() {
    let home = crate::support::tempdir().unwrap();
    let case = CASES.iter().find(|case| case.id.as_str() == "peter-connelly").unwrap();
    let (source, review) = (case.sources[0].id.to_string(), case.reviews[0].id.to_string());
    for item in ["case", "F1", "E1", &source, &review] {
        let (_, err, code) =
            hidden_in(home.path(), &["mark", "peter-connelly", item, "--note", "Ask Peter Connelly's GP."]);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{item}");
    }
    // Marks whose item, or whose case, is no more.
    let state_folder = casebook::notebook::StateFolder::new(home.path().join(".local/state/casebook"));
    let (mut marks, _) = state_folder.marks();
    assert_eq!(marks.len(), 5);
    let gone =
        |id: &str, text: &str| casebook::notebook::Mark { item: id.into(), text: text.into(), ..marks[3].clone() };
    let lost = [gone("peter-connelly-inquest-1999", "Tracey Connelly was seen."), gone(&source, "Another source.")];
    let other =
        casebook::notebook::Mark { case: "oak-oakley".into(), case_title: "Oak Oakley".into(), ..marks[1].clone() };
    marks.extend(lost.into_iter().chain([other]));
    state_folder.change_marks(|kept| *kept = marks).unwrap();
    // Every command once; each hides the whole library anew, which takes time without optimisation.
    let pages: &[&[&str]] = &[
        &["since", "2012", "--json"],
        &["marks", "--json"],
        &["tracker", "--by", "case"],
        &["tracker", "--json"],
        &["similar", "peter-connelly", "F10"],
        &["recurring", "--json", "--limit", "1000"],
        &["brief", "peter-connelly"],
        &["brief", "police"],
        &["brief", "neglect", "--short"],
        &["brief", "peter-connelly", "--short"],
        &["brief", "--query", "connelly haringey"],
        &["pictures", "peter-connelly"],
        &["orphans", "peter-connelly"],
        &["reviews"],
        &["compare", "peter-connelly"],
        &["related", "peter-connelly"],
    ];
    // What is taken away, in which formats.
    let exports: &[(&[&str], &[&str])] = &[
        (&["--case", "peter-connelly"], &["json"]),
        (&["--query", "bruise"], &["md"]),
        (&["--item", "peter-connelly/F1"], &["json"]),
        (&["--brief", "peter-connelly"], &["html"]),
        (&["--marked"], &["csv"]),
        (&["--since", "2012"], &["json"]),
        (&["--page", "recurring"], &["html"]),
    ];
    let exports = exports.iter().flat_map(|(taken, formats)| {
        formats.iter().map(|format| [&["export"], *taken, &["--format", *format]].concat())
    });
    let rows: Vec<Vec<&str>> = pages.iter().map(|page| page.to_vec()).chain(exports).collect();
    let look = &|arguments: &[&str]| {
        let (out, err, code) = hidden_in(home.path(), arguments);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments:?}");
        assert!(out.len() > 200, "{arguments:?}: {out}");
        assert_named_nowhere(&out, &format!("{arguments:?}"));
        assert!(!out.contains("Oakley") && !out.contains("oakley"), "{arguments:?}");
    };
    std::thread::scope(|scope| {
        for part in rows.chunks(rows.len().div_ceil(4)) {
            scope.spawn(move || part.iter().for_each(|arguments| look(arguments)));
        }
    });
}

#[test]
fn nothing_that_was_once_said_names_anybody() {
    let home = crate::support::tempdir().unwrap();
    let folder = home.path().join("cases");
    std::fs::create_dir(&folder).unwrap();
    for (stem, text) in bundled_files() {
        std::fs::write(folder.join(format!("{stem}.toml")), text).unwrap();
    }
    let library = ["--cases", folder.to_str().unwrap()];
    let hidden = |arguments: &[&str]| hidden_in(home.path(), &[&library[..], arguments].concat());
    assert_eq!(hidden(&["snapshot", "Board"]).2, Some(0));
    let (out, err, code) = hidden(&["since", "Board"]);
    assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
    assert!(out.contains("Nothing has changed."), "{out}");
    // A case goes, and whatever can be written otherwise is, in another.
    std::fs::remove_file(folder.join("daniel-pelka.toml")).unwrap();
    let path = folder.join("peter-connelly.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let case = CASES.iter().find(|case| case.id.as_str() == "peter-connelly").unwrap();
    let mut new = text.replace("https://", "https://new.");
    for id in case.sources.iter().map(|source| source.id.as_str()).chain(case.reviews.iter().map(|r| r.id.as_str())) {
        new = new.replace(&format!("\"{id}\""), &format!("\"new-{id}\""));
    }
    let key =
        Regex::new(r#"(?m)^(area|named|text|title|publisher|note|commissioned_by|date_text) = "[^"]*"$"#).unwrap();
    let mut number = 0;
    let new = key.replace_all(&new, |found: &regex::Captures<'_>| {
        number += 1;
        // Every third, so that items are known again by what is left.
        if number % 3 == 0 { format!("{} = \"Something else {number}\"", &found[1]) } else { found[0].to_owned() }
    });
    let date = Regex::new(r#"(?m)^(date|due|incident|commissioned|dated) = "\d{4}-\d\d(?:-\d\d)?"$"#).unwrap();
    let new = date.replace_all(&new, "$1 = \"2001-02\"");
    std::fs::write(&path, new.as_ref()).unwrap();
    let rows: [&[&str]; 6] = [
        &["since", "Board"],
        &["since", "Board", "--json"],
        &["export", "--since", "Board", "--format", "md"],
        &["export", "--since", "Board", "--format", "csv"],
        &["export", "--since", "Board", "--format", "json"],
        &["export", "--since", "Board", "--format", "html"],
    ];
    for arguments in rows {
        let (out, err, code) = hidden(arguments);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments:?}");
        assert!(out.contains("A case that was taken out"), "{arguments:?}: {out}");
        assert_named_nowhere(&out, &format!("{arguments:?}"));
        assert!(!out.contains("Haringey"), "{arguments:?}");
        // And what was said otherwise is told, where it names nobody.
        assert!(out.contains("Before, wording") || out.contains("\"before\":{\"text\":"), "{arguments:?}: {out}");
    }
}

#[test]
fn the_command_line_hides_names_where_it_is_asked_to() {
    let rows: &[&[&str]] = &[
        &["--private", "list"],
        &["list", "--private", "--json"],
        &["show", "peter-connelly", "--private"],
        &["show", "peter-connelly", "--private", "--json"],
        &["show", "peter-connelly", "--private", "--toml"],
        &["search", "--private", "bruise"],
        &["search", "--private", "--json", "hospital"],
        &["search", "--private", "--lens", "cases", "connelly"],
        &["explain", "--private", "neglect"],
    ];
    for arguments in rows {
        let (out, err, code) = casebook(arguments);
        // A search tells how much it finds, and nothing else is told.
        let told = err.lines().filter(|line| !line.contains("; columns: ")).count();
        assert_eq!((code, told), (Some(0), 0), "{arguments:?}: {err}");
        assert_named_nowhere(&format!("{out}{err}"), &format!("{arguments:?}"));
    }
    let (listed, _, _) = casebook(&["list", "--private"]);
    let id = listed.lines().find(|line| line.contains("Child A")).unwrap().split('\t').next().unwrap().to_owned();
    let by_number = casebook(&["show", "--private", &id]);
    assert_eq!(by_number, casebook(&["show", "--private", "peter-connelly"]));
    // What is nearly an id is not told which.
    let (_, err, code) = casebook(&["show", "--private", "peter-conelly"]);
    assert_eq!(code, Some(1));
    assert!(!err.contains("peter-connelly"), "{err}");
    let (_, err, _) = casebook(&["search", "--private", "area:harngey"]);
    assert!(!err.contains("Haringey"), "{err}");
}

#[test]
fn unreadable_files_are_told_by_number() {
    let library = fixtures();
    let library = library.to_str().unwrap();
    let (_, err, code) = casebook(&["list", "--private", "--cases", library]);
    assert_eq!(code, Some(2));
    assert!(err.contains("cannot be read; --no-private tells why") && !err.contains("crab"), "{err}");
}

#[test]
fn the_setting_hides_and_the_command_line_goes_before_it() {
    let home = crate::support::tempdir().unwrap();
    let settings = home.path().join("settings.toml");
    std::fs::write(
        &settings,
        "[privacy]\non = true\nplaces = false\nalso = [{ name = \"Ofsted\", shown_as = \"X\" }]\n",
    )
    .unwrap();
    let settings = settings.to_str().unwrap();
    let (out, _, _) = casebook(&["--config", settings, "list"]);
    assert!(!out.contains("Peter Connelly") && out.contains("\tHaringey\t"), "{out}");
    let (out, _, _) = casebook(&["--config", settings, "--no-private", "list"]);
    assert!(out.contains("Peter Connelly"), "{out}");
    let (out, _, _) = casebook(&["--config", settings, "show", "peter-connelly"]);
    assert!(!out.contains("Ofsted graded"), "{out}");
    let (out, _, _) = casebook(&["--config", settings, "config"]);
    assert!(
        out.contains("[privacy]\n")
            && out.contains(&format!("\non = true # {settings}\n"))
            && out.contains("\nalso = [{ name = \"Ofsted\", shown_as = \"X\" }]"),
        "{out}"
    );
}

#[test]
fn the_line_interface_hides_names_too() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    let home = crate::support::tempdir().unwrap();
    let (out, _, code) = run(command
        .args(["--plain", "--private", "--query", "bruise"])
        .env("HOME", home.path())
        .stdin(std::process::Stdio::null()));
    assert_eq!(code, Some(0));
    assert!(out.contains("are hidden") && !NAMES.is_match(&fold(&out)), "{out}");
}

#[test]
fn a_search_that_was_typed_before_is_hidden_where_it_is_offered_again() {
    let mut harness = Harness::new(120, 40);
    harness.press("/ a d a Space i n v e n t e d Enter");
    privacy::set(&mut harness.state, true);
    for keys in ["E", "Esc S", "Esc Esc F", "E Enter"] {
        harness.press(keys);
        let screen = harness.screen().to_lowercase();
        assert!(!screen.contains("invented"), "{keys}:\n{screen}");
    }
}
