//! The places found in a text, as they are drawn: marks, counts, and the line in which it is typed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::state::{FindState, FindWords};
use crate::app::draw::{push_right, shown, style};
use crate::app::layout::Areas;
use crate::app::state::State;
use crate::app::text::{fit, parted, scrolled, width};
use crate::app::theme::Theme;
use crate::write::text::{Sheet, SheetLine};

/// A line of a text in the styles of the theme. While something is looked for, its places are marked, and not what the search
/// matches.
pub fn marked(state: &State, line: &SheetLine, index: usize) -> Line<'static> {
    let theme = &state.theme;
    let open = state.find.as_ref().filter(|open| open.found.count > 0);
    let parts = open.map(|open| open.found.in_line(index)).unwrap_or_default();
    let mut spans = Vec::new();
    for (number, piece) in line.pieces.iter().enumerate() {
        let plain = style(piece.role, theme);
        let mut push = |from: usize, to: usize, style| {
            if let Some(text) = piece.text.get(from..to).filter(|text| !text.is_empty()) {
                spans.push(Span::styled(text.to_owned(), style));
            }
        };
        if open.is_none() {
            let style = if piece.lit { plain.patch(theme.matched) } else { plain };
            spans.push(Span::styled(shown(piece, theme), style));
            continue;
        }
        let mut at = 0;
        for part in parts.iter().filter(|part| part.piece == number) {
            let here = open.is_some_and(|open| open.at == Some(part.number));
            push(at, part.bytes.start, plain);
            push(part.bytes.start, part.bytes.end, plain.patch(if here { theme.selected } else { theme.matched }));
            at = part.bytes.end;
        }
        push(at, piece.text.len(), plain);
    }
    Line::from(spans)
}

/// The row at which the place of the reader begins on the screen, in a text that stands in `area` from the line `top` on.
pub fn cursor(state: &State, sheet: &Sheet, top: usize, area: Rect) -> Option<Position> {
    let open = state.find.as_ref()?;
    let part = open.found.first(open.at?)?;
    let row = part.line.checked_sub(top).and_then(|row| area.rows().nth(row))?;
    let pieces = &sheet.lines.get(part.line)?.pieces;
    let before: usize = pieces.iter().take(part.piece).map(|piece| width(&piece.text)).sum();
    let within = pieces.get(part.piece)?.text.get(..part.bytes.start).map_or(0, width);
    Some(Position {
        x: (row.x + u16::try_from(before + within).unwrap_or(0)).min(area.right().saturating_sub(1)),
        ..row.as_position()
    })
}

/// The words looked for and how much of them is found, for the frame of the text: " promise: 3 of 17 ".
pub fn label(state: &State) -> Option<String> {
    let open = state.find.as_ref().filter(|open| !open.typing)?;
    let wanted = match &open.wanted {
        FindWords::Letters(input) => input.value(),
        FindWords::Search => state.search.input.value(),
    };
    // A search may name a person.
    let wanted = if state.private() { "found".to_owned() } else { fit(wanted.trim(), 30) };
    Some(format!(" {wanted}: {} ", count(open)))
}

/// "3 of 17".
fn count(open: &FindState) -> String {
    let capitals = if open.other_capitals { ", with other capitals" } else { "" };
    match (open.found.count, open.at) {
        (0, _) => "not found".to_owned(),
        (count, None) => format!("{}{capitals}", parted(count)),
        (count, Some(at)) => format!("{} of {}{capitals}", parted(at + 1), parted(count)),
    }
}

/// Draws the line in which it is typed in place of the bottom line; returns where its cursor stands.
pub fn draw(state: &State, open: &FindState, layout: &Areas, buffer: &mut Buffer) -> Option<Position> {
    let FindWords::Letters(input) = &open.wanted else { return None };
    let Theme { focus, heading, dim, alarm, .. } = state.theme;
    let area = layout.status;
    Clear.render(area, buffer);
    let cells = usize::from(area.width);
    let lead = if cells >= 60 { "Find in this text: " } else { "/ " };
    let (tail, tail_style) = match (input.value(), open.found.count) {
        ("", _) => (fit("/ again: in every case", cells.saturating_sub(width(lead) + 8)), dim),
        (_, 0) => (count(open), alarm),
        _ => (state.message.clone().map_or_else(|| count(open), |told| format!("{told}: {}", count(open))), dim),
    };
    let room = cells.saturating_sub(width(lead) + width(&tail) + 2).max(1);
    let scroll = input.visual_scroll(room);
    let mut spans = vec![Span::styled(lead, focus), Span::styled(fit(scrolled(input.value(), scroll), room), heading)];
    push_right(&mut spans, Span::styled(tail, tail_style), cells);
    Line::from(spans).render(area, buffer);
    let column = width(lead) + input.visual_cursor().saturating_sub(scroll).min(room);
    Some(Position { x: area.x + u16::try_from(column).unwrap_or(0).min(area.width.saturating_sub(1)), y: area.y })
}
