//! Ground rules for text, which every room uses and which know no room: cleaning what is read, folding what is compared,
//! what is near to what, how many cells it takes.

pub mod cells;
pub mod clean;
pub mod fold;
pub mod near;

pub use clean::{Cleaned, Prose, Text, clean_line, clean_prose, cleaned, has_marks};
