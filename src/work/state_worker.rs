//! Keeps what the user keeps: a home on a network may be slow, and no key waits for it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::setup::{Setup, Tell};
use super::worker::Worker;
use crate::app::Msg;
use crate::app::msg::{NotebookTask, PageFrom, Stored};
use crate::case::{Case, ItemRef, PartialDate};
use crate::library::SavedSearch;
use crate::notebook::{
    self, LibraryState, Mark, Snapshot, StateError, StateFolder, change_in, folder_of, group_notes, write_group_note,
};

/// The list of what is not on the disk, and why, for the end of the program.
pub type Unkept = Arc<Mutex<Option<String>>>;

/// Tells what was kept before, then what is kept now, and why nothing can be kept. What cannot be written waits, and is
/// tried again with the next change and at the end.
pub struct StateWorker {
    state_folder: Option<StateFolder>,
    setup: Setup,
    /// The marks as they were kept last; for this session where nothing can be kept.
    marks: Vec<Mark>,
    /// The saved searches, likewise.
    searches: Vec<SavedSearch>,
    /// The changes that are not on the disk yet, the oldest first.
    waiting: Vec<NotebookTask>,
    /// Why, and what: for the end of the program.
    unkept: Unkept,
    tell: Tell,
}

impl Worker for StateWorker {
    type Task = NotebookTask;

    fn begin(&mut self) {
        let Some(state_folder) = self.state_folder.clone() else { return };
        if self.setup.resume
            && let Some(session) = state_folder.session()
        {
            (self.tell)(Msg::Resume(session));
        }
        let history = state_folder.searches();
        if !history.is_empty() {
            (self.tell)(Msg::History(history));
        }
        let (marks, marks_problem) = state_folder.marks();
        self.marks.clone_from(&marks);
        let (shared, shared_problems) = group_notes(&self.setup.request.places);
        let marks = [marks, shared].concat();
        if !marks.is_empty() {
            (self.tell)(Msg::Stored(Stored::Marks(marks)));
        }
        let (searches, searches_problem) = state_folder.saved_searches();
        self.searches.clone_from(&searches);
        if !searches.is_empty() {
            (self.tell)(Msg::Stored(Stored::Searches(searches)));
        }
        self.tell_snapshots(&state_folder);
        for problem in marks_problem.into_iter().chain(searches_problem).chain(shared_problems) {
            self.notice(problem);
        }
    }

    fn take(&mut self, task: NotebookTask) {
        match task {
            NotebookTask::Look => self.tell_marks(),
            NotebookTask::GroupNote { case, item, note, before, file } => {
                self.write_group_note(case, item, &note, &before, file);
            }
            NotebookTask::Leave(session) => {
                if let Some(state_folder) = &self.state_folder {
                    // The program ends: there is nobody else to tell.
                    state_folder.keep_session(&session).unwrap_or_else(|error| log_failure(&error));
                }
            }
            NotebookTask::Snapshot { name, replace, from } => self.set_snapshot(&name, replace, &from),
            change => {
                let of_mark = matches!(change, NotebookTask::Mark { .. } | NotebookTask::Note { .. });
                let of_search = matches!(change, NotebookTask::SaveSearch(_));
                self.waiting.push(change);
                self.write_waiting();
                if of_mark {
                    self.tell_marks();
                } else if of_search {
                    self.tell_searches();
                }
            }
        }
    }

    fn end(&mut self) {
        self.write_waiting();
    }
}

impl StateWorker {
    /// Keeps in the folder of the set-up.
    pub fn new(setup: Setup, unkept: Unkept, tell: &Tell) -> Self {
        Self {
            state_folder: setup.state_folder.clone().map(StateFolder::new),
            setup,
            marks: Vec::new(),
            searches: Vec::new(),
            waiting: Vec::new(),
            unkept,
            tell: Arc::clone(tell),
        }
    }

    /// The present day.
    fn today(&self) -> PartialDate {
        (self.setup.clock)().date().into()
    }

