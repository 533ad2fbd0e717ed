//! The pages of the table in the explorer: the list of all, and the commands that show one.

use std::sync::Arc;

use super::{ask, in_full, open as open_page, replace};
use crate::app::command::{COMMANDS, Command, CommandRow, Context};
use crate::app::msg::Effect;
use crate::app::picker::state::{PickerAction, PickerRow, PickerState};
use crate::app::selection::meant;
use crate::app::state::State;
use crate::app::{briefs, export, notebook, picker, restricted};
use crate::case::ItemRef;
use crate::page::{LOOKED_AT, Maker, PAGES, PageOf, PageRequest, PageRow};

/// Lists every page that can be made now.
pub fn offer(state: &mut State) -> Vec<Effect> {
    let has_case = state.case().is_some();
    let is_on = |row: &&PageRow| command_of(row).is_none_or(|command| restricted::refuses(state, command).is_none());
    let rows = PAGES.iter().copied().filter(is_on).filter(|row| match row.maker {
        Maker::Case(_) => has_case,
        Maker::Statement(_) => statement(state).is_some(),
        Maker::Items => in_full::request(state).is_some(),
        _ => true,
    });
    let words = state.vocabulary.field();
    let rows = rows.map(|row| {
        let key = command_of(row).map(|command| state.keymap.hint(command)).unwrap_or_default();
        PickerRow::new(words.worded(row.title), key, PickerAction::PageOf(row))
    });
    let rows = rows.collect();
    picker::open(state, PickerState::new("Which page?", rows))
}

/// Shows the page of a command; again, the next page of the same command. Nothing where the command has no page.
pub fn show(state: &mut State, command: Command) -> Option<Vec<Effect>> {
    let name = command.row().filter(|row| shows_page(row))?.name;
    match state
        .page
        .as_ref()
        .filter(|page| page.request.row.command == name)
        .and_then(|page| again(state, &page.request))
    {
        Some(next) => Some(replace(state, next)),
        None => Some(open(state, PageRow::named(name)?)),
    }
}

/// Opens a page of what is selected, or asks for its subject.
pub fn open(state: &mut State, row: &'static PageRow) -> Vec<Effect> {
    let of = match row.maker {
        Maker::Tracker(_) => return tracker(state, row),
        Maker::Library(_) | Maker::CaseOrAll(_) => PageOf::Library,
        Maker::Case(_) => match state.cases.cursor.filter(|_| state.case().is_some()) {
            Some(key) => PageOf::Case(key),
            None => return state.say("Select a case first"),
        },
        Maker::Statement(_) => match statement(state) {
            Some(of) => of,
            None => {
                let words = state.vocabulary.field();
                return state.say(words.worded("Select a finding or a recommendation to list similar ones"));
            }
        },
        Maker::Subject(_) => return briefs::offer(state, row),
        Maker::When(_) => return notebook::since(state),
        Maker::Marks => return notebook::marks(state),
        Maker::Looked => PageOf::Looked(Arc::default()),
        Maker::Items => match in_full::request(state) {
            Some(request) => return open_page(state, request),
            None => return state.say("Nothing is listed to read in full: search, or select a case"),
        },
    };
    open_page(state, row.of(of))
}

/// Opens the tracker: of the recommendations that are searched for, or of all.
fn tracker(state: &mut State, row: &'static PageRow) -> Vec<Effect> {
    let Some((_, PageOf::Items(title, mut items))) = export::found_in_cases(state) else {
        return open_page(state, row.of(PageOf::Library));
    };
    items.retain(|(key, item)| {
        let found = state.catalogue.real(*key).and_then(|case| case.find(item));
        matches!(found, Some(ItemRef::Recommendation(..)))
    });
    if items.is_empty() {
        state.say("The search finds no recommendation: these are all of them");
        return open_page(state, row.of(PageOf::Library));
    }
    if state.searching() {
        state.say("Still searching: these are the recommendations found so far");
    }
    open_page(state, row.of(PageOf::Items(title, items)))
}

/// The page that the command of an open page shows next: another of the same command; of one that is of a case or of all, the
/// other.
fn again(state: &State, open: &PageRequest) -> Option<PageRequest> {
    let next = open.row.next();
    if next != open.row {
        return Some(PageRequest { order: open.order, ..next.of(open.of.clone()) });
    }
    match (&open.row.maker, &open.of) {
        (Maker::CaseOrAll(_), PageOf::Case(_)) => Some(open.row.of(PageOf::Library)),
        (Maker::CaseOrAll(_), _) => {
            state.cases.cursor.filter(|_| state.case().is_some()).map(|key| open.row.of(PageOf::Case(key)))
        }
        _ => None,
    }
}

/// The hint for the command of the open page, where it shows another one.
pub fn again_hint(state: &State) -> Option<(Command, &'static str)> {
    let open = &state.page.as_ref()?.request;
    let next = again(state, open)?;
    let told = match (next.row == open.row, next.of) {
        (false, _) if next.row.is_short() => "short form",
        (false, _) if open.row.is_short() => "in full",
        (false, _) => "next order",
        (true, PageOf::Library) => "all cases",
        (true, _) => "this case only",
    };
    Some((command_of(open.row)?, told))
}

/// The command that shows a page, where it has one.
pub fn command_of(row: &PageRow) -> Option<Command> {
    COMMANDS.iter().find(|known| known.name == row.command && shows_page(known)).map(|known| known.command)
}

/// True for a command that is given on a page too, and not of the panes alone, such as a tab of the same name.
fn shows_page(command: &CommandRow) -> bool {
    command.contexts.contains(&Context::Page)
}

/// The finding or recommendation that is selected; on a page, that of the selected row.
fn statement(state: &State) -> Option<PageOf> {
    let (key, item) = meant(state)?;
    let is_one = matches!(item, ItemRef::Finding(..) | ItemRef::Recommendation(..));
    Some(PageOf::Item(key, item.key(state.catalogue.real(key)?))).filter(|_| is_one)
}

/// Empties the list, which must be on the screen: nobody clears by a slip what is not seen.
pub fn clear_looked_at(state: &mut State) -> Vec<Effect> {
    if state.page.as_ref().is_none_or(|page| *page.request.row != LOOKED_AT) {
        let key = state.keymap.hint(Command::LookedAt);
        return state.say(format!("Press {key} first, to see what is cleared"));
    }
    state.say("The list is cleared");
    let mut effects = vec![Effect::ForgetLooked];
    effects.extend(ask(state));
    effects
}
