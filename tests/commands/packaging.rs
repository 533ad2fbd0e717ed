//! Completions, the manual page and the units: what packagers take.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "a test that fails should say so at once")]

use std::fs;
use std::io::Write;
use std::path::Path;
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
    fs::write(&file, &page).unwrap();
    if let Some(output) = accepts("man", &["--warnings", "-l", file.to_str().unwrap()], "") {
        let (set, warned) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{warned}");
        assert!(set.contains("SEARCH") && set.contains("casebook search"), "{set}");
        assert!(!warned.contains("warning"), "{warned}");
    }
}

/// The units of the package, by their names.
fn units() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/packaging/systemd");
    let read = |unit: fs::DirEntry| (unit.file_name().into_string().unwrap(), fs::read_to_string(unit.path()).unwrap());
    fs::read_dir(folder).unwrap().map(|unit| read(unit.unwrap())).collect()
}

#[test]
fn the_unit_of_the_index_agrees_with_its_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let (library, out) = (folder.path().join("library"), folder.path().join("out"));
    fs::create_dir(&library).unwrap();
    fs::write(library.join("broken.toml"), "id = 1\n").unwrap();
    let index = |out: &Path| {
        let mut index = Command::new(env!("CARGO_BIN_EXE_casebook"));
        index.arg("index").arg("--cases").arg(&library).arg("--out").arg(out);
        index.output().unwrap().status.code().unwrap().to_string()
    };
    let (_, unit) = units().into_iter().find(|(name, _)| name == "casebook-index@.service").unwrap();
    let set = unit.lines().find_map(|line| line.strip_prefix("SuccessExitStatus=")).unwrap();
    let done: Vec<&str> = set.split(' ').collect();
    // Written, without the file that cannot be read.
    let code = index(&out);
    assert!(done.contains(&code.as_str()) && fs::read_dir(&out).unwrap().count() == 1, "{code}");
    // Not written: a file stands where the folder should be.
    let code = index(&library.join("broken.toml"));
    assert!(code != "0" && !done.contains(&code.as_str()), "{code}");
}

#[test]
fn systemd_accepts_every_unit() {
    let folder = tempfile::tempdir().unwrap();
    let mut verify = Command::new("systemd-analyze");
    verify.args(["verify", "--man=no"]);
    for (name, unit) in units() {
        // The programs of the package are not installed here.
        let unit = unit.replace("/usr/bin/casebook", "/bin/true");
        let unit = unit.replace("/usr/libexec/casebook/casebook-update-library", "/bin/true");
        let path = folder.path().join(name.replace("@.", "@library."));
        fs::write(&path, unit).unwrap();
        verify.arg(path);
    }
    match verify.output() {
        Ok(output) => {
            assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        Err(_) => eprintln!("skipped: systemd-analyze is not installed"),
    }
}
