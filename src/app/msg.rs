//! Messages to the interface, and the effects that it asks for.
#![allow(missing_docs, reason = "a field is called by what it holds; docs tell the rest")]

use std::path::PathBuf;
use std::sync::Arc;

use super::key::Key;
use crate::case::{Case, ItemRef, Vocabulary};
use crate::library::{Catalogue, Content, Entry, EntryKey, Origin, SavedSearch};
use crate::notebook::{Mark, Session};
use crate::page::{Looked, Page, PageRequest};
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
    /// Files have changed: those that are new or hold something else, as they were read, and those that are gone.
    Changed { entries: Vec<Entry>, removed: Vec<Origin> },
    /// The search that [`Effect::Search`] gave this number is done: the hits, or the mistakes of the query. So many cases of
    /// [`Effect::Index`] were in the index by then.
    Searched { generation: u64, answer: Answer, indexed: usize },
    /// The choices for a word that is typed, for the text that was asked about; likewise.
    Completed { text: String, completions: Completions, indexed: usize },
    /// Search for this from the start.
    Query(String),
    /// The earlier searches, oldest first.
    History(Vec<String>),
    /// The page that [`Effect::Page`] gave this number, laid out; or why there is none.
    Page { number: u64, page: Result<(Arc<Page>, Arc<Sheet>), String> },
    /// What is known of that page at first, laid out; the rest follows as [`Msg::Page`].
    PageBegun { number: u64, page: (Arc<Page>, Arc<Sheet>) },
    /// Something in the state folder, read or written.
    Stored(Stored),
    /// The place of the last session.
    Resume(Session),
    /// A snapshot of this name was not set because one has it, perhaps written otherwise, since this day.
    SnapshotExists { name: String, known: String, day: String },
    /// A page was written to a file, with what is said of it.
    Exported { to: ExportTo, told: String },
    /// How many entries each of some searches finds; nothing for one that cannot be understood.
    Counted(Vec<(String, Option<usize>)>),
    /// A file could not be written because one is there.
    ExportExists(ExportTo),
    /// A file could not be written, and why.
    ExportFailed(ExportTo, String),
    /// Something that the user should know.
    Notice(String),
    /// The notes that a group shares have changed.
    NotesChanged,
    /// Hidden names may be shown.
    ShowNames,
    /// Why what the user keeps is not on the disk, or that it is again.
    Unkept(Option<String>),
    /// Another program had written a note that was not seen: both are in `now`. The case is as its file has it; a note for the group
    /// has the `file` of its case.
    NoteDiffers { case: Arc<Case>, item: ItemRef, now: String, file: Option<PathBuf> },
}

/// An action of the mouse, and its cell: column and row, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pointer {
    pub column: u16,
    pub row: u16,
    pub action: PointerAction,
}

/// An action of the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointerAction {
    /// The left button went down.
    Click,
    /// The mouse moved while the left button was held down.
    Drag,
    /// The wheel turned away from the user.
    WheelUp,
    /// The wheel turned towards the user.
    WheelDown,
}

/// Something to be done outside.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Put these cases into the search, or take out those that are none any more.
    Index { cases: Vec<(EntryKey, Option<Content>)>, vocabulary: Arc<Vocabulary> },
    /// Search; the answer is [`Msg::Searched`] with the same number. An older search may be dropped.
    Search { generation: u64, ask: Ask },
    /// Complete the typed text, whose cursor is at this byte; the answer is [`Msg::Completed`].
    Complete { text: String, at: usize },
    /// Make a page and lay it out for so many columns; the answer is [`Msg::Page`] with the same number. An older one may
    /// be dropped.
    Page { number: u64, request: PageRequest, from: PageFrom, cells: u16 },
    /// Lay a page out for another number of columns; the answer is [`Msg::Page`] with the same number.
    LayOut { number: u64, report: Arc<Page>, cells: u16 },
    /// Change or read what the state folder holds.
    StateFolder(NotebookTask),
    /// Something was opened, copied or exported; the list of it is kept in memory.
    Looked(Looked),
    /// Empty that list.
    ForgetLooked,
    /// Count what each of these searches finds; the answer is [`Msg::Counted`].
    Count(Vec<String>),
    /// These items are marked and these have a note of the group, and no others.
    Marked { marked: Vec<(EntryKey, ItemRef)>, shared: Vec<(EntryKey, ItemRef)> },
    /// Write a page to a file; a [`Msg::Notice`] or [`Msg::ExportExists`] tells the result.
    Export { to: ExportTo, from: PageFrom },
    /// Ask the terminal's owner.
    Outside(Outside),
}

/// An effect that only the owner of the terminal can carry out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outside {
    /// Use the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Put a text where other programs can paste it; a [`Msg::Notice`] tells the result, and calls the text `what`. `of` is the
    /// entry, by its ids: "alder/F1".
    Copy { text: String, what: String, of: String },
    /// Write down that hidden names are to be shown; the answer is [`Msg::ShowNames`].
    ShowNames,
    /// Give the terminal to the user's editor; a [`Msg::Notice`] tells what went wrong.
    Edit { path: PathBuf, at: EditAt },
    /// Show an address of the web in the user's browser; a [`Msg::Notice`] tells the result. `which` of several it is:
    /// "1 of 3: ", or empty; `otherwise`: the way out if no browser can be started: " (y copies it)".
    Browse { address: String, which: String, otherwise: String },
    /// Draw every cell anew.
    Redraw,
    /// Leave the terminal to the shell until it continues the program.
    Suspend,
    /// End the program.
    Quit,
    /// End it with this answer, "case/ID".
    Picked(String),
}

/// A page to be written to a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportTo {
    pub request: PageRequest,
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

/// Something to be kept; a [`Msg::Stored`] tells what is kept then. Cases are as their files have them.
#[derive(Debug, Clone)]
pub enum NotebookTask {
    /// Mark items, or take their marks away.
    Mark { items: Vec<(Arc<Case>, ItemRef)>, marked: bool },
    /// Tell anew what is marked: another program may have changed it.
    Look,
    /// Write a note on an item; an empty one takes it away. Where another program has written one since the note was
    /// `before`, both are kept, and [`Msg::NoteDiffers`] tells it.
    Note { case: Arc<Case>, item: ItemRef, note: String, before: String },
    /// Likewise for the group that shares the library of this file.
    GroupNote { case: Arc<Case>, item: ItemRef, note: String, before: String, file: PathBuf },
    /// Add a search to the history of searches.
    Remember(String),
    /// Keep the place where the user leaves off.
    Leave(Session),
    /// Save a search; one of the same name is replaced.
    SaveSearch(SavedSearch),
    /// Keep a snapshot of the library; another of that name is replaced if it may be.
    Snapshot { name: String, replace: bool, from: PageFrom },
}

/// The library that a page is made of.
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
