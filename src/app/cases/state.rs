//! The cases: which are shown, in what order, and which is selected.

use crate::app::text::keep_in_sight;
use crate::config::Sort;
use crate::library::{Catalogue, Entry, EntryKey};
use crate::search::{CaseHits, Hits, Order, SortKey};

#[derive(Debug, Clone, Default)]
pub struct CasesPane {
    /// The entries that are shown, in order.
    pub order: Vec<EntryKey>,
    pub cursor: Option<EntryKey>,
    /// True once the user has chosen the selected entry; until then the first row stays selected while cases come in.
    pub chosen: bool,
    /// True once the user has turned to a tab, while the first row stays selected.
    pub tab_chosen: bool,
    /// The selected entry, where its file has changed under the reader: it stays in the list, whether it still matches
    /// or not, until another is selected.
    pub held: Option<EntryKey>,
    pub top: usize,
    /// The order of all cases.
    pub sort: Order,
    /// The order of those that a search finds.
    pub sort_found: Order,
    /// By key.
    sort_keys: Vec<Option<SortKey>>,
}

impl CasesPane {
    pub fn new(sort: Sort) -> Self {
        let sort = match sort {
            Sort::Title => Order::Title,
            Sort::Date => Order::Newest,
            Sort::Area => Order::Area,
        };
        Self { sort, ..Self::default() }
    }

    /// Notes what the order needs of an entry that is new or has changed.
    pub fn note(&mut self, key: EntryKey, entry: &Entry) {
        let place = key.0 as usize;
        if self.sort_keys.len() <= place {
            self.sort_keys.resize(place + 1, None);
        }
        if let Some(sort_key) = self.sort_keys.get_mut(place) {
            *sort_key = Some(SortKey::of_file(entry));
        }
    }

    /// Notes that an entry has changed. A case that has become unreadable keeps its place in the order.
    pub fn note_change(&mut self, key: EntryKey, entry: Option<&Entry>) {
        let mut known = self.sort_keys.get_mut(key.0 as usize);
        match entry {
            Some(entry) if !entry.is_case() && known.as_ref().is_some_and(|known| known.is_some()) => {}
            Some(entry) => self.note(key, entry),
            None => drop(known.as_mut().and_then(|known| known.take())),
        }
    }

    /// The order that the list is in.
    pub fn order_told(&self, found: bool) -> Order {
        if found { self.sort_found } else { self.sort }
    }

    /// Brings the order up to date: all entries as sorted, or the cases that match, best first or as those are sorted.
    pub fn reorder(&mut self, catalogue: &Catalogue, hits: Option<&Hits>) {
        let held = self.held.filter(|key| catalogue.entry(*key).is_some());
        let held = held.and_then(|key| Some((key, self.order.iter().position(|other| *other == key)?)));
        let (keys, order) = (&self.sort_keys, self.order_told(hits.is_some()));
        let key = |key: &EntryKey| keys.get(key.0 as usize)?.as_ref();
        let compare = |a: &EntryKey, b: &EntryKey, order: Order| match (key(a), key(b)) {
            (Some(first), Some(second)) => first.compare(second, order).then(a.cmp(b)),
            _ => a.cmp(b),
        };
        self.order = match hits {
            Some(hits) => {
                let mut found: Vec<&CaseHits> = hits.cases.iter().collect();
                // A near case stands below the line in every order; cases that match equally well stand as all are sorted.
                found.sort_by(|a, b| {
                    let by_order = match order {
                        Order::Relevance => b.score.cmp(&a.score).then_with(|| compare(&a.key, &b.key, self.sort)),
                        order => compare(&a.key, &b.key, order),
                    };
                    a.near.is_some().cmp(&b.near.is_some()).then(by_order)
                });
                found.into_iter().map(|case| case.key).collect()
            }
            None => {
                let mut all: Vec<EntryKey> = catalogue.iter().map(|(key, _)| key).collect();
                all.sort_by(|a, b| compare(a, b, order));
                all
            }
        };
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
