//! The distinct words of a library.

use super::memo::{Memo, ShortText};
use super::postings::{Doc, Postings};
use super::row::{BREAK, ItemWords, WordId};
use super::texts::Texts;
use super::word_places::WordPlaces;
use crate::library::cache::{ByteReader, ByteWriter, Flat, Grown, own_size};
use crate::search::board::Bits;
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
    postings: WordPlaces,
    /// The form of each spelling.
    form_of: Grown<u32>,
    forms: Texts,
    /// The letters of each form: most forms are left aside by a look at these alone.
    masks: Grown<u64>,
    /// The stem of each form.
    stem_of: Grown<StemId>,
    stems: Texts,
    /// The newest spelling of each stem, and for each spelling the one before it that has the same stem.
    newest: Flat<WordId>,
    before: Grown<WordId>,
    /// The spellings that stand nowhere any more: no word of a query may find them.
    unused: Bits,
}

impl Default for Lexicon {
    fn default() -> Self {
        let mut lexicon = Self {
            spellings: Texts::default(),
            last: Memo::default(),
            postings: WordPlaces::default(),
            form_of: Grown::default(),
            forms: Texts::default(),
            masks: Grown::default(),
            stem_of: Grown::default(),
            stems: Texts::default(),
            newest: Flat::default(),
            before: Grown::default(),
            unused: Bits::default(),
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
        let key = ShortText::of(word);
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
        self.form_of.push(form);
        let stem = self.stem_of.get(form as usize);
        let newest = stem.and_then(|stem| self.newest.to_mut().get_mut(stem as usize));
        self.before.push(newest.map_or(BREAK, |newest| std::mem::replace(newest, id)));
        id
    }

    fn add_form(&mut self, text: &str) -> u32 {
        let stem = stem(text);
        let known = self.stems.find(&stem).unwrap_or_else(|| {
            self.newest.to_mut().push(BREAK);
            self.stems.add(&stem)
        });
        self.stem_of.push(known);
        // An irregular form lacks letters of its stem.
        self.masks.push(letter_mask(text) | letter_mask(&stem));
        self.forms.add(text)
    }

    /// How many spellings there are; their ids are below.
    pub fn len(&self) -> usize {
        self.spellings.len()
    }

    /// Says of every spelling whether it stands anywhere.
    pub fn set_unused(&mut self, unused: Bits) {
        self.unused = unused;
    }

    /// True for a spelling that stood in cases that are no more, and nowhere else.
    #[inline]
    pub fn is_unused(&self, id: WordId) -> bool {
        self.unused.has(id)
    }

    /// A spelling as it is compared.
    #[inline]
    pub fn word(&self, id: WordId) -> Option<Word<'_>> {
        let form = self.form(self.form_of.get(id as usize)?)?;
        Some(Word { plain: self.spellings.get(id)?, ..form })
    }

    /// A folded form as it is compared.
    #[inline]
    pub fn form(&self, form: u32) -> Option<Word<'_>> {
        let folded = self.forms.get(form)?;
        let stem = self.stems.get(self.stem_of.get(form as usize)?)?;
        Some(Word { plain: folded, folded, stem, mask: self.masks.get(form as usize).unwrap_or(0) })
    }

    /// The letters of each folded form.
    pub fn masks(&self) -> &Grown<u64> {
        &self.masks
    }

    /// The form of each spelling.
    pub fn form_of(&self) -> &Grown<u32> {
        &self.form_of
    }

    /// The text of a stem.
    pub fn stem_text(&self, stem: StemId) -> &str {
        self.stems.get(stem).unwrap_or_default()
    }

    /// The stem of a spelling.
    #[inline]
    pub fn stem(&self, id: WordId) -> Option<StemId> {
        self.stem_of.get(self.form_of.get(id as usize)? as usize)
    }

    /// The stem of a form.
    #[inline]
    pub fn stem_of_form(&self, form: u32) -> Option<StemId> {
        self.stem_of.get(form as usize)
    }

    /// The number of a stem, if any word has it.
    pub fn stem_id(&self, stem: &str) -> Option<StemId> {
        self.stems.find(stem)
    }

    /// The spellings of a stem.
    pub fn spellings(&self, stem: StemId) -> impl Iterator<Item = WordId> {
        let other = |id: WordId| Some(id).filter(|id| *id != BREAK);
        let newest = self.newest.get(stem as usize).copied().and_then(other);
        let all = std::iter::successors(newest, move |id| self.before.get(*id as usize).and_then(other));
        all.filter(|id| !self.is_unused(*id))
    }

    /// The places of a word.
    #[inline]
    pub fn postings(&self, id: WordId) -> Option<Postings<'_>> {
        self.postings.get(id)
    }

    /// In how many documents a word stands.
    pub fn count(&self, id: WordId) -> usize {
        self.postings.count(id)
    }

    /// The words whose places have changed since they were taken from a cache file.
    pub fn changed(&self) -> impl Iterator<Item = WordId> {
        self.postings.changed()
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
        for (id, to) in (0..).zip(ends) {
            let noted = sorted.get(from..to as usize).unwrap_or_default();
            from = to as usize;
            if id != BREAK && !noted.is_empty() {
                let list = self.postings.of(id);
                noted.iter().for_each(|noted| list.push(noted >> 1, noted & 1 == 1));
            }
        }
    }

    /// Notes that one of a word's documents is no more.
    pub fn forget_one(&mut self, id: WordId) {
        self.postings.forget_one(id);
    }

    /// Writes it for the cache file.
    pub fn store(&self, to: &mut ByteWriter) {
        [&self.spellings, &self.forms, &self.stems].into_iter().for_each(|texts| texts.store(to));
        [&self.form_of, &self.stem_of, &self.before].into_iter().for_each(|numbers| numbers.store(to));
        to.list(&self.newest);
        self.masks.store(to);
        self.postings.store(self.len(), to);
    }

    /// Reads what was written.
    pub fn restore(from: &mut ByteReader<'static>) -> Option<Self> {
        let (spellings, forms, stems) = (Texts::restore(from)?, Texts::restore(from)?, Texts::restore(from)?);
        let (form_of, stem_of, before) = (Grown::restore(from)?, Grown::restore(from)?, Grown::restore(from)?);
        let (newest, masks, postings) = (from.list()?.into(), Grown::restore(from)?, WordPlaces::restore(from)?);
        let (last, unused) = (Memo::default(), Bits::default());
        Some(Self { spellings, last, postings, form_of, forms, masks, stem_of, stems, newest, before, unused })
    }

    /// Renumbers the documents of every word.
    pub fn move_documents(&mut self, place: &dyn Fn(u32) -> Option<u32>) {
        self.postings.renumber(place);
    }

    /// Bytes on the heap, roughly.
    pub fn size(&self) -> usize {
        self.postings.size()
            + [&self.spellings, &self.forms, &self.stems].iter().map(|texts| texts.size()).sum::<usize>()
            + [&self.form_of, &self.stem_of, &self.before].iter().map(|numbers| numbers.size()).sum::<usize>()
            + own_size(&self.newest)
            + self.masks.size()
            + self.last.size()
    }
}
