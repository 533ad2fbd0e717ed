//! Words with the places where they stand: documents, cases or reviews.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::postings::PostingList;
use super::{Postings, WordId};
use crate::library::cache::{ByteReader, ByteWriter, StoredBytes};

/// For each word the numbers of the places where it stands, each with whether it counts in full there. Those of a cache file stay
/// where they are; what comes later has higher numbers and stands behind them.
#[derive(Debug, Default)]
pub struct WordPlaces {
    /// By word, the end of its part of the bytes, and at how many places it stands.
    ends: &'static [u32],
    counts: &'static [u32],
    bytes: StoredBytes,
    own: HashMap<WordId, PostingList, RandomState>,
}

impl WordPlaces {
    /// Notes a word at a place, whose number is not below the last. What was noted first of a place counts.
    pub fn note(&mut self, word: WordId, place: u32, full: bool) {
        self.of(word).push(place, full);
    }

    /// The list of a word, to be added to.
    pub(super) fn of(&mut self, word: WordId) -> &mut PostingList {
        self.own.entry(word).or_default()
    }

    /// The places of a word; nothing for a word that stands at none.
    #[inline]
    pub fn get(&self, word: WordId) -> Option<Postings<'_>> {
        let own = if self.own.is_empty() { None } else { self.own.get(&word) };
        let at = word as usize;
        let (stored, count) = match self.ends.get(at) {
            Some(end) => {
                let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
                let steps = self.bytes.get(start as usize..*end as usize).unwrap_or_default();
                (steps, self.counts.get(at).copied().unwrap_or(0))
            }
            None => (&[][..], 0),
        };
        if stored.is_empty() && own.is_none() {
            return None;
        }
        let (steps, more, gone) = own.map_or((&[][..], 0, 0), |own| (own.steps.as_slice(), own.count, own.gone));
        Some(Postings { steps: [stored, steps], count: (count + more).saturating_sub(gone) })
    }

    /// Calls `visit` with each place of a word, and whether it counts in full.
    pub fn each(&self, word: WordId, visit: impl FnMut(u32, bool)) {
        if let Some(postings) = self.get(word) {
            postings.each(visit);
        }
    }

    /// At how many places a word stands.
    pub fn count(&self, word: WordId) -> usize {
        self.get(word).map_or(0, |postings| postings.count())
    }

    /// The words that have come to stand somewhere since they were taken from a cache file, or have gone.
    pub fn changed(&self) -> impl Iterator<Item = WordId> {
        self.own.keys().copied()
    }

    /// One of the places of a word is no more.
    pub fn forget_one(&mut self, word: WordId) {
        self.of(word).gone += 1;
    }

    /// Numbers the places anew; those without a new number go.
    pub fn renumber(&mut self, new: &dyn Fn(u32) -> Option<u32>) {
        let words = (0..).take(self.ends.len()).chain(self.changed().filter(|word| *word as usize >= self.ends.len()));
        let moved = words.filter_map(|word| Some((word, self.get(word)?.moved(new))));
        *self = Self { own: moved.filter(|(_, list)| list.count > 0).collect(), ..Self::default() };
    }

    /// Writes them for the cache file, for so many words.
    pub fn store(&self, words: usize, to: &mut ByteWriter) {
        let (mut ends, mut counts, mut bytes) = (Vec::with_capacity(words), Vec::with_capacity(words), Vec::new());
        for word in (0..).take(words) {
            let postings = self.get(word);
            counts.push(postings.map_or(0, |postings| postings.count));
            postings.into_iter().for_each(|postings| bytes.extend(postings.moved(&Some).steps));
            ends.push(bytes.len() as u32);
        }
        to.list(&ends);
        to.list(&counts);
        to.list(&bytes);
    }

    /// Reads what was written.
    pub fn restore(from: &mut ByteReader<'static>) -> Option<Self> {
        Some(Self { ends: from.list()?, counts: from.list()?, bytes: from.list()?, ..Self::default() })
    }

    /// Bytes on the heap, roughly.
    pub fn size(&self) -> usize {
        let each = size_of::<WordId>() + size_of::<PostingList>() + 1;
        self.own.capacity() * each + self.own.values().map(PostingList::size).sum::<usize>()
    }
}
