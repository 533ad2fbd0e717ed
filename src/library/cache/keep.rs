//! A cache file that the program makes by itself.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::file_in;
use super::write::Making;
use crate::library::entry::Entry;
use crate::library::request::{LoadEvent, Request};

/// A load that takes longer than this is worth a cache file.
const LONG: Duration = Duration::from_millis(500);

/// Notes what is loaded, and writes it into the user's cache file if that has taken long.
#[derive(Debug, Clone)]
pub struct Keeping {
    making: Arc<Making>,
    start: Instant,
    read: Arc<Mutex<Vec<Entry>>>,
    off: Arc<AtomicBool>,
}

impl Keeping {
    /// Begins with a load; nothing where nothing is to be written.
    pub fn begin(request: &Request) -> Option<Self> {
        let folders = request.cache.as_ref().filter(|folders| folders.writes && !request.examine)?;
        // Without a folder of files there is nothing to hold.
        let asked = folders.user.is_some() && !folders.files(&request.places).is_empty();
        let making = asked.then(|| Making::begin(request)).flatten()?;
        Some(Self { making: Arc::new(making), start: Instant::now(), read: Arc::default(), off: Arc::default() })
    }

    /// Notes what came.
    pub fn note(&self, event: &LoadEvent) {
        if self.off.load(Ordering::Relaxed) {
            return;
        }
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            LoadEvent::Entry(entry) => read.push(entry.clone()),
            LoadEvent::Cached(entries) => read.extend(entries.iter().cloned()),
            _ => {}
        }
    }

    /// Notes nothing: a cache file has nearly all.
    pub fn forget(&self) {
        self.off.store(true, Ordering::Relaxed);
    }

    /// All has been read: writes it if that took long, or if much of the user's own is no more. Nobody waits for it, and what fails is told in the log.
    pub fn finish(self, request: &Request, is_old: bool) {
        let is_worth = is_old || self.start.elapsed() > LONG && !self.off.load(Ordering::Relaxed);
        let Some(folders) = request.cache.as_ref().filter(|_| is_worth) else { return };
        let Some(user) = &folders.user else { return };
        let read = std::mem::take(&mut *self.read.lock().unwrap_or_else(PoisonError::into_inner));
        let index = folders.index.map(|make| (make, &*request.vocabulary));
        match self.making.write(&file_in(user, &request.places), false, request, &read, index) {
            Ok(cases) => tracing::info!(cases, "a cache file is written"),
            Err(error) => tracing::warn!(kind = ?error.kind(), "no cache file can be written"),
        }
    }
}
