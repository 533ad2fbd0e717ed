//! The contents of a table, as entries of case files: each value with the cell that it came from.

use serde_json::Value;

use super::table::CellPlace;
use crate::case::kinds::List;

/// A case as a table has it.
#[derive(Debug, Clone, PartialEq)]
pub struct WantedCase {
    /// Its key in every later file.
    pub key: String,
    /// The id that it gets where it is new.
    pub id: String,
    /// True if a file of this id is this case, whoever made it: the map names the id itself.
    pub is_named: bool,
    /// Its entries; the head first.
    pub entries: Vec<WantedEntry>,
}

/// An entry of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct WantedEntry {
    /// The list that it stands in.
    pub list: &'static List,
    /// Its key among those of its list in every later file.
    pub key: String,
    /// The id of the review that it stands in, where its list is one of reviews.
    pub review: Option<String>,
    /// The values of the table.
    pub fields: Vec<WantedField>,
    /// Values that it gets when it is new, and keeps.
    pub at_first: Vec<(String, Value)>,
    /// Its row.
    pub place: CellPlace,
}

/// A value that a table says.
#[derive(Debug, Clone, PartialEq)]
pub struct WantedField {
    /// The key.
    pub key: String,
    /// The value; null where the cell says nothing.
    pub value: Value,
    /// The cell.
    pub place: CellPlace,
}

impl WantedEntry {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.fields.iter().find(|field| field.key == key).map(|field| &field.value)
    }

    /// Its name in what an import remembers: the list and the key.
    pub fn name(&self) -> String {
        format!("{} {}", self.list.name, self.key)
    }
}

impl WantedCase {
    /// The head.
    pub fn head(&self) -> Option<&WantedEntry> {
        self.entries.first()
    }
}
