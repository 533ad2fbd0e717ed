//! The user's notebook as the interface knows it: marks and notes with the items that they are on, saved searches,
//! snapshots.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use crate::case::{Case, ItemKey, ItemRef, PartialDate};
use crate::library::{Catalogue, EntryKey, SavedSearch};
use crate::notebook::{Mark, change_in, resolve};
use crate::page::{MARKS, PageOf, PageRequest};

/// The marks, notes, saved searches and snapshots of the user.
#[derive(Debug, Clone, Default)]
pub struct Notebook {
    /// Every mark and note, in the order in which they were made.
    pub marks: Arc<Vec<Mark>>,
    /// The item of each of them, if it is in the library.
    places: Vec<Option<(EntryKey, ItemRef)>>,
    /// Changes that the state folder has not told of yet.
    under_way: usize,
    /// The record of each item that has one.
    at: HashMap<(EntryKey, ItemRef), usize>,
    marked: Vec<(EntryKey, ItemRef)>,
    /// The notes of the group on each item that has some.
    shared_at: BTreeMap<(EntryKey, ItemRef), Vec<usize>>,
    pub searches: Vec<SavedSearch>,
    /// Those that the library's folders carry for everybody.
    pub shared: Vec<SavedSearch>,
    /// How much each saved search finds, as it was counted last.
    pub counts: HashMap<String, Option<usize>>,
    /// The entries found when everything found was marked last, and those of them that were not marked before.
    pub batch: Vec<(EntryKey, ItemKey)>,
    pub fresh: Vec<(Arc<Case>, ItemRef)>,
    /// The names of the snapshots, newest first, each with its day.
    pub snapshots: Vec<(String, String)>,
    /// Why what was changed is not on the disk, while it is not.
    pub unkept: Option<String>,
    /// The message about each change, shown once the change is kept; the oldest first.
    said: VecDeque<String>,
}

impl Notebook {
    /// Finds the items of the marks anew: of all, or only of those in the cases that have changed.
    pub fn find(&mut self, catalogue: &Catalogue, changed: Option<&[EntryKey]>) {
        let before = std::mem::take(&mut self.places);
        let known = before.len() == self.marks.len();
        self.places = self
            .marks
            .iter()
            .enumerate()
            .map(|(index, mark)| {
                let key = catalogue.key_of(&mark.case.as_str().into())?;
                match changed {
                    Some(changed) if known && !changed.contains(&key) => before.get(index).copied().flatten(),
                    _ => Some((key, resolve(mark, catalogue.real(key)?).item()?)),
                }
            })
            .collect();
        self.at.clear();
        self.marked.clear();
        self.shared_at.clear();
        for (index, (place, mark)) in self.places.iter().zip(self.marks.iter()).enumerate() {
            if let Some(place) = place.filter(|_| mark.by.is_some()) {
                self.shared_at.entry(place).or_default().push(index);
                continue;
            }
            if let Some(place) = place
                && !self.at.contains_key(place)
            {
                self.at.insert(*place, index);
                if mark.marked {
                    self.marked.push(*place);
                }
            }
        }
    }

    /// Says this once the state folder has told of the change.
    pub fn say_when_kept(&mut self, text: String) {
        self.said.push_back(text);
    }

    /// The message about a change that the state folder has confirmed.
    pub fn said(&mut self) -> Option<String> {
        let said = self.said.pop_front().filter(|said| !said.is_empty())?;
        Some(self.unkept.as_ref().map_or(said, |why| format!("Not kept: {why}")))
    }

    pub fn look(&mut self) {
        self.under_way += 1;
        self.said.push_back(String::new());
    }

    /// Takes the marks as the state folder has them, unless it has still more to tell of what was changed since.
    pub fn take(&mut self, marks: Vec<Mark>) -> bool {
        self.under_way = self.under_way.saturating_sub(1);
        let last = self.under_way == 0;
        if last {
            self.marks = Arc::new(marks);
            self.places.clear();
        }
        last
    }

    /// Changes the records of items before the state folder has told that it is kept.
    pub fn change(&mut self, items: &[(Arc<Case>, ItemRef)], change: impl Fn(&mut Mark)) {
        self.under_way += 1;
        // The state folder writes the day.
        let day = PartialDate::from(jiff::civil::Date::MIN);
        let marks = Arc::make_mut(&mut self.marks);
        items.iter().for_each(|(case, item)| change_in(marks, case, *item, day, &change));
        self.places.clear();
    }

    pub fn of(&self, key: EntryKey, item: ItemRef) -> Option<&Mark> {
        self.marks.get(*self.at.get(&(key, item))?)
    }

    pub fn is_marked(&self, key: EntryKey, item: ItemRef) -> bool {
        self.of(key, item).is_some_and(|mark| mark.marked)
    }

    /// The notes of the group on an item, each with whose it is.
    pub fn shared(&self, key: EntryKey, item: ItemRef) -> impl Iterator<Item = &Mark> {
        self.shared_at.get(&(key, item)).into_iter().flatten().filter_map(|index| self.marks.get(*index))
    }

    /// The items that have a note of the group.
    pub fn shared_places(&self) -> Vec<(EntryKey, ItemRef)> {
        self.shared_at.keys().copied().collect()
    }

    /// The sign of an item in a row: marked, noted on by the user or the group, or neither.
    pub fn sign(&self, key: EntryKey, item: ItemRef) -> Option<&'static str> {
        let noted = self.shared_at.contains_key(&(key, item)).then_some("¶");
        self.of(key, item).map(|mark| if mark.marked { "◆" } else { "¶" }).or(noted)
    }

    /// The items that are marked and are there, in the order in which they were marked.
    pub fn places(&self) -> &[(EntryKey, ItemRef)] {
        &self.marked
    }

    /// How many items are marked or noted on, those that are no more included.
    pub fn count(&self) -> usize {
        self.marks.len()
    }

    pub fn request(&self) -> PageRequest {
        MARKS.of(PageOf::Marks(Arc::clone(&self.marks)))
    }
}
