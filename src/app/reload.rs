//! Files have changed under the reader: what is selected, scrolled and searched for stays where it can.

use std::collections::HashMap;
use std::sync::Arc;

use super::items::rows::ListRow;
use super::msg::Effect;
use super::place::{Pane, UnreadablePlace};
use super::selection::{go_to_best, reorder};
use super::state::State;
use super::tab::Tab;
use super::{notebook, page};
use crate::case::{Case, ItemKey};
use crate::library::{Entry, EntryKey, Origin};
use crate::page::PageOf;

/// The row of the selected item of each tab, and its neighbours: those behind it, then those before it, nearest first.
type SelectedRows = [Option<(usize, Vec<ItemKey>)>; 5];

/// Takes in the files that have changed, and those that are gone.
pub fn changed(state: &mut State, entries: Vec<Entry>, removed: Vec<Origin>) -> Vec<Effect> {
    let selected = state.cases.cursor;
    let before = real(state);
    let rows = rows(state);
    let listed = listed(state);
    let mut old: HashMap<EntryKey, Arc<Case>> = HashMap::new();
    for origin in entries.iter().map(|entry| &entry.origin).chain(&removed) {
        let key = state.catalogue.key_at(origin);
        old.extend(key.and_then(|key| Some((key, Arc::clone(state.catalogue.real(key)?)))));
    }
    // Files that are gone are removed first: a file that has moved is not held against itself.
    let catalogue = Arc::make_mut(&mut state.catalogue);
    let mut changed: Vec<EntryKey> = removed.iter().flat_map(|origin| catalogue.remove(origin)).collect();
    for entry in entries {
        changed.extend(catalogue.add(entry));
    }
    changed.sort_unstable();
    changed.dedup();
    let mut to_index = Vec::with_capacity(changed.len());
    for key in changed.iter().copied() {
        let case = state.catalogue.real(key).cloned();
        state.cases.note_change(key, state.catalogue.entry(key));
        state.search.follow(key, old.get(&key).map(AsRef::as_ref).zip(case.as_deref()));
        if Some(key) == selected && state.catalogue.entry(key).is_some() {
            state.cases.held = Some(key);
        }
        to_index.push((key, state.catalogue.entry(key).map(|entry| entry.content.clone())));
    }
    state.loading.found = state.catalogue.len();
    state.to_index += to_index.len();
    // A reader who only looks has chosen what is on the screen; while a search is typed, the best match stays selected.
    if !state.search.typing {
        state.cases.chosen = state.cases.cursor.is_some();
        state.lens.chosen = true;
    }
    follow(state, selected, before, rows);
    reorder(state);
    follow_list(state, listed);
    let mut effects = vec![Effect::Index { cases: to_index, vocabulary: Arc::clone(&state.vocabulary) }];
    let marks_shown = matches!(state.page.as_ref().map(|page| &page.request.of), Some(PageOf::Marks(_)));
    let found = notebook::found(state, Some(&changed));
    // The page is made of what has changed; one of marks may have been asked for just now.
    let asked = found.iter().any(|effect| matches!(effect, Effect::Page { .. }));
    effects.extend(found);
    if !(marks_shown && asked) {
        effects.extend(page::ask(state));
    }
    effects
}

/// The selected case as its file has it.
fn real(state: &State) -> Option<Arc<Case>> {
    state.catalogue.real(state.cases.cursor?).cloned()
}

/// The selection goes with its case: to its new text, to its new file, and through a time in which it cannot be read.
fn follow(state: &mut State, selected: Option<EntryKey>, before: Option<Arc<Case>>, rows: SelectedRows) {
    let Some(key) = selected else { return };
    match (before, real(state)) {
        (Some(before), Some(now)) => {
            if !Arc::ptr_eq(&before, &now) {
                replace(state, &now, rows);
            }
        }
        (Some(before), None) => {
            // The case stands in another file now.
            if let Some(other) = state.catalogue.key_of(&before.id)
                && let Some(now) = state.catalogue.real(other).cloned()
            {
                state.cases.cursor = Some(other);
                state.cases.held = Some(other);
                replace(state, &now, rows);
            } else if state.catalogue.entry(key).is_some() {
                state.kept = Some(UnreadablePlace { key, focus: state.focus, places: state.places.clone() });
            }
        }
        (None, Some(_)) => match state.kept.take_if(|kept| kept.key == key) {
            Some(kept) => {
                state.places = kept.places;
                if state.focus == Pane::Detail {
                    state.focus = kept.focus;
                }
            }
            None => go_to_best(state),
        },
        (None, None) => {}
    }
}

/// Another text of the selected case: each tab keeps its item, and the item its row on the screen.
fn replace(state: &mut State, now: &Case, old: SelectedRows) {
    for (tab, old) in Tab::ALL.into_iter().zip(old) {
        let Some((row, near)) = old else { continue };
        let rows = state.rows(tab);
        let gone = state.item_of(tab).is_none();
        let Some(place) = state.places.get_mut(tab.index()) else { continue };
        if gone {
            // A neighbour takes its place, and is read from its start.
            let listed =
                |key: &ItemKey| now.find(key).is_some_and(|item| rows.iter().any(|row| row.item() == Some(item)));
            place.cursor = near.into_iter().find(listed);
            place.scroll = 0;
        }
        let item = place.cursor.as_ref().and_then(|key| now.find(key));
        if let Some(now) = rows.iter().position(|row| item.is_some() && row.item() == item) {
            place.top = (place.top + now).saturating_sub(row);
        }
    }
}

fn rows(state: &State) -> SelectedRows {
    Tab::ALL.map(|tab| {
        let cursor = state.item_of(tab)?;
        let rows = state.rows(tab);
        let row = rows.iter().position(|row| row.item() == Some(cursor))?;
        let behind = rows.iter().skip(row + 1).filter_map(ListRow::item);
        let before = rows.iter().take(row).rev().filter_map(ListRow::item);
        Some((row, behind.chain(before).filter_map(|item| state.key_of(item)).collect()))
    })
}

/// The selected entry of the list of a lens.
fn listed(state: &State) -> Option<(EntryKey, ItemKey)> {
    let hit = state.lens_hit()?;
    Some((hit.key, hit.item.key(state.catalogue.real(hit.key)?)))
}

/// The list of a lens keeps its entry, on the same row of the screen.
fn follow_list(state: &mut State, listed: Option<(EntryKey, ItemKey)>) {
    let Some((key, item)) = listed else { return };
    let item = state.catalogue.real(key).and_then(|case| case.find(&item));
    if let Some(row) = state.search.hits.listed.iter().position(|hit| hit.key == key && Some(hit.item) == item) {
        state.lens.top = (state.lens.top + row).saturating_sub(state.lens.cursor);
        state.lens.cursor = row;
    }
}
