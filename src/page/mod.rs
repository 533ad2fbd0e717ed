//! Pages made from many cases: briefs, the tracker, what recurs, what has changed, what was marked. Each is a [`Page`],
//! one shape that the interface shows, the command line prints and the exports write.
//!
//! No I/O and no clock: what a report is made of is handed in as a [`Listing`].

mod brief;
mod case;
mod case_brief;
pub mod citation;
mod described;
mod item;
mod items;
pub mod labels;
mod listing;
mod looked;
mod make;
pub mod marks;
mod material;
mod model;
mod orphans;
mod pictures;
pub mod rag;
pub mod recurring;
mod related;
mod request;
mod review;
mod reviews;
mod rows;
mod side_by_side;
pub mod similar;
pub mod since;
mod tracker;
mod unread;
mod unreadable;

pub use case::whole_case;
pub use item::{item_page, item_row, item_title, review_heading};
pub use items::{name_of, of_items, sort_items};
pub use listing::{ListedCase, Listing};
pub use model::{
    Bar, Basis, Block, Columns, Figure, Labelled, Link, Page, Period, Row, Section, Table, Tone, note_lines,
};

pub use brief::{
    BriefOf, BriefSubject, MOST_WORDS, NoSubject, Subject, brief, is_speakable, short_brief, short_case_brief,
};
pub use case_brief::case_brief;
pub use make::make;
pub use material::{EngineAccess, Material, NoPage, PageResult, index_of, redactor};
pub use orphans::orphans;
pub use pictures::{contacts, pictures};
pub use related::related;
pub use request::{Deed, Looked, LookedAt, LookedOf, Maker, PageOf, PageRequest, PageRow};
pub use tracker::{Searched, Tracked, TrackerBy, status_label, tracked, tracked_by, tracker, tracker_sorted};
pub use unread::with_unread;
pub use unreadable::unreadable;

use crate::case::{CasePage, ItemRef};
use crate::library::EntryKey;

/// A page whose command has its own name.
const fn page(name: &'static str, title: &'static str, help: &'static str, maker: Maker) -> PageRow {
    PageRow { name, command: name, title, help, indexed: false, first: None, maker }
}

/// The tracker, counted by one thing.
const fn tracker_row(name: &'static str, title: &'static str, help: &'static str, by: TrackerBy) -> PageRow {
    PageRow { name, command: "tracker", title, help, indexed: false, first: None, maker: Maker::Tracker(by) }
}

/// The seven-minute briefing of a case.
pub static BRIEF: PageRow = page(
    "brief",
    "The seven-minute briefing of the case",
    "Print the seven-minute briefing of a case",
    Maker::Case(|material, key| of_case(material, key, case_brief)),
);

/// Its short form.
pub static SHORT_BRIEF: PageRow = PageRow {
    command: "brief",
    ..page(
        "short-brief",
        "The same briefing, to be read aloud",
        "Print the briefing of a case in at most 250 words, to be read aloud",
        Maker::Case(|material, key| of_case(material, key, short_case_brief)),
    )
};

/// The brief of a subject. Configurations and scripts know it by the name of its first kind.
pub static SUBJECT_BRIEF: PageRow = page(
    "agency-brief",
    "The brief of an agency, theme, harm or place",
    "Print what was found on an agency, a theme, a harm, a nation, a place or a search, and what was recommended",
    Maker::Subject(|material, of| Ok(brief(material.listing, of))),
);

/// Its short form.
pub static SHORT_SUBJECT_BRIEF: PageRow = PageRow {
    command: "agency-brief",
    ..page(
        "short-agency-brief",
        "The same brief, to be read aloud",
        "Print a brief in at most 250 words, to be read aloud",
        Maker::Subject(|material, of| Ok(short_brief(material.listing, of))),
    )
};

/// The changes since an earlier time.
pub static SINCE: PageRow = page(
    "since",
    "What has changed since a day or snapshot",
    "Print what was added, changed, closed or became overdue since a date, a snapshot or a git revision",
    Maker::When(|material, when| Ok(material.since(when, since::since)?)),
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
pub static FOUND: PageRow =
    page("found", "What is found, in full", "Print what a search finds, each entry in full", Maker::Items);

/// The list of entries and pages that were opened, copied and exported.
pub static LOOKED_AT: PageRow = page(
    "looked-at",
    "What was opened, copied and exported",
    "List what was opened, copied and exported",
    Maker::Looked,
);

/// Every page, in the order of lists. Pages of one command follow one another.
pub static PAGES: &[&PageRow] = &[
    &BRIEF,
    &SHORT_BRIEF,
    &SUBJECT_BRIEF,
    &SHORT_SUBJECT_BRIEF,
    &tracker_row(
        "tracker",
        "Recommendations by status",
        "Print every recommendation by status, with what is overdue and what became of it",
        TrackerBy::Status,
    ),
    &tracker_row(
        "tracker-by-case",
        "Recommendations by case",
        "Print the tracker with its counts by case first",
        TrackerBy::Case,
    ),
    &tracker_row(
        "tracker-by-agency",
        "Recommendations by agency",
        "Print the tracker with its counts by agency first",
        TrackerBy::Agency,
    ),
    &tracker_row(
        "tracker-by-theme",
        "Recommendations by theme",
        "Print the tracker with its counts by theme first",
        TrackerBy::Theme,
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
                Ok(similar::similar(material.listing, key, item, &found.hits))
            }),
        )
    },
    &PageRow {
        indexed: true,
        first: Some(recurring::recurring_first),
        ..page(
            "recurring",
            "What recurs in several cases",
            "Print what recurs most: themes, and what several cases say alike",
            Maker::Library(|material| {
                let groups = material.ask(|engine, interrupted| engine.groups(interrupted))?;
                Ok(recurring::recurring(material.listing, &groups, None, usize::MAX))
            }),
        )
    },
    &page(
        "reviews",
        "Who made each review",
        "Print every review with its kind and date, and who commissioned, led and wrote it",
        Maker::CaseOrAll(|material, only| Ok(reviews::reviews(material.listing, only))),
    ),
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
            several.flatten().ok_or_else(|| NoPage::Instead(side_by_side::only_review(case)))
        }),
    ),
    &RELATED,
    &WHOLE_CASE,
    &MARKS,
    &FOUND,
    &LOOKED_AT,
];

fn of_case(material: &Material<'_>, key: EntryKey, make: fn(&Listing, EntryKey) -> Option<Page>) -> PageResult {
    make(material.listing, key).ok_or(NoPage::CASE_GONE)
}

impl PageRow {
    /// The page of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        PAGES.iter().copied().find(|row| row.name == name)
    }

    /// True for the short form of another page, to be read aloud.
    pub fn is_short(&self) -> bool {
        [&SHORT_BRIEF, &SHORT_SUBJECT_BRIEF].contains(&self)
    }

    /// The short form of a brief, or the long form of a short one.
    pub fn in_form(&'static self, short: bool) -> &'static Self {
        if self.is_short() == short { self } else { self.next() }
    }

    /// The next page of the same command; this one where it has no other.
    pub fn next(&'static self) -> &'static Self {
        let same = || PAGES.iter().copied().filter(|row| row.command == self.command);
        same().skip_while(|row| *row != self).nth(1).or_else(|| same().next()).unwrap_or(self)
    }
}
