//! The cases: which are shown, in what order, and which is selected.

use std::collections::HashMap;

use crate::app::text::keep_in_sight;
use crate::case::PartialDate;
use crate::config::Sort;
use crate::library::{Catalogue, Entry, EntryKey};
use crate::search::{CaseHits, Hits, fold};

#[derive(Debug, Clone, Default)]
pub struct CasesPane {
    /// The entries that are shown, in order.
    pub order: Vec<EntryKey>,
    pub cursor: Option<EntryKey>,
    /// True once the user has chosen the selected entry; until then the first row stays selected while cases come in.
    pub chosen: bool,
    /// The selected entry, where its file has changed under the reader: it stays in the list, whether it still matches
    /// or not, until another is selected.
    pub held: Option<EntryKey>,
    pub top: usize,
    /// The key of the order.
    pub sort: Sort,
    sort_keys: HashMap<EntryKey, SortKey>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct SortKey {
    unreadable: bool,
    title: String,
    area: String,
    date: Option<PartialDate>,
}

impl CasesPane {
    pub fn new(sort: Sort) -> Self {
        Self { sort, ..Self::default() }
    }

    /// Notes what the order needs of an entry that is new or has changed.
    pub fn note(&mut self, key: EntryKey, entry: &Entry) {
        let sort_key = match entry.case() {
            Some(case) => SortKey {
                unreadable: false,
                title: fold(&case.title),
                area: case.area.as_ref().map(|area| fold(area)).unwrap_or_default(),
                date: case.sort_date(),
            },
            None => SortKey { unreadable: true, title: entry.origin.to_string(), area: String::new(), date: None },
        };
        self.sort_keys.insert(key, sort_key);
    }

    /// Notes that an entry has changed. A case that has become unreadable keeps its place in the order.
    pub fn note_change(&mut self, key: EntryKey, entry: Option<&Entry>) {
        match entry {
            Some(entry) if entry.case().is_none() && self.sort_keys.contains_key(&key) => {}
            Some(entry) => self.note(key, entry),
            None => drop(self.sort_keys.remove(&key)),
        }
    }

    /// Brings the order up to date: all entries as sorted, or the cases that match, best first.
    pub fn reorder(&mut self, catalogue: &Catalogue, hits: Option<&Hits>) {
        let held = self.held.filter(|key| catalogue.entry(*key).is_some());
        let held = held.and_then(|key| Some((key, self.order.iter().position(|other| *other == key)?)));
        // A near case stands below the line, however high it scores.
        let scored = |case: &CaseHits| (case.key, (case.near.is_none(), case.score));
        let scores: Option<HashMap<EntryKey, (bool, u32)>> = hits.map(|hits| hits.cases.iter().map(scored).collect());
        self.order = match hits {
            Some(hits) => hits.cases.iter().map(|case| case.key).collect(),
            None => catalogue.iter().map(|(key, _)| key).collect(),
        };
        let score = |key: &EntryKey| scores.as_ref().and_then(|scores| scores.get(key).copied());
        // Cases that match equally well stand as they are sorted.
        let (keys, sort) = (&self.sort_keys, self.sort);
        self.order.sort_by(|a, b| score(b).cmp(&score(a)).then_with(|| compare(keys, sort, *a, *b)));
        if let Some((key, row)) = held.filter(|(key, _)| !self.order.contains(key)) {
            self.order.insert(row.min(self.order.len()), key);
        }
    }

    pub fn row(&self) -> Option<usize> {
        let cursor = self.cursor?;
        self.order.iter().position(|key| *key == cursor)
    }

    /// Keeps the selected row on a screen of `shown` rows.
    pub fn keep_in_sight(&mut self, shown: usize) {
        self.top = keep_in_sight(self.top, self.row(), self.order.len(), shown);
    }
}

fn compare(keys: &HashMap<EntryKey, SortKey>, sort: Sort, a: EntryKey, b: EntryKey) -> std::cmp::Ordering {
    let (Some(first), Some(second)) = (keys.get(&a), keys.get(&b)) else { return a.cmp(&b) };
    let by_sort = match sort {
        Sort::Title => std::cmp::Ordering::Equal,
        Sort::Date => second.date.cmp(&first.date),
        // A case without an area stands behind those with one.
        Sort::Area => first.area.is_empty().cmp(&second.area.is_empty()).then_with(|| first.area.cmp(&second.area)),
    };
    first.unreadable.cmp(&second.unreadable).then(by_sort).then_with(|| first.title.cmp(&second.title)).then(a.cmp(&b))
}
