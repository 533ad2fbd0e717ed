//! Acting on an answer: a line that was filled in, a row that was chosen.

use super::command::Command;
use super::msg::{Effect, NotebookTask};
use super::picker::state::PickerAction;
use super::prompt::state::Purpose;
use super::results::state::LensList;
use super::search::query;
use super::state::State;
use super::{briefs, explain, export, notebook, page, prompt, reading};
use crate::page::{PageOf, SINCE};
use crate::search::Lens;
use crate::write::Format;

/// Does what the line was filled in for. The line is closed where that could be done, and stays with what is typed
/// where it could not.
pub fn filled_in(state: &mut State, purpose: Purpose, text: String) -> Vec<Effect> {
    if text.is_empty() && !matches!(purpose, Purpose::Note { .. } | Purpose::GroupNote { .. }) {
        let close = state.keymap.hint(Command::Back);
        return state.say(format!("Nothing is typed yet: {close} closes the line"));
    }
    // A library that is still being read has not all of what is to be written.
    if matches!(purpose, Purpose::Snapshot | Purpose::Export(_)) && !state.loading.finished {
        return state.say("Files are still being read: try again when that is done");
    }
    state.prompt = None;
    match purpose {
        Purpose::Note { case, item, before } => notebook::write_note(state, case, item, &before, text),
        Purpose::GroupNote { case, item, before, file } => {
            if text == notebook::on_one_line(&before) {
                return state.say("Nothing is changed");
            }
            let task = NotebookTask::GroupNote { case, item, note: text, before, file };
            vec![Effect::StateFolder(task), notebook::look(state)]
        }
        Purpose::SaveSearch { replaces } => notebook::save_search(state, text, replaces),
        Purpose::Snapshot => notebook::set_snapshot(state, text, false),
        Purpose::Since => page::open(state, SINCE.of(PageOf::When(text))),
        Purpose::Export(mut to) => {
            // An ending that means another format says what is wanted now.
            let named = text.rsplit_once('.').and_then(|(_, ending)| Format::of_ending(ending));
            to.format = named.unwrap_or(to.format);
            to.path = text;
            to.replace = false;
            export::write(state, to)
        }
    }
}

pub fn chosen(state: &mut State, action: PickerAction) -> Vec<Effect> {
    match action {
        PickerAction::Page(request) => page::open(state, request),
        PickerAction::PageOf(row) => page::menu::open(state, row),
        PickerAction::BriefOn(text) => briefs::on_text(state, &text),
        PickerAction::Explain(list, code) => explain::chosen(state, list, code),
        PickerAction::Heading(index) => reading::go(state, index),
        PickerAction::Search(query, lens) => recall(state, &query, lens.as_deref()),
        PickerAction::Export(request) => export::formats(state, request),
        PickerAction::Format(request, format) => export::name(state, request, format),
        PickerAction::Replace(to) => export::write(state, to),
        PickerAction::Rename(to) => {
            let path = to.path.clone();
            prompt::open(state, "Name or path of the file", &path, Purpose::Export(to))
        }
        PickerAction::NameSnapshot => prompt::open(state, "Name of the snapshot", "", Purpose::Snapshot),
        PickerAction::ReplaceSnapshot(name) => notebook::set_snapshot(state, name, true),
        PickerAction::AskSince => notebook::ask_since(state, ""),
    }
}

/// Searches again, in the view in which it was saved.
fn recall(state: &mut State, query: &str, lens: Option<&str>) -> Vec<Effect> {
    state.leave();
    state.page = None;
    let lens = lens.and_then(|code| Lens::ALL.into_iter().find(|lens| lens.code() == code)).unwrap_or_default();
    let mut effects = Vec::new();
    if state.lens.lens != lens {
        state.lens = LensList { lens, ..LensList::default() };
        state.search.hits.listed.clear();
        effects.push(query::ask(state));
    }
    effects.extend(query::start(state, query));
    effects
}
