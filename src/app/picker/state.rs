//! A list to choose from: its rows, and what choosing each of them does.

use tui_input::Input;

use crate::app::msg::ExportTo;
use crate::page::{PageRequest, PageRow};
use crate::write::Format;

/// A list to choose from.
#[derive(Debug, Clone)]
pub struct PickerState {
    /// The question: "Brief of which agency?".
    pub title: String,
    /// Every row, filtered or not.
    pub rows: Vec<PickerRow>,
    /// Only rows with these letters are shown.
    pub filter: Input,
    /// The selected one of the rows that are shown.
    pub cursor: usize,
    /// True when the first nine can be chosen by their digit.
    pub numbered: bool,
}

impl PickerState {
    /// With nothing filtered.
    pub fn new(title: impl Into<String>, rows: Vec<PickerRow>) -> Self {
        Self { title: title.into(), rows, filter: Input::default(), cursor: 0, numbered: false }
    }

    /// The rows with the letters of the filter.
    pub fn shown(&self) -> impl Iterator<Item = &PickerRow> {
        let wanted = crate::text::fold::fold(self.filter.value());
        self.rows.iter().filter(move |row| {
            let text = crate::text::fold::fold(&format!("{} {}", row.label, row.detail));
            wanted.split_whitespace().all(|word| text.contains(word))
        })
    }
}

/// A row of a list to choose from.
#[derive(Debug, Clone, PartialEq)]
pub struct PickerRow {
    /// The name of the choice.
    pub label: String,
    /// More on it.
    pub detail: String,
    /// The effect of choosing it.
    pub action: PickerAction,
}

/// The effect of choosing a row.
#[derive(Debug, Clone, PartialEq)]
pub enum PickerAction {
    /// Opens a page.
    Page(PageRequest),
    /// Opens a page of what is selected, or asks for its subject.
    PageOf(&'static PageRow),
    /// Searches, in the view of this code where one is named.
    Search(String, Option<String>),
    /// Goes on to the format that this is written in.
    Export(PageRequest),
    /// Goes on to the name of the file.
    Format(PageRequest, &'static Format),
    /// Writes over a file that is there.
    Replace(ExportTo),
    /// Asks for another name.
    Rename(ExportTo),
    /// Asks for the name of a snapshot.
    NameSnapshot,
    /// Puts a new snapshot in the place of the one of this name.
    ReplaceSnapshot(String),
    /// Asks for a date or revision.
    AskSince,
}
