//! The one rule of what is open, closed, due and overdue. Every page, the tracker and the comparison with the past ask it.

use super::closed::RecommendationStatus;
use super::date::PartialDate;
use super::model::Recommendation;

/// Where a recommendation stands on a day, by its status and its due date alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Open or under way, and not past its due date.
    Open,
    /// Open or under way, and past its due date.
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
    /// Where `recommendation` stands on the day `today`.
    pub fn of(recommendation: &Recommendation, today: PartialDate) -> Self {
        let past = is_past_due(recommendation, today);
        match recommendation.status {
            Some(status) if is_closed(status) => Self::Closed,
            Some(RecommendationStatus::Open | RecommendationStatus::InProgress) if past => Self::Overdue,
            Some(RecommendationStatus::Open | RecommendationStatus::InProgress) => Self::Open,
            _ if past => Self::Lapsed,
            _ => Self::Unknown,
        }
    }

    /// Whether a status says what became of it. What was reported in its updates is another thing.
    pub fn is_known(self) -> bool {
        matches!(self, Self::Open | Self::Overdue | Self::Closed)
    }
}

/// Whether nothing more is expected of a recommendation with this status.
pub fn is_closed(status: RecommendationStatus) -> bool {
    match status {
        RecommendationStatus::ClosedImplemented
        | RecommendationStatus::ClosedAlternativeAction
        | RecommendationStatus::ClosedNotImplemented
        | RecommendationStatus::Superseded
        | RecommendationStatus::NoLongerApplicable => true,
        RecommendationStatus::Open | RecommendationStatus::InProgress | RecommendationStatus::NotStated => false,
    }
}

/// Whether its due date lies before the day `today`, whatever became of it.
pub fn is_past_due(recommendation: &Recommendation, today: PartialDate) -> bool {
    recommendation.due.is_some_and(|due| due.is_over(today))
}

#[cfg(test)]
mod tests {
    use super::*;
    use RecommendationStatus as Status;

    #[test]
    fn where_a_recommendation_stands_follows_from_status_and_due_date() {
        let text = "id = \"R1\"\ntext = \"Do it.\"\naddressed_to = [\"gp\"]\nthemes = []\nconfidence = \"confirmed\"\nsources = []";
        let mut made: Recommendation = toml::from_str(text).unwrap();
        let today: PartialDate = "2026-11-22".parse().unwrap();
        let open: [(&str, Standing); 8] = [
            ("", Standing::Open),
            ("2026-11-22", Standing::Open),
            ("2026-11-21", Standing::Overdue),
            ("2026-11", Standing::Open),
            ("2026-10", Standing::Overdue),
            ("2026", Standing::Open),
            ("2025", Standing::Overdue),
            ("2027", Standing::Open),
        ];
        let statuses = [None, Some(Status::NotStated), Some(Status::Open), Some(Status::InProgress)];
        let closed = [
            Status::ClosedImplemented,
            Status::ClosedAlternativeAction,
            Status::ClosedNotImplemented,
            Status::Superseded,
            Status::NoLongerApplicable,
        ];
        for (due, expected) in open {
            made.due = (!due.is_empty()).then(|| due.parse().unwrap());
            assert_eq!(is_past_due(&made, today), expected == Standing::Overdue, "{due}");
            for status in statuses {
                let known = matches!(status, Some(Status::Open | Status::InProgress));
                let expected = match (known, expected) {
                    (false, Standing::Overdue) => Standing::Lapsed,
                    (false, _) => Standing::Unknown,
                    (true, expected) => expected,
                };
                made.status = status;
                assert_eq!(Standing::of(&made, today), expected, "{status:?} {due}");
                assert_eq!(Standing::of(&made, today).is_known(), known, "{status:?} {due}");
            }
            for status in closed {
                made.status = Some(status);
                assert_eq!(Standing::of(&made, today), Standing::Closed, "{status:?} {due}");
                assert!(Standing::of(&made, today).is_known());
            }
        }
    }
}
