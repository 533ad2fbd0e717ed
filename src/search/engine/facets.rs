//! How often what is found has which value.

use std::collections::{BTreeMap, HashSet};

use crate::search::hits::FacetCount;
use crate::search::index::{Doc, DocSort, Index};
use crate::search::query::FilterField;
use crate::text::counted;

/// The fields that are counted, in the order in which they are shown.
pub const COUNTED: [FilterField; 14] = [
    FilterField::Agency,
    FilterField::Theme,
    FilterField::Harm,
    FilterField::Kind,
    FilterField::Status,
    FilterField::Nation,
    FilterField::Year,
    FilterField::Person,
    FilterField::Age,
    FilterField::Sources,
    FilterField::Updated,
    FilterField::Body,
    FilterField::Lead,
    FilterField::Rag,
];

/// The counts of `fields` over documents; one that comes twice counts once.
pub fn count(found: impl Iterator<Item = Doc>, index: &Index, fields: &[FilterField]) -> Vec<FacetCount> {
    if fields.is_empty() {
        return Vec::new();
    }
    // 0 for what is not found, then finding, recommendation, event, the rest.
    let mut sorts: Vec<u8> = vec![0; index.docs()];
    for doc in found {
        if let (Some(sort), Some(facts)) = (sorts.get_mut(doc as usize), index.facts(doc)) {
            *sort = match facts.sort {
                DocSort::Finding => 1,
                DocSort::Recommendation => 2,
                DocSort::Event => 3,
                DocSort::Page | DocSort::Aside | DocSort::Other | DocSort::Gone => 4,
            };
        }
    }
    fields.iter().flat_map(|field| count_field(*field, &sorts, index)).collect()
}

fn count_field(field: FilterField, sorts: &[u8], index: &Index) -> Vec<FacetCount> {
    let mut counts: BTreeMap<(String, String), [u32; 5]> = BTreeMap::new();
    // An entry with several updates in a year counts once in it.
    let mut seen: HashSet<(String, Doc)> = HashSet::new();
    for (_, value) in index.values.of(field) {
        let mut found = [0u32; 5];
        value.postings.each(|doc| {
            let sort = sorts.get(doc as usize).copied().unwrap_or(0);
            let fresh = field != FilterField::Updated || seen.insert((year_of(&value.code), doc));
            if let Some(count) = found.get_mut(sort as usize).filter(|_| fresh) {
                *count += 1;
            }
        });
        let [_, found @ ..] = found;
        if found.iter().all(|count| *count == 0) {
            continue;
        }
        let named = match field {
            FilterField::Year => match decade(&value.code) {
                Some(named) => named,
                None => continue,
            },
            // A year is fine enough for a list.
            FilterField::Updated => (year_of(&value.code), year_of(&value.code)),
            FilterField::Sources => (format!("{:0>6}", value.code), counted(value.code.parse().unwrap_or(0), "source")),
            _ => (value.code.to_string(), value.label().to_owned()),
        };
        let sums = counts.entry(named).or_default();
        for (sum, count) in sums.iter_mut().zip(found) {
            *sum += count;
        }
    }
    let mut counts: Vec<FacetCount> = counts
        .into_iter()
        .map(|((code, label), [findings, recommendations, events, rest, _])| FacetCount {
            field,
            of_library: index.values.is_of_library(field, &code),
            code,
            label,
            counts: [findings, recommendations, events],
            all: findings + recommendations + events + rest,
        })
        .collect();
    if field == FilterField::Updated {
        counts.reverse();
    } else if field == FilterField::Sources {
        counts.iter_mut().for_each(|count| count.code = count.code.trim_start_matches('0').to_owned());
    } else if field != FilterField::Year {
        counts.sort_by(|a, b| b.all.cmp(&a.all).then_with(|| a.label.cmp(&b.label)));
    }
    counts
}

/// The year of a date.
fn year_of(date: &str) -> String {
    date.split('-').next().unwrap_or(date).to_owned()
}

/// The decade of a year, as a filter writes it and as people read it.
fn decade(year: &str) -> Option<(String, String)> {
    let from: i16 = year.parse::<i16>().ok()? / 10 * 10;
    Some((format!("{from}..{}", from + 9), format!("{from} to {}", from + 9)))
}
