//! The answer to a search.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::accept::Accept;
use super::documents::items;
use super::index::{Doc, DocSort};
use super::near::{MOST_NEAR, NearDoc, Told};
use super::query::{FilterField, Words};
use crate::case::{Case, ItemKey, ItemRef};
use crate::library::EntryKey;
use crate::text::counted;

/// How what is found is listed: one query, several lenses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Lens {
    /// Cases, each with what matches in it.
    #[default]
    Cases,
    /// Entries of every sort, of all cases.
    Everything,
    /// Findings of all cases.
    Findings,
    /// Recommendations of all cases.
    Recommendations,
    /// Events of all cases.
    Events,
    /// Themes and agencies, with how often what is found has them.
    Terms,
}

impl Lens {
    /// In the order in which they follow each other.
    pub const ALL: [Self; 6] =
        [Self::Cases, Self::Everything, Self::Findings, Self::Recommendations, Self::Events, Self::Terms];

    /// Its name on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Cases => "Cases",
            Self::Everything => "Everything",
            Self::Findings => "Findings",
            Self::Recommendations => "Recommendations",
            Self::Events => "Events",
            Self::Terms => "Themes and agencies",
        }
    }

    /// Its name on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cases => "cases",
            Self::Everything => "everything",
            Self::Findings => "findings",
            Self::Recommendations => "recommendations",
            Self::Events => "events",
            Self::Terms => "terms",
        }
    }

    /// The lens after this one, or before it.
    pub fn beside(self, forward: bool) -> Self {
        let at = Self::ALL.iter().position(|lens| *lens == self).unwrap_or(0);
        let by = if forward { 1 } else { Self::ALL.len() - 1 };
        Self::ALL.get((at + by) % Self::ALL.len()).copied().unwrap_or_default()
    }

    /// True if it lists entries of this sort, of all cases.
    pub fn lists(self, sort: DocSort) -> bool {
        match self {
            Self::Cases | Self::Terms => false,
            Self::Everything => true,
            Self::Findings => sort == DocSort::Finding,
            Self::Recommendations => sort == DocSort::Recommendation,
            Self::Events => sort == DocSort::Event,
        }
    }
}

/// A found entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Its number.
    pub doc: Doc,
    /// How well it matches; higher is better.
    pub score: u32,
    /// True where something in the entry itself matches, and not only the names of its case.
    pub own: bool,
}

/// A case that matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseHits {
    /// Its key.
    pub key: EntryKey,
    /// How well; higher is better.
    pub score: u32,
    /// True if every word of the query stands in the names of the case, so that the case as a whole is meant.
    pub whole: bool,
    /// All its items.
    pub all: Arc<[ItemRef]>,
    /// The number of the first of them; the others follow.
    pub first: Doc,
    /// Its part of [`Hits::found`].
    pub found: Range<u32>,
    /// Below the line, which of [`NearHits::rows`] tells of its best entry.
    pub near: Option<u32>,
}

/// An entry in the list of a lens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LensHit {
    /// Its case.
    pub key: EntryKey,
    /// The entry.
    pub item: ItemRef,
    /// How well it matches; higher is better.
    pub score: u32,
    /// Below the line, which of [`NearHits::rows`] tells of it.
    pub near: Option<u32>,
}

/// How often what is found has a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    /// The field.
    pub field: FilterField,
    /// The value as a filter writes it: a code, an area, a range of years.
    pub code: String,
    /// The value as people read it.
    pub label: String,
    /// True for a text of the library's own, which no list has: it may name somebody.
    pub of_library: bool,
    /// In how many findings, recommendations and events.
    pub counts: [u32; 3],
    /// In how many entries of any sort.
    pub all: u32,
}

/// A part of a query that nothing in the library has, or, where `left` is known, nothing has together with the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nowhere {
    /// Its place in the query, in bytes.
    pub span: Range<usize>,
    /// The full forms of an abbreviation, or the filter that it is understood as: nothing has them either.
    pub stands_for: Vec<String>,
    /// How many entries the rest finds without it, where it is found by itself.
    pub left: Option<usize>,
}

