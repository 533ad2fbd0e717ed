//! The searches of before: a line each, oldest first.

use std::collections::HashSet;

use super::{StateError, StateFolder};
use crate::text::clean_line;

/// No more than this are kept.
pub const MOST_SEARCHES: usize = 500;

const FILE: &str = "history";
/// Lines that are looked at: a file that casebook wrote has one for each search.
const MOST_LINES: usize = 10 * MOST_SEARCHES;

impl StateFolder {
    /// The searches of before, oldest first, each once.
    pub fn searches(&self) -> Vec<String> {
        parse(&self.read(FILE))
    }

    /// Keeps a search.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_search(&self, text: &str) -> Result<(), StateError> {
        self.change(FILE, |before| {
            let mut searches = parse(&before);
            searches.retain(|known| known != text);
            searches.push(text.to_owned());
            let over = searches.len().saturating_sub(MOST_SEARCHES);
            searches.drain(..over);
            searches.iter().map(|search| format!("{search}\n")).collect()
        })
    }
}

fn parse(text: &str) -> Vec<String> {
    // A file that somebody made very long is read from its end, as far as it is of use.
    let (mut searches, mut known) = (Vec::new(), HashSet::new());
    for line in text.lines().rev().take(MOST_LINES) {
        let line = clean_line(line).into_owned();
        if !line.trim().is_empty() && known.insert(line.clone()) {
            searches.push(line);
        }
        if searches.len() == MOST_SEARCHES {
            break;
        }
    }
    searches.reverse();
    searches
}
