//! The reader's place in the facets.

use crate::search::FilterField;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FacetsState {
    pub cursor: usize,
    /// The value that was chosen last: it stays selected when the counts change.
    pub on: Option<(FilterField, String)>,
}
