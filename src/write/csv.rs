//! CSV as RFC 4180 has it, for spreadsheets.
//!
//! It begins with a byte order mark, without which Excel takes UTF-8 for the code page of the machine and shows "Ärger" as
//! "Ã„rger"; readers that follow the standard skip it. A cell that a spreadsheet would run as a formula gets an apostrophe
//! before it ([`guarded`]), which spreadsheets take for "this is text". No cell is exempt: the only numbers here are counts,
//! which have no sign, so that a cell such as "-5" is somebody's text and is guarded like any other.
//!
//! If the list separator of a machine is the semicolon, or a file is opened as one of tabs, a spreadsheet does not split
//! at our commas and takes our quotation marks for text: what stands behind a semicolon, a tab or the end of a line inside a
//! text is the start of a cell to it. There the same signs get the same apostrophe, at the price that "a; -b" reads "a; '-b".

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};
use unicode_normalization::UnicodeNormalization;

use super::sheet::Spreadsheet;
use crate::page::{Listing, Page};

const MARK: char = '\u{feff}';

/// A report as CSV: a line for each row; of one without rows, a line for each number or word of its tables and figures.
pub fn write(report: &Page, listing: &Listing) -> String {
    of_sheet(&Spreadsheet::of_page(report, listing))
}

/// A sheet as CSV.
pub fn of_sheet(sheet: &Spreadsheet) -> String {
    let head = sheet.columns.iter().map(|column| column.name.clone()).collect();
    let lines: Vec<Vec<String>> = std::iter::once(head).chain(sheet.rows.iter().cloned()).collect();
    let mut text = String::from(MARK);
    text.push_str(&table(&lines));
    text
}

/// Lines of cells as CSV.
pub fn table(lines: &[Vec<String>]) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for line in lines {
        // Writing to memory does not fail, and every line has as many cells as the first.
        let _ = writer.write_record(line.iter().map(|cell| guarded(cell).into_owned()));
    }
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// The characters that a spreadsheet may take for the end of a cell inside a text.
const ENDS: [char; 4] = [';', '\t', '\r', '\n'];

/// A cell with an apostrophe wherever a spreadsheet would run what follows: where the cell, or what stands in it behind a
/// semicolon, a tab or the end of a line, begins with one of `= + - @`, in any width or form, be there spaces, invisible
/// characters or quotation marks before that or not; and where the cell begins with a tab or the end of a line.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut start = true;
    for part in cell.split_inclusive(ENDS) {
        // A separator by itself, as between paragraphs or columns of tabs, begins no formula.
        if runs(part, start) {
            out.push('\'');
        }
        out.push_str(part);
        start = false;
    }
    if out.len() == cell.len() { Cow::Borrowed(cell) } else { Cow::Owned(out) }
}

/// A cell without the apostrophes of [`guarded`].
pub fn unguarded(cell: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut start = true;
    for part in cell.split_inclusive(ENDS) {
        let bare = part.strip_prefix('\'').filter(|rest| runs(rest, start));
        out.push_str(bare.unwrap_or(part));
        start = false;
    }
    if out.len() == cell.len() { Cow::Borrowed(cell) } else { Cow::Owned(out) }
}

/// True if a spreadsheet would run a text that it takes for a cell; one that begins with what ends a cell, where it is the
/// start of one.
fn runs(text: &str, start: bool) -> bool {
    let skipped = |c: char| {
        (c.is_whitespace() && !matches!(c, '\t' | '\r' | '\n'))
            || matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '`' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{fffd}')
    };
    let acts = |c: char| {
        // Full-width, small and raised forms count as what they stand for; the minus sign proper is no form of the hyphen.
        let plain = std::iter::once(c).nfkc().next().unwrap_or(c);
        matches!(plain, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\u{2212}') || plain.is_control()
    };
    let first = text.trim_start_matches(skipped).chars().next();
    first.is_some_and(|first| acts(first) && (start || !ENDS.contains(&first)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_guarded() {
        let rows = [
            ("=1+1", true),
            ("+1", true),
            ("-5", true),
            ("@SUM(A1)", true),
            ("\tx", true),
            ("\rx", true),
            ("  =1", true),
            ("\u{a0}=1", true),
            ("\"=1", true),
            ("'=1", true),
            ("“ ’=1", true),
            ("＝1", true),
            ("＋1", true),
            ("－1", true),
            ("＠x", true),
            ("﹦1", true),
            ("⁼1", true),
            ("−5", true),
            ("\u{feff}=1", true),
            ("\u{fffd}=1", true),
            ("=cmd|' /C calc'!A0", true),
            ("", false),
            ("  ", false),
            ("F1", false),
            ("2013-01", false),
            ("a=b", false),
            ("– a dash", false),
            ("\"quoted\"", false),
            ("5", false),
        ];
        for (cell, guard) in rows {
            let expected = if guard { format!("'{cell}") } else { cell.to_owned() };
            assert_eq!(guarded(cell), expected, "{cell:?}");
        }
    }

    #[test]
    fn what_begins_a_cell_to_a_machine_with_another_separator_is_guarded() {
        let rows = [
            ("x;=HYPERLINK(\"a\")", "x;'=HYPERLINK(\"a\")"),
            ("x; \"=1", "x;' \"=1"),
            ("x\t=1", "x\t'=1"),
            ("x\n@SUM(A1)\r\n+1", "x\n'@SUM(A1)\r\n'+1"),
            ("=1;＝2;3", "'=1;'＝2;3"),
            (";;=1", ";;'=1"),
            ("\n\n=1", "'\n\n'=1"),
            ("Police; GP", "Police; GP"),
            ("One.\n\nTwo\tthree;", "One.\n\nTwo\tthree;"),
            ("a;b=c", "a;b=c"),
        ];
        for (cell, expected) in rows {
            assert_eq!(guarded(cell), expected, "{cell:?}");
        }
    }

    proptest! {
        #[test]
        fn any_cells_come_back(cells in prop::collection::vec(prop::collection::vec(any::<String>(), 3), 1..5)) {
            let written = table(&cells);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(written.as_bytes());
            let read: Vec<Vec<String>> =
                reader.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect();
            let guarded: Vec<Vec<String>> =
                cells.iter().map(|line| line.iter().map(|cell| guarded(cell).into_owned()).collect()).collect();
            prop_assert_eq!(read, guarded);
        }

        #[test]
        fn a_guard_is_taken_off(cell in "[ \"'=+@\t\r\n;＝＋－＠a-]{0,10}") {
            let guarded = guarded(&cell);
            prop_assert_eq!(unguarded(&guarded), cell.as_str());
        }

        #[test]
        fn a_guarded_cell_begins_with_nothing_that_acts(cell in "[ \"'=+@\t\r\n＝＋－＠a-]{0,8}") {
            let out = guarded(&cell);
            prop_assert!(!out.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']));
        }

        #[test]
        fn however_it_is_split_no_part_acts(cell in "[ \"'=+@\t\r\n;＝＋－＠a-]{0,10}") {
            let out = guarded(&cell);
            for part in out.split([';', '\t', '\r', '\n']) {
                let part = part.trim_start_matches([' ', '"']);
                prop_assert!(!part.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{:?}", out);
            }
        }
    }
}
