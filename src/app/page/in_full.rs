//! Reading in full what is listed: the subject of the page.

use crate::app::export;
use crate::app::items::rows::ListRow;
use crate::app::place::Pane;
use crate::app::search::top_line::shown;
use crate::app::state::State;
use crate::case::{ItemKey, ItemRef};
use crate::library::EntryKey;
use crate::page::{FOUND, PageOf, PageRequest};

/// The entries that are listed now: those of the page that is open, of the list of all cases, or of the selected case.
pub fn request(state: &State) -> Option<PageRequest> {
    if let Some(open) = &state.page {
        if let PageOf::Marks(_) = open.request.of {
            return Some(FOUND.of(open.request.of.clone()));
        }
        let report = open.report.as_ref()?;
        return of(report.title.clone(), report.items());
    }
    let in_case = state.focus != Pane::Cases || state.lens.inside;
    if state.lists_all() || (state.search.narrows() && !in_case) {
        return export::found(state).map(|(_, request)| request);
    }
    of_case(state)
}

fn of(title: String, items: Vec<(EntryKey, ItemKey)>) -> Option<PageRequest> {
    (!items.is_empty()).then(|| FOUND.of(PageOf::Items(title, items)))
}

/// The matches in the selected case, in every tab; without a search, or if the search means the case as a whole, the entries
/// that its tab lists.
fn of_case(state: &State) -> Option<PageRequest> {
    let (key, case) = (state.cases.cursor?, state.case()?);
    let matches: Vec<ItemRef> = match state.case_hits().filter(|hits| !hits.whole()) {
        Some(hits) => hits.own().map(|(item, _)| item).collect(),
        None => Vec::new(),
    };
    let title = match matches.is_empty() {
        true => format!("{}: {}", case.title, state.tab.names_in(case)[0].to_lowercase()),
        false => format!("{}: {}", case.title, shown(state)),
    };
    let listed = || state.rows(state.tab).iter().filter_map(ListRow::item).collect();
    let items = if matches.is_empty() { listed() } else { matches };
    let key_of = |item: ItemRef| Some((key, state.key_of(item)?));
    of(title, items.into_iter().filter_map(key_of).collect())
}
