//! A case that stands in a cache file until somebody asks for it.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::file::{CacheFile, FileRow, Head};
use crate::case::model::CaseId;
use crate::case::read::read_case_under;
use crate::case::{Case, PartialDate, Text};
use crate::library::file::{read_text, stem_of};
use crate::library::place::{Limits, Place};

/// A case in a cache file. Clones share what was read of it.
#[derive(Debug, Clone)]
pub struct CachedCase(Arc<Cached>);

#[derive(Debug)]
struct Cached {
    file: Arc<CacheFile>,
    row: u32,
    places: Arc<[Place]>,
    limits: Limits,
    head: OnceLock<Option<Box<Head>>>,
    /// The case, once it was asked for; nothing in it where neither the cache file nor the library holds it any more.
    case: OnceLock<Option<Arc<Case>>>,
}

impl CachedCase {
    pub(in crate::library) fn new(file: Arc<CacheFile>, row: u32, places: Arc<[Place]>, limits: Limits) -> Self {
        Self(Arc::new(Cached { file, row, places, limits, head: OnceLock::new(), case: OnceLock::new() }))
    }

    /// The cache file, and the row of the case in it.
    pub fn place(&self) -> (&Arc<CacheFile>, u32) {
        (&self.0.file, self.0.row)
    }

    fn row(&self) -> Option<FileRow> {
        self.0.file.at(self.0.row)
    }

    /// Its id.
    pub fn id(&self) -> Option<CaseId> {
        Some(self.row()?.id.into())
    }

    /// How many findings and recommendations are entered.
    pub fn counts(&self) -> Option<[usize; 2]> {
        let row = self.row()?;
        Some([row.findings as usize, row.recommendations as usize])
    }

    /// The title, the area and the date that it is sorted by.
    pub fn sorted_by(&self) -> Option<([Cow<'static, str>; 2], Option<PartialDate>)> {
        let row = self.row()?;
        Some((row.folded.map(Cow::Borrowed), row.date))
    }

    /// The texts that lists show of it.
    pub fn head(&self) -> Option<&Head> {
        let read = || {
            let row = self.row()?;
            Some(Box::new(Head { title: row.title.into(), area: row.area.map(Text::new) }))
        };
        self.0.head.get_or_init(read).as_deref()
    }

    /// The case. Where the cache file has been cut short, it is read from its own file.
    pub fn case(&self) -> Option<&Arc<Case>> {
        self.0.case.get_or_init(|| self.0.file.case(self.0.row).or_else(|| self.read()).map(Arc::new)).as_ref()
    }

    fn read(&self) -> Option<Case> {
        tracing::warn!("a cache file was cut short or changed: a case is read from its own file");
        let Cached { file, row, places, limits, .. } = &*self.0;
        let (_, path) = file.path(*row, places)?;
        let (text, stem) = (read_text(&path, *limits).ok()?, stem_of(&path));
        read_case_under(file.profile(*row)?, &stem, &text, file.vocabulary()).ok().map(|(case, _)| case)
    }
}
