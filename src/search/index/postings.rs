//! The places of a word or a value: rising document numbers, in few bytes.

use crate::library::cache::{ByteReader, ByteWriter, Flat, own_size};

/// A number of a document: an item of a case. Documents of a case stand next to each other.
pub type Doc = u32;

/// Bytes of the longest number of a document with its bit.
const LONGEST: usize = 5;

/// Writes a number in seven bits a byte, lowest first; the top bit says that more follow.
fn push(bytes: &mut Vec<u8>, mut left: u64) {
    if bytes.capacity() - bytes.len() < LONGEST {
        // Twice the room, as a list takes by itself, stands empty for most of its life.
        bytes.reserve_exact(bytes.len() / 4 + LONGEST);
    }
    while left >= 0x80 {
        bytes.push(left as u8 | 0x80);
        left >>= 7;
    }
    bytes.push(left as u8);
}

/// Numbers that were written like this.
fn numbers(bytes: &[u8]) -> impl Iterator<Item = u64> {
    let mut bytes = bytes.iter();
    std::iter::from_fn(move || {
        let byte = bytes.next()?;
        let mut read = u64::from(*byte);
        // Most numbers fit one byte.
        if *byte >= 0x80 {
            read &= 0x7f;
            let mut shift = 7;
            for byte in bytes.by_ref() {
                read |= u64::from(byte & 0x7f) << shift;
                shift += 7;
                if *byte < 0x80 {
                    break;
                }
            }
        }
        Some(read)
    })
}

/// Documents in rising order, each with whether the word stands in its main text.
#[derive(Debug, Clone, Default)]
pub struct PostingList {
    /// Differences, doubled, plus one for the main text.
    pub(super) steps: Vec<u8>,
    last: Doc,
    pub(super) count: u32,
    /// Documents of those, and of those that a cache file has of the word, that were taken out since.
    pub(super) gone: u32,
}

impl PostingList {
    /// Adds a document, which must not be smaller than the one before; the same one is not added twice.
    pub fn push(&mut self, doc: Doc, main: bool) {
        if self.count > 0 && doc == self.last {
            return;
        }
        push(&mut self.steps, (u64::from(doc - self.last) << 1) | u64::from(main));
        self.last = doc;
        self.count += 1;
    }

    /// Bytes that it takes on the heap.
    pub fn size(&self) -> usize {
        self.steps.capacity()
    }
}

/// The documents of a word: those of a cache file, then those that came since.
#[derive(Debug, Clone, Copy)]
pub struct Postings<'a> {
    pub(super) steps: [&'a [u8]; 2],
    pub(super) count: u32,
}

impl Postings<'_> {
    /// Calls `visit` with each document, and true where the word stands in its main text.
    #[inline]
    pub fn each(&self, mut visit: impl FnMut(Doc, bool)) {
        for steps in self.steps {
            let mut doc: Doc = 0;
            for step in numbers(steps) {
                doc = doc.wrapping_add((step >> 1) as Doc);
                visit(doc, step & 1 == 1);
            }
        }
    }

    /// In how many documents it occurs that are still there.
    pub fn count(&self) -> usize {
        self.count as usize
    }

    /// The same with the documents that `place` still has, under their new numbers, which must rise as the old ones do.
    pub fn moved(&self, place: &dyn Fn(Doc) -> Option<Doc>) -> PostingList {
        let mut moved = PostingList::default();
        self.each(|doc, main| {
            if let Some(doc) = place(doc) {
                moved.push(doc, main);
            }
        });
        moved.steps.shrink_to_fit();
        moved
    }
}

/// Documents in rising order that mostly stand next to each other, as those of a case do.
#[derive(Debug, Clone, Default)]
pub struct Runs {
    /// In turn how many documents are left out and how many are in.
    lengths: Flat<u8>,
    /// The number behind the last of the runs that are written down.
    written: Doc,
    /// The last run, which may still grow.
    first: Doc,
    end: Doc,
    count: u32,
}

impl Runs {
    /// Adds a document, which must not be smaller than the one before; the same one is not added twice.
    pub fn push(&mut self, doc: Doc) {
        self.extend(doc..doc + 1);
    }

    /// Adds documents next to each other, which must not be smaller than the one before.
    pub fn extend(&mut self, docs: std::ops::Range<Doc>) {
        let first = docs.start.max(self.end);
        if first >= docs.end {
            return;
        }
        if first > self.end || self.count == 0 {
            self.write();
            self.first = first;
        }
        self.end = docs.end;
        self.count += docs.end - first;
    }

