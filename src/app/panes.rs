//! How the panes share the screen: one alone, the list of cases out of the way, the borders moved by key and mouse.

use ratatui::layout::Position;

use super::command::Command;
use super::layout::{Areas, TWO_PANES, layout};
use super::msg::Effect;
use super::place::{Border, Pane};
use super::state::State;

/// A key moves a border by so much, in thousandths.
const STEP: u16 = 50;
/// The least and the most that a border leaves on its sides, in thousandths.
const LEAST: u16 = 100;
const MOST: u16 = 850;

/// Does what a command of the panes says; nothing where it is another command.
pub fn run(state: &mut State, command: Command) -> Option<Vec<Effect>> {
    match command {
        Command::Zoom => zoom(state),
        Command::HideCases => hide_cases(state),
        Command::NarrowCases => push(state, Border::BesideCases, false),
        Command::WidenCases => push(state, Border::BesideCases, true),
        Command::ShortenList => push(state, Border::BelowList, false),
        Command::LengthenList => push(state, Border::BelowList, true),
        Command::TwoLines => {
            state.panes.two_lines = !state.panes.two_lines;
            state.say(match state.panes.two_lines {
                true => "Rows have two lines where there is room",
                false => "Rows have one line",
            });
        }
        _ => return None,
    }
    Some(Vec::new())
}

fn zoom(state: &mut State) {
    state.panes.zoomed = !state.panes.zoomed;
    let key = state.keymap.hint(Command::Zoom);
    if state.size.0 < TWO_PANES {
        state.say("One pane is shown at a time here: a wider screen shows several");
    } else if state.panes.zoomed {
        state.say(format!("One pane at a time: {key} shows all panes again"));
    }
}

fn hide_cases(state: &mut State) {
    state.panes.cases_hidden = !state.panes.cases_hidden;
    if !state.panes.cases_hidden {
        return;
    }
    if state.focus == Pane::Cases && !state.lists_all() && state.case().is_some() {
        state.focus = Pane::Items;
    }
    let key = state.keymap.hint(Command::HideCases);
    state.say(format!("Cases are hidden while you are in another pane: press {key} to show them"));
}

/// Moves a border by a step: to the right or down, or back.
fn push(state: &mut State, border: Border, further: bool) {
    let Some(share) = share_now(&layout(state), border) else {
        state.say("There is no border to move: one pane fills the screen");
        return;
    };
    set(state, border, if further { share.saturating_add(STEP) } else { share.saturating_sub(STEP) });
}

fn set(state: &mut State, border: Border, share: u16) {
    let share = Some(share.clamp(LEAST, MOST));
    match border {
        Border::BesideCases => state.panes.cases_share = share,
        Border::BelowList => state.panes.list_share = share,
    }
}

/// The share of what stands before a border, in thousandths; nothing where there is no such border.
fn share_now(layout: &Areas, border: Border) -> Option<u16> {
    let (before, whole) = match border {
        Border::BesideCases => layout.beside_cases()?,
        Border::BelowList => layout.below_list()?,
    };
    Some(thousandths(before, whole))
}

fn thousandths(part: u16, whole: u16) -> u16 {
    let share = u32::from(part) * 1000 / u32::from(whole.max(1));
    u16::try_from(share).unwrap_or(MOST)
}

/// The border in a cell of the screen.
pub fn border_at(layout: &Areas, at: Position) -> Option<Border> {
    let (cases, right) = (layout.cases, layout.right);
    if layout.beside_cases().is_some() && (at.x + 1 == cases.right() || at.x == right.x) {
        return (cases.y..cases.bottom()).contains(&at.y).then_some(Border::BesideCases);
    }
    let divider = layout.divider.height > 0 && layout.divider.contains(at);
    let between = layout.divider.height == 0 && at.y == right.y && right.contains(at);
    (layout.below_list().is_some() && (divider || between)).then_some(Border::BelowList)
}

/// Moves the border that the mouse holds to where it is.
pub fn drag(state: &mut State, at: Position) {
    let Some(border) = state.dragged else { return };
    let layout = layout(state);
    let share = match border {
        Border::BesideCases => layout.beside_cases().map(|(_, whole)| thousandths(at.x.saturating_add(1), whole)),
        Border::BelowList => {
            let top = if layout.divider.height > 0 { layout.list.y } else { layout.cases.y };
            layout.below_list().map(|(_, whole)| thousandths(at.y.saturating_sub(top), whole))
        }
    };
    if let Some(share) = share {
        set(state, border, share);
    }
}
