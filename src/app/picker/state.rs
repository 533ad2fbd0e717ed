//! A list to choose from: its rows, and what choosing each of them does.

use tui_input::Input;

use crate::app::msg::ExportTo;
use crate::page::{PageRequest, PageRow};
use crate::text::fold::fold;
use crate::write::Format;

#[derive(Debug, Clone)]
pub struct PickerState {
    /// The question: "Brief of which agency?".
    pub title: String,
    pub rows: Vec<PickerRow>,
    /// Only rows with these letters are shown.
    pub filter: Input,
    /// The selected one of the rows that are shown.
    pub cursor: usize,
    /// How many of the first rows can be chosen by a key of their own although the list is long: a digit each, and capitals from
    /// the tenth on.
    pub keyed: usize,
    /// The order of the rows, in words.
    pub order: &'static str,
    /// The action of Enter where no row has the letters, in words and as a value.
    pub otherwise: Option<Otherwise>,
}

/// Makes something else of the letters that no row has.
#[derive(Debug, Clone, Copy)]
pub struct Otherwise {
    /// Its name, before the letters: "a brief on a search for".
    pub told: &'static str,
    /// Its effect.
    pub action: fn(String) -> PickerAction,
}

/// The rows that a digit chooses.
const DIGITS: usize = 9;

/// The keys of rows: the digits, then capitals, which no filter needs.
fn row_keys() -> impl Iterator<Item = char> {
    ('1'..='9').chain('A'..='Z')
}

impl PickerState {
    /// A list that nothing filters yet.
    pub fn new(title: impl Into<String>, rows: Vec<PickerRow>) -> Self {
        Self { title: title.into(), rows, filter: Input::default(), cursor: 0, keyed: 0, order: "", otherwise: None }
    }

    /// With the first nine rows to be chosen by their digit.
    pub fn numbered(title: impl Into<String>, rows: Vec<PickerRow>) -> Self {
        Self { keyed: DIGITS, ..Self::new(title, rows) }
    }

    /// With as many rows to be chosen by a key as there are digits and capitals.
    pub fn lettered(title: impl Into<String>, rows: Vec<PickerRow>) -> Self {
        Self { keyed: row_keys().count(), ..Self::new(title, rows) }
    }

    /// True where capitals choose rows, so that small letters alone filter.
    pub fn takes_capitals(&self) -> bool {
        self.keyed.min(self.rows.len()) > DIGITS
    }

    /// The key that chooses a row: in a short list a digit always, as long as nothing is typed.
    pub fn key_of(&self, row: usize) -> Option<char> {
        let keyed = if self.rows.len() <= DIGITS { DIGITS } else { self.keyed };
        row_keys().nth(row).filter(|_| row < keyed.min(self.rows.len()) && self.filter.value().is_empty())
    }

    /// The row that a key chooses.
    pub fn row_of(&self, key: char) -> Option<usize> {
        row_keys().position(|known| known == key).filter(|row| self.key_of(*row).is_some())
    }

    /// The rows with the letters of the filter: first those that begin with them, then those with that
    /// word, then those with a word that begins so.
    pub fn shown(&self) -> impl Iterator<Item = &PickerRow> {
        let wanted = fold(self.filter.value().trim());
        let mut shown: Vec<(u8, &PickerRow)> = Vec::new();
        for row in &self.rows {
            let label = fold(row.label.trim_start());
            let text = format!("{label} {}", fold(&row.detail));
            if wanted.split_whitespace().all(|word| text.contains(word)) {
                let mut words = text.split(|c: char| !c.is_alphanumeric());
                let place = match &text {
                    text if text.starts_with(&wanted) => 0,
                    _ if words.clone().any(|word| word == wanted) => 1,
                    _ if words.any(|word| word.starts_with(&wanted)) => 2,
                    _ => 3,
                };
                shown.push((place, row));
            }
        }
        shown.sort_by_key(|(place, _)| *place);
        shown.into_iter().map(|(_, row)| row)
    }
}

/// A row of a list to choose from.
#[derive(Debug, Clone, PartialEq)]
pub struct PickerRow {
    /// The name of the choice.
    pub label: String,
    /// A remark behind the name.
    pub detail: String,
    /// The effect of choosing it.
    pub action: PickerAction,
}

impl PickerRow {
    /// A row that does this when it is chosen.
    pub fn new(label: impl Into<String>, detail: impl Into<String>, action: PickerAction) -> Self {
        Self { label: label.into(), detail: detail.into(), action }
    }
}

/// The effect of choosing a row.
#[derive(Debug, Clone, PartialEq)]
pub enum PickerAction {
    Page(PageRequest),
    /// Opens a page of what is selected, or asks for its subject.
    PageOf(&'static PageRow),
    /// Opens the brief on what these words name, or on a search for them.
    BriefOn(String),
    /// Explains the term of this list and code.
    Explain(String, String),
    /// Goes to this heading of the text.
    Heading(usize),
    /// Searches, in the view of this code where one is named.
    Search(String, Option<String>),
    /// Goes on to the format that this is written in.
    Export(PageRequest),
    /// Goes on to the name of the file.
    Format(PageRequest, &'static Format),
    /// Writes over a file that is there.
    Replace(ExportTo),
    Rename(ExportTo),
    NameSnapshot,
    /// Puts a new snapshot in the place of the one of this name.
    ReplaceSnapshot(String),
    AskSince,
}
