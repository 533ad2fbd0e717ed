//! The brief of an agency: what is addressed to it, what was found about it, where it was involved.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::Listing;
use super::labels::shown_year;
use super::model::{Block, Link, Page, Row, Section};
use super::rag::{RULE, Rag};
use super::rows::{Below, case_name, counted, finding_row, share, tally};
use super::tracker::{Tracked, status_label, tracked};
use crate::case::{Agency, ClosedList, FindingKind, ItemRef, OpenList, Vocabulary};
use crate::library::EntryKey;
use crate::text::fold::as_code;
use crate::text::near::nearest;

/// Kinds of findings in the order of a brief: what went wrong, why, what went well, what was judged.
const KINDS: [FindingKind; 9] = [
    FindingKind::MissedOpportunity,
    FindingKind::PracticeFailing,
    FindingKind::Concern,
    FindingKind::SystemsFinding,
    FindingKind::GoodPractice,
    FindingKind::Conclusion,
    FindingKind::CaseFinding,
    FindingKind::Other,
    FindingKind::NotStated,
];

/// Themes that the summary names.
const THEMES: usize = 5;

/// The code of the agencies that a text means: by code, by label, or by a start that only one has.
///
/// # Errors
/// Up to three codes that are near, none where nothing is.
pub fn find_agency(vocabulary: &Vocabulary, text: &str) -> Result<String, Vec<String>> {
    let wanted = as_code(text);
    let terms = vocabulary.terms(OpenList::Agency);
    let is = |test: &dyn Fn(&str) -> bool| {
        let found = terms.iter().filter(|term| test(&as_code(&term.code)) || test(&as_code(&term.label)));
        found.map(|term| term.code.to_string()).collect::<Vec<_>>()
    };
    if let Some(code) = is(&|name| name == wanted).into_iter().next() {
        return Ok(code);
    }
    let begin = if wanted.is_empty() { Vec::new() } else { is(&|name| name.starts_with(&wanted)) };
    match begin.as_slice() {
        [code] => return Ok(code.clone()),
        [] => {}
        _ => return Err(begin.into_iter().take(3).collect()),
    }
    let mut near: Vec<String> = Vec::new();
    for name in nearest(text, terms.iter().flat_map(|term| [term.code.as_str(), term.label.as_str()])) {
        let code = terms.iter().find(|term| term.code == name || term.label.as_str() == name);
        near.extend(code.map(|term| term.code.to_string()).filter(|code| !near.contains(code)));
    }
    Err(near)
}

/// Everything on an agency.
#[derive(Default)]
struct Holding<'a> {
    recommendations: Vec<Tracked<'a>>,
    findings: Vec<(EntryKey, ItemRef)>,
    involved: Vec<EntryKey>,
}

/// The brief of the agency with this code.
pub fn agency_brief(listing: &Listing, code: &str) -> Page {
    let vocabulary = &listing.vocabulary;
    let label = Agency::from(code).label(vocabulary).to_owned();
    let all = tracked(listing);
    let own = holding(listing, &all, code, &mut HashSet::new());
    let mut report = Page {
        title: format!("{label}: what is addressed to it, and was found about it"),
        name: format!("brief-{}", code.replace('_', "-")),
        about: vec![format!("From {} of this library, as of {}.", counted(listing.books.len(), "case"), listing.today)],
        sections: Vec::new(),
    };
    let children = descendants(vocabulary, code);
    let mut seen: HashSet<(EntryKey, ItemRef)> = own.items().collect();
    let parts: Vec<(String, Holding<'_>)> =
        children.iter().map(|child| (child.clone(), holding(listing, &all, child, &mut seen))).collect();
    report.sections.push(summary(listing, &all, code, &own, &parts));
    report.sections.extend(recommendations(listing, &own, ""));
    report.sections.extend(findings(listing, &own, ""));
    report.sections.extend(involved(listing, &own, code, "Cases it was involved in"));
    for (child, part) in parts {
        let label = Agency::from(child.as_str()).label(vocabulary).to_owned();
        report.sections.extend(recommendations(listing, &part, &format!("{label}: ")));
        report.sections.extend(findings(listing, &part, &format!("{label}: ")));
        report.sections.extend(involved(listing, &part, &child, &format!("{label}: cases it was involved in")));
    }
    report
}

impl Holding<'_> {
    fn items(&self) -> impl Iterator<Item = (EntryKey, ItemRef)> + '_ {
        self.recommendations.iter().map(|one| (one.key, one.item)).chain(self.findings.iter().copied())
    }

    /// Every case in which it has a part.
    fn cases(&self) -> HashSet<EntryKey> {
        self.items().map(|(key, _)| key).chain(self.involved.iter().copied()).collect()
    }
}

