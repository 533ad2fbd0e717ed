//! Red, amber, green: where a recommendation stands, computed from its status and due date each time it is shown and
//! never stored, so that it cannot disagree with them.

use super::model::Tone;
use crate::case::RecommendationStatus as Status;
use crate::case::due::Standing;

/// Where a recommendation stands. Always written as a letter, never told by colour alone.
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
pub const RULE: &str = "R: open or under way after its due date, or closed although it was not done. A: open or under way, \
    not overdue. G: closed as done, or as met in another way; accepted is not done, and done is not proof of lasting change. \
    -: no status is entered, or a later measure has taken its place; never to be read as good or bad.";

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
        match (standing, status) {
            (Standing::Overdue, _) => Self::Red,
            (Standing::Open, _) => Self::Amber,
            (Standing::Closed, Some(Status::ClosedNotImplemented)) => Self::Red,
            (Standing::Closed, Some(Status::ClosedImplemented | Status::ClosedAlternativeAction)) => Self::Green,
            (Standing::Closed | Standing::Unknown | Standing::Lapsed, _) => Self::None,
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

    /// What the letter stands for, in a few words.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{PartialDate, Recommendation, Response};

    fn recommendation(status: Option<Status>, due: &str, response: Option<Response>) -> Recommendation {
        let text = "id = \"R1\"\ntext = \"Do it.\"\naddressed_to = [\"gp\"]\nthemes = []\nconfidence = \"confirmed\"\nsources = []";
        let mut made: Recommendation = toml::from_str(text).unwrap();
        (made.status, made.response) = (status, response);
        made.due = (!due.is_empty()).then(|| due.parse().unwrap());
        made
    }

    #[test]
    fn the_letter_follows_from_status_and_due_date() {
        // Status, due, then letter, overdue, known; the day is 22 November 2026.
        let rows: &[(Option<Status>, &str, &str, bool, bool)] = &[
            (Some(Status::Open), "", "A", false, true),
            (Some(Status::Open), "2026-11-22", "A", false, true),
            (Some(Status::Open), "2026-11-21", "R", true, true),
            (Some(Status::Open), "2026-11", "A", false, true),
            (Some(Status::Open), "2026", "A", false, true),
            (Some(Status::Open), "2025", "R", true, true),
            (Some(Status::InProgress), "2013-01", "R", true, true),
            (Some(Status::InProgress), "2027", "A", false, true),
            (Some(Status::ClosedImplemented), "2013-01", "G", false, true),
            (Some(Status::ClosedAlternativeAction), "2013-01", "G", false, true),
            (Some(Status::ClosedNotImplemented), "", "R", false, true),
            (Some(Status::Superseded), "2013-01", "-", false, true),
            (Some(Status::NoLongerApplicable), "2013-01", "-", false, true),
            (Some(Status::NotStated), "2013-01", "-", false, false),
            (None, "2013-01", "-", false, false),
            (None, "", "-", false, false),
        ];
        let today: PartialDate = "2026-11-22".parse().unwrap();
        for (status, due, letter, overdue, known) in rows {
            // What was said of it changes nothing.
            for response in [None, Some(Response::Accepted), Some(Response::Rejected), Some(Response::Awaiting)] {
                let made = recommendation(*status, due, response);
                let standing = Standing::of(&made, today);
                assert_eq!(Rag::of(made.status, standing).letter(), *letter, "{status:?} {due} {response:?}");
                assert_eq!(standing == Standing::Overdue, *overdue, "{status:?} {due}");
                assert_eq!(standing.is_known(), *known, "{status:?}");
            }
        }
    }

    #[test]
    fn letters_and_labels_agree() {
        for rag in Rag::ALL {
            assert!(rag.label().starts_with(rag.letter()));
        }
    }
}
