//! Everything that the interface knows.

use std::sync::Arc;

use super::cases::state::CasesPane;
use super::completion::state::CompletionState;
use super::explain::state::ExplainState;
use super::facets::state::FacetsState;
use super::find::state::FindState;
use super::help::state::HelpState;
use super::items::rows::{self, ListRow};
use super::kept_sheet::KeptSheet;
use super::keymap::Keymap;
use super::msg::Effect;
use super::notebook::state::Notebook;
use super::page::state::PageState;
use super::picker::state::PickerState;
use super::place::{Border, LinkRound, PageSpot, Pane, Panes, Resume, Returning, Spot, TabPlace, UnreadablePlace};
use super::prompt::state::PromptState;
use super::results::state::LensList;
use super::search::history::History;
use super::search::state::Search;
use super::tab::Tab;
use super::theme::Theme;
use super::trail::state::Trail;
use crate::case::{Case, ItemKey, ItemRef, Vocabulary};
use crate::config::{Restriction, Sort};
use crate::library::{Catalogue, Entry};
use crate::redact::RedactionRules;
use crate::search::{FacetCount, FilterField, InCase, Lens, LensHit, Order};

/// The progress of loading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Loading {
    /// Files found so far.
    pub found: usize,
    /// True when all have been read.
    pub finished: bool,
}

/// Everything that the interface knows.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "a field is called by what it holds; docs tell the rest")]
pub struct State {
    pub vocabulary: Arc<Vocabulary>,
    pub keymap: Arc<Keymap>,
    pub theme: Theme,
    /// True when nothing but ASCII is drawn.
    pub ascii: bool,
    /// True when frames and lines between columns are left out.
    pub borderless: bool,
    /// True when the cursor stays on the selected row while a search is typed.
    pub cursor_on_row: bool,
    pub mouse: bool,
    /// True when Enter on an entry picks it and ends the program.
    pub picks: bool,
    /// True when only entries with every word are listed, and none that are near.
    pub all_words: bool,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The cases read so far.
    pub catalogue: Arc<Catalogue>,
    /// The rules by which names are hidden on a shared screen.
    pub privacy: Arc<RedactionRules>,
    /// The limits of the session.
    pub restriction: Arc<Restriction>,
    /// True when it is written down that hidden names are shown.
    pub audited: bool,
    pub loading: Loading,
    /// How many cases were given to the index.
    pub to_index: usize,
    pub cases: CasesPane,
    pub focus: Pane,
    pub panes: Panes,
    /// The border that the mouse holds.
    pub dragged: Option<Border>,
    pub tab: Tab,
    /// The reader's place in each tab of the selected case.
    pub places: [TabPlace; 5],
    /// The reader's place in the selected case before its file became unreadable.
    pub kept: Option<UnreadablePlace>,
    pub search: Search,
    /// The list of entries of all cases, and the reader's place in it.
    pub lens: LensList,
    /// The order of that list.
    pub sort_entries: Order,
    /// The order that words of the search ask for.
    pub sort_said: Option<Order>,
    pub facets: Option<FacetsState>,
    /// The choices for the word that is typed, while one of them is chosen.
    pub completion: Option<CompletionState>,
    pub history: History,
    pub page: Option<PageState>,
    /// The search inside the text that is read.
    pub find: Option<FindState>,
    pub picker: Option<PickerState>,
    pub prompt: Option<PromptState>,
    pub notebook: Notebook,
    /// The way back to the place of the last session.
    pub resume: Resume,
    pub pages_asked: u64,
    pub trail: Trail<Spot>,
    pub links: Option<LinkRound>,
    /// True when the brief on what is found is to be opened, once all of it is known.
    pub brief_awaited: bool,
    /// The place to go to once the search that was asked for is answered.
    pub returning: Option<Returning>,
    pub help: Option<HelpState>,
    pub explain: Option<ExplainState>,
    /// The selected item as it was laid out last.
    pub sheet: KeptSheet,
    /// The message in the bottom line, until the next key.
    pub message: Option<String>,
}

impl State {
    /// Puts what is found into the order that words of the search ask for. It comes and goes with them; one that its key set
    /// stays.
    pub fn follow_order(&mut self, said: Option<Order>) {
        if self.sort_said != said {
            self.sort_said = said;
            let order = said.unwrap_or_default();
            (self.cases.sort_found, self.sort_entries) = (order, order);
        }
    }

