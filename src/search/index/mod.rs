//! The index: every word and value of a library with the items that have it, and every item as a row of words.
//!
//! It grows while cases come in, and a query covers what is there. A case that is replaced or taken out leaves its numbers
//! behind until they are worth clearing away.

mod case_docs;
mod contexts;
mod facts;
mod gone;
mod lexicon;
mod marks;
mod memo;
mod postings;
mod row;
mod size;
mod slots;
mod statements;
mod stored;
mod texts;
mod values;
mod word_places;

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::hint::black_box;
use std::sync::Arc;

use foldhash::fast::RandomState;
use smol_str::SmolStr;

pub use case_docs::{CaseDocs, Lists};
pub use contexts::{ContextId, Contexts};
pub use facts::{DocFacts, DocSort};
pub use lexicon::{Lexicon, StemId};
pub use postings::{Doc, Postings};
pub use row::{BREAK, ItemWords, RowWord, WordId};
pub use statements::{Statements, stems};
pub use stored::{LETTERS, stored_index};
pub use values::{KnownValue, KnownValues, ValueId};

use facts::PackedFacts;
use slots::CaseSlots;
use word_places::WordPlaces;

use super::board::{BitSlice, Bits};
use super::documents::{case_texts, cited, items, read_fields, texts};
use super::facets::{MARKED, SHARED, case_values, item_values, review_values};
use super::query::FilterField;
use crate::case::fields::Part;
use crate::case::{Case, ItemRef, PartialDate, SourceId, Vocabulary};
use crate::library::EntryKey;
use crate::library::cache::{Flat, Grown};
use crate::text::fold::words;

/// The words of so many documents are noted at once.
const AT_ONCE: usize = 4096;
/// So many rows are asked of the memory at once.
const AHEAD: usize = 32;

/// The index of a library.
#[derive(Debug, Default)]
pub struct Index {
    /// Every word.
    pub lexicon: Lexicon,
    /// The words that stand around items: of their case and their review.
    pub contexts: Contexts,
    /// The words of headers, by the numbers of their cases; they count in full in names.
    pub heads: WordPlaces,
    /// Every value of every field.
    pub values: KnownValues,
    /// In the order of their numbers.
    cases: CaseSlots,
    /// How many of the cases have had their words noted, and how many documents these have.
    noted: usize,
    noted_docs: usize,
    /// The case of each document.
    case_of: Grown<u32>,
    /// Room for the words of a case while it is added.
    row: Vec<RowWord>,
    /// The words of labels, which many items carry.
    labels: HashMap<SmolStr, Box<[RowWord]>, RandomState>,
    /// The facts of each document.
    facts: Grown<PackedFacts>,
    /// The documents that are headlines, or tell what was not found.
    asides: Bits,
    /// The documents of cases that are no more, and how many they are.
    gone_docs: Bits,
    gone: usize,
    /// True once a case was taken out: words and values may have been its alone.
    has_lost: bool,
    /// True once it is known which words stand nowhere any more.
    unused_known: bool,
    /// How often words, themes and agencies stand in findings and recommendations, once somebody wants to know.
    pub statements: Statements,
    /// True once they are counted: a mere search does not pay for it.
    statements_counted: bool,
    /// The items that the user marked, of cases that may not be here yet.
    marked: BTreeSet<(EntryKey, ItemRef)>,
    /// The items that have a note of the group, likewise.
    shared: BTreeSet<(EntryKey, ItemRef)>,
    /// The day that due dates are held against; without one, nothing is overdue.
    day: Option<PartialDate>,
    /// For each case its place in the order of ties; empty when that must be found anew.
    ranks: Flat<u32>,
    /// The documents that have a word with this first letter, and those that have one in their main text. Half of the
    /// library has: its postings are gone through once, and not at each key.
    initials: HashMap<char, [Bits; 2], RandomState>,
    /// The same of a cache file, for the documents that it has.
    stored_initials: HashMap<char, [&'static [u64]; 2], RandomState>,
}

impl Index {
    /// Holds the due dates of the cases that are added from now on against a day.
    pub fn set_day(&mut self, day: PartialDate) {
        self.day = Some(day);
    }

