//! Drives the interface without a terminal: keys in, state and screen out, effects carried out at once.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses a part of this, and a test that fails should say so at once"
)]

pub mod files;
pub mod folder;
pub mod library;

pub use folder::tempdir;

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard};

use casebook::app::key::{Key, KeyCode};
use casebook::app::msg::{NotebookTask, Stored};
use casebook::app::tab::Tab;
use casebook::app::theme::Theme;
use casebook::app::update::update;
use casebook::app::{Effect, Keymap, Msg, Outside, State, view};
use casebook::case::{Case, ItemRef};
use casebook::config::{KeyOverrides, Sort};
use casebook::library::{Entry, Place, SavedSearch};
use casebook::notebook::{Mark, Over, TakeAwayError};
use casebook::work::{Interpreter, Setup, Tell};
use crossbeam_channel::Receiver;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The interface with workers of its own, which carry everything out at once.
pub struct Harness {
    pub state: State,
    pub quit: bool,
    pub suspensions: usize,
    interpreter: Interpreter,
    answers: Receiver<Msg>,
    /// What is to be carried out later, where it is held.
    held: Option<VecDeque<Effect>>,
    /// The searches that were to be kept.
    pub remembered: Vec<String>,
    /// What left the program, as it was asked for.
    pub handed_over: Vec<Outside>,
    files: Arc<Mutex<BTreeMap<String, String>>>,
    /// What is marked.
    pub marks: Vec<Mark>,
    /// The saved searches.
    pub saved: Vec<SavedSearch>,
    /// The folder of what is kept; goes with the harness.
    _home: tempfile::TempDir,
}

/// The invented library of the tests.
pub fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/library")
}

/// The entries of the invented library, with paths that are the same everywhere; read once a process.
pub fn entries() -> Vec<Entry> {
    static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
        let mut entries = library::load(vec![Place::Folder(fixtures())]);
        for entry in &mut entries {
            if let casebook::library::Origin::File(path) = &mut entry.origin {
                *path = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_owned();
            }
        }
        entries
    });
    ENTRIES.clone()
}

impl Harness {
    /// Nothing loaded.
    pub fn empty(width: u16, height: u16) -> Self {
        let keymap = Arc::new(Keymap::new(&KeyOverrides::new()).unwrap());
        let home = crate::support::tempdir().unwrap();
        let files: Arc<Mutex<BTreeMap<String, String>>> = Arc::default();
        let setup = Setup {
            request: library::request(Vec::new()),
            state_folder: Some(home.path().join("state")),
            resume: false,
            audit: Arc::default(),
            host: Some("server".to_owned()),
            clock: || jiff::civil::date(2026, 11, 22).at(10, 0, 0, 0),
            write: {
                let files = Arc::clone(&files);
                Arc::new(move |path, text, over| {
                    let (mut files, name) = (files.lock().unwrap(), path.to_string_lossy().into_owned());
                    if over == Over::Nothing && files.contains_key(&name) {
                        return Err(TakeAwayError::Exists(path.to_owned()));
                    }
                    files.insert(name, String::from_utf8_lossy(text).into_owned());
                    Ok(())
                })
            },
        };
        let (sender, answers) = crossbeam_channel::unbounded();
        let tell: Tell = Arc::new(move |message| drop(sender.send(message)));
        let mut state = State::new(library::vocabulary(), keymap, Theme::new(true), Sort::Title, (width, height));
        state.mouse = true;
        Self {
            state,
            quit: false,
            suspensions: 0,
            interpreter: Interpreter::in_place(setup, &tell),
            answers,
            held: None,
            remembered: Vec::new(),
            handed_over: Vec::new(),
            files,
            marks: Vec::new(),
            saved: Vec::new(),
            _home: home,
        }
    }

    /// The invented library, loaded.
    pub fn new(width: u16, height: u16) -> Self {
        let mut harness = Self::empty(width, height);
        harness.send(Msg::Loaded(entries()));
        harness.send(Msg::LoadFinished);
        harness
    }

    /// Sends a message and carries out what it asks for, or keeps that for later.
    pub fn send(&mut self, msg: Msg) {
        for effect in update(&mut self.state, msg) {
            match &mut self.held {
                Some(held) => held.push_back(effect),
                None => self.act(effect),
            }
        }
    }

    /// From now on nothing that is asked for is carried out until it is delivered: as behind slow threads.
    pub fn hold(&mut self) {
        self.held = Some(VecDeque::new());
    }

