//! The index: every word and value of a library with the items that have it, and every item as a row of words.
//!
//! It grows while cases come in, and a query covers what is there. A case that is replaced or taken out leaves its numbers
//! behind until they are worth clearing away.

mod contexts;
mod lexicon;
mod marks;
mod postings;
mod statements;
mod values;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use foldhash::fast::RandomState;
use smol_str::SmolStr;

pub use contexts::{ContextId, Contexts};
pub use lexicon::{BREAK, Lexicon, StemId, WordId};
pub use postings::{Doc, Postings};
pub use statements::{Statements, stems};
pub use values::{KnownValue, KnownValues, ValueId};

use super::documents::{case_texts, citing, item_texts, items};
use super::facets::{MARKED, case_values, item_values};
use super::query::Field;
use crate::case::fields::Part;
use crate::case::{Case, CasePage, FindingKind, ItemRef, PartialDate, Vocabulary};
use crate::library::EntryKey;
use crate::text::fold::words;

/// Numbers left behind are cleared away when there are more of them than this, and than half of those in use.
const LEFT_BEHIND: usize = 4096;

/// A case in the index.
#[derive(Debug)]
pub struct CaseDocs {
    /// Which.
    pub key: EntryKey,
    /// Its items; the number of the first is `first`, and the others follow.
    pub items: Arc<[ItemRef]>,
    /// The number of its first item.
    pub first: Doc,
    /// The words that name it; names first, up to `names`.
    pub header: Box<[WordId]>,
    /// The number of what stands around its items: the case itself, then each review.
    pub context: ContextId,
    /// How many words of the header are names.
    pub names: usize,
    /// How many words of the header name it or its place.
    pub own: usize,
    /// The stems of those words, in the order of their numbers.
    pub name_stems: Box<[StemId]>,
    id: SmolStr,
    date: Option<PartialDate>,
    /// Words of all items, item after item.
    words: Box<[WordId]>,
    /// Where each item's words end, and where its main text does.
    ends: Box<[(u32, u32)]>,
    /// The themes and agencies of findings and recommendations, item after item.
    labels: Box<[ValueId]>,
    /// Where each item's themes and agencies end.
    label_ends: Box<[u32]>,
    /// For each source, the places of the entries that rest on it; sources are the last items.
    citing: Box<[Vec<u32>]>,
}

/// An item as a row of words.
#[derive(Debug, Clone, Copy)]
pub struct ItemWords<'a> {
    /// The words, with [`BREAK`] between texts.
    pub words: &'a [WordId],
    /// How many of them are the main text, which comes first.
    pub main: usize,
}

impl CaseDocs {
    /// The words of an item, by its place among the items.
    pub fn item_words(&self, at: usize) -> ItemWords<'_> {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |(end, _)| *end);
        let (end, main) = self.ends.get(at).copied().unwrap_or((start, start));
        let words = self.words.get(start as usize..end as usize).unwrap_or_default();
        ItemWords { words, main: main.saturating_sub(start) as usize }
    }

    /// The themes and agencies of a finding or recommendation, by its place among the items; other items have none.
    pub fn item_labels(&self, at: usize) -> &[ValueId] {
        let start = at.checked_sub(1).and_then(|before| self.label_ends.get(before)).copied().unwrap_or(0);
        let end = self.label_ends.get(at).copied().unwrap_or(start);
        self.labels.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The entries that rest on the source at a place among the items; none where no source is there.
    pub fn citing(&self, at: usize) -> impl Iterator<Item = Doc> {
        let source = (at + self.citing.len()).checked_sub(self.items.len());
        let places = source.and_then(|source| self.citing.get(source)).map_or(&[][..], Vec::as_slice);
        places.iter().map(|place| self.first + place)
    }

    /// The numbers of its items.
    pub fn docs(&self) -> std::ops::Range<Doc> {
        self.first..self.first + u32::try_from(self.items.len()).unwrap_or(0)
    }
}

