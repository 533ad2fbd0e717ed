//! The places that back and forward lead to.

/// How many places are kept.
const MOST: usize = 100;

/// The places behind and ahead of where one is.
#[derive(Debug, Clone)]
pub struct Trail<S> {
    back: Vec<S>,
    forward: Vec<S>,
}

impl<S> Default for Trail<S> {
    fn default() -> Self {
        Self { back: Vec::new(), forward: Vec::new() }
    }
}

impl<S> Trail<S> {
    /// One leaves a place: what was ahead is forgotten.
    pub fn leave(&mut self, spot: S) {
        self.back.push(spot);
        let over = self.back.len().saturating_sub(MOST);
        self.back.drain(..over);
        self.forward.clear();
    }

    /// The place before, for the one where one is now.
    pub fn back(&mut self, here: impl FnOnce() -> S) -> Option<S> {
        let spot = self.back.pop()?;
        self.forward.push(here());
        Some(spot)
    }

    /// The place after, for the one where one is now.
    pub fn forward(&mut self, here: impl FnOnce() -> S) -> Option<S> {
        let spot = self.forward.pop()?;
        self.back.push(here());
        Some(spot)
    }

    /// True when there is a place behind.
    pub fn has_back(&self) -> bool {
        !self.back.is_empty()
    }

    /// Takes back that one has left: the place that was left last.
    pub fn undo(&mut self) -> Option<S> {
        self.back.pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_and_forward_are_each_others_opposite() {
        let mut trail = Trail::default();
        trail.leave(1);
        trail.leave(2);
        assert_eq!(trail.back(|| 3), Some(2));
        assert_eq!(trail.back(|| 2), Some(1));
        assert_eq!(trail.back(|| 1), None);
        assert_eq!(trail.forward(|| 1), Some(2));
        assert_eq!(trail.forward(|| 2), Some(3));
        assert_eq!(trail.forward(|| 3), None);
        trail.back(|| 3);
        trail.leave(9);
        assert_eq!(trail.forward(|| 9), None, "a new way forgets the old one ahead");
    }

    #[test]
    fn old_places_are_forgotten() {
        let mut trail = Trail::default();
        (0..MOST + 5).for_each(|place| trail.leave(place));
        let mut count = 0;
        while trail.back(|| 0).is_some() {
            count += 1;
        }
        assert_eq!(count, MOST);
    }
}
