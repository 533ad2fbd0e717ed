//! One word of a query.

use super::small::is_common;
use crate::text::fold::{fold, plain, stem};

/// How a word of a query is to be found in a word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Whole, with another ending, from its start, inside, misspelt, or with letters left out.
    Fuzzy,
    /// As [`Form::Fuzzy`], but what only begins so is another word: a frequent English word is typed whole.
    Common,
    /// Whole or with another ending: an abbreviation means itself.
    Word,
    /// These letters next to each other, anywhere in the word.
    Inside,
    /// The whole word.
    Whole,
    /// The word begins so.
    Start,
    /// The word ends so.
    End,
}

/// One word of a query.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Atom {
    plain: String,
    folded: String,
    stem: String,
    letters: usize,
    mask: u64,
    stem_mask: u64,
    cased: bool,
    form: Form,
}

impl Atom {
    /// Folds one word. A capital in it means that capitals count.
    pub fn new(word: &str, form: Form) -> Self {
        let (plain, folded) = (plain(word).into_owned(), fold(word));
        let stem = stem(&folded);
        Self {
            letters: folded.chars().count(),
            stem_mask: letter_mask(&stem),
            stem,
            mask: letter_mask(&folded),
            cased: plain != folded,
            plain,
            folded,
            form,
        }
    }

    /// A word that was typed without a sign.
    pub fn typed(word: &str) -> Self {
        Self::new(word, if is_common(&fold(word)) { Form::Common } else { Form::Fuzzy })
    }

    /// The word as written, but for accents and kinds of quotes.
    #[inline]
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// The folded word.
    #[inline]
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// Its stem, which its endings leave.
    pub fn stem(&self) -> &str {
        &self.stem
    }

    /// How many letters it has.
    #[inline]
    pub fn letters(&self) -> usize {
        self.letters
    }

    /// The letters that it has, as [`letter_mask`] gives them.
    #[inline]
    pub fn mask(&self) -> u64 {
        self.mask
    }

    /// False for the letters of a word that cannot match: one letter may be wrong where the word is long enough.
    #[inline]
    pub fn may_match(&self, mask: u64) -> bool {
        let lacking = (self.mask & !mask).count_ones();
        // Another ending may lack letters, which its stem does not.
        lacking == 0
            || (matches!(self.form, Form::Fuzzy | Form::Common | Form::Word)
                && (lacking <= self.slips() || self.stem_mask & !mask == 0))
    }

    /// How many slips a word of its length may have.
    pub fn slips(&self) -> u32 {
        slips(self.letters)
    }

    /// True if it is several words with a sign between them that make one: A&E.
    pub fn is_signed(&self) -> bool {
        self.plain.contains('&')
    }

    /// True if it is written in capitals only, as abbreviations are.
    pub fn is_capitals(&self) -> bool {
        (2..=LONGEST_SHORT).contains(&self.letters)
            && self.cased
            && self.plain.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
    }

    /// True for an abbreviation in capitals that is an everyday word without them: SEND is not "send".
    pub fn needs_capitals(&self) -> bool {
        self.form == Form::Word && self.is_capitals() && is_common(&self.folded)
    }

    /// True if capitals count.
    pub fn cased(&self) -> bool {
        self.cased
    }

    /// How it is to be found.
    pub fn form(&self) -> Form {
        self.form
    }
}

/// How many slips a word of so many letters may have.
pub fn slips(letters: usize) -> u32 {
    if letters >= LONG { 2 } else { 1 }
}

/// From so many letters on people make two slips in a word.
const LONG: usize = 9;

/// The most letters of an abbreviation: longer words in capitals are words.
const LONGEST_SHORT: usize = 6;

/// A bit for each letter that a folded word has: a word without a letter of the query is not looked at any closer.
pub fn letter_mask(folded: &str) -> u64 {
    folded.chars().fold(0, |mask, c| {
        let bit = match c {
            'a'..='z' => u32::from(c) - u32::from('a'),
            '0'..='9' => 26 + (u32::from(c) - u32::from('0')),
            // All other letters share the rest.
            c => 36 + u32::from(c) % 28,
        };
        mask | 1 << bit
    })
}
