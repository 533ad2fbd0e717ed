//! Scores: BM25F over the fields of an entry. Each word counts once a field and length does not count, since entries are a few
//! sentences long.

use super::order;
use super::words::{At, NearWord, Way};
use crate::case::{CasePage, ItemRef};
use crate::search::index::{ContextId, Doc, Index, WordId};

/// What a word in the area or the summary of the case is worth.
const AROUND: f32 = 0.2;
/// What a word in the title of a source is worth for the entries that rest on it: people paste headlines.
const HEADLINE: f32 = 0.1;
/// What words of the query next to each other add, as a share.
const CLOSE: f32 = 0.3;
/// Words further apart than this are not close.
const FAR: usize = 12;
/// Entries that are looked at closely.
const LOOKED_AT: usize = 300;
/// An entry that has none of the words itself is listed where what stands around it has this share of the query's weight.
const AROUND_ENOUGH: f32 = 0.5;
/// Words that are told apart; further ones count and are not told.
pub const MOST_TOLD: usize = 64;

/// Arrays that are kept from query to query.
#[derive(Default)]
pub struct Scratch {
    /// The weight of what each document has, by the best way.
    own: Vec<f32>,
    /// Which words it has itself.
    has: Vec<u64>,
    /// The best of the present word.
    best: Vec<f32>,
    /// The weight of what the titles of its sources have and the document has not itself.
    headlines: Vec<f32>,
    headed: Vec<Doc>,
    /// The documents that have something.
    touched: Vec<Doc>,
    now: Vec<Doc>,
    /// For each word and context, what it is worth there.
    around: Vec<f32>,
    /// For each context, which words it has.
    around_has: Vec<u64>,
    /// For each word of the library, which words of the query it meets.
    marks: Vec<u64>,
    marked: Vec<WordId>,
    contexts: usize,
}

impl Scratch {
    /// The entries that have something and `may` be listed, best first.
    pub fn gather(
        &mut self,
        words: &[NearWord],
        index: &Index,
        may: &dyn Fn(Doc) -> bool,
        cancelled: &dyn Fn() -> bool,
    ) -> Option<Vec<(Doc, f32)>> {
        self.clear(words.len(), index);
        for (at, word) in words.iter().enumerate() {
            if cancelled() {
                self.touched.clear();
                self.own.clear();
                return None;
            }
            let bit = bit(at);
            for way in &word.ways {
                self.way(way, index);
                self.way_around(way, at, bit, index);
            }
            self.add_headlines(word.weight, index);
            for doc in self.now.drain(..) {
                let place = doc as usize;
                if let (Some(own), Some(has), Some(best)) =
                    (self.own.get_mut(place), self.has.get_mut(place), self.best.get_mut(place))
                {
                    if *own == 0.0 {
                        self.touched.push(doc);
                    }
                    *own += word.weight * *best;
                    *has |= bit;
                    *best = 0.0;
                }
            }
        }
        self.touch_named(words, index);
        let whole: f32 = words.iter().map(|word| word.weight).sum();
        let mut found: Vec<(Doc, f32)> = Vec::new();
        for doc in &self.touched {
            if may(*doc)
                && let Some(score) = self.score(*doc, words, whole, index)
            {
                found.push((*doc, score));
            }
        }
        if found.len() > LOOKED_AT {
            found.select_nth_unstable_by_key(LOOKED_AT, |(doc, score)| order(index, *doc, *score));
            found.truncate(LOOKED_AT);
        }
        self.mark(words);
        for (doc, score) in &mut found {
            *score *= 1.0 + CLOSE * self.closeness(*doc, words.len(), index);
        }
        found.sort_unstable_by_key(|(doc, score)| order(index, *doc, *score));
        Some(found)
    }

    /// Which words of the query a document has, itself or around it.
    pub fn has(&self, doc: Doc, index: &Index) -> (u64, u64) {
        let own = self.has.get(doc as usize).copied().unwrap_or(0);
        let around = contexts(doc, index).into_iter().flatten();
        (own, around.fold(0, |bits, context| bits | self.around_has.get(context as usize).copied().unwrap_or(0)))
    }

