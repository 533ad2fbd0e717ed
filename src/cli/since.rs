//! `casebook since`: what was added, changed, closed or became overdue.

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;

use super::loaded::Loaded;
use super::notebook::state_folder;
use super::output::{Output, complain};
use super::{CliError, FINE, Start, WRONG};
use crate::case::ItemKind;
use crate::notebook::{Library, baseline};
use crate::page::Page;
use crate::page::since::{Before, Change, Now, Shown, changes, entry_text, shown, since};

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
    let (found, unread) = with_past(start, &loaded, &arguments.when, |before, now| -> Result<bool, CliError> {
        if arguments.json {
            let changes = changes(before, now);
            for change in &changes {
                output.json(&line(change, now))?;
            }
            return Ok(!changes.is_empty());
        }
        let report = since(before, now);
        loaded.print(&report, output)?;
        Ok(!report.sections.is_empty())
    })?;
    let found = found?;
    output.finish()?;
    let code = loaded.end(found);
    Ok(if unread { WRONG } else { code })
}

/// The page of changes since a date, a snapshot or a revision, and the exit code, which tells a past that could not be
/// read.
pub(super) fn since_then(start: &Start, loaded: &Loaded, when: &str) -> Result<(Page, u8), CliError> {
    let (page, unread) = with_past(start, loaded, when, since)?;
    Ok((page, if unread { WRONG } else { FINE }))
}

/// Does something with the library as it was and as it is; tells what of the past could not be read, and whether there is
/// such a thing.
fn with_past<T>(
    start: &Start,
    loaded: &Loaded,
    when: &str,
    what: impl FnOnce(&Before<'_>, &Now<'_>) -> T,
) -> Result<(T, bool), CliError> {
    let request = start.request()?;
    let library = Library { request: &request, vocabulary: &loaded.listing.vocabulary, catalogue: &loaded.catalogue };
    // Without a home there are no snapshots, but dates and revisions.
    let state_folder = state_folder().ok();
    let past = baseline(when, state_folder.as_ref(), &library)?;
    let (real, unread) = (loaded.catalogue.real_cases_by_key(), loaded.catalogue.unread_stems());
    let before =
        Before { contents: past.contents.as_ref(), day: past.day, label: &past.label, rests_on: &past.rests_on };
    let (redactor, hides_ids) = (loaded.redactor(), loaded.catalogue.hides_ids());
    past.unread.iter().for_each(|why| complain(why));
    let now = Now { listing: &loaded.listing, real: &real, unread: &unread, redactor: &redactor, hides_ids };
    Ok((what(&before, &now), !past.unread.is_empty()))
}

fn line<'a>(change: &'a Change, now: &Now<'_>) -> ChangeLine<'a> {
    let place = change.place.and_then(|(key, item)| Some((now.listing.case(key)?, item)));
    let Shown { case, title, id, text, date, was } = shown(change, now);
    ChangeLine {
        change: change.kind.code(),
        case,
        title,
        sort: change.sort,
        id,
        text,
        date,
        said: place.zip(change.part).map(|((case, item), part)| entry_text(case, item, part)),
        fields: &change.fields,
        before: was.into_iter().collect(),
    }
}
