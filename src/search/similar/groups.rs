//! Groups of items that say the same.

use std::collections::{HashMap, HashSet};

use super::terms::Terms;
use super::{GROUP_THRESHOLD, SimilarHit, alike};
use crate::case::ItemRef;
use crate::library::EntryKey;
use crate::search::index::{Doc, Index};

/// Items of several cases that say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The case of the item that stands for the others: most are like it.
    pub key: EntryKey,
    /// That item.
    pub item: ItemRef,
    /// The others, those most like it first.
    pub others: Vec<SimilarHit>,
    /// How many cases they come from, with that of the item.
    pub cases: usize,
}

/// The groups of a library, those of most cases first; nothing at all when cancelled. The index must be ranked.
///
/// Star clustering (Aslam, Pelekhov and Rus, *The Star Clustering Algorithm*, 2004) over the graph of items that are alike:
/// the item that is like items of the most other cases takes all of them that are still free as its group, then the next.
/// Every item of a group is like the one in its middle, so groups do not chain from one thing to quite another. Findings and
/// recommendations stand in groups of their own: what was found is not what should be done.
pub fn groups(index: &Index, cancelled: &dyn Fn() -> bool) -> Option<Vec<Group>> {
    let mut stars: Vec<(usize, f32, Doc)> = Vec::new();
    let mut rays: HashMap<Doc, Vec<(u8, Doc)>> = HashMap::new();
    let owns: Vec<f32> =
        (0..index.docs() as Doc).map(|doc| Terms::of(index, doc).map_or(f32::MAX, |terms| terms.own())).collect();
    let own = |doc: Doc| owns.get(doc as usize).copied().unwrap_or(f32::MAX);
    for (_, case) in index.cases() {
        for doc in case.docs() {
            if cancelled() {
                return None;
            }
            let Some(facts) = index.facts(doc).filter(|facts| facts.sort.is_statement()) else { continue };
            let mut like = alike(index, doc, GROUP_THRESHOLD, &own, cancelled)?;
            like.retain(|(_, other)| index.facts(*other).is_some_and(|other| other.sort == facts.sort));
            if !like.is_empty() {
                stars.push((cases_of(index, &like), like.iter().map(|(score, _)| f32::from(*score)).sum(), doc));
                rays.insert(doc, like);
            }
        }
    }
    let order = |index: &Index, doc: Doc| (index.rank_of(index.ordinal(doc)), doc);
    stars.sort_by(|a, b| {
        b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then_with(|| order(index, a.2).cmp(&order(index, b.2)))
    });
    let mut taken: HashSet<Doc> = HashSet::new();
    let mut groups = Vec::new();
    for (_, _, centre) in stars {
        if taken.contains(&centre) {
            continue;
        }
        let mut like = rays.remove(&centre).unwrap_or_default();
        like.retain(|(_, doc)| !taken.contains(doc));
        if like.is_empty() {
            continue;
        }
        taken.insert(centre);
        taken.extend(like.iter().map(|(_, doc)| *doc));
        let cases = cases_of(index, &like) + 1;
        groups.extend(group(index, centre, &like, cases));
    }
    groups.sort_by(|a, b| b.cases.cmp(&a.cases).then(b.others.len().cmp(&a.others.len())));
    Some(groups)
}

fn cases_of(index: &Index, like: &[(u8, Doc)]) -> usize {
    like.iter().map(|(_, doc)| index.ordinal(*doc)).collect::<HashSet<_>>().len()
}

fn group(index: &Index, centre: Doc, like: &[(u8, Doc)], cases: usize) -> Option<Group> {
    let place = |doc: Doc| {
        let (case, at) = index.locate(doc)?;
        Some((case.key, *case.items.get(at)?))
    };
    let (key, item) = place(centre)?;
    let hit = |(score, doc): &(u8, Doc)| place(*doc).map(|(key, item)| SimilarHit { key, item, score: *score });
    Some(Group { key, item, others: like.iter().filter_map(hit).collect(), cases })
}
