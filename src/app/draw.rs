//! Lines of a page in the styles of the theme.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::theme::Theme;
use crate::page::Tone;
use crate::write::text::{Role, SheetLine};

/// A line in the styles of the theme.
pub fn styled(line: &SheetLine, theme: &Theme) -> Line<'static> {
    let span = |piece: &crate::write::text::SheetPiece| {
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
