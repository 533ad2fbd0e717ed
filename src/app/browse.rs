//! The panes: commands and hints.

use super::command::Command;
use super::items::rows::{self, ListRow};
use super::layout::one_pane;
use super::moves::{self, Movement};
use super::msg::{Effect, Outside};
use super::place::Pane;
use super::prompt::state::Purpose;
use super::search::query;
use super::selection::{meant, pane_beside, reveal, select_case};
use super::state::State;
use super::tab::Tab;
use super::{
    explain, export, facets, find, hand_over, links, notebook, page, panes, privacy, prompt, reading, restricted,
    results, sorting, trail,
};
use crate::case::{CasePage, ItemRef};
use crate::library::EntryKey;
use crate::page::citation::CitationForm;
use crate::search::Lens;

/// Does what a command says while a page stands in place of the panes: the page's own commands, then those of both.
pub fn on_page(state: &mut State, command: Option<Command>) -> Vec<Effect> {
    let Some(command) = command else { return Vec::new() };
    page::run(state, command).unwrap_or_else(|| run(state, command))
}

pub fn run(state: &mut State, command: Command) -> Vec<Effect> {
    if let Some(refused) = restricted::refuses(state, command) {
        return state.say(refused);
    }
    if let Some(effects) = panes::run(state, command) {
        return effects;
    }
    match command {
        Command::NextCase => moves::go_case(state, 1),
        Command::PreviousCase => moves::go_case(state, -1),
        Command::Back if state.find.take().is_some() => {}
        Command::NextMatch | Command::PreviousMatch if reading::text(state).is_some() => {
            let forward = command == Command::NextMatch;
            if let Some(effects) = find::turn(state, forward) {
                return effects;
            }
            if state.lists_all() {
                moves::go_case(state, if forward { 1 } else { -1 });
            } else {
                next_match(state, forward);
            }
        }
        Command::NextHeading | Command::PreviousHeading if reading::text(state).is_some() => {
            return reading::turn(state, command == Command::NextHeading);
        }
        Command::NextHeading => turn(state, 1),
        Command::PreviousHeading => turn(state, Tab::ALL.len() - 1),
        Command::Headings => return reading::offer(state),
        Command::Open if picked(state).is_some() => return picked(state).into_iter().collect(),
        Command::Open if state.lists_all() => return results::enter(state),
        Command::Open if state.focus == Pane::Detail && state.item() == Some(ItemRef::Page(CasePage::Related)) => {
            return links::related(state);
        }
        Command::Open => open(state),
        Command::Back => return back(state),
        Command::NextPane => state.focus = pane_beside(state, true),
        Command::PreviousPane => state.focus = pane_beside(state, false),
        Command::Findings => show(state, Tab::Findings),
        Command::Recommendations => show(state, Tab::Recommendations),
        Command::Timeline => show(state, Tab::Timeline),
        Command::Reviews => show(state, Tab::Reviews),
        Command::Sources => show(state, Tab::Sources),
        Command::NextTab => turn(state, 1),
        Command::PreviousTab => turn(state, Tab::ALL.len() - 1),
        Command::Search if find::opens(state) => return find::open(state),
        Command::Search => query::begin(state),
        Command::NextLens => return results::turn(state, true),
        Command::PreviousLens => return results::turn(state, false),
        Command::Facets => return facets::open(state),
        Command::NextMatch if state.lists_all() => moves::go_case(state, 1),
        Command::PreviousMatch if state.lists_all() => moves::go_case(state, -1),
        Command::NextMatch => next_match(state, true),
        Command::PreviousMatch => next_match(state, false),
        Command::AllWords => {
            state.all_words = !state.all_words;
            state.say(match state.all_words {
                true => "Listing only entries with every word of the search",
                false => "Listing entries with every word first, near ones below a line",
            });
            return vec![query::ask(state)];
        }
        Command::AsWords => {
            state.search.as_words = !state.search.as_words;
            state.say(match state.search.as_words {
                true => "Searching for every word as it is typed",
                false => "Reading phrases such as \"in wales\" and \"since 2015\" as filters",
            });
            return query::changed(state);
        }
        Command::Sort => return sorting::next(state),
        Command::Explain => return explain::open(state),
        Command::ExplainAny => return explain::ask(state),
        Command::FollowLink => return links::follow(state),
        Command::GoBack => return trail::go(state, false),
        Command::GoForward => return trail::go(state, true),
        Command::Pages => return page::menu::offer(state),
        Command::Mark => return notebook::mark(state),
        Command::MarkAll => return notebook::mark_all(state),
        Command::ClearLookedAt => return page::menu::clear_looked_at(state),
        Command::Note => return notebook::note(state),
        Command::GroupNote => return notebook::group_note(state),
        Command::SavedSearches => return notebook::searches(state),
        Command::SaveSearch => return notebook::ask_name(state),
        Command::Snapshot => return prompt::open(state, "Name of the snapshot", "", Purpose::Snapshot),
        Command::Export => return export::open(state),
        // The audit has its line before the act is done.
        Command::Hide if state.private() && state.audited => return vec![Effect::Outside(Outside::ShowNames)],
        Command::Hide => return switch_names(state),
        Command::Copy => return hand_over::copy(state, CitationForm::Plain),
        Command::CopyMarkdown => return hand_over::copy(state, CitationForm::Markdown),
        Command::Edit => return hand_over::edit(state),
        Command::OpenSource => return hand_over::open_source(state),
        Command::Mouse => return switch_mouse(state),
        Command::Close => return vec![Effect::Outside(Outside::Quit)],
        // The rest moves, opens a page, or belongs to other layers or to all of them.
        command => match Movement::of(command) {
            Some(step) => moves::go(state, step),
            None => {
                // The briefing is of one case, however much a search finds.
                let one_of_many = command == Command::Brief
                    && state.page.is_none()
                    && state.focus == Pane::Cases
                    && state.search.narrows();
                if let Some(effects) = page::menu::show(state, command) {
                    if one_of_many {
                        let key = state.keymap.hint(Command::AgencyBrief);
                        state.say(format!("Briefing of this case alone; {key}: brief on the search"));
                    }
                    return effects;
                }
            }
        },
    }
    // To move or open something is to choose what is selected; cases that come in later do not take its place. To look at
    // another tab of what an unfinished search puts first is not.
    let looks = command == Command::Search || state.searching() && Tab::ALL.iter().any(|tab| tab.command() == command);
    if !looks {
        state.cases.chosen = state.cases.cursor.is_some();
    }
    Vec::new()
}

