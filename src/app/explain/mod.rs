//! The explanation of what the selected item carries: keys and hints, and what is looked up.

pub mod draw;
pub mod state;

use self::state::ExplainState;
use crate::app::command::Command;
use crate::app::msg::Effect;
use crate::app::selection::go_to_item;
use crate::app::state::State;
use crate::case::ItemRef;
use crate::case::lexicon::{TermCode, Uses, carried, explain, occurrences, uses};

/// Opens the explanation of the selected item; without one, of the case.
pub fn open(state: &mut State) {
    let Some(case) = state.case() else {
        state.say("Select a case to have its words explained");
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
pub fn on_key(state: &mut State, command: Option<Command>) -> Vec<Effect> {
    let Some(mut open) = state.explain.take() else { return Vec::new() };
    match command {
        Some(Command::Back | Command::Close | Command::Explain) => return Vec::new(),
        Some(Command::Open) => {
            let place = open.elsewhere.get(open.at).filter(|_| open.in_places);
            let place = place.and_then(|(key, item)| Some((*key, state.catalogue.real(*key)?.find(item)?)));
            if let Some((key, item)) = place {
                state.leave();
                go_to_item(state, key, item);
                return Vec::new();
            }
            open.in_places = !open.elsewhere.is_empty();
        }
        Some(Command::NextPane | Command::PreviousPane) => {
            open.in_places = !open.in_places && !open.elsewhere.is_empty();
        }
        Some(command @ (Command::Down | Command::Up)) => {
            let (at, count) = if open.in_places {
                (&mut open.at, open.elsewhere.len())
            } else {
                (&mut open.cursor, open.values.len())
            };
            *at = if command == Command::Down { (*at + 1).min(count.saturating_sub(1)) } else { at.saturating_sub(1) };
            if !open.in_places {
                look(state, &mut open);
            }
        }
        _ => {}
    }
    state.explain = Some(open);
    Vec::new()
}

/// The most useful keys, most useful first.
pub fn hints() -> Vec<(Command, &'static str)> {
    vec![
        (Command::Down, "next word"),
        (Command::NextPane, "places"),
        (Command::Open, "go there"),
        (Command::Back, "close"),
    ]
}

/// Looks up the value under the cursor, and where else it occurs.
fn look(state: &State, open: &mut ExplainState) {
    open.at = 0;
    open.elsewhere.clear();
    open.term = None;
    open.uses = Uses::default();
    let Some((list, code)) = open.values.get(open.cursor) else { return };
    let coded = TermCode { list, code };
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
        let found = found.filter(|place| Some(*place) != here);
        open.elsewhere.extend(found.map(|(key, item)| (key, item.key(case))));
    }
}
