//! From a key to the last byte on a real terminal while long questions are typed: `cargo bench --bench terminal`, or with
//! another number of cases `cargo bench --bench terminal -- 20000`. Times are of the clock on the wall: run it on a machine
//! that does nothing else.
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod support;
#[allow(dead_code, reason = "the comparison types into fzf as well")]
mod typing;

use std::error::Error;

use typing::{Program, report};

/// Questions as people type them: of the first something has every word, of the others nothing.
const TYPED: [&str; 4] = [
    "health visitor did not escalate",
    "mum kept cancelling appointments and no one chased it up",
    "what did the reviews say about bruising and GPs?",
    "domestic abuse and child neglect same household",
];

fn main() -> Result<(), Box<dyn Error>> {
    // Under `cargo test` there is nothing to measure.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(2_000);
    let home = tempfile::tempdir()?;
    let library = home.path().join("library");
    support::write_library(&library, count)?;
    println!("{count} generated cases");
    report(&[Program::casebook(&library)], &TYPED, home.path())
}
