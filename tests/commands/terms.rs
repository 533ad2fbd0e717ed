//! `casebook terms`, and the names that filters, `check` and `explain` understand.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use casebook::case::{ItemRef, OpenList, Vocabulary};
use serde_json::Value;

use crate::support::library;

fn casebook(folder: Option<&Path>, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    match folder {
        Some(folder) => command.arg("--cases").arg(folder),
        None => command.arg("--bundled"),
    };
    command.args(arguments).env_remove("CASEBOOK_CASES").env_remove("CASEBOOK_CONFIG").output().unwrap()
}

fn printed(folder: Option<&Path>, arguments: &[&str]) -> String {
    String::from_utf8(casebook(folder, arguments).stdout).unwrap()
}

#[test]
fn every_term_is_listed_with_its_uses() {
    let lines: Vec<Value> =
        printed(None, &["terms", "--json"]).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let found: HashMap<(&str, &str), &Value> =
        lines.iter().map(|line| ((line["list"].as_str().unwrap(), line["code"].as_str().unwrap()), line)).collect();
    assert_eq!(found.len(), lines.len(), "a term stands twice");
    let vocabulary = Vocabulary::shipped();
    for list in OpenList::ALL {
        for term in vocabulary.terms(list) {
            assert!(found.contains_key(&(list.name(), term.code.as_str())), "{}", term.code);
        }
    }
    for list in vocabulary.lists() {
        for value in list.values {
            assert!(found.contains_key(&(list.name, value.code)), "{} {}", list.name, value.code);
        }
    }
    // Counted by hand: the findings that name the police.
    let mut findings = 0;
    for entry in library::bundled() {
        let case = entry.case().unwrap();
        let names = |item: &ItemRef| {
            case.finding(*item)
                .is_some_and(|(_, finding)| finding.agencies.iter().any(|agency| agency.code() == "police"))
        };
        findings += case.items().iter().filter(|item| names(item)).count();
    }
    let police = found[&("agency", "police")];
    assert_eq!(police["findings"], findings);
    assert!(findings > 100 && police["label"] == "Police", "{police}");
    assert!(!found[&("agency", "gp")]["aliases"].as_array().unwrap().is_empty());
    assert_eq!(found[&("review kind", "serious_case_review")]["short"], "SCR");
}

#[test]
fn a_list_or_a_name_narrows_the_terms() {
    let agencies = printed(None, &["terms", "agency"]);
    assert!(agencies.lines().all(|line| line.starts_with("agency\t")) && agencies.lines().count() > 20, "{agencies}");
    let police = printed(None, &["terms", "POLICE"]);
    assert!(police.lines().any(|line| line.starts_with("agency\tpolice\tPolice\t")), "{police}");
    let words = printed(None, &["terms", "--words"]);
    assert!(words.contains("\tshort for\t") && !words.contains("agency\tpolice"), "{words}");
    let nothing = casebook(None, &["terms", "polcie"]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(String::from_utf8(nothing.stderr).unwrap().contains("did you mean \"police\""));
}

const VOCABULARY: &str = "[[agency]]\ncode = \"northshire_board\"\nlabel = \"Northshire Safeguarding Board\"\n\
    definition = \"The board of Northshire.\"\nsource = \"Northshire\"\naliases = [\"NSAB\", \"the Northshire board\"]\n\
    [[alias]]\nlist = \"agency\"\ncode = \"northshire_board\"\naliases = [\"Board of Northshire\"]\n";

fn own() -> tempfile::TempDir {
    let folder = crate::support::tempdir().unwrap();
    fs::write(folder.path().join("vocabulary.toml"), VOCABULARY).unwrap();
    let case = "id = \"oak\"\ntitle = \"Oak\"\nnation = \"england\"\noutcome = \"died\"\nharm = []\nsummary = \"S.\"\ncited = [\"s\"]\n\
        [[sources]]\nid = \"s\"\ntitle = \"T\"\npublisher = \"P\"\nkind = \"official\"\n\
        [[reviews]]\nid = \"r\"\nkind = \"serious_case_review\"\ntitle = \"R\"\nconfidence = \"confirmed\"\nsources = [\"s\"]\n\
        [[reviews.recommendations]]\nid = \"R1\"\ntext = \"Do it.\"\naddressed_to = [\"northshire_board\"]\nthemes = []\n\
        confidence = \"confirmed\"\nsources = [\"s\"]\n";
    fs::write(folder.path().join("oak.toml"), case).unwrap();
    folder
}

#[test]
fn filters_and_explanations_know_a_term_by_every_name() {
    let folder = own();
    for name in [
        "northshire_board",
        "NORTHSHIRE_BOARD",
        "Northshire Safeguarding Board",
        "northshire-board",
        "NSAB",
        "nsab",
        "Board of Northshire",
    ] {
        let query = format!("to:\"{name}\"");
        let found = printed(Some(folder.path()), &["search", &query]);
        assert_eq!(found.lines().count(), 1, "{query}: {found}");
        let explained = printed(Some(folder.path()), &["explain", name]);
        assert!(
            explained.starts_with("Northshire Safeguarding Board (agency northshire_board)"),
            "{name}: {explained}"
        );
    }
    for (query, count) in [("review:scr is:recommendation", 1), ("review:\"Serious Case Review\" is:recommendation", 1)]
    {
        assert_eq!(printed(Some(folder.path()), &["search", query]).lines().count(), count, "{query}");
    }
    let terms = printed(Some(folder.path()), &["terms", "nsab"]);
    assert!(terms.starts_with("agency\tnorthshire_board\tNorthshire Safeguarding Board\t"), "{terms}");
    assert!(terms.contains("NSAB") && terms.contains("Board of Northshire") && terms.contains("\t1 case"), "{terms}");
}

#[test]
fn check_says_which_code_another_name_means() {
    let folder = own();
    let file = folder.path().join("oak.toml");
    let right = fs::read_to_string(&file).unwrap();
    let rows = [
        ("\"northshire_board\"", "\"NSAB\"", "did you mean \"northshire_board\"?"),
        ("\"northshire_board\"", "\"Northshire Safeguarding Board\"", "did you mean \"northshire_board\"?"),
        ("\"northshire_board\"", "\"Northshire_Board\"", "did you mean \"northshire_board\"?"),
        ("\"northshire_board\"", "\"Information sharing\"", "it is a term of another list: theme"),
        ("\"serious_case_review\"", "\"scr\"", "\"serious_case_review\""),
        ("\"serious_case_review\"", "\"Serious Case Review\"", "did you mean \"serious_case_review\"?"),
        ("\"confirmed\"", "\"Confirmed\"", "did you mean \"confirmed\"?"),
    ];
    for (from, to, help) in rows {
        fs::write(&file, right.replacen(from, to, 1)).unwrap();
        let told = printed(Some(folder.path()), &["check", folder.path().to_str().unwrap()]);
        assert!(told.contains(help), "{to}: {told}");
    }
}
