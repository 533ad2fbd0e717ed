//! The size of the index.

use super::{CaseDocs, DocFacts, Index, KnownValue};
use crate::case::ItemRef;

impl Index {
    /// Bytes on the heap, roughly: what it costs beside the cases themselves.
    pub fn size(&self) -> usize {
        let cases: usize = self
            .cases
            .iter()
            .flatten()
            .map(|case| {
                size_of::<Option<CaseDocs>>()
                    + case.items.len() * size_of::<ItemRef>()
                    + case.ends.size()
                    + case.words.size()
                    + case.header.size()
                    + case.name_stems.size()
                    + case.labels.size()
                    + case.label_ends.size()
                    + case.citing.size()
            })
            .sum();
        let values: usize = crate::search::query::FIELDS
            .iter()
            .flat_map(|row| self.values.of(row.field))
            .map(|(_, value)| value.postings.size() + size_of::<KnownValue>())
            .sum();
        cases
            + values
            + self.contexts.size()
            + self.heads.size()
            + self.facts.capacity() * size_of::<DocFacts>()
            + self.lexicon.size()
            + self.statements.size()
            + self.case_of.capacity() * size_of::<u32>()
    }
}