    /// Adds a case, or replaces the one with this key.
    pub fn add(&mut self, key: EntryKey, case: &Case, vocabulary: &Vocabulary) {
        self.remove(key);
        self.values.know(vocabulary);
        self.changes();
        let ordinal = self.cases.len();
        let first = Doc::try_from(self.case_of.len()).unwrap_or(Doc::MAX);
        let mut header = Vec::new();
        let (mut names, mut own, mut labelled) = (0, 0, false);
        case_texts(case, vocabulary, &mut |part, text| {
            self.add_words(part, text, &mut header);
            if part == Part::Main {
                names = header.len();
            }
            labelled |= part == Part::Label;
            // Names and the area come before the first label.
            if !labelled {
                own = header.len();
            }
        });
        for (at, word) in header.iter().map(|word| word.id()).enumerate().filter(|(_, word)| *word != BREAK) {
            self.heads.note(word, ordinal as u32, at < names);
        }
        let mut whole: Vec<ValueId> = Vec::new();
        case_values(case, &mut |field, code| whole.push(self.values.id(field, code)));
        let items: Arc<[ItemRef]> = items(case).into();
        let docs = first..first + items.len() as Doc;
        whole.iter().for_each(|id| self.values.note(*id, docs.clone()));
        let lent: Vec<Vec<(FilterField, ValueId)>> = case
            .reviews
            .iter()
            .map(|review| {
                let mut lent = Vec::new();
                review_values(review, &mut |field, code| lent.push((field, self.values.id(field, code))));
                lent
            })
            .collect();
        let sources: HashMap<&SourceId, usize, RandomState> =
            case.sources.iter().map(|source| &source.id).zip(0..).collect();
        // For each source, the findings, recommendations and events that rest on it: places among the items.
        let mut citing: Vec<Vec<u32>> = vec![Vec::new(); case.sources.len()];
        let mut fields = Vec::new();
        let mut all = std::mem::take(&mut self.row);
        let mut ends = Vec::with_capacity(items.len());
        let mut labels: Vec<ValueId> = Vec::new();
        let mut label_ends: Vec<u32> = Vec::with_capacity(items.len());
        for (doc, item) in (first..).zip(items.iter()) {
            let start = all.len();
            let mut main = start;
            read_fields(case, *item, &mut fields);
            texts(case, *item, &fields, vocabulary, &mut |part, text| {
                self.add_words(part, text, &mut all);
                if part == Part::Main {
                    main = all.len().saturating_sub(1);
                }
            });
            for source in cited(*item, &fields).filter_map(|id| sources.get(id)) {
                citing.get_mut(*source).into_iter().for_each(|places| places.push(doc - first));
            }
            ends.push([all.len() as u32, main as u32]);
            let facts = DocFacts::new(case, *item, main - start);
            self.facts.push(facts.into());
            if facts.sort == DocSort::Aside {
                self.asides.add(doc);
            }
            let from = labels.len();
            let mut note = |values: &mut KnownValues, field, id| {
                values.note(id, doc..doc + 1);
                if facts.sort.is_statement() && matches!(field, FilterField::Theme | FilterField::Agency) {
                    labels.push(id);
                }
            };
            item_values(case, *item, &fields, self.day, &mut |field, code| {
                let id = self.values.id(field, code);
                note(&mut self.values, field, id);
            });
            if facts.sort.is_statement() {
                let review = lent.get(usize::from(facts.review).wrapping_sub(1));
                review.into_iter().flatten().for_each(|(field, id)| note(&mut self.values, *field, *id));
            }
            label_ends.push(labels.len() as u32);
            if self.statements_counted && facts.sort.is_statement() {
                let words = all.get(start..main).unwrap_or_default();
                self.statements.add(words, labels.get(from..).unwrap_or_default(), &self.lexicon);
            }
            for (code, told) in [(MARKED, &self.marked), (SHARED, &self.shared)] {
                if told.contains(&(key, *item)) {
                    let id = self.values.id(FilterField::Is, code);
                    self.values.note(id, doc..doc + 1);
                }
            }
            self.case_of.push(ordinal as u32);
        }
        let id = self.values.id(FilterField::Case, case.id.as_str());
        self.values
            .name(id, std::iter::once(&case.title).chain(&case.also_known_as).map(ToString::to_string).collect());
        let date = case.sort_date();
        header.shrink_to_fit();
        let name_stems = stems(header.get(..own).unwrap_or_default(), &self.lexicon).into();
        labels.shrink_to_fit();
        let context = self.contexts.add(case, ordinal as u32, &mut self.lexicon);
        let docs = CaseDocs {
            key,
            context,
            items,
            first,
            header: header.into(),
            name_stems,
            names,
            own,
            // No longer than it is: a library has most of its size in these.
            words: all.clone().into(),
            ends: ends.into(),
            labels: labels.into(),
            label_ends: label_ends.into(),
            citing: Lists::new(citing),
        };
        all.clear();
        self.row = all;
        self.cases.push(docs, case.id.as_str(), date);
        if self.case_of.len() - self.noted_docs >= AT_ONCE {
            self.note_words();
        }
    }

