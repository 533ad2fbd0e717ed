//! The right pane: the tabs of a case, the list of a tab, and the selected item in full.

pub mod row_text;
pub mod rows;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span, Text};
use ratatui::widgets::Widget;

use self::rows::ListRow;
use crate::app::detail;
use crate::app::draw::{Ends, list_row, wrapped};
use crate::app::find;
use crate::app::layout::Areas;
use crate::app::place::Pane;
use crate::app::search::top_line::SEARCHING;
use crate::app::state::State;
use crate::app::tab::Tab;
use crate::app::text::{capitalised, fit, fit_words, keep_tall_in_sight, width};
use crate::case::{Event, ItemRef, signs};
use crate::page::labels::event_date;
use crate::search::Highlighter;

/// Keeps the selected item in sight, a selection where there are items, and the detail's scroll in bounds.
pub fn settle(state: &mut State, layout: &Areas) {
    let rows = state.rows(state.tab);
    let shown = usize::from(layout.list.height);
    let lines = (layout.detail.height > 0).then(|| detail::height(state, layout.detail.width));
    let row_of = |item: Option<ItemRef>| rows.iter().position(|row| row.item() == item && item.is_some());
    let mut item = state.item();
    if row_of(item).is_none() {
        // An item that is not listed any more leaves its place to the next one, or to the last.
        let after = rows.iter().filter_map(ListRow::item).find(|other| Some(*other) >= item);
        item = after.or_else(|| rows.iter().rev().find_map(ListRow::item));
        let cursor = item.and_then(|item| state.key_of(item));
        let place = state.place_mut();
        (place.cursor, place.scroll) = (cursor, 0);
    }
    let place = state.place_mut();
    if shown > 0 {
        let row = row_of(item);
        let lines_of = |row: usize| rows.get(row).map_or(1, |row| row.lines(layout.list_lines));
        place.top = keep_tall_in_sight(place.top, row, rows.len(), shown, &lines_of);
        // The heading above the first item of a group is shown with it where there is room.
        if let Some(row) = row
            && row == place.top
            && row > 0
            && shown > layout.list_lines
            && matches!(rows.get(row - 1), Some(ListRow::Heading(_)))
        {
            place.top -= 1;
        }
    }
    if let Some(lines) = lines {
        place.scroll = place.scroll.min(lines.saturating_sub(usize::from(layout.detail.height)));
    }
}

/// Draws everything inside the frame, whose title takes so many cells; returns where the selected row begins, or the text where
/// that is read.
pub fn draw(
    state: &State,
    layout: &Areas,
    highlighter: &Highlighter<'_>,
    titled: usize,
    buffer: &mut Buffer,
) -> Option<Position> {
    let (mut cursor, mut found) = (None, None);
    if layout.tabs.height > 0 && state.case().is_some() {
        tabs(state, layout.tabs.width).render(layout.tabs, buffer);
    }
    if layout.list.height > 0 {
        cursor = draw_list(state, layout, highlighter, buffer);
    }
    let mut ends = Ends::of(0, 0, 0);
    if layout.detail.height > 0 {
        let sheet = detail::sheet(state, layout.detail.width);
        let lines = &sheet.lines;
        let top = state.place().scroll.min(lines.len().saturating_sub(1));
        let shown = usize::from(layout.detail.height);
        ends = Ends::of(lines.len(), top, shown);
        match layout.divider.height {
            0 => ends.tell_above(layout.right, titled, &state.theme, buffer),
            _ if state.case().is_none() => {}
            _ => draw_divider(state, layout, ends, buffer),
        }
        let seen = lines.iter().enumerate().skip(top).take(shown);
        Text::from_iter(seen.map(|(index, line)| find::marked(state, line, index))).render(layout.detail, buffer);
        found = find::cursor(state, &sheet, top, layout.detail);
    }
    let label = find::label(state).map(|told| (told, state.theme.heading));
    let legend = || (legend(state, layout, ends.room_beside(layout.right)), state.theme.dim);
    ends.tell_below(layout.right, label.or_else(|| Some(legend())), &state.theme, buffer);
    if state.focus == Pane::Detail { Some(found.unwrap_or(layout.detail.as_position())) } else { cursor }
}

/// The signs of the rows in sight, with their names, in so many cells.
fn legend(state: &State, layout: &Areas, cells: usize) -> String {
    let Some(case) = state.case() else { return String::new() };
    let (rows, height) = (state.rows(state.tab), usize::from(layout.list.height));
    let placed = ListRow::placed(&rows, state.place().top, layout.list_lines).take_while(|(from, _)| *from < height);
    let items: Vec<ItemRef> = placed.filter_map(|(_, row)| row.item()).collect();
    let has = |is: &dyn Fn(&Event) -> bool| items.iter().filter_map(|item| case.event(*item)).any(is);
    let kinds = items.iter().filter_map(|item| Some(case.finding(*item)?.1.kind));
    let mut signs: Vec<&str> = kinds.filter_map(signs::of_kind).collect();
    signs.extend(has(&|event| event.missed_opportunity).then_some(signs::MISSED));
    signs.extend(has(&|event| event_date(event).ends_with(signs::OTHER_WORDS)).then_some(signs::OTHER_WORDS));
    told_signs(&signs, cells)
}

