//! The second part of an answer: the best entries that have some of the words of a query, where few have all of them.
//!
//! Each plain word is met by itself, with another ending, misspelt, or by what the thesaurus says stands for it (`words`). An
//! entry is scored as BM25F does it, over its text, its labels, the names of its case and the head of its review (`gather`),
//! times the share of the query's weight that it has. What a filter or a sign asks for is never relaxed. Each entry tells
//! what it lacks and what stood for what (`told`).

mod gather;
mod letters;
mod loose;
mod phrases;
mod told;
mod words;

use std::sync::Arc;

use super::engine::Tables;
use super::index::{Doc, Index};
use super::query::Query;
use crate::case::Thesaurus;

use gather::Scratch;
use loose::Loose;
use phrases::Phrases;
pub use told::{StoodFor, Told};
use words::near_words;
pub use words::phrases_of as phrases;

/// An entry that has some of the words.
#[derive(Debug, Clone, PartialEq)]
pub struct NearDoc {
    /// Its number.
    pub doc: Doc,
    /// How well it matches; higher is better.
    pub score: u32,
    /// The words that it lacks, and those that stood for others.
    pub told: Told,
}

/// No more entries than this stand below the line.
pub const MOST_NEAR: usize = 100;

/// The question to the second part.
pub struct NearQuestion<'a> {
    /// The query.
    pub query: &'a Query,
    /// True for an entry that may be listed: one above the line may not, nor one that a filter leaves out.
    pub may: &'a dyn Fn(Doc) -> bool,
    /// How many entries are above the line.
    pub above: usize,
}

/// State that is kept between queries.
#[derive(Default)]
pub struct Near {
    scratch: Scratch,
    phrases: Phrases,
    loose: Loose,
}

impl Near {
    /// A case has come or gone.
    pub fn forget(&mut self) {
        self.phrases.forget();
        self.scratch.forget();
    }

    /// The entries, best first; nothing when `cancelled` says so before they are known.
    pub fn find(
        &mut self,
        wanted: &NearQuestion<'_>,
        index: &Index,
        thesaurus: &Arc<Thesaurus>,
        tables: &mut Tables,
        cancelled: &dyn Fn() -> bool,
    ) -> Option<Vec<NearDoc>> {
        let NearQuestion { query, may, above } = *wanted;
        self.loose.bring_up_to_date(thesaurus);
        let mut words = near_words(query, index, tables, &self.loose, &mut self.phrases);
        self.scratch.asks_recommended =
            query.typed().iter().flatten().any(|typed| RECOMMENDING.contains(&typed.atom.stem()));
        let mut found = self.scratch.gather(&words, index, may, cancelled)?;
        if found.is_empty() && above == 0 {
            // Nothing better exists: letters inside other words.
            for word in words.iter_mut().filter(|word| word.ways.is_empty() && !word.short) {
                word.ways = letters::ways(&word.atom, index, tables);
                word.weight = words::weight(word, index);
            }
            found = self.scratch.gather(&words, index, may, cancelled)?;
        }
        let best = found.first().map_or(0.0, |(_, score)| *score);
        found.retain(|(_, score)| *score >= best * LEAST_OF_BEST);
        found.truncate(MOST_NEAR);
        let told = told::tell(&found, &words, index, &self.scratch);
        let docs = found.into_iter().zip(told).map(|((doc, score), told)| NearDoc {
            doc,
            score: (score * 100.0) as u32,
            told,
        });
        Some(docs.collect())
    }
}

/// The stems of words that ask for what was recommended.
const RECOMMENDING: [&str; 4] = ["recommend", "should", "must", "ought"];

/// An entry that scores less than this share of the best is no answer.
const LEAST_OF_BEST: f32 = 0.2;
