//! Folding: case, accents and kinds of quotes are taken out of both sides before they are compared.

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// Folds a text: compatibility decomposition, marks dropped, lower case, one kind of apostrophe.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

fn fold_into(text: &str, folded: &mut String) {
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{02bc}' => folded.push('\''),
            'ß' | 'ẞ' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'ø' | 'Ø' => folded.push('o'),
            'đ' | 'Đ' => folded.push('d'),
            'ł' | 'Ł' => folded.push('l'),
            c => folded.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c))),
        }
    }
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
    text.unicode_word_indices()
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
