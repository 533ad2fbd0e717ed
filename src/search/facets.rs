//! The values of an item: filters ask for them, and the facets count them.

use smol_str::SmolStr;

use super::documents::FieldValues;
use super::query::FilterField;
use crate::case::closed::{AgeBand, AssessmentGrade, EventKind, ListValue, PersonGroup, Response, Sense, SourceKind};
use crate::case::due::Standing;
use crate::case::fields::{Described, Field, Value};
use crate::case::open::OpenList;
use crate::case::{
    Case, CasePage, ClosedList, Confidence, FindingKind, Grade, ItemRef, Nation, PartialDate, RecommendationStatus,
    Review, ReviewKind, Vocabulary,
};
use crate::text::fold::fold;

/// The code of what the user marked: no file says so, the index is told.
pub const MARKED: &str = "marked";
/// The code of what is overdue: that depends on the day.
pub const OVERDUE: &str = "overdue";
/// The code of what has a note of the group.
pub const SHARED: &str = "shared";

/// The code of a recommendation for which nobody entered a status; a record that does not state one is another thing.
const NO_STATUS: &str = "none";

/// Sorts of entries: code and label.
const SORTS: [(&str, &str); 9] = [
    ("finding", "Findings"),
    ("recommendation", "Recommendations"),
    ("event", "Events"),
    ("page", "Pages"),
    ("source", "Sources"),
    ("missed", "Missed opportunities"),
    (OVERDUE, "Overdue recommendations"),
    (MARKED, "Marked"),
    (SHARED, "Note of the group"),
];

/// Calls `visit` with field and code of every value that an item with these fields has on a day, but for those that its
/// review lends it ([`review_values`]).
pub fn item_values(
    case: &Case,
    item: ItemRef,
    fields: &FieldValues<'_>,
    day: Option<PartialDate>,
    visit: &mut dyn FnMut(FilterField, &str),
) {
    let sort = match item {
        ItemRef::Finding(..) => "finding",
        ItemRef::Recommendation(..) => "recommendation",
        ItemRef::Event(_) => "event",
        ItemRef::Page(_) => "page",
        ItemRef::Source(_) => "source",
    };
    visit(FilterField::Is, sort);
    if is_missed(case, item) {
        visit(FilterField::Is, "missed");
    }
    if let (Some(day), Some((_, recommendation))) = (day, case.recommendation(item))
        && Standing::of(recommendation, day) == Standing::Overdue
    {
        visit(FilterField::Is, OVERDUE);
    }
    // Every item has the values of the case itself ([`case_values`]); the page of the case adds those of its parts.
    let is_case = matches!(item, ItemRef::Page(CasePage::Case));
    fields.iter().filter(|_| !is_case).for_each(|(field, value)| own_values(field, value, visit));
    fields.iter().for_each(|(field, value)| parts_values(field, value, visit));
    if case.review_of(item).is_none() {
        case.own_reviews().for_each(|review| visit(FilterField::Review, review.kind.code()));
    }
    if let ItemRef::Finding(..) | ItemRef::Recommendation(..) | ItemRef::Event(_) = item {
        for (_, value) in fields {
            if let Value::Sources(ids) = value {
                visit(FilterField::Sources, &ids.len().to_string());
            }
        }
    }
    let recommendation = case.recommendation(item).map(|(_, recommendation)| recommendation);
    if recommendation.is_some_and(|recommendation| recommendation.status.is_none()) {
        visit(FilterField::Status, NO_STATUS);
    }
    // Updates on all of a review's recommendations are the review's: of each of them they may say nothing.
    let updates = match item {
        ItemRef::Page(CasePage::Review(index)) => case.reviews.get(index).map(|review| &review.updates),
        _ => recommendation.map(|recommendation| &recommendation.updates),
    };
    for date in updates.into_iter().flatten().filter_map(|update| update.date) {
        visit(FilterField::Updated, &date.iso());
    }
    // The year of the case stands for one that nothing nearer gives. An event or source without a date has none.
    let may_borrow = !matches!(item, ItemRef::Event(_) | ItemRef::Source(_));
    if let Some(date) = case.date_of(item).or_else(|| case.sort_date().filter(|_| may_borrow)) {
        visit(FilterField::Year, &date.year().to_string());
    }
}

/// Calls `visit` with field and code of every value that the findings and recommendations of a review have from it.
pub fn review_values(review: &Review, visit: &mut dyn FnMut(FilterField, &str)) {
    values(review, &mut |field, code| {
        // How well a finding stands is its own matter.
        if field != FilterField::Confidence {
            visit(field, code);
        }
    });
}

/// Calls `visit` with field and code of every value that all items of a case have.
pub fn case_values(case: &Case, visit: &mut dyn FnMut(FilterField, &str)) {
    case.visit(&mut |field, value| own_values(field, &value, visit));
}

