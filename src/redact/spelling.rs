//! The spellings of a name: one rule for how people write names and places in a hurry.
//!
//! A name is compared by its letters alone, so that it is the same in small letters, in capitals, in the plural, with a
//! hyphen, a full stop or a line's end between its parts, and turned round ("Doe, Jane"). Where letters are tied to signs
//! without a space, as in an address, a file's name or a word with `#`, it is looked for inside.

use std::ops::Range;

use super::lists::{GENERAL_WORDS, ORDINARY_WORDS};
use super::words::WordSpan;

/// No name is longer, in words.
pub const MOST_WORDS: usize = 8;
/// Fewer letters than these are found inside other words by chance.
const INSIDE: usize = 5;
/// Fewer letters than these mean too much in small letters.
const SMALL: usize = 3;
/// Letters that names are found by.
const START: usize = 3;

/// The letters and digits of a text, in small letters.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The letters by which something that begins so is found.
pub fn start_of(letters: &str) -> &str {
    let end = letters.char_indices().nth(START).map_or(letters.len(), |(at, _)| at);
    letters.get(..end).unwrap_or_default()
}

/// The ways in which a name may be written.
#[derive(Debug, Clone)]
pub struct Spellings {
    /// The letters of its words, joined.
    letters: Box<str>,
    /// The letters of "Doe, Jane", where it has parts.
    turned: Option<Box<str>>,
    /// By what it is found: the beginnings of its first and its last word.
    pub starts: Vec<Box<str>>,
    /// True if it is nobody's name in small letters: "mark", "child a", "P".
    only_capital: bool,
    /// True if it may stand in the plural.
    plural: bool,
}

impl Spellings {
    /// The spellings of a name, which is a plain text.
    pub fn of(name: &str, found: &[WordSpan]) -> Self {
        let mut parts: Vec<String> = Vec::with_capacity(found.len());
        for (index, word) in found.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|at| found.get(at));
            let apostrophe = before.is_some_and(|before| name.get(before.end..word.start) == Some("'"));
            match parts.last_mut() {
                // The s of a possessive in the name itself is no part of its own.
                Some(last) if apostrophe && word.of(name) == "s" => last.push('s'),
                _ => parts.push(letters(word.of(name))),
            }
        }
        let general = |part: &String| {
            let mut capital = part.clone();
            if let Some(first) = capital.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            ORDINARY_WORDS.contains(part.as_str()) || GENERAL_WORDS.contains(capital.as_str())
        };
        let whole = parts.concat();
        let short = parts.iter().any(|part| part.chars().count() == 1) || whole.chars().count() < SMALL;
        let turned = match parts.as_slice() {
            [first @ .., last] if !first.is_empty() && !short => Some(format!("{last}{}", first.concat()).into()),
            _ => None,
        };
        let mut starts: Vec<Box<str>> = Vec::with_capacity(3);
        let turned_by = parts.last().filter(|_| turned.is_some());
        // "O'Hara" is two words in small letters.
        let cut = found.first().and_then(|word| word.of(name).split_once('\'')).map(|(first, _)| letters(first));
        for part in parts.first().into_iter().chain(turned_by).chain(cut.as_ref()) {
            let start = start_of(part);
            if !starts.iter().any(|known| **known == *start) {
                starts.push(start.into());
            }
        }
        // "mark" alone is a word; "holly wells" can be nothing but the two parts of a name.
        let only_capital = short || matches!(parts.as_slice(), [part] if general(part));
        Self { plural: !short && whole.len() >= INSIDE, letters: whole.into(), turned, starts, only_capital }
    }

    /// The end of the name, if it begins with the word at `index`; `name` is how texts write it. `strict` looks
    /// through what somebody typed, where nobody minds capitals.
    pub fn at(&self, name: &str, text: &str, found: &[WordSpan], index: usize, strict: bool) -> Option<usize> {
        let written = self.spelt(&self.letters, text, found, index, false);
        let turned = || self.turned.as_deref().and_then(|turned| self.spelt(turned, text, found, index, true));
        let end = written.or_else(turned)?;
        let start = found.get(index)?.start;
        let shown = text.get(start..end)?;
        let capital = shown.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
        let all_capital = || {
            shown
                .split(|c: char| !c.is_alphanumeric())
                .filter(|part| !part.is_empty())
                .all(|part| part.chars().next().is_some_and(|first| first.is_uppercase() || first.is_numeric()))
        };
        let small_ok = strict || !self.only_capital || shown == name;
        (small_ok || (capital && all_capital())).then_some(end)
    }

    /// The end of these letters, in words that stand beside each other.
    fn spelt(&self, wanted: &str, text: &str, found: &[WordSpan], index: usize, turned: bool) -> Option<usize> {
        let mut left = wanted;
        let mut last: Option<WordSpan> = None;
        for word in found.get(index..)?.iter().take(MOST_WORDS) {
            if let Some(last) = last
                && !joins(text.get(last.end..word.start)?, turned)
            {
                return None;
            }
            let part = word.of(text);
            // "doe2003" is a name with a number.
            let bare = part.trim_end_matches(|c: char| c.is_ascii_digit());
            if !bare.is_empty() && bare.len() < part.len() && strip(left, bare) == Some("") {
                return Some(word.start + bare.len());
            }
            left = match strip(left, part) {
                Some("") => return Some(word.end),
                Some(rest) => rest,
                None if self.plural => {
                    // The plural: the last word goes on with an s.
                    let short = part.strip_suffix("es").filter(|short| strip(left, short) == Some(""));
                    let short = short.or_else(|| part.strip_suffix(['s', 'S']));
                    return short.filter(|short| strip(left, short) == Some("")).map(|_| word.end);
                }
                None => return None,
            };
            last = Some(*word);
        }
        None
    }

    /// The end of the name among the letters of a run, if it begins at `at`.
    pub fn inside(&self, run: &Run, at: usize) -> Option<usize> {
        let left = run.squeezed.get(at..)?;
        let whole = self.letters.len();
        let spelt =
            left.starts_with(&*self.letters) || self.turned.as_deref().is_some_and(|turned| left.starts_with(turned));
        if !spelt {
            return None;
        }
        let end = at + whole;
        let plural = self.plural && left.get(whole..).is_some_and(|left| left.starts_with('s'));
        // The s of a possessive is a part of its own.
        let plural = plural && !run.ends.contains(&end) && run.ends.contains(&(end + 1));
        let end = end + usize::from(plural);
        let parts = run.starts.contains(&at) && run.ends.contains(&end) && (run.anywhere || !self.only_capital);
        let long = run.anywhere && whole >= INSIDE && !self.only_capital;
        // One letter that a sign parts from others says nothing.
        ((parts && whole > 1) || long).then_some(end)
    }
}

