//! `casebook since`: what was added, changed, closed or became overdue.

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;

use super::loaded::Loaded;
use super::output::Output;
use super::rows::EntryOf;
use super::{CliError, Start};
use crate::case::ItemKind;
use crate::page::since::{LibraryChange, Now, ShownChange, changes, entry_text, shown};
use crate::page::{PageOf, SINCE};

/// Arguments of `casebook since`.
#[derive(Debug, Args)]
pub struct SinceArguments {
    /// A date (2026, 2026-03, 2026-03-01), a snapshot that you set with `casebook snapshot`, or a git revision (v1.2, HEAD~10)
    #[arg(value_name = "DATE|NAME|REVISION")]
    pub when: String,

    /// Print one JSON object on each line
    #[arg(long)]
    pub json: bool,
}

/// A change as `since --json` prints it.
#[derive(Serialize)]
struct ChangeLine<'a> {
    change: &'a str,
    /// Null where names are hidden and the case is no more.
    case: Option<String>,
    title: String,
    /// Null for an event, a source, and what is no more.
    review: Option<&'a str>,
    /// The year of the report, event or source, else of the case; null for what is no more.
    year: Option<i16>,
    sort: ItemKind,
    /// Null where names are hidden and the item is no more.
    id: Option<String>,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// The update, publication, evaluation or assessment that is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    said: Option<String>,
    /// The keys of the file that differ.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    fields: &'a [String],
    /// The values before; without those that would name somebody, where names are hidden.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    before: BTreeMap<String, String>,
}

pub(super) fn run(start: &Start, arguments: &SinceArguments, output: &mut Output) -> Result<u8, CliError> {
    let loaded = Loaded::read(start)?;
    let found = if arguments.json {
        let mut material = loaded.material();
        let found = material.since(&arguments.when, |before, now| -> Result<bool, CliError> {
            let changes = changes(before, now);
            changes.iter().try_for_each(|change| output.json(&line(change, now)))?;
            Ok(!changes.is_empty())
        })?;
        material.unread.into_iter().for_each(|why| loaded.tell(Some(why)));
        found?
    } else {
        let page = loaded.make(&SINCE.of(PageOf::When(arguments.when.clone())))?;
        loaded.print(&page, output)?;
        !page.sections.is_empty()
    };
    output.finish()?;
    Ok(loaded.end(found))
}

fn line<'a>(change: &'a LibraryChange, now: &'a Now<'_>) -> ChangeLine<'a> {
    let place = change.place.and_then(|(key, item)| Some((now.listing.case(key)?, item)));
    let of = place.map(|(case, item)| EntryOf::new(case, item));
    let ShownChange { case, title, id, text, date, was } = shown(change, now);
    ChangeLine {
        change: change.kind.code(),
        case,
        title,
        review: of.as_ref().and_then(|of| of.review),
        year: of.as_ref().and_then(|of| of.year),
        sort: change.sort,
        id,
        text,
        date,
        said: place.zip(change.part).map(|((case, item), part)| entry_text(case, item, part, &now.listing.vocabulary)),
        fields: &change.fields,
        before: was.into_iter().collect(),
    }
}
