//! A case that stands in a cache file until somebody asks for it.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::file::{CacheFile, Head};
use crate::case::Case;
use crate::case::read::read_case_under;
use crate::library::file::{read_text, stem_of};
use crate::library::place::Limits;

/// A case in a cache file. Clones share what was read of it.
#[derive(Debug, Clone)]
pub struct CachedCase(Arc<Cached>);

#[derive(Debug)]
struct Cached {
    file: Arc<CacheFile>,
    row: u32,
    path: PathBuf,
    limits: Limits,
    /// The case, once it was asked for; nothing in it where neither the cache file nor the library holds it any more.
    case: OnceLock<Option<Arc<Case>>>,
}

impl CachedCase {
    pub(in crate::library) fn new(file: Arc<CacheFile>, row: u32, path: PathBuf, limits: Limits) -> Self {
        Self(Arc::new(Cached { file, row, path, limits, case: OnceLock::new() }))
    }

    /// The cache file, and the row of the case in it.
    pub fn place(&self) -> (&Arc<CacheFile>, u32) {
        (&self.0.file, self.0.row)
    }

    /// The facts that lists show of it.
    pub fn head(&self) -> Option<&Head> {
        self.0.file.head(self.0.row)
    }

    /// The case. Where the cache file has been cut short, it is read from its own file.
    pub fn case(&self) -> Option<&Arc<Case>> {
        self.0.case.get_or_init(|| self.0.file.case(self.0.row).or_else(|| self.read()).map(Arc::new)).as_ref()
    }

    fn read(&self) -> Option<Case> {
        tracing::warn!("a cache file was cut short or changed: a case is read from its own file");
        let Cached { file, path, limits, .. } = &*self.0;
        let (text, stem) = (read_text(path, *limits).ok()?, stem_of(path));
        let profile = file.profile(self.0.row)?;
        read_case_under(profile, &stem, &text, file.vocabulary()).ok().map(|(case, _)| case)
    }
}
