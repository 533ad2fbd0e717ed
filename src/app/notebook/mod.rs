//! Marks, notes, saved searches and snapshots: what is asked of the state folder, and what it answers.

pub mod state;

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::command::Command;
use crate::app::msg::{Effect, NotebookTask, Stored};
use crate::app::picker::state::{PickerAction, PickerRow, PickerState};
use crate::app::prompt::state::Purpose;
use crate::app::search::top_line::shown;
use crate::app::selection::meant;
use crate::app::state::State;
use crate::app::{export, page, picker, privacy, prompt, text};
use crate::case::{Case, ItemKey, ItemRef, Text};
use crate::config::Feature;
use crate::library::{EntryKey, Origin, SavedSearch};
use crate::page::{PageOf, SINCE};

pub fn mark(state: &mut State) -> Vec<Effect> {
    let Some((key, item)) = meant(state) else { return state.say("Select an item to mark it") };
    let Some(case) = state.catalogue.real(key).cloned() else { return Vec::new() };
    let marked = !state.notebook.is_marked(key, item);
    let hint = state.keymap.hint(Command::Marks);
    let id = state.catalogue.case(key).map(|case| item.id(case)).unwrap_or_default();
    state.notebook.say_when_kept(match marked {
        true => format!("Marked {id}; {hint} lists the marks"),
        false => format!("{id} is no longer marked"),
    });
    set_marks(state, vec![(case, item)], marked)
}

/// Marks items, or takes their marks away.
fn set_marks(state: &mut State, items: Vec<(Arc<Case>, ItemRef)>, marked: bool) -> Vec<Effect> {
    state.notebook.change(&items, |mark| mark.marked = marked);
    let mut effects = vec![Effect::StateFolder(NotebookTask::Mark { items, marked })];
    effects.extend(found(state, None));
    effects
}

/// Marks everything that is found; again, takes away the marks that this made and no others.
pub fn mark_all(state: &mut State) -> Vec<Effect> {
    let Some((count, PageOf::Items(_, found))) = export::found(state).map(|(count, request)| (count, request.of))
    else {
        let key = state.keymap.hint(Command::Search);
        return state.say(format!("Nothing is found to mark: press {key} to search"));
    };
    let there = |(key, item): &(EntryKey, ItemKey)| {
        let case = state.catalogue.real(*key)?;
        Some((*key, Arc::clone(case), case.find(item)?))
    };
    let there: Vec<(EntryKey, Arc<Case>, ItemRef)> = found.iter().filter_map(there).collect();
    let fresh = there.iter().filter(|(key, _, item)| !state.notebook.is_marked(*key, *item));
    let fresh: Vec<(Arc<Case>, ItemRef)> = fresh.map(|(_, case, item)| (Arc::clone(case), *item)).collect();
    let hint = state.keymap.hint(Command::Marks);
    if !fresh.is_empty() {
        let told = counted_entries(fresh.len());
        state.notebook.say_when_kept(format!("Marked {told}; {hint} lists the marks, the same key takes these away"));
        state.notebook.batch = found;
        state.notebook.fresh.clone_from(&fresh);
        return set_marks(state, fresh, true);
    }
    if state.notebook.batch == found && !state.notebook.fresh.is_empty() {
        let taken = std::mem::take(&mut state.notebook.fresh);
        state.notebook.say_when_kept(format!("{} no longer marked", counted_entries(taken.len())));
        return set_marks(state, taken, false);
    }
    state.say(format!("All {} are marked already; {hint} lists the marks", counted_entries(count)))
}

fn counted_entries(count: usize) -> String {
    text::counted(count, "entry", "entries")
}

pub fn marks(state: &mut State) -> Vec<Effect> {
    if state.notebook.count() == 0 {
        let (mark, note) = (state.keymap.hint(Command::Mark), state.keymap.hint(Command::Note));
        return state.say(format!("Nothing is marked yet: press {mark} to mark an item, {note} to write a note"));
    }
    let request = state.notebook.request();
    let mut effects = page::open(state, request);
    effects.push(look(state));
    effects
}

