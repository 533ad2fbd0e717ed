//! What happens when something happens. Deterministic; without I/O and clock.

mod browse;
mod complete;
mod explain;
mod export;
mod facets;
mod hand_over;
mod help;
mod history;
mod lens;
mod links;
mod mouse;
mod moves;
mod notebook;
mod page;
mod picker;
pub mod privacy;
mod prompt;
mod reload;
mod resume;
mod trail;
mod typing;

pub use resume::session as session_of;

use std::cmp::Reverse;
use std::sync::Arc;

use super::command::Context;
use super::key::Key;
use super::msg::{Effect, Msg};
use super::overlay::PickerState;
use super::state::{Pane, Resume, State};
use super::tab::Tab;
use crate::case::ItemRef;
use crate::library::{Entry, EntryKey};
use crate::search::Answer;

/// Takes a message; returns what should be done outside.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => on_key(state, key),
        Msg::Mouse(pointer) => {
            took_over(state);
            mouse::on_pointer(state, pointer)
        }
        Msg::Paste(text) if state.prompt.is_some() => {
            prompt::paste(state, &text);
            Vec::new()
        }
        Msg::Paste(text) => typing::paste(state, &text),
        Msg::Resize(width, height) => {
            let other = state.size.0 != width;
            state.size = (width, height);
            settle(state);
            // The page was laid out for another width.
            if other { page::lay_out(state) } else { Vec::new() }
        }
        Msg::Vocabulary(vocabulary) => {
            state.vocabulary = vocabulary;
            if state.loading.finished {
                state.message = Some("Labels were read again: vocabulary.toml has changed".to_owned());
            }
            Vec::new()
        }
        Msg::Found(found) => {
            state.loading.found = found;
            Vec::new()
        }
        Msg::Loaded(entries) => loaded(state, entries),
        Msg::LoadFinished => {
            state.loading.finished = true;
            state.loading.found = state.catalogue.len();
            resume::loaded(state);
            // A page of what had been read by then is made of everything now.
            page::ask(state)
        }
        Msg::Changed { entries, removed } => reload::changed(state, entries, removed),
        Msg::Searched { generation, answer } => {
            let effects = searched(state, generation, answer);
            resume::arrive(state);
            effects
        }
        Msg::Completed { text, completions } => complete::completed(state, &text, completions),
        Msg::Query(text) => typing::start(state, &text),
        Msg::History(entries) => {
            state.history.entries = entries;
            Vec::new()
        }
        Msg::Page { number, page } => page::made(state, number, page),
        Msg::Kept(kept) => notebook::kept(state, kept),
        Msg::Resume(session) => resume::start(state, session),
        Msg::MomentExists { name, known, day } => {
            notebook::moment_exists(state, &name, &known, &day);
            Vec::new()
        }
        Msg::ExportExists(to) => {
            export::exists(state, to);
            Vec::new()
        }
        Msg::Notice(text) => {
            state.message = Some(text);
            Vec::new()
        }
    }
}

fn on_key(state: &mut State, key: Key) -> Vec<Effect> {
    state.message = None;
    took_over(state);
    if state.help.is_some() {
        return help::on_key(state, key);
    }
    if state.prompt.is_some() {
        return prompt::on_key(state, key);
    }
    if state.picker.is_some() {
        return picker::on_key(state, key);
    }
    if state.explain.is_some() {
        return explain::on_key(state, key);
    }
    if state.facets.is_some() {
        return facets::on_key(state, key);
    }
    if state.search.typing {
        return typing::on_key(state, key);
    }
    match state.keymap.command(Context::Browse, key) {
        Some(command) => browse::run(state, command),
        None => Vec::new(),
    }
}

/// Whoever presses a key or moves the mouse knows where to go, and is not carried off any more.
fn took_over(state: &mut State) {
    state.resume = Resume::Done;
    state.returning = None;
}

/// Offers a list to choose from that nobody asked for just now: where the keys go elsewhere already, it is only told.
fn offer(state: &mut State, picker: PickerState) {
    let taken = state.help.is_some() || state.prompt.is_some() || state.picker.is_some() || state.search.typing;
    if taken || state.explain.is_some() || state.facets.is_some() {
        state.message = Some(format!("{}; nothing was written", picker.title));
    } else {
        state.picker = Some(picker);
    }
}

fn loaded(state: &mut State, entries: Vec<Entry>) -> Vec<Effect> {
    let mut changed: Vec<EntryKey> = Vec::new();
    let catalogue = Arc::make_mut(&mut state.catalogue);
    for entry in entries {
        changed.extend(catalogue.add(entry));
    }
    let mut to_index = Vec::with_capacity(changed.len());
    for key in &changed {
        let key = *key;
        if let Some(entry) = state.catalogue.entry(key) {
            state.cases.note(key, entry);
            to_index.push((key, entry.case().cloned()));
        }
    }
    state.loading.found = state.loading.found.max(state.catalogue.len());
    reorder(state);
    let mut effects = vec![Effect::Index { cases: to_index, vocabulary: Arc::clone(&state.vocabulary) }];
    effects.extend(notebook::found(state, Some(&changed)));
    resume::arrive(state);
    effects
}

