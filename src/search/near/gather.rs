//! Scores: BM25F over the fields of an entry. Each word counts once a field and length does not count, since entries are a few
//! sentences long.

use std::cmp::Reverse;

use super::words::{At, NearWord};
use crate::search::board::{Bits, Board, PAGE};
use crate::search::index::{CaseDocs, ContextId, Doc, DocFacts, DocSort, Index, WordId};

/// The worth of a word in the area or the summary of the case.
const AROUND: f32 = 0.2;
/// The worth of a word in the title of a source, for the entries that rest on it: people paste headlines.
const HEADLINE: f32 = 0.1;
/// The factor by which a bound added up in another order may fall short.
const ROUNDED: f32 = 1.001;
/// The factor of recommendations where the query asks for them; no entry has a higher one.
const RECOMMENDED: f32 = 1.15;
/// Words of the query next to each other add this share.
const CLOSE: f32 = 0.3;
/// Words further apart than this are not close.
const FAR: usize = 12;
/// Words of a page further apart than this belong to different sentences.
const SENTENCE: usize = 20;
/// Entries that are looked at closely.
const LOOKED_AT: usize = 300;
/// An entry that has none of the words itself is listed where what stands around it has this share of the query's weight.
const AROUND_ENOUGH: f32 = 0.5;
/// Words that are told apart; further ones count and are not told.
pub const MOST_TOLD: usize = 64;

/// Arrays that are kept from query to query. While one types, only the last word changes: what those before it bring stays
/// added up.
#[derive(Default)]
pub struct Scratch {
    /// The words of the last query, each with what it brings.
    words: Vec<GatheredWord>,
    /// All words but the last.
    before: Sums,
    /// The entries that the last word adds; the texts around entries are those of all words.
    last: Sums,
    /// For each word of the library, which words of the query it meets.
    marks: Vec<u64>,
    marked: Vec<WordId>,
    /// True if the query asks what was recommended: recommendations stand before others that match as well.
    pub asks_recommended: bool,
}

/// A word with what was gathered for it.
#[derive(Default)]
struct GatheredWord {
    weight: f32,
    ways: Vec<(f32, At)>,
    /// The documents that have it themselves.
    has: Bits,
    /// For each context, what it is worth there.
    around: Vec<f32>,
}

impl GatheredWord {
    fn is(&self, word: &NearWord) -> bool {
        self.weight == word.weight && self.ways.iter().map(|(worth, at)| (*worth, at)).eq(ways(word))
    }
}

fn ways(word: &NearWord) -> impl Iterator<Item = (f32, &At)> {
    word.ways.iter().map(|way| (way.worth, &way.at))
}

/// The weights of words, added up in the order of the words.
#[derive(Default)]
struct Sums {
    /// How many words.
    words: usize,
    /// The weight of the words that each document has itself.
    own: Board<f32>,
    /// The weight of those that the titles of its sources have and the document has not.
    headlines: Board<f32>,
    /// The weight of those that stand in each context.
    around: Vec<f32>,
    /// Which words stand in each context.
    around_has: Vec<u64>,
}

impl Sums {
    fn reset(&mut self, index: &Index) {
        self.words = 0;
        self.own.reset(index.docs());
        self.headlines.reset(index.docs());
        self.around.clear();
        self.around.resize(index.contexts.len(), 0.0);
        self.around_has.clear();
        self.around_has.resize(index.contexts.len(), 0);
    }

    /// Has nothing of documents, and what stands around them from the words before.
    fn follow(&mut self, before: &Self, index: &Index) {
        self.own.reset(index.docs());
        self.headlines.reset(index.docs());
        self.around.clone_from(&before.around);
        self.around_has.clone_from(&before.around_has);
    }

