//! Which texts of a case are searched, and as part of which item: whatever the item shows.

use std::collections::HashMap;

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

/// The texts that an item is found by.
pub fn item_texts(case: &Case, item: ItemRef, vocabulary: &Vocabulary, visit: &mut dyn FnMut(Part, &str)) {
    let page = match item {
        ItemRef::Page(page) => Some(page),
        _ => None,
    };
    if let Some(described) = case.described(item) {
        searched(described, vocabulary, visit);
        page.iter().for_each(|page| visit(Part::Other, page.title()));
    } else if let Some(page) = page {
        visit(Part::Main, page.title());
    }
    match page {
        // People look for a kind of review by its letters: "SAR".
        Some(CasePage::Review(index)) => {
            case.reviews.get(index).into_iter().for_each(|review| visit(Part::Label, review.kind.short()));
        }
        Some(CasePage::Disputed) => case.disputed.iter().for_each(|part| searched(part, vocabulary, visit)),
        Some(CasePage::Related) => case.related.iter().for_each(|part| searched(part, vocabulary, visit)),
        Some(CasePage::Gaps) => case.gaps.iter().for_each(|gap| visit(Part::Other, gap)),
        Some(CasePage::Case | CasePage::SideBySide) | None => {}
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
        Value::When(words) => visit(part, words),
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

/// For each source of a case, in their order, the findings, recommendations and events that rest on it: places among [`items`].
pub fn citing(case: &Case, items: &[ItemRef]) -> Vec<Vec<u32>> {
    let numbers: HashMap<&SourceId, usize> = case.sources.iter().map(|source| &source.id).zip(0..).collect();
    let mut citing = vec![Vec::new(); case.sources.len()];
    let is_entry =
        |item: &ItemRef| matches!(item, ItemRef::Finding(..) | ItemRef::Recommendation(..) | ItemRef::Event(_));
    for (place, item) in (0..).zip(items).filter(|(_, item)| is_entry(item)) {
        let Some(described) = case.described(*item) else { continue };
        described.visit(&mut |_, value| {
            let Value::Sources(sources) = value else { return };
            for source in sources {
                if let Some(places) = numbers.get(source).and_then(|number| citing.get_mut(*number)) {
                    places.push(place);
                }
            }
        });
    }
    citing
}

/// What an item is, as a program reads it: the code of its kind where it has one.
pub fn sort_of(case: &Case, item: ItemRef) -> &'static str {
    match item {
        ItemRef::Finding(..) => case.finding(item).map_or("finding", |(_, finding)| finding.kind.code()),
        ItemRef::Recommendation(..) => "recommendation",
        ItemRef::Event(_) => case.event(item).map_or("event", |event| event.kind.code()),
        ItemRef::Page(_) => "page",
        ItemRef::Source(_) => "source",
    }
}
