//! Completions of a query: names of fields, and their values with how often they occur.

use crate::search::index::{Index, KnownValue};
use crate::search::query::{FIELDS, FilterField, token_at};
use crate::text::fold::fold;

/// Something that a text could become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The text that takes the place of what stands there.
    pub text: String,
    /// Its meaning.
    pub label: String,
    /// In how many entries of the library; none for a field.
    pub count: Option<usize>,
    /// True for a text of the library's own, which no list has: it may name somebody.
    pub of_library: bool,
}

/// The completions of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Completions {
    /// The start of what is completed, in bytes.
    pub start: usize,
    /// Its end.
    pub end: usize,
    /// The texts that could stand there: of values the most frequent first.
    pub choices: Vec<Choice>,
}

/// No more than this are offered.
const MOST: usize = 100;

/// The completions of the part of `text` before the byte `at`.
pub fn complete(text: &str, at: usize, index: &Index) -> Completions {
    let token = token_at(text, at);
    let span = token.span.clone();
    let whole = text.get(span.start..at).unwrap_or_default();
    let (sign, rest) = match whole.strip_prefix('!') {
        Some(rest) => ("!", rest),
        None => ("", whole),
    };
    let named = rest.split_once(':').and_then(|(name, value)| Some((FilterField::named(name)?, value)));
    let choices = match named {
        Some((field, value)) => values(field, value, sign, index),
        None => fields(rest, sign),
    };
    Completions { start: span.start, end: span.end.max(at), choices }
}

fn fields(begun: &str, sign: &str) -> Vec<Choice> {
    let begun = begun.to_ascii_lowercase();
    FIELDS
        .iter()
        .filter(|row| row.name.starts_with(&begun))
        .map(|row| Choice {
            text: format!("{sign}{}:", row.name),
            label: row.help.to_owned(),
            count: None,
            of_library: false,
        })
        .collect()
}

fn values(field: FilterField, begun: &str, sign: &str, index: &Index) -> Vec<Choice> {
    let begun = begun.trim_start_matches(['"', '\u{201c}']).trim_end_matches(['"', '\u{201d}']);
    let wanted = fold(begun);
    let mut found: Vec<(bool, usize, &KnownValue)> = index
        .values
        .of(field)
        .filter_map(|(_, value)| {
            let texts = || std::iter::once(value.code.as_str()).chain(value.names.iter().map(String::as_str)).map(fold);
            let starts = texts().any(|text| text.starts_with(&wanted));
            let inside = starts || texts().any(|text| text.contains(&wanted));
            inside.then(|| (!starts, index.value_count(value), value))
        })
        .filter(|(_, count, _)| *count > 0)
        .collect();
    // Values that begin so stand first, then frequent ones; years and dates fall, numbers rise.
    found.sort_by(|a, b| match field {
        FilterField::Year | FilterField::Updated => b.2.code.cmp(&a.2.code),
        FilterField::Sources => number(&a.2.code).cmp(&number(&b.2.code)),
        _ => (a.0, b.1, a.2.label(), &a.2.code).cmp(&(b.0, a.1, b.2.label(), &b.2.code)),
    });
    let name = field.row().name;
    let choice = |(_, count, value): (bool, usize, &KnownValue)| Choice {
        text: format!("{sign}{name}:{}", quoted(&value.code)),
        label: value.label().to_owned(),
        count: Some(count),
        of_library: value.of_library,
    };
    found.into_iter().take(MOST).map(choice).collect()
}

fn number(code: &str) -> u32 {
    code.parse().unwrap_or(u32::MAX)
}

/// A value as a query writes it.
pub fn quoted(value: &str) -> String {
    if value.contains(char::is_whitespace) { format!("\"{value}\"") } else { value.to_owned() }
}