/// Hides names or shows them. A page is made of what is shown, and what it showed goes at once.
pub fn switch_names(state: &mut State) -> Vec<Effect> {
    let mut effects = privacy::switch(state);
    effects.extend(page::forget(state));
    effects
}

/// The entry that Enter picks, where the explorer was opened for that; the list of cases leads into the case first.
fn picked(state: &State) -> Option<Effect> {
    let on_entry = if state.lists_all() { state.lens_hit().is_some() } else { state.focus != Pane::Cases };
    let (key, item) = meant(state).filter(|_| state.picks && on_entry)?;
    let case = state.catalogue.case(key)?;
    Some(Effect::Outside(Outside::Picked(format!("{}/{}", case.id, item.id(case)))))
}

fn open(state: &mut State) {
    state.focus = match state.focus {
        Pane::Cases if state.entry().is_some_and(|entry| entry.case().is_none()) => Pane::Detail,
        Pane::Cases if state.case().is_some() => Pane::Items,
        Pane::Items if state.item().is_some() => Pane::Detail,
        same => same,
    };
}

fn back(state: &mut State) -> Vec<Effect> {
    let unreadable = state.entry().is_some_and(|entry| entry.case().is_none());
    match state.focus {
        Pane::Detail if state.lists_all() => state.focus = Pane::Cases,
        Pane::Items | Pane::Cases if state.lens.inside && state.lens.lens != Lens::Cases => results::leave(state),
        // Back to the cases, with the search and the case of the selected row.
        Pane::Cases if state.lists_all() => return results::show(state, Lens::Cases),
        Pane::Detail if !unreadable => state.focus = Pane::Items,
        Pane::Detail | Pane::Items => state.focus = Pane::Cases,
        Pane::Cases => return query::clear(state),
    }
    Vec::new()
}

/// Shows a tab, and goes to its list where the cases have the focus and hide it.
fn show(state: &mut State, tab: Tab) {
    state.tab = tab;
    state.cases.tab_chosen = true;
    if state.lists_all() && state.case().is_some() {
        state.lens.inside = true;
        state.focus = Pane::Items;
    }
    if state.focus == Pane::Detail || (state.focus == Pane::Cases && one_pane(state)) {
        state.focus = Pane::Items;
    }
}

fn turn(state: &mut State, by: usize) {
    let index = (state.tab.index() + by) % Tab::ALL.len();
    if let Some(tab) = Tab::ALL.get(index) {
        show(state, *tab);
    }
}

/// Goes to the next item that matches: in this tab, then in the others, then in the next case, round and round.
fn next_match(state: &mut State, forward: bool) {
    if !state.search.narrows() {
        let key = state.keymap.hint(Command::Search);
        state.say(format!("There is no search yet: press {key} to search"));
        return;
    }
    let cases = state.cases.order.len();
    let Some(start) = state.cases.row() else {
        state.say("No match");
        return;
    };
    let mut after = state.item().map(|item| (state.tab.index(), item));
    for offset in 0..=cases {
        let row = if forward { (start + offset) % cases.max(1) } else { (start + cases * 2 - offset) % cases.max(1) };
        let Some(key) = state.cases.order.get(row).copied() else { break };
        let matches = matches_of(state, key);
        let found = match after.take() {
            Some(from) if offset == 0 => beyond(&matches, from, forward),
            _ if forward => matches.first().copied(),
            _ => matches.last().copied(),
        };
        if let Some((tab, item)) = found {
            let wrapped = if forward { row < start } else { row > start };
            go_to(state, key, tab, item);
            if wrapped || (offset == cases && cases > 0) {
                state.say(if forward { "Back at the first match" } else { "Back at the last match" });
            }
            return;
        }
    }
    state.say("The search matches only the names of cases");
}

