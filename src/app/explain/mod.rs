//! The explanation of words: those that are looked at or searched for, what the selected item carries, and any other term.
//! Keys, hints and drawing, and what is looked up.

pub mod asked;
pub mod state;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span, Text};
use ratatui::widgets::Widget;

use self::state::ExplainState;
use crate::app::command::Command;
use crate::app::draw::{boxed, centred, list_row, push_right, styled};
use crate::app::items::row_text;
use crate::app::layout::Areas;
use crate::app::msg::Effect;
use crate::app::picker;
use crate::app::picker::state::{Otherwise, PickerAction, PickerRow, PickerState};
use crate::app::place::Pane;
use crate::app::selection::{go_to_item, meant};
use crate::app::state::State;
use crate::app::text::{column, fit, keep_in_sight};
use crate::case::lexicon::{TermCode, Uses, carried, every, explain, occurrences, on_row, uses};
use crate::case::signs::SIGN;
use crate::case::{CasePage, ItemRef};
use crate::library::EntryKey;
use crate::page::{Block as PageBlock, Page, Section};
use crate::search::{Highlighter, Query};
use crate::text::fold::fold;
use crate::write::text::{in_list, lay_out};

/// Explains the word under the cursor or the words that are searched for, then the terms of the selected item; without an item,
/// those of the case. Where there is nothing to explain, it asks for a term.
pub fn open(state: &mut State) -> Vec<Effect> {
    let asked = asked::asked(state);
    show(state, asked)
}

/// Explains these terms, then those of the selected item.
fn show(state: &mut State, asked: Vec<(String, String)>) -> Vec<Effect> {
    let mut values = asked.clone();
    for value in carried_here(state) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    if values.is_empty() {
        return ask(state);
    }
    let mut open = ExplainState { asked, values, ..ExplainState::default() };
    look(state, &mut open);
    state.explain = Some(open);
    Vec::new()
}

/// The signs on the row of the selected item, or of the case, and then its terms.
fn carried_here(state: &State) -> Vec<(String, String)> {
    let carried_by = |(key, item): (EntryKey, ItemRef)| {
        let case = state.catalogue.case(key)?;
        // The signs and short names of its row follow: they are what the user has in view.
        let terms = carried(case, item).into_iter().chain(on_row(case, item));
        Some(terms.map(|coded| (coded.list.to_owned(), coded.code.to_owned())).collect())
    };
    let on = match state.page {
        Some(_) => meant(state),
        None => state.case().and(state.cases.cursor).map(|key| (key, item(state))),
    };
    on.and_then(carried_by).unwrap_or_default()
}

/// Asks for any term of the vocabulary, to be explained.
pub fn ask(state: &mut State) -> Vec<Effect> {
    let rows = every(&state.vocabulary).into_iter().map(|term| {
        let also = term.short.into_iter().chain(term.stands_for).collect::<Vec<_>>().join(", ");
        let detail = if also.is_empty() { term.list.clone() } else { format!("{}; also {also}", term.list) };
        PickerRow::new(term.label, detail, PickerAction::Explain(term.list, term.code))
    });
    let otherwise = Otherwise { told: "search for", action: |text| PickerAction::Search(text, None) };
    let order = "themes, agencies and harms, then the other lists";
    let picker = PickerState { order, otherwise: Some(otherwise), ..PickerState::new("Explain what?", rows.collect()) };
    picker::open(state, picker)
}

/// Explains a term that was chosen, before what is explained already.
pub fn chosen(state: &mut State, list: String, code: String) -> Vec<Effect> {
    show(state, vec![(list, code)])
}

/// The item whose words are explained: the selected one; in the list of cases, the case.
pub fn item(state: &State) -> ItemRef {
    let of_case = state.focus == Pane::Cases && !state.lists_all();
    state.item().filter(|_| !of_case).unwrap_or(ItemRef::Page(CasePage::Case))
}

/// Looks everything up again after files have changed; closes where there is nothing left to explain.
pub fn refresh(state: &mut State) {
    let Some(before) = state.explain.take() else { return };
    if state.case().is_none() && before.asked.is_empty() {
        return;
    }
    show(state, before.asked);
    let Some(mut open) = state.explain.take() else { return };
    let on = before.values.get(before.cursor);
    open.cursor = open.values.iter().position(|value| Some(value) == on).unwrap_or(0);
    look(state, &mut open);
    open.at = before.at.min(open.elsewhere.len().saturating_sub(1));
    open.in_places = before.in_places && !open.elsewhere.is_empty();
    state.explain = Some(open);
}

