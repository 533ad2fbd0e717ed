//! The clipboard, the editor and the browser, in a real terminal.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use crate::pty::{FRAME_END, GONE, LEFT, PROGRAM, Terminal, poll_until, runs};
use casebook::case::{ItemRef, Vocabulary};
use casebook::page::citation::{CitationForm, cite};
use data_encoding::BASE64;

const LOADED: &str = "1 file not readable";

fn fixtures() -> String {
    crate::support::fixtures().to_string_lossy().into_owned()
}

/// The citation of the first finding.
fn first_finding(form: CitationForm) -> String {
    let entries = crate::support::entries();
    let case = entries.iter().filter_map(|entry| entry.case()).find(|case| case.id.as_str() == "alder").unwrap();
    cite(case, ItemRef::Finding(0, 0), form, Vocabulary::shipped()).unwrap().text
}

/// The text that a terminal was asked to take into its clipboard.
fn clipboard(bytes: &[u8]) -> Option<String> {
    let written = String::from_utf8_lossy(bytes).into_owned();
    let (text, _) = written.split_once("\u{1b}]52;c;")?.1.split_once('\u{7}')?;
    Some(String::from_utf8(BASE64.decode(text.as_bytes()).unwrap()).unwrap())
}

#[test]
fn a_citation_arrives_at_the_terminal() {
    for (key, form) in [("y", CitationForm::Plain), ("Y", CitationForm::Markdown)] {
        let home = crate::support::tempdir().unwrap();
        let mut terminal = Terminal::open(home.path(), &["--cases", &fixtures()], (100, 30));
        terminal.wait_for(LOADED);
        terminal.keys(key);
        terminal.wait_for("Copied F1, if the terminal allows it");
        assert_eq!(clipboard(&terminal.received().bytes).unwrap(), first_finding(form));
    }
}

#[test]
fn screen_is_asked_to_hand_it_on() {
    let home = crate::support::tempdir().unwrap();
    let variables = [("STY", "1.pts-0.host"), ("TERM", "screen")];
    let mut terminal = Terminal::open_with(home.path(), &["--cases", &fixtures()], (100, 30), &variables);
    terminal.wait_for(LOADED);
    terminal.keys("y");
    terminal.wait_for("Copied F1, if the terminal allows it");
    let written = terminal.written();
    assert_eq!(
        clipboard(written.replace("\u{1b}\\\u{1b}P", "").as_bytes()).unwrap(),
        first_finding(CitationForm::Plain)
    );
    assert!(written.contains("\u{1b}P\u{1b}]52;c;"));
}

/// A folder with a program called `vi`, which is the shell, and a script for it; returns the setting that names both.
fn editor(home: &Path, script: &str) -> String {
    let folder = home.join("a folder");
    fs::create_dir(&folder).unwrap();
    symlink("/bin/sh", folder.join("vi")).unwrap();
    fs::write(folder.join("a script"), script).unwrap();
    format!("'{0}/vi' \"{0}/a script\" -o 'two words'", folder.display())
}

#[test]
fn the_editor_has_the_terminal_until_it_ends() {
    let home = crate::support::tempdir().unwrap();
    let script = "trap 'echo inter''rupted' INT QUIT\nprintf '%s\\n' \"$@\" > \"$HOME/words\"\nstty -a > \"$HOME/during\"\n\
                  echo editor up\nread line || read line || read line\necho \"$line\" > \"$HOME/typed\"\nexit \"$line\"\n";
    let setting = editor(home.path(), script);
    let command = format!("stty -a > before; exec {PROGRAM} --cases {}", fixtures());
    let variables = [("VISUAL", setting.as_str()), ("EDITOR", "/no/such/editor")];
    let mut terminal = Terminal::run(home.path(), &["sh", "-c", &command], (100, 30), &variables);
    terminal.wait_for(LOADED);
    terminal.keys("\r");
    terminal.wait_for("Enter read");
    terminal.keys("je");
    terminal.wait_until_written("editor up");
    assert!(!terminal.received().parser.screen().alternate_screen());
    // What the keyboard sends is the editor's: an interrupt, and letters that are commands here.
    terminal.keys("\u{3}");
    terminal.wait_until_written("interrupted");
    let seen = terminal.written().len();
    terminal.keys("3\n");
    terminal.wait_for("vi ended with exit code 3");
    assert!(terminal.written()[seen..].contains("\u{1b}[2J"), "a whole frame");
    assert!(terminal.screen().contains(LOADED) && terminal.received().parser.screen().alternate_screen());
    let read = |name: &str| fs::read_to_string(home.path().join(name)).unwrap();
    assert_eq!(read("typed"), "3\n");
    assert_eq!(read("before"), read("during"));
    let file = crate::support::fixtures().join("alder.toml");
    let text = fs::read_to_string(&file).unwrap();
    let line = text.lines().position(|line| line == "id = \"F2\"").unwrap();
    assert_eq!(read("words"), format!("-o\ntwo words\n+{line}\n{}\n", file.display()));
    // Keys are keys again, and the second time is like the first.
    terminal.keys("?");
    terminal.wait_for("Help: type to filter");
    terminal.keys("\u{1b}");
    terminal.wait_for("Enter read");
    fs::remove_file(home.path().join("typed")).unwrap();
    let seen = terminal.written().len();
    terminal.keys("e");
    terminal
        .wait_received("the editor", |received| String::from_utf8_lossy(&received.bytes[seen..]).contains("editor up"));
    let seen = terminal.written().len();
    terminal.keys("0\n");
    terminal.wait_received("a whole frame", |received| {
        let new = String::from_utf8_lossy(&received.bytes[seen..]).into_owned();
        new.contains("\u{1b}[2J") && new.ends_with(FRAME_END)
    });
    assert!(!terminal.screen().contains("ended with"));
    terminal.keys("q");
    assert_eq!(terminal.wait(), 0);
    terminal.wait_until_written(LEFT);
}

