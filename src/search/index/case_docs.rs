//! A case as the index keeps it: its items as rows of words, and what stands around them.

use std::sync::Arc;

use smol_str::SmolStr;

use super::{ContextId, Doc, RowWord, StemId, ValueId};
use crate::case::{ItemRef, PartialDate};
use crate::library::EntryKey;

/// A case in the index.
#[derive(Debug)]
pub struct CaseDocs {
    /// Its key.
    pub key: EntryKey,
    /// Its items; the number of the first is `first`, and the others follow.
    pub items: Arc<[ItemRef]>,
    /// The number of its first item.
    pub first: Doc,
    /// The words that name it; names first, up to `names`.
    pub header: Box<[RowWord]>,
    /// The number of what stands around its items: the case itself, then each review.
    pub context: ContextId,
    /// How many words of the header are names.
    pub names: usize,
    /// How many words of the header name it or its place.
    pub own: usize,
    /// The stems of those words, in the order of their numbers.
    pub name_stems: Box<[StemId]>,
    pub(super) id: SmolStr,
    pub(super) date: Option<PartialDate>,
    /// Words of all items, item after item.
    pub(super) words: Box<[RowWord]>,
    /// The end of each item's words, and that of its main text.
    pub(super) ends: Box<[(u32, u32)]>,
    /// The themes and agencies of findings and recommendations, item after item.
    pub(super) labels: Box<[ValueId]>,
    /// The end of each item's themes and agencies.
    pub(super) label_ends: Box<[u32]>,
    /// For each source, the places of the entries that rest on it; sources are the last items.
    pub(super) citing: Lists,
}

/// Lists of numbers, kept in one piece.
#[derive(Debug)]
pub struct Lists {
    numbers: Box<[u32]>,
    /// The end of each list.
    ends: Box<[u32]>,
}

impl Lists {
    /// These lists.
    pub fn new(lists: Vec<Vec<u32>>) -> Self {
        let mut end = 0;
        let ends = lists.iter().map(|list| {
            end += list.len() as u32;
            end
        });
        Self { ends: ends.collect(), numbers: lists.concat().into() }
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        let end = self.ends.get(at).map_or(start, |end| *end as usize);
        self.numbers.get(start..end).unwrap_or_default()
    }

    pub(super) fn size(&self) -> usize {
        (self.numbers.len() + self.ends.len()) * size_of::<u32>()
    }
}

/// An item as a row of words.
#[derive(Debug, Clone, Copy)]
pub struct ItemWords<'a> {
    /// The words, with `BREAK` between texts.
    pub words: &'a [RowWord],
    /// How many of them are the main text, which comes first.
    pub main: usize,
}

impl CaseDocs {
    /// The words of an item, by its place among the items.
    #[inline]
    pub fn item_words(&self, at: usize) -> ItemWords<'_> {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |(end, _)| *end);
        let (end, main) = self.ends.get(at).copied().unwrap_or((start, start));
        let words = self.words.get(start as usize..end as usize).unwrap_or_default();
        ItemWords { words, main: main.saturating_sub(start) as usize }
    }

    /// The themes and agencies of a finding or recommendation, by its place among the items; other items have none.
    pub fn item_labels(&self, at: usize) -> &[ValueId] {
        let start = at.checked_sub(1).and_then(|before| self.label_ends.get(before)).copied().unwrap_or(0);
        let end = self.label_ends.get(at).copied().unwrap_or(start);
        self.labels.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The entries that rest on the source at a place among the items; none where no source is there.
    pub fn citing(&self, at: usize) -> impl Iterator<Item = Doc> {
        let source = (at + self.citing.len()).checked_sub(self.items.len());
        let places = source.map_or(&[][..], |source| self.citing.get(source));
        places.iter().map(|place| self.first + place)
    }

    /// The numbers of its items.
    #[inline]
    pub fn docs(&self) -> std::ops::Range<Doc> {
        self.first..self.first + u32::try_from(self.items.len()).unwrap_or(0)
    }
}
