//! Which values of which fields an item has: what filters ask for and what the facets count.

use smol_str::SmolStr;

use super::query::Field;
use crate::case::closed::{AssessmentGrade, EventKind, Response, SourceKind};
use crate::case::open::OpenList;
use crate::case::{
    Agency, Case, CasePage, ClosedList, Confidence, FindingKind, Grade, ItemRef, Nation, RecommendationStatus, Review,
    ReviewKind, Theme, Vocabulary,
};

/// The code of what the user marked: no file says so, the index is told.
pub const MARKED: &str = "marked";

/// Sorts of entries: code and label.
const SORTS: [(&str, &str); 7] = [
    ("finding", "Findings"),
    ("recommendation", "Recommendations"),
    ("event", "Events"),
    ("page", "Pages"),
    ("source", "Sources"),
    ("missed", "Missed opportunities"),
    (MARKED, "Marked"),
];

/// Calls `visit` with field and code of every value that an item has, its review's included.
pub fn item_values(case: &Case, item: ItemRef, visit: &mut dyn FnMut(Field, &str)) {
    let mut own = Values { visit };
    let year = |date: Option<crate::case::PartialDate>| date.map(|date| date.year());
    let mut the_year = None;
    match item {
        ItemRef::Finding(..) => {
            if let Some((review, finding)) = case.finding(item) {
                own.is("finding");
                if finding.kind == FindingKind::MissedOpportunity {
                    own.is("missed");
                }
                own.closed(Field::Kind, finding.kind);
                own.agencies(&finding.agencies);
                own.themes(&finding.themes);
                own.closed(Field::Confidence, finding.confidence);
                own.review(review);
                the_year = review_year(review);
            }
        }
        ItemRef::Recommendation(..) => {
            if let Some((review, recommendation)) = case.recommendation(item) {
                own.is("recommendation");
                own.agencies(&recommendation.addressed_to);
                for agency in &recommendation.addressed_to {
                    (own.visit)(Field::To, agency.code());
                }
                own.themes(&recommendation.themes);
                if let Some(status) = recommendation.status {
                    own.closed(Field::Status, status);
                }
                if let Some(response) = recommendation.response {
                    own.closed(Field::Status, response);
                }
                if let Some(assessment) = &recommendation.assessment {
                    own.closed(Field::Grade, assessment.grade);
                }
                own.closed(Field::Confidence, recommendation.confidence);
                own.review(review);
                the_year = review_year(review);
            }
        }
        ItemRef::Event(_) => {
            if let Some(event) = case.event(item) {
                own.is("event");
                if event.missed_opportunity {
                    own.is("missed");
                }
                own.closed(Field::Kind, event.kind);
                own.agencies(&event.agencies);
                own.closed(Field::Confidence, event.confidence);
                own.reviews(case);
                the_year = year(event.placed());
            }
        }
        ItemRef::Page(page) => {
            own.is("page");
            match page {
                CasePage::Review(index) => {
                    if let Some(review) = case.reviews.get(index) {
                        own.review(review);
                        own.closed(Field::Confidence, review.confidence);
                        the_year = review_year(review);
                    }
                }
                CasePage::Case => {
                    own.reviews(case);
                    for involved in &case.involved {
                        own.agencies(std::slice::from_ref(&involved.agency));
                    }
                }
                CasePage::SideBySide | CasePage::Disputed | CasePage::Related | CasePage::Gaps => own.reviews(case),
            }
        }
        ItemRef::Source(_) => {
            if let Some(source) = case.source_at(item) {
                own.is("source");
                own.closed(Field::Kind, source.kind);
                own.reviews(case);
                the_year = year(source.date);
            }
        }
    }
    // Where nothing nearer is dated, the year of the case stands for it. An event or source without a date has none.
    let may_borrow = !matches!(item, ItemRef::Event(_) | ItemRef::Source(_));
    if let Some(year) = the_year.or_else(|| year(case.sort_date()).filter(|_| may_borrow)) {
        (own.visit)(Field::Year, &year.to_string());
    }
}

