//! The page that tells changes.

use std::collections::HashMap;

use super::{Before, ChangeKind, ChangedPart, LibraryChange, Now, text_of};
use crate::case::fields::Described;
use crate::case::model::shown_date;
use crate::case::{Case, CasePage, ClosedList, ItemKind, ItemRef, PartialDate, Vocabulary};
use crate::library::EntryKey;
use crate::page::described::Teller;
use crate::page::labels::with_year;
use crate::page::{Block, Link, Page, Row, Section, Tone};
use crate::text::counted;

/// Lays changes out, a section a kind.
pub fn page(changes: &[LibraryChange], before: &Before<'_>, now: &Now<'_>) -> Page {
    let mut report = Page {
        title: format!("What has changed since {}", before.label),
        name: format!("since-{}", before.day.iso()),
        about: vec![counts(changes)],
        sections: Vec::new(),
    };
    report.about.extend(before.rests_on.iter().cloned());
    if !now.unread.is_empty() || before.contents.is_some_and(|then| !then.unread.is_empty()) {
        let of_then = before.contents.map_or(0, |then| then.unread.len());
        report.about.push(format!(
            "Not compared, because they cannot be read: {} then, {} now.",
            counted(of_then, "file"),
            counted(now.unread.len(), "file")
        ));
    }
    for kind in ChangeKind::ALL.iter().copied() {
        let found: Vec<&LibraryChange> = changes.iter().filter(|change| change.kind == kind).collect();
        if found.is_empty() {
            continue;
        }
        let mut section = Section::new(format!("{} ({})", kind.heading(), found.len()));
        if kind == ChangeKind::Added {
            by_case(&found, now, &mut section);
        } else {
            let rows = found.iter().map(|change| row(change, now, true));
            section.blocks.extend(one_an_item(rows).into_iter().map(Block::Row));
        }
        report.sections.push(section);
    }
    report
}

/// Puts all changes of one item below its first row.
fn one_an_item(rows: impl Iterator<Item = Row>) -> Vec<Row> {
    let mut kept: Vec<Row> = Vec::new();
    let mut places: HashMap<Link, usize> = HashMap::new();
    for row in rows {
        // A change without a place in the library is an item for itself.
        let known = row.link.as_ref().and_then(|link| places.get(link));
        match known.and_then(|at| kept.get_mut(*at)) {
            Some(known) => {
                let new: Vec<String> = row.about.into_iter().filter(|line| !known.about.contains(line)).collect();
                known.about.extend(new);
            }
            None => {
                places.extend(row.link.clone().map(|link| (link, kept.len())));
                kept.push(row);
            }
        }
    }
    kept
}

