//! What sort of item something is, as files of the state folder name it.

use serde::{Deserialize, Serialize};

use crate::case::ItemRef;

/// What sort of item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// A finding.
    Finding,
    /// A recommendation.
    Recommendation,
    /// An event.
    Event,
    /// A page on the case or one of its reviews.
    Page,
    /// A source.
    Source,
}

impl Sort {
    /// The sort of an item.
    pub fn of(item: ItemRef) -> Self {
        match item {
            ItemRef::Finding(..) => Self::Finding,
            ItemRef::Recommendation(..) => Self::Recommendation,
            ItemRef::Event(_) => Self::Event,
            ItemRef::Page(_) => Self::Page,
            ItemRef::Source(_) => Self::Source,
        }
    }

    /// What people call several.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Finding => "findings",
            Self::Recommendation => "recommendations",
            Self::Event => "events",
            Self::Page => "pages",
            Self::Source => "sources",
        }
    }

    /// What people call one.
    pub fn word(self) -> &'static str {
        self.plural().trim_end_matches('s')
    }
}
