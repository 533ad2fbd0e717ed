//! Items that say the same as another.

use crate::case::ItemRef;
use crate::library::EntryKey;

/// Items of other cases that say the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Similar {
    /// Best first.
    pub hits: Vec<SimilarHit>,
}

/// An item that says the same as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SimilarHit {
    /// Its case.
    pub key: EntryKey,
    /// Its item.
    pub item: ItemRef,
    /// How alike they are, from 0 to 100: the share of what an item scores against itself.
    pub score: u8,
}
