//! `casebook tracker`: every recommendation by status, with what became of it.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;

use super::export::take_away;
use super::loaded::Loaded;
use super::output::Output;
use super::{CliError, Start};
use crate::case::{Agency, AssessmentGrade, PartialDate, RecommendationStatus, Response, Theme, Update};
use crate::page::{Tracked, TrackerBy, tracked, tracker};
use crate::write::{SheetFormat, for_editing};

/// Arguments of `casebook tracker`.
#[derive(Debug, Args)]
pub struct TrackerArguments {
    /// What to count by
    #[arg(long, value_name = "WHAT", default_value = "status", value_parser = orders())]
    pub by: TrackerBy,

    /// Print one JSON object on each line, a recommendation each
    #[arg(long)]
    pub json: bool,

    /// Write a table to edit elsewhere, which `casebook import --preset casebook` brings back: CSV, or a workbook where the
    /// output ends in .xlsx
    #[arg(long, conflicts_with = "json")]
    pub for_editing: bool,

    /// The file to write the table to; without it, standard output
    #[arg(long, short, value_name = "FILE", requires = "for_editing")]
    pub output: Option<PathBuf>,

    /// Replace the file if it is there
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// Takes the name of an order of the tracker.
fn orders() -> impl TypedValueParser<Value = TrackerBy> {
    PossibleValuesParser::new(TrackerBy::ALL.map(TrackerBy::code))
        .try_map(|name| TrackerBy::ALL.into_iter().find(|by| by.code() == name).ok_or("the tracker has no such order"))
}

/// A recommendation as `tracker --json` prints it. What was computed stands beside what the file says.
#[derive(Serialize)]
struct TrackedLine<'a> {
    case: &'a str,
    id: &'a str,
    review: &'a str,
    text: &'a str,
    addressed_to: &'a [Agency],
    themes: &'a [Theme],
    rag: &'static str,
    overdue: bool,
    status: Option<RecommendationStatus>,
    response: Option<Response>,
    due: Option<PartialDate>,
    last_verified: Option<PartialDate>,
    assessment: Option<AssessmentGrade>,
    updates: &'a [Update],
    review_updates: &'a [Update],
}

pub(super) fn run(start: &Start, arguments: &TrackerArguments, output: &mut Output) -> Result<u8, CliError> {
    let loaded = Loaded::read(start)?;
    if arguments.for_editing {
        return write_for_editing(&loaded, arguments.output.as_deref(), None, arguments.force, output);
    }
    if !arguments.json {
        return loaded.show(&tracker(&loaded.listing, arguments.by), output);
    }
    let all = tracked(&loaded.listing);
    for one in &all {
        if let Some(line) = line(&loaded, one) {
            output.json(&line)?;
        }
    }
    output.finish()?;
    Ok(loaded.end(!all.is_empty()))
}

/// Writes the table to edit in the form that is named, or that the ending of its file means.
pub(super) fn write_for_editing(
    loaded: &Loaded,
    path: Option<&Path>,
    form: Option<SheetFormat>,
    force: bool,
    output: &mut Output,
) -> Result<u8, CliError> {
    if loaded.catalogue.is_redacted() {
        return Err(CliError::Wrong("a table with names hidden cannot come back; leave --private away".to_owned()));
    }
    let ending = path.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
    let form = match (form, ending.as_deref()) {
        (Some(form), _) => form,
        (None, None | Some("csv")) => SheetFormat::Csv,
        (None, Some("xlsx")) => SheetFormat::Xlsx,
        (None, Some(_)) => {
            return Err(CliError::Wrong("end the name of the file in .xlsx or .csv".to_owned()));
        }
    };
    let sheet = for_editing(&loaded.listing);
    let found = !sheet.rows.is_empty();
    let path = path.filter(|path| *path != Path::new("-"));
    take_away(path, sheet.bytes(form), form == SheetFormat::Csv, force, output)?;
    output.finish()?;
    Ok(loaded.end(found))
}

fn line<'a>(loaded: &'a Loaded, one: &Tracked<'a>) -> Option<TrackedLine<'a>> {
    let case = loaded.listing.case(one.key)?;
    let (review, _) = case.recommendation(one.item)?;
    let recommendation = one.recommendation;
    Some(TrackedLine {
        case: case.id.as_str(),
        id: recommendation.id.as_str(),
        review: review.id.as_str(),
        text: &recommendation.text,
        addressed_to: &recommendation.addressed_to,
        themes: &recommendation.themes,
        rag: one.rag.letter(),
        overdue: one.is_overdue(),
        status: recommendation.status,
        response: recommendation.response,
        due: recommendation.due,
        last_verified: recommendation.last_verified,
        assessment: recommendation.assessment.as_ref().map(|assessment| assessment.grade),
        updates: &recommendation.updates,
        review_updates: &review.updates,
    })
}