    /// Before anything is loaded.
    pub fn new(vocabulary: Arc<Vocabulary>, keymap: Arc<Keymap>, theme: Theme, sort: Sort, size: (u16, u16)) -> Self {
        Self { vocabulary, keymap, theme, cases: CasesPane::new(sort), size, ..Self::default() }
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

    /// True when names are hidden, because others see the screen.
    pub fn private(&self) -> bool {
        self.catalogue.is_redacted()
    }

    /// The matches in the selected case, while a search narrows the lists.
    pub fn case_hits(&self) -> Option<InCase<'_>> {
        self.search.narrows().then(|| self.search.in_case(self.cases.cursor?)).flatten()
    }

    /// True while what is found may still change: files are being read, or the answer to what is typed is not whole.
    pub fn searching(&self) -> bool {
        let search = &self.search;
        let asked = !search.query.is_empty() && search.problems.is_empty();
        let whole = search.answered == Some(search.generation) && !search.hits.more && self.is_indexed(search.indexed);
        asked && !whole
    }

    /// True if so many indexed cases are all that there are.
    pub fn is_indexed(&self, cases: usize) -> bool {
        self.loading.finished && cases >= self.to_index
    }

    /// True when the list of a lens stands on the screen in place of the cases.
    pub fn lists_all(&self) -> bool {
        self.lens.lens != Lens::Cases && !self.lens.inside
    }

    /// True when that list is of terms and not of entries.
    pub fn lists_terms(&self) -> bool {
        self.lists_all() && self.lens.lens == Lens::Terms
    }

    /// True when the list of cases, or of a lens in its place, has a row.
    pub fn lists_any(&self) -> bool {
        if self.lists_all() { self.lens_rows() > 0 } else { !self.cases.order.is_empty() }
    }

    /// How many rows the list of the lens has.
    pub fn lens_rows(&self) -> usize {
        match self.lens.lens {
            Lens::Terms => self.lens_terms().count(),
            _ => self.search.hits.listed.len(),
        }
    }

    /// The selected entry of the list of the lens.
    pub fn lens_hit(&self) -> Option<LensHit> {
        self.search.hits.listed.get(self.lens.cursor).copied()
    }

    /// The rows of the lens of themes and agencies.
    pub fn lens_terms(&self) -> impl Iterator<Item = &FacetCount> {
        self.search.hits.facets.iter().filter(|count| matches!(count.field, FilterField::Theme | FilterField::Agency))
    }

    /// The rows of a tab of the selected case, narrowed by the search.
    pub fn rows(&self, tab: Tab) -> Vec<ListRow> {
        match self.case() {
            Some(case) => rows::rows(case, tab, self.case_hits()),
            None => Vec::new(),
        }
    }

    /// The reader's place in the tab that is shown.
    pub fn place(&self) -> TabPlace {
        self.places.get(self.tab.index()).cloned().unwrap_or_default()
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

    /// The present place, to come back to.
    pub fn spot(&self) -> Spot {
        Spot {
            case: self.cases.cursor,
            tab: self.tab,
            places: self.places.clone(),
            focus: self.focus,
            query: self.search.input.value().to_owned(),
            lens: self.lens.clone(),
            cases_top: self.cases.top,
            page: self.page.as_ref().map(|page| PageSpot {
                request: page.request.clone(),
                cursor: page.cursor,
                top: page.top,
            }),
        }
    }

    /// Keeps the present place, because the reader is about to go elsewhere.
    pub fn leave(&mut self) {
        let spot = self.spot();
        self.trail.leave(spot);
    }

    /// Tells something in the bottom line, until the next key.
    pub fn say(&mut self, message: impl Into<String>) -> Vec<Effect> {
        self.message = Some(message.into());
        Vec::new()
    }

    /// The selected item.
    pub fn item(&self) -> Option<ItemRef> {
        self.item_of(self.tab)
    }

    /// The selected item of a tab.
    pub fn item_of(&self, tab: Tab) -> Option<ItemRef> {
        let cursor = self.places.get(tab.index())?.cursor.as_ref()?;
        // Names may be hidden, and ids with them: items are found in the case as its file has it.
        self.catalogue.real(self.cases.cursor?)?.find(cursor)
    }

    /// The key of an item of the selected case.
    pub fn key_of(&self, item: ItemRef) -> Option<ItemKey> {
        Some(item.key(self.catalogue.real(self.cases.cursor?)?))
    }

    /// Selects an item of the selected case in the tab that is shown, to be read from its start; one that is selected
    /// already stays as it was scrolled. Says whether it is another.
    pub fn select_item(&mut self, item: ItemRef) -> bool {
        let key = self.key_of(item);
        let place = self.place_mut();
        let other = place.cursor != key;
        if other {
            (place.cursor, place.scroll) = (key, 0);
        }
        other
    }
}
