//! Groups of items that say the same.

use std::collections::{HashMap, HashSet};

use super::work::Work;
use super::{GROUP_THRESHOLD, MOST_GROUPED, SimilarHit, alike};
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
/// It takes long in a large library, and others ask in between: what is known when it is cancelled stays in `work`, and the
/// next call goes on from there.
pub fn groups(index: &Index, work: &mut Work, cancelled: &dyn Fn() -> bool) -> Option<Vec<Group>> {
    if let Grouping::Done(groups) = &work.grouping {
        return Some(groups.clone());
    }
    let Grouping::Under(mut so_far) = std::mem::take(&mut work.grouping) else { return None };
    let looked_at = look(index, work, &mut so_far, cancelled);
    if looked_at.is_none() {
        work.grouping = Grouping::Under(so_far);
        return None;
    }
    let groups = grouped(index, so_far);
    work.grouping = Grouping::Done(groups.clone());
    Some(groups)
}

/// How far the groups of an index are.
#[derive(Debug)]
pub enum Grouping {
    /// The likes of each item are being looked for.
    Under(SoFar),
    /// All is known.
    Done(Vec<Group>),
}

impl Default for Grouping {
    fn default() -> Self {
        Self::Under(SoFar::default())
    }
}

/// The likes of the items that have been looked at.
#[derive(Debug, Default)]
pub struct SoFar {
    /// The item to be looked at next.
    next: Doc,
    /// Items with how many cases theirs come from, and how like they are together.
    stars: Vec<(usize, f32, Doc)>,
    rays: HashMap<Doc, Vec<(u8, Doc)>>,
}

/// Looks at the items that are left; nothing when cancelled.
fn look(index: &Index, work: &mut Work, so_far: &mut SoFar, cancelled: &dyn Fn() -> bool) -> Option<()> {
    while (so_far.next as usize) < index.docs() {
        if cancelled() {
            return None;
        }
        let doc = so_far.next;
        let there = index.case(index.ordinal(doc)).and_then(|_| index.facts(doc));
        if let Some(facts) = there.filter(|facts| facts.sort.is_statement()) {
            let mut like = alike(index, doc, (GROUP_THRESHOLD, MOST_GROUPED), work, cancelled)?;
            like.retain(|(_, other)| index.facts(*other).is_some_and(|other| other.sort == facts.sort));
            if !like.is_empty() {
                let together = like.iter().map(|(score, _)| f32::from(*score)).sum();
                so_far.stars.push((cases_of(index, &like), together, doc));
                so_far.rays.insert(doc, like);
            }
        }
        so_far.next += 1;
    }
    Some(())
}

fn grouped(index: &Index, SoFar { mut stars, mut rays, .. }: SoFar) -> Vec<Group> {
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
    groups
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
