//! The places of phrases of the thesaurus.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::loose::BETWEEN;
use crate::search::board::Bits;
use crate::search::index::{Doc, Index, RowWord, StemId};

/// The documents of a phrase, each with whether it stands in the main text.
pub type Places = Arc<[(Doc, bool)]>;

/// The places of the phrases that queries needed, until a case comes or goes.
#[derive(Default)]
pub struct Phrases {
    known: HashMap<String, Places, RandomState>,
}

/// No more phrases than this are kept.
const MOST: usize = 1000;

impl Phrases {
    /// A case has come or gone.
    pub fn forget(&mut self) {
        self.known.clear();
    }

    /// The documents in which the words of a key stand near each other, whatever their endings and their order.
    pub fn places(&mut self, key: &str, index: &Index) -> Places {
        if let Some(known) = self.known.get(key) {
            return Arc::clone(known);
        }
        if self.known.len() >= MOST {
            self.known.clear();
        }
        let places: Places = find(key, index).into();
        self.known.insert(key.to_owned(), Arc::clone(&places));
        places
    }
}

fn find(key: &str, index: &Index) -> Vec<(Doc, bool)> {
    let stems: Option<Vec<StemId>> = key.split(' ').map(|stem| index.lexicon.stem_id(stem)).collect();
    let Some(stems) = stems else { return Vec::new() };
    let postings = |stem: StemId| index.lexicon.spellings(stem).filter_map(|id| index.lexicon.postings(id));
    // To read a document takes longer than to see that it lacks a word.
    let mut rarest_first = stems.clone();
    rarest_first.sort_by_cached_key(|stem| postings(*stem).map(|postings| postings.count()).sum::<usize>());
    let mut docs: Option<Bits> = None;
    for stem in rarest_first {
        let mut here = Bits::of(index.docs(), []);
        for postings in postings(stem) {
            postings.each(|doc, _| {
                if docs.as_ref().is_none_or(|docs| docs.has(doc)) {
                    here.set(doc);
                }
            });
        }
        docs = Some(here);
    }
    let mut wanted: Vec<(Doc, ())> = Vec::new();
    docs.unwrap_or_default().each(|doc| wanted.push((doc, ())));
    let mut found = Vec::new();
    index.each_row(wanted, |doc, (), item| {
        let main = item.words.get(..item.main).unwrap_or_default();
        if near_each_other(&stems, main.iter().map(|word| index.lexicon.stem(word.id()))) {
            found.push((doc, true));
            return;
        }
        let is = |(word, stem): (&RowWord, &StemId)| index.lexicon.stem(word.id()) == Some(*stem);
        if item.words.windows(stems.len()).any(|words| words.iter().zip(&stems).all(is)) {
            found.push((doc, false));
        }
    });
    found
}

/// True if all of the stems stand near each other in a text, in any order.
fn near_each_other(stems: &[StemId], text: impl Iterator<Item = Option<StemId>>) -> bool {
    // For each stem, the place behind the one at which it stood last.
    let mut last: Vec<usize> = vec![0; stems.len()];
    text.zip(1..).any(|(word, behind)| {
        let mut here = false;
        for (last, _) in last.iter_mut().zip(stems).filter(|(_, stem)| Some(**stem) == word) {
            (*last, here) = (behind, true);
        }
        here && last.iter().all(|last| *last > 0 && behind - last < stems.len() + BETWEEN)
    })
}
