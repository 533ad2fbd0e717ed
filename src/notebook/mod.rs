//! What a user keeps: the searches of before and those with names, marks and notes, moments, where one left off, in the
//! user's own folder; and files to take away. Nobody else can read any of them, and each is written whole or not at all.

mod folder;
mod history;
mod marks;
mod moment_head;
mod moments;
mod records;
mod saved;
mod session;
mod snapshot;
mod sort;
mod take_away;
mod then;

pub use folder::{StateError, StateFolder};
pub use history::MOST_SEARCHES;
pub use marks::{Mark, Resolved, change_in, clean_note, resolve};
pub use moments::{Kept, Moment, slug};
pub use session::Session;
pub use snapshot::{CaseState, ItemState, Snapshot, places};
pub use sort::Sort;
pub use take_away::{Over, TakeAwayError, write_new};
pub use then::{Library, NoThen, Then, named_places, then};
