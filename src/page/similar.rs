//! Entries of other cases that say the same: "12 other cases, 1974 to 2025".

use std::collections::HashSet;

use super::labels::{addressed, kind_tone};
use super::rows::{case_name, counted};
use super::{Block, Link, Listing, Page, Row, Section, Tone};
use crate::case::{Case, ClosedList, ItemRef, RecommendationStatus};
use crate::library::EntryKey;
use crate::search::{SimilarHit, main_text};

/// How items were compared, for whoever wants to know how far to trust it.
pub const HOW: &str =
    "Compared by their words, themes and agencies. Whether they mean the same is for the reader to say.";

/// The page on what is like a finding or recommendation. `found` is what the search says of it, best first.
pub fn similar(listing: &Listing, key: EntryKey, item: ItemRef, found: &[SimilarHit]) -> Page {
    let Some(case) = listing.case(key) else { return Page::default() };
    let id = item.id(case);
    let mut itself = Section::default();
    itself.blocks.push(Block::Text(format!("{id}  {}", main_text(case, item))));
    itself.blocks.push(Block::Aside(place(listing, case, item)));
    if let Some(status) = status(case, item) {
        itself.blocks.push(Block::Aside(status));
    }
    let mut report = Page {
        title: format!("What other cases say like {id} of {}", case.title),
        name: format!("similar-{}-{}", case.id, id.to_lowercase()),
        about: Vec::new(),
        sections: vec![itself],
    };
    // A case may have gone since the search was asked.
    let places: Vec<(EntryKey, ItemRef)> =
        found.iter().filter(|hit| listing.case(hit.key).is_some()).map(|hit| (hit.key, hit.item)).collect();
    if places.is_empty() {
        report.about.push("No other case in this library says the same.".to_owned());
        report.about.push(HOW.to_owned());
        return report;
    }
    report.about.push(extent(listing, &places, "other case"));
    report.about.extend(statuses(listing, &places));
    report.about.push(HOW.to_owned());
    let called = [("Findings", false), ("Recommendations", true)].map(|(noun, of)| (listing.field().worded(noun), of));
    for (heading, recommendations) in called {
        let rows: Vec<Block> = places
            .iter()
            .filter(|(_, item)| matches!(item, ItemRef::Recommendation(..)) == recommendations)
            .filter_map(|(key, item)| Some(Block::Row(row(listing, *key, *item)?)))
            .collect();
        if !rows.is_empty() {
            report.sections.push(Section::of(format!("{heading} ({})", rows.len()), rows));
        }
    }
    report
}

/// A finding or recommendation that leads to itself, with where it comes from and how it stands below it.
pub(super) fn row(listing: &Listing, key: EntryKey, item: ItemRef) -> Option<Row> {
    let case = listing.case(key)?;
    let tone = case.finding(item).map_or(Tone::Plain, |(_, finding)| kind_tone(finding.kind));
    Some(Row {
        link: Some(Link::to(key, case, item)),
        lead: item.id(case),
        tone,
        text: main_text(case, item).to_owned(),
        about: std::iter::once(place(listing, case, item)).chain(status(case, item)).collect(),
        ..Row::default()
    })
}

/// "Peter Connelly (Haringey) · 2007 · missed opportunity"; for a recommendation, to whom.
fn place(listing: &Listing, case: &Case, item: ItemRef) -> String {
    let kind = match item {
        ItemRef::Recommendation(..) => case.recommendation(item).map(|(_, recommendation)| {
            let to = addressed(recommendation, &listing.vocabulary);
            if to.is_empty() { listing.field().worded("recommendation").into_owned() } else { format!("to {to}") }
        }),
        _ => case.finding(item).map(|(_, finding)| finding.kind.label().to_lowercase()),
    };
    let year = year(case, item).map(|year| year.to_string());
    std::iter::once(case_name(case)).chain(year).chain(kind).collect::<Vec<_>>().join(" · ")
}

fn status(case: &Case, item: ItemRef) -> Option<String> {
    let (_, recommendation) = case.recommendation(item)?;
    Some(format!("Status: {}", status_words(recommendation.status)))
}

fn status_words(status: Option<RecommendationStatus>) -> String {
    status.map_or_else(|| "nothing entered".to_owned(), |status| status.label().to_lowercase())
}

/// The year of the case; where it has none, that of the item's review.
pub(super) fn year(case: &Case, item: ItemRef) -> Option<i16> {
    case.sort_date().or_else(|| case.date_of(item)).map(|date| date.year())
}

/// "12 other cases, 1974 to 2025": of how many cases items are, and of which years.
pub(super) fn extent(listing: &Listing, places: &[(EntryKey, ItemRef)], noun: &str) -> String {
    let cases: HashSet<EntryKey> = places.iter().map(|(key, _)| *key).collect();
    let years = || places.iter().filter_map(|(key, item)| year(listing.case(*key)?, *item));
    let cases = counted(cases.len(), noun);
    match (years().min(), years().max()) {
        (Some(first), Some(last)) if first == last => format!("{cases}, {first}"),
        (Some(first), Some(last)) => format!("{cases}, {first} to {last}"),
        _ => cases,
    }
}

/// "Status of 12 recommendations: 3 closed: implemented, 1 open, 8 nothing entered"; nothing where none is one.
pub(super) fn statuses(listing: &Listing, places: &[(EntryKey, ItemRef)]) -> Option<String> {
    let found: Vec<Option<RecommendationStatus>> =
        places.iter().filter_map(|(key, item)| Some(listing.case(*key)?.recommendation(*item)?.1.status)).collect();
    let known = listing.vocabulary.values(RecommendationStatus::LIST).into_iter();
    let known = known.map(|value| Some(RecommendationStatus::of_value(value))).chain([None]);
    let mut counts: Vec<(usize, Option<RecommendationStatus>)> = known
        .map(|status| (found.iter().filter(|found| **found == status).count(), status))
        .filter(|(count, _)| *count > 0)
        .collect();
    // The most frequent first; what nobody entered says least, and stands last.
    counts.sort_by_key(|(count, status)| (status.is_none(), std::cmp::Reverse(*count)));
    let counts: Vec<String> =
        counts.into_iter().map(|(count, status)| format!("{count} {}", status_words(status))).collect();
    let of = listing.field().counted(found.len(), "recommendation");
    (!found.is_empty()).then(|| format!("Status of {of}: {}", counts.join(", ")))
}
