//! `casebook brief AGENCY|CASE`: all there is on an agency, or the seven-minute briefing of a case.

use clap::Args;

use super::output::{Output, complain};
use super::shelf::Loaded;
use super::{CliError, NOTHING_FOUND, Start};
use crate::case::suggest::{did_you_mean, nearest};
use crate::case::text::clean_line;
use crate::report::{Shelf, agency_brief, case_brief, find_agency};

/// Arguments of `casebook brief`.
#[derive(Debug, Args)]
pub struct BriefArguments {
    /// The id of a case, or an agency by its code, its label or the start of either
    #[arg(value_name = "AGENCY|CASE", required = true)]
    pub of: Vec<String>,
}

pub(super) fn run(start: &Start, arguments: &BriefArguments, output: &mut Output) -> Result<u8, CliError> {
    let loaded = Loaded::read(start)?;
    let wanted = arguments.of.join(" ");
    let shelf = &loaded.shelf;
    // The id of a case is exact, so it can be looked for first; an agency may be named by a part.
    if let Some(report) = loaded.find(&wanted).and_then(|key| case_brief(shelf, key)) {
        return loaded.show(&report, output);
    }
    match find_agency(&shelf.vocabulary, &wanted) {
        Ok(code) => loaded.show(&agency_brief(shelf, &code), output),
        Err(near) => {
            let help = near_misses(shelf, &wanted, &near)
                .unwrap_or_else(|| "`casebook list` prints the ids of cases".to_owned());
            complain(&format!("no case or agency is called \"{}\"; {help}", clean_line(&wanted)));
            Ok(NOTHING_FOUND)
        }
    }
}

/// Cases and agencies that may have been meant.
fn near_misses(shelf: &Shelf, wanted: &str, agencies: &[String]) -> Option<String> {
    let mut near = nearest(wanted, shelf.books.iter().map(|book| book.case.id.as_str()));
    near.extend(agencies.iter().map(String::as_str));
    did_you_mean(&near)
}
