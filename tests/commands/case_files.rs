//! Good and bad case files, and what is said of the bad ones.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use casebook::case::read::diagnose;
use casebook::case::{Vocabulary, read_case};

/// A file that is good, to be spoiled in one place.
const GOOD: &str = include_str!("../fixtures/library/alder.toml");

/// What is wrong with a text, without the advice on evidence: the good file is invented, and has none to speak of.
fn problems(text: &str) -> Vec<String> {
    let advice = ["a sentence of", "confirmed on the word of", "the source \"", "the report makes"];
    let mut found = diagnose("alder", text, Vocabulary::shipped());
    found.retain(|problem| !advice.iter().any(|start| problem.message.starts_with(start)));
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn a_good_file_is_read_whole() {
    let (case, sound) = read_case("alder", GOOD, Vocabulary::shipped()).unwrap();
    assert!(sound);
    assert_eq!((case.finding_count(), case.recommendation_count(), case.events.len()), (4, 1, 3));
    assert_eq!(problems(GOOD), [""; 0]);
    let again = toml::to_string(&case).unwrap();
    assert_eq!(read_case("alder", &again, Vocabulary::shipped()).unwrap().0, case);
}

#[test]
fn a_byte_order_mark_and_crlf_are_no_fault() {
    let text = format!("\u{feff}{}", GOOD.replace('\n', "\r\n"));
    let (case, _) = read_case("alder", &text, Vocabulary::shipped()).unwrap();
    assert_eq!(case.summary.as_str(), read_case("alder", GOOD, Vocabulary::shipped()).unwrap().0.summary.as_str());
}

#[test]
fn each_mistake_is_told_with_its_place_and_the_nearest_right_value() {
    // What is replaced, by what, and what is said first.
    let rows = [
        ("title = \"Alder\"", "titel = \"Alder\"", "1:1: error: the file has no \"title\"; add title = …"),
        (
            "nation = \"england\"",
            "nation = \"englnd\"",
            "4:10: error: \"englnd\" is not a nation; did you mean \"england\"?",
        ),
        ("outcome = \"died\"", "outcome = \"dead\"", "6:11: error: \"dead\" is not an outcome; did you mean \"died\"?"),
        (
            "incident = \"2011-05-04\"",
            "incident = \"4 May 2011\"",
            "7:12: error: \"4 May 2011\" is not a date; write \"2006\", \"2006-12\" or \"2006-12-11\"",
        ),
        (
            "incident = \"2011-05-04\"",
            "incident = \"2011-02-30\"",
            "7:12: error: \"2011-02-30\": no such day in the calendar; check day and month",
        ),
        (
            "incident = \"2011-05-04\"",
            "incident = 2011-05-04",
            "7:12: error: \"incident\" is a date without quotes; write \"2011-05-04\"",
        ),
        (
            "harm = [\"physical_abuse\", \"neglect\"]",
            "harm = [\"physical_abus\", \"neglect\"]",
            "8:9: error: \"physical_abus\" is not a harm of the vocabulary; did you mean \"physical_abuse\"?",
        ),
        (
            "harm = [\"physical_abuse\", \"neglect\"]",
            "harm = \"neglect\"",
            "8:8: error: \"harm\" should be an array, not a text; write [\"neglect\"]",
        ),
        (
            "cited = [\"gazette\"]",
            "cited = [\"gazete\"]",
            "11:10: error: no source has the id \"gazete\"; did you mean \"gazette\"?",
        ),
        ("cited = [\"gazette\"]", "cited = []", ""),
        (
            "recommendations_made = 12",
            "recommendations_made = \"twelve\"",
            "36:24: error: \"recommendations_made\" should be a whole number, not a text; write a whole number",
        ),
        (
            "recommendations_made = 12",
            "recommendations_made = -1",
            "36:24: error: \"recommendations_made\" is out of range; write a whole number, 0 to 4294967295",
        ),
        (
            "agencies = [\"gp\"]\nthemes = [\"medical",
            "agencies = [\"pg\"]\nthemes = [\"medical",
            "63:13: error: \"pg\" is not an agency of the vocabulary; did you mean \"gp\"?",
        ),
        (
            "answers = [\"F1\"]",
            "answers = [\"F9\"]",
            "83:12: error: no finding has the id \"F9\"; did you mean \"F1\", \"F2\" or \"F3\"?",
        ),
        (
            "id = \"F2\"",
            "id = \"F1\"",
            "69:6: error: the id \"F1\" stands twice in this case; number findings, recommendations and events through the whole file",
        ),
        ("id = \"second\"", "id = \"first\"", "92:6: error: two reviews have the id \"first\""),
        (
            "[[related]]",
            "[related]",
            "158:1: error: \"related\" should be an array, not a table; write [[related]] with two brackets",
        ),
        (
            "missed_opportunity = true",
            "missed_opportunity = \"yes\"",
            "129:22: error: \"missed_opportunity\" should be true or false, not a text; write true or false",
        ),
        (
            "id = \"alder\"",
            "id = \"elder\"",
            "1:6: error: the id \"elder\" is not the name of the file; write id = \"alder\"",
        ),
        (
            "date = \"2011-04-30\"\n",
            "date = \"2011-04-30\"\nuntil = \"2011-04-29\"\n",
            "126:9: error: the event ends before it begins",
        ),
        ("summary = \"\"\"", "summary = \"", "9:12: error: not TOML: invalid basic string, expected `\"`"),
    ];
    for (good, bad, expected) in rows {
        let text = GOOD.replacen(good, bad, 1);
        let said = match read_case("alder", &text, Vocabulary::shipped()) {
            Ok(_) => String::new(),
            Err(problems) => problems.first().unwrap().to_string(),
        };
        assert_eq!(said, expected, "{bad}");
    }
}

#[test]
fn all_mistakes_of_a_file_are_told_at_once() {
    let text = GOOD
        .replacen("england", "englnd", 1)
        .replacen("kind = \"contact\"", "kind = \"contct\"", 1)
        .replacen("colour", "color", 1)
        .replacen("[[names]]", "[[nmaes]]", 1);
    let found: Vec<String> = diagnose("alder", &text, Vocabulary::shipped()).iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "4:10: error: \"englnd\" is not a nation; did you mean \"england\"?",
            "14:3: error: unknown key \"nmaes\"; did you mean \"names\"?",
            "126:8: error: \"contct\" is not an event kind; did you mean \"contact\"?",
        ]
    );
}