pub fn on_key(state: &mut State, command: Option<Command>) -> Vec<Effect> {
    let Some(mut open) = state.explain.take() else { return Vec::new() };
    match command {
        Some(Command::Back | Command::Close | Command::Explain) => return Vec::new(),
        Some(Command::ExplainAny) => {
            state.explain = Some(open);
            return ask(state);
        }
        Some(Command::Open) => {
            let place = open.elsewhere.get(open.at).filter(|_| open.in_places);
            let place = place.and_then(|(key, item)| Some((*key, state.catalogue.real(*key)?.find(item)?)));
            if let Some((key, item)) = place {
                state.leave();
                (state.page, state.facets) = (None, None);
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

pub fn hints(state: &State) -> Vec<(Command, &'static str)> {
    let several = state.explain.as_ref().is_some_and(|open| open.values.len() > 1);
    let places = state.explain.as_ref().is_some_and(|open| !open.elsewhere.is_empty());
    let to_places = [(Command::NextPane, "places"), (Command::Open, "go there")];
    let to_places = to_places.into_iter().filter(|_| places);
    let others = [(Command::ExplainAny, "another term"), (Command::Back, "close")];
    several.then_some((Command::Down, "next term")).into_iter().chain(to_places).chain(others).collect()
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
    order.sort_by_cached_key(|(_, case)| fold(&case.title));
    for (key, case) in order {
        let found = occurrences(case, coded).into_iter().map(|item| (key, item));
        let found = found.filter(|place| Some(*place) != here);
        open.elsewhere.extend(found.map(|(key, item)| (key, item.key(case))));
    }
}

const WIDEST: u16 = 110;
/// The names of a term that are shown.
const NAMED: usize = 6;

/// Draws the explanation; returns where the selected row begins.
pub fn draw(state: &State, open: &ExplainState, layout: &Areas, buffer: &mut Buffer) -> Option<Position> {
    let screen = layout.screen;
    let area = centred(screen, WIDEST, screen.height.saturating_sub(2).max(3));
    let title = format!(" Explanation: {} to close ", state.keymap.hint(Command::Back));
    let inside = boxed(area, title, &state.theme, buffer);
    let values = u16::try_from(open.values.len()).unwrap_or(u16::MAX).min(inside.height / 3).max(1);
    let word = draw_values(state, open, Rect { height: values.min(inside.height), ..inside }, buffer);
    let rest = Rect { y: inside.y + values, height: inside.height.saturating_sub(values), ..inside };
    let place = draw_term(state, open, rest, buffer);
    if open.in_places { place } else { word }
}

fn draw_values(state: &State, open: &ExplainState, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let mut cursor = None;
    let shown = usize::from(area.height);
    let top = keep_in_sight(0, Some(open.cursor), open.values.len(), shown);
    for (at, (index, (list, code))) in area.rows().zip(open.values.iter().enumerate().skip(top)) {
        let label =
            explain(&state.vocabulary, TermCode { list, code }).map_or_else(|| code.clone(), |term| term.told());
        let selected = index == open.cursor;
        let style = if selected { state.theme.selected_elsewhere } else { state.theme.text };
        let text = format!("{}{label}", if selected { "▸ " } else { "  " });
        let mut spans = vec![Span::styled(fit(&text, usize::from(area.width)), style)];
        let list = state.vocabulary.field().worded(list).into_owned();
        push_right(&mut spans, Span::styled(list, state.theme.dim), usize::from(area.width).saturating_sub(1));
        list_row(spans, style, selected && !open.in_places, at, &state.theme, buffer);
        cursor = cursor.or(selected.then(|| at.as_position()));
    }
    cursor
}

/// The first names, and how many more there are: the command `explain` lists them all.
fn first_few(names: &[String]) -> String {
    let first: Vec<&str> = names.iter().take(NAMED).map(String::as_str).collect();
    match names.len().saturating_sub(NAMED) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

fn draw_term(state: &State, open: &ExplainState, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let mut cursor = None;
    let query = Query::default();
    let highlighter = Highlighter::new(&query, &[]);
    let cells = usize::from(area.width);
    let mut page = Page::default();
    if let Some(term) = &open.term {
        let mut section = Section::new(term.label.as_str());
        section.blocks.push(PageBlock::Text(term.definition.to_string()));
        section.blocks.extend(term.parent.as_ref().map(|parent| PageBlock::field("Part of", parent.as_str())));
        if !term.stands_for.is_empty() {
            section.blocks.push(PageBlock::field("Searched as", first_few(&term.stands_for)));
        }
        section.blocks.push(PageBlock::field("Source", term.source.as_str()));
        if term.list != SIGN {
            section.blocks.push(PageBlock::field(
                "Code",
                format!("{} ({})", term.code, state.vocabulary.field().worded(&term.list)),
            ));
            section.blocks.push(PageBlock::field("Used", open.uses.told(&state.vocabulary)));
        }
        page.sections.push(section);
    }
    let places = open.elsewhere.len();
    if places > 0 {
        let open_key = state.keymap.hint(Command::Open);
        let noun = if places == 1 { "place" } else { "places" };
        page.sections.push(Section::new(format!("Also in {places} other {noun}: {open_key} to go there")));
    }
    let mut lines = vec![Line::styled("─".repeat(cells), state.theme.dim), Line::default()];
    lines.extend(lay_out(&page, cells, None, &in_list).lines.iter().map(|line| styled(line, &state.theme)));
    let head = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height);
    Text::from(lines).render(area, buffer);
    let list = Rect { y: area.y + head, height: area.height - head, ..area };
    let shown = usize::from(list.height);
    let top = keep_in_sight(0, Some(open.at), places, shown);
    for (at, (index, (key, item))) in list.rows().zip(open.elsewhere.iter().enumerate().skip(top)) {
        let Some(item) = state.catalogue.real(*key).and_then(|case| case.find(item)) else { continue };
        let Some(case) = state.catalogue.case(*key) else { continue };
        let selected = open.in_places && index == open.at;
        let mut spans = vec![
            Span::styled(if selected { "▸ " } else { "  " }, state.theme.text),
            Span::styled(format!("{} ", column(&fit(&case.title, cells / 4), cells / 4)), state.theme.dim),
        ];
        let room = cells.saturating_sub(cells / 4 + 3);
        spans.extend(row_text::row(state, case, item, room, state.theme.text, &highlighter));
        list_row(spans, state.theme.text, selected, at, &state.theme, buffer);
        cursor = cursor.or(selected.then(|| at.as_position()));
    }
    cursor
}
