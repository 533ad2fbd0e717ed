//! The user's own searches with names. Those that a library carries for everybody are the library's
//! ([`crate::library::shared_searches`]), in the same form.

use super::{StateError, StateFolder};
use crate::library::{SEARCHES_FILE, SavedSearch};

const KEY: &str = "search";

impl StateFolder {
    /// The user's own searches, in the order in which they were saved, and what is wrong with their file.
    pub fn saved_searches(&self) -> (Vec<SavedSearch>, Option<String>) {
        let records = self.records(SEARCHES_FILE, KEY);
        (records.list, records.problem)
    }

    /// Changes the user's own searches, read anew while nobody else writes. Returns the whole new list, with what had to be
    /// done about a file that was broken.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn change_saved_searches(
        &self,
        change: impl FnOnce(&mut Vec<SavedSearch>),
    ) -> Result<(Vec<SavedSearch>, Option<String>), StateError> {
        self.change_records(SEARCHES_FILE, KEY, change)
    }

    /// Saves a search, in the place of the one with its name where there is one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save_search(&self, search: SavedSearch) -> Result<(Vec<SavedSearch>, Option<String>), StateError> {
        self.change_saved_searches(|searches| match searches.iter_mut().find(|known| known.name == search.name) {
            Some(known) => *known = search,
            None => searches.push(search),
        })
    }
}