/// Asks for what another program may have marked meanwhile.
pub fn look(state: &mut State) -> Effect {
    state.notebook.look();
    Effect::StateFolder(NotebookTask::Look)
}

/// Says why nothing is kept, once and by a sign that stays, or that everything is.
pub fn unkept(state: &mut State, why: Option<String>) -> Vec<Effect> {
    let before = std::mem::replace(&mut state.notebook.unkept, why);
    match (&before, &state.notebook.unkept) {
        (None, Some(why)) => state.message = Some(format!("Not kept: {why}")),
        (Some(_), None) => state.message = Some("Everything is kept now".to_owned()),
        _ => {}
    }
    Vec::new()
}

/// Another program has written a note meanwhile: both are kept, and the user decides what stays.
pub fn note_differs(
    state: &mut State,
    case: Arc<Case>,
    item: ItemRef,
    now: String,
    file: Option<PathBuf>,
) -> Vec<Effect> {
    let told = "Another program wrote a note there: both are kept";
    if state.prompt.is_some() || privacy::refuses(state, told).is_some() {
        return state.say(told);
    }
    let text = now.replace('\n', " / ");
    let purpose = match file {
        Some(file) => Purpose::GroupNote { case, item, before: now, file },
        None => Purpose::Note { case, item, before: now },
    };
    prompt::open(state, "Another program wrote a note there; keep what you want", &text, purpose)
}

/// A note as the line for it begins.
pub fn on_one_line(note: &str) -> String {
    note.replace('\n', " ").trim().to_owned()
}

pub fn note(state: &mut State) -> Vec<Effect> {
    let Some((key, item)) = meant(state) else { return state.say("Select an item to write a note on it") };
    let Some(shown) = state.catalogue.case(key) else { return Vec::new() };
    let title = format!("Note on {} of {} (empty removes it)", item.id(shown), shown.title);
    let Some(case) = state.catalogue.real(key).cloned() else { return Vec::new() };
    let before = state.notebook.of(key, item).map(|mark| mark.note.clone()).unwrap_or_default();
    if !before.is_empty()
        && let Some(refused) = privacy::refuses(state, "Not opened, because your note may name people")
    {
        return state.say(refused);
    }
    // The item is the one that was selected when the user began to write, even if its file changes meanwhile.
    let mut effects = prompt::open(state, &title, &on_one_line(&before), Purpose::Note { case, item, before });
    effects.push(look(state));
    effects
}

/// Keeps a note. One that was not changed stays as it is, on all of its lines.
pub fn write_note(state: &mut State, case: Arc<Case>, item: ItemRef, before: &str, note: String) -> Vec<Effect> {
    if note == on_one_line(before) {
        return state.say("Nothing is changed");
    }
    state.notebook.change(&[(Arc::clone(&case), item)], |mark| mark.note.clone_from(&note));
    let done = if note.is_empty() { "The note is removed" } else { "The note is saved" };
    state.notebook.say_when_kept(done.to_owned());
    let before = before.to_owned();
    let mut effects = vec![Effect::StateFolder(NotebookTask::Note { case, item, note, before })];
    effects.extend(found(state, None));
    effects
}

/// Asks for a note that everybody who reads the library sees.
pub fn group_note(state: &mut State) -> Vec<Effect> {
    let Some((key, item)) = meant(state) else { return state.say("Select an item to write a note on it") };
    let (Some(shown), Some(case)) = (state.catalogue.case(key), state.catalogue.real(key).cloned()) else {
        return Vec::new();
    };
    let title = format!("Note for the group on {} of {} (empty removes it)", item.id(shown), shown.title);
    let file = match state.catalogue.entry(key).map(|entry| &entry.origin) {
        Some(Origin::File(path)) => path.clone(),
        _ => {
            return state.say("Notes for a group need a folder that it shares: open one with --cases DIR");
        }
    };
    let before = state.notebook.shared(key, item).find(|mark| mark.own).map(|mark| mark.note.clone());
    let before = before.unwrap_or_default();
    if !before.is_empty()
        && let Some(refused) = privacy::refuses(state, "Not opened, because your note may name people")
    {
        return state.say(refused);
    }
    prompt::open(state, &title, &on_one_line(&before), Purpose::GroupNote { case, item, before, file })
}