/// What is known of a document before anything is searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocFacts {
    /// What it is.
    pub sort: DocSort,
    /// Whether it is a finding of good practice: what says the opposite of others in the same words.
    pub good: bool,
    /// Whether it is a headline or tells what was not found: what a review says stands before it.
    pub aside: bool,
    /// How many words its main text has; those of a long one are not counted further.
    pub words: u8,
    /// What it adds to the score of a match in it: what it is, and how short.
    pub worth: u16,
}

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocSort {
    /// A finding.
    Finding,
    /// A recommendation.
    Recommendation,
    /// An event.
    Event,
    /// A page or a source.
    Other,
}

impl DocSort {
    /// Whether it is what a review says: a finding or a recommendation.
    pub fn is_statement(self) -> bool {
        matches!(self, Self::Finding | Self::Recommendation)
    }
}

/// The index of a library.
#[derive(Debug, Default)]
pub struct Index {
    /// Every word.
    pub lexicon: Lexicon,
    /// The words that stand around items: of their case and their review.
    pub contexts: Contexts,
    /// Every value of every field.
    pub values: KnownValues,
    /// In the order of their numbers; none where a case is no more.
    cases: Vec<Option<CaseDocs>>,
    by_key: BTreeMap<EntryKey, usize>,
    /// The case of each document.
    case_of: Vec<u32>,
    /// The words of labels, which many items carry.
    labels: HashMap<SmolStr, Box<[WordId]>, RandomState>,
    /// What each document is, and what that is worth.
    facts: Vec<DocFacts>,
    gone: usize,
    /// How often words, themes and agencies stand in findings and recommendations, once somebody wants to know.
    pub statements: Statements,
    /// Whether they are counted: who only searches does not pay for it.
    statements_counted: bool,
    /// What the user marked, of cases that may not be here yet.
    marked: BTreeSet<(EntryKey, ItemRef)>,
    /// For each case its place in the order of ties; empty when that must be found anew.
    ranks: Vec<u32>,
}

