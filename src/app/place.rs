//! Places of the reader: panes, tabs, and what back, forward and a new start bring back.

use super::results::state::LensList;
use super::tab::Tab;
use crate::case::ItemKey;
use crate::library::EntryKey;
use crate::notebook::Session;
use crate::page::PageRequest;

/// The part of the screen that keys act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pane {
    /// The cases.
    Cases,
    /// The list of the tab.
    Items,
    /// The selected item in full.
    Detail,
}

/// The reader's place in a tab.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TabPlace {
    /// The selected item; none where the list is empty.
    pub cursor: Option<ItemKey>,
    /// The first row on the screen.
    pub top: usize,
    /// The first line of the detail on the screen.
    pub scroll: usize,
}

/// The reader's place before a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The case.
    pub case: Option<EntryKey>,
    /// The tab.
    pub tab: Tab,
    /// The places in its tabs.
    pub places: [TabPlace; 5],
}

/// A place of the reader: everything that back and forward bring back.
#[derive(Debug, Clone)]
pub struct Spot {
    /// The case.
    pub case: Option<EntryKey>,
    /// The tab.
    pub tab: Tab,
    /// The places in its tabs.
    pub places: [TabPlace; 5],
    /// The pane that keys acted on.
    pub focus: Pane,
    /// The text of the search.
    pub query: String,
    /// The list of all cases' entries.
    pub lens: LensList,
    /// The first case on the screen.
    pub cases_top: usize,
    /// The page that was open.
    pub page: Option<PageSpot>,
}

/// The reader's place on a page. The page itself is made anew: the library may have changed, or names may be hidden
/// now.
#[derive(Debug, Clone, PartialEq)]
pub struct PageSpot {
    /// Which page.
    pub request: PageRequest,
    /// The selected row.
    pub cursor: usize,
    /// The first line on the screen.
    pub top: usize,
}

/// A place that the answer to a search is waited for.
#[derive(Debug, Clone)]
pub struct Returning {
    /// The number of the search.
    pub generation: u64,
    /// The place.
    pub spot: Spot,
    /// True when only the row of the list is still to be found: everything else is there already.
    pub row_only: bool,
}

/// Going where one left off last time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Resume {
    /// Nobody has said yet where that is.
    #[default]
    Awaited,
    /// On the way: the case or the answer is not there yet.
    Going(Session),
    /// There, or the user went elsewhere.
    Done,
}

/// Going round the items that one is linked with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRound {
    /// The case.
    pub key: EntryKey,
    /// The item that they are linked with.
    pub from: ItemKey,
    /// The one where one is now.
    pub at: ItemKey,
}

/// The reader's place in a case before its file became unreadable.
#[derive(Debug, Clone)]
pub struct UnreadablePlace {
    /// Which.
    pub key: EntryKey,
    /// The pane that keys acted on.
    pub focus: Pane,
    /// The places in its tabs.
    pub places: [TabPlace; 5],
}
