//! Completing what is typed.

use tui_input::Input;

use super::{privacy, typing};
use crate::app::msg::Effect;
use crate::app::state::{CompletionState, State};
use crate::search::Completions;

/// Asks for what could stand here, or goes to the next or last choice.
pub fn ask(state: &mut State, forward: bool) -> Vec<Effect> {
    if let Some(mut open) = state.completion.take() {
        let count = open.choices.len().max(1);
        open.at = (open.at + if forward { 1 } else { count - 1 }) % count;
        let effects = insert(state, &open, "");
        state.completion = Some(open);
        return effects;
    }
    let text = state.search.input.value().to_owned();
    let at = text.char_indices().nth(state.search.input.cursor()).map_or(text.len(), |(at, _)| at);
    vec![Effect::Complete { text, at }]
}

/// Takes the choices.
pub fn completed(state: &mut State, text: &str, completions: Completions) -> Vec<Effect> {
    // Whoever has typed on no longer wants them.
    if !state.search.typing || state.search.input.value() != text {
        return Vec::new();
    }
    let Completions { start, end, mut choices } = completions;
    if state.private() {
        let offered = choices.len();
        choices = privacy::unnamed(choices);
        if choices.is_empty() && offered > 0 {
            state.message = Some("Cases and areas are not listed while names are hidden".to_owned());
            return Vec::new();
        }
    }
    // What stands behind the cursor in the same word goes with it.
    let rest = text.get(end..).unwrap_or_default().to_owned();
    let before = (text.get(..end).unwrap_or_default().to_owned(), state.search.input.cursor());
    let open = CompletionState { before, start, choices, at: 0, rest };
    match open.choices.as_slice() {
        [] => {
            state.message = Some("Nothing to complete: type a field such as agency: or theme: first".to_owned());
            Vec::new()
        }
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
pub fn put_back(state: &mut State) -> Vec<Effect> {
    let Some(open) = state.completion.take() else { return Vec::new() };
    let (text, cursor) = open.before;
    state.search.input = Input::new(text + &open.rest).with_cursor(cursor);
    typing::changed(state)
}

fn insert(state: &mut State, open: &CompletionState, more: &str) -> Vec<Effect> {
    let Some(choice) = open.choices.get(open.at) else { return Vec::new() };
    let lead = open.before.0.get(..open.start).unwrap_or_default();
    let text = format!("{lead}{}{more}", choice.text);
    let cursor = text.chars().count();
    state.search.input = Input::new(text + &open.rest).with_cursor(cursor);
    state.search.replace = false;
    typing::changed(state)
}
