//! How well an entry matches: what its words score, how rare they are, how close together they stand, and what it is.

use std::cmp::Reverse;
use std::ops::Range;

use super::clauses::{Evaluated, Scores};
use crate::search::board::{Bits, Boards};
use crate::search::hits::Found;
use crate::search::index::{CaseDocs, DocSort, Index, ItemWords, RowWord};

/// A word that names the case counts for each of the case's entries: less than the same word in the entry itself.
const HEADER_SHARE: u32 = 4;
/// Two words of the query add so much when they stand next to each other, in the order of the query.
const NEXT_TO: u32 = 1500;
/// Words further apart than this are not close.
const FAR: usize = 12;
/// Of more entries than this, those are looked at closely that this can bring to the top.
pub const LOOK_AT_ALL: usize = 20_000;

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
fn named(clauses: &[Evaluated], ordinal: u32) -> Option<u32> {
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
fn headed(clauses: &[Evaluated], index: &Index, boards: &mut Boards<u32>) -> Bits {
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

/// What the score of a case has beside that of its best entry.
pub struct CaseScores<'a> {
    clauses: &'a [Evaluated],
    headed: Bits,
}

/// Each matching entry adds so much to its case, up to so many of them.
const EACH: u32 = 40;
const MANY: u32 = 50;
/// A case gains so much whose review bears the words of the query in its title or in the name of its author.
const HEADED: u32 = 2500;

impl<'a> CaseScores<'a> {
    /// For what these clauses found.
    pub fn new(clauses: &'a [Evaluated], index: &Index, boards: &mut Boards<u32>) -> Self {
        Self { clauses, headed: headed(clauses, index, boards) }
    }

    /// The score of a case whose best entry has this score, and that has so many entries; and whether its names have the whole
    /// query.
    pub fn of(&self, ordinal: u32, best: u32, own: u32) -> (u32, bool) {
        let name = named(self.clauses, ordinal);
        // Of cases that match equally well, the one that has more to say stands first.
        let more = own.min(MANY) * EACH + if self.headed.has(ordinal) { HEADED } else { 0 };
        (best.max(name.map_or(0, |name| name.saturating_mul(2))).saturating_add(more), name.is_some())
    }
}

/// The list that is wanted. Of very many entries only those are looked at closely that can come among its first `most`.
pub struct TopOf<'a> {
    /// The scores of the cases.
    pub cases: &'a CaseScores<'a>,
    /// The list is one of entries of the sorts that this tells; without it, one of cases.
    pub lists: Option<&'a dyn Fn(DocSort) -> bool>,
    /// So much of it is to be as if all were looked at.
    pub most: usize,
}

impl TopOf<'_> {
    /// The place of an entry or a case in the list, the higher the better, where closeness adds so much to each of its entries;
    /// 0 for what is not listed.
    fn place(&self, unit: &[Found], closeness: u32, index: &Index) -> u64 {
        let Some(first) = unit.first() else { return 0 };
        let score = |found: &Found| {
            let score = found.score + if found.own { closeness } else { 0 };
            if index.is_aside(found.doc) { score / ASIDE } else { score }
        };
        let Some(lists) = self.lists else {
            let (mut best, mut own) = (0, 0);
            for found in unit {
                best = best.max(score(found));
                own += u32::from(found.own);
            }
            return u64::from(self.cases.of(index.ordinal(first.doc), best, own).0);
        };
        let sort = index.facts(first.doc).map(|facts| facts.sort).filter(|sort| lists(*sort));
        sort.map_or(0, |sort| u64::from(first.own && sort.is_entry()) << 32 | u64::from(score(first)))
    }
}

/// Adds what does not depend on single words: what sort of entry it is, how short, how close together the words stand. With a
/// `top`, only as far as that needs it.
pub fn refine(found: &mut [Found], clauses: &[Evaluated], index: &Index, top: Option<&TopOf<'_>>) {
    for candidate in found.iter_mut().filter(|candidate| candidate.own) {
        candidate.score += index.worth(candidate.doc);
    }
    let marks = Marks::new(clauses, index);
    if marks.clauses >= 2 {
        match top {
            Some(top) => look_at_best(found, &marks, index, top),
            None => {
                let own = found.iter_mut().filter(|candidate| candidate.own);
                index.each_row(own.map(|candidate| (candidate.doc, candidate)), |_, candidate, item| {
                    candidate.score += marks.closeness(item);
                });
            }
        }
    }
    for candidate in found.iter_mut().filter(|candidate| index.is_aside(candidate.doc)) {
        candidate.score /= ASIDE;
    }
}

