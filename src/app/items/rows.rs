//! The rows of each tab.

use crate::app::tab::Tab;
use crate::case::model::shown_date;
use crate::case::{Case, CasePage, ItemRef, Scope};
use crate::page::review_heading;
use crate::search::InCase;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListRow {
    /// Parts the list; cannot be selected.
    Heading(String),
    Item(ItemRef),
}

impl ListRow {
    pub fn item(&self) -> Option<ItemRef> {
        match self {
            Self::Item(item) => Some(*item),
            Self::Heading(_) => None,
        }
    }

    /// The lines that a row takes, where an item takes so many: a heading takes one.
    pub fn lines(&self, of_item: usize) -> usize {
        if self.item().is_some() { of_item } else { 1 }
    }

    /// The rows from `top` on, each with the line that it begins in.
    pub fn placed(rows: &[Self], top: usize, of_item: usize) -> impl Iterator<Item = (usize, &Self)> {
        let mut next = 0;
        rows.iter().skip(top).map(move |row| {
            let from = next;
            next += row.lines(of_item);
            (from, row)
        })
    }
}

/// The rows of a tab of `case`. With `hits`, only items that match, unless the query means the case as a whole.
pub fn rows(case: &Case, tab: Tab, hits: Option<InCase<'_>>) -> Vec<ListRow> {
    let shown = |item: &ItemRef| hits.is_none_or(|hits| hits.shows(*item));
    match tab {
        Tab::Findings => by_review(case, case.findings().map(|(item, _)| item).filter(shown)),
        Tab::Recommendations => by_review(case, case.recommendations().map(|(item, _)| item).filter(shown)),
        Tab::Timeline => timeline(case, &shown),
        Tab::Reviews => {
            // Reviews side by side stay listed: a search that leads to one of them leads to the other too.
            let beside = |item: &ItemRef| *item == ItemRef::Page(CasePage::SideBySide);
            let pages = case.pages().into_iter().map(ItemRef::Page);
            pages.filter(|item| beside(item) || shown(item)).map(ListRow::Item).collect()
        }
        Tab::Sources => (0..case.sources.len()).map(ItemRef::Source).filter(shown).map(ListRow::Item).collect(),
    }
}

/// How many items of a tab there are, and how many of them match.
pub fn count(case: &Case, tab: Tab, hits: Option<InCase<'_>>) -> (usize, Option<usize>) {
    let all = match tab {
        Tab::Findings => case.finding_count(),
        Tab::Recommendations => case.recommendation_count(),
        Tab::Timeline => case.events.len(),
        Tab::Reviews => case.reviews.len(),
        Tab::Sources => case.sources.len(),
    };
    // A query that means the case as a whole shows everything of it.
    let found = |hits: InCase<'_>| hits.own().filter(|(item, _)| Tab::of(*item) == tab).count();
    (all, hits.filter(|hits| !hits.whole()).map(found))
}

/// How many of the matches of a tab are in pages of the case that are no reviews.
pub fn beside_reviews(tab: Tab, hits: Option<InCase<'_>>) -> usize {
    let other = |item: ItemRef| matches!(item, ItemRef::Page(page) if !matches!(page, CasePage::Review(_)));
    let hits = hits.filter(|hits| tab == Tab::Reviews && !hits.whole());
    hits.map_or(0, |hits| hits.own().filter(|(item, _)| other(*item)).count())
}

/// Items in the order of their reviews, with a heading for each; one review alone needs none.
fn by_review(case: &Case, items: impl Iterator<Item = ItemRef>) -> Vec<ListRow> {
    let (mut rows, mut last) = (Vec::new(), None);
    for item in items {
        if let ItemRef::Finding(index, _) | ItemRef::Recommendation(index, _) = item
            && last.replace(index) != Some(index)
            && let Some(review) = case.reviews.get(index).filter(|_| case.reviews.len() > 1)
        {
            let related = if review.scope == Scope::Related { "Related: " } else { "" };
            rows.push(ListRow::Heading(format!("{related}{}", review_heading(review))));
        }
        rows.push(ListRow::Item(item));
    }
    rows
}

/// The events by date, with a heading where those after the incident begin.
fn timeline(case: &Case, shown: &dyn Fn(&ItemRef) -> bool) -> Vec<ListRow> {
    let mut rows = Vec::new();
    let mut parted = false;
    let mut before_any = false;
    for (index, event) in case.events.iter().enumerate() {
        let item = ItemRef::Event(index);
        if !shown(&item) {
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
    rows
}
