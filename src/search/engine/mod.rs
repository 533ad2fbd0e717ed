//! Answers queries from the index.

mod cached;
mod clauses;
mod complete;
mod facets;
mod rank;
mod second;
mod similar;
mod tables;

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use clauses::{Evaluated, Prepared, prepare};
use rank::{CaseScores, LOOK_AT_ALL, TopOf, all_candidates, first_candidates, leave_together, narrow, refine};
pub use tables::Tables;

use super::accept::Accept;
use super::board::Boards;
use super::hits::{CaseHits, FIRST_LISTED, Found, Hits, Lens, LensHit, NearHits, Nowhere};
use super::index::{CaseDocs, DocSort, Index};
use super::near::{self, Near};
use super::query::{Clause, Condition, FilterField, Query, QueryProblem, Wanted};
use super::similar::{Grouping, Work};
use super::thesaurus::{full_forms, is_short, of_short};
use crate::case::{Case, ItemRef, PartialDate, Thesaurus, Vocabulary};
use crate::library::EntryKey;

pub use complete::{Choice, Completions, quoted};
pub use facets::COUNTED;

/// A query, and what is wanted of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ask {
    /// The query. One that asks for nothing finds everything.
    pub query: Query,
    /// The list that is wanted.
    pub lens: Lens,
    /// True if the values of what is found are to be counted.
    pub facets: bool,
    /// True if only what has every word is wanted, and nothing near.
    pub all_words: bool,
}

impl Ask {
    /// True if nothing is wanted at all: without a query the cases stand as they are sorted.
    pub fn is_idle(&self) -> bool {
        self.query.is_empty() && self.lens == Lens::Cases && !self.facets
    }
}

/// The answer to a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The entries that were found.
    Hits(Hits),
    /// The query cannot be answered, and why; never empty.
    Wrong(Vec<QueryProblem>),
}

/// A review gains so much where reviews of a grade are asked for: more than any words score.
const GRADED: u32 = 1 << 24;

/// Searches the cases that it was given. Cases may be added while queries are asked: a query covers what is there.
#[derive(Default)]
pub struct Engine {
    index: Index,
    tables: Tables,
    boards: Boards<u32>,
    /// The words that stand for each other, where they are not those that casebook ships.
    own_words: Option<Arc<Thesaurus>>,
    /// The second part: what has some of the words.
    near: Near,
    /// The likeness of items as far as it is known, until a case comes or goes.
    work: Work,
    /// How far the groups of what recurs are.
    grouping: Grouping,
}

impl Engine {
    /// Adds a case, or replaces the one with this key.
    pub fn add(&mut self, key: EntryKey, case: &Case, vocabulary: &Vocabulary) {
        self.work = Work::default();
        self.grouping = Grouping::default();
        self.near.forget();
        self.own_words = vocabulary.own_words().cloned();
        self.index.add(key, case, vocabulary);
        self.forget_words();
    }

    /// The words that stand for each other.
    fn thesaurus(&self) -> &Arc<Thesaurus> {
        self.own_words.as_ref().unwrap_or_else(|| Vocabulary::shipped().thesaurus())
    }

    /// Forgets which words a query matches where some stand nowhere any more, or do again.
    fn forget_words(&mut self) {
        if self.index.has_lost() {
            self.tables = Tables::default();
        }
    }

    /// Holds the due dates of the cases that are added from now on against a day: without one, nothing is overdue.
    pub fn set_day(&mut self, day: PartialDate) {
        self.index.set_day(day);
    }

    /// Another vocabulary is in force; the cases that are added from now on bring it.
    pub fn forget_names(&mut self) {
        self.index.values.forget_names();
    }

    /// Forgets the case with this key.
    pub fn remove(&mut self, key: EntryKey) {
        self.work = Work::default();
        self.grouping = Grouping::default();
        self.near.forget();
        self.index.remove(key);
        self.forget_words();
    }

    /// Lets `is:marked` hold for exactly these items. A mark on a case that is not here yet holds once it comes in; when a
    /// case is replaced, its marks stay with the places of its items until they are set anew.
    pub fn set_marked(&mut self, marked: &[(EntryKey, ItemRef)]) {
        self.index.set_marked(marked);
    }

