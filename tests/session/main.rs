//! The program in a pseudo-terminal, as somebody uses it.

#[path = "../pty/mod.rs"]
mod pty;
#[path = "../support/mod.rs"]
mod support;
#[path = "../support_input/mod.rs"]
mod support_input;

#[path = "../../benches/generator/mod.rs"]
mod generator;

mod cache;
mod giving_back;
mod group_notes;
mod hand_over;
mod input;
mod library_update;
mod live;
mod log;
mod meeting;
mod program;
mod slow_line;
mod ssh;
mod terminal;
mod tmux;
mod waiting;
