//! What has changed since an earlier time: added, changed, closed, became overdue.

mod compare;
mod dated;
mod page;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use compare::compare;
pub use dated::dated;
pub use page::{Shown, entry_text, field_name, shown};

use super::{Listing, Page};
use crate::case::{Case, CasePage, ItemKind, ItemRef, PartialDate};
use crate::library::EntryKey;
use crate::notebook::LibraryState;
use crate::search::main_text;

/// What the present is held against.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    /// What the library said; nothing where nobody kept it.
    pub contents: Option<&'a LibraryState>,
    /// The day of it.
    pub day: PartialDate,
    /// What people call it: "1 March 2026", "the snapshot Board", "v1.2".
    pub label: &'a str,
    /// What the comparison rests on, a line each.
    pub rests_on: &'a [String],
}

/// The present.
#[derive(Clone, Copy)]
pub struct Now<'a> {
    /// The cases as they are shown.
    pub listing: &'a Listing,
    /// The same cases as their files have them: what is compared.
    pub real: &'a [(EntryKey, Arc<Case>)],
    /// Ids of cases that are there and cannot be read.
    pub unread: &'a BTreeSet<String>,
    /// Hides what is to be hidden in a text of a case (its id, the text) that the listing does not hold: one that was removed,
    /// a former wording.
    pub redactor: &'a dyn Fn(&str, &str) -> String,
    /// Whether ids and titles, which name, are hidden too.
    pub hides_ids: bool,
}

/// What sort of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Not due then, overdue now.
    Overdue,
    /// Not due then; now the due date has gone by and nobody entered what became of it.
    Lapsed,
    /// Open then, closed now.
    Closed,
    /// Another status, but not newly closed.
    Status,
    /// New.
    Added,
    /// Something new is said of it: an update, a step of publication, an evaluation.
    Updated,
    /// Other keys of it differ.
    Changed,
    /// Gone.
    Removed,
    /// Verified or assessed since, by its own date.
    Verified,
    /// An event that happened since.
    Happened,
    /// A source that appeared since.
    Sourced,
}

/// What of an item is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// An update, by its index.
    Update(usize),
    /// A step of publication.
    Publication(usize),
    /// An evaluation.
    Evaluation(usize),
    /// The assessment of a recommendation.
    Assessment,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What sort.
    pub kind: Kind,
    /// The case, where it is there now.
    pub key: Option<EntryKey>,
    /// The id of the case.
    pub case: String,
    /// Its title.
    pub title: String,
    /// Where the item is now; nothing where it is gone.
    pub place: Option<(EntryKey, ItemRef)>,
    /// What sort of item.
    pub sort: ItemKind,
    /// Its id.
    pub id: String,
    /// Its text, as the file has it or had it.
    pub text: String,
    /// The keys that differ, as files name them.
    pub fields: Vec<String>,
    /// What stood there before, by key.
    pub was: Vec<(String, String)>,
    /// What of it is new.
    pub part: Option<Part>,
    /// When, by its own date.
    pub date: Option<PartialDate>,
}

impl Kind {
    /// In the order in which a page tells them.
    pub const ALL: [Self; 11] = [
        Self::Overdue,
        Self::Lapsed,
        Self::Closed,
        Self::Status,
        Self::Added,
        Self::Updated,
        Self::Changed,
        Self::Removed,
        Self::Verified,
        Self::Happened,
        Self::Sourced,
    ];

    /// What programs call it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Lapsed => "lapsed",
            Self::Closed => "closed",
            Self::Status => "status",
            Self::Added => "added",
            Self::Updated => "updated",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Verified => "verified",
            Self::Happened => "event",
            Self::Sourced => "source",
        }
    }

    /// The heading of its section.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Overdue => "Became overdue",
            Self::Lapsed => "Due date went by, outcome not entered",
            Self::Closed => "Closed",
            Self::Status => "Changed status",
            Self::Added => "Added",
            Self::Updated => "Updates, publications, evaluations",
            Self::Changed => "Changed",
            Self::Removed => "Removed",
            Self::Verified => "Verified or assessed",
            Self::Happened => "Events since",
            Self::Sourced => "Sources published since",
        }
    }
}

impl Change {
    fn of(kind: Kind, key: EntryKey, case: &Case, item: ItemRef) -> Self {
        Self {
            kind,
            key: Some(key),
            case: case.id.to_string(),
            title: case.title.to_string(),
            place: Some((key, item)),
            sort: item.kind(),
            id: item.id(case),
            text: text_of(case, item).to_owned(),
            fields: Vec::new(),
            was: Vec::new(),
            part: None,
            date: None,
        }
    }
}

/// What a row says of an item: a case by its title, anything else by its text.
fn text_of(case: &Case, item: ItemRef) -> &str {
    if item == ItemRef::Page(CasePage::Case) { &case.title } else { main_text(case, item) }
}

/// Every change since then.
pub fn changes(before: &Before<'_>, now: &Now<'_>) -> Vec<Change> {
    match before.contents {
        Some(contents) => compare(contents, before.day, now.real, now.unread, now.listing.today),
        None => dated(before.day, now.real, now.listing.today),
    }
}

/// What has changed since then, as a page.
pub fn since(before: &Before<'_>, now: &Now<'_>) -> Page {
    page::page(&changes(before, now), before, now)
}
