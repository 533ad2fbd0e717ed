//! Choosing from a list: keys and hints. What a choice does is done by [`super::answer`].

pub mod draw;
pub mod state;

use tui_input::InputRequest;

use self::state::{PickerAction, PickerState};
use crate::app::command::Command;
use crate::app::key::Key;
use crate::app::layer::{self, Layer};
use crate::app::msg::Effect;
use crate::app::search::line;
use crate::app::state::State;
use crate::text::clean_line;

/// The longest filter that is taken, in characters.
const LONGEST: usize = 40;

/// A key while there is a list to choose from: letters filter it, and digits take a numbered row. Returns what was
/// chosen, once it is; the list is closed then.
pub fn on_key(state: &mut State, command: Option<Command>, key: Key) -> Option<PickerAction> {
    let open = state.picker.as_mut()?;
    let shown = open.shown().count();
    match command {
        Some(Command::KeepSearch) => return choose(state, None),
        Some(Command::Back) => state.picker = None,
        Some(Command::Down | Command::NextPane) => open.cursor = (open.cursor + 1).min(shown.saturating_sub(1)),
        Some(Command::Up | Command::PreviousPane) => open.cursor = open.cursor.saturating_sub(1),
        Some(command) => {
            if let Some(request) = line::edit(command) {
                filter(open, request);
            }
        }
        None => {
            if let Some(c) = key.typed() {
                let digit =
                    c.to_digit(10).filter(|digit| *digit > 0 && open.numbered && open.filter.value().is_empty());
                if let Some(at) = digit.map(|digit| digit as usize - 1).filter(|at| *at < shown) {
                    return choose(state, Some(at));
                }
                if open.filter.value().chars().count() < LONGEST {
                    filter(open, InputRequest::InsertChar(c));
                }
            }
        }
    }
    None
}

/// Takes a row, or the selected one, and closes the list. Where no row has the letters, the list stays.
fn choose(state: &mut State, at: Option<usize>) -> Option<PickerAction> {
    let open = state.picker.as_ref()?;
    let choice = open.shown().nth(at.unwrap_or(open.cursor))?.action.clone();
    state.picker = None;
    Some(choice)
}

/// A pasted text is a part of the filter.
pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    if let Some(open) = &mut state.picker {
        let room = LONGEST.saturating_sub(open.filter.value().chars().count());
        clean_line(text).chars().take(room).for_each(|c| filter(open, InputRequest::InsertChar(c)));
    }
    Vec::new()
}

fn filter(open: &mut PickerState, request: InputRequest) {
    let before = open.filter.value().to_owned();
    open.filter.handle(request);
    if open.filter.value() != before {
        open.cursor = 0;
    }
}

/// The most useful keys, most useful first.
pub fn hints() -> Vec<(Command, &'static str)> {
    vec![(Command::KeepSearch, "choose"), (Command::Down, "next"), (Command::Back, "close")]
}

/// Offers a list that the user did not ask for just now: where keys go elsewhere already, it is only told.
pub fn offer(state: &mut State, picker: PickerState) {
    if matches!(layer::top(state), Layer::Panes | Layer::Page) {
        state.picker = Some(picker);
    } else {
        state.say(format!("{}; nothing was written", picker.title));
    }
}