    /// Carries out the first of what is held.
    pub fn deliver(&mut self) {
        if let Some(effect) = self.held.as_mut().and_then(VecDeque::pop_front) {
            self.act(effect);
        }
    }

    /// Carries out everything that is held, and holds nothing back any more.
    pub fn release(&mut self) {
        while let Some(effect) = self.held.as_mut().and_then(VecDeque::pop_front) {
            self.act(effect);
        }
        self.held = None;
    }

    fn act(&mut self, effect: Effect) {
        if let Effect::StateFolder(NotebookTask::Remember(text)) = &effect {
            self.remembered.push(text.clone());
        }
        match self.interpreter.carry_out(effect) {
            None | Some(Outside::Redraw | Outside::Mouse(_)) => {}
            Some(Outside::Suspend) => self.suspensions += 1,
            Some(Outside::Quit) => self.quit = true,
            Some(outside) => self.handed_over.push(outside),
        }
        while let Ok(message) = self.answers.try_recv() {
            match &message {
                Msg::Stored(Stored::Marks(marks)) => self.marks.clone_from(marks),
                Msg::Stored(Stored::Searches(saved)) => self.saved.clone_from(saved),
                _ => {}
            }
            self.send(message);
        }
    }

    /// The files that were exported, by their paths.
    pub fn files(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.files.lock().unwrap()
    }

    /// Presses keys, written with spaces between them; a word of several letters in quotes is typed letter by letter.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for token in keys.split_whitespace() {
            if let Some(text) = token.strip_prefix('"').and_then(|token| token.strip_suffix('"')) {
                for c in text.chars() {
                    let c = if c == '_' { ' ' } else { c };
                    self.send(Msg::Key(Key::plain(KeyCode::Char(c))));
                }
            } else {
                self.send(Msg::Key(token.parse().unwrap()));
            }
        }
        self
    }

    /// Draws the screen, and says where the terminal's cursor stands on it.
    pub fn draw(&self) -> (Buffer, Option<Position>) {
        let (width, height) = self.state.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let cursor = view::draw(&self.state, &mut buffer);
        (buffer, cursor)
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        let (width, height) = self.state.size;
        if width == 0 || height == 0 {
            // TestBackend cannot print a screen without cells; the view must draw one all the same.
            self.draw();
            return String::new();
        }
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal
            .draw(|frame| {
                let cursor = view::draw(&self.state, frame.buffer_mut());
                if let Some(position) = cursor {
                    frame.set_cursor_position(position);
                }
            })
            .unwrap();
        terminal.backend().to_string()
    }

    /// What stands where the terminal's cursor is, to the end of the row; nothing where it is hidden.
    pub fn at_cursor(&self) -> String {
        let (buffer, cursor) = self.draw();
        cursor.map_or_else(String::new, |at| (at.x..buffer.area.width).map(|x| buffer[(x, at.y)].symbol()).collect())
    }

    /// The selected case.
    pub fn case(&self) -> Option<&Arc<Case>> {
        self.state.case()
    }

    /// Where one is: "alder Findings F1 Items".
    pub fn place(&self) -> String {
        let Some(case) = self.case() else {
            let entry = self.state.entry().map_or("nothing".to_owned(), |entry| entry.origin.stem());
            return format!("{entry} {:?}", self.state.focus);
        };
        let item = match self.state.item() {
            None => "-".to_owned(),
            Some(item @ ItemRef::Finding(..)) => case.finding(item).unwrap().1.id.to_string(),
            Some(item @ ItemRef::Recommendation(..)) => case.recommendation(item).unwrap().1.id.to_string(),
            Some(item @ ItemRef::Event(_)) => case.event(item).unwrap().id.to_string(),
            Some(item @ ItemRef::Source(_)) => case.source_at(item).unwrap().id.to_string(),
            Some(ItemRef::Page(page)) => format!("{page:?}"),
        };
        format!("{} {:?} {item} {:?}", case.id, self.state.tab, self.state.focus)
    }

    /// The titles of the cases that are shown, in order; an unreadable file by its stem in brackets.
    pub fn order(&self) -> Vec<String> {
        self.state
            .cases
            .order
            .iter()
            .map(|key| {
                let entry = self.state.catalogue.entry(*key).unwrap();
                entry.case().map_or_else(|| format!("[{}]", entry.origin.stem()), |case| case.title.to_string())
            })
            .collect()
    }

    /// The items of a tab that are shown.
    pub fn shown(&self, tab: Tab) -> usize {
        self.state.rows(tab).iter().filter(|row| row.item().is_some()).count()
    }
}
