//! The near entries beside a plain computation of the same scores: each entry is read whole, word by word, and none is left
//! aside by a bound.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::super::Phrases;
use super::super::loose::Loose;
use super::super::words::{Way, near_words};
use super::*;
use crate::case::Vocabulary;
use crate::search::engine::Tables;
use crate::search::index::RowWord;
use crate::search::query::Query;
use crate::search::some_library::{WORDS, some_library};
use proptest::prelude::*;

static LIBRARY: LazyLock<Index> = LazyLock::new(some_library);

/// True where an entry, or a context by its words, meets a word in this way.
fn meets(way: &Way, doc: Doc, words: &[RowWord]) -> bool {
    match &way.at {
        At::Words(ids) => words.iter().any(|word| ids.contains(&word.id())),
        At::Phrase(places) => places.iter().any(|(other, _)| *other == doc),
        At::Value(id) => {
            let mut found = false;
            LIBRARY.values.get(*id).unwrap().postings.each(|other| found |= other == doc);
            found
        }
    }
}

/// For each word, what it is worth in the best of the ways; nothing where it is not met.
fn worths(words: &[NearWord], worth: impl Fn(&Way) -> f32) -> Vec<f32> {
    words.iter().map(|word| word.ways.iter().map(&worth).fold(0.0, f32::max)).collect()
}

fn plain(words: &[NearWord]) -> Vec<(Doc, f32)> {
    let index = &*LIBRARY;
    let whole: f32 = words.iter().map(|word| word.weight).sum();
    let weighed = |worths: &[f32]| words.iter().zip(worths).map(|(word, worth)| word.weight * worth).sum::<f32>();
    let mut found = Vec::new();
    for (case, doc) in index.cases().flat_map(|(_, case)| case.docs().map(move |doc| (case, doc))) {
        let item = case.item_words((doc - case.first) as usize);
        let facts = index.facts(doc).unwrap();
        let own = worths(words, |way| if meets(way, doc, item.words) { way.worth } else { 0.0 });
        let contexts = [Some(case.context), (facts.review > 0).then(|| case.context + ContextId::from(facts.review))];
        let around: Vec<Vec<f32>> = contexts
            .into_iter()
            .flatten()
            .map(|context| {
                worths(words, |way| {
                    let At::Words(ids) = &way.at else { return 0.0 };
                    let mut worth = 0.0f32;
                    for id in ids {
                        index.contexts.each(*id, |other, head| {
                            if other == context {
                                worth = worth.max(way.worth * if head { 1.0 } else { AROUND });
                            }
                        });
                    }
                    worth
                })
            })
            .collect();
        let named = around.iter().any(|around| {
            weighed(around) > 0.0
                && (weighed(around) >= whole * AROUND_ENOUGH || around.iter().all(|worth| *worth > 0.0))
        });
        if weighed(&own) == 0.0 && !named {
            continue;
        }
        let beside: Vec<f32> = (0..words.len())
            .map(|at| if own[at] > 0.0 { 0.0 } else { around.iter().map(|around| around[at]).fold(0.0, f32::max) })
            .collect();
        let mut headlines = vec![0.0f32; words.len()];
        for (at, source) in case.docs().enumerate().filter(|(at, _)| case.citing(*at).any(|citing| citing == doc)) {
            let title =
                worths(words, |way| if meets(way, source, case.item_words(at).words) { way.worth } else { 0.0 });
            headlines.iter_mut().zip(&title).for_each(|(best, worth)| *best = best.max(*worth));
        }
        let lacking = (0..words.len()).filter(|at| own[*at] == 0.0);
        let headline: f32 = lacking.map(|at| words[at].weight * headlines[at] * HEADLINE).sum();
        let met = weighed(&own) + headline + weighed(&beside);
        let score = met * met / whole * worth(facts);
        found.push((doc, score, close(words, &item.words[..item.main])));
    }
    found.sort_by_key(|(doc, score, _)| order(index, *doc, *score));
    found.truncate(LOOKED_AT);
    let mut found: Vec<(Doc, f32)> = found
        .into_iter()
        .map(|(doc, score, close)| {
            let (case, at) = index.locate(doc).unwrap();
            let sort = index.facts(doc).unwrap().sort;
            let is_page = matches!(sort, DocSort::Page | DocSort::Other);
            let share = if is_page { share_together(words, case.item_words(at).words) } else { 1.0 };
            (doc, score * (share * share) * (1.0 + CLOSE * close))
        })
        .collect();
    found.sort_by_key(|(doc, score)| order(index, *doc, *score));
    found
}

