//! `casebook brief AGENCY|CASE`: all there is on an agency, or the seven-minute briefing of a case.

use clap::Args;

use super::loaded::Loaded;
use super::output::{Output, complain};
use super::{CliError, Start};
use crate::page::{AGENCY_BRIEF, BRIEF, Listing, PageOf, PageRequest, find_agency};
use crate::text::clean_line;
use crate::text::near::{did_you_mean, nearest};

/// Arguments of `casebook brief`.
#[derive(Debug, Args)]
pub struct BriefArguments {
    /// The id of a case, or an agency by its code, its label or the start of either
    #[arg(value_name = "AGENCY|CASE", required = true)]
    pub of: Vec<String>,
}

pub(super) fn run(start: &Start, arguments: &BriefArguments, output: &mut Output) -> Result<u8, CliError> {
    let loaded = Loaded::read(start)?;
    loaded.show(&loaded.make(&brief_of(&loaded, &arguments.of.join(" "))?)?, output)
}

/// The brief of a case or an agency; where there is neither, that is said.
pub(super) fn brief_of(loaded: &Loaded, wanted: &str) -> Result<PageRequest, CliError> {
    // The id of a case is exact, so it can be looked for first; an agency may be named by a part.
    if let Some(key) = loaded.find(wanted) {
        return Ok(BRIEF.of(PageOf::Case(key)));
    }
    find_agency(&loaded.listing.vocabulary, wanted).map(|code| AGENCY_BRIEF.of(PageOf::Agency(code))).map_err(|near| {
        let help = near_misses(&loaded.listing, wanted, &near)
            .unwrap_or_else(|| "`casebook list` prints the ids of cases".to_owned());
        complain(&format!("no case or agency is called \"{}\"; {help}", clean_line(wanted)));
        loaded.nothing()
    })
}

/// Cases and agencies that may have been meant.
fn near_misses(listing: &Listing, wanted: &str, agencies: &[String]) -> Option<String> {
    let mut near = nearest(wanted, listing.books.iter().map(|book| book.case.id.as_str()));
    near.extend(agencies.iter().map(String::as_str));
    did_you_mean(&near)
}
