//! Filters for what a meeting asks: held against the case files, and offered wherever fields are.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::collections::BTreeSet;

use crate::support::library;
use casebook::case::{Case, CasePage, ClosedList, ItemRef, PartialDate};
use casebook::search::{Answer, Ask, COUNTED, Engine, FIELDS, FilterField, Hits, Lens, Query, QueryProblem};

fn ask(engine: &mut Engine, query: &str) -> Result<Hits, Vec<QueryProblem>> {
    let ask = Ask { query: Query::parse(query), lens: Lens::Everything, facets: true, all_words: true };
    match engine.search(&ask, &|| false) {
        Some(Answer::Hits(hits)) => Ok(hits),
        Some(Answer::Wrong(problems)) => Err(problems),
        None => panic!("{query}"),
    }
}

/// The entries of the bundled library that a test holds for, as "case/ID".
fn those(holds: &dyn Fn(&Case, ItemRef) -> bool) -> BTreeSet<String> {
    let cases = library::bundled().iter().filter_map(|entry| entry.case());
    let of_case = |case: &Case| -> Vec<String> {
        let items = casebook::search::items(case).into_iter().filter(|item| holds(case, *item));
        items.map(|item| format!("{}/{}", case.id, item.id(case))).collect()
    };
    cases.flat_map(|case| of_case(case)).collect()
}

#[test]
fn each_filter_finds_what_the_files_say() {
    let (catalogue, mut engine) = library::indexed(&[]);
    let since = |text: &str| text.parse::<PartialDate>().unwrap().first_day();
    let sources = |case: &Case, item: ItemRef| {
        let finding = case.finding(item).map(|(_, one)| one.sources.len());
        let recommendation = case.recommendation(item).map(|(_, one)| one.sources.len());
        finding.or(recommendation).or(case.event(item).map(|event| event.sources.len()))
    };
    let updated = |case: &Case, item: ItemRef, from: &str, to: Option<&str>| {
        let updates = match item {
            ItemRef::Page(CasePage::Review(index)) => &case.reviews[index].updates,
            _ => match case.recommendation(item) {
                Some((_, one)) => &one.updates,
                None => return false,
            },
        };
        let dates = updates.iter().filter_map(|update| update.date);
        dates.into_iter().any(|date| {
            date.last_day() >= since(from)
                && to.is_none_or(|to| date.first_day() <= to.parse::<PartialDate>().unwrap().last_day())
        })
    };
    let is_of = |case: &Case, code: &str| case.person.iter().any(|group| group.code() == code);
    type Row<'a> = (&'a str, Box<dyn Fn(&Case, ItemRef) -> bool + 'a>);
    let rows: Vec<Row<'_>> = vec![
        ("person:adult", Box::new(|case, _| is_of(case, "adult"))),
        ("person:Child", Box::new(|case, _| is_of(case, "child"))),
        ("person:child person:adult", Box::new(|case, _| is_of(case, "child") && is_of(case, "adult"))),
        ("age:under_1", Box::new(|case, _| case.ages.iter().any(|band| band.code() == "under_1"))),
        ("age:\"1 to 5\"", Box::new(|case, _| case.ages.iter().any(|band| band.code() == "1_to_5"))),
        ("sources:1", Box::new(|case, item| sources(case, item) == Some(1))),
        ("sources:>=3", Box::new(|case, item| sources(case, item).is_some_and(|count| count >= 3))),
        ("sources:2..3", Box::new(|case, item| sources(case, item).is_some_and(|count| (2..=3).contains(&count)))),
        ("updated:>=2015", Box::new(|case, item| updated(case, item, "2015", None))),
        ("updated:>=\"June 2024\"", Box::new(|case, item| updated(case, item, "2024-06", None))),
        ("updated:>=\"1 June 2024\"", Box::new(|case, item| updated(case, item, "2024-06", None))),
        ("updated since 2024", Box::new(|case, item| updated(case, item, "2024", None))),
        ("updated:2009..2012", Box::new(|case, item| updated(case, item, "2009", Some("2012")))),
        ("status:none", Box::new(|case, item| case.recommendation(item).is_some_and(|(_, one)| one.status.is_none()))),
        (
            "status:\"no status entered\"",
            Box::new(|case, item| case.recommendation(item).is_some_and(|(_, one)| one.status.is_none())),
        ),
    ];
    for (query, holds) in rows {
        let expected = those(&holds);
        assert!(!expected.is_empty(), "{query}: nothing is tested");
        let hits = ask(&mut engine, query).unwrap();
        let found = hits.in_cases(|key| catalogue.real(key));
        let found: BTreeSet<String> = found
            .iter()
            .map(|(key, item)| {
                let case = catalogue.real(*key).unwrap();
                format!("{}/{}", case.id, case.find(item).unwrap().id(case))
            })
            .collect();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn wrong_values_say_what_is_written() {
    let (_, mut engine) = library::indexed(&[]);
    let rows = [
        ("person:nobody", "no person is called \"nobody\""),
        ("age:99", "no age is called \"99\""),
        ("sources:many", "\"many\" is no number and no range of numbers: write sources:1"),
        ("sources:-1", "\"-1\" is no number and no range of numbers"),
        ("updated:soon", "\"soon\" is no date and no range of dates: write updated:>=2015"),
        ("updated:>=2025-06-31", "\">=2025-06-31\" is no date"),
        ("updated:", "\"updated:\" wants a value"),
    ];
    for (query, told) in rows {
        let Err(problems) = ask(&mut engine, query) else { panic!("{query} is understood") };
        let text = problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        assert!(text.contains(told), "{query}: {text}");
    }
}

#[test]
fn they_stand_in_the_help_the_completions_and_the_facets() {
    let (_, mut engine) = library::indexed(&[]);
    for field in [FilterField::Person, FilterField::Age, FilterField::Sources, FilterField::Updated] {
        assert!(FIELDS.iter().any(|row| row.field == field));
        assert!(COUNTED.contains(&field));
        let name = field.row().name;
        let choices = engine.complete(&format!("{name}:"), name.len() + 1).choices;
        assert!(!choices.is_empty(), "{name}");
        let hits = ask(&mut engine, "nation:england").unwrap();
        let counts: Vec<_> = hits.facets.iter().filter(|count| count.field == field).collect();
        assert!(!counts.is_empty(), "{name}");
        // Each count is what its own filter leaves.
        for count in counts {
            let found = ask(&mut engine, &format!("nation:england {name}:{}", count.code)).unwrap();
            assert_eq!(found.own_count(), count.all as usize, "{name}:{}", count.code);
        }
    }
    let labels = |field: FilterField, hits: &Hits| -> Vec<String> {
        hits.facets.iter().filter(|count| count.field == field).map(|count| count.label.clone()).collect()
    };
    let hits = ask(&mut engine, "is:recommendation").unwrap();
    assert!(labels(FilterField::Status, &hits).contains(&"No status entered".to_owned()));
    let sources = labels(FilterField::Sources, &hits);
    assert_eq!(sources[..2], ["1 source", "2 sources"], "{sources:?}");
    let years = labels(FilterField::Updated, &hits);
    assert!(years.windows(2).all(|pair| pair[0] > pair[1]), "{years:?}");
}
