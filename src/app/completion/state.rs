//! The choices for the word that is typed.

use crate::search::Choice;

/// The choices for the word that is typed in the search line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompletionState {
    /// The text before, and its cursor, in chars.
    pub before: (String, usize),
    /// The start of the word, in bytes.
    pub start: usize,
    pub choices: Vec<Choice>,
    /// The one that is shown.
    pub at: usize,
    pub rest: String,
    /// True where they are counted in the whole library.
    pub whole: bool,
}
