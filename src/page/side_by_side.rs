//! The reviews of one case side by side.

use std::cmp::Reverse;

use super::described::Teller;
use super::item::made;
use super::model::{Block, Columns, Section};
use crate::case::closed::Sense;
use crate::case::model::{Publication, shown_date};
use crate::case::{Agency, Case, ClosedList, Finding, Review, Role};
use crate::text::counted;

/// Roles of those who led a review, and of those who wrote it.
pub(super) const CHAIRS: [Role; 4] = [Role::Chair, Role::IndependentChair, Role::LeadReviewer, Role::BoardChair];
pub(super) const AUTHORS: [Role; 2] = [Role::OverviewReportAuthor, Role::Author];

/// The title of the page: "Peter Connelly: 2 reviews side by side".
pub(super) fn page_title(case: &Case) -> String {
    case.profile.get().told("{}: {} reviews side by side", &[&case.title, &case.own_reviews().count()])
}

/// The message for a case that has no two reviews: which it has, and who led it.
pub(super) fn only_review(case: &Case) -> String {
    let related = case.reviews.len() - case.own_reviews().count();
    let beside = match related {
        0 => String::new(),
        related => format!("; {} beside it", counted(related, "related report")),
    };
    match case.own_reviews().next() {
        None => "No review of this case is entered, so there is nothing to compare".to_owned(),
        Some(review) => {
            let leads = people(review, &CHAIRS);
            let led = if leads.is_empty() {
                "who led it is not entered".to_owned()
            } else {
                format!("led by {}", leads.join(", "))
            };
            format!("There is one review to show, {}, {led}{beside}", review.title)
        }
    }
}

/// The words of each review on the same things, then its findings about each agency: those that several reviews speak about
/// first.
pub(super) fn side_by_side(teller: Teller<'_>) -> Vec<Section> {
    let reviews: Vec<&Review> = teller.case.own_reviews().collect();
    let heads: Vec<String> = reviews.iter().map(|review| review.title.to_string()).collect();
    let mut rows: Vec<(String, Vec<Vec<String>>)> = Vec::new();
    let mut row = |label: &str, texts: &dyn Fn(&Review) -> Vec<String>| {
        let cells: Vec<Vec<String>> = reviews.iter().map(|review| texts(review)).collect();
        if cells.iter().any(|texts| !texts.is_empty()) {
            rows.push((label.to_owned(), cells));
        }
    };
    let words = teller.case.profile.get();
    row("Kind", &|review| vec![review.kind.label().to_owned()]);
    row("Chair", &|review| people(review, &CHAIRS));
    row("Author", &|review| people(review, &AUTHORS));
    row("Commissioned", &|review| {
        let by = review.commissioned_by.as_ref().map(|by| format!("by {by}"));
        review.commissioned.map(|date| date.to_string()).into_iter().chain(by).collect()
    });
    row("Published", &|review| review.publications.iter().map(step_told).collect());
    row(&words.worded("Grade of the review itself"), &|review| {
        let graded = review.evaluations.iter().filter(|evaluation| evaluation.grade.is_some());
        graded.map(|evaluation| teller.statement(evaluation)).collect()
    });
    row(&words.worded("Findings"), &|review| vec![made(review.findings_made, review.findings.len())]);
    row(&words.worded("Recommendations"), &|review| {
        vec![made(review.recommendations_made, review.recommendations.len())]
    });
    let columns = |rows| vec![Block::Columns(Columns { heads: heads.clone(), rows })];
    let mut sections = vec![Section::of("", columns(rows))];
    let steps: Vec<Vec<String>> = reviews
        .iter()
        .map(|review| {
            review.publications.iter().filter(|step| step.text.is_some()).map(|step| teller.statement(step)).collect()
        })
        .collect();
    let concluded: Vec<Vec<String>> =
        reviews.iter().map(|review| findings(review, &|finding| finding.kind.sense() == Sense::Conclusion)).collect();
    if concluded.iter().any(|texts| !texts.is_empty()) {
        sections.push(Section::of("Conclusions", columns(vec![("Conclusions".to_owned(), concluded)])));
    }
    let (shared, alone): (Vec<_>, Vec<_>) = agencies(&reviews).into_iter().partition(|(_, reviews)| *reviews > 1);
    for (heading, agencies) in [
        ("Agencies that more than one review has findings about", shared),
        ("Agencies that one review alone has findings about", alone),
    ] {
        if agencies.is_empty() {
            continue;
        }
        sections.push(Section::new(words.worded(heading)));
        sections.extend(agencies.into_iter().map(|(agency, _)| {
            let cells = reviews.iter().map(|review| findings(review, &|finding| is_about(finding, agency)));
            let label = agency.label(teller.vocabulary);
            Section { under: true, ..Section::of(label, columns(vec![(label.to_owned(), cells.collect())])) }
        }));
    }
    if steps.iter().any(|texts| !texts.is_empty()) {
        let heading = "How each was published";
        sections.push(Section::of(heading, columns(vec![(heading.to_owned(), steps)])));
    }
    if let Some(last) = sections.last_mut() {
        last.blocks.push(Block::Aside(words.worded("Sources stand with each review and each finding.").into_owned()));
    }
    sections
}

/// A step of publication in a line: "26 October 2010, overview report, redacted".
fn step_told(step: &Publication) -> String {
    let date = shown_date(step.date, None, step.date_text.as_ref()).unwrap_or_else(|| "not dated".to_owned());
    format!("{date}, {}", step.state.label().to_lowercase())
}

fn findings(review: &Review, wanted: &dyn Fn(&Finding) -> bool) -> Vec<String> {
    let found = review.findings.iter().filter(|finding| wanted(finding));
    found.map(|finding| format!("{} {}", finding.id, finding.text)).collect()
}

fn is_about(finding: &Finding, agency: &Agency) -> bool {
    finding.kind.sense() != Sense::Conclusion && finding.agencies.contains(agency)
}

/// Names with their roles; somebody with two of these roles stands once.
pub(super) fn people(review: &Review, roles: &[Role]) -> Vec<String> {
    let mut named: Vec<&str> = Vec::new();
    let mut people = Vec::new();
    for person in review.people_as(roles) {
        if named.contains(&person.name.as_str()) {
            continue;
        }
        named.push(&person.name);
        people.push(match person.role {
            Role::Chair | Role::OverviewReportAuthor | Role::Author => person.name.to_string(),
            role => format!("{} ({})", person.name, role.label().to_lowercase()),
        });
    }
    people
}

/// The agencies that findings are about, each with how many of the reviews speak about it: those that most reviews speak about
/// first, and among these the ones with most findings.
fn agencies<'a>(reviews: &[&'a Review]) -> Vec<(&'a Agency, usize)> {
    let mut agencies: Vec<(&Agency, usize, usize)> = Vec::new();
    for agency in reviews.iter().flat_map(|review| &review.findings).flat_map(|finding| &finding.agencies) {
        let about = |review: &&Review| review.findings.iter().filter(|finding| is_about(finding, agency)).count();
        let counts: Vec<usize> = reviews.iter().map(about).filter(|count| *count > 0).collect();
        if !counts.is_empty() && !agencies.iter().any(|(known, ..)| *known == agency) {
            agencies.push((agency, counts.len(), counts.iter().sum()));
        }
    }
    agencies.sort_by_key(|(_, reviews, findings)| Reverse((*reviews, *findings)));
    agencies.into_iter().map(|(agency, reviews, _)| (agency, reviews)).collect()
}
