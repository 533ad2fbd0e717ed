//! Seeded choices. Whole numbers only, so that a seed gives the same choices on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of choices that depends on its seed and its number only.
pub struct Draw(ChaCha8Rng);

impl Draw {
    /// Stream number `stream` of `seed`.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut key = [0; 32];
        for (to, from) in key.iter_mut().zip(seed.to_le_bytes()) {
            *to = from;
        }
        let mut rng = ChaCha8Rng::from_seed(key);
        rng.set_stream(stream);
        Self(rng)
    }

    /// Any number below `n`; 0 where there is none.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.0.next_u64()) * n as u128) >> 64) as usize
    }

    /// Any number from `least` to `most`.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most.saturating_sub(least) + 1)
    }

    /// Whether something happens that happens in `percent` of a hundred cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// Any entry of a list, each as often as the others.
    pub fn pick<T: Copy + Default>(&mut self, list: &[T]) -> T {
        list.get(self.below(list.len())).copied().unwrap_or_default()
    }

    /// A rank below `n` with the frequencies of Zipf: rank r as often as 1 / (r + 1). A doubling of the rank is drawn,
    /// then a rank within it, and of those the later ones are passed over now and then.
    pub fn rank(&mut self, n: usize) -> usize {
        let doublings = (usize::BITS - n.leading_zeros()) as usize;
        loop {
            let first = 1 << self.below(doublings);
            let rank = first + self.below(first) - 1;
            if n == 0 || (rank < n && self.below(rank + 1) < first) {
                return rank;
            }
        }
    }

    /// A rank below `n` as [`Draw::rank`] gives it, but with the steep beginning left out: as 1 / (r + `flat` + 1).
    pub fn flat_rank(&mut self, n: usize, flat: usize) -> usize {
        loop {
            if let Some(rank) = self.rank(n + flat).checked_sub(flat) {
                return rank;
            }
        }
    }

    /// An entry of a list whose first entries are the commonest, as [`Draw::flat_rank`] has it.
    pub fn common<T: Copy + Default>(&mut self, list: &[T], flat: usize) -> T {
        if list.is_empty() {
            return T::default();
        }
        let rank = self.flat_rank(list.len(), flat);
        list.get(rank).copied().unwrap_or_default()
    }
}
