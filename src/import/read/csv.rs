//! Text with separators: commas, semicolons, tabs or bars, whichever parts the first lines alike.

use csv::{ErrorKind, ReaderBuilder, StringRecord};

use super::{LineCollector, TableLimits};
use crate::import::error::UnreadTable;
use crate::import::table::{Cell, InputTable};

/// The separators that programs write, the usual one first.
const SEPARATORS: [u8; 4] = *b",;\t|";
/// Lines that are looked at to find the separator.
const LOOKED_AT: usize = 20;

/// Reads a table of text.
pub fn read(text: &str, limits: &TableLimits) -> Result<InputTable, UnreadTable> {
    // Excel says which separator it used in a first line of its own.
    let (named, text) = match text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n')) {
        Some((separator, rest)) if separator.trim_end().len() == 1 => (separator.bytes().next(), rest),
        _ => (None, text),
    };
    let separator = named.unwrap_or_else(|| separator(text));
    let mut lines = LineCollector::new(limits);
    let mut reader =
        ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut row = usize::from(named.is_some());
    let mut record = StringRecord::new();
    loop {
        let start = reader.position().line();
        if !reader.read_record(&mut record).map_err(|error| wrong(&error, row + 1))? {
            break;
        }
        // A spreadsheet counts blank lines, which the reader skips, and takes a cell of several lines for one.
        let within: u64 = record.iter().map(|cell| cell.bytes().filter(|byte| *byte == b'\n').count() as u64).sum();
        let blank = (reader.position().line() - start).saturating_sub(within + 1);
        row += 1 + usize::try_from(blank).unwrap_or(0);
        lines.push(row, record.iter().map(Cell::text).collect())?;
    }
    if let Some(line) = open_quotes(text, separator) {
        let message =
            format!("the quotation marks that open in line {line} never close, so that all below is one cell");
        return Err(UnreadTable::new(message, "close them there, or take them out, and try again"));
    }
    Ok(InputTable { sheet: None, lines: lines.lines })
}

/// The line of the file in which a cell opens quotation marks that never close.
fn open_quotes(text: &str, separator: u8) -> Option<usize> {
    let mut line = 1;
    let mut opened: Option<usize> = None;
    let mut starts = true;
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        line += usize::from(byte == b'\n');
        match (opened, byte) {
            (None, b'"') if starts => opened = Some(line),
            // Two of them in quotes are one that is meant.
            (Some(_), b'"') if bytes.peek() == Some(&b'"') => drop(bytes.next()),
            (Some(_), b'"') => opened = None,
            _ => {}
        }
        starts = byte == separator || byte == b'\n' || byte == b'\r';
    }
    opened
}

fn wrong(error: &csv::Error, row: usize) -> UnreadTable {
    match error.kind() {
        ErrorKind::Utf8 { .. } => UnreadTable::new(
            format!("row {row} is not UTF-8"),
            "say in the map which encoding it is: [file] encoding = …",
        ),
        _ => UnreadTable::new(format!("row {row} cannot be read: {error}"), "save the file as CSV once more"),
    }
}

/// The separator that parts the first lines into the most columns that several of them share.
fn separator(text: &str) -> u8 {
    let share = |separator: u8| {
        let mut reader =
            ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
        let widths: Vec<usize> = reader.records().take(LOOKED_AT).flatten().map(|record| record.len()).collect();
        let most = widths.iter().copied().max().unwrap_or(0);
        let alike = widths.iter().filter(|width| **width == most).count();
        if most > 1 { (alike * most, most) } else { (0, 0) }
    };
    // The first of several that part it alike is the usual one.
    SEPARATORS.into_iter().rev().max_by_key(|separator| share(*separator)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let table = read(text, &TableLimits::USUAL).unwrap();
        table.lines.into_iter().map(|line| line.cells.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn the_separator_is_found() {
        for separator in [",", ";", "\t", "|"] {
            let text = ["Ref,Text,Status", "1,\"Tell GPs, all of them\",Open", "2,None,Closed"];
            let text = text.join("\n").replace("GPs, all", "GPs§ all").replace(',', separator).replace('§', ",");
            assert_eq!(
                rows(&text),
                [["Ref", "Text", "Status"], ["1", "Tell GPs, all of them", "Open"], ["2", "None", "Closed"]],
                "{separator:?}"
            );
        }
        assert_eq!(rows("sep=;\r\na;b\r\n1;2,5\r\n"), [["a", "b"], ["1", "2,5"]]);
        assert_eq!(rows("one\ntwo"), [["one"], ["two"]]);
    }

    #[test]
    fn lines_within_a_cell_stay_in_it_and_rows_keep_their_numbers() {
        let table = read("a,b\n\n1,\"x\ny\"\n2,z\n", &TableLimits::USUAL).unwrap();
        let numbers: Vec<u32> = table.lines.iter().map(|line| line.number).collect();
        assert_eq!((numbers, table.lines[1].cells[1].text.as_str()), (vec![1, 3, 4], "x\ny"));
    }
}
