//! A page made from many cases, in place of the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::text::{Line, Text};
use ratatui::widgets::{Block, Widget};

use super::state::PageState;
use crate::app::draw::{lines_below, styled};
use crate::app::layout::Areas;
use crate::app::state::State;
use crate::app::text::fit;
use crate::app::theme::FOCUSED;

/// Draws the page; returns where the selected row begins.
pub fn draw(state: &State, open: &PageState, layout: &Areas, buffer: &mut Buffer) -> Option<Position> {
    let frame = layout.page_frame;
    let cells = usize::from(frame.width.saturating_sub(4));
    let title = match &open.report {
        Some(report) => format!(" {} ", fit(&report.title, cells)),
        None => " Making the page… ".to_owned(),
    };
    let title = Line::styled(title, state.theme.focus);
    Block::bordered().border_set(FOCUSED).border_style(state.theme.dim).title(title).render(frame, buffer);
    let inside = layout.page;
    let lines = open.sheet.lines.iter().skip(open.top).take(usize::from(inside.height));
    Text::from_iter(lines.map(|line| styled(line, &state.theme))).render(inside, buffer);
    let below = open.sheet.lines.len().saturating_sub(open.top + usize::from(inside.height));
    lines_below(below, frame, &state.theme, buffer);
    // The first line of a row is reversed, and the marker before it says so without reversing.
    let first = open.stop().and_then(|stop| stop.line.checked_sub(open.top)).and_then(|row| inside.rows().nth(row));
    let cursor = first.map(|at| {
        buffer.set_style(at, state.theme.selected);
        buffer.set_string(at.x, at.y, "▸", state.theme.selected);
        at.as_position()
    });
    cursor.or((inside.area() > 0).then(|| inside.as_position()))
}
