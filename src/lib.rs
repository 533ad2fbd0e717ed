//! Casebook, a terminal explorer for case reviews.

pub mod case;
pub mod library;
pub mod search;
