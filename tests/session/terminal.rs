//! The program and its terminal: it never outlives it, always gives it back, and writes little to it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::pty::{
    FRAME_END, GONE, LEFT, PROGRAM, Terminal, at_rest, delayed, fastest, kill, library, poll_until, state_of, ticks,
};
use casebook::terminal::{TerminalSession, Tty};

const LOADED: &str = "1 file not readable";

fn fixtures() -> String {
    crate::support::fixtures().to_string_lossy().into_owned()
}

/// Keys that lead to a state, a text that shows it, keys that make the program write there, and half a key.
const STATES: &[(&str, &str, &str, &str)] = &[
    ("", LOADED, "\u{c}", ""),
    ("?", "Help: type to filter", "m", ""),
    ("/", "Esc clear", "b", "\u{1b}["),
    ("x", "Explanation:", "j", ""),
];

#[test]
fn it_never_outlives_its_terminal() {
    // With the hang-up ignored, and where the hang-up goes to nobody: another session than the terminal's.
    let ignored = format!("trap '' HUP; exec {PROGRAM} --cases {}", fixtures());
    let elsewhere = format!("trap '' HUP; exec setsid -w {PROGRAM} --cases {}", fixtures());
    for (keys, shown, more, half) in STATES {
        for command in [&ignored, &elsewhere] {
            let home = crate::support::tempdir().unwrap();
            let mut terminal = Terminal::run(home.path(), &["sh", "-c", command], (100, 30), &[]);
            terminal.wait_for(LOADED);
            terminal.keys(keys);
            terminal.wait_for(shown);
            let closed = terminal.close(more, half);
            let code = terminal.wait();
            assert!(closed.elapsed() < GONE, "{keys:?}: {:?}", closed.elapsed());
            assert_eq!(code, 129, "{keys:?} {command:?}");
        }
    }
}

#[test]
fn it_never_outlives_its_terminal_while_it_loads() {
    let home = crate::support::tempdir().unwrap();
    library(home.path(), 3000);
    let command = format!("trap '' HUP; exec setsid -w {PROGRAM} --cases {}", home.path().display());
    let mut terminal = Terminal::run(home.path(), &["sh", "-c", &command], (100, 30), &[]);
    terminal.wait_for("reading");
    let closed = terminal.close("\u{c}", "");
    assert!(!terminal.screen().contains("3,000 cases"), "it had read everything:\n{}", terminal.screen());
    assert_eq!(terminal.wait(), 129);
    assert!(closed.elapsed() < GONE, "{:?}", closed.elapsed());
}

#[test]
fn signals_give_the_terminal_back() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)] {
        let home = crate::support::tempdir().unwrap();
        // The program waits for a line, so that the modes can be looked at before.
        let command = format!("read line; exec {PROGRAM} --cases {}", fixtures());
        let mut terminal = Terminal::run(home.path(), &["sh", "-c", &command], (100, 30), &[]);
        let before = terminal.modes();
        terminal.keys("\n");
        terminal.wait_for(LOADED);
        assert_ne!(terminal.modes(), before);
        kill(signal, &terminal.process());
        assert_eq!(terminal.wait(), code, "{signal}");
        terminal.wait_until_written(LEFT);
        given_back(&terminal, &before);
    }
}

/// Screen, cursor, modes and pastes are as they were.
fn given_back(terminal: &Terminal, before: &str) {
    let received = terminal.received();
    let screen = received.parser.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
    drop(received);
    assert_eq!(terminal.modes(), before);
}

#[test]
fn a_terminal_that_nobody_reads_does_not_keep_it_from_ending() {
    for (signal, code) in [("TERM", 143), ("HUP", 129)] {
        let home = crate::support::tempdir().unwrap();
        let command = format!("read line; exec {PROGRAM} --cases {}", fixtures());
        let mut terminal = Terminal::run(home.path(), &["sh", "-c", &command], (200, 50), &[]);
        let before = terminal.modes();
        terminal.keys("\n");
        terminal.wait_for(LOADED);
        terminal.pause();
        terminal.keys(&"\u{c}".repeat(300));
        let process = terminal.process();
        // It waits for the terminal.
        at_rest(Duration::from_millis(100), || ticks(&process));
        let start = Instant::now();
        kill(signal, &process);
        assert_eq!(terminal.wait(), code, "{signal}");
        assert!(start.elapsed() < GONE, "{:?}", start.elapsed());
        terminal.go_on();
        terminal.wait_until_written(LEFT);
        given_back(&terminal, &before);
    }
}

