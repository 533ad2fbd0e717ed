//! The bottom line: what to press now, how far loading is, what just happened.

use ratatui::buffer::Buffer;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::top::counted;
use crate::app::command::Command;
use crate::app::layout::Layout;
use crate::app::overlay::PageState;
use crate::app::state::{Pane, State};
use crate::app::text::{fit, spans_width, width};
use crate::app::theme::Theme;
use crate::case::{CasePage, ItemRef};
use crate::page::Wanted;
use crate::search::QueryProblem;

/// Draws the line.
pub fn draw(state: &State, layout: &Layout, buffer: &mut Buffer) {
    let theme = &state.theme;
    let cells = usize::from(layout.status.width);
    let right = fit(&progress(state), cells);
    let mut spans: Vec<Span<'static>> = Vec::new();
    let room = cells.saturating_sub(width(&right) + 1);
    // What may have been meant could be the name of a case or a place.
    let told = |problem: &QueryProblem| if state.private() { problem.message.clone() } else { problem.to_string() };
    let problem = state.search.problems.first().map(told);
    let problem = problem.filter(|_| state.search.typing || state.search.shown != state.search.query);
    let problem = problem.or_else(|| beside(state));
    if let Some(message) = state.message.as_ref().or(problem.as_ref()) {
        spans.push(Span::styled(fit(message, room), theme.heading));
    } else {
        let mut hints = hints(state);
        // Who knows no key at all needs this one: it keeps its room whatever stands before it.
        let help = hints.iter().position(|(command, _)| *command == Command::Help).map(|at| hints.remove(at));
        let help = help.map(|(command, what)| (state.keymap.hint(command), what)).filter(|(key, _)| !key.is_empty());
        let reserved = help.as_ref().map_or(0, |(key, what)| width(key) + width(what) + 4);
        let mut quit = None;
        for (command, what) in hints {
            let key = state.keymap.hint(command);
            if key.is_empty() {
                continue;
            }
            if command == Command::Quit {
                quit = Some((key, what));
                continue;
            }
            if spans_width(&spans) + width(&key) + width(what) + 1 + reserved > room {
                break;
            }
            push(&mut spans, key, what, theme);
        }
        for (key, what) in help.into_iter().chain(quit) {
            if spans_width(&spans) + width(&key) + width(what) < room {
                push(&mut spans, key, what, theme);
            }
        }
    }
    // What parts the last hint from the next one takes no room from what stands at the right.
    if let Some(last) = spans.last_mut() {
        last.content = last.content.trim_end().to_owned().into();
    }
    let gap = cells.saturating_sub(spans_width(&spans) + width(&right));
    spans.push(Span::raw(" ".repeat(gap)));
    spans.push(Span::styled(right, theme.dim));
    Line::from(spans).render(layout.status, buffer);
}

/// What is told beside an answer: signs of other languages, and words that are understood as filters.
fn beside(state: &State) -> Option<String> {
    let query = &state.search.query;
    if let Some(note) = query.notes().first() {
        return Some(note.to_string());
    }
    let filters: Vec<&str> = query.understood().iter().map(|understood| understood.filter.as_str()).collect();
    let key = state.keymap.hint(Command::AsWords);
    (!filters.is_empty()).then(|| format!("Understood as {}; {key} searches for the words", filters.join(" ")))
}

fn push(spans: &mut Vec<Span<'static>>, key: String, what: &str, theme: &Theme) {
    spans.push(Span::styled(key, theme.key));
    spans.push(Span::styled(format!(" {what}   "), theme.dim));
}

