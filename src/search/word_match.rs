//! One word of a query against one word of a text.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::query::{Atom, Form, slips};

/// How a word matches, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Letters are left out.
    Scattered,
    /// One letter is wrong, missing, doubled, or two have changed places; in a long word that may have happened twice.
    Typo,
    /// Inside the word.
    Inside,
    /// The start of the word.
    Start,
    /// The word with another ending.
    Ending,
    /// The whole word.
    Whole,
}

impl Tier {
    /// Worst first.
    pub const ALL: [Self; 6] = [Self::Scattered, Self::Typo, Self::Inside, Self::Start, Self::Ending, Self::Whole];

    /// The worth of a match of this tier before fuzzy-matcher's own score is added.
    fn worth(self) -> u32 {
        match self {
            Self::Scattered => 1000,
            Self::Typo => 1500,
            Self::Inside => 2000,
            Self::Start => 3000,
            Self::Ending => 4000,
            Self::Whole => 5000,
        }
    }
}

/// The most that fuzzy-matcher's score adds, so that a tier is never overtaken by the one below it.
const MOST_FUZZY: u32 = 450;
/// Shorter words mean the start of a word: otherwise nearly everything would match.
const LEAST_FUZZY_LETTERS: usize = 3;
/// In shorter words a wrong letter makes another word.
const LEAST_TYPO_LETTERS: usize = 5;

/// A set of tiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tiers(u8);

impl Tiers {
    /// These tiers.
    pub fn of(tiers: &[Tier]) -> Self {
        Self(tiers.iter().fold(0, |bits, tier| bits | 1 << *tier as u8))
    }

    /// Every tier.
    pub fn all() -> Self {
        Self::of(&Tier::ALL)
    }

    /// True if a tier is among them.
    pub fn hold(self, tier: Tier) -> bool {
        self.0 & (1 << tier as u8) != 0
    }

    /// The tiers that count as the word itself. A sign asks for letters wherever they stand; without one, letters inside
    /// another word, or with one that is wrong, are another word, which is listed below the line.
    pub fn counting(form: Form) -> Self {
        match form {
            Form::Fuzzy => Self::of(&[Tier::Whole, Tier::Ending, Tier::Start]),
            Form::Common => Self::of(&[Tier::Whole, Tier::Ending]),
            Form::Word | Form::Inside | Form::Whole | Form::Start | Form::End => Self::all(),
        }
    }
}

/// A word of a text, in the forms that it is compared in.
#[derive(Debug, Clone, Copy)]
pub struct Word<'a> {
    /// With its capitals.
    pub plain: &'a str,
    /// Folded.
    pub folded: &'a str,
    /// Its stem: what its endings leave.
    pub stem: &'a str,
    /// Its letters.
    pub mask: u64,
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
    /// False for a word of the query that misspelt words never match.
    pub fn may_slip(atom: &Atom) -> bool {
        atom.form() == Form::Fuzzy && atom.letters() >= LEAST_TYPO_LETTERS
    }

    /// How the atom matches a word, and how well; capitals count when `cased`.
    pub fn score(&self, atom: &Atom, word: Word<'_>, cased: bool) -> Option<(Tier, u32)> {
        let tier = self.tier(atom, word, cased)?;
        let fuzzy = self.skim.fuzzy_match(word.folded, atom.folded()).unwrap_or(0);
        Some((tier, tier.worth() + u32::try_from(fuzzy).unwrap_or(0).min(MOST_FUZZY)))
    }

    /// The chars of the folded word that the atom matches in this tier, in order.
    pub fn positions(&self, atom: &Atom, word: &str, tier: Tier) -> Vec<usize> {
        match tier {
            Tier::Scattered => self.skim.fuzzy_indices(word, atom.folded()).map_or_else(Vec::new, |(_, at)| at),
            Tier::Ending => {
                let shared = word.chars().zip(atom.folded().chars()).take_while(|(a, b)| a == b).count();
                (0..shared).collect()
            }
            Tier::Typo => (0..word.chars().count().min(atom.letters())).collect(),
            Tier::Inside | Tier::Start | Tier::Whole => {
                let found = if atom.form() == Form::End { word.rfind(atom.folded()) } else { word.find(atom.folded()) };
                let before = word.get(..found.unwrap_or(0)).map_or(0, |before| before.chars().count());
                (before..before + atom.letters()).collect()
            }
        }
    }

    fn tier(&self, atom: &Atom, word: Word<'_>, cased: bool) -> Option<Tier> {
        let (wanted, text) = if cased { (atom.plain(), word.plain) } else { (atom.folded(), word.folded) };
        let has_all = atom.mask() & !word.mask == 0;
        let rest = if has_all { text.strip_prefix(wanted) } else { None };
        let whole = rest.is_some_and(|rest| rest.is_empty() || rest == "'s");
        let inside = |text: &str| has_all && text.contains(wanted);
        match atom.form() {
            _ if whole => Some(Tier::Whole),
            Form::Whole => None,
            Form::Word => is_ending(atom, word, wanted, text).then_some(Tier::Ending),
            Form::Start => rest.map(|_| Tier::Start),
            Form::End => (has_all && text.strip_suffix("'s").unwrap_or(text).ends_with(wanted)).then_some(Tier::Inside),
            // One or two letters mean the start of a word, whatever the sign: half the words hold them somewhere.
            Form::Inside if rest.is_some() => Some(Tier::Start),
            Form::Inside => (atom.letters() >= LEAST_FUZZY_LETTERS && inside(text)).then_some(Tier::Inside),
            Form::Fuzzy | Form::Common => {
                if is_ending(atom, word, wanted, text) {
                    return Some(Tier::Ending);
                }
                if rest.is_some() {
                    return Some(Tier::Start);
                }
                if atom.letters() >= LEAST_FUZZY_LETTERS && inside(text) {
                    return Some(Tier::Inside);
                }
                if Self::may_slip(atom) && is_typo(atom, word) {
                    return Some(Tier::Typo);
                }
                let same_start = text.chars().next() == wanted.chars().next();
                let may_scatter = atom.letters() >= LEAST_FUZZY_LETTERS && has_all && same_start;
                (may_scatter && self.is_scattered(atom, wanted, text)).then_some(Tier::Scattered)
            }
        }
    }

    /// Scattered letters count only from the first letter on, and only when they lie close together.
    fn is_scattered(&self, atom: &Atom, wanted: &str, text: &str) -> bool {
        if !is_subsequence(wanted, text) {
            return false;
        }
        let Some((_, at)) = self.skim.fuzzy_indices(text, wanted) else { return false };
        at.first() == Some(&0) && at.last().is_some_and(|last| *last < atom.letters() * 2)
    }
}

