//! Pages made from many cases: briefs, the tracker, what recurs, what has changed, what was marked. Each is a [`Report`],
//! one shape that the interface shows, the command line prints and the exports write.
//!
//! No I/O and no clock: what a report is made of is handed in as a [`Shelf`].

pub mod citation;
mod items;
pub mod labels;
mod model;
mod shelf;
mod whole_case;

pub use items::{name_of, of_items, row_of, source_lines};
pub use model::{Bar, Block, Figure, Link, NOTE, Period, Report, Row, Section, Table, Tone};
pub use shelf::{Book, Shelf};
pub use whole_case::whole_case;