    /// Lets `is:shared` hold for exactly these items, likewise.
    pub fn set_shared(&mut self, shared: &[(EntryKey, ItemRef)]) {
        self.index.set_shared(shared);
    }

    /// The index that is searched.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The completions of the part of `text` before the byte `at`.
    pub fn complete(&self, text: &str, at: usize) -> Completions {
        complete::complete(text, at, &self.index)
    }

    /// The answer, or nothing at all when `cancelled` says so before it is there.
    pub fn search(&mut self, ask: &Ask, cancelled: &dyn Fn() -> bool) -> Option<Answer> {
        self.search_in_parts(ask, cancelled, &mut |_| ())
    }

    /// How many entries have every word of a query; nothing where it cannot be understood.
    pub fn count(&mut self, query: &Query) -> Option<usize> {
        let ask = Ask { query: query.clone(), all_words: true, ..Ask::default() };
        match self.search(&ask, &|| false)? {
            Answer::Hits(hits) => Some(hits.own_count()),
            Answer::Wrong(_) => None,
        }
    }

    /// The same. Where a list is long, `first` is given its beginning; where something has every word and near entries are
    /// looked for too, what is known by then. What follows stands behind it and changes nothing of it, so that it can be read
    /// at once.
    pub fn search_in_parts(
        &mut self,
        ask: &Ask,
        cancelled: &dyn Fn() -> bool,
        first: &mut dyn FnMut(Hits),
    ) -> Option<Answer> {
        if !ask.query.problems().is_empty() {
            return Some(Answer::Wrong(ask.query.problems().to_vec()));
        }
        self.tables.begin();
        self.index.settle();
        let lens = ask.lens;
        let in_cases = matches!(lens, Lens::Cases | Lens::Terms);
        let lists = |sort: DocSort| lens.lists(sort);
        let all: Vec<&Clause> = ask.query.clauses().iter().collect();
        let mut every = match self.every(&all, cancelled)? {
            Ok(every) => every,
            Err(problems) => return Some(Answer::Wrong(problems)),
        };
        // Words such as "review" and "say" count where something has them, and are not asked for where nothing has. In a phrase
        // of the thesaurus they are: "let out of hospital".
        let phrases = near::phrases(&ask.query, self.thesaurus());
        let in_phrase = |clause: &Clause| {
            let starts = clause.terms.iter().map(|term| term.span.start);
            phrases.iter().any(|phrase| starts.clone().any(|start| phrase.contains(&start)))
        };
        let may_lack = |clause: &Clause| ask.query.may_lack(clause) && !in_phrase(clause);
        let needed: Vec<&Clause> = all.iter().copied().filter(|clause| !may_lack(clause)).collect();
        if every.found.is_empty() && needed.len() < all.len() {
            match self.every(&needed, cancelled)? {
                Ok(without) => self.keep_boards(std::mem::replace(&mut every, without).clauses),
                Err(problems) => return Some(Answer::Wrong(problems)),
            }
        }
        let Every { clauses, mut found, mut nowhere } = every;
        let apart = found.is_empty() && nowhere.is_empty();
        for part in &mut nowhere {
            let filters = ask.query.understood().iter().filter(|understood| understood.span == part.span);
            part.stands_for.extend(filters.filter_map(|understood| understood.meant.filter()).map(str::to_owned));
        }
        // A question that has no plain word has nothing near.
        let relaxes = !ask.all_words && ask.query.typed().iter().flatten().next().is_some();
        let seeks_near = relaxes && self.has_few(lens, &found);
        if seeks_near {
            // A long page holds words of many matters: entries that hold what stands for them, together, are as near.
            leave_together(&mut found, &clauses, &self.index);
        }
        let case_scores = CaseScores::new(&clauses, &self.index, &mut self.boards);
        let graded = graded(&ask.query);
        if !ask.query.is_empty() {
            let lists = (!in_cases).then_some(&lists as &dyn Fn(DocSort) -> bool);
            let top = TopOf { cases: &case_scores, lists, most: FIRST_LISTED };
            let top = Some(&top).filter(|_| found.len() > LOOK_AT_ALL && !graded);
            refine(&mut found, &clauses, &self.index, top);
        }
        if graded {
            // The review that was given the grade stands before its entries.
            found.iter_mut().filter(|found| self.is_review(found.doc)).for_each(|found| found.score += GRADED);
        }
        if cancelled() {
            return None;
        }
        let mut list = self.list(lens, &found);
        let (listed, total) = (list.first(self), list.places.len());
        let cases = self.cases(&found, &case_scores);
        let strict = found.len();
        let mut hits = Hits {
            accepts: accepts(&ask.query, &clauses, seeks_near, &may_lack),
            other_capitals: clauses.iter().flat_map(|clause| &clause.resolved).any(|resolved| resolved.other_capitals),
            near: NearHits::new(Vec::new(), self.full_forms(&ask.query), strict),
            cases,
            found,
            lens,
            listed,
            total,
            nowhere,
            ..Hits::default()
        };
        self.keep_boards(clauses);
        if hits.listed.len() < total {
            // Sorting all of a long list takes longer than a key may wait; counts take in the whole answer.
            if !ask.facets {
                first(Hits { more: true, ..hits.clone() });
            }
            if cancelled() {
                return None;
            }
            hits.listed = list.whole(self);
        }
        let mut near = Vec::new();
        if seeks_near {
            // Counts take in both parts.
            let shown = if in_cases { hits.cases.len() } else { total };
            if shown > 0 && !ask.facets && lens != Lens::Terms {
                first(Hits { more: true, ..hits.clone() });
            }
            near = self.find_near(ask, &hits.found, cancelled)?;
            self.add_near_cases(&near, &mut hits);
            if !in_cases {
                hits.listed.extend((0..).zip(&near).filter_map(|(row, near)| self.near_hit(row, near)));
            }
        }
        let fields = match (ask.facets, lens) {
            (true, _) => &COUNTED[..],
            (false, Lens::Terms) => &[FilterField::Theme, FilterField::Agency],
            (false, _) => &[],
        };
        let counted = hits.found.iter().map(|found| found.doc).chain(near.iter().map(|near| near.doc));
        hits.facets = facets::count(counted, &self.index, fields);
        if near.is_empty() && apart {
            match needed.as_slice() {
                [only] => hits.nowhere.extend(nowhere_of(only, self.thesaurus())),
                _ => hits.nowhere.extend(self.fails(&needed, cancelled)?),
            }
        }
        if !near.is_empty() {
            hits.near = NearHits::new(near, self.full_forms(&ask.query), strict);
        }
        Some(Answer::Hits(hits))
    }

