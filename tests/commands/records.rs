//! The keys of an organisation's own records: found by filters, counted, exported, hidden.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::path::Path;
use std::process::{Command, Output};

/// An invented action plan, a coroner's report and a case from abroad.
const PLAN: &str = r#"
id = "plan"
title = "Action plan"
nation = "not_stated"
outcome = "not_stated"
harm = []
summary = """
First paragraph of the plan.

Second\tparagraph of the plan."""
cited = ["file"]
[[sources]]
id = "file"
title = "Action plan"
publisher = "Northshire Safeguarding Adults Board"
kind = "record"
file = "plan.xlsx"
[[reviews]]
id = "r"
kind = "not_stated"
title = "Action plan"
confidence = "transcribed"
sources = ["file"]
[[reviews.recommendations]]
id = "R1"
number = "2a"
text = "Flag patients who miss visits."
addressed_to = []
addressees = [
  { named = "Northshire Council", response = "accepted", date = "2025-02-03", document = "letter.pdf", status = "embedded" },
  { named = "Southshire Council", agency = "housing", status_text = "With the board until spring" },
]
lead = "Named doctor for adults"
themes = []
status = "overdue"
due_text = "Q1 2026"
rag = "Amber"
confidence = "transcribed"
sources = ["file"]
origin = { file = "plan.xlsx", sheet = "Plan", row = 12, key = "2a" }
[[reviews.recommendations]]
id = "R2"
text = "Audit the flag."
addressed_to = ["gp"]
themes = []
status = "not_stated"
due = "2024-01-31"
confidence = "transcribed"
sources = ["file"]
"#;

const REPORT: &str = r#"
id = "report"
title = "A report"
nation = "other"
nation_text = "Norway"
outcome = "died"
harm = []
summary = "A report."
cited = ["page"]
[[sources]]
id = "page"
title = "Report"
publisher = "Coroner"
kind = "official"
[[reviews]]
id = "r"
kind = "coroner_pfd"
title = "Report to prevent future deaths"
reference = "2024-0123"
themes = ["training"]
dated = "2024-01-02"
addressees = [{ named = "Fjord Rail Ltd" }, { named = "Northshire Council", response = "rejected", date = "2024-02-20" }]
confidence = "confirmed"
sources = ["page"]
[[reviews.findings]]
id = "F1"
number = "1"
kind = "concern"
text = "The platform was not lit."
agencies = []
themes = []
confidence = "confirmed"
sources = ["page"]
"#;

fn library() -> tempfile::TempDir {
    let folder = crate::support::tempdir().unwrap();
    std::fs::write(folder.path().join("plan.toml"), PLAN).unwrap();
    std::fs::write(folder.path().join("report.toml"), REPORT).unwrap();
    folder
}

fn casebook(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_casebook"))
        .arg("--cases")
        .arg(folder)
        .args(arguments)
        .env("HOME", folder)
        .env_remove("CASEBOOK_CASES")
        .env_remove("CASEBOOK_CONFIG")
        .output()
        .unwrap()
}

