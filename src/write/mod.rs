//! A report or a list of items as a file to take away: one file a format, one table of formats. Texts only; who asked for
//! one writes it.

mod csv;
mod html;
mod json;
mod markdown;
mod numbers;
mod record;
mod references;
mod svg;
pub mod text;

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
    write: fn(&Page, &Listing) -> String,
}

/// Every format, the usual one first.
pub static FORMATS: [Format; 5] = [
    Format { code: "md", label: "Markdown, for mails and wikis", also: &["markdown"], write: markdown::write },
    Format { code: "csv", label: "CSV, for spreadsheets", also: &[], write: csv::write },
    Format { code: "json", label: "JSON, for programs", also: &[], write: json::write },
    Format { code: "html", label: "HTML, one page to read and print", also: &["htm"], write: html::write },
    Format { code: "txt", label: "Plain text, as commands print it", also: &["text"], write: text::write },
];

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Format {
    /// The format that the ending of a file means, without its full stop; upper case or lower.
    pub fn of_ending(ending: &str) -> Option<&'static Self> {
        let is = |known: &str| known.eq_ignore_ascii_case(ending);
        FORMATS.iter().find(|format| is(format.code) || format.also.iter().any(|also| is(also)))
    }
}

/// The page as the text of a file. Every row that leads to an item has its citation and its sources.
pub fn export(page: &Page, listing: &Listing, format: &Format) -> String {
    (format.write)(page, listing)
}
