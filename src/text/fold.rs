//! Folding: case, accents and kinds of quotes are taken out of both sides before they are compared.

use std::borrow::Cow;
use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::char::{decompose_compatible, is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

/// A text with its capitals, and otherwise folded: compatibility decomposition, marks and soft hyphens dropped, one kind of
/// apostrophe and of hyphen.
pub fn plain(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    text.chars().for_each(|c| plain_into(c, &mut plain));
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

/// A text as codes are compared: folded, with an underscore for each hyphen, blank and apostrophe.
pub fn as_code(text: &str) -> String {
    fold(text.trim()).replace(['-', ' ', '\''], "_")
}

/// True if folding would change nothing but case.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii() && byte != b'`')
}

fn plain_into(c: char, plain: &mut String) {
    match c {
        // Its decomposition is a blank with an accent.
        '\u{00b4}' | '`' => plain.push('\''),
        '\u{00ad}' => {}
        c if c.is_ascii() => plain.push(c),
        c => decompose_compatible(c, |c| match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{02bc}' => plain.push('\''),
            '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2014}' | '\u{2212}' => plain.push('-'),
            'ß' => plain.push_str("ss"),
            'ẞ' => plain.push_str("SS"),
            'æ' => plain.push_str("ae"),
            'Æ' => plain.push_str("Ae"),
            'œ' => plain.push_str("oe"),
            'Œ' => plain.push_str("Oe"),
            'þ' => plain.push_str("th"),
            'Þ' => plain.push_str("Th"),
            'ø' => plain.push('o'),
            'Ø' => plain.push('O'),
            'đ' | 'ð' => plain.push('d'),
            'Đ' | 'Ð' => plain.push('D'),
            'ħ' => plain.push('h'),
            'Ħ' => plain.push('H'),
            'ı' => plain.push('i'),
            'ł' => plain.push('l'),
            'Ł' => plain.push('L'),
            c if is_combining_mark(c) => {}
            c => plain.push(c),
        }),
    }
}

fn lower_into(c: char, lowered: &mut String) {
    match c {
        // A Greek word ends in another small sigma than it holds.
        'ς' => lowered.push('σ'),
        c => lowered.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c))),
    }
}

/// A plain text, with the way back to the text that it was made of.
pub struct Plain<'a> {
    /// The plain text.
    pub text: Cow<'a, str>,
    /// For each byte of it, and for its end, the byte of the original; nothing where both are the same.
    from: Option<Vec<u32>>,
}

impl<'a> Plain<'a> {
    /// Makes a text plain.
    pub fn new(raw: &'a str) -> Self {
        if is_plain(raw) {
            return Self { text: Cow::Borrowed(raw), from: None };
        }
        let mut text = String::with_capacity(raw.len());
        let mut from = Vec::with_capacity(raw.len() + 1);
        for (at, c) in raw.char_indices() {
            plain_into(c, &mut text);
            from.resize(text.len(), u32::try_from(at).unwrap_or(u32::MAX));
        }
        from.push(u32::try_from(raw.len()).unwrap_or(u32::MAX));
        Self { text: Cow::Owned(text), from: Some(from) }
    }

