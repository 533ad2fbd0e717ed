//! Undoes the damage of files and spreadsheets to a text; each kind is counted and told.

use std::borrow::Cow;
use std::collections::BTreeMap;

use encoding_rs::WINDOWS_1252;

/// A kind of repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Repair {
    /// A byte order mark at the start of the file.
    ByteOrderMark,
    /// UTF-8 that was once read as the code page of the machine: "donâ€™t".
    Mojibake,
    /// A character of that code page, left as a control: U+0092 for an apostrophe.
    CodePage,
    /// `_x000D_`, which spreadsheets write for an end of line.
    EndOfLine,
    /// Soft hyphens.
    SoftHyphen,
    /// Characters that nobody sees, and controls.
    Invisible,
    /// The apostrophe or `="…"` that keeps a spreadsheet from running a text.
    Guard,
    /// A day that the file holds as a number.
    SerialDay,
    /// "Apr-25", which a spreadsheet made of a month.
    MonthAndYear,
    /// A number that is kept as a text.
    NumberAsText,
    /// A piece of a web page in place of its text.
    Markup,
    /// A cell that a workbook draws over the rows below it too.
    MergedCell,
}

impl Repair {
    fn told(self) -> &'static str {
        match self {
            Self::ByteOrderMark => "byte order mark taken off",
            Self::Mojibake => "text decoded twice, set right (â€™ for ’)",
            Self::CodePage => "character of the Windows code page, set right",
            Self::EndOfLine => "end of line written as _x000D_",
            Self::SoftHyphen => "soft hyphen taken out",
            Self::Invisible => "invisible or control character taken out",
            Self::Guard => "guard against formulas taken off",
            Self::SerialDay => "day kept as a number, read as a day",
            Self::MonthAndYear => "month such as Apr-25, read as April 2025",
            Self::NumberAsText => "number kept as a text",
            Self::Markup => "piece of a web page, read as its text",
            Self::MergedCell => "row below a merged cell, read with its value",
        }
    }
}

/// How often each repair was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repairs {
    counts: BTreeMap<Repair, usize>,
    charset: Option<&'static str>,
}

impl Repairs {
    /// Counts a repair.
    pub fn count(&mut self, repair: Repair, times: usize) {
        if times > 0 {
            *self.counts.entry(repair).or_default() += times;
        }
    }

    /// Says which character set the file was in.
    pub fn name_charset(&mut self, name: &'static str) {
        self.charset = Some(name);
    }

    /// Adds those of another part.
    pub fn add(&mut self, other: &Self) {
        other.counts.iter().for_each(|(repair, times)| self.count(*repair, *times));
        self.charset = self.charset.or(other.charset);
    }

    /// A line for each kind that was made.
    pub fn told(&self) -> Vec<String> {
        let charset = self.charset.map(|name| format!("read as {name}"));
        let counts = self.counts.iter().map(|(repair, times)| format!("{times} × {}", repair.told()));
        charset.into_iter().chain(counts).collect()
    }

    /// How often a repair was made.
    #[cfg(test)]
    pub fn of(&self, repair: Repair) -> usize {
        self.counts.get(&repair).copied().unwrap_or(0)
    }
}

/// A text with everything undone that programs are known to do.
pub fn repaired(raw: &str, repairs: &mut Repairs) -> String {
    let text = unguarded(raw, repairs);
    let text = end_of_lines(&text, repairs);
    let text = decoded_once(&text, repairs);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => out.push(c),
            '\r' => out.push('\n'),
            '\u{a0}' => out.push(' '),
            '\u{ad}' => repairs.count(Repair::SoftHyphen, 1),
            '\u{80}'..='\u{9f}' => match of_code_page(c) {
                Some(meant) => {
                    repairs.count(Repair::CodePage, 1);
                    out.push(meant);
                }
                None => repairs.count(Repair::Invisible, 1),
            },
            c if c.is_control() || is_invisible(c) => repairs.count(Repair::Invisible, 1),
            c => out.push(c),
        }
    }
    out.replace("\n\n\n", "\n\n").trim().to_owned()
}

/// The text of a cell that holds an element of a web page; every other stays as it is.
pub fn without_markup(text: String, repairs: &mut Repairs) -> String {
    let opens = text.strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    if !opens || !text.ends_with('>') || !text.contains("</") {
        return text;
    }
    repairs.count(Repair::Markup, 1);
    let mut plain = String::new();
    for piece in text.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap_or((piece, ""));
        if tag.starts_with("br") || tag.starts_with("/p") {
            plain.push('\n');
        }
        plain.push_str(words);
    }
    const ENTITIES: [(&str, &str); 6] =
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let plain = ENTITIES.iter().fold(plain, |plain, (entity, meant)| plain.replace(entity, meant));
    plain.trim().to_owned()
}

/// Characters without a shape that mean nothing in a text of a report.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

fn of_code_page(c: char) -> Option<char> {
    let byte = u8::try_from(c as u32).ok()?;
    let bytes = [byte];
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
    text.chars().next().filter(|meant| !meant.is_control())
}

