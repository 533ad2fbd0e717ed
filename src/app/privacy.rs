//! Hiding names while others see the screen.

use std::sync::Arc;

use super::command::Command;
use super::msg::Effect;
use super::state::State;
use super::text::capitalised;
use crate::search::Choice;

/// Hides names, ages, exact dates and places as the settings say, or shows them again. The selection stays.
pub fn switch(state: &mut State) -> Vec<Effect> {
    let hide = !state.private();
    set(state, hide);
    let hidden = hidden(state);
    state.say(match (hide, key(state)) {
        (false, _) => format!("{hidden} are shown"),
        (true, Some(key)) => format!("{hidden} are hidden: {key} shows them"),
        (true, None) => format!("{hidden} are hidden"),
    })
}

/// Hides them or shows them, without a word.
pub fn set(state: &mut State, hide: bool) {
    let rules = hide.then(|| Arc::clone(&state.privacy));
    Arc::make_mut(&mut state.catalogue).set_redactor(rules);
    // The choices for a word may name a person.
    state.completion = None;
}

/// The refusal of something that would show a hidden name; none while names are shown.
pub fn refuses(state: &State, why: &str) -> Option<String> {
    let mend = match key(state) {
        Some(key) => format!("press {key} to show names first"),
        None => "names are hidden here".to_owned(),
    };
    state.private().then(|| format!("{why}: {mend}"))
}

/// Leaves out what may name a person, a place or a body: texts of the library that stand in no list.
pub fn unnamed(choices: Vec<Choice>) -> Vec<Choice> {
    choices.into_iter().filter(|choice| !choice.of_library).collect()
}

/// The key that hides and shows.
fn key(state: &State) -> Option<String> {
    Some(state.keymap.hint(Command::Hide)).filter(|key| !key.is_empty())
}

/// "Names, ages, dates and places", as far as the settings hide them.
fn hidden(state: &State) -> String {
    let rules = &state.privacy;
    let all = [(rules.names, "names"), (rules.ages, "ages"), (rules.dates, "exact dates"), (rules.places, "places")];
    let mut words: Vec<&str> = all.into_iter().filter_map(|(on, word)| on.then_some(word)).collect();
    let last = words.pop().unwrap_or("no names");
    let text = if words.is_empty() { last.to_owned() } else { format!("{} and {last}", words.join(", ")) };
    capitalised(&text)
}
