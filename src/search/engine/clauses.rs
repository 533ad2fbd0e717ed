//! What one clause of a query finds.

use super::rank::Candidate;
use super::tables::{Resolved, Tables};
use crate::search::accept::Accept;
use crate::search::index::{BREAK, CaseDocs, Index, ValueId, WordId};
use crate::search::query::{Anchor, Clause, Field, Filter, FilterValue, QueryProblem, Term, Wanted, Years};

/// What a word in the main text is worth more than in a label.
const IN_MAIN: u32 = 300;
/// What a word in the names of a case is worth more than in its area, kind or year.
const OTHER_HEADER: (u32, u32) = (3, 5);
/// The score of what a filter leaves: it chooses, it does not rank.
const FILTERED: u32 = 1;

/// What a clause finds: scores by document and by case, 0 for what does not match.
#[derive(Debug, Default)]
pub struct Scores {
    /// Of each document.
    pub docs: Vec<u32>,
    /// Of the names and labels of each case.
    pub heads: Vec<u32>,
    /// In how many documents, roughly; what is rare weighs more.
    pub places: usize,
}

impl Scores {
    fn blank(index: &Index) -> Self {
        Self { docs: vec![0; index.docs()], heads: vec![0; index.case_slots()], places: 0 }
    }

    fn raise(&mut self, doc: u32, score: u32) {
        if let Some(best) = self.docs.get_mut(doc as usize) {
            *best = (*best).max(score);
        }
    }

    fn raise_head(&mut self, ordinal: u32, score: u32) {
        if let Some(best) = self.heads.get_mut(ordinal as usize) {
            *best = (*best).max(score);
        }
    }
}

/// A clause whose words and values are known, and how much there is to look at.
pub struct Prepared<'q> {
    clause: &'q Clause,
    terms: Vec<PreparedTerm>,
    /// In how many documents it may be found, roughly.
    pub places: usize,
}

enum PreparedTerm {
    Words(Vec<Resolved>),
    Values(Vec<ValueId>),
}

/// A clause with what was found for it.
#[derive(Default)]
pub struct Evaluated {
    /// The scores.
    pub scores: Scores,
    /// Whether what matches is left out.
    pub excludes: bool,
    /// Whether it is of filters only, which have no place in a text.
    pub filters: bool,
    /// The words that its positive terms were resolved to.
    pub resolved: Vec<Resolved>,
    /// What counts for each word of each positive term.
    pub accepts: Vec<Vec<Accept>>,
}

/// Looks up what a clause asks for.
///
/// # Errors
/// A filter whose value is not known.
pub fn prepare<'q>(clause: &'q Clause, index: &Index, tables: &mut Tables) -> Result<Prepared<'q>, QueryProblem> {
    let mut prepared = Prepared { clause, terms: Vec::with_capacity(clause.terms.len()), places: 0 };
    for term in &clause.terms {
        prepared.terms.push(match &term.wanted {
            Wanted::Words(words) => {
                let resolved: Vec<Resolved> = words.atoms.iter().map(|atom| tables.resolve(atom, index)).collect();
                prepared.places += resolved.iter().map(|resolved| resolved.places).min().unwrap_or(0);
                PreparedTerm::Words(resolved)
            }
            Wanted::Filter(filter) => {
                let values = values_of(filter, term, index)?;
                let known = values.iter().filter_map(|id| index.values.get(*id));
                prepared.places += known.map(|value| value.postings.count()).sum::<usize>();
                PreparedTerm::Values(values)
            }
        });
    }
    Ok(prepared)
}

impl Prepared<'_> {
    /// Whether what matches is left out.
    pub fn excludes(&self) -> bool {
        matches!(self.clause.terms.as_slice(), [only] if only.negated)
    }

    /// Finds it, in all documents or `among` those that are still in question.
    pub fn evaluate(self, index: &Index, among: Option<&[Candidate]>) -> Evaluated {
        let excludes = self.excludes();
        let filters = self.clause.terms.iter().all(|term| matches!(term.wanted, Wanted::Filter(_)));
        let mut evaluated = Evaluated { scores: Scores::blank(index), excludes, filters, ..Evaluated::default() };
        evaluated.scores.places = self.places;
        for (term, found) in self.clause.terms.iter().zip(self.terms) {
            if term.negated && !excludes {
                let mut without = Scores::blank(index);
                term_scores(term, found, index, among, &mut without);
                for (_, case) in index.cases() {
                    for doc in case.docs() {
                        if without.docs.get(doc as usize) == Some(&0) {
                            evaluated.scores.raise(doc, FILTERED);
                        }
                    }
                }
                evaluated.scores.places += index.docs();
            } else {
                let resolved = term_scores(term, found, index, among, &mut evaluated.scores);
                if !term.negated && matches!(term.wanted, Wanted::Words(_)) {
                    evaluated.accepts.push(resolved.iter().map(|resolved| resolved.accept).collect());
                    evaluated.resolved.extend(resolved);
                }
            }
        }
        evaluated
    }
}

