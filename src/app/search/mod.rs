//! Typing a search: keys, hints and pastes.

pub mod history;
pub mod line;
pub mod query;
pub mod state;
pub mod top_line;

use tui_input::{Input, InputRequest};

use self::query::LONGEST;
use crate::app::command::Command;
use crate::app::key::Key;
use crate::app::msg::Effect;
use crate::app::state::State;
use crate::app::{completion, moves, privacy, results};
use crate::text::clean_line;

/// A key while a search is typed.
pub fn on_key(state: &mut State, command: Option<Command>, key: Key) -> Vec<Effect> {
    let request = match command {
        Some(Command::KeepSearch) => return query::keep(state),
        Some(Command::Back) => return query::clear(state),
        Some(Command::Complete | Command::CompleteBack) => return vec![completion::ask(state)],
        Some(Command::TypingLens) => return results::turn(state, true),
        Some(Command::TypingDown) if state.history.shows(state.search.input.value()) => return recall(state, false),
        Some(Command::TypingUp) if recalls(state) => {
            if let Some(refused) = privacy::refuses(state, "Earlier searches may name people") {
                return state.say(refused);
            }
            return recall(state, true);
        }
        Some(command @ (Command::TypingDown | Command::TypingUp)) => {
            moves::go_case(state, if command == Command::TypingDown { 1 } else { -1 });
            return Vec::new();
        }
        Some(command) => match line::edit(command) {
            Some(request) => request,
            None => return Vec::new(),
        },
        None => match key.typed() {
            Some(c) if state.search.input.value().chars().count() < LONGEST => InputRequest::InsertChar(c),
            Some(_) => return state.say(query::cut()),
            None => return Vec::new(),
        },
    };
    // The old text is kept to be changed, or goes when something else is typed.
    if std::mem::take(&mut state.search.replace)
        && matches!(request, InputRequest::InsertChar(_) | InputRequest::DeletePrevChar)
    {
        state.search.input.handle(InputRequest::DeleteLine);
        if request == InputRequest::DeletePrevChar {
            return query::changed(state);
        }
    }
    // Erasing in an empty search leaves it, as in other programs that search while the user types.
    if request == InputRequest::DeletePrevChar && state.search.input.value().is_empty() {
        return query::clear(state);
    }
    state.search.input.handle(request);
    query::changed(state)
}

pub fn hints(state: &State) -> Vec<(Command, &'static str)> {
    let mut hints = vec![(Command::KeepSearch, "keep"), (Command::Back, "clear"), (Command::Complete, "complete")];
    if state.lists_any() {
        hints.extend([(Command::TypingLens, "view"), (Command::TypingDown, "next result")]);
    }
    hints
}

/// A pasted text: one line of the search.
pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    if std::mem::take(&mut state.search.replace) {
        state.search.input.handle(InputRequest::DeleteLine);
    }
    // The space that parts the pasted words from those that stand there is part of what was meant.
    let lead = if text.starts_with(char::is_whitespace) && !state.search.input.value().is_empty() { " " } else { "" };
    if !line::insert(&mut state.search.input, &format!("{lead}{}", clean_line(text)), LONGEST) {
        state.say(query::cut());
    }
    query::changed(state)
}

/// True when the key for up recalls searches: before something is typed, and while an older one is shown as it was.
fn recalls(state: &State) -> bool {
    match state.history.at {
        Some(_) => state.history.shows(state.search.input.value()),
        None => state.search.replace || state.search.input.value().is_empty(),
    }
}

/// Shows an older search, or a newer one.
fn recall(state: &mut State, older: bool) -> Vec<Effect> {
    let Some(text) = state.history.turn(state.search.input.value(), older) else {
        return state.say("There is no earlier search");
    };
    state.search.replace = false;
    state.search.input = Input::new(text);
    query::changed(state)
}
