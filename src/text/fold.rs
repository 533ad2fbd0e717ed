//! Folding: case, accents and kinds of quotes are taken out of both sides before they are compared.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// A text with its capitals, and otherwise folded: compatibility decomposition, marks dropped, one kind of apostrophe and
/// of hyphen.
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.contains('`') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    plain_into(text, &mut plain);
    Cow::Owned(plain)
}

/// A text folded whole: `plain`, and in lower case.
pub fn fold(text: &str) -> String {
    lowered(&plain(text))
}

/// A plain text in lower case.
pub fn lowered(plain: &str) -> String {
    if plain.is_ascii() {
        return plain.to_ascii_lowercase();
    }
    let mut lowered = String::with_capacity(plain.len());
    plain.chars().for_each(|c| lower_into(c, &mut lowered));
    lowered
}

fn plain_into(text: &str, plain: &mut String) {
    // The acute alone falls apart into a blank and its mark; people type it as an apostrophe.
    let typed = text.chars().map(|c| if matches!(c, '´' | '`') { '\'' } else { c });
    for c in typed.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            // A soft hyphen says where a word may be broken, and is no part of it.
            '\u{00ad}' | '\u{200b}' | '\u{2060}' => {}
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{02bc}' => plain.push('\''),
            '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2014}' | '\u{2212}' => plain.push('-'),
            'ß' => plain.push_str("ss"),
            'ẞ' => plain.push_str("SS"),
            'æ' => plain.push_str("ae"),
            'Æ' => plain.push_str("AE"),
            'ø' => plain.push('o'),
            'Ø' => plain.push('O'),
            'đ' => plain.push('d'),
            'Đ' => plain.push('D'),
            'œ' => plain.push_str("oe"),
            'Œ' => plain.push_str("OE"),
            'ı' => plain.push('i'),
            'þ' => plain.push_str("th"),
            'Þ' => plain.push_str("Th"),
            'ð' => plain.push('d'),
            'Ð' => plain.push('D'),
            'ħ' => plain.push('h'),
            'Ħ' => plain.push('H'),
            'ł' => plain.push('l'),
            'Ł' => plain.push('L'),
            c => plain.push(c),
        }
    }
}

fn lower_into(c: char, lowered: &mut String) {
    match c {
        // A Greek word ends in another small sigma than it holds.
        'ς' => lowered.push('σ'),
        c => lowered.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c))),
    }
}

fn fold_into(text: &str, folded: &mut String) {
    plain(text).chars().for_each(|c| lower_into(c, folded));
}

/// The stem of a folded English word: what its endings leave. Other words are their own stem.
pub fn stem(folded: &str) -> String {
    let word = folded.strip_suffix("'s").unwrap_or(folded);
    if !word.is_ascii() {
        return word.to_owned();
    }
    let stemmed = Stemmer::create(Algorithm::English).stem(word).into_owned();
    // The stemmer leaves words of three letters alone, and people do write "GPs".
    match (word.len(), word.strip_suffix('s')) {
        (3, Some(short)) if !short.ends_with('s') => short.to_owned(),
        _ => stemmed,
    }
}

/// The words of a text with the byte each begins at.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut found = text.unicode_word_indices().peekable();
    std::iter::from_fn(move || {
        let (start, mut word) = found.next()?;
        // An acute or a grave between letters is an apostrophe that was typed so.
        while let Some((next, more)) = found.peek()
            && matches!(text.get(start + word.len()..*next), Some("´" | "`"))
        {
            word = text.get(start..*next + more.len()).unwrap_or(word);
            found.next();
        }
        Some((start, word))
    })
}

/// A word folded, with the way back: for each char of the folded form, the grapheme of the original that it came from.
pub struct FoldedWord {
    /// The folded form.
    pub folded: String,
    graphemes: Vec<(usize, usize)>,
    origin: Vec<usize>,
}

impl FoldedWord {
    /// Folds `word`.
    pub fn new(word: &str) -> Self {
        let mut folded = String::with_capacity(word.len());
        let (mut graphemes, mut origin) = (Vec::new(), Vec::new());
        for (start, grapheme) in word.grapheme_indices(true) {
            let before = folded.len();
            fold_into(grapheme, &mut folded);
            let added = folded.get(before..).map_or(0, |added| added.chars().count());
            origin.extend(std::iter::repeat_n(graphemes.len(), added));
            graphemes.push((start, start + grapheme.len()));
        }
        Self { folded, graphemes, origin }
    }

    /// The byte range, in the original word, of the grapheme that the folded char at `index` came from.
    pub fn grapheme_of(&self, index: usize) -> Option<(usize, usize)> {
        self.graphemes.get(*self.origin.get(index)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_fold_both_ways() {
        let rows = [
            ("ärger", "Ärger"),
            ("иван", "ИВАН"),
            ("cafe", "café"),
            ("café", "cafe\u{301}"),
            ("child's", "Child’s"),
            ("strasse", "Straße"),
            ("climbie", "Climbié"),
            ("lodz", "Łódź"),
            ("ﬁle", "file"),
            ("non\u{2011}accidental", "NON-Accidental"),
            ("ΟΔΟΣ", "οδος"),
            ("oeuvre", "Œuvre"),
            ("thor", "Þór"),
            ("gudrun", "Guðrún"),
            ("isik", "ışık"),
            ("safeguarding", "safe\u{ad}guarding"),
            ("child's", "child´s"),
            ("child's", "child`s"),
        ];
        for (a, b) in rows {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
    }

    #[test]
    fn folded_chars_lead_back_to_their_graphemes() {
        let word = FoldedWord::new("Ca\u{301}ßb");
        assert_eq!(word.folded, "cassb");
        let found: Vec<_> = (0..5).filter_map(|i| word.grapheme_of(i)).collect();
        assert_eq!(found, [(0, 1), (1, 4), (4, 6), (4, 6), (6, 7)]);
        assert_eq!(word.grapheme_of(5), None);
    }
}
