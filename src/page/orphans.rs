//! Orphans: findings that no recommendation answers, and recommendations that cite no finding.

use super::Listing;
use super::labels::addressed;
use super::listing::ListedCase;
use super::model::{Block, Link, Page, Section, Table};
use super::rows::{Below, case_name, counted, finding_row, recommendation_row};
use crate::case::closed::Sense;
use crate::case::{Case, ItemRef, LinkedBy};
use crate::library::EntryKey;

/// Entries of a case by the maker of their links: a source, the editors of this library, or nobody.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LinkCounts {
    source: usize,
    editors: usize,
    none: usize,
}

impl LinkCounts {
    fn add(&mut self, makers: impl Iterator<Item = LinkedBy>) {
        // The word of a source counts before a link of the editors.
        match makers.reduce(|first, next| if next == LinkedBy::Source { next } else { first }) {
            Some(LinkedBy::Source) => self.source += 1,
            Some(LinkedBy::Editor) => self.editors += 1,
            None => self.none += 1,
        }
    }

    fn all(self) -> usize {
        self.source + self.editors + self.none
    }

    fn sum(counts: impl Iterator<Item = Self>) -> Self {
        counts.fold(Self::default(), |all, one| Self {
            source: all.source + one.source,
            editors: all.editors + one.editors,
            none: all.none + one.none,
        })
    }

    /// "by a source's word 12, by a link of this library's editors 34, by neither 56".
    fn told(self) -> String {
        let Self { source, editors, none } = self;
        format!("by a source's word {source}, by a link of this library's editors {editors}, by neither {none}")
    }
}

/// The links of a case between its findings and its recommendations.
#[derive(Debug, Default)]
struct CaseLinks {
    /// Findings by the maker of the link that answers them, good practice and conclusions left out.
    findings: LinkCounts,
    /// Recommendations by the maker of the link to a finding.
    recommendations: LinkCounts,
    /// Good practice and conclusions, which ask for no answer.
    apart: usize,
    /// Findings that nothing answers.
    unanswered: Vec<ItemRef>,
    /// Recommendations that cite no finding.
    citing_none: Vec<ItemRef>,
}

impl CaseLinks {
    fn of(case: &Case) -> Self {
        let mut links = Self::default();
        for (item, finding) in case.findings() {
            if matches!(finding.kind.sense(), Sense::Good | Sense::Conclusion) {
                links.apart += 1;
                continue;
            }
            let answered_by = case.answered_by(item);
            links.findings.add(answered_by.iter().filter_map(|other| maker(case, *other)));
            links.unanswered.extend(answered_by.is_empty().then_some(item));
        }
        for (item, _) in case.recommendations() {
            let cites = !case.answers(item).is_empty();
            links.recommendations.add(maker(case, item).filter(|_| cites).into_iter());
            links.citing_none.extend((!cites).then_some(item));
        }
        links
    }

    /// True where the file links a recommendation with a finding anywhere. Where it does not, that something stands alone
    /// tells of the file, not of the review.
    fn is_linked(&self) -> bool {
        self.recommendations.none < self.recommendations.all()
    }
}

/// The maker of a recommendation's links; a file that does not name one has them from a source.
fn maker(case: &Case, item: ItemRef) -> Option<LinkedBy> {
    case.recommendation(item).map(|(_, recommendation)| recommendation.answers_by.unwrap_or(LinkedBy::Source))
}

/// How many recommendations of the library are linked with a finding, and by whom.
pub(super) fn told_of_links(listing: &Listing) -> String {
    let counts = listing.books.iter().map(|book| CaseLinks::of(&book.case).recommendations);
    listing.field().told("Linked with a finding: {}.", &[&LinkCounts::sum(counts).told()])
}

