//! The panes: one file each.

pub mod cases;
pub mod completion;
pub mod explain;
pub mod facets;
pub mod help;
pub mod item_rows;
pub mod items;
pub mod lens;
pub mod status;
pub mod top;
