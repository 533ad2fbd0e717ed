//! Bytes from the terminal: what is a key and what is none, in whatever pieces they come.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::time::{Duration, Instant};

use crate::pty::{FRAME_END, Terminal, fastest};
use crate::support_input::{check, events};
use crossterm::event::{Event, KeyCode, KeyModifiers, MouseButton, MouseEventKind};
use proptest::prelude::*;

/// How an event reads in the tables: "Alt-Down", "paste a", "click 3 4".
fn told(event: &Event) -> String {
    match event {
        Event::Key(key) => {
            let names =
                [(KeyModifiers::CONTROL, "Ctrl-"), (KeyModifiers::ALT, "Alt-"), (KeyModifiers::SHIFT, "Shift-")];
            let held: String =
                names.iter().filter(|(held, _)| key.modifiers.contains(*held)).map(|(_, name)| *name).collect();
            match key.code {
                KeyCode::Char(c) => format!("{held}{c}"),
                code => format!("{held}{code:?}"),
            }
        }
        Event::Paste(text) => format!("paste {text}"),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => format!("click {} {}", mouse.column, mouse.row),
            kind => format!("{kind:?}"),
        },
        other => format!("{other:?}"),
    }
}

fn all_told(events: &[Event]) -> Vec<String> {
    events.iter().map(told).collect()
}

/// Bytes, and the events that they are.
const KEYS: &[(&[u8], &[&str])] = &[
    (b"q", &["q"]),
    (b"\r\t\x7f\x03\x08\0", &["Enter", "Tab", "Backspace", "Ctrl-c", "Ctrl-h", "Ctrl- "]),
    (b"\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F", &["Up", "Down", "Right", "Left", "Home", "End"]),
    (b"\x1bOA\x1bOB\x1bOH\x1bOM", &["Up", "Down", "Home", "Enter"]),
    (b"\x1b[1~\x1b[3~\x1b[4~\x1b[5~\x1b[6~", &["Home", "Delete", "End", "PageUp", "PageDown"]),
    (b"\x1bOP\x1b[15~\x1b[24~\x1b[[A\x1b[[E", &["F(1)", "F(5)", "F(12)", "F(1)", "F(5)"]),
    (b"\x1b[1;5B\x1b[1;2H\x1b[5;3~\x1b[Z", &["Ctrl-Down", "Shift-Home", "Alt-PageUp", "BackTab"]),
    (b"\x1b\x1b[B\x1b\x1bOA\x1b\x1b[5~", &["Alt-Down", "Alt-Up", "Alt-PageUp"]),
    (b"\x1bx\x1b \x1b\x7f\x1b\r", &["Alt-x", "Alt- ", "Alt-Backspace", "Alt-Enter"]),
    ("ä€😀\u{1b}ä".as_bytes(), &["ä", "€", "😀", "Alt-ä"]),
    (b"\x1b[97;5u\x1b[13u\x1b[27;5;113~", &["Ctrl-a", "Enter", "Ctrl-q"]),
    (b"\x1b[<0;4;5M", &["click 3 4"]),
    (b"\x1b[<64;4;5M\x1b[<65;4;5M", &["ScrollUp", "ScrollDown"]),
    (b"\x1b[200~two\nlines \x1b[31m\x1b[201~x", &["paste two\nlines \u{1b}[31m", "x"]),
    (b"\x1b[I\x1b[O", &["FocusGained", "FocusLost"]),
    // A control in a sequence is done, as the standard says, and the sequence goes on.
    (b"\x1b[\x03B", &["Ctrl-c", "Down"]),
    // An escape ends what it breaks off, and begins anew.
    (b"\x1b[12\x1b[B", &["Down"]),
    (b"\x1b]0;t\x1b[B", &["Down"]),
    (b"\x9bB\xc2\x9bB", &["Down", "Down"]),
    (b"\xff\xc3q", &["q"]),
];

/// What is no key: answers to questions that nobody here asked, reports, and halves of them.
const NO_KEYS: &[&[u8]] = &[
    b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
    b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
    b"\x1b]lquit: q, edit: e, hidden: H\x1b\\",
    b"\x1bP>|tmux 3.3a\x1b\\",
    b"\x1bP1$r0 q\x1b\\",
    b"\x1b_Gi=31;OK\x1b\\",
    b"\x1b^private\x1b\\\x1bXstart of string\x1b\\",
    b"\x1b[?62;22c\x1b[>0;95;0c\x1b[=1c",
    b"\x1b[24;80R\x1b[1;5R\x1b[0n\x1b[8;24;80t\x1b[?2026;2$y\x1b[?1u",
    b"\x1b[M !!\x1b[M#!!",
    b"\x1b[99~\x1b[3;1;1;1;1A\x1b[1;99999B\x1b[7$q",
    b"\x1b\\",
    "\u{9d}0;title q\u{9c}".as_bytes(),
    b"\x9d0;title q\x9c",
    // Letters whose last byte looks like the end of a string in other encodings.
    "\u{1b}]0;Übergrößenträger Ü q\u{7}".as_bytes(),
];

