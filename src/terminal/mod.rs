//! The shell around the interface: the event loop, the screen, the threads that read keys and search.

mod desk_keeper;
mod input;
mod run;
mod screen;
mod searcher;
mod session;
mod signals;

pub use run::{Ended, Explorer, run};
