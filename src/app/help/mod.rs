//! The help: keys, hints and drawing.

pub mod state;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span, Text};
use ratatui::widgets::Widget;

use self::state::HelpState;
use crate::app::command::{COMMANDS, Command, Context};
use crate::app::draw::{boxed, centred};
use crate::app::explain;
use crate::app::key::Key;
use crate::app::layout::{Areas, layout};
use crate::app::msg::Effect;
use crate::app::page::menu;
use crate::app::state::State;
use crate::app::text::{column, fit, wrap};
use crate::case::lexicon::{explain as explained, on_row, signs_of};
use crate::case::{ClosedList, Confidence, ReviewKind};
use crate::page::PAGES;
use crate::search::{FIELDS, FilterField, SIGNS};
use crate::text::clean_line;

/// The longest filter that is taken, in characters.
const LONGEST: usize = 40;

/// A key: a command, or a letter of the filter.
pub fn on_key(state: &mut State, command: Option<Command>, key: Key) -> Vec<Effect> {
    let area = area(&layout(state));
    let shown = usize::from(area.height.saturating_sub(2)).max(1);
    let Some(open) = &mut state.help else { return Vec::new() };
    match command {
        Some(Command::Back | Command::Help | Command::KeepSearch) => state.help = None,
        Some(Command::Down) => open.top = open.top.saturating_add(1),
        Some(Command::Up) => open.top = open.top.saturating_sub(1),
        Some(Command::PageDown) => open.top = open.top.saturating_add(shown),
        Some(Command::PageUp) => open.top = open.top.saturating_sub(shown),
        Some(Command::HalfPageDown) => open.top = open.top.saturating_add(shown.div_ceil(2)),
        Some(Command::HalfPageUp) => open.top = open.top.saturating_sub(shown.div_ceil(2)),
        Some(Command::Top) => open.top = 0,
        // Scrolling is kept in bounds afterwards.
        Some(Command::Bottom) => open.top = usize::MAX,
        Some(Command::EraseLeft) => {
            open.filter.pop();
            open.top = 0;
        }
        Some(_) => {}
        None => {
            if let Some(c) = key.typed().filter(|_| open.filter.chars().count() < LONGEST) {
                open.filter.push(c);
                open.top = 0;
            }
        }
    }
    Vec::new()
}

pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    if let Some(open) = &mut state.help {
        let room = LONGEST.saturating_sub(open.filter.chars().count());
        open.filter.extend(clean_line(text).chars().take(room));
        open.top = 0;
    }
    Vec::new()
}

pub fn hints() -> Vec<(Command, &'static str)> {
    vec![(Command::Back, "close"), (Command::PageDown, "more")]
}

pub fn keep_in_bounds(state: &mut State) {
    let area = area(&layout(state));
    let Some(open) = &state.help else { return };
    let shown = usize::from(area.height.saturating_sub(2));
    let last = lines(state, open, usize::from(area.width.saturating_sub(4))).len().saturating_sub(shown);
    if let Some(open) = &mut state.help {
        open.top = open.top.min(last);
    }
}

/// Cells of the column of keys.
const KEYS: usize = 22;

