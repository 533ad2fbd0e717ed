//! Letters inside other words, and the starts of two words run together: what is left where nothing better exists.

use super::words::{At, Stand, Way};
use crate::search::board::Bits;
use crate::search::engine::Tables;
use crate::search::index::{BREAK, Doc, Index, WordId};
use crate::search::query::{Atom, Form};
use crate::search::word_match::{Tier, Tiers};

/// The worth of letters inside another word.
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
    // A bit for each place at which the word may be parted.
    let mut bits: [Vec<u16>; 2] = [vec![0; index.lexicon.len()], vec![0; index.lexicon.len()]];
    let mut wanted = Bits::of(index.docs(), []);
    let halves = Tiers::of(&[Tier::Whole, Tier::Ending, Tier::Start, Tier::Scattered]);
    for (bit, (first, second)) in splits(atom).into_iter().enumerate() {
        let mut docs: Option<Bits> = None;
        for (half, bits) in [first, second].iter().zip(&mut bits) {
            let mut here = Bits::of(index.docs(), []);
            for (id, ..) in tables.matched(half, index).iter().filter(|(_, tier, _)| halves.hold(*tier)) {
                if let (Some(bits), Some(postings)) = (bits.get_mut(*id as usize), index.lexicon.postings(*id)) {
                    *bits |= 1 << bit;
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
    let [first, second] = &bits;
    let of = |bits: &[u16], word: WordId| bits.get(word as usize).copied().unwrap_or(0);
    wanted.each(|doc| {
        let Some((case, at)) = index.locate(doc) else { return };
        let item = case.item_words(at);
        for (at, pair) in item.words.windows(2).enumerate() {
            let [a, b] = *pair else { continue };
            let (a, b) = (a.id(), b.id());
            if a != BREAK && b != BREAK && of(first, a) & of(second, b) != 0 {
                pairs.push(((a, b), doc, at >= item.main));
            }
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
