//! The lists of all cases' entries: one query, several lenses.

pub mod state;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use self::state::LensList;
use crate::app::command::Command;
use crate::app::detail;
use crate::app::draw::{list_row, push_right, wrapped};
use crate::app::items::row_text;
use crate::app::items::told_signs;
use crate::app::layout::Areas;
use crate::app::msg::Effect;
use crate::app::place::Pane;
use crate::app::search::query;
use crate::app::selection::{reorder, reveal, select_case};
use crate::app::sorting;
use crate::app::state::State;
use crate::app::tab::Tab;
use crate::app::text::{column, counted, fit, keep_in_sight, lit_line, parted, placed, spans_width, width};
use crate::case::{Case, ItemRef, signs};
use crate::page::labels::{row_title, row_year};
use crate::search::{FilterField, Highlighter, Lens, LensHit};

/// Shows the lens that is next to the present one.
pub fn turn(state: &mut State, forward: bool) -> Vec<Effect> {
    show(state, state.lens.lens.beside(forward))
}

pub fn show(state: &mut State, lens: Lens) -> Vec<Effect> {
    state.lens = LensList { lens, ..LensList::default() };
    state.focus = Pane::Cases;
    if lens != Lens::Cases {
        let title = state.vocabulary.field().worded(lens.title());
        state.say(format!("{title}: {}", what_it_lists(lens)));
    }
    state.search.hits.listed.clear();
    vec![query::ask(state)]
}

fn what_it_lists(lens: Lens) -> &'static str {
    match lens {
        Lens::Cases => "each with its matches",
        Lens::Everything => "entries of every kind from all cases",
        Lens::Findings | Lens::Recommendations | Lens::Events => "from all cases",
        Lens::Terms => "how many of the entries found have them",
    }
}

/// After an answer: the selected entry stays selected where it is still listed, unless the query is another.
pub fn answered(state: &mut State, before: Option<LensHit>, other_query: bool) {
    if state.lens.lens == Lens::Cases {
        return;
    }
    state.lens.chosen &= !other_query;
    let before = before.filter(|_| state.lens.chosen);
    let wanted = state.search.awaited.take().or(before.map(|before| (before.key, before.item)));
    let wanted = wanted.filter(|_| !other_query);
    let kept = wanted.and_then(|wanted| state.search.hits.listed.iter().position(|hit| (hit.key, hit.item) == wanted));
    // It may stand in what is still to come.
    state.search.awaited = wanted.filter(|_| kept.is_none() && state.search.hits.more);
    state.lens.cursor = kept.unwrap_or(if state.lens.chosen { state.lens.cursor } else { 0 });
    state.lens.cursor = state.lens.cursor.min(state.lens_rows().saturating_sub(1));
    if !state.lens.inside && state.search.awaited.is_none() {
        follow(state);
    }
}

pub fn select(state: &mut State, row: usize) {
    state.lens.cursor = row.min(state.lens_rows().saturating_sub(1));
    state.lens.chosen = true;
    follow(state);
}

/// The panes follow the list: the entry that is selected here is the one that is selected there.
fn follow(state: &mut State) {
    let Some(LensHit { key, item, .. }) = state.lens_hit() else { return };
    select_case(state, Some(key));
    state.cases.chosen = true;
    state.tab = Tab::of(item);
    state.select_item(item);
    reveal(state);
}

/// Goes from the list into the case of the selected entry, or to the entries of the selected term.
pub fn enter(state: &mut State) -> Vec<Effect> {
    if state.lists_terms() {
        let Some(filter) = state.lens_terms().nth(state.lens.cursor).map(query::filter_of) else { return Vec::new() };
        state.lens = LensList { lens: Lens::Everything, ..LensList::default() };
        return query::add(state, &filter);
    }
    if state.lens_hit().is_some() {
        (state.lens.inside, state.lens.chosen) = (true, true);
        state.focus = Pane::Items;
        reorder(state);
        follow(state);
    }
    Vec::new()
}

/// Goes back to the list, as it was left.
pub fn leave(state: &mut State) {
    state.lens.inside = false;
    state.focus = Pane::Cases;
    follow(state);
}

pub fn keep_row_in_sight(state: &mut State, layout: &Areas) {
    let rows = state.lens_rows();
    state.lens.cursor = state.lens.cursor.min(rows.saturating_sub(1));
    state.lens.top = keep_in_sight(state.lens.top, Some(state.lens.cursor), rows, layout.lens_shown());
}

