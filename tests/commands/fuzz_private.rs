//! Whatever the bytes of the user's own files, reading and writing them keeps its promises: a short run with every test. The
//! long one is in `tests/fuzz`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use crate::support_fuzz::private::{check_configuration, check_state};
use proptest::prelude::*;

const MARKS: &str = "[[item]]\ncase = \"alder\"\ncase_title = \"Alder\"\nsort = \"finding\"\nitem = \"F1\"\ntext = \"a\"\nmarked = true\nnote = \"b\"\nmade = \"2024-01-02\"\n";
const SEARCHES: &str = "[[search]]\nname = \"Board\"\nquery = \"to:police\"\nlens = \"findings\"\n";
const MOMENT: &str =
    r#"{"name":"Board","made":"2026-03-01T10:00:00","library":["bundled"],"snapshot":{"version":1,"cases":[]}}"#;
const SESSION: &str = "case = \"alder\"\ntab = \"findings\"\nquery = \"gp\"\n";
const SETTINGS: &str = include_str!("../../config.example.toml");
const GOOD: [&str; 5] = [MARKS, SEARCHES, MOMENT, SESSION, SETTINGS];

/// Pieces that mean something in one of the files, or in a terminal.
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
    ":",
    "#",
    "\n",
    "\r",
    "\\",
    "\\u001b[2J",
    "\u{feff}",
    "\u{202e}",
    "\u{1b}[31m",
    "\u{9b}2J",
    "\0",
    "é",
    "🙂",
    "-1",
    "18446744073709551616",
    "1e999",
    "2024",
    "true",
    "[[item]]\n",
    "[[search]]\n",
    "note = \"a\\u001b[31mb\"\n",
    "sort = \"finding\"\n",
    "item = []\n",
    "search = 1\n",
    "[keys]\n",
    "down = [\"Ctrl-m\"]\n",
    "[themes]\n",
    "[privacy]\nalso = [{ name = \"a\", shown_as = \"b\" }]\n",
    "../../etc/passwd",
];

/// A good file, or nothing, with pieces put in and parts taken out.
fn spoiled() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![prop::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()), any::<Vec<u8>>()];
    let change = (any::<prop::sample::Index>(), 0usize..20, piece);
    (prop::sample::select(&GOOD[..]), prop::collection::vec(change, 0..6)).prop_map(|(good, changes)| {
        let mut bytes = good.as_bytes().to_vec();
        for (at, gone, piece) in changes {
            let at = at.index(bytes.len() + 1);
            let end = (at + gone).min(bytes.len());
            bytes.splice(at..end, piece);
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]
    #[test]
    fn state_files_of_any_bytes_are_read_and_written_over_without_loss(bytes in spoiled()) {
        check_state(&bytes);
    }

    #[test]
    fn a_configuration_of_any_bytes_is_in_force_or_told(bytes in spoiled()) {
        check_configuration(&bytes);
    }
}

#[test]
fn good_files_pass() {
    for good in GOOD {
        check_state(good.as_bytes());
        check_configuration(good.as_bytes());
    }
}
