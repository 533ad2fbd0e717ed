//! The sources of cases: the bundled library and folders of files, read on a pool of threads.

mod bundled;
pub(crate) mod cache;
mod catalogue;
pub mod clock;
mod entry;
mod file;
pub mod git;
mod load;
mod place;
mod profile;
pub(crate) mod programs;
mod redacted;
mod request;
mod searches;
mod stamp;
pub(crate) mod trust;
mod vocabulary;
mod walk;
mod watch;

pub use bundled::{bundled_case, bundled_files};
pub use cache::{CacheFolders, CacheMode, CachedCase};
pub(crate) use catalogue::second_of;
pub use catalogue::{Catalogue, EntryKey};
pub(crate) use entry::Unread;
pub use entry::{Content, Entry, Origin};
pub(crate) use file::read_text;
pub(crate) use load::READER;
pub use load::{load, load_all};
pub use place::{Limits, Place};
pub(crate) use request::Changes;
pub use request::{LoadEvent, Request};
pub(crate) use searches::{SEARCHES_FILE, shared_searches};
pub use searches::{SavedSearch, read_searches};
pub(crate) use vocabulary::own_vocabulary;
pub(crate) use walk::{NOTES_FOLDER, is_no_case, walk};
pub use watch::{WatchMode, Watching, load_and_watch};
