//! The facets: keys and hints of the counts of what is found, and filters chosen from them.

pub mod draw;
pub mod state;

use self::state::FacetsState;
use crate::app::command::Command;
use crate::app::msg::Effect;
use crate::app::search::query;
use crate::app::state::State;

/// Opens the facets.
pub fn open(state: &mut State) -> Vec<Effect> {
    state.facets = Some(FacetsState::default());
    vec![query::ask(state)]
}

/// A key while the facets are open.
pub fn on_key(state: &mut State, command: Option<Command>) -> Vec<Effect> {
    let counts = &state.search.hits.facets;
    let Some(open) = &mut state.facets else { return Vec::new() };
    let field = |at: usize| counts.get(at).map(|count| count.field);
    match command {
        Some(Command::Back | Command::Close | Command::Facets) => state.facets = None,
        Some(Command::Down) => open.cursor = (open.cursor + 1).min(counts.len().saturating_sub(1)),
        Some(Command::Up) => open.cursor = open.cursor.saturating_sub(1),
        Some(Command::NextPane | Command::NextTab) => {
            let here = field(open.cursor);
            open.cursor = (open.cursor..counts.len()).find(|at| field(*at) != here).unwrap_or(0);
        }
        Some(Command::PreviousPane) => {
            let here = field(open.cursor);
            let before = (0..open.cursor).rev().find(|at| field(*at) != here);
            let group = field(before.unwrap_or(counts.len().saturating_sub(1)));
            open.cursor = (0..counts.len()).find(|at| field(*at) == group).unwrap_or(0);
        }
        Some(Command::FacetsChoose) => {
            if let Some(count) = counts.get(open.cursor) {
                open.on = Some((count.field, count.code.clone()));
                let filter = query::filter_of(count);
                return query::toggle(state, &filter);
            }
        }
        _ => {}
    }
    Vec::new()
}

/// The most useful keys, most useful first.
pub fn hints() -> Vec<(Command, &'static str)> {
    vec![(Command::FacetsChoose, "filter"), (Command::NextPane, "next group"), (Command::Back, "close")]
}

/// After an answer: the value that was chosen stays selected.
pub fn answered(state: &mut State) {
    let Some(open) = &mut state.facets else { return };
    let counts = &state.search.hits.facets;
    let chosen = open.on.take();
    let at = chosen.and_then(|on| counts.iter().position(|count| (count.field, &count.code) == (on.0, &on.1)));
    open.cursor = at.unwrap_or(open.cursor).min(counts.len().saturating_sub(1));
}
