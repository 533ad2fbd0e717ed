//! Facts of a document that are known before anything is searched for.

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use crate::case::closed::Sense;
use crate::case::{Case, CasePage, ItemRef};

/// Facts of a document. Kept small: a query reads them for each document that it finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocFacts {
    /// Its sort.
    pub sort: DocSort,
    /// True for a finding of good practice: it says the opposite of others in the same words.
    pub good: bool,
    /// How many words its main text has; those of a long one are not counted further.
    pub words: u8,
    /// The score that it adds to a match in it, by its sort and for being short.
    pub worth: u16,
    /// The number of its review among those of the case, from 1; 0 for what stands in no review.
    pub review: u16,
}

/// The sorts of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocSort {
    /// A finding.
    Finding,
    /// A recommendation.
    Recommendation,
    /// An event.
    Event,
    /// The page of a case or a review.
    Page,
    /// A headline, or what was not found: what a review says stands before it.
    Aside,
    /// Another page.
    Other,
    /// The case of the document is no more.
    Gone,
}

impl DocSort {
    fn of(item: ItemRef) -> Self {
        match item {
            ItemRef::Finding(..) => Self::Finding,
            ItemRef::Recommendation(..) => Self::Recommendation,
            ItemRef::Event(_) => Self::Event,
            ItemRef::Page(CasePage::Case | CasePage::Review(_)) => Self::Page,
            ItemRef::Page(CasePage::Gaps) | ItemRef::Source(_) => Self::Aside,
            ItemRef::Page(_) => Self::Other,
        }
    }

    const ALL: [Self; 7] =
        [Self::Finding, Self::Recommendation, Self::Event, Self::Page, Self::Aside, Self::Other, Self::Gone];

    /// True for what a review says: a finding or a recommendation.
    pub fn is_statement(self) -> bool {
        matches!(self, Self::Finding | Self::Recommendation)
    }

    /// True for what a review says or tells of: pages and headlines answer no question.
    pub fn is_entry(self) -> bool {
        self.is_statement() || self == Self::Event
    }

    /// Names and titles stand above findings and recommendations, those above events, those above the rest.
    fn worth(self) -> u16 {
        match self {
            Self::Finding | Self::Recommendation => 300,
            Self::Event => 150,
            Self::Page => 75,
            Self::Aside | Self::Other | Self::Gone => 0,
        }
    }
}

/// A short text adds so much at most: it says what is asked and little else.
const SHORT: usize = 240;
/// A text of so many words gets half of it.
const HALF_SHORT: usize = 40;

impl DocFacts {
    /// The facts of an item with so many words in its main text.
    pub fn new(case: &Case, item: ItemRef, main: usize) -> Self {
        let sort = DocSort::of(item);
        let review = match item {
            ItemRef::Finding(review, _)
            | ItemRef::Recommendation(review, _)
            | ItemRef::Page(CasePage::Review(review)) => u16::try_from(review + 1).unwrap_or(0),
            _ => 0,
        };
        Self {
            sort,
            good: case.finding(item).is_some_and(|(_, finding)| finding.kind.sense() == Sense::Good),
            words: u8::try_from(main).unwrap_or(u8::MAX),
            worth: sort.worth() + (SHORT * HALF_SHORT / (HALF_SHORT + main)) as u16,
            review,
        }
    }
}

/// The same as a list keeps it, also in a cache file.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, KnownLayout, Immutable)]
#[repr(C)]
pub struct PackedFacts {
    sort: u8,
    good: u8,
    words: u8,
    unused: u8,
    worth: u16,
    review: u16,
}

impl From<DocFacts> for PackedFacts {
    fn from(facts: DocFacts) -> Self {
        let DocFacts { sort, good, words, worth, review } = facts;
        Self { sort: sort as u8, good: good.into(), words, unused: 0, worth, review }
    }
}

impl PackedFacts {
    /// The score that the document adds to a match in it.
    #[inline]
    pub fn worth(self) -> u32 {
        self.worth.into()
    }

    /// The facts.
    #[inline]
    pub fn facts(self) -> Option<DocFacts> {
        let sort = *DocSort::ALL.get(usize::from(self.sort))?;
        Some(DocFacts { sort, good: self.good == 1, words: self.words, worth: self.worth, review: self.review })
    }
}
