//! A row of a report with everything that is known of its entry: what CSV and JSON are written from.

use serde::Serialize;

use super::references::places;
use crate::case::{Agency, Case, CasePage, ClosedList, Confidence, ItemRef, Review, Source, Theme, Vocabulary};
use crate::page::citation::reference;
use crate::page::labels::shown_year;
use crate::page::{Link, Listing, Page, Row};
use crate::search::main_text;

/// A code of a list with what people read for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coded {
    /// What files write.
    pub code: String,
    /// What people read.
    pub label: String,
}

/// The case that a row belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfCase {
    pub id: String,
    pub title: String,
    /// The area, or the nation where the case has none.
    pub area: String,
    /// The year of the incident, or of the first review; empty where neither is known.
    pub year: String,
}

/// The review that a row belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfReview {
    pub id: String,
    pub title: String,
}

/// A source that a row rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cited {
    pub id: String,
    pub title: String,
    pub publisher: String,
    pub kind: String,
    /// As people read it: "11 January 2012".
    pub date: Option<String>,
    pub address: Option<String>,
    pub note: Option<String>,
}

/// A row of a report. Fields that an entry of its sort does not have are null or empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Record {
    pub case: Option<OfCase>,
    pub review: Option<OfReview>,
    /// What the file calls the entry: "F1".
    pub item: String,
    /// finding, recommendation, event, source, page, statement (of no list of entries) or link (to no entry).
    pub sort: &'static str,
    pub kind: Option<Coded>,
    /// The entry's own text; the row's, where it leads to no entry with a text.
    pub text: String,
    pub agencies: Vec<Coded>,
    /// The body as the source names it.
    pub named: Option<String>,
    pub themes: Vec<Coded>,
    pub response: Option<Coded>,
    pub status: Option<Coded>,
    /// R, A or G, where the row was rated.
    pub rating: Option<String>,
    /// When an event was, in words.
    pub date: Option<String>,
    /// Dates of a recommendation: "2013-01".
    pub due: Option<String>,
    pub last_verified: Option<String>,
    /// The user's own, of one or more lines.
    pub note: Option<String>,
    pub confidence: Option<Coded>,
    /// Where the entry stands, in one sentence.
    pub citation: Option<String>,
    pub sources: Vec<Cited>,
    /// The heading that the row stands under.
    pub section: String,
    /// The lines of the row, as the report shows them; without the note, which stands by itself.
    pub details: Vec<String>,
}

/// Every row of a report, in order.
pub fn records(report: &Page, listing: &Listing) -> Vec<Record> {
    let rows = |section: &'_ crate::page::Section| section.blocks.len();
    let mut records = Vec::with_capacity(report.sections.iter().map(rows).sum());
    for section in &report.sections {
        for block in &section.blocks {
            if let crate::page::Block::Row(row) = block {
                records.push(record(row, &section.heading, listing));
            }
        }
    }
    records
}

fn record(row: &Row, section: &str, listing: &Listing) -> Record {
    let mut record = Record {
        sort: "statement",
        text: row.text.clone(),
        // The tracker's rows begin with their letter; ids have a number behind it.
        rating: Some(row.lead.clone()).filter(|lead| matches!(lead.as_str(), "R" | "A" | "G")),
        note: row.note.clone(),
        section: section.to_owned(),
        ..Record::default()
    };
    let cited = |(key, index): (_, usize)| Some(cited(listing.case(key)?.sources.get(index)?));
    record.sources = places(listing, row).into_iter().filter_map(cited).collect();
    let key = row.item().map(|(key, _)| key).or_else(|| row.basis.sources.first().map(|(key, _)| *key));
    if let Some(case) = key.and_then(|key| listing.case(key)) {
        record.case = Some(of_case(case));
        if let Some((_, item)) = row.item() {
            fill(&mut record, case, item, &listing.vocabulary);
        }
    } else if matches!(row.link, Some(Link::Search(_) | Link::Agency(_))) {
        record.sort = "link";
    }
    if record.sort == "statement" {
        record.confidence = row.basis.confidence.and_then(coded);
    }
    // What the row says of the entry, and the entry itself does not.
    let own = Some(row.text.clone()).filter(|text| *text != record.text);
    record.details = own.into_iter().chain(row.about.iter().cloned()).collect();
    record
}

