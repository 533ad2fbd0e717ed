//! The words that an entry of the second part lacks, and those that stood for others.

use std::collections::HashSet;

use super::gather::{MOST_TOLD, Scratch, bit};
use super::words::{At, NearWord, Stand, Way};
use crate::library::Catalogue;
use crate::search::board::Bits;
use crate::search::index::{Doc, Index, ValueId, WordId};

/// The reasons of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// The words of the query that it has in no way.
    pub lacks: Vec<String>,
    /// Words that stood for others.
    pub stood_for: Vec<StoodFor>,
}

/// Something that stood for a word of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoodFor {
    /// Another word stands for it: "doctor for GP".
    Word {
        /// The words of the entry.
        found: String,
        /// The words that were typed.
        wanted: String,
    },
    /// It is taken for a slip: "pelca read as pelka".
    Slip {
        /// The words of the entry.
        found: String,
        /// The words that were typed.
        wanted: String,
    },
    /// Its case or its review has the word.
    Around {
        /// The words that were typed.
        wanted: String,
    },
    /// Its letters stand inside another word.
    Letters {
        /// The words of the entry.
        found: String,
        /// The words that were typed.
        wanted: String,
    },
}

impl StoodFor {
    /// The words of the entry.
    pub fn found(&self) -> &str {
        match self {
            Self::Word { found, .. } | Self::Slip { found, .. } | Self::Letters { found, .. } => found,
            Self::Around { wanted } => wanted,
        }
    }

    /// The same where names are hidden.
    pub fn hidden(&self, catalogue: &Catalogue) -> Self {
        let found = || "another word".to_owned();
        match self {
            Self::Word { found, wanted } => Self::Word { found: catalogue.typed(found), wanted: wanted.clone() },
            Self::Slip { wanted, .. } => Self::Slip { found: found(), wanted: wanted.clone() },
            Self::Letters { wanted, .. } => Self::Letters { found: found(), wanted: wanted.clone() },
            Self::Around { wanted } => Self::Around { wanted: wanted.clone() },
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

    /// As a row of this library says it. A word that was taken for a slip may be a name, and is not told where names are hidden.
    pub fn told_in(&self, catalogue: &Catalogue) -> String {
        if !catalogue.is_redacted() {
            return self.told();
        }
        let stood_for = self.stood_for.iter().map(|stood| stood.hidden(catalogue)).collect();
        Self { lacks: self.lacks.clone(), stood_for }.told()
    }

    /// As a row says it: "lacks: interpreter; doctor for GP".
    pub fn told(&self) -> String {
        if *self == Self::default() {
            return "words far apart".to_owned();
        }
        let lacks = (!self.lacks.is_empty()).then(|| format!("lacks: {}", self.lacks.join(", ")));
        lacks.into_iter().chain(self.stood_for.iter().map(StoodFor::told)).collect::<Vec<_>>().join("; ")
    }
}

/// The reasons of each of the documents.
pub fn tell(found: &[(Doc, f32)], words: &[NearWord], index: &Index, scratch: &Scratch) -> Vec<Told> {
    let by_value = values(found, words, index);
    let tell = |doc: Doc| {
        let (own, around) = scratch.has(doc, index);
        let mut told = Told::default();
        let item = index.locate(doc).map_or(&[][..], |(case, at)| case.item_words(at).words);
        let met: Vec<WordId> = item.iter().map(|word| word.id()).filter(|word| scratch.meets(*word)).collect();
        for (at, word) in words.iter().enumerate().take(MOST_TOLD) {
            if own & bit(at) == 0 {
                let wanted = word.text.clone();
                match around & bit(at) == 0 {
                    true => told.lacks.push(wanted),
                    false => told.add(around_by(word, doc, index)),
                }
                continue;
            }
            let has = |way: &&Way| match &way.at {
                At::Words(ids) => met.iter().any(|word| ids.binary_search(word).is_ok()),
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

/// A word that stands around an entry and not in it. A slip or letters are told as such: its case does not have what was typed.
fn around_by(word: &NearWord, doc: Doc, index: &Index) -> StoodFor {
    let wanted = word.text.clone();
    let here = index.contexts_of(doc);
    let stands = |way: &&Way| {
        let At::Words(ids) = &way.at else { return false };
        let mut found = false;
        ids.iter().for_each(|id| index.contexts.each(*id, |context, _| found |= here.contains(&Some(context))));
        found
    };
    let other = |way: &Way| matches!(way.stand, Stand::ReadAs(_) | Stand::Letters(_));
    let stand =
        word.ways.iter().any(other).then(|| word.ways.iter().find(stands)).flatten().map(|way| way.stand.clone());
    match stand {
        Some(Stand::ReadAs(found)) => StoodFor::Slip { found, wanted },
        Some(Stand::Letters(found)) => StoodFor::Letters { found, wanted },
        _ => StoodFor::Around { wanted },
    }
}

/// The values that stand for a word, each with the documents that have it, of those that were found.
fn values(found: &[(Doc, f32)], words: &[NearWord], index: &Index) -> HashSet<(ValueId, Doc)> {
    let wanted = Bits::of(index.docs(), found.iter().map(|(doc, _)| *doc));
    let mut has = HashSet::new();
    for way in words.iter().flat_map(|word| &word.ways) {
        let At::Value(id) = way.at else { continue };
        if let Some(value) = index.values.get(id) {
            value.postings.each(|doc| {
                if wanted.has(doc) {
                    has.insert((id, doc));
                }
            });
        }
    }
    has
}
