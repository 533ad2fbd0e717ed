//! Cases that stand in a cache file come into the search with the index of that file, all at once.

use std::sync::Arc;

use super::Engine;
use crate::case::{PartialDate, Vocabulary};
use crate::library::{Content, EntryKey};
use crate::search::index::Index;

impl Engine {
    /// Takes those of these entries that stand in one cache file, with its index, in place of adding each; only into an empty engine.
    /// The vocabulary is that of the entries, and due dates are held against the day. Says which entries were taken.
    pub fn take_cached<'a>(
        &mut self,
        entries: impl Iterator<Item = (EntryKey, &'a Content)>,
        day: PartialDate,
        vocabulary: &Vocabulary,
    ) -> Vec<EntryKey> {
        let cached = entries.filter_map(|(key, content)| match content {
            Content::Cached(case) => Some((key, case.place())),
            Content::Case(_) | Content::Unreadable(_) => None,
        });
        let mut cached = cached.peekable();
        let file = cached.peek().filter(|_| self.index.is_empty()).map(|(_, (file, _))| Arc::clone(file));
        let Some(file) = file else { return Vec::new() };
        let rows = cached.filter(|(_, (of, _))| Arc::ptr_eq(of, &file)).map(|(key, (_, row))| (row, key));
        let rows: Vec<(u32, EntryKey)> = rows.collect();
        // Of one that is another library by now, little could be kept.
        if rows.len() < file.len() / 2 {
            tracing::info!(
                cases = file.len(),
                here = rows.len(),
                "a cache file is much older than the library: its index is not used"
            );
            return Vec::new();
        }
        // Without an index, or with one that was cut short, each case is added by itself.
        let restored = file.index().and_then(|index| Index::restore(index, &rows, Some(day)));
        let Some(mut restored) = restored else { return Vec::new() };
        restored.take_told(&self.index);
        *self = Self { index: restored, own_words: vocabulary.own_words().cloned(), ..Self::default() };
        rows.into_iter().map(|(_, key)| key).collect()
    }
}

#[cfg(test)]
mod tests;
