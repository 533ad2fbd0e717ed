//! Everything that the interface knows.

use std::collections::HashMap;
use std::sync::Arc;

use tui_input::Input;

use super::cases::CasesPane;
use super::keymap::Keymap;
use super::lists::{self, Row};
use super::notebook::Notebook;
pub use super::overlay::{CompletionState, ExplainState, FacetsState, HelpState};
use super::overlay::{PageState, PickerState, PromptState};
use super::tab::Tab;
use super::theme::Theme;
use super::trail::Trail;
use crate::case::{Case, ItemRef, Moves, Vocabulary};
use crate::config::Sort;
use crate::library::{Catalogue, Entry, EntryKey};
use crate::notebook::Session;
use crate::page::Wanted;
use crate::redact::RedactionRules;
use crate::search::{Answer, Ask, FacetCount, Field, Hits, InCase, Lens, LensHit, Query, QueryProblem, Told};

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

/// Where one was: everything that back and forward bring back.
#[derive(Debug, Clone)]
pub struct Spot {
    /// The case.
    pub case: Option<EntryKey>,
    /// The tab.
    pub tab: Tab,
    /// The places in its tabs.
    pub places: [TabPlace; 5],
    /// The pane that keys acted on.
    pub focus: Pane,
    /// What was searched for.
    pub query: String,
    /// The list of all cases' entries.
    pub lens: LensList,
    /// The first case on the screen.
    pub cases_top: usize,
    /// The page that was open.
    pub page: Option<PageSpot>,
}

/// Where one was on a page. The page itself is made anew: the library may have changed, or names may be hidden now.
#[derive(Debug, Clone, PartialEq)]
pub struct PageSpot {
    /// Which page.
    pub wanted: Wanted,
    /// The selected row.
    pub cursor: usize,
    /// The first line on the screen.
    pub top: usize,
}

/// A place that the answer to a search is waited for.
#[derive(Debug, Clone)]
pub struct Returning {
    /// The number of the search.
    pub generation: u64,
    /// The place.
    pub spot: Spot,
    /// Whether only the row of the list is still to be found: everything else is there already.
    pub row_only: bool,
}

/// Going where one left off last time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Resume {
    /// Nobody has said yet where that is.
    #[default]
    Awaited,
    /// On the way: the case or the answer is not there yet.
    Going(Session),
    /// There, or the user went elsewhere.
    Done,
}

/// Going round the items that one is linked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkRound {
    /// The case.
    pub key: EntryKey,
    /// The item that they are linked with.
    pub from: ItemRef,
    /// The one where one is now.
    pub at: ItemRef,
}

/// Where one was in a case before its file became unreadable.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Which.
    pub key: EntryKey,
    /// The case as it was.
    pub case: Arc<Case>,
    /// The pane that keys acted on.
    pub focus: Pane,
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
    /// What is wrong with it; the last good answer stays.
    pub problems: Vec<QueryProblem>,
    /// The query that `hits` answers.
    pub shown: Query,
    /// Counts the searches that were asked for.
    pub generation: u64,
    /// The newest answer.
    pub hits: Hits,
    /// How many entries of `hits` match by their own words.
    pub found: usize,
    /// The number of the search that `hits` answers; without one, everything is shown.
    pub answered: Option<u64>,
    /// Whether every word is a word, and none is understood as a filter.
    pub as_words: bool,
    /// Whether the next letter begins a new search: the old text is still shown, and goes when one types.
    pub replace: bool,
    /// Where one was before the search.
    pub origin: Option<Origin>,
    /// What was asked with each number that has no answer yet.
    asked: Option<(u64, Query)>,
    by_case: HashMap<EntryKey, usize>,
}

impl Search {
    /// Gives the present query a number.
    pub fn ask(&mut self, lens: Lens, facets: bool, all_words: bool) -> (u64, Ask) {
        self.generation += 1;
        self.asked = Some((self.generation, self.query.clone()));
        (self.generation, Ask { query: self.query.clone(), lens, facets, all_words })
    }

    /// Takes an answer; says whether there is something new to show. An answer to an older question is not taken.
    pub fn answer(&mut self, generation: u64, answer: Answer) -> bool {
        if generation != self.generation {
            return false;
        }
        match answer {
            Answer::Wrong(problems) => {
                self.problems = problems;
                false
            }
            Answer::Hits(hits) => {
                self.problems = self.query.problems().to_vec();
                self.by_case = hits.cases.iter().enumerate().map(|(index, case)| (case.key, index)).collect();
                self.found = hits.own_count();
                self.hits = hits;
                self.answered = Some(generation);
                if let Some((_, query)) = self.asked.take_if(|(number, _)| *number == generation) {
                    self.shown = query;
                }
                true
            }
        }
    }

    /// A case has changed, or is no more: what was found goes with it until the search has been made again.
    pub fn follow(&mut self, key: EntryKey, now: Option<(&Case, &Moves)>) {
        self.hits.follow(key, now);
        self.by_case = self.hits.cases.iter().enumerate().map(|(index, case)| (case.key, index)).collect();
    }

    /// What is typed, taken apart.
    pub fn parsed(&self) -> Query {
        let text = self.input.value();
        if self.as_words { Query::parse_words(text) } else { Query::parse(text) }
    }

    /// Forgets query and answer.
    pub fn clear(&mut self) {
        *self = Self { generation: self.generation + 1, ..Self::default() };
    }

    /// Whether the lists are narrowed.
    pub fn narrows(&self) -> bool {
        self.answered.is_some() && !self.shown.is_empty()
    }

    /// What a case lacks that is near, by its best entry.
    pub fn near_case(&self, key: EntryKey) -> Option<&Told> {
        let case = self.by_case.get(&key).and_then(|index| self.hits.cases.get(*index))?;
        self.hits.near.told(case.near)
    }

