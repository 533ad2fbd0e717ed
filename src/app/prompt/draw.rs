//! A line to fill in, over everything else.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Widget};

use super::state::PromptState;
use crate::app::layout::Layout;
use crate::app::state::State;
use crate::app::text::{fit, width};

/// Widest the box becomes.
const WIDEST: u16 = 90;

/// Draws the line; returns where its cursor stands.
pub fn draw(state: &State, open: &PromptState, layout: &Layout, buffer: &mut Buffer) -> Option<Position> {
    let screen = layout.screen;
    let wide = screen.width.min(WIDEST);
    let area = Rect { x: (screen.width - wide) / 2, y: (screen.height.saturating_sub(3)) / 2, width: wide, height: 3 };
    let area = area.intersection(screen);
    Clear.render(area, buffer);
    let title = format!(" {} ", fit(&open.title, usize::from(wide).saturating_sub(4)));
    let block = Block::bordered().title(Line::styled(title, state.theme.focus)).border_style(state.theme.focus);
    let inside = block.inner(area);
    block.render(area, buffer);
    let room = usize::from(inside.width).saturating_sub(1);
    let scroll = open.input.visual_scroll(room.max(1));
    // The line is shown from the first character that the scroll leaves.
    let mut skipped = 0;
    let text = open.input.value();
    let from = text.char_indices().find(|(_, c)| {
        let shown = skipped >= scroll;
        skipped += width(c.encode_utf8(&mut [0; 4]));
        shown
    });
    let from = from.map_or(text.len(), |(from, _)| from);
    let style = if open.suggested { state.theme.selected } else { state.theme.text };
    Line::styled(fit(text.get(from..).unwrap_or_default(), room + 1), style).render(inside, buffer);
    let column = open.input.visual_cursor().saturating_sub(scroll).min(room);
    Some(Position { x: inside.x + u16::try_from(column).unwrap_or(0), y: inside.y })
}