    fn clear(&mut self, words: usize, index: &Index) {
        for doc in self.headed.drain(..) {
            if let Some(headline) = self.headlines.get_mut(doc as usize) {
                *headline = 0.0;
            }
        }
        self.headlines.resize(index.docs(), 0.0);
        if self.own.len() == index.docs() {
            for doc in self.touched.drain(..) {
                if let (Some(own), Some(has)) = (self.own.get_mut(doc as usize), self.has.get_mut(doc as usize)) {
                    (*own, *has) = (0.0, 0);
                }
            }
        } else {
            self.touched.clear();
            self.own = vec![0.0; index.docs()];
            self.has = vec![0; index.docs()];
            self.best = vec![0.0; index.docs()];
        }
        self.contexts = index.contexts.len();
        self.around.clear();
        self.around.resize(self.contexts * words, 0.0);
        self.around_has.clear();
        self.around_has.resize(self.contexts, 0);
        for word in self.marked.drain(..) {
            if let Some(mark) = self.marks.get_mut(word as usize) {
                *mark = 0;
            }
        }
        self.marks.resize(index.lexicon.len(), 0);
    }

    fn way(&mut self, way: &Way, index: &Index) {
        let (best, now) = (&mut self.best, &mut self.now);
        let worth = way.worth;
        let mut raise = |doc: Doc| {
            let Some(best) = best.get_mut(doc as usize) else { return };
            if *best == 0.0 {
                now.push(doc);
            }
            *best = best.max(worth);
        };
        match &way.at {
            At::Words(ids) => {
                for postings in ids.iter().filter_map(|id| index.lexicon.postings(*id)) {
                    postings.each(|doc, _| raise(doc));
                }
            }
            At::Phrase(places) => places.iter().for_each(|(doc, _)| raise(*doc)),
            At::Value(id) => {
                if let Some(value) = index.values.get(*id) {
                    value.postings.each(|doc, _| raise(doc));
                }
            }
        }
    }

    /// Adds the present word, where the title of a source has it, to the entries that rest on the source and lack it.
    fn add_headlines(&mut self, weight: f32, index: &Index) {
        let best = |doc: Doc| self.best.get(doc as usize).copied().unwrap_or(0.0);
        let mut raised: Vec<(Doc, f32)> = Vec::new();
        for doc in &self.now {
            let Some((case, at)) = index.locate(*doc) else { continue };
            raised.extend(case.citing(at).filter(|citing| best(*citing) == 0.0).map(|citing| (citing, best(*doc))));
        }
        raised.sort_unstable_by(|(a, a_worth), (b, b_worth)| a.cmp(b).then(b_worth.total_cmp(a_worth)));
        raised.dedup_by_key(|(doc, _)| *doc);
        for (doc, worth) in raised {
            if let Some(headline) = self.headlines.get_mut(doc as usize) {
                *headline += weight * worth * HEADLINE;
                self.headed.push(doc);
            }
        }
    }

    fn way_around(&mut self, way: &Way, at: usize, bit: u64, index: &Index) {
        let At::Words(ids) = &way.at else { return };
        let from = at * self.contexts;
        for id in ids {
            index.contexts.each(*id, |context, head| {
                let worth = if head { way.worth } else { way.worth * AROUND };
                if let Some(best) = self.around.get_mut(from + context as usize) {
                    *best = best.max(worth);
                }
                if let Some(has) = self.around_has.get_mut(context as usize) {
                    *has |= bit;
                }
            });
        }
    }

    /// Entries of a case or review that is named by much of the query are found without a word of their own.
    fn touch_named(&mut self, words: &[NearWord], index: &Index) {
        let whole: f32 = words.iter().map(|word| word.weight).sum();
        let every = (0..words.len()).fold(0, |bits, at| bits | bit(at));
        for context in 0..self.contexts {
            if self.around_has.get(context).copied().unwrap_or(0) == 0 {
                continue;
            }
            let worth = |at: usize| self.around.get(at * self.contexts + context).copied().unwrap_or(0.0);
            let sum: f32 = words.iter().enumerate().map(|(at, word)| word.weight * worth(at)).sum();
            // A name that only the summary tells means the case as well.
            if sum < whole * AROUND_ENOUGH && self.around_has.get(context) != Some(&every) {
                continue;
            }
            let context = context as ContextId;
            let Some(case) = index.case(index.contexts.case_of(context)) else { continue };
            for doc in case.docs() {
                let untouched = self.own.get(doc as usize) == Some(&0.0);
                if untouched && contexts(doc, index).contains(&Some(context)) {
                    self.touched.push(doc);
                    // A touched document is told by what it has; nothing of its own is next to nothing.
                    if let Some(own) = self.own.get_mut(doc as usize) {
                        *own = f32::MIN_POSITIVE;
                    }
                }
            }
        }
    }

