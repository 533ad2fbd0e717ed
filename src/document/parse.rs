//! TOML with the place of every value.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The parsed file, and what is wrong with its syntax: everything, or in a long file the first mistake only, because a file
/// of nothing but mistakes would cost many times its size.
pub fn parse(text: &str) -> (Spanned<DeTable<'_>>, Vec<toml::de::Error>) {
    if text.len() <= LONG {
        return DeTable::parse_recoverable(text);
    }
    match DeTable::parse(text) {
        Ok(root) => (root, Vec::new()),
        Err(error) => (Spanned::new(0..0, DeTable::new()), vec![error]),
    }
}

/// Longer than any case that people write, in bytes.
const LONG: usize = 512 * 1024;

/// Byte-order marks at the start are no part of the text; a file put together from others may begin with two.
pub fn without_mark(text: &str) -> &str {
    text.trim_start_matches('\u{feff}')
}

/// One step on the way from the top of a file to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Into the value of a key.
    Key(&'static str),
    /// Into an entry of an array, from 0.
    Index(usize),
}

/// The bytes of the value at `path`; where the path ends early, the bytes of the last table on the way.
pub fn locate(root: &Spanned<DeTable<'_>>, path: &[Step]) -> std::ops::Range<usize> {
    let mut span = root.span().start..root.span().start;
    let mut table: Option<&DeTable<'_>> = Some(root.get_ref());
    let mut array = None;
    for step in path {
        let next = match *step {
            Step::Key(key) => table.and_then(|table| table.get(key)),
            Step::Index(index) => array.and_then(|array: &toml::de::DeArray<'_>| array.get(index)),
        };
        let Some(next) = next else { return span };
        span = next.span();
        table = next.get_ref().as_table();
        array = match next.get_ref() {
            DeValue::Array(inner) => Some(inner),
            _ => None,
        };
    }
    span
}