/// Signs with their names, the most telling first, as many as so many cells have room for.
pub fn told_signs(signs: &[&str], cells: usize) -> String {
    let mut told = String::new();
    for sign in signs::IN_ROWS.iter().filter(|sign| signs.contains(sign)) {
        let name = signs::short_name(sign);
        if width(&told) + width(sign) + width(name) + 3 > cells {
            break;
        }
        told.push_str(&format!(" {sign} {name}"));
    }
    if told.is_empty() { told } else { told + " " }
}

/// The tab whose name stands in a column of the row.
pub fn tab_at(state: &State, cells: u16, column: u16) -> Option<Tab> {
    let mut end = 0;
    labels(state, cells).into_iter().find_map(|(tab, label)| {
        end += width(&label);
        (usize::from(column) < end).then_some(tab)
    })
}

pub fn tabs(state: &State, cells: u16) -> Line<'static> {
    let spans = labels(state, cells).into_iter().flat_map(|(tab, label)| {
        let style = if tab == state.tab { state.theme.selected } else { state.theme.text };
        let (line, name) = label.strip_prefix('│').map_or(("", &*label), |name| ("│", name));
        [Span::styled(line, state.theme.dim), Span::styled(name.to_owned(), style)]
    });
    Line::from_iter(spans)
}

/// The name of each tab with its key and counts, in the fullest form that fits.
fn labels(state: &State, cells: u16) -> Vec<(Tab, String)> {
    let Some(case) = state.case() else { return Vec::new() };
    let hits = state.case_hits().filter(|_| state.search.counts());
    let counts = |tab: Tab| match (rows::count(case, tab, hits), rows::beside_reviews(tab, hits)) {
        ((all, Some(found)), 0) => format!(" {found}/{all}"),
        // The matches in pages that are no reviews are told apart from those in reviews.
        ((all, Some(found)), beside) => format!(" {}/{all}+{beside}", found - beside),
        ((all, None), _) => format!(" {all}"),
    };
    // The number of matches never goes, and names go last: first the totals go, then the ends of names, then what is none.
    let matches = hits.is_some_and(|hits| !hits.whole());
    let bare = |tab: Tab| counts(tab).trim_start().to_owned();
    let found_of = |tab: Tab| match rows::count(case, tab, hits) {
        (_, Some(found)) => found.to_string(),
        _ => bare(tab),
    };
    let shown = |tab: Tab| if matches { found_of(tab) } else { String::new() };
    let named = |tab: Tab, count: &str| format!("{} {count}", tab.names_in(case)[2]).trim_end().to_owned();
    let cut = |tab: Tab, count: &str| {
        format!("{} {count}", tab.names_in(case)[2].trim_end_matches('s')).trim_end().to_owned()
    };
    let forms: [&dyn Fn(Tab) -> String; 9] = [
        &|tab| format!("{}{}", tab.names_in(case)[0], counts(tab)),
        &|tab| format!("{}{}", tab.names_in(case)[1], counts(tab)),
        &|tab| format!("{}{}", tab.names_in(case)[2], counts(tab)),
        &|tab| match tab == state.tab {
            true => format!("{}{}", tab.names_in(case)[2], counts(tab)),
            false => named(tab, &shown(tab)),
        },
        &|tab| named(tab, &shown(tab)),
        &|tab| cut(tab, &shown(tab)),
        &|tab| cut(tab, shown(tab).trim_start_matches('0')),
        &|tab| bare(tab),
        &|tab| if tab == state.tab { bare(tab) } else { found_of(tab) },
    ];
    let total = |form: &dyn Fn(Tab) -> String| Tab::ALL.iter().map(|tab| width(&form(*tab)) + 3).sum::<usize>() + 1;
    let [.., narrowest] = &forms;
    let form = forms.iter().find(|form| total(form) <= usize::from(cells)).unwrap_or(narrowest);
    let spaced = total(form) + Tab::ALL.len() <= usize::from(cells);
    let label = |tab: Tab| {
        let space = if tab == state.tab || spaced { " " } else { "" };
        // The number of one tab and the key of the next are two numbers: where one cell parts them, a line stands in it.
        let beside = [tab.index(), tab.index() + 1].contains(&(state.tab.index() + 1));
        let lead = if spaced || beside || tab.index() == 0 { " " } else { "│" };
        format!("{lead}{} {}{space}", state.keymap.hint(tab.command()), form(tab))
    };
    Tab::ALL.into_iter().map(|tab| (tab, label(tab))).collect()
}

