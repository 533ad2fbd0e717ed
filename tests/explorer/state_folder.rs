//! The worker that writes the state folder: snapshots, marks, notes, and what becomes of those that cannot be written.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use casebook::app::msg::{NotebookTask, PageFrom, Stored};
use casebook::app::{Effect, Msg};
use casebook::case::{Case, Diagnostic, ItemRef, Vocabulary, read_case};
use casebook::library::{Catalogue, Content, Entry, Limits, Origin, Place, Request, bundled_files};
use casebook::notebook::StateFolder;
use casebook::work::{Interpreter, Setup, Tell};

fn case() -> Arc<Case> {
    let (stem, text) = bundled_files().next().unwrap();
    Arc::new(read_case(stem, text, Vocabulary::shipped()).unwrap().0)
}

/// A library of one case and one broken file, with names hidden.
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

/// The worker, and what it has told.
struct Writer {
    interpreter: Interpreter,
    told: Arc<Mutex<Vec<Msg>>>,
}

impl Writer {
    fn new(state_folder: Option<PathBuf>) -> Self {
        Self::of(vec![Place::Bundled], state_folder)
    }

    fn of(places: Vec<Place>, state_folder: Option<PathBuf>) -> Self {
        let vocabulary = Arc::new(Vocabulary::shipped().clone());
        let request = Request { places, limits: Limits::default(), vocabulary, examine: false, cache: None };
        let clock = || jiff::civil::date(2026, 11, 22).at(10, 0, 0, 0);
        let setup = Setup {
            request,
            state_folder,
            resume: false,
            clock,
            host: None,
            write: Arc::new(|_, _, _| Ok(())),
            audit: Arc::default(),
        };
        let told = Arc::<Mutex<Vec<Msg>>>::default();
        let tell: Tell = {
            let told = Arc::clone(&told);
            Arc::new(move |message| told.lock().unwrap().push(message))
        };
        Self { interpreter: Interpreter::in_place(setup, &tell), told }
    }

    fn give(&mut self, task: NotebookTask) {
        assert_eq!(self.interpreter.carry_out(Effect::StateFolder(task)), None);
    }

    fn mark(&mut self, event: usize) {
        self.give(NotebookTask::Mark { items: vec![(case(), ItemRef::Event(event))], marked: true });
    }

    fn note(&mut self, event: usize, note: &str, before: &str) {
        let (note, before) = (note.to_owned(), before.to_owned());
        self.give(NotebookTask::Note { case: case(), item: ItemRef::Event(event), note, before });
    }

    fn snapshot(&mut self, name: &str) {
        self.give(NotebookTask::Snapshot { name: name.to_owned(), replace: false, from: from() });
    }

    /// The newest message that `wanted` makes something of.
    fn newest<T>(&self, wanted: impl Fn(&Msg) -> Option<T>) -> Option<T> {
        self.told.lock().unwrap().iter().rev().find_map(wanted)
    }

    /// Why nothing is kept, as it was told last.
    fn unkept(&self) -> Option<String> {
        self.newest(|told| if let Msg::Unkept(why) = told { Some(why.clone()) } else { None })?
    }

    fn marks(&self) -> usize {
        self.newest(|told| if let Msg::Stored(Stored::Marks(marks)) = told { Some(marks.len()) } else { None }).unwrap()
    }
}

#[test]
fn a_snapshot_holds_what_the_files_say_and_which_cannot_be_read() {
    let home = crate::support::tempdir().unwrap();
    let folder = home.path().join("state");
    let mut writer = Writer::new(Some(folder.clone()));
    writer.snapshot("Board");
    let notice = writer.newest(|told| if let Msg::Notice(text) = told { Some(text.clone()) } else { None });
    assert_eq!(notice.as_deref(), Some("Kept the snapshot \"Board\": 1 case"));
    let (snapshot, contents) = StateFolder::new(folder).snapshot("Board").unwrap().unwrap();
    assert_eq!(snapshot.made.subsec_nanosecond(), 0);
    assert_eq!(contents.cases[0].id, case().id.as_str());
    assert!(contents.unread.iter().eq(["crab"]));
}