#[test]
fn an_editor_that_stops_stops_the_job() {
    let home = crate::support::tempdir().unwrap();
    let script = "echo editor up\nkill -STOP $$\necho editor back\nread line\n";
    let setting = editor(home.path(), script);
    let variables = [("PS1", "prompt> "), ("EDITOR", setting.as_str())];
    let mut terminal = Terminal::run(home.path(), &["sh", "-i"], (100, 30), &variables);
    terminal.wait_for("prompt> ");
    terminal.keys(&format!("set -m; {PROGRAM} --cases {}\r", fixtures()));
    terminal.wait_for(LOADED);
    let seen = terminal.written().len();
    terminal.keys("e");
    terminal.wait_received("the shell prompts", |received| {
        let new = String::from_utf8_lossy(&received.bytes[seen..]).into_owned();
        let up = new.find("editor up").unwrap_or(new.len());
        new[up..].contains("topped") && new[up..].contains("prompt> ")
    });
    terminal.keys("fg\r");
    terminal.wait_until_written("editor back");
    let seen = terminal.written().len();
    terminal.keys("\r");
    terminal.wait_received("a whole frame", |received| {
        let new = String::from_utf8_lossy(&received.bytes[seen..]).into_owned();
        new.contains("\u{1b}[2J") && received.parser.screen().contents().contains(LOADED)
    });
    terminal.keys("?");
    terminal.wait_for("Help: type to filter");
}

#[test]
fn nothing_outlives_the_terminal_while_the_editor_runs() {
    let ignored = format!("trap '' HUP; exec {PROGRAM} --cases {}", fixtures());
    let elsewhere = format!("trap '' HUP; exec setsid -w {PROGRAM} --cases {}", fixtures());
    // An editor that reads its terminal, and one that heeds neither its terminal nor a request to end.
    let polite = "echo $$ > \"$HOME/process\"\necho editor up\nread line\n";
    let stubborn = "trap '' HUP TERM INT\nmkfifo \"$HOME/pipe\"\nexec 3<> \"$HOME/pipe\"\necho $$ > \"$HOME/process\"\n\
                    echo editor up\nread line <&3\n";
    for script in [polite, stubborn] {
        for command in [&ignored, &elsewhere] {
            let home = crate::support::tempdir().unwrap();
            let setting = editor(home.path(), script);
            let variables = [("EDITOR", setting.as_str())];
            let mut terminal = Terminal::run(home.path(), &["sh", "-c", command], (100, 30), &variables);
            terminal.wait_for(LOADED);
            terminal.keys("e");
            terminal.wait_until_written("editor up");
            let process = fs::read_to_string(home.path().join("process")).unwrap().trim().to_owned();
            assert!(runs(&process));
            let closed = terminal.close("x", "");
            terminal.wait();
            poll_until("the editor ends", || !runs(&process));
            assert!(closed.elapsed() < GONE, "{:?}: {command} {script}", closed.elapsed());
        }
    }
}

#[test]
fn a_request_to_end_ends_the_editor_too() {
    let home = crate::support::tempdir().unwrap();
    let script = "echo $$ > \"$HOME/process\"\necho editor up\nread line\n";
    let setting = editor(home.path(), script);
    let variables = [("EDITOR", setting.as_str())];
    let mut terminal = Terminal::open_with(home.path(), &["--cases", &fixtures()], (100, 30), &variables);
    terminal.wait_for(LOADED);
    terminal.keys("e");
    terminal.wait_until_written("editor up");
    let process = fs::read_to_string(home.path().join("process")).unwrap().trim().to_owned();
    crate::pty::kill("TERM", &terminal.process());
    assert_eq!(terminal.wait(), 143);
    poll_until("the editor ends", || !runs(&process));
}

#[test]
fn what_keeps_the_editor_from_running_is_said() {
    let rows: &[(&[(&str, &str)], &str)] = &[
        (&[], "Set VISUAL or EDITOR to edit; the file is"),
        (&[("EDITOR", "no-such-editor -x")], "No program called no-such-editor: set EDITOR; the file is"),
        (&[("VISUAL", "/"), ("EDITOR", "vi")], "No program called /"),
    ];
    for (variables, said) in rows {
        let home = crate::support::tempdir().unwrap();
        let mut terminal = Terminal::open_with(home.path(), &["--cases", &fixtures()], (100, 30), variables);
        terminal.wait_for(LOADED);
        terminal.keys("e");
        terminal.wait_for(said);
        assert!(terminal.received().parser.screen().alternate_screen());
        terminal.keys("?");
        terminal.wait_for("Help: type to filter");
    }
}

