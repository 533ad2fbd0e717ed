//! `casebook similar CASE ITEM`: what other cases say the same.

use clap::Args;
use serde::Serialize;

use super::loaded::Loaded;
use super::output::{Output, complain};
use super::rows::EntryOf;
use super::{CliError, Start, WRONG};
use crate::case::{Case, ClosedList, ItemRef};
use crate::page::Listing;
use crate::page::similar::similar;
use crate::search::{Similar, SimilarHit, main_text, sort_of};
use crate::text::clean_line;
use crate::text::near::{did_you_mean, nearest};

/// Arguments of `casebook similar`.
#[derive(Debug, Args)]
pub struct SimilarArguments {
    /// The id of the case, as `casebook list` prints it
    #[arg(value_name = "CASE")]
    pub case: String,

    /// The id of a finding or recommendation of the case, as `casebook show` prints it
    #[arg(value_name = "ITEM")]
    pub item: String,

    /// Print one JSON object on each line
    #[arg(long)]
    pub json: bool,
}

/// A hit as `similar --json` prints it.
#[derive(Serialize)]
struct SimilarLine<'a> {
    #[serde(flatten)]
    of: EntryOf<'a>,
    id: String,
    kind: &'a str,
    status: Option<&'a str>,
    text: &'a str,
    score: u8,
}

pub(super) fn run(start: &Start, arguments: &SimilarArguments, output: &mut Output) -> Result<u8, CliError> {
    let loaded = Loaded::read(start)?;
    let listing = &loaded.listing;
    let key = loaded.key_of(&arguments.case)?;
    let Some((case, item)) = listing.case(key).and_then(|case| Some((case, case.item_named(&arguments.item)?))) else {
        complain(&not_there(listing.case(key), arguments));
        return Ok(loaded.end(false));
    };
    if !is_statement(item) {
        complain(&case.profile.get().told(
            "{} of {} is neither a finding nor a recommendation; only these are compared",
            &[&item.id(case), &case.id],
        ));
        return Ok(WRONG);
    }
    let mut engine = loaded.engine();
    let Similar { hits } = engine.similar(key, item, &|| false).unwrap_or_default();
    if arguments.json {
        for line in hits.iter().filter_map(|hit| line(listing, hit)) {
            output.json(&line)?;
        }
    } else {
        loaded.print(&similar(listing, key, item, &hits), output)?;
    }
    output.finish()?;
    Ok(loaded.end(!hits.is_empty()))
}

fn is_statement(item: ItemRef) -> bool {
    matches!(item, ItemRef::Finding(..) | ItemRef::Recommendation(..))
}

fn not_there(case: Option<&std::sync::Arc<Case>>, arguments: &SimilarArguments) -> String {
    let ids: Vec<String> = case.map_or_else(Vec::new, |case| {
        case.items().into_iter().filter(|item| is_statement(*item)).map(|item| item.id(case)).collect()
    });
    let near = did_you_mean(&nearest(&arguments.item.to_uppercase(), ids.iter().map(String::as_str)));
    let near = near.unwrap_or_else(|| format!("`casebook show {}` prints the ids", clean_line(&arguments.case)));
    format!("{} has no item \"{}\"; {near}", clean_line(&arguments.case), clean_line(&arguments.item))
}

fn line<'a>(listing: &'a Listing, hit: &SimilarHit) -> Option<SimilarLine<'a>> {
    let case = listing.case(hit.key)?;
    Some(SimilarLine {
        of: EntryOf::new(case, hit.item),
        id: hit.item.id(case),
        kind: sort_of(case, hit.item),
        status: case.recommendation(hit.item).and_then(|(_, found)| found.status).map(ClosedList::code),
        text: main_text(case, hit.item),
        score: hit.score,
    })
}
