//! Whatever the bytes of a file, reading it keeps its promises: a short run with every test. The long one is in `tests/fuzz`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use crate::support_fuzz::check;
use proptest::prelude::*;
use proptest::sample::Index;

/// Good files, to be spoiled.
const FILES: [&str; 2] =
    [include_str!("../fixtures/library/alder.toml"), include_str!("../fixtures/library/sub/birch.toml")];

/// Pieces that mean something in a case file, or in a terminal.
const PIECES: &[&str] = &[
    "\"",
    "\"\"\"",
    "'",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ",",
    ".",
    "#",
    "\n",
    "\r",
    "\r\n",
    "\\",
    "\\u001b[2J",
    "\\U00110000",
    "\u{feff}",
    "\u{202e}",
    "\u{9b}2J",
    "\u{1b}[31m",
    "\0",
    "é",
    "日",
    "🙂",
    "-1",
    "18446744073709551616",
    "0x",
    "1e999",
    "nan",
    "2011-02-30",
    "2011-05-04",
    "true",
    "[[reviews]]",
    "[[reviews.findings]]",
    "[reviews]",
    "[[events]]\n",
    "[[sources]]\n",
    "id = \"F1\"",
    "id = \"alder\"",
    "sources = []",
    "cited = [\"nobody\"]",
    "date = \"9999-12\"",
    "until = \"0000\"",
    "harm = \"neglect\"",
    "answers = [\"F1\"]",
    "a.b.c = 1",
    "= 1",
    "x = {a = [{",
];

/// One way to spoil a file.
#[derive(Debug, Clone)]
enum Change {
    /// One byte becomes another.
    Byte(Index, u8),
    /// A piece is put in.
    Piece(Index, usize),
    /// A stretch goes.
    Cut(Index, usize),
    /// A stretch stands twice.
    Twice(Index, usize),
    /// The file ends here.
    End(Index),
    /// From here on it is another file.
    Splice(Index, usize, Index),
    /// Two lines change places.
    Swap(Index, Index),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        4 => (at(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        6 => (at(), 0..PIECES.len()).prop_map(|(at, piece)| Change::Piece(at, piece)),
        3 => (at(), 1..40usize).prop_map(|(at, length)| Change::Cut(at, length)),
        2 => (at(), 1..400usize).prop_map(|(at, length)| Change::Twice(at, length)),
        1 => at().prop_map(Change::End),
        1 => (at(), 0..FILES.len(), at()).prop_map(|(at, file, from)| Change::Splice(at, file, from)),
        2 => (at(), at()).prop_map(|(one, other)| Change::Swap(one, other)),
    ]
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let place = |at: &Index, length: usize| at.index(length + 1);
        match self {
            Self::Byte(at, byte) if !bytes.is_empty() => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            Self::Byte(_, byte) => bytes.push(*byte),
            Self::Piece(at, piece) => {
                let at = place(at, bytes.len());
                bytes.splice(at..at, PIECES[*piece].bytes());
            }
            Self::Cut(at, length) => {
                let at = place(at, bytes.len());
                bytes.drain(at..(at + length).min(bytes.len()));
            }
            Self::Twice(at, length) => {
                let at = place(at, bytes.len());
                let stretch = bytes[at..(at + length).min(bytes.len())].to_vec();
                bytes.splice(at..at, stretch);
            }
            Self::End(at) => bytes.truncate(place(at, bytes.len())),
            Self::Splice(at, file, from) => {
                bytes.truncate(place(at, bytes.len()));
                let other = FILES[*file].as_bytes();
                bytes.extend_from_slice(&other[place(from, other.len())..]);
            }
            Self::Swap(one, other) => {
                let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
                let (one, other) = (one.index(lines.len()), other.index(lines.len()));
                lines.swap(one, other);
                *bytes = lines.join(&b'\n');
            }
        }
    }
}

proptest! {
    // A failure is told with its bytes; nothing is written beside the tests.
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes);
    }

    #[test]
    fn any_text(text in prop_oneof![".{0,200}", "(?s).{0,200}", "([a-z_]{1,6}( = |\\.|\\]|\\[)?[\"'0-9\\[\\]{}#\\n,]{0,3}){0,60}"]) {
        check(text.as_bytes());
    }

    #[test]
    fn any_pieces(pieces in prop::collection::vec(0..PIECES.len(), 0..60)) {
        let text: String = pieces.into_iter().map(|piece| PIECES[piece]).collect();
        check(text.as_bytes());
    }

    #[test]
    fn any_change_of_a_good_file(file in 0..FILES.len(), changes in prop::collection::vec(change(), 1..6)) {
        let mut bytes = FILES[file].as_bytes().to_vec();
        for change in &changes {
            change.apply(&mut bytes);
        }
        check(&bytes);
    }

    #[test]
    fn any_start_of_a_good_file(file in 0..FILES.len(), end in any::<Index>()) {
        let bytes = FILES[file].as_bytes();
        check(&bytes[..end.index(bytes.len() + 1)]);
    }
}

/// What longer runs have found, smallest form first.
#[test]
fn what_was_found_before() {
    for text in ["\u{feff}\u{feff}\u{10000}", "\u{feff}\u{feff}\n[[", "\u{feff}\u{feff}id = \"alder\""] {
        check(text.as_bytes());
    }
}

/// The promises hold of the good files too, and the checks see them as cases.
#[test]
fn the_good_files() {
    for file in FILES {
        check(file.as_bytes());
        check(format!("\u{feff}{}", file.replace('\n', "\r\n")).as_bytes());
    }
    assert!(casebook::case::read_case("alder", FILES[0], casebook::case::Vocabulary::shipped()).is_ok());
}
