//! Taking pages and items out of the program, to a file: what, in which format, where.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::layer;
use super::msg::{Effect, ExportTo};
use super::picker::state::{PickerAction, PickerRow, PickerState};
use super::prompt::state::Purpose;
use super::search::top_line::shown;
use super::state::State;
use super::text::counted;
use super::{page, picker, prompt};
use crate::case::{ItemKey, ItemRef};
use crate::library::EntryKey;
use crate::page::{BRIEF, FOUND, PageOf, PageRequest, WHOLE_CASE};
use crate::search::{Lens, Order};
use crate::write::{FORMATS, Format};

/// Asks what is to be exported; where a page is open, that page.
pub fn open(state: &mut State) -> Vec<Effect> {
    if let Some(page) = &state.page {
        let request = page.request.clone();
        return formats(state, request);
    }
    let mut rows = Vec::new();
    let marked = state.notebook.count();
    let mut offer = |label: String, detail: &str, request: PageRequest| {
        rows.push(PickerRow::new(label, detail, PickerAction::Export(request)));
    };
    if marked > 0 {
        let items = counted(marked, "item", "items");
        offer(format!("What is marked or noted: {items}"), "with your notes", state.notebook.request());
    }
    if let Some((count, request)) = found(state) {
        let items = counted(count, "item", "items");
        offer(format!("What is found: {items}"), &shown(state), request);
    }
    if let Some((key, case)) = state.cases.cursor.zip(state.case()) {
        let title = case.title.to_string();
        offer(format!("The briefing of {title}"), "seven minutes", BRIEF.of(PageOf::Case(key)));
        offer(format!("The whole case of {title}"), "every entry with its sources", WHOLE_CASE.of(PageOf::Case(key)));
    }
    if rows.is_empty() {
        return state.say("There is nothing to export yet: select a case, search or mark something");
    }
    picker::open(state, PickerState::new("What do you want to export?", rows))
}

/// The page of the entries that the search or the view lists, in its order, and their number.
pub fn found(state: &State) -> Option<(usize, PageRequest)> {
    let hits = &state.search.hits;
    let mut found: Vec<(EntryKey, ItemRef)> = Vec::new();
    let mut near_from = None;
    if state.lens.lens != Lens::Cases {
        near_from = hits.listed.iter().position(|hit| hit.near.is_some());
        found.extend(hits.listed.iter().map(|hit| (hit.key, hit.item)));
    } else if state.search.narrows() {
        let mut scored: Vec<_> = hits
            .cases
            .iter()
            .flat_map(|case| {
                let place = |score| (case.near.is_some(), Reverse(score));
                hits.of(case).own().map(move |(item, score)| (place(score), case.key, item)).collect::<Vec<_>>()
            })
            .collect();
        if state.cases.sort_found == Order::Relevance {
            scored.sort_by_key(|(place, ..)| *place);
            near_from = scored.iter().position(|((near, _), ..)| *near);
        } else {
            // Case by case, as they are sorted.
            let places: HashMap<_, _> = state.cases.order.iter().copied().zip(0..).collect();
            scored.sort_by_key(|(_, key, _)| places.get(key).copied().unwrap_or(usize::MAX));
        }
        found.extend(scored.into_iter().map(|(_, key, item)| (key, item)));
    }
    let named = |(key, item): (EntryKey, ItemRef)| Some((key, item.key(state.catalogue.real(key)?)));
    let items: Vec<(EntryKey, ItemKey)> = found.into_iter().filter_map(named).collect();
    // The list is exported as it stands.
    let order = if state.lens.lens == Lens::Cases { Order::Relevance } else { state.sort_entries };
    let query = shown(state);
    let title = if query.is_empty() { state.lens.lens.title().to_owned() } else { format!("Search: {query}") };
    (!items.is_empty())
        .then(|| (items.len(), PageRequest { order, near_from, ..FOUND.of(PageOf::Items(title, items)) }))
}

/// Everything that has every word of the search, whatever the view lists, and its number.
pub fn found_in_cases(state: &State) -> Option<(usize, PageOf)> {
    if !state.search.narrows() {
        return None;
    }
    let title = format!("Search: {}", shown(state));
    let items = state.search.hits.in_cases(|key| state.catalogue.real(key));
    (!items.is_empty()).then_some((items.len(), PageOf::Items(title, items)))
}

pub fn formats(state: &mut State, request: PageRequest) -> Vec<Effect> {
    let action = |format| PickerAction::Format(request.clone(), format);
    let rows = FORMATS.iter().map(|row| PickerRow::new(row.label, format!(".{}", row.code), action(row)));
    picker::open(state, PickerState::new("In which format?", rows.collect()))
}

pub fn name(state: &mut State, request: PageRequest, format: &'static Format) -> Vec<Effect> {
    let ending = format.code;
    let stem = match state.page.as_ref().and_then(|page| page.report.as_ref()) {
        Some(report) => report.name.clone(),
        None => request.stem(),
    };
    let path = format!("casebook-{stem}.{ending}");
    let to = ExportTo { request, format, path: path.clone(), replace: false };
    prompt::open(state, "Name or path of the file", &path, Purpose::Export(to))
}

pub fn write(state: &mut State, to: ExportTo) -> Vec<Effect> {
    if !state.loading.finished {
        return state.say("Files are still being read: export again when that is done");
    }
    state.message = Some(format!("Writing {}", to.path));
    vec![Effect::Export { to, from: page::from(state) }]
}

/// A file could not be written: the line with its path is there again, to be mended.
pub fn failed(state: &mut State, to: ExportTo, why: String) -> Vec<Effect> {
    if layer::is_base(state) {
        let path = to.path.clone();
        prompt::open(state, "Name or path of the file", &path, Purpose::Export(to));
    }
    state.say(why)
}

/// A file of that name is there: nothing is written over it without being asked.
pub fn exists(state: &mut State, to: ExportTo) -> Vec<Effect> {
    let replace = ExportTo { replace: true, ..to.clone() };
    let title = format!("{} is there already", to.path);
    let rows = vec![
        PickerRow::new("Choose another name", "", PickerAction::Rename(to)),
        PickerRow::new("Replace the file", replace.path.clone(), PickerAction::Replace(replace)),
    ];
    picker::offer(state, PickerState::new(title, rows))
}
