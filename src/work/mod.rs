//! The work that takes time, each kind on a thread of its own: searching, making and writing pages, keeping state. One
//! interpreter carries out every [`Effect`](crate::app::Effect), for the program, its tests and its benchmarks.

mod audit;
mod interpreter;
mod pages;
mod searcher;
mod setup;
mod state_worker;
mod worker;

pub use audit::{Act, Audit, ids_of_rows};
pub use interpreter::Interpreter;
pub use setup::{Setup, Tell, WriteFile};