/// A text without what keeps a spreadsheet from running it: an apostrophe before `=`, `+`, `-`, `@`, or `="…"` about it.
fn unguarded<'a>(raw: &'a str, repairs: &mut Repairs) -> Cow<'a, str> {
    if let Some(inner) = raw.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        repairs.count(Repair::Guard, 1);
        return Cow::Owned(inner.replace("\"\"", "\""));
    }
    match raw.strip_prefix('\'') {
        Some(rest) if rest.trim_start().starts_with(['=', '+', '-', '@']) => {
            repairs.count(Repair::Guard, 1);
            Cow::Borrowed(rest)
        }
        _ => Cow::Borrowed(raw),
    }
}

fn end_of_lines<'a>(text: &'a str, repairs: &mut Repairs) -> Cow<'a, str> {
    const MARKS: [&str; 2] = ["_x000D_", "_x000d_"];
    let found: usize = MARKS.iter().map(|mark| text.matches(mark).count()).sum();
    if found == 0 {
        return Cow::Borrowed(text);
    }
    repairs.count(Repair::EndOfLine, found);
    // The mark stands beside the end of line that it means.
    let text = MARKS.iter().fold(text.to_owned(), |text, mark| text.replace(&format!("{mark}\n"), "\n"));
    Cow::Owned(MARKS.iter().fold(text, |text, mark| text.replace(mark, "\n")))
}

/// A text that was encoded as UTF-8 and decoded as Windows-1252, decoded as it should have been.
fn decoded_once<'a>(text: &'a str, repairs: &mut Repairs) -> Cow<'a, str> {
    if !text.contains(['â', 'Ã', 'Â', 'ð']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut times = 0;
    while let Some(c) = rest.chars().next() {
        let taken = if matches!(c, 'â' | 'Ã' | 'Â' | 'ð') { encoded(rest) } else { None };
        match taken {
            Some((meant, length)) => {
                out.push(meant);
                rest = rest.get(length..).unwrap_or_default();
                times += 1;
            }
            None => {
                out.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    repairs.count(Repair::Mojibake, times);
    if times > 0 { Cow::Owned(out) } else { Cow::Borrowed(text) }
}

/// The character whose bytes in UTF-8 the text begins with, each read as a character of its own; and the length of these.
fn encoded(text: &str) -> Option<(char, usize)> {
    let mut bytes = Vec::with_capacity(4);
    let mut length = 0;
    for c in text.chars().take(4) {
        bytes.push(byte_of(c)?);
        length += c.len_utf8();
        if let Ok(whole) = std::str::from_utf8(&bytes)
            && bytes.len() > 1
        {
            return whole.chars().next().map(|meant| (meant, length));
        }
    }
    None
}

/// The byte that Windows-1252 reads as a character.
fn byte_of(c: char) -> Option<u8> {
    if (c as u32) < 0x100 {
        return u8::try_from(c as u32).ok();
    }
    let mut buffer = [0; 4];
    let (bytes, _, wrong) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match (wrong, &bytes[..]) {
        (false, [byte]) => Some(*byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_programs_do_is_undone_and_counted() {
        let rows = [
            ("plain", "plain", None),
            ("Café, naïve – “so”", "Café, naïve – “so”", None),
            ("donâ€™t", "don’t", Some(Repair::Mojibake)),
            ("â€œsoâ€\u{9d}", "“so”", Some(Repair::Mojibake)),
            ("CafÃ©", "Café", Some(Repair::Mojibake)),
            ("don\u{92}t", "don’t", Some(Repair::CodePage)),
            ("so\u{9d}, he said", "so, he said", Some(Repair::Invisible)),
            ("one_x000D_\ntwo", "one\ntwo", Some(Repair::EndOfLine)),
            ("one_x000D_two", "one\ntwo", Some(Repair::EndOfLine)),
            ("safe\u{ad}guarding", "safeguarding", Some(Repair::SoftHyphen)),
            ("a\u{200b}b", "ab", Some(Repair::Invisible)),
            ("a\u{1b}[31mb", "a[31mb", Some(Repair::Invisible)),
            ("'=1+1", "=1+1", Some(Repair::Guard)),
            ("=\"0012\"", "0012", Some(Repair::Guard)),
            ("'quoted' word", "'quoted' word", None),
            ("1\u{a0}000", "1 000", None),
            ("château, Âge", "château, Âge", None),
        ];
        for (raw, expected, repair) in rows {
            let mut repairs = Repairs::default();
            assert_eq!(repaired(raw, &mut repairs), expected, "{raw:?}");
            match repair {
                Some(repair) => assert!(repairs.of(repair) > 0, "{raw:?}: {repairs:?}"),
                None => assert_eq!(repairs, Repairs::default(), "{raw:?}"),
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_repaired_once(raw in any::<String>()) {
            let once = repaired(&raw, &mut Repairs::default());
            prop_assert!(once.chars().all(|c| matches!(c, '\n' | '\t') || !(c.is_control() || is_invisible(c))));
        }

        #[test]
        fn a_sound_text_stays_as_it_is(raw in "([a-zA-Z0-9é–“”’.,;:() ]*[a-z])?") {
            let mut repairs = Repairs::default();
            prop_assert_eq!(repaired(&raw, &mut repairs), raw.trim());
            prop_assert_eq!(repairs, Repairs::default());
        }
    }
}