/// Everything that names an agency by this code and is not in `seen` yet.
fn holding<'a>(
    listing: &Listing,
    all: &[Tracked<'a>],
    code: &str,
    seen: &mut HashSet<(EntryKey, ItemRef)>,
) -> Holding<'a> {
    let names = |agencies: &[Agency]| agencies.iter().any(|agency| agency.code() == code);
    let mut holding = Holding {
        recommendations: all.iter().copied().filter(|one| names(&one.recommendation.addressed_to)).collect(),
        ..Holding::default()
    };
    holding.recommendations.retain(|one| seen.insert((one.key, one.item)));
    let mut books: Vec<_> = listing.books.iter().collect();
    books.sort_by_key(|book| Reverse(book.case.sort_date()));
    for book in books {
        let found = book.case.findings().filter(|(_, finding)| names(&finding.agencies));
        holding.findings.extend(found.map(|(item, _)| (book.key, item)).filter(|place| seen.insert(*place)));
        if book.case.involved.iter().any(|involved| involved.agency.code() == code) {
            holding.involved.push(book.key);
        }
    }
    holding
}

/// The codes below a code, whatever the depth, in the order of the vocabulary.
fn descendants(vocabulary: &Vocabulary, code: &str) -> Vec<String> {
    let terms = vocabulary.terms(OpenList::Agency);
    let mut below: Vec<String> = Vec::new();
    let mut parents = vec![code.to_owned()];
    while let Some(parent) = parents.pop() {
        for term in terms.iter().filter(|term| term.parent.as_deref() == Some(parent.as_str())) {
            let child = term.code.to_string();
            // A library's own terms may name each other as parents.
            if child != code && !below.contains(&child) {
                parents.push(child.clone());
                below.push(child);
            }
        }
    }
    below
}

