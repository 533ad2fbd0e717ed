//! The program inside tmux, in a server of its own.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::process::{Command, Output};
use std::time::Instant;

use crate::pty::{GONE, PROGRAM, Terminal, poll_until, runs, skip};
use casebook::case::{ItemRef, Vocabulary};
use casebook::page::citation::{CitationForm, cite};
use data_encoding::BASE64;

/// A private server, with the program in its only session.
struct Tmux {
    home: tempfile::TempDir,
}

impl Tmux {
    /// Starts it; nothing where tmux is not installed.
    fn start(options: &[&str]) -> Option<Self> {
        if Command::new("tmux").arg("-V").output().is_err() {
            skip("tmux is not installed");
            return None;
        }
        let tmux = Self { home: crate::support::tempdir().unwrap() };
        let library = crate::support::fixtures();
        let library = library.to_str().unwrap();
        let size = ["-x", "100", "-y", "30"];
        // Options are set before the program starts, in a session that keeps the server up.
        tmux.tell(&[&["new-session", "-d", "-s", "other"], &size[..], &["cat"]].concat());
        for option in options {
            tmux.tell(&["set", "-s", option.split_once(' ').unwrap().0, option.split_once(' ').unwrap().1]);
        }
        tmux.tell(&[&["new-session", "-d", "-s", "cases"], &size[..], &[PROGRAM, "--cases", library]].concat());
        Some(tmux)
    }

    fn run(&self, words: &[&str]) -> Output {
        let socket = self.home.path().join("socket");
        Command::new("tmux")
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("HOME", self.home.path())
            .env("TERM", "xterm-256color")
            .env("LC_ALL", "C.UTF-8")
            .args(["-u", "-f", "/dev/null", "-S"])
            .arg(socket)
            .args(words)
            .output()
            .unwrap()
    }

