//! Keys while the help is open.

use crate::app::command::{Command, Context};
use crate::app::key::Key;
use crate::app::layout::layout;
use crate::app::msg::Effect;
use crate::app::panes::help;
use crate::app::state::{HelpState, State};

/// A key: a command of the help, or a letter of its filter.
pub fn on_key(state: &mut State, key: Key) -> Vec<Effect> {
    let Some(mut open) = state.help.take() else { return Vec::new() };
    let layout = layout(state);
    let area = help::area(&layout);
    let shown = usize::from(area.height.saturating_sub(2));
    match state.keymap.command(Context::Help, key) {
        Some(Command::HelpQuit) => return vec![Effect::Quit],
        Some(Command::HelpSuspend) => {
            state.help = Some(open);
            return vec![Effect::Suspend];
        }
        Some(Command::HelpClose) => return Vec::new(),
        Some(Command::HelpDown) => open.top += 1,
        Some(Command::HelpUp) => open.top = open.top.saturating_sub(1),
        Some(Command::HelpPageDown) => open.top += shown.max(1),
        Some(Command::HelpPageUp) => open.top = open.top.saturating_sub(shown.max(1)),
        Some(Command::HelpErase) => {
            open.filter.pop();
            open.top = 0;
        }
        _ => {
            if let Some(c) = key.typed()
                && open.filter.chars().count() < 40
            {
                open.filter.push(c);
                open.top = 0;
            }
        }
    }
    settle(state, &mut open);
    state.help = Some(open);
    Vec::new()
}

/// Keeps the help's scroll in bounds.
pub fn settle(state: &State, open: &mut HelpState) {
    let area = help::area(&layout(state));
    let shown = usize::from(area.height.saturating_sub(2));
    let lines = help::lines(state, open, usize::from(area.width.saturating_sub(2))).len();
    open.top = open.top.min(lines.saturating_sub(shown));
}
