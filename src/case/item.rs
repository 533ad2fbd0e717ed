//! References to the items of a case: the lines of its lists.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::closed::Scope;
use super::date::PartialDate;
use super::model::{Case, Event, Finding, Recommendation, Review, Source};

/// Points at one entry of a case by its place in the file. Valid for the case it was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ItemRef {
    /// A finding: index of the review, index in the review.
    Finding(usize, usize),
    /// A recommendation: index of the review, index in the review.
    Recommendation(usize, usize),
    /// An event: index in the case.
    Event(usize),
    /// A page on the case or one of its reviews.
    Page(CasePage),
    /// A source: index in the case.
    Source(usize),
}

/// Bits of an index of a list where an item is written as a number.
const BITS: u32 = 28;

impl ItemRef {
    /// As a number: what kind of item, and its places in the lists of the case.
    pub fn as_number(self) -> u64 {
        let (kind, first, second) = match self {
            Self::Finding(review, at) => (0, review, at),
            Self::Recommendation(review, at) => (1, review, at),
            Self::Event(at) => (2, at, 0),
            Self::Source(at) => (3, at, 0),
            Self::Page(CasePage::Review(at)) => (4, at, 0),
            Self::Page(CasePage::Case) => (5, 0, 0),
            Self::Page(CasePage::SideBySide) => (6, 0, 0),
            Self::Page(CasePage::Disputed) => (7, 0, 0),
            Self::Page(CasePage::Related) => (8, 0, 0),
            Self::Page(CasePage::Gaps) => (9, 0, 0),
        };
        (kind << (2 * BITS)) | ((first as u64) << BITS) | second as u64
    }

    /// The item of such a number.
    pub fn of_number(number: u64) -> Option<Self> {
        let part = |shift: u32| usize::try_from((number >> shift) & ((1 << BITS) - 1)).ok();
        let (first, second) = (part(BITS)?, part(0)?);
        Some(match number >> (2 * BITS) {
            0 => Self::Finding(first, second),
            1 => Self::Recommendation(first, second),
            2 => Self::Event(first),
            3 => Self::Source(first),
            4 => Self::Page(CasePage::Review(first)),
            5 => Self::Page(CasePage::Case),
            6 => Self::Page(CasePage::SideBySide),
            7 => Self::Page(CasePage::Disputed),
            8 => Self::Page(CasePage::Related),
            9 => Self::Page(CasePage::Gaps),
            _ => return None,
        })
    }
}

/// The pages that the Reviews tab lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CasePage {
    /// The case itself: summary, facts, agencies involved.
    Case,
    /// The case's own reviews side by side.
    SideBySide,
    /// One review, by its index.
    Review(usize),
    /// The claims on which the sources disagree.
    Disputed,
    /// The related cases.
    Related,
    /// The gaps in the record.
    Gaps,
}

impl CasePage {
    /// The name for programs. A review's page has the id of the review.
    pub fn code(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::SideBySide => "side-by-side",
            Self::Review(_) => "review",
            Self::Disputed => "disputed",
            Self::Related => "related",
            Self::Gaps => "gaps",
        }
    }

    /// The title of the page, the same in every case.
    pub fn title(self) -> &'static str {
        match self {
            Self::Case => "The case",
            Self::SideBySide => "Reviews side by side",
            Self::Review(_) => "Review",
            Self::Disputed => "Where sources disagree (disputed)",
            Self::Related => "Related cases",
            Self::Gaps => "What was not found",
        }
    }
}

/// The kinds of items, as case files and files of the state folder name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// A finding of a review.
    Finding,
    /// A recommendation of a review.
    Recommendation,
    /// An event of the chronology.
    Event,
    /// A page on the case or one of its reviews.
    Page,
    /// A source of the case.
    Source,
}

impl ItemKind {
    /// The word for several items of this kind.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Finding => "findings",
            Self::Recommendation => "recommendations",
            Self::Event => "events",
            Self::Page => "pages",
            Self::Source => "sources",
        }
    }

    /// The word for one.
    pub fn word(self) -> &'static str {
        self.plural().trim_end_matches('s')
    }
}

/// Names one entry of a case by its kind and id. It holds in every version of the case that has the entry, wherever the
/// entry stands there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemKey {
    kind: ItemKind,
    id: SmolStr,
}

impl ItemKey {
    /// Of this kind, with this id.
    pub fn new(kind: ItemKind, id: &str) -> Self {
        Self { kind, id: id.into() }
    }

    /// Its kind: the list that it stands in.
    pub fn kind(&self) -> ItemKind {
        self.kind
    }

