//! The generator of invented libraries: repeatable, readable, of the size of real cases, and using every closed list.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::module_inception,
    reason = "a test that fails should say so at once, and is called as what it tests"
)]

#[path = "../../benches/generator/mod.rs"]
pub mod generator;

use casebook::case::read::diagnose;
use casebook::case::{Vocabulary, closed, read_case};

use generator::Generator;

#[test]
fn a_case_depends_on_seed_and_number_only() {
    let (one, same, other) = (Generator::new(1), Generator::new(1), Generator::new(2));
    let forwards = [one.case(0), one.case(7)];
    let seventh = same.case(7);
    assert_eq!(forwards, [same.case(0), seventh]);
    assert_ne!(forwards[0], forwards[1]);
    assert_ne!(other.case(0), forwards[0]);
    assert_eq!(Generator::id(7), "case-00007");
}

#[test]
fn cases_are_read_without_problems() {
    let generator = Generator::new(3);
    for index in 0..10 {
        let (id, text) = (Generator::id(index), generator.case(index));
        // Invented prose is as long-winded as real prose is, and its sources are whatever they are.
        let advice = ["a sentence of", "confirmed on the word of", "the source \"", "the report makes"];
        let mut found = diagnose(&id, &text, Vocabulary::shipped());
        found.retain(|problem| !advice.iter().any(|start| problem.message.starts_with(start)));
        assert_eq!(found, [], "{id}");
        let (case, sound) = read_case(&id, &text, Vocabulary::shipped()).unwrap_or_else(|found| panic!("{found:?}"));
        assert!(sound && (8..=40).contains(&(case.finding_count() + case.recommendation_count())), "{id}");
        let unfilled = case.findings().any(|(_, finding)| finding.text.contains('{'));
        assert!(!unfilled && !case.recommendations().any(|(_, asked)| asked.text.contains('{')), "{id}");
    }
}

#[test]
fn cases_have_the_size_of_real_ones() {
    let generator = Generator::new(4);
    let mean = (0..50).map(|index| generator.case(index).len()).sum::<usize>() / 50;
    assert!((12_000..=15_000).contains(&mean), "{mean} bytes");
}

/// Values for records of other kinds and other countries: the invented library is one of British case reviews.
const OF_OTHER_RECORDS: [&str; 19] = [
    "concern",
    "embedded",
    "overdue",
    "withdrawn",
    "cancelled",
    "unconfirmed",
    "transcribed",
    "record",
    "coroner",
    "republic_of_ireland",
    "isle_of_man",
    "jersey",
    "guernsey",
    "australia",
    "canada",
    "new_zealand",
    "united_states",
    "other",
    "not_stated",
];

#[test]
fn every_value_of_every_closed_list_is_used() {
    let generator = Generator::new(5);
    let library: String = (0..600).map(|index| generator.case(index)).collect();
    for list in closed::lists() {
        for value in list.values.into_iter().filter(|value| !OF_OTHER_RECORDS.contains(&value.code)) {
            assert!(library.contains(&format!("\"{}\"", value.code)), "no {} is \"{}\"", list.name, value.code);
        }
    }
}