/// Tells this file, started again in a terminal, where to panic; see [`panics_where_it_is_told_to`].
const PANIC: &str = "CASEBOOK_TESTS_PANIC";

#[test]
fn a_panic_on_any_thread_gives_the_terminal_back() {
    for thread in ["main", "beside"] {
        for read in [true, false] {
            let home = crate::support::tempdir().unwrap();
            let socket = home.path().join("socket");
            let this = std::env::current_exe().unwrap();
            let command = format!(
                "read line; exec '{}' --exact terminal::panics_where_it_is_told_to --nocapture",
                this.display()
            );
            let told = format!("{thread} {}", socket.display());
            let mut terminal = Terminal::run(home.path(), &["sh", "-c", &command], (80, 24), &[(PANIC, &told)]);
            let before = terminal.modes();
            terminal.keys("\n");
            terminal.wait_until_written("\u{1b}[?1049h");
            assert_ne!(terminal.modes(), before);
            if !read {
                terminal.pause();
            }
            poll_until("it listens", || UnixStream::connect(&socket).is_ok());
            let start = Instant::now();
            assert_eq!(terminal.wait(), 101, "{thread}");
            assert!(start.elapsed() < GONE, "{thread}: {:?}", start.elapsed());
            terminal.go_on();
            terminal.wait_until_written(LEFT);
            given_back(&terminal, &before);
            if read {
                terminal.wait_until_written("invented panic");
                let written = terminal.written();
                assert!(written.find(LEFT) < written.find("invented panic"), "the message stands on the screen");
            }
        }
    }
}

/// Not a test by itself: takes its terminal and panics on the thread that it is told, once somebody connects.
#[test]
fn panics_where_it_is_told_to() {
    let Ok(told) = std::env::var(PANIC) else { return };
    let (thread, socket) = told.split_once(' ').unwrap();
    let _session = TerminalSession::enter(&Arc::new(Tty::open(false).unwrap())).unwrap();
    let listener = UnixListener::bind(socket).unwrap();
    let panics = move || -> () {
        listener.accept().unwrap();
        panic!("invented panic {}", "long ".repeat(10_000));
    };
    if thread == "main" {
        panics();
    }
    std::thread::spawn(panics);
    loop {
        std::thread::park();
    }
}

#[test]
fn it_can_be_suspended_and_comes_back_at_the_new_size() {
    let home = crate::support::tempdir().unwrap();
    let variables = [("PS1", "prompt> ")];
    let mut terminal = Terminal::run(home.path(), &["sh", "-i"], (100, 30), &variables);
    let command = format!("{PROGRAM} --cases {}\r", fixtures());
    terminal.wait_for("prompt> ");
    terminal.keys("set -m; stty -a > before\r");
    terminal.keys(&command);
    // In the list, while a search is typed, in the help, in the explanation.
    for (keys, shown, size) in [
        ("", LOADED, (90, 20)),
        ("/alder", "/ alder", (110, 40)),
        ("\u{1b}", "Enter open", (100, 30)),
        ("?", "Help: type to filter", (90, 25)),
    ] {
        terminal.keys(keys);
        terminal.wait_for(shown);
        let seen = terminal.written().len();
        terminal.keys("\u{1a}");
        terminal.wait_received("the screen is left", |received| !received.parser.screen().alternate_screen());
        // The shell says that it has stopped, and prompts.
        terminal.wait_received("the shell prompts", |received| {
            let new = String::from_utf8_lossy(&received.bytes[seen..]).into_owned();
            let left = new.rfind(LEFT).unwrap_or(0);
            new[left..].contains("topped") && new[left..].contains("prompt> ")
        });
        assert!(!terminal.received().parser.screen().hide_cursor());
        terminal.keys("stty -a > during; cmp before during && echo eq''ual\r");
        terminal.wait_until_written("equal");
        terminal.resize(size);
        let seen = terminal.written().len();
        terminal.keys("stty -a > before; fg\r");
        terminal.wait_received("it comes back", |received| {
            let screen = received.parser.screen();
            screen.alternate_screen()
                && screen.contents().contains(shown)
                && received.bytes.ends_with(FRAME_END.as_bytes())
        });
        let written = terminal.written();
        assert!(written[seen..].contains("\u{1b}[2J"), "a whole frame");
        let screen = terminal.screen();
        assert_eq!(screen.lines().count(), usize::from(size.1), "{screen}");
    }
    terminal.keys("\u{3}");
    terminal.wait_received("it ends", |received| !received.parser.screen().alternate_screen());
    terminal.keys("stty -a > after; cmp before after && echo sa''me\r");
    terminal.wait_until_written("same");
}

