//! The row of a value, and the values of a profile for the time in which a file is read.
//!
//! serde hands a code to the type that it stands for and nothing else, so the lists of the profile are put in force on the
//! thread that reads, and taken away when it has read.

use std::cell::Cell;

/// The row of one value of a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListValue {
    /// The code in files.
    pub code: &'static str,
    /// The name that people read.
    pub label: &'static str,
    /// Its meaning, one sentence.
    pub definition: &'static str,
    /// The abbreviation that practitioners use, where there is one.
    pub short: Option<&'static str>,
    /// The meaning, for the program, of a value that a profile defines; of the values of this program, `sense` and its like say it.
    pub own: OwnRules,
}

/// The meaning of a value for the program, whatever it is called.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Sense {
    /// Nothing further.
    #[default]
    Plain,
    /// Of a finding: a missed opportunity.
    Missed,
    /// Of a finding: work that was sound.
    Good,
    /// Of a finding: an overall judgement.
    Conclusion,
    /// Of a status: something is still to be done.
    Open,
    /// Of a status: the record itself calls it overdue.
    Overdue,
    /// Of a status: nothing more is expected.
    Closed,
    /// Of a status or a response: it does not say what came of it.
    Unknown,
}

/// The letter of a status: red, amber, green, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Letter {
    /// R.
    Red,
    /// A.
    Amber,
    /// G.
    Green,
    /// A hyphen.
    None,
}

/// A profile's facts about a value beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OwnRules {
    /// The sense that the program goes by.
    pub sense: Sense,
    /// The letter of a status; without it, that of its sense.
    pub letter: Option<Letter>,
    /// The days that those addressed by this kind of review have to reply.
    pub reply_days: Option<u32>,
}

impl OwnRules {
    /// Nothing is said.
    pub const NONE: Self = Self { sense: Sense::Plain, letter: None, reply_days: None };
}

/// The lists that a profile has of its own, by their names.
pub type OwnLists = &'static [(&'static str, &'static [&'static ListValue])];

thread_local! {
    static IN_FORCE: Cell<OwnLists> = const { Cell::new(&[]) };
}

/// The values of a list in the profile in force; nothing where it has none of its own.
pub fn in_force(list: &str) -> Option<&'static [&'static ListValue]> {
    IN_FORCE.get().iter().find(|(name, _)| *name == list).map(|(_, values)| *values)
}

/// Does `work` with these lists in force.
pub fn with<T>(lists: OwnLists, work: impl FnOnce() -> T) -> T {
    /// Puts back what was in force, whatever becomes of the work.
    struct FormerLists(OwnLists);
    impl Drop for FormerLists {
        fn drop(&mut self) {
            IN_FORCE.set(self.0);
        }
    }
    let _before = FormerLists(IN_FORCE.replace(lists));
    work()
}
