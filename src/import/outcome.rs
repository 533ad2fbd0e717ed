//! The outcome of an import: counts, values without a code, problems with their places.

use std::collections::{BTreeMap, HashMap};

use super::repair::Repairs;
use super::table::CellPlace;
use crate::text::{clean_line, counted};

/// A problem with the cell or row that it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The place.
    pub place: CellPlace,
    /// The problem in words.
    pub message: String,
}

/// Values of a list that no code stands for, with how often each was found.
#[derive(Debug, Default)]
pub struct Uncoded(HashMap<(String, String), (usize, Kept)>);

/// The fate of words that no code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// They stay in the words of the table.
    InWords,
    /// They name a body, and stay its name.
    AsNamed,
    /// They are left out: their key takes codes alone.
    LeftOut,
}

impl Uncoded {
    /// Counts a value.
    pub fn count(&mut self, key: &str, words: &str, kept: Kept) {
        let entry = self.0.entry((key.to_owned(), clean_line(words).into_owned())).or_insert((0, kept));
        entry.0 += 1;
    }

    /// The values by key, most frequent first.
    pub fn by_key(&self) -> BTreeMap<&str, Vec<(&str, usize, Kept)>> {
        let mut all: BTreeMap<&str, Vec<(&str, usize, Kept)>> = BTreeMap::new();
        for ((key, words), (count, kept)) in &self.0 {
            all.entry(key).or_default().push((words, *count, *kept));
        }
        for values in all.values_mut() {
            values.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        }
        all
    }

    /// How many different values there are.
    pub fn different(&self) -> usize {
        self.0.len()
    }

    /// True if somebody should say what a value means: names of bodies are well as they are.
    pub fn asks(&self) -> bool {
        self.0.values().any(|(_, kept)| *kept != Kept::AsNamed)
    }
}

/// How many of something an import makes, changes and leaves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// New ones.
    pub new: usize,
    /// Those with at least one value that changes.
    pub changed: usize,
    /// Those that stay as they are.
    pub same: usize,
    /// Those that the table no longer has.
    pub gone: usize,
}

impl Tally {
    /// "3 new, 1 changed, 12 the same"; those gone where there are any.
    pub fn told(&self) -> String {
        let gone = if self.gone > 0 { format!(", {} no longer in the table", self.gone) } else { String::new() };
        format!("{} new, {} changed, {} the same{gone}", self.new, self.changed, self.same)
    }
}

/// A value that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The case and entry: "margaret R3".
    pub of: String,
    /// The key.
    pub key: String,
    /// The value before and after, in words.
    pub before: String,
    /// The value after.
    pub after: String,
    /// The cell.
    pub place: CellPlace,
}

/// The findings of an import.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Rows that say something.
    pub rows: usize,
    /// Cases.
    pub cases: Tally,
    /// Entries of cases, their heads not counted.
    pub entries: Tally,
    /// Repairs in cells.
    pub repairs: Repairs,
    /// Values without a code.
    pub uncoded: Uncoded,
    /// Problems that somebody should decide or mend.
    pub problems: Vec<Said>,
    /// Remarks that ask for nothing.
    pub notes: Vec<String>,
    /// Values that change.
    pub changes: Vec<Change>,
    /// Values that changed on both sides.
    pub conflicts: Vec<Conflict>,
    /// Entries that the table no longer has.
    pub gone: Vec<String>,
}

/// A place in an outcome.
#[derive(Debug, Clone, Copy)]
pub struct OutcomePlace {
    cases: Tally,
    entries: Tally,
    changes: usize,
    gone: usize,
}

/// A value that was changed in the table and in the library since the last import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The case and entry.
    pub of: String,
    /// The key.
    pub key: String,
    /// The value in the library.
    pub mine: String,
    /// The value in the table.
    pub theirs: String,
    /// The cell.
    pub place: CellPlace,
}

impl Outcome {
    /// The counts and changes so far, to come back to where a case turns out not to be sound.
    pub fn mark(&self) -> OutcomePlace {
        OutcomePlace { cases: self.cases, entries: self.entries, changes: self.changes.len(), gone: self.gone.len() }
    }

    /// Takes back what was counted since.
    pub fn take_back(&mut self, mark: OutcomePlace) {
        (self.cases, self.entries) = (mark.cases, mark.entries);
        self.changes.truncate(mark.changes);
        self.gone.truncate(mark.gone);
    }

    /// Adds what another file gave.
    pub fn absorb(&mut self, other: Self) {
        self.rows += other.rows;
        self.repairs.add(&other.repairs);
        for (value, (count, kept)) in other.uncoded.0 {
            self.uncoded.0.entry(value).or_insert((0, kept)).0 += count;
        }
        self.problems.extend(other.problems);
        self.notes.extend(other.notes);
    }

    /// Notes a problem.
    pub fn problem(&mut self, place: CellPlace, message: impl Into<String>) {
        self.problems.push(Said { place, message: message.into() });
    }

    /// True if somebody has something to decide.
    pub fn asks(&self) -> bool {
        !self.problems.is_empty() || !self.conflicts.is_empty() || self.uncoded.asks()
    }

    /// The outcome in lines, at most `most` of each sort; `written` where it was carried out.
    pub fn lines(&self, most: usize, written: bool) -> Vec<String> {
        let mut lines = vec![
            format!("{} read", counted(self.rows, "row")),
            format!("Cases: {}", self.cases.told()),
            format!("Entries: {}", self.entries.told()),
        ];
        let mut list = |title: String, all: Vec<String>| {
            if all.is_empty() {
                return;
            }
            lines.push(String::new());
            lines.push(title);
            let more = all.len().saturating_sub(most);
            lines.extend(all.into_iter().take(most).map(|line| format!("  {line}")));
            if more > 0 {
                lines.push(format!("  and {more} more (--all shows them)"));
            }
        };
        list("Set right on the way:".to_owned(), self.repairs.told());
        list("Worth knowing:".to_owned(), self.notes.clone());
        let changes = self.changes.iter().map(|change| {
            format!("{} {}: {} → {} ({})", change.of, change.key, change.before, change.after, change.place)
        });
        let verb = if written { "Changed" } else { "Would change" };
        list(format!("{verb} ({}):", self.changes.len()), changes.collect());
        for (key, values) in self.uncoded.by_key() {
            let kept = match values.first().map(|(_, _, kept)| *kept) {
                Some(Kept::AsNamed) => "kept as the names of bodies; vocabulary.toml may give them an agency",
                Some(Kept::LeftOut) => "left out; say in the map what they mean",
                _ => "kept in the words of the table; the map may give them a code",
            };
            let title = format!("Without a code, \"{key}\" ({}; {kept}):", counted(values.len(), "value"));
            list(title, values.iter().map(|(words, count, _)| format!("{count} × {words}")).collect());
        }
        let conflicts = self.conflicts.iter().map(|conflict| {
            format!(
                "{}: {} {} is {} in the library and {} in the table",
                conflict.place, conflict.of, conflict.key, conflict.mine, conflict.theirs
            )
        });
        list(
            format!(
                "Changed on both sides ({}; these files stay untouched: say --mine or --theirs):",
                self.conflicts.len()
            ),
            conflicts.collect(),
        );
        list("No longer in the table, kept in the library:".to_owned(), self.gone.clone());
        let problems = self.problems.iter().map(|said| format!("{}: {}", said.place, said.message));
        list(format!("To decide ({}):", self.problems.len()), problems.collect());
        lines
    }
}
