//! `casebook new ID`: a skeleton of a case to fill in, never over an existing file.

use std::path::PathBuf;

use super::args::NewArguments;
use super::output::Output;
use super::{CliError, FINE, Start};
use crate::case::check::is_id;
use crate::notebook::{Over, TakeAwayError, write_new};
use crate::text::{clean_line, shown_path};

/// The skeleton; `{id}` stands for the id. It passes `check`.
pub const SKELETON: &str = include_str!("skeleton.toml");

pub(super) fn run(_start: &Start, arguments: &NewArguments, output: &mut Output) -> Result<u8, CliError> {
    let id = &arguments.id;
    if !is_id(id) {
        return Err(CliError::WrongId(clean_line(id).into_owned()));
    }
    let folder = arguments.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    let path = folder.join(format!("{id}.toml"));
    match write_new(&path, &SKELETON.replace("{id}", id), Over::Nothing) {
        Err(TakeAwayError::Exists(path)) => return Err(CliError::Exists(path)),
        written => written?,
    }
    output.line(&format!("Wrote {}. Fill it in, then: casebook check {0}", shown_path(&path)))?;
    output.finish()?;
    Ok(FINE)
}
