//! The sources of a report, numbered: each once, however many rows rest on it.

use std::collections::HashMap;

use crate::case::{ItemRef, Source};
use crate::library::EntryKey;
use crate::page::citation::sources;
use crate::page::{Listing, Page, Row, source_lines};

/// A source by its case and its place in the case's list.
pub type SourcePlace = (EntryKey, usize);

/// The numbered sources of a report.
pub struct References<'a> {
    listing: &'a Listing,
    list: Vec<SourcePlace>,
    numbers: HashMap<SourcePlace, usize>,
    /// How many of the first are rows of the report itself.
    rows: usize,
}

impl<'a> References<'a> {
    /// The sources that the rows of a report rest on. Those that are rows themselves come first, in their order, so that
    /// the numbers of a whole case are those of its list.
    pub fn of(report: &Page, listing: &'a Listing) -> Self {
        let mut references = Self { listing, list: Vec::new(), numbers: HashMap::new(), rows: 0 };
        report.rows().filter_map(own).for_each(|place| references.add(place));
        references.rows = references.list.len();
        for row in report.rows() {
            places(listing, row).into_iter().for_each(|place| references.add(place));
        }
        references
    }

    fn add(&mut self, place: SourcePlace) {
        if self.source(place).is_some() && !self.numbers.contains_key(&place) {
            self.list.push(place);
            self.numbers.insert(place, self.list.len());
        }
    }

    /// The source at this place.
    pub fn source(&self, (key, index): SourcePlace) -> Option<&'a Source> {
        self.listing.case(key)?.sources.get(index)
    }

    /// The numbers of the sources that a row rests on, in order. A source that is a row itself has one number, its own.
    pub fn numbers(&self, row: &Row) -> Vec<usize> {
        let places = places(self.listing, row);
        let mut numbers: Vec<usize> = places.iter().filter_map(|place| self.numbers.get(place).copied()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// The source that a row is, with its number and the lines below it that do not say what the source itself says.
    pub fn own<'r>(&self, row: &'r Row) -> Option<(usize, &'a Source, Vec<&'r str>)> {
        let place = own(row)?;
        let source = self.source(place)?;
        let said = source_lines(source);
        let about = row.about.iter().filter(|line| !said.contains(line)).map(String::as_str).collect();
        Some((*self.numbers.get(&place)?, source, about))
    }

    /// The sources that are no rows, numbered.
    pub fn rest(&self) -> impl Iterator<Item = (usize, &'a Source)> {
        let numbered = self.list.iter().enumerate().skip(self.rows);
        numbered.filter_map(|(index, place)| Some((index + 1, self.source(*place)?)))
    }
}

/// The source that a row is.
fn own(row: &Row) -> Option<SourcePlace> {
    match row.item() {
        Some((key, ItemRef::Source(index))) => Some((key, index)),
        _ => None,
    }
}

/// The sources that a row rests on.
pub fn places(listing: &Listing, row: &Row) -> Vec<SourcePlace> {
    if !row.cited.is_empty() {
        return row.cited.clone();
    }
    let Some((key, item)) = row.item() else { return Vec::new() };
    let Some(case) = listing.case(key) else { return Vec::new() };
    let place = |source: &Source| case.sources.iter().position(|known| known.id == source.id);
    sources(case, item).into_iter().filter_map(|source| Some((key, place(source)?))).collect()
}
