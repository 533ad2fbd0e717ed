//! The line interface: the real program, fed with lines.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::io::Write;
use std::process::{Command, Stdio};

fn plain(arguments: &[&str], terminal: &str, lines: &[u8]) -> (String, Option<i32>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(arguments)
        .env_remove("CASEBOOK_CASES")
        .env("TERM", terminal)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lines).unwrap();
    let output = child.wait_with_output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

#[test]
fn a_question_is_answered_and_read_line_by_line() {
    for (arguments, terminal) in [(&["--plain"][..], "xterm"), (&[][..], "dumb")] {
        let (out, code) = plain(arguments, terminal, b"bruising gp\n1\ncase\nq\nnot read\n");
        assert_eq!(code, Some(0));
        for part in ["best first", "1. Peter Connelly", "End of the answer", "End of the case", "Confidence"] {
            assert!(out.contains(part), "{part}: {out}");
        }
        assert!(!out.contains('\u{1b}'), "no cursor is moved and nothing is coloured");
    }
}

#[test]
fn every_line_has_an_answer() {
    let expected = [
        "Nothing has",
        "Not understood: no field is called \"agancy\"; did you mean \"agency:\"?",
        "There is no answer 7",
        "21. ",
        "no more answers",
        "Read an answer first",
        "1. Peter Connelly: ",
        "There is no such view",
        "Type words to search for",
    ];
    let lines: &[u8] =
        b"zzzzqq\nagancy:x\n7\npolice\n+\n\"bruised easily\"\n+\ncase\nview cases\nconnelly\nview nothing\n?\n/case\n\
                         \xff\xfe\x1b[2J\n\n\n99999999999999999999\n";
    let (out, code) = plain(&["--plain"], "xterm", lines);
    let mut rest = out.as_str();
    for part in expected {
        let at = rest.find(part).unwrap_or_else(|| panic!("{part} is missing, or not in its place: {out}"));
        rest = &rest[at..];
    }
    assert_eq!(code, Some(0));
    assert!(!out.contains('\u{1b}'));
    let (out, _) = plain(&["--plain", "--query", "khyra"], "xterm", b"");
    assert!(out.contains("Khyra Ishaq"), "{out}");
}
