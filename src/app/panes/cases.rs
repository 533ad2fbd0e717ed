//! The cases: their order, the selected one, and how they are drawn.

use std::collections::HashMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::app::layout::{CASE_ROWS, Layout};
use crate::app::state::{Pane, State};
use crate::app::text::{fit, lit_line, spans_width, width};
use crate::case::model::shown_date;
use crate::case::{Case, PartialDate, Scope};
use crate::config::Sort;
use crate::library::{Catalogue, Entry, EntryKey};
use crate::search::{Highlighter, Hits, fold};

/// The left pane.
#[derive(Debug, Clone)]
pub struct CasesPane {
    /// The entries that are shown, in order.
    pub order: Vec<EntryKey>,
    /// The selected entry.
    pub cursor: Option<EntryKey>,
    /// Whether somebody chose the selected entry; until then the first row stays selected while cases come in.
    pub chosen: bool,
    /// The first entry on the screen.
    pub top: usize,
    /// What the order goes by.
    pub sort: Sort,
    sort_keys: HashMap<EntryKey, SortKey>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct SortKey {
    unreadable: bool,
    title: String,
    area: String,
    date: Option<PartialDate>,
}

impl CasesPane {
    /// Without any case.
    pub fn new(sort: Sort) -> Self {
        Self { order: Vec::new(), cursor: None, chosen: false, top: 0, sort, sort_keys: HashMap::new() }
    }

    /// Notes what the order needs of an entry that is new or has changed.
    pub fn note(&mut self, key: EntryKey, entry: &Entry) {
        let sort_key = match entry.case() {
            Some(case) => SortKey {
                unreadable: false,
                title: fold(&case.title),
                area: case.area.as_ref().map(|area| fold(area)).unwrap_or_default(),
                date: case.sort_date(),
            },
            None => SortKey { unreadable: true, title: entry.origin.to_string(), area: String::new(), date: None },
        };
        self.sort_keys.insert(key, sort_key);
    }

    /// Brings the order up to date: all entries as sorted, or the cases that match, best first.
    pub fn reorder(&mut self, catalogue: &Catalogue, hits: Option<&Hits>) {
        match hits {
            Some(hits) => {
                self.order = hits.cases.iter().map(|case| case.key).collect();
                // Cases that match equally well stand as they are sorted.
                let scores: HashMap<EntryKey, u32> = hits.cases.iter().map(|case| (case.key, case.score)).collect();
                let (keys, sort) = (&self.sort_keys, self.sort);
                self.order.sort_by(|a, b| scores.get(b).cmp(&scores.get(a)).then_with(|| compare(keys, sort, *a, *b)));
            }
            None => {
                self.order = catalogue.iter().map(|(key, _)| key).collect();
                let (keys, sort) = (&self.sort_keys, self.sort);
                self.order.sort_by(|a, b| compare(keys, sort, *a, *b));
            }
        }
    }

    /// The row of the selected entry.
    pub fn row(&self) -> Option<usize> {
        let cursor = self.cursor?;
        self.order.iter().position(|key| *key == cursor)
    }

