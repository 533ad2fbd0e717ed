//! What a user keeps: the searches of before. Files in the user's own folder, which nobody else can read.

mod folder;
mod history;

pub use folder::{Desk, DeskError};
pub use history::MOST_SEARCHES;