    /// Writes what waits, in order, as far as it can be written, and tells how it stands.
    fn write_waiting(&mut self) {
        let mut why = None;
        while let Some(first) = self.waiting.first() {
            match self.write(first) {
                Ok(problem) => {
                    self.waiting.remove(0);
                    problem.into_iter().for_each(|problem| self.notice(problem));
                }
                Err(error) => {
                    why = Some(error);
                    break;
                }
            }
        }
        let lost = why.as_ref().map(|(_, whole)| format!("{}: {whole}", told(&self.waiting)));
        // Nothing is left half done by a thread that panics while it holds a text.
        let before = std::mem::replace(&mut *self.unkept.lock().unwrap_or_else(PoisonError::into_inner), lost);
        if before.is_some() || why.is_some() {
            (self.tell)(Msg::Unkept(why.map(|(short, _)| short)));
        }
    }

    /// Writes a change; returns what is to be said of a file that was broken, or why it cannot be written, for a line that
    /// may be cut and in full.
    fn write(&self, change: &NotebookTask) -> Result<Option<String>, (String, String)> {
        let none = || ("no home folder was found".to_owned(), "no home folder was found".to_owned());
        let folder = self.state_folder.as_ref().ok_or_else(none)?;
        let failed = |error: StateError| {
            log_failure(&error);
            (error.short(), error.to_string())
        };
        match change {
            NotebookTask::Remember(text) => folder.keep_search(text).map(|()| None).map_err(failed),
            NotebookTask::SaveSearch(search) => {
                folder.save_search(search.clone()).map(|(_, problem)| problem).map_err(failed)
            }
            NotebookTask::Mark { items, marked } => {
                let today = self.today();
                let kept = folder.change_marks(|marks| {
                    for (case, item) in items {
                        change_in(marks, case, *item, today, |mark| mark.marked = *marked);
                    }
                });
                kept.map(|(_, problem)| problem).map_err(failed)
            }
            NotebookTask::Note { case, item, note, before } => {
                let mut other = None;
                let kept = folder.change_mark(case, *item, self.today(), |mark| other = mark.write_note(note, before));
                let (_, problem) = kept.map_err(failed)?;
                if let Some(now) = other {
                    (self.tell)(Msg::NoteDiffers { case: Arc::clone(case), item: *item, now, file: None });
                }
                Ok(problem)
            }
            // The others are done at once.
            NotebookTask::Look
            | NotebookTask::Leave(_)
            | NotebookTask::Snapshot { .. }
            | NotebookTask::GroupNote { .. } => Ok(None),
        }
    }

    /// Tells what is marked: what the disk has, and what waits for it.
    fn tell_marks(&mut self) {
        if let Some((marks, None)) = self.state_folder.as_ref().map(StateFolder::marks) {
            self.marks = marks;
        }
        let (mut marks, today) = (self.marks.clone(), self.today());
        for change in &self.waiting {
            match change {
                NotebookTask::Mark { items, marked } => {
                    for (case, item) in items {
                        change_in(&mut marks, case, *item, today, |mark| mark.marked = *marked);
                    }
                }
                NotebookTask::Note { case, item, note, .. } => {
                    change_in(&mut marks, case, *item, today, |mark| mark.note.clone_from(note));
                }
                _ => {}
            }
        }
        marks.extend(group_notes(&self.setup.request.places).0);
        (self.tell)(Msg::Stored(Stored::Marks(marks)));
    }

    /// Writes a note for the group, where its library has a folder for them.
    fn write_group_note(&self, case: Arc<Case>, item: ItemRef, note: &str, before: &str, file: PathBuf) {
        let Some(folder) = folder_of(&self.setup.request.places, &file) else {
            self.notice(
                "Not kept: this library has no folder \"notes\"; make one that the group may write in".to_owned(),
            );
            return;
        };
        let mut other = None;
        let change = |mark: &mut Mark| other = mark.write_note(note, before);
        let written = write_group_note(&folder, self.state_folder.as_ref(), &case, item, self.today(), change);
        if let Some(now) = other.filter(|_| written.is_ok()) {
            return (self.tell)(Msg::NoteDiffers { case, item, now, file: Some(file) });
        }
        self.notice(match written {
            Ok(()) if note.is_empty() => "The note for the group is removed".to_owned(),
            Ok(()) => "The note is kept for the group".to_owned(),
            Err(why) => {
                tracing::error!("a note for the group is not kept");
                format!("Not kept: {why}")
            }
        });
    }

