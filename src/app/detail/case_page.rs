//! The pages on the case as a whole.

use crate::app::doc::Doc;
use crate::case::model::shown_date;
use crate::case::{Case, ClosedList, FactAbout, Vocabulary};
use crate::page::labels::agencies;

/// The case itself: who, what, when; facts by subject; agencies involved.
pub fn case(doc: &mut Doc<'_, '_>, case: &Case, vocabulary: &Vocabulary) {
    for paragraph in case.summary.paragraphs() {
        doc.paragraph(paragraph);
        doc.gap();
    }
    if !case.also_known_as.is_empty() {
        let names: Vec<&str> = case.also_known_as.iter().map(|name| name.as_str()).collect();
        doc.field("Also known as", &names.join(", "));
    }
    let place = case.area.as_ref().map_or_else(String::new, |area| format!("{area}, "));
    doc.field("Place", &format!("{place}{}", case.nation.label()));
    let outcome = match &case.outcome_text {
        Some(text) => format!("{}: {text}", case.outcome.label()),
        None => case.outcome.label().to_owned(),
    };
    doc.field("Outcome", &outcome);
    if let Some(date) = shown_date(case.incident, None, case.incident_text.as_ref()) {
        doc.field("Date", &date);
    }
    let harm: Vec<&str> = case.harm.iter().map(|harm| harm.label(vocabulary)).collect();
    doc.field("Harm", &harm.join(", "));
    doc.cited(case, None, &case.cited);
    for about in FactAbout::ALL {
        let mut facts = case.facts.iter().filter(|fact| fact.about == *about).peekable();
        if facts.peek().is_some() {
            doc.heading(about.label());
            for fact in facts {
                doc.bullet("·", &fact.text);
                doc.cited(case, Some(fact.confidence), &fact.sources);
            }
        }
    }
    if !case.involved.is_empty() {
        doc.heading("Agencies involved");
        for involved in &case.involved {
            let agency = agencies(std::slice::from_ref(&involved.agency), None, vocabulary);
            let named = involved.named.as_ref().map(|named| format!(": {named}")).unwrap_or_default();
            let text = involved.text.as_ref().map(|text| format!(". {text}")).unwrap_or_default();
            doc.bullet("·", &format!("{agency}{named}{text}"));
            doc.cited(case, Some(involved.confidence), &involved.sources);
        }
    }
}

/// What the sources disagree about.
pub fn disputed(doc: &mut Doc<'_, '_>, case: &Case) {
    doc.aside("Sources that do not agree, side by side. Nothing here is decided or averaged.");
    for dispute in &case.disputed {
        doc.heading(&dispute.about);
        for claim in &dispute.claims {
            doc.bullet("·", &claim.text);
            doc.cited(case, None, &claim.sources);
        }
    }
}

/// Cases that the sources link to this one.
pub fn related(doc: &mut Doc<'_, '_>, case: &Case) {
    for related in &case.related {
        doc.heading(&related.title);
        doc.paragraph(&related.text);
        doc.cited(case, Some(related.confidence), &related.sources);
    }
}

/// What was looked for and not found.
pub fn gaps(doc: &mut Doc<'_, '_>, case: &Case) {
    doc.aside("Looked for in the sources and not found there. Empty fields of this case are empty for that reason.");
    doc.gap();
    for gap in &case.gaps {
        doc.bullet("·", gap);
    }
}
