//! The log tells what the program did and what failed, and never what a case, a search or a note says.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::pty::Terminal;
use casebook::cli::log;
use casebook::config::LogLevel;

const LOADED: &str = "1 file not readable";

/// Words of five letters and more in the texts of the library, but for those that the log itself is written in.
fn words_of_the_library() -> Vec<String> {
    const OF_THE_LOG: [&str; 12] = [
        "casebook", "starts", "terminal", "taken", "files", "search", "written", "export", "state", "bytes", "error",
        "version",
    ];
    let entries = crate::support::entries();
    let mut words = Vec::new();
    for case in entries.iter().filter_map(|entry| entry.case()) {
        let text = format!("{case:?}");
        let word = |word: &str| word.to_lowercase();
        words.extend(text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= 5).map(word));
    }
    words.sort();
    words.dedup();
    words.retain(|word| !OF_THE_LOG.contains(&word.as_str()));
    assert!(words.len() > 100, "{}", words.len());
    words
}

#[test]
fn nothing_that_a_case_a_search_or_a_note_says_stands_in_it() {
    let home = crate::support::tempdir().unwrap();
    let library = crate::support::fixtures().to_string_lossy().into_owned();
    let settings = home.path().join("settings.toml");
    fs::write(&settings, "[log]\nlevel = \"debug\"\n").unwrap();
    let log = home.path().join("casebook.log");
    let arguments = ["--cases", &library, "--config", &settings.to_string_lossy(), "--log", &log.to_string_lossy()];
    let mut terminal = Terminal::open(home.path(), &arguments, (120, 40));
    terminal.wait_for(LOADED);
    terminal.keys("/bruising xylophone");
    terminal.wait_for("xylophone");
    terminal.keys("\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\r");
    terminal.wait_for("Enter open");
    // A search that is not answered leaves no line.
    terminal.wait_for("1 case, 2 matches");
    terminal.keys("\r");
    terminal.wait_for("Enter read");
    terminal.keys("m");
    terminal.wait_for("Marked");
    terminal.keys("w");
    terminal.wait_for("Note");
    terminal.keys("quarterdeck remark\r");
    terminal.wait_for("quarterdeck");
    terminal.keys("t");
    terminal.wait_for("what became of them");
    terminal.keys("\u{3}");
    assert_eq!(terminal.wait(), 0);
    let text = fs::read_to_string(&log).unwrap();
    for expected in ["casebook starts", "the terminal is taken", "files are read", "search", "page", "casebook ends"] {
        assert!(text.contains(expected), "{expected}:\n{text}");
    }
    let lower = text.to_lowercase();
    let said: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    for word in ["bruising", "xylophone", "quarterdeck", "remark"] {
        assert!(!lower.contains(word), "{word}:\n{text}");
    }
    let told: Vec<String> = words_of_the_library().into_iter().filter(|word| said.contains(&word.as_str())).collect();
    assert!(told.is_empty(), "{told:?}\n{text}");
    assert!(!text.contains('\u{1b}'));
    assert_eq!(fs::metadata(&log).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn the_variable_names_it_too_and_a_file_that_cannot_be_written_is_told() {
    let home = crate::support::tempdir().unwrap();
    let run = |log: &Path, level: &str| {
        let settings = home.path().join("settings.toml");
        fs::write(&settings, format!("[log]\nlevel = \"{level}\"\n")).unwrap();
        Command::new(crate::pty::PROGRAM)
            .args(["list", "--config"])
            .arg(settings)
            .env_clear()
            .env("HOME", home.path())
            .env("CASEBOOK_LOG", log)
            .output()
            .unwrap()
    };
    let log = home.path().join("log");
    assert_eq!(run(&log, "info").status.code(), Some(0));
    assert!(fs::read_to_string(&log).unwrap().contains("casebook ends code=0"));
    let before = fs::read_to_string(&log).unwrap();
    assert_eq!(run(&log, "error").status.code(), Some(0));
    assert_eq!(fs::read_to_string(&log).unwrap(), before, "the level is the setting's");
    let output = run(&home.path().join("no/such/folder"), "info");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("cannot write the log") && said.contains("--log"), "{said}");
}

#[test]
fn state_that_cannot_be_kept_leaves_a_line() {
    let home = crate::support::tempdir().unwrap();
    // The place of the state folder is a file.
    fs::create_dir_all(home.path().join(".local")).unwrap();
    fs::write(home.path().join(".local/state"), "").unwrap();
    let library = crate::support::fixtures().to_string_lossy().into_owned();
    let log = home.path().join("log");
    let mut terminal = Terminal::open(home.path(), &["--cases", &library, "--log", &log.to_string_lossy()], (120, 40));
    terminal.wait_for(LOADED);
    terminal.keys("\r");
    terminal.wait_for("Enter read");
    terminal.keys("m");
    terminal.wait_for("Not kept: ");
    terminal.keys("\u{3}");
    terminal.wait();
    let text = fs::read_to_string(&log).unwrap();
    assert!(text.contains("state is not kept"), "{text}");
}

#[test]
fn what_the_system_refuses_leaves_a_line() {
    let home = crate::support::tempdir().unwrap();
    let log = home.path().join("log");
    let listed = Command::new(crate::pty::PROGRAM)
        .args(["list", "--log"])
        .arg(&log)
        .env_clear()
        // No stack of this size can be had, so that no thread can.
        .env("RUST_MIN_STACK", "70368744177664")
        .output()
        .unwrap();
    assert_eq!(listed.status.code(), Some(0));
    let text = fs::read_to_string(&log).unwrap();
    for expected in ["no thread to read the files on", "fewer threads to read the files on"] {
        assert!(text.contains(expected), "{expected}:\n{text}");
    }
}

pub fn another_folder_in_place_of_the_library_leaves_a_line() {
    let home = crate::support::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    for (folder, title) in [("v1", "Hornbeam"), ("v2", "Rowan")] {
        fs::create_dir(at(folder)).unwrap();
        fs::write(at(folder).join("ash.toml"), crate::support::files::text("ash", title)).unwrap();
    }
    std::os::unix::fs::symlink("v1", at("current")).unwrap();
    let (library, log) = (at("current").to_string_lossy().into_owned(), at("log"));
    let mut terminal = Terminal::open(home.path(), &["--cases", &library, "--log", &log.to_string_lossy()], (120, 40));
    terminal.wait_for("Hornbeam");
    // The first change may be found before the watch begins, the second is not.
    for (folder, title) in [("v2", "Rowan"), ("v1", "Hornbeam")] {
        std::os::unix::fs::symlink(folder, at("next")).unwrap();
        fs::rename(at("next"), at("current")).unwrap();
        terminal.wait_for(title);
    }
    terminal.keys("q");
    assert_eq!(terminal.wait(), 0);
    let text = fs::read_to_string(&log).unwrap();
    assert!(text.contains("a folder of the library is another now"), "{text}");
    assert!(!text.contains("current"), "{text}");
}

/// Tells this file, started again, into which log to panic; see [`panics_with_a_log`].
const PANIC: &str = "CASEBOOK_TESTS_LOG";

#[test]
fn a_panic_leaves_its_place_and_not_its_words() {
    let home = crate::support::tempdir().unwrap();
    let path = home.path().join("log");
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "log::panics_with_a_log", "--nocapture"])
        .env(PANIC, &path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains("panic") && text.contains("beside") && text.contains("tests/session/log.rs:"), "{text}");
    assert!(!text.contains("invented"), "{text}");
}

/// Not a test by itself.
#[test]
fn panics_with_a_log() {
    let Some(path) = std::env::var_os(PANIC) else { return };
    log::start(Path::new(&path), LogLevel::Error).unwrap();
    let panics = || -> () { panic!("an invented text of a case") };
    assert!(std::thread::Builder::new().name("beside".into()).spawn(panics).unwrap().join().is_err());
}