#[test]
fn it_stops_and_goes_on_when_it_is_told_from_outside() {
    let home = crate::support::tempdir().unwrap();
    let variables = [("PS1", "prompt> ")];
    let mut terminal = Terminal::run(home.path(), &["sh", "-i"], (100, 30), &variables);
    terminal.wait_for("prompt> ");
    let script = format!("set -m; sh -c 'echo $$ > process; exec {PROGRAM} --cases {}'\r", fixtures());
    terminal.keys(&script);
    terminal.wait_for(LOADED);
    let process = std::fs::read_to_string(home.path().join("process")).unwrap().trim().to_owned();
    // A stop that can be answered, and one that cannot.
    for signal in ["TSTP", "STOP"] {
        kill(signal, &process);
        poll_until("it stops", || state_of(&process) == Some('T'));
        let answered = signal == "TSTP";
        terminal
            .wait_received("the screen is left", |received| received.parser.screen().alternate_screen() != answered);
        // The shell has the terminal, after the second in the modes that the program left.
        let text = format!("over the screen after {signal}");
        terminal.keys(&format!("echo o''{}\n", &text[1..]));
        terminal.wait_until_written(&text);
        // Continued in the background it does not touch the terminal, which is the shell's.
        let seen = terminal.written().len();
        kill("CONT", &process);
        poll_until("it stops again", || state_of(&process) == Some('T'));
        assert!(!terminal.written()[seen..].contains("\u{1b}[2J"), "it draws over the shell");
        terminal.keys("fg\n");
        terminal.wait_received("a whole frame", |received| {
            let new = String::from_utf8_lossy(&received.bytes[seen..]).into_owned();
            let screen = received.parser.screen();
            new.contains("\u{1b}[2J") && screen.alternate_screen() && screen.contents().contains(LOADED)
        });
        assert!(!terminal.screen().contains("over the screen"));
        // Keys are keys again.
        terminal.keys("?");
        terminal.wait_for("Help: type to filter");
        terminal.keys("\u{1b}");
        terminal
            .wait_until("the help closes", |screen| !screen.contains("Help: type") && screen.contains("Enter open"));
    }
    // A request to end is heard in the background too, and the shell keeps its terminal.
    kill("STOP", &process);
    poll_until("it stops", || state_of(&process) == Some('T'));
    let start = Instant::now();
    kill("TERM", &process);
    kill("CONT", &process);
    poll_until("it ends", || !crate::pty::runs(&process));
    assert!(start.elapsed() < GONE, "{:?}", start.elapsed());
    terminal.keys("echo sh''ell\n");
    terminal.wait_until_written("shell");
}

#[test]
fn a_key_and_a_new_size_at_once_are_both_heard() {
    let home = crate::support::tempdir().unwrap();
    let mut terminal = Terminal::open(home.path(), &["--cases", &fixtures()], (100, 30));
    terminal.wait_for(LOADED);
    let shows = |terminal: &mut Terminal, help: bool, rows: u16| {
        terminal.wait_until("the key and the size", |screen| {
            let lines: Vec<&str> = screen.lines().collect();
            let drawn = lines.len() == usize::from(rows) && lines[usize::from(rows) - 1].contains(LOADED);
            drawn && screen.contains("Help: type") == help
        });
    };
    for round in 0..40 {
        let help = round % 2 == 0;
        let size = if help { (90, 25) } else { (100, 30) };
        if round % 4 < 2 {
            terminal.keys("?");
            terminal.resize(size);
        } else {
            terminal.resize(size);
            terminal.keys("?");
        }
        shows(&mut terminal, help, size.1);
    }
    // A size is heard in the middle of a key too.
    terminal.keys("\u{1b}[");
    terminal.resize((80, 24));
    shows(&mut terminal, false, 24);
}

