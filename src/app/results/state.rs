//! The reader's place in the list of all cases' entries.

use crate::search::Lens;

/// The list of a lens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LensList {
    /// The lens; that of the cases has no list of its own.
    pub lens: Lens,
    /// The selected row.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
    /// True when the reader has gone from the list to an entry in its case.
    pub inside: bool,
}