/// The summary, to be read in half a minute.
fn summary(
    listing: &Listing,
    all: &[Tracked<'_>],
    code: &str,
    own: &Holding<'_>,
    parts: &[(String, Holding<'_>)],
) -> Section {
    let mut section = Section::new("In short");
    let cases = own.cases();
    let mut years: Vec<i16> = cases.iter().filter_map(|key| Some(listing.case(*key)?.sort_date()?.year())).collect();
    years.sort_unstable();
    let span = match (years.first(), years.last()) {
        (Some(first), Some(last)) if first != last => format!(", {first} to {last}"),
        (Some(only), _) => format!(", {only}"),
        _ => String::new(),
    };
    section
        .blocks
        .push(Block::field("Cases", format!("{}{span}; named as involved in {}", cases.len(), own.involved.len())));
    section.blocks.push(Block::field("Recommendations", said_of_recommendations(&own.recommendations)));
    section.blocks.push(Block::field("Findings", said_of_findings(listing, &own.findings)));
    let themes = own.items().filter_map(|(key, item)| {
        let case = listing.case(key)?;
        let finding = case.finding(item).map(|(_, finding)| &finding.themes);
        finding.or_else(|| case.recommendation(item).map(|(_, recommendation)| &recommendation.themes))
    });
    let themes = tally(themes.flatten().map(|theme| theme.code()));
    let label = |code: &str| {
        listing.vocabulary.term(OpenList::Theme, code).map_or(code.to_owned(), |term| term.label.to_string())
    };
    let themes: Vec<String> = themes
        .into_iter()
        .take(THEMES)
        .map(|(code, count)| format!("{} ({count})", label(code).to_lowercase()))
        .collect();
    if !themes.is_empty() {
        section.blocks.push(Block::field("Most often on", themes.join(", ")));
    }
    let parts: Vec<String> = parts
        .iter()
        .filter(|(_, part)| part.items().next().is_some())
        .map(|(child, part)| {
            let label = Agency::from(child.as_str()).label(&listing.vocabulary).to_owned();
            format!("{label} {}+{}", part.recommendations.len(), part.findings.len())
        })
        .collect();
    if !parts.is_empty() {
        section.blocks.push(Block::field(
            "Its parts",
            format!("recommendations + findings, further below: {}", parts.join(", ")),
        ));
    }
    section.blocks.extend(others(listing, all, code).map(Block::Row));
    section
}

/// A row for the entries about several agencies together, which nobody can divide among them.
fn others(listing: &Listing, all: &[Tracked<'_>], code: &str) -> Option<Row> {
    const TOGETHER: &str = "multi_agency";
    let term = listing.vocabulary.term(OpenList::Agency, TOGETHER).filter(|_| code != TOGETHER)?;
    let together = holding(listing, all, TOGETHER, &mut HashSet::new());
    let (findings, recommendations) = (together.findings.len(), together.recommendations.len());
    (findings + recommendations > 0).then(|| Row {
        link: Some(Link::Agency(TOGETHER.to_owned())),
        text: format!(
            "Also read \"{}\": {} and {} name no single agency, and may mean this one too.",
            term.label,
            counted(findings, "finding"),
            counted(recommendations, "recommendation")
        ),
        ..Row::default()
    })
}

fn said_of_recommendations(all: &[Tracked<'_>]) -> String {
    if all.is_empty() {
        return "none entered".to_owned();
    }
    let letters = Rag::ALL.map(|rag| {
        let count = all.iter().filter(|one| one.rag == rag).count();
        format!("{} {count}", rag.letter())
    });
    let known = all.iter().filter(|one| one.standing.is_known()).count();
    if known == 0 {
        let told = all.iter().filter(|one| !one.recommendation.updates.is_empty()).count();
        let told = match told {
            0 => "nor is anything reported since".to_owned(),
            1 => "of 1 it is told what was reported since".to_owned(),
            told => format!("of {told} it is told what was reported since"),
        };
        return format!("{} addressed to it, no status entered for any (\"-\"); {told}", all.len());
    }
    let overdue = all.iter().filter(|one| one.is_overdue()).count();
    format!(
        "{} addressed to it: {}; {overdue} overdue; what became of them is known for {known} ({})",
        all.len(),
        letters.join(", "),
        share(known, all.len())
    )
}

fn said_of_findings(listing: &Listing, all: &[(EntryKey, ItemRef)]) -> String {
    if all.is_empty() {
        return "none entered".to_owned();
    }
    let kinds = KINDS.into_iter().filter_map(|kind| {
        let count = all.iter().filter(|(key, item)| kind_of(listing, *key, *item) == Some(kind)).count();
        (count > 0).then(|| format!("{} {count}", kind.label().to_lowercase()))
    });
    format!("{} about it: {}", all.len(), kinds.collect::<Vec<_>>().join(", "))
}

fn kind_of(listing: &Listing, key: EntryKey, item: ItemRef) -> Option<FindingKind> {
    Some(listing.case(key)?.finding(item)?.1.kind)
}

/// By status; within it the newest case first.
fn recommendations(listing: &Listing, holding: &Holding<'_>, whose: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut last = None;
    for one in &holding.recommendations {
        let status = one.recommendation.status;
        if last != Some(status) {
            let count = holding.recommendations.iter().filter(|other| other.recommendation.status == status).count();
            let heading = status_label(status).to_lowercase();
            let mut section = Section::new(format!("{whose}Recommendations, status: {heading} ({count})"));
            if sections.is_empty() && whose.is_empty() {
                section.blocks.push(Block::Aside(RULE.to_owned()));
            }
            sections.push(section);
            last = Some(status);
        }
        if let Some(section) = sections.last_mut() {
            section.blocks.extend(one.row(listing));
        }
    }
    sections
}

/// By kind; within it the newest case first.
fn findings(listing: &Listing, holding: &Holding<'_>, whose: &str) -> Vec<Section> {
    let sections = KINDS.into_iter().filter_map(|kind| {
        let of_kind = holding.findings.iter().filter(|(key, item)| kind_of(listing, *key, *item) == Some(kind));
        let rows: Vec<Block> = of_kind
            // The heading names the kind.
            .filter_map(|(key, item)| {
                finding_row(*key, listing.case(*key)?, *item, &listing.vocabulary, Below::CaseAndWhom).map(Block::Row)
            })
            .collect();
        let heading = format!("{whose}{} ({})", kind.label(), rows.len());
        (!rows.is_empty()).then_some(Section::of(heading, rows))
    });
    sections.collect()
}

fn involved(listing: &Listing, holding: &Holding<'_>, code: &str, heading: &str) -> Option<Section> {
    let rows = holding.involved.iter().filter_map(|key| {
        let case = listing.case(*key)?;
        let parts = || case.involved.iter().filter(|involved| involved.agency.code() == code);
        // The body stands in the same line, unless it says no more than the heading; its part, below.
        let label = Agency::from(code).label(&listing.vocabulary).to_lowercase();
        let named = parts().filter_map(|part| part.named.as_ref()).map(ToString::to_string);
        let named: Vec<String> = named.filter(|named| named.to_lowercase() != label).collect();
        let said = [case_name(case), shown_year(case), named.join(", ")];
        Some(Block::Row(Row {
            link: Some(Link::to_case(*key)),
            text: said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            about: parts().filter_map(|part| part.text.as_ref()).map(ToString::to_string).collect(),
            ..Row::default()
        }))
    });
    let blocks: Vec<Block> = rows.collect();
    (!blocks.is_empty()).then(|| Section::of(format!("{heading} ({})", blocks.len()), blocks))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_parts_are_found() {
        assert_eq!(descendants(Vocabulary::shipped(), "education"), ["early_years"]);
        assert!(descendants(Vocabulary::shipped(), "health").contains(&"gp".to_owned()));
        assert!(descendants(Vocabulary::shipped(), "gp").is_empty());
    }
}
