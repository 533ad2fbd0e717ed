//! What is looked for in the text that is read, and where the reader is among its places.

use std::sync::Arc;

use tui_input::Input;

use crate::case::ItemRef;
use crate::library::EntryKey;
use crate::write::text::{Found, Sheet};

#[derive(Debug, Clone)]
pub struct FindState {
    pub wanted: Wanted,
    pub of: FindsIn,
    /// True while keys go to the line in which it is typed.
    pub typing: bool,
    pub found: Found,
    /// The place where the reader is.
    pub at: Option<usize>,
    /// True if nothing has the capitals that were typed, so that they do not count.
    pub other_capitals: bool,
    /// The first line on the screen, and the selected row of a page, before anything was typed.
    pub from: (usize, usize),
    /// The sheet that it was found in.
    pub sheet: Arc<Sheet>,
}

/// What is looked for.
#[derive(Debug, Clone)]
pub enum Wanted {
    /// Letters that were typed for this text.
    Letters(Input),
    /// The words of the search.
    Search,
}

/// The text in which something is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindsIn {
    /// The pages of a command.
    Pages(&'static str),
    /// An item, or a file that could not be read.
    Item(EntryKey, Option<ItemRef>),
}