/// The entries that stand alone, in all cases or in one.
///
/// Over the whole library, entries are listed only for cases whose files link something; the others are counted.
pub fn orphans(listing: &Listing, only: Option<EntryKey>) -> Page {
    let books = listing.books.iter().filter(|book| only.is_none_or(|key| key == book.key));
    let all: Vec<(&ListedCase, CaseLinks)> = books.map(|book| (book, CaseLinks::of(&book.case))).collect();
    let findings = LinkCounts::sum(all.iter().map(|(_, links)| links.findings));
    let recommendations = LinkCounts::sum(all.iter().map(|(_, links)| links.recommendations));
    let unlinked = all.iter().filter(|(_, links)| !links.is_linked()).count();
    let case = only.and_then(|key| listing.case(key));
    let field = listing.field();
    let apart: usize = all.iter().map(|(_, links)| links.apart).sum();
    let mut told = vec![
        format!("Of {}, answered: {}.", field.counted(findings.all(), "finding"), findings.told()),
        field.told(
            "Of {}, linked with a finding: {}.",
            &[&field.counted(recommendations.all(), "recommendation"), &recommendations.told()],
        ),
    ];
    if apart > 0 {
        let apart = field.counted(apart, "finding");
        told.push(format!("Counted apart: {apart} of good practice and conclusion, which ask for no answer."));
    }
    told.push(
        field
            .worded(
                "A link is a source's word, or the editors of this library entered it and the entry says so. That none is \
                 entered does not mean that the review left the finding without an answer.",
            )
            .into_owned(),
    );
    if only.is_none() && unlinked > 0 {
        told.push(
            "Cases without any link are counted in the table; their entries are listed case by case (casebook orphans \
             CASE)."
                .to_owned(),
        );
    }
    let mut page = Page {
        title: match case {
            Some(case) => field.told("{}: findings and recommendations that stand alone", &[&case.title]),
            None => field.worded("Findings and recommendations that stand alone").into_owned(),
        },
        name: case.map_or_else(|| "orphans".to_owned(), |case| format!("orphans-{}", case.id)),
        about: vec![field.told(
            "Links are entered for {} of {}; that none is entered does not mean that nothing answers.",
            &[&(all.len() - unlinked), &counted(all.len(), "case")],
        )],
        sections: Vec::new(),
    };
    for (book, links) in all.iter().filter(|(_, links)| only.is_some() || links.is_linked()) {
        page.sections.extend(listed(listing, book, links));
    }
    page.sections.push(Section::of("How this is counted", told.into_iter().map(Block::Aside).collect()));
    if only.is_none() {
        page.sections.extend(table(listing, &all));
    }
    page
}

fn listed(listing: &Listing, book: &ListedCase, links: &CaseLinks) -> Vec<Section> {
    let case = &book.case;
    let (name, field) = (case_name(case), listing.field());
    let mut findings =
        Section::new(field.told("{}: findings without an answer ({})", &[&name, &links.unanswered.len()]));
    findings.blocks.extend(links.unanswered.iter().filter_map(|item| {
        // The heading names the case.
        finding_row(book.key, case, *item, &listing.vocabulary, Below::KindAndWhom).map(Block::Row)
    }));
    let count = links.citing_none.len();
    let mut recommendations =
        Section::new(field.told("{}: recommendations that cite no finding ({})", &[&name, &count]));
    recommendations.blocks.extend(links.citing_none.iter().filter_map(|item| {
        let mut row = recommendation_row(listing, book.key, case, *item)?;
        row.lead = item.id(case);
        let (_, recommendation) = case.recommendation(*item)?;
        let to = addressed(recommendation, &listing.vocabulary);
        row.about = Some(format!("to {to}")).filter(|_| !to.is_empty()).into_iter().collect();
        Some(Block::Row(row))
    }));
    [findings, recommendations].into_iter().filter(|section| !section.blocks.is_empty()).collect()
}

fn table(listing: &Listing, all: &[(&ListedCase, CaseLinks)]) -> Option<Section> {
    let rows = all.iter().filter(|(_, links)| links.findings.all() + links.recommendations.all() > 0);
    let rows = rows.map(|(book, links)| {
        let counts = [links.findings, links.recommendations]
            .map(|LinkCounts { source, editors, none }| [source, editors, none].map(|count| count.to_string()));
        let cells = std::iter::once(case_name(&book.case)).chain(counts.into_iter().flatten()).collect();
        (cells, Some(Link::to_case(book.key)))
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return None;
    }
    let columns = ["Case", "Answered", "by editors", "not", "Recs linked", "by editors", "not"];
    let columns = columns.map(|name| listing.field().worded(name).into_owned()).to_vec();
    let told = "Findings answered by a source's word, by a link of the editors, by neither; then recommendations linked with a \
                finding in the same way.";
    Some(Section::of(
        "Every case",
        vec![Block::Aside(listing.field().worded(told).into_owned()), Block::Table(Table { columns, rows })],
    ))
}
