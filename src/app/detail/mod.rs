//! The selected item in full, as lines of a given width.

mod case_page;

mod entries;
mod review_page;
mod side_by_side;
mod whole_case;

use ratatui::style::Modifier;
use ratatui::text::Line;

use super::state::State;
use super::theme::Theme;
use crate::case::{Case, CasePage, ItemRef, Vocabulary};
use crate::search::Highlighter;

pub use crate::app::doc::Doc;
pub use whole_case::whole_case;

/// Widest running text: longer lines are hard to read.
const WIDEST: u16 = 110;

/// The lines of the selected item, or of why the selected file could not be read.
pub fn lines(state: &State, width: u16, highlighter: &Highlighter<'_>) -> Vec<Line<'static>> {
    let side_by_side = state.item() == Some(ItemRef::Page(CasePage::SideBySide));
    let width = usize::from(if side_by_side { width } else { width.min(WIDEST) });
    let mut doc = Doc::new(width, state.theme, highlighter);
    let Some(entry) = state.entry() else { return Vec::new() };
    let Some(case) = state.case() else {
        entries::unreadable(&mut doc, entry, state.private());
        return doc.lines();
    };
    if let Some(item) = state.item() {
        let mark = state.cases.cursor.and_then(|key| state.notebook.of(key, item));
        if let Some(mark) = mark.filter(|mark| !mark.note.is_empty()) {
            for line in mark.note.lines() {
                let line = state.catalogue.shown(state.cases.cursor, line);
                doc.led("¶ ", doc.theme.focus, "  ", &line, doc.theme.heading);
            }
            doc.gap();
        }
        write_item(&mut doc, case, item, &state.vocabulary);
    }
    doc.lines()
}

/// An item in full, as lines of plain text.
pub fn item_text(case: &Case, item: ItemRef, width: usize, vocabulary: &Vocabulary) -> Vec<String> {
    let query = crate::search::Query::default();
    let highlighter = Highlighter::new(&query, &[]);
    let mut doc = Doc::new(width, Theme::new(false), &highlighter);
    write_item(&mut doc, case, item, vocabulary);
    doc.lines().iter().map(|line| line.to_string().trim_end().to_owned()).collect()
}

fn write_item(doc: &mut Doc<'_, '_>, case: &Case, item: ItemRef, vocabulary: &Vocabulary) {
    match item {
        ItemRef::Finding(..) => entries::finding(doc, case, item, vocabulary),
        ItemRef::Recommendation(..) => entries::recommendation(doc, case, item, vocabulary),
        ItemRef::Event(_) => entries::event(doc, case, item, vocabulary),
        ItemRef::Source(_) => entries::source(doc, case, item),
        ItemRef::Page(page) => match page {
            CasePage::Case => case_page::case(doc, case, vocabulary),
            CasePage::SideBySide => side_by_side::side_by_side(doc, case, vocabulary),
            CasePage::Review(index) => {
                if let Some(review) = case.reviews.get(index) {
                    review_page::review(doc, case, review, vocabulary);
                }
            }
            CasePage::Disputed => case_page::disputed(doc, case),
            CasePage::Related => case_page::related(doc, case),
            CasePage::Gaps => case_page::gaps(doc, case),
        },
    }
}

/// How many lines there are: what scrolling is bounded by.
pub fn height(state: &State, width: u16) -> usize {
    let query = crate::search::Query::default();
    lines(state, width, &Highlighter::new(&query, &[])).len()
}

/// The line of the detail that the search matches best: the first of those with the most letters lit.
pub fn first_match(state: &State, width: u16) -> Option<usize> {
    let highlighter = Highlighter::of_hits(&state.search.shown, &state.search.hits);
    let lit = |line: &Line<'_>| {
        let spans = line.spans.iter().filter(|span| span.style.add_modifier.contains(Modifier::UNDERLINED));
        spans.map(|span| span.content.chars().count()).sum::<usize>()
    };
    let lines = lines(state, width, &highlighter);
    let best = lines.iter().map(lit).max().filter(|best| *best > 0)?;
    lines.iter().position(|line| lit(line) == best)
}

/// What the line above the detail says: the item's id and kind.
pub fn title(state: &State) -> Option<String> {
    use crate::case::ClosedList;
    let case = state.case()?;
    Some(match state.item()? {
        item @ ItemRef::Finding(..) => {
            let (_, finding) = case.finding(item)?;
            format!("Finding {} · {} · {}", finding.id, finding.kind.label(), finding.confidence.label().to_lowercase())
        }
        item @ ItemRef::Recommendation(..) => {
            let (_, recommendation) = case.recommendation(item)?;
            format!("Recommendation {} · {}", recommendation.id, recommendation.confidence.label().to_lowercase())
        }
        item @ ItemRef::Event(_) => {
            let event = case.event(item)?;
            format!("Event {} · {} · {}", event.id, event.kind.label(), event.confidence.label().to_lowercase())
        }
        ItemRef::Page(page) => crate::page::labels::page_title(case, page),
        item @ ItemRef::Source(_) => {
            let ItemRef::Source(index) = item else { return None };
            format!("Source {} of {} · {}", index + 1, case.sources.len(), case.source_at(item)?.id)
        }
    })
}
