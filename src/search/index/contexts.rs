//! The words around an item, which it does not carry itself: names, area and summary of its case; title, chair and authors of
//! its review.

use super::word_places::WordPlaces;
use super::{Lexicon, WordId};
use crate::case::Case;
use crate::text::fold::words;

/// A number of a case or review whose words stand around items. A case's reviews follow it.
pub type ContextId = u32;

/// The words of cases and reviews.
#[derive(Debug, Default)]
pub struct Contexts {
    /// A word counts in full where it names the case or stands in the head of the review.
    words: WordPlaces,
    /// The case of each context.
    case_of: Vec<u32>,
}

impl Contexts {
    /// Adds a case with its reviews; returns the number of the case.
    pub fn add(&mut self, case: &Case, ordinal: u32, lexicon: &mut Lexicon) -> ContextId {
        let first = self.case_of.len() as ContextId;
        // Names come first: what stands in a name and in the summary counts as a name.
        for name in std::iter::once(&case.title).chain(&case.also_known_as) {
            self.note(first, name, true, lexicon);
        }
        for text in case.area.as_deref().into_iter().chain([case.summary.as_str()]) {
            self.note(first, text, false, lexicon);
        }
        self.case_of.push(ordinal);
        for review in &case.reviews {
            let context = self.case_of.len() as ContextId;
            self.note(context, &review.title, true, lexicon);
            for person in &review.people {
                self.note(context, &person.name, true, lexicon);
            }
            self.case_of.push(ordinal);
        }
        first
    }

    fn note(&mut self, context: ContextId, text: &str, strong: bool, lexicon: &mut Lexicon) {
        for (_, word) in words(text) {
            self.words.note(lexicon.id(word), context, strong);
        }
    }

    /// Calls `visit` with each context that has a word, and true where it stands in a name or in the head of a review.
    pub fn each(&self, word: WordId, visit: impl FnMut(ContextId, bool)) {
        self.words.each(word, visit);
    }

    /// How many numbers have been given.
    pub fn len(&self) -> usize {
        self.case_of.len()
    }

    /// The case of a context.
    pub fn case_of(&self, context: ContextId) -> u32 {
        self.case_of.get(context as usize).copied().unwrap_or(u32::MAX)
    }

    /// Notes in `kept` that a case and its reviews stay, under the case's new number; returns the case's new context.
    pub fn moved_to(&self, context: ContextId, ordinal: u32, kept: &mut Vec<(ContextId, u32)>) -> ContextId {
        let new = kept.len() as ContextId;
        let case = self.case_of(context);
        let own = (context..).take_while(|context| self.case_of(*context) == case && case != u32::MAX);
        kept.extend(own.map(|context| (context, ordinal)));
        new
    }

    /// Numbers anew: only what is `kept` stays, in its order.
    pub fn move_all(&mut self, kept: Vec<(ContextId, u32)>) {
        let mut places: Vec<Option<ContextId>> = vec![None; self.case_of.len()];
        for (new, (old, _)) in (0..).zip(&kept) {
            if let Some(place) = places.get_mut(*old as usize) {
                *place = Some(new);
            }
        }
        self.words.renumber(&|context| places.get(context as usize).copied().flatten());
        self.case_of = kept.into_iter().map(|(_, ordinal)| ordinal).collect();
    }

    /// Bytes on the heap, roughly.
    pub fn size(&self) -> usize {
        self.words.size() + self.case_of.capacity() * size_of::<u32>()
    }
}
