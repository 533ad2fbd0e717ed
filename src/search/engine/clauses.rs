//! What one clause of a query finds.

use super::tables::{Resolved, Tables};
use crate::search::accept::{Accept, splits};
use crate::search::index::{BREAK, Index, WordId};
use crate::search::query::{Anchor, Clause, Field, Filter, FilterValue, QueryProblem, Term, Wanted, Years};

/// What a word in the main text is worth more than in a label.
const IN_MAIN: u32 = 300;
/// What a word in the names of a case is worth more than in its area, kind or year.
const OTHER_HEADER: (u32, u32) = (3, 5);
/// The score of two words that were typed as one.
const JOINED: u32 = 900;
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

/// A clause with what was found for it.
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

/// Evaluates a clause.
///
/// # Errors
/// A filter whose value is not known.
pub fn evaluate(clause: &Clause, index: &Index, tables: &mut Tables) -> Result<Evaluated, QueryProblem> {
    let mut evaluated = Evaluated {
        scores: Scores::blank(index),
        excludes: matches!(clause.terms.as_slice(), [only] if only.negated),
        filters: clause.terms.iter().all(|term| matches!(term.wanted, Wanted::Filter(_))),
        resolved: Vec::new(),
        accepts: Vec::new(),
    };
    for term in &clause.terms {
        if term.negated && !evaluated.excludes {
            let mut without = Scores::blank(index);
            term_scores(term, index, tables, &mut without)?;
            for (ordinal, case) in index.cases() {
                let head = without.heads.get(ordinal as usize).copied().unwrap_or(0);
                for doc in case.docs().filter(|_| head == 0) {
                    if without.docs.get(doc as usize) == Some(&0) {
                        evaluated.scores.raise(doc, FILTERED);
                    }
                }
            }
            evaluated.scores.places += index.docs();
        } else {
            let resolved = term_scores(term, index, tables, &mut evaluated.scores)?;
            if !term.negated && matches!(term.wanted, Wanted::Words(_)) {
                evaluated.accepts.push(resolved.iter().map(|resolved| resolved.accept).collect());
                evaluated.resolved.extend(resolved);
            }
        }
    }
    Ok(evaluated)
}

fn term_scores(
    term: &Term,
    index: &Index,
    tables: &mut Tables,
    scores: &mut Scores,
) -> Result<Vec<Resolved>, QueryProblem> {
    match &term.wanted {
        Wanted::Filter(filter) => {
            filtered(filter, term, index, scores)?;
            Ok(Vec::new())
        }
        Wanted::Words(words) => {
            let mut resolved: Vec<Resolved> = words.atoms.iter().map(|atom| tables.resolve(atom, index)).collect();
            match (words.atoms.as_slice(), resolved.as_mut_slice()) {
                ([atom], [only]) if words.anchor == Anchor::Anywhere => {
                    single(only, index, scores);
                    if only.words.is_empty() {
                        for (first, second) in splits(atom) {
                            let halves = [tables.resolve_half(&first, index), tables.resolve_half(&second, index)];
                            row(&halves, Anchor::Anywhere, index, scores, Some(JOINED));
                        }
                        only.accept.joined = true;
                    }
                }
                _ => row(&resolved, words.anchor, index, scores, None),
            }
            Ok(resolved)
        }
    }
}

/// One word, anywhere.
fn single(resolved: &Resolved, index: &Index, scores: &mut Scores) {
    scores.places += resolved.places;
    for (id, score) in &resolved.words {
        if let Some(postings) = index.lexicon.postings(*id) {
            let docs = &mut scores.docs;
            postings.each(|doc, main| {
                if let Some(best) = docs.get_mut(doc as usize) {
                    *best = (*best).max(score + if main { IN_MAIN } else { 0 });
                }
            });
        }
    }
    if resolved.words.is_empty() {
        return;
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
fn row(resolved: &[Resolved], anchor: Anchor, index: &Index, scores: &mut Scores, fixed: Option<u32>) {
    let Some(rarest) = resolved.iter().min_by_key(|resolved| resolved.places) else { return };
    if rarest.words.is_empty() {
        return;
    }
    let mut wanted = vec![false; index.docs()];
    for (id, _) in &rarest.words {
        if let Some(postings) = index.lexicon.postings(*id) {
            postings.each(|doc, _| {
                if let Some(wanted) = wanted.get_mut(doc as usize) {
                    *wanted = true;
                }
            });
        }
    }
    for (ordinal, case) in index.cases() {
        for (at, doc) in case.docs().enumerate() {
            if wanted.get(doc as usize) != Some(&true) {
                continue;
            }
            let item = case.item_words(at);
            if let Some((score, from)) = best_row(item.words, item.main, resolved, anchor) {
                let main = if from < item.main { IN_MAIN } else { 0 };
                scores.raise(doc, fixed.unwrap_or(score) + main);
                scores.places += 1;
            }
        }
        let title = case.header.iter().position(|word| *word == BREAK).unwrap_or(case.header.len());
        if let Some((score, from)) = best_row(&case.header, title, resolved, anchor) {
            let score = fixed.unwrap_or(score);
            let score = if from < case.names { score } else { score * OTHER_HEADER.0 / OTHER_HEADER.1 };
            scores.raise_head(ordinal, score);
        }
    }
}

/// The best place where the words stand next to each other: its score and where it begins.
fn best_row(words: &[WordId], main: usize, resolved: &[Resolved], anchor: Anchor) -> Option<(u32, usize)> {
    let count = resolved.len();
    let (first, rest) = resolved.split_first()?;
    let last = words.len().checked_sub(count)?;
    let places = match anchor {
        Anchor::Anywhere => 0..last + 1,
        Anchor::Start => 0..1,
        Anchor::End => main.checked_sub(count).map_or(0..0, |from| from..from + 1),
        Anchor::Both => 0..usize::from(count == main),
    };
    let mut best: Option<(u32, usize)> = None;
    for (from, word) in places.clone().zip(words.get(places).unwrap_or_default()) {
        let mut worst = first.score(*word);
        if worst == 0 {
            continue;
        }
        for (word, resolved) in words.get(from + 1..).unwrap_or_default().iter().zip(rest) {
            worst = worst.min(resolved.score(*word));
        }
        if worst > 0 && best.is_none_or(|(score, _)| worst > score) {
            best = Some((worst, from));
        }
    }
    best
}

fn filtered(filter: &Filter, term: &Term, index: &Index, scores: &mut Scores) -> Result<(), QueryProblem> {
    let values = match &filter.value {
        FilterValue::Years(years) => {
            let known = index.values.of(Field::Year);
            known.filter(|(_, value)| has_year(&value.code, *years)).map(|(id, _)| id).collect()
        }
        FilterValue::Listed(wanted) => {
            let values = index.values.matching(filter.field, wanted);
            if values.is_empty() && !index.is_empty() {
                return Err(unknown(filter.field, wanted, term, index));
            }
            values
        }
    };
    for value in values.into_iter().filter_map(|id| index.values.get(id)) {
        value.postings.each(|doc, _| scores.raise(doc, FILTERED));
        scores.places += value.postings.count();
    }
    Ok(())
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
    let near = crate::case::suggest::nearest(wanted, names()).into_iter().map(str::to_owned).collect();
    let row = field.row();
    let message = match field {
        Field::Area | Field::Case => format!("no {} of the library is called \"{wanted}\"", row.noun),
        _ => format!("no {} is called \"{wanted}\"", row.noun),
    };
    QueryProblem { span: term.span.clone(), message, near }
}