#[test]
fn warnings_do_not_hide_a_case() {
    let rows = [
        (
            "cited = [\"gazette\"]",
            "cited = []",
            "11:9: warning: no source; name the id of one of the file's [[sources]]",
        ),
        (
            "https://example.org/alder",
            "ftp://example.org/alder",
            "171:7: warning: the address is neither http nor https; write the address in full, with https://",
        ),
        (
            "date = \"2012-01-10\"\nkind",
            "date = \"2010-01-10\"\nkind",
            "144:8: warning: the events are not in date order; move this one up",
        ),
    ];
    for (good, bad, expected) in rows {
        let text = GOOD.replacen(good, bad, 1);
        assert!(read_case("alder", &text, Vocabulary::shipped()).is_ok(), "{bad}");
        assert_eq!(problems(&text), [expected]);
    }
}

#[test]
fn nothing_read_from_a_file_can_act() {
    let text =
        GOOD.replace("Alder was an invented child.", "Alder \\u001b]52;c;aGk=\\u0007was \\u202ean\\u009b31m\\ttab.");
    let (case, _) = read_case("alder", &text, Vocabulary::shipped()).unwrap();
    assert_eq!(case.facts.first().unwrap().text.as_str(), "Alder ␛was \u{fffd}an␛ tab.");
    let bad = GOOD.replace("nation = \"england\"", "nation = \"\\u001b[2Jx\"\n\"\\u001b[31mkey\" = 1");
    for problem in read_case("alder", &bad, Vocabulary::shipped()).unwrap_err() {
        assert!(!problem.to_string().chars().any(char::is_control), "{problem:?}");
    }
}

#[test]
fn the_reference_names_every_key() {
    let reference = include_str!("../../cases/README.md");
    let schema = &*casebook::case::read::CASE_SCHEMA;
    let objects = std::iter::once(schema).chain(schema["$defs"].as_object().unwrap().values());
    let mut keys = 0;
    for key in objects.filter_map(|object| object["properties"].as_object()).flat_map(|properties| properties.keys()) {
        keys += 1;
        let named = [format!("`{key}`"), format!("[[{key}]]"), format!(".{key}]]")];
        assert!(named.iter().any(|named| reference.contains(named)), "cases/README.md does not name {key}");
    }
    assert!(keys > 80, "only {keys} keys were seen");
}