    /// Notes the words of the cases that were added since. A query does so before it looks for any.
    pub fn note_words(&mut self) {
        let (cases, noted) = (&self.cases, self.noted as u32);
        self.lexicon.note_all(&|note| {
            for (_, case) in cases.iter(noted) {
                case.docs().enumerate().for_each(|(at, doc)| note(doc, case.item_words(at)));
            }
        });
        (self.noted, self.noted_docs) = (self.cases.len(), self.case_of.len());
    }

    /// The words of a text, and a break behind them.
    fn add_words(&mut self, part: Part, text: &str, into: &mut Vec<RowWord>) {
        let from = into.len();
        if part == Part::Label
            && let Some(known) = self.labels.get(text)
        {
            into.extend_from_slice(known);
            return;
        }
        into.extend(words(text).map(|(_, word)| RowWord::of(self.lexicon.id(word))));
        into.push(RowWord::BREAK);
        if part == Part::Label {
            self.labels.insert(text.into(), into.get(from..).unwrap_or_default().into());
        }
    }

    /// Counts what stands in findings and recommendations, unless that is done; from then on the counts are kept.
    pub fn count_statements(&mut self) {
        if std::mem::replace(&mut self.statements_counted, true) {
            return;
        }
        for (_, case) in self.cases.iter(0) {
            for (at, doc) in case.docs().enumerate() {
                let facts = self.facts.get(doc as usize).and_then(PackedFacts::facts);
                if facts.is_some_and(|facts| facts.sort.is_statement()) {
                    let item = case.item_words(at);
                    let words = item.words.get(..item.main).unwrap_or_default();
                    self.statements.add(words, case.item_labels(at), &self.lexicon);
                }
            }
        }
    }

    /// The documents that have a word with this first letter, and those that have one in their main text; nothing before
    /// [`Index::prepare_initial`].
    pub fn initial(&self, letter: char) -> Option<[BitSlice<'_>; 2]> {
        // Of documents that came since, the cache file knows nothing.
        let stored = self.stored_initials.get(&letter).filter(|_| self.case_of.len() == self.case_of.stored());
        let stored = stored.map(|bits| bits.map(BitSlice));
        stored.or_else(|| self.initials.get(&letter).map(|[any, main]| [any.as_slice(), main.as_slice()]))
    }

    /// Finds the documents that have a word with this first letter, unless they are known.
    pub fn prepare_initial(&mut self, letter: char) {
        if self.initial(letter).is_some() {
            return;
        }
        let stored = self.stored_initials.get(&letter);
        let mut bits = stored.map_or_else(Default::default, |stored| stored.map(|bits| Bits::from(bits.to_vec())));
        bits.iter_mut().for_each(|bits| bits.grow(self.docs()));
        let [any, main] = &mut bits;
        let begins = |id: &WordId| self.lexicon.word(*id).is_some_and(|word| word.folded.starts_with(letter));
        let mut add = |id: WordId| {
            if let Some(postings) = self.lexicon.postings(id).filter(|_| begins(&id)) {
                postings.each(|doc, is_main| {
                    any.set(doc);
                    if is_main {
                        main.set(doc);
                    }
                });
            }
        };
        match stored {
            Some(_) => self.lexicon.changed().for_each(add),
            None => (0..).take(self.lexicon.len()).for_each(&mut add),
        }
        self.initials.insert(letter, bits);
    }

    /// Brings the index up to date before it is asked: what stands where, and the order of ties.
    pub fn settle(&mut self) {
        if self.noted < self.cases.len() {
            self.note_words();
        }
        self.rank();
        if !std::mem::replace(&mut self.unused_known, true) {
            self.lexicon.set_unused(self.unused());
        }
    }

    /// Brings the order of ties up to date: the newest case first, then by id.
    fn rank(&mut self) {
        if self.ranks.len() == self.cases.len() {
            return;
        }
        let there = (0..).take(self.cases.len()).filter(|ordinal| self.cases.is_there(*ordinal));
        let named = there.map(|ordinal| (self.cases.named(ordinal), ordinal));
        let mut order: Vec<_> = named.map(|((id, date), ordinal)| (Reverse(date), id, ordinal)).collect();
        order.sort_unstable();
        let mut ranks = vec![u32::MAX; self.cases.len()];
        for (rank, (.., ordinal)) in (0..).zip(order) {
            if let Some(place) = ranks.get_mut(ordinal as usize) {
                *place = rank;
            }
        }
        self.ranks = ranks.into();
    }

