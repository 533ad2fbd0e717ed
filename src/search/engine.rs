//! The words of a library, and the search over them.

use std::collections::{BTreeMap, HashMap};

use super::documents::{case_texts, item_texts, items};
use super::fold::{fold, stem, words};
use super::query::{Atom, Query};
use super::word_match::{WordMatcher, least_that_counts};
use crate::case::{Case, ItemRef, Vocabulary};
use crate::library::EntryKey;

/// What a word that names the case adds to each of the case's items: less than the same word in the item itself.
const HEADER_SHARE: u32 = 4;
/// What two words of the query add when they stand next to each other in the text, in the order of the query.
const NEXT_TO: u32 = 1500;

/// An item that matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemHit {
    /// Which.
    pub item: ItemRef,
    /// How well; higher is better.
    pub score: u32,
}

/// A case that matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseHits {
    /// Which.
    pub key: EntryKey,
    /// How well; higher is better.
    pub score: u32,
    /// Whether every word of the query stands in the names of the case, so that the case as a whole is meant.
    pub whole: bool,
    /// Its items that match, in the order of its lists.
    pub items: Vec<ItemHit>,
}

/// Everything that matches, best case first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// The cases.
    pub cases: Vec<CaseHits>,
    /// For each word of the query, the least score that counted.
    pub least: Vec<u32>,
}

impl Hits {
    /// How many items match, of all cases.
    pub fn item_count(&self) -> usize {
        self.cases.iter().map(|case| case.items.len()).sum()
    }
}

/// What each matching item adds to its case, up to so many.
const EACH: u32 = 40;
const MANY: u32 = 50;

type WordId = u32;

/// The texts of one case as words.
struct CaseWords {
    header: Box<[WordId]>,
    /// Item and the end of its words in `words`; they begin where those of the item before end.
    items: Box<[(ItemRef, u32)]>,
    words: Box<[WordId]>,
}

/// Searches the cases that it was given. Cases may be added while queries are asked: a query covers what is there.
#[derive(Default)]
pub struct Engine {
    ids: HashMap<Box<str>, WordId>,
    spelled: Vec<Box<str>>,
    stems: Vec<Box<str>>,
    cases: BTreeMap<EntryKey, CaseWords>,
    matcher: WordMatcher,
    /// For each atom of the last query, the score of every word known when it was asked.
    scored: HashMap<Atom, Vec<u32>>,
}

impl Engine {
    /// Adds a case, or replaces the one with this key.
    pub fn add(&mut self, key: EntryKey, case: &Case, vocabulary: &Vocabulary) {
        let mut header = Vec::new();
        case_texts(case, &mut |text| self.words_of(text, &mut header));
        let mut all = Vec::new();
        let mut ends = Vec::new();
        for item in items(case) {
            item_texts(case, item, vocabulary, &mut |text| self.words_of(text, &mut all));
            ends.push((item, u32::try_from(all.len()).unwrap_or(u32::MAX)));
        }
        let words = CaseWords { header: header.into(), items: ends.into(), words: all.into() };
        self.cases.insert(key, words);
    }

    /// Forgets the case with this key.
    pub fn remove(&mut self, key: EntryKey) {
        self.cases.remove(&key);
    }

    fn words_of(&mut self, text: &str, into: &mut Vec<WordId>) {
        for (_, word) in words(text) {
            let folded = fold(word);
            let id = match self.ids.get(folded.as_str()) {
                Some(id) => *id,
                None => {
                    let id = WordId::try_from(self.spelled.len()).unwrap_or(WordId::MAX);
                    self.stems.push(stem(&folded).into());
                    self.spelled.push(folded.as_str().into());
                    self.ids.insert(folded.into_boxed_str(), id);
                    id
                }
            };
            into.push(id);
        }
    }

