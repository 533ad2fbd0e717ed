//! `casebook marks`: what was marked and noted on.

use clap::Args;
use serde::Serialize;

use super::loaded::Loaded;
use super::notebook::state_folder;
use super::output::Output;
use super::rows::EntryOf;
use super::{CliError, Start};
use crate::case::{ItemKind, PartialDate};
use crate::notebook::{FoundMark, group_notes};
use crate::page::marks::{MarkPlaces, ShownMark, marks, shown};
use crate::search::main_text;

/// Arguments of `casebook marks`.
#[derive(Debug, Args)]
pub struct MarksArguments {
    /// Print one JSON object on each line
    #[arg(long)]
    pub json: bool,
}

/// A mark as `marks --json` prints it.
#[derive(Serialize)]
struct MarkLine<'a> {
    /// Null where names are hidden and the library does not hold the case.
    case: Option<&'a str>,
    title: &'a str,
    /// Null for an event, a source, and what is no longer found.
    review: Option<&'a str>,
    /// The date of the report, event or source; null where none is known.
    date: Option<PartialDate>,
    /// The year of that date, else of the case.
    year: Option<i16>,
    sort: ItemKind,
    /// The id that the item has now, or had; null where that is hidden.
    id: Option<String>,
    /// Its text now; for one that is gone, the beginning of its text.
    text: &'a str,
    /// "here", "reworded", "moved", "gone" or "another_case".
    state: &'a str,
    marked: bool,
    note: &'a str,
    /// Whose note it is, of one that a group shares.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    made: Option<PartialDate>,
}

pub(super) fn run(start: &Start, arguments: &MarksArguments, output: &mut Output) -> Result<u8, CliError> {
    let loaded = Loaded::read(start)?;
    let (kept, problem) = state_folder()?.marks();
    let (shared, problems) = group_notes(&start.resolve()?.places);
    problems.into_iter().for_each(|problem| loaded.tell(Some(problem)));
    let kept = [kept, shared].concat();
    let real = loaded.catalogue.real_cases_by_key();
    let (redactor, hides_ids) = (loaded.redactor(), loaded.catalogue.hides_ids());
    if arguments.json {
        let places = MarkPlaces::of(&real);
        for mark in &kept {
            let (key, resolved) = places.find(mark);
            let case = key.and_then(|key| loaded.catalogue.case(key)).map(AsRef::as_ref);
            let now = case.zip(resolved.item());
            let of = now.map(|(case, item)| EntryOf::new(case, item));
            let by = mark.by.as_ref().map(|by| redactor(&mark.case, by));
            let ShownMark { case, title, item, text, note } = shown(mark, case, &redactor, hides_ids);
            output.json(&MarkLine {
                case: case.as_deref(),
                title: &title,
                review: of.as_ref().and_then(|of| of.review),
                date: of.as_ref().and_then(|of| of.date),
                year: of.as_ref().and_then(|of| of.year),
                sort: mark.sort,
                id: now.map(|(case, item)| item.id(case)).or(item),
                text: now.map(|(case, item)| main_text(case, item)).or(text.as_deref()).unwrap_or_default(),
                state: match resolved {
                    FoundMark::Here(_) => "here",
                    FoundMark::Reworded(_) => "reworded",
                    FoundMark::Moved(_) => "moved",
                    FoundMark::Gone => "gone",
                    FoundMark::Elsewhere => "another_case",
                },
                marked: mark.marked,
                note: note.as_deref().unwrap_or_default(),
                by: by.as_deref(),
                made: mark.made,
            })?;
        }
    } else {
        let mut page = marks(&loaded.listing, &real, &kept, &redactor, hides_ids);
        // A file that cannot be read may hold any number of them.
        if let Some(problem) = problem.clone() {
            page.about = if kept.is_empty() { vec![problem] } else { [page.about, vec![problem]].concat() };
        }
        loaded.print(&page, output)?;
    }
    output.finish()?;
    loaded.tell(problem);
    Ok(loaded.end(!kept.is_empty()))
}
