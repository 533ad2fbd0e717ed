//! Answers queries from the index.

mod clauses;
mod complete;
mod facets;
mod rank;
mod tables;

use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use clauses::{Evaluated, Prepared, prepare};
use rank::{Candidate, all_candidates, first_candidates, headed, named, narrow, refine};
pub use tables::Tables;

use super::accept::Accept;
use super::hits::{CaseHits, Found, Hits, Lens, LensHit, MOST_LISTED, NearHits};
use super::index::{DocSort, Index};
use super::near::{self, Near, NearDoc};
use super::query::{Clause, Field, Query, QueryProblem};
use super::similar::{Group, Similar, Work, groups, similar};
use super::thesaurus::{full_forms, is_short, of_short};
use crate::case::{Case, ItemRef, Thesaurus, Vocabulary};
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
    /// Whether only what has every word is wanted, and nothing near.
    pub all_words: bool,
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
/// What a case gains whose review bears the words of the query in its title or in the name of who wrote it.
const HEADED: u32 = 2500;

/// Searches the cases that it was given. Cases may be added while queries are asked: a query covers what is there.
#[derive(Default)]
pub struct Engine {
    index: Index,
    tables: Tables,
    /// The words that stand for each other.
    thesaurus: Arc<Thesaurus>,
    /// The second part: what has some of the words.
    near: Near,
    /// What is known of how alike items are, until a case comes or goes.
    work: Work,
}

impl Engine {
    /// Adds a case, or replaces the one with this key.
    pub fn add(&mut self, key: EntryKey, case: &Case, vocabulary: &Vocabulary) {
        self.work = Work::default();
        self.near.forget();
        if !Arc::ptr_eq(&self.thesaurus, vocabulary.thesaurus()) {
            self.thesaurus = Arc::clone(vocabulary.thesaurus());
        }
        self.index.add(key, case, vocabulary);
    }

    /// Another vocabulary is in force; the cases that are added from now on bring it.
    pub fn forget_names(&mut self) {
        self.index.values.forget_names();
    }

    /// Forgets the case with this key.
    pub fn remove(&mut self, key: EntryKey) {
        self.work = Work::default();
        self.near.forget();
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
        let lens = ask.lens;
        let lists = |sort: DocSort| lens == Lens::Cases || lens.lists(sort);
        let all: Vec<&Clause> = ask.query.clauses().iter().collect();
        let mut every = match self.every(&all, cancelled)? {
            Ok(every) => every,
            Err(problems) => return Some(Answer::Wrong(problems)),
        };
        // Words such as "review" and "say" count where something has them, and are not asked for where nothing has.
        let needed: Vec<&Clause> = all.iter().copied().filter(|clause| !ask.query.may_lack(clause)).collect();
        if every.found.is_empty() && needed.len() < all.len() {
            match self.every(&needed, cancelled)? {
                Ok(without) => every = without,
                Err(problems) => return Some(Answer::Wrong(problems)),
            }
        }
        let Every { clauses, mut found, nowhere } = every;
        if !ask.query.is_empty() {
            refine(&mut found, &clauses, &self.index, &lists, MOST_LISTED);
        }
        if cancelled() {
            return None;
        }
        let (mut listed, total) = self.list(lens, &found);
        let above = if matches!(lens, Lens::Findings | Lens::Recommendations | Lens::Events) {
            total
        } else {
            self.entries(&found)
        };
        let near = match ask.all_words || above >= FEW_ABOVE {
            true => Vec::new(),
            false => self.find_near(ask, &found, cancelled)?,
        };
        let other_capitals = clauses.iter().flat_map(|clause| &clause.resolved).any(|resolved| resolved.other_capitals);
        let (mut cases, mut entries) = self.cases(&found, &clauses);
        let found_from = entries.len();
        self.add_near_cases(&near, &mut cases, &mut entries);
        if !matches!(lens, Lens::Cases | Lens::Terms) {
            listed.extend((0..).zip(&near).filter_map(|(row, near)| self.near_hit(row, near)));
        }
        let mut counted = found;
        counted.extend(near.iter().map(|near| Candidate { doc: near.doc, score: near.score, own: true }));
        let facets = match (ask.facets, lens) {
            (true, _) => facets::count(&counted, &self.index, &COUNTED),
            (false, Lens::Terms) => facets::count(&counted, &self.index, &[Field::Theme, Field::Agency]),
            (false, _) => Vec::new(),
        };
        let accepts = accepts(&ask.query, &clauses);
        let near = NearHits::new(near, self.full_forms(&ask.query), found_from);
        Some(Answer::Hits(Hits {
            cases,
            found: entries,
            accepts,
            lens,
            listed,
            total,
            facets,
            other_capitals,
            nowhere,
            near,
        }))
    }

