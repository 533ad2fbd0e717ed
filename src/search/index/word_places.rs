//! Words with the cases or reviews that they stand around.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::{Postings, WordId};
use crate::library::cache::{Reader, Stored, Writer};

/// For each word the numbers of the places where it stands, each with whether it counts in full there.
#[derive(Debug, Default)]
pub struct WordPlaces {
    of: HashMap<WordId, Postings, RandomState>,
}

impl WordPlaces {
    /// Notes a word at a place, whose number is not below the last. What was noted first of a place counts.
    pub fn note(&mut self, word: WordId, place: u32, full: bool) {
        self.of.entry(word).or_default().push(place, full);
    }

    /// Calls `visit` with each place of a word, and whether it counts in full.
    pub fn each(&self, word: WordId, visit: impl FnMut(u32, bool)) {
        if let Some(postings) = self.of.get(&word) {
            postings.each(visit);
        }
    }

    /// At how many places a word stands.
    pub fn count(&self, word: WordId) -> usize {
        self.of.get(&word).map_or(0, Postings::count)
    }

    /// Numbers the places anew; those without a new number go.
    pub fn renumber(&mut self, new: &dyn Fn(u32) -> Option<u32>) {
        for postings in self.of.values_mut() {
            *postings = postings.moved(new);
        }
    }

    /// Writes it for the cache file.
    pub fn store(&self, to: &mut Writer) {
        to.u64(self.of.len() as u64);
        for (word, postings) in &self.of {
            to.u32(*word);
            postings.store(to);
        }
    }

    /// Reads what was written.
    pub fn restore(from: &mut Reader<'_>, stored: &Arc<Stored>) -> Option<Self> {
        let count = from.count(size_of::<WordId>())?;
        let mut of = HashMap::with_capacity_and_hasher(count, RandomState::default());
        for _ in 0..count {
            of.insert(from.u32()?, Postings::restore(from, stored)?);
        }
        Some(Self { of })
    }

    /// Bytes on the heap, roughly.
    pub fn size(&self) -> usize {
        let each = size_of::<WordId>() + size_of::<Postings>() + 1;
        self.of.capacity() * each + self.of.values().map(Postings::size).sum::<usize>()
    }
}
