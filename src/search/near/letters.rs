//! Letters inside other words, and the starts of two words run together: what is left where nothing better exists.

use super::words::{At, Stand, Way};
use crate::search::board::Bits;
use crate::search::engine::Tables;
use crate::search::index::{Doc, Index, WordId};
use crate::search::query::{Atom, Form};
use crate::search::word_match::{Tier, Tiers};

/// The worth of letters inside another word.
const LETTERS: f32 = 0.2;
/// Letters of a word that may be two.
const LEAST_JOINED: usize = 4;
const MOST_JOINED: usize = 12;
/// The bits of a word as the first of two, and how far those of a second are shifted.
const FIRST: u32 = (1 << SECOND) - 1;
const SECOND: u32 = 16;

/// The words that hold the letters of a word, and the pairs of words that begin with its parts: "infshr".
pub fn ways(atom: &Atom, index: &Index, tables: &mut Tables) -> Vec<Way> {
    let text = |id: WordId| index.lexicon.word(id).map(|word| word.folded.to_owned()).unwrap_or_default();
    // What begins with any other word is met without this.
    let begun = (atom.form() == Form::Common).then_some(Tier::Start);
    let matched = tables.matched(atom, index).iter();
    let matched = matched.filter(|(_, tier, _)| matches!(tier, Tier::Inside | Tier::Scattered) || Some(*tier) == begun);
    let mut ways: Vec<Way> = matched
        .map(|(id, ..)| Way { stand: Stand::Letters(text(*id)), worth: LETTERS, at: At::Words(vec![*id]) })
        .collect();
    for of_pair in joined(atom, index, tables).chunk_by(|a, b| a.0 == b.0) {
        let Some(((first, second), ..)) = of_pair.first() else { continue };
        let stand = Stand::Letters(format!("{} {}", text(*first), text(*second)));
        let places: Vec<(Doc, bool)> = of_pair.iter().map(|(_, doc, label)| (*doc, !label)).collect();
        ways.push(Way { stand, worth: LETTERS, at: At::Phrase(places.into()) });
    }
    // The numbers of words are those of the order in which cases came.
    ways.sort_by(|a, b| a.stand.cmp(&b.stand));
    ways
}

/// Two words of the library, a document that has them, and false where they stand in its main text.
type Pair = ((WordId, WordId), Doc, bool);

/// The places of two words next to each other that begin with the parts of a word: by words, then by document, each once.
fn joined(atom: &Atom, index: &Index, tables: &mut Tables) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    if !(LEAST_JOINED..=MOST_JOINED).contains(&atom.letters()) {
        return pairs;
    }
    // For each word, in the lower half a bit for each place at which the first part may end, in the upper half one for each at
    // which the second may begin.
    let mut bits: Vec<u32> = vec![0; index.lexicon.len()];
    let mut wanted = Bits::of(index.docs(), []);
    let tiers = Tiers::of(&[Tier::Whole, Tier::Ending, Tier::Start, Tier::Scattered]);
    for (bit, (first, second)) in splits(atom).into_iter().enumerate() {
        let mut halves = [(first, 1 << bit), (second, 1 << bit << SECOND)].map(|(half, bit)| {
            let matched = tables.matched(&half, index).iter().filter(|(_, tier, _)| tiers.hold(*tier));
            let ids: Vec<WordId> = matched.map(|(id, ..)| *id).collect();
            let places: usize = ids.iter().map(|id| index.lexicon.count(*id)).sum();
            (places, bit, ids)
        });
        // The places of one part need not be gone through when no word begins with the other.
        if halves.iter().any(|(places, ..)| *places == 0) {
            continue;
        }
        halves.sort_unstable_by_key(|(places, ..)| *places);
        let mut docs: Option<Bits> = None;
        for (_, bit, ids) in halves {
            let mut here = Bits::of(index.docs(), []);
            for id in ids {
                if let (Some(bits), Some(postings)) = (bits.get_mut(id as usize), index.lexicon.postings(id)) {
                    *bits |= bit;
                    postings.each(|doc, _| {
                        if docs.as_ref().is_none_or(|docs| docs.has(doc)) {
                            here.set(doc);
                        }
                    });
                }
            }
            docs = Some(here);
        }
        docs.unwrap_or_default().each(|doc| _ = wanted.set(doc));
    }
    let mut docs: Vec<(Doc, ())> = Vec::new();
    wanted.each(|doc| docs.push((doc, ())));
    index.each_row(docs, |doc, (), item| {
        // The break between two texts has no bits.
        let mut before = 0;
        for (at, word) in item.words.iter().enumerate() {
            let here = bits.get(word.id() as usize).copied().unwrap_or(0);
            if before & (here >> SECOND) != 0
                && let Some(first) = at.checked_sub(1).and_then(|before| item.words.get(before))
            {
                pairs.push(((first.id(), word.id()), doc, at > item.main));
            }
            before = here & FIRST;
        }
    });
    // The main text comes before labels.
    pairs.sort_unstable();
    pairs.dedup_by_key(|(pair, doc, _)| (*pair, *doc));
    pairs
}

/// The ways in which a word can be the starts of two words run together: "infshr" is inf and shr.
fn splits(atom: &Atom) -> Vec<(Atom, Atom)> {
    let folded = atom.folded();
    folded
        .char_indices()
        .skip(2)
        .filter_map(|(at, _)| folded.split_at_checked(at))
        .filter(|(_, second)| second.chars().count() >= 2)
        .map(|(first, second)| (Atom::new(first, Form::Fuzzy), Atom::new(second, Form::Fuzzy)))
        .collect()
}
