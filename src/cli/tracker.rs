//! `casebook tracker`: every recommendation by status, with what became of it.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;

use super::loaded::Loaded;
use super::output::{Output, complain};
use super::rows::{EntryOf, RowArguments};
use super::search::find_or_tell;
use super::take_away::write_for_editing;
use super::{CliError, Start};
use crate::case::{Agency, AssessmentGrade, OpenList, PartialDate, RecommendationStatus, Response, Theme, Update};
use crate::page::{Searched, Tracked, TrackerBy, tracked_by, tracker_sorted};
use crate::search::{Ask, Lens, Listed, Order, Query};
use crate::text::clean_line;

/// Arguments of `casebook tracker`.
#[derive(Debug, Args)]
pub struct TrackerArguments {
    /// Only what this search finds: an agency by name, or any search (`to:police`, `is:open theme:housing`)
    #[arg(value_name = "QUERY", conflicts_with = "for_editing")]
    pub query: Vec<String>,

    /// What to count by
    #[arg(long, value_name = "WHAT", default_value = "status", value_parser = orders())]
    pub by: TrackerBy,

    #[command(flatten)]
    pub rows: RowArguments,

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
    #[serde(flatten)]
    of: EntryOf<'a>,
    id: &'a str,
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
    let order = arguments.rows.order(Listed::Tracker, Order::Status)?;
    let loaded = Loaded::read(start)?;
    if arguments.for_editing {
        return write_for_editing(&loaded, arguments.output.as_deref(), None, arguments.force, output);
    }
    let only = searched(&loaded, &arguments.query.join(" "))?;
    if !arguments.json {
        let mut page = tracker_sorted(&loaded.listing, arguments.by, order, only.as_ref());
        page.keep_rows(arguments.rows.limit);
        return loaded.show(&page, output);
    }
    let mut all = tracked_by(&loaded.listing, order, only.as_ref());
    arguments.rows.cut(&mut all);
    for one in &all {
        if let Some(line) = line(&loaded, one) {
            output.json(&line)?;
        }
    }
    output.finish()?;
    Ok(loaded.end(!all.is_empty()))
}

/// The recommendations that a search finds; the name of an agency means what is addressed to it.
fn searched(loaded: &Loaded, typed: &str) -> Result<Option<Searched>, CliError> {
    let text = clean_line(typed).trim().to_owned();
    if text.is_empty() {
        return Ok(None);
    }
    let agency = loaded.listing.vocabulary.named(OpenList::Agency, &text).map(|code| format!("to:{code}"));
    let text = agency.unwrap_or(text);
    let ask = Ask { query: Query::parse(&text), lens: Lens::Recommendations, facets: false, all_words: true };
    let hits = find_or_tell(loaded, &text, &ask)?;
    if hits.listed.is_empty() {
        complain(&format!("no recommendation has all of \"{text}\": write fewer or other words"));
        return Err(loaded.nothing());
    }
    let title = format!("Search: {}", loaded.catalogue.typed(&text));
    Ok(Some(Searched { title, found: hits.listed.iter().map(|hit| (hit.key, hit.item)).collect() }))
}

fn line<'a>(loaded: &'a Loaded, one: &Tracked<'a>) -> Option<TrackedLine<'a>> {
    let case = loaded.listing.case(one.key)?;
    let (review, _) = case.recommendation(one.item)?;
    let recommendation = one.recommendation;
    Some(TrackedLine {
        of: EntryOf::new(case, one.item),
        id: recommendation.id.as_str(),
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
