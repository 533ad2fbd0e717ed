//! `casebook show ID`: a whole case as text.

use std::io;

use super::args::ShowArguments;
use super::loaded::Loaded;
use super::output::{Output, complain_of};
use super::{CliError, FINE, NOTHING_FOUND, Start, WRONG};
use crate::app::detail::whole_case;
use crate::case::Case;

pub(super) fn run(start: &Start, arguments: &ShowArguments, output: &mut Output) -> Result<u8, CliError> {
    let loaded = Loaded::read(start)?;
    let Some(case) = loaded.find(&arguments.id).and_then(|key| loaded.listing.case(key)) else {
        return Ok(if complain_of(&loaded.catalogue.unreadable_of(&arguments.id)) {
            WRONG
        } else {
            loaded.complain_of_id(&arguments.id);
            NOTHING_FOUND
        });
    };
    if arguments.json {
        output.json(case.as_ref())?;
    } else if arguments.toml {
        output.text(&case_file(case)?)?;
    } else {
        for line in whole_case(case, output.columns, &loaded.listing.vocabulary) {
            output.line(line.to_string().trim_end())?;
        }
    }
    output.finish()?;
    Ok(FINE)
}

/// The case as the file that it would be read from again. It is written anew rather than copied, so that nothing reaches
/// the terminal that was not cleaned; comments are lost.
fn case_file(case: &Case) -> Result<String, CliError> {
    toml::to_string(case).map_err(|error| CliError::Write(io::Error::other(error)))
}
