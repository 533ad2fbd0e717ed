//! What the word that is typed could become.

use crate::search::Choice;

/// What can be completed while a search is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompletionState {
    /// What stood there before, and where its cursor was, in chars.
    pub before: (String, usize),
    /// Where what is completed begins, in bytes.
    pub start: usize,
    /// What it could become.
    pub choices: Vec<Choice>,
    /// The one that is shown.
    pub at: usize,
    /// What stands behind it.
    pub rest: String,
}
