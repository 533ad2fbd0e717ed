//! The help: the table of commands with the keys in force.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget};

use super::state::HelpState;
use crate::app::command::{COMMANDS, Command, Context};
use crate::app::layout::Layout;
use crate::app::state::State;
use crate::app::text::{column, fit, wrap};
use crate::search::{FIELDS, Field, SIGNS};

/// Cells of the column of keys.
const KEYS: usize = 22;

/// Words that the help explains beside the keys.
const NOTES: [(&str, &str); 8] = [
    ("f, r", "Findings and recommendations entered for a case"),
    ("▲", "A missed opportunity; marked only where a source calls it one"),
    ("◆", "An item that you have marked"),
    ("¶", "An item that you have written a note on"),
    ("*", "A date that the source gives in other words: the text below the list says how"),
    ("confirmed", "An official document, or at least two sources that did not copy each other"),
    ("reported", "One source that is not official, or several that repeat one story"),
    ("graded", "Ofsted's grade of the review itself, 2007 to 2012; not of practice"),
];

/// The lines of the help that match its filter.
pub fn lines(state: &State, help: &HelpState, cells: usize) -> Vec<Line<'static>> {
    let theme = &state.theme;
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
    for (sign, text) in NOTES {
        section(&mut lines, "Signs and words", sign, text);
    }
    for row in COMMANDS {
        let keys = state.keymap.keys(row.command);
        if keys.is_empty() {
            continue;
        }
        let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
        section(&mut lines, row.group.title(), &keys.join(" "), row.help);
    }
    for sign in SIGNS {
        section(&mut lines, "The language of the search: all of it must hold, in any order", sign.written, sign.help);
    }
    for row in FIELDS {
        let example = row.examples.first().copied().unwrap_or(row.name);
        // The examples of cases and areas are real ones.
        let names = state.private() && matches!(row.field, Field::Case | Field::Area);
        let example = if names { format!("{}:", row.name) } else { example.to_owned() };
        section(&mut lines, "Filters", &example, row.help);
    }
    if lines.is_empty() {
        lines.push(Line::styled("Nothing in the help has these letters.", theme.dim));
    }
    lines
}

/// The inside of the help's frame.
pub fn area(layout: &Layout) -> Rect {
    let screen = layout.screen;
    let width = screen.width.min(84);
    let height = screen.height.saturating_sub(2).max(3).min(screen.height);
    Rect { x: (screen.width - width) / 2, y: (screen.height - height) / 2, width, height }
}

/// Draws the help over everything; returns where its first line begins.
pub fn draw(state: &State, help: &HelpState, layout: &Layout, buffer: &mut Buffer) -> Option<Position> {
    let area = area(layout);
    Clear.render(area, buffer);
    let title = if help.filter.is_empty() {
        format!(" Help: type to filter, {} to close ", state.keymap.hint_in(Context::Help, Command::Back))
    } else {
        format!(" Help: {} ", fit(&help.filter, 40))
    };
    let block = Block::bordered().title(title).border_style(state.theme.focus);
    let inside = block.inner(area);
    block.render(area, buffer);
    let lines = lines(state, help, usize::from(inside.width));
    let rest = lines.len().saturating_sub(help.top + usize::from(inside.height));
    for (y, line) in (inside.y..inside.bottom()).zip(lines.into_iter().skip(help.top)) {
        line.render(Rect { y, height: 1, ..inside }, buffer);
    }
    if rest > 0 {
        let more = format!(" {rest} more: {} ", state.keymap.hint_in(Context::Help, Command::PageDown));
        let x = area.right().saturating_sub(u16::try_from(more.len()).unwrap_or(0) + 2);
        buffer.set_stringn(x, area.bottom().saturating_sub(1), more, usize::from(area.width), Style::new());
    }
    (inside.area() > 0).then(|| inside.as_position())
}
