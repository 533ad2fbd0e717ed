//! Completions and the manual page: what packagers take.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "a test that fails should say so at once")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

use casebook::app::command::COMMANDS;
use casebook::search::FIELDS;

fn casebook(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_casebook")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs a program on a text; nothing where there is no such program.
fn accepts(program: &str, arguments: &[&str], text: &str) -> Option<Output> {
    let child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        eprintln!("skipped: {program} is not installed");
        return None;
    };
    let mut input = child.stdin.take().unwrap();
    let text = text.to_owned();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().unwrap();
    // A program that refuses a text need not read it to its end.
    let _ = writer.join().unwrap();
    Some(output)
}

#[test]
fn shells_accept_their_completions() {
    for (shell, arguments) in [("bash", ["-n"]), ("zsh", ["-n"])] {
        let script = casebook(&["completions", shell]);
        for word in ["search", "--query", "--lens"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
        if let Some(output) = accepts(shell, &arguments, &script) {
            assert!(output.status.success(), "{shell}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
}

#[test]
fn the_manual_is_set_and_tells_every_command_key_and_field() {
    let page = casebook(&["man"]);
    for row in COMMANDS {
        assert!(page.contains(&format!("({}).", row.name.replace('-', "\\-"))), "{}", row.name);
    }
    for row in FIELDS {
        assert!(page.contains(row.name), "{}", row.name);
    }
    let path = std::env::temp_dir();
    let folder = tempfile::tempdir_in(path).unwrap();
    let file = folder.path().join("casebook.1");
    std::fs::write(&file, &page).unwrap();
    if let Some(output) = accepts("man", &["--warnings", "-l", file.to_str().unwrap()], "") {
        let (set, warned) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{warned}");
        assert!(set.contains("SEARCH") && set.contains("casebook search"), "{set}");
        assert!(!warned.contains("warning"), "{warned}");
    }
}
