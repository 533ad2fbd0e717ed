//! The facets: what is found, counted, at the right of the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget};

use super::state::FacetsState;
use crate::app::command::Command;
use crate::app::layout::Layout;
use crate::app::search::query::filter_of;
use crate::app::state::State;
use crate::app::text::{column, filled, fit, keep_in_sight, parted, width};
use crate::search::{FacetCount, Field, tokens};

/// Widest the box becomes.
const WIDEST: u16 = 46;
/// Cells of a count.
const COUNT: usize = 8;

enum FacetRow<'a> {
    Heading(Field),
    Count(usize, &'a FacetCount),
}

/// Draws the facets; returns where the selected row begins.
pub fn draw(state: &State, open: &FacetsState, layout: &Layout, buffer: &mut Buffer) -> Option<Position> {
    let mut cursor = None;
    let screen = layout.screen;
    let wide = WIDEST.min(screen.width);
    let area = Rect { x: screen.width - wide, y: 1, width: wide, height: screen.height.saturating_sub(2) };
    Clear.render(area, buffer);
    let key = state.keymap.hint(Command::FacetsChoose);
    let title = format!(" What is found: {key} to filter ");
    let block = Block::bordered().title(fit(&title, usize::from(wide) - 2)).border_style(state.theme.focus);
    let inside = block.inner(area);
    block.render(area, buffer);
    let mut rows = Vec::new();
    let mut field = None;
    for (index, count) in state.search.hits.facets.iter().enumerate() {
        if field != Some(count.field) {
            rows.push(FacetRow::Heading(count.field));
            field = Some(count.field);
        }
        rows.push(FacetRow::Count(index, count));
    }
    let cells = usize::from(inside.width);
    if rows.is_empty() {
        Line::styled(fit("Nothing is found, so there is nothing to count.", cells), state.theme.dim)
            .render(inside, buffer);
    }
    let at = rows.iter().position(|row| matches!(row, FacetRow::Count(index, _) if *index == open.cursor));
    // The heading of the first group is kept in sight with its first row.
    let shown = usize::from(inside.height);
    let top = keep_in_sight(0, at.map(|at| at + shown / 3), rows.len(), shown);
    let text = state.search.input.value();
    let chosen: Vec<&str> = tokens(text).iter().map(|token| token.of(text)).collect();
    for (y, row) in (inside.y..inside.bottom()).zip(rows.iter().skip(top)) {
        let line = Rect { y, height: 1, ..inside };
        match row {
            FacetRow::Heading(field) => Line::styled(heading(*field), state.theme.heading).render(line, buffer),
            FacetRow::Count(index, count) => {
                let selected = *index == open.cursor;
                let filter = filter_of(count);
                let sign = if chosen.contains(&filter.as_str()) { "✓ " } else { "  " };
                let number = format!("{:>COUNT$}", parted(count.all as usize));
                let name = column(&count.label, cells.saturating_sub(width(&number) + width(sign) + 2));
                let marker = if selected { "▸ " } else { "  " };
                let spans = vec![
                    Span::raw(marker),
                    Span::styled(sign, state.theme.good),
                    Span::raw(name),
                    Span::styled(number, state.theme.dim),
                ];
                filled(spans, cells, state.theme.text).render(line, buffer);
                if selected {
                    cursor = Some(line.as_position());
                    buffer.set_style(line, state.theme.selected);
                }
            }
        }
    }
    cursor
}

fn heading(field: Field) -> &'static str {
    match field {
        Field::Agency => "Agencies",
        Field::Theme => "Themes",
        Field::Kind => "Kinds",
        Field::Status => "Statuses and responses",
        Field::Nation => "Nations",
        Field::Year => "Decades",
        other => other.row().name,
    }
}
