//! Marks and notes, those of lost items too.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::items::of_items;
use super::labels::with_year;
use super::rows::counted;
use super::{Block, Link, Listing, Page, Row, Section};
use crate::case::{Case, CasePage, ItemKind, ItemRef};
use crate::library::EntryKey;
use crate::notebook::{FoundMark, Mark, resolve};
use crate::search::main_text;

/// A mark whose item is there: where it is, the mark, and how it was found.
type PlacedMark<'a> = (EntryKey, ItemRef, &'a Mark, FoundMark);

/// The cases of a library by id: each mark is looked for among all of them.
pub struct MarkPlaces<'a> {
    by_id: HashMap<&'a str, (EntryKey, &'a Case)>,
}

impl<'a> MarkPlaces<'a> {
    /// The places of these cases, as their files have them. Of two with the same id the first counts.
    pub fn of(real: &'a [(EntryKey, Arc<Case>)]) -> Self {
        let mut by_id = HashMap::with_capacity(real.len());
        for (key, case) in real {
            by_id.entry(case.id.as_str()).or_insert((*key, case.as_ref()));
        }
        Self { by_id }
    }

    /// The item of a mark with its case; none if either is gone or the case is another.
    pub fn find(&self, mark: &Mark) -> (Option<EntryKey>, FoundMark) {
        match self.by_id.get(mark.case.as_str()) {
            Some((key, case)) => match resolve(mark, case) {
                // It has nothing but its id from that case.
                FoundMark::Elsewhere => (None, FoundMark::Elsewhere),
                resolved => (Some(*key), resolved),
            },
            None => (None, FoundMark::Gone),
        }
    }
}

/// Marks and notes, by case in the order of the listing, and what no longer resolves. Items are looked for in the `real`
/// cases and shown from the listing; `redactor` hides what is to be hidden in a text of a case (its id, the text) that only the
/// mark still has, and `hides_ids` says that ids and titles, which name, are hidden too. Notes are the user's own words, and
/// are hidden like the words of the file.
pub fn marks(
    listing: &Listing,
    real: &[(EntryKey, Arc<Case>)],
    marks: &[Mark],
    redactor: &dyn Fn(&str, &str) -> String,
    hides_ids: bool,
) -> Page {
    let mut found: Vec<PlacedMark<'_>> = Vec::new();
    let mut lost: Vec<(&Mark, Option<EntryKey>)> = Vec::new();
    let mut elsewhere: Vec<(&Mark, Option<EntryKey>)> = Vec::new();
    let places = MarkPlaces::of(real);
    for mark in marks {
        match places.find(mark) {
            (Some(key), resolved) if resolved.item().is_some() && listing.case(key).is_some() => {
                found.extend(resolved.item().map(|item| (key, item, mark, resolved)));
            }
            (key, FoundMark::Elsewhere) => elsewhere.push((mark, key)),
            (key, _) => lost.push((mark, key)),
        }
    }
    found.sort_by_key(|(key, item, ..)| (*key, *item));
    let shared = marks.iter().filter(|mark| mark.by.is_some()).count();
    let noted = marks.iter().filter(|mark| !mark.note.is_empty()).count() - shared;
    let marked = marks.iter().filter(|mark| mark.marked).count();
    let mut report = Page {
        title: "Marks and notes".to_owned(),
        name: "marks".to_owned(),
        about: vec![if marks.is_empty() {
            "Nothing is marked yet.".to_owned()
        } else {
            let group = if shared > 0 { format!(", {shared} of the group's notes") } else { String::new() };
            format!("{marked} marked, {noted} with a note{group}, in {}.", cases(&found))
        }],
        sections: Vec::new(),
    };
    if !lost.is_empty() {
        report.about.push(format!("{} no longer found; shown at the end.", lost.len()));
    }
    if !elsewhere.is_empty() {
        report.about.push(format!("{} of another case with the same id; shown at the end.", elsewhere.len()));
    }
    for of_case in found.chunk_by(|a, b| a.0 == b.0) {
        let Some(case) = of_case.first().and_then(|(key, ..)| listing.case(*key)) else { continue };
        let mut section = Section::new(with_year(&case.title, " · ", case));
        let rows = of_case.iter().map(|found| row(case, found, shown(found.2, Some(case), redactor, hides_ids)));
        section.blocks.extend(rows.map(Block::Row));
        report.sections.push(section);
    }
    let apart = [
        (
            "No longer found",
            "Neither id nor text is in the library that is open. Open the library that holds them, or remove them.",
            lost,
        ),
        (
            "Of another case",
            "The library that is open has a case of the same id, which is not the one that was marked. Open the library that holds it.",
            elsewhere,
        ),
    ];
    for (heading, why, marks) in apart.into_iter().filter(|(.., marks)| !marks.is_empty()) {
        let mut section = Section::new(format!("{heading} ({})", marks.len()));
        section.blocks.push(Block::Aside(why.to_owned()));
        section.blocks.extend(marks.into_iter().map(|(mark, key)| {
            let case = key.and_then(|key| listing.case(key)).map(AsRef::as_ref);
            Block::Row(lost_row(mark, shown(mark, case, redactor, hides_ids)))
        }));
        report.sections.push(section);
    }
    report
}

