//! The words looked for in the text that is read, and the reader's place among those found.

use std::sync::Arc;

use tui_input::Input;

use crate::case::ItemRef;
use crate::library::EntryKey;
use crate::write::text::{FoundPlaces, Sheet};

#[derive(Debug, Clone)]
pub struct FindState {
    pub wanted: FindWords,
    pub of: FindsIn,
    /// True while keys go to the line in which it is typed.
    pub typing: bool,
    pub found: FoundPlaces,
    /// The place where the reader is.
    pub at: Option<usize>,
    /// True if nothing has the capitals that were typed, so that they do not count.
    pub other_capitals: bool,
    /// The first line on the screen, and the selected row of a page, before anything was typed.
    pub from: (usize, usize),
    /// The sheet that it was found in.
    pub sheet: Arc<Sheet>,
}

impl FindState {
    /// The words at the place where the reader is: as they stand there, from the start of the first to the end of the last.
    pub fn place(&self) -> Option<String> {
        let part = self.found.first(self.at?)?;
        let shown = self.sheet.lines.get(part.line)?.pieces.get(part.piece)?;
        let (text, from) = match shown.of {
            Some(of) => (self.sheet.texts.get(of.text)?, of.start),
            None => (&shown.text, 0),
        };
        let (start, end) = (from + part.bytes.start, from + part.bytes.end);
        let is_word = |c: char| c.is_alphanumeric() || c == '-' || c == '\'';
        let before = text.get(..start)?.char_indices().rev().take_while(|(_, c)| is_word(*c)).last();
        let after: usize = text.get(end..)?.chars().take_while(|c| is_word(*c)).map(char::len_utf8).sum();
        text.get(before.map_or(start, |(at, _)| at)..end + after).map(str::to_owned)
    }
}

/// The words looked for.
#[derive(Debug, Clone)]
pub enum FindWords {
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
