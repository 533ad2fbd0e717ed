//! `casebook check`, `explain`, `new`, `schema`: what a librarian trusts.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use casebook::library::bundled_files;

const PROGRAM: &str = env!("CARGO_BIN_EXE_casebook");

fn run(arguments: &[&str]) -> Output {
    let home = crate::support::tempdir().unwrap();
    Command::new(PROGRAM)
        .env_clear()
        .env("HOME", home.path())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn invalid() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/invalid")
}

/// Each file has one mistake, and beside it stands what is said of it. `UPDATE_EXPECT=1` writes what is said now.
#[test]
fn each_mistake_is_told_as_expected() {
    let mut files: Vec<PathBuf> = fs::read_dir(invalid())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    assert!(files.len() >= 40, "{} files", files.len());
    for file in files {
        let relative = file.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_str().unwrap().to_owned();
        let output = run(&["check", &relative]);
        let said = stdout(&output);
        let beside = file.with_extension("expected");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&beside, &said).unwrap();
        }
        assert_eq!(said, fs::read_to_string(&beside).unwrap_or_default(), "{relative}");
        let code = if said.contains("error: ") { 1 } else { 0 };
        assert_eq!(output.status.code(), Some(code), "{relative}");
        assert_eq!(run(&["check", "--strict", &relative]).status.code(), Some(1), "{relative}");
    }
}

#[test]
fn json_is_one_object_a_problem() {
    let output = run(&["check", "--json", "tests/fixtures/invalid/wrong-nation.toml"]);
    let lines: Vec<serde_json::Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        lines,
        [serde_json::json!({
            "file": "tests/fixtures/invalid/wrong-nation.toml",
            "line": 3,
            "column": 10,
            "severity": "error",
            "message": "\"englnd\" is not a nation",
            "help": "did you mean \"england\"?"
        })]
    );
}

#[test]
fn exit_codes_say_what_was_found() {
    let rows: &[(&[&str], i32)] = &[
        (&["check"], 0),
        (&["check", "--strict"], 0),
        (&["check", "tests/fixtures/invalid"], 1),
        (&["check", "tests/fixtures/invalid/address-not-http.toml"], 0),
        (&["check", "--strict", "tests/fixtures/invalid/address-not-http.toml"], 1),
        (&["check", "no/such/path"], 2),
        (&["explain", "disguised", "compliance"], 0),
        (&["explain", "disgused-complience"], 1),
    ];
    for (arguments, code) in rows {
        assert_eq!(run(arguments).status.code(), Some(*code), "{arguments:?}");
    }
}

#[test]
fn the_same_id_twice_is_an_error_of_the_second_file() {
    let folder = crate::support::tempdir().unwrap();
    let text = fs::read_to_string(crate::support::fixtures().join("sub/birch.toml")).unwrap();
    for sub in ["a", "b"] {
        fs::create_dir(folder.path().join(sub)).unwrap();
        fs::write(folder.path().join(sub).join("birch.toml"), &text).unwrap();
    }
    let said = stdout(&run(&["check", "--json", folder.path().to_str().unwrap()]));
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("b/birch.toml") && said.contains("already in the library"), "{said}");
}

#[test]
fn a_library_adds_terms_of_its_own() {
    let folder = crate::support::tempdir().unwrap();
    let text = fs::read_to_string(crate::support::fixtures().join("sub/birch.toml")).unwrap();
    fs::write(folder.path().join("birch.toml"), text.replace("\"information_sharing\"", "\"farm_safety\"")).unwrap();
    let path = folder.path().to_str().unwrap();
    assert!(stdout(&run(&["check", path])).contains("\"farm_safety\" is not a theme of the vocabulary"));
    let term = "[[theme]]\ncode = \"farm_safety\"\nlabel = \"Farm safety\"\ndefinition = \"Harm on farms.\"\nsource = \"Ours\"\n";
    fs::write(folder.path().join("vocabulary.toml"), term).unwrap();
    assert_eq!(stdout(&run(&["check", path])), "1 file checked, nothing wrong\n");
    let explained = stdout(&run(&["explain", "farm safety", "--cases", path]));
    assert!(explained.contains("Harm on farms.") && explained.contains("Used: in 1 case: 1 finding"), "{explained}");
    fs::write(folder.path().join("vocabulary.toml"), term.replace("farm_safety", "neglect")).unwrap();
    let said = stdout(&run(&["check", path]));
    assert!(said.contains("vocabulary.toml:2:8") && said.contains("the theme \"neglect\" is there already"), "{said}");
}

