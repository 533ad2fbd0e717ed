//! Tables come in, go out and come back. The samples are invented, in the shapes of real ones.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use casebook::case::kinds::{LISTS, OWN_KEYS, keys_of};
use casebook::import::presets::PRESETS;
use proptest::prelude::*;
use tempfile::TempDir;

#[path = "../support_fuzz/tables.rs"]
mod tables;

/// A folder with a table in it, and a library to import into.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn with(name: &str, text: impl AsRef<[u8]>) -> Self {
        let desk = Self { folder: crate::support::tempdir().unwrap() };
        desk.put(name, text);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_casebook"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path())
            .env_remove("CASEBOOK_CASES")
            .output()
            .unwrap()
    }

    /// Runs `import FILE… --into lib` with further arguments; gives the exit code and what was printed.
    fn import(&self, arguments: &[&str]) -> (i32, String) {
        let out = self.run(&[&["import"], arguments, &["--into", "lib"]].concat());
        let text = String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap();
        (out.status.code().unwrap(), text)
    }

    fn case(&self, id: &str) -> String {
        fs::read_to_string(self.path("lib").join(format!("{id}.toml"))).unwrap()
    }

    fn set_case(&self, id: &str, from: &str, to: &str) {
        let text = self.case(id);
        assert!(text.contains(from), "{from} in {text}");
        fs::write(self.path("lib").join(format!("{id}.toml")), text.replacen(from, to, 1)).unwrap();
    }

    fn check(&self) {
        let out = self.run(&["check", "--strict", "lib"]);
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
    }
}

/// The lines that differ between two texts of as many lines.
fn changed_lines(before: &str, after: &str) -> Vec<(String, String)> {
    assert_eq!(before.lines().count(), after.lines().count(), "{after}");
    let pairs = before.lines().zip(after.lines()).filter(|(before, after)| before != after);
    pairs.map(|(before, after)| (before.to_owned(), after.to_owned())).collect()
}

const PLAN: &str = "Eastmere Adults Board,,,,,,,,\n\
    \"SAR \"\"Rowan\"\", action plan\",,,,,,,,\n\
    ,,,,,,,,\n\
    Ref,Recommendation,Agency,Lead,Due date,Status,RAG,Evidence / impact,Updated\n\
    1,Agree one pathway.,Police / Eastmere Homes Ltd,Head of service,31/03/2025,Complete,Green,Signed off,02/04/2025\n\
    2a,Flag missed visits.,GP,,02/05/2025,In progress,Amber,,Apr-25\n\
    ,THEME 2: CAPACITY,,,,,,,\n\
    3,Record refused access.,Eastmere Homes Ltd,,31/6/2025,Nearly there,,\"One\nTwo\",\n";

