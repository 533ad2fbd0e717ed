//! Pages made from many cases: briefs, the tracker, what recurs, what has changed, what was marked. Each is a [`Page`],
//! one shape that the interface shows, the command line prints and the exports write.
//!
//! No I/O and no clock: what a report is made of is handed in as a [`Listing`].

mod agency;
mod case;
mod case_brief;
pub mod citation;
mod described;
mod item;
mod items;
pub mod labels;
mod listing;
mod make;
pub mod marks;
mod material;
mod model;
mod orphans;
mod pictures;
pub mod rag;
pub mod recurring;
mod related;
mod review;
mod rows;
mod side_by_side;
pub mod similar;
pub mod since;
mod table;
mod tracker;
mod unread;
mod unreadable;

pub use case::whole_case;
pub use item::{item_page, item_row, item_title, review_heading};
pub use items::{name_of, of_items};
pub use listing::{ListedCase, Listing};
pub use model::{
    Bar, Basis, Block, Columns, Figure, Labelled, Link, Page, Period, Row, Section, Table, Tone, note_lines,
};

pub use agency::{agency_brief, find_agency};
pub use case_brief::case_brief;
pub use make::make;
pub use material::{Index, Made, Material, NoPage, index_of, redactor};
pub use orphans::orphans;
pub use pictures::{contacts, pictures};
pub use related::related;
pub use table::{
    AGENCY_BRIEF, BRIEF, FOUND, MARKS, Maker, PAGES, PageOf, PageRequest, PageRow, RELATED, SINCE, WHOLE_CASE,
};
pub use tracker::{Tracked, TrackerBy, status_label, tracked, tracker};
pub use unread::with_unread;
pub use unreadable::unreadable;
