//! Filling in a line: keys, hints and pastes. What the line was for is done by [`super::answer`].

pub mod draw;
pub mod state;

use tui_input::{Input, InputRequest};

use self::state::{PromptState, Purpose};
use crate::app::command::Command;
use crate::app::key::Key;
use crate::app::msg::Effect;
use crate::app::search::line;
use crate::app::state::State;
use crate::text::clean_line;

/// The longest line that is taken, in characters: room for a note of several sentences.
const LONGEST: usize = 2_000;

/// Asks for a line, which begins as `text`.
pub fn open(state: &mut State, title: &str, text: &str, purpose: Purpose) -> Vec<Effect> {
    let suggested = !text.is_empty() && !matches!(purpose, Purpose::Note { .. });
    state.prompt =
        Some(PromptState { title: title.to_owned(), input: Input::new(text.to_owned()), suggested, purpose });
    Vec::new()
}

/// A key while a line is filled in. Returns what was filled in, once it is done; the line stays open.
pub fn on_key(state: &mut State, command: Option<Command>, key: Key) -> Option<(Purpose, String)> {
    let open = state.prompt.as_mut()?;
    match command {
        Some(Command::KeepSearch) => {
            return Some((open.purpose.clone(), clean_line(open.input.value()).trim().to_owned()));
        }
        Some(Command::Back) => {
            state.prompt = None;
            state.say("Left as it was");
        }
        Some(command) => {
            if let Some(request) = line::edit(command) {
                open.suggested = false;
                open.input.handle(request);
            }
        }
        None => {
            if let Some(c) = key.typed() {
                insert(open, &String::from(c));
            }
        }
    }
    None
}

/// The most useful keys, most useful first.
pub fn hints() -> Vec<(Command, &'static str)> {
    vec![(Command::KeepSearch, "done"), (Command::Back, "leave it"), (Command::EraseAll, "erase all")]
}

/// A pasted text goes into the line.
pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    if let Some(open) = &mut state.prompt {
        insert(open, &clean_line(text));
    }
    Vec::new()
}

/// Types a text, as far as there is room; what was only suggested goes.
fn insert(open: &mut PromptState, text: &str) {
    if std::mem::take(&mut open.suggested) {
        open.input.handle(InputRequest::DeleteLine);
    }
    let room = LONGEST.saturating_sub(open.input.value().chars().count());
    for c in text.chars().take(room) {
        open.input.handle(InputRequest::InsertChar(c));
    }
}