#[test]
fn the_browser_is_given_exactly_the_address() {
    let home = crate::support::tempdir().unwrap();
    let library = home.path().join("cases");
    fs::create_dir(&library).unwrap();
    let alder = fs::read_to_string(crate::support::fixtures().join("alder.toml")).unwrap();
    let address = "https://example.org/a?b=$(c)&d='e'%20;f";
    fs::write(library.join("alder.toml"), alder.replace("https://example.org/alder", address)).unwrap();
    let script = "printf '%s\\n' \"$@\" > \"$HOME/words.new\"\nmv \"$HOME/words.new\" \"$HOME/words\"\n";
    fs::write(home.path().join("a script"), script).unwrap();
    let setting = format!("sh '{}/a script' --new", home.path().display());
    let words = home.path().join("words");
    // On a desktop; elsewhere the browser is lent the terminal.
    let variables = [("BROWSER", setting.as_str()), ("DISPLAY", ":0")];
    let library = library.to_str().unwrap();
    let mut terminal = Terminal::open_with(home.path(), &["--cases", library], (120, 30), &variables);
    terminal.wait_for("Enter open");
    terminal.wait_for("The GP saw");
    terminal.keys("o");
    terminal.wait_for("1 of 2: sh was asked to open https://example.org/a?b=");
    poll_until("the browser has run", || words.exists());
    assert_eq!(fs::read_to_string(&words).unwrap(), format!("--new\n{address}\n"));
}

/// Over ssh the browsers that there are need the terminal: it is lent to them, as to an editor.
#[test]
fn a_browser_of_the_terminal_has_it_until_it_ends() {
    // What the browser ends with, and what is said of it.
    for (code, said) in [("0", ""), ("4", "browser ended with exit code 4")] {
        let home = crate::support::tempdir().unwrap();
        let browser = home.path().join("browser");
        let script = "#!/bin/sh\nstty -a > \"$HOME/during\"\n[ -t 0 ] && [ -t 1 ] && echo page up\nread line\n\
                      printf '%s\\n' \"$line\" \"$@\" > \"$HOME/read\"\nexit \"$line\"\n";
        fs::write(&browser, script).unwrap();
        fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
        let setting = format!("nosuch %s:{} -x %s", browser.display());
        let command = format!("stty -a > before; exec {PROGRAM} --cases {}", fixtures());
        let variables = [("BROWSER", setting.as_str())];
        let mut terminal = Terminal::run(home.path(), &["sh", "-c", &command], (100, 30), &variables);
        terminal.wait_for(LOADED);
        terminal.keys("\r");
        terminal.wait_for("Enter read");
        terminal.keys("o");
        terminal.wait_until_written("page up");
        assert!(!terminal.received().parser.screen().alternate_screen());
        let seen = terminal.written().len();
        terminal.keys(&format!("{code}\n"));
        terminal.wait_received("a whole frame", |received| {
            let new = String::from_utf8_lossy(&received.bytes[seen..]).into_owned();
            new.contains("\u{1b}[2J") && new.ends_with(FRAME_END)
        });
        terminal.wait_for(if said.is_empty() { "Enter read" } else { said });
        assert!(terminal.received().parser.screen().alternate_screen());
        let read = |name: &str| fs::read_to_string(home.path().join(name)).unwrap();
        let words = read("read");
        let words: Vec<&str> = words.lines().collect();
        assert!(
            matches!(words[..], [typed, "-x", address] if typed == code && address.starts_with("https://")),
            "{words:?}"
        );
        assert_eq!(read("before"), read("during"));
        terminal.keys("\u{3}");
        assert_eq!(terminal.wait(), 0);
    }
}

#[test]
fn only_the_web_is_opened() {
    for address in ["javascript:alert(1)", "file:///etc/passwd"] {
        let home = crate::support::tempdir().unwrap();
        let alder = fs::read_to_string(crate::support::fixtures().join("alder.toml")).unwrap();
        let library = home.path().join("cases");
        fs::create_dir(&library).unwrap();
        fs::write(library.join("alder.toml"), alder.replace("https://example.org/alder", address)).unwrap();
        let ran = home.path().join("ran");
        let setting = format!("touch '{}'", ran.display());
        let library = library.to_str().unwrap();
        let mut terminal =
            Terminal::open_with(home.path(), &["--cases", library], (100, 30), &[("BROWSER", setting.as_str())]);
        terminal.wait_for("The GP saw");
        terminal.keys("o");
        terminal.wait_for(&format!("Not opened, because it is neither http nor https: {address}"));
        assert!(!ran.exists());
    }
    // Where no browser could be seen, the address is told.
    let home = crate::support::tempdir().unwrap();
    let mut terminal = Terminal::open(home.path(), &["--cases", &fixtures()], (100, 30));
    terminal.wait_for(LOADED);
    terminal.keys("o");
    terminal.wait_for("No browser here: https://example.org/alder (y copies it)");
}
