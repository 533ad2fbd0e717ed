//! Shapes that several parts of the screen share.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span, Text};
use ratatui::widgets::{Block, Clear, Paragraph, Widget, Wrap};

use super::text::{spans_width, width};
use super::theme::Theme;
use crate::page::Tone;
use crate::write::text::{Role, SheetLine, SheetPiece};

/// A line of a page in the styles of the theme.
pub fn styled(line: &SheetLine, theme: &Theme) -> Line<'static> {
    let span = |piece: &SheetPiece| {
        let style = style(piece.role, theme);
        let style = if piece.lit { style.patch(theme.matched) } else { style };
        Span::styled(piece.text.clone(), style)
    };
    Line::from_iter(line.pieces.iter().map(span))
}

fn style(role: Role, theme: &Theme) -> Style {
    match role {
        Role::Text | Role::Toned(Tone::Plain) => theme.text,
        Role::Dim => theme.dim,
        Role::Heading | Role::Toned(Tone::Waiting) => theme.heading,
        Role::Own => theme.focus,
        Role::Toned(Tone::Alarm) => theme.alarm,
        Role::Toned(Tone::Good) => theme.good,
    }
}

/// An area of this size in the middle of the screen, as far as it fits.
pub fn centred(screen: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(screen.width), height.min(screen.height));
    Rect { x: (screen.width - width) / 2, y: (screen.height - height) / 2, width, height }
}

/// Clears an area and frames it; returns the inside of the frame.
pub fn boxed(area: Rect, title: String, theme: &Theme, buffer: &mut Buffer) -> Rect {
    Clear.render(area, buffer);
    let block = Block::bordered().title(title).border_style(theme.focus);
    let inside = block.inner(area);
    block.render(area, buffer);
    inside
}

/// Draws a row of a list, filled to its end with `style`; a selected one in the style of the selection.
pub fn list_row(
    mut spans: Vec<Span<'static>>,
    style: Style,
    selected: bool,
    at: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    push_right(&mut spans, Span::styled("", style), usize::from(at.width));
    Line::from(spans).render(at, buffer);
    if selected {
        buffer.set_style(at, theme.selected);
    }
}

/// Puts a text at the right end of a line of `cells` cells, behind spaces in the style of the text.
pub fn push_right(spans: &mut Vec<Span<'static>>, tail: Span<'static>, cells: usize) {
    let gap = cells.saturating_sub(spans_width(spans) + tail.width());
    spans.extend([Span::styled(" ".repeat(gap), tail.style), tail]);
}

/// Draws a text on as many lines as it takes.
pub fn wrapped(text: &str, style: Style, area: Rect, buffer: &mut Buffer) {
    Paragraph::new(Text::styled(text, style)).wrap(Wrap { trim: true }).render(area, buffer);
}

/// Tells in the lower line of a frame how many lines stand below.
pub fn lines_below(below: usize, frame: Rect, theme: &Theme, buffer: &mut Buffer) {
    let more = format!(" {below} more {} ↓ ", if below == 1 { "line" } else { "lines" });
    let cells = u16::try_from(width(&more)).unwrap_or(0);
    if below > 0 && frame.height > 0 && cells + 4 < frame.width {
        buffer.set_string(frame.right() - cells - 2, frame.bottom() - 1, more, theme.dim);
    }
}
