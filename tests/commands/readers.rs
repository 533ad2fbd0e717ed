//! Files as people send them: each ends in the right entries, or in one error that says what, where and what to do. The small
//! files in `tests/fixtures/tables` are invented; they were written by programs that this one has no writer for.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::io::{Cursor, Write};
use std::process::Command;

use zip::write::SimpleFileOptions;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/tables");

/// Imports a file as an action plan; gives the exit code, what was said, and the case that was written.
fn imported(name: &str, bytes: &[u8], further: &[&str]) -> (i32, String, String) {
    let desk = crate::support::tempdir().unwrap();
    fs::write(desk.path().join(name), bytes).unwrap();
    let arguments = ["import", name, "--preset", "action-plan", "--into", "lib", "--write"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(arguments).args(further).current_dir(desk.path()).env("HOME", desk.path());
    let out = command.env_remove("CASEBOOK_CASES").output().unwrap();
    let said = String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap();
    let cases = fs::read_dir(desk.path().join("lib")).into_iter().flatten().flatten().map(|file| file.path());
    let case = cases.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).map(fs::read_to_string);
    let case = case.map(Result::unwrap).collect::<String>();
    (out.status.code().unwrap(), said, case)
}

/// What each form of the same plan must give.
const PLAN: [&str; 6] = [
    "text = \"Agree one pathway – café.\"",
    "text = \"Flag missed visits.\"",
    "addressees = [{ named = \"Police\", agency = \"police\" }]",
    "due = \"2025-03-31\"",
    "due_text = \"Q1 2026\"",
    "status = \"in_progress\"",
];

/// The plan as lines of cells.
const CELLS: [[&str; 5]; 3] = [
    ["Ref", "Recommendation", "Agency", "Due date", "Status"],
    ["1", "Agree one pathway – café.", "Police", "31/03/2025", "Complete"],
    ["2a", "Flag missed visits.", "GP", "Q1 2026", "In progress"],
];

fn separated(by: &str) -> String {
    CELLS.map(|line| line.join(by)).join("\r\n") + "\r\n"
}

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A document whose table has a heading over two columns and a table in a cell.
fn document() -> Vec<u8> {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let wide = |text: &str| {
        format!("<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let row = |cells: String| format!("<w:tr>{cells}</w:tr>");
    let head = row(cell("") + &cell("") + &wide("Timescale and body") + &cell(""));
    let names = row(["Ref", "Recommendation", "Agency", "Due date", "Status"].map(cell).concat());
    let inner = format!("<w:tbl>{}</w:tbl>", row(cell("Agree one pathway – café.")));
    let first = row(cell("1")
        + &format!("<w:tc>{inner}<w:p/></w:tc>")
        + &cell("Police")
        + &cell("31/03/2025")
        + &cell("Complete"));
    let second = row(CELLS[2].map(cell).concat());
    let xml = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>Before the \
         table.</w:t></w:r></w:p><w:tbl>{head}{names}{first}{second}</w:tbl></w:body></w:document>"
    );
    packed(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &xml)])
}

/// A workbook of more rows than a plan has.
fn endless() -> Vec<u8> {
    let rows: String =
        (1..=150_000).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c></row>")).collect();
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    );
    packed(&[
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
             Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" \
             sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
             Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

#[test]
fn each_form_of_a_plan_gives_the_same_entries() {
    let fixture = |name: &str| fs::read(format!("{FIXTURES}/{name}")).unwrap();
    let sixteen = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(separated(",").encode_utf16()).flat_map(order).collect()
    };
    let (cp1252, _, _) = encoding_rs::WINDOWS_1252.encode(Box::leak(separated(",").into_boxed_str()));
    let late = format!("Eastmere Board\nVersion 3\n{}", separated(","));
    let rows: Vec<(&str, Vec<u8>, Vec<&str>)> = vec![
        ("plan.xls", fixture("plan.xls"), vec![]),
        ("plan.ods", fixture("plan.ods"), vec![]),
        ("plan.xls", fixture("plan.xls"), vec!["--sheet", "action plan"]),
        ("cp1252.csv", cp1252.into_owned(), vec![]),
        ("utf16le.csv", sixteen(u16::to_le_bytes), vec![]),
        ("utf16be.csv", sixteen(u16::to_be_bytes), vec![]),
        ("semicolons.csv", separated(";").into_bytes(), vec![]),
        ("tabs.tsv", separated("\t").into_bytes(), vec![]),
        ("bars.csv", separated("|").into_bytes(), vec![]),
        ("late.csv", late.clone().into_bytes(), vec![]),
        ("late.csv", late.into_bytes(), vec!["--header", "3"]),
        ("nested.docx", document(), vec![]),
        ("workbook.csv", fixture("plan.xls"), vec![]),
        ("document.xlsx", document(), vec![]),
        ("utf16le.csv", separated(",").encode_utf16().flat_map(u16::to_le_bytes).collect(), vec![]),
        ("text.xlsx", separated(",").into_bytes(), vec![]),
        (
            "objects.csv",
            r#"[{"Ref": "1", "Recommendation": "Agree one pathway – café.", "Agency": "Police", "Due date": "31/03/2025"},
                {"Ref": "2a", "Recommendation": "Flag missed visits.", "Due date": "Q1 2026", "Status": "In progress"}]"#
                .into(),
            vec![],
        ),
    ];
    for (name, bytes, further) in rows {
        let (code, said, case) = imported(name, &bytes, &further);
        assert_eq!(code, 0, "{name}: {said}");
        PLAN.iter().for_each(|line| assert!(case.contains(line), "{name} {further:?}: {line}: {case}"));
    }
}

