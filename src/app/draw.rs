//! Shapes that several parts of the screen share.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span, Text};
use ratatui::widgets::{Block, Clear, Padding, Paragraph, Widget, Wrap};

use super::text::{counted, fit, parted, spans_width, width};
use super::theme::Theme;
use crate::page::Tone;
use crate::write::text::{Role, SheetLine, SheetPiece};

/// A line of a page in the styles of the theme, with what the search matches lit.
pub fn styled(line: &SheetLine, theme: &Theme) -> Line<'static> {
    let span = |piece: &SheetPiece| {
        let style = style(piece.role, theme);
        let style = if piece.lit { style.patch(theme.matched) } else { style };
        Span::styled(shown(piece, theme), style)
    };
    Line::from_iter(line.pieces.iter().map(span))
}

/// The style of a piece of text.
pub fn style(role: Role, theme: &Theme) -> Style {
    match role {
        Role::Text => theme.text,
        Role::Dim => theme.dim,
        Role::Heading => theme.heading,
        Role::Own => theme.focus,
        Role::Toned(tone) => toned(tone, theme),
        Role::Heat(level) => match level {
            0 => theme.dim,
            1 => theme.heat1,
            2 => theme.heat2,
            3 => theme.heat3,
            _ => theme.heat4,
        },
    }
}

/// The style of a tone.
pub fn toned(tone: Tone, theme: &Theme) -> Style {
    match tone {
        Tone::Plain => theme.text,
        Tone::Waiting => theme.heading,
        Tone::Alarm => theme.alarm,
        Tone::Good => theme.good,
        Tone::Failing => theme.failing,
        Tone::Conclusion => theme.conclusion,
    }
}

/// The text of a piece as it is drawn: the shade behind the number of a heat map goes where its ground is coloured.
pub fn shown(piece: &SheetPiece, theme: &Theme) -> String {
    let style = style(piece.role, theme);
    let grounded =
        style.bg.is_some_and(|ground| ground != Color::Black) || style.add_modifier.contains(Modifier::REVERSED);
    match piece.role {
        Role::Heat(_) if grounded => piece.text.replace(['░', '▒', '▓', '█'], " "),
        _ => piece.text.clone(),
    }
}

/// Narrower remains of what is below, beside an area, show nothing of it.
const REMAINS: u16 = 4;

/// An area of this size in the middle of the screen, as far as it fits; it takes the whole width where little would remain.
pub fn centred(screen: Rect, width: u16, height: u16) -> Rect {
    let width = if width + 2 * REMAINS > screen.width { screen.width } else { width };
    let height = height.min(screen.height);
    Rect { x: (screen.width - width) / 2, y: (screen.height - height) / 2, width, height }
}

/// Clears an area and frames it; returns the inside of the frame, a cell away from its sides.
pub fn boxed(area: Rect, title: String, theme: &Theme, buffer: &mut Buffer) -> Rect {
    Clear.render(area, buffer);
    let block = Block::bordered().title(title).border_style(theme.focus).padding(Padding::horizontal(1));
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
        select(at, theme, buffer);
    }
}

/// Gives a row that is drawn the style of the selection. Cells without a sign lose their own colour: reversed, each would be a
/// block of it.
pub fn select(at: Rect, theme: &Theme, buffer: &mut Buffer) {
    for position in at.positions() {
        if let Some(cell) = buffer.cell_mut(position).filter(|cell| cell.symbol() == " " && cell.bg == Color::Reset) {
            cell.fg = theme.text.fg.unwrap_or_default();
        }
    }
    buffer.set_style(at, theme.selected);
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

/// How much of a text stands above and below what is on the screen.
#[derive(Debug, Clone, Copy)]
pub struct Ends {
    above: usize,
    below: usize,
    lines: usize,
}

impl Ends {
    /// Of a text of so many lines, of which `shown` from `top` on are on the screen.
    pub fn of(lines: usize, top: usize, shown: usize) -> Self {
        Self { above: top.min(lines), below: lines.saturating_sub(top + shown), lines }
    }

    /// "↑ 66 lines"; nothing at the start.
    pub fn above(self) -> Option<String> {
        (self.above > 0).then(|| format!("↑ {}", counted(self.above, "line", "lines")))
    }

    /// "100 more lines ↓ · 40 %", with the share of the text that has passed; nothing where all of it is on the screen.
    pub fn below(self) -> Option<String> {
        let share = (self.lines - self.below) * 100 / self.lines.max(1);
        match (self.above, self.below) {
            (0, 0) => None,
            (_, 0) => Some("end · 100 %".to_owned()),
            (_, 1) => Some(format!("1 more line ↓ · {share} %")),
            (_, below) => Some(format!("{} more lines ↓ · {share} %", parted(below))),
        }
    }

    /// Tells in the upper line of a frame how many lines stand above; a title of so many cells gives way.
    pub fn tell_above(self, frame: Rect, title: usize, theme: &Theme, buffer: &mut Buffer) {
        let Some(told) = self.above() else { return };
        let room = usize::from(frame.width).saturating_sub(2);
        let cut = if title + width(&told) + 4 > room { "…" } else { "" };
        at_right(&format!("{cut} {told} "), room, frame, frame.y, theme, buffer);
    }

    /// The same where the room is short: "100 more ↓ · 40 %".
    fn short(self) -> Option<String> {
        self.below().map(|told| told.replace(" lines", "").replace(" line", ""))
    }

    /// Cells that what is told of the lines below leaves to a label in the lower line of a frame.
    pub fn room_beside(self, frame: Rect) -> usize {
        let told = self.short().map_or(0, |told| width(&told) + 2);
        usize::from(frame.width).saturating_sub(told + 3)
    }

    /// Tells in the lower line of a frame how many lines stand below, behind a label, shorter where the label needs the room.
    pub fn tell_below(self, frame: Rect, label: Option<(String, Style)>, theme: &Theme, buffer: &mut Buffer) {
        if frame.height == 0 {
            return;
        }
        let bottom = frame.bottom() - 1;
        let room = usize::from(frame.width).saturating_sub(4);
        let (label, style) = label.unwrap_or_default();
        let label = fit(&label, room);
        buffer.set_string(frame.x + 1, bottom, &label, style);
        let room = (room + 4).saturating_sub(width(&label));
        let told = self.below().filter(|told| width(told) + 6 < room).or_else(|| self.short());
        if let Some(told) = told {
            at_right(&format!(" {told} "), room, frame, bottom, theme, buffer);
        }
    }
}

/// Writes a text near the right end of a row of a frame, if there is room for it.
fn at_right(text: &str, room: usize, frame: Rect, row: u16, theme: &Theme, buffer: &mut Buffer) {
    let cells = width(text);
    if frame.height > 0 && cells + 2 < room {
        buffer.set_string(frame.right() - u16::try_from(cells).unwrap_or(0) - 2, row, text, theme.dim);
    }
}
