//! The left pane: the cases, and their drawing.

pub mod state;

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::app::command::Command;
use crate::app::draw::{push_right, select, wrapped};
use crate::app::layout::Areas;
use crate::app::place::Pane;
use crate::app::results::near_line;
use crate::app::search::top_line::SEARCHING;
use crate::app::state::State;
use crate::app::text::{capitalised, column, fit, lit_line, placed, spans_width, width};
use crate::case::Case;
use crate::library::{Entry, EntryKey};
use crate::page::labels::{about, shown_year};
use crate::redact::PLACE;
use crate::search::{Highlighter, Told};

pub fn draw(state: &State, layout: &Areas, highlighter: &Highlighter<'_>, buffer: &mut Buffer) -> Option<Position> {
    let area = layout.cases_inner();
    let focused = state.focus == Pane::Cases;
    if state.cases.order.is_empty() {
        // The advice on the next step stands where there is room to read it.
        let beside = layout.right.inner(Margin::new(2, 1));
        draw_empty(state, if beside.width > area.width { beside } else { area }, buffer);
        return None;
    }
    let mut cursor = None;
    let order = &state.cases.order;
    for (from, row) in placed(state.cases.top, order.len(), layout.case_lines, layout.line) {
        let mut lines = area.rows().skip(from).take(layout.case_lines);
        let Some(at) = lines.next() else { break };
        let Some(row) = row else {
            near_line(state, at, buffer);
            continue;
        };
        let Some(key) = order.get(row) else { break };
        let Some(entry) = state.catalogue.entry(*key) else { continue };
        let selected = state.cases.cursor == Some(*key);
        let row = CaseRow { state, key: *key, cells: usize::from(area.width), selected, highlighter };
        let texts = if layout.case_lines == 1 { vec![row.in_one(entry)] } else { row.in_two(entry).into() };
        for (at, line) in std::iter::once(at).chain(lines).zip(texts) {
            line.render(at, buffer);
        }
        if selected {
            cursor = Some(at.as_position());
            if focused {
                select(at, &state.theme, buffer);
            }
        }
    }
    cursor
}

fn draw_empty(state: &State, area: Rect, buffer: &mut Buffer) {
    let text = if state.searching() {
        capitalised(SEARCHING)
    } else if state.search.narrows() {
        let clear = state.keymap.hint(Command::Back);
        format!("{}\nPress {clear} to clear the search.", state.search.hits.nothing(state.search.input.value()))
    } else if state.loading.finished {
        "There are no case files here.\nName a folder: casebook --cases DIR".to_owned()
    } else {
        "Reading cases…".to_owned()
    };
    wrapped(&text, state.theme.dim, area, buffer);
}

/// A part behind another is not begun where it has less room than this, with the sign between them.
const LEAST_OF_A_PART: usize = 8;
/// Cells of the counts of a case, where it takes one line.
const COUNTS: usize = 11;

/// A case of the list, to be drawn.
struct CaseRow<'a, 'q> {
    state: &'a State,
    key: EntryKey,
    cells: usize,
    selected: bool,
    highlighter: &'a Highlighter<'q>,
}

impl CaseRow<'_, '_> {
    /// Two lines: title and year, then what tells it from others, and its counts.
    fn in_two(&self, entry: &Entry) -> [Line<'static>; 2] {
        let theme = &self.state.theme;
        let room = self.cells.saturating_sub(2);
        // A row shows too little of a case to redact the whole: redaction leaves its year and its counts as they are.
        let Some(case) = self.state.catalogue.real(self.key) else {
            let [path, message] = self.unreadable(entry);
            let second = vec![Span::raw("  "), Span::styled(fit(&message, room), theme.dim)];
            return [Line::from(vec![self.marker(), Span::styled(fit(&path, room), theme.alarm)]), Line::from(second)];
        };
        let year = shown_year(case);
        let mut first = vec![self.marker()];
        first.extend(self.title(room.saturating_sub(width(&year) + 1)));
        push_right(&mut first, Span::styled(year, theme.dim), self.cells);
        let counts = self.counts(case);
        let mut second = vec![Span::raw("  ")];
        second.extend(self.about(case, room.saturating_sub(counts.width() + 2)));
        push_right(&mut second, counts, self.cells);
        [Line::from(first), Line::from(second)]
    }

