//! `casebook pictures [CASE]`: the library in pictures, or a case's contacts over time.

use clap::Args;

use super::loaded::Loaded;
use super::output::Output;
use super::{CliError, Start};
use crate::page::{contacts, pictures};

/// Arguments of `casebook pictures`.
#[derive(Debug, Args)]
pub struct PicturesArguments {
    /// The id of a case, whose contacts are drawn over time; without it, the whole library
    #[arg(value_name = "CASE")]
    pub case: Option<String>,
}

pub(super) fn run(start: &Start, arguments: &PicturesArguments, output: &mut Output) -> Result<u8, CliError> {
    let loaded = Loaded::read(start)?;
    let Some(id) = &arguments.case else {
        return loaded.show(&pictures(&loaded.listing), output);
    };
    match loaded.key_of(id).and_then(|key| contacts(&loaded.listing, key)) {
        Some(report) => loaded.show(&report, output),
        None => Ok(loaded.end(false)),
    }
}
