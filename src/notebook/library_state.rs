//! The state of a library at one time, to be compared with its state later.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::case::{Case, CasePage, ItemKind, ItemRef, Name};
use crate::library::Catalogue;
use crate::text::{clean_line, clean_prose};

/// The form of what is written; a newer one is not read.
pub const VERSION: u32 = 1;

/// The state of a library. It holds what the files said, key by key, so that a comparison can tell what has changed and show
/// what stood there before; it is as private as the library itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LibraryState {
    /// The form it is written in.
    pub version: u32,
    /// The cases, by id.
    pub cases: Vec<CaseState>,
    /// Ids of the cases that were there and could not be read: what they said is not known.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub unread: BTreeSet<String>,
}

/// The state of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseState {
    /// The id in the file.
    pub id: String,
    /// The title in the file.
    pub title: String,
    /// Its items, in the order of the file: findings, recommendations, events, the pages on the case and its reviews,
    /// sources.
    pub items: Vec<ItemState>,
}

/// The state of an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemState {
    /// The kind of item.
    pub sort: ItemKind,
    /// The id in the file.
    pub id: String,
    /// The values in the file, by key; without its id and without what are items of their own.
    pub said: Map<String, Value>,
}

impl LibraryState {
    /// The state of these cases. Of two with the same id the first counts.
    pub fn of<'a>(cases: impl IntoIterator<Item = &'a Case>) -> Self {
        let mut states: Vec<CaseState> = cases.into_iter().map(CaseState::of).collect();
        // Sorting keeps the order of equals.
        states.sort_by(|a, b| a.id.cmp(&b.id));
        states.dedup_by(|later, earlier| later.id == earlier.id);
        Self { version: VERSION, cases: states, unread: BTreeSet::new() }
    }

    /// The state of a library, and what of it cannot be read. It is taken of the files, whatever is hidden on the screen:
    /// what is kept is held against the files again, and shown through the redactor of that time.
    pub fn of_catalogue(catalogue: &Catalogue) -> Self {
        let cases = catalogue.real_cases_by_key();
        Self { unread: catalogue.unread_stems(), ..Self::of(cases.iter().map(|(_, case)| case.as_ref())) }
    }

    /// The case with this id.
    pub fn case(&self, id: &str) -> Option<&CaseState> {
        let at = self.cases.binary_search_by(|case| case.id.as_str().cmp(id)).ok()?;
        self.cases.get(at)
    }
}

impl LibraryState {
    /// The same with every text cleaned: for one that was read from a file, which somebody else may have written.
    pub fn cleaned(mut self) -> Self {
        for case in &mut self.cases {
            clean(&mut case.id);
            clean(&mut case.title);
            for item in &mut case.items {
                clean(&mut item.id);
                item.said.values_mut().for_each(clean_value);
            }
        }
        self.cases.sort_by(|a, b| a.id.cmp(&b.id));
        self
    }
}

fn clean(text: &mut String) {
    // A summary has paragraphs.
    let cleaned = if text.contains('\n') { clean_prose(text) } else { clean_line(text).into_owned() };
    *text = cleaned;
}

fn clean_value(value: &mut Value) {
    match value {
        Value::String(text) => clean(text),
        Value::Array(values) => values.iter_mut().for_each(clean_value),
        Value::Object(values) => values.values_mut().for_each(clean_value),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

impl CaseState {
    /// The state of a case.
    pub fn of(case: &Case) -> Self {
        let items = places(case).into_iter().map(|item| ItemState::of(case, item)).collect();
        Self { id: case.id.to_string(), title: case.title.to_string(), items }
    }

    /// The names that the case listed to be hidden.
    pub fn names(&self) -> Vec<Name> {
        let lists = self.items.iter().filter_map(|item| item.said.get("names"));
        lists.filter_map(|names| serde_json::from_value::<Vec<Name>>(names.clone()).ok()).flatten().collect()
    }
}

impl ItemState {
    fn of(case: &Case, item: ItemRef) -> Self {
        let mut said = said(case, item);
        // Items of their own are no part of another.
        let apart: &[&str] = match item {
            ItemRef::Page(CasePage::Review(_)) => &["id", "findings", "recommendations"],
            ItemRef::Page(_) => &["id", "reviews", "events", "sources"],
            _ => &["id"],
        };
        said.retain(|key, _| !apart.contains(&key.as_str()));
        Self { sort: item.kind(), id: item.id(case), said }
    }

    /// The main text of the item: its text, summary or title.
    pub fn text(&self) -> &str {
        ["text", "summary", "title"].into_iter().find_map(|key| self.said.get(key)?.as_str()).unwrap_or_default()
    }
}

/// The items that a library state holds: every line of the file's lists, the case itself and its reviews. The other pages are
/// parts of the case.
pub fn places(case: &Case) -> Vec<ItemRef> {
    let parts = |item: &ItemRef| {
        matches!(item, ItemRef::Page(CasePage::SideBySide | CasePage::Disputed | CasePage::Related | CasePage::Gaps))
    };
    case.items().into_iter().filter(|item| !parts(item)).collect()
}

fn said(case: &Case, item: ItemRef) -> Map<String, Value> {
    let value = match item {
        ItemRef::Finding(..) => case.finding(item).map(|(_, finding)| serde_json::to_value(finding)),
        ItemRef::Recommendation(..) => case.recommendation(item).map(|(_, rec)| serde_json::to_value(rec)),
        ItemRef::Event(_) => case.event(item).map(serde_json::to_value),
        ItemRef::Source(_) => case.source_at(item).map(serde_json::to_value),
        ItemRef::Page(CasePage::Review(index)) => case.reviews.get(index).map(serde_json::to_value),
        ItemRef::Page(_) => Some(serde_json::to_value(case)),
    };
    // A case came from a file of the same form, so that every key of it is a text.
    match value {
        Some(Ok(Value::Object(said))) => said,
        _ => Map::new(),
    }
}
