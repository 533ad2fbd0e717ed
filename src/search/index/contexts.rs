//! The words around an item, which it does not carry itself: names, people, area and summary of its case; title, chair and
//! authors of its review.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;
use smol_str::SmolStr;

use super::word_places::WordPlaces;
use super::{Lexicon, WordId};
use crate::case::{Case, Scope};
use crate::library::cache::{Reader, Stored, Writer};
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
    /// For each context, true where it is a review of something else that the case was part of.
    related: Vec<bool>,
    /// For each word of a person's name, the cases and what their texts call the person: "the mother".
    called: HashMap<WordId, Vec<(ContextId, SmolStr)>, RandomState>,
}

/// How a name begins to be shown that belongs to another case.
const OF_ANOTHER: &str = "another";

impl Contexts {
    /// Adds a case with its reviews; returns the number of the case.
    pub fn add(&mut self, case: &Case, ordinal: u32, lexicon: &mut Lexicon) -> ContextId {
        let first = self.case_of.len() as ContextId;
        // Names come first: what stands in a name and in the summary counts as a name.
        for name in std::iter::once(&case.title).chain(&case.also_known_as) {
            self.note(first, name, true, lexicon);
        }
        for person in case.names.iter().filter(|person| !person.shown_as.starts_with(OF_ANOTHER)) {
            self.note(first, &person.name, true, lexicon);
            for (_, word) in words(&person.name) {
                let called = (first, SmolStr::from(person.shown_as.as_str()));
                let known = self.called.entry(lexicon.id(word)).or_default();
                if !known.contains(&called) {
                    known.push(called);
                }
            }
        }
        for text in case.area.as_deref().into_iter().chain([case.summary.as_str()]) {
            self.note(first, text, false, lexicon);
        }
        self.case_of.push(ordinal);
        self.related.push(false);
        for review in &case.reviews {
            let context = self.case_of.len() as ContextId;
            self.note(context, &review.title, true, lexicon);
            for person in &review.people {
                self.note(context, &person.name, true, lexicon);
            }
            self.case_of.push(ordinal);
            self.related.push(review.scope != Scope::Case);
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

    /// The words by which texts of cases call the people whose names have a word.
    pub fn called(&self, word: WordId) -> &[(ContextId, SmolStr)] {
        self.called.get(&word).map_or(&[], Vec::as_slice)
    }

    /// How many numbers have been given.
    pub fn len(&self) -> usize {
        self.case_of.len()
    }

    /// The case of a context.
    pub fn case_of(&self, context: ContextId) -> u32 {
        self.case_of.get(context as usize).copied().unwrap_or(u32::MAX)
    }

    /// True for a review of something else that the case was part of: its author does not stand for the case.
    pub fn is_related(&self, context: ContextId) -> bool {
        self.related.get(context as usize) == Some(&true)
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
        let place = |context: ContextId| places.get(context as usize).copied().flatten();
        self.words.renumber(&place);
        for called in self.called.values_mut() {
            *called = called.drain(..).filter_map(|(context, called)| Some((place(context)?, called))).collect();
        }
        self.related = kept.iter().map(|(old, _)| self.is_related(*old)).collect();
        self.case_of = kept.into_iter().map(|(_, ordinal)| ordinal).collect();
    }

    /// Writes them for the cache file.
    pub fn store(&self, to: &mut Writer) {
        self.words.store(to);
        to.list(&self.case_of);
        to.list(&self.related.iter().map(|related| u8::from(*related)).collect::<Vec<_>>());
        to.u64(self.called.len() as u64);
        for (word, called) in &self.called {
            to.u32(*word);
            to.u64(called.len() as u64);
            for (context, called) in called {
                to.u32(*context);
                to.bytes(called.as_bytes());
            }
        }
    }

    /// Reads what was written.
    pub fn restore(from: &mut Reader<'_>, stored: &Arc<Stored>) -> Option<Self> {
        let words = WordPlaces::restore(from, stored)?;
        let (case_of, related) = (from.own_list(stored)?, from.own_list::<u8>(stored)?);
        let mut contexts =
            Self { words, case_of, related: related.iter().map(|related| *related == 1).collect(), ..Self::default() };
        for _ in 0..from.count(size_of::<WordId>())? {
            let (word, mut called) = (from.u32()?, Vec::new());
            for _ in 0..from.count(size_of::<ContextId>())? {
                called.push((from.u32()?, from.text()?.into()));
            }
            contexts.called.insert(word, called);
        }
        Some(contexts)
    }

    /// Bytes on the heap, roughly.
    pub fn size(&self) -> usize {
        let called: usize =
            self.called.values().map(|called| called.capacity() * size_of::<(ContextId, SmolStr)>()).sum();
        self.words.size() + called + self.case_of.capacity() * size_of::<(u32, bool)>()
    }
}
