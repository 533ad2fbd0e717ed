//! The tabs of a case.

use super::command::Command;
use crate::case::ItemRef;

/// The tabs of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tab {
    /// Findings.
    Findings,
    /// Recommendations.
    Recommendations,
    /// The events of the case, by date.
    Timeline,
    /// The case and its reviews.
    Reviews,
    /// The sources of the record.
    Sources,
}

impl Tab {
    /// In the order of their keys.
    pub const ALL: [Self; 5] = [Self::Findings, Self::Recommendations, Self::Timeline, Self::Reviews, Self::Sources];

    /// Its name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Findings => "Findings",
            Self::Recommendations => "Recommendations",
            Self::Timeline => "Timeline",
            Self::Reviews => "Reviews",
            Self::Sources => "Sources",
        }
    }

    /// Its name in files and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Findings => "findings",
            Self::Recommendations => "recommendations",
            Self::Timeline => "timeline",
            Self::Reviews => "reviews",
            Self::Sources => "sources",
        }
    }

    /// Its name where there is some room.
    pub fn middling(self) -> &'static str {
        match self {
            Self::Recommendations => "Recs",
            other => other.title(),
        }
    }

    /// Its name where there is little room.
    pub fn short(self) -> &'static str {
        match self {
            Self::Findings => "Find",
            Self::Recommendations => "Recs",
            Self::Timeline => "Time",
            Self::Reviews => "Revs",
            Self::Sources => "Srcs",
        }
    }

    /// One of its items, and several: "finding", "findings".
    pub fn noun(self, count: usize) -> &'static str {
        match (self, count) {
            (Self::Findings, 1) => "finding",
            (Self::Findings, _) => "findings",
            (Self::Recommendations, 1) => "recommendation",
            (Self::Recommendations, _) => "recommendations",
            (Self::Timeline, 1) => "event",
            (Self::Timeline, _) => "events",
            (Self::Reviews, 1) => "page",
            (Self::Reviews, _) => "pages",
            (Self::Sources, 1) => "source",
            (Self::Sources, _) => "sources",
        }
    }

    /// The tab that lists this item.
    pub fn of(item: ItemRef) -> Self {
        match item {
            ItemRef::Finding(..) => Self::Findings,
            ItemRef::Recommendation(..) => Self::Recommendations,
            ItemRef::Event(_) => Self::Timeline,
            ItemRef::Page(_) => Self::Reviews,
            ItemRef::Source(_) => Self::Sources,
        }
    }

    /// The command that shows it.
    pub fn command(self) -> Command {
        match self {
            Self::Findings => Command::Findings,
            Self::Recommendations => Command::Recommendations,
            Self::Timeline => Command::Timeline,
            Self::Reviews => Command::Reviews,
            Self::Sources => Command::Sources,
        }
    }

    /// Its place in [`Tab::ALL`].
    pub fn index(self) -> usize {
        Self::ALL.iter().position(|tab| *tab == self).unwrap_or(0)
    }
}