/// Calls `visit` with field and code of every value that all items of a case have.
pub fn case_values(case: &Case, visit: &mut dyn FnMut(Field, &str)) {
    visit(Field::Nation, case.nation.code());
    if let Some(area) = &case.area {
        visit(Field::Area, area);
    }
    case.harm.iter().for_each(|harm| visit(Field::Harm, harm.code()));
    visit(Field::Case, case.id.as_str());
}

/// The year in which a review was first published; without one, the year it bears or was begun in.
pub fn review_year(review: &Review) -> Option<i16> {
    let published = review.publications.iter().filter_map(|step| step.date).min();
    published.or(review.dated).or(review.commissioned).map(|date| date.year())
}

struct Values<'v> {
    visit: &'v mut dyn FnMut(Field, &str),
}

impl Values<'_> {
    fn is(&mut self, sort: &str) {
        (self.visit)(Field::Is, sort);
    }

    fn closed<L: ClosedList>(&mut self, field: Field, value: L) {
        (self.visit)(field, value.code());
    }

    fn agencies(&mut self, agencies: &[Agency]) {
        agencies.iter().for_each(|agency| (self.visit)(Field::Agency, agency.code()));
    }

    fn themes(&mut self, themes: &[Theme]) {
        themes.iter().for_each(|theme| (self.visit)(Field::Theme, theme.code()));
    }

    fn review(&mut self, review: &Review) {
        self.closed(Field::Review, review.kind);
        for grade in review.evaluations.iter().filter_map(|evaluation| evaluation.grade) {
            self.closed(Field::Grade, grade);
        }
    }

    fn reviews(&mut self, case: &Case) {
        case.own_reviews().for_each(|review| self.closed(Field::Review, review.kind));
    }
}

/// Every value that a field can have whatever the library: code, and the names it goes by, label first.
pub fn listed(field: Field, vocabulary: &Vocabulary) -> Vec<(SmolStr, Vec<String>)> {
    fn closed<L: ClosedList>(into: &mut Vec<(SmolStr, Vec<String>)>) {
        into.extend(L::ALL.iter().map(|value| (value.code().into(), vec![value.label().to_owned()])));
    }
    let open = |list: OpenList| {
        vocabulary.terms(list).iter().map(|term| (term.code.clone(), vec![term.label.to_string()])).collect()
    };
    let mut values = Vec::new();
    match field {
        Field::Agency | Field::To => values = open(OpenList::Agency),
        Field::Theme => values = open(OpenList::Theme),
        Field::Harm => values = open(OpenList::Harm),
        Field::Kind => {
            closed::<FindingKind>(&mut values);
            closed::<EventKind>(&mut values);
            closed::<SourceKind>(&mut values);
        }
        Field::Status => {
            closed::<RecommendationStatus>(&mut values);
            closed::<Response>(&mut values);
        }
        Field::Grade => {
            closed::<Grade>(&mut values);
            closed::<AssessmentGrade>(&mut values);
        }
        Field::Review => {
            let names = |kind: ReviewKind| vec![kind.label().to_owned(), kind.short().to_owned()];
            values = ReviewKind::ALL.iter().map(|kind| (kind.code().into(), names(*kind))).collect();
        }
        Field::Nation => closed::<Nation>(&mut values),
        Field::Confidence => closed::<Confidence>(&mut values),
        Field::Is => values = SORTS.iter().map(|(code, label)| ((*code).into(), vec![(*label).to_owned()])).collect(),
        Field::Area | Field::Case | Field::Year => {}
    }
    values
}

/// The codes of the terms that are part of this one, directly or not; for fields of an open list.
pub fn narrower(field: Field, code: &str, vocabulary: &Vocabulary) -> Vec<SmolStr> {
    let list = match field {
        Field::Agency | Field::To => OpenList::Agency,
        Field::Theme => OpenList::Theme,
        Field::Harm => OpenList::Harm,
        _ => return Vec::new(),
    };
    let mut found: Vec<SmolStr> = Vec::new();
    let mut wider: Vec<SmolStr> = vec![code.into()];
    while let Some(parent) = wider.pop() {
        for term in vocabulary.terms(list) {
            if term.parent.as_ref() == Some(&parent) && term.code != code && !found.contains(&term.code) {
                found.push(term.code.clone());
                wider.push(term.code.clone());
            }
        }
    }
    found
}
