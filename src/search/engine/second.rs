//! The second part of an answer, and what is told where nothing was found.

use std::collections::HashSet;

use super::{Ask, Engine, Every, case_hits};
use crate::case::Vocabulary;
use crate::library::EntryKey;
use crate::search::board::Bits;
use crate::search::hits::{CaseHits, Found, Hits, Lens, LensHit, Nowhere};
use crate::search::near::{self, NearDoc};
use crate::search::query::Clause;

impl Engine {
    /// The second part: what has some of the words and is not `above` the line. Filters and signs hold in it too.
    pub(super) fn find_near(
        &mut self,
        ask: &Ask,
        above: &[Found],
        cancelled: &dyn Fn() -> bool,
    ) -> Option<Vec<NearDoc>> {
        let held: Vec<&Clause> = ask.query.clauses().iter().filter(|clause| !clause.relaxed).collect();
        let held = match held.is_empty() {
            true => None,
            // A mistake in a filter was told before.
            false => match self.every(&held, cancelled)? {
                Ok(Every { clauses, found, .. }) => {
                    self.keep_boards(clauses);
                    Some(found)
                }
                Err(_) => return Some(Vec::new()),
            },
        };
        let bits = |found: &[Found]| Bits::of(self.index.docs(), found.iter().map(|found| found.doc));
        let (held, not) = (held.as_deref().map(bits), bits(above));
        let (index, lens) = (&self.index, ask.lens);
        let any = matches!(lens, Lens::Cases | Lens::Terms);
        let listed = |doc| any || index.facts(doc).is_some_and(|facts| lens.lists(facts.sort));
        let may = |doc: u32| held.as_ref().is_none_or(|held| held.has(doc)) && !not.has(doc) && listed(doc);
        let wanted = near::NearQuestion { query: &ask.query, may: &may, above: above.len() };
        let thesaurus = self.own_words.as_ref().unwrap_or_else(|| Vocabulary::shipped().thesaurus());
        self.near.find(&wanted, index, thesaurus, &mut self.tables, cancelled)
    }

    /// Adds the cases of the second part that do not stand above the line already, in the order of their best entries.
    pub(super) fn add_near_cases(&self, near: &[NearDoc], hits: &mut Hits) {
        let mut seen: HashSet<EntryKey> = hits.cases.iter().map(|case| case.key).collect();
        for (row, best) in (0..).zip(near) {
            let ordinal = self.index.ordinal(best.doc);
            let Some(case) = self.index.case(ordinal).filter(|case| seen.insert(case.key)) else { continue };
            let start = hits.found.len() as u32;
            let of_case = near.iter().filter(|near| self.index.ordinal(near.doc) == ordinal);
            let mut own: Vec<(u32, u32)> = of_case.map(|near| (near.doc, near.score)).collect();
            own.sort_unstable();
            hits.found.extend(own.into_iter().map(|(doc, score)| Found { doc, score, own: true }));
            let found = start..hits.found.len() as u32;
            hits.cases.push(CaseHits { near: Some(row), ..case_hits(case, best.score, false, found) });
        }
    }

    pub(super) fn near_hit(&self, row: u32, near: &NearDoc) -> Option<LensHit> {
        let (case, at) = self.index.locate(near.doc)?;
        Some(LensHit { key: case.key, item: *case.items.get(at)?, score: near.score, near: Some(row) })
    }

    /// The part of a query without which most is found, and how much, where nothing has all parts together.
    pub(super) fn fails(&mut self, clauses: &[&Clause], cancelled: &dyn Fn() -> bool) -> Option<Option<Nowhere>> {
        let mut best: Option<Nowhere> = None;
        for (at, without) in clauses.iter().enumerate().filter(|_| clauses.len() > 1) {
            let rest = clauses.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, clause)| *clause);
            let Ok(every) = self.every(&rest.collect::<Vec<_>>(), cancelled)? else { continue };
            self.keep_boards(every.clauses);
            let found = every.found.len();
            if found > best.as_ref().and_then(|best| best.left).unwrap_or(0) {
                let span = without.terms.first().map(|term| term.span.clone());
                best = span.map(|span| Nowhere { span, stands_for: Vec::new(), left: Some(found) });
            }
        }
        Some(best)
    }
}
