//! The sources of a report, numbered: each once, however many rows rest on it.

use std::collections::{HashMap, HashSet};

use crate::case::{Confidence, ItemRef, Source};
use crate::library::EntryKey;
use crate::page::citation::sources;
use crate::page::{Basis, Block, Listing, Page, Row, item_row};

/// A source by its case and its place in the case's list.
pub type SourcePlace = (EntryKey, usize);

/// The numbered sources of a page: those of a page on one case as the case numbers them, others from 1 in the order in
/// which the page cites them.
pub struct References<'a> {
    listing: &'a Listing,
    /// The sources with their numbers, in the order of these.
    list: Vec<(usize, SourcePlace)>,
    numbers: HashMap<SourcePlace, usize>,
    /// Those that are rows of the page itself.
    rows: HashSet<SourcePlace>,
}

impl<'a> References<'a> {
    /// The sources that a page rests on. Those that are rows themselves come first.
    pub fn of(page: &Page, listing: &'a Listing) -> Self {
        let itself = || page.rows().filter_map(|row| own(listing, row));
        let rows: HashSet<SourcePlace> = itself().collect();
        let cited = page.sections.iter().flat_map(|section| &section.blocks).flat_map(|block| match block {
            Block::Row(row) => places(listing, row),
            Block::Basis(basis) => basis.sources.clone(),
            _ => Vec::new(),
        });
        let mut known = HashSet::new();
        let mut all: Vec<SourcePlace> = itself().chain(cited).collect();
        all.retain(|(key, at)| {
            listing.case(*key).is_some_and(|case| case.sources.get(*at).is_some()) && known.insert((*key, *at))
        });
        let one_case = all.windows(2).all(|pair| matches!(pair, [(one, _), (other, _)] if one == other));
        let numbered = all.into_iter().enumerate();
        let mut list: Vec<(usize, SourcePlace)> =
            numbered.map(|(index, place)| (if one_case { place.1 + 1 } else { index + 1 }, place)).collect();
        list.sort_unstable_by_key(|(number, _)| *number);
        let numbers = list.iter().map(|(number, place)| (*place, *number)).collect();
        Self { listing, list, numbers, rows }
    }

    /// The source at this place.
    pub fn source(&self, (key, index): SourcePlace) -> Option<&'a Source> {
        self.listing.case(key)?.sources.get(index)
    }

    /// The numbers of the sources that a row rests on, in order. A source that is a row itself has one number, its own.
    pub fn numbers(&self, row: &Row) -> Vec<usize> {
        self.numbers_of(&places(self.listing, row))
    }

    /// The numbers of these sources, in order.
    pub fn numbers_of(&self, places: &[SourcePlace]) -> Vec<usize> {
        let mut numbers: Vec<usize> = places.iter().filter_map(|place| self.numbers.get(place).copied()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// The source that a row is, with its number and the lines below it that do not say what the source itself says.
    pub fn own<'r>(&self, row: &'r Row) -> Option<(usize, &'a Source, Vec<&'r str>)> {
        let place = own(self.listing, row)?;
        let source = self.source(place)?;
        let itself =
            item_row(place.0, self.listing.case(place.0)?, ItemRef::Source(place.1), &self.listing.vocabulary, true);
        let said = itself.map(|row| row.about).unwrap_or_default();
        let about = row.about.iter().filter(|line| !said.contains(line)).map(String::as_str).collect();
        Some((*self.numbers.get(&place)?, source, about))
    }

    /// The sources that are no rows, numbered.
    pub fn rest(&self) -> impl Iterator<Item = (usize, &'a Source)> {
        self.rest_places().filter_map(|(number, place)| Some((number, self.source(place)?)))
    }

    /// Their places, with their numbers.
    pub fn rest_places(&self) -> impl Iterator<Item = (usize, SourcePlace)> {
        self.list.iter().copied().filter(|(_, place)| !self.rows.contains(place))
    }
}

/// "Confirmed; sources 1, 4.": how well something stands and what it rests on, below it in running text.
pub fn sources_told(confidence: Option<Confidence>, numbers: &[usize]) -> Option<String> {
    let told = Basis { confidence, sources: Vec::new() }.told(numbers)?;
    let (first, rest) = told.split_at_checked(1)?;
    Some(format!("{}{rest}.", first.to_ascii_uppercase()))
}

/// The source that a row is.
fn own(listing: &Listing, row: &Row) -> Option<SourcePlace> {
    match listing.item(row) {
        Some((key, _, ItemRef::Source(index))) => Some((key, index)),
        _ => None,
    }
}

/// The sources that a row rests on.
pub fn places(listing: &Listing, row: &Row) -> Vec<SourcePlace> {
    if !row.basis.sources.is_empty() {
        return row.basis.sources.clone();
    }
    let Some((key, case, item)) = listing.item(row) else { return Vec::new() };
    let place = |source: &Source| case.sources.iter().position(|known| known.id == source.id);
    sources(case, item).into_iter().filter_map(|source| Some((key, place(source)?))).collect()
}
