//! The reader's place in the help.

use crate::app::command::Command;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HelpState {
    /// Only rows with these letters are shown.
    pub filter: String,
    pub top: usize,
    /// The commands that matter where it was opened, most useful first.
    pub here: Vec<Command>,
}
