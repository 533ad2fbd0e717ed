//! The one rule of what is open, closed, due and overdue. Every page, the tracker and the comparison with the past ask it.

use super::closed::{RecommendationStatus, Response, Sense};
use super::date::PartialDate;
use super::model::{Addressee, Recommendation, Review};

/// The state of a recommendation on a day, by its status and its due date alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Open or under way, and not past its due date.
    Open,
    /// Open or under way, and past its due date; or called overdue by the record itself.
    Overdue,
    /// Nothing more is expected of it.
    Closed,
    /// No status says what became of it, and no due date has gone by.
    Unknown,
    /// No status says what became of it, and its due date has gone by. It may have been done in time, unreported: nobody can
    /// call it overdue.
    Lapsed,
}

impl Standing {
    /// The state of `recommendation` on the day `today`.
    pub fn of(recommendation: &Recommendation, today: PartialDate) -> Self {
        let past = is_past_due(recommendation, today);
        match recommendation.status.map(RecommendationStatus::sense) {
            Some(Sense::Closed) => Self::Closed,
            // The record says so; that it gives no date, or a later one, is its own affair.
            Some(Sense::Overdue) => Self::Overdue,
            Some(Sense::Open) if past => Self::Overdue,
            Some(Sense::Open) => Self::Open,
            _ if past => Self::Lapsed,
            _ => Self::Unknown,
        }
    }

    /// True if a status says what became of it. Its updates may report more.
    pub fn is_known(self) -> bool {
        matches!(self, Self::Open | Self::Overdue | Self::Closed)
    }
}

/// True if nothing more is expected of a recommendation with this status.
pub fn is_closed(status: RecommendationStatus) -> bool {
    status.sense() == Sense::Closed
}

/// True if its due date lies before the day `today`, whatever became of it.
pub fn is_past_due(recommendation: &Recommendation, today: PartialDate) -> bool {
    recommendation.due.is_some_and(|due| due.is_over(today))
}

/// The standing of an addressee's reply on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reply {
    /// A reply is entered, or its date or document is.
    Given,
    /// None is entered, and it is not due yet.
    Awaited,
    /// None is entered, and the day by which it was due has gone by.
    Late,
    /// None is entered, and nothing says when it was due.
    NotEntered,
}

impl Reply {
    /// The standing of the reply of an addressee of `review` on the day `today`.
    pub fn of(review: &Review, addressee: &Addressee, today: PartialDate) -> Self {
        let answered = addressee.response.is_some_and(Response::is_reply)
            || addressee.response_text.is_some()
            || addressee.date.is_some()
            || addressee.document.is_some();
        match reply_due(review, addressee) {
            _ if answered => Self::Given,
            Some(due) if due.is_over(today) => Self::Late,
            None if addressee.response != Some(Response::Awaiting) => Self::NotEntered,
            _ => Self::Awaited,
        }
    }
}

/// The day by which an addressee of a review should have replied: as it is entered, else by the deadline that the kind of
/// review sets, counted from the day of the report.
pub fn reply_due(review: &Review, addressee: &Addressee) -> Option<PartialDate> {
    addressee.reply_due.or_else(|| {
        let sent = review.dated.or_else(|| review.publications.iter().filter_map(|step| step.date).min())?;
        sent.days_later(review.kind.reply_days()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Vocabulary;
    use crate::case::closed::ClosedList;
    use crate::case::read::read_case;

    /// A case with one recommendation, to which these lines are added.
    fn review(of_review: &str, of_recommendation: &str) -> Review {
        let text = format!(
            "id = \"oak\"\ntitle = \"Oak\"\nnation = \"england\"\noutcome = \"died\"\nharm = []\nsummary = \"S.\"\ncited = [\"s\"]\n\
             [[sources]]\nid = \"s\"\ntitle = \"T\"\npublisher = \"P\"\nkind = \"official\"\n\
             [[reviews]]\nid = \"r\"\ntitle = \"R\"\nconfidence = \"confirmed\"\nsources = [\"s\"]\n{of_review}\n\
             [[reviews.recommendations]]\nid = \"R1\"\ntext = \"X.\"\naddressed_to = []\nthemes = []\nconfidence = \"confirmed\"\nsources = [\"s\"]\n{of_recommendation}\n"
        );
        read_case("oak", &text, Vocabulary::shipped()).unwrap().0.reviews.remove(0)
    }

    #[test]
    fn every_status_has_a_standing_before_and_after_the_due_date() {
        use Standing::{Closed, Lapsed, Open, Overdue, Unknown};
        let expected = |code: &str| match code {
            "open" | "in_progress" => [Open, Open, Overdue],
            "overdue" => [Overdue, Overdue, Overdue],
            "closed_implemented" | "closed_alternative_action" | "closed_not_implemented" | "embedded" => [Closed; 3],
            "superseded" | "no_longer_applicable" | "withdrawn" | "cancelled" => [Closed; 3],
            "unconfirmed" | "other" | "not_stated" | "" => [Unknown, Unknown, Lapsed],
            code => panic!("no standing is expected of {code}"),
        };
        let codes = RecommendationStatus::ALL.iter().map(|status| status.code()).chain([""]);
        for code in codes {
            let status = if code.is_empty() { String::new() } else { format!("status = \"{code}\"\n") };
            let dues = ["", "due = \"2025-06\"", "due = \"2025-05\""];
            let found = dues.map(|due| {
                let review = review("kind = \"sar\"", &format!("{status}{due}"));
                Standing::of(&review.recommendations[0], "2025-06-11".parse().unwrap())
            });
            assert_eq!(found, expected(code), "{code}");
        }
    }

    #[test]
    fn a_reply_is_due_by_the_deadline_of_the_kind_of_review() {
        let rows = [
            ("coroner_pfd", "dated = \"2024-01-02\"", "", Some("2024-02-27"), Reply::Late),
            ("coroner_pfd", "dated = \"2024-01-02\"", "reply_due = \"2024-06\"", Some("2024-06"), Reply::Awaited),
            ("coroner_pfd", "dated = \"2024-01-02\"", "response = \"accepted\"", Some("2024-02-27"), Reply::Given),
            ("coroner_pfd", "dated = \"2024-01-02\"", "response = \"awaiting\"", Some("2024-02-27"), Reply::Late),
            ("coroner_pfd", "dated = \"2024-01-02\"", "date = \"2024-02-20\"", Some("2024-02-27"), Reply::Given),
            ("coroner_pfd", "dated = \"2024-03-02\"", "", Some("2024-04-27"), Reply::Awaited),
            // Without a day there is nothing to count from.
            ("coroner_pfd", "dated = \"2024-01\"", "", None, Reply::NotEntered),
            ("coroner_pfd", "", "response = \"awaiting\"", None, Reply::Awaited),
            ("sar", "dated = \"2024-01-02\"", "", None, Reply::NotEntered),
        ];
        for (kind, of_review, of_addressee, due, reply) in rows {
            let lines = format!(
                "kind = \"{kind}\"\n{of_review}\n[[reviews.addressees]]\nnamed = \"The Trust\"\n{of_addressee}"
            );
            let review = review(&lines, "");
            let found = reply_due(&review, &review.addressees[0]).map(PartialDate::iso);
            assert_eq!(found.as_deref(), due, "{kind} {of_review} {of_addressee}");
            let today = "2024-03-15".parse().unwrap();
            assert_eq!(Reply::of(&review, &review.addressees[0], today), reply, "{kind} {of_review} {of_addressee}");
        }
    }
}