impl Index {
    /// Adds a case, or replaces the one with this key.
    pub fn add(&mut self, key: EntryKey, case: &Case, vocabulary: &Vocabulary) {
        self.remove(key);
        self.values.know(vocabulary);
        self.ranks.clear();
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
        let mut whole: Vec<ValueId> = Vec::new();
        case_values(case, &mut |field, code| whole.push(self.values.id(field, code)));
        let items: Arc<[ItemRef]> = items(case).into();
        let citing = citing(case, &items).into();
        let mut all: Vec<WordId> = Vec::new();
        let mut ends = Vec::with_capacity(items.len());
        let mut labels: Vec<ValueId> = Vec::new();
        let mut label_ends: Vec<u32> = Vec::with_capacity(items.len());
        for (doc, item) in (first..).zip(items.iter()) {
            let start = all.len();
            let mut main = start;
            item_texts(case, *item, vocabulary, &mut |part, text| {
                let from = all.len();
                self.add_words(part, text, &mut all);
                if part == Part::Main {
                    main = all.len().saturating_sub(1);
                }
                for word in all.get(from..).unwrap_or_default() {
                    self.lexicon.note(*word, doc, part == Part::Main);
                }
            });
            ends.push((all.len() as u32, main as u32));
            let facts = facts_of(case, *item, main - start);
            self.facts.push(facts);
            whole.iter().for_each(|id| self.values.note(*id, doc));
            let from = labels.len();
            item_values(case, *item, &mut |field, code| {
                let id = self.values.id(field, code);
                self.values.note(id, doc);
                if facts.sort.is_statement() && matches!(field, Field::Theme | Field::Agency) {
                    labels.push(id);
                }
            });
            label_ends.push(labels.len() as u32);
            if self.statements_counted && facts.sort.is_statement() {
                let words = all.get(start..main).unwrap_or_default();
                self.statements.add(words, labels.get(from..).unwrap_or_default(), &self.lexicon);
            }
            if self.marked.contains(&(key, *item)) {
                let id = self.values.id(Field::Is, MARKED);
                self.values.note(id, doc);
            }
            self.case_of.push(ordinal as u32);
        }
        let id = self.values.id(Field::Case, case.id.as_str());
        self.values
            .name(id, std::iter::once(&case.title).chain(&case.also_known_as).map(ToString::to_string).collect());
        let date = case.sort_date();
        let name_stems = stems(header.get(..own).unwrap_or_default(), &self.lexicon).into();
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
            id: case.id.as_str().into(),
            date,
            words: all.into(),
            ends: ends.into(),
            labels: labels.into(),
            label_ends: label_ends.into(),
            citing,
        };
        self.cases.push(Some(docs));
        self.by_key.insert(key, ordinal);
    }

    /// The words of a text, and a break behind them.
    fn add_words(&mut self, part: Part, text: &str, into: &mut Vec<WordId>) {
        let from = into.len();
        if part == Part::Label
            && let Some(known) = self.labels.get(text)
        {
            into.extend_from_slice(known);
            return;
        }
        into.extend(words(text).map(|(_, word)| self.lexicon.id(word)));
        into.push(BREAK);
        if part == Part::Label {
            self.labels.insert(text.into(), into.get(from..).unwrap_or_default().into());
        }
    }

    /// Forgets the case with this key.
    pub fn remove(&mut self, key: EntryKey) {
        let Some(case) =
            self.by_key.remove(&key).and_then(|ordinal| self.cases.get_mut(ordinal)).and_then(Option::take)
        else {
            return;
        };
        self.ranks.clear();
        self.gone += case.items.len();
        // What is counted must be right although the numbers stay.
        let mut seen: HashMap<WordId, Doc> = HashMap::new();
        for (at, doc) in case.docs().enumerate() {
            let item = case.item_words(at);
            for word in item.words.iter().filter(|word| **word != BREAK) {
                if seen.insert(*word, doc) != Some(doc) {
                    self.lexicon.forget_one(*word);
                }
            }
            let is_statement = self.facts.get(doc as usize).is_some_and(|facts| facts.sort.is_statement());
            if self.statements_counted && is_statement {
                let words = item.words.get(..item.main).unwrap_or_default();
                self.statements.remove(words, case.item_labels(at), &self.lexicon);
            }
        }
        if self.gone > LEFT_BEHIND && self.gone > (self.case_of.len() - self.gone) / 2 {
            self.clear_away();
        }
    }

    /// Counts what stands in findings and recommendations, unless that is done; from then on the counts are kept.
    pub fn count_statements(&mut self) {
        if std::mem::replace(&mut self.statements_counted, true) {
            return;
        }
        for case in self.cases.iter().flatten() {
            for (at, doc) in case.docs().enumerate() {
                if self.facts.get(doc as usize).is_some_and(|facts| facts.sort.is_statement()) {
                    let item = case.item_words(at);
                    let words = item.words.get(..item.main).unwrap_or_default();
                    self.statements.add(words, case.item_labels(at), &self.lexicon);
                }
            }
        }
    }

    /// Numbers the documents anew, without gaps.
    fn clear_away(&mut self) {
        let mut places: Vec<Option<Doc>> = vec![None; self.case_of.len()];
        let mut case_of = Vec::new();
        let mut facts = Vec::new();
        let mut cases = Vec::new();
        let mut contexts = Vec::new();
        for mut case in std::mem::take(&mut self.cases).into_iter().flatten() {
            let first = case_of.len() as Doc;
            for (old, new) in case.docs().zip(first..) {
                if let Some(place) = places.get_mut(old as usize) {
                    *place = Some(new);
                }
                case_of.push(cases.len() as u32);
                facts.extend(self.facts.get(old as usize).copied());
            }
            case.first = first;
            case.context = self.contexts.moved_to(case.context, cases.len() as u32, &mut contexts);
            self.by_key.insert(case.key, cases.len());
            cases.push(Some(case));
        }
        let place = |doc: Doc| places.get(doc as usize).copied().flatten();
        self.lexicon.move_documents(&place);
        self.values.move_documents(&place);
        self.contexts.move_all(contexts);
        (self.cases, self.case_of, self.facts, self.gone) = (cases, case_of, facts, 0);
        self.ranks.clear();
    }

    /// Brings the order of ties up to date: the newest case first, then by id.
    pub fn rank(&mut self) {
        if self.ranks.len() == self.cases.len() {
            return;
        }
        let mut order: Vec<(Reverse<Option<PartialDate>>, &SmolStr, usize)> = self
            .cases
            .iter()
            .enumerate()
            .filter_map(|(ordinal, case)| case.as_ref().map(|case| (Reverse(case.date), &case.id, ordinal)))
            .collect();
        order.sort_unstable();
        let mut ranks = vec![u32::MAX; self.cases.len()];
        for (rank, (.., ordinal)) in (0..).zip(order) {
            if let Some(place) = ranks.get_mut(ordinal) {
                *place = rank;
            }
        }
        self.ranks = ranks;
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

    /// Whether there is no case.
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// Every case with its number.
    pub fn cases(&self) -> impl Iterator<Item = (u32, &CaseDocs)> {
        (0..).zip(&self.cases).filter_map(|(ordinal, case)| case.as_ref().map(|case| (ordinal, case)))
    }

    /// The case with this number.
    pub fn case(&self, ordinal: u32) -> Option<&CaseDocs> {
        self.cases.get(ordinal as usize)?.as_ref()
    }

    /// The case with this key.
    pub fn case_with(&self, key: EntryKey) -> Option<&CaseDocs> {
        self.case(u32::try_from(*self.by_key.get(&key)?).ok()?)
    }

    /// The number of the case of a document.
    pub fn ordinal(&self, doc: Doc) -> u32 {
        self.case_of.get(doc as usize).copied().unwrap_or(u32::MAX)
    }

    /// What a document is.
    pub fn facts(&self, doc: Doc) -> Option<DocFacts> {
        self.facts.get(doc as usize).copied()
    }

    /// The case of a document, and the document's place in it.
    pub fn locate(&self, doc: Doc) -> Option<(&CaseDocs, usize)> {
        let case = self.case(self.ordinal(doc))?;
        Some((case, (doc - case.first) as usize))
    }

    /// In how many documents a value occurs.
    pub fn value_count(&self, value: &KnownValue) -> usize {
        let mut count = 0;
        value.postings.each(|doc, _| count += usize::from(self.case(self.ordinal(doc)).is_some()));
        count
    }

    /// Bytes on the heap, roughly: what it costs beside the cases themselves.
    pub fn size(&self) -> usize {
        let cases: usize = self
            .cases
            .iter()
            .flatten()
            .map(|case| {
                size_of::<Option<CaseDocs>>()
                    + case.items.len() * (size_of::<ItemRef>() + size_of::<(u32, u32)>())
                    + (case.words.len() + case.header.len()) * size_of::<WordId>()
                    + case.name_stems.len() * size_of::<StemId>()
                    + case.labels.len() * size_of::<ValueId>()
                    + case.label_ends.len() * size_of::<u32>()
            })
            .sum();
        let values: usize = crate::search::query::FIELDS
            .iter()
            .flat_map(|row| self.values.of(row.field))
            .map(|(_, value)| value.postings.size() + size_of::<KnownValue>())
            .sum();
        cases
            + values
            + self.contexts.size()
            + self.lexicon.size()
            + self.statements.size()
            + self.case_of.capacity() * size_of::<u32>()
    }
}

