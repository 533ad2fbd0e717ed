//! The top line: what this is, how much there is, what is searched.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::app::command::Command;
use crate::app::draw::push_right;
use crate::app::layout::Areas;
use crate::app::place::Pane;
use crate::app::state::State;
use crate::app::text::{capitalised, counted, fit, lit_spans, parted, scrolled, width};
use crate::search::MatchSpan;

/// The sign that names are hidden.
const HIDDEN: &str = "NAMES HIDDEN";
/// The sign that marks and notes are not on the disk.
const UNKEPT: &str = "NOT KEPT";

/// Draws the line below: what the term means that is searched for, and the key that tells more.
pub fn draw_term(state: &State, area: Rect, buffer: &mut Buffer) {
    let Some(term) = state.search.kept_term().filter(|_| area.height > 0) else { return };
    let cells = usize::from(area.width);
    let more = format!(" {} explain", state.keymap.hint(Command::Explain));
    let label = format!("  {}: ", term.label);
    let told = fit(&term.definition, cells.saturating_sub(width(&label) + width(&more) + 1));
    let mut spans = vec![Span::styled(label, state.theme.heading), Span::styled(told, state.theme.text)];
    push_right(&mut spans, Span::styled(more, state.theme.dim), cells);
    Line::from(spans).render(area, buffer);
}

/// Draws the line with the signs that names are hidden, and that nothing is kept, at its end while it is so; returns
/// where the cursor of the search stands, while the user types.
pub fn draw(state: &State, layout: &Areas, buffer: &mut Buffer) -> Option<Position> {
    let area = layout.top;
    let signs = [(state.notebook.unkept.is_some(), UNKEPT), (state.private(), HIDDEN)];
    let signs: Vec<&str> = signs.into_iter().filter(|(is_so, _)| *is_so).map(|(_, sign)| sign).collect();
    let signs = signs.join(" · ");
    let cells = u16::try_from(width(&signs)).unwrap_or(0);
    if signs.is_empty() || area.width <= cells {
        return draw_line(state, layout, area, buffer);
    }
    let sign = Rect { x: area.right() - cells, width: cells, ..area };
    Line::styled(signs, state.theme.alarm).render(sign, buffer);
    draw_line(state, layout, Rect { width: area.width - cells - 1, ..area }, buffer)
}

fn draw_line(state: &State, layout: &Areas, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let theme = &state.theme;
    let cells = usize::from(area.width);
    // What is being typed stands as it is typed.
    let masked = masked(state).filter(|_| !state.search.typing);
    let input = masked.as_deref().unwrap_or(state.search.input.value());
    if layout.single && state.focus != Pane::Cases && !state.search.typing {
        let searched = if input.is_empty() { String::new() } else { fit(&format!("  / {input}"), cells / 3) };
        let trail = fit(&trail(state), cells.saturating_sub(width(&searched)));
        Line::from(vec![Span::styled(trail, theme.heading), Span::styled(searched, theme.focus)]).render(area, buffer);
        return None;
    }
    if state.search.typing || !input.is_empty() {
        let counts = found(state);
        let room = cells.saturating_sub(width(&counts) + 4);
        let scroll = if masked.is_some() { 0 } else { state.search.input.visual_scroll(room.max(1)) };
        let shown = scrolled(input, scroll);
        let from = input.len() - shown.len();
        let shown = fit(shown, room);
        let text_style = match (state.search.typing, state.search.replace) {
            (true, true) => theme.selected,
            (true, false) => theme.heading,
            (false, _) => theme.text,
        };
        // Mistakes are underlined, and so are words that the library does not have, as long as the query is the one answered.
        let answered = state.search.shown == state.search.query && state.search.narrows();
        let nowhere = state.search.hits.nowhere.iter().filter(|part| answered && part.left.is_none());
        let mut wrong: Vec<MatchSpan> = state
            .search
            .problems
            .iter()
            .map(|problem| &problem.span)
            .chain(nowhere.map(|nowhere| &nowhere.span))
            .map(|span| MatchSpan { start: span.start.saturating_sub(from), end: span.end.saturating_sub(from) })
            .collect();
        wrong.sort_unstable_by_key(|span| (span.start, span.end));
        let mut spans = vec![Span::styled("/ ", theme.focus)];
        spans.extend(lit_spans(&shown, 0..shown.len(), &wrong, text_style, theme.wrong));
        push_right(&mut spans, Span::styled(counts, theme.dim), cells);
        Line::from(spans).render(area, buffer);
        let column = 2 + state.search.input.visual_cursor().saturating_sub(scroll).min(room);
        let x = area.x + u16::try_from(column).unwrap_or(0).min(area.width.saturating_sub(1));
        return state.search.typing.then_some(Position { x, y: area.y });
    }
    let size = format!("  {}", fit(&size(state), cells.saturating_sub(10)));
    Line::from(vec![Span::styled("casebook", theme.focus), Span::styled(size, theme.dim)]).render(area, buffer);
    None
}

