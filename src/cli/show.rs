//! `casebook show ID`: a whole case as text.

use std::io;
use std::sync::Arc;

use super::args::ShowArguments;
use super::list::unique;
use super::output::{Output, complain, complain_of};
use super::{CliError, FINE, NOTHING_FOUND, Start, WRONG};
use crate::app::detail::whole_case;
use crate::case::Case;
use crate::library::{Catalogue, EntryKey, load_all};
use crate::text::clean_line;
use crate::text::near::{did_you_mean, nearest};

pub(super) fn run(start: &Start, arguments: &ShowArguments, output: &mut Output) -> Result<u8, CliError> {
    let resolved = start.resolve()?;
    let (entries, vocabulary) = load_all(start.request(&resolved), |_, _| ());
    let mut catalogue = Catalogue::default();
    for entry in unique(entries) {
        catalogue.add(entry);
    }
    start.redactor(&resolved, &mut catalogue);
    // A case is asked for by its own id, or by the one that a redacted list shows.
    let named = |key: &EntryKey| {
        let has = |case: Option<&Arc<Case>>| case.is_some_and(|case| case.id.as_str() == arguments.id);
        has(catalogue.real(*key)) || has(catalogue.case(*key).filter(|_| catalogue.is_redacted()))
    };
    let key = catalogue.iter().map(|(key, _)| key).find(named);
    let Some(case) = key.and_then(|key| catalogue.case(key)) else {
        return Ok(not_found(&catalogue, &arguments.id));
    };
    if arguments.json {
        output.json(case.as_ref())?;
    } else if arguments.toml {
        output.text(&case_file(case)?)?;
    } else {
        for line in whole_case(case, output.columns, &vocabulary) {
            output.line(line.to_string().trim_end())?;
        }
    }
    output.finish()?;
    Ok(if complain_of(&catalogue) { WRONG } else { FINE })
}

/// The case as the file that it would be read from again. It is written anew rather than copied, so that nothing reaches
/// the terminal that was not cleaned; comments are lost.
fn case_file(case: &Case) -> Result<String, CliError> {
    toml::to_string(case).map_err(|error| CliError::Write(io::Error::other(error)))
}

fn not_found(catalogue: &Catalogue, id: &str) -> u8 {
    if complain_of(&catalogue.unreadable_of(id)) {
        return WRONG;
    }
    let ids = catalogue.iter().filter_map(|(key, _)| catalogue.case(key)).map(|case| case.id.as_str());
    let near = did_you_mean(&nearest(id, ids)).unwrap_or_else(|| "`casebook list` prints the ids".to_owned());
    complain(&format!("no case has the id \"{}\"; {near}", clean_line(id)));
    NOTHING_FOUND
}
