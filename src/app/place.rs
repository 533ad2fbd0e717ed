//! Places of the reader: panes, tabs, and what back, forward and a new start bring back.

use super::results::state::LensList;
use super::tab::Tab;
use crate::case::ItemKey;
use crate::library::EntryKey;
use crate::notebook::Session;
use crate::page::PageRequest;

/// The part of the screen that keys act on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pane {
    /// The list of cases.
    #[default]
    Cases,
    /// The list of the tab.
    Items,
    /// The selected item in full.
    Detail,
}

/// How the panes share the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Panes {
    /// True when the pane in focus takes all of it.
    pub zoomed: bool,
    /// True when the list of cases gives its room to the others unless it has the focus.
    pub cases_hidden: bool,
    /// The share of the list of cases in the width, in thousandths; without it, the usual one.
    pub cases_share: Option<u16>,
    /// The share of a list in the height, above the entry that is read.
    pub list_share: Option<u16>,
    /// True when a row of a list has two lines where there is room.
    pub two_lines: bool,
}

/// A border that can be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Border {
    /// Between the list of cases and the case.
    BesideCases,
    /// Between a list and the entry that is read.
    BelowList,
}

/// The reader's place in a tab.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TabPlace {
    /// The selected item; none where the list is empty.
    pub cursor: Option<ItemKey>,
    pub top: usize,
    /// The first line of the detail on the screen.
    pub scroll: usize,
}

/// A place of the reader: everything that back and forward bring back.
#[derive(Debug, Clone)]
pub struct Spot {
    pub case: Option<EntryKey>,
    pub tab: Tab,
    /// The places in the tabs of the case.
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
    pub request: PageRequest,
    pub cursor: usize,
    pub top: usize,
}

/// A place that the answer to a search is waited for.
#[derive(Debug, Clone)]
pub struct Returning {
    /// The number of the search.
    pub generation: u64,
    pub spot: Spot,
    /// True when only the row of the list is still to be found: everything else is there already.
    pub row_only: bool,
}

/// The way back to the place of the last session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Resume {
    /// That place is not known yet.
    #[default]
    Awaited,
    /// On the way: the case or the answer is not there yet.
    Going(Session),
    /// There, or the user went elsewhere.
    Done,
}

/// A round through the items that an item is linked with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRound {
    pub key: EntryKey,
    /// The item that they are linked with.
    pub from: ItemKey,
    /// The item where the reader is now.
    pub at: ItemKey,
}

/// The reader's place in a case before its file became unreadable.
#[derive(Debug, Clone)]
pub struct UnreadablePlace {
    pub key: EntryKey,
    /// The pane that keys acted on.
    pub focus: Pane,
    pub places: [TabPlace; 5],
}
