//! The list of a lens: entries of all cases, or themes and agencies with their counts.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::app::detail;
use crate::app::items::row_text;
use crate::app::layout::Layout;
use crate::app::place::Pane;
use crate::app::state::State;
use crate::app::text::{column, counted, filled, fit, lit_line, parted, placed, spans_width, width};
use crate::case::{Case, ItemRef, Review};
use crate::page::labels::shown_year;
use crate::search::{Field, Highlighter, Lens, LensHit, MOST_LISTED, review_year};

/// From this many cells on a row names the review too.
const WITH_REVIEW: usize = 76;
/// Cells of the review's year and kind.
const REVIEW: usize = 17;
/// Cells of a count.
const COUNT: usize = 9;

/// The title of the list: how much is listed.
pub fn title(state: &State) -> String {
    let total = state.search.hits.total;
    let of_query = if state.search.narrows() { "best first" } else { "newest case first" };
    match state.lens.lens {
        Lens::Terms => " Themes and agencies of what is found ".to_owned(),
        _ if state.search.hits.lens != state.lens.lens => " … ".to_owned(),
        _ if total > MOST_LISTED => format!(" The first {MOST_LISTED} of {}, {of_query} ", parted(total)),
        _ => match state.search.hits.near.count() {
            0 => format!(" {}, {of_query} ", counted(total, "entry", "entries")),
            near => format!(" {} with every word, {} near ", parted(total), parted(near)),
        },
    }
}

/// The title of the entry in full.
pub fn detail_title(state: &State) -> String {
    let case = state.case().map(|case| case.title.to_string());
    let parts: Vec<String> = case.into_iter().chain(detail::title(state)).collect();
    format!(" {} ", parts.join(" · "))
}

/// Draws the names of the lenses and the rows; returns where the selected one begins.
pub fn draw(state: &State, layout: &Layout, highlighter: &Highlighter<'_>, buffer: &mut Buffer) -> Option<Position> {
    names(state, usize::from(layout.lens_names.width)).render(layout.lens_names, buffer);
    if state.lists_terms() {
        return draw_terms(state, layout.lens_rows, buffer);
    }
    let area = layout.lens_rows;
    let hits = &state.search.hits;
    if hits.listed.is_empty() {
        let text =
            if state.search.answered.is_some() { hits.nothing(state.search.input.value()) } else { String::new() };
        let text = fit(&text, usize::from(area.width).saturating_sub(2));
        Line::styled(format!("  {text}"), state.theme.dim).render(area, buffer);
        return None;
    }
    let mut cursor = None;
    for (y, index) in placed(state.lens.top, hits.listed.len(), 1, layout.line) {
        let at = Rect { y: area.y.saturating_add(u16::try_from(y).unwrap_or(u16::MAX)), height: 1, ..area };
        if at.y >= area.bottom() {
            break;
        }
        let Some(index) = index else {
            near_line(state, at, buffer);
            continue;
        };
        let Some(hit) = hits.listed.get(index) else { break };
        let selected = index == state.lens.cursor;
        let style = if selected { state.theme.selected_elsewhere } else { state.theme.text };
        let mut spans = vec![
            Span::styled(if selected { "▸" } else { " " }, style),
            Span::styled(state.notebook.sign(hit.key, hit.item).unwrap_or(" "), state.theme.focus),
        ];
        spans.extend(row(state, *hit, usize::from(area.width).saturating_sub(2), highlighter));
        filled(spans, usize::from(area.width), style).render(at, buffer);
        if selected {
            cursor = Some(at.as_position());
            if state.focus == Pane::Cases {
                buffer.set_style(at, state.theme.selected);
            }
        }
    }
    cursor
}

/// The lens whose name stands in a column of the names.
pub fn lens_at(column: u16) -> Option<Lens> {
    let mut end = 0;
    Lens::ALL.into_iter().find(|lens| {
        end += width(lens.title()) + 2;
        usize::from(column) < end
    })
}

/// The lenses, with the present one marked.
fn names(state: &State, cells: usize) -> Line<'static> {
    let mut spans = Vec::new();
    for lens in Lens::ALL {
        let here = lens == state.lens.lens;
        let style = if here { state.theme.selected } else { state.theme.dim };
        spans.push(Span::styled(format!(" {} ", lens.title()), style));
    }
    if spans_width(&spans) > cells {
        let here = state.lens.lens;
        let at = Lens::ALL.iter().position(|lens| *lens == here).map_or(0, |at| at + 1);
        let text = format!(" {} · view {at} of {}", here.title(), Lens::ALL.len());
        spans = vec![Span::styled(fit(&text, cells), state.theme.heading)];
    }
    Line::from(spans)
}

