//! Findings and recommendations of other cases that say the same.
//!
//! # The measure
//!
//! BM25 (Robertson and Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond*, 2009) with an item as the query
//! against every other item. Terms are the stems of its main text; themes and agencies are terms of a second field, whose
//! weight is set as in BM25F (the same, chapter 3.6). With `k1` = 1.2 and `b` = 0.4, a stem that stands in a text of
//! `l` words adds
//!
//! ```text
//! ln(1 + (N - n + 0.5) / (n + 0.5))² · (k1 + 1) / (1 + k1 · (1 - b + b · l / mean l))
//! ```
//!
//! where `n` of `N` findings and recommendations have it. How rare it is counts twice, for the item that asks and for the
//! one that answers: here the query is a text as the answer is, and not a few words that somebody chose. The text of an item is a sentence or two: a stem stands in it or
//! does not, and how often is not counted. What every review says ("the review found that") is so frequent that it adds
//! next to nothing, so no list of stop-words is needed.
//!
//! Sentences that open very many records weigh nothing, and where an item has many themes and agencies, each weighs less
//! (`boilerplate`, `terms`): what was found decides, and not how records of a sort begin or are filed.
//!
//! Names tell of the case and not of what was found: words of its title and area that are mostly written with a capital are
//! left out.
//!
//! A score means little by itself, so it is told as a share of what the item scores against itself. Both directions are
//! taken (their geometric mean), so that a short item is not like every long one that holds its words, and what is like
//! this item has this item among those that are like it. Items of the other sort are marked down.
//!
//! The threshold was judged on pairs that a reader calls the same (`tests/similar.rs`).

mod boilerplate;
mod groups;
mod hit;
mod pairs;
mod terms;
mod work;

use crate::case::ItemRef;
use crate::library::EntryKey;
use crate::search::index::{Doc, Index};

pub use groups::{Group, Grouping, groups};
pub use hit::{Similar, SimilarHit};
use terms::Terms;
pub use work::Work;

/// The share from which on items count as the same: what readers' pairs and their opposites say.
pub const THRESHOLD: u8 = 22;
/// An item of the other sort keeps so much of its share: a finding is rather like a finding.
const OTHER_SORT: f32 = 0.75;

/// Items like an item; nothing at all when `cancelled` says so before they are known. The index must be ranked.
pub fn similar(
    index: &Index,
    key: EntryKey,
    item: ItemRef,
    work: &mut Work,
    cancelled: &dyn Fn() -> bool,
) -> Option<Similar> {
    let Some(doc) = index.doc_of(key, item) else { return Some(Similar::default()) };
    let found = alike(index, doc, work, cancelled)?;
    let hit = |(score, doc): (u8, Doc)| {
        let (case, at) = index.locate(doc)?;
        Some(SimilarHit { key: case.key, item: *case.items.get(at)?, score })
    };
    Some(Similar { hits: found.into_iter().filter_map(hit).collect() })
}

/// The documents of other cases that are like this one, with how alike, best first.
fn alike(index: &Index, doc: Doc, work: &mut Work, cancelled: &dyn Fn() -> bool) -> Option<Vec<(u8, Doc)>> {
    let Some(terms) = Terms::of(index, doc, work) else { return Some(Vec::new()) };
    let threshold = f32::from(THRESHOLD) / 100.0;
    // The share in the other direction is a whole at most.
    let mut shares = terms.found(index, (index.ordinal(doc), threshold * threshold), work, cancelled)?;
    if cancelled() {
        return None;
    }
    let sort = |doc: Doc| index.facts(doc).map(|facts| facts.sort);
    // Good practice is not the same as a failing, whatever words the two share.
    let good = |doc: Doc| index.facts(doc).is_some_and(|facts| facts.good);
    shares.retain(|(_, shared)| sort(shared.doc) != sort(doc) || good(shared.doc) == good(doc));
    let mut found: Vec<(u8, u32, Doc)> = Vec::new();
    for (share, shared) in shares {
        let back = (shared.in_text_of(index, doc) / Terms::own_of(index, shared.doc, work)).min(1.0);
        let kept = if sort(shared.doc) == sort(doc) { 1.0 } else { OTHER_SORT };
        let score = kept * (share * back).sqrt();
        if score >= threshold {
            found.push(((score * 100.0).round() as u8, index.rank_of(index.ordinal(shared.doc)), shared.doc));
        }
    }
    // Of two that are as much alike, that of the newest case stands first, as everywhere.
    found.sort_unstable_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    Some(found.into_iter().map(|(score, _, doc)| (score, doc)).collect())
}
