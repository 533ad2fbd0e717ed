//! Moving: in the cases, in a list, in a text.

use super::{lens, reveal, select_case, settle};
use crate::app::cases::keep_in_sight;
use crate::app::detail;
use crate::app::layout::{Layout, layout};
use crate::app::lists::Row;
use crate::app::state::{Pane, State};

/// How far.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    /// Lines; negative is up.
    Lines(isize),
    /// Halves of what is on the screen; negative is up.
    HalfPages(isize),
    /// To the start.
    First,
    /// To the end.
    Last,
}

impl Step {
    /// From `at`, among `count` lines of which `shown` are on the screen.
    pub fn from(self, at: usize, count: usize, shown: usize) -> usize {
        let last = count.saturating_sub(1);
        match self {
            Self::Lines(by) => at.saturating_add_signed(by).min(last),
            Self::HalfPages(by) => {
                let half = isize::try_from((shown / 2).max(1)).unwrap_or(1);
                at.saturating_add_signed(half.saturating_mul(by)).min(last)
            }
            Self::First => 0,
            Self::Last => last,
        }
    }
}

/// Moves in the pane that has the focus.
pub fn go(state: &mut State, step: Step) {
    let layout = layout(state);
    match state.focus {
        Pane::Cases if state.lists_all() => {
            let row = step.from(state.lens.cursor, state.lens_rows(), lens::shown(state));
            lens::select(state, row);
        }
        Pane::Cases => {
            let count = state.cases.order.len();
            let at = state.cases.row().unwrap_or(0);
            let key = state.cases.order.get(step.from(at, count, layout.cases_shown())).copied();
            select_case(state, key);
            state.cases.chosen = true;
        }
        Pane::Items => go_item(state, step, usize::from(layout.list.height)),
        Pane::Detail => {
            let lines = detail::height(state, layout.detail.width);
            let shown = usize::from(layout.detail.height);
            let last_top = lines.saturating_sub(shown);
            let place = state.place_mut();
            place.scroll = step.from(place.scroll, last_top + 1, shown);
        }
    }
}

/// Selects another case from any pane.
pub fn go_case(state: &mut State, by: isize) {
    if state.lists_all() {
        let row = Step::Lines(by).from(state.lens.cursor, state.lens_rows(), 1);
        return lens::select(state, row);
    }
    let at = state.cases.row().unwrap_or(0);
    let key = state.cases.order.get(Step::Lines(by).from(at, state.cases.order.len(), 1)).copied();
    select_case(state, key);
    state.cases.chosen = true;
    settle(state);
}

/// Moves the selection of the list over items only; headings are stepped over.
fn go_item(state: &mut State, step: Step, shown: usize) {
    let items: Vec<_> = state.rows(state.tab).iter().filter_map(Row::item).collect();
    let place = state.place_mut();
    let at = items.iter().position(|item| Some(*item) == place.cursor).unwrap_or(0);
    if let Some(item) = items.get(step.from(at, items.len(), shown)).copied()
        && place.cursor != Some(item)
    {
        place.cursor = Some(item);
        place.scroll = 0;
        reveal(state);
    }
}

/// Keeps the selected item in sight, a selection where there are items, and the detail's scroll in bounds.
pub fn settle_items(state: &mut State, layout: &Layout) {
    let rows = state.rows(state.tab);
    let shown = usize::from(layout.list.height);
    let lines = (layout.detail.height > 0).then(|| detail::height(state, layout.detail.width));
    let place = state.place_mut();
    let row_of = |cursor| rows.iter().position(|row| row.item() == cursor && cursor.is_some());
    if row_of(place.cursor).is_none() {
        // What takes the place of an item that is no more: the next one, or the last.
        let after = rows.iter().filter_map(Row::item).find(|item| Some(*item) >= place.cursor);
        place.cursor = after.or_else(|| rows.iter().rev().find_map(Row::item));
        place.scroll = 0;
    }
    if shown > 0 {
        let row = row_of(place.cursor);
        place.top = keep_in_sight(place.top, row, rows.len(), shown);
        // The heading above the first item of a group is shown with it where there is room.
        if let Some(row) = row
            && row == place.top
            && row > 0
            && shown > 1
            && matches!(rows.get(row - 1), Some(Row::Heading(_)))
        {
            place.top -= 1;
        }
    }
    if let Some(lines) = lines {
        place.scroll = place.scroll.min(lines.saturating_sub(usize::from(layout.detail.height)));
    }
}
