//! `casebook orphans [CASE]`: findings that nothing answers and recommendations that cite no finding.

use clap::Args;

use super::loaded::Loaded;
use super::output::Output;
use super::{CliError, Start};
use crate::page::orphans;

/// Arguments of `casebook orphans`.
#[derive(Debug, Args)]
pub struct OrphansArguments {
    /// The id of a case, as `casebook list` prints it; without it, all cases
    #[arg(value_name = "CASE")]
    pub case: Option<String>,
}

pub(super) fn run(start: &Start, arguments: &OrphansArguments, output: &mut Output) -> Result<u8, CliError> {
    let loaded = Loaded::read(start)?;
    let only = match &arguments.case {
        None => None,
        Some(id) => match loaded.key_of(id) {
            None => return Ok(loaded.end(false)),
            key => key,
        },
    };
    loaded.show(&orphans(&loaded.listing, only), output)
}
