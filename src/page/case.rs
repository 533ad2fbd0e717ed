//! The pages on a case as a whole, and everything of it as one.

use super::described::Teller;
use super::item::{item_row, review_heading};
use super::labels::when;
use super::model::{Block, Link, Page, Row, Section};
use crate::case::{Case, CasePage, ItemKind, ItemRef, Scope, Vocabulary};
use crate::library::EntryKey;

/// The case itself: who, what, when; facts; agencies involved.
pub(super) fn the_case(teller: Teller<'_>) -> Vec<Section> {
    let mut first = Section::default();
    let (texts, fields): (Vec<Block>, Vec<Block>) =
        teller.fields(teller.case).into_iter().partition(|block| matches!(block, Block::Text(_)));
    first.blocks.extend(texts.into_iter().chain(fields));
    first.blocks.push(Block::Basis(teller.basis(teller.case)));
    std::iter::once(first).chain(teller.parts(teller.case)).collect()
}

/// The points on which the sources disagree.
pub(super) fn disputed(teller: Teller<'_>) -> Vec<Section> {
    let mut first = Section::default();
    let told = "Sources that do not agree, side by side. Nothing here is decided or averaged.";
    first.blocks.push(Block::Aside(told.to_owned()));
    let dispute = |dispute: &crate::case::model::Dispute| Section {
        heading: dispute.about.to_string(),
        under: true,
        blocks: dispute.claims.iter().flat_map(|claim| teller.rows(claim)).map(Block::Row).collect(),
    };
    std::iter::once(first).chain(teller.case.disputed.iter().map(dispute)).collect()
}

/// Cases that the sources link to this one.
pub(super) fn related(teller: Teller<'_>) -> Section {
    let rows = teller.case.related.iter().flat_map(|related| teller.rows(related));
    Section { blocks: rows.map(Block::Row).collect(), ..Section::default() }
}

/// The things that were looked for and not found. They have no source: their rows lead to the page that lists them.
pub(super) fn gaps(teller: Teller<'_>) -> Section {
    let mut section = Section::default();
    let told = "Looked for in the sources and not found there. Empty fields of this case are empty for that reason.";
    section.blocks.push(Block::Aside(told.to_owned()));
    section.blocks.extend(teller.case.gaps.iter().map(|gap| {
        let link = Some(Link::to(teller.key, teller.case, ItemRef::Page(CasePage::Gaps)));
        Block::Row(Row { link, text: gap.to_string(), ..Row::default() })
    }));
    section
}

/// Everything of a case: what its pages and its lists say, one below the other.
pub fn whole_case(key: EntryKey, case: &Case, vocabulary: &Vocabulary) -> Page {
    let teller = Teller { key, case, vocabulary };
    let field = case.profile.get();
    let tab = |name: &str, usual: &'static str| field.tab(name).map_or(usual, |[label, _]| label);
    let mut sections = vec![items(teller, "The case", std::iter::once(ItemRef::Page(CasePage::Case)))];
    sections.extend(teller.parts(case));
    for (index, found) in case.reviews.iter().enumerate() {
        let title = review_heading(found);
        let title = if found.scope == Scope::Related { format!("Related: {title}") } else { title };
        sections.push(items(teller, &title, std::iter::once(ItemRef::Page(CasePage::Review(index)))));
        sections.extend(teller.parts(found));
        let findings = (0..found.findings.len()).map(|at| ItemRef::Finding(index, at));
        sections.push(Section { under: true, ..items(teller, &field.worded("Findings"), findings) });
        let recommendations = (0..found.recommendations.len()).map(|at| ItemRef::Recommendation(index, at));
        sections.push(Section { under: true, ..items(teller, &field.worded("Recommendations"), recommendations) });
    }
    sections.push(items(teller, tab("timeline", "Timeline"), (0..case.events.len()).map(ItemRef::Event)));
    if !case.disputed.is_empty() {
        sections.extend(titled("Where sources disagree", disputed(teller)));
    }
    if !case.related.is_empty() {
        sections.extend(titled("Related cases", vec![related(teller)]));
    }
    if !case.gaps.is_empty() {
        sections.extend(titled("What was not found", vec![gaps(teller)]));
    }
    sections.push(items(teller, tab("sources", "Sources"), (0..case.sources.len()).map(ItemRef::Source)));
    sections.retain(|section| !section.blocks.is_empty());
    let place: Vec<&str> = case.area.as_deref().into_iter().chain(case.shown_nation()).collect();
    let about = Some(place.join(", ")).filter(|place| !place.is_empty()).into_iter().chain(when(case));
    let about = about.collect::<Vec<_>>().join(" · ");
    Page {
        title: case.title.to_string(),
        name: case.id.to_string(),
        about: Some(about).filter(|about| !about.is_empty()).into_iter().collect(),
        sections,
    }
}

/// The sections of a page below a heading of their own.
fn titled(heading: &str, mut sections: Vec<Section>) -> Vec<Section> {
    if let Some(first) = sections.first_mut() {
        heading.clone_into(&mut first.heading);
        first.under = false;
    }
    sections
}

/// Items with what became of each below it.
fn items(teller: Teller<'_>, heading: &str, items: impl Iterator<Item = ItemRef>) -> Section {
    let rows = items.flat_map(|item| {
        let row = item_row(teller.key, teller.case, item, teller.vocabulary, false);
        let row = row.map(|row| match item {
            ItemRef::Source(at) => Row { lead: format!("{}.", at + 1), ..row },
            _ => row,
        });
        let parts = teller.case.described(item).filter(|_| item.kind() != ItemKind::Page);
        let parts = parts.map(|of| teller.led_parts(&item.id(teller.case), of));
        row.into_iter().chain(parts.into_iter().flatten()).collect::<Vec<_>>()
    });
    Section { blocks: rows.map(Block::Row).collect(), ..Section::new(heading) }
}
