//! The cases as rows.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::app::layout::{CASE_ROWS, Layout};
use crate::app::place::Pane;
use crate::app::results::draw::near_line;
use crate::app::state::State;
use crate::app::text::{fit, lit_line, placed, spans_width, width};
use crate::library::{Entry, EntryKey};
use crate::page::labels::{about, shown_year};
use crate::search::Highlighter;

/// Draws the rows; returns where the selected one begins.
pub fn draw(state: &State, layout: &Layout, highlighter: &Highlighter<'_>, buffer: &mut Buffer) -> Option<Position> {
    let area = layout.cases_inner();
    let focused = state.focus == Pane::Cases;
    if state.cases.order.is_empty() {
        draw_empty(state, area, buffer);
        return None;
    }
    let mut cursor = None;
    let order = &state.cases.order;
    for (from, row) in placed(state.cases.top, order.len(), CASE_ROWS, layout.line) {
        if from >= usize::from(area.height) {
            break;
        }
        let Some(row) = row else {
            let y = area.y + u16::try_from(from).unwrap_or(u16::MAX);
            near_line(state, Rect { y, height: 1, ..area }, buffer);
            continue;
        };
        let Some(key) = order.get(row) else { break };
        let Some(entry) = state.catalogue.entry(*key) else { continue };
        let selected = state.cases.cursor == Some(*key);
        let lines = row_lines(state, *key, entry, usize::from(area.width), selected, highlighter);
        for (index, line) in lines.into_iter().enumerate() {
            let y = area.y + u16::try_from(from + index).unwrap_or(u16::MAX);
            if y >= area.bottom() {
                break;
            }
            let at = Rect { y, height: 1, ..area };
            line.render(at, buffer);
            if selected && index == 0 {
                cursor = Some(at.as_position());
                if focused {
                    buffer.set_style(at, state.theme.selected);
                }
            }
        }
    }
    cursor
}

fn draw_empty(state: &State, area: Rect, buffer: &mut Buffer) {
    let lines: Vec<String> = if state.search.narrows() {
        let clear = state.keymap.hint(crate::app::command::Command::Back);
        vec![state.search.hits.nothing(state.search.input.value()), format!("Press {clear} to clear.")]
    } else if state.loading.finished {
        vec!["No case files here.".into(), "Name a folder: casebook --cases DIR".into()]
    } else {
        vec!["Reading cases…".into()]
    };
    for (y, line) in (area.y..area.bottom()).zip(lines.iter().flat_map(|line| {
        crate::app::text::wrap(line, usize::from(area.width))
            .into_iter()
            .filter_map(|range| line.get(range))
            .collect::<Vec<_>>()
    })) {
        Line::styled(line.to_owned(), state.theme.dim).render(Rect { y, height: 1, ..area }, buffer);
    }
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
    // A row says too little of a case to redactor all of it: its year and its counts are the same under the redactor.
    let (Some(case), Some(title)) = (state.catalogue.real(key), state.catalogue.title(key)) else {
        let problem = entry.problems().first();
        let place = problem.map_or_else(String::new, |problem| format!(":{}:{}", problem.line, problem.column));
        let message = problem.map_or_else(String::new, |problem| problem.message.clone());
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
    let gap = cells.saturating_sub(spans_width(&first) + width(&year));
    first.push(Span::raw(" ".repeat(gap)));
    first.push(Span::styled(year, theme.dim));
    let mut second = vec![Span::raw("  ")];
    let found = state.search.narrows().then(|| state.search.in_case(key)).flatten();
    let near = state.search.narrows().then(|| state.search.near_case(key)).flatten();
    let tail = match found {
        Some(hits) if near.is_some() => format!("{} near", hits.own().count()),
        Some(hits) => match hits.own().count() {
            0 => "by name".to_owned(),
            1 => "1 match".to_owned(),
            many => format!("{many} matches"),
        },
        None => format!("{} f, {} r", case.finding_count(), case.recommendation_count()),
    };
    let about = match near {
        Some(told) => told.told(),
        None => about(state.catalogue.area(key).map(|area| &**area), case),
    };
    let about_room = room.saturating_sub(width(&tail) + 2);
    second.extend(lit_line(&about, about_room, highlighter, theme.dim, theme.matched));
    let gap = cells.saturating_sub(spans_width(&second) + width(&tail));
    second.push(Span::raw(" ".repeat(gap)));
    second.push(Span::styled(tail, if found.is_some() { theme.heading } else { theme.dim }));
    [Line::from(first), Line::from(second)]
}
