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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searches_are_kept_newest_last() {
        let home = tempfile::tempdir().unwrap();
        let state_folder = StateFolder::new(home.path().to_owned());
        assert!(state_folder.searches().is_empty());
        for text in ["police", "gp bruising", "police", "theme:neglect"] {
            state_folder.keep_search(text).unwrap();
        }
        assert_eq!(state_folder.searches(), ["gp bruising", "police", "theme:neglect"]);
        for number in 0..MOST_SEARCHES {
            state_folder.keep_search(&number.to_string()).unwrap();
        }
        assert_eq!(state_folder.searches().len(), MOST_SEARCHES);
        assert_eq!(state_folder.searches().first().map(String::as_str), Some("0"));
    }

    #[test]
    fn a_very_long_file_takes_no_time() {
        let text: String = (0..300_000).map(|number| format!("{number}\n")).collect();
        let start = std::time::Instant::now();
        let searches = parse(&text);
        assert_eq!((searches.len(), searches.last().map(String::as_str)), (MOST_SEARCHES, Some("299999")));
        assert!(start.elapsed() < std::time::Duration::from_secs(2));
    }

    #[test]
    fn a_file_that_somebody_else_wrote_cannot_act() {
        assert_eq!(parse("a\u{1b}[31mb\n\n  \na\n").len(), 2);
        assert!(parse("a\u{1b}[31mb\n").iter().all(|line| !line.contains('\u{1b}')));
    }
}