#[test]
fn a_snapshot_that_is_in_the_way_is_named_as_it_is_called() {
    let home = crate::support::tempdir().unwrap();
    let mut writer = Writer::new(Some(home.path().join("state")));
    let exists = |told: &Msg| match told {
        Msg::SnapshotExists { name, known, .. } => Some((name.clone(), known.clone())),
        _ => None,
    };
    writer.snapshot("Board, spring");
    writer.snapshot("board spring");
    assert_eq!(writer.newest(exists), None, "it is another");
    writer.snapshot("board spring");
    assert_eq!(writer.newest(exists), Some(("board spring".to_owned(), "board spring".to_owned())));
}

#[test]
fn without_a_home_everything_is_known_for_the_session_and_lost_is_told_at_the_end() {
    let mut writer = Writer::new(None);
    writer.mark(0);
    writer.mark(1);
    assert_eq!(writer.marks(), 2, "for this session");
    assert_eq!(writer.unkept().as_deref(), Some("no home folder was found"));
    assert_eq!(writer.interpreter.finish(), Err("not kept: 2 marks: no home folder was found".to_owned()));
}

#[test]
fn what_cannot_be_written_waits_until_it_can() {
    let home = crate::support::tempdir().unwrap();
    // A file stands where the folder is to be.
    let folder = home.path().join("state");
    std::fs::write(&folder, "").unwrap();
    let begun = || {
        let mut writer = Writer::new(Some(folder.clone()));
        writer.mark(0);
        writer.note(1, "one", "");
        writer.give(NotebookTask::Remember("police".to_owned()));
        assert_eq!(writer.marks(), 2);
        assert!(writer.unkept().unwrap().contains("(marks.toml)"), "{:?}", writer.unkept());
        writer
    };
    let lost = begun().interpreter.finish().unwrap_err();
    assert!(lost.starts_with("not kept: 1 mark, 1 note, 1 entry of the history: "), "{lost}");
    let mut writer = begun();
    std::fs::remove_file(&folder).unwrap();
    writer.note(1, "two", "one");
    assert_eq!(writer.unkept(), None);
    let state = StateFolder::new(folder.clone());
    assert_eq!((state.marks().0.len(), state.marks().0[1].note.as_str(), state.searches().len()), (2, "two", 1));
    assert_eq!(writer.interpreter.finish(), Ok(()));
}

#[test]
fn a_note_that_was_not_seen_is_never_lost() {
    let home = crate::support::tempdir().unwrap();
    let folder = home.path().join("state");
    let (mut first, mut second) = (Writer::new(Some(folder.clone())), Writer::new(Some(folder.clone())));
    let stands = || StateFolder::new(folder.clone()).marks().0[0].note.clone();
    first.note(0, "from A", "");
    second.note(0, "from B", "");
    assert_eq!(stands(), "from A\nfrom B");
    let differs = second.newest(|told| if let Msg::NoteDiffers { now, .. } = told { Some(now.clone()) } else { None });
    assert_eq!(differs.as_deref(), Some("from A\nfrom B"));
    // One that takes away what it has not seen takes nothing away; one that has seen it replaces it.
    second.note(0, "", "from B");
    assert_eq!(stands(), "from A\nfrom B");
    second.note(0, "settled", "from A\nfrom B");
    assert_eq!(stands(), "settled");
}

#[test]
fn a_note_for_the_group_that_was_not_seen_is_never_lost() {
    let home = crate::support::tempdir().unwrap();
    let (library, state) = (home.path().join("library"), home.path().join("state"));
    std::fs::create_dir_all(library.join("notes")).unwrap();
    let places = vec![Place::Folder(library.clone())];
    let mut writers = [0, 1].map(|_| Writer::of(places.clone(), Some(state.clone())));
    let stands = || casebook::notebook::group_notes(&places).0[0].note.clone();
    let mut note = |writer: usize, note: &str, before: &str| {
        let (note, before, file) = (note.to_owned(), before.to_owned(), library.join("a.toml"));
        writers[writer].give(NotebookTask::GroupNote { case: case(), item: ItemRef::Event(0), note, before, file });
        writers[writer].newest(|told| match told {
            Msg::NoteDiffers { now, file: Some(_), .. } => Some(now.clone()),
            _ => None,
        })
    };
    assert_eq!(note(0, "from A", ""), None);
    assert_eq!(note(1, "from B", "").as_deref(), Some("from A\nfrom B"));
    assert_eq!(stands(), "from A\nfrom B");
    note(1, "", "from B");
    assert_eq!(stands(), "from A\nfrom B");
    note(1, "settled", "from A\nfrom B");
    assert_eq!(stands(), "settled");
}