/// The rest of `wanted` behind the letters of a word.
fn strip<'w>(wanted: &'w str, word: &str) -> Option<&'w str> {
    let mut left = wanted;
    for c in word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase) {
        left = left.strip_prefix(c)?;
    }
    Some(left)
}

/// True if the signs between two words leave them parts of one name.
fn joins(gap: &str, turned: bool) -> bool {
    let signs = gap.chars().filter(|c| !c.is_whitespace()).count();
    let spaces = gap.chars().count() - signs;
    let sign = |c: char| matches!(c, '-' | '\'' | '.' | '_' | '+') || (turned && c == ',') || c.is_whitespace();
    // A full stop with a space behind it ends a sentence, or an initial, which a name has of its own.
    gap.chars().all(sign) && signs <= 1 && spaces <= 3 && !(gap.starts_with('.') && spaces > 0)
}

/// A run of signs without a space between them in which a name may hide.
pub struct Run {
    /// The letters of it, in small letters.
    pub squeezed: String,
    /// For each byte of those, the byte of the letter in the text.
    from: Vec<usize>,
    /// The beginnings of its parts, among the letters.
    pub starts: Vec<usize>,
    /// The ends of its parts, among the letters.
    pub ends: Vec<usize>,
    /// True if a name may stand anywhere in it.
    pub anywhere: bool,
}

impl Run {
    /// The place of some of its letters in the text.
    pub fn place(&self, part: Range<usize>) -> Option<Range<usize>> {
        let last = part.end.checked_sub(1)?;
        let start = *self.from.get(part.start)?;
        let last = *self.from.get(last)?;
        Some(start..last + 1)
    }

    fn of(text: &str, range: Range<usize>) -> Option<Self> {
        let raw = text.get(range.clone())?;
        let bare = raw.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '#' | '@'));
        let tagged = bare.starts_with(['#', '@']);
        let address = bare.contains('@') || bare.contains("://") || bare.contains('/') || bare.contains("www.");
        let ending = bare.rsplit_once('.').is_some_and(|(_, ending)| {
            (2..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        let mut run = Self {
            squeezed: String::new(),
            from: Vec::new(),
            starts: Vec::new(),
            ends: Vec::new(),
            anywhere: tagged || address || ending,
        };
        let mut before = ' ';
        let mut skip = 0;
        for (at, c) in raw.char_indices() {
            if skip > 0 {
                skip -= 1;
                before = ' ';
                continue;
            }
            // "%20" is a sign that an address cannot hold.
            let coded = raw.get(at + 1..at + 3).is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
            skip = if c == '%' && coded { 2 } else { 0 };
            if c.is_alphabetic() {
                let begins = !before.is_alphabetic() || (before.is_lowercase() && c.is_uppercase());
                if begins {
                    run.end();
                    run.starts.push(run.squeezed.len());
                }
                for small in c.to_lowercase() {
                    run.squeezed.push(small);
                    run.from.extend(std::iter::repeat_n(range.start + at, small.len_utf8()));
                }
            }
            before = c;
        }
        run.end();
        let tied = run.starts.len() > 1 || tagged || bare.chars().any(char::is_numeric);
        (tied && !run.squeezed.is_empty()).then_some(run)
    }

    /// A part ends at the last letter.
    fn end(&mut self) {
        if !self.squeezed.is_empty() && self.ends.last() != Some(&self.squeezed.len()) {
            self.ends.push(self.squeezed.len());
        }
    }
}

/// The runs of a text in which letters are tied to signs.
pub fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive(char::is_whitespace) {
        let raw = part.trim_end();
        // Most words are nothing but letters.
        if raw.bytes().any(|byte| !byte.is_ascii_alphabetic())
            || raw.bytes().skip(1).any(|byte| byte.is_ascii_uppercase())
        {
            runs.extend(Run::of(text, start..start + raw.len()));
        }
        start += part.len();
    }
    runs
}