fn lines(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let output = casebook(folder, arguments);
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn every_key_of_a_record_is_a_filter() {
    let folder = library();
    let rows: [(&str, &[&str]); 16] = [
        // The body by its name: of a recommendation, of a report as a whole and so of what it found.
        ("to:\"Northshire Council\"", &["plan R1", "report F1", "report r"]),
        ("to:\"northshire council\" is:recommendation", &["plan R1"]),
        ("to:southshire", &["plan R1"]),
        ("body:\"Fjord Rail\"", &["report F1", "report r"]),
        ("to:gp", &["plan R2"]),
        ("to:housing", &["plan R1"]),
        ("lead:doctor", &["plan R1"]),
        ("rag:amber", &["plan R1"]),
        ("status:overdue", &["plan R1"]),
        ("status:embedded", &["plan R1"]),
        ("status:\"until spring\"", &["plan R1"]),
        ("status:rejected is:finding", &["report F1"]),
        ("kind:concern", &["report F1"]),
        ("reference:2024-0123 is:finding", &["report F1"]),
        ("theme:training is:finding", &["report F1"]),
        ("nation:norway is:finding", &["report F1"]),
    ];
    for (query, expected) in rows {
        let mut found: Vec<String> = lines(folder.path(), &["search", "--json", query])
            .iter()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
            .map(|hit| format!("{} {}", hit["case"].as_str().unwrap(), hit["id"].as_str().unwrap()))
            .collect();
        found.sort();
        assert_eq!(found, expected, "{query}");
    }
    let transcribed = lines(folder.path(), &["search", "confidence:transcribed is:recommendation"]);
    assert_eq!(transcribed.len(), 2, "{transcribed:?}");
}

#[test]
fn a_body_has_a_brief_by_its_name() {
    let folder = library();
    for name in ["Northshire Council", "northshire council"] {
        let output = casebook(folder.path(), &["brief", name]);
        let brief = String::from_utf8(output.stdout).unwrap();
        for held in ["Flag patients who miss visits.", "The platform was not lit."] {
            assert!(brief.contains(held), "{name} lacks {held}: {brief}");
        }
        assert!(!brief.contains("Audit the flag."), "{brief}");
    }
    assert_eq!(casebook(folder.path(), &["brief", "Northshire Counsel of nobody"]).status.code(), Some(1));
}

#[test]
fn a_hit_is_one_line_whatever_its_text_holds() {
    let folder = library();
    for arguments in [&["search", "--all-words", "paragraph"][..], &["search", "--lens", "cases", "paragraph"]] {
        let found = lines(folder.path(), arguments);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("plan\t"), "{found:?}");
    }
    let found = lines(folder.path(), &["search", "paragraph", "is:page"]);
    assert!(found[0].ends_with("First paragraph of the plan. Second paragraph of the plan."), "{found:?}");
    // Case, id, kind, year, text.
    assert_eq!(found[0].matches('\t').count(), 4, "{found:?}");
}

#[test]
fn the_tracker_is_exported_once_and_whole() {
    let folder = library();
    // R2 is past its due date without an outcome; it stands with those, and not with its status again.
    let rows = |format: &str| {
        let output = casebook(folder.path(), &["export", "--page", "tracker", "--format", format]);
        String::from_utf8(output.stdout).unwrap()
    };
    let text = rows("csv");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let head = reader.headers().unwrap().clone();
    let at = |name: &str| head.iter().position(|column| column == name).unwrap_or_else(|| panic!("no column {name}"));
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let recommendations: Vec<&csv::StringRecord> =
        records.iter().filter(|record| &record[at("sort")] == "recommendation").collect();
    let mut items: Vec<&str> = recommendations.iter().map(|record| &record[at("item")]).collect();
    items.sort_unstable();
    assert_eq!(items, ["R1", "R2"]);
    let first = recommendations.iter().find(|record| &record[at("item")] == "R1").unwrap();
    let cells = [
        ("lead", "Named doctor for adults"),
        ("rag", "Amber"),
        ("rating", "R"),
        ("due_text", "Q1 2026"),
        ("status", "Overdue"),
        ("number", "2a"),
    ];
    for (column, expected) in cells {
        assert_eq!(&first[at(column)], expected, "{column}");
    }
    assert!(first[at("addressees")].contains("Northshire Council"), "{first:?}");
    assert!(first[at("origin")].contains("plan.xlsx"), "{first:?}");
    let late = records.iter().filter(|record| record[at("section")].starts_with("Reply due, none entered")).count();
    assert_eq!(late, 1, "Fjord Rail has not replied within 56 days; the council has");
}

#[test]
fn bodies_and_files_are_hidden_with_the_names() {
    let folder = library();
    for query in ["is:recommendation", "is:page"] {
        let output = casebook(folder.path(), &["--private", "export", "--query", query, "--format", "json"]);
        let shown = String::from_utf8(output.stdout).unwrap();
        assert!(shown.contains("Action plan"), "{query}: {shown}");
        for hidden in ["plan.xlsx", "letter.pdf", "Fjord", "Northshire", "Southshire", "2024-0123"] {
            assert!(!shown.contains(hidden), "{query} shows {hidden}: {shown}");
        }
    }
}
