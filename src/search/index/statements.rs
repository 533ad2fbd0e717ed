//! How often words, themes and agencies stand in what reviews say: their findings and recommendations. What is rare tells
//! more than what is frequent, and a word that every review uses tells nothing.

use super::{Lexicon, RowWord, StemId, ValueId};
use crate::library::cache::{ByteReader, ByteWriter, Flat, own_size};

/// Counts over all findings and recommendations.
#[derive(Debug, Default)]
pub struct Statements {
    /// In how many main texts each stem stands.
    stems: Flat<u32>,
    /// On how many each theme and agency stands.
    labels: Flat<u32>,
    count: u32,
    /// Words of all main texts.
    words: u64,
}

impl Statements {
    /// Counts one in.
    pub fn add(&mut self, words: &[RowWord], labels: &[ValueId], lexicon: &Lexicon) {
        self.count += 1;
        self.words += words.len() as u64;
        for (counts, ids) in [(&mut self.stems, stems(words, lexicon)), (&mut self.labels, once(labels))] {
            let counts = counts.to_mut();
            for id in ids {
                let at = id as usize;
                if counts.len() <= at {
                    counts.resize(at + 1, 0);
                }
                if let Some(count) = counts.get_mut(at) {
                    *count += 1;
                }
            }
        }
    }

    /// Takes one out that was counted in.
    pub fn remove(&mut self, words: &[RowWord], labels: &[ValueId], lexicon: &Lexicon) {
        self.count = self.count.saturating_sub(1);
        self.words = self.words.saturating_sub(words.len() as u64);
        for (counts, ids) in [(&mut self.stems, stems(words, lexicon)), (&mut self.labels, once(labels))] {
            let counts = counts.to_mut();
            for id in ids {
                if let Some(count) = counts.get_mut(id as usize) {
                    *count = count.saturating_sub(1);
                }
            }
        }
    }

    /// How rare a stem is: the inverse document frequency of BM25, never below nothing.
    pub fn rarity_of_stem(&self, stem: StemId) -> f32 {
        self.rarity(self.with_stem(stem))
    }

    /// In how many a stem stands.
    pub fn with_stem(&self, stem: StemId) -> u32 {
        self.stems.get(stem as usize).copied().unwrap_or(0)
    }

    /// How rare a theme or an agency is.
    pub fn rarity_of_label(&self, label: ValueId) -> f32 {
        self.rarity(self.labels.get(label as usize).copied().unwrap_or(0))
    }

    fn rarity(&self, with: u32) -> f32 {
        let (count, with) = (self.count as f32, with as f32);
        (1.0 + (count - with + 0.5).max(0.0) / (with + 0.5)).ln()
    }

    /// How many words one has, on average.
    pub fn mean_words(&self) -> f32 {
        (self.words as f32 / self.count.max(1) as f32).max(1.0)
    }

    /// Writes them for the cache file.
    pub fn store(&self, to: &mut ByteWriter) {
        to.list(&self.stems);
        to.list(&self.labels);
        to.u32(self.count);
        to.u64(self.words);
    }

    /// Reads what was written.
    pub fn restore(from: &mut ByteReader<'static>) -> Option<Self> {
        let (stems, labels) = (from.list()?.into(), from.list()?.into());
        Some(Self { stems, labels, count: from.u32()?, words: from.u64()? })
    }

    /// Bytes on the heap.
    pub fn size(&self) -> usize {
        own_size(&self.stems) + own_size(&self.labels)
    }
}

/// The stems of a main text, each once.
pub fn stems(words: &[RowWord], lexicon: &Lexicon) -> Vec<StemId> {
    let mut stems: Vec<StemId> =
        words.iter().filter(|word| **word != RowWord::BREAK).filter_map(|word| lexicon.stem(word.id())).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

fn once(labels: &[ValueId]) -> Vec<ValueId> {
    let mut labels = labels.to_vec();
    labels.sort_unstable();
    labels.dedup();
    labels
}
