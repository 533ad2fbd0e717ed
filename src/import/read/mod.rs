//! Files become tables. Nothing in a file is run or followed, and every reader ends within [`TableLimits`] in a table or in
//! one clear error.

mod csv;
mod json;
mod unpack;
mod word;
mod workbook;

pub use json::flat;

use super::decode::{Decoded, decode};
use super::error::UnreadTable;
use super::repair::Repairs;
use super::table::{Cell, InputTable, Line};

/// The most that is read.
#[derive(Debug, Clone, Copy)]
pub struct TableLimits {
    /// Bytes of a file.
    pub bytes: u64,
    /// Bytes of what a packed file (XLSX, ODS, DOCX) holds once it is unpacked.
    pub unpacked: u64,
    /// Lines of a table.
    pub lines: usize,
    /// Columns of a table.
    pub columns: usize,
    /// Bytes of a cell.
    pub cell: usize,
}

impl TableLimits {
    /// The most that an import reads: ten times the largest table that is known to be kept by hand.
    pub const USUAL: Self =
        Self { bytes: 64 << 20, unpacked: 384 << 20, lines: 100_000, columns: 1_000, cell: 256 << 10 };
}

/// The contents of a file.
#[derive(Debug, Default)]
pub struct FileTables {
    /// Its tables, in the order of the file.
    pub tables: Vec<InputTable>,
    /// Repairs in its bytes.
    pub repairs: Repairs,
    /// Parts of a JSON export of ours, beside its items, that are no longer as they were written: 0 for what stands above the
    /// sections, else the number of the section.
    pub edited: Vec<u32>,
}

/// The forms of files that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileFormat {
    Csv,
    Json,
    Workbook,
    Word,
}

/// Endings and the forms that they mean.
const ENDINGS: [(&str, FileFormat); 12] = [
    ("csv", FileFormat::Csv),
    ("tsv", FileFormat::Csv),
    ("tab", FileFormat::Csv),
    ("txt", FileFormat::Csv),
    ("json", FileFormat::Json),
    ("jsonl", FileFormat::Json),
    ("ndjson", FileFormat::Json),
    ("xlsx", FileFormat::Workbook),
    ("xlsm", FileFormat::Workbook),
    ("xls", FileFormat::Workbook),
    ("ods", FileFormat::Workbook),
    ("docx", FileFormat::Word),
];

/// Reads the tables of a file by its name and its bytes. `encoding` is the label of a character set, where the map names
/// one.
///
/// # Errors
/// The problem of a file, and how to mend it.
pub fn read(name: &str, bytes: &[u8], encoding: Option<&str>, limits: &TableLimits) -> Result<FileTables, UnreadTable> {
    if bytes.len() as u64 > limits.bytes {
        return Err(too_large(bytes.len() as u64, limits));
    }
    if bytes.is_empty() {
        return Err(UnreadTable::new("the file is empty", "name another"));
    }
    let content = match form(name, bytes)? {
        FileFormat::Csv => {
            let Decoded { text, repairs } = decode(bytes, encoding)?;
            must_be_text(&text)?;
            FileTables { tables: vec![csv::read(&text, limits)?], repairs, ..FileTables::default() }
        }
        FileFormat::Json => {
            let Decoded { text, repairs } = decode(bytes, encoding)?;
            let (table, edited) = json::read(&text, limits)?;
            FileTables { tables: vec![table], repairs, edited }
        }
        FileFormat::Workbook => workbook::read(bytes, limits)?,
        FileFormat::Word => FileTables { tables: word::read(bytes, limits)?, ..FileTables::default() },
    };
    if content.tables.iter().all(|table| table.lines.is_empty()) {
        return Err(UnreadTable::new("no table is in the file", "name a file that holds rows and columns"));
    }
    Ok(content)
}

/// The form of a file: that of its ending, unless its first bytes are those of another.
fn form(name: &str, bytes: &[u8]) -> Result<FileFormat, UnreadTable> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let known = ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, form)| *form);
    if bytes.starts_with(b"%PDF") {
        return Err(UnreadTable::new(
            "a PDF holds no tables, only where letters stand on paper",
            "make a text of it (pdftotext -layout FILE.pdf) and enter what it says: casebook new ID",
        ));
    }
    if let Some((_, what)) = NO_TABLES.iter().find(|(start, _)| known.is_some() && bytes.starts_with(start)) {
        return Err(UnreadTable::new(format!("the file is {what}, whatever its ending says"), SAVE_AS));
    }
    let start = String::from_utf8_lossy(bytes.get(..bytes.len().min(100)).unwrap_or_default()).to_lowercase();
    let start: String = start.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect();
    let is = |starts: &[&str]| starts.iter().any(|known| start.starts_with(known));
    match known {
        Some(FileFormat::Csv | FileFormat::Workbook) if is(&["<html", "<!doctypehtml", "<table", "<?xml"]) => {
            Err(UnreadTable::new("the file is a web page or XML, whatever its ending says", SAVE_AS))
        }
        Some(FileFormat::Csv) if is(&["[{", "{\""]) => Ok(FileFormat::Json),
        Some(FileFormat::Csv) if is_compound(bytes) => Ok(FileFormat::Workbook),
        Some(FileFormat::Word) if is_packed(bytes) && packs(bytes, b"xl/workbook.xml") => Ok(FileFormat::Workbook),
        Some(FileFormat::Csv | FileFormat::Json | FileFormat::Workbook)
            if is_packed(bytes) && packs(bytes, b"word/document.xml") =>
        {
            Ok(FileFormat::Word)
        }
        // Some programs name a table of text .xls; and some people rename a workbook.
        Some(FileFormat::Workbook) if !is_packed(bytes) && !is_compound(bytes) => Ok(FileFormat::Csv),
        Some(FileFormat::Csv | FileFormat::Json) if is_packed(bytes) => Ok(FileFormat::Workbook),
        Some(form) => Ok(form),
        None if is_compound(bytes) && matches!(ending.as_str(), "doc") => {
            Err(UnreadTable::new("the old Word format is not read", "save it as .docx"))
        }
        None => {
            let endings: Vec<&str> = ENDINGS.iter().map(|(ending, _)| *ending).collect();
            Err(UnreadTable::new(
                format!("\".{ending}\" is the ending of no file that can be imported"),
                format!("name a file that ends in one of {}", endings.join(", ")),
            ))
        }
    }
}

