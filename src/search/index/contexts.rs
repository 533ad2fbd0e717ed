//! The words around an item, which it does not carry itself: names, people, area and summary of its case; title, chair and
//! authors of its review.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::RandomState;
use smol_str::SmolStr;

use super::texts::TextList;
use super::word_places::WordPlaces;
use super::{Lexicon, WordId};
use crate::case::{Case, Scope};
use crate::library::cache::{ByteReader, ByteWriter, Grown};
use crate::text::fold::words;

/// A number of a case or review whose words stand around items. A case's reviews follow it.
pub type ContextId = u32;

/// The words of cases and reviews.
#[derive(Debug, Default)]
pub struct Contexts {
    /// A word counts in full where it names the case or stands in the head of the review.
    words: WordPlaces,
    /// The case of each context.
    case_of: Grown<u32>,
    /// For each context, 1 where it is a review of something else that the case was part of.
    related: Grown<u8>,
    /// For each word of a person's name, the cases and what their texts call the person: "the mother".
    called: HashMap<WordId, Vec<(ContextId, SmolStr)>, RandomState>,
    /// The same of a cache file: words in the order of their numbers, one as often as it needs, each with a case; and the texts.
    stored_called: (&'static [[u32; 2]], TextList),
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
        self.related.push(0);
        for review in &case.reviews {
            let context = self.case_of.len() as ContextId;
            self.note(context, &review.title, true, lexicon);
            for person in &review.people {
                self.note(context, &person.name, true, lexicon);
            }
            self.case_of.push(ordinal);
            self.related.push(u8::from(review.scope != Scope::Case));
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
    pub fn called(&self, word: WordId) -> impl Iterator<Item = (ContextId, &str)> {
        let (stored, texts) = &self.stored_called;
        let first = stored.partition_point(|[before, _]| *before < word);
        let stored = (first..).zip(stored.get(first..).unwrap_or_default()).take_while(move |(_, [of, _])| *of == word);
        let stored = stored.filter_map(|(at, [_, context])| Some((*context, texts.get(at)?)));
        let own = self.called.get(&word).into_iter().flatten();
        stored.chain(own.map(|(context, called)| (*context, called.as_str())))
    }

    /// How many numbers have been given.
    pub fn len(&self) -> usize {
        self.case_of.len()
    }

    /// The case of a context.
    pub fn case_of(&self, context: ContextId) -> u32 {
        self.case_of.get(context as usize).unwrap_or(u32::MAX)
    }

    /// True for a review of something else that the case was part of: its author does not stand for the case.
    pub fn is_related(&self, context: ContextId) -> bool {
        self.related.get(context as usize) == Some(1)
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
        let words: BTreeSet<WordId> =
            self.called.keys().copied().chain(self.stored_called.0.iter().map(|[word, _]| *word)).collect();
        let moved = words.into_iter().map(|word| {
            let called = self.called(word).filter_map(|(context, called)| Some((place(context)?, called.into())));
            (word, called.collect())
        });
        self.called = moved.collect();
        self.stored_called = Default::default();
        self.related = kept.iter().map(|(old, _)| u8::from(self.is_related(*old))).collect();
        self.case_of = kept.into_iter().map(|(_, ordinal)| ordinal).collect();
    }

    /// Writes them for the cache file.
    pub fn store(&self, words: usize, to: &mut ByteWriter) {
        self.words.store(words, to);
        self.case_of.store(to);
        self.related.store(to);
        let words: BTreeSet<WordId> = self.called.keys().copied().collect();
        let (mut list, mut texts) = (Vec::new(), TextList::default());
        for word in words {
            for (context, called) in self.called(word) {
                list.push([word, context]);
                texts.push(called);
            }
        }
        to.list(&list);
        texts.store(to);
    }

    /// Reads what was written.
    pub fn restore(from: &mut ByteReader<'static>) -> Option<Self> {
        let (words, case_of, related) = (WordPlaces::restore(from)?, Grown::restore(from)?, Grown::restore(from)?);
        let stored_called = (from.list()?, TextList::restore(from)?);
        Some(Self { words, case_of, related, stored_called, ..Self::default() })
    }

    /// Bytes on the heap, roughly.
    pub fn size(&self) -> usize {
        let called: usize =
            self.called.values().map(|called| called.capacity() * size_of::<(ContextId, SmolStr)>()).sum();
        self.words.size() + called + self.case_of.size() + self.related.size()
    }
}
