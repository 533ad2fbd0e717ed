//! Casebook: a terminal explorer for case reviews, the official reports written after a child or an adult at risk dies
//! or is seriously harmed.
//!
//! # The rooms
//!
//! Each room is a folder named after the field it serves. A room imports from the rooms below it and never from above or
//! beside; `tests/commands/architecture.rs` holds the program to this picture.
//!
//! ```text
//!   cli        one file a subcommand; exit codes; the only room that prints
//!   terminal   the event loop, the screen, the threads for keys and signals; gives the terminal back
//!   work       what takes time, on threads: searching, making pages, keeping state; carries out every effect
//!   app        the interface without a terminal: state, update, view.  No I/O, no clock, no crossterm
//!   config     settings: defaults < file < environment < command line
//!   import     tables that people keep become case files, and come back: readers, maps, three-way merges
//!   write      a page as Markdown, CSV, JSON and HTML; one file a format, one table of formats
//!   page       pages made of cases: briefs, the tracker, what recurs, what has changed; citations
//!   notebook   what a user keeps: searches, marks, notes, snapshots. Private files, written whole or not at all
//!   search     queries, matching words, ranking, what lights up
//!   library    where cases come from: the bundled ones, folders, the pool that reads them, the watch for changes
//!   redact     what a shared screen shows of a case: names, ages, exact dates and places hidden
//!   case       the model: case, review, finding, recommendation, event, source; dates; vocabulary; what is wrong with one
//!   document   TOML that people write: places, diagnostics, what departs from a schema
//!   text       ground rules for text: cleaning, folding, what is near to what, wrapping
//!   system     the calls of the system that want unsafe code: a file in memory, memory given back, the signals of faults
//! ```
//!
//! # How a key becomes a cell
//!
//! `terminal` turns an event into a [`app::Msg`]. [`app::update::update`] changes the [`app::State`] and returns
//! [`app::Effect`]s (search this, index that, quit). [`work::Interpreter`] gives each to the worker that does it; what only a
//! terminal can do (copy, edit, quit) it hands back. Answers come back as messages. [`app::view::draw`] paints the state into a buffer, and only cells that differ from those on the
//! screen are written, in one write. Update and view ask the same function, [`app::layout::layout`], where things stand.
//!
//! # How a file becomes a case
//!
//! serde fills [`case::Case`] from TOML, and every text passes through [`case::Text`] on the way, which takes out whatever
//! could act on a terminal. Where serde refuses a file, the JSON Schema of the same types is held against it to tell every
//! problem with line, column and the nearest right value ([`case::read_case`]). A file that cannot be read is a row that
//! says why; it never ends the program.
//!
//! # How a change becomes a cell
//!
//! The kernel says that something below a library has changed; without its word, a look is taken about once a second. A walk
//! compares stamps with those of the files as they were read, and what differs is read again once it has been quiet
//! ([`library::load_and_watch`]). The catalogue replaces it under the same key, and the selection follows its item by id.
//!
//! # One table, many readers
//!
//! Commands and their keys ([`app::command::COMMANDS`]), closed lists ([`case::closed`]), open vocabularies
//! ([`case::Vocabulary`]) and settings are each one table, which parser, help, hints, messages and tests read.

pub mod app;
pub mod case;
pub mod cli;
pub mod config;
pub(crate) mod document;
pub mod import;
pub mod library;
pub mod notebook;
pub mod page;
pub mod redact;
pub mod search;
pub(crate) mod system;
pub mod terminal;
pub mod text;
pub mod work;
pub mod write;
