//! Drives the interface without a terminal: keys in, state and screen out, effects carried out at once.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses a part of this, and a test that fails should say so at once"
)]

pub mod files;

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

use casebook::app::key::{Key, KeyCode};
use casebook::app::msg::{DeskTask, Kept, PageFrom};
use casebook::app::tab::Tab;
use casebook::app::theme::Theme;
use casebook::app::update::update;
use casebook::app::{Effect, Keymap, Msg, State, view};
use casebook::case::{Case, ItemRef, Vocabulary};
use casebook::config::{KeyOverrides, Sort};
use casebook::library::{Entry, Limits, Place, Request, SavedSearch, load_all};
use casebook::notebook::{Mark, change_in};
use casebook::page::{self, Listing, Page, Wanted};
use casebook::search::{Ask, Engine};
use casebook::write::export;
use casebook::write::text::{in_list, lay_out};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The interface with an engine of its own.
pub struct Harness {
    pub state: State,
    pub quit: bool,
    pub suspensions: usize,
    engine: Engine,
    /// The newest search, which is answered again when cases come in.
    live: Option<(u64, Ask)>,
    /// What is to be carried out later, where it is held.
    held: Option<VecDeque<Effect>>,
    /// The searches that were to be kept.
    pub remembered: Vec<String>,
    /// What left the program, as it was asked for.
    pub handed_over: Vec<Effect>,
    /// The files that were exported, by their paths.
    pub files: BTreeMap<String, String>,
    /// What is marked.
    pub marks: Vec<Mark>,
    /// The saved searches.
    pub saved: Vec<SavedSearch>,
    vocabulary: Arc<Vocabulary>,
}

/// The invented library of the tests.
pub fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/library")
}

/// The entries of the invented library, with paths that are the same everywhere.
pub fn entries() -> Vec<Entry> {
    let vocabulary = Arc::new(Vocabulary::shipped().clone());
    let mut entries = load_all(
        Request { places: vec![Place::Folder(fixtures())], limits: Limits::default(), vocabulary, examine: false },
        |_, _| (),
    )
    .0;
    for entry in &mut entries {
        if let casebook::library::Origin::File(path) = &mut entry.origin {
            *path = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_owned();
        }
    }
    entries
}

impl Harness {
    /// Nothing loaded.
    pub fn empty(width: u16, height: u16) -> Self {
        let vocabulary = Arc::new(Vocabulary::shipped().clone());
        let keymap = Arc::new(Keymap::new(&KeyOverrides::new()).unwrap());
        let state = State::new(Arc::clone(&vocabulary), keymap, Theme::new(true), Sort::Title, (width, height));
        Self {
            state,
            quit: false,
            suspensions: 0,
            engine: Engine::default(),
            live: None,
            held: None,
            remembered: Vec::new(),
            handed_over: Vec::new(),
            files: BTreeMap::new(),
            marks: Vec::new(),
            saved: Vec::new(),
            vocabulary,
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
        match effect {
            Effect::Index { cases, .. } => {
                for (key, case) in cases {
                    match case {
                        Some(case) => self.engine.add(key, &case, &self.vocabulary),
                        None => self.engine.remove(key),
                    }
                }
                if let Some((generation, ask)) = self.live.clone() {
                    self.answer(generation, &ask);
                }
            }
            Effect::Search { generation, ask } => {
                self.live = Some((generation, ask.clone())).filter(|(_, ask)| !ask.is_idle());
                if self.live.is_some() {
                    self.answer(generation, &ask);
                }
            }
            Effect::Complete { text, at } => {
                let completions = self.engine.complete(&text, at);
                self.send(Msg::Completed { text, completions });
            }
            Effect::Remember(text) => self.remembered.push(text),
            Effect::Page { number, wanted, from, cells } => {
                let (page, _) = self.make(&wanted, &from);
                let laid_out = |report: Page| {
                    let sheet = lay_out(&report, usize::from(cells), None, &in_list);
                    (Arc::new(report), Arc::new(sheet))
                };
                self.send(Msg::Page { number, page: page.map(laid_out) });
            }
            Effect::LayOut { number, report, cells } => {
                let sheet = Arc::new(lay_out(&report, usize::from(cells), None, &in_list));
                self.send(Msg::Page { number, page: Ok((report, sheet)) });
            }
            Effect::Export { to, from } => {
                let (page, listing) = self.make(&to.wanted, &from);
                let text = export(&page.unwrap(), &listing, to.format);
                if to.replace || !self.files.contains_key(&to.path) {
                    self.files.insert(to.path, text);
                } else {
                    self.send(Msg::ExportExists(to));
                }
            }
            Effect::Marked(marked) => {
                self.engine.set_marked(&marked);
                if let Some((generation, ask)) = self.live.clone() {
                    self.answer(generation, &ask);
                }
            }
            Effect::StateFolder(task) => self.keep(task),
            Effect::Redraw | Effect::Mouse(_) => {}
            effect @ (Effect::Copy { .. } | Effect::Edit { .. } | Effect::Browse { .. }) => {
                self.handed_over.push(effect);
            }
            Effect::Suspend => self.suspensions += 1,
            Effect::Quit => self.quit = true,
        }
    }

    /// Makes a page as the threads of the program do.
    fn make(&mut self, wanted: &Wanted, from: &PageFrom) -> (Result<Page, String>, Listing) {
        let listing = Listing::of(&from.catalogue, Arc::clone(&from.vocabulary), "2026-11-22".parse().unwrap());
        let report = match wanted {
            Wanted::Similar(key, item) => {
                let found = self.engine.similar(*key, *item, &|| false).unwrap();
                Ok(page::similar::similar(&listing, *key, *item, &found.hits))
            }
            Wanted::Recurring => {
                let groups = self.engine.groups(&|| false).unwrap();
                Ok(page::recurring::recurring(&listing, &groups, 20))
            }
            wanted => page::make(wanted, &listing, &from.catalogue),
        };
        (report, listing)
    }

    /// Keeps what is to be kept for as long as the harness lives.
    fn keep(&mut self, task: DeskTask) {
        let today = "2026-11-22".parse().unwrap();
        let kept = match task {
            DeskTask::Mark { case, item, marked } => {
                change_in(&mut self.marks, &case, item, today, |mark| mark.marked = marked);
                Kept::Marks(self.marks.clone())
            }
            DeskTask::Note { case, item, note } => {
                change_in(&mut self.marks, &case, item, today, |mark| mark.note = note);
                Kept::Marks(self.marks.clone())
            }
            DeskTask::SaveSearch(search) => {
                self.saved.retain(|known| known.name != search.name);
                self.saved.push(search);
                Kept::Searches(self.saved.clone())
            }
            DeskTask::Moment { name, .. } => Kept::Moments(vec![(name, "22 November 2026".to_owned())]),
        };
        self.send(Msg::Kept(kept));
    }

    fn answer(&mut self, generation: u64, ask: &Ask) {
        let answer = self.engine.search(ask, &|| false).unwrap();
        self.send(Msg::Searched { generation, answer });
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

    /// The screen as text.
    pub fn screen(&self) -> String {
        let (width, height) = self.state.size;
        if width == 0 || height == 0 {
            // TestBackend cannot print a screen without cells; the view must draw one all the same.
            view::draw(&self.state, &mut Buffer::empty(Rect::new(0, 0, width, height)));
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
        let (width, height) = self.state.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        match view::draw(&self.state, &mut buffer) {
            Some(position) => (position.x..width).map(|x| buffer[(x, position.y)].symbol()).collect(),
            None => String::new(),
        }
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