/// What a short text adds: it says what is asked and little else.
const SHORT: u32 = 240;
/// A text of so many words gets half of it.
const HALF_SHORT: u32 = 40;

/// Names and titles stand above findings and recommendations, those above events, those above the rest.
fn facts_of(case: &Case, item: ItemRef, main_words: usize) -> DocFacts {
    let (sort, worth) = match item {
        ItemRef::Finding(..) => (DocSort::Finding, 300),
        ItemRef::Recommendation(..) => (DocSort::Recommendation, 300),
        ItemRef::Event(_) => (DocSort::Event, 150),
        ItemRef::Page(CasePage::Case | CasePage::Review(_)) => (DocSort::Other, 75),
        ItemRef::Page(_) | ItemRef::Source(_) => (DocSort::Other, 0),
    };
    let short = SHORT * HALF_SHORT / (HALF_SHORT + u32::try_from(main_words).unwrap_or(u32::MAX / 2));
    let words = u8::try_from(main_words).unwrap_or(u8::MAX);
    let good = case.finding(item).is_some_and(|(_, finding)| finding.kind == FindingKind::GoodPractice);
    let aside = matches!(item, ItemRef::Source(_) | ItemRef::Page(CasePage::Gaps));
    DocFacts { sort, good, aside, words, worth: worth + short as u16 }
}
