//! Completing what is typed: keys and hints of the choices.

pub mod draw;
pub mod state;

use tui_input::Input;

use self::state::CompletionState;
use crate::app::command::Command;
use crate::app::msg::Effect;
use crate::app::privacy;
use crate::app::search::query;
use crate::app::state::State;
use crate::search::Completions;

/// Asks for what could stand here.
pub fn ask(state: &State) -> Effect {
    let text = state.search.input.value().to_owned();
    let at = text.char_indices().nth(state.search.input.cursor()).map_or(text.len(), |(at, _)| at);
    Effect::Complete { text, at }
}

/// A key while there are choices. `None` where the key is one for the search line; the choices close then, and leave
/// what they have written.
pub fn on_key(state: &mut State, command: Option<Command>) -> Option<Vec<Effect>> {
    let mut open = state.completion.take()?;
    match command {
        Some(Command::KeepSearch) => Some(Vec::new()),
        Some(Command::Back) => Some(put_back(state, open)),
        Some(command @ (Command::Complete | Command::CompleteBack)) => {
            let count = open.choices.len().max(1);
            open.at = (open.at + if command == Command::Complete { 1 } else { count - 1 }) % count;
            let effects = insert(state, &open, "");
            state.completion = Some(open);
            Some(effects)
        }
        _ => None,
    }
}

/// The most useful keys, most useful first.
pub fn hints() -> Vec<(Command, &'static str)> {
    vec![(Command::Complete, "next"), (Command::KeepSearch, "take it"), (Command::Back, "put back")]
}

/// Takes the choices.
pub fn completed(state: &mut State, text: &str, completions: Completions) -> Vec<Effect> {
    // Choices for a text that has been changed since are not wanted any more.
    if !state.search.typing || state.search.input.value() != text {
        return Vec::new();
    }
    let Completions { start, end, mut choices } = completions;
    if state.private() {
        let offered = choices.len();
        choices = privacy::unnamed(choices);
        if choices.is_empty() && offered > 0 {
            return state.say("Cases and areas are not listed while names are hidden");
        }
    }
    // The end of the same word, after the cursor, goes with it.
    let rest = text.get(end..).unwrap_or_default().to_owned();
    let before = (text.get(..end).unwrap_or_default().to_owned(), state.search.input.cursor());
    let open = CompletionState { before, start, choices, at: 0, rest };
    match open.choices.as_slice() {
        [] => state.say("Nothing to complete: type a field such as agency: or theme: first"),
        [only] => {
            let space = if only.count.is_some() && open.rest.is_empty() { " " } else { "" };
            insert(state, &open, space)
        }
        _ => {
            let effects = insert(state, &open, "");
            state.completion = Some(open);
            effects
        }
    }
}

/// Puts what stood there before the choices back.
fn put_back(state: &mut State, open: CompletionState) -> Vec<Effect> {
    let (text, cursor) = open.before;
    state.search.input = Input::new(text + &open.rest).with_cursor(cursor);
    query::changed(state)
}

fn insert(state: &mut State, open: &CompletionState, more: &str) -> Vec<Effect> {
    let Some(choice) = open.choices.get(open.at) else { return Vec::new() };
    let lead = open.before.0.get(..open.start).unwrap_or_default();
    let text = format!("{lead}{}{more}", choice.text);
    let cursor = text.chars().count();
    state.search.input = Input::new(text + &open.rest).with_cursor(cursor);
    state.search.replace = false;
    query::changed(state)
}
