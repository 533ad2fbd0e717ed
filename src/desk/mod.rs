//! What a user keeps: the searches of before, and files to take away. Files that nobody else can read.

mod folder;
mod history;
mod take_away;

pub use folder::{Desk, DeskError};
pub use history::MOST_SEARCHES;
pub use take_away::{TakeAwayError, write_new};
