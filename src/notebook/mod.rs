//! The user's own things: earlier and named searches, marks and notes, snapshots, the last session, in the
//! user's own folder; and files to take away. Nobody else can read any of them, and each is written whole or not at all.

mod baseline;
mod folder;
mod group;
mod history;
mod library_state;
mod marks;
mod records;
mod saved;
mod session;
mod snapshot_head;
mod snapshots;
mod take_away;

pub(crate) use baseline::NoBaseline;
pub use baseline::{Baseline, Library, baseline, named_places};
pub(crate) use folder::StateError;
pub use folder::StateFolder;
pub use group::group_notes;
pub(crate) use group::{folder_of, write_group_note};
pub use history::MOST_SEARCHES;
pub use library_state::LibraryState;
pub(crate) use library_state::{CaseState, ItemState, places};
pub use marks::{FoundMark, Mark, resolve};
pub(crate) use marks::{change_in, clean_note};
pub use session::Session;
pub use snapshots::{Snapshot, SnapshotOutcome, slug};
pub use take_away::{Over, TakeAwayError, write_new};
