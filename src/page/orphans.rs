//! Orphans: findings that no recommendation answers, and recommendations that cite no finding.

use super::Listing;
use super::labels::agencies;
use super::listing::ListedCase;
use super::model::{Block, Link, Page, Section, Table};
use super::rows::{Below, case_name, counted, finding_row, recommendation_row};
use crate::case::{Case, FindingKind, ItemRef};
use crate::library::EntryKey;

/// What stands alone in a case.
#[derive(Debug, Default)]
struct Alone {
    /// Findings that nothing answers, good practice and conclusions left out.
    findings: Vec<ItemRef>,
    /// How many findings one might expect an answer to.
    expected: usize,
    /// Good practice and conclusions, which ask for none.
    apart: usize,
    /// Recommendations that cite no finding.
    recommendations: Vec<ItemRef>,
    /// How many recommendations there are.
    made: usize,
}

impl Alone {
    fn of(case: &Case) -> Self {
        let mut alone = Self { made: case.recommendation_count(), ..Self::default() };
        for (item, finding) in case.findings() {
            if matches!(finding.kind, FindingKind::GoodPractice | FindingKind::Conclusion) {
                alone.apart += 1;
                continue;
            }
            alone.expected += 1;
            if case.answered_by(item).is_empty() {
                alone.findings.push(item);
            }
        }
        let alone_there = case.recommendations().map(|(item, _)| item).filter(|item| case.answers(*item).is_empty());
        alone.recommendations = alone_there.collect();
        alone
    }

    /// Whether the file links a recommendation with a finding anywhere. Where it does not, that something stands alone
    /// tells of the file, not of the review.
    fn is_linked(&self) -> bool {
        self.recommendations.len() < self.made
    }
}

/// What stands alone, in all cases or in one.
///
/// Over the whole library, entries are listed only for cases whose files link something; the others are counted.
pub fn orphans(listing: &Listing, only: Option<EntryKey>) -> Page {
    let books = listing.books.iter().filter(|book| only.is_none_or(|key| key == book.key));
    let all: Vec<(&ListedCase, Alone)> = books.map(|book| (book, Alone::of(&book.case))).collect();
    let sum = |count: &dyn Fn(&Alone) -> usize| all.iter().map(|(_, alone)| count(alone)).sum::<usize>();
    let name = only.and_then(|key| listing.case(key)).map(|case| case.id.to_string());
    let unlinked = all.iter().filter(|(_, alone)| !alone.is_linked()).count();
    let mut report = Page {
        title: match only.and_then(|key| listing.case(key)) {
            Some(case) => format!("{}: findings and recommendations that stand alone", case.title),
            None => "Findings and recommendations that stand alone".to_owned(),
        },
        name: name.map_or_else(|| "orphans".to_owned(), |id| format!("orphans-{id}")),
        about: vec![
            format!(
                "Links between findings and recommendations are entered for {} of {}.",
                all.len() - unlinked,
                counted(all.len(), "case")
            ),
            "A link is entered only where the record shows it. That none is entered does not mean that the review \
             left the finding without an answer."
                .to_owned(),
            format!(
                "Without a link: {} of {}, and {} of {}.",
                sum(&|alone| alone.findings.len()),
                counted(sum(&|alone| alone.expected), "finding"),
                sum(&|alone| alone.recommendations.len()),
                counted(sum(&|alone| alone.made), "recommendation"),
            ),
        ],
        sections: Vec::new(),
    };
    let apart = sum(&|alone| alone.apart);
    if apart > 0 {
        let apart = counted(apart, "finding");
        report.about.push(format!("Counted apart: {apart} of good practice and conclusion, which ask for no answer."));
    }
    if only.is_none() && unlinked > 0 {
        report.about.push(
            "Cases without any link are counted in the table; their entries are listed case by case (casebook orphans \
             CASE)."
                .to_owned(),
        );
    }
    for (book, alone) in all.iter().filter(|(_, alone)| only.is_some() || alone.is_linked()) {
        report.sections.extend(listed(listing, book, alone));
    }
    if only.is_none() {
        report.sections.extend(table(&all));
    }
    report
}

fn listed(listing: &Listing, book: &ListedCase, alone: &Alone) -> Vec<Section> {
    let case = &book.case;
    let name = case_name(case);
    let mut findings = Section::new(format!("{name}: findings without an answer ({})", alone.findings.len()));
    findings.blocks.extend(alone.findings.iter().filter_map(|item| {
        // The heading names the case.
        finding_row(book.key, case, *item, &listing.vocabulary, Below::KindAndWhom).map(Block::Row)
    }));
    let count = alone.recommendations.len();
    let mut recommendations = Section::new(format!("{name}: recommendations that cite no finding ({count})"));
    recommendations.blocks.extend(alone.recommendations.iter().filter_map(|item| {
        let mut row = recommendation_row(listing, book.key, case, *item)?;
        row.lead = item.id(case);
        let (_, recommendation) = case.recommendation(*item)?;
        let to = agencies(&recommendation.addressed_to, recommendation.named.as_deref(), &listing.vocabulary);
        row.about = vec![format!("to {to}")];
        Some(Block::Row(row))
    }));
    [findings, recommendations].into_iter().filter(|section| !section.blocks.is_empty()).collect()
}

fn table(all: &[(&ListedCase, Alone)]) -> Option<Section> {
    let of = |part: usize, whole: usize| format!("{part} of {whole}");
    let rows = all.iter().filter(|(_, alone)| alone.expected + alone.made > 0).map(|(book, alone)| {
        let cells = vec![
            case_name(&book.case),
            of(alone.findings.len(), alone.expected),
            of(alone.recommendations.len(), alone.made),
            if alone.is_linked() { "some" } else { "none" }.to_owned(),
        ];
        (cells, Some(Link::to_case(book.key)))
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return None;
    }
    let columns = ["Case", "Unanswered", "Cite none", "Links entered"].map(str::to_owned).to_vec();
    let mut section = Section::new("Every case");
    section.blocks.push(Block::Table(Table { columns, rows }));
    Some(section)
}
