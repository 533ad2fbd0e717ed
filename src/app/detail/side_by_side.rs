//! The reviews of one case side by side.

use ratatui::text::{Line, Span};

use super::review_page::{evaluated, made, publication};
use crate::app::doc::Doc;
use crate::app::text::{column, width, wrap};
use crate::case::{Agency, Case, ClosedList, FindingKind, Review, Role, Vocabulary};

/// Narrowest column; with less room the reviews stand one below the other.
const COLUMN: usize = 26;
/// Roles of those who led a review, and of those who wrote it.
const CHAIRS: [Role; 4] = [Role::Chair, Role::IndependentChair, Role::LeadReviewer, Role::BoardChair];
const AUTHORS: [Role; 2] = [Role::OverviewReportAuthor, Role::Author];

/// Draws one row of the comparison after the other.
pub fn side_by_side(doc: &mut Doc<'_, '_>, case: &Case, vocabulary: &Vocabulary) {
    let reviews: Vec<&Review> = case.own_reviews().collect();
    let mut table = Table::new(doc, reviews.len());
    table.heads(doc, &reviews.iter().map(|review| review.title.to_string()).collect::<Vec<_>>());
    let each = |value: &dyn Fn(&Review) -> Vec<String>| reviews.iter().map(|review| value(review)).collect::<Vec<_>>();
    table.row(doc, "Kind", &each(&|review| vec![review.kind.label().to_owned()]));
    table.row(doc, "Chair", &each(&|review| people(review, &CHAIRS)));
    table.row(doc, "Author", &each(&|review| people(review, &AUTHORS)));
    table.row(
        doc,
        "Commissioned",
        &each(&|review| {
            let by = review.commissioned_by.as_ref().map(|by| format!("by {by}"));
            review.commissioned.map(|date| date.to_string()).into_iter().chain(by).collect()
        }),
    );
    table.row(doc, "Published", &each(&|review| review.publications.iter().map(publication).collect()));
    table.row(
        doc,
        "Grade of the review itself",
        &each(&|review| {
            review.evaluations.iter().filter(|evaluation| evaluation.grade.is_some()).map(evaluated).collect()
        }),
    );
    table.row(doc, "Findings", &each(&|review| vec![made(review.findings_made, review.findings.len())]));
    table.row(
        doc,
        "Recommendations",
        &each(&|review| vec![made(review.recommendations_made, review.recommendations.len())]),
    );
    table.row(
        doc,
        "Conclusions",
        &each(&|review| {
            review
                .findings
                .iter()
                .filter(|finding| finding.kind == FindingKind::Conclusion)
                .map(|finding| format!("{} {}", finding.id, finding.text))
                .collect()
        }),
    );
    let shared = shared_agencies(&reviews);
    if !shared.is_empty() {
        doc.heading("What each found about the same agency");
        for agency in shared {
            table.row(
                doc,
                agency.label(vocabulary),
                &each(&|review| {
                    review
                        .findings
                        .iter()
                        .filter(|finding| finding.kind != FindingKind::Conclusion && finding.agencies.contains(agency))
                        .map(|finding| format!("{} {}", finding.id, finding.text))
                        .collect()
                }),
            );
        }
    }
    doc.gap();
    doc.aside("Sources stand with each review and each finding.");
}

/// Columns of equal width.
struct Table {
    cells: usize,
    columns: usize,
    heads: Vec<String>,
}

impl Table {
    fn new(doc: &Doc<'_, '_>, reviews: usize) -> Self {
        let columns = reviews.clamp(1, (doc.width / COLUMN).max(1));
        // Columns that cannot all stand abreast stand one below the other.
        let columns = if columns < reviews { 1 } else { columns };
        Self { cells: doc.width / columns, columns, heads: Vec::new() }
    }

    fn heads(&mut self, doc: &mut Doc<'_, '_>, titles: &[String]) {
        self.heads = titles.to_vec();
        if self.columns > 1 {
            let cells = titles.iter().map(|title| vec![title.clone()]).collect::<Vec<_>>();
            self.abreast(doc, &cells, true);
            doc.line(Line::styled("─".repeat(doc.width), doc.theme.dim));
        }
    }

    fn row(&self, doc: &mut Doc<'_, '_>, label: &str, values: &[Vec<String>]) {
        if values.iter().all(Vec::is_empty) {
            return;
        }
        doc.line(Line::styled(label.to_owned(), doc.theme.dim));
        if self.columns > 1 {
            self.abreast(doc, values, false);
        } else {
            for (title, value) in self.heads.iter().zip(values) {
                doc.flow("  ", "  ", title, doc.theme.heading);
                for text in value {
                    doc.flow("    ", "    ", text, doc.theme.text);
                }
                if value.is_empty() {
                    doc.flow("    ", "    ", "not recorded", doc.theme.dim);
                }
            }
        }
        doc.gap();
    }

    fn abreast(&self, doc: &mut Doc<'_, '_>, values: &[Vec<String>], heads: bool) {
        let room = self.cells.saturating_sub(3);
        let wrapped: Vec<Vec<(String, bool)>> = values
            .iter()
            .map(|value| {
                let mut lines = Vec::new();
                for text in value {
                    lines.extend(
                        wrap(text, room).into_iter().filter_map(|range| Some((text.get(range)?.to_owned(), true))),
                    );
                }
                if value.is_empty() {
                    lines.push(("not recorded".to_owned(), false));
                }
                lines
            })
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for index in 0..height {
            let mut spans = Vec::new();
            for lines in &wrapped {
                let (text, known) = lines.get(index).map_or(("", true), |(text, known)| (text.as_str(), *known));
                let style = match (heads, known) {
                    (true, _) => doc.theme.heading,
                    (false, true) => doc.theme.text,
                    (false, false) => doc.theme.dim,
                };
                let mut lit = doc.lit(text, style);
                let missing = room.saturating_sub(width(text));
                spans.append(&mut lit);
                spans.push(Span::raw(format!("{} ", column("", missing))));
                spans.push(Span::styled("│ ", doc.theme.dim));
            }
            spans.pop();
            doc.line(Line::from(spans));
        }
    }
}

/// Names with their roles; somebody with two of these roles stands once.
fn people(review: &Review, roles: &[Role]) -> Vec<String> {
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

/// Agencies that two reviews or more have findings about, in the order of the first review's findings.
fn shared_agencies<'a>(reviews: &[&'a Review]) -> Vec<&'a Agency> {
    let mut agencies: Vec<&Agency> = Vec::new();
    for agency in reviews.iter().flat_map(|review| &review.findings).flat_map(|finding| &finding.agencies) {
        let about = |review: &&&Review| {
            review
                .findings
                .iter()
                .any(|finding| finding.kind != FindingKind::Conclusion && finding.agencies.contains(agency))
        };
        if !agencies.contains(&agency) && reviews.iter().filter(about).count() > 1 {
            agencies.push(agency);
        }
    }
    agencies
}
