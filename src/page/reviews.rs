//! The reviews of the library: the date of each, its kind, and who commissioned, chaired and wrote it.

use std::cmp::Reverse;

use super::Listing;
use super::model::{Basis, Block, Link, Page, Row, Section};
use super::rows::{case_name, joined};
use super::side_by_side::{AUTHORS, CHAIRS, people};
use crate::case::{CasePage, ClosedList, ItemRef, PartialDate, Review, Scope};
use crate::library::EntryKey;
use crate::text::counted;

/// Every review of all cases, or of one with what stands beside its reviews; the newest first.
pub fn reviews(listing: &Listing, only: Option<EntryKey>) -> Page {
    let books = || listing.books.iter().filter(|book| only.is_none_or(|key| key == book.key));
    let of_case = books().flat_map(|book| {
        let listed = |review: &Review| only.is_some() || review.scope == Scope::Case;
        let own = book.case.reviews.iter().enumerate().filter(move |(_, review)| listed(review));
        own.map(|(index, review)| (date(review), book.key, index, review))
    });
    let mut all: Vec<(Option<PartialDate>, EntryKey, usize, &Review)> = of_case.collect();
    // The sort is stable: of one day, the order of the library.
    all.sort_by_key(|(date, ..)| Reverse(*date));
    let chaired = all.iter().filter(|(.., review)| review.people_as(&CHAIRS).next().is_some()).count();
    let written = all.iter().filter(|(.., review)| review.people_as(&AUTHORS).next().is_some()).count();
    let decade = |date: Option<PartialDate>| date.map(PartialDate::decade);
    let sections = all.chunk_by(|a, b| decade(a.0) == decade(b.0)).map(|same| {
        let first = same.first().and_then(|(date, ..)| decade(*date));
        let name = first.map_or_else(|| "Without a date".to_owned(), |decade| format!("{decade}s"));
        let rows = same.iter().filter_map(|(date, key, index, review)| row(listing, *date, *key, *index, review));
        Section::of(format!("{name} ({})", same.len()), rows.map(Block::Row).collect())
    });
    Page {
        title: listing.field().worded("Who made each review").into_owned(),
        name: "reviews".to_owned(),
        about: vec![
            format!(
                "{} of {}, the newest first.",
                listing.field().counted(all.len(), "review"),
                counted(books().count(), "case")
            ),
            format!("The record names who led {chaired} of them, and who wrote {written}."),
            format!(
                "Dated by the report, else by its last publication, else by the day it was commissioned.{}",
                if only.is_none() { " Inspections, judgments and responses stand with their cases." } else { "" }
            ),
        ],
        sections: sections.collect(),
    }
}

/// The date on the report, else of its last publication, else of its commission.
fn date(review: &Review) -> Option<PartialDate> {
    let published = review.publications.iter().filter_map(|step| step.date).max();
    review.dated.or(published).or(review.commissioned)
}

fn row(listing: &Listing, date: Option<PartialDate>, key: EntryKey, index: usize, review: &Review) -> Option<Row> {
    let case = listing.case(key)?;
    let item = ItemRef::Page(CasePage::Review(index));
    let by = review.commissioned_by.as_ref().map(|by| format!("Commissioned by: {by}"));
    let named = |label: &str, roles| {
        let people = people(review, roles);
        (!people.is_empty()).then(|| format!("{label}: {}", people.join(", ")))
    };
    let date = date.map(|date| date.to_string()).unwrap_or_default();
    let first = joined([case_name(case), review.kind.label().to_owned(), date]);
    Some(Row {
        link: Some(Link::to(key, case, item)),
        // The kind stands below.
        text: review.title.to_string(),
        about: first
            .into_iter()
            .chain(by)
            .chain(named("Led by", &CHAIRS))
            .chain(named("Written by", &AUTHORS))
            .collect(),
        // Numbers of sources tell nothing where each case has its own.
        basis: Basis { confidence: Some(review.confidence), sources: Vec::new() },
        ..Row::default()
    })
}
