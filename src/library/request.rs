//! The requests to the loader, and its answers.

use std::sync::Arc;

use super::cache::CacheFolders;
use super::entry::{Entry, Origin};
use super::place::{Limits, Place};
use super::searches::SavedSearch;
use crate::case::Vocabulary;

/// A request to load.
#[derive(Debug, Clone)]
pub struct Request {
    /// The places to load, in the order of the library.
    pub places: Vec<Place>,
    /// Limits of size and depth.
    pub limits: Limits,
    /// The terms that casebook ships; a library's own are added to them.
    pub vocabulary: Arc<Vocabulary>,
    /// True if warnings are looked for too, and texts are kept to show them in.
    pub examine: bool,
    /// The folders in which cache files are looked for; none if none is used.
    pub cache: Option<CacheFolders>,
}

/// A message of the loader.
#[derive(Debug)]
pub enum LoadEvent {
    /// The vocabulary with the libraries' own terms: said once, before the first entry.
    Vocabulary(Arc<Vocabulary>),
    /// The searches that the library's folders carry: said before the first entry where there are any, and whenever they
    /// have changed.
    Searches(Vec<SavedSearch>),
    /// The number of files found so far.
    Found(usize),
    /// A file was read.
    Entry(Entry),
    /// The content of a cache file: said before a file is looked at, for those who show it meanwhile. A change of it since comes as
    /// an entry, and what is gone as [`LoadEvent::Gone`].
    Known(Vec<Entry>),
    /// The files of which a cache file tells and that are no more, or are no cases of this library any more.
    Gone(Vec<Origin>),
    /// These files are as they were when a cache file was made of them: said once, and before what cannot be taken from it
    /// need have been read. All of them were known, so that a load that goes on to watch keeps it to itself.
    Cached(Vec<Entry>),
    /// Every file of every place has been handed over.
    Finished,
    /// Files have changed since.
    Changed(Changes),
    /// The notes that a group shares have changed.
    Notes,
    /// Nobody watches: what changes from now on is not told.
    Unwatched,
}

/// Files that are new, have changed or are gone.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// The new and changed files, in the order of the library.
    pub entries: Vec<Entry>,
    /// The files that are gone.
    pub removed: Vec<Origin>,
}
