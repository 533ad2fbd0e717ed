//! Libraries with a profile of their own: side by side, searched, tracked, and what happens where a profile is wrong.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::{Harness, library as read};
use casebook::app::Msg;
use casebook::case::{profile_schema, read_profile, shipped_profiles};
use casebook::library::Place;
use serde_json::Value;

/// An accident, with a numbered recommendation and the verdict of the board on it.
const ACCIDENT: &str = r#"
id = "bridge"
title = "Bridge"
summary = "An invented bridge fell."
cited = ["s"]
[[sources]]
id = "s"
title = "Report"
publisher = "Board"
kind = "official"
[[reviews]]
id = "r"
kind = "accident_report"
title = "Report on the bridge"
dated = "2021-03-04"
confidence = "confirmed"
sources = ["s"]
[[reviews.findings]]
id = "F1"
kind = "probable_cause"
text = "A bolt had rusted."
confidence = "confirmed"
sources = ["s"]
[[reviews.recommendations]]
id = "R-21-9"
text = "Inspect every bolt."
status = "open_unacceptable"
confidence = "confirmed"
sources = ["s"]
"#;

/// A coroner's report.
const REPORT: &str = r#"
id = "station"
title = "Station"
cited = ["s"]
[[sources]]
id = "s"
title = "Report"
publisher = "Coroner"
kind = "official"
[[reviews]]
id = "r"
kind = "coroner_pfd"
title = "Report on the station"
dated = "2024-01-02"
addressees = [{ named = "Fjord Rail Ltd", response = "action_proposed", date = "2024-02-01" }]
confidence = "confirmed"
sources = ["s"]
[[reviews.findings]]
id = "F1"
kind = "concern"
text = "The platform was not lit."
confidence = "confirmed"
sources = ["s"]
"#;

fn folder(profile: &str, id: &str, case: &str) -> tempfile::TempDir {
    let folder = crate::support::tempdir().unwrap();
    fs::write(folder.path().join("profile.toml"), profile).unwrap();
    fs::write(folder.path().join(format!("{id}.toml")), case).unwrap();
    folder
}

fn casebook(folders: &[&Path], arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    for folder in folders {
        command.arg("--cases").arg(folder);
    }
    let home = folders.first().unwrap();
    command.args(arguments).env("HOME", home).env_remove("CASEBOOK_CASES").env_remove("CASEBOOK_CONFIG");
    command.output().unwrap()
}

fn printed(folders: &[&Path], arguments: &[&str]) -> String {
    String::from_utf8(casebook(folders, arguments).stdout).unwrap()
}

#[test]
fn libraries_of_several_profiles_stand_side_by_side() {
    let bridge = folder("name = \"bridges\"\nbased_on = \"accident\"\n", "bridge", ACCIDENT);
    let station = folder("name = \"stations\"\nbased_on = \"coroner\"\n", "station", REPORT);
    let both = [bridge.path(), station.path()];
    for folder in both {
        let checked = casebook(&[folder], &["check", "--strict", folder.to_str().unwrap()]);
        let told = String::from_utf8(checked.stdout).unwrap();
        assert_eq!(checked.status.code(), Some(0), "{told}");
    }
    let tracker = printed(&both, &["tracker"]);
    assert!(tracker.contains("Open: unacceptable response (1)"), "{tracker}");
    let line: Value = serde_json::from_str(printed(&both, &["tracker", "--json"]).lines().next().unwrap()).unwrap();
    assert_eq!((line["rag"].as_str(), line["status"].as_str()), (Some("R"), Some("open_unacceptable")));
    let rows = [
        ("status:\"open: unacceptable response\"", "bridge\tR-21-9"),
        ("kind:probable", "bridge\tF1"),
        ("review:accident is:finding", "bridge\tF1"),
        ("kind:concern", "station\tF1"),
        ("status:\"action proposed\" is:finding", "station\tF1"),
    ];
    for (query, expected) in rows {
        let found = printed(&both, &["search", query]);
        assert!(found.starts_with(expected) && found.lines().count() == 1, "{query}: {found}");
    }
    let shown = printed(&both, &["show", "station"]);
    assert!(shown.contains("Concerns"), "{shown}");
    let explained = printed(&both, &["explain", "action", "proposed"]);
    assert!(explained.contains("with or without a timetable"), "{explained}");
    // The same files are no case reviews.
    let alone = crate::support::tempdir().unwrap();
    fs::write(alone.path().join("bridge.toml"), ACCIDENT).unwrap();
    let checked = printed(&[alone.path()], &["check", alone.path().to_str().unwrap()]);
    assert!(checked.contains("\"accident_report\" is not a review kind"), "{checked}");
}

