//! From the state to cells. Reads, never writes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};
use ratatui::symbols::border;
use ratatui::text::Line;
use ratatui::widgets::{Block, Widget};

use super::ascii::{make_ascii, take_lines_away};
use super::draw::wrapped;
use super::layer::{self, Layer};
use super::layout::{Areas, SMALLEST, layout};
use super::place::Pane;
use super::search::top_line;
use super::state::State;
use super::text::{fit, width};
use super::theme::FOCUSED;
use super::{cases, completion, explain, facets, find, help, items, page, picker, prompt, results, status};
use crate::page::labels;
use crate::redact::PLACE;
use crate::search::{Highlighter, Query};

/// Draws the state into `buffer`, which has the size of the state; returns where the cursor stands, if it is shown:
/// in the line that is typed, unless a setting says otherwise, and otherwise where the selected row of the pane in focus begins, so that screen readers and braille
/// displays follow it.
pub fn draw(state: &State, buffer: &mut Buffer) -> Option<Position> {
    let cursor = draw_all(state, buffer);
    // A theme with a ground of its own has it everywhere: parts of it would be patches on the terminal's.
    if let Some(ground) = state.theme.text.bg {
        buffer.content.iter_mut().filter(|cell| cell.bg == Color::Reset).for_each(|cell| cell.bg = ground);
    }
    if state.borderless {
        take_lines_away(buffer);
    }
    if state.ascii {
        make_ascii(buffer);
    }
    cursor
}

fn draw_all(state: &State, buffer: &mut Buffer) -> Option<Position> {
    let layout = layout(state);
    if layout.too_small {
        draw_too_small(state, buffer);
        return None;
    }
    let nothing = Query::default();
    let query = if state.search.narrows() { &state.search.shown } else { &nothing };
    let highlighter = Highlighter::of_hits(query, &state.search.hits);
    let typed = top_line::draw(state, &layout, buffer);
    top_line::draw_term(state, layout.term, buffer);
    let base = match &state.page {
        Some(open) => page::draw::draw(state, open, &layout, &highlighter, buffer),
        None => {
            let row = draw_panes(state, &layout, &highlighter, buffer);
            if state.cursor_on_row { row.or(typed) } else { typed.or(row) }
        }
    };
    status::draw(state, &layout, buffer);
    match layer::top(state) {
        Layer::Help => state.help.as_ref().and_then(|open| help::draw(state, open, &layout, buffer)),
        Layer::Prompt => state.prompt.as_ref().and_then(|open| prompt::draw(state, open, &layout, buffer)),
        Layer::Picker => state.picker.as_ref().and_then(|open| picker::draw(state, open, &layout, buffer)),
        Layer::Find => state.find.as_ref().and_then(|open| find::draw(state, open, &layout, buffer)),
        Layer::Facets => state.facets.as_ref().and_then(|open| facets::draw(state, open, &layout, buffer)),
        Layer::Explain => state.explain.as_ref().and_then(|open| explain::draw(state, open, &layout, buffer)),
        Layer::Completion => {
            if let Some(open) = &state.completion {
                completion::draw(state, open, &layout, buffer);
            }
            base
        }
        Layer::Page | Layer::Search | Layer::Panes => base,
    }
}

/// Draws the panes; returns where the selected row of the one in focus begins.
fn draw_panes(state: &State, layout: &Areas, highlighter: &Highlighter<'_>, buffer: &mut Buffer) -> Option<Position> {
    let (mut case, mut item) = (None, None);
    if layout.cases.height > 0 && state.lists_all() {
        frame(state, layout, Pane::Cases, &results::title(state), buffer);
        case = results::draw(state, layout, highlighter, buffer);
    } else if layout.cases.height > 0 {
        let title = match state.search.narrows() && !state.search.counts() {
            true => results::before(state).to_owned(),
            false => format!(" Cases by {} ", state.cases.order_told(state.search.narrows()).told()),
        };
        frame(state, layout, Pane::Cases, &title, buffer);
        case = cases::draw(state, layout, highlighter, buffer);
    }
    if layout.right.height > 0 {
        let pane = if state.focus == Pane::Detail { Pane::Detail } else { Pane::Items };
        let title = if state.lists_all() {
            results::detail_title(state)
        } else {
            right_title(state, usize::from(layout.right.width.saturating_sub(2)))
        };
        frame(state, layout, pane, &title, buffer);
        item = items::draw(state, layout, highlighter, width(&title), buffer);
    }
    if state.focus == Pane::Cases { case } else { item }
}

/// Title, area and date of the selected case, as far as they fit into so many cells: the area gives way first.
fn right_title(state: &State, cells: usize) -> String {
    let Some(case) = state.case() else { return String::new() };
    let area = case.area.as_ref().map(|area| match area.as_str() {
        PLACE => labels::about(Some(PLACE), case, &state.vocabulary),
        area => area.to_owned(),
    });
    let title = Some(case.title.to_string());
    let told =
        |parts: [Option<String>; 3]| format!(" {} ", parts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    let forms = [told([title.clone(), area, labels::when(case)]), told([title.clone(), None, labels::when(case)])];
    forms.into_iter().find(|form| width(form) <= cells).unwrap_or_else(|| told([title, None, None]))
}

/// The meaning of the counts in the rows of the cases.
const COUNTS: [&str; 2] = [" f findings, r recommendations ", " f findings, r recs "];

/// A frame; its upper line thick, bright and bold where the focus is, so that it shows without colour too.
fn frame(state: &State, layout: &Areas, pane: Pane, title: &str, buffer: &mut Buffer) {
    let area = if pane == Pane::Cases { layout.cases } else { layout.right };
    let focused = state.focus == pane;
    let border = if focused { FOCUSED } else { border::PLAIN };
    let title = fit(title, usize::from(area.width.saturating_sub(2)));
    let title_style = if focused { state.theme.focus } else { state.theme.heading };
    let mut block = Block::bordered()
        .border_set(border)
        .border_style(state.theme.dim)
        .title(Line::styled(title.clone(), title_style));
    let counts = pane == Pane::Cases && !state.lists_all() && !state.search.narrows() && state.case().is_some();
    let words = state.vocabulary.field();
    let told = COUNTS.map(|told| words.worded(told));
    let told = told.into_iter().find(|told| counts && usize::from(area.width) > width(told) + 2);
    if let Some(told) = told {
        block = block.title_bottom(Line::styled(told, state.theme.dim).right_aligned());
    }
    block.render(area, buffer);
    if focused {
        let title_end = area.x + 1 + u16::try_from(width(&title)).unwrap_or(0);
        let line = Rect { x: title_end.min(area.right()), height: 1, ..area };
        let style = state.theme.focus.remove_modifier(Modifier::DIM);
        buffer.set_style(Rect { width: area.right() - line.x, ..line }, style);
        buffer.set_style(Rect { width: 1, height: 1, ..area }, style);
    }
}

fn draw_too_small(state: &State, buffer: &mut Buffer) {
    let ((columns, rows), (width, height)) = (SMALLEST, state.size);
    let message = format!("casebook needs {columns} columns by {rows} rows; this terminal has {width} by {height}.");
    wrapped(&message, state.theme.text, buffer.area, buffer);
}
