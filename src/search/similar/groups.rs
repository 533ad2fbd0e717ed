//! Groups of items that say the same.

use std::collections::HashSet;

use super::hit::SimilarHit;
use super::pairs::{AllPairs, ComparedText};
use super::work::Work;
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
///
/// It takes long in a large library, and others ask in between: what is known when it is cancelled stays in `grouping`, and the
/// next call goes on from there.
pub fn groups(
    index: &Index,
    grouping: &mut Grouping,
    work: &mut Work,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<Group>> {
    if let Grouping::Done(groups) = grouping {
        return Some(groups.clone());
    }
    let Grouping::Under(mut pairs) = std::mem::take(grouping) else { return None };
    if !pairs.find(index, work, cancelled) {
        *grouping = Grouping::Under(pairs);
        return None;
    }
    let groups = grouped(index, *pairs);
    *grouping = Grouping::Done(groups.clone());
    Some(groups)
}

/// How far the groups of an index are.
#[derive(Debug)]
pub enum Grouping {
    /// The pairs are being looked for.
    Under(Box<AllPairs>),
    /// All is known.
    Done(Vec<Group>),
}

impl Default for Grouping {
    fn default() -> Self {
        Self::Under(Box::default())
    }
}

/// A text that others are like.
struct Star {
    /// From how many cases they come.
    cases: usize,
    /// How like they are together.
    together: f32,
    /// The text.
    centre: u32,
}

fn grouped(index: &Index, pairs: AllPairs) -> Vec<Group> {
    let (statements, mut like) = pairs.into_found();
    let cases_of = |like: &[(u8, u32)]| {
        let cases = like.iter().filter_map(|(_, at)| statements.get(*at as usize).map(|statement| statement.case));
        cases.collect::<HashSet<_>>().len()
    };
    let mut stars: Vec<Star> = (0..)
        .zip(&like)
        .filter(|(_, like)| !like.is_empty())
        .map(|(centre, like)| {
            let together = like.iter().map(|(score, _)| f32::from(*score)).sum();
            Star { cases: cases_of(like), together, centre }
        })
        .collect();
    let place = |at: u32| statements.get(at as usize).map(ComparedText::place);
    stars.sort_by(|a, b| {
        b.cases
            .cmp(&a.cases)
            .then(b.together.total_cmp(&a.together))
            .then_with(|| place(a.centre).cmp(&place(b.centre)))
    });
    let mut taken: HashSet<u32> = HashSet::new();
    let mut groups = Vec::new();
    for Star { centre, .. } in stars {
        if taken.contains(&centre) {
            continue;
        }
        let mut like = like.get_mut(centre as usize).map(std::mem::take).unwrap_or_default();
        like.retain(|(_, at)| !taken.contains(at));
        if like.is_empty() {
            continue;
        }
        taken.insert(centre);
        taken.extend(like.iter().map(|(_, at)| *at));
        let cases = cases_of(&like) + 1;
        let doc = |at: u32| statements.get(at as usize).map(|statement| statement.doc);
        let docs: Vec<(u8, Doc)> = like.iter().filter_map(|(score, at)| Some((*score, doc(*at)?))).collect();
        groups.extend(doc(centre).and_then(|centre| group(index, centre, &docs, cases)));
    }
    groups.sort_by(|a, b| b.cases.cmp(&a.cases).then(b.others.len().cmp(&a.others.len())));
    groups
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
