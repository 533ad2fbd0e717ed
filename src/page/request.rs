//! A page that is asked for: its row in the table of pages, and its subject.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::brief::{BriefOf, Subject};
use super::material::{Material, PageResult};
use super::{Listing, Page, TrackerBy};
use crate::case::{ItemKey, ItemRef};
use crate::library::EntryKey;
use crate::notebook::Mark;
use crate::search::{Listed, Order};

/// A page that can be asked for.
#[derive(Debug)]
pub struct PageRow {
    /// Its name on the command line and in the names of files.
    pub name: &'static str,
    /// The command of the explorer that shows it; again, the next page of the same command.
    pub command: &'static str,
    /// Its title in lists.
    pub title: &'static str,
    /// Its description, a verb first.
    pub help: &'static str,
    /// True for a page that the index makes.
    pub indexed: bool,
    /// What is shown of it while the rest, which takes long, is being made.
    pub first: Option<fn(&Listing) -> Page>,
    /// Its subject, and the function that makes it.
    pub maker: Maker,
}

/// The subject of a page, with the function that makes the page of one.
#[derive(Debug)]
pub enum Maker {
    /// Every recommendation, counted by this.
    Tracker(TrackerBy),
    /// All of the library.
    Library(fn(&mut Material<'_>) -> PageResult),
    /// A case, or all of the library.
    CaseOrAll(fn(&Material<'_>, Option<EntryKey>) -> PageResult),
    /// A case.
    Case(fn(&Material<'_>, EntryKey) -> PageResult),
    /// A finding or recommendation.
    Statement(fn(&mut Material<'_>, EntryKey, ItemRef) -> PageResult),
    /// A subject of a brief, or what a search finds.
    Subject(fn(&Material<'_>, BriefOf<'_>) -> PageResult),
    /// A date, a snapshot or a revision.
    When(fn(&mut Material<'_>, &str) -> PageResult),
    /// Marks and notes.
    Marks,
    /// Items that were found.
    Items,
    /// The list of entries and pages that were opened, copied and exported.
    Looked,
}

/// A page that somebody wants to see or to take away.
#[derive(Debug, Clone, PartialEq)]
pub struct PageRequest {
    /// Its row in the table.
    pub row: &'static PageRow,
    /// Its subject.
    pub of: PageOf,
    /// The order of its rows, where it has several.
    pub order: Order,
    /// The place from which on its entries have only some of the words of a search, by relevance.
    pub near_from: Option<usize>,
}

impl PageRequest {
    /// The name of a file of it before the page is made.
    pub fn stem(&self) -> String {
        match &self.of {
            // The page itself knows whether the name of a place is hidden.
            PageOf::Subject(Subject::Place(_)) => "brief".to_owned(),
            PageOf::Subject(subject) => format!("brief-{}", subject.code().replace('_', "-")),
            // The command is called by what it does.
            PageOf::Case(_) if self.row.name == "show" => "case".to_owned(),
            _ => self.row.name.to_owned(),
        }
    }
}

/// The subject of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum PageOf {
    /// All of the library.
    Library,
    /// A case.
    Case(EntryKey),
    /// An item of a case.
    Item(EntryKey, ItemKey),
    /// An agency, a theme, a harm, a nation or a place.
    Subject(Subject),
    /// A date, a snapshot or a revision, as it was typed.
    When(String),
    /// Marks and notes.
    Marks(Arc<Vec<Mark>>),
    /// These items, under this title.
    Items(String, Vec<(EntryKey, ItemKey)>),
    /// The entries and pages that were opened, copied and exported, in order; the keeper of the list puts it here.
    Looked(Arc<Vec<LookedAt>>),
}

/// Something that was opened, copied or exported.
#[derive(Debug, Clone, PartialEq)]
pub struct Looked {
    /// The act.
    pub deed: Deed,
    /// Which it is.
    pub of: LookedOf,
}

/// The same with its time.
#[derive(Debug, Clone, PartialEq)]
pub struct LookedAt {
    /// By the system's clock and time zone.
    pub time: DateTime,
    /// The act.
    pub deed: Deed,
    /// Which it is.
    pub of: LookedOf,
}

/// An act upon an entry or a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// It was opened.
    Opened,
    /// It was copied with its citation.
    Copied,
    /// The address of its source was opened.
    SourceOpened,
    /// It was written to the file of this name.
    Exported(String),
}

/// An entry or a page.
#[derive(Debug, Clone, PartialEq)]
pub enum LookedOf {
    /// An item of a case.
    Item(EntryKey, ItemKey),
    /// A page.
    Page(PageRequest),
}

impl PartialEq for PageRow {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl PageRow {
    /// A request for this page of a subject.
    pub fn of(&'static self, of: PageOf) -> PageRequest {
        let order = if self.listed() == Some(Listed::Tracker) { Order::Status } else { Order::Relevance };
        PageRequest { row: self, of, order, near_from: None }
    }

    /// The list that its rows are, where they can be sorted.
    pub fn listed(&self) -> Option<Listed> {
        match self.maker {
            Maker::Tracker(_) => Some(Listed::Tracker),
            Maker::Items => Some(Listed::Entries),
            _ => None,
        }
    }
}
