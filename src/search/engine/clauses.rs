//! The answer to one clause of a query.

use super::complete::quoted;
use super::rank::weight;
use super::tables::{Resolved, Tables};
use crate::case::{PartialDate, phrase_key};
use crate::search::accept::Accept;
use crate::search::board::{Board, Boards};
use crate::search::hits::Found;
use crate::search::index::{Index, KnownValue, RowWord, ValueId};
use crate::search::query::{
    Anchor, Clause, Condition, FIELDS, FieldRow, Filter, FilterField, FilterValue, QueryProblem, Values, Wanted,
};
use crate::text::near::nearest;

/// A word in the main text is worth so much more than in a label.
const IN_MAIN: u32 = 300;
/// A word in the area, kind or year of a case is worth this share of one in its names.
const OTHER_HEADER: (u32, u32) = (3, 5);
/// Filters of other fields that are named where a field has no such value.
const MOST_NEAR: usize = 3;
/// The score of what a filter leaves: it chooses, it does not rank.
const FILTERED: u32 = 1;

/// The scores that a clause gives.
#[derive(Debug, Default)]
pub struct Scores {
    /// Of each document.
    pub docs: Board<u32>,
    /// Of the names and labels of each case.
    pub heads: Board<u32>,
}

impl Scores {
    fn blank(index: &Index, boards: &mut Boards<u32>) -> Self {
        Self { docs: boards.take(index.docs()), heads: boards.take(index.case_slots()) }
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
    /// The scores. Those of documents are needed only until the next clause.
    pub scores: Scores,
    /// The factor of its scores, in 256ths.
    pub weight: u32,
    /// True where what matches is left out.
    pub excludes: bool,
    /// True for filters only, which have no place in a text.
    pub filters: bool,
    /// The words that its positive terms were resolved to.
    pub resolved: Vec<Resolved>,
    /// The matches that count for each word of each positive term.
    pub accepts: Vec<Vec<Accept>>,
}

/// Looks up what a clause asks for.
///
/// # Errors
/// A filter whose value is not known.
pub fn prepare<'q>(clause: &'q Clause, index: &mut Index, tables: &mut Tables) -> Result<Prepared<'q>, QueryProblem> {
    let mut prepared = Prepared { clause, terms: Vec::with_capacity(clause.terms.len()), places: 0 };
    for term in &clause.terms {
        prepared.terms.push(match &term.wanted {
            Wanted::Words(words) => {
                let resolved: Vec<Resolved> = words.atoms.iter().map(|atom| tables.resolve(atom, index)).collect();
                resolved.iter().filter_map(|one| one.initial).for_each(|(letter, _)| index.prepare_initial(letter));
                prepared.places += resolved.iter().map(|resolved| resolved.places).min().unwrap_or(0);
                PreparedTerm::Words(resolved)
            }
            Wanted::Filter(filter) => {
                let values = values_of(filter, term, index)?;
                let known = values.iter().filter_map(|id| index.values.get(*id));
                prepared.places += known.map(|value| index.value_count(value)).sum::<usize>();
                PreparedTerm::Values(values)
            }
        });
    }
    Ok(prepared)
}

impl Prepared<'_> {
    /// True if what matches is left out.
    pub fn excludes(&self) -> bool {
        matches!(self.clause.terms.as_slice(), [only] if only.negated)
    }

    /// Finds it, in all documents or `among` those that are still in question.
    pub fn evaluate(self, index: &Index, among: Option<&[Found]>, boards: &mut Boards<u32>) -> Evaluated {
        let excludes = self.excludes();
        let filters = self.clause.terms.iter().all(|term| matches!(term.wanted, Wanted::Filter(_)));
        let scores = Scores::blank(index, boards);
        let mut evaluated = Evaluated { scores, excludes, filters, ..Evaluated::default() };
        let mut places = self.places;
        for (term, found) in self.clause.terms.iter().zip(self.terms) {
            let scores = &mut evaluated.scores;
            if term.negated && !excludes {
                let mut without = Scores::blank(index, boards);
                term_scores(term, found, index, among, &mut without, boards);
                let live = index.each_doc();
                live.filter(|doc| without.docs.get(*doc) == 0).for_each(|doc| scores.docs.raise(doc, FILTERED));
                places += index.docs();
                boards.give_back(without.docs);
                boards.give_back(without.heads);
            } else {
                let resolved = term_scores(term, found, index, among, scores, boards);
                if !term.negated && matches!(term.wanted, Wanted::Words(_)) {
                    evaluated.accepts.push(resolved.iter().map(|resolved| resolved.accept).collect());
                    evaluated.resolved.extend(resolved);
                }
            }
        }
        evaluated.weight = weight(places, index);
        evaluated
    }
}

