//! From a finding to the recommendations that answer it, and back; from a case to those that it is linked to.

use super::command::Command;
use super::msg::Effect;
use super::page;
use super::place::LinkRound;
use super::selection::{go_to_item, meant};
use super::state::State;
use crate::case::{Case, CasePage, ItemRef};
use crate::page::{PageOf, RELATED};

/// Goes along the link of the selected item. Pressed again after following a link, it goes to the next item
/// that the first one is linked with, and after the last of them back to the first.
pub fn follow(state: &mut State) -> Vec<Effect> {
    let words = state.vocabulary.field();
    let Some((key, item)) = meant(state) else {
        return state.say(words.worded("Select a finding or a recommendation to follow its links"));
    };
    if item == ItemRef::Page(CasePage::Related) && state.page.is_none() {
        return related(state);
    }
    let (Some(case), Some(real)) = (state.catalogue.case(key), state.catalogue.real(key)) else { return Vec::new() };
    let round = state.links.as_ref().filter(|round| round.key == key && real.find(&round.at) == Some(item));
    let (from, linked, next) = match round.and_then(|round| real.find(&round.from)) {
        Some(from) => {
            let linked = linked(case, from);
            let at = linked.iter().position(|other| *other == item).map_or(0, |at| at + 1);
            (from, linked, at)
        }
        None => (item, linked(case, item), 0),
    };
    if linked.is_empty() {
        let text = match item {
            ItemRef::Finding(..) => "No link is entered from this finding to a recommendation that answers it",
            ItemRef::Recommendation(..) => "No link is entered from this recommendation to a finding that it answers",
            _ => "Only findings and recommendations are linked with each other",
        };
        return state.say(words.worded(text));
    }
    let to = linked.get(next).copied().unwrap_or(from);
    let round = LinkRound { key, from: from.key(real), at: to.key(real) };
    if item == from {
        state.leave();
    }
    state.page = None;
    go_to_item(state, key, to);
    let place = linked.iter().position(|other| *other == to);
    state.links = place.is_some().then_some(round);
    let hint = state.keymap.hint(Command::FollowLink);
    let id = state.case().map(|case| from.id(case)).unwrap_or_default();
    state.message = Some(match place {
        Some(at) if linked.len() > 1 => {
            format!("{} of {} linked with {id}; {hint} goes to the next", at + 1, linked.len())
        }
        Some(_) => format!("The only one linked with {id}; {hint} goes back"),
        None => format!("Back at {id}"),
    });
    Vec::new()
}

/// Goes to the case that the selected one is linked to; to a list of them where there are several.
pub fn related(state: &mut State) -> Vec<Effect> {
    let Some(key) = state.cases.cursor else { return Vec::new() };
    let Some(real) = state.catalogue.real(key) else { return Vec::new() };
    let there: Vec<_> =
        real.related.iter().filter_map(|related| state.catalogue.key_of(related.case.as_ref()?)).collect();
    match there.as_slice() {
        [] => state.say("None of the related cases is in this library"),
        [only] if real.related.len() == 1 => {
            let only = *only;
            state.leave();
            go_to_item(state, only, ItemRef::Page(CasePage::Case));
            Vec::new()
        }
        _ => page::open(state, RELATED.of(PageOf::Case(key))),
    }
}

/// The items that the record links with this one.
pub fn linked(case: &Case, item: ItemRef) -> Vec<ItemRef> {
    match item {
        ItemRef::Finding(..) => case.answered_by(item),
        ItemRef::Recommendation(..) => case.answers(item),
        _ => Vec::new(),
    }
}
