//! The selected item in full: its page, laid out for the pane.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
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

/// The lines of the passage that the search leads to: the shortest that holds the most of its words, within one paragraph if
/// one holds as many, otherwise within so many lines.
pub fn passage(state: &State, width: u16, within: usize) -> Option<Range<usize>> {
    if !state.search.narrows() {
        return None;
    }
    let sheet = sheet(state, width);
    let highlighter = Highlighter::of_hits(&state.search.shown, &state.search.hits);
    let places: Vec<Vec<(usize, usize)>> = sheet
        .texts
        .iter()
        .map(|text| highlighter.words_at(text).into_iter().map(|(word, span)| (span.start, word)).collect())
        .collect();
    let mut of_texts: Vec<Vec<(usize, usize)>> = vec![Vec::new(); places.len()];
    for (line, pieces) in sheet.lines.iter().enumerate() {
        for piece in &pieces.pieces {
            let Some(of) = piece.of else { continue };
            let here = of.start..of.start + piece.text.len();
            let words = places.get(of.text).into_iter().flatten().filter(|(start, _)| here.contains(start));
            if let Some(lines) = of_texts.get_mut(of.text) {
                lines.extend(words.map(|(_, word)| (line, *word)));
            }
        }
    }
    let alone = of_texts.iter().filter_map(|words| densest(words, usize::MAX)).min_by_key(Dense::rank)?;
    let mut all = of_texts.concat();
    all.sort_unstable();
    let beside = densest(&all, within).filter(|beside| beside.words > alone.words);
    Some(beside.unwrap_or(alone).lines)
}

/// Some lines, and how many words of the search they hold.
struct Dense {
    words: usize,
    lines: Range<usize>,
}

impl Dense {
    /// More words stand before fewer, then fewer lines before more, then what comes first.
    fn rank(&self) -> (Reverse<usize>, usize, usize) {
        (Reverse(self.words), self.lines.len(), self.lines.start)
    }
}

/// The fewest lines that hold the most different words, at most `within` lines; the words are given by their lines.
fn densest(words: &[(usize, usize)], within: usize) -> Option<Dense> {
    let mut best: Option<Dense> = None;
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let mut from = 0;
    for (line, word) in words {
        *counts.entry(*word).or_default() += 1;
        while let Some((first, leaving)) = words.get(from) {
            let count = counts.get(leaving).copied().unwrap_or(0);
            if count < 2 && line - first < within {
                break;
            }
            counts.insert(*leaving, count.saturating_sub(1));
            counts.retain(|_, count| *count > 0);
            from += 1;
        }
        let start = words.get(from).map_or(*line, |(first, _)| *first);
        let dense = Dense { words: counts.len(), lines: start..line + 1 };
        if best.as_ref().is_none_or(|best| dense.rank() < best.rank()) {
            best = Some(dense);
        }
    }
    best
}

/// The title of the line above the detail: the item's id and kind.
pub fn title(state: &State) -> Option<String> {
    item_title(state.case()?, state.item()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_densest_lines_hold_the_most_words_in_the_least_room() {
        // Words by their lines; the most lines; how many words are held, and where.
        type Row<'a> = (&'a [(usize, usize)], usize, Option<(usize, Range<usize>)>);
        let rows: [Row<'_>; 8] = [
            (&[], 9, None),
            (&[(4, 0)], 9, Some((1, 4..5))),
            (&[(4, 0), (9, 0)], 9, Some((1, 4..5))),
            (&[(4, 0), (9, 1), (30, 0), (31, 1)], 9, Some((2, 30..32))),
            (&[(4, 0), (5, 1), (30, 0), (31, 1)], 9, Some((2, 4..6))),
            (&[(4, 0), (30, 1)], 9, Some((1, 4..5))),
            (&[(4, 0), (30, 1)], usize::MAX, Some((2, 4..31))),
            (&[(1, 0), (2, 0), (3, 1), (8, 2), (8, 0), (9, 1)], 9, Some((3, 8..10))),
        ];
        for (words, within, expected) in rows {
            let found = densest(words, within).map(|dense| (dense.words, dense.lines));
            assert_eq!(found, expected, "{words:?} within {within}");
        }
    }
}
