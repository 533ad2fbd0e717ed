//! The selection of cases, items and panes, and how it follows a new order or a new answer.

use std::cmp::Reverse;

use super::detail;
use super::items::rows::ListRow;
use super::layout::layout;
use super::place::{Pane, TabPlace};
use super::state::State;
use super::tab::Tab;
use crate::case::{CasePage, ItemRef};
use crate::library::EntryKey;

/// Brings the order of the cases up to date, and the selection with it.
pub fn reorder(state: &mut State) {
    let hits = state.search.narrows().then_some(&state.search.hits);
    let row = state.cases.row().filter(|_| state.cases.chosen);
    state.cases.reorder(&state.catalogue, hits);
    let gone = state.cases.row().is_none();
    if gone || !state.cases.chosen {
        // A chosen case that is gone leaves its place to its neighbour.
        let row = row.unwrap_or(0).min(state.cases.order.len().saturating_sub(1));
        select_case(state, state.cases.order.get(row).copied());
    }
    if gone {
        // The user did not choose what is selected now, but it is not to be left for the first row either.
        state.cases.chosen = row.is_some() && state.cases.cursor.is_some();
    }
}

/// After the first answer: best case first and selected, best item selected in every tab.
pub fn follow_hits(state: &mut State) {
    state.cases.chosen = false;
    state.cases.tab_chosen = false;
    state.cases.top = 0;
    follow_rest(state);
}

/// After another part of the answer: the best case and its best item stay selected until the user moves.
pub fn follow_rest(state: &mut State) {
    let before = state.cases.cursor;
    reorder(state);
    if !state.cases.chosen && state.cases.cursor == before {
        go_to_best(state);
    }
}

/// Selects a case, and starts at the top of each of its tabs.
pub fn select_case(state: &mut State, key: Option<EntryKey>) {
    if state.cases.cursor == key {
        return;
    }
    state.cases.cursor = key;
    state.cases.held = None;
    state.places = Default::default();
    go_to_best(state);
}

/// Goes to an item of a case, from anywhere.
pub fn go_to_item(state: &mut State, key: EntryKey, item: ItemRef) {
    // An item that the search hides could not be shown.
    if state.search.narrows() && state.search.in_case(key).is_none_or(|hits| !hits.shows(item)) {
        state.search.clear();
        state.cases.reorder(&state.catalogue, None);
    }
    select_case(state, Some(key));
    state.cases.chosen = true;
    state.tab = Tab::of(item);
    state.select_item(item);
    state.place_mut().scroll = 0;
    state.lens.inside = true;
    state.focus = Pane::Items;
    reveal(state);
}

/// In every tab, the item that matches best is selected; without a search, the first.
pub fn go_to_best(state: &mut State) {
    let shown = state.tab;
    for tab in Tab::ALL {
        let best: Option<ItemRef> = state
            .case_hits()
            // A search for the name of a case begins where the case begins.
            .filter(|hits| !hits.whole())
            .and_then(|hits| {
                hits.own()
                    .filter(|(item, _)| Tab::of(*item) == tab)
                    .max_by_key(|(item, score)| (*score, Reverse(*item)))
            })
            .map(|(item, _)| item);
        let best = best.or_else(|| state.rows(tab).iter().find_map(ListRow::item));
        state.tab = tab;
        let cursor = best.and_then(|item| state.key_of(item));
        *state.place_mut() = TabPlace { cursor, top: 0, scroll: 0 };
    }
    state.tab = shown;
    // A search that this tab cannot answer opens on the tab that can, unless the user turned to this one.
    let turned = state.cases.tab_chosen && !state.cases.chosen;
    let elsewhere = state
        .case_hits()
        .filter(|hits| !turned && !hits.whole() && !hits.own().any(|(item, _)| Tab::of(item) == shown));
    let best = elsewhere.and_then(|hits| hits.own().max_by_key(|(item, score)| (*score, Reverse(*item))));
    if let Some((item, _)) = best {
        state.tab = Tab::of(item);
    }
    reveal(state);
}

/// Opens the selected item at its top; where the search leads into a long one, at the passage that it means. A search for the
/// case as a whole leads to no passage.
pub fn reveal(state: &mut State) {
    let led = state.item().filter(|item| state.case_hits().is_some_and(|hits| !hits.whole() && hits.matches(*item)));
    if led.is_none() {
        return;
    }
    let layout = layout(state);
    if layout.right.height == 0 {
        return;
    }
    // A detail that is not shown now will take the place of the list.
    let (width, height) = if layout.detail.height > 0 {
        (layout.detail.width, layout.detail.height)
    } else {
        (layout.list.width, layout.list.height)
    };
    let height = usize::from(height);
    let lines = detail::passage(state, width, height);
    state.place_mut().scroll = match lines {
        Some(lines) if lines.end > height => lines.start.saturating_sub(2),
        _ => 0,
    };
}

/// The pane that is next in `direction`, among those that there are.
pub fn pane_beside(state: &State, forward: bool) -> Pane {
    match (state.focus, forward) {
        // The list of a lens has no tabs beside it.
        (Pane::Cases, _) if state.lists_terms() => Pane::Cases,
        (Pane::Cases, _) if state.lists_all() => Pane::Detail,
        (_, _) if state.lists_all() => Pane::Cases,
        (Pane::Cases, true) | (Pane::Detail, false) => Pane::Items,
        (Pane::Items, true) | (Pane::Cases, false) => Pane::Detail,
        (Pane::Detail, true) | (Pane::Items, false) => Pane::Cases,
    }
}

/// The item that a command means: that of the selected row where a page is open, else the selected one.
pub fn meant(state: &State) -> Option<(EntryKey, ItemRef)> {
    match &state.page {
        Some(page) => {
            let (key, item) = page.item()?;
            Some((key, state.catalogue.case(key)?.find(item)?))
        }
        None => state.cases.cursor.zip(selected(state)),
    }
}

/// The item that a user means is one that is seen: the selected item, or the case while only the cases are on the
/// screen.
pub fn selected(state: &State) -> Option<ItemRef> {
    if state.lists_terms() {
        return None;
    }
    let unseen = state.focus == Pane::Cases && !state.lists_all() && layout(state).right.height == 0;
    state.item().filter(|_| !unseen).or(state.case().map(|_| ItemRef::Page(CasePage::Case)))
}
