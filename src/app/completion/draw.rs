//! The choices for the word that is typed, below the search line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;
use ratatui::widgets::{Block, Clear, Widget};

use super::state::CompletionState;
use crate::app::layout::Layout;
use crate::app::state::State;
use crate::app::text::{column, filled, fit, keep_in_sight, parted, width};

/// Widest the box becomes.
const WIDEST: usize = 100;
/// Most rows.
const ROWS: usize = 10;

/// Draws the choices.
pub fn draw(state: &State, open: &CompletionState, layout: &Layout, buffer: &mut Buffer) {
    let screen = layout.screen;
    let written = open.choices.iter().map(|choice| width(&choice.text)).max().unwrap_or(0).min(32);
    let labelled = open.choices.iter().map(|choice| width(&choice.label)).max().unwrap_or(0);
    let room = usize::from(screen.width).min(WIDEST);
    let wide = (written + labelled + 14).min(room);
    let rows = open.choices.len().min(ROWS).min(usize::from(screen.height.saturating_sub(4)));
    let area = Rect { x: 0, y: 1, width: wide as u16, height: rows as u16 + 2 };
    Clear.render(area, buffer);
    let title = format!(" {} of {} ", open.at + 1, open.choices.len());
    let block = Block::bordered().title(title).border_style(state.theme.focus);
    let inside = block.inner(area);
    block.render(area, buffer);
    let cells = usize::from(inside.width);
    let top = keep_in_sight(0, Some(open.at), open.choices.len(), rows);
    for (y, (index, choice)) in (inside.y..inside.bottom()).zip(open.choices.iter().enumerate().skip(top)) {
        let at = Rect { y, height: 1, ..inside };
        let count = choice.count.map(parted).unwrap_or_default();
        let label = fit(&choice.label, cells.saturating_sub(written + 4 + width(&count)));
        let lead = column(&choice.text, written + 1);
        let gap = cells.saturating_sub(width(&lead) + width(&label) + width(&count) + 2);
        let spans = vec![
            Span::raw(if index == open.at { "▸ " } else { "  " }),
            Span::styled(lead, state.theme.heading),
            Span::styled(label, state.theme.dim),
            Span::raw(" ".repeat(gap)),
            Span::styled(count, state.theme.dim),
        ];
        filled(spans, cells, state.theme.text).render(at, buffer);
        if index == open.at {
            buffer.set_style(at, state.theme.selected);
        }
    }
}
