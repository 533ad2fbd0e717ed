//! Finding: queries, folding, word matching, ranking, and what lights up.
//!
//! A query is a set of words in any order. Each is matched against the *words* of the library with fuzzy-matcher, never
//! against whole paragraphs, of which almost every one holds almost every short sequence of letters. What the words
//! score is kept in one table for each word of the query, so that looking at an item costs one step for each of its words.

mod documents;
mod engine;
mod fold;
mod highlight;
mod query;
mod word_match;

pub use documents::{case_texts, item_texts, items};
pub use engine::{CaseHits, Engine, Hits, ItemHit};
pub use fold::fold;
pub use highlight::{Highlighter, MatchSpan};
pub use query::{Atom, Query};
