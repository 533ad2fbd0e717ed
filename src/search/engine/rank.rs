//! How well an entry matches: what its words score, how rare they are, how close together they stand, and what it is.

use std::collections::HashSet;

use super::clauses::Evaluated;
use crate::search::index::{DocSort, Index, ItemWords};

/// A word that names the case counts for each of the case's entries: less than the same word in the entry itself.
const HEADER_SHARE: u32 = 4;
/// What two words of the query add when they stand next to each other, in the order of the query.
const NEXT_TO: u32 = 1500;
/// Words further apart than this are not close.
const FAR: usize = 12;
/// Entries above so many are looked at closely only where that can bring them among the best.
const LOOK_AT_ALL: usize = 20_000;

/// An entry that matches every clause so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Its number.
    pub doc: u32,
    /// How well it matches.
    pub score: u32,
    /// Whether something in it matches, and not only the names of its case.
    pub own: bool,
}

/// The entries that the first clause finds, in the order of their numbers.
pub fn first_candidates(first: &Evaluated, index: &Index) -> Vec<Candidate> {
    let weight = weight(first, index);
    let mut found = Vec::new();
    for (ordinal, case) in index.cases() {
        let head = first.scores.heads.get(ordinal as usize).copied().unwrap_or(0);
        let docs = case.docs();
        let scores = first.scores.docs.get(docs.start as usize..docs.end as usize).unwrap_or_default();
        let matching = docs.zip(scores).filter(|(_, score)| **score > 0 || head > 0);
        found.extend(matching.map(|(doc, own)| {
            let (score, own) = if *own > 0 { (*own, true) } else { (head / HEADER_SHARE, false) };
            Candidate { doc, score: weighted(score, weight), own }
        }));
    }
    found
}

/// Every entry: what a query that wants nothing, or only leaves out, starts from.
pub fn all_candidates(index: &Index) -> Vec<Candidate> {
    let docs = index.cases().flat_map(|(_, case)| case.docs());
    docs.map(|doc| Candidate { doc, score: 0, own: true }).collect()
}

/// Leaves those that one more clause finds too.
pub fn narrow(found: &mut Vec<Candidate>, clause: &Evaluated, index: &Index) {
    let weight = weight(clause, index);
    found.retain_mut(|candidate| {
        let own = clause.scores.docs.get(candidate.doc as usize).copied().unwrap_or(0);
        let head = clause.scores.heads.get(index.ordinal(candidate.doc) as usize).copied().unwrap_or(0);
        if clause.excludes {
            // The names of the case are those of all its entries, and say nothing of this one.
            return own == 0;
        }
        candidate.own |= own > 0;
        candidate.score += weighted(if own > 0 { own } else { head / HEADER_SHARE }, weight);
        own > 0 || head > 0
    });
}

/// What a clause's score is multiplied with, in 256ths: once for what stands everywhere, twice for what stands once.
fn weight(clause: &Evaluated, index: &Index) -> u32 {
    let all = index.live_docs().max(2) as f64;
    let places = (clause.scores.places.max(1) as f64).min(all);
    256 + ((all / places).ln() / all.ln() * 256.0) as u32
}

/// A score times a weight.
pub fn weighted(score: u32, weight: u32) -> u32 {
    u32::try_from(u64::from(score) * u64::from(weight) / 256).unwrap_or(u32::MAX)
}

/// What the names of a case score for the whole query; nothing unless every clause finds something in them.
pub fn named(clauses: &[Evaluated], index: &Index, ordinal: u32) -> Option<u32> {
    let mut sum = 0u32;
    let mut any = false;
    for clause in clauses {
        let head = clause.scores.heads.get(ordinal as usize).copied().unwrap_or(0);
        if clause.excludes {
            if head > 0 {
                return None;
            }
            continue;
        }
        if head == 0 {
            return None;
        }
        any = true;
        sum = sum.saturating_add(weighted(head, weight(clause, index)));
    }
    any.then_some(sum)
}

