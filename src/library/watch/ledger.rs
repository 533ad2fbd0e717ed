//! The known state of the files, the differences from it, and when each is ready to be read. No I/O, no clock.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::case::Diagnostic;
use crate::library::stamp::Stamp;

/// A file is read once nothing has happened to it for so long.
pub const QUIET: Duration = Duration::from_millis(100);
/// A file that is written without a pause is read after so long all the same.
pub const LATEST: Duration = Duration::from_millis(500);
/// Bad news waits: a file that is wrong or gone may be between two steps of whoever is writing it.
pub const PATIENCE: Duration = Duration::from_millis(300);

/// The state of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathState {
    /// Which of the places that were named it belongs to.
    pub place: u32,
    /// The kind of file, with its stamp or problem.
    pub what: PathKind,
}

/// The kind of a file in a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathKind {
    /// A case file; without a stamp where a link points nowhere.
    File(Option<Stamp>),
    /// A place that cannot be searched, and why.
    Problem(Diagnostic),
    /// A file beside the cases: the library's own terms, or its searches.
    Beside(Stamp),
}

/// Something that differs from what is known.
#[derive(Debug)]
struct Pending {
    /// The state now; nothing if it is gone.
    seen: Option<PathState>,
    /// When it first differed.
    first: Instant,
    /// When it last changed.
    last: Instant,
    /// True if this state was read and was wrong.
    wrong: bool,
}

impl Pending {
    fn ripe_at(&self) -> Instant {
        match &self.seen {
            Some(PathState { what: PathKind::Problem(_), .. }) | None => self.last + PATIENCE,
            Some(_) if self.wrong => self.last + PATIENCE,
            Some(_) => (self.last + QUIET).min(self.first + LATEST),
        }
    }
}

/// The known state of the files of a library.
#[derive(Debug, Default)]
pub struct Ledger {
    known: HashMap<PathBuf, PathState>,
    pending: HashMap<PathBuf, Pending>,
}

impl Ledger {
    /// Knows these files as they were read.
    pub fn new(known: HashMap<PathBuf, PathState>) -> Self {
        Self { known, pending: HashMap::new() }
    }

    /// True if the files beside the cases are still as they are known.
    pub fn knows_beside(&self, seen: &HashMap<PathBuf, PathState>) -> bool {
        let known = self.known.values().filter(|seen| matches!(seen.what, PathKind::Beside(_))).count();
        known == seen.len() && seen.iter().all(|(path, seen)| self.known.get(path) == Some(seen))
    }

    /// Compares what a walk has seen with what is known. What differs anew began to at `first`, and has been as it is since
    /// `last`.
    pub fn look(&mut self, mut seen: HashMap<PathBuf, PathState>, first: Instant, last: Instant) {
        let (known, pending) = (&self.known, &mut self.pending);
        // A file that is as it was known, or came and went, needs nothing.
        pending.retain(|path, _| known.get(path) != seen.get(path));
        for path in known.keys().filter(|path| !seen.contains_key(*path)) {
            note(pending, path.clone(), None, first, last);
        }
        seen.retain(|path, now| known.get(path) != Some(now));
        for (path, now) in seen {
            note(pending, path, Some(now), first, last);
        }
    }

    /// The paths that are to be read at this time, each with its state. A file that is gone may have moved to a new path, and
    /// then waits no longer.
    pub fn due(&self, now: Instant) -> Vec<(PathBuf, Option<PathState>)> {
        let ripe = |pending: &Pending| pending.ripe_at() <= now;
        let moved = self
            .pending
            .iter()
            .any(|(path, pending)| pending.seen.is_some() && ripe(pending) && !self.known.contains_key(path));
        self.pending
            .iter()
            .filter(|(_, pending)| ripe(pending) || (moved && pending.seen.is_none() && pending.last + QUIET <= now))
            .map(|(path, pending)| (path.clone(), pending.seen.clone()))
            .collect()
    }

    /// When something will be ripe next.
    pub fn next(&self) -> Option<Instant> {
        self.pending.values().map(Pending::ripe_at).min()
    }