fn term_scores(
    term: &Term,
    found: PreparedTerm,
    index: &Index,
    among: Option<&[Candidate]>,
    scores: &mut Scores,
) -> Vec<Resolved> {
    match (&term.wanted, found) {
        (Wanted::Words(words), PreparedTerm::Words(resolved)) => {
            match (words.atoms.as_slice(), resolved.as_slice()) {
                ([_], [only]) if words.anchor == Anchor::Anywhere => single(only, index, among, scores),
                _ => row(&resolved, words.anchor, index, among, scores),
            }
            resolved
        }
        (_, PreparedTerm::Values(values)) => {
            for value in values.into_iter().filter_map(|id| index.values.get(id)) {
                value.postings.each(|doc, _| scores.raise(doc, FILTERED));
            }
            Vec::new()
        }
        (Wanted::Filter(_), PreparedTerm::Words(_)) => Vec::new(),
    }
}

/// A document has about as many words: where fewer documents are in question than this many times less than a word has
/// places, it is quicker to read them.
const WORDS_OF_A_DOCUMENT: usize = 32;

/// One word, anywhere.
fn single(resolved: &Resolved, index: &Index, among: Option<&[Candidate]>, scores: &mut Scores) {
    if resolved.words.is_empty() {
        return;
    }
    match among.filter(|among| among.len() * WORDS_OF_A_DOCUMENT < resolved.places) {
        Some(among) => {
            for candidate in among {
                let Some((case, at)) = index.locate(candidate.doc) else { continue };
                let item = case.item_words(at);
                let mut best = 0;
                for (at, word) in item.words.iter().enumerate() {
                    let score = resolved.score(*word);
                    if score > 0 {
                        best = best.max(score + if at < item.main { IN_MAIN } else { 0 });
                    }
                }
                scores.raise(candidate.doc, best);
            }
        }
        None => {
            for (id, score) in &resolved.words {
                let Some(postings) = index.lexicon.postings(*id) else { continue };
                let docs = &mut scores.docs;
                postings.each(|doc, main| {
                    if let Some(best) = docs.get_mut(doc as usize) {
                        *best = (*best).max(score + if main { IN_MAIN } else { 0 });
                    }
                });
            }
        }
    }
    for (ordinal, case) in index.cases() {
        let mut best = 0;
        for (at, word) in case.header.iter().enumerate() {
            let score = resolved.score(*word);
            best = best.max(if at < case.names { score } else { score * OTHER_HEADER.0 / OTHER_HEADER.1 });
        }
        scores.raise_head(ordinal, best);
    }
}

