//! The items that the user marked, and those that have a note of the group: `is:marked` and `is:shared` hold for exactly these.

use super::{Doc, Index};
use crate::case::ItemRef;
use crate::library::EntryKey;
use crate::search::facets::{MARKED, SHARED};
use crate::search::query::FilterField;

impl Index {
    /// Lets exactly these items be marked. A mark on a case that is not here yet holds once the case comes in.
    pub fn set_marked(&mut self, marked: &[(EntryKey, ItemRef)]) {
        self.marked = marked.iter().copied().collect();
        self.set_told(MARKED, marked);
    }

    /// The same for what has a note of the group.
    pub fn set_shared(&mut self, shared: &[(EntryKey, ItemRef)]) {
        self.shared = shared.iter().copied().collect();
        self.set_told(SHARED, shared);
    }

    fn set_told(&mut self, code: &str, items: &[(EntryKey, ItemRef)]) {
        let mut docs: Vec<Doc> = items.iter().filter_map(|(key, item)| self.doc_of(*key, *item)).collect();
        docs.sort_unstable();
        docs.dedup();
        let id = self.values.id(FilterField::Is, code);
        self.values.set(id, docs);
    }

    /// The number of an item.
    pub fn doc_of(&self, key: EntryKey, item: ItemRef) -> Option<Doc> {
        let case = self.case_with(key)?;
        // A case's items stand in their order.
        let at = case.items.binary_search(&item).ok()?;
        Some(case.first + Doc::try_from(at).ok()?)
    }
}
