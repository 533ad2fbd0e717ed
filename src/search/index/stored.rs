//! The index in a cache file: written once, and taken from there by every session that opens the library.

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::slots::CaseSlots;
use super::word_places::WordPlaces;
use super::{Contexts, Index, KnownValues, Lexicon, Statements};
use crate::case::closed::Sense;
use crate::case::{Case, PartialDate, RecommendationStatus, Vocabulary};
use crate::library::EntryKey;
use crate::library::cache::{ByteReader, ByteWriter, Grown, StoredBytes};
use crate::search::facets::OVERDUE;
use crate::search::query::FilterField;

/// The bytes of the index of these cases, which have the numbers of their places for keys.
pub fn stored_index(cases: &[Arc<Case>], vocabulary: &Vocabulary) -> Vec<u8> {
    // Without a day, since what is overdue is another matter each day.
    let mut index = Index::default();
    for (key, case) in (0..).map(EntryKey).zip(cases) {
        index.add(key, case, vocabulary);
    }
    index.settle();
    index.count_statements();
    LETTERS.for_each(|letter| index.prepare_initial(letter));
    let mut to = ByteWriter::default();
    index.store(cases, &mut to);
    to.0
}

/// The letters that words of a query begin with.
pub const LETTERS: RangeInclusive<char> = 'a'..='z';

/// The recommendations that may be overdue: each as its document and the date by which it should be done, or nothing if the
/// record itself says that it is overdue.
fn may_be_overdue(index: &Index, cases: &[Arc<Case>]) -> Vec<[u32; 2]> {
    let of_case = |(key, case): (EntryKey, &'_ Arc<Case>)| {
        let due = |(item, one): (_, &crate::case::Recommendation)| {
            let due = match one.status.map(RecommendationStatus::sense)? {
                Sense::Overdue => 0,
                Sense::Open => one.due?.as_number(),
                _ => return None,
            };
            Some([index.doc_of(key, item)?, due])
        };
        case.recommendations().filter_map(due).collect::<Vec<_>>()
    };
    (0..).map(EntryKey).zip(cases).flat_map(of_case).collect()
}

impl Index {
    fn store(&self, cases: &[Arc<Case>], to: &mut ByteWriter) {
        let words = self.lexicon.len();
        self.lexicon.store(to);
        self.contexts.store(words, to);
        self.heads.store(words, to);
        self.values.store(to);
        self.statements.store(to);
        self.case_of.store(to);
        self.facts.store(to);
        to.list(self.asides.as_slice().0);
        to.list(&self.ranks);
        to.list(&may_be_overdue(self, cases));
        for [any, main] in LETTERS.filter_map(|letter| self.initial(letter)) {
            to.list(any.0);
            to.list(main.0);
        }
        self.cases.store(to);
    }

    /// The index that was written, with the keys that its cases have now; those that have none any more are taken out. Nothing where the
    /// bytes are not what was written.
    pub fn restore(stored: StoredBytes, keys: &[(u32, EntryKey)], day: Option<PartialDate>) -> Option<Self> {
        let from = &mut ByteReader::new(stored);
        let mut index = Self {
            lexicon: Lexicon::restore(from)?,
            contexts: Contexts::restore(from)?,
            heads: WordPlaces::restore(from)?,
            values: KnownValues::restore(from)?,
            statements: Statements::restore(from)?,
            statements_counted: true,
            case_of: Grown::restore(from)?,
            facts: Grown::restore(from)?,
            asides: from.list::<u64>()?.to_vec().into(),
            ranks: from.list()?.into(),
            day,
            ..Self::default()
        };
        let due = from.list::<[u32; 2]>()?;
        for letter in LETTERS {
            index.stored_initials.insert(letter, [from.list()?, from.list()?]);
        }
        let (cases, without) = CaseSlots::restore(from, keys)?;
        (index.noted, index.noted_docs) = (cases.len(), index.case_of.len());
        index.cases = cases;
        if let Some(day) = day {
            let is_over = |due: u32| due == 0 || PartialDate::of_number(due).is_some_and(|due| due.is_over(day));
            let overdue = due.iter().filter(|[_, due]| is_over(*due)).map(|[doc, _]| *doc);
            let id = index.values.id(FilterField::Is, OVERDUE);
            index.values.set(id, overdue);
        }
        without.into_iter().for_each(|row| index.remove_at(row));
        Some(index)
    }

    /// Takes over what the user told another index.
    pub fn take_told(&mut self, before: &Self) {
        let (marked, shared): (Vec<_>, Vec<_>) =
            (before.marked.iter().copied().collect(), before.shared.iter().copied().collect());
        self.set_marked(&marked);
        self.set_shared(&shared);
    }
}
