//! What stands over the panes: a page made from many cases, a list to choose from, a line to fill in, the help, the facets,
//! an explanation.

use std::sync::Arc;

use tui_input::Input;

use crate::case::lexicon::{Explained, Uses};
use crate::case::{Case, ItemRef};
use crate::library::EntryKey;
use crate::page::{Link, Page, Wanted};
use crate::search::{Choice as Completion, Field};
use crate::write::Format;
use crate::write::text::{Sheet, Stop};

/// A page in place of the panes.
#[derive(Debug, Clone)]
pub struct PageState {
    /// Which.
    pub wanted: Wanted,
    /// The number under which it was asked for last.
    pub number: u64,
    /// The page, once it is made.
    pub report: Option<Arc<Page>>,
    /// The page laid out for the width it was asked for.
    pub sheet: Arc<Sheet>,
    /// The selected row, among those that lead somewhere.
    pub cursor: usize,
    /// The first line on the screen.
    pub top: usize,
}

impl PageState {
    /// Before it is made.
    pub fn new(wanted: Wanted) -> Self {
        Self { wanted, number: 0, report: None, sheet: Arc::default(), cursor: 0, top: 0 }
    }

    /// The selected row.
    pub fn stop(&self) -> Option<&Stop> {
        self.sheet.stops.get(self.cursor)
    }

    /// Where the selected row leads.
    pub fn link(&self) -> Option<&Link> {
        self.stop().map(|stop| &stop.link)
    }

    /// The item of the selected row.
    pub fn item(&self) -> Option<(EntryKey, ItemRef)> {
        match self.link()? {
            Link::Item(key, item) => Some((*key, *item)),
            Link::Search(_) | Link::Agency(_) => None,
        }
    }
}

/// A list to choose from.
#[derive(Debug, Clone)]
pub struct PickerState {
    /// What is chosen: "Brief of which agency?".
    pub title: String,
    /// What there is.
    pub rows: Vec<PickRow>,
    /// Only rows with these letters are shown.
    pub filter: Input,
    /// The selected one of the rows that are shown.
    pub cursor: usize,
    /// Whether the first nine can be taken by their digit.
    pub numbered: bool,
}

/// A row of a list to choose from.
#[derive(Debug, Clone, PartialEq)]
pub struct PickRow {
    /// What it is.
    pub label: String,
    /// More on it.
    pub detail: String,
    /// What choosing it does.
    pub choice: Choice,
}

/// What choosing a row does.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// Opens a page.
    Page(Wanted),
    /// Searches, in the view of this code where one is named.
    Search(String, Option<String>),
    /// Goes on to the format that this is written in.
    Export(Wanted),
    /// Goes on to the name of the file.
    Format(Wanted, Format),
    /// Writes over a file that is there.
    Replace(ExportTo),
    /// Asks for another name.
    Rename(ExportTo),
    /// Asks for the name of a moment.
    NameMoment,
    /// Puts this moment in the place of the one of this name.
    ReplaceMoment(String),
    /// Asks for a date or revision.
    AskSince,
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportTo {
    /// What.
    pub wanted: Wanted,
    /// In which format.
    pub format: Format,
    /// Where, as it was typed.
    pub path: String,
    /// Whether a file that is there may go.
    pub replace: bool,
}

impl PickerState {
    /// With nothing filtered.
    pub fn new(title: impl Into<String>, rows: Vec<PickRow>) -> Self {
        Self { title: title.into(), rows, filter: Input::default(), cursor: 0, numbered: false }
    }

    /// The rows with the letters of the filter.
    pub fn shown(&self) -> impl Iterator<Item = &PickRow> {
        let wanted = crate::text::fold::fold(self.filter.value());
        self.rows.iter().filter(move |row| {
            let text = crate::text::fold::fold(&format!("{} {}", row.label, row.detail));
            wanted.split_whitespace().all(|word| text.contains(word))
        })
    }
}

/// A line to fill in.
#[derive(Debug, Clone)]
pub struct PromptState {
    /// What is asked for: "Note on F12 of Peter Connelly".
    pub title: String,
    /// What is typed.
    pub input: Input,
    /// Whether what stands there is only suggested: it goes when one types something else.
    pub suggested: bool,
    /// What it is for.
    pub purpose: Purpose,
}

/// What a line is filled in for.
#[derive(Debug, Clone, PartialEq)]
pub enum Purpose {
    /// A note on an item.
    Note {
        /// The case as its file had it when one began to write.
        case: Arc<Case>,
        /// The item.
        item: ItemRef,
        /// What the note was before.
        before: String,
    },
    /// The name of a search to be saved.
    SaveSearch,
    /// The name of a file.
    Export(ExportTo),
    /// The name of a moment.
    Moment,
    /// A date, a moment or a revision to compare with.
    Since,
}

/// The facets, while they are open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FacetsState {
    /// The selected row.
    pub cursor: usize,
    /// The value that was chosen last: it stays selected when the counts change.
    pub on: Option<(Field, String)>,
}

/// What can be completed while a search is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompletionState {
    /// What stood there before, and where its cursor was, in chars.
    pub before: (String, usize),
    /// Where what is completed begins, in bytes.
    pub start: usize,
    /// What it could become.
    pub choices: Vec<Completion>,
    /// The one that is shown.
    pub at: usize,
    /// What stands behind it.
    pub rest: String,
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
