//! Exports that are edited elsewhere come back: each edited cell as one changed line, or told with its row and column.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::io::Cursor;
use std::path::PathBuf;
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use casebook::case::{Vocabulary, read_case};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

/// A case that fills every field of the schema.
const FULL: &str = include_str!("../fixtures/complete/full.toml");

struct Desk(tempfile::TempDir);

impl Desk {
    fn with(cases: &[(&str, &str)]) -> Self {
        let desk = Self(crate::support::tempdir().unwrap());
        fs::create_dir(desk.path("lib")).unwrap();
        cases.iter().for_each(|(id, text)| desk.put(id, text));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, id: &str, text: &str) {
        fs::write(self.path("lib").join(format!("{id}.toml")), text).unwrap();
    }

    fn case(&self, id: &str) -> String {
        fs::read_to_string(self.path("lib").join(format!("{id}.toml"))).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(arguments).current_dir(self.0.path()).env("HOME", self.0.path()).env_remove("CASEBOOK_CASES");
        let out = command.output().unwrap();
        let told = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
        (out.status.code().unwrap(), told)
    }

    fn import(&self, file: &str) -> (i32, String) {
        self.run(&["import", file, "--preset", "casebook", "--into", "lib", "--write"])
    }
}

/// The lines that only one of two texts has: those taken away and those that came.
fn differ(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let only = |one: &str, other: &str| -> Vec<String> {
        let mut rest: Vec<&str> = other.lines().collect();
        let mut left = Vec::new();
        for line in one.lines() {
            match rest.iter().position(|known| *known == line) {
                Some(at) => drop(rest.swap_remove(at)),
                None => left.push(line.to_owned()),
            }
        }
        left
    };
    (only(before, after), only(after, before))
}

/// A table as CSV, with its header.
struct Csv(Vec<Vec<String>>);

impl Csv {
    fn read(path: &PathBuf) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        Self(reader.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect())
    }

    fn column(&self, name: &str) -> usize {
        self.0[0].iter().position(|column| column == name).unwrap_or_else(|| panic!("no column {name}"))
    }

    fn row(&self, item: &str) -> usize {
        let column = self.column("item");
        self.0.iter().position(|line| line[column] == item).unwrap_or_else(|| panic!("no row {item}"))
    }

    fn write(&self, path: &PathBuf) {
        let mut writer = csv::Writer::from_path(path).unwrap();
        self.0.iter().for_each(|line| writer.write_record(line).unwrap());
        writer.flush().unwrap();
    }
}