pub fn ask_name(state: &mut State) -> Vec<Effect> {
    let query = state.search.input.value().trim().to_owned();
    if query.is_empty() {
        let key = state.keymap.hint(Command::Search);
        return state.say(format!("There is no search yet: press {key} to search, then save it"));
    }
    // Others may see the line, and nobody may have typed it since the program started.
    let shown = shown(state);
    prompt::open(state, &format!("Save \"{shown}\" as"), &shown, Purpose::SaveSearch { replaces: None })
}

pub fn save_search(state: &mut State, name: String, replaces: Option<String>) -> Vec<Effect> {
    let query = state.search.input.value().trim();
    let stands = state.notebook.searches.iter().any(|search| *search.name == *name && *search.query != *query);
    if stands && replaces.as_ref() != Some(&name) {
        let title = format!("\"{name}\" is another search: accept to replace it, or change the name");
        return prompt::open(state, &title, &name, Purpose::SaveSearch { replaces: Some(name.clone()) });
    }
    let lens = state.lens.lens;
    let lens = (lens != crate::search::Lens::Cases).then(|| Text::new(lens.code()));
    let query = Text::new(state.search.input.value().trim());
    let hint = state.keymap.hint(Command::SavedSearches);
    state.notebook.say_when_kept(format!("Saved as \"{name}\"; {hint} lists the saved searches"));
    vec![Effect::StateFolder(NotebookTask::SaveSearch(SavedSearch { name: Text::new(&name), query, lens }))]
}

/// Lists the saved searches, the user's own first.
pub fn searches(state: &mut State) -> Vec<Effect> {
    let shown = |text: &str| state.catalogue.typed(text);
    let row = |search: &SavedSearch, shared: bool| {
        let count = state.notebook.counts.get(search.query.as_str()).copied();
        let shared = if shared { "  (shared by the library)" } else { "" };
        let detail = format!("{}{}{shared}", count_of(count), shown(&search.query));
        let lens = search.lens.as_ref().map(ToString::to_string);
        PickerRow::new(shown(&search.name), detail, PickerAction::Search(search.query.to_string(), lens))
    };
    let own = state.notebook.searches.iter().map(|search| row(search, false));
    let rows: Vec<_> = own.chain(state.notebook.shared.iter().map(|search| row(search, true))).collect();
    if rows.is_empty() {
        return match state.keymap.hint(Command::SaveSearch) {
            key if key.is_empty() => state.say("No search is saved yet"),
            key => state.say(format!("No search is saved yet: search for something, then press {key} to save it")),
        };
    }
    let both = state.notebook.searches.iter().chain(&state.notebook.shared);
    let queries = both.map(|search| search.query.to_string()).collect();
    let mut effects = picker::open(state, PickerState::numbered("Saved searches", rows));
    effects.push(Effect::Count(queries));
    effects
}

/// The count before a saved search, once it is known: "12 entries · ".
fn count_of(count: Option<Option<usize>>) -> String {
    match count {
        Some(Some(count)) => format!("{} · ", counted_entries(count)),
        Some(None) => "not understood · ".to_owned(),
        None => String::new(),
    }
}

/// Takes how much each saved search finds, and shows it where they are listed.
pub fn counted(state: &mut State, counts: Vec<(String, Option<usize>)>) -> Vec<Effect> {
    for (query, count) in counts {
        let before = count_of(state.notebook.counts.insert(query.clone(), count));
        let now = count_of(Some(count));
        for row in state.picker.iter_mut().flat_map(|picker| &mut picker.rows) {
            if matches!(&row.action, PickerAction::Search(of, _) if *of == query) {
                let rest = row.detail.strip_prefix(&before).unwrap_or(&row.detail);
                row.detail = format!("{now}{rest}");
            }
        }
    }
    Vec::new()
}

