//! The mouse: off until the user asks for it, so that the terminal's own selecting works.

use ratatui::layout::{Position, Rect};

use super::command::Command;
use super::items::rows::ListRow;
use super::items::tab_at;
use super::key::{Key, KeyCode};
use super::layer::{self, Layer};
use super::layout::layout;
use super::moves::{self, Movement};
use super::msg::{Effect, Pointer, PointerAction};
use super::place::Pane;
use super::results::lens_at;
use super::selection::{reveal, select_case};
use super::state::State;
use super::text::row_at;
use super::{browse, explain, facets, help, page, panes, picker, results};

/// Lines that one turn of the wheel moves.
const WHEEL: isize = 3;

/// Does what was done. What is open over everything takes the wheel, as keys up and down, and nothing else.
pub fn on_pointer(state: &mut State, pointer: Pointer) -> Vec<Effect> {
    let at = Position::new(pointer.column, pointer.row);
    if pointer.action == PointerAction::Drag {
        panes::drag(state, at);
        return Vec::new();
    }
    state.dragged = None;
    let by = match pointer.action {
        PointerAction::Click | PointerAction::Drag => None,
        PointerAction::WheelUp => Some(-WHEEL),
        PointerAction::WheelDown => Some(WHEEL),
    };
    let layer = layer::top(state);
    if !matches!(layer, Layer::Page | Layer::Completion | Layer::Search | Layer::Panes) {
        return over(state, layer, by);
    }
    // A message may take lines of its own: what is pointed at is what the screen shows with it.
    let said = state.message.clone();
    let effects = match (layer, by) {
        (Layer::Page, _) => page::point(state, at, pointer.action),
        (_, None) => click(state, at),
        (_, Some(by)) => {
            wheel(state, at, by);
            Vec::new()
        }
    };
    if state.message == said {
        state.message = None;
    }
    effects
}

/// The wheel over what stands above everything: it goes there as keys up and down.
fn over(state: &mut State, layer: Layer, by: Option<isize>) -> Vec<Effect> {
    let Some(by) = by else { return Vec::new() };
    let command = Some(if by > 0 { Command::Down } else { Command::Up });
    let key = Key::plain(if by > 0 { KeyCode::Down } else { KeyCode::Up });
    match layer {
        Layer::Help => help::on_key(state, command, key),
        Layer::Facets => facets::on_key(state, command),
        Layer::Explain => explain::on_key(state, command),
        Layer::Picker => {
            picker::on_key(state, command, key);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn wheel(state: &mut State, at: Position, by: isize) {
    let layout = layout(state);
    let before = state.focus;
    state.focus = if layout.cases.contains(at) {
        Pane::Cases
    } else if layout.detail.contains(at) {
        Pane::Detail
    } else if layout.list.contains(at) {
        Pane::Items
    } else {
        return;
    };
    moves::go(state, Movement::Lines(by));
    state.focus = before;
}

fn click(state: &mut State, at: Position) -> Vec<Effect> {
    let layout = layout(state);
    let typing = std::mem::take(&mut state.search.typing);
    state.search.replace = false;
    state.completion = None;
    if layout.top.contains(at) {
        state.search.typing = typing;
        return if typing { Vec::new() } else { browse::run(state, Command::Search) };
    }
    state.dragged = panes::border_at(&layout, at);
    if state.dragged.is_some() {
        return Vec::new();
    }
    if state.lists_all() && layout.cases.contains(at) {
        if layout.lens_names.contains(at) {
            return lens_at(state, at.x - layout.lens_names.x).map_or_else(Vec::new, |lens| results::show(state, lens));
        }
        state.focus = Pane::Cases;
        if let Some(row) = row_in(layout.lens_rows, at) {
            let rows = state.lens_rows();
            let Some(row) = row_at(row, state.lens.top, rows, layout.lens_lines, layout.line) else {
                return Vec::new();
            };
            if row == state.lens.cursor {
                return results::enter(state);
            }
            results::select(state, row);
        }
        return Vec::new();
    }
    if layout.cases.contains(at) {
        state.focus = Pane::Cases;
        let key = row_in(layout.cases_inner(), at)
            .and_then(|row| row_at(row, state.cases.top, state.cases.order.len(), layout.case_lines, layout.line))
            .and_then(|row| state.cases.order.get(row).copied());
        if key.is_some() && key == state.cases.cursor {
            return browse::run(state, Command::Open);
        }
        if key.is_some() {
            select_case(state, key);
            state.cases.chosen = true;
        }
    } else if layout.tabs.contains(at) {
        if let Some(tab) = tab_at(state, layout.tabs.width, at.x - layout.tabs.x) {
            return browse::run(state, tab.command());
        }
    } else if layout.list.contains(at) {
        state.focus = Pane::Items;
        state.cases.chosen = true;
        let rows = state.rows(state.tab);
        let top = state.place().top;
        let placed = ListRow::placed(&rows, top, layout.list_lines);
        let row = row_in(layout.list, at).and_then(|y| placed.take_while(|(from, _)| *from <= y).last());
        let item = row.and_then(|(_, row)| row.item());
        if item.is_some() && item == state.item() {
            state.focus = Pane::Detail;
        } else if let Some(item) = item {
            state.select_item(item);
            reveal(state);
        }
    } else if layout.detail.contains(at) {
        state.focus = Pane::Detail;
        state.cases.chosen = true;
    }
    Vec::new()
}

fn row_in(area: Rect, at: Position) -> Option<usize> {
    area.contains(at).then(|| usize::from(at.y - area.y))
}
