//! The terminal is given back on every signal that can end the program, from every state; and a terminal that does not know
//! its size is used all the same.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::pty::{FRAME_END, LEFT, PROGRAM, Terminal, at_rest, kill, poll_until, runs, state_of, ticks};

const LOADED: &str = "1 file not readable";
const BY_FAULT: &str = "ended by a fault of its own";

fn fixtures() -> String {
    crate::support::fixtures().to_string_lossy().into_owned()
}

/// Every signal that ends a process unless it is heard, but for the one that nobody can hear.
#[cfg(target_os = "linux")]
const SIGNALS: &[(&str, i32)] = &[
    ("HUP", 129),
    ("INT", 130),
    ("QUIT", 131),
    ("ILL", 132),
    ("TRAP", 133),
    ("ABRT", 134),
    ("BUS", 135),
    ("FPE", 136),
    ("USR1", 138),
    ("SEGV", 139),
    ("USR2", 140),
    ("ALRM", 142),
    ("TERM", 143),
    ("STKFLT", 144),
    ("XCPU", 152),
    ("VTALRM", 154),
    ("PROF", 155),
    ("IO", 157),
    ("PWR", 158),
    ("SYS", 159),
    ("34", 162),
    ("40", 168),
    ("64", 192),
];
#[cfg(not(target_os = "linux"))]
const SIGNALS: &[(&str, i32)] = &[("HUP", 129), ("INT", 130), ("QUIT", 131), ("TERM", 143)];

/// The program in a terminal whose modes were looked at before.
fn open(home: &Path, variables: &[(&str, &str)]) -> (Terminal, String) {
    let command = format!("read line; exec {PROGRAM} --cases {}", fixtures());
    let mut terminal = Terminal::run(home, &["sh", "-c", &command], (100, 30), variables);
    let before = terminal.modes();
    terminal.keys("\n");
    terminal.wait_for(LOADED);
    assert_ne!(terminal.modes(), before);
    (terminal, before)
}

/// Screen, cursor, modes, pastes and mouse are as they were.
fn given_back(terminal: &mut Terminal, before: &str, what: &str) {
    terminal.wait_received(what, |received| received.bytes.windows(LEFT.len()).any(|bytes| bytes == LEFT.as_bytes()));
    let received = terminal.received();
    let screen = received.parser.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste(), "{what}");
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "{what}");
    drop(received);
    assert_eq!(terminal.modes(), before, "{what}");
}

#[test]
fn on_every_signal_from_the_list() {
    for (signal, code) in SIGNALS {
        let home = crate::support::tempdir().unwrap();
        let (mut terminal, before) = open(home.path(), &[]);
        kill(signal, &terminal.process());
        assert_eq!(terminal.wait(), *code, "{signal}");
        given_back(&mut terminal, &before, signal);
    }
}

/// No memory for a larger screen: the allocator aborts.
#[cfg(target_os = "linux")]
#[test]
fn on_an_abort_for_want_of_memory() {
    let home = crate::support::tempdir().unwrap();
    let (mut terminal, before) = open(home.path(), &[]);
    // A thread that starts later would have no memory for its stack.
    let process = terminal.process();
    at_rest(Duration::from_millis(300), || ticks(&process));
    let limited = Command::new("prlimit").args(["--pid", &process, "--as=1:1"]).status();
    assert!(limited.unwrap().success());
    terminal.resize((2_000, 1_000));
    terminal.wait_until_written(BY_FAULT);
    assert_ne!(terminal.wait(), 0);
    given_back(&mut terminal, &before, "after an abort");
}

/// Stacks of all sizes, too small ones among them: of threads that begin before the terminal is taken, and of several at once after
/// it.
#[cfg(target_os = "linux")]
#[test]
fn on_a_stack_that_overflows() {
    let (mut after_it, mut size) = (0, 16_384);
    while size < 400_000 {
        let home = crate::support::tempdir().unwrap();
        let command = format!("read line; exec {PROGRAM} --cases {}", fixtures());
        let stack = size.to_string();
        let mut terminal =
            Terminal::run(home.path(), &["sh", "-c", &command], (100, 30), &[("RUST_MIN_STACK", &stack)]);
        let before = terminal.modes();
        terminal.keys("\n");
        terminal.wait_received("rows or an end", |received| {
            let text = String::from_utf8_lossy(&received.bytes);
            ["overflowed its stack", BY_FAULT, LOADED].iter().any(|said| text.contains(said))
        });
        terminal.keys("q");
        terminal.wait();
        let received = terminal.received();
        let screen = received.parser.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste(), "{size}");
        after_it += usize::from(String::from_utf8_lossy(&received.bytes).contains(BY_FAULT));
        drop(received);
        assert_eq!(terminal.modes(), before, "{size}");
        size += size / 8;
    }
    assert!(after_it > 0);
}

#[test]
fn on_a_signal_while_an_editor_has_it_that_leaves_it_as_it_was() {
    // As vim leaves it when it is ended: raw, on the other screen, without a cursor, with pastes and the mouse told.
    let script = "stty raw -echo\nprintf '\\033[?1049h\\033[?25l\\033[?2004h\\033[?1000h'\necho $$ > \"$HOME/process\"\n\
                  echo editor up\nwhile :; do read line; done\n";
    for (signal, code) in [("TERM", 143), ("USR1", 138), ("HUP", 129), ("SEGV", 139)] {
        let home = crate::support::tempdir().unwrap();
        fs::write(home.path().join("script"), script).unwrap();
        let setting = format!("sh {}/script", home.path().display());
        let (mut terminal, before) = open(home.path(), &[("EDITOR", setting.as_str())]);
        terminal.keys("e");
        terminal.wait_until_written("editor up");
        let editor = fs::read_to_string(home.path().join("process")).unwrap().trim().to_owned();
        kill(signal, &terminal.process());
        assert_eq!(terminal.wait(), code, "{signal}");
        poll_until("the editor ends", || !runs(&editor));
        terminal.wait_received(signal, |received| !received.parser.screen().alternate_screen());
        given_back(&mut terminal, &before, signal);
    }
}