/// The entries that are marked or noted, in full with their notes, one under the other. Those no longer found stand on the page
/// of marks alone.
pub fn in_full(
    listing: &Listing,
    real: &[(EntryKey, Arc<Case>)],
    marks: &[Mark],
    redactor: &dyn Fn(&str, &str) -> String,
    hides_ids: bool,
) -> Page {
    let places = MarkPlaces::of(real);
    let placed = marks.iter().filter_map(|mark| {
        let (key, found) = places.find(mark);
        Some(((key?, found.item()?), mark))
    });
    let placed: BTreeMap<(EntryKey, ItemRef), &Mark> = placed.collect();
    let items: Vec<(EntryKey, ItemRef)> = placed.keys().copied().collect();
    let note = |key, item| {
        let mark = placed.get(&(key, item))?;
        shown(mark, listing.case(key).map(AsRef::as_ref), redactor, hides_ids).note
    };
    let mut about = vec![counted(items.len(), "entry")];
    if items.len() < marks.len() {
        about.push(format!("{} no longer found; the page of marks tells of them.", marks.len() - items.len()));
    }
    of_items(listing, "Marks and notes, in full", about, &items, &note)
}

fn cases(found: &[PlacedMark<'_>]) -> String {
    match found.chunk_by(|a, b| a.0 == b.0).count() {
        1 => "1 case".to_owned(),
        count => format!("{count} cases"),
    }
}

/// The parts of a mark that may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownMark {
    /// The id of the case; nothing where it would name a case that is not in the library.
    pub case: Option<String>,
    /// The title of the case.
    pub title: String,
    /// The id that the item had when it was marked; nothing where it would name.
    pub item: Option<String>,
    /// How its text began then; nothing where the names in it are not known.
    pub text: Option<String>,
    /// The user's note; nothing where there is none.
    pub note: Option<String>,
}

/// Stands for the title of a case that the library does not hold.
const ELSEWHERE: &str = "A case that is not in this library";
/// Stands for words in which the names are not known.
const UNKNOWN: &str = "Not shown while names are hidden: its case is not in this library.";

/// The parts of a mark that may be shown: `case` is its case as it is shown, if the library has it. While ids and titles are
/// hidden (`hides_ids`), nothing is shown of a case whose names the library does not know.
pub fn shown(mark: &Mark, case: Option<&Case>, redactor: &dyn Fn(&str, &str) -> String, hides_ids: bool) -> ShownMark {
    let own_words = |text: &str| if hides_ids && case.is_none() { None } else { Some(redactor(&mark.case, text)) };
    // The id of a source or a review names it; findings and the like have numbers.
    let names =
        hides_ids && matches!(mark.sort, ItemKind::Page | ItemKind::Source) && mark.item != CasePage::Case.code();
    let title = if mark.case_title.is_empty() { &mark.case } else { &mark.case_title };
    ShownMark {
        case: match case {
            Some(case) => Some(case.id.to_string()),
            None => Some(mark.case.clone()).filter(|_| !hides_ids),
        },
        title: match case {
            Some(case) => case.title.to_string(),
            None => own_words(title).unwrap_or_else(|| ELSEWHERE.to_owned()),
        },
        item: Some(mark.item.clone()).filter(|_| !names),
        text: own_words(&mark.text),
        note: Some(mark.told()).filter(|_| !mark.note.is_empty()).map(|note| match own_words(&note) {
            Some(note) => note,
            None => UNKNOWN.to_owned(),
        }),
    }
}

fn row(case: &Case, (key, item, mark, resolved): &PlacedMark<'_>, shown: ShownMark) -> Row {
    let text = match item {
        ItemRef::Page(CasePage::Case) => format!("The case: {}", case.title),
        _ => main_text(case, *item).to_owned(),
    };
    let mut about = Vec::new();
    match resolved {
        FoundMark::Reworded(_) => {
            about.push("Reworded since it was marked; it began then:".to_owned());
            about.extend(shown.text);
        }
        FoundMark::Moved(_) => about.push(match shown.item {
            Some(item) => format!("It was {item} when it was marked."),
            None => case
                .profile
                .get()
                .told("This {} had another id when it was marked.", &[&case.profile.get().worded(mark.sort.word())]),
        }),
        FoundMark::Here(_) | FoundMark::Gone | FoundMark::Elsewhere => {}
    }
    let link = Some(Link::to(*key, case, *item));
    Row { link, lead: lead(*item, case), text, about, note: shown.note, ..Row::default() }
}

fn lead(item: ItemRef, case: &Case) -> String {
    match item {
        ItemRef::Page(_) | ItemRef::Source(_) => String::new(),
        _ => item.id(case),
    }
}

fn lost_row(mark: &Mark, shown: ShownMark) -> Row {
    let item = shown.item.as_deref();
    let about =
        vec![format!("{} · {} {}", shown.title, mark.sort.word(), item.unwrap_or_default()).trim_end().to_owned()];
    let is_page = matches!(mark.sort, ItemKind::Page | ItemKind::Source);
    let lead = item.filter(|_| !is_page).unwrap_or_default().to_owned();
    let text = shown.text.unwrap_or_else(|| UNKNOWN.to_owned());
    Row { link: None, lead, text, about, note: shown.note, ..Row::default() }
}
