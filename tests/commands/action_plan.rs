//! A workbook as people keep an action plan in: in without a map, out to be edited, and back. Its words are our own.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

const HEAD: [&str; 9] =
    ["Ref", "Recommendation", "Agency", "Lead", "Due date", "Status", "RAG", "Evidence / impact", "Updated"];

/// Rows below the head; a day that begins with "=" stands in the file as a day, every other as it was typed.
const ROWS: [[&str; 9]; 10] = [
    [
        "1",
        "Agencies agree one pathway and tell their staff of it.",
        "Westmere CC ASC / ICB / Police",
        "Principal social worker (ASC), chief inspector",
        "=45747",
        "Complete",
        "Green",
        "Signed off 12/03/25; 40 trained",
        "=45749",
    ],
    [
        "2a",
        "Surgeries flag patients who miss two visits.",
        "ICB (primary care)",
        "Named GP",
        "30/06/2025",
        "In progress",
        "Amber",
        "Flag live in 3 of 7",
        "02/05/2025",
    ],
    ["2b", "Audit of 2a after six months", "ICB", "Named GP", "Q1 2026", "Not started", "", "", ""],
    [
        "3",
        "Record refused access.",
        "Westmere Homes Ltd",
        "Head of Tenancy",
        "=45688",
        "Overdue",
        "Red",
        "Awaiting new system\nEscalated to chair",
        "=45786",
    ],
    ["", "THEME 2: MENTAL CAPACITY", "", "", "", "", "", "", ""],
    [
        "4",
        "Consider executive capacity.",
        "All agencies",
        "Each agency",
        "Ongoing",
        "Embedded",
        "Blue",
        "Dip sample 86%",
        "Apr-25",
    ],
    [
        "5",
        "Legal advice within two days.",
        "Westmere Council Legal Services",
        "Solicitor",
        "=45930",
        "On track",
        "Green",
        "",
        "=45778",
    ],
    [
        "6",
        "Refer through the portal only.",
        "WEAS NHS FT",
        "Named professional",
        "31/6/2025",
        "Closed - superseded",
        "Grey",
        "Superseded",
        "12.5.25",
    ],
    [
        "7",
        "Require advocacy at care review.",
        "ASC Commissioning; Care providers",
        "TBC",
        "",
        "Rejected",
        "",
        "Not accepted: in contract",
        "=45637",
    ],
    [
        "8",
        "Seek assurance every quarter.",
        "SAB",
        "Board Manager",
        "=46022",
        "In progress",
        "Amber",
        "Q1 received; Q2 due",
        "2025-05-20",
    ],
];

fn write_plan(path: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Action plan").unwrap();
    let plain = Format::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    sheet.merge_range(0, 0, 0, 8, "Westmere Safeguarding Adults Partnership", &plain).unwrap();
    sheet.merge_range(1, 0, 1, 8, "SAR \"Hawthorn\" - multi-agency action plan v0.3", &plain).unwrap();
    let cell = |sheet: &mut Worksheet, row: u32, at: u16, text: &str| match text.strip_prefix('=') {
        Some(number) => {
            sheet.write_number_with_format(row, at, number.parse::<f64>().unwrap(), &day).map(drop).unwrap();
        }
        None if text.is_empty() => {}
        None => drop(sheet.write(row, at, text).unwrap()),
    };
    for (row, cells) in (3..).zip(std::iter::once(&HEAD).chain(&ROWS)) {
        (0..).zip(cells).for_each(|(at, text)| cell(sheet, row, at, text));
        if cells[0].is_empty() {
            sheet.merge_range(row, 1, row, 8, cells[1], &plain).unwrap();
        }
    }
    book.add_worksheet().set_name("Lists").unwrap().write(0, 0, "Green").unwrap();
    book.save(path).unwrap();
}

/// Writes a workbook again with one cell of the row of an item changed, as a spreadsheet would.
fn edit(from: &Path, to: &Path, item: &str, column: &str, text: &str) {
    let mut book: Xlsx<_> = open_workbook(from).unwrap();
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&name).unwrap();
    let head: Vec<String> = range.rows().next().unwrap().iter().map(ToString::to_string).collect();
    let of_item = head.iter().position(|name| name == "item").unwrap();
    let mut out = Workbook::new();
    let sheet = out.add_worksheet();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let mut edits = 0;
    for (row, cells) in (0..).zip(range.rows()) {
        for (at, cell) in (0..).zip(cells) {
            match cell {
                _ if cells[of_item] == item && head[usize::from(at)] == column => {
                    edits += 1;
                    sheet.write(row, at, text).unwrap();
                }
                Data::Empty => {}
                Data::DateTime(when) => drop(sheet.write_number_with_format(row, at, when.as_f64(), &day).unwrap()),
                other => drop(sheet.write(row, at, other.to_string()).unwrap()),
            }
        }
    }
    assert_eq!(edits, 1, "{item} {column}");
    out.save(to).unwrap();
}

struct Desk(tempfile::TempDir);

