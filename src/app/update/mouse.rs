//! The mouse: off until somebody asks for it, so that the terminal's own selecting works.

use super::moves::{self, Step};
use super::{browse, explain, lens, page, select_case, settle};
use crate::app::cases::row_at;
use crate::app::command::Command;
use crate::app::key::{Key, KeyCode};
use crate::app::layout::{CASE_ROWS, layout};
use crate::app::lists::Row;
use crate::app::msg::{Effect, Pointer, PointerAction};
use crate::app::panes::items::tab_at;
use crate::app::panes::lens::lens_at;
use crate::app::state::{Pane, State};
use ratatui::layout::{Position, Rect};

/// Lines that one turn of the wheel moves.
const WHEEL: isize = 3;

/// Takes the mouse, or gives it back.
pub fn switch(state: &mut State) -> Vec<Effect> {
    state.mouse = !state.mouse;
    let key = state.keymap.hint(Command::Mouse);
    state.message = Some(if state.mouse {
        format!("The mouse is casebook's: Shift selects text; {key} gives it back")
    } else {
        "The mouse is the terminal's".to_owned()
    });
    vec![Effect::Mouse(state.mouse)]
}

/// Does what was done.
pub fn on_pointer(state: &mut State, pointer: Pointer) -> Vec<Effect> {
    let forward = pointer.action == PointerAction::WheelDown;
    // What is open over everything takes the wheel, and nothing else.
    let over = state.help.is_some() || state.prompt.is_some() || state.picker.is_some();
    if over || state.explain.is_some() || state.facets.is_some() {
        if pointer.action == PointerAction::Click {
            return Vec::new();
        }
        let key = Key::plain(if forward { KeyCode::Down } else { KeyCode::Up });
        return if state.help.is_some() {
            super::help::on_key(state, key)
        } else if state.prompt.is_some() {
            Vec::new()
        } else if state.picker.is_some() {
            super::picker::on_key(state, key)
        } else if state.explain.is_some() {
            explain::on_key(state, key)
        } else {
            super::facets::on_key(state, key)
        };
    }
    let at = Position::new(pointer.column, pointer.row);
    state.message = None;
    if state.page.is_some() {
        return page::point(state, at, pointer.action);
    }
    match pointer.action {
        PointerAction::Click => click(state, at),
        PointerAction::WheelUp | PointerAction::WheelDown => {
            wheel(state, at, if forward { WHEEL } else { -WHEEL });
            Vec::new()
        }
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
    moves::go(state, Step::Lines(by));
    state.focus = before;
    settle(state);
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
    if state.lists_all() && layout.cases.contains(at) {
        if layout.lens_names.contains(at) {
            return lens_at(at.x - layout.lens_names.x).map_or_else(Vec::new, |lens| lens::show(state, lens));
        }
        state.focus = Pane::Cases;
        if let Some(row) = row_in(layout.lens_rows, at) {
            let rows = state.lens_rows();
            let Some(row) = row_at(row, state.lens.top, rows, 1, layout.line) else { return Vec::new() };
            if row == state.lens.cursor {
                return lens::enter(state);
            }
            lens::select(state, row);
        }
        return Vec::new();
    }
    if layout.cases.contains(at) {
        state.focus = Pane::Cases;
        let key = row_in(layout.cases_inner(), at)
            .and_then(|row| row_at(row, state.cases.top, state.cases.order.len(), CASE_ROWS, layout.line))
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
        let rows = state.rows(state.tab);
        let item = row_in(layout.list, at).and_then(|row| rows.get(state.place().top + row)).and_then(Row::item);
        if item.is_some() && item == state.item() {
            state.focus = Pane::Detail;
        } else if let Some(item) = item {
            let place = state.place_mut();
            (place.cursor, place.scroll) = (Some(item), 0);
            super::reveal(state);
        }
    } else if layout.detail.contains(at) {
        state.focus = Pane::Detail;
    }
    settle(state);
    Vec::new()
}

fn row_in(area: Rect, at: Position) -> Option<usize> {
    area.contains(at).then(|| usize::from(at.y - area.y))
}
