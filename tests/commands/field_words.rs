//! A library of another field is spoken of in the words of its profile, on every page and every screen.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use casebook::app::Msg;
use casebook::library::{Place, load_all};
use regex::Regex;

use crate::support::{Harness, library as read};

const STATION: &str = include_str!("../fixtures/fields/station.toml");
const BRIDGE: &str = include_str!("../fixtures/fields/bridge.toml");

/// A profile, its case, and words that no text of the program may have there.
const FIELDS: [(&str, &str, &str, &str); 2] = [
    ("coroner", "station", STATION, r"(?i)\b(findings?|recommendations?|recs|recommended|reviews?|serious case|SCR)\b"),
    ("accident", "bridge", BRIDGE, r"(?i)\b(reviews?|serious case|SCR)\b"),
];

/// A library with two cases of the field, which say nearly the same.
fn library(profile: &str, id: &str, case: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("profile.toml"), format!("name = \"mine\"\nbased_on = \"{profile}\"\n")).unwrap();
    fs::write(folder.path().join(format!("{id}.toml")), case).unwrap();
    let other = case.replace(&format!("id = \"{id}\""), "id = \"other\"").replace("Ironford", "Eastmere");
    fs::write(folder.path().join("other.toml"), other).unwrap();
    folder
}

fn casebook(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    command.arg("--cases").arg(folder).args(arguments).current_dir(folder).env("HOME", folder);
    command.env("TZ", "UTC").env("COLUMNS", "100");
    let out = command.env_remove("CASEBOOK_CASES").env_remove("CASEBOOK_CONFIG").output().unwrap();
    String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap()
}

/// Lines with a word that is not the field's. Codes of filters stay as they are everywhere.
fn strange(text: &str, words: &Regex) -> Vec<String> {
    let codes = Regex::new(r"\b[a-z_]+:[^\s]+|https?://\S+").unwrap();
    // Sources are called as they are.
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("Source: "));
    lines.filter(|line| words.is_match(&codes.replace_all(line, ""))).map(str::to_owned).collect()
}

#[test]
fn every_page_speaks_the_words_of_its_field() {
    for (profile, id, case, words) in FIELDS {
        let folder = library(profile, id, case);
        let words = Regex::new(words).unwrap();
        let pages: &[&[&str]] = &[
            &["list"],
            &["show", id],
            &["show", id, "F1"],
            &["tracker"],
            &["tracker-by-case"],
            &["tracker-by-agency"],
            &["tracker-by-theme"],
            &["brief", id],
            &["short-brief", id],
            &["brief", "Ironford Lines Ltd"],
            &["agency-brief", "police"],
            &["short-agency-brief", "police"],
            &["reviews"],
            &["orphans"],
            &["orphans", id],
            &["pictures"],
            &["contacts", id],
            &["compare", id],
            &["related", id],
            &["similar", id, "F1"],
            &["similar", id, "E1"],
            &["recurring"],
            &["since", "2020"],
            &["explain", "other"],
            &["explain", "in", "progress"],
            &["explain", "concern"],
            &["explain", "safety", "issue"],
            &["explain", "f"],
            &["export", "--case", id, "--format", "md"],
            &["export", "--page", "tracker", "--format", "md"],
            &["export", "--item", &format!("{id}/F1"), "--format", "md"],
            &["export", "--page", "recurring", "--format", "txt"],
            &["check", "."],
            &["check", "--strict", "."],
        ];
        for arguments in pages {
            let text = casebook(folder.path(), arguments);
            assert!(text.lines().count() > 0, "{profile} {arguments:?} says nothing");
            assert_eq!(strange(&text, &words), Vec::<String>::new(), "{profile} {arguments:?}:\n{text}");
        }
    }
}

fn harness(folder: &Path, width: u16, height: u16) -> Harness {
    let mut harness = Harness::empty(width, height);
    let places = vec![Place::Folder(folder.to_owned())];
    let (_, vocabulary) = load_all(read::request(places.clone()), |_, _| ());
    harness.send(Msg::Vocabulary(vocabulary));
    harness.send(Msg::Loaded(read::load(places)));
    harness.send(Msg::LoadFinished);
    harness
}

#[test]
fn every_screen_speaks_the_words_of_its_field() {
    for (profile, id, case, words) in FIELDS {
        let folder = library(profile, id, case);
        let words = Regex::new(words).unwrap();
        // The name of the screen and the keys that lead to it. The help is read in one piece.
        let screens = [
            ("first", "", 100, 30),
            ("first", "", 80, 24),
            ("second", "2", 100, 30),
            ("reports", "4", 100, 30),
            ("filters", "f", 100, 40),
            ("views", "v v", 100, 30),
            ("views", "v v v v v", 100, 30),
            ("pages", ":", 100, 40),
            ("help", "?", 100, 240),
            ("tracker", "t", 100, 60),
            ("explained", "x", 100, 40),
            ("no link", "3 a", 100, 30),
            ("brief", "b", 100, 60),
        ];
        for (name, keys, width, height) in screens {
            let mut harness = harness(folder.path(), width, height);
            harness.press(keys);
            let screen = harness.screen();
            let found = strange(&screen, &words);
            assert_eq!(found, Vec::<String>::new(), "{profile} {name} {keys}:\n{screen}");
        }
    }
}

#[test]
fn a_page_and_a_screen_of_each_field() {
    let today = Regex::new(r"(?s)as of .*?;").unwrap();
    for (profile, id, case, _) in FIELDS {
        let folder = library(profile, id, case);
        for (name, arguments) in [("show", &["show", id][..]), ("tracker", &["tracker"]), ("brief", &["brief", id])] {
            let text = casebook(folder.path(), arguments);
            let text = today.replace_all(&text, "as of today;");
            insta::assert_snapshot!(format!("{profile}_{name}"), text);
        }
        for (width, height) in [(100, 30), (80, 24)] {
            let mut harness = harness(folder.path(), width, height);
            insta::assert_snapshot!(format!("{profile}_screen_{width}x{height}"), harness.press("2").screen());
        }
    }
}