    /// Adds a word to what has it. The best way comes first, so the first that meets a document counts.
    fn add(&mut self, at: usize, word: &NearWord, gathered: &mut GatheredWord, index: &Index) {
        self.words = at + 1;
        let GatheredWord { weight, ways: known, has, around } = gathered;
        (*weight, *known) = (word.weight, ways(word).map(|(worth, at)| (worth, at.clone())).collect());
        has.reset(index.docs());
        let mut sources: Vec<(Doc, f32)> = Vec::new();
        for way in &word.ways {
            let worth = word.weight * way.worth;
            let mut add = |doc: Doc| {
                if has.set(doc) {
                    self.own.change(doc, |own| own + worth);
                    if index.is_aside(doc) {
                        sources.push((doc, worth * HEADLINE));
                    }
                }
            };
            match &way.at {
                At::Words(ids) => {
                    for postings in ids.iter().filter_map(|id| index.lexicon.postings(*id)) {
                        postings.each(|doc, _| add(doc));
                    }
                }
                At::Phrase(places) => places.iter().for_each(|(doc, _)| add(*doc)),
                At::Value(id) => {
                    index.values.get(*id).into_iter().for_each(|value| value.postings.each(&mut add));
                }
            }
        }
        let mut citing: Vec<(Doc, f32)> = Vec::new();
        for (source, worth) in sources {
            let Some((case, at)) = index.locate(source) else { continue };
            citing.extend(case.citing(at).filter(|doc| !has.has(*doc)).map(|doc| (doc, worth)));
        }
        // An entry may rest on several sources whose titles have the word: the best counts.
        citing.sort_unstable_by(|(a, a_worth), (b, b_worth)| a.cmp(b).then(b_worth.total_cmp(a_worth)));
        citing.dedup_by_key(|(doc, _)| *doc);
        citing.into_iter().for_each(|(doc, worth)| self.headlines.change(doc, |all| all + worth));
        around.clear();
        around.resize(index.contexts.len(), 0.0);
        let mut touched: Vec<ContextId> = Vec::new();
        for way in &word.ways {
            let At::Words(ids) = &way.at else { continue };
            for id in ids {
                index.contexts.each(*id, |context, head| {
                    let worth = if head { way.worth } else { way.worth * AROUND };
                    if let Some(best) = around.get_mut(context as usize) {
                        if *best == 0.0 {
                            touched.push(context);
                        }
                        *best = best.max(worth);
                    }
                });
            }
        }
        for context in touched.into_iter().map(|context| context as usize) {
            if let (Some(all), Some(has), Some(worth)) =
                (self.around.get_mut(context), self.around_has.get_mut(context), around.get(context))
            {
                *all += word.weight * worth;
                *has |= bit(at);
            }
        }
    }
}

impl Scratch {
    /// A case has come or gone: nothing that was gathered holds any more.
    pub fn forget(&mut self) {
        self.words.clear();
    }

    /// The best of the entries that have something and `may` be listed, best first.
    pub fn gather(
        &mut self,
        words: &[NearWord],
        index: &Index,
        may: &dyn Fn(Doc) -> bool,
        cancelled: &dyn Fn() -> bool,
    ) -> Option<Vec<(Doc, f32)>> {
        let kept = self.words.iter().zip(words).take_while(|(gathered, word)| gathered.is(word)).count();
        // A key may change what was typed and not what it meets: then all of it stays added up.
        let same = kept > 0 && kept == words.len() && kept == self.words.len() && kept == self.last.words;
        if !same && (self.before.words > kept || self.before.words >= words.len() || self.words.is_empty()) {
            self.before.reset(index);
        }
        self.words.truncate(kept);
        self.words.resize_with(words.len(), GatheredWord::default);
        let added = if same { kept } else { self.before.words };
        for (at, (word, gathered)) in words.iter().zip(&mut self.words).enumerate().skip(added) {
            if cancelled() {
                // The words that were added up stay known.
                self.words.truncate(at);
                return None;
            }
            if at + 1 < words.len() {
                self.before.add(at, word, gathered, index);
            } else {
                self.last.follow(&self.before, index);
                self.last.add(at, word, gathered, index);
            }
        }
        if words.is_empty() {
            self.last.reset(index);
        }
        let whole: f32 = words.iter().map(|word| word.weight).sum();
        self.touch_named(words.len(), whole, index);
        let mut found = self.best(whole, index, may);
        self.mark(words, index);
        for (doc, score) in &mut found {
            *score *= self.together(*doc, index);
            *score *= 1.0 + CLOSE * self.closeness(*doc, words.len(), index);
        }
        found.sort_unstable_by_key(|(doc, score)| order(index, *doc, *score));
        Some(found)
    }

