//! The brief of a subject in full: in how many cases it is, since when, what was found, what was recommended to whom and
//! what became of it, good practice; each entry with its sources.

use super::counts::{agencies_addressed, agencies_found, decades, span_years, themes};
use super::gather::{Gathered, Holding, TOGETHER, cases_of, gather, kind_of, kinds};
use super::of::{BriefOf, BriefSubject};
use super::subject::Subject;
use crate::case::{Agency, Case, ClosedList, ItemRef, OpenList};
use crate::library::EntryKey;
use crate::page::citation::{source_title, sources};
use crate::page::labels::with_year;
use crate::page::model::{Basis, Block, Link, Page, Row, Section};
use crate::page::rag::{RULE, Rag};
use crate::page::rows::{Below, case_name, counted, finding_row, share};
use crate::page::tracker::{Tracked, heading};
use crate::page::{Listing, item_row};
use crate::search::{Order, SortKey, sort};

/// Themes or agencies that the summary names.
const NAMED: usize = 5;
/// Entries that are listed although they are filed elsewhere.
const MOST_ELSEWHERE: usize = 40;

/// The brief of a subject, in full.
pub fn brief(listing: &Listing, of: BriefOf<'_>) -> Page {
    let Gathered { own, parts, together } = gather(listing, of);
    let told = match of.agency() {
        Some(_) => "what is addressed to it, and was found about it",
        None => "what was found and recommended",
    };
    let told = listing.field().worded(told);
    let mut page = Page {
        title: format!("{}: {told}", of.label),
        name: of.name(),
        about: vec![format!(
            "From {} of this library, as of {}. Numbers in brackets are sources, listed last.",
            counted(listing.books.len(), "case"),
            listing.today
        )],
        sections: vec![summary(listing, of, &own, &parts, together.as_ref())],
    };
    let mut holdings = vec![(of.agency().map(str::to_owned), String::new(), own)];
    holdings.extend(parts.into_iter().map(|(code, part)| {
        let label = part_label(listing, of, &code);
        (of.agency().map(|_| code), format!("{label}: "), part)
    }));
    for (agency, whose, holding) in &holdings {
        let found = findings(listing, holding, whose);
        let recommended = recommendations(listing, holding, whose);
        let parts = if of.tracked { [recommended, found] } else { [found, recommended] };
        page.sections.extend(parts.into_iter().flatten());
        page.sections.extend(good_practice(listing, holding, whose));
        page.sections.extend(events(listing, holding, whose));
        page.sections.extend(elsewhere(listing, of, holding));
        page.sections.extend(match agency {
            Some(code) => involved(listing, holding, code, whose),
            None => cases(listing, holding),
        });
    }
    cite(listing, &mut page);
    page
}

/// The label of a part of an agency or a theme.
fn part_label(listing: &Listing, of: BriefOf<'_>, code: &str) -> String {
    let list = if of.agency().is_some() { OpenList::Agency } else { OpenList::Theme };
    listing.vocabulary.term(list, code).map_or(code.to_owned(), |term| term.label.to_string())
}

/// Gives each entry its sources, and lists these last, in the order in which they are cited.
fn cite(listing: &Listing, page: &mut Page) {
    let mut cited: Vec<(EntryKey, usize)> = Vec::new();
    for block in page.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        let Block::Row(row) = block else { continue };
        let Some((key, case, item)) = listing.item(row).filter(|(_, _, item)| !matches!(item, ItemRef::Page(_))) else {
            continue;
        };
        let ids: Vec<_> = sources(case, item).into_iter().map(|source| source.id.clone()).collect();
        let confidence = case.finding(item).map(|(_, finding)| finding.confidence);
        let confidence = confidence.or_else(|| case.recommendation(item).map(|(_, one)| one.confidence));
        row.basis = Basis::new(key, case, confidence, &ids);
        cited.extend(row.basis.sources.iter().copied());
    }
    let mut known = std::collections::HashSet::new();
    cited.retain(|place| known.insert(*place));
    let one_case = cited.windows(2).all(|pair| matches!(pair, [(one, _), (other, _)] if one == other));
    let rows = cited.into_iter().zip(1..).filter_map(|((key, at), number)| {
        let case = listing.case(key)?;
        let source = case.sources.get(at)?;
        Some(Block::Row(Row {
            link: Some(Link::to(key, case, ItemRef::Source(at))),
            lead: if one_case { at + 1 } else { number }.to_string(),
            text: source_title(source),
            about: source.url.iter().map(ToString::to_string).collect(),
            ..Row::default()
        }))
    });
    let rows: Vec<Block> = rows.collect();
    if !rows.is_empty() {
        page.sections.push(Section::of("Sources", rows));
    }
}