    /// What every one of the clauses finds, or what is wrong with them.
    fn every(&mut self, clauses: &[&Clause], cancelled: &dyn Fn() -> bool) -> Option<Result<Every, Vec<QueryProblem>>> {
        let mut prepared: Vec<(usize, Prepared<'_>)> = Vec::with_capacity(clauses.len());
        let mut problems = Vec::new();
        let short: Vec<Option<Clause>> = clauses.iter().map(|clause| of_short(clause, &self.thesaurus)).collect();
        for (place, (clause, short)) in clauses.iter().zip(&short).enumerate() {
            if cancelled() {
                return None;
            }
            match prepare(short.as_ref().unwrap_or(clause), &self.index, &mut self.tables) {
                Ok(clause) => prepared.push((place, clause)),
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Some(Err(problems));
        }
        let failed = prepared.iter().filter(|(_, clause)| clause.places == 0 && !clause.excludes());
        let failed = failed.filter_map(|(place, _)| clauses.get(*place)?.terms.first());
        let nowhere = failed.map(|term| term.span.clone()).collect();
        // The rarest clause leaves the fewest entries for the others to look at.
        prepared.sort_by_key(|(_, clause)| (clause.excludes(), clause.places));
        let mut evaluated: Vec<(usize, Evaluated)> = Vec::with_capacity(prepared.len());
        let mut so_far: Option<Vec<Candidate>> = None;
        for (place, clause) in prepared {
            if cancelled() {
                return None;
            }
            let clause = clause.evaluate(&self.index, so_far.as_deref());
            match &mut so_far {
                None if !clause.excludes => so_far = Some(first_candidates(&clause, &self.index)),
                _ => narrow(so_far.get_or_insert_with(|| all_candidates(&self.index)), &clause, &self.index),
            }
            evaluated.push((place, clause));
        }
        evaluated.sort_by_key(|(place, _)| *place);
        let clauses = evaluated.into_iter().map(|(_, clause)| clause).collect();
        let found = so_far.unwrap_or_else(|| all_candidates(&self.index));
        Some(Ok(Every { clauses, found, nowhere }))
    }

    /// What the abbreviations of a query stand for.
    fn full_forms(&self, query: &Query) -> Vec<String> {
        let plain = query.clauses().iter().filter_map(Clause::plain);
        let short = plain.filter(|atom| is_short(atom, &self.thesaurus));
        short.flat_map(|atom| full_forms(atom, &self.thesaurus)).collect()
    }

    /// The second part: what has some of the words and is not `above` the line. Filters and signs hold in it too.
    fn find_near(&mut self, ask: &Ask, above: &[Candidate], cancelled: &dyn Fn() -> bool) -> Option<Vec<NearDoc>> {
        if ask.query.typed().iter().flatten().next().is_none() {
            return Some(Vec::new());
        }
        let held: Vec<&Clause> = ask.query.clauses().iter().filter(|clause| !clause.relaxed).collect();
        let mut may = vec![held.is_empty(); self.index.docs()];
        let mut let_be = |doc: u32, value: bool| {
            if let Some(may) = may.get_mut(doc as usize) {
                *may = value;
            }
        };
        if !held.is_empty() {
            // What is wrong with a filter was told before.
            let Ok(every) = self.every(&held, cancelled)? else { return Some(Vec::new()) };
            every.found.iter().for_each(|candidate| let_be(candidate.doc, true));
        }
        above.iter().for_each(|candidate| let_be(candidate.doc, false));
        let (index, lens) = (&self.index, ask.lens);
        let any = matches!(lens, Lens::Cases | Lens::Terms);
        let listed = |doc| any || index.facts(doc).is_some_and(|facts| lens.lists(facts.sort));
        let may = |doc: u32| may.get(doc as usize) == Some(&true) && listed(doc);
        let wanted = near::Wanted { query: &ask.query, may: &may, above: above.len() };
        self.near.find(&wanted, index, &self.thesaurus, &mut self.tables, cancelled)
    }

    /// The cases of the second part that do not stand above the line already, in the order of their best entries.
    fn add_near_cases(&self, near: &[NearDoc], cases: &mut Vec<CaseHits>, entries: &mut Vec<Found>) {
        let above: HashSet<EntryKey> = cases.iter().map(|case| case.key).collect();
        let mut seen: HashSet<u32> = HashSet::new();
        for (row, best) in (0..).zip(near) {
            let ordinal = self.index.ordinal(best.doc);
            let Some(case) = self.index.case(ordinal).filter(|case| !above.contains(&case.key)) else { continue };
            if !seen.insert(ordinal) {
                continue;
            }
            let start = entries.len() as u32;
            let of_case = near.iter().filter(|near| self.index.ordinal(near.doc) == ordinal);
            let mut own: Vec<(u32, u32)> = of_case.map(|near| (near.doc - case.first, near.score)).collect();
            own.sort_unstable();
            entries.extend(own.into_iter().map(|(at, score)| Found::new(at, score, true)));
            cases.push(CaseHits {
                key: case.key,
                score: best.score,
                whole: false,
                all: Arc::clone(&case.items),
                found: start..entries.len() as u32,
                near: Some(row),
            });
        }
    }

    fn near_hit(&self, row: u32, near: &NearDoc) -> Option<LensHit> {
        let (case, at) = self.index.locate(near.doc)?;
        Some(LensHit { key: case.key, item: *case.items.get(at)?, score: near.score, near: Some(row) })
    }

    /// The cases of what is found, best first, and what is found in them. `found` is in the order of the numbers, so each
    /// case's stand together.
    fn cases(&self, found: &[Candidate], clauses: &[Evaluated]) -> (Vec<CaseHits>, Vec<Found>) {
        let mut cases: Vec<(u32, CaseHits)> = Vec::new();
        let mut entries: Vec<Found> = Vec::with_capacity(found.len());
        let headed = headed(clauses, &self.index);
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
            let score = score.saturating_add(if headed.contains(&ordinal) { HEADED } else { 0 });
            let rank = self.index.rank_of(ordinal);
            let all = Arc::clone(&case.items);
            let whole = name.is_some();
            cases.push((rank, CaseHits { key: case.key, score, whole, all, found: start..end, near: None }));
        }
        cases.sort_unstable_by(|(a_rank, a), (b_rank, b)| b.score.cmp(&a.score).then(a_rank.cmp(b_rank)));
        (cases.into_iter().map(|(_, case)| case).collect(), entries)
    }

    /// How many of what is found are findings, recommendations and events: headlines and summaries answer no question.
    fn entries(&self, found: &[Candidate]) -> usize {
        found.iter().filter(|candidate| self.is_entry(candidate.doc)).count()
    }

    fn is_entry(&self, doc: u32) -> bool {
        self.index.facts(doc).is_some_and(|facts| facts.sort != DocSort::Other)
    }

    /// The best entries for a lens, best first, and how many there are. Entries that have some of the words themselves stand
    /// before pages, headlines, and what only the names of its case find. Where scores are the same, the newest case stands
    /// first, then by id, then in the order of the case's lists.
    fn list(&self, lens: Lens, found: &[Candidate]) -> (Vec<LensHit>, usize) {
        if matches!(lens, Lens::Cases | Lens::Terms) {
            return (Vec::new(), 0);
        }
        let mut best: Vec<(bool, Reverse<u32>, u32, u32)> = found
            .iter()
            .filter(|candidate| self.index.facts(candidate.doc).is_some_and(|facts| lens.lists(facts.sort)))
            .map(|candidate| {
                let rank = self.index.rank_of(self.index.ordinal(candidate.doc));
                (!candidate.own || !self.is_entry(candidate.doc), Reverse(candidate.score), rank, candidate.doc)
            })
            .collect();
        let total = best.len();
        if total > MOST_LISTED {
            best.select_nth_unstable(MOST_LISTED);
            best.truncate(MOST_LISTED);
        }
        best.sort_unstable();
        let hit = |(_, Reverse(score), _, doc): (bool, Reverse<u32>, u32, u32)| {
            let (case, at) = self.index.locate(doc)?;
            Some(LensHit { key: case.key, item: *case.items.get(at)?, score, near: None })
        };
        (best.into_iter().filter_map(hit).collect(), total)
    }
}

/// What every clause finds.
struct Every {
    clauses: Vec<Evaluated>,
    found: Vec<Candidate>,
    /// Where the clauses stand that nothing in the library has.
    nowhere: Vec<Range<usize>>,
}

/// With fewer entries than this above the line, those near them are looked for.
const FEW_ABOVE: usize = 10;

/// What counts for each word that is wanted; nothing does for words that were not asked for after all.
fn accepts(query: &Query, clauses: &[Evaluated]) -> Vec<Vec<Accept>> {
    let skips = clauses.len() < query.clauses().len();
    let mut found = clauses.iter().map(|clause| &clause.accepts);
    let mut accepts = Vec::new();
    for clause in query.clauses() {
        let wanted = clause.wanted();
        if skips && query.may_lack(clause) {
            accepts.extend(wanted.map(|words| vec![Accept::none(); words.atoms.len()]));
        } else {
            // What an abbreviation stands for comes behind it, and lights up by itself.
            let more = found.next().map_or(&[][..], |accepts| accepts.as_slice());
            accepts.extend(more.iter().take(wanted.count()).cloned());
        }
    }
    accepts
}

#[cfg(test)]
mod tests;
