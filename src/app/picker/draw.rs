//! A list to choose from, over everything else.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget};

use super::state::PickerState;
use crate::app::layout::Layout;
use crate::app::state::State;
use crate::app::text::{column, filled, fit, keep_in_sight, width};

/// Widest the box becomes.
const WIDEST: u16 = 76;
/// Rows of the list at most.
const TALLEST: u16 = 20;

/// Draws the list; returns where the cursor of its filter stands.
pub fn draw(state: &State, open: &PickerState, layout: &Layout, buffer: &mut Buffer) -> Option<Position> {
    let screen = layout.screen;
    let rows: Vec<_> = open.shown().collect();
    let wide = screen.width.min(WIDEST);
    let tall = u16::try_from(open.rows.len()).unwrap_or(u16::MAX).min(TALLEST).saturating_add(3);
    let tall = tall.min(screen.height.saturating_sub(2)).max(4).min(screen.height);
    let area = Rect { x: (screen.width - wide) / 2, y: (screen.height - tall) / 2, width: wide, height: tall };
    Clear.render(area, buffer);
    let title = format!(" {} ", fit(&open.title, usize::from(wide).saturating_sub(4)));
    let block = Block::bordered().title(Line::styled(title, state.theme.focus)).border_style(state.theme.focus);
    let inside = block.inner(area);
    block.render(area, buffer);
    let cells = usize::from(inside.width);
    let typed = open.filter.value();
    let line = match typed {
        "" => Line::styled(fit("  type to filter", cells), state.theme.dim),
        typed => Line::styled(fit(&format!("> {typed}"), cells), state.theme.heading),
    };
    line.render(Rect { height: 1, ..inside }, buffer);
    let list = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
    if rows.is_empty() {
        Line::styled(fit("  Nothing here has these letters", cells), state.theme.dim).render(list, buffer);
    }
    let shown = usize::from(list.height);
    let top = keep_in_sight(0, Some(open.cursor), rows.len(), shown);
    let widest = rows.iter().map(|row| width(&row.label)).max().unwrap_or(0).min(cells * 3 / 5);
    for (y, (index, row)) in (list.y..list.bottom()).zip(rows.iter().enumerate().skip(top)) {
        let selected = index == open.cursor;
        let digit =
            if open.numbered && index < 9 && typed.is_empty() { format!("{} ", index + 1) } else { String::new() };
        let lead = format!("{}{digit}", if selected { "▸ " } else { "  " });
        let label = if row.detail.is_empty() { row.label.clone() } else { column(&row.label, widest) };
        let room = cells.saturating_sub(width(&lead));
        let label = fit(&label, room);
        let detail = fit(&format!("  {}", row.detail), room.saturating_sub(width(&label)));
        let spans = vec![
            Span::styled(lead, state.theme.key),
            Span::styled(label, state.theme.text),
            Span::styled(if row.detail.is_empty() { String::new() } else { detail }, state.theme.dim),
        ];
        let at = Rect { y, height: 1, ..list };
        filled(spans, cells, state.theme.text).render(at, buffer);
        if selected {
            buffer.set_style(at, state.theme.selected);
        }
    }
    let column = 2 + u16::try_from(open.filter.visual_cursor()).unwrap_or(0);
    Some(Position { x: (inside.x + column).min(inside.right().saturating_sub(1)), y: inside.y })
}
