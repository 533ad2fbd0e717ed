//! Choosing from a list.

use tui_input::InputRequest;

use super::{export, notebook, page, prompt, trail, typing};
use crate::app::command::{Command, Context};
use crate::app::key::Key;
use crate::app::msg::Effect;
use crate::app::overlay::{Choice, PickRow, PickerState, Purpose};
use crate::app::state::{LensList, State};
use crate::case::OpenList;
use crate::page::Wanted;
use crate::search::Lens;

/// A key while there is a list to choose from: letters filter it, and digits take a numbered row.
pub fn on_key(state: &mut State, key: Key) -> Vec<Effect> {
    let Some(mut open) = state.picker.take() else { return Vec::new() };
    let shown = open.shown().count();
    match state.keymap.command(Context::Search, key) {
        Some(Command::KeepSearch) => return choose(state, &open, open.cursor),
        Some(Command::ClearSearch) => return Vec::new(),
        Some(Command::QuitTyping) => return vec![Effect::Quit],
        Some(Command::SuspendTyping) => {
            state.picker = Some(open);
            return vec![Effect::Suspend];
        }
        Some(Command::TypingDown | Command::Complete) => open.cursor = (open.cursor + 1).min(shown.saturating_sub(1)),
        Some(Command::TypingUp | Command::CompleteBack) => open.cursor = open.cursor.saturating_sub(1),
        Some(command) => {
            if let Some(request) = prompt::edit(command) {
                open.filter.handle(request);
                open.cursor = 0;
            }
        }
        None => {
            if let Some(c) = key.typed() {
                let digit =
                    c.to_digit(10).filter(|digit| *digit > 0 && open.numbered && open.filter.value().is_empty());
                if let Some(at) = digit.map(|digit| digit as usize - 1).filter(|at| *at < shown) {
                    return choose(state, &open, at);
                }
                if open.filter.value().chars().count() < 40 {
                    open.filter.handle(InputRequest::InsertChar(c));
                    open.cursor = 0;
                }
            }
        }
    }
    open.cursor = open.cursor.min(open.shown().count().saturating_sub(1));
    state.picker = Some(open);
    Vec::new()
}

fn choose(state: &mut State, open: &PickerState, at: usize) -> Vec<Effect> {
    let Some(row) = open.shown().nth(at) else { return Vec::new() };
    match row.choice.clone() {
        Choice::Page(wanted) => page::open(state, wanted),
        Choice::Search(query, lens) => recall(state, &query, lens.as_deref()),
        Choice::Export(wanted) => export::formats(state, wanted),
        Choice::Format(wanted, format) => export::name(state, wanted, format),
        Choice::Replace(to) => export::write(state, to),
        Choice::Rename(to) => {
            let path = to.path.clone();
            prompt::open(state, "Write it where?", &path, Purpose::Export(to))
        }
        Choice::NameMoment => prompt::open(state, "Name of this moment", "", Purpose::Moment),
        Choice::ReplaceMoment(name) => notebook::set_moment(state, name, true),
        Choice::AskSince => {
            prompt::open(state, "Since when? 31 January 2025, June 2025, a moment, a git revision", "", Purpose::Since)
        }
    }
}

/// Searches again, in the view in which it was saved.
fn recall(state: &mut State, query: &str, lens: Option<&str>) -> Vec<Effect> {
    trail::leave(state);
    state.page = None;
    let lens = lens.and_then(|code| Lens::ALL.into_iter().find(|lens| lens.code() == code)).unwrap_or_default();
    let mut effects = Vec::new();
    if state.lens.lens != lens {
        state.lens = LensList { lens, ..LensList::default() };
        state.search.hits.listed.clear();
        effects.push(typing::ask(state));
    }
    effects.extend(typing::start(state, query));
    effects
}

/// The agencies that a brief can be of: those of the selected case first, then all others by name.
pub fn agencies(state: &mut State) -> Vec<Effect> {
    let vocabulary = std::sync::Arc::clone(&state.vocabulary);
    let here: Vec<String> = state.case().map(|case| of_case(case)).unwrap_or_default();
    let mut terms: Vec<_> = vocabulary.terms(OpenList::Agency).iter().collect();
    terms.sort_by_key(|term| {
        let at = here.iter().position(|code| *code == term.code.as_str()).unwrap_or(usize::MAX);
        (at, crate::text::fold::fold(&term.label))
    });
    let rows = terms.into_iter().map(|term| PickRow {
        label: term.label.to_string(),
        detail: if here.iter().any(|code| *code == term.code.as_str()) {
            "in this case".to_owned()
        } else {
            String::new()
        },
        choice: Choice::Page(Wanted::Agency(term.code.to_string())),
    });
    state.picker = Some(PickerState::new("Brief of which agency?", rows.collect()));
    Vec::new()
}

/// The agencies of a case, those that most of its findings and recommendations name first.
fn of_case(case: &crate::case::Case) -> Vec<String> {
    let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    let findings = case.findings().flat_map(|(_, finding)| &finding.agencies);
    let addressed = case.recommendations().flat_map(|(_, recommendation)| &recommendation.addressed_to);
    for agency in findings.chain(addressed) {
        *counts.entry(agency.code()).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
    counts.into_iter().map(|(code, _)| code.to_owned()).collect()
}
