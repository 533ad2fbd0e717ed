//! Pages made from many cases: asking for one, moving in it, going where its rows lead.

pub mod draw;
mod in_full;
pub mod menu;
pub mod state;

use std::sync::Arc;

use ratatui::layout::Position;

use self::state::{FailedPage, PageState};
use crate::app::command::Command;
use crate::app::layout::layout;
use crate::app::looked;
use crate::app::moves::Movement;
use crate::app::msg::{Effect, PageFrom, PointerAction};
use crate::app::search::query;
use crate::app::selection::go_to_item;
use crate::app::state::State;
use crate::page::{LOOKED_AT, Link, Page, PageOf, PageRequest, SUBJECT_BRIEF, Subject};
use crate::search::{Listed, Order};
use crate::write::text::Sheet;

/// Lines that one turn of the wheel moves.
const WHEEL: usize = 3;

pub fn open(state: &mut State, request: PageRequest) -> Vec<Effect> {
    state.leave();
    replace(state, request)
}

/// Shows another page in the place of the one that is open.
pub fn replace(state: &mut State, request: PageRequest) -> Vec<Effect> {
    let looked = looked::of_page(&request);
    state.page = Some(PageState::new(request));
    let mut effects = ask(state);
    effects.extend(looked);
    effects
}

/// Asks for the page that is open, anew.
pub fn ask(state: &mut State) -> Vec<Effect> {
    if state.page.is_none() {
        return Vec::new();
    }
    let from = from(state);
    let cells = layout(state).page.width;
    let Some(page) = &mut state.page else { return Vec::new() };
    state.pages_asked += 1;
    page.number = state.pages_asked;
    page.waits = true;
    vec![Effect::Page { number: page.number, request: page.request.clone(), from, cells }]
}

/// Has the page that is open laid out for the present width.
pub fn lay_out(state: &mut State) -> Vec<Effect> {
    let cells = layout(state).page.width;
    let Some(page) = &mut state.page else { return Vec::new() };
    let Some(report) = page.report.clone().filter(|_| !page.waits) else { return ask(state) };
    state.pages_asked += 1;
    page.number = state.pages_asked;
    vec![Effect::LayOut { number: page.number, report, cells }]
}

/// Takes the page off the screen until it is made anew: what may be seen of it is another thing now.
pub fn forget(state: &mut State) -> Vec<Effect> {
    if let Some(page) = &mut state.page {
        page.report = None;
        page.sheet = Arc::default();
    }
    ask(state)
}

/// The present catalogue and vocabulary, to make a page of.
pub fn from(state: &State) -> PageFrom {
    PageFrom { catalogue: Arc::clone(&state.catalogue), vocabulary: Arc::clone(&state.vocabulary) }
}

/// Takes what is known of a page at first; one that is shown already stays until the whole of the new one is there.
pub fn begun(state: &mut State, number: u64, (report, sheet): (Arc<Page>, Arc<Sheet>)) {
    if let Some(page) = state.page.as_mut().filter(|page| page.number == number && page.report.is_none()) {
        page.report = Some(report);
        page.sheet = sheet;
    }
}

/// Takes a page that is made, unless a newer one was asked for. Where it could not be made it is closed; what to do
/// about that is returned.
pub fn made(state: &mut State, number: u64, made: Result<(Arc<Page>, Arc<Sheet>), String>) -> Option<FailedPage> {
    let page = state.page.as_mut().filter(|page| page.number == number)?;
    match made {
        Ok((report, sheet)) => {
            let on = page.link().cloned();
            page.report = Some(report);
            page.sheet = sheet;
            page.waits = false;
            // The selected row stays selected where the page still has it.
            let kept = on.and_then(|on| page.sheet.stops.iter().position(|stop| stop.link == on));
            page.cursor = kept.unwrap_or(page.cursor).min(page.sheet.stops.len().saturating_sub(1));
            None
        }
        Err(why) => {
            let (never_shown, request) = (page.report.is_none(), page.request.clone());
            state.page = None;
            Some(FailedPage { why, request, back: if never_shown { state.trail.undo() } else { None } })
        }
    }
}

