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
            'ŋ' => plain.push('n'),
            'Ŋ' => plain.push('N'),
            'ŧ' => plain.push('t'),
            'Ŧ' => plain.push('T'),
            'ə' | 'ɛ' => plain.push('e'),
            'Ə' | 'Ɛ' => plain.push('E'),
            'ɔ' => plain.push('o'),
            'Ɔ' => plain.push('O'),
            'ɓ' => plain.push('b'),
            'Ɓ' => plain.push('B'),
            'ɗ' => plain.push('d'),
            'Ɗ' => plain.push('D'),
            'ƙ' => plain.push('k'),
            'Ƙ' => plain.push('K'),
            'ƴ' => plain.push('y'),
            'Ƴ' => plain.push('Y'),
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
pub struct PlainText<'a> {
    /// The plain text.
    pub text: Cow<'a, str>,
    /// For each byte of it, and for its end, the byte of the original; nothing where both are the same.
    from: Option<Vec<u32>>,
}

impl<'a> PlainText<'a> {
    /// Makes a text plain.
    pub fn new(raw: &'a str) -> Self {
        if is_plain(raw) {
            return Self { text: Cow::Borrowed(raw), from: None };
        }
        Self::mapped(raw, plain_into)
    }

    /// Folds a text whole, as [`fold`] does.
    pub fn folded(raw: &'a str) -> Self {
        if is_plain(raw) {
            return Self { text: Cow::Owned(raw.to_ascii_lowercase()), from: None };
        }
        Self::mapped(raw, |c, text| {
            let mut plain = String::new();
            plain_into(c, &mut plain);
            plain.chars().for_each(|c| lower_into(c, text));
        })
    }