    /// The words of the query that a document has, itself and around it: a bit each.
    pub fn has(&self, doc: Doc, index: &Index) -> (u64, u64) {
        let own = self.words.iter().take(MOST_TOLD).enumerate().filter(|(_, word)| word.has.has(doc));
        let around = index.contexts_of(doc).into_iter().flatten();
        (own.fold(0, |bits, (at, _)| bits | bit(at)), around.fold(0, |bits, context| bits | self.around_has(context)))
    }

    /// True if a word of the library meets one of the query.
    pub fn meets(&self, word: WordId) -> bool {
        self.marks.get(word as usize).is_some_and(|mark| *mark != 0)
    }

    fn around_has(&self, context: ContextId) -> u64 {
        self.last.around_has.get(context as usize).copied().unwrap_or(0)
    }

    /// Entries of a case or review that is named by much of the query are found without a word of their own.
    fn touch_named(&mut self, words: usize, whole: f32, index: &Index) {
        let every = (0..words).fold(0, |bits, at| bits | bit(at));
        let Sums { own, around, around_has, .. } = &mut self.last;
        for (context, (has, around)) in (0..).zip(around_has.iter().zip(around)).filter(|(_, (has, _))| **has != 0) {
            // A name that only the summary tells means the case as well.
            if *around < whole * AROUND_ENOUGH && *has != every {
                continue;
            }
            let Some(case) = index.case(index.contexts.case_of(context)) else { continue };
            for doc in case.docs().filter(|doc| index.contexts_of(*doc).contains(&Some(context))) {
                // It counts by what stands around it; nothing of its own is next to nothing.
                if self.before.own.get(doc) == 0.0 {
                    own.raise_blank(doc, f32::MIN_POSITIVE);
                }
            }
        }
    }

    /// The entries of the best scores. Pages of entries are gone through from the one that could bring the best, until none is
    /// left that could bring one among the best so far; in them, an entry is scored only where it could itself.
    fn best(&self, whole: f32, index: &Index, may: &dyn Fn(Doc) -> bool) -> Vec<(Doc, f32)> {
        let [before, last] = [&self.before, &self.last];
        let (most_around, around_of_pages) = self.around_at_most(index);
        // An entry that has the one word there is takes nothing from around it, nor from the titles of its sources.
        let alone = self.words.len() == 1;
        let takes = |own: f32, beside: f32| if alone && own > f32::MIN_POSITIVE { 0.0 } else { beside };
        let highest = if self.asks_recommended { RECOMMENDED } else { 1.0 };
        let mut pages: Vec<(Reverse<u32>, u32, usize, f32)> = Vec::new();
        for (page, around) in around_of_pages.into_iter().enumerate() {
            let on = |board: &Board<f32>| board.highest().get(page).copied().unwrap_or(0.0);
            let own = on(&before.own) + on(&last.own);
            if own == 0.0 {
                continue;
            }
            let beside = on(&before.headlines) + on(&last.headlines) + around;
            let beside = if alone && own > f32::MIN_POSITIVE { (beside - own).max(0.0) } else { beside };
            let most = at_most(own, beside, whole, highest);
            pages.push((Reverse(most.to_bits()), first_rank(index, page), page, around));
        }
        pages.sort_unstable_by_key(|(most, rank, page, _)| (*most, *rank, *page));
        let mut found: Vec<(Doc, f32)> = Vec::with_capacity(2 * LOOKED_AT);
        // The last that is among the best so far.
        let mut worst: Option<OrderPlace> = None;
        let select = |found: &mut Vec<(Doc, f32)>| {
            let (doc, score) =
                *found.select_nth_unstable_by_key(LOOKED_AT - 1, |(doc, score)| order(index, *doc, *score)).1;
            found.truncate(LOOKED_AT);
            Some(order(index, doc, score))
        };
        for (most, rank, page, around) in pages {
            // No later page could bring more, nor as much of a newer case.
            if worst.is_some_and(|(floor, last, _)| (most, rank) > (floor, last)) {
                break;
            }
            for (doc, first) in before.own.page(page) {
                let own = first + last.own.get(doc);
                if own == 0.0 {
                    continue;
                }
                let headline = before.headlines.get(doc) + last.headlines.get(doc);
                let below = |place: OrderPlace| {
                    // What its page says is at hand.
                    let most = at_most(own + headline, takes(own, around), whole, highest);
                    if Reverse(most.to_bits()) > place.0 {
                        return true;
                    }
                    let around = most_around.get(index.ordinal(doc) as usize).copied().unwrap_or(0.0);
                    let worth = index.facts(doc).map_or(0.0, |facts| self.worth(facts));
                    order(index, doc, at_most(own + headline, takes(own, around), whole, worth)) > place
                };
                if worst.is_some_and(below) || !may(doc) {
                    continue;
                }
                let Some(score) = self.score(doc, own + headline, whole, index) else { continue };
                if worst.is_some_and(|place| order(index, doc, score) > place) {
                    continue;
                }
                found.push((doc, score));
                if found.len() == 2 * LOOKED_AT || worst.is_none() && found.len() == LOOKED_AT {
                    worst = select(&mut found);
                }
            }
        }
        if found.len() > LOOKED_AT {
            select(&mut found);
        }
        found
    }