#[test]
fn without_a_shell_it_does_not_stop() {
    let home = crate::support::tempdir().unwrap();
    let mut terminal = Terminal::open(home.path(), &["--cases", &fixtures()], (100, 30));
    terminal.wait_for(LOADED);
    terminal.keys("\u{1a}?");
    terminal.wait_for("Help: type to filter");
    assert!(terminal.received().parser.screen().alternate_screen());
}

pub fn an_idle_program_writes_nothing_for_ten_seconds() {
    let home = crate::support::tempdir().unwrap();
    let mut terminal = Terminal::open(home.path(), &[], (100, 30));
    terminal.wait_for("Alice Ruggles");
    terminal.wait_until("everything is read", |screen| !screen.contains("reading"));
    terminal.keys("?");
    terminal.wait_for("Help: type to filter");
    terminal.wait_received("the frame ends", |received| received.bytes.ends_with(FRAME_END.as_bytes()));
    let process = terminal.process();
    // The words of the cases are still being taken in by the search.
    let used = at_rest(Duration::from_millis(500), || ticks(&process));
    terminal.stays_silent(Duration::from_secs(10));
    assert_eq!(ticks(&process) - used, 0, "hundredths of a second of processor time");
}

#[test]
fn the_first_frame_comes_at_once_from_a_terminal_that_answers_nothing() {
    let home = crate::support::tempdir().unwrap();
    let first = || {
        let start = Instant::now();
        let mut terminal = Terminal::open(home.path(), &[], (100, 30));
        terminal.wait_until_written(FRAME_END);
        // What it is kept from by other programs is no fault of its own.
        let first = start.elapsed().saturating_sub(delayed(&terminal.process()));
        terminal.keys("q");
        assert_eq!(terminal.wait(), 0);
        let written = terminal.written();
        for query in ["\u{1b}[6n", "\u{1b}[c", "\u{1b}[>", "\u{1b}[?u", "\u{1b}P", "\u{1b}]"] {
            assert!(!written.contains(query), "a terminal is asked: {query:?}");
        }
        first
    };
    const AT_ONCE: Duration = Duration::from_millis(50);
    let fastest = fastest(AT_ONCE, 100, first);
    eprintln!("first frame: {fastest:?}");
    assert!(fastest < AT_ONCE, "{fastest:?}");
}

/// How many cells of two screens differ in what can be seen.
fn changed(before: &vt100::Screen, after: &vt100::Screen) -> usize {
    let (rows, columns) = after.size();
    let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    cells.filter(|(row, column)| before.cell(*row, *column) != after.cell(*row, *column)).count()
}

#[test]
fn a_key_costs_little_more_than_what_it_changes() {
    // Each of them changes something.
    let keys = [
        "j", "j", "k", "G", "g", "2", "3", "1", "s", "?", "i", "\u{7f}", "\u{1b}", "J", "\r", "j", "j", "G", "g", "\t",
        "\u{1b}", "\u{1b}", "x", "j",
    ];
    for size in [(80, 24), (100, 30), (200, 50)] {
        let home = crate::support::tempdir().unwrap();
        let mut terminal = Terminal::open(home.path(), &[], size);
        terminal.wait_for("Alice Ruggles");
        terminal.wait_until("everything is read", |screen| !screen.contains("reading"));
        terminal.wait_received("the frame ends", |received| received.bytes.ends_with(FRAME_END.as_bytes()));
        for key in keys {
            let (before, written) = {
                let received = terminal.received();
                (received.parser.screen().clone(), received.bytes.len())
            };
            terminal.keys(key);
            terminal.wait_received("a frame", |received| {
                received.bytes.len() > written && received.bytes.ends_with(FRAME_END.as_bytes())
            });
            let received = terminal.received();
            let frame = &received.bytes[written..];
            let cells = changed(&before, received.parser.screen());
            let cost = frame.len();
            println!("{size:?} {key:?}: {cost} bytes for {cells} cells");
            assert!(cost <= cells * 2 + 300, "{size:?} {key:?}: {cost} bytes for {cells} cells");
            assert_eq!(String::from_utf8_lossy(frame).matches(FRAME_END).count(), 1, "one frame");
        }
    }
}
