//! The change that each message makes to the state. Deterministic; without I/O and clock.

use std::sync::Arc;

use super::command::{Command, Context};
use super::key::Key;
use super::layer::{self, Layer};
use super::layout::layout;
use super::msg::{Effect, Msg, Outside};
use super::place::{Pane, Resume};
use super::search::{self, query};
use super::selection::{follow_hits, follow_rest, reorder};
use super::state::State;
use super::{
    answer, briefs, browse, completion, explain, export, facets, find, help, items, looked, mouse, notebook, page,
    picker, prompt, reload, results, resume, sorting, status, trail,
};
use crate::library::{Entry, EntryKey};
use crate::page::{Deed, Looked, LookedOf, PageOf};
use crate::search::{Answer, Order};

/// Takes a message; returns what should be done outside.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    let by_hand = matches!(msg, Msg::Key(_) | Msg::Mouse(_));
    let before = looked::Seen::now(state);
    let mut effects = on_msg(state, msg);
    settle(state);
    if by_hand {
        effects.extend(looked::opened(state, before));
    }
    effects
}

fn on_msg(state: &mut State, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => on_key(state, key),
        // A report that was not asked for: an editor has left the mouse on.
        Msg::Mouse(_) if !state.mouse => Vec::new(),
        Msg::Mouse(pointer) => {
            took_over(state);
            mouse::on_pointer(state, pointer)
        }
        Msg::Paste(text) => match layer::top(state) {
            Layer::Prompt => prompt::paste(state, &text),
            Layer::Completion | Layer::Search => {
                state.completion = None;
                search::paste(state, &text)
            }
            Layer::Picker => picker::paste(state, &text),
            Layer::Find => find::paste(state, &text),
            Layer::Help => help::paste(state, &text),
            // A text is not taken for keys.
            Layer::Page | Layer::Facets | Layer::Explain | Layer::Panes => Vec::new(),
        },
        Msg::Resize(width, height) => {
            let other = state.size.0 != width;
            state.size = (width, height);
            // The page was laid out for another width.
            if other { page::lay_out(state) } else { Vec::new() }
        }
        Msg::Vocabulary(vocabulary) => {
            state.vocabulary = vocabulary;
            if state.loading.finished {
                state.say("vocabulary.toml has changed: its labels were read again");
            }
            Vec::new()
        }
        Msg::Found(found) => {
            state.loading.found = found;
            Vec::new()
        }
        Msg::Loaded(entries) => loaded(state, entries),
        Msg::LoadFinished => {
            state.loading.finished = true;
            state.loading.found = state.catalogue.len();
            resume::loaded(state);
            // A page of what had been read by then is made of everything now.
            page::ask(state)
        }
        Msg::Changed { entries, removed } => {
            let effects = reload::changed(state, entries, removed);
            settle(state);
            explain::refresh(state);
            effects
        }
        Msg::Searched { generation, answer, indexed } => {
            state.search.indexed = indexed;
            let effects = searched(state, generation, answer);
            resume::arrive(state);
            effects
        }
        Msg::Completed { text, completions, indexed } => completion::completed(state, &text, completions, indexed),
        Msg::Query(text) => query::start(state, &text),
        Msg::History(entries) => {
            state.history.entries = entries;
            Vec::new()
        }
        Msg::PageBegun { number, page } => {
            page::begun(state, number, page);
            Vec::new()
        }
        Msg::Page { number, page } => match page::made(state, number, page) {
            None => Vec::new(),
            Some(failed) => {
                let effects = failed.back.map_or_else(Vec::new, |spot| trail::arrive(state, spot));
                // The line that was typed for it is not lost.
                if let (PageOf::When(typed), true) = (&failed.request.of, layer::is_base(state)) {
                    notebook::ask_since(state, typed);
                }
                state.say(failed.why);
                effects
            }
        },
        Msg::Stored(kept) => notebook::kept(state, kept),
        Msg::Resume(session) => resume::start(state, session),
        Msg::SnapshotExists { name, known, day } => notebook::snapshot_exists(state, &name, &known, &day),
        Msg::Exported { to, told } => {
            state.say(told);
            let looked = Looked { deed: Deed::Exported(to.path), of: LookedOf::Page(to.request) };
            vec![Effect::Looked(looked)]
        }
        Msg::Counted(counts) => notebook::counted(state, counts),
        Msg::ExportExists(to) => export::exists(state, to),
        Msg::ExportFailed(to, why) => export::failed(state, to, why),
        Msg::Notice(text) => state.say(text),
        Msg::NotesChanged => vec![notebook::look(state)],
        Msg::ShowNames if state.private() => browse::switch_names(state),
        Msg::ShowNames => Vec::new(),
        Msg::Unkept(why) => notebook::unkept(state, why),
        Msg::NoteDiffers { case, item, now, file } => notebook::note_differs(state, case, item, now, file),
    }
}

