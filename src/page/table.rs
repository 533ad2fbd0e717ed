//! The one table of pages. The command line, exports, the explorer and the documents read their pages from it: a new page is
//! a maker and a row.

use std::sync::Arc;

use super::material::{Made, Material, NoPage};
use super::recurring::recurring;
use super::similar::similar;
use super::since::since;
use super::{
    Listing, Page, TrackerBy, agency_brief, case_brief, contacts, item_page, orphans, pictures, related, tracker,
    whole_case,
};
use crate::case::{CasePage, ItemKey, ItemRef};
use crate::library::EntryKey;
use crate::notebook::Mark;

/// Groups on the page of what recurs.
const MOST_GROUPS: usize = 100;

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
    /// Its subject, and the function that makes it.
    pub maker: Maker,
}

/// The subject of a page, with the function that makes the page of one.
#[derive(Debug)]
pub enum Maker {
    /// All of the library.
    Library(fn(&mut Material<'_>) -> Made),
    /// A case, or all of the library.
    CaseOrAll(fn(&Material<'_>, Option<EntryKey>) -> Made),
    /// A case.
    Case(fn(&Material<'_>, EntryKey) -> Made),
    /// A finding or recommendation.
    Statement(fn(&mut Material<'_>, EntryKey, ItemRef) -> Made),
    /// An agency, by its code.
    Agency(fn(&Material<'_>, &str) -> Made),
    /// A date, a snapshot or a revision.
    When(fn(&mut Material<'_>, &str) -> Made),
    /// Marks and notes.
    Marks,
    /// Items that were found.
    Items,
}

/// A page that somebody wants to see or to take away.
#[derive(Debug, Clone, PartialEq)]
pub struct PageRequest {
    /// Its row in the table.
    pub row: &'static PageRow,
    /// Its subject.
    pub of: PageOf,
}

impl PageRequest {
    /// The name of a file of it before the page is made.
    pub fn stem(&self) -> String {
        match &self.of {
            PageOf::Agency(code) => format!("brief-{}", code.replace('_', "-")),
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
    /// An agency, by its code.
    Agency(String),
    /// A date, a snapshot or a revision, as it was typed.
    When(String),
    /// Marks and notes.
    Marks(Arc<Vec<Mark>>),
    /// These items, under this title.
    Items(String, Vec<(EntryKey, ItemKey)>),
}

impl PartialEq for PageRow {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A page whose command has its own name.
const fn page(name: &'static str, title: &'static str, help: &'static str, maker: Maker) -> PageRow {
    PageRow { name, command: name, title, help, indexed: false, maker }
}

/// One of the orders of the tracker.
const fn tracker_row(name: &'static str, title: &'static str, help: &'static str, maker: Maker) -> PageRow {
    PageRow { name, command: "tracker", title, help, indexed: false, maker }
}

/// The seven-minute briefing of a case.
pub static BRIEF: PageRow = page(
    "brief",
    "The seven-minute briefing of the case",
    "Print the seven-minute briefing of a case",
    Maker::Case(|material, key| of_case(material, key, case_brief)),
);

/// The brief of an agency.
pub static AGENCY_BRIEF: PageRow = page(
    "agency-brief",
    "The brief of an agency",
    "Print what is addressed to an agency, and was found about it",
    Maker::Agency(|material, code| Ok(agency_brief(material.listing, code))),
);

/// What has changed.
pub static SINCE: PageRow = page(
    "since",
    "What has changed since a day or snapshot",
    "Print what was added, changed, closed or became overdue since a date, a snapshot or a git revision",
    Maker::When(|material, when| Ok(material.since(when, since)?)),
);

/// The cases that the sources link to a case.
pub static RELATED: PageRow = page(
    "related",
    "Cases that the sources link to the case",
    "Print the cases that the sources link to a case",
    Maker::Case(|material, key| {
        let real = material.catalogue.real(key).ok_or(NoPage::CASE_GONE)?;
        related(material.listing, key, real, &|id| material.catalogue.key_of(id)).ok_or(NoPage::CASE_GONE)
    }),
);

/// A case in full.
pub static WHOLE_CASE: PageRow = page(
    "show",
    "The whole case",
    "Print a whole case as text, or one item of it",
    Maker::Case(|material, key| {
        let case = material.listing.case(key).ok_or(NoPage::CASE_GONE)?;
        Ok(whole_case(key, case, &material.listing.vocabulary))
    }),
);

/// Marks and notes.
pub static MARKS: PageRow = page("marks", "Marks and notes", "Print what is marked and noted on", Maker::Marks);

/// Items that were found.
pub static FOUND: PageRow = page("found", "What is found", "Print what a search finds", Maker::Items);

/// Every page, in the order of lists. Pages of one command follow one another.
pub static PAGES: &[&PageRow] = &[
    &BRIEF,
    &AGENCY_BRIEF,
    &tracker_row(
        "tracker",
        "Recommendations by status",
        "Print every recommendation by status, with what is overdue and what became of it",
        Maker::Library(|material| Ok(tracker(material.listing, TrackerBy::Status))),
    ),
    &tracker_row(
        "tracker-by-case",
        "Recommendations by case",
        "Print the tracker with its counts by case first",
        Maker::Library(|material| Ok(tracker(material.listing, TrackerBy::Case))),
    ),
    &tracker_row(
        "tracker-by-agency",
        "Recommendations by agency",
        "Print the tracker with its counts by agency first",
        Maker::Library(|material| Ok(tracker(material.listing, TrackerBy::Agency))),
    ),
    &tracker_row(
        "tracker-by-theme",
        "Recommendations by theme",
        "Print the tracker with its counts by theme first",
        Maker::Library(|material| Ok(tracker(material.listing, TrackerBy::Theme))),
    ),
    &SINCE,
    &PageRow {
        indexed: true,
        ..page(
            "similar",
            "What other cases say like the selected entry",
            "Print which findings and recommendations of other cases say the same as one",
            Maker::Statement(|material, key, item| {
                let found = material.ask(|engine, interrupted| engine.similar(key, item, interrupted))?;
                Ok(similar(material.listing, key, item, &found.hits))
            }),
        )
    },
    &PageRow {
        indexed: true,
        ..page(
            "recurring",
            "What recurs in several cases",
            "Print what recurs most: themes, and what several cases say alike",
            Maker::Library(|material| {
                let groups = material.ask(|engine, interrupted| engine.groups(interrupted))?;
                Ok(recurring(material.listing, &groups, MOST_GROUPS))
            }),
        )
    },
    &page(
        "orphans",
        "Findings without an answer, recommendations that cite no finding",
        "Print the findings that no recommendation answers and the recommendations that cite no finding",
        Maker::CaseOrAll(|material, only| Ok(orphans(material.listing, only))),
    ),
    &page(
        "pictures",
        "The library in pictures",
        "Draw the library in numbers and pictures, or a case's contacts over time",
        Maker::CaseOrAll(|material, only| match only {
            Some(key) => of_case(material, key, contacts),
            None => Ok(pictures(material.listing)),
        }),
    ),
    &page(
        "contacts",
        "The contacts of the case over time",
        "Draw a case's contacts over time, with missed opportunities",
        Maker::Case(|material, key| of_case(material, key, contacts)),
    ),
    &page(
        "compare",
        "The reviews of the case side by side",
        "Print the reviews of a case side by side",
        Maker::Case(|material, key| {
            let case = material.listing.case(key).ok_or(NoPage::CASE_GONE)?;
            let page = ItemRef::Page(CasePage::SideBySide);
            let several =
                case.items().contains(&page).then(|| item_page(key, case, page, &material.listing.vocabulary));
            several.flatten().ok_or(NoPage::Refused("The case has no two reviews to compare"))
        }),
    ),
    &RELATED,
    &WHOLE_CASE,
    &MARKS,
    &FOUND,
];

fn of_case(material: &Material<'_>, key: EntryKey, make: fn(&Listing, EntryKey) -> Option<Page>) -> Made {
    make(material.listing, key).ok_or(NoPage::CASE_GONE)
}

impl PageRow {
    /// A request for this page of a subject.
    pub fn of(&'static self, of: PageOf) -> PageRequest {
        PageRequest { row: self, of }
    }

    /// The page of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        PAGES.iter().copied().find(|row| row.name == name)
    }

    /// The next page of the same command; this one where it has no other.
    pub fn next(&'static self) -> &'static Self {
        let same = || PAGES.iter().copied().filter(|row| row.command == self.command);
        same().skip_while(|row| *row != self).nth(1).or_else(|| same().next()).unwrap_or(self)
    }
}
