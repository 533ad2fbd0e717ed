//! Filling in a line: a note, a name, a date.

use tui_input::{Input, InputRequest};

use super::{export, notebook, page};
use crate::app::command::{Command, Context};
use crate::app::key::Key;
use crate::app::msg::Effect;
use crate::app::overlay::{PromptState, Purpose};
use crate::app::state::State;
use crate::page::Wanted;
use crate::text::clean_line;
use crate::write::Format;

/// The longest line that is taken, in characters: room for a note of several sentences.
const LONGEST: usize = 2_000;

/// Asks for a line, which begins as `text`.
pub fn open(state: &mut State, title: &str, text: &str, purpose: Purpose) -> Vec<Effect> {
    let suggested = !text.is_empty() && !matches!(purpose, Purpose::Note { .. });
    state.prompt =
        Some(PromptState { title: title.to_owned(), input: Input::new(text.to_owned()), suggested, purpose });
    Vec::new()
}

/// What a command of typing does to a line; none where it does something else.
pub fn edit(command: Command) -> Option<InputRequest> {
    Some(match command {
        Command::CursorLeft => InputRequest::GoToPrevChar,
        Command::CursorRight => InputRequest::GoToNextChar,
        Command::CursorStart => InputRequest::GoToStart,
        Command::CursorEnd => InputRequest::GoToEnd,
        Command::EraseLeft => InputRequest::DeletePrevChar,
        Command::EraseRight => InputRequest::DeleteNextChar,
        Command::EraseWord => InputRequest::DeletePrevWord,
        Command::EraseAll => InputRequest::DeleteLine,
        _ => return None,
    })
}

/// A key while a line is filled in.
pub fn on_key(state: &mut State, key: Key) -> Vec<Effect> {
    let Some(mut open) = state.prompt.take() else { return Vec::new() };
    match state.keymap.command(Context::Search, key) {
        Some(Command::KeepSearch) => return done(state, open),
        Some(Command::ClearSearch) => {
            state.message = Some("Left as it was".to_owned());
            return Vec::new();
        }
        Some(Command::QuitTyping) => return vec![Effect::Quit],
        Some(Command::SuspendTyping) => {
            state.prompt = Some(open);
            return vec![Effect::Suspend];
        }
        Some(command) => {
            if let Some(request) = edit(command) {
                open.suggested = false;
                open.input.handle(request);
            }
        }
        None => {
            if let Some(c) = key.typed()
                && open.input.value().chars().count() < LONGEST
            {
                if std::mem::take(&mut open.suggested) {
                    open.input.handle(InputRequest::DeleteLine);
                }
                open.input.handle(InputRequest::InsertChar(c));
            }
        }
    }
    state.prompt = Some(open);
    Vec::new()
}

/// A pasted text goes into the line.
pub fn paste(state: &mut State, text: &str) {
    let Some(open) = &mut state.prompt else { return };
    if std::mem::take(&mut open.suggested) {
        open.input.handle(InputRequest::DeleteLine);
    }
    let room = LONGEST.saturating_sub(open.input.value().chars().count());
    for c in clean_line(text).chars().take(room) {
        open.input.handle(InputRequest::InsertChar(c));
    }
}

fn done(state: &mut State, open: PromptState) -> Vec<Effect> {
    let text = clean_line(open.input.value()).trim().to_owned();
    match open.purpose {
        Purpose::Note { case, item, before } => notebook::write_note(state, case, item, &before, text),
        // Whatever else is asked for is not empty.
        _ if text.is_empty() => {
            state.message = Some("Left as it was: nothing was written".to_owned());
            Vec::new()
        }
        Purpose::SaveSearch => notebook::save_search(state, text),
        Purpose::Moment => notebook::name_moment(state, text),
        Purpose::Since => page::open(state, Wanted::Since(text)),
        Purpose::Export(mut to) => {
            // An ending that means another format says what is wanted now.
            let named = text.rsplit_once('.').and_then(|(_, ending)| Format::of_ending(ending));
            to.format = named.unwrap_or(to.format);
            to.path = text;
            to.replace = false;
            export::write(state, to)
        }
    }
}
