//! Where phrases of the thesaurus stand.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::loose::BETWEEN;
use crate::search::index::{Doc, Index, StemId};

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

    /// Where the words of a key stand near each other, whatever their endings and their order.
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
    let count = |stem: StemId| -> usize {
        let postings = index.lexicon.spellings(stem).iter().filter_map(|id| index.lexicon.postings(*id));
        postings.map(|postings| postings.count()).sum()
    };
    let Some((rarest, stem)) = stems.iter().enumerate().min_by_key(|(_, stem)| count(**stem)) else {
        return Vec::new();
    };
    let mut docs: Vec<Doc> = Vec::new();
    for postings in index.lexicon.spellings(*stem).iter().filter_map(|id| index.lexicon.postings(*id)) {
        postings.each(|doc, _| docs.push(doc));
    }
    docs.sort_unstable();
    docs.dedup();
    let is = |word: Option<&u32>, stem: StemId| word.is_some_and(|word| index.lexicon.stem(*word) == Some(stem));
    let mut found = Vec::new();
    for doc in docs {
        let Some((case, at)) = index.locate(doc) else { continue };
        let item = case.item_words(at);
        let main = item.words.get(..item.main).unwrap_or_default();
        if near_each_other(&stems, main.iter().map(|word| index.lexicon.stem(*word))) {
            found.push((doc, true));
            continue;
        }
        let mut starts = (0..item.words.len()).filter(|at| is(item.words.get(at + rarest), *stem));
        if starts.any(|from| stems.iter().enumerate().all(|(at, stem)| is(item.words.get(from + at), *stem))) {
            found.push((doc, false));
        }
    }
    found
}

/// Whether all of the stems stand near each other in a text, in any order.
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
