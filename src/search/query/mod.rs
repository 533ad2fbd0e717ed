//! A typed text, taken apart: the language of the search.
//!
//! A query is clauses, all of which must hold, in any order. A clause is one term or several with `|` between them, of which
//! one must hold. A term is a word, a word or phrase with one of fzf's signs, or a filter. [`FIELDS`] and [`SIGNS`] are the
//! tables of the language.

mod atom;
mod field;
mod natural;
mod parse;
mod small;
mod span;
mod tokens;

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;

pub use atom::{Atom, Form, letter_mask, slips};
pub use field::{FIELDS, FieldRow, FilterField, SIGNS, Sign, Values};
pub use natural::{Meant, Understood};
pub use small::{is_light, is_said, small_stems};
pub use span::Span;
pub use tokens::{token_at, tokens};

use super::order::Order;
use crate::text::fold::words;

/// A query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    clauses: Vec<Clause>,
    /// The plain words in the order of the text, small ones too; none where something else stands between them.
    typed: Vec<Option<Typed>>,
    problems: Vec<QueryProblem>,
    /// Notes that are told beside the answer.
    notes: Vec<QueryProblem>,
    /// Filters, orders and questions in plain words.
    understood: Vec<Understood>,
}

/// A plain word as it was typed, without a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The word.
    pub atom: Atom,
    /// Its place in the typed text, in bytes.
    pub span: Range<usize>,
    /// True if a query does not turn on it.
    pub small: bool,
    /// True if it is another choice of the word before.
    pub choice: bool,
}

/// Terms of which one must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The terms; at least one.
    pub terms: Vec<Condition>,
    /// True if it is a word of the field that people say and do not ask for: "review", "report".
    pub said: bool,
    /// True if a near answer may lack it: it is a plain word, or a choice of such.
    pub relaxed: bool,
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// True if it must not hold.
    pub negated: bool,
    /// The words or the value that are wanted.
    pub wanted: Wanted,
    /// Its place in the typed text, in bytes.
    pub span: Range<usize>,
}

/// The words or the value that a term wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Words next to each other; mostly one.
    Words(Words),
    /// A value of a field.
    Filter(Filter),
}

/// Words next to each other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Words {
    /// The words; at least one.
    pub atoms: Vec<Atom>,
    /// Their place in the text.
    pub anchor: Anchor,
}

impl Words {
    /// The words of a text next to each other, whatever their endings; none where there are none.
    pub fn of(text: &str) -> Option<Self> {
        let atoms: Vec<Atom> = words(text).map(|(_, word)| Atom::new(word, Form::Word)).collect();
        (!atoms.is_empty()).then_some(Self { atoms, anchor: Anchor::Anywhere })
    }
}

/// The place in a text at which words must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// Anywhere.
    Anywhere,
    /// At its start.
    Start,
    /// At its end.
    End,
    /// They are the whole text.
    Both,
}

/// A value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The field.
    pub field: FilterField,
    /// The value.
    pub value: FilterValue,
}

/// The value of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterValue {
    /// A code or label, or part of one.
    Listed(String),
    /// Years.
    Years(Span<i16>),
    /// Numbers.
    Counts(Span<u32>),
    /// Days.
    Days(Span<Date>),
}

/// A mistake in a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryProblem {
    /// Which part of what was typed, in bytes.
    pub span: Range<usize>,
    /// The message: what was expected.
    pub message: String,
    /// Texts that may have been meant, nearest first.
    pub near: Vec<String>,
}

impl fmt::Display for QueryProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        let near: Vec<&str> = self.near.iter().map(String::as_str).collect();
        match crate::text::near::did_you_mean(&near) {
            Some(meant) => write!(f, "; {meant}"),
            None => Ok(()),
        }
    }
}

impl Query {
    /// Takes apart what was typed. The last word may be half typed. What cannot be understood is told by
    /// [`Query::problems`]; the rest stands.
    pub fn parse(text: &str) -> Self {
        parse::parse(text, true)
    }

    /// The same, with every word as a word: none is understood as a filter.
    pub fn parse_words(text: &str) -> Self {
        parse::parse(text, false)
    }

    /// The notes that are told beside the answer, in the order of the text.
    pub fn notes(&self) -> &[QueryProblem] {
        &self.notes
    }

    /// The plain words that are understood as something else, in the order of the text.
    pub fn understood(&self) -> &[Understood] {
        &self.understood
    }

    /// The order that plain words ask for.
    pub fn order(&self) -> Option<Order> {
        self.understood.iter().rev().find_map(|understood| match understood.meant {
            Meant::Order(order) => Some(order),
            _ => None,
        })
    }

    /// All of them must hold.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Its mistakes, in the order of the text.
    pub fn problems(&self) -> &[QueryProblem] {
        &self.problems
    }

    /// True if an entry may lack a clause where nothing has all of them: it is a word that people only say, and something else
    /// is asked for.
    pub fn may_lack(&self, clause: &Clause) -> bool {
        clause.said && self.clauses.iter().any(|clause| !clause.said)
    }

    /// The plain words, in the order of the text, small ones too. None where something else stands between them.
    pub fn typed(&self) -> &[Option<Typed>] {
        &self.typed
    }

    /// True if a near answer turns on a plain word: on small ones only where nothing else is asked for.
    pub fn turns_on(&self, typed: &Typed) -> bool {
        !typed.small || self.only_small() && self.clauses.iter().all(|clause| clause.relaxed)
    }

    /// True if all of the plain words are small ones.
    pub fn only_small(&self) -> bool {
        self.typed.iter().flatten().all(|typed| typed.small)
    }

    /// True if it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// True if it has a filter of this field.
    pub fn asks_of(&self, field: FilterField) -> bool {
        let asks = |term: &Condition| matches!(&term.wanted, Wanted::Filter(filter) if filter.field == field);
        self.clauses.iter().flat_map(|clause| &clause.terms).any(asks)
    }

    /// The words that are wanted, and light up.
    pub fn wanted(&self) -> impl Iterator<Item = &Words> {
        self.clauses.iter().flat_map(Clause::wanted)
    }
}