    /// The place of a case in the order of ties.
    pub fn rank_of(&self, ordinal: u32) -> u32 {
        self.ranks.get(ordinal as usize).copied().unwrap_or(u32::MAX)
    }

    /// How many numbers have been given to documents; some may be no more.
    pub fn docs(&self) -> usize {
        self.case_of.len()
    }

    /// How many documents there are.
    pub fn live_docs(&self) -> usize {
        self.case_of.len() - self.gone
    }

    /// How many numbers have been given to cases.
    pub fn case_slots(&self) -> usize {
        self.cases.len()
    }

    /// True if there is no case.
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }

    /// Every document whose case is still there, in the order of their numbers.
    pub fn each_doc(&self) -> impl Iterator<Item = Doc> {
        (0..).take(self.docs()).filter(|doc| self.is_live(*doc))
    }

    /// Every case with its number.
    #[cfg(test)]
    pub fn cases(&self) -> impl Iterator<Item = (u32, &CaseDocs)> {
        self.cases.iter(0)
    }

    /// The case with this number.
    #[inline]
    pub fn case(&self, ordinal: u32) -> Option<&CaseDocs> {
        self.cases.get(ordinal)
    }

    /// The case with this key.
    pub fn case_with(&self, key: EntryKey) -> Option<&CaseDocs> {
        self.case(self.cases.ordinal(key)?)
    }

    /// The number of the case of a document.
    #[inline]
    pub fn ordinal(&self, doc: Doc) -> u32 {
        self.case_of.get(doc as usize).unwrap_or(u32::MAX)
    }

    /// The facts of a document.
    #[inline]
    pub fn facts(&self, doc: Doc) -> Option<DocFacts> {
        let facts = self.facts.get(doc as usize)?.facts()?;
        Some(if self.is_live(doc) { facts } else { DocFacts { sort: DocSort::Gone, ..facts } })
    }

    /// True for a headline, and for what was not found; whether it is still there is not asked.
    #[inline]
    pub fn is_aside(&self, doc: Doc) -> bool {
        self.asides.has(doc)
    }

    /// The contexts of a document: its case, and its review where it has one.
    #[inline]
    pub fn contexts_of(&self, doc: Doc) -> [Option<ContextId>; 2] {
        let case = self.case(self.ordinal(doc)).map(|case| case.context);
        let review = self.facts(doc).map_or(0, |facts| facts.review);
        [case, case.filter(|_| review > 0).map(|case| case + ContextId::from(review))]
    }

    /// False once the case of a document is no more.
    #[inline]
    pub fn is_live(&self, doc: Doc) -> bool {
        self.gone == 0 || !self.gone_docs.has(doc)
    }

    /// Calls `visit` with the row of each of these documents. Of many, most of the time would go by in waiting for one row after
    /// the other to come from memory: the first and the last word of several are looked at before one is read.
    pub fn each_row<T>(&self, docs: impl IntoIterator<Item = (Doc, T)>, mut visit: impl FnMut(Doc, T, ItemWords<'_>)) {
        let mut rows = Vec::with_capacity(AHEAD);
        let mut docs = docs.into_iter();
        loop {
            rows.extend(docs.by_ref().take(AHEAD).map(|(doc, with)| {
                let row = self.locate(doc).map(|(case, at)| case.item_words(at));
                black_box(row.map(|item| (item.words.first().copied(), item.words.last().copied())));
                (doc, with, row)
            }));
            if rows.is_empty() {
                return;
            }
            for (doc, with, row) in rows.drain(..) {
                if let Some(item) = row {
                    visit(doc, with, item);
                }
            }
        }
    }

    /// What its sort and its length add to the score of a document.
    #[inline]
    pub fn worth(&self, doc: Doc) -> u32 {
        self.facts.get(doc as usize).map_or(0, PackedFacts::worth)
    }

    /// The case of a document, and the document's place in it.
    #[inline]
    pub fn locate(&self, doc: Doc) -> Option<(&CaseDocs, usize)> {
        let case = self.case(self.ordinal(doc))?;
        Some((case, (doc - case.first) as usize))
    }
}
