//! The facets: counts of what is found, and filters chosen from them.

use super::{lens, settle, typing};
use crate::app::command::{Command, Context};
use crate::app::key::Key;
use crate::app::msg::Effect;
use crate::app::state::{FacetsState, State};

/// Opens the facets.
pub fn open(state: &mut State) -> Vec<Effect> {
    state.facets = Some(FacetsState::default());
    vec![typing::ask(state)]
}

/// A key while the facets are open.
pub fn on_key(state: &mut State, key: Key) -> Vec<Effect> {
    let Some(mut open) = state.facets.take() else { return Vec::new() };
    let counts = &state.search.hits.facets;
    let last = counts.len().saturating_sub(1);
    match state.keymap.command(Context::Facets, key) {
        Some(Command::FacetsClose) => {
            settle(state);
            return Vec::new();
        }
        Some(Command::FacetsQuit) => return vec![Effect::Quit],
        Some(Command::FacetsSuspend) => {
            state.facets = Some(open);
            return vec![Effect::Suspend];
        }
        Some(Command::FacetsDown) => open.cursor = (open.cursor + 1).min(last),
        Some(Command::FacetsUp) => open.cursor = open.cursor.saturating_sub(1),
        Some(Command::FacetsNext) => {
            let here = counts.get(open.cursor).map(|count| count.field);
            let next = (open.cursor..counts.len()).find(|at| counts.get(*at).map(|count| count.field) != here);
            open.cursor = next.unwrap_or(0);
        }
        Some(Command::FacetsChoose) => {
            if let Some((filter, on)) =
                counts.get(open.cursor).map(|count| (lens::filter_of(count), (count.field, count.code.clone())))
            {
                open.on = Some(on);
                state.facets = Some(open);
                return typing::toggle(state, &filter);
            }
        }
        _ => {}
    }
    state.facets = Some(open);
    Vec::new()
}

/// After an answer: the value that was chosen stays selected.
pub fn answered(state: &mut State) {
    let Some(open) = &mut state.facets else { return };
    let counts = &state.search.hits.facets;
    let chosen = open.on.take();
    let at = chosen.and_then(|on| counts.iter().position(|count| (count.field, &count.code) == (on.0, &on.1)));
    open.cursor = at.unwrap_or(open.cursor).min(counts.len().saturating_sub(1));
}
