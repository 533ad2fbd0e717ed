//! Completing what is typed: keys, hints and drawing of the choices.

pub mod state;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;
use tui_input::Input;

use self::state::CompletionState;
use crate::app::command::Command;
use crate::app::draw::{boxed, list_row, push_right};
use crate::app::layout::Areas;
use crate::app::msg::Effect;
use crate::app::privacy;
use crate::app::search::query;
use crate::app::state::State;
use crate::app::text::{column, fit, keep_in_sight, parted, width};
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
        // The name of a field still wants its value; a value ends the search.
        Some(Command::KeepSearch) => {
            let ended = open.choices.get(open.at).is_some_and(|choice| choice.count.is_some());
            Some(if ended { query::keep(state) } else { Vec::new() })
        }
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

pub fn hints() -> Vec<(Command, &'static str)> {
    vec![(Command::Complete, "next"), (Command::KeepSearch, "accept"), (Command::Back, "undo")]
}

/// Takes the choices, counted in so many indexed cases.
pub fn completed(state: &mut State, text: &str, completions: Completions, indexed: usize) -> Vec<Effect> {
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
    let open = CompletionState { before, start, choices, at: 0, rest, whole: state.is_indexed(indexed) };
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

const WIDEST: usize = 100;
const ROWS: usize = 10;

pub fn draw(state: &State, open: &CompletionState, layout: &Areas, buffer: &mut Buffer) {
    let screen = layout.screen;
    let written = open.choices.iter().map(|choice| width(&choice.text)).max().unwrap_or(0).min(32);
    let labelled = open.choices.iter().map(|choice| width(&choice.label)).max().unwrap_or(0);
    let room = usize::from(screen.width).min(WIDEST);
    let wide = (written + labelled + 14).min(room);
    let rows = open.choices.len().min(ROWS).min(usize::from(screen.height.saturating_sub(4)));
    let area = Rect { x: 0, y: 1, width: wide as u16, height: rows as u16 + 2 };
    let counts = if open.whole { "" } else { ", counts so far" };
    let title = format!(" {} of {}{counts} ", open.at + 1, open.choices.len());
    let inside = boxed(area, fit(&title, wide.saturating_sub(2)), &state.theme, buffer);
    let cells = usize::from(inside.width);
    let top = keep_in_sight(0, Some(open.at), open.choices.len(), rows);
    for (at, (index, choice)) in inside.rows().zip(open.choices.iter().enumerate().skip(top)) {
        let count = choice.count.map(parted).unwrap_or_default();
        let label = fit(&choice.label, cells.saturating_sub(written + 4 + width(&count)));
        let lead = column(&choice.text, written + 1);
        let mut spans = vec![
            Span::raw(if index == open.at { "▸ " } else { "  " }),
            Span::styled(lead, state.theme.heading),
            Span::styled(label, state.theme.dim),
        ];
        push_right(&mut spans, Span::styled(count, state.theme.dim), cells);
        list_row(spans, state.theme.text, index == open.at, at, &state.theme, buffer);
    }
}
