//! Cleaning at the door: what a file says becomes text that cannot act on a terminal.
//!
//! An escape sequence becomes one visible mark, so that its body does not remain as litter; other controls become
//! their control pictures; bidirectional, zero-width and other invisible characters become [`INVISIBLE_MARK`].

use std::borrow::Cow;
use std::ops::RangeInclusive;

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

/// Defines a type that holds a text in one form, which everything read from a file has from then on.
macro_rules! text_type {
    ($(#[$doc:meta])* $name:ident($inner:ty), $form:expr, inline: $inline:literal, $schema:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name($inner);

        impl $name {
            /// The text in its form.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(raw: &str) -> Self {
                let form: fn(&str) -> $inner = $form;
                Self(form(raw))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(Self::from(std::borrow::Cow::<'de, str>::deserialize(deserializer)?.as_ref()))
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn inline_schema() -> bool {
                $inline
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $schema
            }
        }
    };
}
pub(crate) use text_type;

macro_rules! cleaned_text {
    ($(#[$doc:meta])* $name:ident, $form:expr, $schema:tt) => {
        text_type!(
            $(#[$doc])*
            #[derive(Default)]
            $name(Box<str>), $form, inline: true,
            schemars::json_schema!($schema)
        );

        impl $name {
            /// Cleans `raw` and keeps the result.
            pub fn new(raw: &str) -> Self {
                Self::from(raw)
            }
        }

        impl std::ops::Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }
    };
}

cleaned_text!(
    /// A text of one line, cleaned when it was read.
    Text,
    |raw| Box::from(clean_line(raw).as_ref()),
    { "type": "string", "description": "Text of one line." }
);
cleaned_text!(
    /// A text of one or more paragraphs (a blank line stands between two), cleaned when it was read.
    Prose,
    |raw| clean_prose(raw).into_boxed_str(),
    { "type": "string", "description": "Text of one or more paragraphs, parted by blank lines.", "x-paragraphs": true }
);

impl Prose {
    /// The paragraphs in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.as_str().split("\n\n").filter(|paragraph| !paragraph.is_empty())
    }
}
