//! The places that back and forward lead to.

/// How many places are kept.
const MOST: usize = 100;

/// The places behind and ahead of the reader.
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
    /// Keeps a place that the reader leaves; the places ahead are forgotten.
    pub fn leave(&mut self, spot: S) {
        self.back.push(spot);
        let over = self.back.len().saturating_sub(MOST);
        self.back.drain(..over);
        self.forward.clear();
    }

    /// The place before; the present one is kept ahead.
    pub fn back(&mut self, here: impl FnOnce() -> S) -> Option<S> {
        let spot = self.back.pop()?;
        self.forward.push(here());
        Some(spot)
    }

    /// The place after; the present one is kept behind.
    pub fn forward(&mut self, here: impl FnOnce() -> S) -> Option<S> {
        let spot = self.forward.pop()?;
        self.back.push(here());
        Some(spot)
    }

    /// True when there is a place behind.
    pub fn has_back(&self) -> bool {
        !self.back.is_empty()
    }

    /// Takes the place that was left last off the trail.
    pub fn undo(&mut self) -> Option<S> {
        self.back.pop()
    }
}
