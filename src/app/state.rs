//! Everything that the interface knows.

use std::collections::HashMap;
use std::sync::Arc;

use tui_input::Input;

use super::cases::CasesPane;
use super::keymap::Keymap;
use super::lists::{self, Row};
use super::tab::Tab;
use super::theme::Theme;
use crate::case::lexicon::{Explained, Uses};
use crate::case::{Case, ItemRef, Vocabulary};
use crate::config::Sort;
use crate::library::{Catalogue, Entry, EntryKey};
use crate::search::{CaseHits, Hits, Query};

/// The part of the screen that keys act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pane {
    /// The cases.
    Cases,
    /// The list of the tab.
    Items,
    /// The selected item in full.
    Detail,
}

/// Where one is in a tab.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TabPlace {
    /// The selected item; none where the list is empty.
    pub cursor: Option<ItemRef>,
    /// The first row on the screen.
    pub top: usize,
    /// The first line of the detail on the screen.
    pub scroll: usize,
}

/// Where one was before a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The case.
    pub case: Option<EntryKey>,
    /// The tab.
    pub tab: Tab,
    /// The places in its tabs.
    pub places: [TabPlace; 5],
}

/// The search.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// What is typed.
    pub input: Input,
    /// Whether keys go there.
    pub typing: bool,
    /// What is typed, taken apart.
    pub query: Query,
    /// Counts the searches that were asked for.
    pub generation: u64,
    /// The newest answer.
    pub hits: Hits,
    /// How many items `hits` holds.
    pub found: usize,
    /// The number of the search that `hits` answers; without one, everything is shown.
    pub answered: Option<u64>,
    /// Whether the next letter begins a new search: the old text is still shown, and goes when one types.
    pub replace: bool,
    /// Where one was before the search.
    pub origin: Option<Origin>,
    by_case: HashMap<EntryKey, usize>,
}

impl Search {
    /// Takes an answer.
    pub fn answer(&mut self, generation: u64, hits: Hits) {
        self.by_case = hits.cases.iter().enumerate().map(|(index, case)| (case.key, index)).collect();
        self.found = hits.item_count();
        self.hits = hits;
        self.answered = Some(generation);
    }

    /// Forgets query and answer.
    pub fn clear(&mut self) {
        *self = Self { generation: self.generation + 1, ..Self::default() };
    }

    /// Whether the lists are narrowed.
    pub fn narrows(&self) -> bool {
        self.answered.is_some() && !self.query.is_empty()
    }

    /// What matches in a case.
    pub fn in_case(&self, key: EntryKey) -> Option<&CaseHits> {
        self.by_case.get(&key).and_then(|index| self.hits.cases.get(*index))
    }
}

/// The help, while it is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HelpState {
    /// Only rows with these letters are shown.
    pub filter: String,
    /// The first line on the screen.
    pub top: usize,
}

/// The explanation of what an item carries, while it is open.
#[derive(Debug, Clone, Default)]
pub struct ExplainState {
    /// List and code of each value.
    pub values: Vec<(String, String)>,
    /// The selected value.
    pub cursor: usize,
    /// What is known of it.
    pub term: Option<Explained>,
    /// How often the library uses it.
    pub uses: Uses,
    /// Where else a theme or agency occurs.
    pub elsewhere: Vec<(EntryKey, ItemRef)>,
    /// Whether keys move among those places.
    pub in_places: bool,
    /// The selected place.
    pub at: usize,
}

/// How far loading has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Loading {
    /// Files found so far.
    pub found: usize,
    /// Whether all have been read.
    pub finished: bool,
}

/// Everything that the interface knows.
#[derive(Debug, Clone)]
pub struct State {
    /// Terms and labels.
    pub vocabulary: Arc<Vocabulary>,
    /// Keys.
    pub keymap: Arc<Keymap>,
    /// Styles.
    pub theme: Theme,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The cases read so far.
    pub catalogue: Catalogue,
    /// How far loading has come.
    pub loading: Loading,
    /// The left pane.
    pub cases: CasesPane,
    /// The pane that keys act on.
    pub focus: Pane,
    /// The tab.
    pub tab: Tab,
    /// Where one is in each tab of the selected case.
    pub places: [TabPlace; 5],
    /// The search.
    pub search: Search,
    /// The help, while it is open.
    pub help: Option<HelpState>,
    /// The explanation, while it is open.
    pub explain: Option<ExplainState>,
    /// What the status line says until the next key.
    pub message: Option<String>,
}

impl State {
    /// Before anything is loaded.
    pub fn new(vocabulary: Arc<Vocabulary>, keymap: Arc<Keymap>, theme: Theme, sort: Sort, size: (u16, u16)) -> Self {
        Self {
            vocabulary,
            keymap,
            theme,
            size,
            catalogue: Catalogue::default(),
            loading: Loading::default(),
            cases: CasesPane::new(sort),
            focus: Pane::Cases,
            tab: Tab::Findings,
            places: [TabPlace::default(); 5],
            search: Search::default(),
            help: None,
            explain: None,
            message: None,
        }
    }

    /// The selected entry.
    pub fn entry(&self) -> Option<&Entry> {
        self.catalogue.entry(self.cases.cursor?)
    }

    /// The selected case.
    pub fn case(&self) -> Option<&Arc<Case>> {
        self.entry()?.case()
    }

    /// What the search found in the selected case, where it narrows.
    pub fn case_hits(&self) -> Option<&CaseHits> {
        self.search.narrows().then(|| self.search.in_case(self.cases.cursor?)).flatten()
    }

    /// The rows of a tab of the selected case, narrowed by the search.
    pub fn rows(&self, tab: Tab) -> Vec<Row> {
        match self.case() {
            Some(case) => lists::rows(case, tab, self.case_hits()),
            None => Vec::new(),
        }
    }

    /// Where one is in the tab that is shown.
    pub fn place(&self) -> TabPlace {
        self.places.get(self.tab.index()).copied().unwrap_or_default()
    }

    /// The same, to be changed.
    pub fn place_mut(&mut self) -> &mut TabPlace {
        let [findings, recommendations, timeline, reviews, sources] = &mut self.places;
        match self.tab {
            Tab::Findings => findings,
            Tab::Recommendations => recommendations,
            Tab::Timeline => timeline,
            Tab::Reviews => reviews,
            Tab::Sources => sources,
        }
    }

    /// The selected item.
    pub fn item(&self) -> Option<ItemRef> {
        self.place().cursor
    }
}
