//! The facets: keys, hints and drawing of the counts of what is found, and filters chosen from them.

pub mod state;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use self::state::FacetsState;
use crate::app::command::Command;
use crate::app::draw::{boxed, list_row};
use crate::app::explain;
use crate::app::layout::Areas;
use crate::app::msg::Effect;
use crate::app::search::query;
use crate::app::search::query::filter_of;
use crate::app::state::State;
use crate::app::text::{column, fit, keep_in_sight, parted, width};
use crate::search::{FacetCount, FilterField, tokens};

pub fn open(state: &mut State) -> Vec<Effect> {
    state.facets = Some(FacetsState::default());
    vec![query::ask(state)]
}

pub fn on_key(state: &mut State, command: Option<Command>) -> Vec<Effect> {
    let counts: Vec<FacetCount> = shown(state).cloned().collect();
    let Some(open) = &mut state.facets else { return Vec::new() };
    let field = |at: usize| counts.get(at).map(|count| count.field);
    match command {
        Some(Command::Back | Command::Close | Command::Facets) => state.facets = None,
        Some(Command::Explain) => return explain::open(state),
        Some(Command::ExplainAny) => return explain::ask(state),
        Some(Command::Down) => open.cursor = (open.cursor + 1).min(counts.len().saturating_sub(1)),
        Some(Command::Up) => open.cursor = open.cursor.saturating_sub(1),
        Some(Command::NextPane | Command::NextTab | Command::NextHeading) => {
            let here = field(open.cursor);
            open.cursor = (open.cursor..counts.len()).find(|at| field(*at) != here).unwrap_or(0);
        }
        Some(Command::PreviousPane) => {
            let here = field(open.cursor);
            let before = (0..open.cursor).rev().find(|at| field(*at) != here);
            let group = field(before.unwrap_or(counts.len().saturating_sub(1)));
            open.cursor = (0..counts.len()).find(|at| field(*at) == group).unwrap_or(0);
        }
        Some(Command::FacetsChoose) => {
            if let Some(count) = counts.get(open.cursor) {
                open.on = Some((count.field, count.code.clone()));
                let filter = query::filter_of(count);
                return query::toggle(state, &filter);
            }
        }
        _ => {}
    }
    Vec::new()
}

pub fn hints(state: &State) -> Vec<(Command, &'static str)> {
    let mut hints = vec![(Command::FacetsChoose, "filter"), (Command::NextPane, "next group")];
    hints.retain(|_| shown(state).next().is_some());
    hints.push((Command::Back, "close"));
    hints
}

/// After an answer: the value that was chosen stays selected.
pub fn answered(state: &mut State) {
    let Some(chosen) = state.facets.as_mut().map(|open| open.on.take()) else { return };
    let count = shown(state).count();
    let at = chosen.and_then(|on| shown(state).position(|count| (count.field, &count.code) == (on.0, &on.1)));
    if let Some(open) = &mut state.facets {
        open.cursor = at.unwrap_or(open.cursor).min(count.saturating_sub(1));
    }
}

/// The counts that may be shown: while names are hidden, none of a text that may be one.
fn shown(state: &State) -> impl Iterator<Item = &FacetCount> {
    let private = state.private();
    state.search.hits.facets.iter().filter(move |count| !(private && count.of_library))
}

const WIDEST: u16 = 46;
const COUNT: usize = 8;

enum FacetRow<'a> {
    Heading(FilterField),
    Count(usize, &'a FacetCount),
}

/// Draws the facets; returns where the selected row begins.
pub fn draw(state: &State, open: &FacetsState, layout: &Areas, buffer: &mut Buffer) -> Option<Position> {
    let mut cursor = None;
    let screen = layout.screen;
    let wide = WIDEST.min(screen.width);
    let area = Rect { x: screen.width - wide, y: 1, width: wide, height: screen.height.saturating_sub(2) };
    let so_far = if state.searching() { " so far" } else { "" };
    let title = format!(" What is found{so_far}: {} to filter ", state.keymap.hint(Command::FacetsChoose));
    let inside = boxed(area, fit(&title, usize::from(wide) - 2), &state.theme, buffer);
    let mut rows = Vec::new();
    let mut field = None;
    for (index, count) in shown(state).enumerate() {
        if field != Some(count.field) {
            rows.push(FacetRow::Heading(count.field));
            field = Some(count.field);
        }
        rows.push(FacetRow::Count(index, count));
    }
    let cells = usize::from(inside.width);
    if rows.is_empty() {
        let none = if state.searching() { "Searching…" } else { "Nothing is found, so there is nothing to count." };
        Line::styled(fit(none, cells), state.theme.dim).render(inside, buffer);
    }
    let at = rows.iter().position(|row| matches!(row, FacetRow::Count(index, _) if *index == open.cursor));
    // The heading of the first group is kept in sight with its first row.
    let shown = usize::from(inside.height);
    let top = keep_in_sight(0, at.map(|at| at + shown / 3), rows.len(), shown);
    let text = state.search.input.value();
    let chosen: Vec<&str> = tokens(text).iter().map(|token| token.of(text)).collect();
    for (at, row) in inside.rows().zip(rows.iter().skip(top)) {
        match row {
            FacetRow::Heading(field) => Line::styled(heading(*field), state.theme.heading).render(at, buffer),
            FacetRow::Count(index, count) => {
                let selected = *index == open.cursor;
                let sign = if chosen.contains(&filter_of(count).as_str()) { "✓ " } else { "  " };
                let number = format!("{:>COUNT$}", parted(count.all as usize));
                let name = column(&count.label, cells.saturating_sub(width(&number) + width(sign) + 2));
                let spans = vec![
                    Span::raw(if selected { "▸ " } else { "  " }),
                    Span::styled(sign, state.theme.good),
                    Span::raw(name),
                    Span::styled(number, state.theme.dim),
                ];
                list_row(spans, state.theme.text, selected, at, &state.theme, buffer);
                cursor = cursor.or(selected.then(|| at.as_position()));
            }
        }
    }
    cursor
}

fn heading(field: FilterField) -> &'static str {
    match field {
        FilterField::Agency => "Agencies",
        FilterField::Theme => "Themes",
        FilterField::Harm => "Harms",
        FilterField::Kind => "Kinds",
        FilterField::Status => "Statuses and responses",
        FilterField::Nation => "Nations",
        FilterField::Year => "Decades",
        FilterField::Person => "Child or adult",
        FilterField::Age => "Ages",
        FilterField::Sources => "Number of sources",
        FilterField::Updated => "Reported on since, by year",
        FilterField::Body => "Bodies by name",
        FilterField::Lead => "Leads",
        FilterField::Rag => "Colours as given",
        other => other.row().name,
    }
}
