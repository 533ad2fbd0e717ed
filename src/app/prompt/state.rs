//! A line to fill in, and what it is for.

use std::sync::Arc;

use tui_input::Input;

use crate::app::msg::ExportTo;
use crate::case::{Case, ItemRef};

/// A line to fill in.
#[derive(Debug, Clone)]
pub struct PromptState {
    /// The question: "Note on F12 of Peter Connelly".
    pub title: String,
    /// The line.
    pub input: Input,
    /// True when the line is only suggested: it goes when the user types something else.
    pub suggested: bool,
    /// The purpose of the line.
    pub purpose: Purpose,
}

/// The purpose of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Purpose {
    /// A note on an item.
    Note {
        /// The case as its file had it when one began to write.
        case: Arc<Case>,
        /// The item.
        item: ItemRef,
        /// The note before.
        before: String,
    },
    /// The name of a search to be saved.
    SaveSearch,
    /// The name of a file.
    Export(ExportTo),
    /// The name of a snapshot.
    Snapshot,
    /// A date, a snapshot or a revision to compare with.
    Since,
}
