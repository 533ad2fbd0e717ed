//! All pairs of a library that are alike, without a look at each pair.
//!
//! Nearly every text shares a frequent word or theme with nearly every other. Two are alike only where they share a good part of
//! what both hold. So the most telling terms of a text are looked up until those that are left could not reach the threshold
//! alone: a text that has none of the first is not like it, whatever it has of the rest (prefix filtering: Bayardo, Ma and
//! Srikant, *Scaling Up All Pairs Similarity Search*, 2007). The terms that are left are the frequent ones, which cost most.
//!
//! Texts stand in the order of what they score against themselves, and each is compared with those after it only: they score
//! as much at least, which makes the bound a narrow one, and each pair is met once. Its score is the share that the
//! one with less asks for, in both directions.
//!
//! Most texts that are met share a term or two and no more. What the rest could add is bounded by a short signature of the terms that a
//! text has, so that few of them are looked at in full.

use std::collections::HashMap;
use std::num::NonZero;
use std::thread;

use super::terms::Terms;
use super::work::Work;
use crate::search::index::{Doc, DocSort, Index, stems};

/// The share from which on items stand in one group: a group is not read with the eye of somebody who looks for something,
/// so it holds only what is closer.
const GROUP_THRESHOLD: u8 = 32;
/// A group has no more items than this beside the one in its middle.
const MOST_GROUPED: usize = 500;
/// So many texts are compared between two looks at whether somebody asks for something else.
const BLOCK: usize = 64;
/// More threads than these take the machine from others.
const MOST_THREADS: usize = 4;

/// A finding or recommendation, ready to be compared.
#[derive(Debug)]
pub struct ComparedText {
    /// Its number.
    pub doc: Doc,
    /// The number of its case.
    pub case: u32,
    /// The rank of its case among all.
    rank: u32,
    /// True for a recommendation, and for good practice: only what is of one kind stands in one group.
    kind: (bool, bool),
    /// The score against itself.
    own: f32,
    /// The worth of a word in a text of its length.
    length: f32,
    /// The terms that it asks for, the most telling ones first.
    terms: Box<[AskedTerm]>,
    /// The keys of all that it has, in order.
    has: Box<[u32]>,
}

impl ComparedText {
    /// Its place among all: by the rank of its case.
    pub fn place(&self) -> (u32, Doc) {
        (self.rank, self.doc)
    }
}

/// A word or a label that a text asks for.
#[derive(Debug, Clone, Copy)]
struct AskedTerm {
    key: TermKey,
    weight: f32,
}

/// The number of a stem, twice, or of a label, twice and one more.
type TermKey = u32;

/// What bounds the score of a text that is met, close together: there are thousands for each text that asks.
#[derive(Debug, Clone, Copy)]
struct ScoreBound {
    own: f32,
    length: f32,
    /// A bit for each term that it has; several may share one.
    signature: [u64; 4],
}

impl ScoreBound {
    fn of(text: &ComparedText) -> Self {
        let mut signature = [0; 4];
        for (word, bit) in text.has.iter().map(|key| bit_of(*key)) {
            if let Some(word) = signature.get_mut(word) {
                *word |= bit;
            }
        }
        Self { own: text.own, length: text.length, signature }
    }

    /// False where the text does not have the term of this bit.
    fn may_have(&self, (word, bit): (usize, u64)) -> bool {
        self.signature.get(word).is_some_and(|word| word & bit != 0)
    }
}

/// The place of a term in a signature.
fn bit_of(key: TermKey) -> (usize, u64) {
    let hash = key.wrapping_mul(0x9e37_79b1) >> 24;
    ((hash >> 6) as usize, 1 << (hash & 63))
}

/// The weight of shared words, before the length of a text is counted in, and that of shared labels.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Weights {
    words: f32,
    labels: f32,
}

impl Weights {
    fn add(&mut self, term: AskedTerm) {
        if term.key.is_multiple_of(2) { self.words += term.weight } else { self.labels += term.weight }
    }

    fn in_length(self, length: f32) -> f32 {
        self.words * length + self.labels
    }
}

/// How like each other the texts are that have been compared so far.
#[derive(Debug, Default)]
pub struct AllPairs {
    /// The document to be read next.
    next: Doc,
    /// In the order of documents while they are read, then by kind and by what each scores against itself.
    statements: Vec<ComparedText>,
    /// By text, what bounds its score.
    bounds: Vec<ScoreBound>,
    /// The texts that have a term; empty until all are read.
    having: HashMap<TermKey, Vec<u32>>,
    /// By text, the end of its kind and the most that a word adds in the texts between.
    after: Vec<(usize, f32)>,
    /// The text to be compared next.
    compared: usize,
    /// By text, those that are like it.
    like: Vec<Vec<(u8, u32)>>,
    /// One for each thread.
    tallies: Vec<MetTexts>,
}

/// The weights that the texts which were met share with the one that asks.
#[derive(Debug, Default)]
struct MetTexts {
    weights: Vec<Weights>,
    met: Vec<u32>,
}

