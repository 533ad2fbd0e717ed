//! The most telling words, themes and agencies of an item, and what others score against them.

use super::work::Work;
use crate::search::index::{Doc, Index, StemId, ValueId, WordId};
use crate::search::query::FilterField;

/// How soon more of the same adds nothing more (BM25).
const K1: f32 = 1.2;
/// How much a long text is marked down (BM25).
const B: f32 = 0.4;
/// The weight of a theme against a word (BM25F).
const THEME: f32 = 2.5;
/// The weight of an agency against a word.
const AGENCY: f32 = 0.6;
/// More themes and agencies than these are many. No item of the bundled library has more.
const MOST_LABELS: usize = 8;
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
    /// The score of the item against itself.
    own: f32,
    /// The worth of a word in a text of its length.
    length: f32,
}

impl Terms {
    /// The terms of a finding or recommendation; nothing for other documents, and where no word is left.
    pub fn of(index: &Index, doc: Doc, work: &mut Work) -> Option<Self> {
        let facts = index.facts(doc).filter(|facts| facts.sort.is_statement())?;
        let (case, at) = index.locate(doc)?;
        let item = case.item_words(at);
        let main = item.words.get(..item.main).unwrap_or_default();
        let stems = work.boilerplate(index).stems(main, &index.lexicon);
        let mut words: Vec<(StemId, f32)> = stems
            .into_iter()
            .filter(|stem| !(case.name_stems.binary_search(stem).is_ok() && is_name(index, *stem)))
            .map(|stem| (stem, work.weight(index, stem)))
            .collect();
        // The numbers of words and values are those of the order in which cases came.
        let text = |stem| index.lexicon.stem_text(stem);
        words.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then_with(|| text(a.0).cmp(text(b.0))));
        words.truncate(MOST_WORDS);
        // Words that every review uses stand in half of the library, cost most and tell nothing.
        let least = words.first().map_or(0.0, |(_, weight)| weight * LEAST);
        words.retain(|(_, weight)| *weight >= least);
        if words.is_empty() {
            return None;
        }
        let mut labels: Vec<(ValueId, f32)> =
            case.item_labels(at).iter().map(|id| (*id, label_weight(index, *id))).collect();
        let code = |id| index.values.get(id).map(|value| (value.field as u32, &value.code));
        labels.sort_unstable_by(|(a, _), (b, _)| code(*a).cmp(&code(*b)));
        labels.dedup_by_key(|(id, _)| *id);
        // The more themes and agencies a record has, the less each says: words lead.
        if labels.len() > MOST_LABELS {
            let share = MOST_LABELS as f32 / labels.len() as f32;
            labels.iter_mut().for_each(|(_, weight)| *weight *= share * share);
        }
        let length = length_factor(index, facts.words);
        let own = words.iter().map(|(_, weight)| weight).sum::<f32>() * length
            + labels.iter().map(|(_, weight)| weight).sum::<f32>();
        Some(Self { words, labels, own, length })
    }

    /// The score of a document against itself.
    pub fn own_of(index: &Index, doc: Doc, work: &mut Work) -> f32 {
        work.own(doc, |work| Self::of(index, doc, work).map_or(f32::MAX, |terms| terms.own))
    }

    /// The score of the item against itself.
    pub fn own(&self) -> f32 {
        self.own
    }

    /// The worth of a word in a text of its length.
    pub fn length(&self) -> f32 {
        self.length
    }

    /// Its words with what each weighs, the most telling first.
    pub fn words(&self) -> &[(StemId, f32)] {
        &self.words
    }

    /// Its labels with what each adds.
    pub fn labels(&self) -> &[(ValueId, f32)] {
        &self.labels
    }

    /// Every finding and recommendation of other cases than `case` that has one of the words and scores at least the share
    /// `least` of what the item scores against itself, with that share; nothing at all when cancelled.
    pub fn found(
        &self,
        index: &Index,
        (case, least): (u32, f32),
        work: &mut Work,
        cancelled: &dyn Fn() -> bool,
    ) -> Option<Vec<(f32, Shared)>> {
        let mut tally = work.tally(index.docs(), self.words.len());
        for (stem, weight) in &self.words {
            if cancelled() {
                return None;
            }
            tally.next_word();
            for postings in index.lexicon.spellings(*stem).filter_map(|word| index.lexicon.postings(word)) {
                postings.each(|doc, main| {
                    if main {
                        tally.word(doc, *weight);
                    }
                });
            }
        }
        for (id, weight) in &self.labels {
            let Some(value) = index.values.get(*id) else { continue };
            value.postings.each(|doc| tally.label(doc, *weight));
        }
        let lengths: [f32; 256] = std::array::from_fn(|words| length_factor(index, words as u8));
        let share = |(doc, words, labels): (Doc, f32, f32)| {
            let facts = index.facts(doc).filter(|facts| facts.sort.is_statement())?;
            let length = lengths.get(usize::from(facts.words)).copied().unwrap_or_default();
            let share = ((words * length + labels) / self.own).min(1.0);
            let ordinal = index.ordinal(doc);
            let wanted = share >= least && ordinal != case && index.case(ordinal).is_some();
            wanted.then_some((share, Shared { doc, words, labels }))
        };
        Some(tally.found().filter_map(share).collect())
    }
}

/// The words and labels that another document shares with an item.
#[derive(Debug, Clone, Copy)]
pub struct Shared {
    /// Its number.
    pub doc: Doc,
    /// The weight of the words that both have, before the length of a text is counted in.
    words: f32,
    /// The weight of the themes and agencies that both have.
    labels: f32,
}

impl Shared {
    /// The score of what is shared in this document, which is one of the two.
    pub fn in_text_of(&self, index: &Index, doc: Doc) -> f32 {
        self.words * length_factor(index, index.facts(doc).map_or(0, |facts| facts.words)) + self.labels
    }
}

fn label_weight(index: &Index, id: ValueId) -> f32 {
    let field = match index.values.get(id).map(|value| value.field) {
        Some(FilterField::Theme) => THEME,
        _ => AGENCY,
    };
    field * index.statements.rarity_of_label(id).powi(2)
}

/// A word adds so much in a text of so many words.
fn length_factor(index: &Index, words: u8) -> f32 {
    (K1 + 1.0) / (1.0 + K1 * (1.0 - B + B * f32::from(words) / index.statements.mean_words()))
}

/// True if a stem is mostly written with a capital.
fn is_name(index: &Index, stem: StemId) -> bool {
    let count = |word: WordId| index.lexicon.postings(word).map_or(0, |postings| postings.count());
    let (mut capital, mut all) = (0, 0);
    for word in index.lexicon.spellings(stem) {
        let starts = index.lexicon.word(word).and_then(|word| word.plain.chars().next());
        let count = count(word);
        all += count;
        capital += if starts.is_some_and(char::is_uppercase) { count } else { 0 };
    }
    capital * 2 > all
}