/// True if a word is the same with another ending.
fn is_ending(atom: &Atom, word: Word<'_>, wanted: &str, text: &str) -> bool {
    word.stem == atom.stem() && word.stem.len() > 1 && text.chars().next() == wanted.chars().next()
}

/// True where a letter too many, too few, wrong or in its neighbour's place parts the two words, their stems, or the word of
/// the query and the start of the other.
fn is_typo(atom: &Atom, word: Word<'_>) -> bool {
    // A capital is no wrong letter.
    let (wanted, text) = (atom.folded(), word.folded);
    let slips = atom.slips();
    // A slip changes at most one letter that is lacking.
    if (atom.mask() & !word.mask).count_ones() > slips {
        return false;
    }
    // Nor does it bring in more than one that is not wanted.
    let may_be_near = (word.mask & !atom.mask()).count_ones() <= slips;
    let slips = slips as usize;
    let letters = text.chars().count();
    let wanted_letters = atom.letters();
    if letters + slips < wanted_letters {
        return stems_differ_little(atom, word);
    }
    if may_be_near && letters <= wanted_letters + slips && is_near(wanted, text, slips) {
        return true;
    }
    if stems_differ_little(atom, word) {
        return true;
    }
    // Half typed: the start of the word. A wrong first letter would be too much to guess as well.
    let start = |letters: usize| text.char_indices().nth(letters).and_then(|(at, _)| text.get(..at));
    letters > wanted_letters
        && text.chars().next() == wanted.chars().next()
        && [wanted_letters, wanted_letters + 1, wanted_letters - 1]
            .into_iter()
            .filter_map(start)
            .any(|start| is_one_slip(wanted, start))
}

/// True where a slip parts two words, or two slips two words that begin alike.
fn is_near(a: &str, b: &str, slips: usize) -> bool {
    is_one_slip(a, b)
        || slips > 1 && a.chars().next() == b.chars().next() && (1..=slips).contains(&strsim::osa_distance(a, b))
}

/// True where one letter is wrong, missing or too much, or two neighbours have changed places: what is left between the
/// letters that both begin with and those that both end with. A word is compared with thousands of others at each key.
fn is_one_slip(a: &str, b: &str) -> bool {
    let starts = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    let same: usize = starts.map(|(a, _)| a.len_utf8()).sum();
    let (Some(a), Some(b)) = (a.get(same..), b.get(same..)) else { return false };
    let ends = a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b);
    let same: usize = ends.map(|(a, _)| a.len_utf8()).sum();
    let (Some(a), Some(b)) = (a.get(..a.len() - same), b.get(..b.len() - same)) else { return false };
    let (mut a, mut b) = (a.chars(), b.chars());
    match ([a.next(), a.next(), a.next()], [b.next(), b.next(), b.next()]) {
        ([Some(_), None, _], [_, None, _]) | ([None, ..], [Some(_), None, _]) => true,
        ([Some(a), Some(b), None], [Some(c), Some(d), None]) => a == d && b == c,
        _ => false,
    }
}

fn stems_differ_little(atom: &Atom, word: Word<'_>) -> bool {
    let (a, b) = (atom.stem(), word.stem);
    // Endings may make a word long; two letters of a short stem are another word.
    let slips = slips(a.len().min(b.len())) as usize;
    a.len() >= LEAST_TYPO_LETTERS
        && b.len() >= LEAST_TYPO_LETTERS
        && a.len().abs_diff(b.len()) <= slips
        && a.chars().next() == b.chars().next()
        && is_near(a, b, slips)
}

