//! What a key costs on a slow line, of 2,048 bytes a second: what was typed is shown first, then what it finds.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that fails should say so at once, and figures are printed"
)]

use std::time::Duration;

use crate::pty::{Terminal, at_rest, ticks};

/// Bytes that the line carries in a tenth of a second, after which a delay is felt.
const FELT: usize = 205;

/// How many bytes come until the first line of the screen begins so, and how many in all, after the first `before`.
fn bytes(terminal: &Terminal, before: usize, first_line: &str, (columns, rows): (u16, u16)) -> (usize, usize) {
    let received = terminal.received();
    let mut parser = vt100::Parser::new(rows, columns, 0);
    parser.process(&received.bytes[..before]);
    let after = &received.bytes[before..];
    let shown = |parser: &vt100::Parser| parser.screen().rows(0, columns).next().unwrap().starts_with(first_line);
    let echo = after.iter().position(|byte| {
        parser.process(&[*byte]);
        shown(&parser)
    });
    (echo.unwrap() + 1, after.len())
}

/// `cargo test --test session slow_line -- --nocapture` prints the figures.
#[test]
fn what_is_typed_is_shown_before_what_it_finds() {
    for size in [(80, 24), (100, 30), (200, 50)] {
        let home = crate::support::tempdir().unwrap();
        let mut terminal = Terminal::open(home.path(), &["--fresh"], size);
        terminal.wait_until("all cases", |screen| screen.contains(" cases") && !screen.contains("reading"));
        let process = terminal.process();
        let rest = || at_rest(Duration::from_millis(100), || ticks(&process));
        rest();
        let mut figures = Vec::new();
        for (at, letter) in "/bruising and a GP".char_indices() {
            let before = terminal.received().bytes.len();
            terminal.keys(letter.encode_utf8(&mut [0; 4]));
            let shown = format!("/ {}", &"/bruising and a GP"[1..=at]);
            let shown = shown.trim_end();
            terminal.wait_until(shown, |screen| screen.starts_with(shown));
            rest();
            figures.push(bytes(&terminal, before, shown, size));
        }
        // The first opens the prompt, a blank shows nothing.
        let typed: Vec<usize> = figures.iter().skip(1).map(|(echo, _)| *echo).collect();
        let mut all: Vec<usize> = figures.iter().map(|(_, all)| *all).collect();
        all.sort_unstable();
        println!(
            "{size:?}: echo after at most {} bytes; a key writes {} bytes at the median, {} at most",
            typed.iter().max().unwrap(),
            all[all.len() / 2],
            all[all.len() - 1]
        );
        assert!(typed.iter().all(|echo| *echo <= FELT), "{size:?}: {figures:?}");
    }
}
