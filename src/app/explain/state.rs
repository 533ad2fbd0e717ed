//! What is explained, and where the reader is in it.

use crate::case::ItemKey;
use crate::case::lexicon::{Explained, Uses};
use crate::library::EntryKey;

/// The explanation of what an item carries, while it is open.
#[derive(Debug, Clone, Default)]
pub struct ExplainState {
    /// List and code of each value.
    pub values: Vec<(String, String)>,
    /// The selected value.
    pub cursor: usize,
    /// What is known of it.
    pub term: Option<Explained>,
    /// How often the library uses it.
    pub uses: Uses,
    /// Where else a theme or agency occurs.
    pub elsewhere: Vec<(EntryKey, ItemKey)>,
    /// Whether keys move among those places.
    pub in_places: bool,
    /// The selected place.
    pub at: usize,
}
