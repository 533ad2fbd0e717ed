//! Different texts, each with a number.

use std::hash::BuildHasher;

use foldhash::fast::{FixedState, RandomState};
use hashbrown::HashTable;
use smol_str::SmolStr;

use crate::library::cache::{ByteReader, ByteWriter, StoredBytes};

/// Texts in the order in which they came: those of a cache file, which are found by where they end, and those that came since.
#[derive(Debug, Default)]
pub struct TextList {
    ends: &'static [u32],
    bytes: StoredBytes,
    own: Vec<SmolStr>,
}

impl TextList {
    /// How many there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.ends.len() + self.own.len()
    }

    /// The text at a place.
    #[inline]
    pub fn get(&self, at: usize) -> Option<&str> {
        let Some(end) = self.ends.get(at) else {
            return self.own.get(at.checked_sub(self.ends.len())?).map(SmolStr::as_str);
        };
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        std::str::from_utf8(self.bytes.get(start as usize..*end as usize)?).ok()
    }

    /// Adds a text behind all others.
    pub fn push(&mut self, text: &str) {
        self.own.push(text.into());
    }

    /// Writes them for the cache file.
    pub fn store(&self, to: &mut ByteWriter) {
        let (mut ends, mut bytes) = (Vec::with_capacity(self.len()), Vec::new());
        for text in (0..self.len()).map(|at| self.get(at).unwrap_or_default()) {
            bytes.extend_from_slice(text.as_bytes());
            ends.push(bytes.len() as u32);
        }
        to.list(&ends);
        to.list(&bytes);
    }

    /// Reads what was written.
    pub fn restore(from: &mut ByteReader<'static>) -> Option<Self> {
        Some(Self { ends: from.list()?, bytes: from.list()?, own: Vec::new() })
    }

    /// Bytes on the heap, roughly: longer texts than a number has room for are rare.
    pub fn size(&self) -> usize {
        self.own.capacity() * size_of::<SmolStr>()
    }
}

/// Texts of which none comes twice. Each is kept once: the table knows only numbers.
#[derive(Debug, Default)]
pub struct Texts {
    list: TextList,
    /// Those of a cache file by their hash: one more than the number of each, and 0 where none is.
    stored: &'static [u32],
    hasher: RandomState,
    numbers: HashTable<u32>,
}

impl Texts {
    /// How many there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The text of a number.
    #[inline]
    pub fn get(&self, number: u32) -> Option<&str> {
        self.list.get(number as usize)
    }

    /// The number of a text.
    pub fn find(&self, text: &str) -> Option<u32> {
        let is = |number: &u32| self.get(*number) == Some(text);
        // Without a cache file no text is hashed for it.
        if !self.stored.is_empty() {
            let mut stored = places(text, self.stored.len()).map_while(|at| self.stored.get(at)?.checked_sub(1));
            if let Some(number) = stored.find(is) {
                return Some(number);
            }
        }
        self.numbers.find(self.hasher.hash_one(text), is).copied()
    }

    /// Adds a text that is not there.
    pub fn add(&mut self, text: &str) -> u32 {
        let number = u32::try_from(self.len()).unwrap_or(u32::MAX);
        let (hasher, list) = (&self.hasher, &self.list);
        let again = |number: &u32| hasher.hash_one(list.get(*number as usize).unwrap_or_default());
        self.numbers.insert_unique(self.hasher.hash_one(text), number, again);
        self.list.push(text);
        number
    }

    /// Writes them for the cache file.
    pub fn store(&self, to: &mut ByteWriter) {
        self.list.store(to);
        // Half of the places are empty, so that what is not there is seen soon.
        let mut slots: Vec<u32> = vec![0; (2 * self.len()).next_power_of_two()];
        for (number, text) in (1..).zip((0..self.len()).map(|at| self.list.get(at).unwrap_or_default())) {
            let free = places(text, slots.len()).find(|at| slots.get(*at) == Some(&0));
            if let Some(slot) = free.and_then(|at| slots.get_mut(at)) {
                *slot = number;
            }
        }
        to.list(&slots);
    }

    /// Reads what was written.
    pub fn restore(from: &mut ByteReader<'static>) -> Option<Self> {
        Some(Self { list: TextList::restore(from)?, stored: from.list()?, ..Self::default() })
    }

    /// Bytes on the heap, roughly.
    pub fn size(&self) -> usize {
        self.list.size() + self.numbers.allocation_size()
    }
}

/// The places of so many at which a text is looked for, one after the other. The program that reads a cache file is the one that has
/// written it, so that the hash is the same.
fn places(text: &str, count: usize) -> impl Iterator<Item = usize> + use<> {
    let first = FixedState::default().hash_one(text) as usize;
    (0..count).map(move |further| first.wrapping_add(further) & (count - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_was_written_is_found(
            stored in proptest::collection::hash_set("[a-d\u{e9}]{0,4}", 0..60),
            more in proptest::collection::hash_set("[a-d\u{e9}]{0,4}", 0..20),
        ) {
            let mut texts = Texts::default();
            stored.iter().for_each(|text| _ = texts.add(text));
            let mut to = ByteWriter::default();
            texts.store(&mut to);
            let mut restored = Texts::restore(&mut ByteReader::new(to.0.leak())).unwrap();
            for text in &more {
                proptest::prop_assert_eq!(restored.find(text).is_some(), stored.contains(text));
                if restored.find(text).is_none() {
                    restored.add(text);
                }
            }
            for text in stored.union(&more) {
                let number = restored.find(text).unwrap();
                proptest::prop_assert_eq!(restored.get(number), Some(text.as_str()));
            }
            proptest::prop_assert_eq!(restored.len(), stored.union(&more).count());
        }
    }
}
