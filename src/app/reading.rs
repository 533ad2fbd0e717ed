//! The text that is read: the open page, or the selected item in full. Its scroll, and its headings.

use std::sync::Arc;

use super::command::Command;
use super::detail;
use super::layout::layout;
use super::msg::Effect;
use super::picker;
use super::picker::state::{PickerAction, PickerRow, PickerState};
use super::place::Pane;
use super::state::State;
use crate::write::text::{Sheet, SheetHeading};

/// So many headings are seen at once in their list.
const SEEN: usize = 18;

/// The text that keys act on.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The text, laid out.
    pub sheet: Arc<Sheet>,
    /// The first line on the screen.
    pub top: usize,
    /// How many lines are on the screen at once.
    pub shown: usize,
}

impl Reading {
    /// True if it has more lines than there is room for.
    pub fn is_long(&self) -> bool {
        self.sheet.lines.len() > self.shown
    }

    fn last_top(&self) -> usize {
        self.sheet.lines.len().saturating_sub(self.shown)
    }

    /// The heading that the first lines on the screen stand under.
    fn heading(&self) -> Option<usize> {
        self.sheet.headings.iter().rposition(|heading| heading.line <= self.top)
    }
}

/// The open page; without one the selected item, where keys scroll it.
pub fn text(state: &State) -> Option<Reading> {
    let layout = layout(state);
    if let Some(page) = &state.page {
        let (sheet, shown) = (Arc::clone(&page.sheet), usize::from(layout.page.height));
        return page.report.is_some().then_some(Reading { sheet, top: page.top, shown });
    }
    let reads = state.focus == Pane::Detail && layout.detail.height > 0;
    reads.then(|| Reading {
        sheet: detail::sheet(state, layout.detail.width),
        top: state.place().scroll,
        shown: usize::from(layout.detail.height),
    })
}

/// Scrolls the text so that a line is the first on the screen, as far as there are lines below it.
pub fn scroll_to(state: &mut State, line: usize) {
    let Some(text) = text(state) else { return };
    let top = line.min(text.last_top());
    match &mut state.page {
        Some(page) => {
            page.top = top;
            let seen = |at: usize| (line.max(top)..top + text.shown).contains(&at);
            page.cursor = page.sheet.stops.iter().position(|stop| seen(stop.line)).unwrap_or(page.cursor);
        }
        None => state.place_mut().scroll = top,
    }
}

/// Brings a line into sight, with some lines before it; a text that shows it already stays.
pub fn show(state: &mut State, line: usize) {
    let Some(text) = text(state) else { return };
    let top = match (text.top..text.top + text.shown).contains(&line) {
        true => text.top,
        false => line.saturating_sub(text.shown / 3).min(text.last_top()),
    };
    match &mut state.page {
        Some(page) => {
            page.top = top;
            let on = page.sheet.stops.iter().position(|stop| (stop.line..stop.end).contains(&line));
            page.cursor = on.unwrap_or(page.cursor);
        }
        None => state.place_mut().scroll = top,
    }
}

/// Goes to the heading after what stands on top of the screen, or to the one before.
pub fn turn(state: &mut State, forward: bool) -> Vec<Effect> {
    let Some(text) = text(state) else { return Vec::new() };
    let headings = &text.sheet.headings;
    let next = match forward {
        true => headings.iter().position(|heading| heading.line > text.top).filter(|_| text.top < text.last_top()),
        false => headings.iter().rposition(|heading| heading.line < text.top),
    };
    match next {
        Some(next) => go(state, next),
        None if headings.is_empty() => state.say("This text has no headings"),
        None if forward => state.say("No heading further down"),
        None => {
            scroll_to(state, 0);
            state.say("No heading further up")
        }
    }
}

/// Goes to a heading, and tells which it is.
pub fn go(state: &mut State, index: usize) -> Vec<Effect> {
    let Some(text) = text(state) else { return Vec::new() };
    let Some(heading) = text.sheet.headings.get(index) else { return Vec::new() };
    scroll_to(state, heading.line);
    state.say(format!("{}: heading {} of {}", heading.text, index + 1, text.sheet.headings.len()))
}

/// Lists the headings, to choose from.
pub fn offer(state: &mut State) -> Vec<Effect> {
    let Some(text) = text(state) else {
        let open = state.keymap.hint(Command::Open);
        return state.say(format!("Open a text first ({open}): its headings are listed then"));
    };
    let mut headings: Vec<(usize, &SheetHeading)> = text.sheet.headings.iter().enumerate().collect();
    // In a list that is longer than the screen the main headings come first, so that each is seen with its key.
    if headings.len() > SEEN {
        headings.sort_by_key(|(_, heading)| heading.under);
    }
    let here = text.heading();
    let cursor = headings.iter().position(|(index, _)| Some(*index) == here).unwrap_or(0);
    let rows = headings.into_iter().map(|(index, heading)| {
        let lead = if heading.under { "  " } else { "" };
        PickerRow::new(format!("{lead}{}", heading.text), "", PickerAction::Heading(index))
    });
    let rows: Vec<PickerRow> = rows.collect();
    if rows.is_empty() {
        return state.say("This text has no headings");
    }
    picker::open(state, PickerState { cursor, ..PickerState::lettered("Go to which heading?", rows) })
}
