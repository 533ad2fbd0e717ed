//! What comes in, and what should be done outside.

use std::sync::Arc;

use super::key::Key;
use crate::case::{Case, Vocabulary};
use crate::library::{Entry, EntryKey, Origin};
use crate::search::{Answer, Ask, Completions};

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted.
    Paste(String),
    /// The terminal has this many columns and rows.
    Resize(u16, u16),
    /// The vocabulary with the libraries' own terms.
    Vocabulary(Arc<Vocabulary>),
    /// So many files have been found.
    Found(usize),
    /// Files were read.
    Loaded(Vec<Entry>),
    /// Every file has been read.
    LoadFinished,
    /// Files have changed since.
    Changed {
        /// Those that are new or hold something else, as they were read.
        entries: Vec<Entry>,
        /// Those that are gone.
        removed: Vec<Origin>,
    },
    /// A search is done.
    Searched {
        /// The number that [`Effect::Search`] gave it.
        generation: u64,
        /// What was found, or what is wrong.
        answer: Answer,
    },
    /// What can be completed.
    Completed {
        /// The text that was asked about.
        text: String,
        /// What it could become.
        completions: Completions,
    },
    /// Search for this from the start.
    Query(String),
    /// The searches of before, oldest first.
    History(Vec<String>),
    /// Something that the user should know.
    Notice(String),
}

/// Something to be done outside.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Put these cases into the search, or take out those that are none any more.
    Index {
        /// The cases by their keys.
        cases: Vec<(EntryKey, Option<Arc<Case>>)>,
        /// What their codes are called.
        vocabulary: Arc<Vocabulary>,
    },
    /// Search; the answer is [`Msg::Searched`] with the same number. An older search may be dropped.
    Search {
        /// Counts the searches.
        generation: u64,
        /// What to search, and what is wanted of the answer.
        ask: Ask,
    },
    /// Complete what is typed; the answer is [`Msg::Completed`].
    Complete {
        /// All of it.
        text: String,
        /// Where the cursor stands, in bytes.
        at: usize,
    },
    /// Keep a search for later sessions.
    Remember(String),
    /// Draw every cell anew.
    Redraw,
    /// Leave the terminal to the shell until it continues the program.
    Suspend,
    /// End the program.
    Quit,
}
