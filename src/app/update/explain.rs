//! The explanation of what the selected item carries: opening it, moving in it, going where a term occurs.

use super::{go_to_item, trail};
use crate::app::command::{Command, Context};
use crate::app::key::Key;
use crate::app::msg::Effect;
use crate::app::state::{ExplainState, State};
use crate::case::ItemRef;
use crate::case::lexicon::{Coded, Uses, carried, explain, occurrences, uses};

/// Opens the explanation of the selected item; without one, of the case.
pub fn open(state: &mut State) {
    let Some(case) = state.case() else {
        state.message = Some("Select a case to have its words explained".to_owned());
        return;
    };
    let item = state.item().unwrap_or(ItemRef::Page(crate::case::CasePage::Case));
    let values = carried(case, item).into_iter().map(|coded| (coded.list.to_owned(), coded.code.to_owned())).collect();
    let mut open = ExplainState { values, ..ExplainState::default() };
    look(state, &mut open);
    state.explain = Some(open);
}

/// Looks everything up again after files have changed; closes where there is nothing left to explain.
pub fn refresh(state: &mut State) {
    let Some(before) = state.explain.take() else { return };
    if state.case().is_none() {
        return;
    }
    open(state);
    let Some(mut open) = state.explain.take() else { return };
    let on = before.values.get(before.cursor);
    open.cursor = open.values.iter().position(|value| Some(value) == on).unwrap_or(0);
    look(state, &mut open);
    open.at = before.at.min(open.elsewhere.len().saturating_sub(1));
    open.in_places = before.in_places && !open.elsewhere.is_empty();
    state.explain = Some(open);
}

/// A key while the explanation is open.
pub fn on_key(state: &mut State, key: Key) -> Vec<Effect> {
    let Some(mut open) = state.explain.take() else { return Vec::new() };
    match state.keymap.command(Context::Explain, key) {
        Some(Command::ExplainClose) => return Vec::new(),
        Some(Command::ExplainQuit) => return vec![Effect::Quit],
        Some(Command::ExplainSuspend) => {
            state.explain = Some(open);
            return vec![Effect::Suspend];
        }
        Some(Command::ExplainOpen) => {
            if let Some((key, item)) = open.elsewhere.get(open.at).copied().filter(|_| open.in_places) {
                trail::leave(state);
                go_to_item(state, key, item);
                return Vec::new();
            }
            open.in_places = !open.elsewhere.is_empty();
        }
        Some(Command::ExplainTurn) => open.in_places = !open.in_places && !open.elsewhere.is_empty(),
        Some(command @ (Command::ExplainDown | Command::ExplainUp)) => {
            let (at, count) = if open.in_places {
                (&mut open.at, open.elsewhere.len())
            } else {
                (&mut open.cursor, open.values.len())
            };
            *at = if command == Command::ExplainDown {
                (*at + 1).min(count.saturating_sub(1))
            } else {
                at.saturating_sub(1)
            };
            if !open.in_places {
                look(state, &mut open);
            }
        }
        _ => {}
    }
    state.explain = Some(open);
    Vec::new()
}

/// Looks up the value under the cursor, and where else it occurs.
fn look(state: &State, open: &mut ExplainState) {
    open.at = 0;
    open.elsewhere.clear();
    open.term = None;
    open.uses = Uses::default();
    let Some((list, code)) = open.values.get(open.cursor) else { return };
    let coded = Coded { list, code };
    open.term = explain(&state.vocabulary, coded);
    open.uses = uses(state.catalogue.iter().filter_map(|(_, entry)| entry.case().map(AsRef::as_ref)), coded);
    if !matches!(list.as_str(), "theme" | "agency") {
        return;
    }
    let here = state.cases.cursor.zip(state.item());
    let mut order: Vec<_> = state.catalogue.iter().filter_map(|(key, entry)| Some((key, entry.case()?))).collect();
    order.sort_by_cached_key(|(_, case)| crate::text::fold::fold(&case.title));
    for (key, case) in order {
        let found = occurrences(case, coded).into_iter().map(|item| (key, item));
        open.elsewhere.extend(found.filter(|place| Some(*place) != here));
    }
}
