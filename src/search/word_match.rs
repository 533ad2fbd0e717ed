//! One word of a query against one word of a text.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::query::Atom;

/// What a match of each tier is worth before fuzzy-matcher's own score is added; whole word, start, inside, scattered.
const WHOLE: u32 = 4000;
const START: u32 = 3000;
const INSIDE: u32 = 2000;
const SCATTERED: u32 = 1000;
/// The most that fuzzy-matcher's score adds, so that a tier is never overtaken by the one below it.
const MOST_FUZZY: u32 = 900;
/// Shorter words mean the start of a word: otherwise nearly everything would match.
const LEAST_FUZZY_LETTERS: usize = 3;

/// Matches folded words; holds fuzzy-matcher's scratch memory.
pub struct WordMatcher {
    skim: SkimMatcherV2,
}

impl Default for WordMatcher {
    fn default() -> Self {
        // Both sides are folded, so the matcher compares letters as they are.
        Self { skim: SkimMatcherV2::default().respect_case() }
    }
}

impl WordMatcher {
    /// How well the atom matches a folded word; 0 when it does not.
    pub fn score(&self, atom: &Atom, word: &str) -> u32 {
        let Some(tier) = self.tier(atom, word) else { return 0 };
        let fuzzy = self.skim.fuzzy_match(word, atom.folded()).unwrap_or(0);
        tier + u32::try_from(fuzzy).unwrap_or(0).min(MOST_FUZZY)
    }

    /// The chars of the folded word that the atom matches, in order; empty when it does not match.
    pub fn positions(&self, atom: &Atom, word: &str) -> Vec<usize> {
        match self.tier(atom, word) {
            None => Vec::new(),
            Some(SCATTERED) => self.skim.fuzzy_indices(word, atom.folded()).map_or_else(Vec::new, |(_, at)| at),
            Some(_) => {
                let start = word.find(atom.folded()).unwrap_or(0);
                let before = word.get(..start).map_or(0, |before| before.chars().count());
                (before..before + atom.letters()).collect()
            }
        }
    }

    fn tier(&self, atom: &Atom, word: &str) -> Option<u32> {
        let wanted = atom.folded();
        if let Some(rest) = word.strip_prefix(wanted) {
            return Some(if rest.is_empty() || rest == "'s" { WHOLE } else { START });
        }
        if atom.letters() < LEAST_FUZZY_LETTERS || word.len() < wanted.len() {
            return None;
        }
        if word.contains(wanted) {
            return Some(INSIDE);
        }
        // Scattered letters count only from the first letter on, and only when they lie close together.
        if word.chars().next() != wanted.chars().next() || !is_subsequence(wanted, word) {
            return None;
        }
        let (_, at) = self.skim.fuzzy_indices(word, wanted)?;
        let (first, last) = (*at.first()?, *at.last()?);
        (first == 0 && last < atom.letters() * 2).then_some(SCATTERED)
    }
}

fn is_subsequence(wanted: &str, word: &str) -> bool {
    let mut letters = word.chars();
    wanted.chars().all(|wanted| letters.any(|letter| letter == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiers_stand_in_order() {
        let matcher = WordMatcher::default();
        let score = |atom: &str, word: &str| matcher.score(&Atom::new(atom), word);
        let falling = ["share", "shared", "workshare", "shapre"].map(|word| score("share", word));
        assert!(falling.windows(2).all(|pair| pair[0] > pair[1]), "{falling:?}");
        assert!(falling[3] > 0);
    }

    #[test]
    fn what_matches_and_what_does_not() {
        let rows = [
            ("bruis", "bruising", true),
            ("bruis", "business", false),
            ("gp", "gp", true),
            ("gp", "gps", true),
            ("gp", "group", false),
            ("e", "escalate", true),
            ("e", "the", false),
            ("sfg", "safeguarding", true),
            ("sgd", "substantiated", false),
            ("guard", "safeguarding", true),
            ("child", "child's", true),
            ("information", "inform", false),
        ];
        let matcher = WordMatcher::default();
        for (atom, word, expected) in rows {
            assert_eq!(matcher.score(&Atom::new(atom), word) > 0, expected, "{atom} {word}");
        }
    }

    #[test]
    fn positions_are_the_letters_that_match() {
        let rows: [(&str, &str, &[usize]); 4] = [
            ("bru", "bruising", &[0, 1, 2]),
            ("guard", "safeguarding", &[4, 5, 6, 7, 8]),
            ("sfg", "safeguarding", &[0, 2, 4]),
            ("xyz", "safeguarding", &[]),
        ];
        let matcher = WordMatcher::default();
        for (atom, word, expected) in rows {
            assert_eq!(matcher.positions(&Atom::new(atom), word), expected, "{atom} {word}");
        }
    }
}
