//! `casebook marks`: what was marked and noted on.

use clap::Args;
use serde::Serialize;

use super::desk::{desk, tell};
use super::output::Output;
use super::shelf::{Loaded, print};
use super::{CliError, FINE, NOTHING_FOUND, Start, WRONG};
use crate::case::PartialDate;
use crate::desk::{Resolved, Sort};
use crate::report::marks::{Places, marks};
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
struct Line<'a> {
    case: &'a str,
    title: &'a str,
    sort: Sort,
    /// The id that the item has now, or had.
    id: String,
    /// What it says now; of one that is gone, how it began.
    text: &'a str,
    /// "here", "reworded", "moved" or "gone".
    state: &'a str,
    marked: bool,
    note: &'a str,
    made: Option<PartialDate>,
}

pub(super) fn run(start: &Start, arguments: &MarksArguments, output: &mut Output) -> Result<u8, CliError> {
    let loaded = Loaded::read(start)?;
    let (kept, problem) = desk()?.marks();
    let real = loaded.real();
    let veil = loaded.veil();
    if arguments.json {
        let places = Places::of(&real);
        for mark in &kept {
            let (key, resolved) = places.find(mark);
            let now = key.and_then(|key| Some((loaded.catalogue.case(key)?, resolved.item()?)));
            output.json(&Line {
                case: &now.map_or_else(|| veil(&mark.case, &mark.case), |(case, _)| case.id.to_string()),
                title: &now.map_or_else(|| veil(&mark.case, &mark.case_title), |(case, _)| case.title.to_string()),
                sort: mark.sort,
                id: now.map_or_else(|| mark.item.clone(), |(case, item)| item.id(case)),
                text: &now
                    .map_or_else(|| veil(&mark.case, &mark.text), |(case, item)| main_text(case, item).to_owned()),
                state: match resolved {
                    Resolved::Here(_) => "here",
                    Resolved::Reworded(_) => "reworded",
                    Resolved::Moved(_) => "moved",
                    Resolved::Gone => "gone",
                },
                marked: mark.marked,
                note: &veil(&mark.case, &mark.note),
                made: mark.made,
            })?;
        }
    } else {
        print(&marks(&loaded.shelf, &real, &kept, &veil), output)?;
    }
    output.finish()?;
    let unreadable = loaded.complain() || problem.is_some();
    tell(problem);
    Ok(match (unreadable, kept.is_empty()) {
        (true, _) => WRONG,
        (false, true) => NOTHING_FOUND,
        (false, false) => FINE,
    })
}
