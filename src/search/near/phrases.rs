//! Where phrases of the thesaurus stand.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;

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

    /// Where the words of a key stand next to each other, whatever their endings.
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
        let starts = (0..item.words.len()).filter(|at| is(item.words.get(at + rarest), *stem));
        let mut here =
            starts.filter(|from| stems.iter().enumerate().all(|(at, stem)| is(item.words.get(from + at), *stem)));
        if let Some(from) = here.next() {
            found.push((doc, from < item.main));
        }
    }
    found
}
