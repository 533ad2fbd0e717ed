//! The calls of the system that want unsafe code: a file in memory whose pages all sessions share, memory that is given back, and the
//! signals of the program's own faults. Nothing else of the program is unsafe; `tests/commands/architecture.rs` holds it to that.

mod fault;
mod mapped;
mod memory;

pub use fault::{Fault, on_fault};
pub use mapped::{CUT_SHORT, mapped, was_cut_short};
pub use memory::give_back;
