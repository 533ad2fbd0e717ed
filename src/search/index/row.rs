//! Items as rows of words.

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// A number of a spelling. [`BREAK`] is none: it parts texts.
pub type WordId = u32;

/// The number of a spelling as rows keep it, in three bytes: a library has most of its size in them. A spelling beyond
/// sixteen millions is found by its places only, and parts texts in its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromBytes, IntoBytes, KnownLayout, Immutable)]
#[repr(transparent)]
pub struct RowWord([u8; 3]);

impl RowWord {
    /// A break.
    pub const BREAK: Self = Self([0; 3]);

    /// As a row keeps it.
    #[inline]
    pub fn of(id: WordId) -> Self {
        let [a, b, c, more] = id.to_le_bytes();
        if more == 0 { Self([a, b, c]) } else { Self::BREAK }
    }

    /// The number.
    #[inline]
    pub fn id(self) -> WordId {
        let Self([a, b, c]) = self;
        WordId::from_le_bytes([a, b, c, 0])
    }
}

/// Stands between two texts of an item, so that no phrase runs from one into the other.
pub const BREAK: WordId = 0;

/// An item as a row of words.
#[derive(Debug, Clone, Copy)]
pub struct ItemWords<'a> {
    /// The words, with `BREAK` between texts.
    pub words: &'a [RowWord],
    /// How many of them are the main text, which comes first.
    pub main: usize,
}