    fn write(&mut self) {
        if self.end > self.first {
            push(self.lengths.to_mut(), u64::from(self.first - self.written));
            push(self.lengths.to_mut(), u64::from(self.end - self.first));
            self.written = self.end;
        }
    }

    /// Calls `visit` with each document.
    #[inline]
    pub fn each(&self, mut visit: impl FnMut(Doc)) {
        let mut numbers = numbers(&self.lengths);
        let mut at: Doc = 0;
        while let (Some(out), Some(within)) = (numbers.next(), numbers.next()) {
            let first = at + out as Doc;
            at = first + within as Doc;
            (first..at).for_each(&mut visit);
        }
        (self.first..self.end).for_each(visit);
    }

    /// How many documents there are.
    pub fn count(&self) -> usize {
        self.count as usize
    }

    /// The same with the documents that `place` still has, under their new numbers, which must rise as the old ones do.
    pub fn moved(&self, place: &dyn Fn(Doc) -> Option<Doc>) -> Self {
        let mut moved = Self::default();
        self.each(|doc| place(doc).into_iter().for_each(|doc| moved.push(doc)));
        moved.lengths.to_mut().shrink_to_fit();
        moved
    }

    /// Bytes that it takes on the heap.
    pub fn size(&self) -> usize {
        own_size(&self.lengths)
    }

    /// Writes it for the cache file.
    pub fn store(&self, to: &mut ByteWriter) {
        [self.written, self.first, self.end, self.count].into_iter().for_each(|number| to.u32(number));
        to.list(&self.lengths);
    }

    /// Reads what was written.
    pub fn restore(from: &mut ByteReader<'static>) -> Option<Self> {
        let (written, first, end, count) = (from.u32()?, from.u32()?, from.u32()?, from.u32()?);
        Some(Self { lengths: from.list()?.into(), written, first, end, count })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_goes_in_comes_out(steps in proptest::collection::vec((0u32..70_000, proptest::bool::ANY), 0..50)) {
            let mut list = PostingList::default();
            let mut expected: Vec<(Doc, bool)> = Vec::new();
            let mut doc = 0;
            for (step, main) in steps {
                doc += step;
                list.push(doc, main);
                if expected.last().is_none_or(|(last, _)| *last != doc) {
                    expected.push((doc, main));
                }
            }
            let mut found = Vec::new();
            let postings = Postings { steps: [&list.steps, &[]], count: list.count };
            postings.each(|doc, main| found.push((doc, main)));
            proptest::prop_assert_eq!(&found, &expected);
            proptest::prop_assert_eq!(postings.count(), expected.len());
            let mut halved = Vec::new();
            let moved = postings.moved(&|doc| (doc % 2 == 0).then_some(doc / 2));
            Postings { steps: [&moved.steps, &[]], count: 0 }.each(|doc, main| halved.push((doc, main)));
            let wanted: Vec<_> = expected.iter().filter(|(doc, _)| doc % 2 == 0).map(|(doc, main)| (doc / 2, *main)).collect();
            proptest::prop_assert_eq!(halved, wanted);
        }

        #[test]
        fn runs_hold_what_went_in(steps in proptest::collection::vec((0u32..3, 1u32..300, 0u32..4), 0..50)) {
            let mut runs = Runs::default();
            let mut expected: Vec<Doc> = Vec::new();
            let mut next = 0;
            for (gap, far, more) in steps {
                let first = next + if gap == 2 { far } else { gap };
                runs.push(first);
                runs.extend(first..first + more);
                expected.extend(first..first + more.max(1));
                // The last one comes again now and then.
                next = first + more.max(1) - u32::from(gap == 0);
            }
            expected.dedup();
            let of = |runs: &Runs| {
                let mut found = Vec::new();
                runs.each(|doc| found.push(doc));
                found
            };
            proptest::prop_assert_eq!(&of(&runs), &expected);
            proptest::prop_assert_eq!(runs.count(), expected.len());
            let wanted: Vec<_> = expected.iter().filter(|doc| *doc % 2 == 0).map(|doc| doc / 2).collect();
            proptest::prop_assert_eq!(of(&runs.moved(&|doc| (doc % 2 == 0).then_some(doc / 2))), wanted);
        }
    }
}
