//! The left pane: the cases, and their drawing.

pub mod state;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::app::command::Command;
use crate::app::draw::{push_right, wrapped};
use crate::app::layout::{Areas, CASE_ROWS};
use crate::app::place::Pane;
use crate::app::results::near_line;
use crate::app::state::State;
use crate::app::text::{fit, lit_line, placed, width};
use crate::library::{Entry, EntryKey};
use crate::page::labels::{about, shown_year};
use crate::search::Highlighter;

pub fn draw(state: &State, layout: &Areas, highlighter: &Highlighter<'_>, buffer: &mut Buffer) -> Option<Position> {
    let area = layout.cases_inner();
    let focused = state.focus == Pane::Cases;
    if state.cases.order.is_empty() {
        draw_empty(state, area, buffer);
        return None;
    }
    let mut cursor = None;
    let order = &state.cases.order;
    for (from, row) in placed(state.cases.top, order.len(), CASE_ROWS, layout.line) {
        let mut lines = area.rows().skip(from).take(CASE_ROWS);
        let Some(at) = lines.next() else { break };
        let Some(row) = row else {
            near_line(state, at, buffer);
            continue;
        };
        let Some(key) = order.get(row) else { break };
        let Some(entry) = state.catalogue.entry(*key) else { continue };
        let selected = state.cases.cursor == Some(*key);
        let texts = row_lines(state, *key, entry, usize::from(area.width), selected, highlighter);
        for (at, line) in std::iter::once(at).chain(lines).zip(texts) {
            line.render(at, buffer);
        }
        if selected {
            cursor = Some(at.as_position());
            if focused {
                buffer.set_style(at, state.theme.selected);
            }
        }
    }
    cursor
}

fn draw_empty(state: &State, area: Rect, buffer: &mut Buffer) {
    let text = if state.search.narrows() {
        let clear = state.keymap.hint(Command::Back);
        format!("{}\nPress {clear} to clear the search.", state.search.hits.nothing(state.search.input.value()))
    } else if state.loading.finished {
        "There are no case files here.\nName a folder: casebook --cases DIR".to_owned()
    } else {
        "Reading cases…".to_owned()
    };
    wrapped(&text, state.theme.dim, area, buffer);
}

fn row_lines(
    state: &State,
    key: EntryKey,
    entry: &Entry,
    cells: usize,
    selected: bool,
    highlighter: &Highlighter<'_>,
) -> [Line<'static>; CASE_ROWS] {
    let theme = &state.theme;
    let marker = if selected { "▸ " } else { "  " };
    let title_style = if selected { theme.selected_elsewhere } else { theme.text };
    let room = cells.saturating_sub(2);
    // A row shows too little of a case to redact the whole: redaction leaves its year and its counts as they are.
    let (Some(case), Some(title)) = (state.catalogue.real(key), state.catalogue.title(key)) else {
        let problem = entry.problems().first();
        let place = problem.map(|problem| format!(":{}:{}", problem.line, problem.column)).unwrap_or_default();
        let message = problem.map(|problem| problem.message.clone()).unwrap_or_default();
        // The end of a path tells more than its start.
        let path = format!("{}{place}", entry.origin);
        let path = path.rsplit('/').next().unwrap_or(&path).to_owned();
        let (path, message) = match state.private() {
            true => (format!("file {}{place}", key.0.saturating_add(1)), "not shown while names are hidden".to_owned()),
            false => (path, message),
        };
        return [
            Line::from(vec![
                Span::styled(marker, title_style),
                Span::styled(fit(&format!("! {path}"), room), theme.alarm),
            ]),
            Line::from(vec![Span::raw("  "), Span::styled(fit(&message, room), theme.dim)]),
        ];
    };
    let year = shown_year(case);
    let title_room = room.saturating_sub(width(&year) + 1);
    let mut first = vec![Span::styled(marker, title_style)];
    first.extend(lit_line(title, title_room, highlighter, title_style, theme.matched));
    push_right(&mut first, Span::styled(year, theme.dim), cells);
    let mut second = vec![Span::raw("  ")];
    let found = state.search.narrows().then(|| state.search.in_case(key)).flatten();
    let near = state.search.narrows().then(|| state.search.near_case(key)).flatten();
    let tail = match found {
        _ if !state.search.counts() => String::new(),
        Some(hits) if near.is_some() => format!("{} near", hits.own().count()),
        Some(hits) => match hits.own().count() {
            0 => "by name".to_owned(),
            1 => "1 match".to_owned(),
            many => format!("{many} matches"),
        },
        None => format!("{} f, {} r", case.finding_count(), case.recommendation_count()),
    };
    let about_room = room.saturating_sub(width(&tail) + 2);
    match near {
        // A word that an entry lacks is no match, though the search has it.
        Some(told) => second.push(Span::styled(fit(&told.told_in(&state.catalogue), about_room), theme.dim)),
        None => {
            let about = about(state.catalogue.area(key).map(|area| &**area), case, &state.vocabulary);
            second.extend(lit_line(&about, about_room, highlighter, theme.dim, theme.matched));
        }
    }
    push_right(&mut second, Span::styled(tail, if found.is_some() { theme.heading } else { theme.dim }), cells);
    [Line::from(first), Line::from(second)]
}