/// A command while a page is open: `None` where it is none of the page's.
pub fn run(state: &mut State, command: Command) -> Option<Vec<Effect>> {
    match command {
        Command::NextCase | Command::NextPane => turn(state, true),
        Command::PreviousCase | Command::PreviousPane => turn(state, false),
        Command::Open => return Some(follow(state)),
        Command::Back if state.find.take().is_some() => {}
        Command::Sort => return Some(sort(state)),
        Command::Back | Command::Close => state.page = None,
        _ => go(state, Movement::of(command)?),
    }
    Some(Vec::new())
}

/// Puts the rows of the page into the next of their orders.
fn sort(state: &mut State) -> Vec<Effect> {
    let Some(open) = state.page.as_ref().map(|page| page.request.clone()) else { return Vec::new() };
    let Some(list) = open.row.listed() else {
        let key = state.keymap.hint(Command::Back);
        return state.say(format!("This page has one order: press {key} to close it, then sort the list"));
    };
    let order = open.order.next(list);
    let effects = replace(state, PageRequest { order, ..open });
    state.say(format!("Sorted by {}", order.told()));
    effects
}

/// Moves: to the next row that leads somewhere where it can be seen, otherwise by a line, so that nothing is passed
/// over.
pub fn go(state: &mut State, step: Movement) {
    let shown = usize::from(layout(state).page.height);
    let Some(page) = &mut state.page else { return };
    let lines = page.sheet.lines.len();
    let last_top = lines.saturating_sub(shown);
    let stops = &page.sheet.stops;
    let seen = |top: usize, at: usize| {
        stops.get(at).is_some_and(|stop| stop.line >= top && stop.end.min(stop.line + shown) <= top + shown)
    };
    match step {
        Movement::Lines(by) => {
            let (in_sight, first) = (seen(page.top, page.cursor), first_seen(page, shown));
            let next = if by > 0 { page.cursor.checked_add(1) } else { page.cursor.checked_sub(1) };
            let next = next.filter(|next| *next < stops.len());
            match next {
                // The row that scrolling left behind is not the place of the reader.
                _ if !in_sight && first.is_some() && stands_apart(page, shown) => {
                    page.cursor = first.unwrap_or(page.cursor);
                }
                Some(next) if seen(page.top, next) => page.cursor = next,
                Some(next) => {
                    let top = page.top.saturating_add_signed(by).min(last_top);
                    page.top = top;
                    if seen(top, next) {
                        page.cursor = next;
                    }
                }
                None => page.top = page.top.saturating_add_signed(by).min(last_top),
            }
        }
        _ => {
            page.top = step.from(page.top, last_top + 1, shown).min(last_top);
            let all_seen = matches!(step, Movement::First) || page.top == 0 && !matches!(step, Movement::Last);
            page.cursor = if all_seen {
                0
            } else if page.top == last_top {
                stops.len().saturating_sub(1)
            } else {
                first_seen(page, shown).unwrap_or(page.cursor)
            };
        }
    }
}

/// The first row that leads somewhere on the screen.
fn first_seen(page: &PageState, shown: usize) -> Option<usize> {
    page.sheet.stops.iter().position(|stop| stop.line >= page.top && stop.line < page.top + shown)
}

/// True when the selected row is off the screen altogether.
fn stands_apart(page: &PageState, shown: usize) -> bool {
    page.stop().is_some_and(|stop| stop.end <= page.top || stop.line >= page.top + shown)
}

