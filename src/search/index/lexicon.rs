//! The distinct words of a library.

use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use smol_str::SmolStr;

use super::memo::{Memo, Short};
use super::postings::{Doc, Postings};
use super::row::{BREAK, ItemWords, WordId};
use crate::library::cache::{Reader, Stored, Writer};
use crate::search::query::letter_mask;
use crate::search::word_match::Word;
use crate::text::fold::{lowered, plain, stem};

/// A number of a stem: what the endings of a word leave.
pub type StemId = u32;

/// Words as they are spelled, capitals and all, with their places. Spellings that differ in capitals only share a form, and
/// forms that differ in their endings share a stem.
#[derive(Debug)]
pub struct Lexicon {
    spellings: Texts,
    /// The spellings that were looked up last: texts repeat few words very often.
    last: Memo,
    /// The places of each spelling.
    postings: Vec<Postings>,
    /// The form of each spelling.
    form_of: Vec<u32>,
    forms: Texts,
    /// The letters of each form: most forms are left aside by a look at these alone.
    masks: Vec<u64>,
    /// The stem of each form.
    stem_of: Vec<StemId>,
    stems: Texts,
    /// The newest spelling of each stem, and for each spelling the one before it that has the same stem.
    newest: Vec<WordId>,
    before: Vec<WordId>,
}

/// Different texts, numbered in the order in which they came. Each is kept once: the table knows only numbers.
#[derive(Debug, Default)]
struct Texts {
    hasher: RandomState,
    numbers: HashTable<u32>,
    texts: Vec<SmolStr>,
}

impl Texts {
    fn get(&self, number: u32) -> Option<&SmolStr> {
        self.texts.get(number as usize)
    }

    fn find(&self, text: &str) -> Option<u32> {
        let is = |number: &u32| self.get(*number).is_some_and(|known| known == text);
        self.numbers.find(self.hasher.hash_one(text), is).copied()
    }

    /// Adds a text that is not there.
    fn add(&mut self, text: &str) -> u32 {
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let (hasher, texts) = (&self.hasher, &self.texts);
        let again = |number: &u32| hasher.hash_one(texts.get(*number as usize).map_or("", SmolStr::as_str));
        self.numbers.insert_unique(self.hasher.hash_one(text), number, again);
        self.texts.push(text.into());
        number
    }

    fn store(&self, to: &mut Writer) {
        to.u64(self.texts.len() as u64);
        self.texts.iter().for_each(|text| to.bytes(text.as_bytes()));
    }

    fn restore(from: &mut Reader<'_>) -> Option<Self> {
        let count = from.count(size_of::<u64>())?;
        let mut texts = Self::default();
        texts.texts.reserve_exact(count);
        texts.numbers.reserve(count, |_| 0);
        for _ in 0..count {
            texts.add(from.text()?);
        }
        Some(texts)
    }

    /// Bytes on the heap, roughly: longer texts than a number has room for are rare.
    fn size(&self) -> usize {
        self.texts.capacity() * size_of::<SmolStr>() + self.numbers.allocation_size()
    }
}

impl Default for Lexicon {
    fn default() -> Self {
        let mut lexicon = Self {
            spellings: Texts::default(),
            last: Memo::default(),
            postings: Vec::new(),
            form_of: Vec::new(),
            forms: Texts::default(),
            masks: Vec::new(),
            stem_of: Vec::new(),
            stems: Texts::default(),
            newest: Vec::new(),
            before: Vec::new(),
        };
        // The empty word is never looked up: it holds the place of BREAK.
        lexicon.add("");
        lexicon
    }
}

