//! The query: asking for it, changing it, clearing it.

use tui_input::Input;

use crate::app::msg::{Effect, NotebookTask};
use crate::app::place::{Pane, Spot};
use crate::app::selection::reorder;
use crate::app::state::State;
use crate::search::{FacetCount, Query, quoted, tokens};
use crate::text::clean_line;

/// The longest search that is taken, in characters: what is pasted may be a whole report.
pub const LONGEST: usize = 2000;

/// The message about a search that is too long.
pub fn cut() -> String {
    format!("A search takes {LONGEST} characters; the rest was left out")
}

pub fn ask(state: &mut State) -> Effect {
    let (generation, ask) = state.search.ask(state.lens.lens, state.facets.is_some(), state.all_words);
    Effect::Search { generation, ask }
}

/// After what is typed has changed.
pub fn changed(state: &mut State) -> Vec<Effect> {
    let query = state.search.parsed();
    if query == state.search.query {
        return Vec::new();
    }
    state.search.problems = query.problems().to_vec();
    state.follow_order(query.order());
    state.search.query = query;
    // The mistake is told, and the last answer stays.
    if !state.search.problems.is_empty() {
        return Vec::new();
    }
    if state.search.query.is_empty() {
        state.search.answered = None;
        state.search.shown = Query::default();
        reorder(state);
    }
    vec![ask(state)]
}

/// Opens the search. What stood there stays until another letter is typed.
pub fn open(state: &mut State) {
    if state.search.query.is_empty() {
        state.search.origin = Some(Spot { case: state.cases.cursor.filter(|_| state.cases.chosen), ..state.spot() });
    }
    state.lens.inside = false;
    state.history.at = None;
    state.search.typing = true;
    state.search.replace = !state.search.input.value().is_empty();
    state.focus = Pane::Cases;
}

/// Opens the search because the user asks for it: the place of before is one to come back to.
pub fn begin(state: &mut State) {
    if state.search.query.is_empty() || state.page.is_some() {
        state.leave();
    }
    state.page = None;
    open(state);
}

/// Keeps the search: keys go to what it found.
pub fn keep(state: &mut State) -> Vec<Effect> {
    state.search.typing = false;
    state.search.replace = false;
    state.cases.chosen = state.cases.cursor.is_some() && !state.searching();
    remember(state)
}

/// Clears the search and shows everything, with the same case selected.
pub fn clear(state: &mut State) -> Vec<Effect> {
    state.history.at = None;
    if state.search.typing || !state.search.query.is_empty() || !state.search.input.value().is_empty() {
        let origin = state.search.origin.clone().filter(|_| !state.cases.chosen || state.cases.cursor.is_none());
        state.search.clear();
        state.follow_order(None);
        // Nothing was chosen among what was found, so the reader is back at the place of before.
        if let Some(origin) = origin.filter(|origin| origin.case.is_some()) {
            (state.cases.cursor, state.tab, state.places) = (origin.case, origin.tab, origin.places);
        }
        state.cases.chosen = state.cases.cursor.is_some();
        reorder(state);
        // Nothing is asked any more.
        return vec![ask(state)];
    }
    Vec::new()
}

/// Searches for a text as if it had been typed and kept.
pub fn start(state: &mut State, text: &str) -> Vec<Effect> {
    open(state);
    take(state, &clean_line(text));
    let mut effects = changed(state);
    effects.extend(keep(state));
    effects
}

/// The filter that leaves what a count counts.
pub fn filter_of(count: &FacetCount) -> String {
    format!("{}:{}", count.field.row().name, quoted(&count.code))
}

/// Adds a filter to the search.
pub fn add(state: &mut State, filter: &str) -> Vec<Effect> {
    let text = state.search.input.value().trim_end();
    let text = if text.is_empty() { filter.to_owned() } else { format!("{text} {filter}") };
    write(state, text)
}

/// Adds a filter to the search, or takes it out if it stands there.
pub fn toggle(state: &mut State, filter: &str) -> Vec<Effect> {
    let text = state.search.input.value();
    let parts: Vec<&str> = tokens(text).iter().map(|token| token.of(text)).collect();
    if !parts.contains(&filter) {
        return add(state, filter);
    }
    let rest: Vec<&str> = parts.into_iter().filter(|part| *part != filter).collect();
    let rest = rest.join(" ");
    write(state, rest)
}

/// Puts a text into the search, as far as there is room; what has none is told.
fn take(state: &mut State, text: &str) {
    let mut chars = text.chars();
    state.search.input = Input::new(chars.by_ref().take(LONGEST).collect());
    if chars.next().is_some() {
        state.say(cut());
    }
}

fn write(state: &mut State, text: String) -> Vec<Effect> {
    take(state, &text);
    let mut effects = changed(state);
    effects.extend(remember(state));
    if effects.is_empty() {
        effects.push(ask(state));
    }
    effects
}

/// Keeps the present search for later sessions.
fn remember(state: &mut State) -> Vec<Effect> {
    let text = state.search.input.value().trim().to_owned();
    if state.history.remember(&text) { vec![Effect::StateFolder(NotebookTask::Remember(text))] } else { Vec::new() }
}
