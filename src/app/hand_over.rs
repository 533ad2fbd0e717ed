//! Handing something to another program: a text to the clipboard, a file to the editor, an address to the browser.

use super::selection::meant;
use super::{looked, privacy};
use crate::app::command::Command;
use crate::app::msg::{EditAt, Effect, Outside};
use crate::app::state::State;
use crate::library::Origin;
use crate::page::Deed;
use crate::page::citation::{CitationForm, cite, is_web, sources};

pub fn copy(state: &mut State, form: CitationForm) -> Vec<Effect> {
    let cited = meant(state).and_then(|(key, item)| {
        let citation = cite(state.catalogue.case(key)?, item, form, &state.vocabulary)?;
        Some((citation, looked::of_item(state, key, item, Deed::Copied)))
    });
    match cited {
        Some((citation, looked)) => {
            let copy = Effect::Outside(Outside::Copy { text: citation.text, what: citation.what });
            std::iter::once(copy).chain(looked).collect()
        }
        None => state.say("Select a case or an item to copy it"),
    }
}

/// Opens the file of the selected case at the selected item, or an unreadable file at its first mistake.
pub fn edit(state: &mut State) -> Vec<Effect> {
    if let Some(refused) = privacy::refuses(state, "Not edited, because the file names people") {
        return state.say(refused);
    }
    let on = meant(state);
    let key = on.map(|(key, _)| key).or(state.cases.cursor.filter(|_| state.page.is_none()));
    let Some(entry) = key.and_then(|key| state.catalogue.entry(key)).filter(|_| !state.lists_terms()) else {
        return state.say("Select a case to edit its file");
    };
    let path = match &entry.origin {
        Origin::File(path) => path.clone(),
        Origin::Bundled(stem) => {
            let copy = format!("casebook show {stem} --toml > {stem}.toml");
            return state.say(format!("This case is built into the program; to edit a copy: {copy}"));
        }
    };
    let at = match (entry.case(), on) {
        (Some(case), Some((_, item))) => EditAt::Item(item, item.id(case)),
        _ => EditAt::Line(entry.problems().first().map_or(1, |problem| problem.line)),
    };
    vec![Effect::Outside(Outside::Edit { path, at })]
}

/// Opens the address of the selected source, or of the first source of the selected item that has one.
pub fn open_source(state: &mut State) -> Vec<Effect> {
    if let Some(refused) = privacy::refuses(state, "Not opened, because the page names people") {
        return state.say(refused);
    }
    let Some((key, case, item)) = meant(state).and_then(|(key, item)| Some((key, state.catalogue.case(key)?, item)))
    else {
        return state.say("Select an item to open its source");
    };
    let sources = sources(case, item);
    let count = sources.len();
    let addresses = sources.iter().zip(1..).filter_map(|(source, number)| Some((number, source.url.as_ref()?)));
    let addresses: Vec<(usize, String)> = addresses.map(|(number, url)| (number, url.to_string())).collect();
    let web = addresses.iter().find(|(_, address)| is_web(address)).cloned();
    match (web, addresses.first()) {
        (Some((number, address)), _) => {
            let which = if count > 1 { format!("{number} of {count}: ") } else { String::new() };
            let copy = state.keymap.hint(Command::Copy);
            let otherwise = if copy.is_empty() { String::new() } else { format!(" ({copy} copies it)") };
            let looked = looked::of_item(state, key, item, Deed::SourceOpened);
            std::iter::once(Effect::Outside(Outside::Browse { address, which, otherwise })).chain(looked).collect()
        }
        (None, Some((_, address))) => {
            let message = format!("Not opened, because it is neither http nor https: {address}");
            state.say(message)
        }
        (None, None) if count == 1 => state.say("Its source has no address"),
        (None, None) if count > 1 => state.say(format!("None of its {count} sources has an address")),
        (None, None) => state.say("No source is named here"),
    }
}