fn is_subsequence(wanted: &str, word: &str) -> bool {
    let mut letters = word.chars();
    wanted.chars().all(|wanted| letters.any(|letter| letter == wanted))
}

#[cfg(test)]
mod tests {
    use super::super::query::letter_mask;
    use super::*;
    use crate::text::fold::{fold, stem};

    fn matched_as(form: Form, atom: &str, word: &str) -> Option<(Tier, u32)> {
        let (folded, atom) = (fold(word), Atom::new(atom, form));
        let stem = stem(&folded);
        let word = Word { plain: word, folded: &folded, stem: &stem, mask: letter_mask(&folded) };
        WordMatcher::default().score(&atom, word, atom.cased())
    }

    fn matched(atom: &str, word: &str) -> Option<(Tier, u32)> {
        matched_as(Form::Fuzzy, atom, word)
    }

    #[test]
    fn tiers_stand_in_order() {
        let falling =
            ["share", "sharing", "sharepoint", "workshare", "shapre", "sthaire"].map(|word| matched("share", word));
        assert!(falling.windows(2).all(|pair| pair[0].unwrap() > pair[1].unwrap()), "{falling:?}");
    }

    #[test]
    fn what_matches_and_how() {
        use Tier::*;
        let rows = [
            ("bruis", "bruising", Some(Start)),
            ("bruise", "bruising", Some(Ending)),
            ("opportunities", "opportunity", Some(Ending)),
            ("neglected", "neglect", Some(Ending)),
            ("gps", "gp", Some(Ending)),
            ("gp", "gp", Some(Whole)),
            ("gp", "gps", Some(Ending)),
            ("child", "child's", Some(Whole)),
            ("bruis", "business", None),
            ("gp", "group", None),
            ("e", "escalate", Some(Start)),
            ("e", "the", None),
            ("sfg", "safeguarding", Some(Scattered)),
            ("sgd", "substantiated", None),
            ("guard", "safeguarding", Some(Inside)),
            ("safegaurding", "safeguarding", Some(Typo)),
            ("safeguardng", "safeguarding", Some(Typo)),
            ("saffeguarding", "safeguarding", Some(Typo)),
            ("safeguarcing", "safeguarding", Some(Typo)),
            ("bafeguarding", "safeguarding", Some(Typo)),
            ("safegau", "safeguarding", Some(Typo)),
            ("negelcted", "neglect", Some(Typo)),
            ("conelly", "connelly", Some(Typo)),
            ("hose", "house", Some(Scattered)),
            ("hoyse", "house", Some(Typo)),
            ("safegaurdnig", "safeguarding", Some(Typo)),
            ("proffesional", "professional", Some(Typo)),
            ("abuiss", "abuse", None),
            // Two letters of a stem of six are another word.
            ("conditions", "convicted", None),
            ("Police", "police", None),
            ("Police", "Police", Some(Whole)),
            ("police", "Police", Some(Whole)),
            ("GP", "GPs", Some(Ending)),
        ];
        for (atom, word, expected) in rows {
            assert_eq!(matched(atom, word).map(|(tier, _)| tier), expected, "{atom} {word}");
        }
    }

    #[test]
    fn signs_ask_for_letters_as_they_are() {
        use Tier::*;
        let rows = [
            (Form::Inside, "guard", "safeguarding", Some(Inside)),
            (Form::Inside, "safe", "safeguarding", Some(Start)),
            (Form::Inside, "sfg", "safeguarding", None),
            (Form::Inside, "safegaurding", "safeguarding", None),
            (Form::Whole, "bruise", "bruises", None),
            (Form::Whole, "bruise", "bruise", Some(Whole)),
            (Form::Start, "bruis", "bruises", Some(Start)),
            (Form::Start, "ruis", "bruises", None),
            (Form::End, "ing", "bruising", Some(Inside)),
            (Form::End, "bruis", "bruising", None),
        ];
        for (form, atom, word, expected) in rows {
            assert_eq!(matched_as(form, atom, word).map(|(tier, _)| tier), expected, "{form:?} {atom} {word}");
        }
    }

    proptest::proptest! {
        #[test]
        fn one_slip_is_a_distance_of_one(a in "[ab\u{e9}]{0,6}", b in "[ab\u{e9}]{0,6}") {
            proptest::prop_assert_eq!(is_one_slip(&a, &b), strsim::osa_distance(&a, &b) == 1);
        }
    }

    #[test]
    fn positions_are_the_letters_that_match() {
        let rows: [(&str, &str, &[usize]); 5] = [
            ("bru", "bruising", &[0, 1, 2]),
            ("bruise", "bruising", &[0, 1, 2, 3, 4]),
            ("guard", "safeguarding", &[4, 5, 6, 7, 8]),
            ("sfg", "safeguarding", &[0, 2, 4]),
            ("hoyse", "house", &[0, 1, 2, 3, 4]),
        ];
        let matcher = WordMatcher::default();
        for (atom, word, expected) in rows {
            let tier = matched(atom, word).unwrap().0;
            assert_eq!(matcher.positions(&Atom::new(atom, Form::Fuzzy), word, tier), expected, "{atom} {word}");
        }
    }
}