#[test]
fn a_wrong_profile_is_told_once_and_the_library_opens_as_case_reviews() {
    let case = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/cases/daniel-pelka.toml")).unwrap();
    let library = folder("name = \"mine\"\n[[status]]\ncode = \"open\"\nlabl = \"Open\"\n", "daniel-pelka", &case);
    let checked = casebook(&[library.path()], &["check", "--json", library.path().to_str().unwrap()]);
    let told: Vec<Value> =
        String::from_utf8(checked.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let errors: Vec<&Value> = told.iter().filter(|line| line["severity"] == "error").collect();
    assert_eq!(errors.len(), 1, "{told:?}");
    assert_eq!(errors[0]["line"], 4, "{told:?}");
    assert!(errors[0]["file"].as_str().unwrap().ends_with("profile.toml"), "{told:?}");
    assert_eq!(checked.status.code(), Some(1));
    assert!(printed(&[library.path()], &["list"]).contains("daniel-pelka"));
}

#[test]
fn tabs_are_called_as_the_profile_calls_them() {
    let station = folder("name = \"stations\"\nbased_on = \"coroner\"\n", "station", REPORT);
    let mut harness = Harness::empty(120, 30);
    harness.send(Msg::Loaded(read::load(vec![Place::Folder(station.path().to_owned())])));
    harness.send(Msg::LoadFinished);
    let screen = harness.screen();
    assert!(screen.contains("Concerns 1") && screen.contains("Actions 0"), "{screen}");
    assert!(!screen.contains("Recommendations"), "{screen}");
}

#[test]
fn the_skeleton_of_a_case_is_that_of_the_profile_and_is_clean() {
    for (based_on, expected) in [
        ("coroner", "kind = \"coroner_pfd\"  # inquest"),
        ("accident", "kind = \"accident_report\"  # safety_study"),
        ("case-reviews", "kind = \"serious_case_review\"  # lcspr, sar"),
    ] {
        let library = crate::support::tempdir().unwrap();
        fs::write(library.path().join("profile.toml"), format!("name = \"mine\"\nbased_on = \"{based_on}\"\n"))
            .unwrap();
        let folder = library.path().to_str().unwrap();
        casebook(&[library.path()], &["new", "oak", "--in", folder]);
        let text = fs::read_to_string(library.path().join("oak.toml")).unwrap();
        let expected = if based_on == "case-reviews" { "kind = \"serious_case_review\"" } else { expected };
        assert!(text.contains(expected), "{text}");
        assert_eq!(text.contains("dated = \"1900-01-01\""), based_on != "case-reviews", "{text}");
        let checked = casebook(&[library.path()], &["check", folder]);
        let told = String::from_utf8(checked.stdout).unwrap() + &String::from_utf8(checked.stderr).unwrap();
        assert_eq!(checked.status.code(), Some(0), "{told}");
        assert!(based_on == "case-reviews" || told.contains("dated of the review"), "{told}");
    }
}

#[test]
fn an_import_goes_by_the_profile_of_its_library() {
    let library = crate::support::tempdir().unwrap();
    fs::write(
        library.path().join("profile.toml"),
        "name = \"mine\"\nbased_on = \"accident\"\n[ids.recommendation]\npattern = \"[0-9]{4}/[0-9]+\"\nexample = \"2024/17\"\n\
         [required]\nreview = [\"reference\"]\nrecommendation = [\"number\"]\n",
    )
    .unwrap();
    let folder = library.path().to_str().unwrap();
    let desk = crate::support::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = desk.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let table = put(
        "list.csv",
        "No,Text,Status,Ref\n2024/1,Inspect bolts.,Open: acceptable response,A7\n2024/2,Paint them.,Closed,A7\n",
    );
    let map = |review: &str| {
        format!(
            "key = \"{{No}}\"\n[case]\nid = \"bridge\"\ntitle = \"Bridge\"\nsummary = \"It fell.\"\n[review]\nid = \"r\"\n\
             kind = \"accident_report\"\ntitle = \"Report\"\n{review}[record]\ntitle = \"{{file}}\"\npublisher = \"Board\"\n\
             kind = \"record\"\n[[recommendation]]\nnumber = \"{{No}}\"\ntext = \"{{Text}}\"\nstatus = \"{{Status}}\"\n\
             [values.status]\n\"Closed\" = \"closed_implemented\"\n"
        )
    };
    let run = |map: &str| {
        let map = put("map.toml", map);
        let out = casebook(&[library.path()], &["import", &table, "--map", &map, "--into", folder, "--write"]);
        String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap()
    };
    let told = run(&map(""));
    assert!(told.contains("[review] has no \"reference\""), "{told}");
    let told = run(&map("reference = \"{Ref}\"\n"));
    assert!(told.contains("1 × Closed"), "a code that the profile lacks is none: {told}");
    let text = fs::read_to_string(library.path().join("bridge.toml")).unwrap();
    for expected in
        ["id = \"2024/1\"", "status = \"open_acceptable\"", "status_text = \"Closed\"", "reference = \"A7\""]
    {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    let checked = casebook(&[library.path()], &["check", "--strict", folder]);
    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stdout));
    assert!(run(&map("reference = \"{Ref}\"\n")).contains("Nothing was written"));
    // An edited export comes back under the profile.
    let edited = desk.path().join("edited.csv");
    let table = printed(&[library.path()], &["tracker", "--for-editing"]);
    fs::write(
        &edited,
        table.replacen("Open: acceptable response,open_acceptable", "Closed: reconsidered,open_acceptable", 1),
    )
    .unwrap();
    let edited = edited.to_str().unwrap();
    let told = printed(&[library.path()], &["import", edited, "--preset", "casebook", "--into", folder, "--write"]);
    assert!(told.contains("Wrote 1 file"), "{told}");
    assert!(
        fs::read_to_string(library.path().join("bridge.toml")).unwrap().contains("status = \"closed_reconsidered\"")
    );
}

