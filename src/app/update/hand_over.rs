//! What leaves the program: a text to the clipboard, a file to the editor, an address to the browser.

use super::privacy;
use crate::app::command::Command;
use crate::app::layout::layout;
use crate::app::msg::{EditAt, Effect};
use crate::app::state::{Pane, State};
use crate::case::{CasePage, ItemRef};
use crate::library::{EntryKey, Origin};
use crate::page::citation::{Form, cite, is_web, sources};

/// Copies the selected item with its citation.
pub fn copy(state: &mut State, form: Form) -> Vec<Effect> {
    let cited = meant(state).and_then(|(key, item)| cite(state.catalogue.case(key)?, item, form, &state.vocabulary));
    match cited {
        Some(citation) => vec![Effect::Copy { text: citation.text, what: citation.what }],
        None => say(state, "Select a case or an item to copy it"),
    }
}

/// Opens the file of the selected case at the selected item, or an unreadable file at its first mistake.
pub fn edit(state: &mut State) -> Vec<Effect> {
    if let Some(refused) = privacy::refuses(state, "Not edited, because the file names people") {
        return say(state, &refused);
    }
    let on = meant(state);
    let key = on.map(|(key, _)| key).or(state.cases.cursor.filter(|_| state.page.is_none()));
    let Some(entry) = key.and_then(|key| state.catalogue.entry(key)).filter(|_| !state.lists_terms()) else {
        return say(state, "Select a case to edit its file");
    };
    let path = match &entry.origin {
        Origin::File(path) => path.clone(),
        Origin::Bundled(stem) => {
            let copy = format!("casebook show {stem} --toml > {stem}.toml");
            return say(state, &format!("This case is inside the program; to edit a copy: {copy}"));
        }
    };
    let at = match (entry.case(), on) {
        (Some(case), Some((_, item))) => EditAt::Item(item, item.id(case)),
        _ => EditAt::Line(entry.problems().first().map_or(1, |problem| problem.line)),
    };
    vec![Effect::Edit { path, at }]
}

/// Opens the address of the selected source, or of the first source of the selected item that has one.
pub fn open_source(state: &mut State) -> Vec<Effect> {
    if let Some(refused) = privacy::refuses(state, "Not opened, because the page names people") {
        return say(state, &refused);
    }
    let Some((case, item)) = meant(state).and_then(|(key, item)| Some((state.catalogue.case(key)?, item))) else {
        return say(state, "Select an item to open its source");
    };
    let sources = sources(case, item);
    let count = sources.len();
    let addresses = sources.iter().zip(1..).filter_map(|(source, number)| Some((number, source.url.as_ref()?)));
    let addresses: Vec<(usize, String)> = addresses.map(|(number, url)| (number, url.to_string())).collect();
    let web = addresses.iter().find(|(_, address)| is_web(address)).cloned();
    match (web, addresses.first()) {
        (Some((number, address)), _) => {
            let which = if count > 1 { format!("{number} of {count}: ") } else { String::new() };
            let key = state.keymap.hint(Command::Copy);
            let otherwise = if key.is_empty() { String::new() } else { format!(" ({key} copies it)") };
            vec![Effect::Browse { address, which, otherwise }]
        }
        (None, Some((_, address))) => {
            let message = format!("Not opened, because it is neither http nor https: {address}");
            say(state, &message)
        }
        (None, None) if count == 1 => say(state, "Its source has no address"),
        (None, None) if count > 1 => say(state, &format!("None of its {count} sources has an address")),
        (None, None) => say(state, "No source is named here"),
    }
}

/// The item that a command means: that of the selected row where a page is open, else the selected one.
pub fn meant(state: &State) -> Option<(EntryKey, ItemRef)> {
    match &state.page {
        Some(page) => page.item(),
        None => state.cases.cursor.zip(selected(state)),
    }
}

/// What is meant is what is seen: the selected item, or the case where one moves among cases and sees no item.
pub fn selected(state: &State) -> Option<ItemRef> {
    if state.lists_terms() {
        return None;
    }
    let unseen = state.focus == Pane::Cases && !state.lists_all() && layout(state).right.height == 0;
    state.item().filter(|_| !unseen).or(state.case().map(|_| ItemRef::Page(CasePage::Case)))
}

fn say(state: &mut State, message: &str) -> Vec<Effect> {
    state.message = Some(message.to_owned());
    Vec::new()
}
