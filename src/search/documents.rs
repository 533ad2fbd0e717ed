//! The texts of a case that are searched, each as part of its item: whatever the item shows.

use crate::case::fields::{Described, Field, Part, Value};
use crate::case::{Case, CasePage, ClosedList, ItemRef, SourceId, Vocabulary};

/// The texts that name the case: what every item of the case is found by as well. Names first.
pub fn case_texts(case: &Case, vocabulary: &Vocabulary, visit: &mut dyn FnMut(Part, &str)) {
    case.visit(&mut |field, value| {
        if let Some(part) = field.names_case {
            texts_of(field, &value, part, vocabulary, visit);
        }
    });
    if let Some(date) = case.sort_date() {
        visit(Part::Other, &date.year().to_string());
    }
    for review in case.own_reviews() {
        visit(Part::Label, review.kind.label());
        visit(Part::Label, review.kind.short());
    }
}

/// Every item of a case, in the order of its lists.
pub fn items(case: &Case) -> Vec<ItemRef> {
    let mut items: Vec<ItemRef> = case.findings().map(|(item, _)| item).collect();
    items.extend(case.recommendations().map(|(item, _)| item));
    items.extend((0..case.events.len()).map(ItemRef::Event));
    items.extend(case.pages().into_iter().filter(|page| *page != CasePage::SideBySide).map(ItemRef::Page));
    items.extend((0..case.sources.len()).map(ItemRef::Source));
    items.sort_unstable();
    items
}

/// Fields with their values.
pub type FieldValues<'a> = Vec<(&'static Field, Value<'a>)>;

/// Puts the fields of an item in the place of others; none for a page that only shows parts of the case.
pub fn read_fields<'a>(case: &'a Case, item: ItemRef, fields: &mut FieldValues<'a>) {
    fields.clear();
    if let Some(described) = case.described(item) {
        described.visit(&mut |field, value| fields.push((field, value)));
    }
}

/// The texts that an item is found by.
pub fn item_texts(case: &Case, item: ItemRef, vocabulary: &Vocabulary, visit: &mut dyn FnMut(Part, &str)) {
    let mut fields = Vec::new();
    read_fields(case, item, &mut fields);
    texts(case, item, &fields, vocabulary, visit);
}

/// The same, of an item whose fields are known.
pub fn texts(
    case: &Case,
    item: ItemRef,
    fields: &FieldValues<'_>,
    vocabulary: &Vocabulary,
    visit: &mut dyn FnMut(Part, &str),
) {
    for (field, value) in fields {
        if let Some(part) = field.part {
            texts_of(field, value, part, vocabulary, visit);
        }
    }
    let ItemRef::Page(page) = item else { return };
    visit(if fields.is_empty() { Part::Main } else { Part::Other }, page.title());
    match page {
        // People look for a kind of review by its letters: "SAR".
        CasePage::Review(index) => {
            case.reviews.get(index).into_iter().for_each(|review| visit(Part::Label, review.kind.short()));
        }
        CasePage::Disputed => case.disputed.iter().for_each(|part| searched(part, vocabulary, visit)),
        CasePage::Related => case.related.iter().for_each(|part| searched(part, vocabulary, visit)),
        CasePage::Gaps => case.gaps.iter().for_each(|gap| visit(Part::Other, gap)),
        CasePage::Case | CasePage::SideBySide => {}
    }
}

/// The texts of every field that is searched, parts included.
fn searched(described: &dyn Described, vocabulary: &Vocabulary, visit: &mut dyn FnMut(Part, &str)) {
    described.visit(&mut |field, value| {
        if let Some(part) = field.part {
            texts_of(field, &value, part, vocabulary, visit);
        }
    });
}

fn texts_of(field: &Field, value: &Value<'_>, part: Part, vocabulary: &Vocabulary, visit: &mut dyn FnMut(Part, &str)) {
    match value {
        Value::Nothing | Value::Items(_) | Value::Sources(_) | Value::Number(_) => {}
        Value::Text(text) => visit(part, text),
        Value::Texts(texts) => texts.iter().for_each(|text| visit(part, text)),
        Value::Prose(prose) => visit(part, prose),
        Value::Code(code) => visit(part, code.label(vocabulary)),
        Value::Codes(codes) => codes.iter().for_each(|code| visit(part, code.label(vocabulary))),
        Value::Date(date) => visit(part, &date.to_string()),
        Value::When(when) => visit(part, &when.words),
        Value::Flag => visit(part, field.label),
        Value::Parts(parts) => parts.iter().for_each(|part| searched(*part, vocabulary, visit)),
    }
}

/// The main text of an item: what it says, or what it is called.
pub fn main_text(case: &Case, item: ItemRef) -> &str {
    match item {
        ItemRef::Finding(..) => case.finding(item).map_or("", |(_, finding)| &finding.text),
        ItemRef::Recommendation(..) => case.recommendation(item).map_or("", |(_, recommendation)| &recommendation.text),
        ItemRef::Event(_) => case.event(item).map_or("", |event| &event.text),
        ItemRef::Page(CasePage::Case) => &case.summary,
        ItemRef::Page(CasePage::Review(index)) => case.reviews.get(index).map_or("", |review| &review.title),
        ItemRef::Page(page) => page.title(),
        ItemRef::Source(_) => case.source_at(item).map_or("", |source| &source.title),
    }
}

/// The sources that an entry rests on, by their fields; a page and a source answer no question by the titles of others.
pub fn cited<'a>(item: ItemRef, fields: &FieldValues<'a>) -> impl Iterator<Item = &'a SourceId> {
    let is_entry = matches!(item, ItemRef::Finding(..) | ItemRef::Recommendation(..) | ItemRef::Event(_));
    fields.iter().filter(move |_| is_entry).flat_map(|(_, value)| match value {
        Value::Sources(sources) => *sources,
        _ => &[],
    })
}

/// The sort of an item, as a program reads it: the code of its kind where it has one.
pub fn sort_of(case: &Case, item: ItemRef) -> &'static str {
    match item {
        ItemRef::Finding(..) => case.finding(item).map_or("finding", |(_, finding)| finding.kind.code()),
        ItemRef::Recommendation(..) => "recommendation",
        ItemRef::Event(_) => case.event(item).map_or("event", |event| event.kind.code()),
        ItemRef::Page(_) => "page",
        ItemRef::Source(_) => "source",
    }
}
