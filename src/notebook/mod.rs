//! What a user keeps: the searches of before and those with names, marks and notes, snapshots, where one left off, in the
//! user's own folder; and files to take away. Nobody else can read any of them, and each is written whole or not at all.

mod folder;
mod history;
mod library_state;
mod marks;
mod records;
mod saved;
mod session;
mod snapshot_head;
mod snapshots;
mod take_away;
mod then;

pub use folder::{StateError, StateFolder};
pub use history::MOST_SEARCHES;
pub use library_state::{CaseState, ItemState, LibraryState, places};
pub use marks::{Mark, Resolved, change_in, clean_note, resolve};
pub use session::Session;
pub use snapshots::{Snapshot, SnapshotOutcome, slug};
pub use take_away::{Over, TakeAwayError, write_new};
pub use then::{Library, NoThen, Then, named_places, then};
