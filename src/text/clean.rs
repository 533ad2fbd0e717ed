//! Cleaning at the door: what a file says becomes text that cannot act on a terminal.
//!
//! An escape sequence becomes one visible mark, so that its body does not remain as litter; other controls become
//! their control pictures; bidirectional, zero-width and other invisible characters become [`INVISIBLE_MARK`].

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};

/// Stands where a whole escape sequence stood.
pub const ESCAPE_MARK: char = '\u{241B}';
/// Stands where an invisible character (zero-width, bidirectional control) stood.
pub const INVISIBLE_MARK: char = '\u{FFFD}';
/// Tells a typesetter where a word may be broken, and a reader nothing: it is dropped.
const SOFT_HYPHEN: char = '\u{ad}';

/// Cleans a text that fits on one line: tabs and line ends become one space, runs of spaces become one.
pub fn clean_line(raw: &str) -> Cow<'_, str> {
    if is_clean_line(raw) {
        return Cow::Borrowed(raw);
    }
    let (marked, _) = mark_controls(raw);
    let mut out = String::with_capacity(marked.len());
    for word in marked.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Cow::Owned(out)
}

/// Cleans a text of several paragraphs: a blank line parts two paragraphs, any other line end is a space.
pub fn clean_prose(raw: &str) -> String {
    let (marked, _) = mark_controls(raw);
    let mut paragraphs: Vec<String> = vec![String::new()];
    for line in marked.lines() {
        let line = clean_line(line);
        match paragraphs.last_mut() {
            Some(last) if !line.is_empty() => {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(&line);
            }
            Some(last) if !last.is_empty() => paragraphs.push(String::new()),
            _ => {}
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n")
}

/// Most texts are clean, so this looks at bytes and goes into characters only where there are others than ASCII.
fn is_clean_line(raw: &str) -> bool {
    let mut space = true;
    let mut ascii = true;
    for byte in raw.bytes() {
        if byte < 0x20 || byte == 0x7f || (byte == b' ' && space) {
            return false;
        }
        space = byte == b' ';
        ascii &= byte < 0x80;
    }
    let ends_in_space = space && !raw.is_empty();
    !ends_in_space
        && (ascii || !raw.chars().any(|c| c.is_control() || is_invisible(c) || (c.is_whitespace() && c != ' ')))
}

/// True if a text holds controls other than tabs and line ends, or invisible characters.
pub fn has_marks(raw: &str) -> bool {
    raw.chars().any(|c| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || is_invisible(c))
}

/// The changes that cleaning makes to a text, for the authors of files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// Controls other than tabs and line ends, and invisible characters: each leaves a mark, a soft hyphen nothing.
    pub marks: usize,
    /// Characters that are left out because they belong to an escape sequence.
    pub left_out: usize,
}

/// Counts what cleaning would change in a text beyond its blanks.
pub fn cleaned(raw: &str) -> Cleaned {
    mark_controls(raw).1
}

/// Replaces what could act, and keeps `\n` and `\t`.
fn mark_controls(raw: &str) -> (String, Cleaned) {
    let mut out = String::with_capacity(raw.len());
    let mut cleaned = Cleaned::default();
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        let behind = rest.get(c.len_utf8()..).unwrap_or_default();
        rest = behind;
        let mark = match c {
            '\n' | '\t' => {
                out.push(c);
                continue;
            }
            '\r' => {
                if !behind.starts_with('\n') {
                    out.push('\n');
                }
                continue;
            }
            '\u{1b}' | '\u{90}' | '\u{98}' | '\u{9b}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => {
                let body = behind.get(..sequence(c, behind)).unwrap_or_default();
                rest = behind.get(body.len()..).unwrap_or_default();
                cleaned.left_out += body.chars().count();
                Some(ESCAPE_MARK)
            }
            SOFT_HYPHEN => None,
            '\u{7f}' => Some('\u{2421}'),
            c if (c as u32) < 0x20 => Some(char::from_u32(0x2400 + c as u32).unwrap_or(INVISIBLE_MARK)),
            c if c.is_control() || is_invisible(c) => Some(INVISIBLE_MARK),
            c => {
                out.push(c);
                continue;
            }
        };
        cleaned.marks += 1;
        out.extend(mark);
    }
    (out, cleaned)
}

/// How many bytes behind an introducer belong to its escape sequence as ECMA-48 delimits it. None do
/// where it does not end as the standard says: a stray control, such as a closing quote read in a wrong encoding, takes no
/// text with it.
fn sequence(introducer: char, behind: &str) -> usize {
    match introducer {
        '\u{1b}' => match behind.bytes().next() {
            Some(b'[') => control_sequence(behind, 1),
            Some(b']' | b'P' | b'X' | b'^' | b'_') => control_string(behind, 1),
            _ => {
                let intermediates = run(behind, 0, b' '..=b'/');
                if matches!(behind.as_bytes().get(intermediates), Some(b'0'..=b'~')) { intermediates + 1 } else { 0 }
            }
        },
        '\u{9b}' => control_sequence(behind, 0),
        _ => control_string(behind, 0),
    }
}

