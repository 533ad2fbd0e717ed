//! The distinct words of a library.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use smol_str::SmolStr;

use super::postings::{Doc, Postings};
use crate::search::query::letter_mask;
use crate::search::word_match::Word;
use crate::text::fold::{lowered, plain, stem};

/// A number of a spelling. [`BREAK`] is none: it parts texts.
pub type WordId = u32;

/// A number of a stem: what the endings of a word leave.
pub type StemId = u32;

/// Stands between two texts of an item, so that no phrase runs from one into the other.
pub const BREAK: WordId = 0;

/// Words as they are spelled, capitals and all, each with where it occurs.
#[derive(Debug)]
pub struct Lexicon {
    ids: HashMap<SmolStr, WordId, RandomState>,
    spellings: Vec<Spelling>,
    forms: HashMap<SmolStr, u32, RandomState>,
    folded: Vec<Folded>,
    /// The letters of each form: most forms are left aside by a look at these alone.
    masks: Vec<u64>,
    /// The form of each spelling.
    form_of: Vec<u32>,
    stems: HashMap<SmolStr, StemId, RandomState>,
    /// The stem of each form.
    stem_of: Vec<StemId>,
    /// The spellings of each stem.
    spelled: Vec<Vec<WordId>>,
    /// The document that each spelling was seen in last: a word that a text repeats is noted once.
    seen: Vec<Doc>,
}

/// Before any document.
const NOWHERE: Doc = Doc::MAX;

#[derive(Debug)]
struct Spelling {
    plain: SmolStr,
    postings: Postings,
}

/// What spellings that differ in capitals only share.
#[derive(Debug)]
struct Folded {
    text: SmolStr,
    stem: SmolStr,
}

impl Default for Lexicon {
    fn default() -> Self {
        let mut lexicon = Self {
            ids: HashMap::default(),
            spellings: Vec::new(),
            forms: HashMap::default(),
            folded: Vec::new(),
            masks: Vec::new(),
            form_of: Vec::new(),
            stems: HashMap::default(),
            stem_of: Vec::new(),
            spelled: Vec::new(),
            seen: Vec::new(),
        };
        // The empty word is never looked up: it holds the place of BREAK.
        lexicon.add("");
        lexicon
    }
}

impl Lexicon {
    /// The id of a word of a text; a new one for a new word.
    pub fn id(&mut self, word: &str) -> WordId {
        let plain = plain(word);
        match self.ids.get(plain.as_ref()) {
            Some(id) => *id,
            None => self.add(&plain),
        }
    }

    fn add(&mut self, plain: &str) -> WordId {
        let text = lowered(plain);
        let next = u32::try_from(self.folded.len()).unwrap_or(u32::MAX);
        let folded = match self.forms.get(text.as_str()) {
            Some(known) => *known,
            None => {
                let stem = SmolStr::from(stem(&text));
                let text = SmolStr::from(text);
                // An irregular form lacks letters of its stem.
                self.masks.push(letter_mask(&text) | letter_mask(&stem));
                let known = StemId::try_from(self.spelled.len()).unwrap_or(StemId::MAX);
                let id = *self.stems.entry(stem.clone()).or_insert(known);
                if id == known {
                    self.spelled.push(Vec::new());
                }
                self.stem_of.push(id);
                self.folded.push(Folded { stem, text: text.clone() });
                self.forms.insert(text, next);
                next
            }
        };
        let id = WordId::try_from(self.spellings.len()).unwrap_or(WordId::MAX);
        let plain = SmolStr::from(plain);
        self.spellings.push(Spelling { plain: plain.clone(), postings: Postings::default() });
        self.form_of.push(folded);
        let stem = self.stem_of.get(folded as usize).copied();
        if let Some(spelled) = stem.and_then(|stem| self.spelled.get_mut(stem as usize)) {
            spelled.push(id);
        }
        self.seen.push(NOWHERE);
        self.ids.insert(plain, id);
        id
    }

    /// How many spellings there are; their ids are below.
    pub fn len(&self) -> usize {
        self.spellings.len()
    }

    /// A spelling as it is compared.
    pub fn word(&self, id: WordId) -> Option<Word<'_>> {
        let spelling = self.spellings.get(id as usize)?;
        let form = self.form(*self.form_of.get(id as usize)?)?;
        Some(Word { plain: &spelling.plain, ..form })
    }

    /// A folded form as it is compared.
    pub fn form(&self, form: u32) -> Option<Word<'_>> {
        let folded = self.folded.get(form as usize)?;
        let mask = self.masks.get(form as usize).copied().unwrap_or(0);
        Some(Word { plain: &folded.text, folded: &folded.text, stem: &folded.stem, mask })
    }

    /// The letters of each folded form.
    pub fn masks(&self) -> &[u64] {
        &self.masks
    }

    /// The form of each spelling.
    pub fn form_of(&self) -> &[u32] {
        &self.form_of
    }

    /// The stem of a spelling.
    pub fn stem(&self, id: WordId) -> Option<StemId> {
        self.stem_of.get(*self.form_of.get(id as usize)? as usize).copied()
    }

    /// The number of a stem, if any word has it.
    pub fn stem_id(&self, stem: &str) -> Option<StemId> {
        self.stems.get(stem).copied()
    }

    /// The spellings of a stem.
    pub fn spellings(&self, stem: StemId) -> &[WordId] {
        self.spelled.get(stem as usize).map_or(&[], Vec::as_slice)
    }

    /// Where a word occurs.
    pub fn postings(&self, id: WordId) -> Option<&Postings> {
        self.spellings.get(id as usize).map(|spelling| &spelling.postings)
    }

    /// Notes that a word stands in a document.
    pub fn note(&mut self, id: WordId, doc: Doc, main: bool) {
        let Some(seen) = self.seen.get_mut(id as usize).filter(|seen| **seen != doc) else { return };
        *seen = doc;
        if id != BREAK
            && let Some(spelling) = self.spellings.get_mut(id as usize)
        {
            spelling.postings.push(doc, main);
        }
    }

    /// Notes that one of a word's documents is no more.
    pub fn forget_one(&mut self, id: WordId) {
        if let Some(spelling) = self.spellings.get_mut(id as usize) {
            spelling.postings.forget_one();
        }
    }

    /// Renumbers the documents of every word.
    pub fn move_documents(&mut self, place: &dyn Fn(u32) -> Option<u32>) {
        for spelling in &mut self.spellings {
            spelling.postings = spelling.postings.moved(place);
        }
        self.seen.fill(NOWHERE);
    }

    /// Bytes on the heap, roughly.
    pub fn size(&self) -> usize {
        let postings: usize = self.spellings.iter().map(|spelling| spelling.postings.size()).sum();
        let each = size_of::<Spelling>() + size_of::<SmolStr>() + size_of::<WordId>() + 1;
        let form = size_of::<Folded>() + size_of::<SmolStr>() + size_of::<u32>() + 1;
        let stems = self.spelled.capacity() * (size_of::<Vec<WordId>>() + size_of::<SmolStr>() + size_of::<StemId>())
            + self.spellings.len() * size_of::<WordId>()
            + self.stem_of.capacity() * size_of::<StemId>();
        postings + self.spellings.capacity() * each + self.folded.capacity() * form + stems
    }
}
