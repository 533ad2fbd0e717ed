//! The edits in an export.

use std::collections::BTreeMap;

use serde_json::{Map as Object, Value};

use super::super::table::CellPlace;
use crate::case::kinds::List;

/// A cell that was edited.
pub(super) struct Edit {
    pub list: &'static List,
    pub item: String,
    pub key: String,
    pub value: Value,
    pub place: CellPlace,
    /// True if the library still has under the key what it had when the table was written.
    pub is_current: bool,
}

/// The edits in a case.
#[derive(Default)]
pub(super) struct CaseEdits {
    pub edits: Vec<Edit>,
    pub new: Vec<NewEntry>,
}

/// The edits, by case.
#[derive(Default)]
pub struct Edits {
    pub(super) cases: BTreeMap<String, CaseEdits>,
    /// The files, by name: what the source of a new entry says.
    pub(super) files: BTreeMap<String, String>,
}

/// An entry that a row adds.
pub(super) struct NewEntry {
    /// The list that it joins.
    pub list: &'static List,
    /// The review, where the list stands in one.
    pub review: Option<String>,
    /// The id that the row gives it; the next free one otherwise.
    pub id: Option<String>,
    /// Its keys, but for the id.
    pub keys: Object<String, Value>,
    /// The row.
    pub place: CellPlace,
}
