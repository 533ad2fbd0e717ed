//! The pages and entries that the reader opens, for the list of what a meeting looked at.

use super::msg::Effect;
use super::place::Pane;
use super::state::State;
use crate::case::{CasePage, ItemRef};
use crate::library::EntryKey;
use crate::page::{Deed, LOOKED_AT, Looked, LookedOf, PageRequest};

/// The reader's place, as far as it tells what is open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    page: bool,
    focus: Pane,
    listed: bool,
    place: Option<(EntryKey, ItemRef)>,
}

impl Seen {
    /// The place where the reader is now.
    pub fn now(state: &State) -> Self {
        Self {
            page: state.page.is_some(),
            focus: state.focus,
            listed: state.lists_all(),
            place: state.cases.cursor.zip(state.item()),
        }
    }
}

/// Tells what a key or a click has opened: an entry that is read by itself, a case from the list of cases, an entry that a
/// page or a list led to. Pages tell of themselves ([`of_page`]).
pub fn opened(state: &State, before: Seen) -> Option<Effect> {
    let now = Seen::now(state);
    let (key, item) = now.place.filter(|_| !now.page && now != before)?;
    let moved = now.place != before.place;
    let item = match (now.focus, before.focus) {
        (Pane::Detail, Pane::Detail) if moved => item,
        (Pane::Detail, Pane::Cases | Pane::Items) => item,
        (Pane::Items, _) if moved && before.page || before.listed && !now.listed => item,
        (Pane::Items, Pane::Cases) => ItemRef::Page(CasePage::Case),
        _ => return None,
    };
    of_item(state, key, item, Deed::Opened)
}

/// Tells what was done with an entry.
pub fn of_item(state: &State, key: EntryKey, item: ItemRef, deed: Deed) -> Option<Effect> {
    let item = item.key(state.catalogue.real(key)?);
    Some(Effect::Looked(Looked { deed, of: LookedOf::Item(key, item) }))
}

/// Tells that a page was opened; not of the list itself.
pub fn of_page(request: &PageRequest) -> Option<Effect> {
    let of = LookedOf::Page(request.clone());
    (*request.row != LOOKED_AT).then_some(Effect::Looked(Looked { deed: Deed::Opened, of }))
}
