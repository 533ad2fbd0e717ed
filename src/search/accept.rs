//! Which matches of a word of the query count, once it is known what the library holds. The same for what is listed and for
//! what lights up.

use super::query::{Atom, Form};
use super::word_match::{Tier, Tiers, Word, WordMatcher};

/// What counts for one word of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accept {
    /// The tiers that count.
    pub tiers: Tiers,
    /// Whether capitals count.
    pub cased: bool,
    /// Whether the word is the starts of two words next to each other, run together.
    pub joined: bool,
}

impl Default for Accept {
    fn default() -> Self {
        Self { tiers: Tiers::all(), cased: false, joined: false }
    }
}

impl Accept {
    /// Nothing counts.
    pub fn none() -> Self {
        Self { tiers: Tiers::default(), cased: false, joined: false }
    }

    /// How a word matches, if that counts.
    pub fn score(self, matcher: &WordMatcher, atom: &Atom, word: Word<'_>) -> Option<(Tier, u32)> {
        matcher.score(atom, word, self.cased).filter(|(tier, _)| self.tiers.hold(*tier))
    }
}

/// The ways in which a word can be the starts of two words run together: "infshr" is inf and shr.
pub fn splits(atom: &Atom) -> Vec<(Atom, Atom)> {
    let folded = atom.folded();
    if atom.form() != Form::Fuzzy || !(LEAST_JOINED..=MOST_JOINED).contains(&atom.letters()) {
        return Vec::new();
    }
    folded
        .char_indices()
        .skip(2)
        .filter_map(|(at, _)| folded.split_at_checked(at))
        .filter(|(_, second)| second.chars().count() >= 2)
        .map(|(first, second)| (Atom::new(first, Form::Fuzzy), Atom::new(second, Form::Fuzzy)))
        .collect()
}

/// Letters of a word that may be two.
const LEAST_JOINED: usize = 4;
const MOST_JOINED: usize = 12;

/// Whether a word can be the half of a joined one: it begins so, or its letters are scattered from the first on.
pub fn is_half(tier: Tier) -> bool {
    matches!(tier, Tier::Whole | Tier::Ending | Tier::Start | Tier::Scattered)
}
