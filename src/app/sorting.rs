//! Sorting what is listed in the panes: cases, or entries of all cases.

use super::msg::Effect;
use super::search::query;
use super::selection::reorder;
use super::state::State;
use crate::search::{Listed, Order, SortKey, sort};

/// Puts what is listed into the next of its orders.
pub fn next(state: &mut State) -> Vec<Effect> {
    if state.lists_terms() {
        return state.say("Themes and agencies stand in the order of their counts");
    }
    if state.lists_all() {
        state.sort_entries = state.sort_entries.next(Listed::Entries);
        follow(&mut state.cases.sort_found, state.sort_entries, Listed::CasesFound);
        state.say(format!("Sorted by {}", told_of_entries(state)));
        // Another order is read from its start.
        (state.lens.cursor, state.lens.top) = (0, 0);
        state.search.hits.listed.clear();
        return vec![query::ask(state)];
    }
    let found = state.search.narrows();
    let list = if found { Listed::CasesFound } else { Listed::Cases };
    let order = state.cases.order_told(found).next(list);
    *(if found { &mut state.cases.sort_found } else { &mut state.cases.sort }) = order;
    if found {
        follow(&mut state.sort_entries, order, Listed::Entries);
    }
    state.cases.chosen = state.cases.cursor.is_some();
    reorder(state);
    state.say(format!("Sorted by {}", order.told()))
}

/// All views list what is found in one order.
fn follow(other: &mut Order, order: Order, list: Listed) {
    if list.orders().any(|row| row.order == order) {
        *other = order;
    }
}

/// The order of the list of entries, after "by".
pub fn told_of_entries(state: &State) -> &'static str {
    match state.sort_entries {
        // Without a search nothing is more relevant than anything else.
        Order::Relevance if !state.search.narrows() => "case, newest first",
        order => order.told(),
    }
}

/// Puts the entries that an answer lists into the order of the list.
pub fn sort_listed(state: &mut State) {
    let mut listed = std::mem::take(&mut state.search.hits.listed);
    let (order, catalogue) = (state.sort_entries, &state.catalogue);
    sort(&mut listed, order, |hit| {
        let key = catalogue.case(hit.key).map(|case| SortKey::of_entry(case, hit.item, order));
        key.unwrap_or_default().below_line(hit.near.is_some())
    });
    state.search.hits.listed = listed;
}
