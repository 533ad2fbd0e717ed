//! The searches of before.

/// No more than this are kept.
const MOST: usize = 500;

/// The searches of before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// Oldest first, each once.
    pub entries: Vec<String>,
    /// Which is shown now.
    pub at: Option<usize>,
}

impl History {
    /// Keeps a search; says whether it was not the newest already.
    pub fn remember(&mut self, text: &str) -> bool {
        self.at = None;
        if text.is_empty() || self.entries.last().is_some_and(|last| last == text) {
            return false;
        }
        self.entries.retain(|known| known != text);
        self.entries.push(text.to_owned());
        let over = self.entries.len().saturating_sub(MOST);
        self.entries.drain(..over);
        true
    }

    /// True while an older search is shown as it was.
    pub fn shows(&self, typed: &str) -> bool {
        self.at.and_then(|at| self.entries.get(at)).is_some_and(|entry| entry == typed)
    }

    /// Goes to an older search than the one that is `typed`, or to a newer one; past the newest, to an empty line.
    /// Nothing where there is no older one.
    pub fn turn(&mut self, typed: &str, older: bool) -> Option<String> {
        let count = self.entries.len();
        let at = match (self.at, older) {
            (None, true) => {
                // The search that is in force is not older than itself.
                let newest = count.checked_sub(1)?;
                let in_force = self.entries.get(newest).is_some_and(|entry| entry == typed);
                Some(if in_force { newest.checked_sub(1)? } else { newest })
            }
            (Some(at), true) => Some(at.saturating_sub(1)),
            (Some(at), false) => Some(at + 1).filter(|at| *at < count),
            (None, false) => None,
        };
        self.at = at;
        Some(at.and_then(|at| self.entries.get(at)).cloned().unwrap_or_default())
    }
}