fn of_case(case: &Case) -> OfCase {
    OfCase {
        id: case.id.to_string(),
        title: case.title.to_string(),
        area: case.area.as_ref().map_or_else(|| case.nation.label().to_owned(), ToString::to_string),
        year: shown_year(case),
    }
}

fn of_review(review: &Review) -> Option<OfReview> {
    Some(OfReview { id: review.id.to_string(), title: review.title.to_string() })
}

fn cited(source: &Source) -> Cited {
    Cited {
        id: source.id.to_string(),
        title: source.title.to_string(),
        publisher: source.publisher.to_string(),
        kind: source.kind.label().to_owned(),
        date: crate::case::model::shown_date(source.date, None, source.date_text.as_ref()),
        address: source.url.as_ref().map(ToString::to_string),
        note: source.note.as_ref().map(ToString::to_string),
    }
}

fn coded<L: ClosedList>(value: L) -> Option<Coded> {
    Some(Coded { code: value.code().to_owned(), label: value.label().to_owned() })
}

fn fill(record: &mut Record, case: &Case, item: ItemRef, vocabulary: &Vocabulary) {
    let agencies = |agencies: &[Agency]| -> Vec<Coded> {
        let coded = |agency: &Agency| Coded { code: agency.code().into(), label: agency.label(vocabulary).into() };
        agencies.iter().map(coded).collect()
    };
    let themes = |themes: &[Theme]| -> Vec<Coded> {
        let coded = |theme: &Theme| Coded { code: theme.code().into(), label: theme.label(vocabulary).into() };
        themes.iter().map(coded).collect()
    };
    record.item = item.id(case);
    record.citation = reference(case, item, vocabulary);
    let mut confidence: Option<Confidence> = None;
    match item {
        ItemRef::Finding(..) => {
            record.sort = "finding";
            let Some((review, finding)) = case.finding(item) else { return };
            record.review = of_review(review);
            record.kind = coded(finding.kind);
            record.agencies = agencies(&finding.agencies);
            record.named = finding.named.as_ref().map(ToString::to_string);
            record.themes = themes(&finding.themes);
            confidence = Some(finding.confidence);
        }
        ItemRef::Recommendation(..) => {
            record.sort = "recommendation";
            let Some((review, recommendation)) = case.recommendation(item) else { return };
            record.review = of_review(review);
            record.agencies = agencies(&recommendation.addressed_to);
            record.named = recommendation.named.as_ref().map(ToString::to_string);
            record.themes = themes(&recommendation.themes);
            record.response = recommendation.response.and_then(coded);
            record.status = recommendation.status.and_then(coded);
            record.due = recommendation.due.map(|date| date.iso());
            record.last_verified = recommendation.last_verified.map(|date| date.iso());
            confidence = Some(recommendation.confidence);
        }
        ItemRef::Event(_) => {
            record.sort = "event";
            let Some(event) = case.event(item) else { return };
            record.kind = coded(event.kind);
            record.agencies = agencies(&event.agencies);
            record.named = event.named.as_ref().map(ToString::to_string);
            record.date = Some(event.shown_date());
            confidence = Some(event.confidence);
        }
        ItemRef::Source(_) => {
            record.sort = "source";
            record.kind = case.source_at(item).and_then(|source| coded(source.kind));
        }
        ItemRef::Page(page) => {
            record.sort = "page";
            if let CasePage::Review(index) = page
                && let Some(review) = case.reviews.get(index)
            {
                record.review = of_review(review);
                record.kind = coded(review.kind);
                confidence = Some(review.confidence);
            }
        }
    }
    record.confidence = confidence.and_then(coded);
    // A page has no text of its own that stands for it.
    if !matches!(item, ItemRef::Page(_)) {
        main_text(case, item).clone_into(&mut record.text);
    }
}