fn draw_list(state: &State, layout: &Areas, highlighter: &Highlighter<'_>, buffer: &mut Buffer) -> Option<Position> {
    let (area, each) = (layout.list, layout.list_lines);
    let case = state.case()?;
    let rows = state.rows(state.tab);
    if rows.is_empty() {
        draw_empty(state, area, buffer);
        return None;
    }
    let mut cursor = None;
    let (place, here) = (state.place(), state.item());
    let focused = state.focus == Pane::Items;
    let cells = usize::from(area.width);
    for (from, row) in ListRow::placed(&rows, place.top, each) {
        let mut lines = area.rows().skip(from).take(each);
        let Some(at) = lines.next() else { break };
        match row {
            ListRow::Heading(heading) => {
                Line::styled(fit(&format!("─ {heading} "), cells), state.theme.heading).render(at, buffer)
            }
            ListRow::Item(item) => {
                let selected = here == Some(*item);
                let style = if selected { state.theme.selected_elsewhere } else { state.theme.text };
                let sign = state.cases.cursor.and_then(|key| state.notebook.sign(key, *item));
                let spans = vec![
                    Span::styled(if selected { "▸" } else { " " }, style),
                    Span::styled(sign.unwrap_or(" "), state.theme.focus),
                ];
                let room = cells.saturating_sub(2);
                let texts = match each {
                    1 => vec![row_text::row(state, case, *item, room, style, highlighter)],
                    _ => row_text::two_lines(state, case, *item, room, style, highlighter, false).into(),
                };
                let leads = std::iter::once(spans).chain(std::iter::repeat(vec![Span::styled("  ", style)]));
                for ((at, lead), text) in std::iter::once(at).chain(lines).zip(leads).zip(texts) {
                    list_row([lead, text].concat(), style, selected && focused, at, &state.theme, buffer);
                }
                cursor = cursor.or(selected.then(|| at.as_position()));
            }
        }
    }
    cursor
}

fn draw_empty(state: &State, area: Rect, buffer: &mut Buffer) {
    let Some(case) = state.case() else { return };
    let words = state.vocabulary.field();
    let none = &*words.worded(state.tab.noun(0));
    let text = match state.case_hits() {
        Some(_) if state.search.hits.more => capitalised(SEARCHING),
        Some(hits) => {
            let others: Vec<String> = Tab::ALL
                .into_iter()
                .filter_map(|tab| match rows::count(case, tab, Some(hits)) {
                    (_, Some(found)) if found > 0 => {
                        let noun = words.worded(tab.noun(found));
                        Some(format!("{found} {noun} (press {})", state.keymap.hint(tab.command())))
                    }
                    _ => None,
                })
                .collect();
            if others.is_empty() {
                format!("No {none} match.")
            } else {
                format!("No {none} match. Elsewhere in this case: {}.", others.join(", "))
            }
        }
        None => empty_reason(state, none),
    };
    let area = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
    wrapped(&text, state.theme.dim, area, buffer);
}

/// Why a tab has nothing, as far as the file tells: what a report makes and what is known of it are two numbers.
fn empty_reason(state: &State, none: &str) -> String {
    let Some(case) = state.case() else { return String::new() };
    let made: Vec<String> = match state.tab {
        Tab::Recommendations => case
            .reviews
            .iter()
            .filter_map(|review| Some(format!("{} makes {}", review.title, review.recommendations_made?)))
            .collect(),
        _ => Vec::new(),
    };
    let key = state.keymap.hint(Tab::Reviews.command());
    if made.is_empty() {
        format!("No {none} are entered for this case. Press {key} for what was not found.")
    } else {
        format!("No {none} are entered: {}, and their text was not found. Press {key} for more.", made.join("; "))
    }
}

fn draw_divider(state: &State, layout: &Areas, ends: Ends, buffer: &mut Buffer) {
    let focused = state.focus == Pane::Detail;
    let style = if focused { state.theme.focus } else { state.theme.dim };
    let line = if focused { "━" } else { "─" };
    let cells = usize::from(layout.divider.width);
    let above = ends.above().map(|above| format!(" {above} ")).unwrap_or_default();
    let apart = if above.is_empty() { 4 } else { 6 + width(&above) };
    let room = cells.saturating_sub(apart + 2);
    let title = detail::title(state).map(|title| format!(" {} ", fit_words(&title, room))).unwrap_or_default();
    let text = format!("{}{title}", line.repeat(2));
    // The end of the line tells how much stands above, and which row of the list this is where there is room.
    let rest = cells.saturating_sub(width(&text) + apart);
    let position = position(state).filter(|position| width(position) < rest);
    let position = match (above.as_str(), position) {
        ("", position) => position.unwrap_or_default(),
        (_, position) => format!("{above}{}{}", line.repeat(2), position.unwrap_or_default()),
    };
    let missing = cells.saturating_sub(width(&text) + width(&position));
    Line::styled(format!("{text}{}{position}", line.repeat(missing)), style).render(layout.divider, buffer);
}

/// Which row of the list is selected: " 3 of 110 ".
fn position(state: &State) -> Option<String> {
    let items: Vec<_> = state.rows(state.tab).iter().filter_map(ListRow::item).collect();
    let here = state.item();
    let at = items.iter().position(|item| Some(*item) == here)?;
    Some(format!(" {} of {} ", at + 1, items.len()))
}
