//! The interface without a terminal: state, update, view. No I/O, no clock, no crossterm.
//!
//! [`update::update`] takes a message and changes the [`state::State`]; what the world should do it returns as
//! [`msg::Effect`]s. [`view::draw`] takes the state by reference and fills a buffer. Both ask [`layout::layout`] where
//! things stand, so scrolling is decided in update and a view never writes.

mod answer;
pub mod ascii;
mod briefs;
mod browse;
mod cases;
pub mod command;
mod completion;
pub mod detail;
mod draw;
mod explain;
mod export;
mod facets;
mod find;
mod hand_over;
mod help;
mod items;
mod kept_sheet;
pub mod key;
pub mod keymap;
pub mod layer;
pub mod layout;
mod links;
mod looked;
mod mouse;
mod moves;
pub mod msg;
mod notebook;
mod page;
mod picker;
mod place;
pub mod privacy;
mod prompt;
pub mod reading;
mod reload;
mod results;
pub mod resume;
mod search;
mod selection;
pub mod state;
mod status;
pub mod tab;
pub mod text;
pub mod theme;
pub mod trail;
pub mod update;
pub mod view;

pub use key::Key;
pub use keymap::Keymap;
pub use msg::{Effect, Msg, Outside, Pointer, PointerAction};
pub use place::Pane;
pub use state::State;