    /// Everything that matches `query`, or nothing at all when `cancelled` says so before it is done.
    pub fn search(&mut self, query: &Query, cancelled: &dyn Fn() -> bool) -> Option<Hits> {
        if query.is_empty() {
            return Some(Hits::default());
        }
        self.score_words(query);
        let mut least = Vec::with_capacity(query.atoms().len());
        let mut counting = Vec::with_capacity(query.atoms().len());
        for atom in query.atoms() {
            let scores = self.scored.get(atom).map_or(&[][..], Vec::as_slice);
            let counts = least_that_counts(scores.iter().copied().max().unwrap_or(0));
            counting.push(scores.iter().map(|score| if *score >= counts { *score } else { 0 }).collect::<Vec<u32>>());
            least.push(counts);
        }
        let tables: Vec<&[u32]> = counting.iter().map(Vec::as_slice).collect();
        let mut found = Vec::new();
        for (done, (key, case)) in self.cases.iter().enumerate() {
            if done % 64 == 0 && cancelled() {
                return None;
            }
            found.extend(search_case(*key, case, &tables));
        }
        found.sort_by(|a, b| b.score.cmp(&a.score).then(a.key.cmp(&b.key)));
        Some(Hits { cases: found, least })
    }

    /// Brings the table of each atom up to date; atoms that the last query had as well keep theirs.
    fn score_words(&mut self, query: &Query) {
        self.scored.retain(|atom, _| query.atoms().contains(atom));
        for atom in query.atoms() {
            let table = self.scored.entry(atom.clone()).or_default();
            let known = table.len();
            let spelled = self.spelled.iter().zip(&self.stems).skip(known);
            table.extend(spelled.map(|(word, stem)| self.matcher.score(atom, word, stem)));
        }
    }
}

fn search_case(key: EntryKey, case: &CaseWords, tables: &[&[u32]]) -> Option<CaseHits> {
    let score_in =
        |table: &[u32], words: &[WordId]| words.iter().map(|word| word_score(table, *word)).max().unwrap_or(0);
    let header: Vec<u32> = tables.iter().map(|table| score_in(table, &case.header)).collect();
    let whole = header.iter().all(|score| *score > 0);
    let mut items = Vec::new();
    let mut start = 0;
    for (item, end) in &case.items {
        let end = *end as usize;
        let words = case.words.get(start..end).unwrap_or_default();
        start = end;
        if let Some(score) = score_item(words, tables, &header) {
            items.push(ItemHit { item: *item, score });
        }
    }
    let best = items.iter().map(|hit| hit.score).max();
    let named: Option<u32> = whole.then(|| header.iter().sum::<u32>() * 2);
    // Of cases that match equally well, the one that has more to say stands first.
    let more = u32::try_from(items.len()).unwrap_or(u32::MAX).min(MANY) * EACH;
    let score = best.into_iter().chain(named).max()?.saturating_add(more);
    Some(CaseHits { key, score, whole, items })
}

/// Every atom is found in the item or in the names of its case, and at least one in the item itself.
fn score_item(words: &[WordId], tables: &[&[u32]], header: &[u32]) -> Option<u32> {
    let mut sum = 0;
    let mut own = false;
    let mut before: Option<usize> = None;
    for (table, in_header) in tables.iter().zip(header) {
        let (mut best, mut at, mut adjacent) = (0, None, false);
        for (index, word) in words.iter().enumerate() {
            let score = word_score(table, *word);
            if score > 0 {
                adjacent |= before.is_some_and(|before| index == before + 1);
                if score > best {
                    (best, at) = (score, Some(index));
                }
            }
        }
        if best > 0 {
            own = true;
            sum += best + if adjacent { NEXT_TO } else { 0 };
        } else if *in_header > 0 {
            sum += in_header / HEADER_SHARE;
        } else {
            return None;
        }
        before = at;
    }
    own.then_some(sum)
}

fn word_score(table: &[u32], word: WordId) -> u32 {
    table.get(word as usize).copied().unwrap_or(0)
}
