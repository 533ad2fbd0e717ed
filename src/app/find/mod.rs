//! Finding in the text that is read: the open page, or a long item. What is found is marked and counted, and the keys for
//! matches go from place to place.

mod draw;
pub mod state;

use std::sync::Arc;

use tui_input::{Input, InputRequest};

pub use self::draw::{cursor, draw, label, marked};
use self::state::{FindState, FindWords, FindsIn};
use super::command::Command;
use super::key::Key;
use super::msg::Effect;
use super::reading;
use super::search::{line, query};
use super::state::State;
use crate::search::Highlighter;
use crate::text::clean_line;
use crate::text::find::Letters;
use crate::write::text::{FoundPlaces, Sheet};

/// The longest text that is looked for, in characters.
const LONGEST: usize = 200;

/// The text that is read now.
fn here(state: &State) -> Option<FindsIn> {
    match &state.page {
        Some(page) => Some(FindsIn::Pages(page.request.row.command)),
        None => state.cases.cursor.map(|key| FindsIn::Item(key, state.item())),
    }
}

/// True where the key that searches finds in the text that is read: on a page, and in an item that has more lines than there is
/// room for.
pub fn opens(state: &State) -> bool {
    reading::text(state).is_some_and(|text| state.page.is_some() || text.is_long())
}

/// Opens the line in which the letters are typed.
pub fn open(state: &mut State) -> Vec<Effect> {
    start(state, FindWords::Letters(Input::default()), true);
    Vec::new()
}

fn start(state: &mut State, wanted: FindWords, typing: bool) {
    let (Some(text), Some(of)) = (reading::text(state), here(state)) else { return };
    let from = (text.top, state.page.as_ref().map_or(0, |page| page.cursor));
    let (found, sheet) = (FoundPlaces::default(), text.sheet);
    state.find = Some(FindState { wanted, of, typing, found, at: None, other_capitals: false, from, sheet });
    look(state);
}

/// Looks for it in the text as it is laid out now.
fn look(state: &mut State) {
    let Some(open) = &state.find else { return };
    let sheet = Arc::clone(&open.sheet);
    let (found, other_capitals) = match &open.wanted {
        FindWords::Letters(input) => of_letters(&sheet, &Letters::new(input.value())),
        FindWords::Search => {
            let highlighter = Highlighter::of_hits(&state.search.shown, &state.search.hits);
            let places = |text: &str| highlighter.spans(text).into_iter().map(|span| span.start..span.end).collect();
            (sheet.find(&places), false)
        }
    };
    if let Some(open) = &mut state.find {
        (open.found, open.other_capitals) = (found, other_capitals);
    }
}

/// The places of letters. Capitals that nothing has do not count.
fn of_letters(sheet: &Sheet, letters: &Letters) -> (FoundPlaces, bool) {
    let found = sheet.find(&|text| letters.places(text, letters.is_cased()));
    if found.count > 0 || !letters.is_cased() {
        return (found, false);
    }
    let found = sheet.find(&|text| letters.places(text, false));
    let any = found.count > 0;
    (found, any)
}

/// After each message: what was found goes with its text, and is found anew where that is laid out anew.
pub fn settle(state: &mut State) {
    let Some(open) = &state.find else { return };
    let text = reading::text(state).filter(|_| here(state) == Some(open.of));
    let Some(text) = text else {
        // A page that is made anew has no lines for a while.
        if state.page.is_none() || here(state) != Some(open.of) {
            state.find = None;
        }
        return;
    };
    if Arc::ptr_eq(&text.sheet, &open.sheet) {
        return;
    }
    if let Some(open) = &mut state.find {
        open.sheet = text.sheet;
    }
    look(state);
    if let Some(open) = &mut state.find {
        open.at = open.at.filter(|_| open.found.count > 0).map(|at| at.min(open.found.count - 1));
    }
}

/// A key while letters are typed.
pub fn on_key(state: &mut State, command: Option<Command>, key: Key) -> Vec<Effect> {
    let Some(open) = &mut state.find else { return Vec::new() };
    let FindWords::Letters(input) = &mut open.wanted else { return Vec::new() };
    let request = match command {
        Some(Command::KeepSearch) => return keep(state),
        Some(Command::Back) => return leave(state),
        Some(Command::TypingDown) => return step(state, true).unwrap_or_default(),
        Some(Command::TypingUp) => return step(state, false).unwrap_or_default(),
        Some(command) => match line::edit(command) {
            // Erasing in an empty line leaves it.
            Some(InputRequest::DeletePrevChar) if input.value().is_empty() => return leave(state),
            Some(request) => request,
            None => return Vec::new(),
        },
        None => match key.typed() {
            Some('/') if input.value().is_empty() => {
                leave(state);
                query::begin(state);
                return Vec::new();
            }
            Some(c) if input.value().chars().count() < LONGEST => InputRequest::InsertChar(c),
            _ => return Vec::new(),
        },
    };
    input.handle(request);
    changed(state);
    Vec::new()
}

pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    if let Some(FindState { wanted: FindWords::Letters(input), .. }) = &mut state.find {
        line::insert(input, &clean_line(text), LONGEST);
        changed(state);
    }
    Vec::new()
}

pub fn hints() -> Vec<(Command, &'static str)> {
    vec![(Command::KeepSearch, "keep"), (Command::TypingDown, "next"), (Command::Back, "leave")]
}

/// After a letter: goes to the first place from where the reader was, or back there.
fn changed(state: &mut State) {
    look(state);
    let Some(open) = &mut state.find else { return };
    let from = open.from;
    open.at = open.found.from_line(from.0).or((open.found.count > 0).then_some(0));
    reading::scroll_to(state, from.0);
    go(state, from.1);
}

/// Brings the place where the reader is into sight; a page without one selects this row.
fn go(state: &mut State, row: usize) {
    if let Some(page) = &mut state.page {
        page.cursor = row;
    }
    let line = state.find.as_ref().and_then(|open| open.found.line(open.at?));
    if let Some(line) = line {
        reading::show(state, line);
    }
}

fn keep(state: &mut State) -> Vec<Effect> {
    let Some(open) = &mut state.find else { return Vec::new() };
    open.typing = false;
    match &open.wanted {
        FindWords::Letters(input) if input.value().trim().is_empty() => {
            state.find = None;
            Vec::new()
        }
        FindWords::Letters(input) if open.found.count == 0 => {
            let told = format!("Nothing here has \"{}\"", input.value());
            state.find = None;
            state.say(told)
        }
        _ => Vec::new(),
    }
}

/// Closes the line, and goes back to where the reader was.
fn leave(state: &mut State) -> Vec<Effect> {
    if let Some(open) = state.find.take() {
        reading::scroll_to(state, open.from.0);
        if let Some(page) = &mut state.page {
            page.cursor = open.from.1;
        }
    }
    Vec::new()
}

/// Goes to the next place, or to the one before. `None` where this is for the panes to do: nothing is looked for in the text,
/// or the search goes on in another item.
pub fn turn(state: &mut State, forward: bool) -> Option<Vec<Effect>> {
    let text = reading::text(state)?;
    if state.find.is_none() && state.search.narrows() && opens(state) {
        start(state, FindWords::Search, false);
        // An item opens at what the search led to, so the way goes on from what is on the screen.
        let beyond = if state.page.is_none() { text.shown } else { 0 };
        let open = state.find.as_mut()?;
        let found = &open.found;
        let at = match forward {
            true => found.from_line(text.top + beyond),
            false => (0..found.count).rev().find(|number| found.line(*number).is_some_and(|line| line < text.top)),
        };
        if at.is_some() {
            open.at = at;
            go(state, 0);
            return Some(Vec::new());
        }
        if state.page.is_none() || state.find.as_ref().is_some_and(|open| open.found.count == 0) {
            state.find = None;
        }
    }
    if state.find.is_some() {
        return step(state, forward);
    }
    let key = state.keymap.hint(Command::Search);
    let told = match state.search.narrows() {
        true => format!("Nothing on this page has words of the search: press {key} to find something else"),
        false => format!("Nothing is looked for on this page yet: press {key} to find in it"),
    };
    state.page.is_some().then(|| state.say(told))
}

/// From place to place, round and round; in an item, the search goes on beyond its last place.
fn step(state: &mut State, forward: bool) -> Option<Vec<Effect>> {
    let open = state.find.as_mut()?;
    let count = open.found.count;
    if count == 0 {
        return Some(Vec::new());
    }
    let next = match (open.at, forward) {
        (None, true) => Some(0),
        (None, false) => count.checked_sub(1),
        (Some(at), true) => Some(at + 1).filter(|next| *next < count),
        (Some(at), false) => at.checked_sub(1),
    };
    if next.is_none() && matches!((&open.wanted, open.of), (FindWords::Search, FindsIn::Item(..))) {
        state.find = None;
        return None;
    }
    open.at = Some(next.unwrap_or(if forward { 0 } else { count - 1 }));
    let row = state.page.as_ref().map_or(0, |page| page.cursor);
    go(state, row);
    Some(match (next, forward) {
        (Some(_), _) => Vec::new(),
        (None, true) => state.say("Back at the first match, from the last"),
        (None, false) => state.say("Back at the last match, from the first"),
    })
}