/// "2 became overdue, 1 closed".
fn counts(changes: &[LibraryChange]) -> String {
    let told = ChangeKind::ALL.iter().filter_map(|kind| {
        let count = changes.iter().filter(|change| change.kind == *kind).count();
        (count > 0).then(|| match kind {
            ChangeKind::Happened | ChangeKind::Sourced => counted(count, kind.told()),
            _ => format!("{count} {}", kind.told()),
        })
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() { "Nothing has changed.".to_owned() } else { format!("{}.", told.join(", ")) }
}

/// New cases first, then what is new in each of the others.
fn by_case(found: &[&LibraryChange], now: &Now<'_>, section: &mut Section) {
    let is_case = |change: &LibraryChange| change.sort == ItemKind::Page && change.id == CasePage::Case.code();
    let (cases, items): (Vec<&LibraryChange>, Vec<&LibraryChange>) =
        found.iter().copied().partition(|change| is_case(change));
    section.blocks.extend(cases.into_iter().map(|change| Block::Row(row(change, now, true))));
    for of_case in items.chunk_by(|a, b| a.case == b.case) {
        let mut told: Vec<String> = Vec::new();
        for same in of_case.chunk_by(|a, b| a.sort == b.sort) {
            let Some(first) = same.first() else { continue };
            // Of pages, only those on reviews are added one by one.
            let noun = if first.sort == ItemKind::Page { "review" } else { first.sort.word() };
            told.push(now.listing.field().counted(same.len(), noun));
        }
        if let Some(first) = of_case.first() {
            section.blocks.push(Block::Text(format!("{}: {}", about_case(first, now), told.join(", "))));
        }
        section.blocks.extend(of_case.iter().map(|change| Block::Row(row(change, now, false))));
    }
}

/// The case of a change, as it is shown: "Alder · 2011".
fn about_case(change: &LibraryChange, now: &Now<'_>) -> String {
    match change.key.and_then(|key| now.listing.case(key)) {
        Some(case) => with_year(&case.title, " · ", case),
        None if now.hides_ids => TAKEN_OUT.to_owned(),
        None => (now.redactor)(&change.case, &change.title),
    }
}

/// Stands for a case that is no more, whose names nobody knows any longer.
const TAKEN_OUT: &str = "A case that was taken out";

/// The parts of a change that may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownChange {
    /// The id of the case; nothing where it would name one that is no more.
    pub case: Option<String>,
    /// The title of the case.
    pub title: String,
    /// The id of the item; nothing where it would name one that is no more.
    pub id: Option<String>,
    /// The text of the item.
    pub text: String,
    /// When, by its own date: "2026-03".
    pub date: Option<String>,
    /// The former values by key, as the file had them; without those that would name.
    pub was: Vec<(String, String)>,
}

/// The parts of a change that may be shown: the item as the listing has it, and through the redactor what the listing lacks.
pub fn shown(change: &LibraryChange, now: &Now<'_>) -> ShownChange {
    let case = change.key.and_then(|key| now.listing.case(key));
    let item = case.zip(change.place).map(|(case, (_, item))| (case, item));
    let is_case = change.sort == ItemKind::Page && change.id == CasePage::Case.code();
    let hidden = now.hides_ids && case.is_none();
    let redacted = |text: &str| if hidden { TAKEN_OUT.to_owned() } else { (now.redactor)(&change.case, text) };
    // The id of a source or a review names it; findings and the like have numbers.
    let names = now.hides_ids && matches!(change.sort, ItemKind::Page | ItemKind::Source) && !is_case;
    ShownChange {
        case: match case {
            Some(case) => Some(case.id.to_string()),
            None => Some(change.case.clone()).filter(|_| !hidden),
        },
        title: case.map_or_else(|| redacted(&change.title), |case| case.title.to_string()),
        id: match item {
            Some((case, item)) => Some(item.id(case)),
            None => Some(change.id.clone()).filter(|_| !names),
        },
        text: item.map_or_else(|| redacted(&change.text), |(case, item)| text_of(case, item).to_owned()),
        date: change.date.map(|date| redacted_value("date", &date.iso(), change, now)),
        was: change
            .was
            .iter()
            .filter(|(key, _)| !now.hides_ids || !names_always(key, change.sort))
            .map(|(key, was)| (key.clone(), redacted_value(key, was, change, now)))
            .collect(),
    }
}

/// True for a key whose former value would name, and no list of names can tell it from other words.
fn names_always(key: &str, sort: ItemKind) -> bool {
    match key {
        "id" | "title" => matches!(sort, ItemKind::Page | ItemKind::Source),
        _ => matches!(key, "url" | "area" | "named" | "publisher" | "commissioned_by"),
    }
}

/// A former value as it may be shown. A date is written in words for the redactor, which does not know every form of it, and
/// stays as it was where nothing of it is hidden.
fn redacted_value(key: &str, was: &str, change: &LibraryChange, now: &Now<'_>) -> String {
    if key == "status" && change.kind != ChangeKind::Changed {
        return was.to_owned();
    }
    let words = in_words(key, was);
    let shown = (now.redactor)(&change.case, &words);
    if shown == words { was.to_owned() } else { shown }
}

fn row(change: &LibraryChange, now: &Now<'_>, with_case: bool) -> Row {
    let place = change.place.and_then(|(key, item)| Some((now.listing.case(key)?, item)));
    let shown = shown(change, now);
    let is_case = change.sort == ItemKind::Page && change.id == CasePage::Case.code();
    let mut row = Row {
        link: change.place.and_then(|(key, item)| Some(Link::to(key, now.listing.case(key)?, item))),
        lead: if matches!(change.sort, ItemKind::Page | ItemKind::Source) {
            String::new()
        } else {
            shown.id.unwrap_or_default()
        },
        tone: match change.kind {
            ChangeKind::Overdue => Tone::Alarm,
            ChangeKind::Closed => Tone::Good,
            _ => Tone::Plain,
        },
        text: shown.text,
        ..Row::default()
    };
    if is_case && let Some((case, _)) = place {
        let (findings, recommendations) = (case.finding_count(), case.recommendation_count());
        let field = now.listing.field();
        row.about.push(format!(
            "{}, {}",
            field.counted(findings, "finding"),
            field.counted(recommendations, "recommendation")
        ));
    } else if with_case && !is_case {
        row.about.push(about_case(change, now));
    }
    let was = |key: &str| change.was.iter().find(|(known, _)| known == key).map(|(_, was)| was.as_str());
    if let Some((case, item)) = place {
        row.about.extend(change.part.map(|part| entry_text(case, item, part, &now.listing.vocabulary)));
        let recommendation = case.recommendation(item).map(|(_, recommendation)| recommendation);
        match change.kind {
            ChangeKind::Overdue | ChangeKind::Lapsed => {
                row.about.extend(recommendation.and_then(|rec| Some(format!("Due: {}", rec.due?))))
            }
            ChangeKind::Closed | ChangeKind::Status => {
                let status = recommendation.and_then(|rec| rec.status).map_or("none given", ClosedList::label);
                row.about.push(format!("Status: {status}; before: {}", was("status").unwrap_or("none given")));
            }
            ChangeKind::Verified if change.part.is_none() => {
                row.about.extend(recommendation.and_then(|rec| Some(format!("Last verified: {}", rec.last_verified?))));
            }
            ChangeKind::Happened => row.about.extend(case.event(item).map(|event| event.shown_date())),
            ChangeKind::Sourced => row.about.extend(
                case.source_at(item).and_then(|source| shown_date(source.date, None, source.date_text.as_ref())),
            ),
            _ => {}
        }
    }
    if change.kind == ChangeKind::Changed {
        let fields: Vec<String> = change.fields.iter().map(|key| field_name(key)).collect();
        row.about.push(format!("Changed: {}", fields.join(", ")));
        for (key, was) in &shown.was {
            row.about.push(format!("Before, {}: {}", field_name(key), in_words(key, was)));
        }
    }
    row
}

/// The words for a key of a file.
fn field_name(key: &str) -> String {
    match key {
        "id" => "id in the file".to_owned(),
        "text" => "wording".to_owned(),
        "due" => "due date".to_owned(),
        "kind" => "kind".to_owned(),
        "named" => "body as named".to_owned(),
        "answers" => "findings answered".to_owned(),
        _ => key.replace('_', " "),
    }
}

/// A former value as people read it: a date in words.
fn in_words(key: &str, was: &str) -> String {
    match was.parse::<PartialDate>() {
        Ok(date) if key != "text" && key != "title" => date.to_string(),
        _ => was.to_owned(),
    }
}

/// The words of an update, a publication, an evaluation or an assessment: "Update: January 2010, Half were trained".
pub fn entry_text(case: &Case, item: ItemRef, part: ChangedPart, vocabulary: &Vocabulary) -> String {
    let review = match item {
        ItemRef::Page(CasePage::Review(index)) => case.reviews.get(index),
        _ => None,
    };
    let recommendation = case.recommendation(item).map(|(_, recommendation)| recommendation);
    let found: Option<&dyn Described> = match part {
        ChangedPart::Update(index) => {
            let updates = recommendation.map(|rec| &rec.updates).or(review.map(|review| &review.updates));
            updates.and_then(|updates| updates.get(index)).map(|update| update as _)
        }
        ChangedPart::Publication(index) => {
            review.and_then(|review| review.publications.get(index)).map(|step| step as _)
        }
        ChangedPart::Evaluation(index) => review.and_then(|review| review.evaluations.get(index)).map(|one| one as _),
        ChangedPart::Assessment => {
            recommendation.and_then(|rec| rec.assessment.as_ref()).map(|assessment| assessment as _)
        }
    };
    let told = |of: &dyn Described| {
        let (first, rest) = of.noun().split_at_checked(1).unwrap_or_default();
        let statement = Teller { key: EntryKey(0), case, vocabulary }.statement(of);
        format!("{}{rest}: {statement}", first.to_ascii_uppercase())
    };
    found.map(told).unwrap_or_default()
}
