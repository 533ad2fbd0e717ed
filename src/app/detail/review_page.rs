//! One review as a page.

use super::entries::updates;
use crate::app::doc::Doc;
use crate::case::model::shown_date;
use crate::case::{Case, ClosedList, Evaluation, FindingKind, Publication, Review, Vocabulary};
use crate::page::labels::agencies;

/// A review: what it is, who made it, how it was published and judged, what it concluded.
pub fn review(doc: &mut Doc<'_, '_>, case: &Case, review: &Review, vocabulary: &Vocabulary) {
    doc.field("Kind", review.kind.label());
    if let Some(by) = &review.commissioned_by {
        doc.field("Commissioned by", by);
    }
    if let Some(date) = review.commissioned {
        doc.field("Commissioned", &date.to_string());
    }
    if let Some(date) = review.dated {
        doc.field("Dated", &date.to_string());
    }
    doc.cited(case, Some(review.confidence), &review.sources);
    if !review.people.is_empty() {
        doc.heading("People");
        for person in &review.people {
            let text = person.text.as_ref().map(|text| format!(". {text}")).unwrap_or_default();
            doc.bullet("·", &format!("{}: {}{text}", person.role.label(), person.name));
            doc.cited(case, Some(person.confidence), &person.sources);
        }
    }
    if !review.publications.is_empty() {
        doc.heading("Publication");
        for step in &review.publications {
            let text = step.text.as_ref().map(|text| format!(". {text}")).unwrap_or_default();
            doc.bullet("·", &format!("{}{text}", publication(step)));
            doc.cited(case, Some(step.confidence), &step.sources);
        }
    }
    if !review.evaluations.is_empty() {
        doc.heading("Judgements of the review itself (not of practice)");
        for evaluation in &review.evaluations {
            let text = evaluation.text.as_ref().map(|text| format!(". {text}")).unwrap_or_default();
            doc.bullet("·", &format!("{}{text}", evaluated(evaluation)));
            doc.cited(case, Some(evaluation.confidence), &evaluation.sources);
            for point in &evaluation.points {
                let whom = agencies(&point.agencies, point.named.as_deref(), vocabulary);
                let whom = if whom.is_empty() { whom } else { format!(" ({whom})") };
                doc.flow("  - ", "    ", &format!("{}{whom}", point.text), doc.theme.text);
                doc.cited(case, Some(point.confidence), &point.sources);
            }
        }
    }
    doc.heading("Numbers");
    doc.field("Findings", &made(review.findings_made, review.findings.len()));
    doc.field("Recommendations", &made(review.recommendations_made, review.recommendations.len()));
    let mut conclusions = review.findings.iter().filter(|finding| finding.kind == FindingKind::Conclusion).peekable();
    if conclusions.peek().is_some() {
        doc.heading("Conclusions");
        for finding in conclusions {
            doc.bullet(&format!("{}", finding.id), &finding.text);
            doc.cited(case, Some(finding.confidence), &finding.sources);
        }
    }
    if !review.facts.is_empty() {
        doc.heading("About the review");
        for fact in &review.facts {
            doc.bullet("·", &format!("{}: {}", fact.about.label(), fact.text));
            doc.cited(case, Some(fact.confidence), &fact.sources);
        }
    }
    updates(doc, case, "What became of its recommendations", &review.updates, vocabulary);
}

/// How many the report makes, beside how many are entered here.
pub fn made(made: Option<u32>, entered: usize) -> String {
    match made {
        Some(made) => format!("the report makes {made}; {entered} entered here"),
        None => format!("{entered} entered here; how many the report makes was not found"),
    }
}

/// "11 November 2008: Executive summary only".
pub fn publication(step: &Publication) -> String {
    let date = shown_date(step.date, None, step.date_text.as_ref()).map(|date| format!("{date}: ")).unwrap_or_default();
    format!("{date}{}", step.state.label())
}

/// "Ofsted graded the review inadequate, December 2008".
pub fn evaluated(evaluation: &Evaluation) -> String {
    let date = shown_date(evaluation.date, None, evaluation.date_text.as_ref())
        .map(|date| format!(", {date}"))
        .unwrap_or_default();
    match evaluation.grade {
        Some(grade) => format!("{} graded the review {}{date}", evaluation.by, grade.label().to_lowercase()),
        None => format!("{}{date}", evaluation.by),
    }
}