pub fn hints(state: &State) -> Vec<(Command, &'static str)> {
    let mut hints = vec![
        (
            Command::Open,
            match (state.lists_terms(), state.picks) {
                (true, _) => "list entries",
                (false, true) => "pick",
                (false, false) => "go there",
            },
        ),
        (Command::Found, "in full"),
        (Command::Sort, "sort"),
        (Command::AgencyBrief, "search brief"),
        (Command::NextLens, "views"),
        (Command::Explain, "explain"),
        (Command::AllWords, "every word"),
        (Command::Facets, "facets"),
        (Command::Search, "search"),
        (Command::Back, "back to cases"),
        (Command::Help, "help"),
        (Command::Close, "quit"),
    ];
    hints.retain(|(command, _)| match command {
        Command::Open | Command::Found | Command::Sort | Command::Explain | Command::Facets if !state.lists_any() => {
            false
        }
        Command::Found | Command::Sort => !state.lists_terms(),
        Command::AgencyBrief => state.search.narrows(),
        Command::AllWords => state.search.hits.near.count() > 0,
        _ => true,
    });
    hints
}

/// From this many cells on a row names the review too.
const WITH_REVIEW: usize = 75;
/// Cells of the review's year and kind.
const REVIEW: usize = 20;
/// Cells of the year alone, in brackets where it is that of the case.
const YEAR: usize = 6;
const COUNT: usize = 9;

/// Cells of "theme" and "agency", of the longest names of terms, and the longest bar behind a name.
const SORT: usize = 7;
const NAME: usize = 34;
const LONGEST_BAR: usize = 40;

/// The title of a list while what is typed cannot be answered: the last word may only be unfinished.
pub fn before(state: &State) -> &'static str {
    let end = state.search.input.value().trim_end().len();
    match state.search.problems.iter().any(|problem| state.search.typing && problem.span.end >= end) {
        true => " Before the last word ",
        false => " Before the mistake ",
    }
}

/// The title of the list: how much is listed, in which order.
pub fn title(state: &State) -> String {
    let total = state.search.hits.total;
    let by = sorting::told_of_entries(state);
    match state.lens.lens {
        _ if !state.search.counts() => before(state).to_owned(),
        Lens::Terms => " Themes and agencies of the entries found ".to_owned(),
        _ if state.search.hits.lens != state.lens.lens => " … ".to_owned(),
        _ => match state.search.hits.near.count() {
            0 => format!(" {} by {by} ", counted(total, "entry", "entries")),
            near => format!(" {} with every word, {} near, by {by} ", parted(total), parted(near)),
        },
    }
}

pub fn detail_title(state: &State) -> String {
    let hidden = state.catalogue.hides_ids();
    let case = state.case().map(|case| row_title(&case.title, hidden, case, &state.vocabulary));
    let parts: Vec<String> = case.into_iter().chain(detail::title(state)).collect();
    format!(" {} ", parts.join(" · "))
}

