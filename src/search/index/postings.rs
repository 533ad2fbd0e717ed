//! Where a word or a value occurs: rising document numbers, one or two bytes each.

/// A number of a document: an item of a case. Documents of a case stand next to each other.
pub type Doc = u32;

/// Documents in rising order, each with whether the word stands in its main text.
#[derive(Debug, Clone, Default)]
pub struct Postings {
    /// Differences, doubled, plus one for the main text; seven bits a byte, lowest first, the top bit says that more follow.
    bytes: Vec<u8>,
    last: Doc,
    count: u32,
    /// Documents of those that were taken out since.
    gone: u32,
}

impl Postings {
    /// Adds a document, which must not be smaller than the one before; the same one is not added twice.
    pub fn push(&mut self, doc: Doc, main: bool) {
        if self.count > 0 && doc == self.last {
            return;
        }
        let mut left = (u64::from(doc - self.last) << 1) | u64::from(main);
        while left >= 0x80 {
            self.bytes.push(left as u8 | 0x80);
            left >>= 7;
        }
        self.bytes.push(left as u8);
        self.last = doc;
        self.count += 1;
    }

    /// Calls `visit` with each document and whether the word stands in its main text.
    pub fn each(&self, mut visit: impl FnMut(Doc, bool)) {
        let mut doc: Doc = 0;
        let mut bytes = self.bytes.iter();
        while let Some(byte) = bytes.next() {
            let mut read = u64::from(*byte);
            // Most differences fit one byte.
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
            doc += (read >> 1) as Doc;
            visit(doc, read & 1 == 1);
        }
    }

    /// In how many documents it occurs.
    pub fn count(&self) -> usize {
        self.count.saturating_sub(self.gone) as usize
    }

    /// One of its documents is no more.
    pub fn forget_one(&mut self) {
        self.gone += 1;
    }

    /// The same with the documents that `place` still has, under their new numbers, which must rise as the old ones do.
    pub fn moved(&self, place: &dyn Fn(Doc) -> Option<Doc>) -> Self {
        let mut moved = Self::default();
        self.each(|doc, main| {
            if let Some(doc) = place(doc) {
                moved.push(doc, main);
            }
        });
        moved.bytes.shrink_to_fit();
        moved
    }

    /// Bytes that it takes on the heap.
    pub fn size(&self) -> usize {
        self.bytes.capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_goes_in_comes_out(steps in proptest::collection::vec((0u32..70_000, proptest::bool::ANY), 0..50)) {
            let mut postings = Postings::default();
            let mut expected: Vec<(Doc, bool)> = Vec::new();
            let mut doc = 0;
            for (step, main) in steps {
                doc += step;
                postings.push(doc, main);
                if expected.last().is_none_or(|(last, _)| *last != doc) {
                    expected.push((doc, main));
                }
            }
            let mut found = Vec::new();
            postings.each(|doc, main| found.push((doc, main)));
            proptest::prop_assert_eq!(&found, &expected);
            proptest::prop_assert_eq!(postings.count(), expected.len());
            let mut halved = Vec::new();
            postings.moved(&|doc| (doc % 2 == 0).then_some(doc / 2)).each(|doc, main| halved.push((doc, main)));
            let wanted: Vec<_> = expected.iter().filter(|(doc, _)| doc % 2 == 0).map(|(doc, main)| (doc / 2, *main)).collect();
            proptest::prop_assert_eq!(halved, wanted);
        }
    }
}
