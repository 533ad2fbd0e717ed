//! Ids and references of a file that is no case yet. They are read from the parsed file itself, so that a wrong value
//! elsewhere does not hide them until the next run. The messages are those of [`super::check`].

use std::collections::HashSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::check::id_of_file;
use crate::document::{PlacedProblems, Problem, entries, quoted, text_in};
use crate::text::near::Suggestions;

/// Ids that stand twice, sources and findings that are not there, an id that is not the name of the file.
pub fn problems(root: &DeTable<'_>, stem: &str) -> PlacedProblems {
    let mut found = PlacedProblems::new();
    if let Some(id) = root.get("id")
        && let DeValue::String(text) = id.get_ref()
        && text != stem
    {
        let problem = Problem::error(format!("the id {} is not the name of the file", quoted(text)));
        found.push((id.span(), problem.help(id_of_file(stem))));
    }
    let sources: HashSet<&str> = ids(entries(root, "sources")).map(|(_, id)| id).collect();
    let reviews = || entries(root, "reviews").iter().filter_map(|review| review.get_ref().as_table());
    let findings = reviews().flat_map(|review| ids(entries(review, "findings"))).map(|(_, id)| id);
    let findings: HashSet<&str> = findings.collect();
    let mut items: HashSet<&str> = HashSet::new();
    let of_reviews = reviews().flat_map(|review| [entries(review, "findings"), entries(review, "recommendations")]);
    for (span, id) in of_reviews.chain([entries(root, "events")]).flat_map(ids) {
        if !items.insert(id) {
            let problem = Problem::error(format!("the id {} stands twice in this case", quoted(id)));
            found.push((span, problem.help("number findings, recommendations and events through the whole file")));
        }
    }
    references(root, &sources, &findings, &mut Suggestions::default(), &mut found);
    found
}

/// The ids of entries, with their places.
fn ids<'t>(entries: &'t [Spanned<DeValue<'_>>]) -> impl Iterator<Item = (Range<usize>, &'t str)> {
    entries.iter().filter_map(|entry| text_in(entry, "id"))
}

/// Goes through every table for lists of sources and answers.
fn references(
    table: &DeTable<'_>,
    sources: &HashSet<&str>,
    findings: &HashSet<&str>,
    suggestions: &mut Suggestions,
    found: &mut PlacedProblems,
) {
    for (key, value) in table.iter() {
        let (known, noun) = match key.get_ref().as_ref() {
            "sources" | "cited" => (sources, "source"),
            "answers" => (findings, "finding"),
            _ => (sources, ""),
        };
        match value.get_ref() {
            DeValue::Array(array) => {
                for entry in array.iter() {
                    match entry.get_ref() {
                        DeValue::Table(inner) => references(inner, sources, findings, suggestions, found),
                        DeValue::String(id) if !noun.is_empty() && !known.contains(id.as_ref()) => {
                            let near = suggestions.ask(id, known.iter().copied());
                            let problem = Problem::error(format!("no {noun} has the id {}", quoted(id)));
                            found.push((entry.span(), problem.maybe_help(near)));
                        }
                        _ => {}
                    }
                }
            }
            DeValue::Table(inner) => references(inner, sources, findings, suggestions, found),
            _ => {}
        }
    }
}