/// Calls `visit` with field and code of every value that fields and their parts have.
fn values(described: &dyn Described, visit: &mut dyn FnMut(FilterField, &str)) {
    described.visit(&mut |field, value| {
        own_values(field, &value, visit);
        parts_values(field, &value, visit);
    });
}

fn parts_values(field: &Field, value: &Value<'_>, visit: &mut dyn FnMut(FilterField, &str)) {
    // Parts with a page of their own have values of their own.
    if field.part.is_some() {
        value.parts().iter().for_each(|part| values(*part, visit));
    }
}

fn own_values(field: &Field, value: &Value<'_>, visit: &mut dyn FnMut(FilterField, &str)) {
    for filter in field.filters {
        match value {
            Value::Text(text) => visit(*filter, text),
            _ => value.codes().iter().for_each(|code| visit(*filter, code.code())),
        }
    }
}

/// True if a review, or the record, calls it a missed opportunity.
fn is_missed(case: &Case, item: ItemRef) -> bool {
    case.finding(item).is_some_and(|(_, finding)| finding.kind.sense() == Sense::Missed)
        || case.event(item).is_some_and(|event| event.missed_opportunity)
}

/// Every value that a field can have whatever the library: code, and the names it goes by, label first.
pub fn listed(field: FilterField, vocabulary: &Vocabulary) -> Vec<(SmolStr, Vec<String>)> {
    fn closed<L: ClosedList>(into: &mut Vec<(SmolStr, Vec<String>)>) {
        into.extend(L::ALL.iter().map(|value| (value.code().into(), vec![value.label().to_owned()])));
    }
    let open = |list: OpenList| {
        vocabulary.terms(list).iter().map(|term| (term.code.clone(), vec![term.label.to_string()])).collect()
    };
    let of_profiles = |list: &str, into: &mut Vec<(SmolStr, Vec<String>)>| {
        let names =
            |value: &ListValue| [Some(value.label), value.short].into_iter().flatten().map(str::to_owned).collect();
        into.extend(vocabulary.values(list).into_iter().map(|value| (value.code.into(), names(value))));
    };
    let mut values = Vec::new();
    match field {
        FilterField::Agency | FilterField::To => values = open(OpenList::Agency),
        FilterField::Theme => values = open(OpenList::Theme),
        FilterField::Harm => values = open(OpenList::Harm),
        FilterField::Kind => {
            of_profiles(FindingKind::LIST, &mut values);
            closed::<EventKind>(&mut values);
            closed::<SourceKind>(&mut values);
        }
        FilterField::Status => {
            of_profiles(RecommendationStatus::LIST, &mut values);
            of_profiles(Response::LIST, &mut values);
            values.push((NO_STATUS.into(), vec!["No status entered".to_owned(), "Nothing entered".to_owned()]));
        }
        FilterField::Grade => {
            closed::<Grade>(&mut values);
            closed::<AssessmentGrade>(&mut values);
        }
        FilterField::Review => {
            of_profiles(ReviewKind::LIST, &mut values);
        }
        FilterField::Nation => closed::<Nation>(&mut values),
        FilterField::Confidence => closed::<Confidence>(&mut values),
        FilterField::Is => {
            let words = vocabulary.field();
            let labels = |label: &str| {
                let mut labels = vec![words.worded(label).into_owned(), label.to_owned()];
                labels.dedup();
                labels
            };
            values = SORTS.iter().map(|(code, label)| ((*code).into(), labels(label))).collect();
        }
        FilterField::Person => closed::<PersonGroup>(&mut values),
        FilterField::Age => closed::<AgeBand>(&mut values),
        FilterField::Area
        | FilterField::Case
        | FilterField::Year
        | FilterField::Sources
        | FilterField::Updated
        | FilterField::Body
        | FilterField::Lead
        | FilterField::Rag
        | FilterField::Reference => {}
    }
    values
}

/// The other names of a term, folded; for fields of an open list.
pub fn aliases(field: FilterField, code: &str, vocabulary: &Vocabulary) -> Vec<String> {
    let Some(list) = open_list(field) else { return Vec::new() };
    vocabulary.thesaurus().aliases_of(list.name(), code).iter().map(|name| fold(name)).collect()
}

/// The open list that a field takes its values from.
fn open_list(field: FilterField) -> Option<OpenList> {
    match field {
        FilterField::Agency | FilterField::To => Some(OpenList::Agency),
        FilterField::Theme => Some(OpenList::Theme),
        FilterField::Harm => Some(OpenList::Harm),
        _ => None,
    }
}

/// The codes of the terms that are part of this one, directly or not; for fields of an open list.
pub fn narrower(field: FilterField, code: &str, vocabulary: &Vocabulary) -> Vec<SmolStr> {
    let Some(list) = open_list(field) else { return Vec::new() };
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
