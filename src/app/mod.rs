//! The interface without a terminal: state, update, view. No I/O, no clock, no crossterm.
//!
//! [`update::update`] takes a message and changes the [`state::State`]; what the world should do it returns as
//! [`msg::Effect`]s. [`view::draw`] takes the state by reference and fills a buffer. Both ask [`layout::layout`] where
//! things stand, so scrolling is decided in update and a view never writes.

pub mod ascii;
pub mod cases;
pub mod command;
pub mod detail;
pub mod draw;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod lists;
pub mod msg;
pub mod notebook;
pub mod overlay;
pub mod panes;
pub mod state;
pub mod tab;
pub mod text;
pub mod theme;
pub mod trail;
pub mod update;
pub mod view;

pub use key::Key;
pub use keymap::Keymap;
pub use msg::{Effect, Msg, Pointer, PointerAction};
pub use state::State;