#[test]
fn a_key_may_come_in_any_pieces() {
    for (bytes, expected) in KEYS {
        assert_eq!(all_told(&events(&[bytes], false)), *expected, "{}", bytes.escape_ascii());
        for at in 1..bytes.len() {
            let (head, tail) = bytes.split_at(at);
            assert_eq!(all_told(&events(&[head, tail], false)), *expected, "{} at {at}", bytes.escape_ascii());
        }
    }
}

#[test]
fn what_a_terminal_answers_is_no_key() {
    for bytes in NO_KEYS {
        assert_eq!(all_told(&events(&[bytes], false)), [""; 0], "{}", bytes.escape_ascii());
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(all_told(&events(&single, false)), [""; 0], "{}", bytes.escape_ascii());
    }
}

#[test]
fn a_lone_escape_is_a_key_only_when_nothing_follows() {
    // Pieces after each of which nothing comes for long, and what they are.
    let rows: &[(&[&[u8]], &[&str])] = &[
        (&[b"\x1b"], &["Esc"]),
        (&[b"\x1b\x1b"], &["Esc", "Esc"]),
        (&[b"\x1b", b"j"], &["Esc", "j"]),
        (&[b"\x1b[", b"B"], &["Down"]),
        (&[b"\x1b[1;", b"5", b"B"], &["Ctrl-Down"]),
        (&[b"\x1bO", b"A"], &["Up"]),
        (&[b"\xc3", b"\xa4"], &["ä"]),
        // The end of an answer may break in two; a user who is stuck in half an answer gets out with Esc.
        (&[b"\x1b]0;q", b"q\x1b", b"\\"], &[]),
        (&[b"\x1b]0;q", b"\x1b", b"j"], &["j"]),
    ];
    for (pieces, expected) in rows {
        assert_eq!(all_told(&events(pieces, true)), *expected, "{pieces:?}");
    }
}

#[test]
fn a_long_paste_is_cut_and_its_end_is_found() {
    let text = "long ".repeat(1 << 19);
    let bytes = format!("\u{1b}[200~{text}\u{1b}[201~j");
    let events = events(&[bytes.as_bytes()], false);
    let [Event::Paste(pasted), last] = events.as_slice() else { panic!("{} events", events.len()) };
    assert!(pasted.len() <= (1 << 20) + 8 && text.starts_with(pasted.as_str()));
    assert_eq!(told(last), "j");
}

/// Bytes that mean something here more often than others.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let telling =
        proptest::sample::select(b"\x1b\x1b[]OPX^_\\?<;:0123456789MmHBR~u\x07\x18\x1a\x9b\x9c\x9d\xc2qE".to_vec());
    proptest::collection::vec(prop_oneof![3 => telling, 1 => any::<u8>()], 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_bytes_break_the_promises(bytes in bytes()) {
        check(&bytes);
    }

    /// Keys and answers in any order and in any pieces are the keys alone.
    #[test]
    fn only_what_is_typed_whole_is_a_key(
        parts in proptest::collection::vec((any::<bool>(), any::<prop::sample::Index>()), 1..12),
        cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let (mut sent, mut expected) = (Vec::new(), Vec::new());
        for (is_key, index) in parts {
            if is_key {
                let (bytes, keys) = index.get(KEYS);
                sent.extend_from_slice(bytes);
                expected.extend_from_slice(keys);
            } else {
                sent.extend_from_slice(NO_KEYS[index.index(NO_KEYS.len())]);
            }
        }
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(sent.len() + 1)).collect();
        cuts.extend([0, sent.len()]);
        cuts.sort_unstable();
        let pieces: Vec<&[u8]> = cuts.windows(2).map(|ends| &sent[ends[0]..ends[1]]).collect();
        prop_assert_eq!(all_told(&events(&pieces, false)), expected);
    }
}

fn fixtures() -> String {
    crate::support::fixtures().to_string_lossy().into_owned()
}

/// Shown when the whole library is.
const LOADED: &str = "1 file not readable";

/// Sends bytes that are no keys, then a key, so that what the bytes have done can be seen.
fn nothing_happens(terminal: &mut Terminal, sent: &[&str]) {
    // A first start names three keys until one is pressed.
    terminal.keys("g");
    terminal.wait_until("the first start is over", |screen| !screen.contains("Three keys"));
    let before = terminal.screen();
    for piece in sent {
        terminal.keys(piece);
    }
    terminal.keys("?");
    terminal.wait_for("Help: type to filter");
    terminal.keys("\u{1b}");
    terminal.wait_until(&format!("the screen of before {sent:?}"), |screen| screen == before);
}

