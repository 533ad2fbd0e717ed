//! The selected item in full: its page, laid out for the pane.

use ratatui::text::Line;

use super::draw::styled;
use super::state::State;
use crate::page::{Block, Page, Section, item_page, item_title, unreadable};
use crate::search::{Highlighter, Query};
use crate::write::text::{Sheet, in_list, lay_out};

/// The lines of the selected item, or of why the selected file could not be read.
pub fn lines(state: &State, width: u16, highlighter: &Highlighter<'_>) -> Vec<Line<'static>> {
    sheet(state, width, highlighter).lines.iter().map(|line| styled(line, &state.theme)).collect()
}

fn sheet(state: &State, width: u16, highlighter: &Highlighter<'_>) -> Sheet {
    let page = page(state).unwrap_or_default();
    lay_out(&page, usize::from(width), Some(highlighter), &in_list)
}

/// The page of the selected item with the user's note before it. The frame around it names the case.
fn page(state: &State) -> Option<Page> {
    let entry = state.entry()?;
    let Some((key, case)) = state.cases.cursor.zip(state.case()) else {
        return Some(unreadable(entry, state.private()));
    };
    let item = state.item()?;
    let mut page = item_page(key, case, item, &state.vocabulary)?;
    page.about.clear();
    if let Some(mark) = state.notebook.of(key, item).filter(|mark| !mark.note.is_empty()) {
        let note = state.catalogue.shown(Some(key), &mark.note);
        page.sections.insert(0, Section { blocks: vec![Block::Note(note)], ..Section::default() });
    }
    Some(page)
}

/// How many lines there are: what scrolling is bounded by.
pub fn height(state: &State, width: u16) -> usize {
    sheet(state, width, &Highlighter::new(&Query::default(), &[])).lines.len()
}

/// The line of the detail that the search matches best: the first of those with the most letters lit.
pub fn first_match(state: &State, width: u16) -> Option<usize> {
    let highlighter = Highlighter::of_hits(&state.search.shown, &state.search.hits);
    let sheet = sheet(state, width, &highlighter);
    let lit: Vec<usize> = sheet
        .lines
        .iter()
        .map(|line| line.pieces.iter().filter(|piece| piece.lit).map(|piece| piece.text.chars().count()).sum())
        .collect();
    let best = lit.iter().copied().max().filter(|best| *best > 0)?;
    lit.iter().position(|lit| *lit == best)
}

/// The title of the line above the detail: the item's id and kind.
pub fn title(state: &State) -> Option<String> {
    item_title(state.case()?, state.item()?)
}
