//! Files that a command writes to take away: a page, a table to edit elsewhere.

use std::path::Path;

use super::CliError;
use super::loaded::Loaded;
use super::output::Output;
use crate::notebook::{Over, write_new};
use crate::text::clean_line;
use crate::write::{SheetFormat, for_editing, sheet_bytes};

/// Writes what is exported to its file, or to standard output where there is none.
pub(super) fn take_away(
    path: Option<&Path>,
    bytes: Vec<u8>,
    is_text: bool,
    force: bool,
    output: &mut Output,
) -> Result<(), CliError> {
    match path {
        Some(path) => {
            write_new(path, &bytes, if force { Over::Anything } else { Over::Nothing })?;
            output.line(&format!("Wrote {}", clean_line(&path.to_string_lossy())))?;
        }
        None if !is_text && output.is_terminal => {
            return Err(CliError::Wrong("a workbook is no text for a terminal; name a file: --output FILE".to_owned()));
        }
        None if !is_text => output.bytes(&bytes)?,
        None => output.text(&String::from_utf8_lossy(&bytes))?,
    }
    Ok(())
}

/// Writes the table to edit in the form that is named, or that the ending of its file means.
pub(super) fn write_for_editing(
    loaded: &Loaded,
    path: Option<&Path>,
    form: Option<SheetFormat>,
    force: bool,
    output: &mut Output,
) -> Result<u8, CliError> {
    if loaded.catalogue.is_redacted() {
        return Err(CliError::Wrong("a table with names hidden cannot come back; leave --private away".to_owned()));
    }
    let ending = path.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
    let form = match (form, ending.as_deref()) {
        (Some(form), _) => form,
        (None, None | Some("csv")) => SheetFormat::Csv,
        (None, Some("xlsx")) => SheetFormat::Xlsx,
        (None, Some(_)) => {
            return Err(CliError::Wrong("end the name of the file in .xlsx or .csv".to_owned()));
        }
    };
    let sheet = for_editing(&loaded.listing);
    let found = !sheet.rows.is_empty();
    let path = path.filter(|path| *path != Path::new("-"));
    take_away(path, sheet_bytes(&sheet, form), form == SheetFormat::Csv, force, output)?;
    output.finish()?;
    Ok(loaded.end(found))
}
