//! Lists of numbers that are one's own, or stand in a cache file for all who have it open.

use std::borrow::Cow;

use super::bytes::{ByteReader, ByteWriter, Plain};

/// The bytes of a part of a cache file. What a session has opened it keeps open until it ends, so that its lists are found by nothing
/// but their place.
pub type StoredBytes = &'static [u8];

/// A list that stands in a cache file until it is changed, or is one's own.
pub type Flat<T> = Cow<'static, [T]>;

/// Bytes that a list takes of this program's memory.
pub fn own_size<T: Copy>(list: &Flat<T>) -> usize {
    match list {
        Cow::Owned(list) => list.capacity() * size_of::<T>(),
        Cow::Borrowed(_) => 0,
    }
}

/// A list that stands in a cache file, and what came behind it since.
#[derive(Debug)]
pub struct Grown<T: 'static> {
    stored: &'static [T],
    own: Vec<T>,
}

impl<T> Default for Grown<T> {
    fn default() -> Self {
        Self { stored: &[], own: Vec::new() }
    }
}

impl<T: Copy> Grown<T> {
    /// The value at a place.
    #[inline]
    pub fn get(&self, at: usize) -> Option<T> {
        match self.stored.get(at) {
            Some(value) => Some(*value),
            None => self.own.get(at.checked_sub(self.stored.len())?).copied(),
        }
    }

    /// Adds a value behind all others.
    pub fn push(&mut self, value: T) {
        if self.own.len() == self.own.capacity() {
            // Twice the room, as a list takes by itself, stands empty for most of its life.
            self.own.reserve_exact(self.own.len() / 8 + 64);
        }
        self.own.push(value);
    }

    /// How many there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.stored.len() + self.own.len()
    }

    /// How many of them stand in a cache file.
    pub fn stored(&self) -> usize {
        self.stored.len()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.stored.iter().chain(&self.own)
    }

    /// Bytes that it takes of this program's memory.
    pub fn size(&self) -> usize {
        self.own.capacity() * size_of::<T>()
    }
}

impl<T: Plain> Grown<T> {
    /// Writes it for the cache file.
    pub fn store(&self, to: &mut ByteWriter) {
        to.list(&self.iter().copied().collect::<Vec<_>>());
    }

    /// Reads what was written.
    pub fn restore(from: &mut ByteReader<'static>) -> Option<Self> {
        Some(Self { stored: from.list()?, own: Vec::new() })
    }
}

impl<T: Copy> FromIterator<T> for Grown<T> {
    fn from_iter<I: IntoIterator<Item = T>>(list: I) -> Self {
        Self { stored: &[], own: list.into_iter().collect() }
    }
}
