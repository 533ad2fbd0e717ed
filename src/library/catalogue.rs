//! All entries of a library together, each case id once.

use std::collections::HashMap;
use std::sync::Arc;

use super::entry::{Content, Entry};
use crate::case::model::CaseId;
use crate::case::{Case, Diagnostic};

/// Names an entry for as long as the program runs: the order in which entries came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryKey(pub u32);

/// The entries of a library, in the order in which they came in.
#[derive(Debug, Default, Clone)]
pub struct Catalogue {
    entries: Vec<Entry>,
    by_id: HashMap<CaseId, EntryKey>,
    findings: usize,
    recommendations: usize,
}

impl Catalogue {
    /// Adds an entry. Where two files hold the same case, the one that comes first in the library stays and the other
    /// becomes unreadable, whichever was read first. Returns the keys of the entries that are new or have changed.
    pub fn add(&mut self, mut entry: Entry) -> Vec<EntryKey> {
        let key = EntryKey(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        let mut changed = vec![key];
        if let Some(id) = entry.case().map(|case| case.id.clone()) {
            match self.by_id.get(&id).copied() {
                None => {
                    self.findings += entry.case().map_or(0, |case| case.finding_count());
                    self.recommendations += entry.case().map_or(0, |case| case.recommendation_count());
                    self.by_id.insert(id, key);
                }
                Some(first) => {
                    let earlier =
                        self.entries.get_mut(first.0 as usize).filter(|other| other.sequence > entry.sequence);
                    if let Some(other) = earlier {
                        (other.content, other.examined) = (second_of(&id, &entry), None);
                        self.by_id.insert(id, key);
                        changed.push(first);
                    } else if let Some(other) = self.entries.get(first.0 as usize) {
                        entry.content = second_of(&id, other);
                    }
                }
            }
        }
        self.entries.push(entry);
        changed
    }

    /// The entry with this key.
    pub fn entry(&self, key: EntryKey) -> Option<&Entry> {
        self.entries.get(key.0 as usize)
    }

    /// The case with this key.
    pub fn case(&self, key: EntryKey) -> Option<&Arc<Case>> {
        self.entry(key)?.case()
    }

    /// The key of the case with this id.
    pub fn key_of(&self, id: &CaseId) -> Option<EntryKey> {
        self.by_id.get(id).copied()
    }

    /// Every entry with its key.
    pub fn iter(&self) -> impl Iterator<Item = (EntryKey, &Entry)> {
        (0..).map(EntryKey).zip(&self.entries)
    }

    /// How many entries there are, unreadable ones included.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many cases, findings and recommendations there are.
    pub fn totals(&self) -> (usize, usize, usize) {
        (self.by_id.len(), self.findings, self.recommendations)
    }

    /// How many files could not be read.
    pub fn unreadable(&self) -> usize {
        self.entries.len() - self.by_id.len()
    }
}

fn second_of(id: &CaseId, first: &Entry) -> Content {
    let problem = Diagnostic::of_file(
        format!("the case \"{id}\" is already in the library, from {}", first.origin),
        Some("remove one of the two, or give one another id and name".to_owned()),
    );
    Content::Unreadable(Arc::from([problem]))
}
