//! `casebook new ID`: a skeleton of a case to fill in, never over an existing file.

use std::path::PathBuf;

use super::args::NewArguments;
use super::output::Output;
use super::skeleton::skeleton;
use super::{CliError, FINE, Start};
use crate::case::check::is_id;
use crate::library::{Place, own_vocabulary};
use crate::notebook::{Over, TakeAwayError, write_new};
use crate::text::{clean_line, shown_path};

pub(super) fn run(start: &Start, arguments: &NewArguments, output: &mut Output) -> Result<u8, CliError> {
    let id = &arguments.id;
    if !is_id(id) {
        return Err(CliError::WrongId(clean_line(id).into_owned()));
    }
    let folder = arguments.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    let path = folder.join(format!("{id}.toml"));
    // A library that is not there says nothing of the folder that the case goes to.
    let limits = start.resolve().map(|resolved| resolved.settings.library.limits()).unwrap_or_default();
    let (vocabulary, _) = own_vocabulary(&[Place::Folder(folder.clone())], limits, &start.vocabulary, false);
    match write_new(&path, &skeleton(id, &vocabulary), Over::Nothing) {
        Err(TakeAwayError::Exists(path)) => return Err(CliError::Exists(path)),
        written => written?,
    }
    output.line(&format!("Wrote {}. Fill it in, then: casebook check {0}", shown_path(&path)))?;
    output.finish()?;
    Ok(FINE)
}