/// Words next to each other, or at an end of the main text.
fn row(resolved: &[Resolved], anchor: Anchor, index: &Index, among: Option<&[Candidate]>, scores: &mut Scores) {
    if resolved.iter().any(|resolved| resolved.words.is_empty()) {
        return;
    }
    // A bit for each word of the row, by word of the library: most places are left aside by a look at these alone.
    let mut bits: Vec<u8> = vec![0; index.lexicon.len()];
    for (bit, resolved) in resolved.iter().enumerate().take(8) {
        for (id, _) in &resolved.words {
            if let Some(bits) = bits.get_mut(*id as usize) {
                *bits |= 1 << bit;
            }
        }
    }
    let row = Row { resolved, bits, anchor };
    let look = |case: &CaseDocs, at: usize, doc: u32, scores: &mut Scores| {
        let item = case.item_words(at);
        if let Some((score, from)) = row.best(item.words, item.main) {
            scores.raise(doc, score + if from < item.main { IN_MAIN } else { 0 });
        }
    };
    match (among, resolved.iter().min_by_key(|resolved| resolved.places)) {
        (Some(among), Some(rarest)) if among.len() < rarest.places => {
            for candidate in among {
                if let Some((case, at)) = index.locate(candidate.doc) {
                    look(case, at, candidate.doc, scores);
                }
            }
        }
        (_, Some(rarest)) => {
            let mut wanted = vec![false; index.docs()];
            for postings in rarest.words.iter().filter_map(|(id, _)| index.lexicon.postings(*id)) {
                postings.each(|doc, _| {
                    if let Some(wanted) = wanted.get_mut(doc as usize) {
                        *wanted = true;
                    }
                });
            }
            for (_, case) in index.cases() {
                let docs = case.docs();
                let marked = wanted.get(docs.start as usize..docs.end as usize).unwrap_or_default();
                for (at, _) in marked.iter().enumerate().filter(|(_, wanted)| **wanted) {
                    look(case, at, case.first + at as u32, scores);
                }
            }
        }
        (_, None) => {}
    }
    for (ordinal, case) in index.cases() {
        let title = case.header.iter().position(|word| *word == BREAK).unwrap_or(case.header.len());
        if let Some((score, from)) = row.best(&case.header, title) {
            let score = if from < case.names { score } else { score * OTHER_HEADER.0 / OTHER_HEADER.1 };
            scores.raise_head(ordinal, score);
        }
    }
}

/// Words that are to stand next to each other.
struct Row<'r> {
    resolved: &'r [Resolved],
    /// For each word of the library, which of the first eight words of the row it can be.
    bits: Vec<u8>,
    anchor: Anchor,
}

impl Row<'_> {
    fn can_be(&self, word: WordId, place: usize) -> bool {
        place >= 8 || self.bits.get(word as usize).is_some_and(|bits| bits & (1 << place) != 0)
    }

    /// The best place where the words stand next to each other: its score and where it begins.
    fn best(&self, words: &[WordId], main: usize) -> Option<(u32, usize)> {
        let count = self.resolved.len();
        let last = words.len().checked_sub(count)?;
        let places = match self.anchor {
            Anchor::Anywhere => 0..last + 1,
            Anchor::Start => 0..1,
            Anchor::End => main.checked_sub(count).map_or(0..0, |from| from..from + 1),
            Anchor::Both => 0..usize::from(count == main),
        };
        let mut best: Option<(u32, usize)> = None;
        for (from, word) in places.clone().zip(words.get(places).unwrap_or_default()) {
            if !self.can_be(*word, 0) {
                continue;
            }
            let window = words.get(from..from + count).unwrap_or_default();
            if !window.iter().enumerate().all(|(place, word)| self.can_be(*word, place)) {
                continue;
            }
            let worst = window.iter().zip(self.resolved).map(|(word, resolved)| resolved.score(*word)).min();
            if let Some(worst @ 1..) = worst
                && best.is_none_or(|(score, _)| worst > score)
            {
                best = Some((worst, from));
            }
        }
        best
    }
}

fn values_of(filter: &Filter, term: &Term, index: &Index) -> Result<Vec<ValueId>, QueryProblem> {
    match &filter.value {
        FilterValue::Years(years) => {
            let known = index.values.of(Field::Year);
            Ok(known.filter(|(_, value)| has_year(&value.code, *years)).map(|(id, _)| id).collect())
        }
        FilterValue::Listed(wanted) => {
            let values = index.values.matching(filter.field, wanted);
            if values.is_empty() && !index.is_empty() {
                return Err(unknown(filter.field, wanted, term, index));
            }
            Ok(values)
        }
    }
}

fn has_year(code: &str, years: Years) -> bool {
    code.parse().is_ok_and(|year| years.hold(year))
}

fn unknown(field: Field, wanted: &str, term: &Term, index: &Index) -> QueryProblem {
    let names = || {
        index
            .values
            .of(field)
            .flat_map(|(_, value)| std::iter::once(value.code.as_str()).chain(value.names.iter().map(String::as_str)))
    };
    let near = crate::text::near::nearest(wanted, names()).into_iter().map(str::to_owned).collect();
    let row = field.row();
    let message = match field {
        Field::Area | Field::Case => format!("no {} of the library is called \"{wanted}\"", row.noun),
        _ => format!("no {} is called \"{wanted}\"", row.noun),
    };
    QueryProblem { span: term.span.clone(), message, near }
}
