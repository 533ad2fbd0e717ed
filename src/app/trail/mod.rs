//! Back and forward: earlier places, with case, tab, search, view and scroll.

pub mod state;

use tui_input::Input;

use crate::app::msg::Effect;
use crate::app::page;
use crate::app::page::state::PageState;
use crate::app::place::{Returning, Spot};
use crate::app::search::query;
use crate::app::selection::reorder;
use crate::app::state::State;

/// Goes back, or forward again.
pub fn go(state: &mut State, forward: bool) -> Vec<Effect> {
    let here = state.spot();
    let spot = if forward { state.trail.forward(|| here) } else { state.trail.back(|| here) };
    let Some(spot) = spot else {
        return state.say(if forward { "There is nothing to go forward to" } else { "There is nothing to go back to" });
    };
    arrive(state, spot)
}

/// Brings a place back.
pub fn arrive(state: &mut State, spot: Spot) -> Vec<Effect> {
    state.explain = None;
    state.search.typing = false;
    state.completion = None;
    let other_lens = state.lens.lens != spot.lens.lens;
    let mut effects = Vec::new();
    state.lens = spot.lens.clone();
    if state.search.input.value() != spot.query {
        state.search.input = Input::new(spot.query.clone());
        effects = query::changed(state);
    }
    if other_lens && effects.is_empty() {
        effects.push(query::ask(state));
    }
    let generation = state.search.generation;
    if effects.is_empty() {
        effects.extend(put(state, &spot));
    } else if state.search.query.is_empty() {
        // Everything is there; only the list of the view comes later.
        reorder(state);
        effects.extend(put(state, &spot));
        state.returning = Some(Returning { generation, spot, row_only: true });
    } else {
        state.page = None;
        state.returning = Some(Returning { generation, spot, row_only: false });
    }
    effects
}

/// The search that was asked for on the way back is answered, or cannot be.
pub fn answered(state: &mut State) -> Vec<Effect> {
    let here = state.search.generation;
    let Some(returning) = state.returning.take_if(|returning| returning.generation == here) else { return Vec::new() };
    if returning.row_only {
        // The panes have followed the first row of the list that came.
        put_panes(state, &returning.spot);
        return Vec::new();
    }
    put(state, &returning.spot)
}

fn put(state: &mut State, spot: &Spot) -> Vec<Effect> {
    put_panes(state, spot);
    state.focus = spot.focus;
    state.page = spot.page.as_ref().map(|page| PageState {
        cursor: page.cursor,
        top: page.top,
        ..PageState::new(page.request.clone())
    });
    page::ask(state)
}

fn put_panes(state: &mut State, spot: &Spot) {
    if spot.case.is_none_or(|key| state.catalogue.entry(key).is_some()) {
        state.cases.cursor = spot.case;
        state.cases.held = spot.case;
        state.cases.chosen = spot.case.is_some();
        reorder(state);
        state.tab = spot.tab;
        state.places = spot.places.clone();
        state.cases.top = spot.cases_top;
    } else {
        state.say("That case is no longer in the library");
    }
    state.lens = spot.lens.clone();
}
