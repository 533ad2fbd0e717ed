//! The shell around the interface: the event loop, the screen, the threads for keys, signals and the watchdog.

mod browser;
mod clipboard;
mod editor;
mod ending;
mod input;
mod keys;
mod outlet;
mod paint;
mod run;
mod screen;
mod session;
mod signals;
mod watchdog;

pub use run::{Ended, Explorer, run};
pub use session::Session;