/// Everything that matches.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// The cases, best first.
    pub cases: Vec<CaseHits>,
    /// The entries that match in them, by their numbers; those of the second part stand behind.
    pub found: Vec<Found>,
    /// For each of [`Query::wanted`], what counts.
    ///
    /// [`Query::wanted`]: super::Query::wanted
    pub accepts: Vec<Vec<Accept>>,
    /// The lens that was asked for.
    pub lens: Lens,
    /// The list, best first: all of it, or the best of a long list while [`Hits::more`] is to come.
    pub listed: Vec<LensHit>,
    /// How many it would list.
    pub total: usize,
    /// The counts, where they were asked for: field by field, the most frequent first.
    pub facets: Vec<FacetCount>,
    /// True if some words of the query were found with other capitals too, which were left out.
    pub other_capitals: bool,
    /// The parts of the query that nothing in the library has.
    pub nowhere: Vec<Nowhere>,
    /// True while the rest of a long list, or the second part, is still to come: it stands behind all this.
    pub more: bool,
    /// The second part: the entries below the line, which have some of the words.
    pub near: NearHits,
}

/// The second part of an answer. Its cases and entries stand behind those of the first, in the same lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NearHits {
    /// The reasons of each entry: the words that it lacks, and those that stood for others.
    pub rows: Vec<Told>,
    /// The words that stood for others, as they light up.
    pub lights: Vec<Words>,
    /// From where on [`Hits::found`] is of the second part.
    found_from: usize,
}

impl NearHits {
    /// Of these entries; `also` are further texts that stand for a word.
    pub fn new(docs: Vec<NearDoc>, also: Vec<String>, found_from: usize) -> Self {
        let rows: Vec<Told> = docs.into_iter().map(|doc| doc.told).collect();
        let stood = rows.iter().flat_map(|row| &row.stood_for).map(|stood| stood.found().to_owned());
        let texts: BTreeSet<String> = stood.chain(also).collect();
        let lights = texts.iter().filter_map(|text| Words::of(text)).collect();
        Self { rows, lights, found_from }
    }

    /// How many entries there are.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// How many there are, in words: no more than so many are looked for, which is said where there may be more.
    pub fn summary(&self) -> String {
        let nearest = if self.count() < MOST_NEAR { "" } else { "the nearest " };
        format!("{nearest}{} with some of the words", counted(self.count(), "entry"))
    }

    /// The reasons of a row.
    pub fn told(&self, row: Option<u32>) -> Option<&Told> {
        self.rows.get(row? as usize)
    }
}

/// So many of a long list are told at once, and the whole of it after them.
pub const FIRST_LISTED: usize = 500;

/// The most words that a message names.
const MOST_FAILED: usize = 4;
/// The most of a query that a message repeats, in characters.
const MOST_TOLD: usize = 40;

impl Hits {
    /// The message where nothing was found: the part of the query `text` that failed, and how to mend it.
    pub fn nothing(&self, text: &str) -> String {
        let quoted = |span: &Range<usize>| {
            let failed = text.get(span.clone()).filter(|failed| !failed.is_empty())?;
            let short: String = failed.chars().take(MOST_TOLD).collect();
            let rest = if failed.chars().nth(MOST_TOLD).is_some() { "…" } else { "" };
            Some(format!("\"{short}{rest}\""))
        };
        let told = |nowhere: &Nowhere| {
            let full = nowhere.stands_for.join(", ");
            let full = if full.is_empty() { full } else { format!(" ({full})") };
            Some(quoted(&nowhere.span)? + &full)
        };
        let is_filter = |part: &str| part.split_once(':').is_some_and(|(name, _)| FilterField::named(name).is_some());
        // A filter that is understood is not mistyped.
        let nowhere = || self.nowhere.iter().filter(|part| part.left.is_none());
        let mut texts =
            nowhere().flat_map(|part| part.stands_for.iter().map(String::as_str).chain(text.get(part.span.clone())));
        let filters = texts.any(is_filter);
        let failed = nowhere().filter_map(told);
        let failed: Vec<String> = failed.take(MOST_FAILED).collect();
        let fails = self.nowhere.iter().find_map(|part| Some((quoted(&part.span)?, part.left?)));
        match (failed.as_slice(), fails) {
            ([one], _) if filters => format!("{one} is understood, and no entry of the library is so"),
            ([one], _) => format!("Nothing has {one}: leave it out, or write it in another way"),
            ([several @ .., last], _) => {
                format!("Nothing has {} or {last}: leave them out, or write them in another way", several.join(", "))
            }
            ([], Some((failed, found))) => {
                format!("Nothing has all of this together; without {failed} there would be {}", counted(found, "entry"))
            }
            ([], None) => "Nothing has all of this together: leave out a word or a filter".to_owned(),
        }
    }

