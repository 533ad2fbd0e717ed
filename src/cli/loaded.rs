//! The library in force, read once, for every command that prints some of it.

use std::sync::Arc;

use super::output::{Output, complain, complain_of};
use super::{CliError, FINE, NOTHING_FOUND, Start, WRONG};
use crate::case::PartialDate;
use crate::library::{Catalogue, EntryKey, clock, load_all};
use crate::page::{Listing, Page, with_unread};
use crate::search::Engine;
use crate::text::clean_line;
use crate::text::near::{did_you_mean, nearest};
use crate::write::text::{in_list, lay_out};

pub struct Loaded {
    pub catalogue: Catalogue,
    pub listing: Listing,
}

impl Loaded {
    /// Reads the library in force.
    pub fn read(start: &Start) -> Result<Self, CliError> {
        let resolved = start.resolve()?;
        let (entries, vocabulary) = load_all(start.request()?, |_, _| ());
        let mut catalogue = Catalogue::default();
        for entry in entries {
            catalogue.add(entry);
        }
        let privacy = &resolved.settings.privacy;
        catalogue.set_redactor(privacy.on.then(|| Arc::new(privacy.rules())));
        let listing = Listing::of(&catalogue, Arc::clone(&vocabulary), today());
        Ok(Self { catalogue, listing })
    }

    /// The case with this id: its own, or the one that it is shown by where names are hidden.
    pub fn find(&self, id: &str) -> Option<EntryKey> {
        self.catalogue.key_of(&id.into()).or_else(|| self.listing.key_of(id))
    }

    /// The case with this id; where there is none, that is said with the nearest ids.
    pub fn key_of(&self, id: &str) -> Option<EntryKey> {
        let key = self.find(id);
        if key.is_none() {
            self.complain_of_id(id);
        }
        key
    }

    /// Says that no case has this id, with the nearest ids.
    pub fn complain_of_id(&self, id: &str) {
        let ids = self.listing.books.iter().map(|book| book.case.id.as_str());
        let near = did_you_mean(&nearest(id, ids)).unwrap_or_else(|| "`casebook list` prints the ids".to_owned());
        complain(&format!("no case has the id \"{}\"; {near}", clean_line(id)));
    }

    /// Prints a report, then what of the library could not be read and is missing in it; gives the exit code.
    pub fn show(&self, report: &Page, output: &mut Output) -> Result<u8, CliError> {
        self.print(report, output)?;
        output.finish()?;
        Ok(self.end(!self.listing.books.is_empty()))
    }

    /// Prints what could not be read, and says what the program ends with: every command ends like this, so that none says
    /// that all is well, or that nothing was found, in a library of which it has read a part.
    pub fn end(&self, found: bool) -> u8 {
        match (self.complain(), found) {
            (true, _) => WRONG,
            (false, true) => FINE,
            (false, false) => NOTHING_FOUND,
        }
    }

    /// Prints a report as text.
    pub fn print(&self, report: &Page, output: &mut Output) -> Result<(), CliError> {
        let report = &with_unread(report.clone(), &self.listing);
        output.line(&report.title)?;
        for line in lay_out(report, output.columns, None, &in_list).lines {
            output.line(line.to_string().trim_end())?;
        }
        Ok(())
    }

    /// The library in a search, as its files have it: names that are hidden are found all the same.
    pub fn engine(&self) -> Engine {
        let mut engine = Engine::default();
        for (key, entry) in self.catalogue.iter() {
            if let Some(case) = entry.case() {
                engine.add(key, case, &self.listing.vocabulary);
            }
        }
        engine
    }

    /// Hides what is to be hidden in a text that only a mark or a former state of a case has: its id, the text.
    pub fn redactor(&self) -> impl Fn(&str, &str) -> String {
        |id, text| self.catalogue.shown(self.catalogue.key_of(&id.into()), text)
    }

    /// Prints why files could not be read; says whether there were any.
    pub fn complain(&self) -> bool {
        complain_of(&self.catalogue)
    }
}

/// The present day, by the system's clock and time zone.
pub fn today() -> PartialDate {
    PartialDate::from(clock::now().date())
}