#[test]
fn answers_of_the_terminal_change_nothing_on_the_screen() {
    let home = crate::support::tempdir().unwrap();
    let arguments = ["--cases", &fixtures(), "--private"];
    let mut terminal = Terminal::open(home.path(), &arguments, (100, 30));
    terminal.wait_for(LOADED);
    terminal.wait_for("Enter open");
    for sent in [
        &["\u{1b}]11;rgb:1e1e/1e1e/1e1e\u{7}"][..],
        &["\u{1b}P>|tmux 3.3a\u{1b}\\"],
        &["\u{1b}]lH e q\u{1b}", "\\"],
        &["\u{1b}[?62", ";22c", "\u{1b}[24;80R"],
    ] {
        nothing_happens(&mut terminal, sent);
    }
}

#[test]
fn an_answer_that_comes_when_the_editor_has_ended_is_no_key() {
    let home = crate::support::tempdir().unwrap();
    let script = home.path().join("asks");
    std::fs::write(&script, "printf '\\033[>q'\n").unwrap();
    let setting = format!("sh {}", script.display());
    let mut terminal =
        Terminal::open_with(home.path(), &["--cases", &fixtures()], (100, 30), &[("EDITOR", setting.as_str())]);
    terminal.wait_for(LOADED);
    terminal.keys("e");
    terminal.wait_until_written("\u{1b}[>q");
    terminal.wait_received("the program is back", |received| {
        let text = String::from_utf8_lossy(&received.bytes).into_owned();
        let asked = text.find("\u{1b}[>q").unwrap();
        text[asked..].contains("\u{1b}[2J") && text.ends_with(FRAME_END)
    });
    nothing_happens(&mut terminal, &["\u{1b}P>|tmux 3.3a\u{1b}\\"]);
}

#[test]
fn a_key_in_two_writes_is_one_key() {
    let home = crate::support::tempdir().unwrap();
    let mut terminal = Terminal::open(home.path(), &["--cases", &fixtures(), "--private"], (100, 30));
    terminal.wait_for(LOADED);
    terminal.wait_for("Enter open");
    // Home where the first case is selected, and End where the last is: nothing changes, unless `H` or `F` is a command.
    for round in 0..20 {
        let key = ["[H", "[1~"][round % 2];
        nothing_happens(&mut terminal, &["\u{1b}", key]);
        assert!(!terminal.screen().contains("are shown"), "{}", terminal.screen());
    }
}

/// A connection that breaks in the middle of a paste or an answer leaves it without its end.
#[test]
fn an_interrupt_after_a_silence_is_heard_whatever_stands_unfinished() {
    for unfinished in ["\u{1b}[200~abc", "\u{1b}]", "\u{1b}P1", "\u{9d}0;t", "\u{1b}["] {
        let home = crate::support::tempdir().unwrap();
        let mut terminal = Terminal::open(home.path(), &["--cases", &fixtures()], (100, 30));
        terminal.wait_for(LOADED);
        terminal.wait_for("Enter open");
        terminal.keys(unfinished);
        terminal.stays_silent(Duration::from_millis(400));
        terminal.keys("\u{3}");
        assert_eq!(terminal.wait(), 0, "{unfinished:?}");
    }
}

#[test]
fn the_escape_key_is_heard_alone_and_its_wait_is_a_setting() {
    let home = crate::support::tempdir().unwrap();
    let settings = home.path().join("settings.toml");
    for (wait, least) in [(50, 50), (400, 400)] {
        std::fs::write(&settings, format!("[interface]\nescape_time = {wait}\n")).unwrap();
        let arguments = ["--cases", &fixtures(), "--config", &settings.to_string_lossy()];
        let mut terminal = Terminal::open(home.path(), &arguments, (100, 30));
        terminal.wait_for(LOADED);
        terminal.keys("?");
        terminal.wait_for("Help: type to filter");
        let start = Instant::now();
        terminal.keys("\u{1b}");
        terminal.wait_until("the help closes", |screen| !screen.contains("Help: type"));
        let heard = start.elapsed();
        assert!(heard >= Duration::from_millis(least), "{heard:?}");
        // No other key waits.
        const AT_ONCE: Duration = Duration::from_millis(40);
        let fastest = fastest(AT_ONCE, 50, || {
            let start = Instant::now();
            terminal.keys("?");
            terminal.wait_for("Help: type to filter");
            let heard = start.elapsed();
            terminal.keys("\u{1b}");
            terminal.wait_until("the help closes", |screen| !screen.contains("Help: type"));
            heard
        });
        assert!(fastest < AT_ONCE, "{fastest:?}");
    }
}
