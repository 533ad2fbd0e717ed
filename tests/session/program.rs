//! The real program: on the command line, and in a real terminal.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::pty::{PROGRAM, Terminal};

/// The program with a home of its own and none of the caller's settings.
fn command(home: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.env_clear().env("HOME", home).env("TERM", "xterm-256color").current_dir(home).stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    let home = crate::support::tempdir().unwrap();
    command(home.path()).args(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn fixtures() -> String {
    crate::support::fixtures().to_string_lossy().into_owned()
}

#[test]
fn a_bundled_case_becomes_a_file_of_ones_own() {
    let vocabulary = casebook::case::Vocabulary::shipped();
    for id in ["peter-connelly", "victoria-climbie"] {
        let text = casebook::library::bundled_case(id).unwrap();
        let copy = stdout(&run(&["show", id, "--toml"]));
        let (case, _) = casebook::case::read_case(id, &copy, vocabulary).unwrap();
        assert_eq!(case, casebook::case::read_case(id, text, vocabulary).unwrap().0, "{id}");
    }
}

#[test]
fn every_bundled_case_can_be_written_and_read_again() {
    let vocabulary = casebook::case::Vocabulary::shipped();
    for (id, text) in casebook::library::bundled_files() {
        let (case, _) = casebook::case::read_case(id, text, vocabulary).unwrap();
        let copy = toml::to_string(&case).unwrap();
        assert_eq!(casebook::case::read_case(id, &copy, vocabulary).unwrap().0, case, "{id}");
    }
}

#[test]
fn exit_codes_say_what_happened() {
    let library = fixtures();
    // Arguments, exit code, a part of standard output, a part of standard error.
    let rows: &[(&[&str], i32, &str, &str)] = &[
        (&["list"], 0, "peter-connelly\tPeter Connelly\tHaringey\t2007\tSerious case review\t", ""),
        (
            &["list", "--cases", &library],
            2,
            "alder\tAlder\tNorthshire\t2011",
            "crab.toml:3:10: error: \"englnd\" is not a nation",
        ),
        (&["show", "peter-connelly"], 0, "Peter Connelly\nHaringey, England · died 3 August 2007\n", ""),
        (&["show", "peter-conelly"], 1, "", "no case has the id \"peter-conelly\"; did you mean \"peter-connelly\"?"),
        (&["show", "crab", "--cases", &library], 2, "", "crab.toml:10:1: error: unknown key \"colour\""),
        (&["show", "a\u{1b}[31mb"], 1, "", "no case has the id \"a␛b\""),
        (&["list", "--cases", "/no/such/folder"], 2, "", "no folder /no/such/folder: "),
        (&["list", "--colour"], 2, "", "unexpected argument '--colour'"),
        (&["lst"], 2, "", "a similar subcommand exists: 'list'"),
        (&["--version"], 0, "casebook ", ""),
        (&["--help"], 0, "Examples:", ""),
        (&["config"], 0, "[library]\nbundled = \"alone\" # default", ""),
        (&["config", "--example"], 0, "# Casebook's settings", ""),
        (&[], 2, "", "the explorer needs a terminal; in a pipe use `casebook list`"),
    ];
    for (arguments, code, out, err) in rows {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(*code), "{arguments:?}: {}", stderr(&output));
        assert!(stdout(&output).contains(out), "{arguments:?}: {}", stdout(&output));
        assert!(stderr(&output).contains(err), "{arguments:?}: {}", stderr(&output));
        let all = stdout(&output) + &stderr(&output);
        assert!(!all.chars().any(|c| c.is_control() && c != '\n' && c != '\t'), "{arguments:?}: {all:?}");
    }
}

#[test]
fn json_is_one_object_a_line() {
    let listed = stdout(&run(&["list", "--json"]));
    let cases: Vec<serde_json::Value> = listed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let connelly = cases.iter().find(|case| case["id"] == "peter-connelly").unwrap();
    assert_eq!(connelly["incident"], "2007-08-03");
    assert_eq!(connelly["reviews"].as_array().unwrap().len(), 2);
    let shown = stdout(&run(&["show", "peter-connelly", "--json"]));
    let case: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let findings: usize = case["reviews"]
        .as_array()
        .unwrap()
        .iter()
        .map(|review| review["findings"].as_array().map_or(0, Vec::len))
        .sum();
    assert_eq!(serde_json::json!(findings), connelly["findings"]);
}

#[test]
fn show_prints_every_finding_recommendation_event_and_source() {
    let vocabulary = casebook::case::Vocabulary::shipped();
    let (stem, text) = casebook::library::bundled_files().find(|(stem, _)| *stem == "edlington").unwrap();
    let (case, _) = casebook::case::read_case(stem, text, vocabulary).unwrap();
    let flat = |text: &str| text.split_whitespace().collect::<String>();
    let shown = flat(&stdout(&run(&["show", "edlington"])));
    let texts = case
        .findings()
        .map(|(_, finding)| &finding.text)
        .chain(case.recommendations().map(|(_, recommendation)| &recommendation.text))
        .chain(case.events.iter().map(|event| &event.text))
        .chain(case.sources.iter().map(|source| &source.title))
        .chain(case.facts.iter().map(|fact| &fact.text))
        .chain(&case.gaps);
    for text in texts {
        assert!(shown.contains(&flat(text)), "{text}");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let home = crate::support::tempdir().unwrap();
    let mut child = command(home.path())
        .args(["show", "peter-connelly"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 8];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
}

#[test]
fn the_command_line_goes_before_the_environment_before_the_file() {
    let home = crate::support::tempdir().unwrap();
    let folders = ["line", "environment", "file"].map(|name| {
        let folder = home.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        let case = std::fs::read_to_string(crate::support::fixtures().join("alder.toml")).unwrap();
        std::fs::write(
            folder.join(format!("{name}.toml")),
            case.replace("id = \"alder\"", &format!("id = \"{name}\"")),
        )
        .unwrap();
        folder.to_string_lossy().into_owned()
    });
    let settings = home.path().join("settings.toml");
    std::fs::write(&settings, "[library]\npaths = [\"file\"]\n").unwrap();
    let listed = |with: &dyn Fn(&mut Command)| {
        let mut command = command(home.path());
        command.env("CASEBOOK_CONFIG", &settings).arg("list");
        with(&mut command);
        let output = command.output().unwrap();
        let ids: Vec<String> =
            stdout(&output).lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect();
        ids.join(" ")
    };
    let both = format!("{}:{}", folders[1], folders[2]);
    let environment = |value: &str| {
        let value = value.to_owned();
        move |command: &mut Command| {
            command.env("CASEBOOK_CASES", &value);
        }
    };
    assert_eq!(listed(&|_| ()), "file");
    assert_eq!(listed(&environment(&folders[1])), "environment");
    assert_eq!(listed(&environment(&both)), "environment file");
    let line_and_environment = listed(&|command| {
        command.env("CASEBOOK_CASES", &folders[1]).args(["--cases", &folders[0]]);
    });
    assert_eq!(line_and_environment, "line");
    let with_bundled = listed(&|command| {
        command.args(["--cases", &folders[0], "--bundled"]);
    });
    assert!(with_bundled.contains("line") && with_bundled.contains("peter-connelly"), "{with_bundled}");
}

#[test]
fn a_wrong_setting_stops_the_program_before_the_screen_changes() {
    let home = crate::support::tempdir().unwrap();
    let settings = home.path().join("settings.toml");
    let rows = [
        (
            "[interface]\nsort = \"tittle\"\n",
            "settings.toml:2:8: error: \"tittle\" is not a sort; did you mean \"title\"?",
        ),
        ("[keys]\nquit = [\"s\"]\n", "settings.toml:2:8: error: \"s\" is the key of \"sort\" already"),
        ("[library]\npaths = [\"nowhere\"]\n", "nowhere: No such file or directory"),
    ];
    for (text, expected) in rows {
        std::fs::write(&settings, text).unwrap();
        let mut terminal = Terminal::open(home.path(), &["--config", settings.to_str().unwrap()], (80, 24));
        assert_eq!(terminal.wait(), 2, "{text}");
        terminal.wait_until_written(expected);
        let written = terminal.written();
        assert!(!written.contains('\u{1b}'), "{written:?}");
    }
}

#[test]
fn the_explorer_in_a_real_terminal() {
    let home = crate::support::tempdir().unwrap();
    let mut terminal = Terminal::open(home.path(), &[], (100, 30));
    terminal.wait_for("Alice Ruggles");
    terminal.keys("/connelly gp bruis");
    terminal.wait_until("the search has narrowed", |screen| {
        screen.contains("Peter Connelly") && screen.contains("matches")
    });
    terminal.keys("\r");
    terminal.wait_for("n next");
    terminal.keys("3");
    terminal.wait_for("▲");
    terminal.keys("\r\r");
    terminal.wait_for("Esc back");
    terminal.keys("?");
    terminal.wait_for("Help: type to filter");
    terminal.keys("\u{1b}");
    terminal.wait_until("the help closes", |screen| !screen.contains("Help: type"));
    terminal.resize((60, 20));
    terminal.wait_for("Cases › Peter Connelly › Timeline");
    terminal.keys("q");
    assert_eq!(terminal.wait(), 0);
    let written = terminal.written();
    assert!(
        written.contains("\u{1b}[?1049h") && written.trim_end().ends_with("\u{1b}[?1049l"),
        "the screen is given back"
    );
    assert!(written.contains("\u{1b}[?25h"), "the cursor is shown again");
}

#[test]
fn an_idle_explorer_writes_nothing_and_a_dead_key_costs_nothing() {
    let home = crate::support::tempdir().unwrap();
    let mut terminal = Terminal::open(home.path(), &["--cases", &fixtures()], (80, 24));
    terminal.wait_for("1 file not readable");
    terminal.keys("n");
    terminal.wait_for("There is no search yet");
    let before = terminal.written().len();
    // Each of these says the same again, so that nothing on the screen changes; the program then ends.
    terminal.keys("nnnnnnnn");
    terminal.keys("q");
    assert_eq!(terminal.wait(), 0);
    terminal.wait_until_written("\u{1b}[?1049l");
    let cost = terminal.written().len() - before;
    assert!(cost <= 64, "{cost} bytes for keys that change nothing and for giving the terminal back");
}

#[test]
fn the_system_can_end_the_program_and_gets_its_terminal_back() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)] {
        let home = crate::support::tempdir().unwrap();
        let mut terminal = Terminal::open(home.path(), &["--cases", &fixtures()], (80, 24));
        terminal.wait_for("1 file not readable");
        let process = terminal.process();
        assert!(Command::new("kill").args(["-s", signal, &process]).status().unwrap().success());
        assert_eq!(terminal.wait(), code, "{signal}");
        terminal.wait_until_written("\u{1b}[?1049l");
        assert!(terminal.written().contains("\u{1b}[?25h"), "{signal}");
    }
}

#[test]
fn colour_is_what_the_settings_and_no_color_say() {
    // The setting, the variable, whether colours are written.
    let rows = [("auto", None, true), ("auto", Some("1"), false), ("always", Some("1"), true), ("never", None, false)];
    for (setting, variable, expected) in rows {
        let home = crate::support::tempdir().unwrap();
        let settings = home.path().join("settings.toml");
        std::fs::write(&settings, format!("[interface]\ncolour = \"{setting}\"\n")).unwrap();
        let variables: Vec<(&str, &str)> = variable.map(|value| ("NO_COLOR", value)).into_iter().collect();
        let arguments = ["--cases", &fixtures(), "--config", settings.to_str().unwrap()];
        let mut terminal = Terminal::open_with(home.path(), &arguments, (80, 24), &variables);
        terminal.wait_for("1 file not readable");
        let written = terminal.written();
        let coloured = written.contains("36m");
        assert_eq!(coloured, expected, "{setting} {variable:?}");
        let carried = ["1m", "7m"].iter().all(|code| written.contains(code));
        assert!(carried, "bold and reverse carry the meaning");
    }
}
