//! A text as it is looked through: without accents and with plain apostrophes and dashes, and where each byte came from.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A folded text; capitals are kept.
pub struct Folded<'a> {
    /// The folded text.
    pub text: Cow<'a, str>,
    /// For each byte of it, and for its end, the byte of the original; nothing where both are the same.
    from: Option<Vec<u32>>,
}

impl<'a> Folded<'a> {
    /// Folds a text.
    pub fn new(raw: &'a str) -> Self {
        if raw.is_ascii() {
            return Self { text: Cow::Borrowed(raw), from: None };
        }
        let mut text = String::with_capacity(raw.len());
        let mut from = Vec::with_capacity(raw.len() + 1);
        for (at, c) in raw.char_indices() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            for folded in std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c)).map(plain) {
                text.push(folded);
                from.extend(std::iter::repeat_n(at, folded.len_utf8()));
            }
        }
        from.push(u32::try_from(raw.len()).unwrap_or(u32::MAX));
        Self { text: Cow::Owned(text), from: Some(from) }
    }

    /// Where a part of the folded text stands in the original.
    pub fn original(&self, part: Range<usize>) -> Range<usize> {
        match &self.from {
            None => part,
            Some(from) => {
                let at = |index: usize| from.get(index).or(from.last()).map_or(0, |at| *at as usize);
                at(part.start)..at(part.end)
            }
        }
    }
}

/// A text folded, without its places.
pub fn folded(raw: &str) -> String {
    Folded::new(raw).text.into_owned()
}

fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{02bc}' => '\'',
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2014}' => '-',
        '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => ' ',
        c => c,
    }
}

/// A word of a folded text: letters and digits, with apostrophes inside ("O'Hara", but not the "'s" of a possessive).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Word {
    /// The word itself.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// The words of a folded text.
pub fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / 5);
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_alphanumeric() {
            start.get_or_insert(at);
            continue;
        }
        let inside = c == '\'' && chars.peek().is_some_and(|(_, next)| next.is_uppercase());
        if let Some(begun) = start.filter(|_| !inside) {
            words.push(Word { start: begun, end: at });
            start = None;
        }
    }
    if let Some(begun) = start {
        words.push(Word { start: begun, end: text.len() });
    }
    words
}

/// Whether a word begins with a capital.
pub fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_places() {
        let raw = "of Climbi\u{e9}\u{2019}s file";
        let folded = Folded::new(raw);
        assert_eq!(folded.text, "of Climbie's file");
        let at = folded.text.find("Climbie").unwrap();
        assert_eq!(&raw[folded.original(at..at + 7)], "Climbi\u{e9}");
        let end = folded.text.len();
        assert_eq!(folded.original(end..end), raw.len()..raw.len());
    }

    #[test]
    fn words_keep_their_apostrophes_and_leave_possessives() {
        let rows = [
            ("O'Hara's report", "O'Hara|s|report"),
            ("Labinjo-Hughes, 6", "Labinjo|Hughes|6"),
            ("", ""),
            ("'Baby P'", "Baby|P"),
        ];
        for (text, expected) in rows {
            let found: Vec<&str> = words(text).into_iter().map(|word| word.of(text)).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
