//! The explanation of an item's words, drawn over the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget};

use super::state::ExplainState;
use crate::app::command::Command;
use crate::app::draw::styled;
use crate::app::items::row_text;
use crate::app::layout::Layout;
use crate::app::state::State;
use crate::app::text::{filled, fit, keep_in_sight, width};
use crate::case::lexicon::{TermCode, explain};
use crate::page::{Block as PageBlock, Page, Section};
use crate::search::{Highlighter, Query};
use crate::write::text::{in_list, lay_out};

/// Widest the box becomes.
const WIDEST: u16 = 110;

/// Draws the explanation; returns where the selected row begins.
pub fn draw(state: &State, open: &ExplainState, layout: &Layout, buffer: &mut Buffer) -> Option<Position> {
    let screen = layout.screen;
    let area = Rect {
        width: screen.width.min(WIDEST),
        height: screen.height.saturating_sub(2).max(3).min(screen.height),
        ..screen
    };
    let area = Rect { x: (screen.width - area.width) / 2, y: (screen.height - area.height) / 2, ..area };
    Clear.render(area, buffer);
    let title = format!(" Explained: {} to close ", state.keymap.hint(Command::Back));
    let block = Block::bordered().title(title).border_style(state.theme.focus);
    let inside = block.inner(area);
    block.render(area, buffer);
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
    for (y, (index, (list, code))) in (area.y..area.bottom()).zip(open.values.iter().enumerate().skip(top)) {
        let label = explain(&state.vocabulary, TermCode { list, code }).map_or_else(|| code.clone(), |term| term.label);
        let selected = index == open.cursor;
        let style = if selected { state.theme.selected_elsewhere } else { state.theme.text };
        let at = Rect { y, height: 1, ..area };
        let marker = if selected { "▸ " } else { "  " };
        let text = fit(&format!("{marker}{label}"), usize::from(area.width));
        let gap = usize::from(area.width).saturating_sub(width(&text) + width(list) + 1);
        let spans =
            vec![Span::styled(text, style), Span::raw(" ".repeat(gap)), Span::styled(list.clone(), state.theme.dim)];
        filled(spans, usize::from(area.width), style).render(at, buffer);
        if selected {
            cursor = Some(at.as_position());
            if !open.in_places {
                buffer.set_style(at, state.theme.selected);
            }
        }
    }
    cursor
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
            section.blocks.push(PageBlock::field("Searched as", term.stands_for.join(", ")));
        }
        section.blocks.push(PageBlock::field("Source", term.source.as_str()));
        section.blocks.push(PageBlock::field("Code", format!("{} ({})", term.code, term.list)));
        section.blocks.push(PageBlock::field("Used", open.uses.told()));
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
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        line.render(Rect { y, height: 1, ..area }, buffer);
    }
    let list = Rect { y: area.y + head, height: area.height - head, ..area };
    let shown = usize::from(list.height);
    let top = keep_in_sight(0, Some(open.at), places, shown);
    for (y, (index, (key, item))) in (list.y..list.bottom()).zip(open.elsewhere.iter().enumerate().skip(top)) {
        let Some(item) = state.catalogue.real(*key).and_then(|case| case.find(item)) else { continue };
        let Some(case) = state.catalogue.case(*key) else { continue };
        let at = Rect { y, height: 1, ..list };
        let selected = open.in_places && index == open.at;
        let name = fit(&case.title, cells / 4);
        let mut spans = vec![
            Span::styled(if selected { "▸ " } else { "  " }, state.theme.text),
            Span::styled(format!("{name}{} ", " ".repeat((cells / 4).saturating_sub(width(&name)))), state.theme.dim),
        ];
        let room = cells.saturating_sub(cells / 4 + 3);
        spans.extend(row_text::row(state, case, item, room, state.theme.text, &highlighter));
        filled(spans, cells, state.theme.text).render(at, buffer);
        if selected {
            cursor = Some(at.as_position());
            buffer.set_style(at, state.theme.selected);
        }
    }
    cursor
}
