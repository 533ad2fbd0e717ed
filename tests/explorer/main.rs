//! The explorer without a terminal: keys in, frames out.

#[path = "../support/mod.rs"]
mod support;

mod dresses;
mod keys;
mod lenses;
mod looked_at;
mod manners;
mod mouse;
mod notebook;
mod pages;
mod privacy;
mod questions;
mod random_keys;
mod reload;
mod rows;
mod screens;
mod state_folder;
mod tables;
mod texts;
