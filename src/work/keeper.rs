//! Keeps what the user keeps: a home on a network may be slow, and no key waits for it.

use std::sync::Arc;

use super::interpreter::{Setup, Tell};
use super::worker::Worker;
use crate::app::Msg;
use crate::app::msg::{DeskTask, Kept, PageFrom};
use crate::case::{Case, PartialDate};
use crate::library::SavedSearch;
use crate::notebook::{self, Mark, Moment, Session, Snapshot, StateError, StateFolder, change_in};

/// Something to be kept.
pub enum Task {
    /// A search, for later sessions.
    Remember(String),
    /// What the user asked for.
    Keep(DeskTask),
    /// Where the user leaves off.
    Leave(Session),
}

/// Tells what was kept before, then what is kept now, and once if nothing can be kept.
pub struct Keeper {
    state_folder: Option<StateFolder>,
    setup: Setup,
    /// What is marked, as it was kept last; for this session where nothing can be kept.
    marks: Vec<Mark>,
    /// The saved searches, likewise.
    searches: Vec<SavedSearch>,
    /// Whether it was told that nothing can be kept.
    told: bool,
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
            (self.tell)(Msg::Kept(Kept::Marks(marks)));
        }
        let (searches, searches_problem) = state_folder.saved_searches();
        self.searches.clone_from(&searches);
        if !searches.is_empty() {
            (self.tell)(Msg::Kept(Kept::Searches(searches)));
        }
        self.tell_moments(&state_folder);
        for problem in marks_problem.into_iter().chain(searches_problem) {
            self.notice(problem);
        }
    }

    fn take(&mut self, task: Task) {
        match task {
            Task::Remember(text) => {
                if let Some(Err(error)) = self.state_folder.as_ref().map(|state_folder| state_folder.keep_search(&text))
                {
                    log_failure(&error);
                    self.not_kept(&error.to_string());
                }
            }
            Task::Leave(session) => {
                if let Some(state_folder) = &self.state_folder {
                    // The program ends: there is nobody else to tell.
                    state_folder.keep_session(&session).unwrap_or_else(|error| log_failure(&error));
                }
            }
            Task::Keep(DeskTask::Mark { case, item, marked }) => {
                self.change_mark(&case, item, |mark| mark.marked = marked);
            }
            Task::Keep(DeskTask::Note { case, item, note }) => {
                self.change_mark(&case, item, |mark| mark.note.clone_from(&note))
            }
            Task::Keep(DeskTask::SaveSearch(search)) => self.save_search(search),
            Task::Keep(DeskTask::Moment { name, replace, from }) => self.set_moment(&name, replace, &from),
        }
    }
}

impl Keeper {
    /// Keeps in the folder of the set-up.
    pub fn new(setup: Setup, tell: &Tell) -> Self {
        Self {
            state_folder: setup.state_folder.clone().map(StateFolder::new),
            setup,
            marks: Vec::new(),
            searches: Vec::new(),
            told: false,
            tell: Arc::clone(tell),
        }
    }

    /// The present day.
    fn today(&self) -> PartialDate {
        (self.setup.clock)().date().into()
    }

    fn change_mark(&mut self, case: &Case, item: crate::case::ItemRef, change: impl Fn(&mut Mark)) {
        let today = self.today();
        let kept = self.state_folder.as_ref().map(|folder| folder.change_mark(case, item, today, |mark| change(mark)));
        let problem = self.taken(
            kept,
            |keeper, marks| keeper.marks = marks,
            |keeper| {
                change_in(&mut keeper.marks, case, item, today, |mark| change(mark));
            },
        );
        (self.tell)(Msg::Kept(Kept::Marks(self.marks.clone())));
        problem.into_iter().for_each(|problem| self.notice(problem));
    }

    fn save_search(&mut self, search: SavedSearch) {
        let kept = self.state_folder.as_ref().map(|state_folder| state_folder.save_search(search.clone()));
        let problem = self.taken(
            kept,
            |keeper, searches| keeper.searches = searches,
            |keeper| {
                keeper.searches.retain(|known| known.name != search.name);
                keeper.searches.push(search);
            },
        );
        (self.tell)(Msg::Kept(Kept::Searches(self.searches.clone())));
        problem.into_iter().for_each(|problem| self.notice(problem));
    }