    fn score(&self, doc: Doc, words: &[NearWord], whole: f32, index: &Index) -> Option<f32> {
        let (case, at) = index.locate(doc)?;
        let own = self.own.get(doc as usize).copied()?;
        let has = self.has.get(doc as usize).copied()?;
        let contexts = contexts(doc, index);
        let around_has = contexts
            .iter()
            .flatten()
            .fold(0, |bits, context| bits | self.around_has.get(*context as usize).copied().unwrap_or(0));
        let mut around = self.headlines.get(doc as usize).copied().unwrap_or(0.0);
        let mut left = around_has & !has;
        while left != 0 {
            let at = left.trailing_zeros() as usize;
            left &= left - 1;
            let best = contexts
                .iter()
                .flatten()
                .map(|context| self.around.get(at * self.contexts + *context as usize).copied().unwrap_or(0.0));
            around += best.fold(0.0, f32::max) * words.get(at).map_or(0.0, |word| word.weight);
        }
        let met = own + around;
        Some(met * met / whole.max(f32::MIN_POSITIVE) * sort_worth(*case.items.get(at)?))
    }

    fn mark(&mut self, words: &[NearWord]) {
        for (at, word) in words.iter().enumerate().take(MOST_TOLD) {
            for way in &word.ways {
                let At::Words(ids) = &way.at else { continue };
                for id in ids {
                    if let Some(mark) = self.marks.get_mut(*id as usize) {
                        *mark |= bit(at);
                        self.marked.push(*id);
                    }
                }
            }
        }
    }

    /// For each two words of the query that follow each other, how near they stand in the text; the mean, at most 1.
    fn closeness(&self, doc: Doc, words: usize, index: &Index) -> f32 {
        let words = words.min(MOST_TOLD);
        let Some((case, at)) = index.locate(doc).filter(|_| words > 1) else { return 0.0 };
        let item = case.item_words(at);
        let mut last = [usize::MAX; MOST_TOLD];
        let mut best = [0.0f32; MOST_TOLD];
        for (at, word) in item.words.iter().take(item.main).enumerate() {
            let mark = self.marks.get(*word as usize).copied().unwrap_or(0);
            let mut left = mark;
            while left != 0 {
                let word = left.trailing_zeros() as usize;
                left &= left - 1;
                for (other, pair, share) in [(word.wrapping_sub(1), word, 1.0), (word + 1, word + 1, 0.5)] {
                    if let (Some(before), Some(best)) = (last.get(other), best.get_mut(pair))
                        && *before < at
                        && at - *before <= FAR
                    {
                        *best = best.max(share / (at - *before) as f32);
                    }
                }
            }
            let mut left = mark;
            while left != 0 {
                if let Some(place) = last.get_mut(left.trailing_zeros() as usize) {
                    *place = at;
                }
                left &= left - 1;
            }
        }
        best.iter().sum::<f32>() / (words - 1) as f32
    }
}

/// The bit of a word of the query; further words have none.
pub fn bit(at: usize) -> u64 {
    if at < MOST_TOLD { 1 << at } else { 0 }
}

/// What stands around a document: its case, and its review where it has one.
fn contexts(doc: Doc, index: &Index) -> [Option<ContextId>; 2] {
    let Some((case, at)) = index.locate(doc) else { return [None, None] };
    let review = match case.items.get(at) {
        Some(
            ItemRef::Finding(review, _) | ItemRef::Recommendation(review, _) | ItemRef::Page(CasePage::Review(review)),
        ) => Some(case.context + 1 + *review as ContextId),
        _ => None,
    };
    [Some(case.context), review]
}

/// What reviews say stands before what happened, that before pages, and those before headlines and what was not found.
fn sort_worth(item: ItemRef) -> f32 {
    match item {
        ItemRef::Finding(..) | ItemRef::Recommendation(..) => 1.0,
        ItemRef::Event(_) => 0.85,
        ItemRef::Page(CasePage::Case | CasePage::Review(_)) => 0.7,
        ItemRef::Page(CasePage::Gaps) | ItemRef::Source(_) => 0.4,
        ItemRef::Page(_) => 0.5,
    }
}
