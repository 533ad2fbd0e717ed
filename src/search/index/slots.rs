//! The cases of an index by their numbers: those of a cache file stand there until they are asked for.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::CaseDocs;
use super::texts::TextList;
use crate::case::PartialDate;
use crate::library::EntryKey;
use crate::library::cache::{ByteReader, ByteWriter, Grown, StoredBytes};

/// A case of an index.
#[derive(Debug)]
enum Slot {
    /// It is here.
    Own(Box<CaseDocs>),
    /// It stands in a cache file, and is here once it was asked for.
    Stored(EntryKey, OnceLock<Box<CaseDocs>>),
    /// It is no more.
    Gone,
}

/// The cases, by the numbers that they were given.
#[derive(Debug, Default)]
pub struct CaseSlots {
    slots: Vec<Slot>,
    /// The begin and end of the first of them in a cache file, and their bytes.
    stored: (&'static [u64], StoredBytes),
    by_key: BTreeMap<EntryKey, u32>,
    ids: TextList,
    /// The dates that they are sorted by; 0 for none.
    dates: Grown<u32>,
}

impl CaseSlots {
    fn docs<'a>(&'a self, ordinal: u32, slot: &'a Slot) -> Option<&'a CaseDocs> {
        match slot {
            Slot::Own(docs) => Some(docs),
            // A table is read again as it was written: the checksum has been looked at.
            Slot::Stored(key, docs) => Some(docs.get_or_init(|| {
                let docs = self.block(ordinal).and_then(|block| CaseDocs::restore(*key, block));
                Box::new(docs.unwrap_or_else(|| CaseDocs::none(*key)))
            })),
            Slot::Gone => None,
        }
    }

    /// The bytes of a case in a cache file.
    fn block(&self, ordinal: u32) -> Option<StoredBytes> {
        let ((starts, blocks), at) = (self.stored, ordinal as usize);
        let [start, end] = *starts.get(at..at + 2)? else { return None };
        ByteReader::new(blocks.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)?).list()
    }

    /// Gives the next number to a case.
    pub fn push(&mut self, docs: CaseDocs, id: &str, date: Option<PartialDate>) {
        self.by_key.insert(docs.key, self.slots.len() as u32);
        self.slots.push(Slot::Own(Box::new(docs)));
        self.ids.push(id);
        self.dates.push(date.map_or(0, PartialDate::as_number));
    }

    /// Takes a case out; its number stays.
    pub fn take(&mut self, ordinal: u32) -> Option<Box<CaseDocs>> {
        self.get(ordinal)?;
        let slot = std::mem::replace(self.slots.get_mut(ordinal as usize)?, Slot::Gone);
        let docs = match slot {
            Slot::Own(docs) => docs,
            Slot::Stored(_, docs) => docs.into_inner()?,
            Slot::Gone => return None,
        };
        if self.by_key.get(&docs.key) == Some(&ordinal) {
            self.by_key.remove(&docs.key);
        }
        Some(docs)
    }

    /// The case of a number.
    #[inline]
    pub fn get(&self, ordinal: u32) -> Option<&CaseDocs> {
        self.docs(ordinal, self.slots.get(ordinal as usize)?)
    }

    /// False once the case of a number is no more.
    pub fn is_there(&self, ordinal: u32) -> bool {
        self.slots.get(ordinal as usize).is_some_and(|slot| !matches!(slot, Slot::Gone))
    }

    /// The number of a case.
    pub fn ordinal(&self, key: EntryKey) -> Option<u32> {
        self.by_key.get(&key).copied()
    }

    /// The id and the date of a case.
    pub fn named(&self, ordinal: u32) -> (&str, u32) {
        let at = ordinal as usize;
        (self.ids.get(at).unwrap_or_default(), self.dates.get(at).unwrap_or(0))
    }

    /// How many numbers have been given.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// True if no case is there.
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// The cases from a number on.
    pub fn iter(&self, from: u32) -> impl Iterator<Item = (u32, &CaseDocs)> {
        (from..).take(self.slots.len().saturating_sub(from as usize)).filter_map(|at| Some((at, self.get(at)?)))
    }

    /// Writes them for the cache file.
    pub fn store(&self, to: &mut ByteWriter) {
        let (mut starts, mut blocks) = (vec![0u64], ByteWriter::default());
        for (_, case) in self.iter(0) {
            let mut block = ByteWriter::default();
            case.store(&mut block);
            blocks.list(&block.0);
            blocks.align();
            starts.push(blocks.0.len() as u64);
        }
        to.list(&starts);
        to.list(&blocks.0);
        self.ids.store(to);
        self.dates.store(to);
    }

    /// Reads what was written, with the keys that the cases have now; of those without one, the numbers are given back. They are to be
    /// taken out.
    pub fn restore(from: &mut ByteReader<'static>, keys: &[(u32, EntryKey)]) -> Option<(Self, Vec<u32>)> {
        let stored = (from.list::<u64>()?, from.list::<u8>()?);
        // A key that no case has.
        let none = EntryKey(u32::MAX);
        let count = stored.0.len().saturating_sub(1);
        let mut slots: Vec<Slot> = std::iter::repeat_with(|| Slot::Stored(none, OnceLock::new())).take(count).collect();
        for (row, key) in keys {
            *slots.get_mut(*row as usize)? = Slot::Stored(*key, OnceLock::new());
        }
        let is_without = |(_, slot): &(u32, &Slot)| matches!(slot, Slot::Stored(key, _) if *key == none);
        let without = (0..).zip(&slots).filter(is_without).map(|(row, _)| row).collect();
        let by_key = keys.iter().map(|(row, key)| (*key, *row)).collect();
        Some((Self { slots, stored, by_key, ids: TextList::restore(from)?, dates: Grown::restore(from)? }, without))
    }

    /// Bytes on the heap, roughly.
    pub fn size(&self) -> usize {
        let own = |slot: &Slot| match slot {
            Slot::Own(docs) => docs.size(),
            Slot::Stored(_, docs) => docs.get().map_or(0, |docs| docs.size()),
            Slot::Gone => 0,
        };
        let slots: usize = self.slots.iter().map(|slot| own(slot) + size_of::<Slot>()).sum();
        slots + self.ids.size() + self.dates.size()
    }
}