    /// Takes what was kept, or changes what is known of it for this session; returns what is to be said.
    fn taken<T>(
        &mut self,
        kept: Option<Result<(T, Option<String>), StateError>>,
        take: impl FnOnce(&mut Self, T),
        change: impl FnOnce(&mut Self),
    ) -> Option<String> {
        if let Some(Err(error)) = &kept {
            log_failure(error);
        }
        match kept {
            Some(Ok((list, problem))) => {
                take(self, list);
                problem
            }
            Some(Err(error)) => {
                change(self);
                self.not_kept(&error.to_string());
                None
            }
            None => {
                change(self);
                self.not_kept("no home folder was found");
                None
            }
        }
    }

    fn set_moment(&self, name: &str, replace: bool, from: &PageFrom) {
        let Some(state_folder) = &self.state_folder else {
            return self.notice("The moment is not kept: no home folder was found".to_owned());
        };
        let library = notebook::named_places(&self.setup.request.places);
        let moment = match Moment::new(name, (self.setup.clock)(), library) {
            Ok(moment) => moment,
            Err(why) => return self.notice(format!("The moment is not kept: {why}")),
        };
        let snapshot = Snapshot::of_catalogue(&from.catalogue);
        match state_folder.set_moment(&moment, &snapshot, replace) {
            Ok(notebook::Kept::Written) => {
                self.tell_moments(state_folder);
                let cases = match snapshot.cases.len() {
                    1 => "1 case".to_owned(),
                    cases => format!("{cases} cases"),
                };
                self.notice(format!("This moment is \"{}\": {cases}", moment.name));
            }
            Ok(notebook::Kept::Exists(known)) => {
                let day = known.day().to_string();
                (self.tell)(Msg::MomentExists { name: moment.name, known: known.name, day })
            }
            Err(error) => {
                log_failure(&error);
                self.notice(format!("The moment is not kept: {error}"));
            }
        }
    }

    fn tell_moments(&self, state_folder: &StateFolder) {
        let (moments, unread) = state_folder.moments();
        let moments: Vec<_> =
            moments.into_iter().rev().map(|moment| (moment.name.clone(), moment.day().to_string())).collect();
        if !moments.is_empty() {
            (self.tell)(Msg::Kept(Kept::Moments(moments)));
        }
        if unread > 0 {
            self.notice(format!("{unread} of the moments cannot be read: {}", state_folder.path("moments").display()));
        }
    }

    /// Says so once: it is the same every time.
    fn not_kept(&mut self, why: &str) {
        if !std::mem::replace(&mut self.told, true) {
            self.notice(format!("What you search, mark and save is forgotten at the end: {why}"));
        }
    }

    fn notice(&self, text: String) {
        (self.tell)(Msg::Notice(text));
    }
}

fn log_failure(error: &StateError) {
    tracing::error!(kind = ?error.kind(), "state is not kept");
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
        (Keeper::new(setup, &tell), told)
    }

    fn notices(told: &Told) -> Vec<String> {
        let notice = |message: &Msg| match message {
            Msg::Notice(text) => Some(text.clone()),
            _ => None,
        };
        told.lock().unwrap().iter().filter_map(notice).collect()
    }

    #[test]
    fn a_moment_holds_what_the_files_say_and_which_cannot_be_read() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("state");
        let (keeper, told) = keeper(Some(folder.clone()));
        let state_folder = StateFolder::new(folder);
        keeper.set_moment("Board", false, &from());
        assert_eq!(notices(&told), ["This moment is \"Board\": 1 case"]);
        let (moment, snapshot) = state_folder.moment("Board").unwrap().unwrap();
        assert_eq!(moment.made.subsec_nanosecond(), 0);
        assert_eq!(snapshot.cases[0].id, case().id.as_str());
        assert!(snapshot.unread.iter().eq(["crab"]));
    }

    #[test]
    fn a_moment_that_is_in_the_way_is_named_as_it_is_called() {
        let home = tempfile::tempdir().unwrap();
        let (keeper, told) = keeper(Some(home.path().join("state")));
        keeper.set_moment("Board, spring", false, &from());
        keeper.set_moment("board spring", false, &from());
        let last = told.lock().unwrap().last().cloned();
        let Some(Msg::MomentExists { name, known, .. }) = last else { panic!("{last:?}") };
        assert_eq!((name.as_str(), known.as_str()), ("board spring", "Board, spring"));
    }

    #[test]
    fn without_a_home_it_is_said_once_that_nothing_is_kept() {
        let (mut keeper, told) = keeper(None);
        for index in 0..2 {
            keeper.take(Task::Keep(DeskTask::Mark { case: case(), item: ItemRef::Event(index), marked: true }));
        }
        assert_eq!(keeper.marks.len(), 2, "for this session");
        assert_eq!(
            notices(&told),
            ["What you search, mark and save is forgotten at the end: no home folder was found"]
        );
    }
}
