//! Letters inside other words, and the starts of two words run together: what is left where nothing better exists.

use std::collections::{BTreeMap, HashMap};

use super::words::{At, Stand, Way};
use crate::search::engine::Tables;
use crate::search::index::{BREAK, Doc, Index, WordId};
use crate::search::query::{Atom, Form};
use crate::search::word_match::{Tier, Tiers};

/// What letters inside another word are worth.
const LETTERS: f32 = 0.2;
/// Letters of a word that may be two.
const LEAST_JOINED: usize = 4;
const MOST_JOINED: usize = 12;

/// The words that hold the letters of a word, and the pairs of words that begin with its parts: "infshr".
pub fn ways(atom: &Atom, index: &Index, tables: &mut Tables) -> Vec<Way> {
    let text = |id: WordId| index.lexicon.word(id).map(|word| word.folded.to_owned()).unwrap_or_default();
    let tiers = Tiers::of(&[Tier::Inside, Tier::Scattered]);
    let matched = tables.matched(atom, index).iter().filter(|(_, tier, _)| tiers.hold(*tier));
    let mut ways: Vec<Way> = matched
        .map(|(id, ..)| Way { stand: Stand::Letters(text(*id)), worth: LETTERS, at: At::Words(vec![*id]) })
        .collect();
    for ((first, second), places) in joined(atom, index, tables) {
        let stand = Stand::Letters(format!("{} {}", text(first), text(second)));
        let places: Vec<(Doc, bool)> = places.into_iter().collect();
        ways.push(Way { stand, worth: LETTERS, at: At::Phrase(places.into()) });
    }
    ways
}

type Pairs = HashMap<(WordId, WordId), BTreeMap<Doc, bool>>;

/// Where two words stand next to each other that begin with the parts of a word.
fn joined(atom: &Atom, index: &Index, tables: &mut Tables) -> Pairs {
    let mut pairs = Pairs::new();
    if !(LEAST_JOINED..=MOST_JOINED).contains(&atom.letters()) {
        return pairs;
    }
    // A bit for each place at which the word may be parted.
    let mut bits: [Vec<u16>; 2] = [vec![0; index.lexicon.len()], vec![0; index.lexicon.len()]];
    let mut wanted = vec![false; index.docs()];
    let halves = Tiers::of(&[Tier::Whole, Tier::Ending, Tier::Start, Tier::Scattered]);
    for (bit, (first, second)) in splits(atom).into_iter().enumerate() {
        let mut rarest: Option<(usize, Vec<WordId>)> = None;
        for (half, bits) in [first, second].iter().zip(&mut bits) {
            let matched = tables.matched(half, index).iter().filter(|(_, tier, _)| halves.hold(*tier));
            let ids: Vec<WordId> = matched.map(|(id, ..)| *id).collect();
            let places = ids.iter().filter_map(|id| index.lexicon.postings(*id)).map(|postings| postings.count()).sum();
            for id in &ids {
                if let Some(bits) = bits.get_mut(*id as usize) {
                    *bits |= 1 << bit;
                }
            }
            if rarest.as_ref().is_none_or(|(fewest, _)| places < *fewest) {
                rarest = Some((places, ids));
            }
        }
        for postings in rarest.iter().flat_map(|(_, ids)| ids).filter_map(|id| index.lexicon.postings(*id)) {
            postings.each(|doc, _| {
                if let Some(wanted) = wanted.get_mut(doc as usize) {
                    *wanted = true;
                }
            });
        }
    }
    let [first, second] = &bits;
    let of = |bits: &[u16], word: WordId| bits.get(word as usize).copied().unwrap_or(0);
    for (doc, _) in (0..).zip(&wanted).filter(|(_, wanted)| **wanted) {
        let Some((case, at)) = index.locate(doc) else { continue };
        let item = case.item_words(at);
        for (at, pair) in item.words.windows(2).enumerate() {
            let [a, b] = *pair else { continue };
            if a != BREAK && b != BREAK && of(first, a) & of(second, b) != 0 {
                let main = pairs.entry((a, b)).or_default().entry(doc).or_default();
                *main |= at < item.main;
            }
        }
    }
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