/// Two texts that are alike, with how much.
type AlikePair = (u32, u32, u8);

impl AllPairs {
    /// Finds all pairs; false when cancelled before that. The next call goes on.
    pub fn find(&mut self, index: &Index, work: &mut Work, cancelled: &dyn Fn() -> bool) -> bool {
        if self.having.is_empty() {
            while (self.next as usize) < index.docs() {
                if cancelled() {
                    return false;
                }
                self.statements.extend(statement(index, self.next, work));
                self.next += 1;
            }
            self.arrange();
        }
        while self.compared < self.statements.len() {
            if cancelled() {
                return false;
            }
            let end = (self.compared + BLOCK).min(self.statements.len());
            for (one, other, score) in self.block(self.compared, end) {
                for (of, with) in [(one, other), (other, one)] {
                    let Some(like) = self.like.get_mut(of as usize) else { continue };
                    like.push((score, with));
                    if like.len() > 2 * MOST_GROUPED {
                        keep_best(&self.statements, like);
                    }
                }
            }
            self.compared = end;
        }
        true
    }

    /// All texts, each with those that are like it, the most like first.
    pub fn into_found(self) -> (Vec<ComparedText>, Vec<Vec<(u8, u32)>>) {
        let Self { statements, mut like, .. } = self;
        like.iter_mut().for_each(|like| keep_best(&statements, like));
        (statements, like)
    }

    /// Puts the texts in order and lists those that have a term.
    fn arrange(&mut self) {
        self.statements.sort_unstable_by(|a, b| {
            a.kind.cmp(&b.kind).then(a.own.total_cmp(&b.own)).then_with(|| a.place().cmp(&b.place()))
        });
        for (at, statement) in (0..).zip(&self.statements) {
            for key in &statement.has {
                self.having.entry(*key).or_default().push(at);
            }
        }
        self.bounds = self.statements.iter().map(ScoreBound::of).collect();
        self.like = vec![Vec::new(); self.statements.len()];
        self.after = vec![(0, 0.0); self.statements.len()];
        let (mut end, mut longest, mut kind) = (self.statements.len(), 0.0_f32, None);
        for (at, (statement, after)) in self.statements.iter().zip(&mut self.after).enumerate().rev() {
            if kind != Some(statement.kind) {
                (end, longest, kind) = (at + 1, 0.0, Some(statement.kind));
            }
            longest = longest.max(statement.length);
            *after = (end, longest);
        }
    }

    /// The pairs of some texts with those after them. Where no thread is to be had, this one does all.
    fn block(&mut self, from: usize, to: usize) -> Vec<AlikePair> {
        let threads = thread::available_parallelism().map_or(1, NonZero::get).clamp(1, MOST_THREADS);
        let mut tallies = std::mem::take(&mut self.tallies);
        tallies.resize_with(threads, MetTexts::default);
        let pairs = &*self;
        let some = |first: usize, tally: &mut MetTexts| {
            let mut found = Vec::new();
            (from + first..to).step_by(threads).for_each(|at| pairs.compare(at, tally, &mut found));
            found
        };
        let mut found = Vec::new();
        thread::scope(|scope| {
            let some = &some;
            let mut tallies = tallies.iter_mut().enumerate();
            let mine = tallies.next();
            let others: Vec<_> = tallies
                .map(|(first, tally)| (first, thread::Builder::new().spawn_scoped(scope, move || some(first, tally))))
                .collect();
            let Some((_, tally)) = mine else { return };
            found.extend(some(0, tally));
            for (first, thread) in others {
                match thread.map(thread::ScopedJoinHandle::join) {
                    Ok(Ok(more)) => found.extend(more),
                    _ => found.extend(some(first, tally)),
                }
            }
        });
        self.tallies = tallies;
        found
    }