/// The summary, to be read in half a minute.
fn summary(
    listing: &Listing,
    of: BriefOf<'_>,
    own: &Holding<'_>,
    parts: &[(String, Holding<'_>)],
    together: Option<&Holding<'_>>,
) -> Section {
    let mut section = Section::new("In short");
    let words = listing.field();
    let mut field = |label: &str, text: String| {
        if !text.is_empty() {
            section.blocks.push(Block::field(label, text));
        }
    };
    let cases = cases_of(listing, own);
    let involved = match of.agency() {
        Some(_) => format!("; named as involved in {}", own.whole.len()),
        None => String::new(),
    };
    let events = match own.events.len() {
        0 => String::new(),
        events => format!("; {}", counted(events, "event")),
    };
    field("Cases", format!("{} of {}{}{involved}{events}", cases.len(), listing.books.len(), span(listing, &cases)));
    field("Cases by decade", decades(listing, &cases));
    let to = if of.agency().is_some() { "addressed to it" } else { "entered" };
    field(&words.worded("Recommendations"), said_of_recommendations(&own.recommendations, to));
    let about = if of.agency().is_some() { "about it" } else { "entered" };
    let findings = said_of_findings(listing, &own.findings, about);
    field(&words.worded("Findings"), findings);
    // Entries that name it are told at once when nothing is filed under it.
    if own.findings.is_empty() || own.recommendations.is_empty() {
        field("Filed elsewhere", told_of_elsewhere(of, own));
    }
    if !matches!(of.what, BriefSubject::Subject(Subject::Term(OpenList::Theme, _))) {
        field("Most often on", listed(&themes(listing, own)));
    }
    if of.agency().is_none() {
        field("Most often about", listed(&agencies_found(listing, own)));
        field(&words.worded("Recommended to"), listed(&agencies_addressed(listing, own)));
    }
    let parts: Vec<String> = parts
        .iter()
        .filter(|(_, part)| part.items().next().is_some())
        .map(|(code, part)| {
            format!("{} {}+{}", part_label(listing, of, code), part.recommendations.len(), part.findings.len())
        })
        .collect();
    if !parts.is_empty() {
        let told = words.told("recommendations + findings, further below: {}", &[&parts.join(", ")]);
        field("Its parts", told);
    }
    section.blocks.extend(namesakes(listing, of).into_iter().map(Block::Row));
    section.blocks.extend(together.and_then(|together| others(listing, together)).map(Block::Row));
    section
}

/// ", 1974 to 2024": the years of cases.
fn span(listing: &Listing, cases: &[EntryKey]) -> String {
    match span_years(listing, cases) {
        Some((first, last)) if first != last => format!(", {first} to {last}"),
        Some((only, _)) => format!(", {only}"),
        None => String::new(),
    }
}

/// "information sharing (34), housing (2)": the most frequent.
fn listed(named: &[(String, usize)]) -> String {
    let most = named.iter().take(NAMED).map(|(label, count)| format!("{label} ({count})"));
    most.collect::<Vec<_>>().join(", ")
}

/// Rows for the subjects of other kinds that have the same name: neglect is a theme and a harm.
fn namesakes(listing: &Listing, of: BriefOf<'_>) -> Vec<Row> {
    let BriefSubject::Subject(subject @ Subject::Term(..)) = of.what else { return Vec::new() };
    let label = subject.label(&listing.vocabulary);
    let others =
        OpenList::ALL.into_iter().flat_map(|list| listing.vocabulary.terms(list).iter().map(move |term| (list, term)));
    let same = others.filter(|(_, term)| term.label.as_str() == label);
    let same = same.map(|(list, term)| Subject::Term(list, term.code.to_string())).filter(|other| other != subject);
    same.map(|other| {
        let filter = format!("{}:{}", other.noun(), other.code());
        Row {
            text: format!(
                "\"{label}\" is the name of one {} too, which has a brief of its own: {filter}",
                other.noun()
            ),
            link: Some(Link::Search(filter)),
            ..Row::default()
        }
    })
    .collect()
}

/// A row for the entries about several agencies together.
fn others(listing: &Listing, together: &Holding<'_>) -> Option<Row> {
    let label = Agency::from(TOGETHER).label(&listing.vocabulary).to_owned();
    let (findings, recommendations) = (together.findings.len(), together.recommendations.len());
    (findings + recommendations > 0).then(|| Row {
        link: Some(Link::Agency(TOGETHER.to_owned())),
        text: format!(
            "Also read \"{label}\": {} and {} name no single agency, and may mean this one too.",
            listing.field().counted(findings, "finding"),
            listing.field().counted(recommendations, "recommendation")
        ),
        ..Row::default()
    })
}

fn said_of_recommendations(all: &[Tracked<'_>], to: &str) -> String {
    if all.is_empty() {
        return "none entered".to_owned();
    }
    let letters = Rag::ALL.into_iter().filter_map(|rag| {
        let count = all.iter().filter(|one| one.rag == rag).count();
        (count > 0).then(|| format!("{count} {} ({})", rag.short(), rag.letter()))
    });
    let known = all.iter().filter(|one| one.standing.is_known()).count();
    if known == 0 {
        let told = all.iter().filter(|one| !one.recommendation.updates.is_empty()).count();
        let told = match told {
            0 => "nor is anything reported since".to_owned(),
            1 => "of 1 it is told what was reported since".to_owned(),
            told => format!("of {told} it is told what was reported since"),
        };
        return format!("{} {to}, no status entered for any (\"-\"); {told}", all.len());
    }
    let count = |is: fn(&&Tracked<'_>) -> bool| all.iter().filter(is).count();
    let (overdue, red) = (count(|one| one.is_overdue()), count(|one| one.rag == Rag::Red));
    // Where all that is red is overdue, the letter says it.
    let late = if overdue == red && red > 0 { String::new() } else { format!("; {overdue} overdue") };
    format!(
        "{} {to}: {}{late}; what became of them is known for {known} ({})",
        all.len(),
        letters.collect::<Vec<_>>().join(", "),
        share(known, all.len())
    )
}

fn said_of_findings(listing: &Listing, all: &[(EntryKey, ItemRef)], about: &str) -> String {
    if all.is_empty() {
        return "none entered".to_owned();
    }
    let told = kinds(listing).into_iter().filter_map(|kind| {
        let count = all.iter().filter(|place| kind_of(listing, **place) == Some(kind)).count();
        (count > 0).then(|| format!("{} {count}", kind.label().to_lowercase()))
    });
    format!("{} {about}: {}", all.len(), told.collect::<Vec<_>>().join(", "))
}

/// "2 findings and 1 recommendation name it: further below"; of a search, what it finds beside entries.
pub(super) fn told_of_elsewhere(of: BriefOf<'_>, holding: &Holding<'_>) -> String {
    let count = |is: fn(&ItemRef) -> bool| holding.elsewhere.iter().filter(|(_, item)| is(item)).count();
    let counts = [
        (count(|item| matches!(item, ItemRef::Finding(..))), "finding"),
        (count(|item| matches!(item, ItemRef::Recommendation(..))), "recommendation"),
        (count(|item| matches!(item, ItemRef::Event(_))), "event"),
        (count(|item| matches!(item, ItemRef::Page(_))), "page"),
        (count(|item| matches!(item, ItemRef::Source(_))), "source"),
    ];
    let told: Vec<String> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, noun)| counted(count, noun)).collect();
    let has = match (of.what, holding.elsewhere.len()) {
        (_, 0) => return String::new(),
        (BriefSubject::Found(_), 1) => "has every word too",
        (BriefSubject::Found(_), _) => "have every word too",
        (BriefSubject::Subject(_), 1) => "names it",
        (BriefSubject::Subject(_), _) => "name it",
    };
    format!("{} {has}", told.join(", "))
}

/// By case, the newest first; within a case in the order of the file.
fn events(listing: &Listing, holding: &Holding<'_>, whose: &str) -> Vec<Section> {
    let count = holding.events.len();
    by_case(listing, format!("{whose}What happened ({count})"), &holding.events)
}

/// Entries that name the subject and are filed under something else. A long list ends with a search for the rest.
fn elsewhere(listing: &Listing, of: BriefOf<'_>, holding: &Holding<'_>) -> Vec<Section> {
    let all = &holding.elsewhere;
    let heading = match of.what {
        BriefSubject::Subject(_) => format!("Filed elsewhere, but names it ({})", all.len()),
        BriefSubject::Found(_) => format!("Pages and sources that have it too ({})", all.len()),
    };
    let shown = all.get(..MOST_ELSEWHERE).unwrap_or(all);
    let mut sections = by_case(listing, heading, shown);
    if let (Some(last), BriefSubject::Subject(subject), true) = (sections.last_mut(), of.what, all.len() > shown.len())
    {
        let label = subject.label(&listing.vocabulary);
        last.blocks.push(Block::Row(Row {
            text: format!("{} more: search for \"{label}\"", all.len() - shown.len()),
            link: Some(Link::Search(format!("\"{label}\""))),
            ..Row::default()
        }));
    }
    sections
}

/// A section of these items, with a heading for each case.
fn by_case(listing: &Listing, heading: String, items: &[(EntryKey, ItemRef)]) -> Vec<Section> {
    let mut sections = Vec::new();
    for of_case in items.chunk_by(|a, b| a.0 == b.0) {
        let Some((key, case)) = of_case.first().and_then(|(key, _)| Some((*key, listing.case(*key)?))) else {
            continue;
        };
        let row =
            |(_, item): &(EntryKey, ItemRef)| item_row(key, case, *item, &listing.vocabulary, false).map(Block::Row);
        let heading = format!("{} ({})", dated(case), of_case.len());
        sections.push(Section { heading, under: true, blocks: of_case.iter().filter_map(row).collect() });
    }
    if !sections.is_empty() {
        sections.insert(0, Section::new(heading));
    }
    sections
}

/// By case, the newest first; within a case by kind. Good practice has a section of its own.
fn findings(listing: &Listing, holding: &Holding<'_>, whose: &str) -> Vec<Section> {
    let found = holding.found(listing, false);
    if found.is_empty() {
        return Vec::new();
    }
    let mut sections = vec![Section::new(format!("{whose}What was found ({})", found.len()))];
    for of_case in found.chunk_by(|a, b| a.0 == b.0) {
        let Some((key, case)) = of_case.first().and_then(|(key, _)| Some((*key, listing.case(*key)?))) else {
            continue;
        };
        let row = |(_, item): &(EntryKey, ItemRef)| {
            finding_row(key, case, *item, &listing.vocabulary, Below::KindAndWhom).map(Block::Row)
        };
        let heading = format!("{} ({})", dated(case), of_case.len());
        sections.push(Section { heading, under: true, blocks: of_case.iter().filter_map(row).collect() });
    }
    sections
}

/// The overdue ones, then the newest report first; each with its status, if one is entered.
fn recommendations(listing: &Listing, holding: &Holding<'_>, whose: &str) -> Vec<Section> {
    let (overdue, mut others): (Vec<&Tracked<'_>>, Vec<&Tracked<'_>>) =
        holding.recommendations.iter().partition(|one| one.is_overdue());
    let count = overdue.len() + others.len();
    if count == 0 {
        return Vec::new();
    }
    sort(&mut others, Order::Newest, |one| {
        listing.case(one.key).map(|case| SortKey::of_entry(case, one.item, Order::Newest)).unwrap_or_default()
    });
    let mut sections = vec![Section::new(format!(
        "{whose}{} ({count}), newest report first",
        listing.field().worded("What was recommended")
    ))];
    let rows = |all: &[&Tracked<'_>]| all.iter().filter_map(|one| row_with_status(listing, one)).collect();
    if !overdue.is_empty() {
        let heading = format!("Overdue ({})", overdue.len());
        sections.push(Section { under: true, ..Section::of(heading, rows(&overdue)) });
    }
    for of_year in others.chunk_by(|a, b| year_told(listing, a) == year_told(listing, b)) {
        let Some(first) = of_year.first() else { continue };
        let heading = format!("{} ({})", year_told(listing, first), of_year.len());
        sections.push(Section { under: true, ..Section::of(heading, rows(of_year)) });
    }
    if let Some(last) = sections.last_mut().filter(|_| whose.is_empty()) {
        last.blocks.push(Block::Aside(RULE.to_owned()));
    }
    sections
}

fn year_told(listing: &Listing, one: &Tracked<'_>) -> String {
    heading(listing, one, Order::Newest)
}

fn row_with_status(listing: &Listing, one: &Tracked<'_>) -> Option<Block> {
    let mut row = one.row(listing)?;
    if let (Block::Row(row), Some(status)) = (&mut row, one.recommendation.status) {
        row.about.insert(row.about.len().min(1), format!("Status: {}", status.label().to_lowercase()));
    }
    Some(row)
}

fn good_practice(listing: &Listing, holding: &Holding<'_>, whose: &str) -> Option<Section> {
    let rows = holding.found(listing, true).into_iter().filter_map(|(key, item)| {
        finding_row(key, listing.case(key)?, item, &listing.vocabulary, Below::CaseAndWhom).map(Block::Row)
    });
    let blocks: Vec<Block> = rows.collect();
    (!blocks.is_empty()).then(|| Section::of(format!("{whose}Good practice ({})", blocks.len()), blocks))
}

/// The cases of a subject that is of whole cases, such as a harm.
fn cases(listing: &Listing, holding: &Holding<'_>) -> Option<Section> {
    let rows = holding.whole.iter().filter_map(|key| {
        let case = listing.case(*key)?;
        Some(Block::Row(Row { link: Some(Link::to_case(*key)), text: dated(case), ..Row::default() }))
    });
    let blocks: Vec<Block> = rows.collect();
    (!blocks.is_empty()).then(|| Section::of(format!("The cases ({})", blocks.len()), blocks))
}

/// The cases that an agency was involved in.
fn involved(listing: &Listing, holding: &Holding<'_>, code: &str, whose: &str) -> Option<Section> {
    let rows = holding.whole.iter().filter_map(|key| {
        let case = listing.case(*key)?;
        let parts = || case.involved.iter().filter(|involved| involved.agency.code() == code);
        // The body stands in the same line, unless it says no more than the heading; its part, below.
        let label = Agency::from(code).label(&listing.vocabulary).to_lowercase();
        let named = parts().filter_map(|part| part.named.as_ref()).map(ToString::to_string);
        let named: Vec<String> = named.filter(|named| named.to_lowercase() != label).collect();
        let said = [dated(case), named.join(", ")];
        Some(Block::Row(Row {
            link: Some(Link::to_case(*key)),
            text: said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            about: parts().filter_map(|part| part.text.as_ref()).map(ToString::to_string).collect(),
            ..Row::default()
        }))
    });
    let blocks: Vec<Block> = rows.collect();
    let heading = if whose.is_empty() { "Cases it was involved in" } else { "cases it was involved in" };
    (!blocks.is_empty()).then(|| Section::of(format!("{whose}{heading} ({})", blocks.len()), blocks))
}

/// "Peter Connelly (Haringey) · 2007".
fn dated(case: &Case) -> String {
    with_year(&case_name(case), " · ", case)
}
