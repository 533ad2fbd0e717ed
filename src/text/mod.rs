//! Rules for text, which every room uses and which know no room: cleaning, folding, near misses, width in cells.

use std::ffi::OsStr;

pub mod cells;
pub mod clean;
pub mod find;
pub mod fold;
pub mod near;

pub(crate) use clean::text_type;
pub use clean::{Cleaned, Prose, Text, clean_line, clean_prose, cleaned, has_marks};

/// A path as it may be printed: the name of a file is data too.
pub fn shown_path(path: &(impl AsRef<OsStr> + ?Sized)) -> String {
    clean_line(&path.as_ref().to_string_lossy()).into_owned()
}

/// A number and its noun: "1 case", "2 cases", "3 entries".
pub fn counted(count: usize, noun: &str) -> String {
    match (count, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {noun}s"),
    }
}
