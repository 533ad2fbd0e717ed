//! The matches of a word of the query that count, once it is known what the library holds: the same are listed and light up.

use super::query::Atom;
use super::word_match::{Tier, Tiers, Word, WordMatcher};

/// The matches that count for one word of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accept {
    /// The tiers that count.
    pub tiers: Tiers,
    /// True if capitals count.
    pub cased: bool,
}

impl Default for Accept {
    fn default() -> Self {
        Self { tiers: Tiers::all(), cased: false }
    }
}

impl Accept {
    /// Nothing counts.
    pub fn none() -> Self {
        Self { tiers: Tiers::default(), cased: false }
    }

    /// How a word matches, if that counts.
    pub fn score(self, matcher: &WordMatcher, atom: &Atom, word: Word<'_>) -> Option<(Tier, u32)> {
        matcher.score(atom, word, self.cased).filter(|(tier, _)| self.tiers.hold(*tier))
    }
}