/// Draws the names of the lenses and the rows; returns where the selected one begins.
pub fn draw(state: &State, layout: &Areas, highlighter: &Highlighter<'_>, buffer: &mut Buffer) -> Option<Position> {
    names(state, usize::from(layout.lens_names.width)).render(layout.lens_names, buffer);
    if state.lists_terms() {
        return draw_terms(state, layout.lens_rows, buffer);
    }
    let area = layout.lens_rows;
    let hits = &state.search.hits;
    let shown: &[&str] = match state.lens.lens {
        Lens::Everything => &signs::IN_ROWS,
        Lens::Findings => signs::IN_ROWS.split_last().map_or(&[], |(_, of_findings)| of_findings),
        Lens::Events => &[signs::MISSED, signs::OTHER_WORDS],
        _ => &[],
    };
    if !hits.listed.is_empty() {
        let told = told_signs(shown, usize::from(layout.cases.width).saturating_sub(2));
        buffer.set_string(layout.cases.x + 1, layout.cases.bottom().saturating_sub(1), told, state.theme.dim);
    }
    if hits.listed.is_empty() {
        if state.searching() {
            Line::styled("  Searching…", state.theme.dim).render(area, buffer);
        } else if state.search.answered.is_some() {
            let clear = state.keymap.hint(Command::Back);
            let text = format!("{}\nPress {clear} to go back.", hits.nothing(state.search.input.value()));
            let area = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
            wrapped(&text, state.theme.dim, area, buffer);
        }
        return None;
    }
    let mut cursor = None;
    let each = layout.lens_lines;
    for (y, index) in placed(state.lens.top, hits.listed.len(), each, layout.line) {
        let mut lines = area.rows().skip(y).take(each);
        let Some(at) = lines.next() else { break };
        let Some(index) = index else {
            near_line(state, at, buffer);
            continue;
        };
        let Some(hit) = hits.listed.get(index) else { break };
        let selected = index == state.lens.cursor;
        let style = if selected { state.theme.selected_elsewhere } else { state.theme.text };
        let lead = vec![
            Span::styled(if selected { "▸" } else { " " }, style),
            Span::styled(state.notebook.sign(hit.key, hit.item).unwrap_or(" "), state.theme.focus),
        ];
        let leads = std::iter::once(lead).chain(std::iter::repeat(vec![Span::styled("  ", style)]));
        let texts = row(state, *hit, usize::from(area.width).saturating_sub(2), each, highlighter);
        for ((at, lead), text) in std::iter::once(at).chain(lines).zip(leads).zip(texts) {
            let chosen = selected && state.focus == Pane::Cases;
            list_row([lead, text].concat(), style, chosen, at, &state.theme, buffer);
        }
        cursor = cursor.or(selected.then(|| at.as_position()));
    }
    cursor
}

/// The lens whose name stands in a column of the names.
pub fn lens_at(state: &State, column: u16) -> Option<Lens> {
    let words = state.vocabulary.field();
    let mut end = 0;
    Lens::ALL.into_iter().find(|lens| {
        end += width(&words.worded(lens.title())) + 2;
        usize::from(column) < end
    })
}

/// The lenses, with the present one marked.
fn names(state: &State, cells: usize) -> Line<'static> {
    let words = state.vocabulary.field();
    let mut spans = Vec::new();
    for lens in Lens::ALL {
        let here = lens == state.lens.lens;
        let style = if here { state.theme.selected } else { state.theme.dim };
        spans.push(Span::styled(format!(" {} ", words.worded(lens.title())), style));
    }
    if spans_width(&spans) > cells {
        let here = state.lens.lens;
        let at = Lens::ALL.iter().position(|lens| *lens == here).map_or(0, |at| at + 1);
        let text = format!(" {} · view {at} of {}", words.worded(here.title()), Lens::ALL.len());
        spans = vec![Span::styled(fit(&text, cells), state.theme.heading)];
    }
    Line::from(spans)
}

/// Case, review and year, and the entry as its own list shows it; in two lines with its kind and agencies below the case.
fn row(
    state: &State,
    hit: LensHit,
    cells: usize,
    lines: usize,
    highlighter: &Highlighter<'_>,
) -> Vec<Vec<Span<'static>>> {
    let Some(case) = state.catalogue.case(hit.key) else { return Vec::new() };
    let theme = &state.theme;
    let title_cells = (cells / 4).clamp(10, 28);
    let title = row_title(&case.title, state.catalogue.hides_ids(), case, &state.vocabulary);
    let mut spans = lit_line(&fit(&title, title_cells), title_cells, highlighter, theme.text, theme.matched);
    let gap = (title_cells + 1).saturating_sub(spans_width(&spans));
    spans.push(Span::raw(" ".repeat(gap)));
    let when = if cells >= WITH_REVIEW {
        column(&fit(&review_of(case, hit.item), REVIEW - 1), REVIEW)
    } else {
        format!("{:^YEAR$} ", row_year(case, hit.item))
    };
    spans.push(Span::styled(when, theme.dim));
    let lead = spans_width(&spans);
    let room = cells.saturating_sub(lead);
    // The end of the row tells what a near entry lacks, in less room than its text has.
    let told = state.search.hits.near.told(hit.near).map(|told| told.told_in(&state.catalogue)).unwrap_or_default();
    let told = fit(&told, room * 2 / 5);
    let tail = if told.is_empty() { 0 } else { width(&told) + 2 };
    let told = Span::styled(told, theme.dim);
    if lines == 1 {
        spans.extend(row_text::row(state, case, hit.item, room.saturating_sub(tail), theme.text, highlighter));
        if tail > 0 {
            push_right(&mut spans, told, cells);
        }
        return vec![spans];
    }
    let [kind, agencies] = row_text::margin(state, case, hit.item).map(|(text, _)| text);
    // A list that is wide enough has them beside the text.
    let beside = if room >= row_text::WITH_KIND { String::new() } else { [kind, agencies].join(" · ") };
    let beside = fit(beside.trim_matches([' ', '·']), lead.saturating_sub(1));
    let mut below = vec![Span::styled(column(&beside, lead), theme.dim)];
    let room = room.saturating_sub(tail);
    let [upper, lower] = row_text::two_lines(state, case, hit.item, room, theme.text, highlighter, !beside.is_empty());
    spans.extend(upper);
    below.extend(lower);
    if tail > 0 {
        push_right(&mut below, told, cells);
    }
    vec![spans, below]
}

