//! The searches of before.

use tui_input::Input;

use super::typing;
use crate::app::msg::Effect;
use crate::app::state::State;

/// No more than this are kept.
const MOST: usize = 500;

/// Keeps the present search.
pub fn remember(state: &mut State) -> Vec<Effect> {
    state.history.at = None;
    let text = state.search.input.value().trim().to_owned();
    if text.is_empty() || state.history.entries.last() == Some(&text) {
        return Vec::new();
    }
    state.history.entries.retain(|known| *known != text);
    state.history.entries.push(text.clone());
    let over = state.history.entries.len().saturating_sub(MOST);
    state.history.entries.drain(..over);
    vec![Effect::Remember(text)]
}

/// Whether the keys for up and down recall searches: before something is typed, and while an old search is shown as it was.
pub fn is_open(state: &State) -> bool {
    match state.history.at {
        Some(at) => state.history.entries.get(at).is_some_and(|entry| entry == state.search.input.value()),
        None => state.search.replace || state.search.input.value().is_empty(),
    }
}

/// Goes to an older search, or to a newer one; past the newest, to an empty line.
pub fn turn(state: &mut State, older: bool) -> Vec<Effect> {
    let count = state.history.entries.len();
    let at = match (state.history.at, older) {
        (None, true) => {
            // The search that is in force is not older than itself.
            let newest = count.checked_sub(1);
            newest
                .filter(|at| state.history.entries.get(*at).is_some_and(|entry| entry == state.search.input.value()))
                .map_or(newest, |at| at.checked_sub(1))
        }
        (Some(at), true) => Some(at.saturating_sub(1)),
        (Some(at), false) => Some(at + 1).filter(|at| *at < count),
        (None, false) => None,
    };
    if at.is_none() && older {
        state.message = Some("No older search".to_owned());
        return Vec::new();
    }
    state.history.at = at;
    let text = at.and_then(|at| state.history.entries.get(at)).cloned().unwrap_or_default();
    state.search.replace = false;
    state.search.input = Input::new(text);
    typing::changed(state)
}