/// The cases whose reviews bear every word of the query in their titles or in the names of who wrote them: "laming" means
/// the case that Laming inquired into. By the numbers of the cases.
pub fn headed(clauses: &[Evaluated], index: &Index) -> HashSet<u32> {
    let mut cases: Option<HashSet<u32>> = None;
    for clause in clauses.iter().filter(|clause| !clause.excludes && !clause.filters) {
        let mut here: HashSet<u32> = HashSet::new();
        for (id, _) in clause.resolved.iter().flat_map(|resolved| &resolved.words) {
            index.contexts.each(*id, |context, head| {
                if head {
                    here.insert(index.contexts.case_of(context));
                }
            });
        }
        cases = Some(match cases {
            Some(cases) => cases.intersection(&here).copied().collect(),
            None => here,
        });
    }
    cases.unwrap_or_default()
}

/// Adds what does not depend on single words: what sort of entry it is, how short, how close together the words stand.
/// `lists` says which entries the list is of: among very many, only those are looked at closely that can come to its top.
pub fn refine(
    found: &mut [Candidate],
    clauses: &[Evaluated],
    index: &Index,
    lists: &dyn Fn(DocSort) -> bool,
    most: usize,
) {
    for candidate in found.iter_mut().filter(|candidate| candidate.own) {
        candidate.score += index.facts(candidate.doc).map_or(0, |facts| u32::from(facts.worth));
    }
    let marks = Marks::new(clauses, index);
    if marks.clauses >= 2 {
        add_closeness(found, &marks, index, lists, most);
    }
    for candidate in found.iter_mut().filter(|candidate| index.facts(candidate.doc).is_some_and(|facts| facts.aside)) {
        candidate.score /= ASIDE;
    }
}

/// What a headline is worth less than what a review says.
const ASIDE: u32 = 2;

fn add_closeness(found: &mut [Candidate], marks: &Marks, index: &Index, lists: &dyn Fn(DocSort) -> bool, most: usize) {
    let mut floor = 0;
    if found.len() > LOOK_AT_ALL {
        let listed = |candidate: &&Candidate| index.facts(candidate.doc).is_some_and(|facts| lists(facts.sort));
        let mut scores: Vec<u32> = found.iter().filter(listed).map(|candidate| candidate.score).collect();
        if scores.len() > most {
            let (_, last, _) = scores.select_nth_unstable_by(most, |a, b| b.cmp(a));
            floor = last.saturating_sub(marks.most());
        }
    }
    for group in found.chunk_by_mut(|a, b| index.ordinal(a.doc) == index.ordinal(b.doc)) {
        let Some(case) = group.first().and_then(|first| index.case(index.ordinal(first.doc))) else { continue };
        for candidate in group.iter_mut().filter(|candidate| candidate.score >= floor && candidate.own) {
            candidate.score += marks.closeness(case.item_words((candidate.doc - case.first) as usize));
        }
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
        let mut last: [Option<usize>; 16] = [None; 16];
        let mut best: [u32; 16] = [0; 16];
        // Words in labels stand together by design, which says nothing.
        for (at, word) in item.words.iter().take(item.main).enumerate() {
            let mark = self.of.get(*word as usize).copied().unwrap_or(0);
            if mark == 0 {
                continue;
            }
            for clause in (0..self.clauses).filter(|clause| mark & (1 << clause) != 0) {
                let before = clause.checked_sub(1).and_then(|before| last.get(before).copied().flatten());
                if let (Some(before), Some(best)) = (before, best.get_mut(clause)) {
                    *best = (*best).max(near(at - before, 1));
                }
                let after = last.get(clause + 1).copied().flatten();
                if let (Some(after), Some(best)) = (after, best.get_mut(clause + 1)) {
                    *best = (*best).max(near(at - after, 2));
                }
            }
            for (clause, place) in last.iter_mut().enumerate().take(self.clauses) {
                if mark & (1 << clause) != 0 {
                    *place = Some(at);
                }
            }
        }
        best.iter().sum()
    }
}

fn near(apart: usize, share: u32) -> u32 {
    if apart == 0 || apart > FAR { 0 } else { NEXT_TO / share / apart as u32 }
}
