//! The changes that a library itself dates: all that can be told if nobody kept its former state.

use std::sync::Arc;

use super::compare::became_due;
use super::{ChangeKind, ChangedPart, LibraryChange};
use crate::case::{Case, CasePage, ItemRef, PartialDate};
use crate::library::EntryKey;

/// Everything that cases date since a day, newest first.
pub fn dated(day: PartialDate, now: &[(EntryKey, Arc<Case>)], today: PartialDate) -> Vec<LibraryChange> {
    let mut changes = Vec::new();
    for (key, case) in now {
        let mut say = |kind: ChangeKind, item: ItemRef, part: Option<ChangedPart>, date: Option<PartialDate>| {
            if let Some(date) = date.filter(|date| day.can_precede(*date)) {
                changes.push(LibraryChange { part, date: Some(date), ..LibraryChange::of(kind, *key, case, item) });
            }
        };
        for (item, recommendation) in case.recommendations() {
            if let Some(kind) = became_due(recommendation, day, today) {
                say(kind, item, None, recommendation.due);
            }
            for (index, update) in recommendation.updates.iter().enumerate() {
                say(ChangeKind::Updated, item, Some(ChangedPart::Update(index)), update.date);
            }
            say(ChangeKind::Verified, item, None, recommendation.last_verified);
            let assessed = recommendation.assessment.as_ref().and_then(|assessment| assessment.date);
            say(ChangeKind::Verified, item, Some(ChangedPart::Assessment), assessed);
        }
        for (index, review) in case.reviews.iter().enumerate() {
            let item = ItemRef::Page(CasePage::Review(index));
            for (index, update) in review.updates.iter().enumerate() {
                say(ChangeKind::Updated, item, Some(ChangedPart::Update(index)), update.date);
            }
            for (index, step) in review.publications.iter().enumerate() {
                say(ChangeKind::Updated, item, Some(ChangedPart::Publication(index)), step.date);
            }
            for (index, evaluation) in review.evaluations.iter().enumerate() {
                say(ChangeKind::Updated, item, Some(ChangedPart::Evaluation(index)), evaluation.date);
            }
        }
        for (index, event) in case.events.iter().enumerate() {
            say(ChangeKind::Happened, ItemRef::Event(index), None, event.placed());
        }
        for (index, source) in case.sources.iter().enumerate() {
            say(ChangeKind::Sourced, ItemRef::Source(index), None, source.date);
        }
    }
    changes.sort_by_key(|change| std::cmp::Reverse(change.date));
    changes
}
