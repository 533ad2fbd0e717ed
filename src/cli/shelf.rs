//! What commands that make reports start from: the library on a shelf, and a report printed.

use std::sync::Arc;

use super::list::unique;
use super::output::{Output, complain_of};
use super::{CliError, Start};
use crate::app::sheet::sheet;
use crate::app::theme::Theme;
use crate::case::PartialDate;
use crate::library::{Catalogue, load_all};
use crate::report::{Report, Shelf};

/// A library that was read.
pub struct Loaded {
    /// Its entries.
    pub catalogue: Catalogue,
    /// Its cases.
    pub shelf: Shelf,
}

impl Loaded {
    /// Reads the library in force.
    pub fn read(start: &Start) -> Result<Self, CliError> {
        let resolved = start.resolve()?;
        let (entries, vocabulary) = load_all(start.request(&resolved), |_, _| ());
        let mut catalogue = Catalogue::default();
        for entry in unique(entries) {
            catalogue.add(entry);
        }
        start.veil(&resolved, &mut catalogue);
        let shelf = Shelf::of(&catalogue, Arc::clone(&vocabulary), today());
        Ok(Self { catalogue, shelf })
    }

    /// Prints why files could not be read; says whether there were any.
    pub fn complain(&self) -> bool {
        complain_of(&self.catalogue)
    }
}

/// The present day, by the system's clock and time zone.
pub fn today() -> PartialDate {
    PartialDate::from(jiff::Zoned::now().date())
}

/// Prints a report as text.
pub fn print(report: &Report, output: &mut Output) -> Result<(), CliError> {
    output.line(&report.title)?;
    for line in sheet(report, output.columns, Theme::new(false)).lines {
        output.line(line.to_string().trim_end())?;
    }
    Ok(())
}
