//! One row of each kind of item.

use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::state::State;
use crate::app::text::{column, fit, lit_line, spans_width, width};
use crate::case::closed::Sense;
use crate::case::{Case, ClosedList, ItemRef};
use crate::page::labels::{DATE, agencies, event_date, kind_word, page_title};
use crate::search::Highlighter;

/// From this many cells on a row names agencies too.
const WITH_AGENCIES: usize = 90;
/// From this many cells on a row names the kind too.
const WITH_KIND: usize = 60;
const ID: usize = 5;
const KIND: usize = 14;
const AGENCIES: usize = 22;

pub fn row(
    state: &State,
    case: &Case,
    item: ItemRef,
    cells: usize,
    style: Style,
    highlighter: &Highlighter<'_>,
) -> Vec<Span<'static>> {
    let theme = &state.theme;
    let mut row = RowSpans { spans: Vec::new(), cells, style, highlighter, matched: theme.matched };
    match item {
        ItemRef::Finding(..) => {
            if let Some((_, finding)) = case.finding(item) {
                row.column(finding.id.as_str(), ID, theme.dim);
                if cells >= WITH_KIND {
                    let style = match finding.kind.sense() {
                        Sense::Missed => theme.alarm,
                        Sense::Good => theme.good,
                        _ => theme.dim,
                    };
                    row.column(kind_word(finding.kind), KIND, style);
                }
                if cells >= WITH_AGENCIES {
                    let about = agencies(&finding.agencies, finding.named.as_deref(), &state.vocabulary);
                    row.column(&about, AGENCIES, theme.dim);
                }
                if cells < WITH_KIND && finding.kind.sense() == Sense::Missed {
                    row.push("▲ ", theme.alarm);
                }
                row.rest(&finding.text);
            }
        }
        ItemRef::Recommendation(..) => {
            if let Some((_, recommendation)) = case.recommendation(item) {
                row.column(recommendation.id.as_str(), ID, theme.dim);
                if cells >= WITH_KIND {
                    let to = agencies(&recommendation.addressed_to, recommendation.named.as_deref(), &state.vocabulary);
                    row.column(&format!("to {to}"), AGENCIES, theme.dim);
                }
                if cells >= WITH_AGENCIES {
                    row.column(recommendation.status.map_or("", ClosedList::label), KIND + 2, theme.dim);
                }
                row.rest(&recommendation.text);
            }
        }
        ItemRef::Event(_) => {
            if let Some(event) = case.event(item) {
                row.column(&event_date(event), DATE, theme.dim);
                let (sign, style) = if event.missed_opportunity { ("▲ ", theme.alarm) } else { ("│ ", theme.dim) };
                row.push(sign, style);
                if cells >= WITH_KIND {
                    row.column(event.kind.label(), KIND, theme.dim);
                }
                if cells >= WITH_AGENCIES {
                    let with = agencies(&event.agencies, event.named.as_deref(), &state.vocabulary);
                    row.column(&with, AGENCIES, theme.dim);
                }
                row.rest(&event.text);
            }
        }
        ItemRef::Page(page) => {
            // A title is read from its start, wherever the match is.
            let title = fit(&page_title(case, page), cells);
            row.rest(&title);
        }
        ItemRef::Source(index) => {
            if let Some(source) = case.source_at(item) {
                let date = source.date.map(|date| date.short());
                let date = date.or_else(|| source.date_text.as_ref().map(ToString::to_string));
                let tail = [Some(source.publisher.to_string()), date].into_iter().flatten().collect::<Vec<_>>();
                let tail = fit(&tail.join(", "), cells / 3);
                row.column(&format!("{}.", index + 1), ID, theme.dim);
                let room = cells.saturating_sub(ID);
                row.text(&source.title, room.saturating_sub(width(&tail) + 2));
                row.push(&" ".repeat(cells.saturating_sub(spans_width(&row.spans) + width(&tail))), style);
                row.text_styled(&tail, theme.dim);
            }
        }
    }
    row.spans
}

struct RowSpans<'a, 'q> {
    spans: Vec<Span<'static>>,
    cells: usize,
    style: Style,
    matched: Style,
    highlighter: &'a Highlighter<'q>,
}

impl RowSpans<'_, '_> {
    fn push(&mut self, text: &str, style: Style) {
        self.spans.push(Span::styled(text.to_owned(), style));
    }

    /// A column of `cells` cells, the last of them a space.
    fn column(&mut self, text: &str, cells: usize, style: Style) {
        let text = column(&fit(text, cells - 1), cells);
        self.text_styled(&text, style);
    }

    fn text_styled(&mut self, text: &str, style: Style) {
        self.spans.extend(lit_line(text, usize::MAX, self.highlighter, style, self.matched));
    }

    fn text(&mut self, text: &str, cells: usize) {
        self.spans.extend(lit_line(text, cells, self.highlighter, self.style, self.matched));
    }

    fn rest(&mut self, text: &str) {
        let room = self.cells.saturating_sub(spans_width(&self.spans));
        self.text(text, room);
    }
}
