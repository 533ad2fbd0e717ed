//! What a library itself dates since a day: all that can be told where nobody kept what it said then.

use std::sync::Arc;

use super::compare::became_due;
use super::{Change, Kind, Part};
use crate::case::{Case, CasePage, ItemRef, PartialDate};
use crate::library::EntryKey;

/// Everything that cases date since a day, newest first.
pub fn dated(day: PartialDate, now: &[(EntryKey, Arc<Case>)], today: PartialDate) -> Vec<Change> {
    let mut changes = Vec::new();
    for (key, case) in now {
        let mut say = |kind: Kind, item: ItemRef, part: Option<Part>, date: Option<PartialDate>| {
            if let Some(date) = date.filter(|date| day.can_precede(*date)) {
                changes.push(Change { part, date: Some(date), ..Change::of(kind, *key, case, item) });
            }
        };
        for (item, recommendation) in case.recommendations() {
            if let Some(kind) = became_due(recommendation, day, today) {
                say(kind, item, None, recommendation.due);
            }
            for (index, update) in recommendation.updates.iter().enumerate() {
                say(Kind::Updated, item, Some(Part::Update(index)), update.date);
            }
            say(Kind::Verified, item, None, recommendation.last_verified);
            let assessed = recommendation.assessment.as_ref().and_then(|assessment| assessment.date);
            say(Kind::Verified, item, Some(Part::Assessment), assessed);
        }
        for (index, review) in case.reviews.iter().enumerate() {
            let item = ItemRef::Page(CasePage::Review(index));
            for (index, update) in review.updates.iter().enumerate() {
                say(Kind::Updated, item, Some(Part::Update(index)), update.date);
            }
            for (index, step) in review.publications.iter().enumerate() {
                say(Kind::Updated, item, Some(Part::Publication(index)), step.date);
            }
            for (index, evaluation) in review.evaluations.iter().enumerate() {
                say(Kind::Updated, item, Some(Part::Evaluation(index)), evaluation.date);
            }
        }
        for (index, event) in case.events.iter().enumerate() {
            say(Kind::Happened, ItemRef::Event(index), None, event.placed());
        }
        for (index, source) in case.sources.iter().enumerate() {
            say(Kind::Sourced, ItemRef::Source(index), None, source.date);
        }
    }
    changes.sort_by_key(|change| std::cmp::Reverse(change.date));
    changes
}