#[test]
fn an_action_plan_goes_in_without_a_map() {
    let desk = Desk::with("plan.csv", PLAN);
    let (code, told) = desk.import(&["plan.csv", "--preset", "action-plan"]);
    assert_eq!(code, 1, "{told}");
    for expected in [
        "4 rows read",
        "Cases: 1 new, 0 changed, 0 the same",
        "Entries: 3 new, 0 changed, 0 the same",
        "not taken from the table: Updated",
        "row 7 is a heading and was left out: THEME 2: CAPACITY",
        "2 × Eastmere Homes Ltd",
        "1 × Nearly there",
        "plan.csv:E8 (Due date): \"31/6/2025\" is no day; June has 30",
        "Nothing was written. --write writes 1 file",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    assert!(!desk.path("lib").exists(), "a dry run writes nothing");
    let (_, told) = desk.import(&["plan.csv", "--preset", "action-plan", "--write"]);
    assert!(told.contains("Wrote 1 file"), "{told}");
    desk.check();
    let text = desk.case("plan");
    for expected in [
        "title = 'SAR \"Rowan\", action plan'",
        "publisher = \"Eastmere Adults Board\"",
        "addressees = [{ named = \"Police\", agency = \"police\" }, { named = \"Eastmere Homes Ltd\" }]",
        "status = \"closed_implemented\"",
        "status_text = \"Nearly there\"",
        "due = \"2025-03-31\"",
        "due = \"2025-05-02\"",
        "due_text = \"31/6/2025\"",
        "evidence = [\"One\", \"Two\"]",
        "origin = { file = \"plan.csv\", row = 6, key = \"2a\" }",
        "confidence = \"transcribed\"",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(!text.contains("updates"), "a day without words is no report: {text}");
    // The same again changes nothing.
    let (_, told) = desk.import(&["plan.csv", "--preset", "action-plan", "--write"]);
    assert!(told.contains("Nothing was written: the library says the same."), "{told}");
    assert_eq!(desk.case("plan"), text);
}

#[test]
fn a_newer_version_changes_the_lines_that_it_changed_and_hand_edits_stay() {
    let desk = Desk::with("plan.csv", PLAN);
    desk.import(&["plan.csv", "--preset", "action-plan", "--write"]);
    desk.set_case("plan", "lead = \"Head of service\"", "lead = \"Director\" # since May");
    let before = desk.case("plan");
    desk.put(
        "plan.csv",
        PLAN.replace("In progress", "Complete").replace("Agree one pathway.", "Agree one pathway soon."),
    );
    let (code, told) = desk.import(&["plan.csv", "--preset", "action-plan", "--write"]);
    assert_eq!(code, 1, "{told}");
    assert!(told.contains("Entries: 0 new, 2 changed, 1 the same"), "{told}");
    let changed = changed_lines(&before, &desk.case("plan"));
    let expected = [
        ("text = \"Agree one pathway.\"", "text = \"Agree one pathway soon.\""),
        ("status = \"in_progress\"", "status = \"closed_implemented\""),
    ];
    assert_eq!(changed, expected.map(|(before, after)| (before.to_owned(), after.to_owned())));
    assert!(desk.case("plan").contains("lead = \"Director\" # since May"));
    // A row that is new, and one that is gone.
    let without_3: String = PLAN.split("3,Record").next().unwrap().to_owned();
    desk.put("plan.csv", without_3 + "4,Train staff.,Police,,,Not started,,,\n");
    let (_, told) = desk.import(&["plan.csv", "--preset", "action-plan", "--write"]);
    assert!(told.contains("plan R3 (recommendation 3)"), "{told}");
    let text = desk.case("plan");
    assert!(text.contains("id = \"R4\"\nnumber = \"4\"") && text.contains("Record refused access."), "{text}");
    assert!(text.contains("id = \"record-2\""), "the new row is of another file: {text}");
    desk.check();
}

#[test]
fn what_changed_on_both_sides_is_told_and_the_file_stays_until_a_side_is_chosen() {
    let desk = Desk::with("plan.csv", PLAN);
    desk.import(&["plan.csv", "--preset", "action-plan", "--write"]);
    desk.set_case("plan", "status = \"in_progress\"", "status = \"open\"");
    let before = desk.case("plan");
    let newer = PLAN.replace("In progress", "Complete").replace("Head of service", "Director");
    desk.put("plan.csv", newer);
    let (code, told) = desk.import(&["plan.csv", "--preset", "action-plan", "--write"]);
    assert_eq!(code, 1);
    let line =
        "plan.csv:F6 (Status): plan R2 status is \"open\" in the library and \"closed_implemented\" in the table";
    assert!(told.contains(line), "{told}");
    assert_eq!(desk.case("plan"), before, "not even the lead, which one side alone changed");
    desk.import(&["plan.csv", "--preset", "action-plan", "--write", "--mine"]);
    let mine = desk.case("plan");
    assert!(mine.contains("status = \"open\"") && mine.contains("lead = \"Director\""), "{mine}");
    desk.set_case("plan", "status = \"open\"", "status = \"superseded\"");
    desk.put("plan.csv", PLAN.replace("In progress", "Not started"));
    desk.import(&["plan.csv", "--preset", "action-plan", "--write", "--theirs"]);
    assert!(desk.case("plan").contains("status = \"open\""));
}

#[test]
fn a_memory_that_is_lost_costs_no_doubles() {
    let desk = Desk::with("plan.csv", PLAN);
    desk.import(&["plan.csv", "--preset", "action-plan", "--write"]);
    let before = desk.case("plan");
    fs::remove_file(desk.path("lib/.casebook/import/base.jsonl")).unwrap();
    let (_, told) = desk.import(&["plan.csv", "--preset", "action-plan", "--write"]);
    assert!(told.contains("Entries: 0 new, 0 changed, 3 the same"), "{told}");
    assert_eq!(desk.case("plan"), before);
    desk.put("lib/.casebook/import/base.jsonl", "nonsense\n");
    let (code, told) = desk.import(&["plan.csv", "--preset", "action-plan"]);
    assert!(code == 2 && told.contains("line 1 is not what an import writes"), "{told}");
}

const TOOLKIT: &str = ",url,id,date,coroner,area,receiver,investigation,circumstances,concerns,age\n\
    0,https://example.org/reports/jane-example-prevention-of-future-deaths-report/,2025-0001,2025-03-04,A. Coroner,Northshire,\
    NHS Northshire; Eastmere Homes Ltd,I opened an inquest into the death of Jane EXAMPLE.,Jane Example fell at home.,\
    \"1. Nobody told the GP. 2. The ward was short of staff.\",<NA>\n\
    1,https://example.org/reports/john-sample/,,2024-11-02,B. Coroner,Southshire,Police,,,One matter only.,41\n";

#[test]
fn coroners_reports_go_in_in_both_public_forms() {
    let desk = Desk::with("toolkit.csv", TOOLKIT);
    let (code, told) = desk.import(&["toolkit.csv", "--preset", "pfd", "--write"]);
    assert_eq!(code, 0, "names of bodies need no decision: {told}");
    assert!(told.contains("Cases: 2 new") && told.contains("Entries: 3 new"), "{told}");
    desk.check();
    let text = desk.case("pfd-2025-0001");
    for expected in [
        "name = \"Jane Example\"",
        "name = \"Jane EXAMPLE\"",
        "kind = \"coroner_pfd\"",
        "text = \"Nobody told the GP.\"",
        "text = \"The ward was short of staff.\"",
        "url = \"https://example.org/reports/jane-example-prevention-of-future-deaths-report/\"",
        "{ named = \"Eastmere Homes Ltd\" }",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(desk.case("pfd-john-sample").contains("does not describe the circumstances"));
    // Cells of the head and of the review change a line each, and a hand edit between stays.
    desk.set_case("pfd-2025-0001", "nation = \"england_and_wales\"", "nation = \"england\" # by hand");
    let before = desk.case("pfd-2025-0001");
    let newer = TOOLKIT.replace(",Northshire,", ",Westshire,").replace("2025-03-04", "2025-03-05");
    desk.put("toolkit.csv", newer.replace("fell at home", "fell at work").replace("Nobody told", "No one told"));
    let (code, told) = desk.import(&["toolkit.csv", "--preset", "pfd", "--write"]);
    assert_eq!(code, 0, "{told}");
    let changed = changed_lines(&before, &desk.case("pfd-2025-0001"));
    let keys: Vec<&str> = changed.iter().map(|(_, after)| after.split(" = ").next().unwrap()).collect();
    assert_eq!(keys, ["area", "summary", "dated", "text"]);
    let hidden = desk.run(&["--cases", "lib", "--private", "show", "--bundled"]);
    assert!(!String::from_utf8_lossy(&hidden.stdout).contains("Example"));
    let tracker = "Status,Date added,Date of report,Ref,Deceased name,Coroner name,Coroner area,Category,Sent to,Sent to count,\
        Replies count,URL\n\
        overdue,05/03/2025,04/03/2025,2025-0001,Jane Example,A. Coroner,Northshire,Hospital,NHS Northshire | Police,2,0,\
        https://example.org/a/\n";
    let desk = Desk::with("tracker.csv", tracker);
    let (code, told) = desk.import(&["tracker.csv", "--preset", "pfd", "--write"]);
    assert_eq!(code, 0, "{told}");
    let text = desk.case("pfd-2025-0001");
    assert!(text.contains("dated = \"2025-03-04\""), "{text}");
    assert!(text.contains("{ named = \"Police\", agency = \"police\", response = \"awaiting\" }"), "{text}");
    desk.check();
}

#[test]
fn without_a_map_the_columns_are_shown_and_a_map_to_edit_is_written() {
    let desk = Desk::with("list.csv", "Number,Text,Addressee,Status\n1,Do it.,Police,Open\n2,Do that.,GP,Closed\n");
    let out = desk.run(&["import", "list.csv"]);
    let told = String::from_utf8(out.stdout).unwrap();
    assert!(told.contains("Text (2 filled, different in every row): may be text of the recommendation"), "{told}");
    assert!(told.contains("  Do it.\n  Do that."), "{told}");
    let map = fs::read_to_string(desk.path("list.map.toml")).unwrap();
    assert!(map.contains("key = \"{Number}\"") && map.contains("text = \"{Text}\""), "{map}");
    desk.put("list.map.toml", map.clone() + "# mine\n");
    let again = String::from_utf8(desk.run(&["import", "list.csv"]).stdout).unwrap();
    assert!(again.contains("is there already and stays as it is"), "{again}");
    assert!(fs::read_to_string(desk.path("list.map.toml")).unwrap().ends_with("# mine\n"));
    // The map as it is written asks for what nobody can guess.
    let (code, told) = desk.import(&["list.csv", "--map", "list.map.toml"]);
    assert!(code == 2 && told.contains("[case] has no \"summary\", which the format requires"), "{code} {told}");
}

#[test]
fn a_wrong_map_is_told_at_its_line() {
    let rows = [
        ("key = \"{a}\"\n[case]\nnaton = \"england\"\n", "m.toml:3:1: unknown key \"naton\"; did you mean \"nation\""),
        ("key = \"{a\"\n", "m.toml:1:7: \"{a\" has a brace that is not closed"),
        ("[case]\n", "the map has no \"key\""),
        ("key = \"{a}\"\n[case]\nid = \"x\"\n", "[case] has no \"nation\", which the format requires"),
        ("key = \"{a}\"\n[recommendations]\n", "unknown key \"recommendations\"; did you mean \"recommendation\""),
        ("key = [\n", "not TOML"),
        ("key = \"{a}\"\n[file]\ndates = \"english\"\n", "write \"day-first\" or \"month-first\""),
    ];
    let desk = Desk::with("a.csv", "a,b\n1,2\n");
    for (map, expected) in rows {
        desk.put("m.toml", map);
        let (code, told) = desk.import(&["a.csv", "--map", "m.toml"]);
        assert!(code == 2 && told.contains(expected), "{expected}: {told}");
    }
}

#[test]
fn files_that_cannot_be_read_end_in_one_error() {
    let desk = Desk::with("a.pdf", "%PDF-1.7");
    let many = "a,b\n".to_owned() + &"1,2\n".repeat(100_001);
    desk.put("many.csv", many);
    desk.put("bomb.xlsx", bomb());
    desk.put("quotes.csv", "Number,Text,Status\n1,\"Never closed,Open\n2,Two,Open\n");
    desk.put("empty.csv", "");
    desk.put("heads.csv", "Number,Text,Status\n");
    let rows = [
        ("a.pdf", "pdftotext -layout"),
        ("many.csv", "more than 100000 rows"),
        ("bomb.xlsx", "grows beyond 384 MB"),
        ("none.csv", "cannot be read"),
        ("quotes.csv", "the quotation marks that open in line 2 never close"),
        ("empty.csv", "the file is empty"),
        ("heads.csv", "no row stands below the names of the columns in line 1"),
    ];
    let below = desk.run(&["import", "heads.csv", "--preset", "recommendations", "--into", "empty.csv/below"]);
    let told = String::from_utf8_lossy(&below.stderr).into_owned();
    assert!(below.status.code() == Some(2) && told.contains("a part of its path is a file"), "{told}");
    for (name, expected) in rows {
        let (code, told) = desk.import(&[name, "--preset", "recommendations"]);
        assert!(code == 2 && told.contains(expected) && told.lines().count() == 1, "{name}: {told}");
    }
}

/// A cell that is merged over several rows speaks for each of them.
#[test]
fn a_merged_cell_counts_for_every_row_beside_it() {
    let desk = Desk::with("unused.csv", "a,b\n1,2\n");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0..).zip(["Ref", "Recommendation", "Agency"]) {
        sheet.write(0, column, name).unwrap();
    }
    for (row, text) in (1..).zip(["Agree one pathway.", "Flag missed visits.", "Audit the flags."]) {
        sheet.write(row, 0, row).unwrap();
        sheet.write(row, 1, text).unwrap();
    }
    sheet.merge_range(1, 2, 2, 2, "Police", &rust_xlsxwriter::Format::new()).unwrap();
    desk.put("plan.xlsx", book.save_to_buffer().unwrap());
    let (code, told) = desk.import(&["plan.xlsx", "--preset", "action-plan", "--write"]);
    assert!(code == 0 && told.contains("1 × row below a merged cell, read with its value"), "{code}: {told}");
    let case = desk.case("plan");
    assert_eq!(case.matches("named = \"Police\"").count(), 2, "{case}");
}

/// Action plans as people keep them: the columns in other words, two lines of headings, totals, days in words.
#[test]
fn action_plans_in_other_words_go_in_too() {
    let plans: [(&str, &[&str], &[&str]); 7] = [
        (
            "Eastshire Partnership\nPlan for Poppy\n\nRec no.,Recommendation,Lead officer,Lead agency,Target,RAG,Progress,Status\n\
             1,Review the pathway.,Head of Service,Adult Social Care,end of Q2 2025,Green,Drafted,On track\n\
             2,Train all staff.,Manager,ICB,ASAP,Red,,Behind schedule\n\
             3,Audit practice.,QA lead,Police,31/6/2025,Amber,Tool agreed,Apr-25\nTotal,,,,,3,,\n",
            &[
                "lead = \"Head of Service\"",
                "due_text = \"end of Q2 2025\"",
                "due_text = \"ASAP\"",
                "due_text = \"31/6/2025\"",
                "rag = \"Red\"",
                "updates = [{ text = \"Drafted\", confidence = \"transcribed\"",
                "title = \"Plan for Poppy\"",
            ],
            &[
                "row 8 is a total and was left out: Total, 3",
                "plan.csv:E7 (Target): \"31/6/2025\" is no day; June has 30",
            ],
        ),
        (
            ",Recommendation,,,Timescale,,Progress,,\nRef,Text,Agency,Lead,Target,Revised,Status,RAG,Comments\n\
             R1,Do one thing.,Police,DCI,Mar-25,Jun-25,Complete,G,Signed off\n",
            &["number = \"R1\"", "due = \"2025-03\"", "status = \"closed_implemented\"", "title = \"plan\""],
            &["1 × month such as Apr-25, read as April 2025", "not taken from the table: Revised"],
        ),
        (
            "Ref,Recommendation,Agency,Timescale,,Status\n,,,Target,Revised,\n1,Do one thing.,Police,30/04/2025,31/05/2025,Complete\n",
            &["due = \"2025-04-30\"", "status = \"closed_implemented\""],
            &["1 row read", "not taken from the table: Revised"],
        ),
        (
            "Recommendation,Owner,Deadline,Status\nWrite a policy.,A. Person,Ongoing,Done\nPublish it.,B. Person,2025-10-01,In Progress\n",
            &["text = \"Write a policy.\"", "lead = \"B. Person\"", "due = \"2025-10-01\""],
            &["no column numbers the rows: a row is known again by its text"],
        ),
        (
            "Rec ref,Recommendation,Action,Responsible officer,Due by\n1,Improve records.,1.1 New template,Team lead,April 2025\n\
             ,,1.2 Training,Team lead,May 2025\n",
            &["text = \"Improve records.\"", "due = \"2025-04\""],
            &["not taken from the table: Action (1 of 2 cells)", "row 3: the row says nothing under Rec ref"],
        ),
        (
            "No.;Action required;By whom;By when;Date completed\n1;Share it.;Manager;within 3 months;12.5.25\n",
            &["number = \"1\"", "lead = \"Manager\"", "due_text = \"within 3 months\"", "closed = \"2025-05-12\""],
            &[],
        ),
        (
            "Ref,Recommendation,Status,Status,Due Date\n1,One.,Open,Green,45747\n1,Twice.,Open,Amber,\n3,,Open,,\nTHEME 2,,,,\n",
            &["due = \"2025-03-31\"", "text = \"One.\""],
            &[
                "row 3: the key \"1\" stands in row 2 too",
                "row 4: the row says nothing under the text of an entry; left out",
                "row 5 is a heading and was left out: THEME 2",
                "not taken from the table: Status (column D)",
            ],
        ),
    ];
    for (plan, entered, said) in plans {
        let desk = Desk::with("plan.csv", plan);
        let (_, told) = desk.import(&["plan.csv", "--preset", "action-plan", "--write"]);
        assert!(told.contains("Wrote 1 file"), "{plan}{told}");
        let text = desk.case("plan");
        entered.iter().for_each(|line| assert!(text.contains(line), "{line}: {text}"));
        said.iter().for_each(|line| assert!(told.contains(line), "{line}: {told}"));
        assert!(desk.run(&["check", "lib"]).status.success());
        let (_, again) = desk.import(&["plan.csv", "--preset", "action-plan", "--write"]);
        assert!(again.contains("Nothing was written: the library says the same."), "{again}");
    }
}

/// A workbook that grows to 400 MB of blanks.
fn bomb() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("xl/worksheets/sheet1.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let blank = vec![b' '; 1 << 20];
    (0..400).for_each(|_| archive.write_all(&blank).unwrap());
    archive.finish().unwrap().into_inner()
}

/// The fixture whose entries have every key that there is.
fn complete(desk: &Desk) {
    fs::create_dir_all(desk.path("lib")).unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/complete");
    for file in fs::read_dir(from).unwrap().flatten() {
        fs::copy(file.path(), desk.path("lib").join(file.file_name())).unwrap();
    }
}

#[test]
fn what_export_wrote_changes_nothing_when_it_comes_back() {
    let desk = Desk::with("x", "");
    complete(&desk);
    let ids: Vec<String> = fs::read_dir(desk.path("lib"))
        .unwrap()
        .flatten()
        .filter_map(|file| file.file_name().into_string().unwrap().strip_suffix(".toml").map(str::to_owned))
        .filter(|id| id != "vocabulary" && id != "searches" && id != "profile")
        .collect();
    for format in ["csv", "xlsx", "json"] {
        for id in &ids {
            let name = format!("out.{format}");
            let out = desk.run(&["--cases", "lib", "export", "--case", id, "--output", &name, "--force"]);
            assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
            let before = desk.case(id);
            let (code, told) = desk.import(&[&name, "--preset", "casebook", "--write"]);
            assert!(
                code == 0 && told.contains("Nothing was written: the library says the same."),
                "{format} {id}: {told}"
            );
            assert_eq!(desk.case(id), before);
        }
    }
    for name in ["edit.csv", "edit.xlsx"] {
        desk.run(&["--cases", "lib", "tracker", "--for-editing", "--output", name]);
        let (code, told) = desk.import(&[name, "--preset", "casebook", "--write"]);
        assert!(code == 0 && told.contains("Nothing was written"), "{name}: {told}");
    }
}

#[test]
fn a_cell_that_was_edited_is_a_line_that_changes() {
    let desk = Desk::with("plan.csv", PLAN);
    desk.import(&["plan.csv", "--preset", "action-plan", "--write"]);
    let out = desk.run(&["--cases", "lib", "tracker", "--for-editing"]);
    let table = String::from_utf8(out.stdout).unwrap();
    let head = table.lines().next().unwrap();
    for column in ["case_id", "item", "status", "status_code", "named", "lead", "evidence", "base"] {
        assert!(head.split(',').any(|name| name.trim_start_matches('\u{feff}') == column), "{column}: {head}");
    }
    let before = desk.case("plan");
    desk.put("edited.csv", table.replacen("In progress,in_progress", "Embedded,in_progress", 1));
    let (code, told) = desk.import(&["edited.csv", "--preset", "casebook", "--write"]);
    assert_eq!(code, 0, "{told}");
    let changed = changed_lines(&before, &desk.case("plan"));
    assert_eq!(changed, [("status = \"in_progress\"".to_owned(), "status = \"embedded\"".to_owned())]);
    // The line is another by now, so that what comes back is held against what it was.
    desk.put("late.csv", table.replacen("In progress,in_progress", "Withdrawn,in_progress", 1));
    let (code, told) = desk.import(&["late.csv", "--preset", "casebook", "--write"]);
    assert!(code == 1 && told.contains("is \"embedded\" in the library and \"withdrawn\" in the table"), "{told}");
    // The table that it came from keeps to its own: the hand edit stays.
    let (_, told) = desk.import(&["plan.csv", "--preset", "action-plan", "--write"]);
    assert!(told.contains("Nothing was written"), "{told}");
}

#[test]
fn a_package_joins() {
    let desk = Desk::with("plan.csv", PLAN);
    desk.import(&["plan.csv", "--preset", "action-plan", "--write"]);
    let out = desk.run(&["--cases", "lib", "export", "--package", "data"]);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let about: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(desk.path("data/datapackage.json")).unwrap()).unwrap();
    let names: Vec<&str> =
        about["resources"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["cases", "reviews", "findings", "recommendations", "events", "sources", "links"]);
    for resource in about["resources"].as_array().unwrap() {
        let text = fs::read_to_string(desk.path("data").join(resource["path"].as_str().unwrap())).unwrap();
        let fields: Vec<&str> =
            resource["schema"]["fields"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
        assert_eq!(text.lines().next().unwrap(), fields.join(","));
    }
    let rows = fs::read_to_string(desk.path("data/recommendations.csv")).unwrap();
    assert_eq!(rows.lines().count(), 4);
    // Nothing is written over without being asked.
    assert_eq!(desk.run(&["--cases", "lib", "export", "--package", "data"]).status.code(), Some(2));
}

fn between(text: &str, name: &str, table: &str) -> String {
    let (begin, end) = (format!("<!-- {name}: begin -->\n"), format!("<!-- {name}: end -->"));
    let (before, rest) = text.split_once(&begin).unwrap();
    let (_, after) = rest.split_once(&end).unwrap();
    format!("{before}{begin}{table}{end}{after}")
}

#[test]
fn the_reference_of_the_map_names_every_key() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/import.md");
    let text = fs::read_to_string(&path).unwrap();
    let mut keys = String::from("| table | key | holds |\n|---|---|---|\n");
    for list in LISTS {
        let heading = if matches!(list.name, "case" | "review") {
            format!("`[{}]`", list.name)
        } else {
            format!("`[[{}]]`", list.name)
        };
        let numbered = |name: &str| list.letter.is_some() && name == "id";
        for key in keys_of(list).0.iter().filter(|key| !OWN_KEYS.contains(&key.name.as_str()) && !numbered(&key.name)) {
            if list.name == "review" && LISTS.iter().any(|inner| inner.is_in_review() && inner.path[1] == key.name)
                || list.name == "case" && LISTS.iter().any(|inner| inner.path == [key.name.as_str()])
            {
                continue;
            }
            let must = if key.required { " (required)" } else { "" };
            keys.push_str(&format!("| {heading} | `{}` | {}{must} |\n", key.name, key.kind.told()));
        }
    }
    let mut presets = String::from("| `--preset` | for |\n|---|---|\n");
    PRESETS.iter().for_each(|preset| presets.push_str(&format!("| `{}` | {} |\n", preset.name, preset.about)));
    let expected = between(&between(&text, "keys", &keys), "presets", &presets);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, expected).unwrap();
        return;
    }
    assert_eq!(text, expected, "out of date: UPDATE_DOCS=1 cargo test --test commands");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn random_tables_never_end_the_program(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        tables::check(&bytes);
    }

    #[test]
    fn random_texts_with_separators_never_end_the_program(text in "[a-zA-Z0-9 ,;\t\"\n/{}='é€.\\-]{0,300}") {
        tables::check(text.as_bytes());
        tables::check(format!("Ref,Text,Date\n{text}").as_bytes());
    }
}
