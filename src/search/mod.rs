//! Finding: queries, folding, word matching, the index, ranking, and what lights up.
//!
//! A query is words in any order, with fzf's signs and with filters (`query`). Each word is matched against the *words* of
//! the library with fuzzy-matcher (`word_match`), never against whole paragraphs, of which almost every one holds almost
//! every short sequence of letters. The `index` knows where each word and each value stands, so that only entries that can
//! match are ever looked at; the `engine` ranks them, and `similar` finds what says the same in other cases.

mod accept;
mod board;
mod documents;
mod engine;
mod facets;
mod highlight;
mod hits;
mod index;
mod near;
mod order;
mod query;
mod similar;
#[cfg(test)]
mod some_library;
mod thesaurus;
mod word_match;

pub use crate::text::fold::fold;
pub use accept::Accept;
pub use documents::{case_texts, item_texts, items, main_text, sort_of};
pub use engine::{Answer, Ask, COUNTED, Choice, Completions, Engine, quoted};
pub use highlight::{Highlighter, MatchSpan};
pub use hits::{CaseHits, FacetCount, Hits, InCase, Lens, LensHit, NearHits, Nowhere};
pub use index::Index;
pub use index::stored_index;
pub use near::{StoodFor, Told};
pub use order::{Listed, ORDERS, Order, OrderRow, SortKey, sort};
pub use query::{FIELDS, FieldRow, FilterField, Meant, Query, QueryProblem, SIGNS, Sign, Understood, Values, tokens};
pub use similar::{Group, Similar, SimilarHit, THRESHOLD};
