//! One review as a page.

use super::described::Teller;
use super::item::{item_row, replies_due};
use super::model::{Block, Row, Section};
use crate::case::ItemRef;
use crate::case::closed::Sense;

/// A review: what it is, what it concluded, who made it, how it was published and judged, what became of it.
pub(super) fn review(teller: Teller<'_>, index: usize) -> Vec<Section> {
    let Some(review) = teller.case.reviews.get(index) else { return Vec::new() };
    let mut first = Section { blocks: teller.fields(review), ..Section::default() };
    let (findings, recommendations) = (review.findings.len(), review.recommendations.len());
    let field = teller.case.profile.get();
    let entered =
        format!("{}, {}", field.counted(findings, "finding"), field.counted(recommendations, "recommendation"));
    first.blocks.push(Block::field("Entered here", entered));
    first.blocks.extend(replies_due(review, &review.addressees));
    first.blocks.push(Block::Basis(teller.basis(review)));
    let mut concluded = Section { under: true, ..Section::new("Conclusions") };
    for (at, _) in review.findings.iter().enumerate().filter(|(_, finding)| finding.kind.sense() == Sense::Conclusion) {
        let row = item_row(teller.key, teller.case, ItemRef::Finding(index, at), teller.vocabulary, false);
        concluded.blocks.extend(row.map(|row| Block::Row(Row { about: Vec::new(), ..row })));
    }
    let concluded = Some(concluded).filter(|section| !section.blocks.is_empty());
    std::iter::once(first).chain(concluded).chain(teller.parts(review)).collect()
}
