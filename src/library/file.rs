//! Reading one file: no more than it may hold, and nothing that is not a plain file.

use std::fs;
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::OFlags;

use super::Limits;
use super::stamp::Stamp;
use crate::case::Diagnostic;
use crate::document::Problem;
use crate::text::shown_path;

/// The stem of a file.
pub fn stem_of(path: &Path) -> String {
    shown_path(path.file_stem().or(path.file_name()).unwrap_or_default())
}

/// The text of the file at `path`.
///
/// # Errors
/// Why it has none: not a plain file, too large, not readable, not UTF-8.
pub fn read_text(path: &Path, limits: Limits) -> Result<String, Diagnostic> {
    read_stamped(path, limits).0
}

/// The same, with the stamp of the very file that was read; of one that could not be opened, the stamp of what stands there.
pub fn read_stamped(path: &Path, limits: Limits) -> (Result<String, Diagnostic>, Option<Stamp>) {
    let mut stamp = None;
    let bytes = read_plain_file(path, limits, &mut stamp);
    let text = bytes.and_then(|bytes| {
        String::from_utf8(bytes).map_err(|error| not_utf8(error.as_bytes(), error.utf8_error().valid_up_to()))
    });
    (text, stamp)
}

fn read_plain_file(path: &Path, limits: Limits, stamp: &mut Option<Stamp>) -> Result<Vec<u8>, Diagnostic> {
    // A device is never opened: opening one may do something.
    let metadata = fs::metadata(path).map_err(|error| unreadable(&error))?;
    *stamp = Some(Stamp::from(&metadata));
    check(&metadata, limits)?;
    // Something else may stand there by now. A FIFO opened like this does not wait for its writer.
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    let flags = i32::try_from(flags.bits()).unwrap_or(0);
    let file = fs::OpenOptions::new().read(true).custom_flags(flags).open(path).map_err(|error| unreadable(&error))?;
    let metadata = file.metadata().map_err(|error| unreadable(&error))?;
    *stamp = Some(Stamp::from(&metadata));
    check(&metadata, limits)?;
    let mut bytes = Vec::new();
    let length = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
    bytes.try_reserve_exact(length).map_err(|_| unreadable(&io::ErrorKind::OutOfMemory.into()))?;
    file.take(limits.file_size + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > limits.file_size {
        return Err(too_large(bytes.len() as u64, limits));
    }
    Ok(bytes)
}

fn check(metadata: &fs::Metadata, limits: Limits) -> Result<(), Diagnostic> {
    if !metadata.is_file() {
        let what = if metadata.is_dir() { "a folder" } else { "not a plain file" };
        return Err(Diagnostic::of_file(
            format!("{what}, although its name ends in .toml"),
            Some("rename it".to_owned()),
        ));
    }
    if metadata.len() > limits.file_size {
        return Err(too_large(metadata.len(), limits));
    }
    Ok(())
}

fn unreadable(error: &io::Error) -> Diagnostic {
    let help = match error.kind() {
        io::ErrorKind::PermissionDenied => "ask its owner for the right to read it",
        io::ErrorKind::NotFound => "the file is gone, or a link that points nowhere",
        io::ErrorKind::OutOfMemory => "end some of your programs, or have your limit of memory raised",
        _ => "check the file",
    };
    Diagnostic::of_file(format!("cannot be read: {error}"), Some(help.to_owned()))
}

fn too_large(size: u64, limits: Limits) -> Diagnostic {
    let megabytes = |bytes: u64| bytes.div_ceil(1024 * 1024);
    Diagnostic::of_file(
        format!(
            "{} MB is too large for a case file: at most {} MB (library.max_file_size)",
            megabytes(size),
            megabytes(limits.file_size)
        ),
        Some("split the case, move the file out of the library, or raise the limit".to_owned()),
    )
}

fn not_utf8(bytes: &[u8], valid: usize) -> Diagnostic {
    let wide = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    let help = if wide { "the file is UTF-16; save it as UTF-8" } else { "save the file as UTF-8" };
    let before = String::from_utf8_lossy(bytes.get(..valid).unwrap_or_default());
    Diagnostic::at(&before, valid..valid, Problem::error("not UTF-8 from here on").help(help))
}

/// The problems of a file of a library that is no case.
#[derive(Debug, Clone)]
pub struct WrongFile {
    /// The path as the library's folder gives it.
    pub path: PathBuf,
    /// Nothing where the text could not be read.
    pub text: Option<Arc<str>>,
    /// In the order of the lines; at least one.
    pub problems: Vec<Diagnostic>,
}

/// Those of these files that exist, each with its text or the reason why it has none.
pub fn texts_of(files: Vec<PathBuf>, limits: Limits) -> impl Iterator<Item = (PathBuf, Result<String, Diagnostic>)> {
    let there = files.into_iter().filter(|path| path.symlink_metadata().is_ok());
    there.map(move |path| {
        let text = read_text(&path, limits);
        (path, text)
    })
}

#[cfg(test)]
mod tests {
    use std::process::Command;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn a_fifo_that_takes_the_place_of_a_file_does_not_hold_a_reader() {
        let folder = tempfile::tempdir().unwrap();
        let [path, fifo, next] = ["case.toml", "fifo", "next"].map(|name| folder.path().join(name));
        assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                for _ in 0..3000 {
                    fs::hard_link(&fifo, &next).unwrap();
                    fs::rename(&next, &path).unwrap();
                    fs::write(&next, "text").unwrap();
                    fs::rename(&next, &path).unwrap();
                }
                done.store(true, Ordering::Relaxed);
            });
            while !done.load(Ordering::Relaxed) {
                if let (Ok(text), stamp) = read_stamped(&path, Limits::default()) {
                    assert_eq!((text.as_str(), stamp.is_some()), ("text", true));
                }
            }
        });
    }
}
