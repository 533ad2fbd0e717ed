//! One file of a library, read or not.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use super::cache::CachedCase;
use super::file::stem_of;
use super::stamp::Stamp;
use crate::case::model::CaseId;
use crate::case::{Case, Diagnostic};
use crate::text::shown_path;

/// The place that an entry was read from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// In the binary, under this stem.
    Bundled(&'static str),
    /// A file or folder of the file system.
    File(PathBuf),
}

impl Origin {
    /// The stem of the file.
    pub fn stem(&self) -> String {
        match self {
            Self::Bundled(stem) => (*stem).to_owned(),
            Self::File(path) => stem_of(path),
        }
    }
}

impl fmt::Display for Origin {
    /// The path, cleaned: a file's name is data too.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bundled(stem) => write!(f, "bundled/{stem}.toml"),
            Self::File(path) => f.write_str(&shown_path(path)),
        }
    }
}

/// The result of reading a file.
#[derive(Debug, Clone)]
pub enum Content {
    /// The file is a case.
    Case(Arc<Case>),
    /// It is a case, which stands in a cache file until it is asked for.
    Cached(CachedCase),
    /// The reasons why it is none; at least one.
    Unreadable(Arc<[Diagnostic]>),
}

impl Content {
    /// The id of the case, if there is one.
    pub fn id(&self) -> Option<CaseId> {
        match self {
            Self::Case(case) => Some(case.id.clone()),
            Self::Cached(case) => case.id(),
            Self::Unreadable(_) => None,
        }
    }
}

/// A file that could not be read, in words for the user. Where names are hidden, a number stands for its path, and what is
/// wrong with it is not told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The name of the file, without its folder.
    pub name: String,
    /// The path as it was found.
    pub path: String,
    /// The reasons, such as "3:1: error: …"; at least one.
    pub why: Vec<String>,
}

/// One file of a library.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The number of its place among those that were named. With the path it gives the order of the library, in whatever
    /// order the files came in.
    pub sequence: u32,
    /// Bundled, or a path.
    pub origin: Origin,
    /// The case, or why there is none.
    pub content: Content,
    /// The findings of a closer look, if one was asked for and found something.
    pub examined: Option<Examined>,
    /// The state of the file when it was read; nothing for one inside the binary and for one that is not there.
    pub stamp: Option<Stamp>,
}

/// The findings of a closer look at a file.
#[derive(Debug, Clone)]
pub struct Examined {
    /// The text of the file, where it could be read.
    pub text: Option<Arc<str>>,
    /// Errors and warnings, in the order of the lines.
    pub diagnostics: Vec<Diagnostic>,
}

impl Entry {
    /// The place in the order of the library: earlier folders first, then by path, as a walk finds them.
    pub fn order(&self) -> (u32, &Origin) {
        (self.sequence, &self.origin)
    }

    /// The case, if the file could be read.
    pub fn case(&self) -> Option<&Arc<Case>> {
        match &self.content {
            Content::Case(case) => Some(case),
            Content::Cached(case) => case.case(),
            Content::Unreadable(_) => None,
        }
    }

    /// True if the file could be read, without a look at the whole of a case that stands in a cache file.
    pub fn is_case(&self) -> bool {
        !matches!(self.content, Content::Unreadable(_))
    }

    /// The id of the case, if the file could be read.
    pub fn id(&self) -> Option<CaseId> {
        self.content.id()
    }

    /// How many findings and recommendations are entered, if the file could be read.
    pub fn counts(&self) -> Option<[usize; 2]> {
        match &self.content {
            Content::Case(case) => Some([case.finding_count(), case.recommendation_count()]),
            Content::Cached(case) => case.counts(),
            Content::Unreadable(_) => None,
        }
    }

    /// Why the file could not be read; empty for a case.
    pub fn problems(&self) -> &[Diagnostic] {
        match &self.content {
            Content::Case(_) => &[],
            Content::Cached(case) => {
                if case.case().is_some() {
                    &[]
                } else {
                    &*GONE
                }
            }
            Content::Unreadable(problems) => problems,
        }
    }
}

/// Of a case that neither its file nor the cache file holds any more when it is asked for; a change of its file is told too.
static GONE: LazyLock<[Diagnostic; 1]> = LazyLock::new(|| {
    [Diagnostic::of_file("was a case when the library was opened, and is none now", Some("check the file".to_owned()))]
});
