//! Numbers by document that are kept from query to query: for a large library, making such an array anew takes longer than
//! answering from it.

/// Documents that are cleared, and passed over where none of them has anything, at once.
const PAGE: usize = 256;

/// A number for each document or case; nothing, its default, for those that were not raised.
#[derive(Debug, Default)]
pub struct Board<T> {
    values: Vec<T>,
    /// The pages in which something was raised.
    used: Vec<bool>,
}

impl<T: Copy + Default + PartialOrd> Board<T> {
    /// The number at this place.
    #[inline]
    pub fn get(&self, at: u32) -> T {
        self.values.get(at as usize).copied().unwrap_or_default()
    }

    /// Leaves the higher of what is there and `value`.
    #[inline]
    pub fn raise(&mut self, at: u32, value: T) {
        self.change(at, |known| if known < value { value } else { known });
    }

    /// Puts `value` where nothing was raised.
    #[inline]
    pub fn raise_blank(&mut self, at: u32, value: T) {
        self.change(at, |known| if known == T::default() { value } else { known });
    }

    /// Puts what `change` makes of what is there in its place, which is not nothing.
    #[inline]
    pub fn change(&mut self, at: u32, change: impl FnOnce(T) -> T) {
        let at = at as usize;
        if let (Some(value), Some(used)) = (self.values.get_mut(at), self.used.get_mut(at / PAGE)) {
            *value = change(*value);
            *used = true;
        }
    }

    /// Calls `visit` with every place that was raised, in order.
    pub fn each(&self, mut visit: impl FnMut(u32, T)) {
        for (page, values) in
            self.values.chunks(PAGE).enumerate().filter(|(page, _)| self.used.get(*page) == Some(&true))
        {
            for (at, value) in ((page * PAGE) as u32..).zip(values).filter(|(_, value)| **value != T::default()) {
                visit(at, *value);
            }
        }
    }

    /// Takes everything away, and has so many places.
    pub fn reset(&mut self, places: usize) {
        self.clear();
        self.values.resize(places, T::default());
        self.used.resize(places.div_ceil(PAGE), false);
    }

    /// Becomes the same as another.
    pub fn copy(&mut self, other: &Self) {
        self.reset(other.values.len());
        let pages = self.values.chunks_mut(PAGE).zip(other.values.chunks(PAGE));
        for ((to, from), _) in pages.zip(&other.used).filter(|(_, used)| **used) {
            to.copy_from_slice(from);
        }
        self.used.copy_from_slice(&other.used);
    }

    fn clear(&mut self) {
        for (used, values) in self.used.iter_mut().zip(self.values.chunks_mut(PAGE)) {
            if std::mem::take(used) {
                values.fill(T::default());
            }
        }
    }
}

/// Boards that nobody uses now.
#[derive(Debug, Default)]
pub struct Boards<T> {
    clear: Vec<Board<T>>,
}

impl<T: Copy + Default + PartialOrd> Boards<T> {
    /// A board of so many places, on which nothing is raised.
    pub fn take(&mut self, places: usize) -> Board<T> {
        let mut board = self.clear.pop().unwrap_or_default();
        board.reset(places);
        board
    }

    /// Keeps a board for the next who asks. One that is not given back is made anew.
    pub fn give_back(&mut self, mut board: Board<T>) {
        // Now, while what was raised is still at hand.
        board.clear();
        self.clear.push(board);
    }
}

/// A bit for each document.
#[derive(Debug, Default, Clone)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// These bits of so many.
    pub fn of(places: usize, set: impl IntoIterator<Item = u32>) -> Self {
        let mut bits = Self(vec![0; places.div_ceil(64)]);
        for at in set {
            bits.set(at);
        }
        bits
    }

    /// Takes every bit away, and has room for so many.
    pub fn reset(&mut self, places: usize) {
        self.0.clear();
        self.0.resize(places.div_ceil(64), 0);
    }

    /// Sets a bit, and makes room for it.
    pub fn add(&mut self, at: u32) {
        if self.0.len() <= at as usize / 64 {
            self.0.resize(at as usize / 64 + 1, 0);
        }
        self.set(at);
    }

    /// Sets a bit; says whether it was not set.
    #[inline]
    pub fn set(&mut self, at: u32) -> bool {
        let Some(bits) = self.0.get_mut(at as usize / 64) else { return false };
        let bit = 1 << (at % 64);
        let new = *bits & bit == 0;
        *bits |= bit;
        new
    }

    /// Has room for so many at least.
    pub fn grow(&mut self, places: usize) {
        self.0.resize(self.0.len().max(places.div_ceil(64)), 0);
    }

    /// True if a bit is set.
    #[inline]
    pub fn has(&self, at: u32) -> bool {
        self.as_slice().has(at)
    }

    /// Calls `visit` with every bit that is set, in order.
    pub fn each(&self, visit: impl FnMut(u32)) {
        self.as_slice().each(visit);
    }

    /// The bits, which do not change.
    #[inline]
    pub fn as_slice(&self) -> BitSlice<'_> {
        BitSlice(&self.0)
    }
}

impl From<Vec<u64>> for Bits {
    fn from(bits: Vec<u64>) -> Self {
        Self(bits)
    }
}

/// Bits that stand somewhere else.
#[derive(Debug, Clone, Copy)]
pub struct BitSlice<'a>(pub &'a [u64]);

impl BitSlice<'_> {
    /// True if a bit is set.
    #[inline]
    pub fn has(self, at: u32) -> bool {
        self.0.get(at as usize / 64).is_some_and(|bits| bits & (1 << (at % 64)) != 0)
    }

    /// Calls `visit` with every bit that is set, in order.
    pub fn each(self, mut visit: impl FnMut(u32)) {
        for (from, bits) in (0..).step_by(64).zip(self.0) {
            let mut left = *bits;
            while left != 0 {
                visit(from + left.trailing_zeros());
                left &= left - 1;
            }
        }
    }
}
