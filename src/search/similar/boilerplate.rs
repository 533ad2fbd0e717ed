//! Words that stand alike in very many texts: the sentences with which nearly every record of a sort begins. They tell nothing of
//! what was found, however rare their single words are.

use crate::search::index::{Doc, Index, Lexicon, RowWord, StemId, stems};

/// So many words in a row are no chance.
const ROW: usize = 5;
/// One text in so many must have them.
const ONE_IN: u32 = 5;
/// And no fewer texts than these: of few, some say the same for a reason.
const LEAST: u32 = 10;
/// Counts of rows of words, by their hash: two may share a count, which is far below what matters.
const COUNTS: usize = 1 << 20;

/// How often each row of words stands in the findings and recommendations of an index.
#[derive(Debug)]
pub struct Boilerplate {
    counts: Vec<u32>,
    from: u32,
}

impl Boilerplate {
    /// Counts the texts of an index.
    pub fn of(index: &Index) -> Self {
        let mut counts = vec![0_u32; COUNTS];
        let mut texts = 0;
        let (mut row, mut places) = (Vec::new(), Vec::new());
        for doc in 0..Doc::try_from(index.docs()).unwrap_or(Doc::MAX) {
            if !index.facts(doc).is_some_and(|facts| facts.sort.is_statement()) {
                continue;
            }
            let Some((case, at)) = index.locate(doc) else { continue };
            texts += 1;
            let item = case.item_words(at);
            in_row(item.words.get(..item.main).unwrap_or_default(), &index.lexicon, &mut row);
            places.clear();
            places.extend(row.windows(ROW).map(place));
            places.sort_unstable();
            places.dedup();
            for place in &places {
                if let Some(count) = counts.get_mut(*place) {
                    *count += 1;
                }
            }
        }
        Self { counts, from: (texts / ONE_IN).max(LEAST) }
    }

    /// The stems of a text, each once, without what stands alike in very many; all of them where nothing else is left.
    pub fn stems(&self, words: &[RowWord], lexicon: &Lexicon) -> Vec<StemId> {
        let mut row = Vec::new();
        in_row(words, lexicon, &mut row);
        let mut told = vec![true; row.len()];
        for (at, window) in row.windows(ROW).enumerate() {
            if self.counts.get(place(window)).is_some_and(|count| *count > self.from) {
                told.iter_mut().skip(at).take(ROW).for_each(|told| *told = false);
            }
        }
        let mut left: Vec<StemId> = row.iter().zip(&told).filter(|(_, told)| **told).map(|(stem, _)| *stem).collect();
        if left.is_empty() || left.len() == row.len() {
            return stems(words, lexicon);
        }
        left.sort_unstable();
        left.dedup();
        left
    }
}

/// The stems of a text in their order.
fn in_row(words: &[RowWord], lexicon: &Lexicon, row: &mut Vec<StemId>) {
    row.clear();
    row.extend(words.iter().filter(|word| **word != RowWord::BREAK).filter_map(|word| lexicon.stem(word.id())));
}

/// The count of a row of words.
fn place(window: &[StemId]) -> usize {
    let hash = window.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, stem| {
        (hash ^ u64::from(*stem)).wrapping_mul(0x0100_0000_01b3).rotate_left(23)
    });
    usize::try_from(hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 44).unwrap_or(0) % COUNTS
}