/// Looks at the entries that could bring the most, and at twice as many each time, until no other could come to the top.
fn look_at_best(found: &mut [Found], marks: &Marks, index: &Index, top: &TopOf<'_>) {
    let same = |a: &Found, b: &Found| top.lists.is_none() && index.ordinal(a.doc) == index.ordinal(b.doc);
    let mut end = 0;
    let units = found.chunk_by(same).map(|unit| {
        let start = end;
        end += unit.len();
        (top.place(unit, marks.most(), index), start..end)
    });
    // The most that each can come to, and where it is.
    let mut left: Vec<(u64, Range<usize>)> = units.filter(|(most, _)| *most > 0).collect();
    let (mut best, mut at_once) = (Vec::new(), top.most);
    while !left.is_empty() {
        let rest = left.len().saturating_sub(at_once);
        if rest > 0 {
            left.select_nth_unstable_by_key(rest, |(most, _)| *most);
        }
        let mut looked_at = left.split_off(rest);
        // As they stand in memory.
        looked_at.sort_unstable_by_key(|(_, unit)| unit.start);
        let entries = looked_at.iter().flat_map(|(_, unit)| unit.clone());
        let own = entries.filter_map(|at| found.get(at).filter(|found| found.own).map(|found| (found.doc, at)));
        let mut closeness: Vec<(usize, u32)> = Vec::new();
        index.each_row(own, |_, at, item| closeness.push((at, marks.closeness(item))));
        for (at, more) in closeness {
            found.get_mut(at).into_iter().for_each(|found| found.score += more);
        }
        let units = looked_at.into_iter().filter_map(|(_, unit)| found.get(unit));
        best.extend(units.map(|unit| Reverse(top.place(unit, 0, index))));
        if best.len() >= top.most {
            let (_, Reverse(floor), _) = best.select_nth_unstable(top.most.saturating_sub(1));
            left.retain(|(most, _)| most >= floor);
            best.truncate(top.most);
        }
        at_once *= 2;
    }
}

/// Takes out the pages that have the words of the query far apart from each other.
pub fn leave_together(found: &mut Vec<Found>, clauses: &[Evaluated], index: &Index) {
    let marks = Marks::new(clauses, index);
    found.retain(|candidate| {
        let is_page = |sort: DocSort| matches!(sort, DocSort::Page | DocSort::Other | DocSort::Aside);
        let is_page = index.facts(candidate.doc).is_some_and(|facts| is_page(facts.sort));
        let item = index.locate(candidate.doc).filter(|_| is_page && candidate.own && marks.clauses > 1);
        item.is_none_or(|(case, at)| marks.stand_together(case.item_words(at)))
    });
}

/// Words further apart than a long sentence belong to different matters.
const SENTENCE: usize = 40;

/// A headline is worth so many times less than what a review says.
const ASIDE: u32 = 2;

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

    /// True if all the clauses that an item has words of have them near each other in one of its texts.
    fn stand_together(&self, item: ItemWords<'_>) -> bool {
        let of = |word: RowWord| self.of.get(word.id() as usize).copied().unwrap_or(0);
        let all = item.words.iter().fold(0, |all, word| all | of(*word));
        let mut last = [None; 16];
        item.words.iter().enumerate().any(|(at, word)| {
            if *word == RowWord::BREAK {
                last = [None; 16];
            }
            let mark = of(*word);
            (0..).zip(&mut last).filter(|(bit, _)| mark & (1 << bit) != 0).for_each(|(_, last)| *last = Some(at));
            let near = |last: &Option<usize>| last.is_some_and(|last| at - last <= SENTENCE);
            mark != 0 && (0..).zip(&last).all(|(bit, last)| all & (1 << bit) == 0 || near(last))
        })
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
        let (mut sum, most) = (0, self.most());
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
                        let here = near(at - before, share);
                        if here > *best {
                            sum += here - *best;
                            *best = here;
                        }
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
            if sum == most {
                break;
            }
        }
        sum
    }
}

fn near(apart: usize, share: u32) -> u32 {
    if apart == 0 || apart > FAR { 0 } else { NEXT_TO / share / apart as u32 }
}

#[cfg(test)]
mod tests;
