//! The selected item in full: its page, laid out for the pane.

use std::sync::Arc;

use super::kept_sheet::SheetOf;
use super::state::State;
use crate::notebook::Mark;
use crate::page::{Block, Page, Section, item_page, item_title, unreadable};
use crate::search::{Highlighter, Query};
use crate::write::text::{Sheet, in_list, lay_out};

/// The selected item, or the reason why the selected file could not be read, as it is laid out: the sheet that is kept, while
/// nothing of it has changed.
pub fn sheet(state: &State, width: u16) -> Arc<Sheet> {
    let Some(of) = sheet_of(state, width) else {
        let page = state.entry().filter(|_| state.case().is_none()).map(|entry| unreadable(entry, state.private()));
        return Arc::new(laid_out(state, &page.unwrap_or_default(), width));
    };
    state.sheet.of(of, |of| laid_out(state, &page(state, of).unwrap_or_default(), width))
}

fn sheet_of(state: &State, width: u16) -> Option<SheetOf> {
    let (key, item) = (state.cases.cursor?, state.item()?);
    let note = state.notebook.of(key, item).filter(|mark| !mark.note.is_empty());
    Some(SheetOf {
        case: Arc::clone(state.case()?),
        vocabulary: Arc::clone(&state.vocabulary),
        item,
        notes: (note.map(|mark| mark.note.clone()).into_iter())
            .chain(state.notebook.shared(key, item).map(Mark::told))
            .map(|note| state.catalogue.shown(Some(key), &note))
            .collect(),
        width,
        answer: state.search.narrows().then_some(state.search.answers),
    })
}

fn laid_out(state: &State, page: &Page, width: u16) -> Sheet {
    let nothing = Query::default();
    let query = if state.search.narrows() { &state.search.shown } else { &nothing };
    lay_out(page, usize::from(width), Some(&Highlighter::of_hits(query, &state.search.hits)), &in_list)
}

/// The page of the item with the user's note and those of the group before it. The frame around it names the case.
fn page(state: &State, of: &SheetOf) -> Option<Page> {
    let mut page = item_page(state.cases.cursor?, &of.case, of.item, &of.vocabulary)?;
    page.about.clear();
    if !of.notes.is_empty() {
        page.sections.insert(0, Section::of("", of.notes.iter().cloned().map(Block::Note).collect()));
    }
    Some(page)
}

/// How many lines there are: what scrolling is bounded by.
pub fn height(state: &State, width: u16) -> usize {
    sheet(state, width).lines.len()
}

/// The line of the detail that the search matches best: the first of those with the most letters lit.
pub fn first_match(state: &State, width: u16) -> Option<usize> {
    let sheet = sheet(state, width);
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
