//! Lists of numbers that are one's own, or stand in a cache file for all who have it open.

use std::ops::{Deref, Range};
use std::sync::Arc;

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use crate::system::Mapped;

/// A value that stands in a cache file without an allocation of its own.
pub trait Plain: FromBytes + IntoBytes + KnownLayout + Immutable + Copy + 'static {}

impl<T: FromBytes + IntoBytes + KnownLayout + Immutable + Copy + 'static> Plain for T {}

/// A list that does not change, or becomes one's own when it does.
#[derive(Debug, Clone)]
pub enum Flat<T> {
    /// In this program's memory.
    Own(Vec<T>),
    /// Bytes of a cache file.
    Stored(Arc<Stored>, Range<u32>),
}

/// The bytes of a part of a cache file.
#[derive(Debug)]
pub enum Stored {
    /// The memory that it stands in, for all who have it open.
    Mapped(Mapped, Range<usize>),
    /// As they were read, where the system maps no file.
    Read(Vec<u8>),
}

impl Deref for Stored {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match self {
            Self::Mapped(file, part) => file.get(part.clone()).unwrap_or_default(),
            Self::Read(bytes) => bytes,
        }
    }
}

impl<T> Default for Flat<T> {
    fn default() -> Self {
        Self::Own(Vec::new())
    }
}

impl<T> From<Vec<T>> for Flat<T> {
    fn from(list: Vec<T>) -> Self {
        Self::Own(list)
    }
}

impl<T: Plain> Flat<T> {
    /// So many at this place of stored bytes; nothing where there are not so many. Where they do not stand as the processor wants
    /// them, they are copied.
    pub fn of(stored: &Arc<Stored>, start: usize, count: usize) -> Option<Self> {
        let end = start.checked_add(count.checked_mul(size_of::<T>())?)?;
        let bytes = stored.get(start..end)?;
        match <[T]>::ref_from_bytes(bytes) {
            Ok(_) => Some(Self::Stored(Arc::clone(stored), u32::try_from(start).ok()?..u32::try_from(end).ok()?)),
            Err(_) => {
                let read = bytes.chunks_exact(size_of::<T>()).map(|one| T::read_from_bytes(one).ok());
                read.collect::<Option<Vec<T>>>().map(Self::Own)
            }
        }
    }

    /// The list, to be changed.
    pub fn to_mut(&mut self) -> &mut Vec<T> {
        loop {
            match self {
                Self::Own(list) => return list,
                Self::Stored(..) => *self = Self::Own(self.to_vec()),
            }
        }
    }

    /// Bytes that it takes of this program's memory.
    pub fn size(&self) -> usize {
        match self {
            Self::Own(list) => list.capacity() * size_of::<T>(),
            Self::Stored(..) => 0,
        }
    }
}

impl<T: Plain> Deref for Flat<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match self {
            Self::Own(list) => list,
            Self::Stored(stored, range) => {
                let bytes = stored.get(range.start as usize..range.end as usize).unwrap_or_default();
                // That they stand as the processor wants them was looked at when it was made.
                <[T]>::ref_from_bytes(bytes).unwrap_or_default()
            }
        }
    }
}