/// Parameters, intermediates, and one final byte.
fn control_sequence(text: &str, start: usize) -> usize {
    let intermediates = run(text, start, b'0'..=b'?');
    let end = run(text, intermediates, b' '..=b'/');
    if matches!(text.as_bytes().get(end), Some(b'@'..=b'~')) { end + 1 } else { 0 }
}

/// Printable ASCII up to BEL, ST or ESC \.
fn control_string(text: &str, start: usize) -> usize {
    let end = run(text, start, b' '..=b'~');
    let ends = ["\u{7}", "\u{9c}", "\u{1b}\\"];
    let tail = text.get(end..).unwrap_or_default();
    ends.iter().find(|st| tail.starts_with(**st)).map_or(0, |st| end + st.len())
}

/// The end of the run of bytes of a kind that begins at `start`.
fn run(text: &str, start: usize, kind: RangeInclusive<u8>) -> usize {
    start + text.bytes().skip(start).take_while(|byte| kind.contains(byte)).count()
}

/// Characters that take no cell or steer others: Unicode's default-ignorable code points, the line and paragraph
/// separators, interlinear annotation and tag characters.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

macro_rules! cleaned {
    ($(#[$doc:meta])* $name:ident, $clean:expr, $about:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
        #[serde(transparent)]
        pub struct $name(Box<str>);

        impl $name {
            /// Cleans `raw` and keeps the result.
            pub fn new(raw: &str) -> Self {
                let clean: fn(&str) -> Box<str> = $clean;
                Self(clean(raw))
            }

            /// The cleaned text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::ops::Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(Self::new(&Cow::<'de, str>::deserialize(deserializer)?))
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn inline_schema() -> bool {
                true
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "description": $about })
            }
        }
    };
}

cleaned!(
    /// A text of one line, cleaned when it was read.
    Text,
    |raw| Box::from(clean_line(raw).as_ref()),
    "Text of one line."
);
cleaned!(
    /// A text of one or more paragraphs (parted by a blank line), cleaned when it was read.
    Prose,
    |raw| clean_prose(raw).into_boxed_str(),
    "Text of one or more paragraphs, parted by blank lines."
);

impl Prose {
    /// The paragraphs in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.as_str().split("\n\n").filter(|paragraph| !paragraph.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_cleaned() {
        let rows = [
            ("plain", "plain"),
            ("  two   spaces ", "two spaces"),
            ("a\tb\nc\r\nd", "a b c d"),
            ("red \u{1b}[31mtext\u{1b}[0m", "red \u{241b}text\u{241b}"),
            ("\u{1b}]52;c;aGk=\u{07}after", "\u{241b}after"),
            ("\u{1b}]8;;http://x\u{1b}\\link", "\u{241b}link"),
            ("\u{9b}31mc1", "\u{241b}c1"),
            ("\u{1b}P1$r0m\u{9c}after", "\u{241b}after"),
            // A stray introducer takes nothing with it.
            (
                "under consideration\u{9d}. It went on: cost, time.",
                "under consideration\u{241b}. It went on: cost, time.",
            ),
            ("\u{9d}title without an end", "\u{241b}title without an end"),
            ("\u{e2}\u{80}\u{9d}one\u{e2}\u{80}\u{9c}two", "\u{e2}\u{fffd}\u{241b}one\u{e2}\u{fffd}\u{fffd}two"),
            ("\u{9b} 12 caf\u{e9}s", "\u{241b} 12 caf\u{e9}s"),
            ("\u{9b}12 \u{e9}", "\u{241b}12 \u{e9}"),
            ("\u{1b}[12", "\u{241b}[12"),
            ("\u{1b}]0;no end\nnext", "\u{241b}]0;no end next"),
            ("stray \u{1b}", "stray \u{241b}"),
            ("\u{1b}(Bcharset", "\u{241b}charset"),
            ("bell\u{07}", "bell\u{2407}"),
            ("nul\u{0}del\u{7f}", "nul\u{2400}del\u{2421}"),
            ("rtl\u{202e}evil\u{200b}", "rtl\u{fffd}evil\u{fffd}"),
            ("next\u{85}line", "next\u{fffd}line"),
            ("soft\u{ad}hyphen", "softhyphen"),
            ("no-break\u{a0}space", "no-break space"),
            ("ärger Иван 日本", "ärger Иван 日本"),
        ];
        for (raw, expected) in rows {
            assert_eq!(clean_line(raw), expected, "{raw:?}");
        }
    }

    #[test]
    fn prose_keeps_paragraphs() {
        assert_eq!(clean_prose("one\ntwo\n\n\nthree\u{1b}[2J\n"), "one two\n\nthree\u{241b}");
        assert_eq!(Prose::new("a\n\nb").paragraphs().collect::<Vec<_>>(), ["a", "b"]);
    }

    proptest! {
        #[test]
        fn nothing_that_acts_survives(raw in any::<String>()) {
            for cleaned in [clean_line(&raw).into_owned(), clean_prose(&raw).replace('\n', " ")] {
                prop_assert!(!cleaned.chars().any(|c| c.is_control() || is_invisible(c)), "{cleaned:?}");
            }
        }

        #[test]
        fn cleaning_twice_changes_nothing(raw in any::<String>()) {
            let once = clean_line(&raw).into_owned();
            prop_assert_eq!(clean_line(&once), once.as_str());
        }
    }
}
