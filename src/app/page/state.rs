//! A page in place of the panes: which, and where the reader is on it.

use std::sync::Arc;

use crate::app::place::Spot;
use crate::case::ItemKey;
use crate::library::EntryKey;
use crate::page::{Link, Page, PageRequest};
use crate::write::text::{Sheet, Stop};

#[derive(Debug, Clone)]
pub struct PageState {
    pub request: PageRequest,
    /// The number under which it was asked for last.
    pub number: u64,
    /// The page, once it is made.
    pub report: Option<Arc<Page>>,
    /// The page laid out for the width it was asked for.
    pub sheet: Arc<Sheet>,
    /// The selected row, among those that lead somewhere.
    pub cursor: usize,
    pub top: usize,
    /// True while the page is being made anew.
    pub waits: bool,
}

/// A page that could not be made.
#[derive(Debug, Clone)]
pub struct FailedPage {
    /// The reason, in words for the user.
    pub why: String,
    /// The page that was asked for.
    pub request: PageRequest,
    /// The place that led to the page, if the page was never shown.
    pub back: Option<Spot>,
}

impl PageState {
    pub fn new(request: PageRequest) -> Self {
        Self { request, number: 0, report: None, sheet: Arc::default(), cursor: 0, top: 0, waits: true }
    }

    pub fn stop(&self) -> Option<&Stop> {
        self.sheet.stops.get(self.cursor)
    }

    pub fn link(&self) -> Option<&Link> {
        self.stop().map(|stop| &stop.link)
    }

    /// The item of the selected row.
    pub fn item(&self) -> Option<(EntryKey, &ItemKey)> {
        match self.link()? {
            Link::Item(key, item) => Some((*key, item)),
            Link::Search(_) | Link::Agency(_) => None,
        }
    }
}
