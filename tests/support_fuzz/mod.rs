//! What must hold of every file, whatever its bytes: one function for the short run of `tests/commands/fuzz_loader.rs` and for the
//! long run of `tests/fuzz`.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "each run checks some of the promises, and one that is broken should say so at once"
)]

pub mod private;

use casebook::case::read::diagnose;
use casebook::case::{Diagnostic, Severity, Vocabulary, read_case};

/// Reads bytes as the loader does, and panics where it breaks a promise.
pub fn check(bytes: &[u8]) {
    // A file that is not UTF-8 goes no further; the loader says so.
    let Ok(text) = String::from_utf8(bytes.to_vec()) else { return };
    let vocabulary = Vocabulary::shipped();
    // The id of the first fixture, so that some files are cases.
    let read = read_case("alder", &text, vocabulary);
    let found = diagnose("alder", &text, vocabulary);
    assert_in_order(&found);
    for diagnostic in &found {
        assert_told_well(diagnostic, &text);
    }
    let has_error = found.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    match read {
        Ok((case, sound)) => {
            assert!(!has_error, "a case that has errors: {found:?}");
            assert!(sound || !found.is_empty(), "neither sound nor warned of");
            assert_eq!(case.id.as_str(), "alder");
        }
        Err(problems) => {
            assert!(!problems.is_empty(), "unreadable without a reason");
            assert!(!found.is_empty(), "serde refuses what the schema allows: {problems:?}");
            for problem in &problems {
                assert_eq!(problem.severity, Severity::Error, "{problem:?}");
                assert_told_well(problem, &text);
            }
        }
    }
}

/// Problems stand in the order of the lines.
fn assert_in_order(found: &[Diagnostic]) {
    let places: Vec<(usize, usize)> = found.iter().map(|diagnostic| (diagnostic.line, diagnostic.column)).collect();
    assert!(places.is_sorted(), "{places:?}");
}

/// A place in the text, and words that cannot act on a terminal.
fn assert_told_well(diagnostic: &Diagnostic, text: &str) {
    // Places are counted behind byte-order marks: a file that was put together from others may begin with two.
    let text = text.trim_start_matches('\u{feff}');
    assert!(diagnostic.line >= 1 && diagnostic.column >= 1, "{diagnostic:?}");
    assert!(text.get(diagnostic.span.clone()).is_some(), "{diagnostic:?} in {} bytes", text.len());
    let before = text.get(..diagnostic.span.start).unwrap_or_default();
    assert_eq!(diagnostic.line, before.matches('\n').count() + 1, "{diagnostic:?}");
    let line = before.rsplit('\n').next().unwrap_or_default();
    assert_eq!(diagnostic.column, line.chars().count() + 1, "{diagnostic:?}");
    assert!(!diagnostic.message.is_empty(), "{diagnostic:?}");
    for words in std::iter::once(&diagnostic.message).chain(&diagnostic.help) {
        assert!(!words.chars().any(acts), "{diagnostic:?}");
    }
}

/// Controls, and characters that turn the direction of writing or take no cell.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