/// The items of a case that match, tab by tab, in the order of the lists.
fn matches_of(state: &State, key: EntryKey) -> Vec<(usize, ItemRef)> {
    // Items stand at the same places whether names are hidden or not, and nothing of the case is shown here.
    let (Some(case), Some(hits)) = (state.catalogue.real(key), state.search.in_case(key)) else { return Vec::new() };
    let matching = |item: &ItemRef| hits.matches(*item);
    (0..)
        .zip(Tab::ALL)
        .flat_map(|(index, tab)| {
            let items: Vec<ItemRef> = rows::rows(case, tab, Some(hits)).iter().filter_map(ListRow::item).collect();
            items.into_iter().filter(matching).map(move |item| (index, item)).collect::<Vec<_>>()
        })
        .collect()
}

fn beyond(matches: &[(usize, ItemRef)], from: (usize, ItemRef), forward: bool) -> Option<(usize, ItemRef)> {
    if let Some(at) = matches.iter().position(|at| *at == from) {
        let next = if forward { at.checked_add(1) } else { at.checked_sub(1) };
        return next.and_then(|next| matches.get(next).copied());
    }
    if forward {
        matches.iter().copied().find(|at| *at > from)
    } else {
        matches.iter().copied().rev().find(|at| *at < from)
    }
}

fn go_to(state: &mut State, key: EntryKey, tab: usize, item: ItemRef) {
    select_case(state, Some(key));
    state.cases.chosen = true;
    state.tab = Tab::ALL.get(tab).copied().unwrap_or(state.tab);
    state.select_item(item);
    state.place_mut().scroll = 0;
    reveal(state);
    if state.focus == Pane::Cases && one_pane(state) {
        state.focus = Pane::Items;
    }
}

fn switch_mouse(state: &mut State) -> Vec<Effect> {
    state.mouse = !state.mouse;
    let key = state.keymap.hint(Command::Mouse);
    state.say(match state.mouse {
        true => format!("The mouse works here: hold Shift to select text, press {key} to switch it off"),
        false => "The terminal uses the mouse".to_owned(),
    });
    vec![Effect::Outside(Outside::Mouse(state.mouse))]
}

/// The most useful keys of the panes, most useful first.
pub fn hints(state: &State) -> Vec<(Command, &'static str)> {
    use Command::{
        Back, Brief, Copy, Down, Explain, FollowLink, Mark, NextTab, Note, Open, Search, Similar, Sort, Tracker,
    };
    let linked = matches!(state.item(), Some(ItemRef::Finding(..) | ItemRef::Recommendation(..)));
    let on_related = state.item() == Some(ItemRef::Page(CasePage::Related));
    let hints: &[(Command, &'static str)] = match state.focus {
        Pane::Cases if state.cases.order.is_empty() => &[(Search, "search")],
        Pane::Cases => &[(Search, "search"), (Open, "open"), (Brief, "briefing"), (Tracker, "tracker"), (Sort, "sort")],
        Pane::Items if linked => {
            &[(Open, "read"), (Similar, "similar"), (FollowLink, "linked"), (Mark, "mark"), (Search, "search")]
        }
        Pane::Items if state.item().is_none() => &[(NextTab, "next tab"), (Back, "back"), (Search, "search")],
        Pane::Items => {
            &[(Open, "read"), (NextTab, "next tab"), (Mark, "mark"), (Explain, "explain"), (Search, "search")]
        }
        Pane::Detail if linked => {
            &[(Back, "back"), (Similar, "similar"), (Copy, "copy"), (Note, "note"), (Explain, "explain")]
        }
        Pane::Detail if on_related => &[(Open, "go to them"), (Back, "back"), (Down, "scroll")],
        Pane::Detail => &[(Back, "back"), (Down, "scroll"), (Explain, "explain"), (Search, "search")],
    };
    let has_link = || state.case().zip(state.item()).is_some_and(|(case, item)| !links::linked(case, item).is_empty());
    let mut hints: Vec<_> = hints.iter().copied().filter(|(command, _)| *command != FollowLink || has_link()).collect();
    if state.picks && state.focus != Pane::Cases {
        hints.retain(|(command, _)| *command != Open);
        hints.insert(0, (Open, "pick"));
    }
    if state.search.narrows() {
        if state.focus == Pane::Cases && state.cases.order.is_empty() {
            hints.insert(0, (Back, "clear"));
        } else if state.focus == Pane::Cases {
            let back = if state.lens.inside { "back to list" } else { "clear" };
            hints = vec![
                (Open, if state.picks { "pick" } else { "open" }),
                (Command::NextMatch, "next"),
                (Command::AgencyBrief, "search brief"),
                (Brief, "case brief"),
                (Explain, "explain"),
                (Command::NextLens, "views"),
                (Command::Facets, "facets"),
                (Back, back),
                (Search, "search"),
                (Command::Found, "in full"),
                (Sort, "sort"),
            ];
        } else {
            hints.insert(1, (Command::NextMatch, "next match"));
        }
    }
    hints.extend([(Command::Help, "help"), (Command::Close, "quit")]);
    hints
}
