//! The size of the index.

use super::{CaseDocs, Index, KnownValue};
use crate::case::ItemRef;
use crate::library::cache::own_size;

impl CaseDocs {
    /// Bytes on the heap, roughly.
    pub(super) fn size(&self) -> usize {
        size_of::<Self>()
            + self.items.len() * size_of::<ItemRef>()
            + own_size(&self.ends)
            + own_size(&self.words)
            + own_size(&self.header)
            + own_size(&self.name_stems)
            + own_size(&self.labels)
            + own_size(&self.label_ends)
            + self.citing.size()
    }
}

impl Index {
    /// Bytes on the heap, roughly: what it costs beside the cases themselves.
    pub fn size(&self) -> usize {
        let values: usize = crate::search::query::FIELDS
            .iter()
            .flat_map(|row| self.values.of(row.field))
            .map(|(_, value)| value.postings.size() + size_of::<KnownValue>())
            .sum();
        values
            + self.cases.size()
            + self.contexts.size()
            + self.heads.size()
            + self.facts.size()
            + self.lexicon.size()
            + self.statements.size()
            + self.case_of.size()
    }
}