fn on_key(state: &mut State, key: Key) -> Vec<Effect> {
    state.message = None;
    took_over(state);
    let layer = layer::top(state);
    let command = state.keymap.command(layer.context(), key);
    match command {
        Some(Command::Quit) => return vec![Effect::Outside(Outside::Quit)],
        Some(Command::Suspend) => return vec![Effect::Outside(Outside::Suspend)],
        Some(Command::Redraw) => return vec![Effect::Outside(Outside::Redraw)],
        Some(Command::Help) if layer != Layer::Help => {
            let here = status::hints(state, layer::top(state)).into_iter().map(|(command, _)| command).collect();
            state.help = Some(help::state::HelpState { here, ..help::state::HelpState::default() });
            return Vec::new();
        }
        None if key.typed().is_none_or(|c| !layer.context().types(c)) => return refuse(state, layer, key),
        _ => {}
    }
    match layer {
        Layer::Help => help::on_key(state, command, key),
        Layer::Prompt => match prompt::on_key(state, command, key) {
            Some((purpose, text)) => answer::filled_in(state, purpose, text),
            None => Vec::new(),
        },
        Layer::Picker => match picker::on_key(state, command, key) {
            Some(choice) => answer::chosen(state, choice),
            None => Vec::new(),
        },
        Layer::Find => find::on_key(state, command, key),
        Layer::Page => browse::on_page(state, command),
        Layer::Facets => facets::on_key(state, command),
        Layer::Completion => match completion::on_key(state, command) {
            Some(effects) => effects,
            None => search::on_key(state, command, key),
        },
        Layer::Explain => explain::on_key(state, command),
        Layer::Search => search::on_key(state, command, key),
        Layer::Panes => command.map_or_else(Vec::new, |command| browse::run(state, command)),
    }
}

/// Says of a key of the panes why it does nothing here.
fn refuse(state: &mut State, layer: Layer, key: Key) -> Vec<Effect> {
    let close = state.keymap.hint_in(layer.context(), Command::Back);
    let row = state.keymap.command(Context::Browse, key).and_then(Command::row);
    match row.filter(|_| matches!(layer, Layer::Page | Layer::Facets | Layer::Explain) && !close.is_empty()) {
        Some(row) => {
            let what = row.name.replace('-', " ");
            state.say(format!("{key} ({what}) works in the panes: press {close} to close this first"))
        }
        None => Vec::new(),
    }
}

/// A key or the mouse decides where to go: nothing carries the reader elsewhere any more.
fn took_over(state: &mut State) {
    state.resume = Resume::Done;
    state.returning = None;
    state.brief_awaited = false;
    state.search.awaited = None;
}

fn loaded(state: &mut State, entries: Vec<Entry>) -> Vec<Effect> {
    let mut changed: Vec<EntryKey> = Vec::new();
    let catalogue = Arc::make_mut(&mut state.catalogue);
    for entry in entries {
        changed.extend(catalogue.add(entry));
    }
    let mut to_index = Vec::with_capacity(changed.len());
    for key in &changed {
        let key = *key;
        if let Some(entry) = state.catalogue.entry(key) {
            state.cases.note(key, entry);
            to_index.push((key, Some(entry.content.clone())));
        }
    }
    state.loading.found = state.loading.found.max(state.catalogue.len());
    state.to_index += to_index.len();
    reorder(state);
    let mut effects = vec![Effect::Index { cases: to_index, vocabulary: Arc::clone(&state.vocabulary) }];
    effects.extend(notebook::found(state, Some(&changed)));
    resume::arrive(state);
    effects
}

/// An answer to an older question is not shown. The first answer to a question moves to the best match, and so does a later
/// one, which covers more, until the user moves; then everything stays where the user has put it.
fn searched(state: &mut State, generation: u64, answer: Answer) -> Vec<Effect> {
    // The beginning of a list is that of another order only once all of the list is known.
    let part = matches!(&answer, Answer::Hits(hits) if hits.more) && state.sort_entries != Order::Relevance;
    if part && state.lists_all() {
        return Vec::new();
    }
    let first = state.search.answered != Some(generation);
    // A new list for the same query, or more of it, leaves everything where it is.
    let same = state.search.shown == state.search.query;
    let before = state.lens_hit();
    if !state.search.answer(generation, answer) {
        // A search that cannot be answered is no reason to stay here.
        return if state.search.problems.is_empty() { Vec::new() } else { trail::answered(state) };
    }
    sorting::sort_listed(state);
    if first && !same {
        follow_hits(state);
    } else {
        follow_rest(state);
    }
    results::answered(state, before, first && !same);
    // The user looks at the first case of a whole answer: cases that come in later do not take its place.
    if !state.searching() && !state.search.typing {
        state.cases.chosen = state.cases.cursor.is_some();
        state.lens.chosen = true;
    }
    facets::answered(state);
    let mut effects = briefs::awaited(state);
    effects.extend(trail::answered(state));
    effects
}

/// Keeps every selection in sight and every scroll in bounds: after each message.
fn settle(state: &mut State) {
    // A file that could not be read has no list, and an empty list nothing to read.
    if state.entry().is_some() && state.case().is_none() && state.focus == Pane::Items {
        state.focus = Pane::Detail;
    }
    let text = state.search.input.value();
    if !state.search.typing && state.search.narrows() && state.search.term.as_ref().is_none_or(|(of, _)| of != text) {
        state.search.term = Some((text.to_owned(), explain::asked::searched(state)));
    }
    let layout = layout(state);
    if layout.too_small {
        return;
    }
    if state.lists_all() {
        results::keep_row_in_sight(state, &layout);
    } else if layout.cases.height > 0 {
        state.cases.keep_in_sight(layout.cases_shown());
    }
    items::settle(state, &layout);
    page::keep_in_bounds(state);
    find::settle(state);
    help::keep_in_bounds(state);
}