#[test]
fn every_term_can_be_explained() {
    for arguments in
        [["explain", "good_practice"], ["explain", "Serious case review"], ["explain", "gp"], ["explain", "sudi"]]
    {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(stdout(&output).contains("Source: "), "{arguments:?}");
    }
    let output = run(&["explain", "polise"]);
    assert!(String::from_utf8(output.stderr).unwrap().contains("did you mean \"police\"?"));
}

#[test]
fn a_skeleton_passes_check_and_is_never_written_over() {
    let folder = crate::support::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    assert_eq!(run(&["new", "a-new-case", "--in", path]).status.code(), Some(0));
    let file = folder.path().join("a-new-case.toml");
    let written = fs::read_to_string(&file).unwrap();
    assert_eq!(run(&["check", "--strict", file.to_str().unwrap()]).status.code(), Some(0));
    let checked = run(&["check", file.to_str().unwrap()]);
    let told = String::from_utf8(checked.stderr).unwrap();
    assert!(told.contains("still to be filled in: title of the case, summary of the case"), "{told}");
    // What stands behind the comment signs is right too.
    let uncommented: String = written
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.contains(" = ") || rest.starts_with("[[") => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    fs::write(&file, uncommented).unwrap();
    assert_eq!(stdout(&run(&["check", "--strict", file.to_str().unwrap()])), "1 file checked, nothing wrong\n");
    fs::write(&file, "mine").unwrap();
    let again = run(&["new", "a-new-case", "--in", path]);
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8(again.stderr).unwrap().contains("is there already; nothing was written"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    for wrong in ["", "Upper", "two words", "../up", "a--b", "a.b"] {
        assert_eq!(run(&["new", wrong, "--in", path]).status.code(), Some(2), "{wrong}");
    }
}

#[test]
fn every_bundled_case_is_valid_by_an_independent_validator() {
    let schema: serde_json::Value = serde_json::from_str(&stdout(&run(&["schema"]))).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut cases = 0;
    for (stem, text) in bundled_files() {
        let value: toml::Table = toml::from_str(text).unwrap();
        let value = serde_json::to_value(value).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{stem}: {errors:?}");
        cases += 1;
    }
    assert!(cases >= 4);
    let wrong: toml::Table = toml::from_str(&fs::read_to_string(invalid().join("wrong-nation.toml")).unwrap()).unwrap();
    assert!(!validator.is_valid(&serde_json::to_value(wrong).unwrap()));
}

#[test]
fn a_wrong_term_is_told_once_and_the_cases_that_use_it_open() {
    let folder = crate::support::tempdir().unwrap();
    let text = fs::read_to_string(crate::support::fixtures().join("sub/birch.toml")).unwrap();
    fs::write(folder.path().join("birch.toml"), text.replace("\"information_sharing\"", "\"farm_safety\"")).unwrap();
    let path = folder.path().to_str().unwrap();
    let term = "[[theme]]\ncode = \"farm_safety\"\nlabel = \"Farm safety\"\ndefinition = \"Harm on farms.\"\n";
    for (terms, line) in [(term, 1), ("[[theme]]\ncode = \"farm_safety\n", 2), ("[[thema]]\n", 1)] {
        fs::write(folder.path().join("vocabulary.toml"), terms).unwrap();
        let output = run(&["check", "--json", path]);
        let rows: Vec<serde_json::Value> =
            stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let errors: Vec<_> = rows.iter().filter(|row| row["severity"] == "error").collect();
        assert!(errors.iter().all(|row| row["file"].as_str().unwrap().ends_with("vocabulary.toml")), "{rows:?}");
        assert!(!errors.is_empty() && errors[0]["line"] == line, "{rows:?}");
        assert_eq!(output.status.code(), Some(1));
        assert!(stdout(&run(&["list", "--cases", path])).starts_with("birch\t"), "{terms}");
    }
}

/// Help that is followed leads to no next error.
#[test]
fn what_help_says_is_right() {
    let folder = crate::support::tempdir().unwrap();
    let text = fs::read_to_string(crate::support::fixtures().join("sub/birch.toml")).unwrap();
    let text = text.replace("\"2014\"", "2012-02-29T10:00:00Z");
    let path = folder.path().to_str().unwrap();
    let help = |name: &str, text: &str| {
        for entry in fs::read_dir(folder.path()).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
        fs::write(folder.path().join(name), text).unwrap();
        let said = stdout(&run(&["check", "--json", path]));
        said.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["help"].to_string()).collect()
    };
    let said: Vec<String> = help("birch.toml", &text);
    assert_eq!(said, ["\"write \\\"2012-02-29\\\"\""]);
    let text = text.replace("2012-02-29T10:00:00Z", "\"2012-02-29\"");
    assert_eq!(help("birch.toml", &text), Vec::<String>::new());
    for (name, id) in [("Silver Birch.toml", "silver-birch"), ("Two__under.toml", "two-under"), ("Éa.toml", "ea")] {
        assert_eq!(help(name, &text), [format!("\"rename the file to {id}.toml and write id = \\\"{id}\\\"\"")]);
        let renamed = text.replace("id = \"birch\"", &format!("id = \"{id}\""));
        assert_eq!(help(&format!("{id}.toml"), &renamed), Vec::<String>::new(), "{id}");
    }
    let own = text.replace("id = \"birch\"", "id = \"Silver Birch\"");
    let rename = "\"rename the file to silver-birch.toml and write id = \\\"silver-birch\\\"\"";
    assert_eq!(help("Silver Birch.toml", &own), [rename]);
    // What the screen calls a kind of review is understood.
    let kind = text.lines().find(|line| line.starts_with("kind = ")).unwrap();
    for (short, code) in [("scr", "serious_case_review"), ("SAR", "sar"), ("Nat. CSPR", "national_cspr")] {
        let said = help("birch.toml", &text.replacen(kind, &format!("kind = \"{short}\""), 1));
        assert!(said.iter().any(|help| help.contains(&format!("did you mean \\\"{code}\\\"?"))), "{short}: {said:?}");
    }
}