    /// The id in the file; the code of a page.
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl ItemRef {
    /// The id in the file; the code of a page, which no file names. Unique within a case.
    pub fn id(self, case: &Case) -> String {
        match self {
            Self::Finding(..) => case.finding(self).map(|(_, finding)| finding.id.to_string()),
            Self::Recommendation(..) => {
                case.recommendation(self).map(|(_, recommendation)| recommendation.id.to_string())
            }
            Self::Event(_) => case.event(self).map(|event| event.id.to_string()),
            Self::Source(_) => case.source_at(self).map(|source| source.id.to_string()),
            Self::Page(CasePage::Review(index)) => case.reviews.get(index).map(|review| review.id.to_string()),
            Self::Page(page) => Some(page.code().to_owned()),
        }
        .unwrap_or_default()
    }

    /// The kind of the item.
    pub fn kind(self) -> ItemKind {
        match self {
            Self::Finding(..) => ItemKind::Finding,
            Self::Recommendation(..) => ItemKind::Recommendation,
            Self::Event(_) => ItemKind::Event,
            Self::Page(_) => ItemKind::Page,
            Self::Source(_) => ItemKind::Source,
        }
    }

    /// The key of the item, which holds in every version of `case`.
    pub fn key(self, case: &Case) -> ItemKey {
        ItemKey::new(self.kind(), &self.id(case))
    }
}

impl Case {
    /// The place of an item in this version of the case; nothing where the case has none of this name.
    pub fn find(&self, key: &ItemKey) -> Option<ItemRef> {
        let id = key.id();
        match key.kind {
            ItemKind::Finding => self.findings().find(|(_, one)| one.id.as_str() == id).map(|(item, _)| item),
            ItemKind::Recommendation => {
                self.recommendations().find(|(_, one)| one.id.as_str() == id).map(|(item, _)| item)
            }
            ItemKind::Event => self.events.iter().position(|one| one.id.as_str() == id).map(ItemRef::Event),
            ItemKind::Source => self.sources.iter().position(|one| one.id.as_str() == id).map(ItemRef::Source),
            ItemKind::Page => self.pages().into_iter().map(ItemRef::Page).find(|item| item.id(self) == id),
        }
    }

    /// The item with this id, written in letters of any case; of a source and a review with one id, the review.
    pub fn item_named(&self, id: &str) -> Option<ItemRef> {
        self.items().into_iter().find(|item| item.id(self).eq_ignore_ascii_case(id))
    }

    /// Every item: findings, recommendations, events, pages, sources.
    pub fn items(&self) -> Vec<ItemRef> {
        let findings = self.findings().map(|(item, _)| item);
        let recommendations = self.recommendations().map(|(item, _)| item);
        let events = (0..self.events.len()).map(ItemRef::Event);
        let pages = self.pages().into_iter().map(ItemRef::Page);
        let sources = (0..self.sources.len()).map(ItemRef::Source);
        findings.chain(recommendations).chain(events).chain(pages).chain(sources).collect()
    }

    /// The review and finding that `item` points at.
    pub fn finding(&self, item: ItemRef) -> Option<(&Review, &Finding)> {
        let ItemRef::Finding(review, index) = item else { return None };
        let review = self.reviews.get(review)?;
        Some((review, review.findings.get(index)?))
    }

    /// The review and recommendation that `item` points at.
    pub fn recommendation(&self, item: ItemRef) -> Option<(&Review, &Recommendation)> {
        let ItemRef::Recommendation(review, index) = item else { return None };
        let review = self.reviews.get(review)?;
        Some((review, review.recommendations.get(index)?))
    }

    /// The event that `item` points at.
    pub fn event(&self, item: ItemRef) -> Option<&Event> {
        let ItemRef::Event(index) = item else { return None };
        self.events.get(index)
    }

    /// The source that `item` points at.
    pub fn source_at(&self, item: ItemRef) -> Option<&Source> {
        let ItemRef::Source(index) = item else { return None };
        self.sources.get(index)
    }

    /// The review that an item stands in, or whose page it is.
    pub fn review_of(&self, item: ItemRef) -> Option<&Review> {
        match item {
            ItemRef::Finding(review, _)
            | ItemRef::Recommendation(review, _)
            | ItemRef::Page(CasePage::Review(review)) => self.reviews.get(review),
            ItemRef::Event(_) | ItemRef::Page(_) | ItemRef::Source(_) => None,
        }
    }

    /// The date of an item: of the report that it stands in, of the event, of the source; of a page of the case, that of the
    /// case.
    pub fn date_of(&self, item: ItemRef) -> Option<PartialDate> {
        match item {
            ItemRef::Event(_) => self.event(item)?.placed(),
            ItemRef::Source(_) => self.source_at(item)?.date,
            ItemRef::Finding(..) | ItemRef::Recommendation(..) | ItemRef::Page(CasePage::Review(_)) => {
                self.review_of(item)?.date()
            }
            ItemRef::Page(_) => self.sort_date(),
        }
    }

    /// Every finding, in the order of the file.
    pub fn findings(&self) -> impl Iterator<Item = (ItemRef, &Finding)> {
        self.reviews.iter().enumerate().flat_map(|(r, review)| {
            review.findings.iter().enumerate().map(move |(i, finding)| (ItemRef::Finding(r, i), finding))
        })
    }

    /// Every recommendation, in the order of the file.
    pub fn recommendations(&self) -> impl Iterator<Item = (ItemRef, &Recommendation)> {
        self.reviews.iter().enumerate().flat_map(|(r, review)| {
            review.recommendations.iter().enumerate().map(move |(i, rec)| (ItemRef::Recommendation(r, i), rec))
        })
    }

    /// The pages that this case has something to say on, in reading order.
    pub fn pages(&self) -> Vec<CasePage> {
        let mut pages = vec![CasePage::Case];
        if self.own_reviews().count() > 1 {
            pages.push(CasePage::SideBySide);
        }
        let reviews = |scope: Scope| {
            self.reviews
                .iter()
                .enumerate()
                .filter(move |(_, review)| review.scope == scope)
                .map(|(index, _)| CasePage::Review(index))
        };
        pages.extend(reviews(Scope::Case));
        if !self.disputed.is_empty() {
            pages.push(CasePage::Disputed);
        }
        if !self.related.is_empty() {
            pages.push(CasePage::Related);
        }
        if !self.gaps.is_empty() {
            pages.push(CasePage::Gaps);
        }
        pages.extend(reviews(Scope::Related));
        pages
    }
}
