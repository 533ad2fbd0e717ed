//! TOML with the place of every value.

use std::ops::Range;

use serde::de::DeserializeOwned;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnostic::{Problem, Severity};
use super::shape::{Codes, ShapeReader};

/// Problems with the bytes of the file that each concerns.
pub type PlacedProblems = Vec<(Range<usize>, Problem)>;

/// A file that was held against the schema of `T`.
pub struct Checked<'t, T> {
    /// The tables of the file, with their places.
    pub root: Spanned<DeTable<'t>>,
    /// The value; nothing where serde refuses the file.
    pub value: Option<T>,
    /// The mistakes in its syntax, or else its departures from the schema.
    pub found: PlacedProblems,
    /// False where the syntax is wrong.
    pub is_toml: bool,
}

impl<T> Checked<'_, T> {
    /// True where nothing but warnings was found.
    pub fn is_sound(&self) -> bool {
        self.found.iter().all(|(_, problem)| problem.severity == Severity::Warning)
    }
}

/// Parses a file, holds it against the schema of `T` and fills a `T` from it.
pub fn check<'t, T: DeserializeOwned>(text: &'t str, schema: &Value, codes: &dyn Codes) -> Checked<'t, T> {
    let (root, syntax) = parse(text);
    let problem = |prefix: &str, error: &toml::de::Error| {
        (error.span().unwrap_or(0..0), Problem::error(format!("{prefix}{}", error.message())))
    };
    let is_toml = syntax.is_empty();
    let found = match is_toml {
        true => ShapeReader::problems(schema, codes, &root),
        false => syntax.iter().map(|error| problem("not TOML: ", error)).collect(),
    };
    let mut checked = Checked { root, value: None, found, is_toml };
    match toml::from_str(text) {
        Ok(value) => checked.value = Some(value),
        // serde refuses what the schema allows: a defect of ours, told rather than hidden.
        Err(error) if checked.is_sound() => checked.found.push(problem("", &error)),
        Err(_) => {}
    }
    checked
}

/// The parsed file, and the mistakes in its syntax: all of them, or in a long file the first only, because a file of
/// nothing but mistakes would cost many times its size.
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

/// The way from the top of a file to a value.
pub type ValuePath = Vec<Step>;

/// Problems with the path to the value that each concerns.
pub type PathProblems = Vec<(ValuePath, Problem)>;

/// One step on the way from the top of a file to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Into the value of a key.
    Key(&'static str),
    /// Into an entry of an array, from 0.
    Index(usize),
}

/// The entries of the array under `key`; none where there is no array.
pub fn entries<'t, 'a>(table: &'t DeTable<'a>, key: &str) -> &'t [Spanned<DeValue<'a>>] {
    match table.get(key).map(Spanned::get_ref) {
        Some(DeValue::Array(entries)) => entries,
        _ => &[],
    }
}

/// The text under `key` of an entry that is a table, with its place.
pub fn text_in<'t>(entry: &'t Spanned<DeValue<'_>>, key: &str) -> Option<(Range<usize>, &'t str)> {
    let value = entry.get_ref().as_table()?.get(key)?;
    Some((value.span(), value.get_ref().as_str()?))
}

/// The bytes of the value at `path`; where the path ends early, the bytes of the last table on the way.
pub fn locate(root: &Spanned<DeTable<'_>>, path: &[Step]) -> Range<usize> {
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
