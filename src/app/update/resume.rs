//! Where one left off: going there again when the program starts, as soon as what is needed is there.

use super::{go_to_best, select_case, settle, typing};
use crate::app::msg::Effect;
use crate::app::state::{LensList, Pane, State};
use crate::app::tab::Tab;
use crate::desk::Session;
use crate::search::Lens;

/// Begins to go where one left off: the search at once, the case as soon as it has been read.
pub fn start(state: &mut State, session: Session) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Some(lens) = Lens::ALL.into_iter().find(|lens| lens.code() == session.lens) {
        state.lens = LensList { lens, ..LensList::default() };
        if lens != Lens::Cases {
            effects.push(typing::ask(state));
        }
    }
    if !session.query.is_empty() {
        effects.extend(typing::start(state, &session.query));
    }
    state.resume = Some(session);
    effects.extend(arrive(state));
    effects
}

/// Goes to the case and item where one left off, once they are there and the search is answered.
pub fn arrive(state: &mut State) -> Vec<Effect> {
    let Some(session) = &state.resume else { return Vec::new() };
    let answered = state.search.query.is_empty() || state.search.answered == Some(state.search.generation);
    let key = session.case.as_deref().and_then(|id| state.catalogue.key_of(&id.into()));
    let Some((key, true)) = key.map(|key| (key, answered)) else { return Vec::new() };
    let Some(session) = state.resume.take() else { return Vec::new() };
    select_case(state, Some(key));
    state.cases.chosen = true;
    go_to_best(state);
    if let Some(tab) = Tab::ALL.into_iter().find(|tab| tab.code() == session.tab) {
        state.tab = tab;
    }
    let item = state.catalogue.real(key).and_then(|case| {
        let wanted = session.item.as_deref()?;
        case.items().into_iter().find(|item| Tab::of(*item) == state.tab && item.id(case) == wanted)
    });
    if let Some(item) = item.filter(|item| state.rows(state.tab).iter().any(|row| row.item() == Some(*item))) {
        let place = state.place_mut();
        (place.cursor, place.scroll) = (Some(item), 0);
    }
    if state.lens.lens != Lens::Cases {
        state.lens.inside = session.focus != "cases";
    }
    state.focus = match session.focus.as_str() {
        "items" => Pane::Items,
        "detail" => Pane::Detail,
        _ => Pane::Cases,
    };
    let title = state.case().map(|case| case.title.to_string()).unwrap_or_default();
    state.message = Some(format!("Where you left off: {title}"));
    settle(state);
    Vec::new()
}

/// Where one is now, to be kept for the next time.
pub fn session(state: &State) -> Session {
    let real = state.cases.cursor.and_then(|key| state.catalogue.real(key));
    Session {
        case: real.map(|case| case.id.to_string()),
        tab: state.tab.code().to_owned(),
        item: real.zip(state.item()).map(|(case, item)| item.id(case)),
        query: state.search.input.value().to_owned(),
        lens: state.lens.lens.code().to_owned(),
        focus: match state.focus {
            Pane::Cases => "cases",
            Pane::Items => "items",
            Pane::Detail => "detail",
        }
        .to_owned(),
        ..Session::default()
    }
}
