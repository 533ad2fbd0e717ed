//! The explorer without a terminal: keys in, frames out.

#[path = "../support/mod.rs"]
mod support;

mod dresses;
mod keys;
mod lenses;
mod looked_at;
mod manners;
mod mouse;
mod newcomer;
mod notebook;
mod pages;
mod pictures;
mod privacy;
mod questions;
mod random_keys;
mod reload;
mod rows;
mod screens;
mod spoken;
mod state_folder;
mod tables;
mod texts;
