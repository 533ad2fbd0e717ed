//! The bottom line: what to press now, how far loading is, what just happened.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::command::Command;
use super::draw::push_right;
use super::layer::{self, Layer};
use super::layout::Areas;
use super::state::State;
use super::text::{counted, fit, spans_width, width, wrap};
use super::theme::Theme;
use super::{browse, completion, explain, facets, find, help, page, picker, prompt, results, search};
use crate::search::{Meant, QueryProblem};

/// From this many cells on hints stand further apart.
const WIDE: usize = 100;

pub fn draw(state: &State, layout: &Areas, buffer: &mut Buffer) {
    let theme = &state.theme;
    let cells = usize::from(layout.status.width);
    let right = fit(&progress(state), cells);
    let mut spans: Vec<Span<'static>> = Vec::new();
    let room = cells.saturating_sub(width(&right) + 1);
    // A suggestion could be the name of a case or a place.
    let told = |problem: &QueryProblem| if state.private() { problem.message.clone() } else { problem.to_string() };
    let problem = state.search.problems.first().map(told);
    let problem = problem.filter(|_| state.search.typing || state.search.shown != state.search.query);
    let problem = problem.or_else(|| beside(state));
    if let Some(message) = state.message.as_ref().or(problem.as_ref()) {
        if width(message) > room {
            return draw_long(message, layout, theme, buffer);
        }
        spans.push(Span::styled(message.clone(), theme.heading));
    } else {
        let layer = layer::top(state);
        let mut hints = hints(state, layer);
        // A narrow line has more keys in less room.
        let gap = if cells < WIDE { "  " } else { "   " };
        // A user who knows no key at all needs this one: it keeps its room whatever stands before it.
        let help = hints.iter().position(|(command, _)| *command == Command::Help).map(|at| hints.remove(at));
        let help = help
            .map(|(command, what)| (state.keymap.hint_in(layer.context(), command), what))
            .filter(|(key, _)| !key.is_empty());
        let reserved = help.as_ref().map_or(0, |(key, what)| width(key) + width(what) + 1 + gap.len());
        let mut quit = None;
        for (command, what) in hints {
            let key = state.keymap.hint_in(layer.context(), command);
            if key.is_empty() {
                continue;
            }
            if command == Command::Close && layer == Layer::Panes {
                quit = Some((key, what));
                continue;
            }
            if spans_width(&spans) + width(&key) + width(what) + 1 + reserved > room {
                break;
            }
            push(&mut spans, key, what, gap, theme);
        }
        for (key, what) in help.into_iter().chain(quit) {
            if spans_width(&spans) + width(&key) + width(what) < room {
                push(&mut spans, key, what, gap, theme);
            }
        }
    }
    // The gap after the last hint takes no room from the text at the right.
    if let Some(last) = spans.last_mut() {
        last.content = last.content.trim_end().to_owned().into();
    }
    push_right(&mut spans, Span::styled(right, theme.dim), cells);
    Line::from(spans).render(layout.status, buffer);
}

/// A message that is longer than the bottom line takes more lines above it, as many as it needs.
fn draw_long(message: &str, layout: &Areas, theme: &Theme, buffer: &mut Buffer) {
    let lines = wrap(message, usize::from(layout.status.width));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(layout.screen.height / 2).max(1);
    let area = Rect { y: layout.status.bottom().saturating_sub(height), height, ..layout.status };
    Clear.render(area, buffer);
    for (at, range) in area.rows().zip(lines) {
        Line::styled(message.get(range).unwrap_or_default().to_owned(), theme.heading).render(at, buffer);
    }
}

/// Remarks on an answer: signs of other search languages, and words that are understood as filters or as an order.
fn beside(state: &State) -> Option<String> {
    let query = &state.search.query;
    if let Some(note) = query.notes().first() {
        return Some(note.to_string());
    }
    let key = |command: Command| state.keymap.hint(command);
    let mut read: Vec<String> = Vec::new();
    for understood in query.understood() {
        let told = match &understood.meant {
            Meant::Filter(filter) => filter.clone(),
            Meant::Order(order) => format!("by {}", order.told()),
            Meant::Meaning => format!("what it means ({})", key(Command::Explain)),
            Meant::Page => format!("a page on it ({})", key(Command::AgencyBrief)),
        };
        if !read.contains(&told) {
            read.push(told);
        }
    }
    (!read.is_empty()).then(|| format!("Read as {}; {} searches for the words", read.join(", "), key(Command::AsWords)))
}

fn push(spans: &mut Vec<Span<'static>>, key: String, what: &str, gap: &str, theme: &Theme) {
    spans.push(Span::styled(key, theme.key));
    spans.push(Span::styled(format!(" {what}{gap}"), theme.dim));
}

/// The most useful keys of the topmost layer, most useful first.
pub fn hints(state: &State, layer: Layer) -> Vec<(Command, &'static str)> {
    match layer {
        Layer::Help => help::hints(),
        Layer::Prompt => prompt::hints(),
        Layer::Picker => picker::hints(state),
        Layer::Find => find::hints(),
        Layer::Page => page::hints(state),
        Layer::Facets => facets::hints(state),
        Layer::Completion => completion::hints(),
        Layer::Explain => explain::hints(state),
        Layer::Search => search::hints(state),
        Layer::Panes if state.lists_all() => results::hints(state),
        Layer::Panes => browse::hints(state),
    }
}

fn progress(state: &State) -> String {
    let unreadable = state.catalogue.unreadable();
    if !state.loading.finished {
        return format!("reading {} of {}", state.catalogue.len(), counted(state.loading.found, "file", "files"));
    }
    if unreadable > 0 {
        return format!("{} not readable", counted(unreadable, "file", "files"));
    }
    String::new()
}
