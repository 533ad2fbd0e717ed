//! Marks, snapshots, searches and what has changed, on the command line.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program with a home of its own and none of the caller's settings.
fn run(home: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    command.env_clear().env("HOME", home).env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.current_dir(home).stdin(Stdio::null()).args(arguments);
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// A home with a library of its own in it, and the arguments that name it.
fn home() -> tempfile::TempDir {
    let home = crate::support::tempdir().unwrap();
    fs::create_dir(home.path().join("cases")).unwrap();
    fs::copy(crate::support::fixtures().join("alder.toml"), home.path().join("cases/alder.toml")).unwrap();
    home
}

fn edit(home: &Path, old: &str, new: &str) {
    let path = home.join("cases/alder.toml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{old}");
    fs::write(&path, text.replacen(old, new, 1)).unwrap();
}

/// Arguments, exit code, a part of standard output, a part of standard error.
type Row<'a> = (&'a [&'a str], i32, &'a str, &'a str);

fn check(home: &Path, rows: &[Row<'_>]) {
    for (arguments, code, out, err) in rows {
        let all: Vec<&str> = ["--cases", "cases"].into_iter().chain(arguments.iter().copied()).collect();
        let (got, stdout, stderr) = run(home, &all);
        assert_eq!(got, *code, "{arguments:?}: {stdout}{stderr}");
        assert!(stdout.contains(out), "{arguments:?}: {stdout}");
        assert!(stderr.contains(err), "{arguments:?}: {stderr}");
    }
}

#[test]
fn marks_and_notes() {
    let home = home();
    let rows: &[Row<'_>] = &[
        (&["marks"], 1, "Nothing is marked yet.", ""),
        (&["mark", "alder", "f2"], 0, "Marked F2 of alder.", ""),
        (&["mark", "alder", "F2", "--note", "Ask the board.\nTwice."], 0, "Wrote a note on F2 of alder.", ""),
        (&["mark", "alder", "case"], 0, "Marked case of alder.", ""),
        (&["mark", "alder", "R9"], 1, "", "alder has no item \"R9\"; it has F1 to F4, R1 to R1, E1 to E3"),
        (&["mark", "adler", "F1"], 1, "", "no case has the id \"adler\"; did you mean \"alder\"?"),
        (&["mark", "a\u{1b}[31mb", "F1"], 1, "", "no case has the id \"a\u{241b}b\""),
        (&["mark", "alder", "F1", "--remove"], 1, "", "F1 of alder was not marked"),
        (
            &["marks"],
            0,
            "Alder · 2011\n  F2   The health visitor wrote down what the child said, in the child's own words.\n         Note: Ask the board.\n         Twice.\n",
            "",
        ),
        (
            &["marks", "--json"],
            0,
            "\"id\":\"F2\",\"text\":\"The health visitor wrote down what the child said, in the child's own words.\",\"state\":\"here\",\"marked\":true,\"note\":\"Ask the board.\\nTwice.\",\"made\":\"",
            "",
        ),
    ];
    check(home.path(), rows);
    edit(home.path(), "id = \"F2\"", "id = \"F20\"");
    check(
        home.path(),
        &[(&["marks"], 0, "  F20  The health visitor", ""), (&["marks"], 0, "It was F2 when it was marked.", "")],
    );
    edit(home.path(), "The health visitor wrote down what the child said, in the child's own words.", "Another.");
    let rows: &[Row<'_>] = &[
        (&["marks"], 0, "No longer found (1)\n", ""),
        (&["marks"], 0, "  F2   The health visitor wrote down", ""),
        (&["marks", "--json"], 0, "\"state\":\"gone\"", ""),
        (&["mark", "alder", "F2", "--remove"], 0, "Took away the mark on F2 of alder, which was no longer found.", ""),
        (&["mark", "alder", "F2", "--remove"], 1, "", "nothing is marked as F2 of alder"),
        (&["mark", "alder", "case", "--remove"], 0, "Took away the mark on case of alder.", ""),
        (&["marks"], 1, "", ""),
    ];
    check(home.path(), rows);
    let state = home.path().join(".local/state/casebook/marks.toml");
    if state.exists() {
        fs::write(&state, "[[item]]\ncase = ").unwrap();
        check(
            home.path(),
            &[
                (&["marks"], 2, "", "marks.toml cannot be read (line 2: "),
                (&["mark", "alder", "F1"], 0, "Marked F1", "is kept as marks.toml.broken-1; a new one was begun"),
                (&["marks"], 0, "F1", ""),
            ],
        );
    }
}

#[test]
fn snapshots_and_what_has_changed_since() {
    let home = home();
    let rows: &[Row<'_>] = &[
        (&["snapshot", "--list"], 1, "", ""),
        (
            &["snapshot", "Board, spring"],
            0,
            "Kept what 1 case says now as \"Board, spring\". Later: casebook since \"Board, spring\"",
            "",
        ),
        (&["snapshot", "Board, spring"], 2, "", "and stays; --replace sets it anew"),
        (&["snapshot", "Board, spring", "--replace"], 0, "Kept what 1 case", ""),
        (&["snapshot", "2026-03"], 2, "", "cannot be called as a date is written"),
        (&["snapshot", "…"], 2, "", "needs a letter or a digit"),
        (&["snapshot"], 2, "", "<NAME>"),
        (&["snapshot", "--list"], 0, "\tBoard, spring\t", ""),
        // The name that the command had before.
        (&["moment", "--list"], 0, "\tBoard, spring\t", ""),
        (&["snapshot", "--list", "--json"], 0, "{\"name\":\"Board, spring\",\"made\":\"20", ""),
        (&["since", "board-spring"], 1, "Nothing has changed.", ""),
        (
            &["since", "autumn"],
            2,
            "",
            "\"autumn\" is no date (\"2006\", \"2006-12\" or \"2006-12-11\"), no snapshot and no revision: ",
        ),
        (&["since", "2012-09"], 0, "Update: September 2012: The board reported training in half of the surgeries.", ""),
        (&["since", "2012-09"], 0, "Nobody kept what the library said then", ""),
        (&["since", "2012-09"], 0, "Became overdue (1)\n  R1   The board", ""),
        (
            &["since", "2012-09", "--json"],
            0,
            "{\"change\":\"overdue\",\"case\":\"alder\",\"title\":\"Alder\",\"review\":\"first\",\"year\":2012,\"sort\":\"recommendation\",\"id\":\"R1\"",
            "",
        ),
    ];
    check(home.path(), rows);
    edit(home.path(), "\"in_progress\"", "\"closed_implemented\"");
    edit(home.path(), "training in half", "training in most");
    let rows: &[Row<'_>] = &[
        (&["since", "board-spring"], 0, "1 closed, 1 updated, published or evaluated, 1 changed.", ""),
        (&["since", "board-spring"], 0, "Status: Closed: implemented; before: In progress", ""),
        (
            &["since", "board-spring", "--json"],
            0,
            "\"fields\":[\"status\"],\"before\":{\"status\":\"In progress\"}",
            "",
        ),
        (&["snapshot", "Board, spring", "--remove"], 0, "Took away the snapshot \"Board, spring\".", ""),
        (&["snapshot", "Board, spring", "--remove"], 1, "", "no snapshot is called \"Board, spring\""),
    ];
    check(home.path(), rows);
    // A home that cannot be written.
    let file = home.path().join("file");
    fs::write(&file, "").unwrap();
    for arguments in [&["mark", "peter-connelly", "F1"][..], &["snapshot", "Board"]] {
        let (code, _, stderr) = unwritable(&file, arguments);
        assert_eq!(code, 2, "{stderr}");
        assert!(stderr.contains("cannot be written: "), "{stderr}");
    }
}

#[test]
fn names_that_are_hidden_change_nothing_that_is_kept() {
    let home = home();
    let rows: &[Row<'_>] = &[
        (&["--private", "mark", "alder", "F2"], 0, "Marked F2 of case-kq78g.", ""),
        // By the ids that are shown, and by those of the file.
        (&["--private", "mark", "case-kq78g", "source-2"], 0, "Marked source-2 of case-kq78g.", ""),
        (&["--private", "mark", "alder", "gazette"], 0, "Marked source-1 of case-kq78g.", ""),
        (
            &["--private", "mark", "alder", "R9"],
            1,
            "",
            "case-kq78g has no item \"R9\"; it has F1 to F4, R1 to R1, E1 to E3",
        ),
        (&["--private", "mark", "case-kq78g", "R9"], 1, "", "case-kq78g has no item \"R9\""),
        (&["marks"], 0, "3 marked, 0 with a note, in 1 case.", ""),
        (&["marks", "--json"], 0, "\"id\":\"annals\"", ""),
        (
            &["--private", "mark", "case-kq78g", "source-2", "--remove"],
            0,
            "Took away the mark on source-2 of case-kq78g.",
            "",
        ),
        (&["marks"], 0, "2 marked, 0 with a note, in 1 case.", ""),
        (&["--private", "snapshot", "Board"], 0, "Kept what 1 case says now", ""),
        // What was kept then is what the files say.
        (&["since", "Board"], 1, "Nothing has changed.", ""),
        (&["--private", "since", "Board"], 1, "Nothing has changed.", ""),
    ];
    check(home.path(), rows);
    edit(home.path(), "id = \"F2\"", "id = \"F20\"");
    edit(home.path(), "The health visitor wrote down what the child said, in the child's own words", "Another");
    let rows: &[Row<'_>] = &[
        (&["--private", "mark", "case-kq78g", "F2", "--remove"], 0, "F2 of case-kq78g, which was no longer found.", ""),
        (&["--private", "mark", "case-kq78g", "F2", "--remove"], 1, "", "nothing is marked as F2 of case-kq78g"),
    ];
    check(home.path(), rows);
}

#[test]
fn a_report_is_printed_in_ascii_where_that_is_asked_for() {
    let home = home();
    fs::write(home.path().join("settings.toml"), "[interface]\nascii = \"on\"\n").unwrap();
    check(home.path(), &[(&["snapshot", "Board"], 0, "", ""), (&["mark", "alder", "F1"], 0, "", "")]);
    edit(home.path(), "\"in_progress\"", "\"closed_implemented\"");
    fs::write(home.path().join("cases/birch.toml"), crate::support::files::text("birch", "Birch \u{2013} \u{e9}"))
        .unwrap();
    for arguments in [&["marks"][..], &["since", "Board"], &["similar", "alder", "F1"], &["recurring"]] {
        let all: Vec<&str> =
            ["--config", "settings.toml", "--cases", "cases"].into_iter().chain(arguments.iter().copied()).collect();
        let (code, plain, stderr) = run(home.path(), &all[2..]);
        assert!(code == 0 && !plain.is_ascii(), "{arguments:?}: {plain}{stderr}");
        let (code, ascii, stderr) = run(home.path(), &all);
        assert!(code == 0 && ascii.is_ascii(), "{arguments:?}: {ascii}{stderr}");
    }
}

/// The program with a home below a file.
fn unwritable(file: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    command.env_clear().env("HOME", file.join("home")).stdin(Stdio::null()).args(arguments);
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn searches_of_ones_own_and_of_the_library() {
    let home = home();
    edit(home.path(), "case = \"birch\"\n", "");
    check(home.path(), &[(&["searches"], 1, "", "")]);
    let file = home.path().join("cases/searches.toml");
    fs::write(&file, "[[search]]\nname = \"Board\"\nquery = \"to:police\"\nlens = \"recommendations\"\n").unwrap();
    let rows: &[Row<'_>] = &[
        (&["searches"], 0, "Board\tto:police\trecommendations\tshared\t0 entries\n", ""),
        (
            &["searches", "--json"],
            0,
            "{\"name\":\"Board\",\"query\":\"to:police\",\"lens\":\"recommendations\",\"shared\":true,\"entries\":0}\n",
            "",
        ),
        (&["check"], 0, "1 file checked: 0 errors and", ""),
        (&["check", "cases/searches.toml"], 0, "nothing wrong", ""),
        (&["list"], 0, "alder\tAlder", ""),
    ];
    check(home.path(), rows);
    fs::write(&file, "[[search]]\nname = \"Board\"\nquery = \"to:police\"\nlens = \"recomendations\"\n").unwrap();
    let rows: &[Row<'_>] = &[
        (
            &["searches"],
            2,
            "",
            "cases/searches.toml:4:8: error: \"recomendations\" is not a lens; did you mean \"recommendations\"?",
        ),
        (&["check"], 1, "\"recomendations\" is not a lens", ""),
        (&["check", "--json"], 1, "\"line\":4,\"column\":8", ""),
        (&["check", "cases/searches.toml"], 1, "is not a lens", ""),
        (&["list"], 2, "alder\tAlder", "searches.toml:4:8: error: "),
    ];
    check(home.path(), rows);
    fs::remove_file(&file).unwrap();
    assert!(Command::new("mkfifo").arg(&file).status().unwrap().success());
    check(home.path(), &[(&["searches"], 2, "", "searches.toml:1:1: error: not a plain file")]);
    fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink("/no/such/file", &file).unwrap();
    check(home.path(), &[(&["searches"], 2, "", "searches.toml:1:1: error: cannot be read: ")]);
}

#[test]
fn names_that_a_case_listed_before_stay_hidden_in_what_it_said() {
    let home = home();
    edit(home.path(), "text = \"The GP saw", "text = \"Zarah Quillfeather rang. The GP saw");
    let path = home.path().join("cases/alder.toml");
    let listed = "[[names]]\nname = \"Zarah Quillfeather\"\nshown_as = \"the child\"\n";
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}\n{listed}")).unwrap();
    assert_eq!(run(home.path(), &["snapshot", "before", "--cases", "cases"]).0, 0);
    // It is made anonymous.
    let text = fs::read_to_string(&path).unwrap().replace(listed, "").replace("Zarah Quillfeather rang. ", "");
    fs::write(&path, text).unwrap();
    let shown = run(home.path(), &["since", "before", "--cases", "cases"]).1;
    assert!(shown.contains("Quillfeather"), "{shown}");
    for more in [&["--private"][..], &["--private", "--json"]] {
        let hidden = run(home.path(), &[&["since", "before", "--cases", "cases"], more].concat()).1;
        assert!(hidden.contains("rang.") && !hidden.contains("Quillfeather") && !hidden.contains("Zarah"), "{hidden}");
    }
}

#[test]
fn a_note_from_standard_input_is_text_and_is_there() {
    let home = home();
    let note = |input: &[u8]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.env_clear().env("HOME", home.path()).current_dir(home.path());
        command.args(["mark", "alder", "F1", "--note", "-", "--cases", "cases"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(note("Müller rang".as_bytes()).0, 0);
    for (input, told) in [(&b"M\xfcller"[..], "UTF-8"), (b"", "--remove"), (b" \n", "--remove")] {
        let (code, err) = note(input);
        assert!(code == 2 && err.contains(told), "{code} {err}");
    }
    assert!(run(home.path(), &["marks", "--cases", "cases"]).1.contains("Müller rang"));
}