fn term_scores(
    term: &Condition,
    found: PreparedTerm,
    index: &Index,
    among: Option<&[Found]>,
    scores: &mut Scores,
    boards: &mut Boards<u32>,
) -> Vec<Resolved> {
    match (&term.wanted, found) {
        (Wanted::Words(words), PreparedTerm::Words(resolved)) => {
            match (words.atoms.as_slice(), resolved.as_slice()) {
                ([_], [only]) if words.anchor == Anchor::Anywhere => single(only, index, among, scores),
                _ => row(&resolved, words.anchor, index, among, scores, boards),
            }
            resolved
        }
        (_, PreparedTerm::Values(values)) => {
            for value in values.into_iter().filter_map(|id| index.values.get(id)) {
                value.postings.each(|doc| scores.docs.raise(doc, FILTERED));
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
fn single(resolved: &Resolved, index: &Index, among: Option<&[Found]>, scores: &mut Scores) {
    let in_text = |score: u32, main: bool| score + if main { IN_MAIN } else { 0 };
    // Words that begin with the only letter are found by that letter, and the letter itself beside them.
    let initial = resolved.initial.and_then(|(letter, score)| Some((index.initial(letter)?, score)));
    if let Some(([any, main], score)) = initial {
        let mut raise = |doc: u32| scores.docs.raise(doc, in_text(score, main.has(doc)));
        match among {
            Some(among) => among.iter().map(|found| found.doc).filter(|doc| any.has(*doc)).for_each(raise),
            None => any.each(&mut raise),
        }
    }
    let words = resolved.words.iter().filter(|(_, score)| initial.is_none_or(|(_, other)| *score != other));
    match among.filter(|among| initial.is_none() && among.len() * WORDS_OF_A_DOCUMENT < resolved.places) {
        Some(among) => {
            index.each_row(among.iter().map(|found| (found.doc, ())), |doc, (), item| {
                let scored = item.words.iter().enumerate().map(|(at, word)| (at, resolved.score(word.id())));
                let best = scored.filter(|(_, score)| *score > 0).map(|(at, score)| in_text(score, at < item.main));
                scores.docs.raise(doc, best.max().unwrap_or(0));
            });
        }
        None => {
            for (id, score) in words {
                let Some(postings) = index.lexicon.postings(*id) else { continue };
                postings.each(|doc, main| scores.docs.raise(doc, in_text(*score, main)));
            }
        }
    }
    for (id, score) in &resolved.words {
        index.heads.each(*id, |ordinal, name| scores.heads.raise(ordinal, in_header(*score, name)));
    }
}

/// The score of a word in the header of a case.
fn in_header(score: u32, name: bool) -> u32 {
    if name { score } else { score * OTHER_HEADER.0 / OTHER_HEADER.1 }
}

/// Words next to each other, or at an end of the main text.
fn row(
    resolved: &[Resolved],
    anchor: Anchor,
    index: &Index,
    among: Option<&[Found]>,
    scores: &mut Scores,
    boards: &mut Boards<u32>,
) {
    let Some(rarest) = resolved.iter().min_by_key(|resolved| resolved.places) else { return };
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
    let highest = |resolved: &Resolved| resolved.words.iter().map(|(_, score)| *score).max().unwrap_or(0);
    let row = PhraseWords { resolved, bits, anchor, most: resolved.iter().map(highest).min().unwrap_or(0) };
    let docs: Vec<(u32, ())> = match among.filter(|among| among.len() < rarest.places) {
        Some(among) => among.iter().map(|candidate| (candidate.doc, ())).collect(),
        None => {
            let mut docs = Vec::new();
            let mut wanted = boards.take(index.docs());
            for postings in rarest.words.iter().filter_map(|(id, _)| index.lexicon.postings(*id)) {
                postings.each(|doc, _| wanted.raise(doc, 1));
            }
            wanted.each(|doc, _| docs.push((doc, ())));
            boards.give_back(wanted);
            docs
        }
    };
    index.each_row(docs, |doc, (), item| {
        if let Some((score, from)) = row.best(item.words, item.main) {
            scores.docs.raise(doc, score + if from < item.main { IN_MAIN } else { 0 });
        }
    });
    let mut heads = boards.take(index.case_slots());
    for (id, _) in &rarest.words {
        index.heads.each(*id, |ordinal, _| heads.raise(ordinal, 1));
    }
    heads.each(|ordinal, _| {
        let Some(case) = index.case(ordinal) else { return };
        let title = case.header.iter().position(|word| *word == RowWord::BREAK).unwrap_or(case.header.len());
        if let Some((score, from)) = row.best(&case.header, title) {
            scores.heads.raise(ordinal, in_header(score, from < case.names));
        }
    });
    boards.give_back(heads);
}

/// Words that are to stand next to each other.
struct PhraseWords<'r> {
    resolved: &'r [Resolved],
    /// For each word of the library, which of the first eight words of the row it can be.
    bits: Vec<u8>,
    anchor: Anchor,
    /// No place scores more.
    most: u32,
}

impl PhraseWords<'_> {
    fn can_be(&self, word: RowWord, place: usize) -> bool {
        place >= 8 || self.bits.get(word.id() as usize).is_some_and(|bits| bits & (1 << place) != 0)
    }

    /// The best place where the words stand next to each other: its score and where it begins.
    fn best(&self, words: &[RowWord], main: usize) -> Option<(u32, usize)> {
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
            let worst = window.iter().zip(self.resolved).map(|(word, resolved)| resolved.score(word.id())).min();
            if let Some(worst @ 1..) = worst
                && best.is_none_or(|(score, _)| worst > score)
            {
                best = Some((worst, from));
                if worst == self.most {
                    break;
                }
            }
        }
        best
    }
}

fn values_of(filter: &Filter, term: &Condition, index: &Index) -> Result<Vec<ValueId>, QueryProblem> {
    let within = |holds: &dyn Fn(&str) -> bool| {
        let of = index.values.of(filter.field);
        Ok(of.filter(|(_, value)| holds(&value.code) && index.is_used(value)).map(|(id, _)| id).collect())
    };
    match &filter.value {
        FilterValue::Years(years) => within(&|code| code.parse().is_ok_and(|year| years.holds(year))),
        FilterValue::Counts(counts) => within(&|code| code.parse().is_ok_and(|count| counts.holds(count))),
        // A date without a day may lie in the range, and may not: it is shown rather than lost.
        FilterValue::Days(days) => {
            within(&|code| code.parse::<PartialDate>().is_ok_and(|date| days.meets(date.first_day(), date.last_day())))
        }
        FilterValue::Listed(wanted) => {
            let values = index.values.matching(filter.field, wanted, &|value| index.is_used(value));
            if values.is_empty() && !index.is_empty() {
                return Err(unknown(filter.field, wanted, term, index));
            }
            Ok(values)
        }
    }
}

fn unknown(field: FilterField, wanted: &str, term: &Condition, index: &Index) -> QueryProblem {
    let names = || {
        index.values.of(field).filter(|(_, value)| index.is_used(value)).flat_map(|(_, value)| {
            let names = value.names.iter().chain(&value.aliases).map(String::as_str);
            std::iter::once(value.code.as_str()).chain(names)
        })
    };
    let mut near = elsewhere(wanted, index);
    if near.is_empty() {
        near = nearest(wanted, names()).into_iter().map(str::to_owned).collect();
    }
    let row = field.row();
    let message = match field {
        FilterField::Area | FilterField::Case => format!("no {} of the library is called \"{wanted}\"", row.noun),
        _ => format!("no {} is called \"{wanted}\"", row.noun),
    };
    QueryProblem { span: term.span.clone(), message, near }
}

/// The filters of other fields that have such a value: "is:adult" asks for "person:adult".
fn elsewhere(wanted: &str, index: &Index) -> Vec<String> {
    let key = phrase_key(&wanted.replace('_', " "));
    let filter = |row: &FieldRow| {
        let is_it = |value: &KnownValue| {
            let code = value.code.replace('_', " ");
            let names = value.names.iter().map(String::as_str);
            std::iter::once(code.as_str()).chain(names).any(|name| phrase_key(name) == key) && index.is_used(value)
        };
        let (_, value) = index.values.of(row.field).find(|(_, value)| is_it(value))?;
        Some(format!("{}:{}", row.name, quoted(&value.code)))
    };
    FIELDS.iter().filter(|row| row.values == Values::Listed).filter_map(filter).take(MOST_NEAR).collect()
}

#[cfg(test)]
mod tests;
