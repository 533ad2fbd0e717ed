//! Going back to the place of the last session when the program starts, as soon as its case and search are there.

use super::msg::Effect;
use super::place::{Pane, Panes, Resume};
use super::results::state::LensList;
use super::search::query;
use super::selection::{go_to_best, select_case};
use super::state::State;
use super::tab::Tab;
use crate::library::EntryKey;
use crate::notebook::Session;
use crate::search::Lens;

/// Begins to go to the place of the last session: the search at once, the case as soon as it has been read. A user who
/// has pressed a key meanwhile is left in peace.
pub fn start(state: &mut State, session: Session) -> Vec<Effect> {
    if state.resume != Resume::Awaited {
        return Vec::new();
    }
    let Session { zoomed, cases_hidden, cases_share, list_share, .. } = session;
    state.panes = Panes { zoomed, cases_hidden, cases_share, list_share, ..state.panes };
    let mut effects = Vec::new();
    if let Some(lens) = Lens::ALL.into_iter().find(|lens| lens.code() == session.lens) {
        state.lens = LensList { lens, ..LensList::default() };
        if lens != Lens::Cases {
            effects.push(query::ask(state));
        }
    }
    if !session.query.is_empty() {
        effects.extend(query::start(state, &session.query));
    }
    state.resume = Resume::Going(session);
    arrive(state);
    effects
}

/// Every file has been read: a case that is not there now will not come.
pub fn loaded(state: &mut State) {
    arrive(state);
    if let Resume::Going(session) = &state.resume
        && session.case.as_deref().is_none_or(|id| state.catalogue.key_of(&id.into()).is_none())
    {
        state.resume = Resume::Done;
    }
}

/// Goes to the case and item of the last session, once they are there and the search has found them.
pub fn arrive(state: &mut State) {
    let Resume::Going(session) = &state.resume else { return };
    let key = session.case.as_deref().and_then(|id| state.catalogue.key_of(&id.into()));
    let Some(key) = key.filter(|key| is_found(state, *key)) else { return };
    let Resume::Going(session) = std::mem::replace(&mut state.resume, Resume::Done) else { return };
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
        state.select_item(item);
    }
    state.focus = match session.focus.as_str() {
        "items" => Pane::Items,
        "detail" => Pane::Detail,
        _ => Pane::Cases,
    };
    if state.lens.lens != Lens::Cases {
        // The list stands at the item where it still lists it; otherwise the reader is in the case.
        let row = state.search.hits.listed.iter().position(|hit| (hit.key, Some(hit.item)) == (key, item));
        (state.lens.cursor, state.lens.chosen) = (row.unwrap_or(0), true);
        state.lens.inside = row.is_none() || session.focus == "items";
    }
    let title = state.case().map(|case| case.title.to_string()).unwrap_or_default();
    state.message = Some(format!("Where you left off: {title}"));
}

/// True when the search, if there is one, is answered with this case.
fn is_found(state: &State, key: EntryKey) -> bool {
    let search = &state.search;
    let asks = !search.query.is_empty() || state.lens.lens != Lens::Cases;
    if asks && search.answered != Some(search.generation) {
        return false;
    }
    search.query.is_empty() || search.in_case(key).is_some()
}

/// The present place, to be kept for the next session.
pub fn session(state: &State) -> Session {
    // A user who quits on the way there is still at the place of the last session.
    if let Resume::Going(session) = &state.resume {
        return with_panes(state, session.clone());
    }
    let real = state.cases.cursor.and_then(|key| state.catalogue.real(key));
    let session = Session {
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
    };
    with_panes(state, session)
}

/// How the screen is shared and whether names are hidden, wherever one is.
fn with_panes(state: &State, session: Session) -> Session {
    let Panes { zoomed, cases_hidden, cases_share, list_share, two_lines: _ } = state.panes;
    Session { zoomed, cases_hidden, cases_share, list_share, private: state.private(), ..session }
}
