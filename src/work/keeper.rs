//! Keeps what the user keeps: a home on a network may be slow, and no key waits for it.

use std::sync::{Arc, Mutex, PoisonError};

use super::setup::{Setup, Tell};
use super::worker::Worker;
use crate::app::Msg;
use crate::app::msg::{NotebookTask, PageFrom, Stored};
use crate::case::{Case, ItemRef, PartialDate};
use crate::library::SavedSearch;
use crate::notebook::{self, LibraryState, Mark, Session, Snapshot, StateError, StateFolder, change_in, clean_note};

/// Something to be kept.
pub enum Task {
    /// A search, for later sessions.
    Remember(String),
    /// What the user asked for.
    Keep(NotebookTask),
    /// Where the user leaves off.
    Leave(Session),
}

/// What is not on the disk, and why, as one reads it at the end.
pub type Unkept = Arc<Mutex<Option<String>>>;

/// Something that is to stand on the disk.
#[derive(Debug)]
enum Change {
    History(String),
    Search(SavedSearch),
    Mark { case: Arc<Case>, item: ItemRef, marked: bool },
    Note { case: Arc<Case>, item: ItemRef, note: String, before: String },
}

/// Tells what was kept before, then what is kept now, and why nothing can be kept. What cannot be written waits, and is
/// tried again with the next change and at the end.
pub struct Keeper {
    state_folder: Option<StateFolder>,
    setup: Setup,
    /// What is marked, as it was kept last; for this session where nothing can be kept.
    marks: Vec<Mark>,
    /// The saved searches, likewise.
    searches: Vec<SavedSearch>,
    /// What is not on the disk yet, the oldest first.
    waiting: Vec<Change>,
    /// Why, and what: for the end of the program.
    unkept: Unkept,
    tell: Tell,
}

impl Worker for Keeper {
    type Task = Task;

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
        if !marks.is_empty() {
            (self.tell)(Msg::Stored(Stored::Marks(marks)));
        }
        let (searches, searches_problem) = state_folder.saved_searches();
        self.searches.clone_from(&searches);
        if !searches.is_empty() {
            (self.tell)(Msg::Stored(Stored::Searches(searches)));
        }
        self.tell_snapshots(&state_folder);
        for problem in marks_problem.into_iter().chain(searches_problem) {
            self.notice(problem);
        }
    }

    fn take(&mut self, task: Task) {
        match task {
            Task::Remember(text) => self.change(Change::History(text)),
            Task::Leave(session) => {
                if let Some(state_folder) = &self.state_folder {
                    // The program ends: there is nobody else to tell.
                    state_folder.keep_session(&session).unwrap_or_else(|error| log_failure(&error));
                }
            }
            Task::Keep(NotebookTask::Mark { case, item, marked }) => {
                self.change(Change::Mark { case, item, marked });
                self.tell_marks();
            }
            Task::Keep(NotebookTask::Note { case, item, note, before }) => {
                self.change(Change::Note { case, item, note, before });
                self.tell_marks();
            }
            Task::Keep(NotebookTask::Look) => self.tell_marks(),
            Task::Keep(NotebookTask::SaveSearch(search)) => {
                self.change(Change::Search(search));
                self.tell_searches();
            }
            Task::Keep(NotebookTask::Snapshot { name, replace, from }) => self.set_snapshot(&name, replace, &from),
        }
    }

    fn end(&mut self) {
        self.write_waiting();
    }
}

impl Keeper {
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

    /// Keeps a change, behind those that wait.
    fn change(&mut self, change: Change) {
        self.waiting.push(change);
        self.write_waiting();
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
    fn write(&self, change: &Change) -> Result<Option<String>, (String, String)> {
        let none = || ("no home folder was found".to_owned(), "no home folder was found".to_owned());
        let folder = self.state_folder.as_ref().ok_or_else(none)?;
        let failed = |error: StateError| {
            log_failure(&error);
            (error.short(), error.to_string())
        };
        match change {
            Change::History(text) => folder.keep_search(text).map(|()| None).map_err(failed),
            Change::Search(search) => folder.save_search(search.clone()).map(|(_, problem)| problem).map_err(failed),
            Change::Mark { case, item, marked } => {
                let kept = folder.change_mark(case, *item, self.today(), |mark| mark.marked = *marked);
                kept.map(|(_, problem)| problem).map_err(failed)
            }
            Change::Note { case, item, note, before } => {
                let mut other = None;
                let kept = folder.change_mark(case, *item, self.today(), |mark| {
                    if mark.note.is_empty() || mark.note == *before || mark.note == clean_note(note) {
                        mark.note.clone_from(note);
                    } else {
                        // Neither is lost, whatever the user does then.
                        if !note.is_empty() {
                            mark.note = format!("{}\n{}", mark.note, clean_note(note));
                        }
                        other = Some(mark.note.clone());
                    }
                });
                let (_, problem) = kept.map_err(failed)?;
                if let Some(now) = other {
                    (self.tell)(Msg::NoteDiffers { case: Arc::clone(case), item: *item, now });
                }
                Ok(problem)
            }
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
                Change::Mark { case, item, marked } => {
                    change_in(&mut marks, case, *item, today, |mark| mark.marked = *marked);
                }
                Change::Note { case, item, note, .. } => {
                    change_in(&mut marks, case, *item, today, |mark| mark.note.clone_from(note));
                }
                Change::History(_) | Change::Search(_) => {}
            }
        }
        (self.tell)(Msg::Stored(Stored::Marks(marks)));
    }

