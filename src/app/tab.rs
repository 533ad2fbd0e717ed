//! The tabs of a case.

use super::command::Command;
use crate::case::{Case, ItemRef};

/// A tab of a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "a tab is called by what it lists")]
pub enum Tab {
    #[default]
    Findings,
    Recommendations,
    Timeline,
    Reviews,
    Sources,
}

/// The words for a tab.
struct TabRow {
    /// Its name in files and on the command line.
    code: &'static str,
    /// Its name on the screen where there is much, some and little room.
    names: [&'static str; 3],
    /// The noun for one of its items, and for several.
    nouns: [&'static str; 2],
    /// The command that shows it.
    command: Command,
}

impl Tab {
    /// In the order of their keys.
    pub const ALL: [Self; 5] = [Self::Findings, Self::Recommendations, Self::Timeline, Self::Reviews, Self::Sources];

    fn row(self) -> TabRow {
        let row = |code, names, nouns, command| TabRow { code, names, nouns, command };
        match self {
            Self::Findings => {
                row("findings", ["Findings", "Findings", "Find"], ["finding", "findings"], Command::Findings)
            }
            Self::Recommendations => row(
                "recommendations",
                ["Recommendations", "Recs", "Recs"],
                ["recommendation", "recommendations"],
                Command::Recommendations,
            ),
            Self::Timeline => row("timeline", ["Timeline", "Timeline", "Time"], ["event", "events"], Command::Timeline),
            Self::Reviews => row("reviews", ["Reviews", "Reviews", "Revs"], ["page", "pages"], Command::Reviews),
            Self::Sources => row("sources", ["Sources", "Sources", "Srcs"], ["source", "sources"], Command::Sources),
        }
    }

    /// Its name in files and on the command line.
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// Its name on the screen where there is much, some and little room.
    fn names(self) -> [&'static str; 3] {
        self.row().names
    }

    /// Its name on the screen in a case, as the profile of its library calls it: where there is much, some and little room.
    pub fn names_in(self, case: &Case) -> [&'static str; 3] {
        case.profile.get().tab(self.code()).map_or(self.names(), |[label, short]| [label, short, short])
    }

    /// The noun for this many of its items: "finding", "findings".
    pub fn noun(self, count: usize) -> &'static str {
        let [one, many] = self.row().nouns;
        if count == 1 { one } else { many }
    }

    /// The command that shows it.
    pub fn command(self) -> Command {
        self.row().command
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

    /// Its place in [`Tab::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}
