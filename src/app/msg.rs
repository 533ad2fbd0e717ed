//! Messages to the interface, and the effects that it asks for.

use std::path::PathBuf;
use std::sync::Arc;

use super::key::Key;
use crate::case::{Case, ItemRef, Vocabulary};
use crate::library::{Catalogue, Entry, EntryKey, Origin, SavedSearch};
use crate::notebook::{Mark, Session};
use crate::page::{Page, PageRequest};
use crate::search::{Answer, Ask, Completions};
use crate::write::Format;
use crate::write::text::Sheet;

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Something was done with the mouse.
    Mouse(Pointer),
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
        /// The hits, or the mistakes of the query.
        answer: Answer,
    },
    /// The choices for a word that is typed.
    Completed {
        /// The text that was asked about.
        text: String,
        /// The choices.
        completions: Completions,
    },
    /// Search for this from the start.
    Query(String),
    /// The searches of before, oldest first.
    History(Vec<String>),
    /// A page is made.
    Page {
        /// The number that [`Effect::Page`] gave it.
        number: u64,
        /// The page, laid out; or why there is none.
        page: Result<(Arc<Page>, Arc<Sheet>), String>,
    },
    /// Something in the state folder, read or written.
    Stored(Stored),
    /// The place of the last session.
    Resume(Session),
    /// A snapshot was not set because one has its name.
    SnapshotExists {
        /// The name that was wanted.
        name: String,
        /// The name of the one that is there, which may be written otherwise.
        known: String,
        /// The day of the one that is there.
        day: String,
    },
    /// A file could not be written because one is there.
    ExportExists(ExportTo),
    /// Something that the user should know.
    Notice(String),
    /// Why what the user keeps is not on the disk, or that it is again.
    Unkept(Option<String>),
    /// Another program had written a note that was not seen: now both stand there.
    NoteDiffers {
        /// The case as its file has it.
        case: Arc<Case>,
        /// The item.
        item: ItemRef,
        /// What stands there now.
        now: String,
    },
}

/// An action of the mouse, and its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pointer {
    /// Column, from 0.
    pub column: u16,
    /// Row, from 0.
    pub row: u16,
    /// The action.
    pub action: PointerAction,
}

/// An action of the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointerAction {
    /// The left button went down.
    Click,
    /// The wheel turned away.
    WheelUp,
    /// The wheel turned near.
    WheelDown,
}

/// Something to be done outside.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Put these cases into the search, or take out those that are none any more.
    Index {
        /// The cases by their keys.
        cases: Vec<(EntryKey, Option<Arc<Case>>)>,
        /// The labels of their codes.
        vocabulary: Arc<Vocabulary>,
    },
    /// Search; the answer is [`Msg::Searched`] with the same number. An older search may be dropped.
    Search {
        /// Counts the searches.
        generation: u64,
        /// The query, and the parts of the answer that are wanted.
        ask: Ask,
    },
    /// Complete what is typed; the answer is [`Msg::Completed`].
    Complete {
        /// All of it.
        text: String,
        /// The cursor, in bytes.
        at: usize,
    },
    /// Keep a search for later sessions.
    Remember(String),
    /// Make a page and lay it out; the answer is [`Msg::Page`] with the same number. An older one may be dropped.
    Page {
        /// Counts the pages.
        number: u64,
        /// Which page.
        request: PageRequest,
        /// The catalogue and vocabulary to make it of.
        from: PageFrom,
        /// Columns that it may take.
        cells: u16,
    },
    /// Lay a page out for another width; the answer is [`Msg::Page`] with the same number.
    LayOut {
        /// Counts the pages.
        number: u64,
        /// The page.
        report: Arc<Page>,
        /// Columns that it may take.
        cells: u16,
    },
    /// Keep something.
    StateFolder(NotebookTask),
    /// These items are marked, and no others.
    Marked(Vec<(EntryKey, ItemRef)>),
    /// Write a page to a file; a [`Msg::Notice`] or [`Msg::ExportExists`] tells what became of it.
    Export {
        /// The page, the format and the path.
        to: ExportTo,
        /// The catalogue and vocabulary to make it of.
        from: PageFrom,
    },
    /// Use the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Put a text where other programs can paste it; a [`Msg::Notice`] tells what became of it.
    Copy {
        /// The text.
        text: String,
        /// Its name in the message.
        what: String,
    },
    /// Give the terminal to the user's editor; a [`Msg::Notice`] tells what went wrong.
    Edit {
        /// The file.
        path: PathBuf,
        /// The place in the file.
        at: EditAt,
    },
    /// Show an address in the user's browser; a [`Msg::Notice`] tells what became of it.
    Browse {
        /// The address, of the web.
        address: String,
        /// Which of several it is: "1 of 3: "; empty for the only one.
        which: String,
        /// The way out if no browser can be started: " (y copies it)".
        otherwise: String,
    },
    /// Draw every cell anew.
    Redraw,
    /// Leave the terminal to the shell until it continues the program.
    Suspend,
    /// End the program.
    Quit,
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportTo {
    /// The page.
    pub request: PageRequest,
    /// In which format.
    pub format: &'static Format,
    /// The path, as it was typed.
    pub path: String,
    /// True when a file that is there may be replaced.
    pub replace: bool,
}

/// Something that the state folder holds.
#[derive(Debug, Clone)]
pub enum Stored {
    /// Every mark and note.
    Marks(Vec<Mark>),
    /// The saved searches.
    Searches(Vec<SavedSearch>),
    /// Those that the library's folders carry.
    Shared(Vec<SavedSearch>),
    /// The names of the snapshots, newest first, each with its day.
    Snapshots(Vec<(String, String)>),
}

/// Something to be kept; a [`Msg::Stored`] tells what is kept then.
#[derive(Debug, Clone)]
pub enum NotebookTask {
    /// Mark an item, or take the mark away.
    Mark {
        /// The case as its file has it.
        case: Arc<Case>,
        /// The item.
        item: ItemRef,
        /// True to mark it, false to take the mark away.
        marked: bool,
    },
    /// Tell anew what is marked: another program may have changed it.
    Look,
    /// Write a note on an item; an empty one takes it away. Where another program has written one since, both are
    /// kept, and [`Msg::NoteDiffers`] tells it.
    Note {
        /// The case as its file has it.
        case: Arc<Case>,
        /// The item.
        item: ItemRef,
        /// The note.
        note: String,
        /// The note that stood there when one began to write.
        before: String,
    },
    /// Save a search; one of the same name is replaced.
    SaveSearch(SavedSearch),
    /// Keep a snapshot of the library.
    Snapshot {
        /// Its name.
        name: String,
        /// True when another of that name may be replaced.
        replace: bool,
        /// The library.
        from: PageFrom,
    },
}

/// The catalogue and vocabulary that a page is made of.
#[derive(Debug, Clone)]
pub struct PageFrom {
    /// The cases, as they are shown.
    pub catalogue: Arc<Catalogue>,
    /// The labels of codes.
    pub vocabulary: Arc<Vocabulary>,
}

/// The place in a file that an editor opens at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditAt {
    /// A line, from 1.
    Line(usize),
    /// The place of an item. The id finds it if the file has changed since it was read.
    Item(ItemRef, String),
}
