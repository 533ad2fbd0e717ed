//! The words that are explained, and the reader's place among them.

use crate::case::ItemKey;
use crate::case::lexicon::{Explained, Uses};
use crate::library::EntryKey;

/// The explanation of what an item carries, while it is open.
#[derive(Debug, Clone, Default)]
pub struct ExplainState {
    /// Those of them that stand first because they were asked for.
    pub asked: Vec<(String, String)>,
    /// List and code of each value.
    pub values: Vec<(String, String)>,
    pub cursor: usize,
    pub term: Option<Explained>,
    /// How often the library uses it.
    pub uses: Uses,
    /// The other entries that carry the theme or agency.
    pub elsewhere: Vec<(EntryKey, ItemKey)>,
    /// True when keys move among those places.
    pub in_places: bool,
    pub at: usize,
}