/// The values of every list of the shipped profiles, as tables.
fn tables() -> String {
    let mut text = String::new();
    for profile in shipped_profiles() {
        text.push_str(&format!(
            "### {} (`{}`)\n\n| list | code | label |\n|---|---|---|\n",
            profile.label, profile.name
        ));
        for list in ["review kind", "finding kind", "response", "recommendation status"] {
            for value in profile.values(list) {
                text.push_str(&format!("| {list} | `{}` | {} |\n", value.code, value.label));
            }
        }
        text.push('\n');
    }
    text
}

#[test]
fn the_page_on_profiles_names_every_key_and_value() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/profiles.md");
    let text = fs::read_to_string(path).unwrap();
    let (begin, end) = ("<!-- shipped profiles: begin -->\n", "<!-- shipped profiles: end -->");
    let (before, rest) = text.split_once(begin).unwrap();
    let (written, after) = rest.split_once(end).unwrap();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path, format!("{before}{begin}{}{end}{after}", tables())).unwrap();
    } else {
        assert_eq!(written, tables(), "out of date: UPDATE_DOCS=1 cargo test --test commands");
    }
    let schema = profile_schema();
    let objects = std::iter::once(schema).chain(schema["$defs"].as_object().unwrap().values());
    let mut keys = 0;
    for key in objects.filter_map(|object| object["properties"].as_object()).flat_map(|properties| properties.keys()) {
        keys += 1;
        let named = [format!("`{key}`"), format!("[{key}]"), format!("[[{key}]]"), format!(".{key}]")];
        assert!(named.iter().any(|named| before.contains(named)), "docs/profiles.md does not name {key}");
    }
    assert!(keys > 30, "only {keys} keys were seen");
    let mut examples = 0;
    for example in before.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()) {
        examples += 1;
        assert!(read_profile(example).is_ok(), "{:?}\n{example}", read_profile(example).err());
    }
    assert!(examples > 0);
}
