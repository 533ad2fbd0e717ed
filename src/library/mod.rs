//! Where cases come from: the bundled library and folders of files, read on a pool of threads.

mod bundled;
mod catalogue;
mod entry;
mod file;
mod load;

pub use bundled::{bundled_case, bundled_files};
pub use catalogue::{Catalogue, EntryKey};
pub use entry::{Content, Entry, Origin};
pub use load::{LoadEvent, Place, load, load_all};
