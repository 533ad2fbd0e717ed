//! The top line: what this is, how much there is, what is searched.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::app::layout::Layout;
use crate::app::state::{Pane, State};
use crate::app::text::{fit, spans_width, width};

/// Draws the line; returns where the cursor of the search stands, while one types.
pub fn draw(state: &State, layout: &Layout, buffer: &mut Buffer) -> Option<Position> {
    let area = layout.top;
    let theme = &state.theme;
    let cells = usize::from(area.width);
    let input = state.search.input.value();
    if layout.single && state.focus != Pane::Cases && !state.search.typing {
        let searched = if input.is_empty() { String::new() } else { fit(&format!("  / {input}"), cells / 3) };
        let trail = fit(&trail(state), cells.saturating_sub(width(&searched)));
        Line::from(vec![Span::styled(trail, theme.heading), Span::styled(searched, theme.focus)]).render(area, buffer);
        return None;
    }
    if state.search.typing || !input.is_empty() {
        let counts = found(state);
        let room = cells.saturating_sub(width(&counts) + 4);
        let scroll = state.search.input.visual_scroll(room.max(1));
        let shown: String = {
            let mut skipped = 0;
            let mut shown = String::new();
            for c in input.chars() {
                let wide = width(c.encode_utf8(&mut [0; 4]));
                if skipped < scroll {
                    skipped += wide;
                } else {
                    shown.push(c);
                }
            }
            fit(&shown, room)
        };
        let lead = Span::styled("/ ", theme.focus);
        let text_style = match (state.search.typing, state.search.replace) {
            (true, true) => theme.selected,
            (true, false) => theme.heading,
            (false, _) => theme.text,
        };
        let mut spans = vec![lead, Span::styled(shown, text_style)];
        let gap = cells.saturating_sub(spans_width(&spans) + width(&counts));
        spans.push(Span::raw(" ".repeat(gap)));
        spans.push(Span::styled(counts, theme.dim));
        Line::from(spans).render(area, buffer);
        let column = 2 + state.search.input.visual_cursor().saturating_sub(scroll).min(room);
        let x = area.x + u16::try_from(column).unwrap_or(0).min(area.width.saturating_sub(1));
        return state.search.typing.then_some(Position { x, y: area.y });
    }
    let mut spans = vec![Span::styled("casebook", theme.focus)];
    let size = size(state);
    spans.push(Span::styled(format!("  {}", fit(&size, cells.saturating_sub(10))), theme.dim));
    Line::from(spans).render(Rect { ..area }, buffer);
    None
}

/// What was found: "3 cases, 12 items".
fn found(state: &State) -> String {
    if !state.search.narrows() {
        return String::new();
    }
    let cases = state.search.hits.cases.len();
    let items = state.search.found;
    format!("{}, {}", counted(cases, "case", "cases"), counted(items, "match", "matches"))
}

/// How much there is: "4 cases, 203 findings, 53 recommendations".
fn size(state: &State) -> String {
    let (cases, findings, recommendations) = state.catalogue.totals();
    format!(
        "{}, {}, {}",
        counted(cases, "case", "cases"),
        counted(findings, "finding", "findings"),
        counted(recommendations, "recommendation", "recommendations")
    )
}

/// A number with thousands parted, and its noun.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    let digits = count.to_string();
    let mut parted = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            parted.push(',');
        }
        parted.push(digit);
    }
    format!("{parted} {}", if count == 1 { one } else { many })
}

/// Where one is, when one pane is shown at a time.
fn trail(state: &State) -> String {
    let mut trail = vec!["Cases".to_owned()];
    if let Some(case) = state.case() {
        trail.push(case.title.to_string());
    }
    if state.focus == Pane::Detail {
        trail.push(state.tab.title().to_owned());
        if let Some(title) = crate::app::detail::title(state) {
            trail.push(title);
        }
    }
    trail.join(" › ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_parted() {
        let rows =
            [(0, "0 cases"), (1, "1 case"), (999, "999 cases"), (1000, "1,000 cases"), (1234567, "1,234,567 cases")];
        for (count, expected) in rows {
            assert_eq!(counted(count, "case", "cases"), expected);
        }
    }
}
