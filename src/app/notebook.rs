//! What the user keeps, as the interface knows it: marks and notes with the items that they are on, saved searches, moments.

use std::collections::HashMap;
use std::sync::Arc;

use crate::case::ItemRef;
use crate::desk::{Mark, resolve};
use crate::library::{Catalogue, EntryKey, SavedSearch};
use crate::report::Wanted;

/// What the user keeps.
#[derive(Debug, Clone, Default)]
pub struct Notebook {
    /// Every mark and note, in the order in which they were made.
    pub marks: Arc<Vec<Mark>>,
    /// The record of each item that has one.
    at: HashMap<(EntryKey, ItemRef), usize>,
    /// The items that are marked.
    marked: Vec<(EntryKey, ItemRef)>,
    /// The user's saved searches.
    pub searches: Vec<SavedSearch>,
    /// Those that the library's folders carry for everybody.
    pub shared: Vec<SavedSearch>,
    /// The names of the moments, newest first, each with its day.
    pub moments: Vec<(String, String)>,
}

impl Notebook {
    /// Finds the items of the marks anew: after the marks or the cases have changed.
    pub fn find(&mut self, catalogue: &Catalogue) {
        self.at.clear();
        self.marked.clear();
        for (index, mark) in self.marks.iter().enumerate() {
            if let Some(place) = place(mark, catalogue)
                && !self.at.contains_key(&place)
            {
                self.at.insert(place, index);
                if mark.marked {
                    self.marked.push(place);
                }
            }
        }
    }

    /// The record of an item.
    pub fn of(&self, key: EntryKey, item: ItemRef) -> Option<&Mark> {
        self.marks.get(*self.at.get(&(key, item))?)
    }

    /// Whether an item is marked.
    pub fn is_marked(&self, key: EntryKey, item: ItemRef) -> bool {
        self.of(key, item).is_some_and(|mark| mark.marked)
    }

    /// The sign of an item in a row: marked, noted on, or neither.
    pub fn sign(&self, key: EntryKey, item: ItemRef) -> Option<&'static str> {
        let mark = self.of(key, item)?;
        Some(if mark.marked { "◆" } else { "¶" })
    }

    /// The items that are marked and are there, in the order in which they were marked.
    pub fn places(&self) -> &[(EntryKey, ItemRef)] {
        &self.marked
    }

    /// How many items are marked or noted on, those that are no more included.
    pub fn count(&self) -> usize {
        self.marks.len()
    }

    /// The page of them.
    pub fn wanted(&self) -> Wanted {
        Wanted::Marks(Arc::clone(&self.marks))
    }
}

fn place(mark: &Mark, catalogue: &Catalogue) -> Option<(EntryKey, ItemRef)> {
    let key = catalogue.key_of(&mark.case.as_str().into())?;
    let item = resolve(mark, catalogue.real(key)?).item()?;
    Some((key, item))
}