#[test]
fn an_editor_that_is_killed_leaves_good_modes_behind() {
    let home = crate::support::tempdir().unwrap();
    let script = "stty raw -echo\necho editor up\nkill -KILL $$\n";
    fs::write(home.path().join("script"), script).unwrap();
    let setting = format!("sh {}/script", home.path().display());
    let (mut terminal, before) = open(home.path(), &[("EDITOR", setting.as_str())]);
    terminal.keys("e");
    terminal.wait_for("sh was ended by signal 9");
    terminal.keys("\u{3}");
    assert_eq!(terminal.wait(), 0);
    given_back(&mut terminal, &before, "after the editor was killed");
}

#[test]
fn a_limit_on_files_is_told_and_ends_nothing() {
    let home = crate::support::tempdir().unwrap();
    let command = format!("ulimit -S -f 0; exec {PROGRAM} --cases {}", fixtures());
    let mut terminal = Terminal::run(home.path(), &["sh", "-c", &command], (140, 30), &[]);
    terminal.wait_for(LOADED);
    terminal.keys("\r");
    terminal.wait_for("Enter read");
    terminal.keys("m");
    terminal.wait_for("Not kept: ");
    terminal.keys("\u{3}");
    assert_eq!(terminal.wait(), 1);
    terminal.wait_for("marks.toml cannot be written");
    // A command says so as well, and leaves no half of a file.
    let command = format!("ulimit -S -f 0; exec {PROGRAM} export --case alder --cases {} -o page.md", fixtures());
    let mut terminal = Terminal::run(home.path(), &["sh", "-c", &command], (140, 30), &[]);
    assert_eq!(terminal.wait(), 2);
    terminal.wait_for("page.md cannot be written");
    assert!(!home.path().join("page.md").exists());
}

#[test]
fn killed_in_the_background_it_does_not_draw_over_the_shell() {
    for signal in ["TERM", "HUP", "USR1"] {
        let home = crate::support::tempdir().unwrap();
        let mut terminal = Terminal::run(home.path(), &["sh", "-i"], (100, 30), &[("PS1", "prompt> ")]);
        terminal.wait_for("prompt> ");
        terminal.keys(&format!("set -m; {PROGRAM} --cases {} & echo $! > process\r", fixtures()));
        let file = home.path().join("process");
        poll_until("it has a number", || fs::read_to_string(&file).is_ok_and(|text| text.ends_with('\n')));
        let process = fs::read_to_string(&file).unwrap().trim().to_owned();
        poll_until("it stops", || state_of(&process) == Some('T'));
        kill(signal, &process);
        kill("CONT", &process);
        poll_until("it ends", || !runs(&process));
        terminal.keys("echo sh''ell\r");
        terminal.wait_until_written("shell\r\n");
        let written = terminal.written();
        for drawn in ["\u{1b}[?1049", "\u{1b}[2J", FRAME_END] {
            assert!(!written.contains(drawn), "{signal}: {written:?}");
        }
    }
}

#[test]
fn a_terminal_without_a_size_has_the_usual_one() {
    // The variables, and the size that is drawn.
    for (variables, size) in [(&[][..], (80, 24)), (&[("COLUMNS", "100"), ("LINES", "30")], (100, 30))] {
        let home = crate::support::tempdir().unwrap();
        let command = format!("stty cols 0 rows 0; exec {PROGRAM} --cases {}", fixtures());
        let mut terminal = Terminal::run(home.path(), &["sh", "-c", &command], size, variables);
        terminal.wait_for(LOADED);
        let screen = terminal.screen();
        assert_eq!(screen.lines().count(), usize::from(size.1), "{screen}");
        assert!(screen.lines().any(|line| line.chars().count() > usize::from(size.0) - 3), "{screen}");
        // It learns its size later.
        terminal.resize((90, 20));
        terminal.wait_until("the new size", |screen| screen.lines().count() == 20 && screen.contains(LOADED));
    }
}

#[test]
fn text_for_a_terminal_without_a_size_is_as_wide_as_the_variable_says() {
    let widest = |variables: &[(&str, &str)]| {
        let home = crate::support::tempdir().unwrap();
        let command = format!("stty cols 0 rows 0; {PROGRAM} explain sar; echo en''d");
        let mut terminal = Terminal::run(home.path(), &["sh", "-c", &command], (140, 60), variables);
        terminal.wait_until("the end", |screen| screen.lines().any(|line| line == "end"));
        let screen = terminal.screen();
        let half = screen.lines().position(|line| line == "end").unwrap();
        // Sources stand on lines of their own, however long.
        let wrapped = screen.lines().take(half).filter(|line| !line.trim_start().starts_with("Source:"));
        wrapped.map(|line| line.chars().count()).max().unwrap()
    };
    let (usual, named) = (widest(&[]), widest(&[("COLUMNS", "60")]));
    assert!((61..=100).contains(&usual), "{usual}");
    assert!((30..=60).contains(&named), "{named}");
}