impl Desk {
    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(arguments).current_dir(self.0.path()).env("HOME", self.0.path()).env_remove("CASEBOOK_CASES");
        let out = command.output().unwrap();
        let told = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
        (out.status.code().unwrap(), told)
    }

    fn plan_in(&self) -> (i32, String) {
        self.run(&["import", "plan.xlsx", "--preset", "action-plan", "--into", "lib", "--write"])
    }

    fn back(&self, name: &str) -> (i32, String) {
        self.run(&["import", name, "--preset", "casebook", "--into", "lib", "--write"])
    }

    fn case(&self) -> String {
        fs::read_to_string(self.path("lib/plan.toml")).unwrap()
    }
}

fn changed(before: &str, after: &str) -> Vec<String> {
    assert_eq!(before.lines().count(), after.lines().count(), "{after}");
    before.lines().zip(after.lines()).filter(|(a, b)| a != b).map(|(a, b)| format!("{a} -> {b}")).collect()
}

#[test]
fn a_plan_goes_in_out_and_back_with_one_line_for_one_cell() {
    let desk = Desk(tempfile::tempdir().unwrap());
    write_plan(&desk.path("plan.xlsx"));
    let (code, told) = desk.plan_in();
    assert_eq!(code, 1, "{told}");
    for expected in [
        "Entries: 9 new, 0 changed, 0 the same",
        "row 9 is a heading and was left out: THEME 2: MENTAL CAPACITY",
        "plan.xlsx:Action plan!E12 (Due date): \"31/6/2025\" is no day; June has 30",
        "Updated: 2 of its days could be read in two ways; read day first, as the map says",
        "Wrote 1 file",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    assert_eq!(desk.run(&["check", "--strict", "lib"]).0, 0);
    let plan = desk.case();
    for expected in [
        "due = \"2025-03-31\"",
        "due = \"2025-06-30\"",
        "due_text = \"Q1 2026\"",
        "due_text = \"31/6/2025\"",
        "evidence = [\"Awaiting new system\", \"Escalated to chair\"]",
        "status = \"embedded\"",
        "status = \"superseded\"",
        "response = \"rejected\"",
        "{ named = \"Westmere Homes Ltd\" }",
        "origin = { file = \"plan.xlsx\", sheet = \"Action plan\", row = 14, key = \"8\" }",
    ] {
        assert!(plan.contains(expected), "{expected}: {plan}");
    }
    // Out, one status edited, back; and the same file once more.
    assert_eq!(desk.run(&["--cases", "lib", "tracker", "--for-editing", "--output", "out.xlsx"]).0, 0);
    edit(&desk.path("out.xlsx"), &desk.path("back.xlsx"), "R3", "status", "In progress");
    let (code, told) = desk.back("back.xlsx");
    assert_eq!(code, 0, "{told}");
    assert_eq!(changed(&plan, &desk.case()), ["status = \"open\" -> status = \"in_progress\""]);
    let once = desk.case();
    let (code, told) = desk.back("back.xlsx");
    assert!(code == 0 && told.contains("Entries: 0 new, 0 changed, 9 the same"), "{told}");
    assert_eq!(desk.case(), once);
    // The plan itself once more leaves what colleagues said.
    let (_, told) = desk.plan_in();
    assert!(told.contains("Nothing was written: the library says the same."), "{told}");
    assert_eq!(desk.case(), once);
}

#[test]
fn what_only_one_side_changed_is_no_conflict() {
    let desk = Desk(tempfile::tempdir().unwrap());
    write_plan(&desk.path("plan.xlsx"));
    desk.plan_in();
    for format in ["xlsx", "csv"] {
        let out = format!("out.{format}");
        assert_eq!(desk.run(&["--cases", "lib", "tracker", "--for-editing", "--output", &out]).0, 0);
    }
    // By hand in the library: a due date and a title, after the table went out.
    let by_hand = desk.case().replacen("due = \"2025-06-30\"", "due = \"2025-09-30\" # agreed in June", 1);
    let by_hand = by_hand.replacen("title = 'SAR \"Hawthorn\"", "title = 'Review \"Hawthorn\"", 1);
    let put = || fs::write(desk.path("lib/plan.toml"), &by_hand).unwrap();
    put();
    edit(&desk.path("out.xlsx"), &desk.path("back.xlsx"), "R2", "status", "Embedded");
    let table = fs::read_to_string(desk.path("out.csv")).unwrap();
    let edited = |line: &str| match line.contains(",R2,") {
        true => line.replacen("In progress", "Embedded", 1),
        false => line.to_owned(),
    };
    fs::write(desk.path("back.csv"), table.split_inclusive('\n').map(edited).collect::<String>()).unwrap();
    for back in ["back.xlsx", "back.csv"] {
        put();
        let (code, told) = desk.back(back);
        assert_eq!(code, 0, "{told}");
        assert_eq!(changed(&by_hand, &desk.case()), ["status = \"in_progress\" -> status = \"embedded\""], "{back}");
    }
    // The same key on both sides is one.
    edit(&desk.path("out.xlsx"), &desk.path("both.xlsx"), "R2", "due", "2025-12-01");
    put();
    let (code, told) = desk.back("both.xlsx");
    let expected = "(due): plan R2 due is \"2025-09-30\" in the library and \"2025-12-01\" in the table";
    assert!(code == 1 && told.contains(expected), "{told}");
    assert_eq!(desk.case(), by_hand);
}