/// The most useful keys of the moment, most useful first.
fn hints(state: &State) -> Vec<(Command, &'static str)> {
    if state.help.is_some() {
        return vec![(Command::HelpClose, "close"), (Command::HelpPageDown, "more")];
    }
    if state.prompt.is_some() {
        return vec![
            (Command::KeepSearch, "done"),
            (Command::ClearSearch, "leave it"),
            (Command::EraseAll, "erase all"),
        ];
    }
    if state.picker.is_some() {
        return vec![(Command::KeepSearch, "choose"), (Command::TypingDown, "down"), (Command::ClearSearch, "close")];
    }
    if let Some(page) = &state.page {
        return page_hints(state, page);
    }
    if state.explain.is_some() {
        return vec![
            (Command::ExplainDown, "next word"),
            (Command::ExplainTurn, "places"),
            (Command::ExplainOpen, "go there"),
            (Command::ExplainClose, "close"),
        ];
    }
    if state.facets.is_some() {
        return vec![
            (Command::FacetsChoose, "filter"),
            (Command::FacetsNext, "next group"),
            (Command::FacetsClose, "close"),
        ];
    }
    if state.completion.is_some() {
        return vec![(Command::Complete, "next"), (Command::KeepSearch, "take it"), (Command::ClearSearch, "put back")];
    }
    if state.search.typing {
        return vec![
            (Command::KeepSearch, "keep"),
            (Command::ClearSearch, "clear"),
            (Command::Complete, "complete"),
            (Command::TypingLens, "view"),
            (Command::TypingDown, "down"),
        ];
    }
    if state.lists_all() {
        let mut hints = vec![
            (Command::Open, if state.lists_terms() { "list entries" } else { "go to its case" }),
            (Command::NextLens, "next view"),
            (Command::Facets, "facets"),
            (Command::Search, "search"),
            (Command::Back, "back to cases"),
        ];
        hints.extend([(Command::Help, "help"), (Command::Quit, "quit")]);
        return hints;
    }
    let linked = matches!(state.item(), Some(ItemRef::Finding(..) | ItemRef::Recommendation(..)));
    let on_related = state.item() == Some(ItemRef::Page(CasePage::Related));
    let mut hints = match state.focus {
        Pane::Cases => vec![
            (Command::Search, "search"),
            (Command::Open, "open"),
            (Command::Brief, "briefing"),
            (Command::Tracker, "tracker"),
            (Command::Sort, "sort"),
        ],
        Pane::Items if linked => {
            let mut hints = vec![(Command::Open, "read"), (Command::Similar, "similar")];
            if has_link(state) {
                hints.push((Command::FollowLink, "linked"));
            }
            hints.extend([(Command::Mark, "mark"), (Command::Search, "search")]);
            hints
        }
        Pane::Items => vec![
            (Command::Open, "read"),
            (Command::NextTab, "next tab"),
            (Command::Mark, "mark"),
            (Command::Explain, "explain"),
            (Command::Search, "search"),
        ],
        Pane::Detail if linked => vec![
            (Command::Back, "back"),
            (Command::Similar, "similar"),
            (Command::Copy, "copy"),
            (Command::Note, "note"),
            (Command::Explain, "explain"),
        ],
        Pane::Detail if on_related => {
            vec![(Command::Open, "go to them"), (Command::Back, "back"), (Command::Down, "scroll")]
        }
        Pane::Detail => vec![
            (Command::Back, "back"),
            (Command::Down, "scroll"),
            (Command::Explain, "explain"),
            (Command::Search, "search"),
        ],
    };
    if state.search.narrows() {
        hints.insert(0, (Command::NextMatch, "next match"));
        if state.focus == Pane::Cases {
            hints.insert(1, (Command::Back, if state.lens.inside { "back to list" } else { "clear" }));
            hints.insert(2, (Command::NextLens, "list entries"));
            hints.insert(3, (Command::Facets, "facets"));
        }
    }
    hints.push((Command::Help, "help"));
    hints.push((Command::Quit, "quit"));
    hints
}

/// Whether the record links the selected item with others.
fn has_link(state: &State) -> bool {
    state.case().zip(state.item()).is_some_and(|(case, item)| match item {
        ItemRef::Finding(..) => !case.answered_by(item).is_empty(),
        _ => !case.answers(item).is_empty(),
    })
}

/// The most useful keys of a page.
fn page_hints(state: &State, page: &PageState) -> Vec<(Command, &'static str)> {
    let mut hints = Vec::new();
    if page.link().is_some() {
        hints.push((Command::Open, "go there"));
    }
    if matches!(page.wanted, Wanted::Tracker(_)) {
        hints.push((Command::Tracker, "next order"));
    }
    match page.wanted {
        Wanted::Orphans(None) if state.case().is_some() => hints.push((Command::Orphans, "this case only")),
        Wanted::Orphans(Some(_)) => hints.push((Command::Orphans, "all cases")),
        _ => {}
    }
    hints.extend([(Command::Export, "export"), (Command::Back, "close")]);
    if page.item().is_some() {
        hints.push((Command::Mark, "mark"));
    }
    if state.trail.has_back() {
        hints.push((Command::GoBack, "go back"));
    }
    hints.extend([(Command::Help, "help"), (Command::Quit, "quit")]);
    hints
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
