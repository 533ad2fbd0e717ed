//! Which page is wanted, and what makes it.

use std::sync::Arc;

use super::{
    Listing, Page, TrackerBy, agency_brief, case_brief, contacts, marks, of_items, orphans, pictures, related, tracker,
    whole_case,
};
use crate::case::ItemKey;
use crate::library::{Catalogue, EntryKey};
use crate::notebook::Mark;

/// A page that somebody wants to see or to take away.
#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    /// The cases that the sources link to a case.
    Related(EntryKey),
    /// What is similar to a finding or recommendation.
    Similar(EntryKey, ItemKey),
    /// The themes and groups of items that recur most.
    Recurring,
    /// What is addressed to an agency and was found about it, by its code.
    Agency(String),
    /// The seven-minute briefing of a case.
    CaseBrief(EntryKey),
    /// A case in full.
    WholeCase(EntryKey),
    /// All recommendations, in one of the tracker's orders.
    Tracker(TrackerBy),
    /// Findings that nothing answers and recommendations that cite no finding: of a case, or of all.
    Orphans(Option<EntryKey>),
    /// Themes, agencies and statuses as pictures.
    Pictures,
    /// The contacts of a case over time.
    Contacts(EntryKey),
    /// What is marked or has a note.
    Marks(Arc<Vec<Mark>>),
    /// What has changed since a date, a snapshot or a revision, as it was typed.
    Since(String),
    /// These items, under this title.
    Items(String, Vec<(EntryKey, ItemKey)>),
}

impl Wanted {
    /// What a file of it is called before the page is made.
    pub fn stem(&self) -> String {
        match self {
            Self::Related(_) => "related",
            Self::Similar(..) => "similar",
            Self::Recurring => "recurring",
            Self::Agency(code) => return format!("brief-{}", code.replace('_', "-")),
            Self::CaseBrief(_) => "briefing",
            Self::WholeCase(_) => "case",
            Self::Tracker(_) => "tracker",
            Self::Orphans(_) => "orphans",
            Self::Pictures => "pictures",
            Self::Contacts(_) => "contacts",
            Self::Marks(_) => "marked",
            Self::Since(_) => "since",
            Self::Items(..) => "found",
        }
        .to_owned()
    }
}

/// Makes a page. What is similar and what recurs only the index can tell, and what has changed only who reads files; those
/// are made by [`super::similar`], [`super::recurring`] and [`super::since`].
///
/// # Errors
/// Why there is no such page, in words for the user.
pub fn make(wanted: &Wanted, listing: &Listing, catalogue: &Catalogue) -> Result<Page, String> {
    let gone = || "The case is no longer in the library".to_owned();
    match wanted {
        Wanted::Related(key) => {
            let real = catalogue.real(*key).ok_or_else(gone)?;
            related(listing, *key, real, &|id| catalogue.key_of(id)).ok_or_else(gone)
        }
        Wanted::Agency(code) => Ok(agency_brief(listing, code)),
        Wanted::CaseBrief(key) => case_brief(listing, *key).ok_or_else(gone),
        Wanted::WholeCase(key) => {
            listing.case(*key).map(|case| whole_case(*key, case, &listing.vocabulary)).ok_or_else(gone)
        }
        Wanted::Tracker(by) => Ok(tracker(listing, *by)),
        Wanted::Orphans(only) => Ok(orphans(listing, *only)),
        Wanted::Pictures => Ok(pictures(listing)),
        Wanted::Contacts(key) => contacts(listing, *key).ok_or_else(|| "This case has no dated events".to_owned()),
        Wanted::Marks(kept) => {
            let redactor = |id: &str, text: &str| catalogue.shown(catalogue.key_of(&id.into()), text);
            Ok(marks::marks(listing, &catalogue.real_cases_by_key(), kept, &redactor, catalogue.hides_ids()))
        }
        Wanted::Items(title, items) => {
            // An item that has gone since is left out.
            let there = items.iter().filter_map(|(key, item)| Some((*key, catalogue.real(*key)?.find(item)?)));
            let there: Vec<_> = there.collect();
            Ok(of_items(listing, title, Vec::new(), &there, &|_, _| None))
        }
        Wanted::Similar(..) | Wanted::Recurring | Wanted::Since(_) => Err("This page cannot be made here".to_owned()),
    }
}
