//! A page in place of the panes: which, and where the reader is on it.

use std::sync::Arc;

use crate::case::ItemKey;
use crate::library::{Catalogue, EntryKey};
use crate::page::{Link, Page, Wanted};
use crate::write::text::{Sheet, Stop};

/// A page in place of the panes.
#[derive(Debug, Clone)]
pub struct PageState {
    /// Which.
    pub wanted: Wanted,
    /// The number under which it was asked for last.
    pub number: u64,
    /// The page, once it is made.
    pub report: Option<Arc<Page>>,
    /// The page laid out for the width it was asked for.
    pub sheet: Arc<Sheet>,
    /// The selected row, among those that lead somewhere.
    pub cursor: usize,
    /// The first line on the screen.
    pub top: usize,
    /// What the page on the screen was made of: its links point at items of these cases.
    pub made_of: Arc<Catalogue>,
    /// What it was asked to be made of last.
    pub asked_of: Arc<Catalogue>,
}

/// Where a row leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// To an item.
    Item(EntryKey, ItemKey),
    /// To a search.
    Search(String),
    /// To the brief of an agency, by its code.
    Agency(String),
}

impl PageState {
    /// Before it is made.
    pub fn new(wanted: Wanted) -> Self {
        Self {
            wanted,
            number: 0,
            report: None,
            sheet: Arc::default(),
            cursor: 0,
            top: 0,
            made_of: Arc::default(),
            asked_of: Arc::default(),
        }
    }

    /// The selected row.
    pub fn stop(&self) -> Option<&Stop> {
        self.sheet.stops.get(self.cursor)
    }

    /// Where the selected row leads.
    pub fn link(&self) -> Option<&Link> {
        self.stop().map(|stop| &stop.link)
    }

    /// The item of the selected row.
    pub fn item(&self) -> Option<(EntryKey, ItemKey)> {
        match self.target(self.link()?)? {
            Target::Item(key, item) => Some((key, item)),
            Target::Search(_) | Target::Agency(_) => None,
        }
    }

    /// Where a link of this page leads, in every version of the library.
    pub fn target(&self, link: &Link) -> Option<Target> {
        Some(match link {
            Link::Item(key, item) => Target::Item(*key, item.key(self.made_of.real(*key)?)),
            Link::Search(text) => Target::Search(text.clone()),
            Link::Agency(code) => Target::Agency(code.clone()),
        })
    }
}