    /// The entries that every one of the clauses finds, or the mistakes in them.
    fn every(&mut self, clauses: &[&Clause], cancelled: &dyn Fn() -> bool) -> Option<Result<Every, Vec<QueryProblem>>> {
        let mut prepared: Vec<(usize, Prepared<'_>)> = Vec::with_capacity(clauses.len());
        let mut problems = Vec::new();
        let thesaurus = Arc::clone(self.thesaurus());
        let short: Vec<Option<Clause>> = clauses.iter().map(|clause| of_short(clause, &thesaurus)).collect();
        for (place, (clause, short)) in clauses.iter().zip(&short).enumerate() {
            if cancelled() {
                return None;
            }
            match prepare(short.as_ref().unwrap_or(clause), &mut self.index, &mut self.tables) {
                Ok(clause) => prepared.push((place, clause)),
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Some(Err(problems));
        }
        let failed = prepared.iter().filter(|(_, clause)| clause.places == 0 && !clause.excludes());
        let failed = failed.filter_map(|(place, _)| clauses.get(*place));
        let nowhere = failed.filter_map(|clause| nowhere_of(clause, &thesaurus)).collect();
        // The rarest clause leaves the fewest entries for the others to look at.
        prepared.sort_by_key(|(_, clause)| (clause.excludes(), clause.places));
        let mut evaluated: Vec<(usize, Evaluated)> = Vec::with_capacity(prepared.len());
        let mut so_far: Option<Vec<Found>> = None;
        for (place, clause) in prepared {
            if cancelled() {
                return None;
            }
            let mut clause = clause.evaluate(&self.index, so_far.as_deref(), &mut self.boards);
            match &mut so_far {
                None if !clause.excludes => so_far = Some(first_candidates(&mut clause, &self.index)),
                _ => narrow(so_far.get_or_insert_with(|| all_candidates(&self.index)), &clause, &self.index),
            }
            self.boards.give_back(std::mem::take(&mut clause.scores.docs));
            evaluated.push((place, clause));
        }
        evaluated.sort_by_key(|(place, _)| *place);
        let clauses = evaluated.into_iter().map(|(_, clause)| clause).collect();
        let found = so_far.unwrap_or_else(|| all_candidates(&self.index));
        Some(Ok(Every { clauses, found, nowhere }))
    }

    fn keep_boards(&mut self, clauses: Vec<Evaluated>) {
        clauses.into_iter().for_each(|clause| self.boards.give_back(clause.scores.heads));
    }

    /// The full forms of the abbreviations of a query.
    fn full_forms(&self, query: &Query) -> Vec<String> {
        let plain = query.clauses().iter().filter_map(Clause::plain);
        let short = plain.filter(|atom| is_short(atom, self.thesaurus()));
        short.flat_map(|atom| full_forms(atom, self.thesaurus())).collect()
    }

    /// The cases of what is found, best first. `found` is in the order of the numbers, so each case's stand together.
    fn cases(&self, found: &[Found], scores: &CaseScores<'_>) -> Vec<CaseHits> {
        let mut end = 0;
        let cases = found.chunk_by(|a, b| self.index.ordinal(a.doc) == self.index.ordinal(b.doc)).map(|entries| {
            let start = end;
            end += entries.len() as u32;
            let ordinal = entries.first().map_or(u32::MAX, |first| self.index.ordinal(first.doc));
            let best = entries.iter().map(|found| found.score).max().unwrap_or(0);
            let own = entries.iter().filter(|found| found.own).count() as u32;
            let (score, whole) = scores.of(ordinal, best, own);
            (Reverse(score), self.index.rank_of(ordinal), ordinal, whole, start, end)
        });
        // In order before any of them is looked up, which takes longer than all of the rest.
        let mut cases: Vec<_> = cases.collect();
        cases.sort_unstable();
        let hits = cases.into_iter().filter_map(|(Reverse(score), _, ordinal, whole, start, end)| {
            Some(case_hits(self.index.case(ordinal)?, score, whole, start..end))
        });
        hits.collect()
    }

    /// True where a lens lists few findings, recommendations and events of what is found: headlines and summaries answer no
    /// question.
    fn has_few(&self, lens: Lens, found: &[Found]) -> bool {
        let any = matches!(lens, Lens::Cases | Lens::Everything | Lens::Terms);
        let lists = |doc| any || self.index.facts(doc).is_some_and(|facts| lens.lists(facts.sort));
        let entries = found.iter().filter(|found| self.is_entry(found.doc) && lists(found.doc));
        entries.take(FEW_ABOVE).count() < FEW_ABOVE
    }

    fn is_review(&self, doc: u32) -> bool {
        self.index.facts(doc).is_some_and(|facts| facts.sort == DocSort::Page && facts.review > 0)
    }

    fn is_entry(&self, doc: u32) -> bool {
        self.index.facts(doc).is_some_and(|facts| facts.sort.is_entry())
    }

    /// The entries for a lens. Entries that have some of the words themselves stand before pages and what only the names of its
    /// case find, and these before headlines and what was not found. Where scores are the same, the newest case stands first,
    /// then by id, then in the order of the case's lists.
    fn list(&self, lens: Lens, found: &[Found]) -> LensPlaces {
        if matches!(lens, Lens::Cases | Lens::Terms) {
            return LensPlaces::default();
        }
        // Without a search nothing is better than anything else, and each case stands together.
        let typed = found.iter().any(|found| found.score > 0);
        let places = found
            .iter()
            .filter(|found| self.index.facts(found.doc).is_some_and(|facts| lens.lists(facts.sort)))
            .map(|found| {
                let rank = self.index.rank_of(self.index.ordinal(found.doc));
                let first = found.own && (self.is_entry(found.doc) || found.score >= GRADED);
                (
                    if typed { u8::from(!first) + u8::from(self.index.is_aside(found.doc)) } else { 0 },
                    Reverse(found.score),
                    rank,
                    found.doc,
                )
            });
        LensPlaces { places: places.collect() }
    }

    fn lens_hit(&self, (_, Reverse(score), _, doc): &LensPlace) -> Option<LensHit> {
        let (case, at) = self.index.locate(*doc)?;
        Some(LensHit { key: case.key, item: *case.items.get(at)?, score: *score, near: None })
    }
}

/// The place of an entry in the list of a lens: how far behind entries, how well it matches, its case, its number.
type LensPlace = (u8, Reverse<u32>, u32, u32);

/// The list of a lens; only its beginning is in order at first.
#[derive(Default)]
struct LensPlaces {
    places: Vec<LensPlace>,
}

impl LensPlaces {
    /// The best, in order.
    fn first(&mut self, engine: &Engine) -> Vec<LensHit> {
        if self.places.len() > FIRST_LISTED {
            self.places.select_nth_unstable(FIRST_LISTED);
        }
        let first = self.places.len().min(FIRST_LISTED);
        self.places.get_mut(..first).unwrap_or_default().sort_unstable();
        self.places.iter().take(first).filter_map(|place| engine.lens_hit(place)).collect()
    }

    /// All of it, in order.
    fn whole(mut self, engine: &Engine) -> Vec<LensHit> {
        self.places.get_mut(FIRST_LISTED..).unwrap_or_default().sort_unstable();
        self.places.iter().filter_map(|place| engine.lens_hit(place)).collect()
    }
}

fn case_hits(case: &CaseDocs, score: u32, whole: bool, found: Range<u32>) -> CaseHits {
    CaseHits { key: case.key, score, whole, all: Arc::clone(&case.items), first: case.first, found, near: None }
}

/// A clause that nothing has, with what its abbreviation stands for.
fn nowhere_of(clause: &Clause, thesaurus: &Thesaurus) -> Option<Nowhere> {
    let short = clause.plain().filter(|atom| is_short(atom, thesaurus));
    let stands_for = short.map_or_else(Vec::new, |atom| full_forms(atom, thesaurus));
    Some(Nowhere { span: clause.terms.first()?.span.clone(), stands_for, left: None })
}

/// True if a query asks for reviews of a grade.
fn graded(query: &Query) -> bool {
    let asks = |term: &Condition| match &term.wanted {
        Wanted::Filter(filter) => filter.field == FilterField::Grade && !term.negated,
        Wanted::Words(_) => false,
    };
    query.clauses().iter().flat_map(|clause| &clause.terms).any(asks)
}

/// The answer to all clauses together.
struct Every {
    clauses: Vec<Evaluated>,
    found: Vec<Found>,
    nowhere: Vec<Nowhere>,
}

/// With fewer entries than this above the line, those near them are looked for.
const FEW_ABOVE: usize = 10;

/// The matches that count for each word that is wanted; none does for words that were not asked for after all, nor for those
/// that weigh nothing in what is near.
fn accepts(
    query: &Query,
    clauses: &[Evaluated],
    seeks_near: bool,
    may_lack: &dyn Fn(&Clause) -> bool,
) -> Vec<Vec<Accept>> {
    let skips = clauses.len() < query.clauses().len();
    let mut found = clauses.iter().map(|clause| &clause.accepts);
    let mut accepts = Vec::new();
    for clause in query.clauses() {
        let wanted = clause.wanted();
        let unlit = may_lack(clause);
        // The full form of an abbreviation comes behind it, and lights up by itself.
        let known = (!(skips && unlit)).then(|| found.next()).flatten();
        if unlit && (skips || seeks_near) {
            accepts.extend(wanted.map(|words| vec![Accept::none(); words.atoms.len()]));
        } else {
            accepts.extend(known.into_iter().flatten().take(wanted.count()).cloned());
        }
    }
    accepts
}

#[cfg(test)]
mod similar_tests;
#[cfg(test)]
mod tests;
