//! Files have changed under the reader: what is selected, scrolled and searched for stays where it can.

use std::collections::HashMap;
use std::sync::Arc;

use super::items::rows::Row;
use super::msg::Effect;
use super::notebook;
use super::page;
use super::picker::state::Choice;
use super::place::{Kept, Pane, TabPlace};
use super::prompt::state::Purpose;
use super::selection::{go_to_best, reorder};
use super::state::State;
use super::tab::Tab;
use crate::case::{Case, ItemRef, Moves};
use crate::library::{Entry, EntryKey, Origin};
use crate::page::Wanted;

/// The row of the selected item of each tab, and its neighbours: those behind it, then those before it, nearest first.
type Rows = [Option<(usize, Vec<ItemRef>)>; 5];

/// Takes in the files that have changed, and those that are gone.
pub fn changed(state: &mut State, entries: Vec<Entry>, removed: Vec<Origin>) -> Vec<Effect> {
    let selected = state.cases.cursor;
    let before = real(state);
    let rows = rows(state);
    let listed = state.lens_hit();
    let mut old: HashMap<EntryKey, Arc<Case>> = HashMap::new();
    for origin in entries.iter().map(|entry| &entry.origin).chain(&removed) {
        let key = state.catalogue.key_at(origin);
        old.extend(key.and_then(|key| Some((key, Arc::clone(state.catalogue.real(key)?)))));
    }
    // What is gone goes first: a file that has moved is not held against itself.
    let catalogue = Arc::make_mut(&mut state.catalogue);
    let mut changed: Vec<EntryKey> = removed.iter().flat_map(|origin| catalogue.remove(origin)).collect();
    for entry in entries {
        changed.extend(catalogue.add(entry));
    }
    changed.sort_unstable();
    changed.dedup();
    let mut to_index = Vec::with_capacity(changed.len());
    let mut listed = listed;
    for key in changed.iter().copied() {
        let case = state.catalogue.real(key).cloned();
        state.cases.note_change(key, state.catalogue.entry(key));
        let moves = old.get(&key).zip(case.as_ref()).map(|(old, new)| Moves::between(old, new));
        state.search.follow(key, case.as_deref().zip(moves.as_ref()));
        if let Some(moves) = &moves {
            if let Some(hit) = listed.as_mut().filter(|hit| hit.key == key) {
                hit.item = moves.of(hit.item).unwrap_or(hit.item);
            }
            if let Some(origin) = state.search.origin.as_mut().filter(|origin| origin.case == Some(key)) {
                origin.places = moved(origin.places, moves);
            }
            move_others(state, key, moves);
        }
        if Some(key) == selected && state.catalogue.entry(key).is_some() {
            state.cases.held = Some(key);
        }
        to_index.push((key, case));
    }
    state.loading.found = state.catalogue.len();
    // A reader who only looks has chosen what is on the screen; while a search is typed, the best match stays selected.
    if !state.search.typing {
        state.cases.chosen = state.cases.cursor.is_some();
    }
    follow(state, selected, before, rows);
    reorder(state);
    follow_list(state, listed.map(|hit| (hit.key, hit.item)));
    let mut effects = vec![Effect::Index { cases: to_index, vocabulary: Arc::clone(&state.vocabulary) }];
    state.links = None;
    let marks_shown = matches!(state.page.as_ref().map(|page| &page.wanted), Some(Wanted::Marks(_)));
    let found = notebook::found(state, Some(&changed));
    // The page is made of what has changed; one of marks may have been asked for just now.
    let asked = found.iter().any(|effect| matches!(effect, Effect::Page { .. }));
    effects.extend(found);
    if !(marks_shown && asked) {
        effects.extend(page::ask(state));
    }
    effects
}

/// What is not on the screen now and points at items of the case: places one has been at, pages, exports in the making.
fn move_others(state: &mut State, key: EntryKey, moves: &Moves) {
    let returning = state.returning.as_mut().map(|returning| &mut returning.spot);
    for spot in state.trail.spots_mut().chain(returning) {
        if spot.case == Some(key) {
            spot.places = moved(spot.places, moves);
        }
        if let Some(page) = &mut spot.page {
            page.wanted.follow(key, moves);
        }
    }
    if let Some(page) = &mut state.page {
        page.wanted.follow(key, moves);
    }
    if let Some(Purpose::Export(to)) = state.prompt.as_mut().map(|prompt| &mut prompt.purpose) {
        to.wanted.follow(key, moves);
    }
    for row in state.picker.iter_mut().flat_map(|picker| &mut picker.rows) {
        match &mut row.choice {
            Choice::Page(wanted) | Choice::Export(wanted) | Choice::Format(wanted, _) => wanted.follow(key, moves),
            Choice::Replace(to) | Choice::Rename(to) => to.wanted.follow(key, moves),
            Choice::Search(..) | Choice::NameMoment | Choice::ReplaceMoment(_) | Choice::AskSince => {}
        }
    }
}