    /// A file was read and is wrong: says whether that is to be told, or to be waited for.
    pub fn is_to_be_told(&mut self, path: &Path, now: Instant) -> bool {
        match self.pending.get_mut(path) {
            Some(pending) if pending.last + PATIENCE > now => {
                pending.wrong = true;
                false
            }
            _ => true,
        }
    }

    /// This is what is known from now on, and what has been told; nothing where it is gone.
    pub fn settle(&mut self, path: PathBuf, seen: Option<PathState>) {
        self.pending.remove(&path);
        match seen {
            Some(seen) => self.known.insert(path, seen),
            None => self.known.remove(&path),
        };
    }
}

fn note(
    pending: &mut HashMap<PathBuf, Pending>,
    path: PathBuf,
    seen: Option<PathState>,
    first: Instant,
    last: Instant,
) {
    match pending.get_mut(&path) {
        Some(pending) if pending.seen == seen => {}
        Some(pending) => {
            (pending.seen, pending.last, pending.wrong) = (seen, last, false);
        }
        None => {
            pending.insert(path, Pending { seen, first, last, wrong: false });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> PathState {
        let metadata = std::fs::metadata(path).unwrap();
        PathState { place: 1, what: PathKind::File(Some(Stamp::from(&metadata))) }
    }

    /// Three files that differ from each other.
    fn stamps() -> [PathState; 3] {
        ["Cargo.toml", "src/lib.rs", "src/main.rs"].map(file)
    }

    fn map(seen: &[(&str, &PathState)]) -> HashMap<PathBuf, PathState> {
        seen.iter().map(|(path, seen)| (PathBuf::from(path), (*seen).clone())).collect()
    }

    fn due(ledger: &Ledger, at: Instant) -> Vec<String> {
        let mut paths: Vec<String> = ledger.due(at).iter().map(|(path, _)| path.display().to_string()).collect();
        paths.sort();
        paths
    }

    #[test]
    fn a_file_is_read_when_it_has_been_quiet_or_at_the_latest() {
        let [one, two, three] = stamps();
        let start = Instant::now();
        let at = |milliseconds: u64| start + Duration::from_millis(milliseconds);
        let mut ledger = Ledger::new(map(&[("a", &one)]));
        assert_eq!(ledger.next(), None);
        ledger.look(map(&[("a", &two)]), at(0), at(0));
        assert_eq!(ledger.next(), Some(at(100)));
        assert!(due(&ledger, at(99)).is_empty());
        assert_eq!(due(&ledger, at(100)), ["a"]);
        // It changes without a pause.
        for step in 1..=9 {
            ledger.look(map(&[("a", if step % 2 == 0 { &two } else { &three })]), at(step * 60), at(step * 60));
            assert_eq!(due(&ledger, at(step * 60 + 1)).is_empty(), step * 60 < 500, "{step}");
        }
        // As it was before: nothing to do.
        ledger.look(map(&[("a", &one)]), at(700), at(700));
        assert_eq!(ledger.next(), None);
    }

    #[test]
    fn bad_news_waits() {
        let [one, two, three] = stamps();
        let start = Instant::now();
        let at = |milliseconds: u64| start + Duration::from_millis(milliseconds);
        let path = Path::new("a");
        let mut ledger = Ledger::new(map(&[("a", &one), ("b", &one)]));
        ledger.look(map(&[("a", &two)]), at(0), at(0));
        assert_eq!(due(&ledger, at(100)), ["a"], "what is gone waits longer");
        assert!(!ledger.is_to_be_told(path, at(100)));
        assert!(due(&ledger, at(200)).is_empty(), "and is not read again as it is");
        assert_eq!(due(&ledger, at(300)), ["a", "b"]);
        assert!(ledger.is_to_be_told(path, at(300)));
        // The file was whole before it was told.
        ledger.look(map(&[("a", &three), ("b", &one)]), at(310), at(310));
        assert_eq!(due(&ledger, at(410)), ["a"]);
        ledger.settle("a".into(), Some(three.clone()));
        assert_eq!(ledger.next(), None);
        // A file that has moved is not shown twice.
        ledger.look(map(&[("a", &three), ("sub/b", &one)]), at(500), at(500));
        assert_eq!(due(&ledger, at(600)), ["b", "sub/b"]);
    }
}
