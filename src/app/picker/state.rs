//! A list to choose from: its rows, and what choosing each of them does.

use tui_input::Input;

use crate::app::msg::ExportTo;
use crate::page::Wanted;
use crate::write::Format;

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
