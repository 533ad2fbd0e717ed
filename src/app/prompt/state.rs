//! A line to fill in, and what it is for.

use std::path::PathBuf;
use std::sync::Arc;

use tui_input::Input;

use crate::app::msg::ExportTo;
use crate::case::{Case, ItemRef};

#[derive(Debug, Clone)]
pub struct PromptState {
    /// The question: "Note on F12 of Peter Connelly".
    pub title: String,
    pub input: Input,
    /// True when the line is only suggested: it goes when the user types something else.
    pub suggested: bool,
    pub purpose: Purpose,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Purpose {
    /// A note on an item.
    Note {
        /// The case as its file had it when the user began to write.
        case: Arc<Case>,
        item: ItemRef,
        /// The note before.
        before: String,
    },
    /// A note for the group that shares the library of a file.
    GroupNote {
        case: Arc<Case>,
        item: ItemRef,
        before: String,
        file: PathBuf,
    },
    SaveSearch {
        /// The name of another search that the user has agreed to replace.
        replaces: Option<String>,
    },
    Export(ExportTo),
    Snapshot,
    /// A date, a snapshot or a revision to compare with.
    Since,
}
