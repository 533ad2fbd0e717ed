//! `casebook schema`: the JSON Schema of a case file, for editors.

use super::output::Output;
use super::{CliError, FINE};
use crate::case::read::CASE_SCHEMA;

pub(super) fn run(output: &mut Output) -> Result<u8, CliError> {
    output.line(&serde_json::to_string_pretty(&*CASE_SCHEMA)?)?;
    output.finish()?;
    Ok(FINE)
}