    /// The same in one line.
    fn in_one(&self, entry: &Entry) -> Line<'static> {
        let theme = &self.state.theme;
        let room = self.cells.saturating_sub(2);
        let title_room = room * 9 / 20;
        let mut spans = vec![self.marker()];
        let Some(case) = self.state.catalogue.real(self.key) else {
            let [path, message] = self.unreadable(entry);
            spans.push(Span::styled(column(&path, title_room + 2), theme.alarm));
            spans.push(Span::styled(fit(&message, room.saturating_sub(title_room + 2)), theme.dim));
            return Line::from(spans);
        };
        let (year, counts) = (shown_year(case), self.counts(case));
        // A title that is longer than its column takes room from what stands behind it.
        let room = room.saturating_sub(COUNTS + width(&year) + 4);
        spans.extend(self.title(room));
        spans.push(Span::raw(" ".repeat((title_room + 2).saturating_sub(spans_width(&spans)) + 2)));
        let left = (room + 2).saturating_sub(spans_width(&spans));
        if left >= LEAST_OF_A_PART {
            spans.extend(self.about(case, left));
        }
        push_right(&mut spans, counts, self.cells.saturating_sub(width(&year) + 2));
        push_right(&mut spans, Span::styled(year, theme.dim), self.cells);
        Line::from(spans)
    }

    fn style(&self) -> Style {
        if self.selected { self.state.theme.selected_elsewhere } else { self.state.theme.text }
    }

    fn marker(&self) -> Span<'static> {
        Span::styled(if self.selected { "▸ " } else { "  " }, self.style())
    }

    fn title(&self, cells: usize) -> Vec<Span<'static>> {
        let title = self.state.catalogue.title(self.key).map(|title| title.to_string()).unwrap_or_default();
        // Words with a gap where a place was tell nothing: the number of the case stands alone.
        let title =
            title.split_once(':').filter(|_| title.contains(PLACE)).map_or(title.as_str(), |(number, _)| number);
        lit_line(title, cells, self.highlighter, self.style(), self.state.theme.matched)
    }

    /// The words that a near case lacks; otherwise its area and the kinds of its reviews, which give way where a part of them
    /// has no room.
    fn about(&self, case: &Case, cells: usize) -> Vec<Span<'static>> {
        let (state, theme) = (self.state, &self.state.theme);
        // A word that an entry lacks is no match, though the search has it.
        if let Some(told) = self.near() {
            return vec![Span::styled(fit(&told.told_in(&state.catalogue), cells), theme.dim)];
        }
        let area = state.catalogue.area(self.key).map(|area| &**area);
        let told = about(area, case, &state.vocabulary);
        let first = told.split_once(" · ").map_or(told.as_str(), |(first, _)| first);
        let told = if width(first) + LEAST_OF_A_PART > cells { first } else { &told };
        lit_line(told, cells, self.highlighter, theme.dim, theme.matched)
    }

    fn near(&self) -> Option<&Told> {
        self.state.search.narrows().then(|| self.state.search.near_case(self.key)).flatten()
    }

    /// How much is found in the case; without a search, how much is entered.
    fn counts(&self, case: &Case) -> Span<'static> {
        let search = &self.state.search;
        let found = search.narrows().then(|| search.in_case(self.key)).flatten();
        let told = match found {
            _ if !search.counts() => String::new(),
            Some(hits) if self.near().is_some() => format!("{} near", hits.own().count()),
            Some(hits) => match hits.own().count() {
                0 => "by name".to_owned(),
                1 => "1 match".to_owned(),
                many => format!("{many} matches"),
            },
            None => format!("{}f {}r", case.finding_count(), case.recommendation_count()),
        };
        Span::styled(told, if found.is_some() { self.state.theme.text } else { self.state.theme.dim })
    }

    /// The name of a file that could not be read, and the reason.
    fn unreadable(&self, entry: &Entry) -> [String; 2] {
        let problem = entry.problems().first();
        let place = problem.map(|problem| format!(":{}:{}", problem.line, problem.column)).unwrap_or_default();
        if self.state.private() {
            let path = format!("! file {}{place}", self.key.0.saturating_add(1));
            return [path, "not shown while names are hidden".to_owned()];
        }
        // The end of a path tells more than its start.
        let path = format!("{}{place}", entry.origin);
        let path = path.rsplit('/').next().unwrap_or(&path);
        [format!("! {path}"), problem.map(|problem| problem.message.clone()).unwrap_or_default()]
    }
}
