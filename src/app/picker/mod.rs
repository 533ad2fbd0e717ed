//! Choosing from a list: keys, hints and drawing. What a choice does is done by [`super::answer`].

pub mod state;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use tui_input::InputRequest;

use self::state::{PickerAction, PickerState};
use crate::app::command::{Command, Context};
use crate::app::draw::{Ends, boxed, centred, list_row};
use crate::app::key::Key;
use crate::app::layer::{self, Layer};
use crate::app::layout::Areas;
use crate::app::msg::Effect;
use crate::app::search::line;
use crate::app::state::State;
use crate::app::text::{column, fit, keep_in_sight, width};
use crate::text::clean_line;

/// The longest filter that is taken, in characters.
const LONGEST: usize = 40;

/// A key while there is a list to choose from: letters filter it, and the key before a row takes it. Returns what was
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
                if let Some(at) = open.row_of(c) {
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

/// Takes a row, or the selected one, and closes the list. Where no row has the letters, the list stays, unless something else
/// can be made of them.
fn choose(state: &mut State, at: Option<usize>) -> Option<PickerAction> {
    let open = state.picker.as_ref()?;
    let choice = match open.shown().nth(at.unwrap_or(open.cursor)) {
        Some(row) => row.action.clone(),
        None => (open.otherwise?.action)(open.filter.value().trim().to_owned()),
    };
    state.picker = None;
    Some(choice)
}

pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    if let Some(open) = &mut state.picker {
        line::insert(&mut open.filter, &clean_line(text), LONGEST);
        open.cursor = 0;
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

pub fn hints(state: &State) -> Vec<(Command, &'static str)> {
    let mut hints = vec![(Command::KeepSearch, "choose"), (Command::Down, "next"), (Command::Back, "close")];
    // What is typed may be chosen although no row has it; there is nothing to move through then.
    if let Some(open) = state.picker.as_ref().filter(|open| open.shown().next().is_none()) {
        hints.retain(|(command, _)| match command {
            Command::KeepSearch => open.otherwise.is_some(),
            command => *command != Command::Down,
        });
    }
    hints
}

/// Opens a list that the user asked for.
pub fn open(state: &mut State, picker: PickerState) -> Vec<Effect> {
    state.picker = Some(picker);
    Vec::new()
}

/// Offers a list that the user did not ask for just now: where keys go elsewhere already, it is only told.
pub fn offer(state: &mut State, picker: PickerState) -> Vec<Effect> {
    match layer::top(state) {
        Layer::Panes | Layer::Page => open(state, picker),
        _ => state.say(format!("{}; nothing was written", picker.title)),
    }
}

const WIDEST: u16 = 76;
const TALLEST: u16 = 20;

/// Draws the list; returns where the cursor of its filter stands.
pub fn draw(state: &State, open: &PickerState, layout: &Areas, buffer: &mut Buffer) -> Option<Position> {
    let screen = layout.screen;
    let rows: Vec<_> = open.shown().collect();
    let tall = u16::try_from(open.rows.len()).unwrap_or(u16::MAX).min(TALLEST).saturating_add(3);
    let area = centred(screen, WIDEST, tall.min(screen.height.saturating_sub(2)).max(4));
    let title = format!(" {} ", fit(&open.title, usize::from(area.width).saturating_sub(4)));
    let titled = width(&title);
    let inside = boxed(area, title, &state.theme, buffer);
    let cells = usize::from(inside.width);
    let typed = open.filter.value();
    let line = match typed {
        "" => {
            let letters = if open.takes_capitals() { "small letters " } else { "" };
            let order = if open.order.is_empty() { String::new() } else { format!(" · {}", open.order) };
            Line::styled(fit(&format!("  type {letters}to filter{order}"), cells), state.theme.dim)
        }
        typed => Line::styled(fit(&format!("> {typed}"), cells), state.theme.heading),
    };
    line.render(Rect { height: 1, ..inside }, buffer);
    let list = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
    if rows.is_empty() {
        let told = match open.otherwise {
            Some(otherwise) => {
                let key = state.keymap.hint_in(Context::Picker, Command::KeepSearch);
                format!("  No row has these letters. {key}: {} \"{}\"", otherwise.told, typed.trim())
            }
            None => "  No row has these letters".to_owned(),
        };
        Line::styled(fit(&told, cells), state.theme.dim).render(list, buffer);
    }
    let shown = usize::from(list.height);
    let top = keep_in_sight(0, Some(open.cursor), rows.len(), shown);
    let ends = Ends::of(rows.len(), top, shown);
    ends.tell_above(area, titled, &state.theme, buffer);
    ends.tell_below(area, None, &state.theme, buffer);
    // Labels take the room that the remarks behind them leave, and at least the greater part.
    let remarks = rows.iter().map(|row| width(&row.detail)).max().unwrap_or(0);
    let room = cells.saturating_sub(remarks + 4).max(cells * 3 / 5);
    let widest = rows.iter().map(|row| width(&row.label)).max().unwrap_or(0).min(room);
    for (at, (index, row)) in list.rows().zip(rows.iter().enumerate().skip(top)) {
        let selected = index == open.cursor;
        let key = match (open.key_of(index), open.takes_capitals()) {
            (Some(key), _) => format!("{key} "),
            (None, true) if typed.is_empty() => "  ".to_owned(),
            _ => String::new(),
        };
        let lead = format!("{}{key}", if selected { "▸ " } else { "  " });
        let room = cells.saturating_sub(width(&lead));
        let (label, detail) = match row.detail.as_str() {
            "" => (row.label.clone(), String::new()),
            detail => (column(&row.label, widest), format!("  {detail}")),
        };
        let label = fit(&label, room);
        let detail = fit(&detail, room.saturating_sub(width(&label)));
        let spans = vec![
            Span::styled(lead, state.theme.key),
            Span::styled(label, state.theme.text),
            Span::styled(detail, state.theme.dim),
        ];
        list_row(spans, state.theme.text, selected, at, &state.theme, buffer);
    }
    let column = 2 + u16::try_from(open.filter.visual_cursor()).unwrap_or(0);
    Some(Position { x: (inside.x + column).min(inside.right().saturating_sub(1)), y: inside.y })
}
