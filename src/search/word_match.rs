//! One word of a query against one word of a text.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::query::Atom;

/// What a match of each tier is worth before fuzzy-matcher's own score is added: the whole word, the word with another
/// ending, the start of the word, inside it, scattered letters.
const WHOLE: u32 = 5000;
const ENDING: u32 = 4000;
const START: u32 = 3000;
const INSIDE: u32 = 2000;
const SCATTERED: u32 = 1000;
/// The most that fuzzy-matcher's score adds, so that a tier is never overtaken by the one below it.
const MOST_FUZZY: u32 = 900;
/// Shorter words mean the start of a word: otherwise nearly everything would match.
const LEAST_FUZZY_LETTERS: usize = 3;

/// The least score that counts, where the best score of any word is `best`: who finds the word itself, or its start, does
/// not want letters that only happen to stand in another word.
pub fn least_that_counts(best: u32) -> u32 {
    match best {
        ENDING.. => START,
        START.. => INSIDE,
        _ => 1,
    }
}

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
    /// How well the atom matches a folded word with this stem; 0 when it does not.
    pub fn score(&self, atom: &Atom, word: &str, stem: &str) -> u32 {
        let Some(tier) = self.tier(atom, word, stem) else { return 0 };
        let fuzzy = self.skim.fuzzy_match(word, atom.folded()).unwrap_or(0);
        tier + u32::try_from(fuzzy).unwrap_or(0).min(MOST_FUZZY)
    }

    /// The chars of the folded word that the atom matches, in order; empty when it does not match.
    pub fn positions(&self, atom: &Atom, word: &str, stem: &str) -> Vec<usize> {
        match self.tier(atom, word, stem) {
            None => Vec::new(),
            Some(SCATTERED) => self.skim.fuzzy_indices(word, atom.folded()).map_or_else(Vec::new, |(_, at)| at),
            Some(ENDING) => {
                let shared = word.chars().zip(atom.folded().chars()).take_while(|(a, b)| a == b).count();
                (0..shared).collect()
            }
            Some(_) => {
                let start = word.find(atom.folded()).unwrap_or(0);
                let before = word.get(..start).map_or(0, |before| before.chars().count());
                (before..before + atom.letters()).collect()
            }
        }
    }

    fn tier(&self, atom: &Atom, word: &str, stem: &str) -> Option<u32> {
        let wanted = atom.folded();
        let rest = word.strip_prefix(wanted);
        if rest.is_some_and(|rest| rest.is_empty() || rest == "'s") {
            return Some(WHOLE);
        }
        if stem == atom.stem() && stem.len() > 1 {
            return Some(ENDING);
        }
        if rest.is_some() {
            return Some(START);
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
    use super::super::fold::stem;
    use super::*;

    fn score(atom: &str, word: &str) -> u32 {
        WordMatcher::default().score(&Atom::new(atom), word, &stem(word))
    }

    #[test]
    fn tiers_stand_in_order() {
        let falling = ["share", "sharing", "sharepoint", "workshare", "shapre"].map(|word| score("share", word));
        assert!(falling.windows(2).all(|pair| pair[0] > pair[1]), "{falling:?}");
        assert!(falling[4] > 0);
    }

    #[test]
    fn what_matches_and_what_does_not() {
        let rows = [
            ("bruis", "bruising", true),
            ("bruise", "bruising", true),
            ("opportunities", "opportunity", true),
            ("neglected", "neglect", true),
            ("gps", "gp", true),
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
        ];
        for (atom, word, expected) in rows {
            assert_eq!(score(atom, word) > 0, expected, "{atom} {word}");
        }
    }

    #[test]
    fn loose_matches_count_only_where_there_is_nothing_better() {
        let rows = [
            ("visits", "visit", "visitors", false),
            ("missed", "missed", "dismissed", false),
            ("polic", "police", "policeman", true),
            ("guard", "guarding", "safeguarding", false),
            ("guardin", "guarding", "safeguarding", true),
            ("done", "done", "doncaster", false),
        ];
        for (atom, best, other, counts) in rows {
            let least = least_that_counts(score(atom, best).max(score(atom, other)));
            assert!(score(atom, best) >= least, "{atom} {best}");
            assert_eq!(score(atom, other) >= least, counts, "{atom} {other}");
        }
    }

    #[test]
    fn positions_are_the_letters_that_match() {
        let rows: [(&str, &str, &[usize]); 5] = [
            ("bru", "bruising", &[0, 1, 2]),
            ("bruise", "bruising", &[0, 1, 2, 3, 4]),
            ("guard", "safeguarding", &[4, 5, 6, 7, 8]),
            ("sfg", "safeguarding", &[0, 2, 4]),
            ("xyz", "safeguarding", &[]),
        ];
        let matcher = WordMatcher::default();
        for (atom, word, expected) in rows {
            assert_eq!(matcher.positions(&Atom::new(atom), word, &stem(word)), expected, "{atom} {word}");
        }
    }
}
