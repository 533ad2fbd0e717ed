//! Findings, recommendations, events and sources in full; files that could not be read.

use super::review_page::made;
use crate::app::doc::Doc;
use crate::app::items::rows::review_heading;
use crate::case::model::shown_date;
use crate::case::{Case, ClosedList, FindingKind, ItemRef, SourceId, Theme, Update, Vocabulary};
use crate::library::Entry;
use crate::page::labels::agencies;

/// A finding.
pub fn finding(doc: &mut Doc<'_, '_>, case: &Case, item: ItemRef, vocabulary: &Vocabulary) {
    let Some((review, finding)) = case.finding(item) else { return };
    let style = match finding.kind {
        FindingKind::MissedOpportunity => doc.theme.alarm,
        FindingKind::GoodPractice => doc.theme.good,
        _ => doc.theme.text,
    };
    doc.paragraph(&finding.text);
    doc.gap();
    doc.styled_field("Kind", finding.kind.label(), style);
    if let Some(pattern) = finding.pattern {
        doc.field("Pattern", pattern.label());
    }
    doc.field("Concerns", &agencies(&finding.agencies, None, vocabulary));
    if let Some(named) = &finding.named {
        doc.field("As named", named);
    }
    doc.field("Themes", &themes(&finding.themes, vocabulary));
    doc.field("Confidence", finding.confidence.label());
    doc.field("Review", &review_heading(review));
    linked(doc, case, "Answered by", &case.answered_by(item));
    doc.sources(case, &finding.sources);
}

/// A recommendation.
pub fn recommendation(doc: &mut Doc<'_, '_>, case: &Case, item: ItemRef, vocabulary: &Vocabulary) {
    let Some((review, recommendation)) = case.recommendation(item) else { return };
    doc.paragraph(&recommendation.text);
    doc.gap();
    doc.field("Addressed to", &agencies(&recommendation.addressed_to, None, vocabulary));
    if let Some(named) = &recommendation.named {
        doc.field("As named", named);
    }
    doc.field("Themes", &themes(&recommendation.themes, vocabulary));
    if let Some(number) = &recommendation.number {
        doc.field("In the report", &format!("number {number}"));
    }
    doc.field("Response", &said(recommendation.response));
    doc.field("Status", &said(recommendation.status));
    if !review.updates.is_empty() {
        let entries = if review.updates.len() == 1 { "1 entry" } else { &format!("{} entries", review.updates.len()) };
        doc.field(
            "As a whole",
            &format!("what became of this review's recommendations: {entries} on its page, under Reviews"),
        );
    }
    if let Some(due) = recommendation.due {
        doc.field("Due", &due.to_string());
    }
    if let Some(verified) = recommendation.last_verified {
        doc.field("Last verified", &verified.to_string());
    }
    if let Some(assessment) = &recommendation.assessment {
        doc.field("Assessed", &format!("{} by {}", assessment.grade.label().to_lowercase(), assessment.by));
        doc.cited(case, None, &assessment.sources);
    }
    doc.field("Confidence", recommendation.confidence.label());
    doc.field("Review", &review_heading(review));
    doc.field("Its number", &made(review.recommendations_made, review.recommendations.len()));
    linked(doc, case, "Answers", &case.answers(item));
    updates(doc, case, "What became of it", &recommendation.updates, vocabulary);
    doc.sources(case, &recommendation.sources);
}

/// The findings or recommendations that an entry is linked with.
fn linked(doc: &mut Doc<'_, '_>, case: &Case, heading: &str, items: &[ItemRef]) {
    if !items.is_empty() {
        doc.heading(heading);
    }
    for item in items {
        if let Some((_, finding)) = case.finding(*item) {
            doc.bullet("·", &format!("{} {}", finding.id, finding.text));
        } else if let Some((_, recommendation)) = case.recommendation(*item) {
            doc.bullet("·", &format!("{} {}", recommendation.id, recommendation.text));
        }
    }
}

/// A response or status with what it means, so that nobody reads "not stated" as "not done".
fn said<L: ClosedList>(value: Option<L>) -> String {
    value
        .map_or_else(|| "nothing entered here".to_owned(), |value| format!("{}: {}", value.label(), value.definition()))
}