    fn tell(&self, words: &[&str]) -> String {
        let output = self.run(words);
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn keys(&self, keys: &[&str]) {
        self.tell(&[&["send-keys", "-t", "cases"], keys].concat());
    }

    fn screen(&self) -> String {
        self.tell(&["capture-pane", "-p", "-t", "cases"])
    }

    fn wait_for(&self, text: &str) {
        poll_until(text, || self.screen().contains(text));
    }

    fn process(&self) -> String {
        self.tell(&["display-message", "-p", "-t", "cases", "#{pane_pid}"]).trim().to_owned()
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}

#[test]
fn it_ends_with_its_session() {
    for keys in [&[][..], &["?"], &["/", "b"]] {
        let Some(tmux) = Tmux::start(&[]) else { return };
        tmux.wait_for("1 file not readable");
        tmux.keys(keys);
        let process = tmux.process();
        assert!(runs(&process));
        let start = Instant::now();
        tmux.tell(&["kill-session", "-t", "cases"]);
        poll_until("it ends", || !runs(&process));
        assert!(start.elapsed() < GONE, "{keys:?}: {:?}", start.elapsed());
    }
}

#[test]
fn escape_works_where_tmux_waits_for_what_follows_it() {
    let Some(tmux) = Tmux::start(&["escape-time 500"]) else { return };
    tmux.wait_for("1 file not readable");
    for _ in 0..2 {
        tmux.keys(&["?"]);
        tmux.wait_for("Help: type to filter");
        tmux.keys(&["Escape"]);
        poll_until("the help closes", || !tmux.screen().contains("Help: type"));
        tmux.keys(&["/", "b", "r", "u", "i", "s"]);
        tmux.wait_for("1 case, 2 matches");
        tmux.keys(&["Escape"]);
        tmux.wait_for("2 cases, 5 findings");
    }
}

#[test]
fn it_survives_a_storm_of_sizes() {
    let Some(tmux) = Tmux::start(&[]) else { return };
    tmux.wait_for("1 file not readable");
    let sizes = [(20, 5), (200, 60), (1, 1), (79, 24), (80, 24), (300, 10), (24, 8), (40, 100)];
    for round in 0..6 {
        for (columns, rows) in sizes {
            let (columns, rows): (i32, i32) = (columns + round, rows + round);
            tmux.tell(&["resize-window", "-t", "cases", "-x", &columns.to_string(), "-y", &rows.to_string()]);
        }
        tmux.keys(&["j"]);
    }
    tmux.tell(&["resize-window", "-t", "cases", "-x", "100", "-y", "30"]);
    tmux.keys(&["g"]);
    tmux.wait_for("1 file not readable");
    poll_until("a whole screen", || {
        let screen = tmux.screen();
        let lines: Vec<&str> = screen.lines().collect();
        lines.len() == 30 && lines[0].starts_with("casebook") && lines[1].starts_with('┍') && lines[28].starts_with('└')
    });
}

#[test]
fn it_tells_tmux_nothing_of_frames() {
    let Some(tmux) = Tmux::start(&[]) else { return };
    tmux.wait_for("1 file not readable");
    let raw = tmux.home.path().join("raw");
    tmux.tell(&["pipe-pane", "-t", "cases", &format!("cat > {}", raw.display())]);
    tmux.keys(&["j"]);
    let read = || std::fs::read_to_string(&raw).unwrap_or_default();
    poll_until("a frame", || read().contains("Birch"));
    assert!(!read().contains("\u{1b}[?2026"), "{:?}", read());
}

#[test]
fn a_copy_is_in_its_buffer_and_goes_on_to_the_terminal() {
    let Some(tmux) = Tmux::start(&[]) else { return };
    let socket = tmux.home.path().join("socket");
    let attach = ["tmux", "-u", "-S", socket.to_str().unwrap(), "attach", "-t", "cases"];
    let mut outside = Terminal::run(tmux.home.path(), &attach, (100, 30), &[("LC_ALL", "C.UTF-8")]);
    outside.wait_for("1 file not readable");
    tmux.keys(&["y"]);
    tmux.wait_for("Copied F1 to tmux's buffer: paste with prefix ]");
    let entries = crate::support::entries();
    let case = entries.iter().filter_map(|entry| entry.case()).find(|case| case.id.as_str() == "alder").unwrap();
    let cited = cite(case, ItemRef::Finding(0, 0), CitationForm::Plain, Vocabulary::shipped()).unwrap();
    assert_eq!(tmux.tell(&["show-buffer"]), cited.text);
    outside.wait_until_written(&BASE64.encode(cited.text.as_bytes()));
}

#[test]
fn a_copy_is_said_to_have_failed_where_tmux_refuses_it() {
    let home = crate::support::tempdir().unwrap();
    // A tmux that refuses though its server is there; one whose server is gone: then the terminal is asked; one that knows no
    // -w, one that never answers, and none at all.
    let socket = home.path().join("socket");
    let _server = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let server = format!("{},1,0", socket.display());
    let gone = "/no/such,1,0";
    let refuses = "echo 'no server running' >&2; exit 1";
    let old = "[ \"$2\" = -w ] && exit 1; cat > \"$HOME/buffer\"";
    let hangs = "exec cat \"$HOME/pipe\"";
    let rows = [
        (server.as_str(), Some(refuses), "Not copied: tmux says no server running"),
        (gone, Some(refuses), "No tmux answers. Copied F1, if the terminal allows it"),
        (gone, Some(old), "Copied F1 to tmux's buffer: paste with prefix ] "),
        (gone, Some(hangs), "Not copied: tmux does not answer"),
        (gone, None, "Copied F1, if the terminal allows it"),
    ];
    assert!(Command::new("mkfifo").arg(home.path().join("pipe")).status().unwrap().success());
    let library = crate::support::fixtures();
    for (index, (server, script, said)) in rows.into_iter().enumerate() {
        let folder = home.path().join(index.to_string());
        std::fs::create_dir(&folder).unwrap();
        if let Some(script) = script {
            // Written by another process: this one may start others while it has the file open.
            let write =
                format!("printf '%s\\n' '#!/bin/sh' \"$1\" > '{0}/tmux'; chmod +x '{0}/tmux'", folder.display());
            assert!(Command::new("sh").args(["-c", &write, "sh", script]).status().unwrap().success());
            let cat = ["/bin/cat", "/usr/bin/cat"].into_iter().find(|path| std::path::Path::new(path).exists());
            std::os::unix::fs::symlink(cat.unwrap(), folder.join("cat")).unwrap();
        }
        let variables = [("TMUX", server), ("PATH", folder.to_str().unwrap())];
        let arguments = ["--cases", library.to_str().unwrap()];
        let mut terminal = Terminal::open_with(home.path(), &arguments, (100, 30), &variables);
        terminal.wait_for("1 file not readable");
        terminal.keys("y");
        terminal.wait_until(said, |screen| format!("{} ", screen.replace('\n', " \n")).contains(said));
        if said.contains("if the terminal allows it") {
            terminal.wait_until_written("\u{1b}]52;c;");
        }
    }
}
