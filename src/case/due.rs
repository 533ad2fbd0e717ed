//! The one rule of what is open, closed, due and overdue. Every page, the tracker and the comparison with the past ask it.

use super::closed::RecommendationStatus;
use super::date::PartialDate;
use super::model::Recommendation;

/// The state of a recommendation on a day, by its status and its due date alone.
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
    /// The state of `recommendation` on the day `today`.
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

    /// True if a status says what became of it. Its updates may report more.
    pub fn is_known(self) -> bool {
        matches!(self, Self::Open | Self::Overdue | Self::Closed)
    }
}

/// True if nothing more is expected of a recommendation with this status.
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

/// True if its due date lies before the day `today`, whatever became of it.
pub fn is_past_due(recommendation: &Recommendation, today: PartialDate) -> bool {
    recommendation.due.is_some_and(|due| due.is_over(today))
}
