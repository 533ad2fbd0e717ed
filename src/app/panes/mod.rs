//! The panes: one file each.

pub mod cases;
pub mod explain;
pub mod help;
pub mod item_rows;
pub mod items;
pub mod status;
pub mod top;
