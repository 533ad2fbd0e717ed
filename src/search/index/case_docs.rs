//! A case as the index keeps it: its items as rows of words, and what stands around them.

use std::sync::Arc;

use super::row::{ItemWords, RowWord};
use super::{ContextId, Doc, StemId, ValueId};
use crate::case::ItemRef;
use crate::library::EntryKey;
use crate::library::cache::{ByteReader, ByteWriter, Flat, StoredBytes, own_size};

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
    pub header: Flat<RowWord>,
    /// The number of what stands around its items: the case itself, then each review.
    pub context: ContextId,
    /// How many words of the header are names.
    pub names: usize,
    /// How many words of the header name it or its place.
    pub own: usize,
    /// The stems of those words, in the order of their numbers.
    pub name_stems: Flat<StemId>,
    /// Words of all items, item after item.
    pub(super) words: Flat<RowWord>,
    /// The end of each item's words, and that of its main text.
    pub(super) ends: Flat<[u32; 2]>,
    /// The themes and agencies of findings and recommendations, item after item.
    pub(super) labels: Flat<ValueId>,
    /// The end of each item's themes and agencies.
    pub(super) label_ends: Flat<u32>,
    /// For each source, the places of the entries that rest on it; sources are the last items.
    pub(super) citing: Lists,
}

/// Lists of numbers, kept in one piece.
#[derive(Debug)]
pub struct Lists {
    numbers: Flat<u32>,
    /// The end of each list.
    ends: Flat<u32>,
}

impl Lists {
    /// These lists.
    pub fn new(lists: Vec<Vec<u32>>) -> Self {
        let mut end = 0;
        let ends = lists.iter().map(|list| {
            end += list.len() as u32;
            end
        });
        Self { ends: ends.collect::<Vec<_>>().into(), numbers: lists.concat().into() }
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
        own_size(&self.numbers) + own_size(&self.ends)
    }
}

impl CaseDocs {
    /// The words of an item, by its place among the items.
    #[inline]
    pub fn item_words(&self, at: usize) -> ItemWords<'_> {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |[end, _]| *end);
        let [end, main] = self.ends.get(at).copied().unwrap_or([start, start]);
        let words = self.words.get(start as usize..end as usize).unwrap_or_default();
        ItemWords { words, main: main.saturating_sub(start) as usize }
    }

    /// The themes and agencies of a finding or recommendation, by its place among the items; other items have none.
    pub fn item_labels(&self, at: usize) -> &[ValueId] {
        let start = at.checked_sub(1).and_then(|before| self.label_ends.get(before)).copied().unwrap_or(0);
        let end = self.label_ends.get(at).copied().unwrap_or(start);
        self.labels.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Writes it for the cache file.
    pub fn store(&self, to: &mut ByteWriter) {
        to.list(&self.items.iter().map(|item| item.as_number()).collect::<Vec<_>>());
        [self.first, self.context, self.names as u32, self.own as u32].into_iter().for_each(|number| to.u32(number));
        to.list(&self.header);
        to.list(&self.words);
        to.list(&self.ends);
        [&self.name_stems, &self.labels, &self.label_ends, &self.citing.numbers, &self.citing.ends]
            .into_iter()
            .for_each(|numbers| to.list(numbers));
    }

    /// A case of which nothing is known.
    pub fn none(key: EntryKey) -> Self {
        let items: [ItemRef; 0] = [];
        let (header, words, ends) = Default::default();
        let (name_stems, labels, label_ends) = Default::default();
        let (items, citing) = (items.into(), Lists::new(Vec::new()));
        let (first, context, names, own) = (0, ContextId::MAX, 0, 0);
        Self { key, items, first, header, context, names, own, name_stems, words, ends, labels, label_ends, citing }
    }

    /// Reads what was written of a case that has this key now.
    pub fn restore(key: EntryKey, stored: StoredBytes) -> Option<Self> {
        let from = &mut ByteReader::new(stored);
        let items = from.list::<u64>()?.iter().map(|number| ItemRef::of_number(*number)).collect::<Option<_>>()?;
        let (first, context, names, own) = (from.u32()?, from.u32()?, from.u32()? as usize, from.u32()? as usize);
        let (header, words, ends) = (from.list()?.into(), from.list()?.into(), from.list()?.into());
        let mut numbers = || Some(Flat::from(from.list()?));
        let (name_stems, labels, label_ends) = (numbers()?, numbers()?, numbers()?);
        let citing = Lists { numbers: numbers()?, ends: numbers()? };
        Some(Self {
            key,
            items,
            first,
            header,
            context,
            names,
            own,
            name_stems,
            words,
            ends,
            labels,
            label_ends,
            citing,
        })
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
