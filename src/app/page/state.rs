//! A page in place of the panes: which, and where the reader is on it.

use std::sync::Arc;

use crate::app::sheet::{Sheet, Stop};
use crate::case::ItemRef;
use crate::library::EntryKey;
use crate::page::{Link, Page, Wanted};

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
}

impl PageState {
    /// Before it is made.
    pub fn new(wanted: Wanted) -> Self {
        Self { wanted, number: 0, report: None, sheet: Arc::default(), cursor: 0, top: 0 }
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
    pub fn item(&self) -> Option<(EntryKey, ItemRef)> {
        match self.link()? {
            Link::Item(key, item) => Some((*key, *item)),
            Link::Search(_) | Link::Agency(_) => None,
        }
    }
}