/// The search as others may see it: without the words that name a person or a place, while names are hidden.
pub fn shown(state: &State) -> String {
    let query = state.search.input.value().trim();
    masked(state).unwrap_or_else(|| query.to_owned())
}

fn masked(state: &State) -> Option<String> {
    if !state.private() {
        return None;
    }
    let words = state.search.input.value().trim_end().split(' ').map(|word| {
        // A name is one with a small letter too, and behind a filter.
        let bare = word.rsplit([':', '!', '\'', '"', '^']).next().unwrap_or(word);
        let parts: Vec<String> = bare.split('-').map(capitalised).collect();
        let named = parts.iter().any(|part| state.catalogue.shown(None, part) != *part)
            || state.catalogue.shown(None, &parts.join(" ")) != parts.join(" ");
        if named { "[name]".to_owned() } else { word.to_owned() }
    });
    Some(words.collect::<Vec<_>>().join(" "))
}

/// Stands where a number is not known yet.
pub const SEARCHING: &str = "searching…";

/// The number of matches: "3 cases, 12 matches"; while it may still grow, that is said, and none is no number.
fn found(state: &State) -> String {
    if !state.search.counts() {
        return String::new();
    }
    let searching = state.searching();
    let nothing = state.search.shown != state.search.query || state.search.found == 0;
    if searching && (nothing || !state.search.narrows()) {
        return SEARCHING.to_owned();
    }
    if !state.search.narrows() {
        return String::new();
    }
    let told = told_of_found(state);
    if searching { format!("{SEARCHING} {told}") } else { told }
}

fn told_of_found(state: &State) -> String {
    let cases = state.search.hits.cases.iter().filter(|case| case.near.is_none()).count();
    let items = state.search.found;
    let capitals = if state.search.hits.other_capitals { ", matching capitals" } else { "" };
    let near = match state.search.hits.near.count() {
        // A count that is not known yet is not told as none. While the rest of a long list is to come, there is none.
        _ if state.search.hits.more && state.search.hits.listed.len() == state.search.hits.total => {
            ", … near".to_owned()
        }
        0 => String::new(),
        near => format!(", {} near", parted(near)),
    };
    format!("{}, {}{near}{capitals}", counted(cases, "case", "cases"), counted(items, "match", "matches"))
}

/// How much there is: "4 cases, 203 findings, 53 recommendations".
fn size(state: &State) -> String {
    let (cases, findings, recommendations) = state.catalogue.totals();
    let words = state.vocabulary.field();
    format!(
        "{}, {}, {}",
        counted(cases, "case", "cases"),
        counted(findings, &words.worded("finding"), &words.worded("findings")),
        counted(recommendations, &words.worded("recommendation"), &words.worded("recommendations"))
    )
}

/// The path to the pane on the screen, when one pane is shown at a time.
fn trail(state: &State) -> String {
    let mut trail = vec!["Cases".to_owned()];
    if let Some(case) = state.case() {
        trail.push(case.title.to_string());
    }
    if state.focus == Pane::Detail {
        trail.extend(state.case().map(|case| state.tab.names_in(case)[0].to_owned()));
        if let Some(title) = crate::app::detail::title(state) {
            trail.push(title);
        }
    }
    trail.join(" › ")
}
