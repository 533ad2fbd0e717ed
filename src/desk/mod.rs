//! What a user keeps: the searches of before and those with names, marks and notes, moments, where one left off. Files in
//! the user's own folder, which nobody else can read, written whole or not at all.

mod folder;
mod history;
mod marks;
mod moments;
mod records;
mod saved;
mod session;
mod snapshot;
mod sort;
mod then;

pub use folder::{Desk, DeskError};
pub use history::MOST_SEARCHES;
pub use marks::{Mark, Resolved, clean_note, resolve};
pub use moments::{Kept, Moment, slug};
pub use session::Session;
pub use snapshot::{CaseState, ItemState, Snapshot, places};
pub use sort::Sort;
pub use then::{Library, NoThen, Then, named_places, then};
