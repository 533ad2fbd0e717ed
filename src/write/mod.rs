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

/// What a report can be written as: a row of [`FORMATS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For mails and wikis.
    #[default]
    Markdown,
    /// For spreadsheets.
    Csv,
    /// For programs.
    Json,
    /// One page for reading and printing.
    Html,
    /// Lines as the screen shows them.
    Text,
}

/// What a format is.
#[derive(Debug)]
pub struct FormatRow {
    /// Which.
    pub format: Format,
    /// What the command line calls it, which is what its files end in.
    pub code: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// Other endings of files that mean it.
    pub also: &'static [&'static str],
    write: fn(&Page, &Listing) -> String,
}

/// Every format.
pub const FORMATS: [FormatRow; 5] = [
    FormatRow {
        format: Format::Markdown,
        code: "md",
        label: "Markdown, for mails and wikis",
        also: &["markdown"],
        write: markdown::write,
    },
    FormatRow { format: Format::Csv, code: "csv", label: "CSV, for spreadsheets", also: &[], write: csv::write },
    FormatRow { format: Format::Json, code: "json", label: "JSON, for programs", also: &[], write: json::write },
    FormatRow {
        format: Format::Html,
        code: "html",
        label: "One HTML page, to read and print",
        also: &["htm"],
        write: html::write,
    },
    FormatRow {
        format: Format::Text,
        code: "txt",
        label: "Plain text, as commands print it",
        also: &["text"],
        write: text::write,
    },
];

impl Format {
    /// Its row.
    pub fn row(self) -> &'static FormatRow {
        let [markdown, csv, json, html, text] = &FORMATS;
        match self {
            Self::Markdown => markdown,
            Self::Csv => csv,
            Self::Json => json,
            Self::Html => html,
            Self::Text => text,
        }
    }

    /// The format that the ending of a file means, without its full stop; upper case or lower.
    pub fn of_ending(ending: &str) -> Option<Self> {
        let is = |known: &str| known.eq_ignore_ascii_case(ending);
        FORMATS.iter().find(|row| is(row.code) || row.also.iter().any(|also| is(also))).map(|row| row.format)
    }
}

/// The report as the text of a file. Every row that leads to an item has its citation and its sources.
pub fn export(report: &Page, listing: &Listing, format: Format) -> String {
    (format.row().write)(report, listing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_stands_in_its_own_row_and_is_found_by_its_endings() {
        for row in &FORMATS {
            assert_eq!(row.format.row().code, row.code);
            for ending in std::iter::once(&row.code).chain(row.also) {
                assert_eq!(Format::of_ending(ending), Some(row.format), "{ending}");
                assert_eq!(Format::of_ending(&ending.to_uppercase()), Some(row.format), "{ending}");
            }
        }
        assert_eq!(Format::of_ending("exe"), None);
        assert_eq!(Format::of_ending(""), None);
    }
}
