//! The values of an item: filters ask for them, and the facets count them.

use smol_str::SmolStr;

use super::documents::Fields;
use super::query::Field;
use crate::case::closed::{AgeBand, AssessmentGrade, EventKind, PersonGroup, Response, SourceKind};
use crate::case::due::Standing;
use crate::case::fields::{Described, Field as FieldRow, Value};
use crate::case::open::OpenList;
use crate::case::{
    Case, CasePage, ClosedList, Confidence, FindingKind, Grade, ItemRef, Nation, PartialDate, RecommendationStatus,
    Review, ReviewKind, Vocabulary,
};

/// The code of what the user marked: no file says so, the index is told.
pub const MARKED: &str = "marked";

/// The code of a recommendation for which nobody entered a status; a record that does not state one is another thing.
const NO_STATUS: &str = "none";

/// Sorts of entries: code and label.
const SORTS: [(&str, &str); 8] = [
    ("finding", "Findings"),
    ("recommendation", "Recommendations"),
    ("event", "Events"),
    ("page", "Pages"),
    ("source", "Sources"),
    ("missed", "Missed opportunities"),
    ("overdue", "Overdue recommendations"),
    (MARKED, "Marked"),
];

/// Calls `visit` with field and code of every value that an item with these fields has on a day, but for those that its
/// review lends it ([`review_values`]).
pub fn item_values(
    case: &Case,
    item: ItemRef,
    fields: &Fields<'_>,
    day: Option<PartialDate>,
    visit: &mut dyn FnMut(Field, &str),
) {
    let sort = match item {
        ItemRef::Finding(..) => "finding",
        ItemRef::Recommendation(..) => "recommendation",
        ItemRef::Event(_) => "event",
        ItemRef::Page(_) => "page",
        ItemRef::Source(_) => "source",
    };
    visit(Field::Is, sort);
    if is_missed(case, item) {
        visit(Field::Is, "missed");
    }
    if let (Some(day), Some((_, recommendation))) = (day, case.recommendation(item))
        && Standing::of(recommendation, day) == Standing::Overdue
    {
        visit(Field::Is, "overdue");
    }
    // Every item has the values of the case itself ([`case_values`]); the page of the case adds those of its parts.
    let is_case = matches!(item, ItemRef::Page(CasePage::Case));
    fields.iter().filter(|_| !is_case).for_each(|(field, value)| own_values(field, value, visit));
    fields.iter().for_each(|(field, value)| parts_values(field, value, visit));
    let review = match item {
        ItemRef::Finding(..) => case.finding(item).map(|(review, _)| review),
        ItemRef::Recommendation(..) => case.recommendation(item).map(|(review, _)| review),
        ItemRef::Page(CasePage::Review(index)) => case.reviews.get(index),
        ItemRef::Event(_) | ItemRef::Page(_) | ItemRef::Source(_) => {
            case.own_reviews().for_each(|review| visit(Field::Review, review.kind.code()));
            None
        }
    };
    if let ItemRef::Finding(..) | ItemRef::Recommendation(..) | ItemRef::Event(_) = item {
        for (_, value) in fields {
            if let Value::Sources(ids) = value {
                visit(Field::Sources, &ids.len().to_string());
            }
        }
    }
    let recommendation = case.recommendation(item).map(|(_, recommendation)| recommendation);
    if recommendation.is_some_and(|recommendation| recommendation.status.is_none()) {
        visit(Field::Status, NO_STATUS);
    }
    // Updates on all of a review's recommendations are the review's: of each of them they may say nothing.
    let updates = match item {
        ItemRef::Page(CasePage::Review(index)) => case.reviews.get(index).map(|review| &review.updates),
        _ => recommendation.map(|recommendation| &recommendation.updates),
    };
    for date in updates.into_iter().flatten().filter_map(|update| update.date) {
        visit(Field::Updated, &date.iso());
    }
    let year = |date: Option<PartialDate>| date.map(|date| date.year());
    let own_year = match item {
        ItemRef::Event(_) => case.event(item).and_then(|event| year(event.placed())),
        ItemRef::Source(_) => case.source_at(item).and_then(|source| year(source.date)),
        _ => review.and_then(review_year),
    };
    // The year of the case stands for one that nothing nearer gives. An event or source without a date has none.
    let may_borrow = !matches!(item, ItemRef::Event(_) | ItemRef::Source(_));
    if let Some(year) = own_year.or_else(|| year(case.sort_date()).filter(|_| may_borrow)) {
        visit(Field::Year, &year.to_string());
    }
}

/// Calls `visit` with field and code of every value that the findings and recommendations of a review have from it.
pub fn review_values(review: &Review, visit: &mut dyn FnMut(Field, &str)) {
    values(review, &mut |field, code| {
        // How well a finding stands is its own matter.
        if field != Field::Confidence {
            visit(field, code);
        }
    });
}

/// Calls `visit` with field and code of every value that all items of a case have.
pub fn case_values(case: &Case, visit: &mut dyn FnMut(Field, &str)) {
    case.visit(&mut |field, value| own_values(field, &value, visit));
}

/// Calls `visit` with field and code of every value that fields and their parts have.
fn values(described: &dyn Described, visit: &mut dyn FnMut(Field, &str)) {
    described.visit(&mut |field, value| {
        own_values(field, &value, visit);
        parts_values(field, &value, visit);
    });
}

fn parts_values(field: &FieldRow, value: &Value<'_>, visit: &mut dyn FnMut(Field, &str)) {
    // Parts with a page of their own have values of their own.
    if field.part.is_some() {
        value.parts().iter().for_each(|part| values(*part, visit));
    }
}

fn own_values(field: &FieldRow, value: &Value<'_>, visit: &mut dyn FnMut(Field, &str)) {
    for filter in field.filters {
        match value {
            Value::Text(text) => visit(*filter, text),
            _ => value.codes().iter().for_each(|code| visit(*filter, code.code())),
        }
    }
}

/// True if a review, or the record, calls it a missed opportunity.
fn is_missed(case: &Case, item: ItemRef) -> bool {
    case.finding(item).is_some_and(|(_, finding)| finding.kind == FindingKind::MissedOpportunity)
        || case.event(item).is_some_and(|event| event.missed_opportunity)
}

/// The year in which a review was first published; without one, the year it bears or was begun in.
pub fn review_year(review: &Review) -> Option<i16> {
    let published = review.publications.iter().filter_map(|step| step.date).min();
    published.or(review.dated).or(review.commissioned).map(|date| date.year())
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
            values.push((NO_STATUS.into(), vec!["No status entered".to_owned(), "Nothing entered".to_owned()]));
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
        Field::Person => closed::<PersonGroup>(&mut values),
        Field::Age => closed::<AgeBand>(&mut values),
        Field::Area
        | Field::Case
        | Field::Year
        | Field::Sources
        | Field::Updated
        | Field::Body
        | Field::Lead
        | Field::Rag
        | Field::Reference => {}
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