/// Case, review and year, and the entry as its own list shows it.
fn row(state: &State, hit: LensHit, cells: usize, highlighter: &Highlighter<'_>) -> Vec<Span<'static>> {
    let Some(case) = state.catalogue.case(hit.key) else { return Vec::new() };
    let theme = &state.theme;
    let title_cells = (cells / 4).clamp(10, 28);
    let mut spans = lit_line(&fit(&case.title, title_cells), title_cells, highlighter, theme.heading, theme.matched);
    let gap = (title_cells + 1).saturating_sub(spans_width(&spans));
    spans.push(Span::raw(" ".repeat(gap)));
    let when = if cells >= WITH_REVIEW {
        column(&fit(&review_of(case, hit.item), REVIEW - 1), REVIEW)
    } else {
        column(&year_of(case, hit.item), 5)
    };
    spans.push(Span::styled(when, theme.dim));
    let room = cells.saturating_sub(spans_width(&spans));
    // What a near entry lacks stands at its end, with less room than what it says.
    let told = state.search.hits.near.told(hit.near).map(|told| fit(&told.told(), room * 2 / 5)).unwrap_or_default();
    let tail = if told.is_empty() { 0 } else { width(&told) + 2 };
    let text = row_text::row(state, case, hit.item, room.saturating_sub(tail), theme.text, highlighter);
    let gap = room.saturating_sub(spans_width(&text) + width(&told));
    spans.extend(text);
    if !told.is_empty() {
        spans.push(Span::raw(" ".repeat(gap)));
        spans.push(Span::styled(told, theme.dim));
    }
    spans
}

/// The line below which entries have only some of the words.
pub fn near_line(state: &State, area: Rect, buffer: &mut Buffer) {
    let cells = usize::from(area.width);
    let near = state.search.hits.near.count();
    let text = fit(&format!("── near: {} with some of the words ", counted(near, "entry", "entries")), cells);
    let rest = "─".repeat(cells.saturating_sub(width(&text)));
    Line::styled(format!("{text}{rest}"), state.theme.dim).render(area, buffer);
}

/// The review that an entry stands in.
fn review_in(case: &Case, item: ItemRef) -> Option<&Review> {
    match item {
        ItemRef::Finding(review, _) | ItemRef::Recommendation(review, _) => case.reviews.get(review),
        _ => None,
    }
}

fn year_of(case: &Case, item: ItemRef) -> String {
    match review_in(case, item).map(review_year) {
        Some(Some(year)) => year.to_string(),
        Some(None) => String::new(),
        None => shown_year(case),
    }
}

/// "2009 SCR"; without a review, the year of the case.
fn review_of(case: &Case, item: ItemRef) -> String {
    let year = year_of(case, item);
    match review_in(case, item) {
        Some(review) => format!("{:4} {}", year, review.kind.short()),
        None => year,
    }
}

fn draw_terms(state: &State, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let mut cursor = None;
    let cells = usize::from(area.width);
    let names = ["findings", "recs", "events"];
    let with_all = cells >= 60;
    let head: String = if with_all {
        names.iter().map(|name| format!("{name:>COUNT$}")).collect()
    } else {
        format!("{:>COUNT$}", "entries")
    };
    let lead = cells.saturating_sub(width(&head));
    let heading = format!("{}{head}", column("", lead));
    if area.height > 0 {
        Line::styled(heading, state.theme.dim).render(Rect { y: area.y - 1, height: 1, ..area }, buffer);
    }
    let rows = area;
    for (y, (index, count)) in (rows.y..rows.bottom()).zip(state.lens_terms().enumerate().skip(state.lens.top)) {
        let selected = index == state.lens.cursor;
        let style = if selected { state.theme.selected_elsewhere } else { state.theme.text };
        let sort = if count.field == Field::Theme { "theme  " } else { "agency " };
        let marker = if selected { "▸ " } else { "  " };
        let numbers: String = if with_all {
            count.counts.iter().map(|count| format!("{:>COUNT$}", parted(*count as usize))).collect()
        } else {
            format!("{:>COUNT$}", parted(count.all as usize))
        };
        let name = column(&count.label, lead.saturating_sub(width(sort) + 2));
        let spans = vec![
            Span::styled(marker, style),
            Span::styled(sort, state.theme.dim),
            Span::styled(name, style),
            Span::styled(numbers, style),
        ];
        let at = Rect { y, height: 1, ..rows };
        filled(spans, cells, style).render(at, buffer);
        if selected {
            cursor = Some(at.as_position());
            buffer.set_style(at, state.theme.selected);
        }
    }
    cursor
}
