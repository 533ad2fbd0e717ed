//! Nothing that a case file can say is lost on the way to a reader: a case that fills every field of the schema, read back
//! from everything that shows, prints or exports it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{Harness, library};
use casebook::app::Msg;
use casebook::case::fields::{Described, TABLES, Value};
use casebook::case::read::{CASE_SCHEMA, diagnose};
use casebook::case::{Case, Severity, Vocabulary, read_case};
use casebook::library::Place;

const FIXTURE: &str = include_str!("../fixtures/complete/full.toml");

/// What no reader is shown, and why.
const NOT_SHOWN: [(&str, &str); 5] = [
    // Hiding names needs it.
    ("case", "names"),
    // Files, links and citations name these by id; a reader is shown what they are called.
    ("case", "id"),
    ("review", "id"),
    ("related case", "case"),
    // The heading of a review says which it is.
    ("review", "scope"),
];

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/complete"))
}

fn case() -> Case {
    let problems = diagnose("full", FIXTURE, Vocabulary::shipped());
    // Warnings are for those who enter real cases.
    assert!(problems.iter().all(|problem| problem.severity == Severity::Warning), "{problems:?}");
    read_case("full", FIXTURE, Vocabulary::shipped()).unwrap().0
}

/// Every key of every table of the schema, as "Finding.pattern".
fn keys(schema: &serde_json::Value) -> BTreeSet<String> {
    let of = |name: &str, table: &serde_json::Value| -> Vec<String> {
        let properties = table["properties"].as_object().into_iter().flatten();
        properties.map(|(key, _)| format!("{name}.{key}")).collect()
    };
    let definitions = schema["$defs"].as_object().unwrap().iter();
    of("Case", schema).into_iter().chain(definitions.flat_map(|(name, table)| of(name, table))).collect()
}

/// Notes every key that stands in `value`, which the table `name` of the schema describes.
fn filled(name: &str, table: &serde_json::Value, value: &toml::Value, into: &mut BTreeSet<String>) {
    match value {
        toml::Value::Array(all) => all.iter().for_each(|one| filled(name, table, one, into)),
        toml::Value::Table(entries) => {
            for (key, value) in entries {
                into.insert(format!("{name}.{key}"));
                // A list, or what may be left out, names its table one step deeper.
                let text = table["properties"][key].to_string();
                if let Some((_, rest)) = text.split_once("#/$defs/") {
                    let inner = rest.split('"').next().unwrap();
                    filled(inner, &CASE_SCHEMA["$defs"][inner], value, into);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn the_fixture_fills_every_field_of_the_schema() {
    let mut found = BTreeSet::new();
    filled("Case", &CASE_SCHEMA, &toml::from_str(FIXTURE).unwrap(), &mut found);
    let all = keys(&CASE_SCHEMA);
    assert!(all.len() > 100, "the schema has {} keys: this test looks in the wrong place", all.len());
    assert_eq!(all.difference(&found).collect::<Vec<_>>(), Vec::<&String>::new(), "add them to full.toml");
    // The table of fields describes each of them.
    let described: usize = TABLES.iter().flat_map(|(_, fields)| *fields).map(|field| field.keys.len()).sum();
    assert_eq!(described, all.len());
}

/// What a reader must find of a struct and its parts: where it stands, and a text.
fn expected(of: &dyn Described, into: &mut Vec<(String, String)>) {
    for (field, value) in of.values() {
        if NOT_SHOWN.contains(&(of.noun(), field.key())) {
            continue;
        }
        let mut say = |text: &str| into.push((format!("{} {}", of.noun(), field.key()), text.to_owned()));
        match &value {
            Value::Nothing => {}
            // Numbers in brackets stand for sources, each of which is listed once.
            Value::Sources(_) => {}
            Value::Flag => say(field.label),
            Value::Texts(texts) => texts.iter().for_each(|text| say(text)),
            Value::Prose(prose) => prose.paragraphs().for_each(say),
            Value::Codes(codes) => codes.iter().for_each(|code| say(code.label(Vocabulary::shipped()))),
            Value::Parts(parts) => parts.iter().for_each(|part| expected(*part, into)),
            value => say(&value.words(Vocabulary::shipped()).unwrap()),
        }
    }
}

/// Letters and figures alone: lines are broken, quoted and marked up differently everywhere.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn assert_tells_all(what: &str, shown: &str) {
    let case = case();
    let mut all = Vec::new();
    expected(&case, &mut all);
    assert!(all.len() > 100, "only {} values were looked for", all.len());
    let shown = bare(shown);
    let lost: Vec<String> = all
        .into_iter()
        .filter(|(_, text)| !shown.contains(&bare(text)))
        .map(|(place, text)| format!("{place}: {text}"))
        .collect();
    assert!(lost.is_empty(), "{what} loses\n{}", lost.join("\n"));
}

fn casebook(arguments: &[&str], lines: &[u8]) -> String {
    let home = crate::support::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .arg("--cases")
        .arg(folder())
        .args(arguments)
        .env("HOME", home.path())
        .env_remove("CASEBOOK_CASES")
        .env_remove("CASEBOOK_CONFIG")
        .env_remove("XDG_CONFIG_HOME")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lines).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn show_tells_all() {
    assert_tells_all("show", &casebook(&["show", "full"], b""));
}

#[test]
fn the_line_interface_tells_all() {
    assert_tells_all("the line interface", &casebook(&["--plain"], b"lodger\n1\ncase\nq\n"));
}

#[test]
fn exports_for_programs_tell_all() {
    for format in ["csv", "json"] {
        assert_tells_all(format, &casebook(&["export", "--case", "full", "--format", format], b""));
    }
}

#[test]
fn exports_for_readers_tell_all() {
    for format in ["md", "html"] {
        assert_tells_all(format, &casebook(&["export", "--case", "full", "--format", format], b""));
    }
}

#[test]
fn the_screen_tells_all() {
    // One pane, wide enough for every line and high enough for every page.
    let mut harness = Harness::empty(76, 300);
    harness.send(Msg::Loaded(library::load(vec![Place::Folder(folder().to_owned())])));
    harness.send(Msg::LoadFinished);
    let mut seen = String::new();
    for tab in ["1", "2", "3", "4", "5"] {
        harness.press(tab);
        harness.press("g");
        for _ in 0..harness.shown(harness.state.tab) {
            harness.press("l");
            seen.push_str(&harness.screen());
            harness.press("h j");
        }
    }
    assert_tells_all("the screen", &seen);
}
