//! A page made from many cases, in place of the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::text::{Line, Text};
use ratatui::widgets::{Block, Widget};

use super::state::PageState;
use crate::app::draw::{Ends, select};
use crate::app::find;
use crate::app::layout::Areas;
use crate::app::state::State;
use crate::app::text::{fit, width};
use crate::app::theme::FOCUSED;
use crate::search::Highlighter;

/// Draws the page; returns where the selected row begins.
pub fn draw(
    state: &State,
    open: &PageState,
    layout: &Areas,
    highlighter: &Highlighter<'_>,
    buffer: &mut Buffer,
) -> Option<Position> {
    let frame = layout.page_frame;
    let cells = usize::from(frame.width.saturating_sub(4));
    let title = match &open.report {
        Some(report) => format!(" {} ", fit(&report.title, cells)),
        None => " Making the page… ".to_owned(),
    };
    let titled = width(&title);
    let title = Line::styled(title, state.theme.focus);
    Block::bordered().border_set(FOCUSED).border_style(state.theme.dim).title(title).render(frame, buffer);
    let inside = layout.page;
    let shown = usize::from(inside.height);
    let lines = open.sheet.lines.iter().enumerate().skip(open.top).take(shown);
    // The words that are looked for on the page are marked alone.
    let lights = state.search.narrows() && state.find.as_ref().is_none_or(|find| find.found.count == 0);
    let drawn = lines.map(|(index, line)| match lights {
        true => find::marked(state, &open.sheet.lit(line, highlighter), index),
        false => find::marked(state, line, index),
    });
    Text::from_iter(drawn).render(inside, buffer);
    let ends = Ends::of(open.sheet.lines.len(), open.top, shown);
    ends.tell_above(frame, titled, &state.theme, buffer);
    ends.tell_below(frame, find::label(state).map(|label| (label, state.theme.heading)), &state.theme, buffer);
    // The first line of a row is reversed, and the marker before it says so without reversing.
    let first = open.stop().and_then(|stop| stop.line.checked_sub(open.top)).and_then(|row| inside.rows().nth(row));
    let finds = state.find.is_some();
    let cursor = first.map(|at| {
        // The place that is found stands out then.
        if !finds {
            select(at, &state.theme, buffer);
        }
        buffer.set_string(at.x, at.y, "▸", state.theme.selected);
        at.as_position()
    });
    find::cursor(state, &open.sheet, open.top, inside).or(cursor).or((inside.area() > 0).then(|| inside.as_position()))
}
