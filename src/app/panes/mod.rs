//! The panes: one file each.

pub mod cases;
pub mod completion;
pub mod explain;
pub mod facets;
pub mod help;
pub mod item_rows;
pub mod items;
pub mod lens;
pub mod page;
pub mod picker;
pub mod prompt;
pub mod status;
pub mod top;