#[test]
fn a_stray_control_takes_no_text_with_it_and_what_is_left_out_is_told() {
    let folder = crate::support::tempdir().unwrap();
    let text = fs::read_to_string(crate::support::fixtures().join("sub/birch.toml")).unwrap();
    let (before, after) = text.split_once("summary = \"").unwrap();
    let path = folder.path().to_str().unwrap();
    let rows = [
        (
            "It was \\\"considered\\u009d. The reasons are cost, time and law. ",
            "The reasons are cost, time and law.",
            None,
        ),
        ("A \\u009d0;title\\u0007 stands here. ", "stands here.", Some("8 characters behind them are left out")),
    ];
    for (added, kept, told) in rows {
        fs::write(folder.path().join("birch.toml"), format!("{before}summary = \"{added}{after}")).unwrap();
        assert!(stdout(&run(&["show", "birch", "--cases", path])).replace('\n', " ").contains(kept));
        let said = stdout(&run(&["check", path]));
        assert!(said.contains("invisible characters"), "{said}");
        assert_eq!(said.contains("left out"), told.is_some(), "{said}");
        assert!(told.is_none_or(|told| said.contains(told)), "{said}");
    }
}

/// As where the limit of a user's processes is reached. A stack that no system has room for stands for it: the limit does not
/// bind the administrator, whom tests may run as.
#[test]
fn without_a_thread_to_be_had_everything_is_read_all_the_same() {
    let home = crate::support::tempdir().unwrap();
    let run_alone = |arguments: &[&str]| {
        Command::new(PROGRAM)
            .env_clear()
            .env("HOME", home.path())
            .env("RUST_MIN_STACK", (1_u64 << 46).to_string())
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    };
    let files = bundled_files().count();
    assert_eq!(stdout(&run_alone(&["list"])).lines().count(), files);
    let invalid = invalid();
    for arguments in [vec!["check"], vec!["check", invalid.to_str().unwrap()], vec!["search", "bruising"]] {
        let (alone, usual) = (run_alone(&arguments), run(&arguments));
        assert_eq!((stdout(&alone), alone.status.code()), (stdout(&usual), usual.status.code()), "{arguments:?}");
    }
}