/// A file: its name, its bytes, further arguments, what is said of it, and the remedy.
type Refused = (&'static str, Vec<u8>, Vec<&'static str>, &'static str, &'static str);

#[test]
fn what_cannot_be_read_ends_in_one_error_with_a_remedy() {
    let fixture = |name: &str| fs::read(format!("{FIXTURES}/{name}")).unwrap();
    let plan = fixture("plan.xls");
    let rows: Vec<Refused> = vec![
        ("locked.xlsx", fixture("locked.xlsx"), vec![], "the file has a password", "save a copy without one"),
        (
            "plan.xls",
            plan.clone(),
            vec!["--sheet", "Plans"],
            "no sheet is called \"Plans\"",
            "it has \"Action plan\", \"Notes\"",
        ),
        ("plan.xls", plan.clone(), vec!["--header", "99"], "line 99 is empty", "--header ROW"),
        ("short.xls", plan[..2000].to_vec(), vec![], "not a workbook that can be read", "save it as .xlsx"),
        ("empty.xlsx", Vec::new(), vec![], "the file is empty", "name another"),
        ("endless.xlsx", endless(), vec![], "more than 100000 rows", "split the file"),
        (
            "picture.csv",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(),
            vec![],
            "the file is a picture",
            "save the table as",
        ),
        (
            "packed.csv",
            b"\x1f\x8b\x08\0\0\0\0\0\0\x03".to_vec(),
            vec![],
            "the file is a packed file",
            "save the table as",
        ),
        (
            "page.xls",
            b"<html><table><tr><td>Ref</td></tr></table></html>".to_vec(),
            vec![],
            "the file is a web page or XML",
            "save the table as",
        ),
        (
            "bytes.csv",
            (0..40).flat_map(|_| [1, 2, 3, 4, 5, 6, 7, 65]).collect(),
            vec![],
            "the file is no text",
            "save the table as",
        ),
        (
            "four.csv",
            separated(",").encode_utf16().flat_map(|c| [c as u8, 0, 0, 0]).collect(),
            vec![],
            "no text",
            "save",
        ),
        ("table.json", separated(",").into_bytes(), vec![], "not JSON", "name a file with a list of objects"),
        (
            "long.csv",
            format!("Ref,Recommendation\n1,\"{}\"\n", "word ".repeat(60_000)).into_bytes(),
            vec![],
            "a cell of row 2 holds 293 KB: at most 256 are read",
            "a quotation mark that is never closed",
        ),
        (
            "open.csv",
            b"Ref,Recommendation,Status\n1,\"Never closed,Open\n2,Two,Open\n".to_vec(),
            vec![],
            "the quotation marks that open in line 2 never close",
            "close them there",
        ),
        (
            "words.docx",
            packed(&[("word/document.xml", "<w:document/>")]),
            vec![],
            "no table is in the file",
            "rows and columns",
        ),
    ];
    for (name, bytes, further, what, remedy) in rows {
        let (code, said, case) = imported(name, &bytes, &further);
        assert_eq!((code, said.lines().count(), case.as_str()), (2, 1, ""), "{name}: {said}");
        assert!(said.contains(name) && said.contains(what) && said.contains(remedy), "{name}: {said}");
    }
}

#[test]
fn days_are_told_where_they_are_none_or_two() {
    let table = |days: &[&str]| {
        let rows = (1..).zip(days).map(|(row, day)| format!("{row},Text {row}.,{day}\n"));
        format!("Ref,Recommendation,Due date\n{}", rows.collect::<String>())
    };
    // The days of a column, the exit code, what is said, and a line of the case.
    let rows: [(&[&str], i32, &str, &str); 6] = [
        (&["Apr-25"], 0, "1 × month such as Apr-25, read as April 2025", "due = \"2025-04\""),
        (&["31/6/2025"], 1, "a.csv:C2 (Due date): \"31/6/2025\" is no day; June has 30", "due_text = \"31/6/2025\""),
        (&["45747"], 0, "1 × day kept as a number, read as a day", "due = \"2025-03-31\""),
        (
            &["02/05/2025"],
            0,
            "1 of its days could be read in two ways; read day first, as the map says",
            "due = \"2025-05-02\"",
        ),
        (
            &["13/05/2025", "02/05/2025", "05/14/2025"],
            1,
            "a.csv:C4 (Due date): \"05/14/2025\" can only be read month first",
            "due = \"2025-05-14\"",
        ),
        (&["ASAP", "end of Q2 2025"], 0, "2 new", "due_text = \"end of Q2 2025\""),
    ];
    for (days, expected, what, line) in rows {
        let (code, said, case) = imported("a.csv", table(days).as_bytes(), &[]);
        assert_eq!(code, expected, "{days:?}: {said}");
        assert!(said.contains(what) && case.contains(line), "{days:?}: {said}\n{case}");
    }
}
