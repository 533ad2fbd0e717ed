//! The reader's place in the list of all cases' entries.

use crate::search::Lens;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LensList {
    pub lens: Lens,
    pub cursor: usize,
    pub top: usize,
    /// True once the user has chosen the row, or the answer is whole; until then the first row stays selected.
    pub chosen: bool,
    /// True when the reader has gone from the list to an entry in its case.
    pub inside: bool,
}
