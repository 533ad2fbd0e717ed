//! A page made from many cases, in place of the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Widget};

use super::state::PageState;
use crate::app::draw::styled;
use crate::app::layout::Layout;
use crate::app::state::State;
use crate::app::text::{fit, width};

/// Draws the page; returns where the selected row begins.
pub fn draw(state: &State, open: &PageState, layout: &Layout, buffer: &mut Buffer) -> Option<Position> {
    let frame = layout.page_frame;
    let cells = usize::from(frame.width.saturating_sub(4));
    let title = match &open.report {
        Some(report) => format!(" {} ", fit(&report.title, cells)),
        None => " Making the page ".to_owned(),
    };
    let block = Block::bordered()
        .border_set(crate::app::theme::FOCUSED)
        .border_style(state.theme.dim)
        .title(Line::styled(title, state.theme.focus));
    block.render(frame, buffer);
    let inside = layout.page;
    for (y, line) in (inside.y..inside.bottom()).zip(open.sheet.lines.iter().skip(open.top)) {
        styled(line, &state.theme).render(Rect { y, height: 1, ..inside }, buffer);
    }
    let below = open.sheet.lines.len().saturating_sub(open.top + usize::from(inside.height));
    if below > 0 {
        let more = format!(" {below} more {} ↓ ", if below == 1 { "line" } else { "lines" });
        let wide = u16::try_from(width(&more)).unwrap_or(0);
        if wide + 4 < frame.width {
            buffer.set_string(frame.right() - wide - 2, frame.bottom() - 1, more, state.theme.dim);
        }
    }
    let mut cursor = None;
    if let Some(stop) = open.stop() {
        let rows = (stop.line..stop.end).filter_map(|line| line.checked_sub(open.top));
        for row in rows.filter_map(|row| u16::try_from(row).ok()).filter(|row| *row < inside.height) {
            let at = Rect { y: inside.y + row, height: 1, ..inside };
            // The first line of a row is reversed, and the marker before it says so without reversing.
            if cursor.is_none() && usize::from(row) + open.top == stop.line {
                buffer.set_style(at, state.theme.selected);
                buffer.set_string(at.x, at.y, "▸", state.theme.selected);
                cursor = Some(at.as_position());
            }
        }
    }
    cursor.or((inside.area() > 0).then(|| inside.as_position()))
}
