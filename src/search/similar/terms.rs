//! The most telling words, themes and agencies of an item, and what others score against them.

use std::collections::HashSet;

use crate::search::index::{Doc, Index, StemId, ValueId, WordId, stems};
use crate::search::query::Field;

/// How soon more of the same adds nothing more (BM25).
const K1: f32 = 1.2;
/// How much a long text is marked down (BM25).
const B: f32 = 0.4;
/// What a theme weighs against a word (BM25F).
const THEME: f32 = 2.5;
/// What an agency weighs against a word.
const AGENCY: f32 = 0.6;
/// No more words than these are asked for: the most telling ones.
const MOST_WORDS: usize = 24;
/// Nor one that weighs less than this share of the most telling one.
const LEAST: f32 = 0.03;

/// An item as a query.
pub struct Terms {
    /// Each with what it weighs before the length of a text is counted in.
    words: Vec<(StemId, f32)>,
    /// Each with what it adds.
    labels: Vec<(ValueId, f32)>,
    /// What the item scores against itself.
    own: f32,
}

impl Terms {
    /// The terms of a finding or recommendation; nothing for other documents, and where no word is left.
    pub fn of(index: &Index, doc: Doc) -> Option<Self> {
        let facts = index.facts(doc).filter(|facts| facts.sort.is_statement())?;
        let (case, at) = index.locate(doc)?;
        let item = case.item_words(at);
        let main = item.words.get(..item.main).unwrap_or_default();
        let names: HashSet<StemId> =
            stems(case.header.get(..case.own).unwrap_or_default(), &index.lexicon).into_iter().collect();
        let mut words: Vec<(StemId, f32)> = stems(main, &index.lexicon)
            .into_iter()
            .filter(|stem| !(names.contains(stem) && is_name(index, *stem)))
            .map(|stem| (stem, index.statements.rarity_of_stem(stem).powi(2)))
            .collect();
        words.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        words.truncate(MOST_WORDS);
        // What every review says stands in half of the library, costs most and tells nothing.
        let least = words.first().map_or(0.0, |(_, weight)| weight * LEAST);
        words.retain(|(_, weight)| *weight >= least);
        if words.is_empty() {
            return None;
        }
        let mut labels: Vec<(ValueId, f32)> =
            case.item_labels(at).iter().map(|id| (*id, label_weight(index, *id))).collect();
        labels.sort_unstable_by_key(|(id, _)| *id);
        labels.dedup_by_key(|(id, _)| *id);
        let own = words.iter().map(|(_, weight)| weight).sum::<f32>() * length_factor(index, facts.words)
            + labels.iter().map(|(_, weight)| weight).sum::<f32>();
        Some(Self { words, labels, own })
    }

    /// What the item scores against itself.
    pub fn own(&self) -> f32 {
        self.own
    }

    /// Every finding and recommendation that has one of the words; nothing at all when cancelled.
    pub fn found(&self, index: &Index, cancelled: &dyn Fn() -> bool) -> Option<Vec<Shared>> {
        // What is known of each document: the sum of its words, and the last term that was counted for it.
        let mut sums: Vec<(f32, u32)> = vec![(0.0, 0); index.docs()];
        let mut found: Vec<Doc> = Vec::new();
        for (term, (stem, weight)) in (1..).zip(&self.words) {
            if cancelled() {
                return None;
            }
            for postings in index.lexicon.spellings(*stem).iter().filter_map(|word| index.lexicon.postings(*word)) {
                postings.each(|doc, main| {
                    let Some((sum, last)) = sums.get_mut(doc as usize).filter(|(_, last)| main && *last != term) else {
                        return;
                    };
                    if *last == 0 {
                        found.push(doc);
                    }
                    (*sum, *last) = (*sum + weight, term);
                });
            }
        }
        let alive = |doc: &Doc| {
            index.facts(*doc).is_some_and(|facts| facts.sort.is_statement())
                && index.case(index.ordinal(*doc)).is_some()
        };
        found.retain(alive);
        let mut labels: Vec<f32> = vec![0.0; if self.labels.is_empty() { 0 } else { index.docs() }];
        for (id, weight) in &self.labels {
            let Some(value) = index.values.get(*id) else { continue };
            value.postings.each(|doc, _| {
                if let Some(sum) = labels.get_mut(doc as usize) {
                    *sum += weight;
                }
            });
        }
        let sum = |doc: Doc| sums.get(doc as usize).map_or(0.0, |(sum, _)| *sum);
        let label = |doc: Doc| labels.get(doc as usize).copied().unwrap_or(0.0);
        Some(found.into_iter().map(|doc| Shared { doc, words: sum(doc), labels: label(doc) }).collect())
    }
}

/// What another document shares with an item.
#[derive(Debug, Clone, Copy)]
pub struct Shared {
    /// Which.
    pub doc: Doc,
    /// What the words weigh that both have, before the length of a text is counted in.
    words: f32,
    /// What the themes and agencies weigh that both have.
    labels: f32,
}

impl Shared {
    /// What is shared scores in this document, which is one of the two.
    pub fn in_text_of(&self, index: &Index, doc: Doc) -> f32 {
        self.words * length_factor(index, index.facts(doc).map_or(0, |facts| facts.words)) + self.labels
    }
}

fn label_weight(index: &Index, id: ValueId) -> f32 {
    let field = match index.values.get(id).map(|value| value.field) {
        Some(Field::Theme) => THEME,
        _ => AGENCY,
    };
    field * index.statements.rarity_of_label(id).powi(2)
}

/// What a word adds in a text of so many words.
fn length_factor(index: &Index, words: u8) -> f32 {
    (K1 + 1.0) / (1.0 + K1 * (1.0 - B + B * f32::from(words) / index.statements.mean_words()))
}

/// Whether a stem is mostly written with a capital.
fn is_name(index: &Index, stem: StemId) -> bool {
    let count = |word: &WordId| index.lexicon.postings(*word).map_or(0, |postings| postings.count());
    let (mut capital, mut all) = (0, 0);
    for word in index.lexicon.spellings(stem) {
        let starts = index.lexicon.word(*word).and_then(|word| word.plain.chars().next());
        let count = count(word);
        all += count;
        capital += if starts.is_some_and(char::is_uppercase) { count } else { 0 };
    }
    capital * 2 > all
}
