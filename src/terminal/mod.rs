//! The shell around the interface: the event loop, the screen, the threads for keys, search, signals and the watchdog.

mod browser;
mod clerk;
mod clipboard;
mod editor;
mod ending;
mod input;
mod keys;
mod outlet;
mod paint;
mod run;
mod screen;
mod searcher;
mod session;
mod signals;
mod state_keeper;
mod watchdog;

pub use run::{Ended, Explorer, run};
pub use session::Session;
