//! One item as a page and as a row: a finding, a recommendation, an event, a source, or one of the pages of a case.

use super::described::Teller;
use super::labels::{kind_tone, page_title};
use super::model::{Block, Link, Page, Row, Section, Tone};
use super::rows::{case_name, counted};
use super::{case, review, side_by_side};
use crate::case::due::reply_due;
use crate::case::{Addressee, Case, CasePage, ClosedList, ItemKind, ItemRef, Review, Scope, Vocabulary};
use crate::library::EntryKey;
use crate::search::main_text;

/// The page of an item; nothing where the case has no such item.
pub fn item_page(key: EntryKey, case: &Case, item: ItemRef, vocabulary: &Vocabulary) -> Option<Page> {
    let teller = Teller { key, case, vocabulary };
    let sections = match item {
        ItemRef::Page(CasePage::Case) => case::the_case(teller),
        ItemRef::Page(CasePage::SideBySide) => side_by_side::side_by_side(teller),
        ItemRef::Page(CasePage::Review(index)) => review::review(teller, index),
        ItemRef::Page(CasePage::Disputed) => case::disputed(teller),
        ItemRef::Page(CasePage::Related) => vec![case::related(teller)],
        ItemRef::Page(CasePage::Gaps) => vec![case::gaps(teller)],
        _ => entry(teller, item)?,
    };
    let title = item_title(case, item)?;
    Some(Page {
        title: match item {
            ItemRef::Page(CasePage::Case) => case.title.to_string(),
            // The list of a case says "its"; a page says whose.
            ItemRef::Page(CasePage::SideBySide) => side_by_side::page_title(case),
            _ => title,
        },
        name: format!("{}-{}", case.id, item.id(case).to_lowercase()),
        about: vec![case_name(case)],
        sections,
    })
}

/// The title of an item: "Finding F46 · Missed opportunity · confirmed".
pub fn item_title(case: &Case, item: ItemRef) -> Option<String> {
    let field = case.profile.get();
    Some(match item {
        ItemRef::Finding(..) => {
            let (_, finding) = case.finding(item)?;
            let confidence = finding.confidence.label().to_lowercase();
            field.told("Finding {} · {} · {}", &[&finding.id, &finding.kind.label(), &confidence])
        }
        ItemRef::Recommendation(..) => {
            let (_, recommendation) = case.recommendation(item)?;
            let confidence = recommendation.confidence.label().to_lowercase();
            field.told("Recommendation {} · {}", &[&recommendation.id, &confidence])
        }
        ItemRef::Event(_) => {
            let event = case.event(item)?;
            format!("Event {} · {} · {}", event.id, event.kind.label(), event.confidence.label().to_lowercase())
        }
        ItemRef::Page(page) => page_title(case, page),
        ItemRef::Source(index) => {
            format!("Source {} of {} · {}", index + 1, case.sources.len(), case.source_at(item)?.id)
        }
    })
}

/// A finding, recommendation, event or source: its text, its fields, what it is linked with, what became of it, its sources.
fn entry(teller: Teller<'_>, item: ItemRef) -> Option<Vec<Section>> {
    let case = teller.case;
    let of = case.described(item)?;
    let field = case.profile.get();
    let mut first = Section::default();
    first.blocks.push(Block::Text(main_text(case, item).to_owned()));
    first.blocks.extend(teller.fields(of));
    let confidence = teller.basis(of).confidence;
    first.blocks.extend(confidence.map(|confidence| Block::field("Confidence", confidence.label())));
    if let Some((review, _)) = case.finding(item) {
        first.blocks.push(Block::field(field.worded("Review"), review_heading(review)));
    }
    if let Some((review, recommendation)) = case.recommendation(item) {
        if !review.updates.is_empty() {
            let entries = counted(review.updates.len(), "entry");
            let told =
                field.told("what became of this review's recommendations: {} on its page, under Reviews", &[&entries]);
            first.blocks.push(Block::field("As a whole", told));
        }
        first.blocks.push(Block::field(field.worded("Review"), review_heading(review)));
        first.blocks.extend(replies_due(review, &recommendation.addressees));
        let made = made(review.recommendations_made, review.recommendations.len());
        first.blocks.push(Block::field(field.worded("In the review"), made));
    }
    if matches!(item, ItemRef::Source(_)) {
        let cited_by: Vec<String> =
            case.items().into_iter().filter(|other| cites(teller, *other, item)).map(|other| other.id(case)).collect();
        first.blocks.extend((!cited_by.is_empty()).then(|| Block::field("Cited by", cited_by.join(", "))));
    }
    let mut sections = vec![first];
    for (heading, linked) in [("Answered by", case.answered_by(item)), ("Answers", case.answers(item))] {
        let mut section = Section { under: true, ..Section::new(heading) };
        let row = |other: ItemRef| {
            let link = Some(Link::to(teller.key, case, other));
            Block::Row(Row { link, lead: other.id(case), text: main_text(case, other).to_owned(), ..Row::default() })
        };
        section.blocks.extend(linked.into_iter().map(row));
        sections.push(section);
    }
    sections.extend(teller.parts(of));
    if !matches!(item, ItemRef::Source(_)) {
        sections.push(sources(teller, &teller.basis(of).sources));
    }
    sections.retain(|section| !section.blocks.is_empty());
    Some(sections)
}

