//! A report or a list of items as a file to take away: one file a format, one table of formats. Its bytes only; who asked
//! for one writes it.

mod cell_marks;
mod csv;
mod editing;
mod html;
mod json;
mod markdown;
mod numbers;
mod package;
pub(crate) mod parts;
mod record;
mod references;
mod sheet;
mod svg;
pub mod text;
mod xlsx;

pub(crate) use cell_marks::holds_mark;
pub(crate) use csv::{guarded, unguarded};
pub use editing::for_editing;
pub(crate) use json::seal;
pub use package::package;
pub(crate) use record::{BASE, CODE, COMPUTED, IN_JSON, MARKED, OF_PAGE, SOURCE_IDS, edited, record_of};
pub use sheet::Spreadsheet;
pub(crate) use sheet::is_column;

use crate::page::{Listing, Page};

/// A format of exports.
#[derive(Debug)]
pub struct Format {
    /// Its name on the command line, and the ending of its files.
    pub code: &'static str,
    /// Its label.
    pub label: &'static str,
    /// Other endings of files that mean it.
    pub also: &'static [&'static str],
    write: Writer,
}

/// The function that writes a page in a format.
#[derive(Debug, Clone, Copy)]
enum Writer {
    Text(fn(&Page, &Listing) -> String),
    Bytes(fn(&Page, &Listing) -> Vec<u8>),
}

/// Every format, the usual one first.
pub static FORMATS: [Format; 6] = [
    Format {
        code: "md",
        label: "Markdown, for mails and wikis",
        also: &["markdown"],
        write: Writer::Text(markdown::write),
    },
    Format { code: "csv", label: "CSV, for spreadsheets", also: &[], write: Writer::Text(csv::write) },
    Format { code: "xlsx", label: "XLSX, a workbook to filter and sort", also: &[], write: Writer::Bytes(xlsx::write) },
    Format { code: "json", label: "JSON, for programs", also: &[], write: Writer::Text(json::write) },
    Format {
        code: "html",
        label: "HTML, one page to read and print",
        also: &["htm"],
        write: Writer::Text(html::write),
    },
    Format {
        code: "txt",
        label: "Plain text, as commands print it",
        also: &["text"],
        write: Writer::Text(text::write),
    },
];

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Format {
    /// True if its files are text.
    pub fn is_text(&self) -> bool {
        matches!(self.write, Writer::Text(_))
    }

    /// The format that the ending of a file means, without its full stop; upper case or lower.
    pub fn of_ending(ending: &str) -> Option<&'static Self> {
        let is = |known: &str| known.eq_ignore_ascii_case(ending);
        FORMATS.iter().find(|format| is(format.code) || format.also.iter().any(|also| is(also)))
    }
}

/// The page as the bytes of a file. Every row that leads to an item has its citation and its sources.
pub fn export(page: &Page, listing: &Listing, format: &Format) -> Vec<u8> {
    match format.write {
        Writer::Text(write) => write(page, listing).into_bytes(),
        Writer::Bytes(write) => write(page, listing),
    }
}

/// The forms of a file that holds one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetFormat {
    /// Text with commas.
    Csv,
    /// A workbook.
    Xlsx,
}

/// The bytes of a file that holds a table.
pub fn sheet_bytes(sheet: &Spreadsheet, format: SheetFormat) -> Vec<u8> {
    match format {
        SheetFormat::Csv => csv::of_sheet(sheet).into_bytes(),
        SheetFormat::Xlsx => xlsx::of_sheet(sheet),
    }
}
