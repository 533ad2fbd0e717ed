//! Items that say the same as another, items that recur, and the tables that both and the next key need.

use super::Engine;
use crate::case::ItemRef;
use crate::library::EntryKey;
use crate::search::index::LETTERS;
use crate::search::similar::{Group, Similar, groups, similar};

impl Engine {
    /// Findings and recommendations of other cases that say the same as this one, or nothing at all when `cancelled` says
    /// so before they are known. Nothing is like an item of another sort.
    pub fn similar(&mut self, key: EntryKey, item: ItemRef, cancelled: &dyn Fn() -> bool) -> Option<Similar> {
        self.index.count_statements();
        self.index.settle();
        similar(&self.index, key, item, &mut self.work, cancelled)
    }

    /// The groups of findings, and of recommendations, that recur in several cases, those of most cases first; nothing at
    /// all when `cancelled` says so before they are known. A large library takes minutes; asked again, what was cancelled
    /// goes on where it was, as long as no case comes or goes.
    pub fn groups(&mut self, cancelled: &dyn Fn() -> bool) -> Option<Vec<Group>> {
        self.index.count_statements();
        self.index.settle();
        groups(&self.index, &mut self.grouping, &mut self.work, cancelled)
    }

    /// Finds out what the first letter of a word asks for, and what [`Engine::similar`] weighs words by, when there is time
    /// for it: a key would wait otherwise. What is `interrupted` goes on the next time.
    pub fn prepare(&mut self, interrupted: &dyn Fn() -> bool) {
        self.index.settle();
        for letter in LETTERS {
            if interrupted() {
                return;
            }
            self.index.prepare_initial(letter);
        }
        self.index.count_statements();
    }
}
