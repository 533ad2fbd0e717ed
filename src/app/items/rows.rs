//! The rows of each tab.

use crate::app::tab::Tab;
use crate::case::model::shown_date;
use crate::case::{Case, CasePage, ItemRef, Review, Scope};
use crate::page::review_heading;
use crate::search::InCase;

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListRow {
    /// Parts the list; cannot be selected.
    Heading(String),
    /// An item.
    Item(ItemRef),
}

impl ListRow {
    /// The item, if the row is one.
    pub fn item(&self) -> Option<ItemRef> {
        match self {
            Self::Item(item) => Some(*item),
            Self::Heading(_) => None,
        }
    }
}

/// The rows of a tab of `case`. With `hits`, only items that match, unless the query means the case as a whole.
pub fn rows(case: &Case, tab: Tab, hits: Option<InCase<'_>>) -> Vec<ListRow> {
    let shown = |item: ItemRef| hits.is_none_or(|hits| hits.shows(item));
    let mut rows = Vec::new();
    match tab {
        Tab::Findings => {
            let items = |index: usize, review: &Review| {
                (0..review.findings.len()).map(move |i| ItemRef::Finding(index, i)).collect()
            };
            grouped(case, &items, &shown, &mut rows);
        }
        Tab::Recommendations => {
            let items = |index: usize, review: &Review| {
                (0..review.recommendations.len()).map(move |i| ItemRef::Recommendation(index, i)).collect()
            };
            grouped(case, &items, &shown, &mut rows);
        }
        Tab::Timeline => timeline(case, &shown, &mut rows),
        Tab::Reviews => {
            rows.extend(case.pages().into_iter().map(ItemRef::Page).filter(|item| shown(*item)).map(ListRow::Item))
        }
        Tab::Sources => {
            rows.extend((0..case.sources.len()).map(ItemRef::Source).filter(|item| shown(*item)).map(ListRow::Item))
        }
    }
    rows
}

/// How many items of a tab there are, and how many of them match.
pub fn count(case: &Case, tab: Tab, hits: Option<InCase<'_>>) -> (usize, Option<usize>) {
    let all = match tab {
        Tab::Findings => case.finding_count(),
        Tab::Recommendations => case.recommendation_count(),
        Tab::Timeline => case.events.len(),
        Tab::Reviews => case.pages().iter().filter(|page| **page != CasePage::SideBySide).count(),
        Tab::Sources => case.sources.len(),
    };
    // A query that means the case as a whole shows everything of it.
    let found = |hits: InCase<'_>| hits.own().filter(|(item, _)| Tab::of(*item) == tab).count();
    (all, hits.filter(|hits| !hits.whole()).map(found))
}

fn grouped(
    case: &Case,
    items: &dyn Fn(usize, &Review) -> Vec<ItemRef>,
    shown: &dyn Fn(ItemRef) -> bool,
    rows: &mut Vec<ListRow>,
) {
    for (index, review) in case.reviews.iter().enumerate() {
        let items: Vec<ItemRef> = items(index, review).into_iter().filter(|item| shown(*item)).collect();
        if items.is_empty() {
            continue;
        }
        let mut heading = review_heading(review);
        if review.scope == Scope::Related {
            heading = format!("Related: {heading}");
        }
        rows.push(ListRow::Heading(heading));
        rows.extend(items.into_iter().map(ListRow::Item));
    }
    // One review alone needs no heading.
    if case.reviews.len() == 1 {
        rows.retain(|row| row.item().is_some());
    }
}

fn timeline(case: &Case, shown: &dyn Fn(ItemRef) -> bool, rows: &mut Vec<ListRow>) {
    let mut parted = false;
    let mut before_any = false;
    for (index, event) in case.events.iter().enumerate() {
        let item = ItemRef::Event(index);
        if !shown(item) {
            continue;
        }
        let after = match (case.incident, event.placed()) {
            (Some(incident), Some(date)) => !date.can_precede(incident),
            _ => false,
        };
        if after && !parted && before_any {
            let date = shown_date(case.incident, None, case.incident_text.as_ref()).unwrap_or_default();
            rows.push(ListRow::Heading(format!("After {date}")));
            parted = true;
        }
        before_any |= !after;
        rows.push(ListRow::Item(item));
    }
}
