//! A line to fill in, and what it is for.

use std::sync::Arc;

use tui_input::Input;

use crate::app::msg::ExportTo;
use crate::case::{Case, ItemRef};

/// A line to fill in.
#[derive(Debug, Clone)]
pub struct PromptState {
    /// What is asked for: "Note on F12 of Peter Connelly".
    pub title: String,
    /// What is typed.
    pub input: Input,
    /// Whether what stands there is only suggested: it goes when one types something else.
    pub suggested: bool,
    /// What it is for.
    pub purpose: Purpose,
}

/// What a line is filled in for.
#[derive(Debug, Clone, PartialEq)]
pub enum Purpose {
    /// A note on an item.
    Note {
        /// The case as its file had it when one began to write.
        case: Arc<Case>,
        /// The item.
        item: ItemRef,
        /// What the note was before.
        before: String,
    },
    /// The name of a search to be saved.
    SaveSearch,
    /// The name of a file.
    Export(ExportTo),
    /// The name of a moment.
    Moment,
    /// A date, a moment or a revision to compare with.
    Since,
}
