//! The left pane: the cases.

pub mod draw;
pub mod state;