/// Gives every document with its words to what is handed to it.
type EachItem<'a> = &'a dyn Fn(&mut dyn FnMut(Doc, ItemWords<'_>));

impl Lexicon {
    /// The id of a word of a text; a new one for a new word.
    pub fn id(&mut self, word: &str) -> WordId {
        let key = Short::of(word);
        if let Some(id) = key.and_then(|key| self.last.get(key)) {
            return id;
        }
        let plain = plain(word);
        let id = match self.spellings.find(&plain) {
            Some(id) => id,
            None => self.add(&plain),
        };
        key.into_iter().for_each(|key| self.last.put(key, id));
        id
    }

    fn add(&mut self, plain: &str) -> WordId {
        let text = lowered(plain);
        let form = match self.forms.find(&text) {
            Some(form) => form,
            None => self.add_form(&text),
        };
        let id = self.spellings.add(plain);
        self.postings.push(Postings::default());
        self.form_of.push(form);
        let newest = self.stem_of.get(form as usize).and_then(|stem| self.newest.get_mut(*stem as usize));
        self.before.push(newest.map_or(BREAK, |newest| std::mem::replace(newest, id)));
        id
    }

    fn add_form(&mut self, text: &str) -> u32 {
        let stem = stem(text);
        let known = self.stems.find(&stem).unwrap_or_else(|| {
            self.newest.push(BREAK);
            self.stems.add(&stem)
        });
        self.stem_of.push(known);
        // An irregular form lacks letters of its stem.
        self.masks.push(letter_mask(text) | letter_mask(&stem));
        self.forms.add(text)
    }

    /// How many spellings there are; their ids are below.
    pub fn len(&self) -> usize {
        self.postings.len()
    }

    /// A spelling as it is compared.
    #[inline]
    pub fn word(&self, id: WordId) -> Option<Word<'_>> {
        let form = self.form(*self.form_of.get(id as usize)?)?;
        Some(Word { plain: self.spellings.get(id)?, ..form })
    }

    /// A folded form as it is compared.
    #[inline]
    pub fn form(&self, form: u32) -> Option<Word<'_>> {
        let folded = self.forms.get(form)?;
        let stem = self.stems.get(*self.stem_of.get(form as usize)?)?;
        Some(Word { plain: folded, folded, stem, mask: self.masks.get(form as usize).copied().unwrap_or(0) })
    }

    /// The letters of each folded form.
    #[inline]
    pub fn masks(&self) -> &[u64] {
        &self.masks
    }

    /// The form of each spelling.
    pub fn form_of(&self) -> &[u32] {
        &self.form_of
    }

    /// The stem of a spelling.
    #[inline]
    pub fn stem(&self, id: WordId) -> Option<StemId> {
        self.stem_of.get(*self.form_of.get(id as usize)? as usize).copied()
    }

    /// The stem of a form.
    #[inline]
    pub fn stem_of_form(&self, form: u32) -> Option<StemId> {
        self.stem_of.get(form as usize).copied()
    }

    /// The number of a stem, if any word has it.
    pub fn stem_id(&self, stem: &str) -> Option<StemId> {
        self.stems.find(stem)
    }

    /// The spellings of a stem.
    pub fn spellings(&self, stem: StemId) -> impl Iterator<Item = WordId> {
        let other = |id: WordId| Some(id).filter(|id| *id != BREAK);
        let newest = self.newest.get(stem as usize).copied().and_then(other);
        std::iter::successors(newest, move |id| self.before.get(*id as usize).copied().and_then(other))
    }

    /// The places of a word.
    #[inline]
    pub fn postings(&self, id: WordId) -> Option<&Postings> {
        self.postings.get(id as usize)
    }

    /// Notes the words of the documents that `each` gives, twice the same; they rise and are behind all that are noted. A
    /// word that a document repeats counts once, as it comes first.
    pub fn note_all(&mut self, each: EachItem<'_>) {
        // Sorted by word first: to write to the end of another list at each word would take longer.
        let mut ends: Vec<u32> = vec![0; self.len() + 1];
        each(&mut |_, item| {
            for word in item.words {
                if let Some(count) = ends.get_mut(word.id() as usize + 1) {
                    *count += 1;
                }
            }
        });
        let mut all = 0;
        for end in &mut ends {
            all += *end;
            *end = all;
        }
        let mut sorted: Vec<u32> = vec![0; all as usize];
        each(&mut |doc, item| {
            let (main, rest) = item.words.split_at_checked(item.main).unwrap_or((item.words, &[]));
            for (words, noted) in [(main, (doc << 1) | 1), (rest, doc << 1)] {
                for word in words {
                    let Some(end) = ends.get_mut(word.id() as usize) else { continue };
                    if let Some(place) = sorted.get_mut(*end as usize) {
                        *place = noted;
                    }
                    *end += 1;
                }
            }
        });
        let mut from = 0;
        for ((id, postings), to) in (0..).zip(&mut self.postings).zip(ends) {
            let noted = sorted.get(from..to as usize).unwrap_or_default();
            from = to as usize;
            if id != BREAK {
                noted.iter().for_each(|noted| postings.push(noted >> 1, noted & 1 == 1));
            }
        }
    }

    /// Notes that one of a word's documents is no more.
    pub fn forget_one(&mut self, id: WordId) {
        if let Some(postings) = self.postings.get_mut(id as usize) {
            postings.forget_one();
        }
    }

    /// Writes it for the cache file.
    pub fn store(&self, to: &mut Writer) {
        [&self.spellings, &self.forms, &self.stems].into_iter().for_each(|texts| texts.store(to));
        [&self.form_of, &self.stem_of, &self.newest, &self.before].into_iter().for_each(|numbers| to.list(numbers));
        to.list(&self.masks);
        self.postings.iter().for_each(|postings| postings.store(to));
    }

    /// Reads what was written.
    pub fn restore(from: &mut Reader<'_>, stored: &Arc<Stored>) -> Option<Self> {
        let (spellings, forms, stems) = (Texts::restore(from)?, Texts::restore(from)?, Texts::restore(from)?);
        let (form_of, stem_of) = (from.own_list(stored)?, from.own_list(stored)?);
        let (newest, before, masks) = (from.own_list(stored)?, from.own_list(stored)?, from.own_list(stored)?);
        let postings = spellings.texts.iter().map(|_| Postings::restore(from, stored)).collect::<Option<_>>()?;
        let last = Memo::default();
        Some(Self { spellings, last, postings, form_of, forms, masks, stem_of, stems, newest, before })
    }

    /// Renumbers the documents of every word.
    pub fn move_documents(&mut self, place: &dyn Fn(u32) -> Option<u32>) {
        for postings in &mut self.postings {
            *postings = postings.moved(place);
        }
    }

    /// Bytes on the heap, roughly.
    pub fn size(&self) -> usize {
        let numbers = [&self.form_of, &self.stem_of, &self.newest, &self.before];
        self.postings.iter().map(Postings::size).sum::<usize>()
            + self.postings.capacity() * size_of::<Postings>()
            + [&self.spellings, &self.forms, &self.stems].iter().map(|texts| texts.size()).sum::<usize>()
            + numbers.iter().map(|numbers| numbers.capacity() * size_of::<u32>()).sum::<usize>()
            + self.masks.capacity() * size_of::<u64>()
            + self.last.size()
    }
}
