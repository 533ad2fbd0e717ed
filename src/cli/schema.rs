//! `casebook schema`: the JSON Schema of a case file, for editors.

use super::output::Output;
use super::{CliError, FINE, Start};
use crate::case::schema;
use crate::library::own_vocabulary;

pub(super) fn run(start: &Start, output: &mut Output) -> Result<u8, CliError> {
    let request = start.request()?;
    let (vocabulary, _) = own_vocabulary(&request.places, request.limits, &request.vocabulary, false);
    output.line(&serde_json::to_string_pretty(schema(vocabulary.profile()))?)?;
    output.finish()?;
    Ok(FINE)
}
