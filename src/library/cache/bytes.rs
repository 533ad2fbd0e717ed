//! Numbers and texts as the cache file has them: lowest byte first, a text behind its length.

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// A value that stands in a cache file without an allocation of its own.
pub trait Plain: FromBytes + IntoBytes + KnownLayout + Immutable + Copy + 'static {}

impl<T: FromBytes + IntoBytes + KnownLayout + Immutable + Copy + 'static> Plain for T {}

/// Bytes that grow.
#[derive(Debug, Default)]
pub struct ByteWriter(pub Vec<u8>);

impl ByteWriter {
    /// Writes a number.
    pub fn u32(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    /// Writes a long number.
    pub fn u64(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    /// Writes bytes behind their number.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.u64(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    /// Writes a text, or that there is none.
    pub fn maybe_text(&mut self, text: Option<&str>) {
        self.u32(u32::from(text.is_some()));
        text.into_iter().for_each(|text| self.bytes(text.as_bytes()));
    }

    /// Writes a list behind how many it holds, where a list of any kind may begin.
    pub fn list<T: Plain>(&mut self, list: &[T]) {
        self.u64(list.len() as u64);
        self.align();
        self.0.extend_from_slice(list.as_bytes());
    }

    /// Goes on to where a list of any kind may begin.
    pub fn align(&mut self) {
        self.0.resize(self.0.len().next_multiple_of(ALIGNED), 0);
    }
}

/// Lists begin at multiples of so many bytes.
const ALIGNED: usize = 8;

/// Reads what a [`ByteWriter`] has written; nothing where the bytes end early or mean nothing.
#[derive(Debug, Clone, Copy)]
pub struct ByteReader<'a> {
    rest: &'a [u8],
    /// How many bytes there were.
    whole: usize,
}

impl<'a> ByteReader<'a> {
    /// Reads these bytes, which begin where a list of any kind may.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, whole: bytes.len() }
    }

    /// The next so many bytes.
    pub fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*taken)
    }

    /// A number.
    pub fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    /// A long number.
    pub fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    /// How many of something follow, of which each takes at least so many bytes: a wrong number does not reserve memory.
    pub fn count(&mut self, each: usize) -> Option<usize> {
        let count = usize::try_from(self.u64()?).ok()?;
        (count.checked_mul(each)? <= self.rest.len()).then_some(count)
    }

    /// Bytes behind their number.
    pub fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.count(1)?;
        self.take(length)
    }

    /// A text.
    pub fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    /// A text, or that there is none.
    pub fn maybe_text(&mut self) -> Option<Option<&'a str>> {
        match self.u32()? {
            0 => Some(None),
            1 => Some(Some(self.text()?)),
            _ => None,
        }
    }

    /// A list, where it stands.
    pub fn list<T: Plain>(&mut self) -> Option<&'a [T]> {
        let count = self.count(size_of::<T>())?;
        let at = self.whole - self.rest.len();
        self.take(at.next_multiple_of(ALIGNED) - at)?;
        <[T]>::ref_from_bytes(self.take(count * size_of::<T>())?).ok()
    }
}
