//! What was marked and noted on, whatever became of it.

use std::collections::HashMap;
use std::sync::Arc;

use super::labels::shown_year;
use super::{Block, Link, Report, Row, Section, Shelf};
use crate::case::{Case, ItemRef, Page};
use crate::desk::{Mark, Resolved, Sort, resolve};
use crate::library::EntryKey;
use crate::search::main_text;

/// The cases of a library by id: each mark is looked for among all of them.
pub struct Places<'a> {
    by_id: HashMap<&'a str, (EntryKey, &'a Case)>,
}

impl<'a> Places<'a> {
    /// The places of these cases, as their files have them. Of two with the same id the first counts.
    pub fn of(real: &'a [(EntryKey, Arc<Case>)]) -> Self {
        let mut by_id = HashMap::with_capacity(real.len());
        for (key, case) in real {
            by_id.entry(case.id.as_str()).or_insert((*key, case.as_ref()));
        }
        Self { by_id }
    }

    /// Where the item of a mark is: the case with its item, or nothing where either is gone.
    pub fn find(&self, mark: &Mark) -> (Option<EntryKey>, Resolved) {
        match self.by_id.get(mark.case.as_str()) {
            Some((key, case)) => (Some(*key), resolve(mark, case)),
            None => (None, Resolved::Gone),
        }
    }
}

/// Marks and notes, by case in the order of the shelf, and what no longer resolves. Items are looked for in the `real`
/// cases and shown from the shelf; `veil` hides what is to be hidden in a text of a case (its id, the text) that only the
/// mark still has. Notes are the user's own words, and pass through it too.
pub fn marks(
    shelf: &Shelf,
    real: &[(EntryKey, Arc<Case>)],
    marks: &[Mark],
    veil: &dyn Fn(&str, &str) -> String,
) -> Report {
    let mut found: Vec<(EntryKey, ItemRef, &Mark, Resolved)> = Vec::new();
    let mut lost: Vec<&Mark> = Vec::new();
    let places = Places::of(real);
    for mark in marks {
        match places.find(mark) {
            (Some(key), resolved) if resolved.item().is_some() && shelf.case(key).is_some() => {
                found.extend(resolved.item().map(|item| (key, item, mark, resolved)));
            }
            _ => lost.push(mark),
        }
    }
    found.sort_by_key(|(key, item, ..)| (*key, *item));
    let noted = marks.iter().filter(|mark| !mark.note.is_empty()).count();
    let marked = marks.iter().filter(|mark| mark.marked).count();
    let mut report = Report {
        title: "Marks and notes".to_owned(),
        name: "marks".to_owned(),
        about: vec![if marks.is_empty() {
            "Nothing is marked yet.".to_owned()
        } else {
            format!("{marked} marked, {noted} with a note, in {}.", cases(&found))
        }],
        sections: Vec::new(),
    };
    if !lost.is_empty() {
        report.about.push(format!("{} no longer found; shown at the end.", lost.len()));
    }
    for of_case in found.chunk_by(|a, b| a.0 == b.0) {
        let Some(case) = of_case.first().and_then(|(key, ..)| shelf.case(*key)) else { continue };
        let year = shown_year(case);
        let year = if year.is_empty() { year } else { format!(" · {year}") };
        let mut section = Section::new(format!("{}{year}", case.title));
        section.blocks.extend(of_case.iter().map(|place| Block::Row(row(case, place, veil))));
        report.sections.push(section);
    }
    if !lost.is_empty() {
        let mut section = Section::new(format!("No longer found ({})", lost.len()));
        section.blocks.push(Block::Aside(
            "Neither id nor text is in the library that is open. Open the library that holds them, or remove them."
                .to_owned(),
        ));
        section.blocks.extend(lost.into_iter().map(|mark| Block::Row(lost_row(mark, veil))));
        report.sections.push(section);
    }
    report
}

fn cases(found: &[(EntryKey, ItemRef, &Mark, Resolved)]) -> String {
    match found.chunk_by(|a, b| a.0 == b.0).count() {
        1 => "1 case".to_owned(),
        count => format!("{count} cases"),
    }
}

fn row(
    case: &Case,
    (key, item, mark, resolved): &(EntryKey, ItemRef, &Mark, Resolved),
    veil: &dyn Fn(&str, &str) -> String,
) -> Row {
    let text = match item {
        ItemRef::Page(Page::Case) => format!("The case: {}", case.title),
        _ => main_text(case, *item).to_owned(),
    };
    let mut about = Vec::new();
    match resolved {
        Resolved::Reworded(_) => {
            about.push("Reworded since it was marked; it began then:".to_owned());
            about.push(veil(&mark.case, &mark.text));
        }
        Resolved::Moved(_) => about.push(format!("It was {} when it was marked.", mark.item)),
        Resolved::Here(_) | Resolved::Gone => {}
    }
    about.extend(note(mark, veil));
    Row { link: Some(Link::Item(*key, *item)), lead: lead(*item, case), text, about, ..Row::default() }
}

fn lead(item: ItemRef, case: &Case) -> String {
    match item {
        ItemRef::Page(_) | ItemRef::Source(_) => String::new(),
        _ => item.id(case),
    }
}

fn lost_row(mark: &Mark, veil: &dyn Fn(&str, &str) -> String) -> Row {
    let title = if mark.case_title.is_empty() { &mark.case } else { &mark.case_title };
    let mut about = vec![format!("{} · {} {}", veil(&mark.case, title), mark.sort.word(), mark.item)];
    about.extend(note(mark, veil));
    let lead = if matches!(mark.sort, Sort::Page | Sort::Source) { String::new() } else { mark.item.clone() };
    Row { link: None, lead, text: veil(&mark.case, &mark.text), about, ..Row::default() }
}

fn note(mark: &Mark, veil: &dyn Fn(&str, &str) -> String) -> Vec<String> {
    let veiled = veil(&mark.case, &mark.note);
    let mut lines: Vec<String> = veiled.lines().map(ToOwned::to_owned).collect();
    if let Some(first) = lines.first_mut() {
        first.insert_str(0, "Note: ");
    }
    lines
}
