//! Typing a search.

use tui_input::InputRequest;

use super::{moves, reorder, select_case, settle};
use crate::app::command::{Command, Context};
use crate::app::key::Key;
use crate::app::msg::Effect;
use crate::app::state::{Pane, State};
use crate::case::text::clean_line;
use crate::search::Query;

/// The longest search that is taken, in characters: what is pasted may be a whole report.
const LONGEST: usize = 200;

/// A key while a search is typed.
pub fn on_key(state: &mut State, key: Key) -> Vec<Effect> {
    let request = match state.keymap.command(Context::Search, key) {
        Some(Command::KeepSearch) => {
            state.search.typing = false;
            state.cases.chosen = true;
            settle(state);
            return Vec::new();
        }
        Some(Command::ClearSearch) => return clear(state),
        Some(Command::QuitTyping) => return vec![Effect::Quit],
        Some(Command::TypingDown) => return go(state, 1),
        Some(Command::TypingUp) => return go(state, -1),
        Some(Command::CursorLeft) => InputRequest::GoToPrevChar,
        Some(Command::CursorRight) => InputRequest::GoToNextChar,
        Some(Command::CursorStart) => InputRequest::GoToStart,
        Some(Command::CursorEnd) => InputRequest::GoToEnd,
        Some(Command::EraseLeft) => InputRequest::DeletePrevChar,
        Some(Command::EraseRight) => InputRequest::DeleteNextChar,
        Some(Command::EraseWord) => InputRequest::DeletePrevWord,
        Some(Command::EraseAll) => InputRequest::DeleteLine,
        Some(_) => return Vec::new(),
        None => match key.typed() {
            Some(c) if state.search.input.value().chars().count() < LONGEST => InputRequest::InsertChar(c),
            _ => return Vec::new(),
        },
    };
    // Erasing in an empty search leaves it, as in the best of its kind.
    if request == InputRequest::DeletePrevChar && state.search.input.value().is_empty() {
        return clear(state);
    }
    state.search.input.handle(request);
    changed(state)
}

/// A pasted text: one line of the search while one types, otherwise nothing at all.
pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    if !state.search.typing || state.help.is_some() {
        return Vec::new();
    }
    let room = LONGEST.saturating_sub(state.search.input.value().chars().count());
    for c in clean_line(text).chars().take(room) {
        state.search.input.handle(InputRequest::InsertChar(c));
    }
    changed(state)
}

/// Clears the search and shows everything, with the same case selected.
pub fn clear(state: &mut State) -> Vec<Effect> {
    if state.search.typing || !state.search.query.is_empty() || !state.search.input.value().is_empty() {
        state.search.clear();
        state.cases.chosen = true;
        reorder(state);
    }
    Vec::new()
}

/// Asks for the present query.
pub fn ask(state: &mut State) -> Effect {
    state.search.generation += 1;
    Effect::Search { generation: state.search.generation, query: state.search.query.clone() }
}

fn changed(state: &mut State) -> Vec<Effect> {
    let query = Query::parse(state.search.input.value());
    if query == state.search.query {
        return Vec::new();
    }
    state.search.query = query;
    if state.search.query.is_empty() {
        state.search.generation += 1;
        state.search.answered = false;
        reorder(state);
        return Vec::new();
    }
    vec![ask(state)]
}

fn go(state: &mut State, by: isize) -> Vec<Effect> {
    if state.focus == Pane::Cases {
        moves::go(state, moves::Step::Lines(by));
    } else {
        let at = state.cases.row().unwrap_or(0).saturating_add_signed(by);
        let key = state.cases.order.get(at).copied().or(state.cases.cursor);
        select_case(state, key);
    }
    state.cases.chosen = true;
    settle(state);
    Vec::new()
}