    /// What matches in a case.
    pub fn in_case(&self, key: EntryKey) -> Option<InCase<'_>> {
        let case = self.by_case.get(&key).and_then(|index| self.hits.cases.get(*index))?;
        Some(self.hits.of(case))
    }
}

/// The list of a lens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LensList {
    /// The lens; that of the cases has no list of its own.
    pub lens: Lens,
    /// The selected row.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
    /// Whether one has gone from the list to an entry in its case.
    pub inside: bool,
}

/// The searches of before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// Oldest first, each once.
    pub entries: Vec<String>,
    /// Which is shown now.
    pub at: Option<usize>,
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
    /// Whether nothing but ASCII is drawn.
    pub ascii: bool,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// Whether only what has every word is listed, and nothing near.
    pub all_words: bool,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The cases read so far.
    pub catalogue: Arc<Catalogue>,
    /// What is hidden where others see the screen.
    pub privacy: Arc<RedactionRules>,
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
    /// Where one was in the selected case before its file became unreadable.
    pub kept: Option<Kept>,
    /// The search.
    pub search: Search,
    /// The list of all cases' entries, where one looks at one.
    pub lens: LensList,
    /// The facets, while they are open.
    pub facets: Option<FacetsState>,
    /// What can be completed, while it is chosen.
    pub completion: Option<CompletionState>,
    /// The searches of before.
    pub history: History,
    /// A page in place of the panes.
    pub page: Option<PageState>,
    /// A list to choose from, while it is open.
    pub picker: Option<PickerState>,
    /// A line to fill in, while it is open.
    pub prompt: Option<PromptState>,
    /// What the user keeps.
    pub notebook: Notebook,
    /// Going where one left off last time.
    pub resume: Resume,
    /// Counts the pages that were asked for.
    pub pages_asked: u64,
    /// Where one has been.
    pub trail: Trail<Spot>,
    /// The links that one goes round.
    pub links: Option<LinkRound>,
    /// Where one is to be once the search that was asked for is answered.
    pub returning: Option<Returning>,
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
            ascii: false,
            mouse: false,
            all_words: false,
            size,
            catalogue: Arc::default(),
            privacy: Arc::new(RedactionRules::default()),
            loading: Loading::default(),
            cases: CasesPane::new(sort),
            focus: Pane::Cases,
            tab: Tab::Findings,
            places: [TabPlace::default(); 5],
            kept: None,
            search: Search::default(),
            lens: LensList::default(),
            facets: None,
            completion: None,
            history: History::default(),
            page: None,
            picker: None,
            prompt: None,
            notebook: Notebook::default(),
            resume: Resume::default(),
            pages_asked: 0,
            trail: Trail::default(),
            links: None,
            returning: None,
            help: None,
            explain: None,
            message: None,
        }
    }

    /// The first row of the list that has only some of the words of the search.
    pub fn first_near(&self) -> Option<usize> {
        if !self.search.narrows() {
            return None;
        }
        if self.lists_all() {
            return self.search.hits.listed.iter().position(|hit| hit.near.is_some());
        }
        self.cases.order.iter().position(|key| self.search.near_case(*key).is_some())
    }

    /// The selected entry.
    pub fn entry(&self) -> Option<&Entry> {
        self.catalogue.entry(self.cases.cursor?)
    }

    /// The selected case, as it may be shown.
    pub fn case(&self) -> Option<&Arc<Case>> {
        self.catalogue.case(self.cases.cursor?)
    }

    /// Whether names are hidden, because others see the screen.
    pub fn private(&self) -> bool {
        self.catalogue.is_redacted()
    }

    /// What the search found in the selected case, where it narrows.
    pub fn case_hits(&self) -> Option<InCase<'_>> {
        self.search.narrows().then(|| self.search.in_case(self.cases.cursor?)).flatten()
    }

    /// Whether the list of a lens stands on the screen in place of the cases.
    pub fn lists_all(&self) -> bool {
        self.lens.lens != Lens::Cases && !self.lens.inside
    }

    /// Whether that list is of terms and not of entries.
    pub fn lists_terms(&self) -> bool {
        self.lists_all() && self.lens.lens == Lens::Terms
    }

    /// How many rows the list of the lens has.
    pub fn lens_rows(&self) -> usize {
        match self.lens.lens {
            Lens::Terms => self.search.hits.facets.iter().filter(|count| is_term(count)).count(),
            _ => self.search.hits.listed.len(),
        }
    }

    /// The selected entry of the list of the lens.
    pub fn lens_hit(&self) -> Option<LensHit> {
        self.search.hits.listed.get(self.lens.cursor).copied()
    }

    /// The rows of the lens of themes and agencies.
    pub fn lens_terms(&self) -> impl Iterator<Item = &FacetCount> {
        self.search.hits.facets.iter().filter(|count| is_term(count))
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

    /// Where one is, to come back to.
    pub fn spot(&self) -> Spot {
        Spot {
            case: self.cases.cursor,
            tab: self.tab,
            places: self.places,
            focus: self.focus,
            query: self.search.input.value().to_owned(),
            lens: self.lens.clone(),
            cases_top: self.cases.top,
            page: self.page.as_ref().map(|page| PageSpot {
                wanted: page.wanted.clone(),
                cursor: page.cursor,
                top: page.top,
            }),
        }
    }

    /// The selected item.
    pub fn item(&self) -> Option<ItemRef> {
        self.place().cursor
    }
}

/// Whether a count belongs to the lens of themes and agencies.
fn is_term(count: &FacetCount) -> bool {
    matches!(count.field, Field::Theme | Field::Agency)
}