/// What is expected of an edit.
enum Expected {
    /// One line changes, and holds this.
    Line(&'static str),
    /// Nothing changes, and this is told.
    Told(&'static str),
}
use Expected::{Line, Told};

/// An edit: the row, the column, words of the cell and those in their place; an empty text stands for the whole cell.
type EditRow = (&'static str, &'static str, &'static str, &'static str, Expected);

fn check_edits(desk: &Desk, exported: &str, edits: &[EditRow]) {
    for (item, column, from, to, expected) in edits {
        let mut table = Csv::read(&desk.path(exported));
        let (row, at) = (table.row(item), table.column(column));
        let cell = &mut table.0[row][at];
        assert!(cell.contains(from), "{item} {column}: no {from:?} in {cell:?}");
        *cell = if from.is_empty() { (*to).to_owned() } else { cell.replacen(from, to, 1) };
        table.write(&desk.path("edited.csv"));
        desk.put("full", FULL);
        let (code, told) = desk.import("edited.csv");
        let (gone, came) = differ(FULL, &desk.case("full"));
        match expected {
            Line(line) => {
                assert_eq!((code, gone.len(), came.len()), (0, 1, 1), "{item} {column}: {gone:?} {came:?} {told}");
                assert!(came[0].contains(line), "{item} {column}: {came:?}");
            }
            Told(message) => {
                assert!(gone.is_empty() && came.is_empty(), "{item} {column}: {gone:?} {came:?}");
                let place = format!("({column}): ");
                let line = told.lines().find(|line| line.contains(message));
                let line = line.unwrap_or_else(|| panic!("{item} {column} is not told: {told}"));
                assert!(line.contains(&place) || line.contains("edited.csv:row"), "{item} {column}: {line}");
                assert_eq!(code, 1, "{told}");
            }
        }
    }
}

#[test]
fn each_column_of_the_table_to_edit_comes_back_as_one_line() {
    let desk = Desk::with(&[("full", FULL)]);
    let (code, told) = desk.run(&["--cases", "lib", "tracker", "--for-editing", "--output", "out.csv"]);
    assert_eq!(code, 0, "{told}");
    let edits: Vec<EditRow> = vec![
        ("R1", "case_id", "full", "empty", Told("the library has no case \"empty\"")),
        ("R1", "case", "Hawthorn", "Rowan", Told("\"Rowan\" stands in a column that is computed")),
        ("R1", "review", "Hawthorn", "Rowan", Told("stands in a column that is computed")),
        ("R1", "item", "R1", "R9", Told("the case full has no entry \"R9\"")),
        ("R1", "number", "Seven-b", "Eight", Line("number = \"Eight\"")),
        ("R1", "text", "should end", "must end", Line("text = \"Each meeting must end with a decision.\"")),
        ("R1", "agencies", "Safeguarding board", "GP; Police", Line("addressed_to = [\"gp\", \"police\"]")),
        ("R1", "agencies_code", "safeguarding_board", "gp", Line("addressed_to = [\"gp\"]")),
        ("R1", "named", "Great", "Small", Line("named = \"Small Westmere Board\"")),
        ("R1", "addressees", "Embedded", "Withdrawn", Line("status = \"withdrawn\"")),
        ("R1", "lead", "forms", "books", Line("lead = \"Keeper of the books\"")),
        ("R1", "status", "In progress", "Cancelled", Line("status = \"cancelled\"")),
        ("R1", "status_code", "in_progress", "open", Line("status = \"open\"")),
        ("R1", "status", "In progress", "Nearly", Told("\"Nearly\" is no recommendation status")),
        ("R1", "due", "2017-03", "2017-04-02", Line("due = \"2017-04-02\"")),
        ("R1", "due", "2017-03", "31/6/2017", Told("June has 30")),
        (
            "R1",
            "evidence",
            "Nineteen",
            "Twenty",
            Line("evidence = [\"Twenty forms in a drawer\", \"A photograph of the drawer\"]"),
        ),
        ("R1", "rag", "Purple", "Green", Line("rag = \"Green\"")),
        ("R1", "themes", "Recording", "Supervision", Line("themes = [\"supervision\"]")),
        ("R1", "response", "Accepted in principle", "Rejected", Line("response = \"rejected\"")),
        ("R1", "response_code", "accepted_in_principle", "awaiting", Line("response = \"awaiting\"")),
        ("R1", "response_text", "free", "warm", Line("response_text = \"Yes, if the hall is warm\"")),
        ("R1", "status_text", "Half", "All", Line("status_text = \"All the forms are printed\"")),
        ("R1", "status_by", "clerk", "chair", Line("status_by = \"the chair of the board\"")),
        ("R1", "due_text", "swallows", "swifts", Line("due_text = \"before the swifts leave\"")),
        ("R1", "closed", "2019-12", "2020-01-31", Line("closed = \"2020-01-31\"")),
        ("R1", "last_verified", "2018-11-23", "2018-12-01", Line("last_verified = \"2018-12-01\"")),
        ("R1", "verified_by", "auditor", "mayor", Line("verified_by = \"the mayor of Westmere\"")),
        ("R1", "assessment", "2019-05", "2019-06", Line("date = \"2019-06\"")),
        ("R1", "answers", "F1", "", Line("")),
        ("R1", "answers_by", "", "A source", Told("is no maker of a link")),
        ("R1", "confidence", "Confirmed", "Reported", Line("confidence = \"reported\"")),
        ("R1", "history", "Scarlet", "Amber", Line("rag = \"Amber\"")),
        (
            "R1",
            "updates",
            "printed a form",
            "printed ten forms",
            Line("text = \"The board printed ten forms for decisions.\""),
        ),
        ("R1", "source_ids", "report", "article", Line("sources = [\"article\"]")),
    ];
    let table = Csv::read(&desk.path("out.csv"));
    for column in table.0[0].iter().filter(|column| *column != "base") {
        assert!(edits.iter().any(|(_, name, ..)| name == column), "nothing edits {column}");
    }
    // Links that are taken away leave no line behind.
    let (links, edits): (Vec<EditRow>, Vec<EditRow>) = edits.into_iter().partition(|(_, name, ..)| *name == "answers");
    check_edits(&desk, "out.csv", &edits);
    assert_eq!(links.len(), 1);
    let mut table = Csv::read(&desk.path("out.csv"));
    let at = table.column("answers");
    table.0[1][at] = "F2".to_owned();
    table.write(&desk.path("edited.csv"));
    desk.put("full", FULL);
    let (_, told) = desk.import("edited.csv");
    assert!(told.contains("would not be a sound case") && desk.case("full") == FULL, "{told}");
}

#[test]
fn parts_of_a_cell_come_back_with_all_their_keys() {
    let desk = Desk::with(&[("full", FULL)]);
    desk.run(&["--cases", "lib", "tracker", "--for-editing", "--output", "out.csv"]);
    let edits: Vec<EditRow> = vec![
        ("R1", "addressees", "named: Great", "named: Small", Line("{ named = \"Small Westmere Board\", agency")),
        ("R1", "addressees", "Safeguarding board", "Police", Line("agency = \"police\"")),
        ("R1", "addressees", "Partially accepted", "rejected", Line("response = \"rejected\"")),
        ("R1", "addressees", "forms", "forms; and books", Line("response_text = \"The board likes forms; and books\"")),
        ("R1", "addressees", "2016-02", "29 February 2016", Line("date = \"2016-02-29\"")),
        ("R1", "addressees", "reply-of", "letter-of", Line("document = \"letter-of-the-board.pdf\"")),
        ("R1", "addressees", "; status: Embedded", "", Line("document = \"reply-of-the-board.pdf\" }")),
        ("R1", "addressees", "date: 2016-02", "date: soon", Told("date: \"soon\" is no date")),
        ("R1", "updates", "2018-04", "2018-05-01", Line("date = \"2018-05-01\"")),
        ("R1", "updates", "thaw", "flood", Line("date_text = \"after the flood of 2018\"")),
        ("R1", "updates", "GP", "Police; GP", Line("agencies = [\"police\", \"gp\"]")),
        ("R1", "updates", "Old Surgery", "New Surgery", Line("named = \"The New Surgery\"")),
        ("R1", "updates", "Reported", "Confirmed", Line("confidence = \"confirmed\"")),
        ("R1", "updates", "; text: The", "; txt: The", Told("a part has no \"text\"")),
        ("R1", "history", "2016-05", "2016-06", Line("date = \"2016-06\"")),
        ("R1", "history", "painted", "locked", Line("date_text = \"when the hall was locked\"")),
        ("R1", "history", "status: Open", "status: In progress", Line("status = \"in_progress\"")),
    ];
    check_edits(&desk, "out.csv", &edits);
    // A part that is added has the table as its source, and one that is taken away is gone.
    let mut table = Csv::read(&desk.path("out.csv"));
    let at = table.column("updates");
    table.0[1][at].push_str(" | date: 2019-07; text: The drawer was emptied.");
    let at = table.column("history");
    table.0[1][at].clear();
    table.write(&desk.path("edited.csv"));
    desk.put("full", FULL);
    let (code, told) = desk.import("edited.csv");
    assert_eq!(code, 0, "{told}");
    let text = desk.case("full");
    let (case, _) = read_case("full", &text, Vocabulary::shipped()).unwrap();
    let recommendation = &case.reviews[0].recommendations[0];
    assert!(recommendation.history.is_empty(), "{text}");
    assert_eq!(recommendation.updates.len(), 2);
    assert_eq!(recommendation.updates[1].text.as_str(), "The drawer was emptied.");
    let source = case.sources.iter().find(|source| source.id == recommendation.updates[1].sources[0]).unwrap();
    assert_eq!(source.file.as_ref().unwrap().as_str(), "edited.csv");
    // The same file once more changes nothing.
    let (_, told) = desk.import("edited.csv");
    assert!(told.contains("Nothing was written"), "{told}");
}

#[test]
fn columns_of_a_report_come_back_or_are_told() {
    let desk = Desk::with(&[("full", FULL)]);
    let (code, told) = desk.run(&["--cases", "lib", "export", "--case", "full", "--output", "out.csv"]);
    assert_eq!(code, 0, "{told}");
    let edits: Vec<EditRow> = vec![
        ("F1", "kind", "Systems finding", "Concern", Line("kind = \"concern\"")),
        ("F1", "pattern", "", "communication and collaboration in longer-term work", Told("is no finding pattern")),
        ("F1", "number", "Four-c", "Five", Line("number = \"Five\"")),
        ("F1", "text", "nothing", "little", Line("text = \"Agencies met often and decided little.\"")),
        ("F1", "agencies", "Health visiting", "GP", Line("agencies = [\"gp\"]")),
        ("F1", "named", "Westmere", "Eastmere", Line("named = \"Eastmere Health Visitors\"")),
        ("F1", "confidence", "Confirmed", "Reported", Line("confidence = \"reported\"")),
        ("F1", "due", "", "2020", Told("stands in a column that is computed, or that this entry has not")),
        ("F1", "area", "Westmere", "Eastmere", Told("stands in a column that is computed")),
        ("F1", "section", "", "Elsewhere", Told("a report adds this column")),
        ("F1", "details", "Westmere", "Eastmere", Told("a report adds this column")),
        ("F1", "sources", "Regional", "National", Told("a report adds this column")),
        ("F1", "note", "", "Ask them", Told("a report adds this column")),
        ("F1", "citation", "Hawthorn", "Rowan", Told("stands in a column that is computed")),
        ("F1", "origin", "findings", "things", Told("stands in a column that is computed")),
        ("E1", "date_iso", "2013-10", "2013-11", Line("date = \"2013-11\"")),
        ("E1", "until", "2014-02", "2014-03", Line("until = \"2014-03\"")),
        ("E1", "date", "October", "November", Told("edit date_iso and until")),
        ("E1", "missed_opportunity", "yes", "perhaps", Told("neither yes nor no")),
        ("E1", "kind", "Household", "Contact", Line("kind = \"contact\"")),
        ("E2", "date", "lambs", "swifts", Line("date_text = \"before the swifts came\"")),
        ("E2", "date_text", "lambs", "swifts", Line("date_text = \"before the swifts came\"")),
        ("E2", "date_iso", "2014-03", "2014-04", Line("date = \"2014-04\"")),
        ("E2", "time", "16:45", "17:45", Line("time = \"17:45\"")),
        ("E2", "time", "16:45", "late", Told("would not be a sound case")),
        ("report", "text", "Hawthorn", "Rowan", Told("a report adds this column")),
    ];
    let table = Csv::read(&desk.path("out.csv"));
    let edits: Vec<EditRow> = edits
        .into_iter()
        .filter(|(item, ..)| *item != "report" || table.0.iter().any(|line| line.iter().any(|cell| cell == item)))
        .collect();
    check_edits(&desk, "out.csv", &edits);
    // A flag that is taken away takes its line with it.
    let mut table = Csv::read(&desk.path("out.csv"));
    let (row, at) = (table.row("E1"), table.column("missed_opportunity"));
    table.0[row][at] = "no".to_owned();
    // A column of one's own is told once.
    table.0[0].push("My remarks".to_owned());
    table.0.iter_mut().skip(1).for_each(|line| line.push(String::new()));
    table.0[row].pop();
    table.0[row].push("to ask".to_owned());
    table.write(&desk.path("edited.csv"));
    desk.put("full", FULL);
    let (_, told) = desk.import("edited.csv");
    assert!(told.contains("no export has a column My remarks"), "{told}");
    let (case, _) = read_case("full", &desk.case("full"), Vocabulary::shipped()).unwrap();
    assert!(!case.events[0].missed_opportunity, "{told}");
}

#[test]
fn json_comes_back_as_a_spreadsheet_does() {
    let desk = Desk::with(&[("full", FULL)]);
    desk.run(&["--cases", "lib", "export", "--case", "full", "--output", "out.json"]);
    let exported: Value = serde_json::from_str(&fs::read_to_string(desk.path("out.json")).unwrap()).unwrap();
    let rows: &[(&str, &str, Value, Expected)] = &[
        ("R1", "/status/label", json!("Cancelled"), Line("status = \"cancelled\"")),
        ("R1", "/status/code", json!("cancelled"), Line("status = \"cancelled\"")),
        ("R1", "/agencies/0/code", json!("gp"), Line("addressed_to = [\"gp\"]")),
        ("R1", "/agencies/0/label", json!("GP"), Line("addressed_to = [\"gp\"]")),
        ("R1", "/evidence/1", json!("A film; silent"), Line("\"A film; silent\"")),
        ("R1", "/addressees/0/status/label", json!("Withdrawn"), Line("status = \"withdrawn\"")),
        ("R1", "/addressees/0/named", json!("Board | of all"), Line("named = \"Board | of all\"")),
        (
            "R1",
            "/updates/0/text",
            json!("The board did; nothing: yet."),
            Line("text = \"The board did; nothing: yet.\""),
        ),
        ("R1", "/history/0/date", json!("2016-07"), Line("date = \"2016-07\"")),
        ("R1", "/assessment/by", json!("Panel of Friends"), Line("by = \"Panel of Friends\"")),
        ("R1", "/assessment/date", json!("2019-08"), Line("date = \"2019-08\"")),
        ("E2", "/date_text", json!("when it rained"), Line("date_text = \"when it rained\"")),
        ("E2", "/section", json!("Elsewhere"), Told("a report adds this column")),
        ("E2", "/case/title", json!("Elsewhere"), Told("stands in a column that is computed")),
        ("R1", "/due", json!("soon"), Told("\"soon\" is no date")),
        ("R1", "/sources/0/id", json!("elsewhere"), Told("a report adds this column")),
        ("R1", "/sources/0/kind", json!("News"), Told("a report adds this column")),
        ("R1", "/sources/0/address", json!("https://example.org/other"), Told("a report adds this column")),
        ("R1", "/sources/0/note", json!("Ask for it."), Told("a report adds this column")),
    ];
    for (item, pointer, value, expected) in rows {
        let mut edited = exported.clone();
        let all = edited["items"].as_array_mut().unwrap();
        let of = all.iter_mut().find(|one| one["item"] == *item && one["text"] != "").unwrap();
        *of.pointer_mut(pointer).unwrap_or_else(|| panic!("{item} has no {pointer}")) = value.clone();
        fs::write(desk.path("edited.json"), edited.to_string()).unwrap();
        desk.put("full", FULL);
        let (code, told) = desk.import("edited.json");
        let (gone, came) = differ(FULL, &desk.case("full"));
        match expected {
            Line(line) => {
                assert_eq!((code, gone.len(), came.len()), (0, 1, 1), "{item} {pointer}: {gone:?} {came:?} {told}");
                assert!(came[0].contains(line), "{item} {pointer}: {came:?}");
            }
            Told(message) => {
                assert!(code == 1 && came.is_empty() && told.contains(message), "{item} {pointer}: {came:?} {told}");
            }
        }
    }
}

#[test]
fn edits_of_json_beside_its_items_are_told() {
    let desk = Desk::with(&[("full", FULL)]);
    desk.run(&["--cases", "lib", "export", "--case", "full", "--output", "out.json"]);
    let exported: Value = serde_json::from_str(&fs::read_to_string(desk.path("out.json")).unwrap()).unwrap();
    let with_a_row = exported["sections"].as_array().unwrap().iter().position(|section| {
        section["blocks"]
            .as_array()
            .unwrap()
            .iter()
            .any(|block| block["sort"] == "row" && block["about"][0].is_string())
    });
    let at = with_a_row.unwrap();
    let row = exported["sections"][at]["blocks"].as_array().unwrap();
    let row = row.iter().position(|block| block["sort"] == "row" && block["about"][0].is_string()).unwrap();
    let of_section = format!("edited.json:sections!row {}: not taken", at + 1);
    let rows = [
        (format!("/sections/{at}/heading"), of_section.clone()),
        (format!("/sections/{at}/blocks/{row}/text"), of_section.clone()),
        (format!("/sections/{at}/blocks/{row}/about/0"), of_section),
        ("/title".to_owned(), "edited.json: not taken: only the entries under \"items\" come back".to_owned()),
        ("/about".to_owned(), "edited.json: not taken".to_owned()),
    ];
    for (pointer, expected) in rows {
        let mut edited = exported.clone();
        *edited.pointer_mut(&pointer).unwrap() = if pointer == "/about" { json!(["Else"]) } else { json!("Elsewhere") };
        fs::write(desk.path("edited.json"), edited.to_string()).unwrap();
        let (code, told) = desk.import("edited.json");
        assert!(code == 1 && told.contains(&expected), "{pointer}: {told}");
        assert_eq!(desk.case("full"), FULL, "{pointer}");
    }
    // Written anew by another program, without an edit, it is as it was.
    fs::write(desk.path("edited.json"), exported.to_string()).unwrap();
    assert_eq!(desk.import("edited.json").0, 0);
}

#[test]
fn a_row_without_an_id_becomes_an_entry_once_or_is_told() {
    let desk = Desk::with(&[("full", FULL)]);
    desk.run(&["--cases", "lib", "tracker", "--for-editing", "--output", "out.csv"]);
    let table = Csv::read(&desk.path("out.csv"));
    let row = |pairs: &[(&str, &str)]| {
        let mut line = vec![String::new(); table.0[0].len()];
        pairs.iter().for_each(|(name, text)| line[table.column(name)] = (*text).to_owned());
        line
    };
    let with = |lines: Vec<Vec<String>>| {
        let mut all = Csv(table.0.clone());
        all.0.extend(lines);
        all.write(&desk.path("edited.csv"));
        desk.import("edited.csv")
    };
    let new = row(&[
        ("case_id", "full"),
        ("text", "Burn the drawer."),
        ("agencies", "Police"),
        ("status", "Open"),
        ("due", "2021-02"),
        ("updates", "They hesitated."),
    ]);
    let (code, told) = with(vec![new.clone()]);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("Entries: 1 new, 0 changed, 1 the same"), "{told}");
    let text = desk.case("full");
    let (case, _) = read_case("full", &text, Vocabulary::shipped()).unwrap();
    let entry = &case.reviews[0].recommendations[1];
    assert_eq!((entry.id.as_str(), entry.text.as_str()), ("R2", "Burn the drawer."));
    assert_eq!(entry.updates[0].text.as_str(), "They hesitated.");
    assert_eq!(entry.origin.as_ref().unwrap().file.as_str(), "edited.csv");
    assert!(differ(FULL, &text).0.is_empty(), "what stood before stands as it did: {text}");
    // The same row once more is that entry.
    let (code, told) = with(vec![new]);
    assert!(code == 0 && told.contains("Nothing was written"), "{told}");
    assert_eq!(desk.case("full"), text);
    let rows = [
        (row(&[("text", "Nobody's.")]), "the row names no case"),
        (row(&[("case_id", "none"), ("text", "Nobody's.")]), "the library has no case \"none\""),
        (row(&[("case_id", "full"), ("status", "Open")]), "a new recommendation needs \"text\""),
        (
            row(&[("case_id", "full"), ("text", "Later."), ("status", "Perhaps")]),
            "\"Perhaps\" is no recommendation status",
        ),
        (row(&[("case_id", "full"), ("text", "Later."), ("review", "No such")]), "name the review of the new row"),
    ];
    for (line, expected) in rows {
        let (code, told) = with(vec![line]);
        assert!(code == 1 && told.contains(&format!("not taken: {expected}")), "{expected}: {told}");
        assert_eq!(desk.case("full"), text);
    }
}

#[test]
fn a_workbook_with_one_edited_cell_is_one_changed_line() {
    let desk = Desk::with(&[("full", FULL)]);
    desk.run(&["--cases", "lib", "tracker", "--for-editing", "--output", "out.xlsx"]);
    let edit = |edits: &[(&str, &str)]| {
        let bytes = fs::read(desk.path("out.xlsx")).unwrap();
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range("casebook").unwrap();
        let head: Vec<String> = range.rows().next().unwrap().iter().map(ToString::to_string).collect();
        let mut out = rust_xlsxwriter::Workbook::new();
        let sheet = out.add_worksheet();
        for (row, cells) in (0..).zip(range.rows()) {
            for (at, cell) in (0..).zip(cells) {
                let edited = edits.iter().find(|(name, _)| row == 1 && head[usize::from(at)] == *name);
                match (edited, cell) {
                    (Some((_, text)), _) => drop(sheet.write(row, at, *text).unwrap()),
                    (None, Data::DateTime(when)) => {
                        let day = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
                        sheet.write_number_with_format(row, at, when.as_f64(), &day).unwrap();
                    }
                    (None, Data::Empty) => {}
                    (None, other) => drop(sheet.write(row, at, other.to_string()).unwrap()),
                }
            }
        }
        out.save(desk.path("edited.xlsx")).unwrap();
        desk.put("full", FULL);
        desk.import("edited.xlsx")
    };
    let (code, told) = edit(&[]);
    assert!(code == 0 && told.contains("Nothing was written"), "{told}");
    let (code, told) = edit(&[("status", "Embedded")]);
    let (gone, came) = differ(FULL, &desk.case("full"));
    assert_eq!(
        (code, gone, came),
        (0, vec!["status = \"in_progress\"".to_owned()], vec!["status = \"embedded\"".to_owned()]),
        "{told}"
    );
    let (code, _) = edit(&[("last_verified", "24 November 2018")]);
    let (_, came) = differ(FULL, &desk.case("full"));
    assert_eq!((code, came), (0, vec!["last_verified = \"2018-11-24\"".to_owned()]));
}

/// Keys whose text is free.
const FREE: [&str; 24] = [
    "text",
    "named",
    "lead",
    "rag",
    "evidence",
    "status_text",
    "response_text",
    "date_text",
    "document",
    "due_text",
    "status_by",
    "verified_by",
    "number",
    "by",
    "title",
    "outcome_text",
    "incident_text",
    "commissioned_by",
    "reference",
    "note",
    "publisher",
    "gaps",
    "area",
    "also_known_as",
];
const DATES: [&str; 7] = ["date", "due", "closed", "last_verified", "reply_due", "dated", "commissioned"];
/// Keys that an entry or part may lack.
const OPTIONAL: [&str; 22] = [
    "named",
    "lead",
    "rag",
    "evidence",
    "status_text",
    "response_text",
    "date_text",
    "document",
    "due_text",
    "status_by",
    "verified_by",
    "number",
    "due",
    "closed",
    "last_verified",
    "reply_due",
    "history",
    "updates",
    "addressees",
    "agency",
    "response",
    "status",
];

/// Changes a case at random: texts and days, keys left out, parts doubled.
fn shuffled(value: &mut toml::Value, key: &str, runner: &mut TestRunner) {
    fn chance(runner: &mut TestRunner, of: u32) -> bool {
        (0..of).new_tree(runner).unwrap().current() == 0
    }
    match value {
        toml::Value::String(text) if FREE.contains(&key) => {
            *text = "[a-zA-Z0-9=+@'\"é–|;:(),./-][a-zA-Z0-9 =+@'\"é–|;:(),./-]{0,40}[a-z.;|\"]"
                .new_tree(runner)
                .unwrap()
                .current();
        }
        toml::Value::String(text) if DATES.contains(&key) => {
            let days = prop::sample::select(vec!["2012", "2012-03", "2012-11-09", "2013-02-01"]);
            *text = days.new_tree(runner).unwrap().current().to_owned();
        }
        toml::Value::Array(all) => {
            all.iter_mut().for_each(|one| shuffled(one, key, runner));
            if matches!(key, "updates" | "addressees" | "history" | "evidence") && chance(runner, 2) {
                let mut more = all.first().cloned().into_iter().collect::<Vec<_>>();
                more.iter_mut().for_each(|one| shuffled(one, key, runner));
                all.extend(more);
            }
        }
        toml::Value::Table(table) => {
            let keys: Vec<String> = table.keys().cloned().collect();
            for name in keys {
                if OPTIONAL.contains(&name.as_str()) && chance(runner, 4) {
                    table.remove(&name);
                } else if let Some(value) = table.get_mut(&name) {
                    shuffled(value, &name, runner);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn random_cases_that_fill_every_field_come_back_unchanged() {
    let mut runner = TestRunner::deterministic();
    let full: toml::Value = toml::from_str(FULL).unwrap();
    let mut cases: Vec<(String, String)> = Vec::new();
    for number in 0..60 {
        let mut case = full.clone();
        let id = format!("case-{number}");
        shuffled(&mut case, "", &mut runner);
        case["id"] = toml::Value::String(id.clone());
        let text = toml::to_string(&case).unwrap();
        if read_case(&id, &text, Vocabulary::shipped()).is_ok() && cases.len() < 12 {
            cases.push((id, text));
        }
    }
    assert!(cases.len() == 12, "only {} cases are sound", cases.len());
    let borrowed: Vec<(&str, &str)> = cases.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    let desk = Desk::with(&borrowed);
    for format in ["csv", "xlsx", "json"] {
        let mut files = Vec::new();
        for (id, _) in &cases {
            let name = format!("{id}.{format}");
            let (code, told) = desk.run(&["--cases", "lib", "export", "--case", id, "--output", &name]);
            assert_eq!(code, 0, "{told}");
            files.push(name);
        }
        let editing = format!("editing.{format}");
        if format != "json" {
            desk.run(&["--cases", "lib", "tracker", "--for-editing", "--output", &editing]);
            files.push(editing);
        }
        let mut arguments = vec!["import", "--preset", "casebook", "--into", "lib", "--write"];
        arguments.extend(files.iter().map(String::as_str));
        let (code, told) = desk.run(&arguments);
        assert!(code == 0 && told.contains("Nothing was written"), "{format}: {told}");
        for (id, text) in &cases {
            assert_eq!(desk.case(id), *text);
        }
    }
}
