//! Changes since an earlier time: added, changed, closed, became overdue.

mod compare;
mod dated;
mod page;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use compare::compare;
pub use dated::dated;
pub use page::{ShownChange, entry_text, shown};

use super::{Listing, Page};
use crate::case::{Case, CasePage, ItemKind, ItemRef, PartialDate};
use crate::library::EntryKey;
use crate::notebook::LibraryState;
use crate::search::main_text;

/// The past that the present is held against.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    /// The library as it was; none if nobody kept it.
    pub contents: Option<&'a LibraryState>,
    /// The day of it.
    pub day: PartialDate,
    /// Its name: "1 March 2026", "the snapshot Board", "v1.2".
    pub label: &'a str,
    /// The basis of the comparison, a line each.
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
    /// True if ids and titles, which name, are hidden too.
    pub hides_ids: bool,
}

macro_rules! kinds {
    ($($(#[$doc:meta])+ $kind:ident, $code:literal, $heading:literal, $told:literal;)+) => {
        /// The kind of a change, in the order in which a page tells them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ChangeKind {
            $($(#[$doc])+ $kind,)+
        }

        impl ChangeKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// Its name for programs.
            pub fn code(self) -> &'static str {
                match self { $(Self::$kind => $code,)+ }
            }

            /// The heading of its section.
            pub fn heading(self) -> &'static str {
                match self { $(Self::$kind => $heading,)+ }
            }

            /// The words behind a count of it; a noun for what happened and what was published.
            fn told(self) -> &'static str {
                match self { $(Self::$kind => $told,)+ }
            }
        }
    };
}

kinds! {
    /// Not due then, overdue now.
    Overdue, "overdue", "Became overdue", "became overdue";
    /// Not due then; now the due date has gone by and nobody entered what became of it.
    Lapsed, "lapsed", "Due date went by, outcome not entered", "past the due date with no outcome entered";
    /// Open then, closed now.
    Closed, "closed", "Closed", "closed";
    /// Another status, but not newly closed.
    Status, "status", "Changed status", "with another status";
    /// New.
    Added, "added", "Added", "added";
    /// Something new is said of it: an update, a step of publication, an evaluation.
    Updated, "updated", "Updates, publications, evaluations", "updated, published or evaluated";
    /// Other keys of it differ.
    Changed, "changed", "Changed", "changed";
    /// Gone.
    Removed, "removed", "Removed", "removed";
    /// Verified or assessed since, by its own date.
    Verified, "verified", "Verified or assessed", "verified or assessed";
    /// An event that happened since.
    Happened, "event", "Events since", "event";
    /// A source that appeared since.
    Sourced, "source", "Sources published since", "source";
}

/// The part of an item that is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangedPart {
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
pub struct LibraryChange {
    /// Its kind.
    pub kind: ChangeKind,
    /// The case, where it is there now.
    pub key: Option<EntryKey>,
    /// The id of the case.
    pub case: String,
    /// Its title.
    pub title: String,
    /// The place of the item now; none if it is gone.
    pub place: Option<(EntryKey, ItemRef)>,
    /// The kind of item.
    pub sort: ItemKind,
    /// Its id.
    pub id: String,
    /// Its text, as the file has it or had it.
    pub text: String,
    /// The keys that differ, as files name them.
    pub fields: Vec<String>,
    /// The former values by key.
    pub was: Vec<(String, String)>,
    /// The part of it that is new.
    pub part: Option<ChangedPart>,
    /// When, by its own date.
    pub date: Option<PartialDate>,
}

impl LibraryChange {
    fn of(kind: ChangeKind, key: EntryKey, case: &Case, item: ItemRef) -> Self {
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

/// The text of an item's row: the title of a case, the text of anything else.
fn text_of(case: &Case, item: ItemRef) -> &str {
    if item == ItemRef::Page(CasePage::Case) { &case.title } else { main_text(case, item) }
}

/// Every change since then.
pub fn changes(before: &Before<'_>, now: &Now<'_>) -> Vec<LibraryChange> {
    match before.contents {
        Some(contents) => compare(contents, before.day, now.real, now.unread, now.listing.today),
        None => dated(before.day, now.real, now.listing.today),
    }
}

/// Makes the page of changes.
pub fn since(before: &Before<'_>, now: &Now<'_>) -> Page {
    page::page(&changes(before, now), before, now)
}
