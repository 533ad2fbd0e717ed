//! Tables that people keep (spreadsheets, exports, lists) become case files, and come back again when they have changed.
//!
//! # The way of a row
//!
//! ```text
//!   read      bytes become a table of cells, each with its place; nothing is run, and everything is bounded
//!   repair    what programs did to a text on its way here is undone, and counted
//!   header    which sheet, which row names the columns, what stands above it
//!   map       what the columns mean: a file that people write, or a preset that ships
//!   rows      each row becomes entries: a value for each key, and the cell that it came from
//!   merge     base (what the last import said), library (what the file says now), table: three sides, key by key
//!   outcome   so many new, changed, same; what has no code; what is wrong, each with its place
//! ```
//!
//! The keys of the map are those of the case file, and their kinds come from its JSON Schema ([`crate::case::kinds`]): a key that the
//! format gains can be imported without a line here.
//!
//! The memory of an import is kept beside the library in [`base::BASE_FILE`], so that the next one knows who changed what.
//! [`files`] alone reads and writes.

pub mod base;
mod code;
pub mod columns;
pub mod dates;
mod decode;
mod edit;
pub mod error;
pub mod files;
pub mod guess;
pub mod header;
pub mod map;
pub mod merge;
pub mod outcome;
pub mod own;
mod place;
pub mod presets;
pub mod read;
pub mod repair;
pub mod rows;
pub mod run;
mod same;
pub mod table;
pub mod template;
pub mod wanted;

pub use error::ImportError;