    /// How many entries have every word, of all cases.
    pub fn own_count(&self) -> usize {
        self.found.iter().take(self.near.found_from).filter(|found| found.own).count()
    }

    /// Every entry with every word, case by case, as `real` knows it. A case that was found by its names is there with all its
    /// entries.
    pub fn in_cases<'c>(&self, real: impl Fn(EntryKey) -> Option<&'c Arc<Case>>) -> Vec<(EntryKey, ItemKey)> {
        let cases = self.cases.iter().filter(|case| case.near.is_none());
        let named = cases.flat_map(|hits| {
            let own: Vec<ItemRef> = match hits.whole {
                true => hits.all.to_vec(),
                false => self.of(hits).own().map(|(item, _)| item).collect(),
            };
            let case = real(hits.key);
            own.into_iter().filter_map(move |item| Some((hits.key, item.key(case?))))
        });
        named.collect()
    }

    /// A case has changed: what was found is shown where it stands now, until the search has been made again. `change`
    /// is the case as it was searched and as it is now; without it the case is no more.
    pub fn follow(&mut self, key: EntryKey, change: Option<(&Case, &Case)>) {
        let Some((old, case)) = change else {
            self.cases.retain(|case| case.key != key);
            self.listed.retain(|hit| hit.key != key);
            return;
        };
        let now: HashMap<ItemKey, ItemRef> = case.items().into_iter().map(|item| (item.key(case), item)).collect();
        let moved = |item: ItemRef| now.get(&item.key(old)).copied();
        self.listed.retain_mut(|hit| match (hit.key == key).then(|| moved(hit.item)) {
            None => true,
            Some(Some(item)) => {
                hit.item = item;
                true
            }
            Some(None) => false,
        });
        let Some(hits) = self.cases.iter_mut().find(|case| case.key == key) else { return };
        let all: Arc<[ItemRef]> = items(case).into();
        let range = hits.found.start as usize..hits.found.end as usize;
        let Some(found) = self.found.get_mut(range) else { return };
        let mut kept = 0;
        for index in 0..found.len() {
            let Some(mut hit) = found.get(index).copied() else { break };
            let item = hits.all.get((hit.doc - hits.first) as usize).and_then(|item| moved(*item));
            let Some(at) = item.and_then(|item| all.binary_search(&item).ok()) else { continue };
            hit.doc = hits.first + at as Doc;
            if let Some(place) = found.get_mut(kept) {
                *place = hit;
                kept += 1;
            }
        }
        if let Some(found) = found.get_mut(..kept) {
            found.sort_by_key(|found| found.doc);
        }
        hits.found.end = hits.found.start + u32::try_from(kept).unwrap_or(0);
        hits.all = all;
    }

    /// The matches in a case.
    pub fn of<'a>(&'a self, case: &'a CaseHits) -> InCase<'a> {
        let found = self.found.get(case.found.start as usize..case.found.end as usize).unwrap_or_default();
        InCase { case, found }
    }
}

/// The matches in one case.
#[derive(Debug, Clone, Copy)]
pub struct InCase<'a> {
    case: &'a CaseHits,
    found: &'a [Found],
}

impl<'a> InCase<'a> {
    /// True if the case as a whole is meant.
    pub fn whole(self) -> bool {
        self.case.whole
    }

    /// True if an entry is shown: it matches, or the case as a whole is meant.
    pub fn shows(self, item: ItemRef) -> bool {
        self.whole() || self.get(item).is_some()
    }

    /// True if something in the entry itself matches.
    pub fn matches(self, item: ItemRef) -> bool {
        self.get(item).is_some_and(|found| found.own)
    }

    fn get(self, item: ItemRef) -> Option<&'a Found> {
        let doc = self.case.first + self.case.all.binary_search(&item).ok()? as Doc;
        self.found.binary_search_by_key(&doc, |found| found.doc).ok().and_then(|index| self.found.get(index))
    }

    /// The entries in which something matches, in the order of the lists, with their scores.
    pub fn own(self) -> impl Iterator<Item = (ItemRef, u32)> + 'a {
        let CaseHits { all, first, .. } = self.case;
        let own = self.found.iter().filter(|found| found.own);
        own.filter_map(move |found| Some((*all.get((found.doc - first) as usize)?, found.score)))
    }
}
