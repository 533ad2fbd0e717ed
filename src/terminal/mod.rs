//! The shell around the interface: the event loop, the screen, the threads for keys, signals and the watchdog.

mod allowed;
mod browser;
mod clipboard;
mod editor;
mod ending;
mod host;
mod input;
mod job;
mod keys;
mod paint;
mod parser;
mod run;
mod screen;
mod sequence;
mod session;
mod signals;
mod size;
mod synchronised;
mod tty;
mod watchdog;

pub use parser::InputParser;
pub use run::{Explorer, ExplorerEnd, run};
pub use session::TerminalSession;
pub use signals::tell_of_size_limits_as_errors;
pub use size::text_columns;
pub use tty::Tty;
