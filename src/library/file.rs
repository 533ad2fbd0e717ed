//! Reading one file: no more than it may hold, and nothing that is not a plain file.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use crate::case::diagnostic::Problem;
use crate::case::{Case, Diagnostic, Vocabulary, read_case};

/// The largest case file that is read, in bytes. The largest founding case is about a fiftieth of it.
pub const MAX_FILE_SIZE: u64 = 8 * 1024 * 1024;

/// Reads the case in the file at `path`.
///
/// # Errors
/// Every reason why the file is no case: not a plain file, too large, not readable, not UTF-8, or what [`read_case`] finds.
pub fn read_case_file(path: &Path, vocabulary: &Vocabulary) -> Result<Case, Vec<Diagnostic>> {
    let bytes = read_plain_file(path).map_err(|problem| vec![problem])?;
    let text = std::str::from_utf8(&bytes).map_err(|error| vec![not_utf8(&bytes, error.valid_up_to())])?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    read_case(&stem, text, vocabulary)
}

fn read_plain_file(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let unreadable = |error: &io::Error| {
        let help = match error.kind() {
            io::ErrorKind::PermissionDenied => "ask its owner for the right to read it",
            io::ErrorKind::NotFound => "the file is gone, or a link that points nowhere",
            _ => "check the file",
        };
        Diagnostic::of_file(format!("cannot be read: {error}"), Some(help.to_owned()))
    };
    // A FIFO or device is never opened: opening one could wait for ever.
    let metadata = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if !metadata.is_file() {
        let what = if metadata.is_dir() { "a folder" } else { "not a plain file" };
        return Err(Diagnostic::of_file(
            format!("{what}, although its name ends in .toml"),
            Some("rename it".to_owned()),
        ));
    }
    if metadata.len() > MAX_FILE_SIZE {
        return Err(too_large(metadata.len()));
    }
    let file = fs::File::open(path).map_err(|error| unreadable(&error))?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    file.take(MAX_FILE_SIZE + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > MAX_FILE_SIZE {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(bytes)
}

fn too_large(size: u64) -> Diagnostic {
    Diagnostic::of_file(
        format!(
            "{} MB is too large for a case file (at most {} MB)",
            size.div_ceil(1024 * 1024),
            MAX_FILE_SIZE / 1024 / 1024
        ),
        Some("split the case, or move the file out of the folder".to_owned()),
    )
}

fn not_utf8(bytes: &[u8], valid: usize) -> Diagnostic {
    let wide = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    let help = if wide { "the file is UTF-16; save it as UTF-8" } else { "save the file as UTF-8" };
    let before = String::from_utf8_lossy(bytes.get(..valid).unwrap_or_default());
    Diagnostic::at(&before, valid..valid, Problem::error("not UTF-8 from here on").help(help))
}
