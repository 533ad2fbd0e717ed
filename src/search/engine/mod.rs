//! Answers queries from the index.

mod clauses;
mod complete;
mod facets;
mod rank;
mod tables;

use std::cmp::Reverse;

use clauses::{Evaluated, Prepared, prepare};
use rank::{Candidate, all_candidates, first_candidates, named, narrow, refine};
use tables::Tables;

use super::hits::{CaseHits, Found, Hits, Lens, LensHit, MOST_LISTED};
use super::index::{DocSort, Index};
use super::query::{Field, Query, QueryProblem};
use super::similar::{Group, Similar, Work, groups, similar};
use crate::case::{Case, ItemRef, Vocabulary};
use crate::library::EntryKey;

pub use complete::{Choice, Completions, quoted};
pub use facets::COUNTED;

/// A query, and what is wanted of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ask {
    /// What to search for. A query that asks for nothing finds everything.
    pub query: Query,
    /// What to list.
    pub lens: Lens,
    /// Whether to count the values of what is found.
    pub facets: bool,
}

impl Ask {
    /// Whether nothing is wanted at all: without a query the cases stand as they are sorted.
    pub fn is_idle(&self) -> bool {
        self.query.is_empty() && self.lens == Lens::Cases && !self.facets
    }
}

/// The answer to a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// What was found.
    Hits(Hits),
    /// The query cannot be answered, and why; never empty.
    Wrong(Vec<QueryProblem>),
}

/// What each matching entry adds to its case, up to so many.
const EACH: u32 = 40;
const MANY: u32 = 50;

/// Searches the cases that it was given. Cases may be added while queries are asked: a query covers what is there.
#[derive(Default)]
pub struct Engine {
    index: Index,
    tables: Tables,
    /// What is known of how alike items are, until a case comes or goes.
    work: Work,
}

impl Engine {
    /// Adds a case, or replaces the one with this key.
    pub fn add(&mut self, key: EntryKey, case: &Case, vocabulary: &Vocabulary) {
        self.work = Work::default();
        self.index.add(key, case, vocabulary);
    }

    /// Another vocabulary is in force; the cases that are added from now on bring it.
    pub fn forget_names(&mut self) {
        self.index.values.forget_names();
    }

    /// Forgets the case with this key.
    pub fn remove(&mut self, key: EntryKey) {
        self.work = Work::default();
        self.index.remove(key);
    }

    /// Lets `is:marked` hold for exactly these items. A mark on a case that is not here yet holds once it comes in; when a
    /// case is replaced, its marks stay with the places of its items until they are set anew.
    pub fn set_marked(&mut self, marked: &[(EntryKey, ItemRef)]) {
        self.index.set_marked(marked);
    }

    /// Findings and recommendations of other cases that say the same as this one, or nothing at all when `cancelled` says
    /// so before they are known. Nothing is like an item of another sort.
    pub fn similar(&mut self, key: EntryKey, item: ItemRef, cancelled: &dyn Fn() -> bool) -> Option<Similar> {
        self.prepare_similar();
        self.index.rank();
        similar(&self.index, key, item, &mut self.work, cancelled)
    }

    /// The groups of findings, and of recommendations, that recur in several cases, those of most cases first; nothing at
    /// all when `cancelled` says so before they are known. A large library takes minutes; asked again, what was cancelled
    /// goes on where it was, as long as no case comes or goes.
    pub fn groups(&mut self, cancelled: &dyn Fn() -> bool) -> Option<Vec<Group>> {
        self.prepare_similar();
        self.index.rank();
        groups(&self.index, &mut self.work, cancelled)
    }

    /// Counts what [`Engine::similar`] weighs words by, when there is time for it: the first question would wait otherwise.
    pub fn prepare_similar(&mut self) {
        self.index.count_statements();
    }

    /// What is searched.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// What the part of `text` before the byte `at` could become.
    pub fn complete(&self, text: &str, at: usize) -> Completions {
        complete::complete(text, at, &self.index)
    }

