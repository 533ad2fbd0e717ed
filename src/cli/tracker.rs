//! `casebook tracker`: every recommendation by status, with what became of it.

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::loaded::Loaded;
use super::output::Output;
use super::{CliError, Start};
use crate::case::{Agency, AssessmentGrade, PartialDate, RecommendationStatus, Response, Theme, Update};
use crate::page::{Tracked, TrackerBy, tracked, tracker};

/// Arguments of `casebook tracker`.
#[derive(Debug, Args)]
pub struct TrackerArguments {
    /// What to count by
    #[arg(long, value_name = "WHAT", default_value = "status")]
    pub by: By,

    /// Print one JSON object on each line, a recommendation each
    #[arg(long)]
    pub json: bool,
}

/// The grouping of the counts, as it is named on the command line.
#[derive(Debug, Clone, Copy)]
pub struct By(pub TrackerBy);

impl ValueEnum for By {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self(TrackerBy::Status), Self(TrackerBy::Case), Self(TrackerBy::Agency), Self(TrackerBy::Theme)]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.code()))
    }
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
    if !arguments.json {
        return loaded.show(&tracker(&loaded.listing, arguments.by.0), output);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_can_be_counted_by() {
        let named: Vec<TrackerBy> = By::value_variants().iter().map(|by| by.0).collect();
        assert_eq!(named, TrackerBy::ALL);
    }
}