/// Cells of the line beside what it says.
const NEAR: usize = 10;

/// The line below which entries have only some of the words.
pub fn near_line(state: &State, area: Rect, buffer: &mut Buffer) {
    let cells = usize::from(area.width);
    let near = match state.search.counts() {
        true => state.search.hits.near.summary(),
        false => "some of the words".to_owned(),
    };
    let short = near.split_once(" with ").map_or(near.as_str(), |(count, _)| count);
    let near = if width(&near) + NEAR > cells { short } else { &near };
    let text = fit(&format!("── near: {near} "), cells);
    let rest = "─".repeat(cells.saturating_sub(width(&text)));
    Line::styled(format!("{text}{rest}"), state.theme.dim).render(area, buffer);
}

/// "2009 SCR"; without a review, the year of the event or of the case.
fn review_of(case: &Case, item: ItemRef) -> String {
    let year = row_year(case, item);
    match case.review_of(item) {
        Some(review) => format!("{year:^YEAR$} {}", review.kind.short()),
        None => format!("{year:^YEAR$}"),
    }
}

fn draw_terms(state: &State, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let mut cursor = None;
    let cells = usize::from(area.width);
    let names = ["findings", "recs", "events"].map(|name| state.vocabulary.field().worded(name));
    let with_all = cells >= 60;
    let head: String = if with_all {
        names.iter().map(|name| format!("{name:>COUNT$}")).collect()
    } else {
        format!("{:>COUNT$}", "entries")
    };
    let lead = cells.saturating_sub(width(&head));
    let heading = format!("{}{head}", column("", lead));
    if area.height > 0 {
        Line::styled(heading, state.theme.dim).render(Rect { y: area.y - 1, height: 1, ..area }, buffer);
    }
    // Themes are held against themes, and agencies against agencies.
    let most = |field| state.lens_terms().filter(|other| other.field == field).map(|count| count.all).max();
    let mut before = None;
    for (at, (index, count)) in area.rows().zip(state.lens_terms().enumerate().skip(state.lens.top)) {
        let selected = index == state.lens.cursor;
        let style = if selected { state.theme.selected_elsewhere } else { state.theme.text };
        // The sort stands once over those of the same sort.
        let sort = match count.field {
            field if before.replace(field) == Some(field) => "",
            FilterField::Theme => "theme",
            _ => "agency",
        };
        let number = |count: u32| match count {
            0 => format!("{:>COUNT$}", "·"),
            count => format!("{:>COUNT$}", parted(count as usize)),
        };
        let numbers: String =
            if with_all { count.counts.iter().map(|count| number(*count)).collect() } else { number(count.all) };
        let room = lead.saturating_sub(SORT + 2);
        let bar = room.saturating_sub(NAME).min(LONGEST_BAR);
        let share = u64::from(count.all) * bar as u64 / u64::from(most(count.field).unwrap_or(0).max(1));
        let filled = usize::try_from(share).unwrap_or(0).max(usize::from(bar > 0));
        let spans = vec![
            Span::styled(if selected { "▸ " } else { "  " }, style),
            Span::styled(column(sort, SORT), state.theme.dim),
            Span::styled(column(&count.label, room - bar), style),
            Span::styled(column(&"▄".repeat(filled), bar), state.theme.dim),
            Span::styled(numbers, style),
        ];
        list_row(spans, style, selected, at, &state.theme, buffer);
        cursor = cursor.or(selected.then(|| at.as_position()));
    }
    cursor
}