/// The first bytes of files that hold no table.
const NO_TABLES: [(&[u8], &str); 7] = [
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a text in RTF"),
    (b"\x1f\x8b", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"Rar!", "a packed file"),
];
const SAVE_AS: &str = "open it with the program that made it and save the table as .xlsx or .csv";

/// Bytes of other kinds read as text have many signs that no text has.
fn must_be_text(text: &str) -> Result<(), UnreadTable> {
    let start = || text.chars().take(4096);
    let strange = start().filter(|c| (c.is_control() && !c.is_whitespace()) || *c == '\u{fffd}').count();
    if strange * 10 > start().count() {
        return Err(UnreadTable::new("the file is no text, whatever its ending says", SAVE_AS));
    }
    Ok(())
}

/// True if an archive has a file of this name: the list of its files stands at its end.
fn packs(bytes: &[u8], name: &[u8]) -> bool {
    let end = bytes.get(bytes.len().saturating_sub(1 << 20)..).unwrap_or_default();
    end.windows(name.len()).any(|found| found == name)
}

fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// True for the container of old Office files, and of files with a password.
fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

/// The error of a file that is larger than what is read.
pub fn too_large(bytes: u64, limits: &TableLimits) -> UnreadTable {
    let megabytes = |bytes: u64| bytes.div_ceil(1 << 20);
    UnreadTable::new(
        format!("{} MB is too large: at most {} MB are read", megabytes(bytes), megabytes(limits.bytes)),
        "split the table into several files",
    )
}

/// Collects the lines of a table within the limits.
struct LineCollector<'a> {
    limits: &'a TableLimits,
    lines: Vec<Line>,
}

impl<'a> LineCollector<'a> {
    fn new(limits: &'a TableLimits) -> Self {
        Self { limits, lines: Vec::new() }
    }

    /// Adds a line, unless it says nothing. Empty cells at its end are left out.
    fn push(&mut self, number: usize, mut cells: Vec<Cell>) -> Result<(), UnreadTable> {
        while cells.last().is_some_and(Cell::is_empty) {
            cells.pop();
        }
        if cells.is_empty() {
            return Ok(());
        }
        if self.lines.len() >= self.limits.lines {
            return Err(too_many_lines(self.limits));
        }
        if cells.len() > self.limits.columns {
            return Err(UnreadTable::new(
                format!("row {number} has {} columns: at most {} are read", cells.len(), self.limits.columns),
                "take the columns that are not wanted out of the file",
            ));
        }
        if let Some(cell) = cells.iter().find(|cell| cell.text.len() > self.limits.cell) {
            let kilobytes = cell.text.len().div_ceil(1 << 10);
            return Err(UnreadTable::new(
                format!("a cell of row {number} holds {kilobytes} KB: at most {} are read", self.limits.cell >> 10),
                "shorten it, or look for a quotation mark that is never closed",
            ));
        }
        self.lines.push(Line { number: u32::try_from(number).unwrap_or(u32::MAX), cells });
        Ok(())
    }
}

fn too_many_lines(limits: &TableLimits) -> UnreadTable {
    UnreadTable::new(
        format!("the table has more than {} rows, which no list kept by people has", limits.lines),
        "split the file, or delete the rows that only carry a format",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_ends_in_one_clear_error() {
        let limits = TableLimits { bytes: 1000, lines: 3, columns: 4, cell: 40, ..TableLimits::USUAL };
        let rows: [(&str, &[u8], &str); 9] = [
            ("a.pdf", b"%PDF-1.7", "a PDF holds no tables"),
            ("a.csv", b"", "the file is empty"),
            ("a.csv", b"\n\n , \n", "no table is in the file"),
            ("a.png", b"\x89PNG", "\".png\" is the ending of no file"),
            ("a.csv", b"a\nb\nc\nd\n", "more than 3 rows"),
            ("a.csv", b"1,2,3,4,5\n", "row 1 has 5 columns"),
            ("a.csv", b"a,\"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n", "a cell of row 1 holds 1 KB"),
            ("a.xlsx", b"PK\x03\x04 nonsense", "not a packed file"),
            ("a.docx", b"PK\x03\x04 nonsense", "not a packed file"),
        ];
        for (name, bytes, expected) in rows {
            let unread = read(name, bytes, None, &limits).unwrap_err();
            assert!(unread.message.contains(expected), "{name}: {unread:?}");
            assert!(!unread.help.is_empty());
        }
        let large = read("a.csv", &[b'a'; 2000], None, &limits).unwrap_err();
        assert!(large.message.contains("too large"), "{large:?}");
    }
}