/// The next row that leads somewhere, wherever it is.
fn turn(state: &mut State, forward: bool) {
    let shown = usize::from(layout(state).page.height);
    let Some(page) = &mut state.page else { return };
    let last = page.sheet.stops.len().saturating_sub(1);
    page.cursor = if forward { (page.cursor + 1).min(last) } else { page.cursor.saturating_sub(1) };
    // The selected row is to be seen.
    let Some((line, end)) = page.stop().map(|stop| (stop.line, stop.end)) else { return };
    if line < page.top {
        page.top = line;
    } else if end > page.top + shown {
        page.top = end.saturating_sub(shown).min(line);
    }
}

/// The mouse on a page: the wheel scrolls, a click selects a row, a click on the selected one goes where it leads.
pub fn point(state: &mut State, at: Position, action: PointerAction) -> Vec<Effect> {
    let area = layout(state).page;
    match action {
        PointerAction::Click => {
            let Some(page) = state.page.as_mut().filter(|_| area.contains(at)) else { return Vec::new() };
            let line = page.top + usize::from(at.y - area.y);
            let row = page.sheet.stops.iter().position(|stop| (stop.line..stop.end).contains(&line));
            match row {
                Some(row) if row == page.cursor => return follow(state),
                Some(row) => page.cursor = row,
                None => {}
            }
        }
        PointerAction::Drag => {}
        PointerAction::WheelUp => (0..WHEEL).for_each(|_| go(state, Movement::Lines(-1))),
        PointerAction::WheelDown => (0..WHEEL).for_each(|_| go(state, Movement::Lines(1))),
    }
    Vec::new()
}

/// Keeps the page's scroll and selection in bounds.
pub fn keep_in_bounds(state: &mut State) {
    let shown = usize::from(layout(state).page.height);
    // A page that is not made yet has no bounds.
    let Some(page) = state.page.as_mut().filter(|page| page.report.is_some()) else { return };
    page.top = page.top.min(page.sheet.lines.len().saturating_sub(shown));
    page.cursor = page.cursor.min(page.sheet.stops.len().saturating_sub(1));
}

fn follow(state: &mut State) -> Vec<Effect> {
    let Some(link) = state.page.as_ref().and_then(PageState::link).cloned() else {
        return state.say("This page has no links");
    };
    match link {
        Link::Item(key, item) => {
            let Some(item) = state.catalogue.case(key).and_then(|case| case.find(&item)) else {
                return state.say("The entry is no longer in the library");
            };
            state.leave();
            state.page = None;
            go_to_item(state, key, item);
            Vec::new()
        }
        Link::Search(text) => {
            state.leave();
            state.page = None;
            query::start(state, &text)
        }
        Link::Agency(code) => {
            let brief = SUBJECT_BRIEF.of(PageOf::Subject(Subject::agency(&code)));
            // From recommendations the user goes on to recommendations.
            let tracked = state.page.as_ref().is_some_and(|page| page.request.row.listed() == Some(Listed::Tracker));
            open(state, PageRequest { order: if tracked { Order::Status } else { brief.order }, ..brief })
        }
    }
}

pub fn hints(state: &State) -> Vec<(Command, &'static str)> {
    let mut hints = Vec::new();
    let Some(page) = &state.page else { return hints };
    if state.find.is_some() {
        hints.extend([(Command::NextMatch, "next"), (Command::PreviousMatch, "previous"), (Command::Back, "clear")]);
    }
    if page.link().is_some() {
        hints.push((Command::Open, "go there"));
    }
    hints.extend(menu::again_hint(state));
    hints.extend(page.request.row.listed().map(|_| (Command::Sort, "sort")));
    hints.extend([(Command::Search, "find"), (Command::Export, "export"), (Command::Close, "close")]);
    if *page.request.row == LOOKED_AT {
        hints.push((Command::ClearLookedAt, "clear the list"));
    }
    if page.sheet.headings.len() > 1 {
        hints.push((Command::Headings, "headings"));
    }
    if page.item().is_some() {
        hints.push((Command::Mark, "mark"));
    }
    if state.trail.has_back() {
        hints.push((Command::GoBack, "go back"));
    }
    hints.push((Command::Help, "help"));
    hints
}
