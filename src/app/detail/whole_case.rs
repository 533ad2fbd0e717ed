//! A whole case as running text: what `casebook show` prints.

use ratatui::text::Line;

use super::case_page;
use super::review_page;
use crate::app::doc::Doc;
use crate::app::items::rows::review_heading;
use crate::app::theme::Theme;
use crate::case::model::shown_date;
use crate::case::{Case, ClosedList, Scope, Vocabulary};
use crate::page::labels::agencies;
use crate::search::{Highlighter, Query};

/// The lines of a whole case, `width` cells wide. Numbers in brackets are those of the list of sources at the end.
pub fn whole_case(case: &Case, width: usize, vocabulary: &Vocabulary) -> Vec<Line<'static>> {
    let query = Query::default();
    let highlighter = Highlighter::new(&query, &[]);
    let mut doc = Doc::new(width, Theme::new(false), &highlighter);
    title(&mut doc, &case.title, "=");
    case_page::case(&mut doc, case, vocabulary);
    for review in &case.reviews {
        let heading = review_heading(review);
        let heading = if review.scope == Scope::Related { format!("Related: {heading}") } else { heading };
        title(&mut doc, &heading, "-");
        review_page::review(&mut doc, case, review, vocabulary);
        if !review.findings.is_empty() {
            doc.heading("Findings");
            for finding in &review.findings {
                let whom = agencies(&finding.agencies, finding.named.as_deref(), vocabulary);
                doc.bullet(&format!("{} {}:", finding.id, finding.kind.label()), &format!("{} ({whom})", finding.text));
                doc.cited(case, Some(finding.confidence), &finding.sources);
            }
        }
        if !review.recommendations.is_empty() {
            doc.heading("Recommendations");
            for recommendation in &review.recommendations {
                let whom = agencies(&recommendation.addressed_to, recommendation.named.as_deref(), vocabulary);
                doc.bullet(recommendation.id.as_str(), &format!("{} (to {whom})", recommendation.text));
                let response = recommendation.response.map_or("not recorded", ClosedList::label);
                let status = recommendation.status.map_or("not recorded", ClosedList::label);
                doc.flow("  ", "  ", &format!("Response: {response}. Status: {status}."), doc.theme.text);
                for update in &recommendation.updates {
                    let date = shown_date(update.date, None, update.date_text.as_ref());
                    let date = date.map(|date| format!("{date}: ")).unwrap_or_default();
                    doc.flow("  - ", "    ", &format!("{date}{}", update.text), doc.theme.text);
                    doc.cited(case, Some(update.confidence), &update.sources);
                }
                doc.cited(case, Some(recommendation.confidence), &recommendation.sources);
            }
        }
    }
    if !case.events.is_empty() {
        title(&mut doc, "Timeline", "-");
        for event in &case.events {
            let whom = agencies(&event.agencies, event.named.as_deref(), vocabulary);
            let whom = if whom.is_empty() { whom } else { format!(" ({whom})") };
            let missed = if event.missed_opportunity { " [missed opportunity]" } else { "" };
            doc.bullet(event.id.as_str(), &format!("{}: {}{whom}{missed}", event.shown_date(), event.text));
            doc.cited(case, Some(event.confidence), &event.sources);
        }
    }
    if !case.disputed.is_empty() {
        title(&mut doc, "Where sources disagree", "-");
        case_page::disputed(&mut doc, case);
    }
    if !case.related.is_empty() {
        title(&mut doc, "Related cases", "-");
        case_page::related(&mut doc, case);
    }
    if !case.gaps.is_empty() {
        title(&mut doc, "What was not found", "-");
        case_page::gaps(&mut doc, case);
    }
    let all: Vec<_> = case.sources.iter().map(|source| source.id.clone()).collect();
    doc.sources(case, &all);
    doc.lines()
}

fn title(doc: &mut Doc<'_, '_>, text: &str, under: &str) {
    doc.gap();
    doc.paragraph(text);
    doc.line(Line::from(under.repeat(doc.width.min(crate::app::text::width(text)))));
    doc.gap();
}
