//! Every bundled file: it parses without an error or a warning, and every line of it has a source.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::collections::HashSet;

use casebook::case::model::SourceId;
use casebook::case::read::diagnose;
use casebook::case::{Case, Grade, Scope, Vocabulary, read_case};
use casebook::library::bundled_files;

fn cases() -> Vec<Case> {
    bundled_files()
        .map(|(stem, text)| {
            read_case(stem, text, Vocabulary::shipped())
                .unwrap_or_else(|problems| panic!("{stem}: {}", problems.first().unwrap()))
                .0
        })
        .collect()
}

#[test]
fn no_file_has_an_error_or_a_warning() {
    let mut found = Vec::new();
    for (stem, text) in bundled_files() {
        found
            .extend(diagnose(stem, text, Vocabulary::shipped()).iter().map(|problem| format!("{stem}.toml:{problem}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The table of `cases/README.md`, from the files. `UPDATE_DOCS=1` writes it.
#[test]
fn the_table_of_cases_is_true() {
    use casebook::case::ClosedList;
    let mut cases = cases();
    cases.sort_by_cached_key(|case| casebook::text::fold::fold(&case.title));
    let mut table =
        String::from("| case | area | year | reviews of the case | findings | recommendations | events | sources |\n");
    table.push_str("|---|---|---|---|---|---|---|---|\n");
    let mut sums = [0; 4];
    for case in &cases {
        let mut kinds: Vec<&str> = case.own_reviews().map(|review| review.kind.label()).collect();
        kinds.dedup();
        let counts = [case.finding_count(), case.recommendation_count(), case.events.len(), case.sources.len()];
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum += count;
        }
        let area = case.area.as_ref().map_or(case.nation.label(), |area| area.as_str());
        let year = case.sort_date().map(|date| date.year().to_string()).unwrap_or_default();
        let [findings, recommendations, events, sources] = counts;
        table.push_str(&format!(
            "| [{}]({}.toml) | {area} | {year} | {} | {findings} | {recommendations} | {events} | {sources} |\n",
            case.title,
            case.id,
            kinds.join(", ")
        ));
    }
    let [findings, recommendations, events, sources] = sums;
    table.push_str(&format!(
        "| **{} cases** | | | | {findings} | {recommendations} | {events} | {sources} |\n",
        cases.len()
    ));
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/README.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once("<!-- table of cases: begin -->\n").unwrap();
    let (written, after) = rest.split_once("<!-- table of cases: end -->").unwrap();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let new = format!("{before}<!-- table of cases: begin -->\n{table}<!-- table of cases: end -->{after}");
        std::fs::write(&path, new).unwrap();
        return;
    }
    assert_eq!(written, table, "the table is out of date: UPDATE_DOCS=1 cargo test --test commands");
}

#[test]
fn the_founding_cases_are_there() {
    let ids: HashSet<String> = cases().iter().map(|case| case.id.to_string()).collect();
    assert!(ids.len() >= 39, "{} cases", ids.len());
    for id in ["peter-connelly", "shannon-matthews", "edlington", "khyra-ishaq"] {
        assert!(ids.contains(id), "{id}");
    }
}

/// Every list of sources of a case, with a name for messages.
fn cited(case: &Case) -> Vec<(String, &[SourceId])> {
    let mut all: Vec<(String, &[SourceId])> = vec![("the head".into(), &case.cited)];
    let mut add = |name: String, sources| all.push((name, sources));
    for fact in &case.facts {
        add(format!("fact {}", fact.text), &fact.sources);
    }
    for involved in &case.involved {
        add(format!("involved {}", involved.agency), &involved.sources);
    }
    for review in &case.reviews {
        add(format!("review {}", review.id), &review.sources);
        for person in &review.people {
            add(format!("{}", person.name), &person.sources);
        }
        for step in &review.publications {
            add(format!("publication {:?} of {}", step.state, review.id), &step.sources);
        }
        for evaluation in &review.evaluations {
            add(format!("evaluation of {}", review.id), &evaluation.sources);
            for point in &evaluation.points {
                add(point.text.to_string(), &point.sources);
            }
        }
        for fact in &review.facts {
            add(format!("fact {}", fact.text), &fact.sources);
        }
        for finding in &review.findings {
            add(finding.id.to_string(), &finding.sources);
        }
        for recommendation in &review.recommendations {
            add(recommendation.id.to_string(), &recommendation.sources);
            for update in &recommendation.updates {
                add(update.text.to_string(), &update.sources);
            }
        }
        for update in &review.updates {
            add(update.text.to_string(), &update.sources);
        }
    }
    for event in &case.events {
        add(event.id.to_string(), &event.sources);
    }
    for dispute in &case.disputed {
        for claim in &dispute.claims {
            add(claim.text.to_string(), &claim.sources);
        }
    }
    for related in &case.related {
        add(related.title.to_string(), &related.sources);
    }
    all
}

#[test]
fn every_line_has_a_source_and_every_source_resolves() {
    let mut lines = 0;
    for case in cases() {
        let known: HashSet<&SourceId> = case.sources.iter().map(|source| &source.id).collect();
        for (name, sources) in cited(&case) {
            lines += 1;
            assert!(!sources.is_empty(), "{}: {name} has no source", case.id);
            for id in sources {
                assert!(known.contains(id), "{}: {name} cites {id}, which is not in the file", case.id);
            }
        }
    }
    assert!(lines > 4000, "only {lines} lines were looked at");
}

#[test]
fn every_source_is_cited_and_can_be_found() {
    for case in cases() {
        let used: HashSet<&SourceId> = cited(&case).into_iter().flat_map(|(_, sources)| sources).collect();
        for source in &case.sources {
            assert!(used.contains(&source.id), "{}: nothing cites {}", case.id, source.id);
            assert!(source.url.is_some() || source.note.is_some(), "{}: {} cannot be found", case.id, source.id);
        }
    }
}

#[test]
fn ids_stand_once_and_texts_are_sentences() {
    for case in cases() {
        let mut ids = HashSet::new();
        let items = case
            .findings()
            .map(|(_, finding)| (&finding.id, &finding.text))
            .chain(case.recommendations().map(|(_, recommendation)| (&recommendation.id, &recommendation.text)))
            .chain(case.events.iter().map(|event| (&event.id, &event.text)));
        for (id, text) in items {
            assert!(ids.insert(id.clone()), "{}: {id} stands twice", case.id);
            assert!(text.ends_with(['.', '\'', '?']), "{}: {id} is no sentence: {text}", case.id);
        }
    }
}

#[test]
fn both_reviews_of_peter_connelly_are_two_reviews_of_one_case() {
    let case = cases().into_iter().find(|case| case.id.as_str() == "peter-connelly").unwrap();
    let grades: Vec<Option<Grade>> = case.own_reviews().map(|review| review.graded().map(|(_, grade)| grade)).collect();
    assert_eq!(grades, [Some(Grade::Inadequate), Some(Grade::Good)]);
    let made: Vec<Option<u32>> = case.own_reviews().map(|review| review.recommendations_made).collect();
    assert_eq!(made, [None, Some(15)]);
    assert!(case.own_reviews().all(|review| review.publications.len() >= 2));
    assert!(case.reviews.iter().filter(|review| review.scope == Scope::Related).count() >= 5);
    assert!(case.events.iter().filter(|event| event.missed_opportunity).count() >= 9);
    assert!(case.disputed.iter().any(|dispute| dispute.claims.iter().any(|claim| claim.text.contains("60"))));
}

#[test]
fn every_related_case_is_there_and_every_item_says_whom_and_what_it_is_about() {
    let cases = cases();
    let ids: HashSet<&str> = cases.iter().map(|case| case.id.as_str()).collect();
    for case in &cases {
        for related in case.related.iter().filter_map(|related| related.case.as_ref()) {
            assert!(ids.contains(related.as_str()), "{}: {related}", case.id);
        }
        for (_, finding) in case.findings() {
            assert!(!finding.agencies.is_empty() && !finding.themes.is_empty(), "{} {}", case.id, finding.id);
        }
        for (_, recommendation) in case.recommendations() {
            let named = !recommendation.addressed_to.is_empty() && !recommendation.themes.is_empty();
            assert!(named, "{} {}", case.id, recommendation.id);
        }
    }
}
