//! The help: keys and hints.

pub mod draw;
pub mod state;

use crate::app::command::Command;
use crate::app::key::Key;
use crate::app::layout::layout;
use crate::app::msg::Effect;
use crate::app::state::State;
use crate::text::clean_line;

/// The longest filter that is taken, in characters.
const LONGEST: usize = 40;

/// A key: a command, or a letter of the filter.
pub fn on_key(state: &mut State, command: Option<Command>, key: Key) -> Vec<Effect> {
    let area = draw::area(&layout(state));
    let shown = usize::from(area.height.saturating_sub(2)).max(1);
    let Some(open) = &mut state.help else { return Vec::new() };
    match command {
        Some(Command::Back | Command::Help | Command::KeepSearch) => state.help = None,
        Some(Command::Down) => open.top = open.top.saturating_add(1),
        Some(Command::Up) => open.top = open.top.saturating_sub(1),
        Some(Command::PageDown) => open.top = open.top.saturating_add(shown),
        Some(Command::PageUp) => open.top = open.top.saturating_sub(shown),
        Some(Command::HalfPageDown) => open.top = open.top.saturating_add(shown.div_ceil(2)),
        Some(Command::HalfPageUp) => open.top = open.top.saturating_sub(shown.div_ceil(2)),
        Some(Command::Top) => open.top = 0,
        // Scrolling is kept in bounds afterwards.
        Some(Command::Bottom) => open.top = usize::MAX,
        Some(Command::EraseLeft) => {
            open.filter.pop();
            open.top = 0;
        }
        Some(_) => {}
        None => {
            if let Some(c) = key.typed().filter(|_| open.filter.chars().count() < LONGEST) {
                open.filter.push(c);
                open.top = 0;
            }
        }
    }
    Vec::new()
}

/// A pasted text is a part of the filter.
pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    if let Some(open) = &mut state.help {
        let room = LONGEST.saturating_sub(open.filter.chars().count());
        open.filter.extend(clean_line(text).chars().take(room));
        open.top = 0;
    }
    Vec::new()
}

/// The most useful keys, most useful first.
pub fn hints() -> Vec<(Command, &'static str)> {
    vec![(Command::Back, "close"), (Command::PageDown, "more")]
}

/// Keeps the scroll in bounds.
pub fn keep_in_bounds(state: &mut State) {
    let area = draw::area(&layout(state));
    let Some(open) = &state.help else { return };
    let shown = usize::from(area.height.saturating_sub(2));
    let last = draw::lines(state, open, usize::from(area.width.saturating_sub(2))).len().saturating_sub(shown);
    if let Some(open) = &mut state.help {
        open.top = open.top.min(last);
    }
}
