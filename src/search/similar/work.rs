//! Numbers that are kept from one item to the next while an index stays as it is. A library has tens of thousands of items: what each
//! asks for anew is asked for tens of thousands of times.

use std::sync::Arc;

use super::boilerplate::Boilerplate;
use crate::search::index::{Doc, Index, StemId};

/// Of one index as it stands; dropped when that changes.
#[derive(Debug, Default)]
pub struct Work {
    /// By document, what is known of it for the item that asks.
    counts: Vec<Count>,
    /// The documents that have a word of that item.
    found: Vec<Doc>,
    /// Counts with smaller stamps are of items that asked before.
    stamp: u32,
    /// By document, what it scores against itself; not a number until that was asked for.
    owns: Vec<f32>,
    /// By stem, what it weighs, likewise.
    weights: Vec<f32>,
    /// The runs of words that stand alike in very many texts, once they were asked for.
    boilerplate: Option<Arc<Boilerplate>>,
}

/// The weight that a document shares with an item.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    words: f32,
    labels: f32,
    /// The last word that was counted in.
    stamp: u32,
}

impl Work {
    /// The runs of words that stand alike in very many texts.
    pub fn boilerplate(&mut self, index: &Index) -> Arc<Boilerplate> {
        Arc::clone(self.boilerplate.get_or_insert_with(|| Arc::new(Boilerplate::of(index))))
    }

    /// The weight of a stem before the length of a text is counted in.
    pub fn weight(&mut self, index: &Index, stem: StemId) -> f32 {
        known(&mut self.weights, stem as usize, || index.statements.rarity_of_stem(stem).powi(2))
    }

    /// The score of a document against itself, which `find` computes where it is not known yet.
    pub fn own(&mut self, doc: Doc, find: impl FnOnce(&mut Self) -> f32) -> f32 {
        if let Some(own) = self.owns.get(doc as usize).filter(|own| !own.is_nan()) {
            return *own;
        }
        let own = find(self);
        known(&mut self.owns, doc as usize, || own)
    }

    /// Counts for another item, which has so many words, in so many documents.
    pub fn tally(&mut self, docs: usize, words: usize) -> ItemCounts<'_> {
        let words = u32::try_from(words).unwrap_or(u32::MAX);
        if self.counts.len() < docs {
            self.counts.resize(docs, Count::default());
        }
        // Stamps never come twice: after four thousand million words all is counted from the start.
        if self.stamp.checked_add(words).is_none() {
            self.counts.fill(Count::default());
            self.stamp = 0;
        }
        self.found.clear();
        ItemCounts { counts: &mut self.counts, found: &mut self.found, before: self.stamp, stamp: &mut self.stamp }
    }
}

/// A number that is found out once.
fn known(numbers: &mut Vec<f32>, at: usize, find: impl FnOnce() -> f32) -> f32 {
    if numbers.len() <= at {
        numbers.resize(at + 1, f32::NAN);
    }
    match numbers.get_mut(at) {
        Some(number) if number.is_nan() => {
            *number = find();
            *number
        }
        Some(number) => *number,
        None => f32::NAN,
    }
}

/// The counts of one item.
pub struct ItemCounts<'a> {
    counts: &'a mut [Count],
    found: &'a mut Vec<Doc>,
    /// The last stamp of the items before.
    before: u32,
    stamp: &'a mut u32,
}

impl ItemCounts<'_> {
    /// From now on the next word is counted.
    pub fn next_word(&mut self) {
        *self.stamp += 1;
    }

    /// A document has the word, in one of its spellings.
    pub fn word(&mut self, doc: Doc, weight: f32) {
        let Some(count) = self.counts.get_mut(doc as usize).filter(|count| count.stamp != *self.stamp) else { return };
        if count.stamp <= self.before {
            *count = Count::default();
            self.found.push(doc);
        }
        count.words += weight;
        count.stamp = *self.stamp;
    }

    /// A document has a theme or an agency of the item. One without any of its words is not looked at.
    pub fn label(&mut self, doc: Doc, weight: f32) {
        if let Some(count) = self.counts.get_mut(doc as usize).filter(|count| count.stamp > self.before) {
            count.labels += weight;
        }
    }

    /// The documents with a word of the item, with what their words and their labels add.
    pub fn found(&self) -> impl Iterator<Item = (Doc, f32, f32)> {
        self.found.iter().filter_map(|doc| {
            let count = self.counts.get(*doc as usize)?;
            Some((*doc, count.words, count.labels))
        })
    }
}
