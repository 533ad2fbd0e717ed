//! A page in place of the panes: which, and where the reader is on it.

use std::sync::Arc;

use crate::app::place::Spot;
use crate::case::ItemKey;
use crate::library::{Catalogue, EntryKey};
use crate::page::{Link, Page, Wanted};
use crate::write::text::{Sheet, Stop};

#[derive(Debug, Clone)]
pub struct PageState {
    pub wanted: Wanted,
    /// The number under which it was asked for last.
    pub number: u64,
    /// The page, once it is made.
    pub report: Option<Arc<Page>>,
    /// The page laid out for the width it was asked for.
    pub sheet: Arc<Sheet>,
    /// The selected row, among those that lead somewhere.
    pub cursor: usize,
    pub top: usize,
    /// The catalogue of the page on the screen: its links point at items of these cases.
    pub made_of: Arc<Catalogue>,
    /// The catalogue of the newest request for the page.
    pub asked_of: Arc<Catalogue>,
}

/// A page that could not be made.
#[derive(Debug, Clone)]
pub struct FailedPage {
    /// The reason, in words for the user.
    pub why: String,
    /// The place that led to the page, if the page was never shown.
    pub back: Option<Spot>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum PageTarget {
    Item(EntryKey, ItemKey),
    Search(String),
    /// To the brief of an agency, by its code.
    Agency(String),
}

impl PageState {
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

    pub fn stop(&self) -> Option<&Stop> {
        self.sheet.stops.get(self.cursor)
    }

    pub fn link(&self) -> Option<&Link> {
        self.stop().map(|stop| &stop.link)
    }

    pub fn item(&self) -> Option<(EntryKey, ItemKey)> {
        match self.target(self.link()?)? {
            PageTarget::Item(key, item) => Some((key, item)),
            PageTarget::Search(_) | PageTarget::Agency(_) => None,
        }
    }

    /// The target of a link of this page, in every version of the library.
    pub fn target(&self, link: &Link) -> Option<PageTarget> {
        Some(match link {
            Link::Item(key, item) => PageTarget::Item(*key, item.key(self.made_of.real(*key)?)),
            Link::Search(text) => PageTarget::Search(text.clone()),
            Link::Agency(code) => PageTarget::Agency(code.clone()),
        })
    }
}