/// An event.
pub fn event(doc: &mut Doc<'_, '_>, case: &Case, item: ItemRef, vocabulary: &Vocabulary) {
    let Some(event) = case.event(item) else { return };
    doc.paragraph(&event.text);
    doc.gap();
    if event.missed_opportunity {
        doc.styled_field("▲", "Missed opportunity", doc.theme.alarm);
    }
    doc.field("Date", &event.shown_date());
    doc.field("Kind", event.kind.label());
    doc.field("Agencies", &agencies(&event.agencies, None, vocabulary));
    if let Some(named) = &event.named {
        doc.field("As named", named);
    }
    doc.field("Confidence", event.confidence.label());
    doc.sources(case, &event.sources);
}

/// A source, with what rests on it.
pub fn source(doc: &mut Doc<'_, '_>, case: &Case, item: ItemRef) {
    let Some(source) = case.source_at(item) else { return };
    doc.paragraph(&source.title);
    doc.gap();
    doc.field("Publisher", &source.publisher);
    doc.field("Kind", &format!("{}: {}", source.kind.label(), source.kind.definition()));
    if let Some(date) = shown_date(source.date, None, source.date_text.as_ref()) {
        doc.field("Date", &date);
    }
    if let Some(url) = &source.url {
        doc.field("Address", url);
    }
    if let Some(note) = &source.note {
        doc.field("Note", note);
    }
    let cites = |sources: &[SourceId]| sources.contains(&source.id);
    let findings =
        case.findings().filter(|(_, finding)| cites(&finding.sources)).map(|(_, finding)| finding.id.as_str());
    let recommendations = case
        .recommendations()
        .filter(|(_, recommendation)| cites(&recommendation.sources))
        .map(|(_, recommendation)| recommendation.id.as_str());
    let events = case.events.iter().filter(|event| cites(&event.sources)).map(|event| event.id.as_str());
    let resting: Vec<&str> = findings.chain(recommendations).chain(events).collect();
    if !resting.is_empty() {
        doc.field("Cited by", &resting.join(", "));
    }
}

/// What became of recommendations.
pub fn updates(doc: &mut Doc<'_, '_>, case: &Case, heading: &str, updates: &[Update], vocabulary: &Vocabulary) {
    if updates.is_empty() {
        return;
    }
    doc.heading(heading);
    for update in updates {
        let date = shown_date(update.date, None, update.date_text.as_ref())
            .map(|date| format!("{date}: "))
            .unwrap_or_default();
        let by = agencies(&update.agencies, update.named.as_deref(), vocabulary);
        let by = if by.is_empty() { by } else { format!(" ({by})") };
        doc.bullet("·", &format!("{date}{}{by}", update.text));
        doc.cited(case, Some(update.confidence), &update.sources);
    }
}

/// A file that could not be read: every reason with its place. Where names are hidden, the place alone: path and reasons
/// may name somebody.
pub fn unreadable(doc: &mut Doc<'_, '_>, entry: &Entry, private: bool) {
    doc.heading("This file could not be read");
    if private {
        for problem in entry.problems() {
            doc.flow(
                &format!("{}:{} ", problem.line, problem.column),
                "  ",
                "something is wrong here",
                doc.theme.alarm,
            );
        }
        doc.gap();
        return doc.aside("What is wrong, and in which file, is not shown while names are hidden.");
    }
    doc.aside(&entry.origin.to_string());
    doc.gap();
    for problem in entry.problems() {
        doc.flow(&format!("{}:{} ", problem.line, problem.column), "  ", &problem.message, doc.theme.alarm);
        if let Some(help) = &problem.help {
            doc.flow("  ", "  ", help, doc.theme.text);
        }
    }
    doc.gap();
    doc.aside("The other cases are not touched by this.");
}

fn themes(themes: &[Theme], vocabulary: &Vocabulary) -> String {
    themes.iter().map(|theme| theme.label(vocabulary)).collect::<Vec<_>>().join(", ")
}
