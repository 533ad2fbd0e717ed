//! Where cases come from: the bundled library and folders of files, read on a pool of threads.

mod bundled;
mod catalogue;
mod entry;
mod file;
pub mod git;
mod load;
pub mod programs;
mod redacted;
mod searches;
mod stamp;
mod vocabulary;
mod walk;
mod watch;

pub use bundled::{bundled_case, bundled_files};
pub use catalogue::{Catalogue, EntryKey};
pub use entry::Unread;
pub use entry::{Content, Entry, Examined, Origin};
pub use file::read_text;
pub use load::{Changes, LoadEvent, Place, READER, Request, load, load_all};
pub use searches::{SEARCHES_FILE, SavedSearch, read_searches, shared_searches};
pub use stamp::Stamp;
pub use vocabulary::{VOCABULARY_FILE, WrongFile};
pub use watch::{WatchMode, Watching, load_and_watch};

/// What is too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest file that is read, in bytes.
    pub file_size: u64,
    /// How many folders deep a library is searched.
    pub depth: usize,
}

impl Limits {
    /// 8 MB: fifty times the largest bundled case.
    pub const FILE_SIZE: u64 = 8 * 1024 * 1024;
    /// Deeper than anybody sorts files.
    pub const DEPTH: usize = 16;
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_size: Self::FILE_SIZE, depth: Self::DEPTH }
    }
}
