//! Ids and references of a file that is no case yet: looked at in the parsed file itself, so that a wrong value elsewhere
//! does not hide them until the next run. Says what [`super::check`] says of a case.

use std::collections::HashSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::check::id_of_file;
use crate::document::{Problem, quoted};
use crate::text::near::Suggestions;

type Found = Vec<(Range<usize>, Problem)>;

/// Ids that stand twice, sources and findings that are not there, an id that is not the name of the file.
pub fn problems(root: &DeTable<'_>, stem: &str) -> Found {
    let mut found = Found::new();
    if let Some(id) = root.get("id")
        && let DeValue::String(text) = id.get_ref()
        && text != stem
    {
        let problem = Problem::error(format!("the id {} is not the name of the file", quoted(text)));
        found.push((id.span(), problem.help(id_of_file(stem))));
    }
    let sources: HashSet<&str> = ids(entries(root.get("sources"))).map(|(_, id)| id).collect();
    let reviews: Vec<&DeTable<'_>> = entries(root.get("reviews")).collect();
    let findings: HashSet<&str> =
        reviews.iter().flat_map(|review| ids(entries(review.get("findings")))).map(|(_, id)| id).collect();
    let mut items: HashSet<&str> = HashSet::new();
    let all = reviews
        .iter()
        .flat_map(|review| ["findings", "recommendations"].map(|list| entries(review.get(list))))
        .flatten()
        .chain(entries(root.get("events")));
    for (span, id) in ids(all) {
        if !items.insert(id) {
            let problem = Problem::error(format!("the id {} stands twice in this case", quoted(id)));
            found.push((span, problem.help("number findings, recommendations and events through the whole file")));
        }
    }
    references(root, &sources, &findings, &mut Suggestions::default(), &mut found);
    found
}

/// Goes through every table for lists of sources and answers.
fn references(
    table: &DeTable<'_>,
    sources: &HashSet<&str>,
    findings: &HashSet<&str>,
    suggestions: &mut Suggestions,
    found: &mut Found,
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

/// The tables of an array of tables.
fn entries<'a, 'i>(value: Option<&'a Spanned<DeValue<'i>>>) -> impl Iterator<Item = &'a DeTable<'i>> {
    let array = value.and_then(|value| value.get_ref().as_array());
    array.into_iter().flat_map(|array| array.iter()).filter_map(|entry| entry.get_ref().as_table())
}

/// The ids of tables, with their places.
fn ids<'a, 'i: 'a>(tables: impl Iterator<Item = &'a DeTable<'i>>) -> impl Iterator<Item = (Range<usize>, &'a str)> {
    tables.filter_map(|table| {
        let id = table.get("id")?;
        Some((id.span(), id.get_ref().as_str()?))
    })
}
