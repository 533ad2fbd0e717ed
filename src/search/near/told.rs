//! What an entry of the second part lacks, and what stood for what.

use std::collections::HashSet;

use super::gather::{MOST_TOLD, Scratch, bit};
use super::words::{At, NearWord, Stand, Way};
use crate::search::index::{Doc, Index, ValueId};

/// What is told of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// The words of the query that it has in no way.
    pub lacks: Vec<String>,
    /// What stood for other words.
    pub stood_for: Vec<StoodFor>,
}

/// Something that stood for a word of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoodFor {
    /// Another word stands for it: "doctor for GP".
    Word {
        /// What the entry has.
        found: String,
        /// What was typed.
        wanted: String,
    },
    /// It is taken for a slip: "pelca read as pelka".
    Slip {
        /// What the entry has.
        found: String,
        /// What was typed.
        wanted: String,
    },
    /// Its case or its review has the word.
    Around {
        /// What was typed.
        wanted: String,
    },
    /// Its letters stand inside another word.
    Letters {
        /// What the entry has.
        found: String,
        /// What was typed.
        wanted: String,
    },
}

impl StoodFor {
    /// What the entry has.
    pub fn found(&self) -> &str {
        match self {
            Self::Word { found, .. } | Self::Slip { found, .. } | Self::Letters { found, .. } => found,
            Self::Around { wanted } => wanted,
        }
    }

    /// As a row says it.
    pub fn told(&self) -> String {
        match self {
            Self::Word { found, wanted } => format!("{found} for {wanted}"),
            Self::Slip { found, wanted } => format!("{wanted} read as {found}"),
            Self::Around { wanted } => format!("{wanted} in its case"),
            Self::Letters { found, wanted } => format!("letters only: {wanted} in {found}"),
        }
    }
}

impl Told {
    /// Adds what stood for a word; what stands for several words is told once.
    fn add(&mut self, stood: StoodFor) {
        if self.stood_for.contains(&stood) {
            return;
        }
        if let StoodFor::Word { found, wanted } = &stood {
            for known in &mut self.stood_for {
                if let StoodFor::Word { found: same, wanted: others } = known
                    && same == found
                {
                    others.push(' ');
                    others.push_str(wanted);
                    return;
                }
            }
        }
        self.stood_for.push(stood);
    }

    /// As a row says it: "lacks: interpreter; doctor for GP".
    pub fn told(&self) -> String {
        let lacks = (!self.lacks.is_empty()).then(|| format!("lacks: {}", self.lacks.join(", ")));
        lacks.into_iter().chain(self.stood_for.iter().map(StoodFor::told)).collect::<Vec<_>>().join("; ")
    }
}

/// What is told of each of the documents.
pub fn tell(found: &[(Doc, f32)], words: &[NearWord], index: &Index, scratch: &Scratch) -> Vec<Told> {
    let by_value = values(found, words, index);
    let tell = |doc: Doc| {
        let (own, around) = scratch.has(doc, index);
        let mut told = Told::default();
        for (at, word) in words.iter().enumerate().take(MOST_TOLD) {
            if own & bit(at) == 0 {
                match around & bit(at) == 0 {
                    true => told.lacks.push(word.text.clone()),
                    false => told.stood_for.push(StoodFor::Around { wanted: word.text.clone() }),
                }
                continue;
            }
            let has = |way: &&Way| match &way.at {
                At::Words(ids) => index.locate(doc).is_some_and(|(case, at)| {
                    case.item_words(at).words.iter().any(|word| ids.binary_search(word).is_ok())
                }),
                At::Phrase(places) => places.binary_search_by_key(&doc, |(doc, _)| *doc).is_ok(),
                At::Value(id) => by_value.contains(&(*id, doc)),
            };
            let wanted = word.text.clone();
            let stood = match word.ways.iter().find(has).map(|way| way.stand.clone()) {
                Some(Stand::ReadAs(found)) => StoodFor::Slip { found, wanted },
                Some(Stand::For(found, wanted)) => StoodFor::Word { found, wanted },
                Some(Stand::Letters(found)) => StoodFor::Letters { found, wanted },
                Some(Stand::Itself) | None => continue,
            };
            told.add(stood);
        }
        told
    };
    found.iter().map(|(doc, _)| tell(*doc)).collect()
}

/// Which of the documents have which of the values that stand for a word.
fn values(found: &[(Doc, f32)], words: &[NearWord], index: &Index) -> HashSet<(ValueId, Doc)> {
    let wanted: HashSet<Doc> = found.iter().map(|(doc, _)| *doc).collect();
    let mut has = HashSet::new();
    for way in words.iter().flat_map(|word| &word.ways) {
        let At::Value(id) = way.at else { continue };
        if let Some(value) = index.values.get(id) {
            value.postings.each(|doc, _| {
                if wanted.contains(&doc) {
                    has.insert((id, doc));
                }
            });
        }
    }
    has
}
