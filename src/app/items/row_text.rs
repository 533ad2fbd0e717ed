//! One row of each kind of item.

use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::draw::toned;
use crate::app::state::State;
use crate::app::text::{column, fit, lit_line, lit_two_lines, spans_width, width};
use crate::case::closed::{Letter, Sense};
use crate::case::{Case, CasePage, ClosedList, FindingKind, ItemRef, RecommendationStatus, signs};
use crate::page::Tone;
use crate::page::labels::{DATE, addressed, agencies, event_date, kind_tone, kind_word, page_title};
use crate::search::{Highlighter, main_text};

/// From this many cells on a row names agencies too.
const WITH_AGENCIES: usize = 90;
/// From this many cells on a row names the kind too.
pub const WITH_KIND: usize = 60;
/// From this many cells on the kind of a finding has its word beside its sign.
const WITH_WORD: usize = 72;
const ID: usize = 5;
const SIGN: usize = 2;
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
                row.column(finding.id.as_str(), id_cells(case, item), theme.dim);
                let style = kind_style(state, finding.kind);
                if cells >= WITH_WORD {
                    row.column(kind_word(finding.kind), KIND, style);
                } else {
                    row.column(signs::of_kind(finding.kind).unwrap_or_default(), SIGN, style);
                }
                if cells >= WITH_AGENCIES {
                    let about = agencies(&finding.agencies, finding.named.as_deref(), &state.vocabulary);
                    row.column(&about, AGENCIES, theme.dim);
                }
                row.rest(&finding.text);
            }
        }
        ItemRef::Recommendation(..) => {
            if let Some((_, recommendation)) = case.recommendation(item) {
                row.column(recommendation.id.as_str(), id_cells(case, item), theme.dim);
                let to = addressed(recommendation, &state.vocabulary);
                // Without a status those addressed have its room too, so that no column is empty and texts stand in line.
                let to_cells = match recommendation.status {
                    _ if cells < WITH_AGENCIES => AGENCIES,
                    None => KIND + AGENCIES,
                    Some(status) => {
                        row.column(status.label(), KIND, status_style(state, Some(status)));
                        AGENCIES
                    }
                };
                if cells >= WITH_KIND {
                    let to = if to.is_empty() { to } else { format!("to {to}") };
                    row.column(&to, to_cells, theme.dim);
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
            // Among entries of all cases the page of the case has its text beside it, as they have.
            if page == CasePage::Case && state.lists_all() {
                row.column(&title, KIND, theme.dim);
                row.rest(&case.summary.paragraphs().collect::<Vec<_>>().join(" "));
            } else {
                row.rest(&title);
            }
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

/// Cells of the id of an entry: as wide as the ids of the case's field are.
fn id_cells(case: &Case, item: ItemRef) -> usize {
    let noun = match item {
        ItemRef::Finding(..) => "finding",
        ItemRef::Recommendation(..) => "recommendation",
        _ => return ID,
    };
    case.profile.get().id_form(noun).map_or(ID, |form| ID.max(width(form.example) + 2))
}

/// The same in two lines: the text wrapped, and in the margin the kind, and below it the agencies, where there is room; `has_kind`
/// where they stand before the margin already.
pub fn two_lines(
    state: &State,
    case: &Case,
    item: ItemRef,
    cells: usize,
    style: Style,
    highlighter: &Highlighter<'_>,
    has_kind: bool,
) -> [Vec<Span<'static>>; 2] {
    let theme = &state.theme;
    let [first, second] = margin(state, case, item);
    let id_cells = if matches!(item, ItemRef::Event(_)) { DATE } else { id_cells(case, item) };
    let wide = cells >= WITH_KIND;
    let row = || RowSpans { spans: Vec::new(), cells, style, highlighter, matched: theme.matched };
    let (mut upper, mut lower) = (row(), row());
    let id = match item {
        ItemRef::Event(_) => case.event(item).map(event_date).unwrap_or_default(),
        // As in one line: a source has its number, a page nothing.
        ItemRef::Source(index) => format!("{}.", index + 1),
        ItemRef::Page(_) => String::new(),
        _ => item.id(case),
    };
    upper.column(&id, id_cells, theme.dim);
    if wide {
        lower.column("", id_cells, theme.dim);
        // The margin is no wider than its share: the text is what is read.
        let margin = (cells / 4).clamp(KIND, AGENCIES);
        upper.column(&first.0, margin, first.1);
        lower.column(&second.0, margin, second.1);
    } else {
        // The sign of the kind stands where its word has no room.
        let sign = if has_kind { "" } else { sign(case, item) };
        lower.column(sign, id_cells, first.1);
    }
    let room = cells.saturating_sub(spans_width(&upper.spans));
    let texts = lit_two_lines(main_text(case, item), room, highlighter, style, theme.matched);
    let [text, rest] = texts;
    upper.spans.extend(text);
    lower.spans.extend(rest);
    [upper.spans, lower.spans]
}

/// The words beside an entry's text: its kind or to whom it is addressed, in its style; below it the agencies or the status.
pub fn margin(state: &State, case: &Case, item: ItemRef) -> [(String, Style); 2] {
    let theme = &state.theme;
    let vocabulary = &state.vocabulary;
    if let Some((_, finding)) = case.finding(item) {
        let about = agencies(&finding.agencies, finding.named.as_deref(), vocabulary);
        return [(kind_word(finding.kind).to_owned(), kind_style(state, finding.kind)), (about, theme.dim)];
    }
    if let Some((_, recommendation)) = case.recommendation(item) {
        let to = addressed(recommendation, vocabulary);
        let status = recommendation.status.map_or("", ClosedList::label);
        let to = if to.is_empty() { to } else { format!("to {to}") };
        return [(to, theme.dim), (status.to_owned(), status_style(state, recommendation.status))];
    }
    if let Some(event) = case.event(item) {
        let missed = if event.missed_opportunity { "▲ " } else { "" };
        let kind =
            (format!("{missed}{}", event.kind.label()), if event.missed_opportunity { theme.alarm } else { theme.dim });
        return [kind, (agencies(&event.agencies, event.named.as_deref(), vocabulary), theme.dim)];
    }
    [(String::new(), theme.dim), (String::new(), theme.dim)]
}

/// The sign of a kind of finding, or of a missed opportunity among the events.
fn sign(case: &Case, item: ItemRef) -> &'static str {
    let of_finding = case.finding(item).and_then(|(_, finding)| signs::of_kind(finding.kind));
    let missed = case.event(item).is_some_and(|event| event.missed_opportunity);
    of_finding.unwrap_or(if missed { signs::MISSED } else { "" })
}

fn kind_style(state: &State, kind: FindingKind) -> Style {
    match kind_tone(kind) {
        Tone::Plain => state.theme.dim,
        tone => toned(tone, &state.theme),
    }
}

fn status_style(state: &State, status: Option<RecommendationStatus>) -> Style {
    let Some(status) = status else { return state.theme.dim };
    match (status.sense(), status.letter()) {
        (Sense::Overdue, _) | (_, Some(Letter::Red)) => state.theme.alarm,
        (_, Some(Letter::Green)) => state.theme.good,
        (Sense::Open, _) => state.theme.heading,
        _ => state.theme.dim,
    }
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