/// Asks for a day or another time; the line begins as what was typed before.
pub fn ask_since(state: &mut State, typed: &str) -> Vec<Effect> {
    let title = match state.restriction.allows(Feature::Git) {
        true => "Since when? 31 January 2025, June 2025, a snapshot, a git revision",
        false => "Since when? 31 January 2025, June 2025, a snapshot",
    };
    prompt::open(state, title, typed, Purpose::Since)
}

/// Asks since when: the snapshots, newest first, or a date.
pub fn since(state: &mut State) -> Vec<Effect> {
    let since = |name: &String| PickerAction::Page(SINCE.of(PageOf::When(name.clone())));
    let snapshots = state.notebook.snapshots.iter();
    let mut rows: Vec<PickerRow> =
        snapshots.map(|(name, day)| PickerRow::new(state.catalogue.typed(name), day, since(name))).collect();
    let dates = match state.restriction.allows(Feature::Git) {
        true => "31 January 2025, June 2025, or a git revision",
        false => "31 January 2025, June 2025",
    };
    rows.push(PickerRow::new("A date", dates, PickerAction::AskSince));
    if state.restriction.allows(Feature::Marks) {
        rows.push(PickerRow::new("Save a snapshot now", "to compare with it later", PickerAction::NameSnapshot));
    }
    picker::open(state, PickerState::numbered("List changes since when?", rows))
}

pub fn set_snapshot(state: &mut State, name: String, replace: bool) -> Vec<Effect> {
    if !state.loading.finished {
        return state.say("Files are still being read: save the snapshot when that is done");
    }
    state.message = Some(format!("Saving the snapshot \"{name}\""));
    vec![Effect::StateFolder(NotebookTask::Snapshot { name, replace, from: page::from(state) })]
}

/// A snapshot of that name is there: it goes only if that is wanted.
pub fn snapshot_exists(state: &mut State, name: &str, known: &str, day: &str) -> Vec<Effect> {
    let replace = PickerAction::ReplaceSnapshot(name.to_owned());
    let rows = vec![
        PickerRow::new("Choose another name", "", PickerAction::NameSnapshot),
        PickerRow::new("Replace it with the new snapshot", format!("deletes that of {day}"), replace),
    ];
    picker::offer(state, PickerState::new(format!("A snapshot is called \"{known}\" already"), rows))
}

/// The state folder tells what it holds.
pub fn kept(state: &mut State, kept: Stored) -> Vec<Effect> {
    if matches!(kept, Stored::Marks(_) | Stored::Searches(_)) {
        state.message = state.notebook.said().or(state.message.take());
    }
    match kept {
        Stored::Marks(marks) => return if state.notebook.take(marks) { found(state, None) } else { Vec::new() },
        Stored::Searches(searches) => state.notebook.searches = searches,
        Stored::Shared(searches) => state.notebook.shared = searches,
        Stored::Snapshots(snapshots) => state.notebook.snapshots = snapshots,
    }
    Vec::new()
}

/// Finds the items of the marks anew, and tells the search and an open page of marks.
pub fn found(state: &mut State, changed: Option<&[EntryKey]>) -> Vec<Effect> {
    if state.notebook.count() == 0 && state.notebook.places().is_empty() {
        return Vec::new();
    }
    let before = (state.notebook.places().to_vec(), state.notebook.shared_places());
    state.notebook.find(&state.catalogue, changed);
    let mut effects = Vec::new();
    let now = (state.notebook.places().to_vec(), state.notebook.shared_places());
    if now != before {
        effects.push(Effect::Marked { marked: now.0, shared: now.1 });
    }
    let marks = Arc::clone(&state.notebook.marks);
    if let Some(PageOf::Marks(shown)) = state.page.as_mut().map(|page| &mut page.request.of)
        && !Arc::ptr_eq(shown, &marks)
    {
        *shown = marks;
        effects.extend(page::ask(state));
    }
    effects
}
