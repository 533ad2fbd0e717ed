//! The real program in a real terminal: what is kept between sessions, and what leaves the program.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::pty::{Terminal, kill, poll_until};

const LOADED: &str = "1 file not readable";

fn open(home: &Path, more: &[&str]) -> Terminal {
    let cases = crate::support::fixtures().to_string_lossy().into_owned();
    let arguments: Vec<&str> = ["--cases", &cases].into_iter().chain(more.iter().copied()).collect();
    Terminal::open(home, &arguments, (100, 30))
}

fn quit(terminal: &mut Terminal) {
    // From wherever the test has come to.
    terminal.keys("\u{3}");
    assert_eq!(terminal.wait(), 0);
}

/// A file of the state folder, wherever the system's conventions put it.
fn kept(home: &Path, name: &str) -> PathBuf {
    [".local/state/casebook", "Library/Application Support/casebook"]
        .map(|folder| home.join(folder).join(name))
        .into_iter()
        .find(|path| path.exists())
        .unwrap_or_else(|| home.join(".local/state/casebook").join(name))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn marks_notes_and_the_place_are_there_in_the_next_session() {
    let home = crate::support::tempdir().unwrap();
    let mut first = open(home.path(), &[]);
    first.wait_for(LOADED);
    first.keys("\r");
    first.wait_for("read");
    first.keys("m");
    first.wait_for("◆");
    first.keys("jw");
    first.wait_for("Note on");
    first.keys("Ask the board\r");
    first.wait_for("¶ Ask the board");
    quit(&mut first);
    let marks = kept(home.path(), "marks.toml");
    assert_eq!(fs::metadata(&marks).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(marks.parent().unwrap()).unwrap().permissions().mode() & 0o777, 0o700);
    let mut second = open(home.path(), &[]);
    second.wait_for("Where you left off: Alder");
    second.wait_for("¶ Ask the board");
    second.keys("'");
    second.wait_for("Marks and notes");
    second.wait_for("Ask the board");
    quit(&mut second);
    let mut third = open(home.path(), &["--fresh"]);
    third.wait_for(LOADED);
    assert!(!third.screen().contains("Where you left off"), "{}", third.screen());
    quit(&mut third);
}

#[test]
fn what_was_marked_survives_a_kill_and_another_program() {
    let home = crate::support::tempdir().unwrap();
    let (mut one, mut two) = (open(home.path(), &["--fresh"]), open(home.path(), &["--fresh"]));
    for terminal in [&mut one, &mut two] {
        terminal.wait_for(LOADED);
        terminal.keys("\r");
        terminal.wait_for("read");
    }
    one.keys("m");
    one.wait_for("◆");
    two.keys("jm");
    two.wait_for("◆");
    let marks = || kept(home.path(), "marks.toml");
    poll_until("both marks are kept", || read(&marks()).matches("[[item]]").count() == 2);
    for terminal in [&one, &two] {
        kill("KILL", &terminal.process());
    }
    let mut third = open(home.path(), &["--fresh"]);
    third.wait_for(LOADED);
    third.keys("'");
    third.wait_for("2 marked");
    quit(&mut third);
}

#[test]
fn an_export_is_a_private_file_and_never_over_another() {
    let home = crate::support::tempdir().unwrap();
    let path = home.path().join("tracker.html");
    fs::write(&path, "mine").unwrap();
    let mut terminal = open(home.path(), &["--fresh"]);
    terminal.wait_for(LOADED);
    terminal.keys("t");
    terminal.wait_for("what became of them");
    terminal.keys("E");
    terminal.wait_for("In which format?");
    terminal.keys("html\r");
    terminal.wait_for("Name or path of the file");
    terminal.keys(&format!("\u{15}{}\r", path.display()));
    terminal.wait_for("is there already");
    assert_eq!(read(&path), "mine");
    terminal.keys("\u{1b}");
    terminal.wait_until("the list is closed", |screen| !screen.contains("is there already"));
    let other = home.path().join("other.html");
    terminal.keys("E");
    terminal.wait_for("In which format?");
    terminal.keys("html\r");
    terminal.wait_for("Name or path of the file");
    terminal.keys(&format!("\u{15}{}\r", other.display()));
    terminal.wait_for("Written");
    assert!(read(&other).starts_with("<!DOCTYPE html>"), "{}", read(&other));
    assert_eq!(fs::metadata(&other).unwrap().permissions().mode() & 0o777, 0o600);
    quit(&mut terminal);
}

#[test]
fn without_a_home_that_can_be_written_it_runs_and_says_what_is_lost() {
    let home = crate::support::tempdir().unwrap();
    // A file where the folder should be, for whoever may write everywhere too.
    fs::create_dir_all(home.path().join(".local")).unwrap();
    fs::write(home.path().join(".local/state"), "").unwrap();
    fs::create_dir_all(home.path().join("Library")).unwrap();
    fs::write(home.path().join("Library/Application Support"), "").unwrap();
    let mut terminal = open(home.path(), &[]);
    terminal.wait_for(LOADED);
    terminal.keys("\r");
    terminal.wait_for("read");
    terminal.keys("m");
    terminal.wait_for("NOT KEPT");
    terminal.wait_for("◆");
    terminal.keys("jm");
    terminal.wait_for("Not kept: ");
    terminal.keys("'");
    terminal.wait_for("2 marked");
    terminal.keys("\u{3}");
    assert_eq!(terminal.wait(), 1);
    terminal.wait_for("not kept: 2 marks");
}

#[test]
fn a_snapshot_is_held_against_what_has_changed_since() {
    let home = crate::support::tempdir().unwrap();
    let library = home.path().join("cases");
    fs::create_dir(&library).unwrap();
    let file = library.join("alder.toml");
    fs::copy(crate::support::fixtures().join("alder.toml"), &file).unwrap();
    let library = library.to_string_lossy().into_owned();
    let mut terminal = Terminal::open(home.path(), &["--cases", &library, "--fresh"], (100, 30));
    // A snapshot is of all files.
    terminal.wait_until("all is read", |screen| screen.contains("1 case,") && !screen.contains("reading"));
    terminal.keys("DBoard\r");
    terminal.wait_for("Kept the snapshot \"Board\": 1 case");
    let text = read(&file);
    assert!(text.contains("in the child's own words"));
    fs::write(&file, text.replace("in the child's own words", "word for word")).unwrap();
    terminal.keys("\rj");
    terminal.wait_for("said, word for");
    terminal.keys("d");
    terminal.wait_for("since when?");
    terminal.keys("1");
    terminal.wait_for("Changed (1)");
    quit(&mut terminal);
}

#[test]
fn what_is_similar_comes_from_the_index() {
    let home = crate::support::tempdir().unwrap();
    let mut terminal = Terminal::open(home.path(), &["--fresh", "--query", "case:steven-hoskin"], (100, 30));
    terminal.wait_for("Steven Hoskin");
    terminal.keys("\r2g");
    terminal.wait_for("Recommendation R1");
    terminal.keys("r");
    terminal.wait_for("What other cases say like R1 of Steven Hoskin");
    terminal.wait_for("Compared by their words");
    terminal.keys("R");
    terminal.wait_for("Multi-agency working");
    terminal.keys("\u{f}");
    terminal.wait_for("What other cases say like R1 of Steven Hoskin");
    quit(&mut terminal);
}

#[test]
fn what_is_picked_goes_to_standard_output_while_the_screen_is_on_the_terminal() {
    let home = crate::support::tempdir().unwrap();
    let cases = crate::support::fixtures().to_string_lossy().into_owned();
    let program = crate::pty::PROGRAM;
    // What is typed once the screen stands, what the file holds then, and the exit code.
    let rows: [(&[&str], &str, i32); 4] = [
        (&["\r", "\r"], "alder/F1\n", 0),
        (&["\r", "j", "\r"], "alder/F2\n", 0),
        (&["q"], "", 130),
        (&["\u{3}"], "", 130),
    ];
    for (keys, expected, code) in rows {
        let script = format!("'{program}' --cases '{cases}' pick >picked; echo \"ended with $?\"");
        let mut terminal = Terminal::run(home.path(), &["sh", "-c", &script], (100, 30), &[]);
        terminal.wait_for(LOADED);
        for key in keys {
            terminal.keys(key);
            if *key == "\r" && keys.len() > 1 {
                terminal.wait_until("the case is open, or the program has ended", |screen| {
                    screen.contains("Enter pick") || screen.contains("ended with")
                });
            }
        }
        terminal.wait_for(&format!("ended with {code}"));
        assert_eq!(terminal.wait(), 0);
        assert_eq!(read(&home.path().join("picked")), expected, "{keys:?}");
        assert!(terminal.written().contains(crate::pty::LEFT), "the screen was drawn on the terminal and left");
    }
    // Nothing of it is a session: the next one starts where the last explorer was left.
    assert!(!kept(home.path(), "session.toml").exists());
    // A pipe is no keyboard.
    let output = std::process::Command::new(program)
        .args(["--cases", &cases, "pick"])
        .env("HOME", home.path())
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("needs a terminal"));
}

#[test]
fn a_first_start_names_three_keys_once() {
    let home = crate::support::tempdir().unwrap();
    let told = "Three keys to begin with: / search   Enter open   ? help";
    let mut first = open(home.path(), &[]);
    // A key before the first case chooses nothing.
    first.wait_until(told, |screen| screen.contains(told) && screen.contains("Alder") && screen.contains("Birch"));
    first.keys("j");
    // Until every file has been read there is no place to come back to.
    first.wait_until("the line has gone", |screen| !screen.contains("Three keys") && screen.contains(LOADED));
    quit(&mut first);
    let mut second = open(home.path(), &[]);
    second.wait_for("Where you left off");
    assert!(!second.screen().contains("Three keys"), "{}", second.screen());
    quit(&mut second);
    // What is asked for on the command line comes first, and a start that keeps nothing does not count.
    let elsewhere = crate::support::tempdir().unwrap();
    let mut asked = open(elsewhere.path(), &["--query", "bruising"]);
    asked.wait_for(LOADED);
    assert!(!asked.screen().contains("Three keys"), "{}", asked.screen());
    quit(&mut asked);
}
