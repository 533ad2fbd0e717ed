//! Moving: in the cases, in a list, in a text.

use super::command::Command;
use super::items::rows::ListRow;
use super::layout::layout;
use super::place::Pane;
use super::selection::{reveal, select_case};
use super::state::State;
use super::{detail, results};

/// A movement in a list or a text.
#[derive(Debug, Clone, Copy)]
pub enum Movement {
    /// Lines; negative is up.
    Lines(isize),
    /// Halves of what is on the screen; negative is up.
    HalfPages(isize),
    First,
    Last,
}

impl Movement {
    /// The movement that a command asks for; none if it asks for something else.
    pub fn of(command: Command) -> Option<Self> {
        Some(match command {
            Command::Down => Self::Lines(1),
            Command::Up => Self::Lines(-1),
            Command::Top => Self::First,
            Command::Bottom => Self::Last,
            Command::HalfPageDown => Self::HalfPages(1),
            Command::HalfPageUp => Self::HalfPages(-1),
            Command::PageDown => Self::HalfPages(2),
            Command::PageUp => Self::HalfPages(-2),
            _ => return None,
        })
    }

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
pub fn go(state: &mut State, step: Movement) {
    let layout = layout(state);
    match state.focus {
        Pane::Cases => {
            let shown = if state.lists_all() { layout.lens_shown() } else { layout.cases_shown() };
            go_row(state, step, shown);
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
    state.cases.chosen |= state.focus != Pane::Cases;
}

/// Selects another case from any pane.
pub fn go_case(state: &mut State, by: isize) {
    go_row(state, Movement::Lines(by), 1);
}

/// Selects another row of the cases, or of the list in their place, of which `shown` are on the screen.
fn go_row(state: &mut State, step: Movement, shown: usize) {
    if state.lists_all() {
        let row = step.from(state.lens.cursor, state.lens_rows(), shown);
        return results::select(state, row);
    }
    let at = state.cases.row().unwrap_or(0);
    let key = state.cases.order.get(step.from(at, state.cases.order.len(), shown)).copied();
    select_case(state, key);
    state.cases.chosen = true;
}

/// Moves the selection of the list over items only; headings are stepped over.
fn go_item(state: &mut State, step: Movement, shown: usize) {
    let items: Vec<_> = state.rows(state.tab).iter().filter_map(ListRow::item).collect();
    let here = state.item();
    let at = items.iter().position(|item| Some(*item) == here).unwrap_or(0);
    if let Some(item) = items.get(step.from(at, items.len(), shown)).copied()
        && state.select_item(item)
    {
        reveal(state);
    }
}
