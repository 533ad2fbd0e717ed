//! Numbers of short texts that were looked up before: comparing two numbers takes less than hashing a text and comparing it.

/// A text of at most sixteen bytes, as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Short {
    /// Its first eight bytes and its last; they share some where it is shorter.
    ends: [u64; 2],
    length: u8,
}

impl Short {
    /// Nothing for a longer text.
    #[inline]
    pub fn of(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let ends = match bytes.len() {
            8..=16 => [u64::from_le_bytes(*bytes.first_chunk()?), u64::from_le_bytes(*bytes.last_chunk()?)],
            4..8 => {
                let (first, last) =
                    (u32::from_le_bytes(*bytes.first_chunk()?), u32::from_le_bytes(*bytes.last_chunk()?));
                [u64::from(first), u64::from(last)]
            }
            0..4 => [bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0],
            _ => return None,
        };
        Some(Self { ends, length: bytes.len() as u8 })
    }

    fn slot(self) -> usize {
        let [first, last] = self.ends;
        let product = u128::from(first ^ 0x9e37_79b9_7f4a_7c15)
            * u128::from(last ^ 0xd1b5_4a32_d192_ed03 ^ u64::from(self.length));
        (product as u64 ^ (product >> 64) as u64) as usize % SLOTS
    }
}

/// So many texts are remembered.
const SLOTS: usize = 4096;

/// The texts, each where its bytes say, with its number; a later one takes the place of another.
#[derive(Debug, Default)]
pub struct Memo {
    slots: Vec<(Short, u32)>,
}

impl Memo {
    /// The number of a text, if it is remembered.
    #[inline]
    pub fn get(&self, text: Short) -> Option<u32> {
        self.slots
            .get(text.slot())
            .filter(|(known, number)| *known == text && *number != NONE)
            .map(|(_, number)| *number)
    }

    /// Remembers the number of a text.
    pub fn put(&mut self, text: Short, number: u32) {
        self.slots.resize(SLOTS, (Short::default(), NONE));
        if let Some(slot) = self.slots.get_mut(text.slot()) {
            *slot = (text, number);
        }
    }

    /// Bytes on the heap.
    pub fn size(&self) -> usize {
        self.slots.capacity() * size_of::<(Short, u32)>()
    }
}

/// The number of no text.
const NONE: u32 = u32::MAX;