    /// The answer, or nothing at all when `cancelled` says so before it is there.
    pub fn search(&mut self, ask: &Ask, cancelled: &dyn Fn() -> bool) -> Option<Answer> {
        if !ask.query.problems().is_empty() {
            return Some(Answer::Wrong(ask.query.problems().to_vec()));
        }
        self.tables.begin();
        self.index.rank();
        let mut prepared: Vec<(usize, Prepared<'_>)> = Vec::with_capacity(ask.query.clauses().len());
        let mut problems = Vec::new();
        for (place, clause) in ask.query.clauses().iter().enumerate() {
            if cancelled() {
                return None;
            }
            match prepare(clause, &self.index, &mut self.tables) {
                Ok(clause) => prepared.push((place, clause)),
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Some(Answer::Wrong(problems));
        }
        // The rarest clause leaves the fewest entries for the others to look at.
        prepared.sort_by_key(|(_, clause)| (clause.excludes(), clause.places));
        let mut evaluated: Vec<(usize, Evaluated)> = Vec::with_capacity(prepared.len());
        let mut so_far: Option<Vec<Candidate>> = None;
        for (place, clause) in prepared {
            if cancelled() {
                return None;
            }
            let clause = clause.evaluate(&self.index, &mut self.tables, so_far.as_deref());
            match &mut so_far {
                None if !clause.excludes => so_far = Some(first_candidates(&clause, &self.index)),
                _ => narrow(so_far.get_or_insert_with(|| all_candidates(&self.index)), &clause, &self.index),
            }
            evaluated.push((place, clause));
        }
        evaluated.sort_by_key(|(place, _)| *place);
        let clauses: Vec<Evaluated> = evaluated.into_iter().map(|(_, clause)| clause).collect();
        let mut found = so_far.unwrap_or_else(|| all_candidates(&self.index));
        if cancelled() {
            return None;
        }
        let lens = ask.lens;
        let lists = |sort: DocSort| lens == Lens::Cases || lens.lists(sort);
        if !ask.query.is_empty() {
            refine(&mut found, &clauses, &self.index, &lists, MOST_LISTED);
        }
        if cancelled() {
            return None;
        }
        let (listed, total) = self.list(lens, &found);
        let facets = match (ask.facets, lens) {
            (true, _) => facets::count(&found, &self.index, &COUNTED),
            (false, Lens::Terms) => facets::count(&found, &self.index, &[Field::Theme, Field::Agency]),
            (false, _) => Vec::new(),
        };
        let other_capitals = clauses.iter().flat_map(|clause| &clause.resolved).any(|resolved| resolved.other_capitals);
        let (cases, found) = self.cases(&found, &clauses);
        let accepts = clauses.into_iter().flat_map(|clause| clause.accepts).collect();
        Some(Answer::Hits(Hits { cases, found, accepts, lens, listed, total, facets, other_capitals }))
    }

    /// The cases of what is found, best first, and what is found in them. `found` is in the order of the numbers, so each
    /// case's stand together.
    fn cases(&self, found: &[Candidate], clauses: &[Evaluated]) -> (Vec<CaseHits>, Vec<Found>) {
        let mut cases: Vec<(u32, CaseHits)> = Vec::new();
        let mut entries: Vec<Found> = Vec::with_capacity(found.len());
        for group in found.chunk_by(|a, b| self.index.ordinal(a.doc) == self.index.ordinal(b.doc)) {
            let ordinal = group.first().map_or(0, |candidate| self.index.ordinal(candidate.doc));
            let Some(case) = self.index.case(ordinal) else { continue };
            let start = entries.len() as u32;
            entries.extend(
                group.iter().map(|candidate| Found::new(candidate.doc - case.first, candidate.score, candidate.own)),
            );
            let end = entries.len() as u32;
            let name = named(clauses, &self.index, ordinal);
            let best = group.iter().map(|candidate| candidate.score).max().unwrap_or(0);
            let own = group.iter().filter(|candidate| candidate.own).count();
            // Of cases that match equally well, the one that has more to say stands first.
            let more = u32::try_from(own).unwrap_or(u32::MAX).min(MANY) * EACH;
            let score = best.max(name.map_or(0, |name| name.saturating_mul(2))).saturating_add(more);
            let rank = self.index.rank_of(ordinal);
            let all = std::sync::Arc::clone(&case.items);
            cases.push((rank, CaseHits { key: case.key, score, whole: name.is_some(), all, found: start..end }));
        }
        cases.sort_unstable_by(|(a_rank, a), (b_rank, b)| b.score.cmp(&a.score).then(a_rank.cmp(b_rank)));
        (cases.into_iter().map(|(_, case)| case).collect(), entries)
    }

    /// The best entries for a lens, best first, and how many there are. Where scores are the same, the newest case stands
    /// first, then by id, then in the order of the case's lists.
    fn list(&self, lens: Lens, found: &[Candidate]) -> (Vec<LensHit>, usize) {
        if matches!(lens, Lens::Cases | Lens::Terms) {
            return (Vec::new(), 0);
        }
        let mut best: Vec<(Reverse<u32>, u32, u32)> = found
            .iter()
            .filter(|candidate| self.index.facts(candidate.doc).is_some_and(|facts| lens.lists(facts.sort)))
            .map(|candidate| {
                let rank = self.index.rank_of(self.index.ordinal(candidate.doc));
                (Reverse(candidate.score), rank, candidate.doc)
            })
            .collect();
        let total = best.len();
        if total > MOST_LISTED {
            best.select_nth_unstable(MOST_LISTED);
            best.truncate(MOST_LISTED);
        }
        best.sort_unstable();
        let hit = |(Reverse(score), _, doc): (Reverse<u32>, u32, u32)| {
            let (case, at) = self.index.locate(doc)?;
            Some(LensHit { key: case.key, item: *case.items.get(at)?, score })
        };
        (best.into_iter().filter_map(hit).collect(), total)
    }
}

#[cfg(test)]
mod tests;
