//! Cases that are no more: their numbers are left behind until they are worth clearing away, and what only they had counts no more.

use std::collections::HashMap;

use smol_str::SmolStr;

use super::facts::PackedFacts;
use super::slots::CaseSlots;
use super::{BREAK, Doc, DocSort, Index, KnownValue, WordId};
use crate::case::PartialDate;
use crate::library::EntryKey;
use crate::library::cache::Flat;
use crate::search::board::Bits;

/// Numbers left behind are cleared away when there are more of them than this, and than half of those in use.
const LEFT_BEHIND: usize = 4096;

impl Index {
    /// Everything that follows from the cases is to be found anew.
    pub(super) fn changes(&mut self) {
        self.ranks = Flat::default();
        self.initials.clear();
        self.unused_known = false;
    }

    /// Forgets the case with this key.
    pub fn remove(&mut self, key: EntryKey) {
        if let Some(ordinal) = self.cases.ordinal(key) {
            self.remove_at(ordinal);
        }
    }

    pub(super) fn remove_at(&mut self, ordinal: u32) {
        // Counts must be right although the numbers stay.
        if self.noted < self.cases.len() {
            self.note_words();
        }
        let Some(case) = self.cases.take(ordinal) else { return };
        self.changes();
        self.has_lost = true;
        self.gone += case.items.len();
        let mut seen: HashMap<WordId, Doc> = HashMap::new();
        for (at, doc) in case.docs().enumerate() {
            let item = case.item_words(at);
            for word in item.words.iter().map(|word| word.id()).filter(|word| *word != BREAK) {
                if seen.insert(word, doc) != Some(doc) {
                    self.lexicon.forget_one(word);
                }
            }
            if self.statements_counted && self.facts(doc).is_some_and(|facts| facts.sort.is_statement()) {
                let words = item.words.get(..item.main).unwrap_or_default();
                self.statements.remove(words, case.item_labels(at), &self.lexicon);
            }
            self.gone_docs.add(doc);
        }
        if self.gone > LEFT_BEHIND && self.gone > (self.case_of.len() - self.gone) / 2 {
            self.clear_away();
        }
    }

    /// Numbers the documents anew, without gaps.
    fn clear_away(&mut self) {
        let mut places: Vec<Option<Doc>> = vec![None; self.case_of.len()];
        let mut case_of = Vec::new();
        let mut facts = Vec::new();
        let mut contexts = Vec::new();
        let mut ordinals: Vec<Option<u32>> = vec![None; self.cases.len()];
        let mut cases = CaseSlots::default();
        for old in (0..).take(self.cases.len()) {
            let (id, date) = self.cases.named(old);
            let (id, date) = (SmolStr::from(id), PartialDate::of_number(date));
            let Some(mut case) = self.cases.take(old) else { continue };
            let (first, new) = (case_of.len() as Doc, cases.len() as u32);
            if let Some(ordinal) = ordinals.get_mut(old as usize) {
                *ordinal = Some(new);
            }
            for (old, doc) in case.docs().zip(first..) {
                if let Some(place) = places.get_mut(old as usize) {
                    *place = Some(doc);
                }
                case_of.push(new);
                facts.extend(self.facts.get(old as usize));
            }
            case.first = first;
            case.context = self.contexts.moved_to(case.context, new, &mut contexts);
            cases.push(*case, &id, date);
        }
        let place = |doc: Doc| places.get(doc as usize).copied().flatten();
        self.lexicon.move_documents(&place);
        self.values.move_documents(&place);
        self.contexts.move_all(contexts);
        self.heads.renumber(&|ordinal| ordinals.get(ordinal as usize).copied().flatten());
        (self.cases, self.case_of, self.facts) = (cases, case_of.into_iter().collect(), facts.into_iter().collect());
        (self.gone, self.gone_docs) = (0, Bits::default());
        (self.noted, self.noted_docs) = (self.cases.len(), self.case_of.len());
        self.asides = self.found_asides();
        self.stored_initials.clear();
        self.changes();
    }

    /// The documents that are headlines, or tell what was not found.
    fn found_asides(&self) -> Bits {
        let is_aside = |facts: &&PackedFacts| facts.facts().is_some_and(|facts| facts.sort == DocSort::Aside);
        let asides = (0..).zip(self.facts.iter()).filter(|(_, facts)| is_aside(facts));
        Bits::of(self.case_of.len(), asides.map(|(doc, _)| doc))
    }

    /// The words that stood in cases that are no more, and nowhere else.
    pub(super) fn unused(&self) -> Bits {
        if !self.has_lost {
            return Bits::default();
        }
        let is_used = |word: WordId| {
            let mut used = self.lexicon.count(word) > 0;
            if !used {
                self.heads.each(word, |ordinal, _| used |= self.cases.is_there(ordinal));
                self.contexts.each(word, |context, _| used |= self.cases.is_there(self.contexts.case_of(context)));
            }
            used
        };
        let words = self.lexicon.len();
        Bits::of(words, (1..).take(words.saturating_sub(1)).filter(|word| !is_used(*word)))
    }

    /// In how many documents a value occurs.
    pub fn value_count(&self, value: &KnownValue) -> usize {
        if self.gone == 0 {
            return value.postings.count();
        }
        let mut count = 0;
        value.postings.each(|doc| count += usize::from(self.is_live(doc)));
        count
    }

    /// True once a case was taken out.
    pub fn has_lost(&self) -> bool {
        self.has_lost
    }

    /// False for a value that only cases had which are no more.
    pub fn is_used(&self, value: &KnownValue) -> bool {
        !self.has_lost || value.listed || self.value_count(value) > 0
    }
}