/// An answer to an older question is not shown. The first answer to a question moves to the best match; a later one, which
/// covers cases that have come in since, leaves everything where the reader has put it.
fn searched(state: &mut State, generation: u64, answer: Answer) -> Vec<Effect> {
    let first = state.search.answered != Some(generation);
    // A new list for the same query, or more of it, leaves everything where it is.
    let same = state.search.shown == state.search.query;
    let before = state.lens_hit();
    if !state.search.answer(generation, answer) {
        // A search that cannot be answered is no reason to stay where one is.
        return if state.search.problems.is_empty() { Vec::new() } else { trail::answered(state) };
    }
    if first && !same {
        follow_hits(state);
    } else {
        reorder(state);
    }
    lens::answered(state, before, first && !same);
    facets::answered(state);
    trail::answered(state)
}

/// Brings the order of the cases up to date, and the selection with it.
fn reorder(state: &mut State) {
    let hits = state.search.narrows().then_some(&state.search.hits);
    let row = state.cases.row().filter(|_| state.cases.chosen);
    state.cases.reorder(&state.catalogue, hits);
    let gone = state.cases.row().is_none();
    if gone || !state.cases.chosen {
        // What was chosen and is gone leaves its place to its neighbour.
        let row = row.unwrap_or(0).min(state.cases.order.len().saturating_sub(1));
        select_case(state, state.cases.order.get(row).copied());
    }
    if gone {
        // Nobody chose what is selected now, but it is not to be left for the first row either.
        state.cases.chosen = row.is_some() && state.cases.cursor.is_some();
    }
    settle(state);
}

/// After the first answer: best case first and selected, best item selected in every tab.
fn follow_hits(state: &mut State) {
    state.cases.chosen = false;
    state.cases.top = 0;
    let before = state.cases.cursor;
    reorder(state);
    if state.cases.cursor == before {
        go_to_best(state);
    }
    settle(state);
}

/// Selects a case, and starts at the top of each of its tabs.
fn select_case(state: &mut State, key: Option<EntryKey>) {
    if state.cases.cursor == key {
        return;
    }
    state.cases.cursor = key;
    state.cases.held = None;
    state.places = Default::default();
    go_to_best(state);
}

/// Goes to an item of a case, wherever one is.
fn go_to_item(state: &mut State, key: EntryKey, item: ItemRef) {
    // What the search hides could not be shown.
    if state.search.narrows() && state.search.in_case(key).is_none_or(|hits| !hits.shows(item)) {
        state.search.clear();
        state.cases.reorder(&state.catalogue, None);
    }
    select_case(state, Some(key));
    state.cases.chosen = true;
    state.tab = Tab::of(item);
    let place = state.place_mut();
    (place.cursor, place.scroll) = (Some(item), 0);
    state.lens.inside = true;
    state.focus = Pane::Items;
    reveal(state);
    settle(state);
}

/// In every tab, the item that matches best is selected; without a search, the first.
fn go_to_best(state: &mut State) {
    let shown = state.tab;
    for tab in Tab::ALL {
        let best: Option<ItemRef> = state
            .case_hits()
            // Who names a case begins where it begins.
            .filter(|hits| !hits.whole())
            .and_then(|hits| {
                hits.own()
                    .filter(|(item, _)| Tab::of(*item) == tab)
                    .max_by_key(|(item, score)| (*score, Reverse(*item)))
            })
            .map(|(item, _)| item);
        let best = best.or_else(|| state.rows(tab).iter().find_map(super::lists::Row::item));
        state.tab = tab;
        *state.place_mut() = super::state::TabPlace { cursor: best, top: 0, scroll: 0 };
    }
    state.tab = shown;
    // A search that this tab cannot answer opens on the tab that can.
    let elsewhere =
        state.case_hits().filter(|hits| !hits.whole() && !hits.own().any(|(item, _)| Tab::of(item) == shown));
    let best = elsewhere.and_then(|hits| hits.own().max_by_key(|(item, score)| (*score, Reverse(*item))));
    if let Some((item, _)) = best {
        state.tab = Tab::of(item);
    }
    reveal(state);
}

/// Scrolls the detail of a long page to what the search matches.
fn reveal(state: &mut State) {
    if !state.search.narrows() || !matches!(state.item(), Some(ItemRef::Page(_))) {
        return;
    }
    let layout = super::layout::layout(state);
    if layout.right.height == 0 {
        return;
    }
    // Where the detail is not shown now, it will take the place of the list.
    let (width, height) = if layout.detail.height > 0 {
        (layout.detail.width, layout.detail.height)
    } else {
        (layout.list.width, layout.list.height)
    };
    let line = super::detail::first_match(state, width);
    let place = state.place_mut();
    place.scroll = match line {
        Some(line) if line >= usize::from(height) => line.saturating_sub(2),
        _ => 0,
    };
}

/// Keeps every selection in sight and every scroll in bounds: after each change of size, list or cursor.
fn settle(state: &mut State) {
    // A file that could not be read has no list, and an empty list nothing to read.
    if state.entry().is_some() && state.case().is_none() && state.focus == Pane::Items {
        state.focus = Pane::Detail;
    }
    let layout = super::layout::layout(state);
    if layout.too_small {
        return;
    }
    if state.lists_all() {
        lens::keep_row_in_sight(state, &layout);
    } else if layout.cases.height > 0 {
        state.cases.keep_in_sight(layout.cases_shown());
    }
    moves::settle_items(state, &layout);
    page::keep_in_bounds(state);
    if let Some(mut open) = state.help.take() {
        help::settle(state, &mut open);
        state.help = Some(open);
    }
}

/// The pane that is next in `direction`, among those that there are.
fn pane_beside(state: &State, forward: bool) -> Pane {
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
