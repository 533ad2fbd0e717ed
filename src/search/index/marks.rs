//! The items that the user marked: `is:marked` holds for exactly these.

use super::{Doc, Index};
use crate::case::ItemRef;
use crate::library::EntryKey;
use crate::search::facets::MARKED;
use crate::search::query::Field;

impl Index {
    /// Lets exactly these items be marked. A mark on a case that is not here yet holds once the case comes in.
    pub fn set_marked(&mut self, marked: &[(EntryKey, ItemRef)]) {
        self.marked = marked.iter().copied().collect();
        let mut docs: Vec<Doc> = self.marked.iter().filter_map(|(key, item)| self.doc_of(*key, *item)).collect();
        docs.sort_unstable();
        let id = self.values.id(Field::Is, MARKED);
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
