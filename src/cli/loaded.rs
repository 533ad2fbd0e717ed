//! The library in force, read once, for every command that prints some of it.

use std::cell::Cell;
use std::sync::Arc;

use super::notebook::{state_folder, tell};
use super::output::{Output, complain, complain_of};
use super::{CliError, FINE, NOTHING_FOUND, Start, WRONG};
use crate::case::{Case, ItemRef, PartialDate};
use crate::library::{Catalogue, EntryKey, Request, clock, load_all};
use crate::notebook::{Mark, StateFolder, group_notes};
use crate::page::marks::MarkPlaces;
use crate::page::{self, Listing, Material, Page, PageRequest, index_of, redactor, with_unread};
use crate::search::Engine;
use crate::text::clean_line;
use crate::text::near::{did_you_mean, nearest};
use crate::write::text::{lay_out, numbered};

pub struct Loaded {
    pub catalogue: Catalogue,
    pub listing: Box<Listing>,
    request: Request,
    state_folder: Option<StateFolder>,
    /// True once something beside the library could not be read.
    broken: Cell<bool>,
}

impl Loaded {
    /// Reads the library in force.
    pub fn read(start: &Start) -> Result<Self, CliError> {
        let resolved = start.resolve()?;
        let request = start.request()?;
        let (entries, vocabulary) = load_all(request.clone(), |_, _| ());
        let mut catalogue = Catalogue::default();
        for entry in entries {
            catalogue.add(entry);
        }
        let privacy = &resolved.settings.privacy;
        catalogue.set_redactor(privacy.on.then(|| Arc::new(privacy.rules())));
        let listing = Box::new(Listing::of(&catalogue, Arc::clone(&vocabulary), today()));
        // Without a home there are no snapshots, but dates and revisions.
        Ok(Self { catalogue, listing, request, state_folder: state_folder().ok(), broken: Cell::default() })
    }

    /// The case with this id: its own, or the one that it is shown by where names are hidden.
    pub fn find(&self, id: &str) -> Option<EntryKey> {
        self.catalogue.key_of(&id.into()).or_else(|| self.listing.key_of(id))
    }

    /// The case with this id; where there is none, that is said with the nearest ids.
    pub fn key_of(&self, id: &str) -> Result<EntryKey, CliError> {
        self.find(id).ok_or_else(|| {
            // A file that may hold it and cannot be read is told with all the others.
            if !self.catalogue.unread_stems().contains(id) {
                self.complain_of_id(id);
            }
            self.nothing()
        })
    }

    /// The item that a name such as "peter-connelly/F1" means; where there is none, that is said with the nearest.
    pub fn item_of(&self, name: &str) -> Result<(EntryKey, ItemRef), CliError> {
        let named = clean_line(name);
        let (id, item) = name.rsplit_once('/').ok_or_else(|| {
            CliError::Wrong(format!("\"{named}\" names no entry; write a case and an entry, such as peter-connelly/F1"))
        })?;
        let key = self.key_of(id)?;
        let case = self.listing.case(key).ok_or_else(|| self.nothing())?;
        let found = case.item_named(item);
        Ok((
            key,
            found.ok_or_else(|| {
                complain(&no_item(case, item));
                self.nothing()
            })?,
        ))
    }

    /// The end of a command that found nothing, once what could not be read is told.
    pub fn nothing(&self) -> CliError {
        CliError::Told(self.end(false))
    }

    /// The material of pages.
    pub fn material(&self) -> Material<'_> {
        Material {
            listing: &self.listing,
            catalogue: &self.catalogue,
            request: &self.request,
            state_folder: self.state_folder.as_ref(),
            index: None,
            unread: Vec::new(),
        }
    }

    /// Says that no case has this id, with the nearest ids.
    pub fn complain_of_id(&self, id: &str) {
        let ids = self.listing.books.iter().map(|book| book.case.id.as_str());
        let near = did_you_mean(&nearest(id, ids)).unwrap_or_else(|| "`casebook list` prints the ids".to_owned());
        complain(&format!("no case has the id \"{}\"; {near}", clean_line(id)));
    }

    /// Makes a page; tells what of the past could not be read.
    pub fn make(&self, request: &PageRequest) -> Result<Page, CliError> {
        let mut material = self.material();
        let page = page::make(request, &mut material)?;
        material.unread.into_iter().for_each(|why| self.tell(Some(why)));
        Ok(page)
    }

    /// Tells what could not be read beside the library, if anything, which the exit code says too.
    pub fn tell(&self, problem: Option<String>) {
        if tell(problem) {
            self.broken.set(true);
        }
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
        print_lines(report, output)
    }

    /// The library in a search, as its files have it: names that are hidden are found all the same.
    pub fn engine(&self) -> Engine {
        index_of(&self.catalogue, &self.listing.vocabulary, self.listing.today)
    }

    /// Lets `is:marked` and `is:shared` hold for what is kept; tells what of it cannot be read.
    pub fn mark(&self, engine: &mut Engine) {
        let (marks, problem) = self.state_folder.as_ref().map(StateFolder::marks).unwrap_or_default();
        let (notes, problems) = group_notes(&self.request.places);
        problem.into_iter().chain(problems).for_each(|problem| self.tell(Some(problem)));
        let real = self.catalogue.real_cases_by_key();
        let places = MarkPlaces::of(&real);
        let place = |mark: &Mark| {
            let (key, found) = places.find(mark);
            Some((key?, found.item()?))
        };
        let marked: Vec<_> = marks.iter().filter(|mark| mark.marked).filter_map(place).collect();
        let shared: Vec<_> = notes.iter().filter_map(place).collect();
        engine.set_marked(&marked);
        engine.set_shared(&shared);
    }

    /// Hides what is to be hidden in a text that only a mark or a former state of a case has: its id, the text.
    pub fn redactor(&self) -> impl Fn(&str, &str) -> String {
        redactor(&self.catalogue)
    }

    /// Prints why files could not be read; says whether there were any, or anything else that could not be read.
    pub fn complain(&self) -> bool {
        complain_of(&self.catalogue) || self.broken.get()
    }
}

/// Says that a case has no entry of this id, with the nearest.
pub(super) fn no_item(case: &Case, id: &str) -> String {
    let ids: Vec<String> = case.items().into_iter().map(|item| item.id(case)).collect();
    let near = did_you_mean(&nearest(id, ids.iter().map(String::as_str)));
    let near = near.unwrap_or_else(|| format!("`casebook show {}` prints the entries", case.id));
    format!("the case {} has no entry \"{}\"; {near}", case.id, clean_line(id))
}

/// Prints a part of a report, without its title.
pub(super) fn print_lines(report: &Page, output: &mut Output) -> Result<(), CliError> {
    for line in lay_out(report, output.columns, None, &numbered(report)).lines {
        output.line(line.to_string().trim_end())?;
    }
    Ok(())
}

/// The present day, by the system's clock and time zone.
pub fn today() -> PartialDate {
    PartialDate::from(clock::now().date())
}