    /// The most that what stands around them brings to the entries of each case, and to those of each page.
    fn around_at_most(&self, index: &Index) -> (Vec<f32>, Vec<f32>) {
        let mut of_cases = vec![0.0f32; index.case_slots()];
        for (context, around) in (0..).zip(&self.last.around).filter(|(_, around)| **around > 0.0) {
            if let Some(most) = of_cases.get_mut(index.contexts.case_of(context) as usize) {
                // Of one word, what stands around an entry counts once.
                *most = if self.words.len() == 1 { most.max(*around) } else { *most + around };
            }
        }
        let mut of_pages = vec![0.0f32; index.docs().div_ceil(PAGE)];
        for (case, most) in (0..).zip(&of_cases).filter(|(_, most)| **most > 0.0) {
            let Some(docs) = index.case(case).map(CaseDocs::docs) else { continue };
            let pages = of_pages.get_mut(docs.start as usize / PAGE..(docs.end as usize).div_ceil(PAGE));
            pages.into_iter().flatten().for_each(|page| *page = page.max(*most));
        }
        (of_cases, of_pages)
    }

    fn score(&self, doc: Doc, own: f32, whole: f32, index: &Index) -> Option<f32> {
        let facts = index.facts(doc).filter(|facts| facts.sort != DocSort::Gone)?;
        let contexts = index.contexts_of(doc);
        let mut left = contexts.iter().flatten().fold(0, |bits, context| bits | self.around_has(*context));
        let mut around = 0.0;
        while left != 0 {
            let at = left.trailing_zeros() as usize;
            left &= left - 1;
            let Some(word) = self.words.get(at).filter(|word| !word.has.has(doc)) else { continue };
            let worth = |context: &ContextId| word.around.get(*context as usize).copied().unwrap_or(0.0);
            around += contexts.iter().flatten().map(worth).fold(0.0, f32::max) * word.weight;
        }
        Some(score_of(own + around, whole, self.worth(facts)))
    }

    fn worth(&self, facts: DocFacts) -> f32 {
        let asked = self.asks_recommended && facts.sort == DocSort::Recommendation;
        worth(facts) * if asked { RECOMMENDED } else { 1.0 }
    }