/// The lines of the help that match its filter.
pub fn lines(state: &State, help: &HelpState, cells: usize) -> Vec<Line<'static>> {
    let (theme, words) = (&state.theme, state.vocabulary.field());
    let wanted = help.filter.to_lowercase();
    let mut lines: Vec<Line<'static>> = Vec::new();
    let mut group = None;
    let mut section = |lines: &mut Vec<Line<'static>>, title: &str, keys: &str, text: &str| {
        if !wanted.is_empty() && !format!("{keys} {text} {title}").to_lowercase().contains(&wanted) {
            return;
        }
        if group.as_deref() != Some(title) {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            lines.push(Line::styled(title.to_owned(), theme.heading));
            group = Some(title.to_owned());
        }
        let room = cells.saturating_sub(KEYS + 2);
        for (index, range) in wrap(text, room.max(10)).into_iter().enumerate() {
            let lead = if index == 0 { column(keys, KEYS) } else { " ".repeat(KEYS) };
            lines.push(Line::from(vec![
                Span::raw("  "),
                Span::styled(lead, theme.key),
                Span::raw(text.get(range).unwrap_or_default().to_owned()),
            ]));
        }
    };
    // The keys of the place come first, then what stands on the selected row; the other signs, and the short names of
    // reviews, after all keys.
    let keys_of = |command: Command| {
        let keys: Vec<String> = state.keymap.keys(command).iter().map(ToString::to_string).collect();
        (!keys.is_empty()).then(|| keys.join(" "))
    };
    for row in help.here.iter().filter_map(|command| command.row()) {
        if let Some(keys) = keys_of(row.command) {
            section(&mut lines, "Here", &keys, &words.worded(row.help));
        }
    }
    let here = state.case().map(|case| on_row(case, explain::item(state)));
    for term in here.unwrap_or_default().iter().filter_map(|coded| explained(&state.vocabulary, *coded)) {
        section(&mut lines, "On the selected row", term.short.as_ref().unwrap_or(&term.code), &term.definition);
    }
    for row in COMMANDS {
        if let Some(keys) = keys_of(row.command) {
            section(&mut lines, row.group, &keys, &words.worded(row.help));
        }
    }
    for row in PAGES.iter().filter(|row| menu::command_of(row).is_none()) {
        section(&mut lines, "More pages", &keys_of(Command::Pages).unwrap_or_default(), &words.worded(row.title));
    }
    for row in signs_of(&state.vocabulary) {
        section(&mut lines, "Signs", row.sign, &words.worded(row.meaning));
    }
    for confidence in Confidence::ALL {
        section(&mut lines, "Signs", &confidence.label().to_lowercase(), &words.worded(confidence.definition()));
    }
    for value in state.vocabulary.values(ReviewKind::LIST) {
        if let Some(short) = value.short.filter(|short| *short != value.label) {
            section(&mut lines, &words.worded("Short names of reviews"), short, value.label);
        }
    }
    for sign in SIGNS {
        section(
            &mut lines,
            "The language of the search: every part must match, in any order",
            sign.written,
            &words.worded(sign.help),
        );
    }
    for row in FIELDS {
        let example = row.examples.first().copied().unwrap_or(row.name);
        // The examples of cases and areas are real ones.
        let names = state.private() && matches!(row.field, FilterField::Case | FilterField::Area | FilterField::Body);
        let example = if names { format!("{}:", row.name) } else { example.to_owned() };
        section(&mut lines, "Filters", &example, &words.worded(row.help));
    }
    if lines.is_empty() {
        lines.push(Line::styled("No line of the help has these letters.", theme.dim));
    }
    lines
}

/// The inside of the help's frame.
pub fn area(layout: &Areas) -> Rect {
    centred(layout.screen, 86, layout.screen.height.saturating_sub(2).max(3))
}

/// Draws the help over everything; returns where its first line begins.
pub fn draw(state: &State, help: &HelpState, layout: &Areas, buffer: &mut Buffer) -> Option<Position> {
    let area = area(layout);
    let title = if help.filter.is_empty() {
        format!(
            " Help: type to filter (signs, filters, sort…), {} to close ",
            state.keymap.hint_in(Context::Help, Command::Back)
        )
    } else {
        format!(" Help: {} ", fit(&help.filter, 40))
    };
    let inside = boxed(area, title, &state.theme, buffer);
    let lines = lines(state, help, usize::from(inside.width));
    let rest = lines.len().saturating_sub(help.top + usize::from(inside.height));
    Text::from_iter(lines.into_iter().skip(help.top)).render(inside, buffer);
    if rest > 0 {
        let more = format!(" {rest} more: {} ", state.keymap.hint_in(Context::Help, Command::PageDown));
        let x = area.right().saturating_sub(u16::try_from(more.len()).unwrap_or(0) + 2);
        buffer.set_stringn(x, area.bottom().saturating_sub(1), more, usize::from(area.width), Style::new());
    }
    (inside.area() > 0).then(|| inside.as_position())
}