    /// Tells the saved searches, likewise.
    fn tell_searches(&mut self) {
        if let Some((searches, None)) = self.state_folder.as_ref().map(StateFolder::saved_searches) {
            self.searches = searches;
        }
        let mut searches = self.searches.clone();
        for change in &self.waiting {
            if let Change::Search(search) = change {
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
fn told(waiting: &[Change]) -> String {
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
            Change::Mark { .. } => marks,
            Change::Note { .. } => notes,
            Change::Search(_) => searches,
            Change::History(_) => entries,
        } += 1;
    }
    let counted = NOUNS.into_iter().zip(counts).filter(|(_, count)| *count > 0);
    let counted = counted.map(|((one, many), count)| format!("{count} {}", if count == 1 { one } else { many }));
    format!("not kept: {}", counted.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Mutex;

    use super::*;
    use crate::case::{Diagnostic, ItemRef, Vocabulary, read_case};
    use crate::library::{Catalogue, Content, Entry, Limits, Origin, Place, Request, bundled_files};

    fn case() -> Arc<Case> {
        let (stem, text) = bundled_files().next().unwrap();
        Arc::new(read_case(stem, text, Vocabulary::shipped()).unwrap().0)
    }

    fn from() -> PageFrom {
        let mut catalogue = Catalogue::default();
        let broken = Content::Unreadable(Arc::from([Diagnostic::of_file("broken", None)]));
        for (path, content) in [("a.toml", Content::Case(case())), ("crab.toml", broken)] {
            let origin = Origin::File(path.into());
            catalogue.add(Entry { sequence: 1, origin, content, examined: None, stamp: None });
        }
        catalogue.set_redactor(Some(Arc::default()));
        PageFrom { catalogue: Arc::new(catalogue), vocabulary: Arc::new(Vocabulary::shipped().clone()) }
    }

    type Told = Arc<Mutex<Vec<Msg>>>;

    /// A keeper in this folder, and what it tells.
    fn keeper(state_folder: Option<PathBuf>) -> (Keeper, Told) {
        let vocabulary = Arc::new(Vocabulary::shipped().clone());
        let request = Request { places: vec![Place::Bundled], limits: Limits::default(), vocabulary, examine: false };
        let clock = || jiff::civil::date(2026, 11, 22).at(10, 0, 0, 0);
        let setup = Setup { request, state_folder, resume: false, clock, write: Arc::new(|_, _, _| Ok(())) };
        let told = Told::default();
        let tell: Tell = {
            let told = Arc::clone(&told);
            Arc::new(move |message| told.lock().unwrap().push(message))
        };
        (Keeper::new(setup, Unkept::default(), &tell), told)
    }

    fn notices(told: &Told) -> Vec<String> {
        let notice = |message: &Msg| match message {
            Msg::Notice(text) => Some(text.clone()),
            _ => None,
        };
        told.lock().unwrap().iter().filter_map(notice).collect()
    }

    #[test]
    fn a_snapshot_holds_what_the_files_say_and_which_cannot_be_read() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("state");
        let (keeper, told) = keeper(Some(folder.clone()));
        let state_folder = StateFolder::new(folder);
        keeper.set_snapshot("Board", false, &from());
        assert_eq!(notices(&told), ["Kept the snapshot \"Board\": 1 case"]);
        let (snapshot, contents) = state_folder.snapshot("Board").unwrap().unwrap();
        assert_eq!(snapshot.made.subsec_nanosecond(), 0);
        assert_eq!(contents.cases[0].id, case().id.as_str());
        assert!(contents.unread.iter().eq(["crab"]));
    }

    #[test]
    fn a_snapshot_that_is_in_the_way_is_named_as_it_is_called() {
        let home = tempfile::tempdir().unwrap();
        let (keeper, told) = keeper(Some(home.path().join("state")));
        keeper.set_snapshot("Board, spring", false, &from());
        keeper.set_snapshot("board spring", false, &from());
        let exists = |said: &Msg| matches!(said, Msg::SnapshotExists { .. });
        assert!(!told.lock().unwrap().iter().any(exists), "it is another");
        keeper.set_snapshot("board spring", false, &from());
        let last = told.lock().unwrap().last().cloned();
        let Some(Msg::SnapshotExists { name, known, .. }) = last else { panic!("{last:?}") };
        assert_eq!((name.as_str(), known.as_str()), ("board spring", "board spring"));
    }

    fn unkept(told: &Told) -> Option<String> {
        told.lock().unwrap().iter().rev().find_map(|said| match said {
            Msg::Unkept(why) => Some(why.clone()),
            _ => None,
        })?
    }

    fn marks(told: &Told) -> usize {
        told.lock()
            .unwrap()
            .iter()
            .rev()
            .find_map(|said| match said {
                Msg::Stored(Stored::Marks(marks)) => Some(marks.len()),
                _ => None,
            })
            .unwrap()
    }

    #[test]
    fn without_a_home_everything_is_known_for_the_session_and_lost_is_told_at_the_end() {
        let (mut keeper, told) = keeper(None);
        for index in 0..2 {
            keeper.take(Task::Keep(NotebookTask::Mark { case: case(), item: ItemRef::Event(index), marked: true }));
        }
        assert_eq!(marks(&told), 2, "for this session");
        assert_eq!(unkept(&told).as_deref(), Some("no home folder was found"));
        keeper.end();
        let lost = keeper.unkept.lock().unwrap().clone();
        assert_eq!(lost.as_deref(), Some("not kept: 2 marks: no home folder was found"));
    }

    #[test]
    fn what_cannot_be_written_waits_until_it_can() {
        let home = tempfile::tempdir().unwrap();
        // A file stands where the folder is to be.
        let folder = home.path().join("state");
        std::fs::write(&folder, "").unwrap();
        let (mut keeper, told) = keeper(Some(folder.clone()));
        keeper.take(Task::Keep(NotebookTask::Mark { case: case(), item: ItemRef::Event(0), marked: true }));
        let note = |note: &str, before: &str| NotebookTask::Note {
            case: case(),
            item: ItemRef::Event(1),
            note: note.to_owned(),
            before: before.to_owned(),
        };
        keeper.take(Task::Keep(note("one", "")));
        keeper.take(Task::Remember("police".to_owned()));
        assert_eq!(marks(&told), 2);
        assert!(unkept(&told).unwrap().contains("(marks.toml)"), "{:?}", unkept(&told));
        let lost = keeper.unkept.lock().unwrap().clone().unwrap();
        assert!(lost.starts_with("not kept: 1 mark, 1 note, 1 entry of the history: "), "{lost}");
        std::fs::remove_file(&folder).unwrap();
        keeper.take(Task::Keep(note("two", "one")));
        assert_eq!(unkept(&told), None);
        let state = StateFolder::new(folder);
        assert_eq!((state.marks().0.len(), state.marks().0[1].note.as_str(), state.searches().len()), (2, "two", 1));
        keeper.end();
        assert_eq!(*keeper.unkept.lock().unwrap(), None);
    }

    #[test]
    fn a_note_that_was_not_seen_is_never_lost() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("state");
        let (mut first, _) = keeper(Some(folder.clone()));
        let (mut second, told) = keeper(Some(folder.clone()));
        let note = |note: &str, before: &str| {
            let (note, before) = (note.to_owned(), before.to_owned());
            Task::Keep(NotebookTask::Note { case: case(), item: ItemRef::Event(0), note, before })
        };
        let stands = || StateFolder::new(folder.clone()).marks().0[0].note.clone();
        first.take(note("from A", ""));
        second.take(note("from B", ""));
        assert_eq!(stands(), "from A\nfrom B");
        assert!(
            told.lock()
                .unwrap()
                .iter()
                .any(|said| matches!(said, Msg::NoteDiffers { now, .. } if now == "from A\nfrom B"))
        );
        // One that takes away what it has not seen takes nothing away; one that has seen it replaces it.
        second.take(note("", "from B"));
        assert_eq!(stands(), "from A\nfrom B");
        second.take(note("settled", "from A\nfrom B"));
        assert_eq!(stands(), "settled");
    }
}
