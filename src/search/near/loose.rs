//! Phrases of the thesaurus that stand in a query with other words between: "took the boyfriend's word" is "took the word".

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::case::Thesaurus;
use crate::search::query::small_stems;

/// So many other words may stand between those of a phrase.
pub const BETWEEN: usize = 3;

/// The phrases of a thesaurus by the first of their words on which they turn.
#[derive(Default)]
pub struct Loose {
    thesaurus: Arc<Thesaurus>,
    by_first: HashMap<String, Vec<Phrase>>,
}

struct Phrase {
    key: String,
    /// The words on which it turns, behind the first.
    rest: Vec<String>,
}

impl Loose {
    /// Reads the phrases of another thesaurus, where it is another.
    pub fn bring_up_to_date(&mut self, thesaurus: &Arc<Thesaurus>) {
        if Arc::ptr_eq(&self.thesaurus, thesaurus) {
            return;
        }
        let small = small_stems();
        self.by_first.clear();
        let keys: HashSet<&str> = thesaurus.phrases().collect();
        for key in keys {
            let mut turns_on = key.split(' ').filter(|stem| !small.contains(*stem)).map(str::to_owned);
            let Some(first) = turns_on.next() else { continue };
            let rest: Vec<String> = turns_on.collect();
            if !rest.is_empty() {
                self.by_first.entry(first).or_default().push(Phrase { key: key.to_owned(), rest });
            }
        }
        self.by_first.values_mut().for_each(|phrases| phrases.sort_unstable_by(|a, b| a.key.cmp(&b.key)));
        self.thesaurus = Arc::clone(thesaurus);
    }

    /// The thesaurus whose phrases they are.
    pub fn thesaurus(&self) -> &Thesaurus {
        &self.thesaurus
    }

    /// The phrases whose words stand near each other in these, in any order, and where each of their words does.
    pub fn find(&self, keys: &[String]) -> Vec<(String, Vec<usize>)> {
        let mut found = Vec::new();
        for (first, key) in keys.iter().enumerate() {
            for phrase in self.by_first.get(key).into_iter().flatten() {
                let wide = phrase.rest.len() + BETWEEN;
                let around = first.saturating_sub(wide)..keys.len().min(first + wide + 1);
                let Some(mut places) = nearest(&phrase.rest, keys, first, around) else { continue };
                places.push(first);
                places.sort_unstable();
                if let (Some(from), Some(to)) = (places.first(), places.last())
                    && to - from <= wide
                {
                    found.push((phrase.key.clone(), places));
                }
            }
        }
        found
    }
}

/// The place nearest to `first` of each of the words.
fn nearest(words: &[String], keys: &[String], first: usize, around: Range<usize>) -> Option<Vec<usize>> {
    let place = |word: &String| {
        let same = around.clone().filter(|at| *at != first && keys.get(*at) == Some(word));
        same.min_by_key(|at| at.abs_diff(first))
    };
    words.iter().map(place).collect()
}
