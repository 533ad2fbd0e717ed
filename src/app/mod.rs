//! The interface without a terminal: state, update, view. No I/O, no clock, no crossterm.
//!
//! [`update::update`] takes a message and changes the [`state::State`]; what the world should do it returns as
//! [`msg::Effect`]s. [`view::draw`] takes the state by reference and fills a buffer. Both ask [`layout::layout`] where
//! things stand, so scrolling is decided in update and a view never writes.

pub mod agencies;
pub mod answer;
pub mod ascii;
pub mod browse;
pub mod cases;
pub mod command;
pub mod completion;
pub mod detail;
pub mod draw;
pub mod explain;
pub mod export;
pub mod facets;
pub mod hand_over;
pub mod help;
pub mod items;
pub mod kept_sheet;
pub mod key;
pub mod keymap;
pub mod layer;
pub mod layout;
pub mod links;
pub mod mouse;
pub mod moves;
pub mod msg;
pub mod notebook;
pub mod page;
pub mod picker;
pub mod place;
pub mod privacy;
pub mod prompt;
pub mod reload;
pub mod results;
pub mod resume;
pub mod search;
pub mod selection;
pub mod state;
pub mod status;
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
