//! How well an entry matches: what its words score, how rare they are, how close together they stand, and what it is.

use super::clauses::{Evaluated, Scores};
use crate::search::board::{Bits, Boards};
use crate::search::hits::Found;
use crate::search::index::{CaseDocs, DocSort, Index, ItemWords};

/// A word that names the case counts for each of the case's entries: less than the same word in the entry itself.
const HEADER_SHARE: u32 = 4;
/// Two words of the query add so much when they stand next to each other, in the order of the query.
const NEXT_TO: u32 = 1500;
/// Words further apart than this are not close.
const FAR: usize = 12;
/// Entries above so many are looked at closely only where that can bring them among the best.
const LOOK_AT_ALL: usize = 20_000;

/// On a board, a score that an entry has from the names of its case.
const BY_NAME: u32 = 1 << 31;

/// The entries that the first clause finds, in the order of their numbers.
pub fn first_candidates(first: &mut Evaluated, index: &Index) -> Vec<Found> {
    let Scores { docs, heads } = &mut first.scores;
    heads.each(|ordinal, head| {
        let case = index.case(ordinal).into_iter();
        case.flat_map(CaseDocs::docs).for_each(|doc| docs.raise_blank(doc, BY_NAME | (head / HEADER_SHARE)));
    });
    let mut found = Vec::new();
    docs.each(|doc, score| {
        if index.is_live(doc) {
            found.push(Found { doc, score: weighted(score & !BY_NAME, first.weight), own: score < BY_NAME });
        }
    });
    found
}

/// Every entry: what a query that wants nothing, or only leaves out, starts from.
pub fn all_candidates(index: &Index) -> Vec<Found> {
    index.each_doc().map(|doc| Found { doc, score: 0, own: true }).collect()
}

/// Leaves those that one more clause finds too.
pub fn narrow(found: &mut Vec<Found>, clause: &Evaluated, index: &Index) {
    let Scores { docs, heads } = &clause.scores;
    found.retain_mut(|candidate| {
        let own = docs.get(candidate.doc);
        if clause.excludes {
            // The names of the case are those of all its entries, and say nothing of this one.
            return own == 0;
        }
        let head = if own > 0 { 0 } else { heads.get(index.ordinal(candidate.doc)) };
        candidate.own |= own > 0;
        candidate.score += weighted(if own > 0 { own } else { head / HEADER_SHARE }, clause.weight);
        own > 0 || head > 0
    });
}

/// The factor of the scores of a clause in so many places, in 256ths: once for what stands everywhere, twice for
/// what stands once.
pub fn weight(places: usize, index: &Index) -> u32 {
    let all = index.live_docs().max(2) as f64;
    let places = (places.max(1) as f64).min(all);
    256 + ((all / places).ln() / all.ln() * 256.0) as u32
}

/// A score times a weight.
fn weighted(score: u32, weight: u32) -> u32 {
    u32::try_from(u64::from(score) * u64::from(weight) / 256).unwrap_or(u32::MAX)
}

/// The score of the names of a case for the whole query; nothing unless every clause finds something in them.
pub fn named(clauses: &[Evaluated], ordinal: u32) -> Option<u32> {
    let mut sum = 0u32;
    let mut any = false;
    for clause in clauses {
        let head = clause.scores.heads.get(ordinal);
        if (head > 0) == clause.excludes {
            return None;
        }
        if !clause.excludes {
            any = true;
            sum = sum.saturating_add(weighted(head, clause.weight));
        }
    }
    any.then_some(sum)
}

/// The cases whose own reviews bear every word of the query in their titles or in the names of who wrote them: "laming" means
/// the case that Laming inquired into. By the numbers of the cases.
pub fn headed(clauses: &[Evaluated], index: &Index, boards: &mut Boards<u32>) -> Bits {
    let mut cases = Bits::default();
    cases.reset(index.case_slots());
    let mut with_words = clauses.iter().filter(|clause| !clause.excludes && !clause.filters).peekable();
    if with_words.peek().is_none() {
        return cases;
    }
    // How many of the clauses so far each case has.
    let mut counts = boards.take(index.case_slots());
    let mut clauses = 0;
    for clause in with_words {
        for (id, _) in clause.resolved.iter().flat_map(|resolved| &resolved.words) {
            index.contexts.each(*id, |context, head| {
                let case = index.contexts.case_of(context);
                if head && !index.contexts.is_related(context) && counts.get(case) == clauses {
                    counts.raise(case, clauses + 1);
                }
            });
        }
        clauses += 1;
    }
    counts.each(|case, count| {
        if count == clauses {
            cases.set(case);
        }
    });
    boards.give_back(counts);
    cases
}

