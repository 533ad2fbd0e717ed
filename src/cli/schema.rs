//! `casebook schema`: the JSON Schema of a case file, for editors.

use super::output::Output;
use super::{CliError, FINE, Start};
use crate::case::{Profile, schema};
use crate::library::own_vocabulary;

pub(super) fn run(start: &Start, output: &mut Output) -> Result<u8, CliError> {
    // An editor gets a schema even if the settings are wrong: that of case reviews.
    let profile = start.request().map_or_else(
        |_| Profile::case_reviews(),
        |request| own_vocabulary(&request.places, request.limits, &request.vocabulary, false).0.profile(),
    );
    output.line(&serde_json::to_string_pretty(schema(profile))?)?;
    output.finish()?;
    Ok(FINE)
}