/// The day by which those addressed should have replied, where the kind of review sets it.
pub(super) fn replies_due(review: &Review, addressees: &[Addressee]) -> Option<Block> {
    let days = review.kind.reply_days()?;
    let due = addressees.iter().find(|one| one.reply_due.is_none()).and_then(|one| reply_due(review, one))?;
    Some(Block::field("Replies due", format!("{due}: {days} days after the report")))
}

fn cites(teller: Teller<'_>, item: ItemRef, source: ItemRef) -> bool {
    let ItemRef::Source(at) = source else { return false };
    !matches!(item, ItemRef::Source(_))
        && teller.case.described(item).is_some_and(|of| teller.basis(of).sources.contains(&(teller.key, at)))
}

/// Sources in full, with their numbers in the list of the case.
fn sources(teller: Teller<'_>, cited: &[(EntryKey, usize)]) -> Section {
    let heading = if cited.len() == 1 { "Source" } else { "Sources" };
    let mut section = Section { under: true, ..Section::new(heading) };
    section.blocks.extend(cited.iter().filter_map(|(key, at)| {
        let row = item_row(*key, teller.case, ItemRef::Source(*at), teller.vocabulary, false)?;
        Some(Block::Row(Row { lead: format!("{}.", at + 1), ..row }))
    }));
    section
}

/// An item as a row, without the name of its case; nothing where the case has no such item. Its parts, such as what became
/// of it, stand below it where `parts` says so.
pub fn item_row(key: EntryKey, case: &Case, item: ItemRef, vocabulary: &Vocabulary, parts: bool) -> Option<Row> {
    let teller = Teller { key, case, vocabulary };
    let mut row =
        Row { link: Some(Link::to(key, case, item)), text: main_text(case, item).to_owned(), ..Row::default() };
    let Some(of) = case.described(item) else {
        let ItemRef::Page(page) = item else { return None };
        row.about = super::citation::page_lines(case, page, vocabulary);
        return Some(row);
    };
    row.about = teller.lines(of, parts);
    if item == ItemRef::Page(CasePage::Case) {
        row.text = case.summary.paragraphs().collect::<Vec<_>>().join(" ");
    }
    if item.kind() != ItemKind::Source {
        row.basis = teller.basis(of);
    }
    if !matches!(item.kind(), ItemKind::Source | ItemKind::Page) {
        row.lead = item.id(case);
    }
    row.tone = match item {
        ItemRef::Event(_) if case.event(item)?.missed_opportunity => Tone::Alarm,
        _ => case.finding(item).map_or(Tone::Plain, |(_, finding)| kind_tone(finding.kind)),
    };
    Some(row)
}

/// The heading of a review's items.
pub fn review_heading(review: &Review) -> String {
    let mut heading = review.title.to_string();
    let kind = review.kind.label().to_lowercase();
    let title = heading.to_lowercase();
    // Words that say the same stand once.
    if !title.contains(&kind) && !kind.contains(&title) && review.scope == Scope::Case {
        heading.push_str(&format!(" ({kind})"));
    }
    heading
}

/// How many the report makes, beside how many are entered here.
pub(super) fn made(made: Option<u32>, entered: usize) -> String {
    match made {
        Some(made) => format!("the report makes {made}; {entered} entered here"),
        None => format!("{entered} entered here; how many the report makes was not found"),
    }
}
