//! The sources of cases: the bundled library and folders of files, read on a pool of threads.

mod bundled;
mod catalogue;
pub mod clock;
mod entry;
mod file;
pub mod git;
mod load;
mod place;
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
pub use load::{Changes, LoadEvent, READER, Request, load, load_all};
pub use place::{Limits, Place};
pub use searches::{SEARCHES_FILE, SavedSearch, read_searches, shared_searches};
pub use stamp::Stamp;
pub use vocabulary::{VOCABULARY_FILE, WrongFile};
pub use watch::{WatchMode, Watching, load_and_watch};
