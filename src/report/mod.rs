//! Pages made from many cases: briefs, the tracker, what recurs, what has changed, what was marked. Each is a [`Report`],
//! one shape that the interface shows, the command line prints and the exports write.
//!
//! No I/O and no clock: what a report is made of is handed in as a [`Shelf`].

pub mod citation;
pub mod labels;
mod model;
pub mod recurring;
mod shelf;
pub mod similar;

pub use model::{Bar, Block, Figure, Link, Period, Report, Row, Section, Table, Tone};
pub use shelf::{Book, Shelf};