    /// Keeps the selected row on a screen of `shown` rows.
    pub fn keep_in_sight(&mut self, shown: usize) {
        self.top = keep_in_sight(self.top, self.row(), self.order.len(), shown);
    }
}

/// The first row to show so that `row` is in sight and no room is wasted at the end.
pub fn keep_in_sight(top: usize, row: Option<usize>, rows: usize, shown: usize) -> usize {
    let last_top = rows.saturating_sub(shown.max(1));
    let top = match row {
        Some(row) if row < top => row,
        Some(row) if row >= top + shown.max(1) => row + 1 - shown.max(1),
        _ => top,
    };
    top.min(last_top)
}

fn compare(keys: &HashMap<EntryKey, SortKey>, sort: Sort, a: EntryKey, b: EntryKey) -> std::cmp::Ordering {
    let (Some(first), Some(second)) = (keys.get(&a), keys.get(&b)) else { return a.cmp(&b) };
    let by_sort = match sort {
        Sort::Title => std::cmp::Ordering::Equal,
        Sort::Date => second.date.cmp(&first.date),
        // A case without an area stands behind those with one.
        Sort::Area => first.area.is_empty().cmp(&second.area.is_empty()).then_with(|| first.area.cmp(&second.area)),
    };
    first.unreadable.cmp(&second.unreadable).then(by_sort).then_with(|| first.title.cmp(&second.title)).then(a.cmp(&b))
}

/// Draws the rows.
pub fn draw(state: &State, layout: &Layout, highlighter: &Highlighter<'_>, buffer: &mut Buffer) {
    let area = layout.cases_inner();
    let focused = state.focus == Pane::Cases;
    if state.cases.order.is_empty() {
        return draw_empty(state, area, buffer);
    }
    let shown = layout.cases_shown().max(1);
    for (row, key) in state.cases.order.iter().skip(state.cases.top).take(shown).enumerate() {
        let Some(entry) = state.catalogue.entry(*key) else { continue };
        let selected = state.cases.cursor == Some(*key);
        let lines = row_lines(state, *key, entry, usize::from(area.width), selected, highlighter);
        for (index, line) in lines.into_iter().enumerate() {
            let y = area.y + u16::try_from(row * CASE_ROWS + index).unwrap_or(u16::MAX);
            if y >= area.bottom() {
                break;
            }
            let at = Rect { y, height: 1, ..area };
            line.render(at, buffer);
            if selected && index == 0 && focused {
                buffer.set_style(at, state.theme.selected);
            }
        }
    }
}

fn draw_empty(state: &State, area: Rect, buffer: &mut Buffer) {
    let lines: Vec<String> = if state.search.narrows() {
        let clear = state.keymap.hint(if state.search.typing {
            crate::app::command::Command::ClearSearch
        } else {
            crate::app::command::Command::Back
        });
        vec!["No case matches.".into(), format!("Try fewer letters, or {clear} to clear.")]
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
    let Some(case) = entry.case() else {
        let problem = entry.problems().first();
        let place = problem.map_or_else(String::new, |problem| format!(":{}:{}", problem.line, problem.column));
        let message = problem.map_or_else(String::new, |problem| problem.message.clone());
        // The end of a path tells more than its start.
        let path = format!("{}{place}", entry.origin);
        let path = path.rsplit('/').next().unwrap_or(&path).to_owned();
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
    first.extend(lit_line(&case.title, title_room, highlighter, title_style, theme.matched));
    let gap = cells.saturating_sub(spans_width(&first) + width(&year));
    first.push(Span::raw(" ".repeat(gap)));
    first.push(Span::styled(year, theme.dim));
    let mut second = vec![Span::raw("  ")];
    let found = state.search.narrows().then(|| state.search.in_case(key)).flatten();
    let tail = match found {
        Some(hits) if hits.items.is_empty() => "by name".to_owned(),
        Some(hits) if hits.items.len() == 1 => "1 match".to_owned(),
        Some(hits) => format!("{} matches", hits.items.len()),
        None => format!("{} f, {} r", case.finding_count(), case.recommendation_count()),
    };
    let about = about(case);
    let about_room = room.saturating_sub(width(&tail) + 2);
    second.extend(lit_line(&about, about_room, highlighter, theme.dim, theme.matched));
    let gap = cells.saturating_sub(spans_width(&second) + width(&tail));
    second.push(Span::raw(" ".repeat(gap)));
    second.push(Span::styled(tail, if found.is_some() { theme.heading } else { theme.dim }));
    [Line::from(first), Line::from(second)]
}

/// The year of the incident, or of the first review.
fn shown_year(case: &Case) -> String {
    case.sort_date().map(|date| date.year().to_string()).unwrap_or_default()
}

/// Area and kinds of review: "Haringey · SCR ×2".
fn about(case: &Case) -> String {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for review in case.reviews.iter().filter(|review| review.scope == Scope::Case) {
        match kinds.iter_mut().find(|(kind, _)| *kind == review.kind.short()) {
            Some((_, count)) => *count += 1,
            None => kinds.push((review.kind.short(), 1)),
        }
    }
    let kinds: Vec<String> = kinds
        .into_iter()
        .map(|(kind, count)| if count > 1 { format!("{kind} ×{count}") } else { kind.to_owned() })
        .collect();
    let kinds = kinds.join(", ");
    match &case.area {
        Some(area) if kinds.is_empty() => area.to_string(),
        Some(area) => format!("{area} · {kinds}"),
        None => kinds,
    }
}

/// How a case's heading names when: "died 3 August 2007".
pub fn when(case: &Case) -> Option<String> {
    use crate::case::{ClosedList, Outcome};
    let date = shown_date(case.incident, None, case.incident_text.as_ref())?;
    Some(match case.outcome {
        Outcome::Died => format!("{} {date}", case.outcome.label().to_lowercase()),
        _ => date,
    })
}
