//! The look at the files of a cache file, on several threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::file::CacheFile;
use crate::library::entry::{Entry, Origin};
use crate::library::place::Limits;
use crate::library::stamp::Stamp;

/// A thread looks at so many files at a time.
const PART: usize = 128;

/// Looks at the files that a cache file tells of, wherever they are by now.
pub struct Look<'a> {
    file: &'a CacheFile,
    /// By their rows.
    entries: &'a [Option<Entry>],
    limits: Limits,
    next: AtomicUsize,
    found: Mutex<Vec<Option<Stamp>>>,
}

impl<'a> Look<'a> {
    /// Nothing has been looked at yet.
    pub fn new(file: &'a CacheFile, entries: &'a [Option<Entry>], limits: Limits) -> Self {
        Self { file, entries, limits, next: AtomicUsize::new(0), found: Mutex::new(vec![None; entries.len()]) }
    }

    /// Looks at what nobody has begun to look at; any number of threads may do so.
    pub fn run(&self) {
        loop {
            let start = self.next.fetch_add(PART, Ordering::Relaxed);
            let Some(part) = self.entries.get(start..) else { return };
            let stamps = (start as u32..).zip(part.iter().take(PART)).map(|(row, entry)| {
                let Origin::File(path) = &entry.as_ref()?.origin else { return None };
                self.file.unchanged(row, path, self.limits)
            });
            let stamps: Vec<Option<Stamp>> = stamps.collect();
            let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            found.iter_mut().skip(start).zip(stamps).for_each(|(place, stamp)| *place = stamp);
        }
    }

    /// The stamps of the files that are as they were when the cache file was made, by their rows.
    pub fn unchanged(self) -> Vec<Option<Stamp>> {
        self.found.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}
