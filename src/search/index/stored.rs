//! The index in a cache file: written once, and taken from there by every session that opens the library.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::word_places::WordPlaces;
use super::{CaseDocs, Contexts, DocFacts, DocSort, Index, KnownValues, Lexicon, Statements};
use crate::case::closed::Sense;
use crate::case::{Case, PartialDate, RecommendationStatus, Vocabulary};
use crate::library::EntryKey;
use crate::library::cache::{Reader, Stored, Writer};
use crate::search::board::Bits;
use crate::search::facets::OVERDUE;
use crate::search::query::Field;

/// The bytes of the index of these cases, which have the numbers of their places for keys.
pub fn stored_index(cases: &[Arc<Case>], vocabulary: &Vocabulary) -> Vec<u8> {
    // Without a day, since what is overdue is another matter each day.
    let mut index = Index::default();
    for (key, case) in (0..).map(EntryKey).zip(cases) {
        index.add(key, case, vocabulary);
    }
    index.settle();
    index.count_statements();
    let mut to = Writer::default();
    index.store(cases, &mut to);
    to.0
}

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
    fn store(&self, cases: &[Arc<Case>], to: &mut Writer) {
        self.lexicon.store(to);
        self.contexts.store(to);
        self.heads.store(to);
        self.values.store(to);
        self.statements.store(to);
        to.list(&self.case_of);
        to.list(&self.facts.iter().map(|facts| facts.as_numbers()).collect::<Vec<_>>());
        to.list(&may_be_overdue(self, cases));
        to.u64(self.cases.len() as u64);
        self.cases.iter().flatten().for_each(|case| case.store(to));
    }

    /// The index that was written, with the keys that its cases have now. Nothing where one has none any more, since its words would
    /// still be near to what is asked for, or where the bytes are not what was written.
    pub fn restore(stored: &Arc<Stored>, keys: &[(u32, EntryKey)], day: Option<PartialDate>) -> Option<Self> {
        let from = &mut Reader(stored);
        let lexicon = Lexicon::restore(from, stored)?;
        let contexts = Contexts::restore(from, stored)?;
        let heads = WordPlaces::restore(from, stored)?;
        let values = KnownValues::restore(from, stored)?;
        let statements = Statements::restore(from, stored)?;
        let case_of: Vec<u32> = from.own_list(stored)?;
        let facts = from.list::<[u16; 4]>(stored)?;
        let facts: Vec<DocFacts> = facts.iter().map(|facts| DocFacts::of_numbers(*facts)).collect::<Option<_>>()?;
        let due = from.list::<[u32; 2]>(stored)?;
        let count = from.count(size_of::<u64>())?;
        let now: BTreeMap<u32, EntryKey> = keys.iter().copied().collect();
        let (mut cases, mut by_key) = (Vec::with_capacity(count), BTreeMap::new());
        for (ordinal, row) in (0..count).zip(0u32..) {
            let key = *now.get(&row)?;
            cases.push(Some(CaseDocs::restore(key, from, stored)?));
            by_key.insert(key, ordinal);
        }
        let asides = (0..).zip(&facts).filter(|(_, facts)| facts.sort == DocSort::Aside);
        let asides = Bits::of(case_of.len(), asides.map(|(doc, _)| doc));
        let (noted, noted_docs) = (cases.len(), case_of.len());
        let mut index = Self {
            lexicon,
            contexts,
            heads,
            values,
            statements,
            statements_counted: true,
            case_of,
            facts,
            asides,
            cases,
            by_key,
            noted,
            noted_docs,
            day,
            ..Self::default()
        };
        if let Some(day) = day {
            let is_over = |due: u32| due == 0 || PartialDate::of_number(due).is_some_and(|due| due.is_over(day));
            let overdue = due.iter().filter(|[_, due]| is_over(*due)).map(|[doc, _]| *doc);
            let id = index.values.id(Field::Is, OVERDUE);
            index.values.set(id, overdue);
        }
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
