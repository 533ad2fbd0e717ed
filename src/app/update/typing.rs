//! Typing a search.

use tui_input::{Input, InputRequest};

use super::{complete, history, lens, moves, privacy, reorder, settle};
use crate::app::command::{Command, Context};
use crate::app::key::Key;
use crate::app::msg::Effect;
use crate::app::state::{Origin, Pane, State};
use crate::search::{Query, tokens};
use crate::text::clean_line;

/// The longest search that is taken, in characters: what is pasted may be a whole report.
const LONGEST: usize = 2000;

/// A key while a search is typed.
pub fn on_key(state: &mut State, key: Key) -> Vec<Effect> {
    let request = match state.keymap.command(Context::Search, key) {
        Some(Command::KeepSearch) if state.completion.take().is_some() => return Vec::new(),
        Some(Command::KeepSearch) => return keep(state),
        Some(Command::ClearSearch) if state.completion.is_some() => return complete::put_back(state),
        Some(Command::ClearSearch) => return clear(state),
        Some(Command::QuitTyping) => return vec![Effect::Quit],
        Some(Command::Complete) => return complete::ask(state, true),
        Some(Command::CompleteBack) => return complete::ask(state, false),
        Some(Command::TypingLens) => return lens::turn(state, true),
        Some(Command::TypingDown) if state.history.at.is_some() && history::is_open(state) => {
            return history::turn(state, false);
        }
        Some(Command::TypingUp) if history::is_open(state) => {
            if let Some(refused) = privacy::refuses(state, "Older searches may name people") {
                state.message = Some(refused);
                return Vec::new();
            }
            return history::turn(state, true);
        }
        Some(Command::SuspendTyping) => return vec![Effect::Suspend],
        Some(Command::TypingDown) => return go(state, 1),
        Some(Command::TypingUp) => return go(state, -1),
        Some(Command::CursorLeft) => InputRequest::GoToPrevChar,
        Some(Command::CursorRight) => InputRequest::GoToNextChar,
        Some(Command::CursorStart) => InputRequest::GoToStart,
        Some(Command::CursorEnd) => InputRequest::GoToEnd,
        Some(Command::EraseLeft) => InputRequest::DeletePrevChar,
        Some(Command::EraseRight) => InputRequest::DeleteNextChar,
        Some(Command::EraseWord) => InputRequest::DeletePrevWord,
        Some(Command::EraseAll) => InputRequest::DeleteLine,
        Some(_) => return Vec::new(),
        None => match key.typed() {
            Some(c) if state.search.input.value().chars().count() < LONGEST => InputRequest::InsertChar(c),
            Some(_) => {
                state.message = Some(cut());
                return Vec::new();
            }
            None => return Vec::new(),
        },
    };
    state.completion = None;
    // What stood there is kept to be changed, or goes when one types something else.
    if std::mem::take(&mut state.search.replace)
        && matches!(request, InputRequest::InsertChar(_) | InputRequest::DeletePrevChar)
    {
        state.search.input.handle(InputRequest::DeleteLine);
        if request == InputRequest::DeletePrevChar {
            return changed(state);
        }
    }
    // Erasing in an empty search leaves it, as in the best of its kind.
    if request == InputRequest::DeletePrevChar && state.search.input.value().is_empty() {
        return clear(state);
    }
    state.search.input.handle(request);
    changed(state)
}

/// A pasted text: one line of the search while one types, otherwise nothing at all.
pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    if !state.search.typing || state.help.is_some() {
        return Vec::new();
    }
    if std::mem::take(&mut state.search.replace) {
        state.search.input.handle(InputRequest::DeleteLine);
    }
    let room = LONGEST.saturating_sub(state.search.input.value().chars().count());
    // The space that parts the pasted words from those that stand there is part of what was meant.
    let lead = if text.starts_with(char::is_whitespace) && !state.search.input.value().is_empty() { " " } else { "" };
    let text = clean_line(text);
    let mut chars = lead.chars().chain(text.chars());
    for c in chars.by_ref().take(room) {
        state.search.input.handle(InputRequest::InsertChar(c));
    }
    if chars.next().is_some() {
        state.message = Some(cut());
    }
    changed(state)
}

/// What is said of a search that is too long.
fn cut() -> String {
    format!("A search takes {LONGEST} characters; the rest was left out")
}

/// Clears the search and shows everything, with the same case selected.
pub fn clear(state: &mut State) -> Vec<Effect> {
    state.history.at = None;
    if state.search.typing || !state.search.query.is_empty() || !state.search.input.value().is_empty() {
        let origin = state.search.origin.filter(|_| !state.cases.chosen || state.cases.cursor.is_none());
        state.search.clear();
        // Nothing was chosen among what was found, so one goes back to where one was.
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

/// Opens the search. What stood there stays until another letter is typed.
pub fn open(state: &mut State) {
    if state.search.query.is_empty() {
        state.search.origin = Some(Origin {
            case: state.cases.cursor.filter(|_| state.cases.chosen),
            tab: state.tab,
            places: state.places,
        });
    }
    state.lens.inside = false;
    state.history.at = None;
    state.search.typing = true;
    state.search.replace = !state.search.input.value().is_empty();
    state.focus = Pane::Cases;
}

/// Keeps the search: keys go to what it found.
fn keep(state: &mut State) -> Vec<Effect> {
    state.search.typing = false;
    state.search.replace = false;
    state.cases.chosen = state.cases.cursor.is_some();
    settle(state);
    history::remember(state)
}

/// Searches for a text as if it had been typed and kept.
pub fn start(state: &mut State, text: &str) -> Vec<Effect> {
    open(state);
    state.search.input = Input::new(clean_line(text).chars().take(LONGEST).collect());
    let mut effects = changed(state);
    effects.extend(keep(state));
    effects
}

/// Adds a filter to the search.
pub fn add(state: &mut State, filter: &str) -> Vec<Effect> {
    let text = state.search.input.value().trim_end();
    let text = if text.is_empty() { filter.to_owned() } else { format!("{text} {filter}") };
    write(state, text)
}

/// Adds a filter to the search, or takes it out where it stands there.
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

fn write(state: &mut State, text: String) -> Vec<Effect> {
    state.search.input = Input::new(text.chars().take(LONGEST).collect());
    let mut effects = changed(state);
    effects.extend(history::remember(state));
    if effects.is_empty() {
        effects.push(ask(state));
    }
    effects
}

/// Asks for the present query.
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
    state.search.query = query;
    // What is wrong is told; what was found last stays.
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

fn go(state: &mut State, by: isize) -> Vec<Effect> {
    moves::go_case(state, by);
    Vec::new()
}
