//! Numbers of short texts that were looked up before: comparing two numbers takes less than hashing a text and comparing it.

/// A text of at most sixteen bytes, as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ShortText {
    start: u64,
    end: u64,
    length: u8,
}

impl ShortText {
    /// Nothing for a longer text.
    #[inline]
    pub fn of(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let four = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
        // The start and the end share some bytes.
        let (start, end) = match bytes.len() {
            8..=16 => (u64::from_le_bytes(*bytes.first_chunk()?), u64::from_le_bytes(*bytes.last_chunk()?)),
            4..8 => (four(bytes.first_chunk()?), four(bytes.last_chunk()?)),
            0..4 => (bytes.iter().fold(0, |all, byte| (all << 8) | u64::from(*byte)), 0),
            _ => return None,
        };
        Some(Self { start, end, length: bytes.len() as u8 })
    }

    fn slot(self) -> usize {
        let mixed = self.start ^ self.end.rotate_left(29) ^ u64::from(self.length);
        // The highest bits depend on all others.
        (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48) as usize % SLOTS
    }
}

/// So many texts are remembered.
const SLOTS: usize = 8192;

/// The texts, each where its bytes say, with its number; a later one takes the place of another.
#[derive(Debug, Default)]
pub struct Memo {
    /// The start and end of a text, and its number with its length in the highest byte.
    slots: Vec<(u64, u64, u32)>,
}

impl Memo {
    /// The number of a text, if it is remembered.
    #[inline]
    pub fn get(&self, text: ShortText) -> Option<u32> {
        let (start, end, number) = *self.slots.get(text.slot())?;
        // An empty place has the length of no text.
        let is = start == text.start && end == text.end && number >> LENGTH == u32::from(text.length) + 1;
        is.then_some(number & MOST)
    }

    /// Remembers the number of a text, unless it is too large.
    pub fn put(&mut self, text: ShortText, number: u32) {
        self.slots.resize(SLOTS, (0, 0, 0));
        if let Some(slot) = self.slots.get_mut(text.slot()).filter(|_| number <= MOST) {
            *slot = (text.start, text.end, ((u32::from(text.length) + 1) << LENGTH) | number);
        }
    }

    /// Bytes on the heap.
    pub fn size(&self) -> usize {
        self.slots.capacity() * size_of::<(u64, u64, u32)>()
    }
}

/// The bits of a number, and the largest.
const LENGTH: u32 = 24;
const MOST: u32 = (1 << LENGTH) - 1;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    proptest! {
        #[test]
        fn a_text_has_the_number_that_it_was_given(texts in prop::collection::vec("[ab\u{e9}]{0,18}", 0..200)) {
            let (mut memo, mut known) = (Memo::default(), HashMap::new());
            for (number, text) in (0..).zip(&texts) {
                let number = *known.entry(text).or_insert(number);
                let Some(short) = ShortText::of(text) else {
                    prop_assert!(text.len() > 16);
                    continue;
                };
                prop_assert!(memo.get(short).is_none_or(|found| found == number), "{}", text);
                memo.put(short, number);
                prop_assert_eq!(memo.get(short), Some(number), "{}", text);
            }
        }
    }
}