    /// Each character as `into` writes it, with the way back.
    fn mapped(raw: &'a str, into: impl Fn(char, &mut String)) -> Self {
        let mut text = String::with_capacity(raw.len());
        let mut from = Vec::with_capacity(raw.len() + 1);
        for (at, c) in raw.char_indices() {
            into(c, &mut text);
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
    if let Some((_, own)) = KEPT.binary_search_by_key(&word, |(form, _)| form).ok().and_then(|at| KEPT.get(at)) {
        return (*own).to_owned();
    }
    let irregular = IRREGULAR.binary_search_by_key(&word, |(form, _)| form).ok().and_then(|at| IRREGULAR.get(at));
    let word = irregular.map_or(word, |(_, usual)| usual);
    let stemmed = Stemmer::create(Algorithm::English).stem(word).into_owned();
    // The stemmer leaves words of three letters alone, and people do write "GPs".
    match (word.len(), word.strip_suffix('s')) {
        (3, Some(short)) if !short.ends_with('s') => short.to_owned(),
        _ => stemmed,
    }
}

/// The irregular forms that have this stem: "told" of "tell".
pub fn irregular_forms(stemmed: &str) -> Vec<&'static str> {
    IRREGULAR.iter().filter(|(_, usual)| stem(usual) == stemmed).map(|(form, _)| *form).collect()
}

/// Forms that the stemmer takes for another word, in the order of the alphabet, each with its own stem: "officer" is not "office".
const KEPT: [(&str, &str); 29] = [
    ("authorities", "authority"),
    ("authority", "authority"),
    ("consultant", "consultant"),
    ("consultants", "consultant"),
    ("conversation", "conversation"),
    ("conversations", "conversation"),
    ("department", "department"),
    ("departments", "department"),
    ("elective", "elective"),
    ("experiment", "experiment"),
    ("experiments", "experiment"),
    ("hospitality", "hospitality"),
    ("importance", "important"),
    ("important", "important"),
    ("informal", "informal"),
    ("informally", "informal"),
    ("medication", "medication"),
    ("medications", "medication"),
    ("officer", "officer"),
    ("officers", "officer"),
    ("physics", "physics"),
    ("publication", "publication"),
    ("publications", "publication"),
    ("rang", "rang"),
    ("responsibilities", "responsibility"),
    ("responsibility", "responsibility"),
    ("responsible", "responsibility"),
    ("several", "several"),
    ("steele", "steele"),
];

/// Forms that no ending explains, in the order of the alphabet, each with the usual one.
const IRREGULAR: [(&str, &str); 114] = [
    ("beaten", "beat"),
    ("began", "begin"),
    ("begun", "begin"),
    ("bit", "bite"),
    ("bitten", "bite"),
    ("bled", "bleed"),
    ("bought", "buy"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("burnt", "burn"),
    ("came", "come"),
    ("caught", "catch"),
    ("children", "child"),
    ("chose", "choose"),
    ("chosen", "choose"),
    ("dealt", "deal"),
    ("drank", "drink"),
    ("drawn", "draw"),
    ("drew", "draw"),
    ("driven", "drive"),
    ("drove", "drive"),
    ("drunk", "drink"),
    ("fallen", "fall"),
    ("fed", "feed"),
    ("feet", "foot"),
    ("fell", "fall"),
    ("felt", "feel"),
    ("forbade", "forbid"),
    ("forbidden", "forbid"),
    ("foresaw", "foresee"),
    ("foreseen", "foresee"),
    ("forgot", "forget"),
    ("forgotten", "forget"),
    ("fought", "fight"),
    ("found", "find"),
    ("froze", "freeze"),
    ("frozen", "freeze"),
    ("gave", "give"),
    ("given", "give"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("heard", "hear"),
    ("held", "hold"),
    ("hid", "hide"),
    ("hidden", "hide"),
    ("hung", "hang"),
    ("kept", "keep"),
    ("knew", "know"),
    ("knives", "knife"),
    ("known", "know"),
    ("learnt", "learn"),
    ("led", "lead"),
    ("left", "leave"),
    ("lent", "lend"),
    ("lives", "life"),
    ("lost", "lose"),
    ("made", "make"),
    ("men", "man"),
    ("met", "meet"),
    ("misled", "mislead"),
    ("overcame", "overcome"),
    ("overheard", "overhear"),
    ("paid", "pay"),
    ("ran", "run"),
    ("risen", "rise"),
    ("rose", "rise"),
    ("rung", "ring"),
    ("said", "say"),
    ("sat", "sit"),
    ("saw", "see"),
    ("seen", "see"),
    ("sent", "send"),
    ("shaken", "shake"),
    ("shook", "shake"),
    ("shot", "shoot"),
    ("shown", "show"),
    ("slept", "sleep"),
    ("sold", "sell"),
    ("sought", "seek"),
    ("spent", "spend"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("stole", "steal"),
    ("stolen", "steal"),
    ("stood", "stand"),
    ("struck", "strike"),
    ("stuck", "stick"),
    ("swore", "swear"),
    ("sworn", "swear"),
    ("swung", "swing"),
    ("taken", "take"),
    ("taught", "teach"),
    ("teeth", "tooth"),
    ("thought", "think"),
    ("threw", "throw"),
    ("thrown", "throw"),
    ("told", "tell"),
    ("took", "take"),
    ("understood", "understand"),
    ("undertaken", "undertake"),
    ("undertook", "undertake"),
    ("withdrawn", "withdraw"),
    ("withdrew", "withdraw"),
    ("withheld", "withhold"),
    ("wives", "wife"),
    ("woke", "wake"),
    ("woken", "wake"),
    ("women", "woman"),
    ("wore", "wear"),
    ("worn", "wear"),
    ("written", "write"),
    ("wrote", "write"),
];

/// The words of a text with the byte each begins at. An accent that stands for an apostrophe joins its word as that does.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    // Most words are ASCII letters and digits between signs that always part words, which needs no tables of Unicode.
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut hard = None;
    std::iter::from_fn(move || {
        loop {
            if hard.is_some() {
                if let Some(found) = hard.as_mut().and_then(Iterator::next) {
                    return Some(found);
                }
                hard = None;
            }
            let kind = |at: usize| bytes.get(at).map_or(ByteKind::Parts, |byte| ByteKind::of(*byte));
            let mut start = from;
            while start < bytes.len() && matches!(kind(start), ByteKind::Parts | ByteKind::MayJoin) {
                start += 1;
            }
            let (mut end, mut behind) = (start, kind(start));
            while behind == ByteKind::Letter {
                end += 1;
                behind = kind(end);
            }
            let easy = match behind {
                ByteKind::Parts => true,
                // It joins only what follows at once.
                ByteKind::MayJoin => matches!(kind(end + 1), ByteKind::Parts | ByteKind::MayJoin),
                ByteKind::Letter | ByteKind::Hard => false,
            };
            if easy {
                from = end + 1;
                return text.get(start..end).filter(|word| !word.is_empty()).map(|word| (start, word));
            }
            // A sign belongs to a mark that stands behind it.
            let sign = start.checked_sub(1).filter(|at| end == start && bytes.get(*at) != Some(&b' '));
            let start = sign.unwrap_or(start);
            let part = text.get(start..)?.split(' ').next()?;
            from = start + part.len() + 1;
            hard = Some(hard_part(part).map(move |(at, word)| (start + at, word)));
        }
    })
}

/// The part that a byte has in words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ByteKind {
    /// A letter or a digit.
    Letter,
    /// A sign that always parts words.
    Parts,
    /// A sign that stands within some words: "child's", "3.5".
    MayJoin,
    /// The rules of Unicode say what it is.
    Hard,
}

impl ByteKind {
    #[inline]
    fn of(byte: u8) -> Self {
        KINDS.get(usize::from(byte)).copied().unwrap_or(Self::Hard)
    }
}

/// The kind of each byte.
const KINDS: [ByteKind; 256] = {
    let mut kinds = [ByteKind::Hard; 256];
    let mut rest: &mut [ByteKind] = &mut kinds;
    let mut byte = 0u8;
    while let Some((kind, behind)) = rest.split_first_mut() {
        *kind = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => ByteKind::Letter,
            b'\'' | b'`' | b'.' | b',' | b':' | b';' => ByteKind::MayJoin,
            b'_' | 0x80.. => ByteKind::Hard,
            _ => ByteKind::Parts,
        };
        rest = behind;
        byte = byte.wrapping_add(1);
    }
    kinds
};

/// The words of a part without blanks, by the rules of Unicode.
fn hard_part(part: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = part.unicode_word_indices().peekable();
    std::iter::from_fn(move || {
        let (start, word) = rest.next()?;
        let mut end = start + word.len();
        // A mark that joins nothing before it belongs to the blank or the sign there, which is no part of a word.
        let bare = |word: &str| word.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_').len();
        let joins = |end: usize, next: usize, more: &str| {
            bare(more) == more.len() && matches!(part.get(end..next), Some("\u{b4}" | "`"))
        };
        while let Some((next, more)) = rest.next_if(|(next, more)| joins(end, *next, more)) {
            end = next + more.len();
        }
        let start = start + word.len() - bare(word);
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
    fn the_tables_of_stems_are_in_order() {
        assert!(KEPT.is_sorted() && IRREGULAR.is_sorted());
        for (one, other) in [("officers", "office"), ("authority", "author"), ("several", "severe")] {
            assert_ne!(stem(one), stem(other), "{one} {other}");
        }
        assert_eq!(stem("authorities"), stem("authority"));
    }

    proptest::proptest! {
        #[test]
        fn words_are_those_of_unicode(text in "[a-c1 .,'_:\n\u{b4}\u{2019}\u{e9}\u{301}\u{200d}\u{1e023}-]{0,24}|\\PC{0,12}") {
            let found: Vec<_> = words(&text).collect();
            proptest::prop_assert_eq!(found, hard_part(&text).collect::<Vec<_>>());
        }
    }
}
