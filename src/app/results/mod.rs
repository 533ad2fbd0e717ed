//! The lists of all cases' entries: one query, several lenses.

pub mod draw;
pub mod state;

use self::state::LensList;
use crate::app::command::Command;
use crate::app::layout::{Layout, layout};
use crate::app::msg::Effect;
use crate::app::place::Pane;
use crate::app::search::query;
use crate::app::selection::{reorder, reveal, select_case};
use crate::app::state::State;
use crate::app::tab::Tab;
use crate::app::text::keep_in_sight;
use crate::search::{Lens, LensHit};

/// Shows the lens that is next to the present one.
pub fn turn(state: &mut State, forward: bool) -> Vec<Effect> {
    show(state, state.lens.lens.beside(forward))
}

/// Shows a lens.
pub fn show(state: &mut State, lens: Lens) -> Vec<Effect> {
    state.lens = LensList { lens, ..LensList::default() };
    state.focus = Pane::Cases;
    if lens != Lens::Cases {
        state.say(format!("{}: {}", lens.title(), what_it_lists(lens)));
    }
    state.search.hits.listed.clear();
    vec![query::ask(state)]
}

fn what_it_lists(lens: Lens) -> &'static str {
    match lens {
        Lens::Cases => "each with what matches in it",
        Lens::Everything => "entries of every sort, of all cases, best first",
        Lens::Findings | Lens::Recommendations | Lens::Events => "of all cases, best first",
        Lens::Terms => "how many of the entries found carry them",
    }
}

/// After an answer: the selected entry stays selected where it is still listed, unless the query is another.
pub fn answered(state: &mut State, before: Option<LensHit>, other_query: bool) {
    if state.lens.lens == Lens::Cases {
        return;
    }
    let kept = before.filter(|_| !other_query).and_then(|before| {
        state.search.hits.listed.iter().position(|hit| (hit.key, hit.item) == (before.key, before.item))
    });
    state.lens.cursor = kept.unwrap_or(if other_query { 0 } else { state.lens.cursor });
    state.lens.cursor = state.lens.cursor.min(state.lens_rows().saturating_sub(1));
    if !state.lens.inside {
        follow(state);
    }
}

/// Selects a row of the list.
pub fn select(state: &mut State, row: usize) {
    state.lens.cursor = row.min(state.lens_rows().saturating_sub(1));
    follow(state);
}

/// The panes follow the list: the entry that is selected here is the one that is selected there.
fn follow(state: &mut State) {
    let Some(LensHit { key, item, .. }) = state.lens_hit() else { return };
    select_case(state, Some(key));
    state.cases.chosen = true;
    state.tab = Tab::of(item);
    state.select_item(item);
    reveal(state);
}

/// Goes from the list into the case of the selected entry, or to the entries of the selected term.
pub fn enter(state: &mut State) -> Vec<Effect> {
    if state.lists_terms() {
        let Some(filter) = state.lens_terms().nth(state.lens.cursor).map(query::filter_of) else { return Vec::new() };
        state.lens = LensList { lens: Lens::Everything, ..LensList::default() };
        return query::add(state, &filter);
    }
    if state.lens_hit().is_some() {
        state.lens.inside = true;
        state.focus = Pane::Items;
        reorder(state);
        follow(state);
    }
    Vec::new()
}

/// Goes back to the list, as it was left.
pub fn leave(state: &mut State) {
    state.lens.inside = false;
    state.focus = Pane::Cases;
    follow(state);
}

/// Keeps the selected row in sight.
pub fn keep_row_in_sight(state: &mut State, layout: &Layout) {
    let rows = state.lens_rows();
    state.lens.cursor = state.lens.cursor.min(rows.saturating_sub(1));
    state.lens.top = keep_in_sight(state.lens.top, Some(state.lens.cursor), rows, layout.lens_shown());
}

/// How many rows of the list are on the screen.
pub fn shown(state: &State) -> usize {
    layout(state).lens_shown()
}

/// The most useful keys, most useful first.
pub fn hints(state: &State) -> Vec<(Command, &'static str)> {
    vec![
        (Command::Open, if state.lists_terms() { "list entries" } else { "go to its case" }),
        (Command::NextLens, "next view"),
        (Command::Facets, "facets"),
        (Command::Search, "search"),
        (Command::Back, "back to cases"),
        (Command::Help, "help"),
        (Command::Close, "quit"),
    ]
}