/// The share of the weight of the words of a text that its best sentence has.
fn share_together(words: &[NearWord], text: &[RowWord]) -> f32 {
    let weight = |text: &[RowWord]| -> f32 {
        let has = |way: &Way| matches!(&way.at, At::Words(ids) if text.iter().any(|word| ids.contains(&word.id())));
        words.iter().filter(|word| word.ways.iter().any(has)).map(|word| word.weight).sum()
    };
    let all = weight(text);
    let best = text.windows(text.len().clamp(1, SENTENCE + 1)).map(weight).fold(0.0, f32::max);
    if all > 0.0 { best / all } else { 1.0 }
}

/// For each two words that follow each other, how near they stand in the text; the mean.
fn close(words: &[NearWord], text: &[RowWord]) -> f32 {
    let is = |at: usize, word: &RowWord| {
        words[at].ways.iter().any(|way| matches!(&way.at, At::Words(ids) if ids.contains(&word.id())))
    };
    let mut sum = 0.0;
    for second in 1..words.len() {
        let mut best = 0.0f32;
        for (at, word) in text.iter().enumerate() {
            for (apart, later) in (1..=FAR).zip(text.iter().skip(at + 1)) {
                let in_order = is(second - 1, word) && is(second, later);
                let turned = is(second, word) && is(second - 1, later);
                let share = if in_order {
                    1.0
                } else if turned {
                    0.5
                } else {
                    0.0
                };
                best = best.max(share / apart as f32);
            }
        }
        sum += best;
    }
    if words.len() > 1 { sum / (words.len() - 1) as f32 } else { 0.0 }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn near_entries_are_those_of_a_plain_computation(asked in prop::collection::vec(0..WORDS.len(), 1..7)) {
        let asked: Vec<&str> = asked.into_iter().collect::<BTreeSet<usize>>().into_iter().map(|at| WORDS[at]).collect();
        let mut loose = Loose::default();
        loose.bring_up_to_date(Vocabulary::shipped().thesaurus());
        let words = |asked: &[&str]| {
            let query = Query::parse_words(&asked.join(" "));
            near_words(&query, &LIBRARY, &mut Tables::default(), &loose, &mut Phrases::default())
        };
        let mut scratch = Scratch::default();
        // The arrays kept of another query change nothing.
        scratch.gather(&words(&["child", "police", "hub"]), &LIBRARY, &|_| true, &|| false);
        // Word by word, as it is typed, and one taken back.
        let typed = (1..=asked.len()).chain([asked.len() - 1, asked.len()]);
        for words in typed.map(|typed| words(&asked[..typed])).collect::<Vec<_>>() {
            let found = scratch.gather(&words, &LIBRARY, &|_| true, &|| false).unwrap();
            prop_assert_eq!(&found, &plain(&words));
            // Typed on, it may still meet the same.
            prop_assert_eq!(scratch.gather(&words, &LIBRARY, &|_| true, &|| false).unwrap(), found);
        }
        // A question that is broken off leaves nothing wrong behind.
        let looks = Cell::new(0);
        let stop = || looks.replace(looks.get() + 1) > 1;
        let other = words(&["neglect", "school", "mother"]);
        // One that shares its first words with the question before may be done before it is asked to stop.
        if let Some(found) = scratch.gather(&other, &LIBRARY, &|_| true, &stop) {
            prop_assert_eq!(found, plain(&other));
        }
        let words = words(&asked);
        prop_assert_eq!(scratch.gather(&words, &LIBRARY, &|_| true, &|| false).unwrap(), plain(&words));
    }
}
