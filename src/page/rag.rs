//! Red, amber, green: where a recommendation stands, computed from its status and due date each time it is shown and
//! never stored, so that it cannot disagree with them.

use super::model::Tone;
use crate::case::RecommendationStatus as Status;
use crate::case::closed::Letter;
use crate::case::due::Standing;

/// The standing of a recommendation. Always written as a letter, never told by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rag {
    /// Overdue and not closed, or closed without the action recommended.
    Red,
    /// Open or in progress, and not overdue.
    Amber,
    /// Reported as done, or something else as done in its place.
    Green,
    /// The record does not say, or there is nothing left to be done that could be judged.
    None,
}

/// The rule in words, for every page that shows the letters.
pub const RULE: &str = "R: open or under way after its due date, called overdue by the record, or closed although it was not done. A: open or under way, \
    not overdue. G: closed as done, or as met in another way; accepted is not done, and done is not proof of lasting change. \
    -: no status is entered, or a later measure has taken its place; never to be read as good or bad.";

/// The same in a line, for a table of the letters.
pub const LEGEND: &str = "R overdue, or closed undone; A open; G done; - not said.";

impl Rag {
    /// All of them, the most pressing first.
    pub const ALL: [Self; 4] = [Self::Red, Self::Amber, Self::Green, Self::None];

    /// The letter of a recommendation with this status, standing so ([`Standing::of`]).
    ///
    /// Only status and due date count. What those addressed said is another fact: accepted is not implemented, and a
    /// recommendation that was rejected at first may have been carried out since. Where the status is not known, a date
    /// that has gone by shows nothing: it may have been done in time, unreported. Superseded and no longer applicable are
    /// known, but neither done nor undone: a letter would claim one of them.
    pub fn of(status: Option<Status>, standing: Standing) -> Self {
        let letter = status.and_then(Status::letter).map(|letter| match letter {
            Letter::Red => Self::Red,
            Letter::Amber => Self::Amber,
            Letter::Green => Self::Green,
            Letter::None => Self::None,
        });
        match standing {
            Standing::Overdue => Self::Red,
            Standing::Open => letter.unwrap_or(Self::Amber),
            Standing::Closed => letter.unwrap_or(Self::None),
            Standing::Unknown | Standing::Lapsed => Self::None,
        }
    }

    /// R, A, G, or a hyphen.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Red => "R",
            Self::Amber => "A",
            Self::Green => "G",
            Self::None => "-",
        }
    }

    /// The meaning of the letter within a sentence.
    pub fn short(self) -> &'static str {
        match self {
            Self::Red => "overdue or undone",
            Self::Amber => "open",
            Self::Green => "done",
            Self::None => "not said",
        }
    }

    /// The meaning of the letter, in a few words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Red => "R  overdue, or closed undone",
            Self::Amber => "A  open or under way",
            Self::Green => "G  closed as done or met",
            Self::None => "-  not said, or overtaken",
        }
    }

    /// How it is meant.
    pub fn tone(self) -> Tone {
        match self {
            Self::Red => Tone::Alarm,
            Self::Amber => Tone::Waiting,
            Self::Green => Tone::Good,
            Self::None => Tone::Plain,
        }
    }
}