/// Adds what does not depend on single words: what sort of entry it is, how short, how close together the words stand.
/// `lists` tells the entries that the list is of: among very many, only those are looked at closely that can come to its top.
pub fn refine(found: &mut [Found], clauses: &[Evaluated], index: &Index, lists: &dyn Fn(DocSort) -> bool, most: usize) {
    for candidate in found.iter_mut().filter(|candidate| candidate.own) {
        candidate.score += index.facts(candidate.doc).map_or(0, |facts| u32::from(facts.worth));
    }
    let marks = Marks::new(clauses, index);
    if marks.clauses >= 2 {
        add_closeness(found, &marks, index, lists, most);
    }
    for candidate in found {
        if index.facts(candidate.doc).is_some_and(|facts| facts.sort == DocSort::Aside) {
            candidate.score /= ASIDE;
        }
    }
}

/// A headline is worth so many times less than what a review says.
const ASIDE: u32 = 2;

fn add_closeness(found: &mut [Found], marks: &Marks, index: &Index, lists: &dyn Fn(DocSort) -> bool, most: usize) {
    let mut floor = 0;
    if found.len() > LOOK_AT_ALL {
        let listed = |candidate: &&Found| index.facts(candidate.doc).is_some_and(|facts| lists(facts.sort));
        let mut scores: Vec<u32> = found.iter().filter(listed).map(|candidate| candidate.score).collect();
        if scores.len() > most {
            let (_, last, _) = scores.select_nth_unstable_by(most, |a, b| b.cmp(a));
            floor = last.saturating_sub(marks.most());
        }
    }
    for candidate in found.iter_mut().filter(|candidate| candidate.score >= floor && candidate.own) {
        let Some((case, at)) = index.locate(candidate.doc) else { continue };
        candidate.score += marks.closeness(case.item_words(at));
    }
}

/// For each word of the library, the clauses that it matches: a bit each, in the order of the query.
struct Marks {
    of: Vec<u16>,
    clauses: usize,
}

impl Marks {
    fn new(clauses: &[Evaluated], index: &Index) -> Self {
        let mut of = vec![0; index.lexicon.len()];
        let with_words = clauses.iter().filter(|clause| !clause.excludes && !clause.filters).take(16);
        let mut count = 0;
        for (bit, clause) in with_words.enumerate() {
            count = bit + 1;
            for (id, _) in clause.resolved.iter().flat_map(|resolved| &resolved.words) {
                if let Some(mark) = of.get_mut(*id as usize) {
                    *mark |= 1 << bit;
                }
            }
        }
        Self { of, clauses: count }
    }

    /// The most that closeness can add.
    fn most(&self) -> u32 {
        NEXT_TO * self.clauses.saturating_sub(1) as u32
    }

    /// For each two clauses that follow each other, what the nearest two of their words add: all of it next to each other
    /// and in order, half of it in the other order, less with each word between.
    fn closeness(&self, item: ItemWords<'_>) -> u32 {
        let mut last = [usize::MAX; 16];
        let mut best: [u32; 16] = [0; 16];
        // Words in labels stand together by design, which says nothing.
        for (at, word) in item.words.iter().take(item.main).enumerate() {
            let mark = self.of.get(word.id() as usize).copied().unwrap_or(0);
            let mut left = mark;
            while left != 0 {
                let clause = left.trailing_zeros() as usize;
                left &= left - 1;
                // Next to the clause before, and next to the one behind, which then stands in the other order.
                for (other, pair, share) in [(clause.wrapping_sub(1), clause, 1), (clause + 1, clause + 1, 2)] {
                    if let (Some(before), Some(best)) =
                        (last.get(other).filter(|before| **before < at), best.get_mut(pair))
                    {
                        *best = (*best).max(near(at - before, share));
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
        best.iter().sum()
    }
}

fn near(apart: usize, share: u32) -> u32 {
    if apart == 0 || apart > FAR { 0 } else { NEXT_TO / share / apart as u32 }
}