/// The selected case as its file has it: items are followed by ids that the redactor hides.
fn real(state: &State) -> Option<Arc<Case>> {
    state.catalogue.real(state.cases.cursor?).cloned()
}

/// The selection goes with its case: to its new text, to its new file, and through a time in which it cannot be read.
fn follow(state: &mut State, selected: Option<EntryKey>, before: Option<Arc<Case>>, rows: Rows) {
    let Some(key) = selected else { return };
    let now = real(state);
    match (before, now) {
        (Some(before), Some(now)) => {
            if !Arc::ptr_eq(&before, &now) {
                replace(state, &before, &now, rows);
            }
        }
        (Some(before), None) => {
            // The case stands in another file now.
            if let Some(other) = state.catalogue.key_of(&before.id)
                && let Some(now) = state.catalogue.real(other).cloned()
            {
                state.cases.cursor = Some(other);
                state.cases.held = Some(other);
                replace(state, &before, &now, rows);
            } else if state.catalogue.entry(key).is_some() {
                state.kept = Some(Kept { key, case: before, focus: state.focus, places: state.places });
            }
        }
        (None, Some(now)) => match state.kept.take_if(|kept| kept.key == key) {
            Some(kept) => {
                state.places = moved(kept.places, &Moves::between(&kept.case, &now));
                if state.focus == Pane::Detail {
                    state.focus = kept.focus;
                }
            }
            None => go_to_best(state),
        },
        (None, None) => {}
    }
}

/// The places in the old text, found in the new one.
fn moved(places: [TabPlace; 5], moves: &Moves) -> [TabPlace; 5] {
    places.map(|place| match place.cursor.map(|item| (item, moves.of(item))) {
        Some((_, Some(item))) => TabPlace { cursor: Some(item), ..place },
        // Another item takes its place, and is read from its start.
        Some((item, None)) => TabPlace { cursor: Some(item), scroll: 0, ..place },
        None => place,
    })
}

/// Another text of the selected case: each tab keeps its item, and the item its row on the screen.
fn replace(state: &mut State, before: &Case, now: &Case, old: Rows) {
    let moves = Moves::between(before, now);
    let places = std::mem::take(&mut state.places);
    state.places = moved(places, &moves);
    for ((tab, old), before) in Tab::ALL.into_iter().zip(old).zip(places) {
        let Some((row, near)) = old else { continue };
        let rows = state.rows(tab);
        let Some(place) = state.places.get_mut(tab.index()) else { continue };
        if before.cursor.is_some_and(|item| moves.of(item).is_none()) {
            let mut near = near.into_iter().filter_map(|item| moves.of(item));
            place.cursor = near.find(|item| rows.iter().any(|row| row.item() == Some(*item)));
        }
        let cursor = place.cursor;
        if let Some(now) = rows.iter().position(|row| row.item() == cursor && cursor.is_some()) {
            place.top = (place.top + now).saturating_sub(row);
        }
    }
}

fn rows(state: &State) -> Rows {
    Tab::ALL.map(|tab| {
        let cursor = state.places.get(tab.index()).and_then(|place| place.cursor)?;
        let rows = state.rows(tab);
        let row = rows.iter().position(|row| row.item() == Some(cursor))?;
        let behind = rows.iter().skip(row + 1).filter_map(Row::item);
        let before = rows.iter().take(row).rev().filter_map(Row::item);
        Some((row, behind.chain(before).collect()))
    })
}

/// The list of a lens keeps its entry, on the same row of the screen.
fn follow_list(state: &mut State, listed: Option<(EntryKey, ItemRef)>) {
    let Some(listed) = listed else { return };
    if let Some(row) = state.search.hits.listed.iter().position(|hit| (hit.key, hit.item) == listed) {
        state.lens.top = (state.lens.top + row).saturating_sub(state.lens.cursor);
        state.lens.cursor = row;
    }
}