    /// The bytes of the original that a part of the plain text was made of. A part that ends within a character takes in all
    /// of it.
    pub fn original(&self, part: Range<usize>) -> Range<usize> {
        let Some(from) = &self.from else { return part };
        let at = |index: usize| from.get(index).or(from.last()).copied().unwrap_or(0);
        let (start, mut end) = (at(part.start), part.end);
        if part.end > part.start {
            let last = at(part.end - 1);
            while end + 1 < from.len() && at(end) == last {
                end += 1;
            }
        }
        start as usize..at(end) as usize
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

/// The words of a text with the byte each begins at. An accent that stands for an apostrophe joins its word as that does.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    // Blanks always part words. Most parts between them are one word and its punctuation, which needs no tables.
    let mut from = 0;
    let mut hard = None;
    std::iter::from_fn(move || {
        loop {
            if let Some(found) = hard.as_mut().and_then(Iterator::next) {
                return Some(found);
            }
            let rest = text.get(from..).filter(|rest| !rest.is_empty())?;
            let here = from;
            if let Some((word, end)) = easy_part(rest.as_bytes()) {
                from += end + 1;
                if !word.is_empty() {
                    return Some((here + word.start, rest.get(word)?));
                }
            } else {
                let part = rest.split(' ').next()?;
                from += part.len() + 1;
                hard = Some(hard_part(part).map(move |(start, word)| (here + start, word)));
            }
        }
    })
}

/// The word of a part that ends with a blank or with the text, and the end of the part, where it is ASCII and has at most one
/// run of letters and digits.
fn easy_part(rest: &[u8]) -> Option<(Range<usize>, usize)> {
    // An underscore is part of a word.
    let is_sign = |byte: u8| byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b' ' | b'_');
    let start = run(rest, 0, is_sign);
    let end = run(rest, start, |byte| byte.is_ascii_alphanumeric());
    let after = run(rest, end, is_sign);
    matches!(rest.get(after), None | Some(b' ')).then_some((start..end, after))
}

/// The end of the run of such bytes that begins at `from`.
fn run(bytes: &[u8], from: usize, is: impl Fn(u8) -> bool) -> usize {
    from + bytes.iter().skip(from).take_while(|byte| is(**byte)).count()
}

/// The words of a part without blanks, by the rules of Unicode.
fn hard_part(part: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = part.unicode_word_indices().peekable();
    std::iter::from_fn(move || {
        let (start, word) = rest.next()?;
        let mut end = start + word.len();
        while let Some((next, more)) = rest.next_if(|(next, _)| matches!(part.get(end..*next), Some("\u{b4}" | "`"))) {
            end = next + more.len();
        }
        Some((start, part.get(start..end).unwrap_or(word)))
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
            folded.push_str(&fold(grapheme));
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
            ("yildiz", "Yıldız"),
            ("istanbul", "İstanbul"),
            ("thorsteinsdottir", "Þorsteinsdóttir"),
            ("sigurdur", "Sigurður"),
            ("hal", "Ħal"),
        ];
        for (a, b) in rows {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
    }

    #[test]
    fn codes_are_compared_however_they_are_written() {
        for written in ["women_s_aid", "Women's Aid", " women’s-aid "] {
            assert_eq!(as_code(written), "women_s_aid", "{written}");
        }
    }

    #[test]
    fn accents_that_stand_for_apostrophes_join_their_word() {
        let found = |text| words(text).map(|(_, word)| word).collect::<Vec<_>>().join("|");
        let rows = [("a child´s plan", "a|child´s|plan"), ("child`s", "child`s"), ("`code` here", "code|here")];
        for (text, expected) in rows {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn words_are_those_of_unicode(text in "[a-c1 .,'_:\n\u{b4}\u{2019}\u{e9}\u{301}\u{200d}-]{0,24}|\\PC{0,12}") {
            let found: Vec<_> = words(&text).collect();
            proptest::prop_assert_eq!(found, hard_part(&text).collect::<Vec<_>>());
        }
    }

    #[test]
    fn plain_texts_lead_back_to_what_they_were_made_of() {
        let raw = "of Climbi\u{e9}\u{2019}s Stra\u{df}e\u{2026}";
        let plain = Plain::new(raw);
        assert_eq!(plain.text, "of Climbie's Strasse...");
        let rows = [("Climbie", "Climbi\u{e9}"), ("Stras", "Stra\u{df}"), ("e.", "e\u{2026}"), ("...", "\u{2026}")];
        for (part, expected) in rows {
            let at = plain.text.find(part).unwrap();
            assert_eq!(&raw[plain.original(at..at + part.len())], expected, "{part}");
        }
        let end = plain.text.len();
        assert_eq!(plain.original(end..end), raw.len()..raw.len());
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