    /// The pairs of a text with those after it.
    fn compare(&self, at: usize, tally: &mut MetTexts, found: &mut Vec<AlikePair>) {
        let (Some(statement), Some((end, longest))) = (self.statements.get(at), self.after.get(at)) else { return };
        let threshold = f32::from(GROUP_THRESHOLD) / 100.0;
        let reaches = |weights: Weights, length: f32, own: f32| {
            let share = (weights.in_length(length) / statement.own).min(1.0);
            let back = (weights.in_length(statement.length) / own).min(1.0);
            let score = (share * back).sqrt();
            (score >= threshold).then_some(score)
        };
        tally.weights.resize(self.statements.len(), Weights::default());
        let mut terms = statement.terms.iter();
        loop {
            let mut left = Weights::default();
            terms.as_slice().iter().for_each(|term| left.add(*term));
            if reaches(left, *longest, statement.own).is_none() {
                break;
            }
            let Some(term) = terms.next() else { break };
            let having = self.having.get(&term.key).map(Vec::as_slice).unwrap_or_default();
            let first = having.partition_point(|other| *other as usize <= at);
            for other in having.iter().skip(first).take_while(|other| (**other as usize) < *end) {
                let Some(weights) = tally.weights.get_mut(*other as usize) else { continue };
                if *weights == Weights::default() {
                    tally.met.push(*other);
                }
                weights.add(*term);
            }
        }
        let rest: Vec<(AskedTerm, (usize, u64))> = terms.map(|term| (*term, bit_of(term.key))).collect();
        let mut all_left = Weights::default();
        rest.iter().for_each(|(term, _)| all_left.add(*term));
        // A hair less, since sums of fractions are not exact.
        let asked = threshold * threshold * statement.own * 0.9999;
        for met in tally.met.drain(..) {
            let Some(weights) = tally.weights.get_mut(met as usize) else { continue };
            let mut weights = std::mem::take(weights);
            let Some(bound) = self.bounds.get(met as usize) else { continue };
            let too_little =
                |most: Weights| most.in_length(bound.length) * most.in_length(statement.length) < asked * bound.own;
            if too_little(Weights { words: weights.words + all_left.words, labels: weights.labels + all_left.labels }) {
                continue;
            }
            let mut most = weights;
            rest.iter().filter(|(_, bit)| bound.may_have(*bit)).for_each(|(term, _)| most.add(*term));
            if too_little(most) {
                continue;
            }
            let Some(other) = self.statements.get(met as usize).filter(|other| other.case != statement.case) else {
                continue;
            };
            let has = |term: &AskedTerm| other.has.binary_search(&term.key).is_ok();
            rest.iter().map(|(term, _)| term).filter(|term| has(term)).for_each(|term| weights.add(*term));
            // One without any of its words is not like it, whatever themes and agencies the two share.
            if let Some(score) = reaches(weights, other.length, other.own).filter(|_| weights.words > 0.0) {
                found.push((at as u32, met, (score * 100.0).round() as u8));
            }
        }
    }
}

/// A document as it is compared; nothing for one that says nothing by itself.
fn statement(index: &Index, doc: Doc, work: &mut Work) -> Option<ComparedText> {
    let case = index.ordinal(doc);
    index.case(case)?;
    let facts = index.facts(doc).filter(|facts| facts.sort.is_statement())?;
    let asked = Terms::of(index, doc, work)?;
    let (own, length) = (asked.own(), asked.length());
    let words = asked.words().iter().map(|(stem, weight)| AskedTerm { key: stem * 2, weight: *weight });
    let labels = asked.labels().iter().map(|(label, weight)| AskedTerm { key: label * 2 + 1, weight: *weight });
    let mut terms: Vec<AskedTerm> = words.chain(labels).collect();
    // A stable order: equal weights stay in the order of their texts.
    terms.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let (entry, at) = index.locate(doc)?;
    let item = entry.item_words(at);
    let text = stems(item.words.get(..item.main).unwrap_or_default(), &index.lexicon);
    let keys = text.into_iter().map(|stem| stem * 2);
    let mut has: Vec<TermKey> = keys.chain(entry.item_labels(at).iter().map(|label| label * 2 + 1)).collect();
    has.sort_unstable();
    has.dedup();
    let kind = (facts.sort == DocSort::Recommendation, facts.good);
    let (terms, has) = (terms.into(), has.into());
    Some(ComparedText { doc, case, rank: index.rank_of(case), kind, own, length, terms, has })
}

/// Leaves the most alike, and of two that are as much alike the one of the newer case, as everywhere.
fn keep_best(statements: &[ComparedText], like: &mut Vec<(u8, u32)>) {
    let place = |at: u32| statements.get(at as usize).map(ComparedText::place);
    like.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| place(a.1).cmp(&place(b.1))));
    like.truncate(MOST_GROUPED);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::some_library::some_library;

    #[test]
    fn the_bounds_lose_no_pair() {
        let mut index = some_library();
        index.count_statements();
        let mut pairs = AllPairs::default();
        assert!(pairs.find(&index, &mut Work::default(), &|| false));
        let (statements, like) = pairs.into_found();
        let mut found: Vec<(usize, usize, u8)> = Vec::new();
        for (at, like) in like.iter().enumerate() {
            found.extend(like.iter().map(|(score, other)| (at, *other as usize, *score)));
        }
        found.sort_unstable();
        let mut expected = Vec::new();
        for (at, one) in statements.iter().enumerate() {
            for (other_at, other) in statements.iter().enumerate().skip(at + 1) {
                let mut shared = Weights::default();
                let both = one.terms.iter().filter(|term| other.has.contains(&term.key));
                both.for_each(|term| shared.add(*term));
                let share = (shared.in_length(other.length) / one.own).min(1.0);
                let back = (shared.in_length(one.length) / other.own).min(1.0);
                let score = (share * back).sqrt();
                let apart = one.case != other.case && one.kind == other.kind && shared.words > 0.0;
                if apart && score >= f32::from(GROUP_THRESHOLD) / 100.0 {
                    let score = (score * 100.0).round() as u8;
                    expected.extend([(at, other_at, score), (other_at, at, score)]);
                }
            }
        }
        expected.sort_unstable();
        assert!(expected.len() > 1_000, "{} pairs", expected.len());
        assert_eq!(found, expected);
    }
}
