//! What happens when something happens. Deterministic; without I/O and clock.

mod browse;
mod help;
mod moves;
mod typing;

use super::command::Context;
use super::key::Key;
use super::msg::{Effect, Msg};
use super::state::{Pane, State, Tab};
use crate::case::ItemRef;
use crate::library::{Entry, EntryKey};

/// Takes a message; returns what should be done outside.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => on_key(state, key),
        Msg::Paste(text) => typing::paste(state, &text),
        Msg::Resize(width, height) => {
            state.size = (width, height);
            settle(state);
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
            Vec::new()
        }
        Msg::Searched { generation, hits } => {
            // An answer to an older question is not shown.
            if generation == state.search.generation {
                state.search.answer(hits);
                follow_hits(state);
            }
            Vec::new()
        }
    }
}

fn on_key(state: &mut State, key: Key) -> Vec<Effect> {
    state.message = None;
    if state.help.is_some() {
        return help::on_key(state, key);
    }
    if state.search.typing {
        return typing::on_key(state, key);
    }
    match state.keymap.command(Context::Browse, key) {
        Some(command) => browse::run(state, command),
        None => Vec::new(),
    }
}

fn loaded(state: &mut State, entries: Vec<Entry>) -> Vec<Effect> {
    let mut changed: Vec<EntryKey> = Vec::new();
    for entry in entries {
        changed.extend(state.catalogue.add(entry));
    }
    let mut to_index = Vec::with_capacity(changed.len());
    for key in changed {
        if let Some(entry) = state.catalogue.entry(key) {
            state.cases.note(key, entry);
            to_index.push((key, entry.case().cloned()));
        }
    }
    state.loading.found = state.loading.found.max(state.catalogue.len());
    let mut effects = vec![Effect::Index(to_index)];
    if state.search.query.is_empty() {
        reorder(state);
    } else {
        // What has just come in may match as well.
        effects.push(typing::ask(state));
    }
    effects
}

/// Brings the order of the cases up to date, and the selection with it.
fn reorder(state: &mut State) {
    let hits = state.search.narrows().then_some(&state.search.hits);
    state.cases.reorder(&state.catalogue, hits);
    let gone = state.cases.row().is_none();
    if gone || !state.cases.chosen {
        let first = state.cases.order.first().copied();
        select_case(state, first);
    }
    settle(state);
}

/// After an answer: best case first and selected, best item selected in every tab.
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
    state.places = Default::default();
    go_to_best(state);
}

/// In every tab, the item that matches best is selected; without a search, the first.
fn go_to_best(state: &mut State) {
    let shown = state.tab;
    for tab in Tab::ALL {
        let best: Option<ItemRef> = state
            .case_hits()
            .and_then(|hits| {
                hits.items
                    .iter()
                    .filter(|hit| Tab::of(hit.item) == tab)
                    .max_by_key(|hit| (hit.score, std::cmp::Reverse(hit.item)))
            })
            .map(|hit| hit.item);
        let best = best.or_else(|| state.rows(tab).iter().find_map(super::lists::Row::item));
        state.tab = tab;
        *state.place_mut() = super::state::TabPlace { cursor: best, top: 0, scroll: 0 };
    }
    state.tab = shown;
}

/// Keeps every selection in sight and every scroll in bounds: after each change of size, list or cursor.
fn settle(state: &mut State) {
    let layout = super::layout::layout(state);
    if layout.too_small {
        return;
    }
    if layout.cases.height > 0 {
        state.cases.keep_in_sight(layout.cases_shown());
    }
    moves::settle_items(state, &layout);
}

/// The pane that is next in `direction`, among those that there are.
fn pane_beside(pane: Pane, forward: bool) -> Pane {
    match (pane, forward) {
        (Pane::Cases, true) | (Pane::Detail, false) => Pane::Items,
        (Pane::Items, true) | (Pane::Cases, false) => Pane::Detail,
        (Pane::Detail, true) | (Pane::Items, false) => Pane::Cases,
    }
}