    fn mark(&mut self, words: &[NearWord], index: &Index) {
        for word in self.marked.drain(..) {
            if let Some(mark) = self.marks.get_mut(word as usize) {
                *mark = 0;
            }
        }
        self.marks.resize(index.lexicon.len(), 0);
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

    /// A long page holds words of many matters: what stands in one of its sentences counts, as in an entry.
    fn together(&self, doc: Doc, index: &Index) -> f32 {
        let is_page = |facts: DocFacts| matches!(facts.sort, DocSort::Page | DocSort::Other);
        if !index.facts(doc).is_some_and(is_page) {
            return 1.0;
        }
        let Some((case, at)) = index.locate(doc) else { return 1.0 };
        let mut last = [usize::MAX; MOST_TOLD];
        let (mut all, mut best) = (0.0f32, 0.0f32);
        for (at, word) in case.item_words(at).words.iter().enumerate() {
            let mut left = self.marks.get(word.id() as usize).copied().unwrap_or(0);
            if left == 0 {
                continue;
            }
            while left != 0 {
                if let Some(place) = last.get_mut(left.trailing_zeros() as usize) {
                    *place = at;
                }
                left &= left - 1;
            }
            let weights = |far: usize| -> f32 {
                let near = self.words.iter().zip(&last).filter(|(_, last)| **last != usize::MAX && at - **last <= far);
                near.map(|(word, _)| word.weight).sum()
            };
            (all, best) = (weights(usize::MAX), best.max(weights(SENTENCE)));
        }
        if all > 0.0 { (best / all) * (best / all) } else { 1.0 }
    }

    /// For each two words of the query that follow each other, how near they stand in the text; the mean, at most 1.
    fn closeness(&self, doc: Doc, words: usize, index: &Index) -> f32 {
        let words = words.min(MOST_TOLD);
        let Some((case, at)) = index.locate(doc).filter(|_| words > 1) else { return 0.0 };
        let item = case.item_words(at);
        let mut last = [usize::MAX; MOST_TOLD];
        let mut best = [0.0f32; MOST_TOLD];
        for (at, word) in item.words.iter().take(item.main).enumerate() {
            let mark = self.marks.get(word.id() as usize).copied().unwrap_or(0);
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

fn score_of(met: f32, whole: f32, worth: f32) -> f32 {
    met * met / whole.max(f32::MIN_POSITIVE) * worth
}

/// The most that an entry can score which has so much itself, and at most so much beside it.
fn at_most(own: f32, beside: f32, whole: f32, worth: f32) -> f32 {
    let most = score_of(own + beside, whole, worth);
    // A sum in another order may come to a little more.
    if beside > 0.0 { most * ROUNDED } else { most }
}

/// The first place that a case of a page has in the order of ties.
fn first_rank(index: &Index, page: usize) -> u32 {
    let from = (page * PAGE) as Doc;
    let to = (from + PAGE as Doc).min(index.docs() as Doc);
    let cases = index.ordinal(from)..=index.ordinal(to.saturating_sub(1));
    cases.map(|ordinal| index.rank_of(ordinal)).min().unwrap_or(u32::MAX)
}

/// The bit of a word of the query; further words have none.
pub fn bit(at: usize) -> u64 {
    if at < MOST_TOLD { 1 << at } else { 0 }
}

/// A summary of so many words holds words of many matters.
const LONG: u8 = 60;

/// Statements of reviews stand before events, those before pages, and pages before headlines and what was not found.
fn worth(facts: DocFacts) -> f32 {
    match facts.sort {
        DocSort::Finding | DocSort::Recommendation => 1.0,
        DocSort::Event => 0.85,
        DocSort::Page if facts.words < LONG => 0.4,
        DocSort::Page | DocSort::Other | DocSort::Gone => 0.28,
        DocSort::Aside => 0.24,
    }
}

/// A place in the order of entries.
type OrderPlace = (Reverse<u32>, u32, Doc);

/// The order of entries: best first, then the newest case, then the order of its lists.
fn order(index: &Index, doc: Doc, score: f32) -> OrderPlace {
    // Scores are not negative, so their bits stand in their order.
    (Reverse(score.to_bits()), index.rank_of(index.ordinal(doc)), doc)
}

#[cfg(test)]
mod tests;