    /// Tells the saved searches, likewise.
    fn tell_searches(&mut self) {
        if let Some((searches, None)) = self.state_folder.as_ref().map(StateFolder::saved_searches) {
            self.searches = searches;
        }
        let mut searches = self.searches.clone();
        for change in &self.waiting {
            if let NotebookTask::SaveSearch(search) = change {
                searches.retain(|known| known.name != search.name);
                searches.push(search.clone());
            }
        }
        (self.tell)(Msg::Stored(Stored::Searches(searches)));
    }

    fn set_snapshot(&self, name: &str, replace: bool, from: &PageFrom) {
        let Some(state_folder) = &self.state_folder else {
            return self.notice("The snapshot is not kept: no home folder was found".to_owned());
        };
        let library = notebook::named_places(&self.setup.request.places);
        let snapshot = match Snapshot::new(name, (self.setup.clock)(), library) {
            Ok(snapshot) => snapshot,
            Err(why) => return self.notice(format!("The snapshot is not kept: {why}")),
        };
        let contents = LibraryState::of_catalogue(&from.catalogue);
        match state_folder.set_snapshot(&snapshot, &contents, replace) {
            Ok(notebook::SnapshotOutcome::Written) => {
                self.tell_snapshots(state_folder);
                let cases = match contents.cases.len() {
                    1 => "1 case".to_owned(),
                    cases => format!("{cases} cases"),
                };
                self.notice(format!("Kept the snapshot \"{}\": {cases}", snapshot.name));
            }
            Ok(notebook::SnapshotOutcome::Exists(known)) => {
                let day = known.day().to_string();
                (self.tell)(Msg::SnapshotExists { name: snapshot.name, known: known.name, day })
            }
            Err(error) => {
                log_failure(&error);
                self.notice(format!("The snapshot is not kept: {error}"));
            }
        }
    }

    fn tell_snapshots(&self, state_folder: &StateFolder) {
        let (snapshots, unread) = state_folder.snapshots();
        let snapshots: Vec<_> =
            snapshots.into_iter().rev().map(|snapshot| (snapshot.name.clone(), snapshot.day().to_string())).collect();
        if !snapshots.is_empty() {
            (self.tell)(Msg::Stored(Stored::Snapshots(snapshots)));
        }
        if unread > 0 {
            self.notice(format!(
                "{unread} of the snapshots cannot be read: {}",
                state_folder.path("snapshots").display()
            ));
        }
    }

    fn notice(&self, text: String) {
        (self.tell)(Msg::Notice(text));
    }
}

fn log_failure(error: &StateError) {
    tracing::error!(kind = ?error.kind(), "state is not kept");
}

/// "not kept: 2 marks, 1 note".
fn told(waiting: &[NotebookTask]) -> String {
    const NOUNS: [(&str, &str); 4] = [
        ("mark", "marks"),
        ("note", "notes"),
        ("saved search", "saved searches"),
        ("entry of the history", "entries of the history"),
    ];
    let mut counts = [0; NOUNS.len()];
    for change in waiting {
        let [marks, notes, searches, entries] = &mut counts;
        *match change {
            NotebookTask::Mark { .. } => marks,
            NotebookTask::Note { .. } => notes,
            NotebookTask::SaveSearch(_) => searches,
            _ => entries,
        } += 1;
    }
    let counted = NOUNS.into_iter().zip(counts).filter(|(_, count)| *count > 0);
    let counted = counted.map(|((one, many), count)| format!("{count} {}", if count == 1 { one } else { many }));
    format!("not kept: {}", counted.collect::<Vec<_>>().join(", "))
}
