//! Files to take away, such as exports: written whole or not at all, and never over another unless that is asked for.
//!
//! They hold what reports say about real people, and the user's own notes, so that they are made 0600, as the files of the
//! state_folder are: who wants to share one says so.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use directories::BaseDirs;
use tempfile::{NamedTempFile, PersistError};
use thiserror::Error;

use super::folder::sweep;
use crate::text::shown_path;

/// How a file begins that is not whole yet.
const UNFINISHED: &str = ".casebook-";
/// One that has lain for so long was left by a program that was killed: none writes for an hour.
const FORGOTTEN: Duration = Duration::from_secs(3600);

/// The reason why a file was not written.
#[derive(Debug, Error)]
#[allow(missing_docs, reason = "the messages say what each is")]
pub enum TakeAwayError {
    #[error("{} is there already; choose another name, or say that it may be replaced (--force)", shown_path(.0))]
    Exists(PathBuf),
    #[error("{} is a folder; name a file in it, such as {}", shown_path(.0), shown_path(&.0.join("casebook.html")))]
    IsFolder(PathBuf),
    #[error("{} is no ordinary file; to print on standard output, name no file", shown_path(.0))]
    NotAFile(PathBuf),
    #[error("the folder {} is not there; make it first, or choose another", shown_path(.0))]
    NoFolder(PathBuf),
    /// A hidden file may be one that programs read when somebody logs in, or the like.
    #[error("{} is a hidden file, which programs may act on; only --force on the command line writes one", shown_path(.0))]
    Hidden(PathBuf),
    #[error("Not written: this session may write no file")]
    Restricted,
    #[error("the folder {} may not be written in; choose another", shown_path(.0))]
    NotWritable(PathBuf),
    #[error("{} cannot be written: {error}", shown_path(path))]
    Other { path: PathBuf, error: io::Error },
}

/// The files that may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Nothing: the name is a new one.
    Nothing,
    /// Another file of the name, since somebody was asked.
    Another,
    /// Another, and hidden files too: somebody said so on the command line.
    Anything,
}

/// Writes bytes as a file of this name: whole or not at all, whatever happens meanwhile. Another file of the name stays as
/// it is unless `over` says otherwise. A link of the name is replaced itself: it may be somebody else's, and what it leads
/// to was not named.
///
/// # Errors
/// When a file is there already, when what is there is none, when it would be a hidden one, and when the folder is missing
/// or lets nobody write.
pub fn write_new(path: &Path, bytes: &(impl AsRef<[u8]> + ?Sized), over: Over) -> Result<(), TakeAwayError> {
    let other = |error| TakeAwayError::Other { path: path.to_owned(), error };
    let (target, replace) = (path.to_owned(), over != Over::Nothing);
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => return Err(TakeAwayError::IsFolder(path.to_owned())),
        Ok(there) if !there.is_file() => return Err(TakeAwayError::NotAFile(path.to_owned())),
        Ok(_) if !replace => return Err(TakeAwayError::Exists(path.to_owned())),
        Ok(_) | Err(_) => {}
    }
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    if over != Over::Anything && is_hidden(&folder, &target) {
        return Err(TakeAwayError::Hidden(path.to_owned()));
    }
    sweep(&folder, UNFINISHED, FORGOTTEN);
    // Beside the file that it becomes, since only there can it be given its name in one step.
    let mut file =
        tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(&folder).map_err(|error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => TakeAwayError::NoFolder(folder.clone()),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => TakeAwayError::NotWritable(folder.clone()),
            _ => other(error),
        })?;
    file.write_all(bytes.as_ref()).map_err(other)?;
    file.as_file().sync_all().map_err(other)?;
    let named = if replace { file.persist(&target).map_err(|refused| refused.error) } else { name(file, &target) };
    named.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => TakeAwayError::Exists(path.to_owned()),
        _ => other(error),
    })?;
    // The name is kept by the folder. Not every file system can be told to keep it now, and the file stands either way.
    let _ = File::open(&folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// True for a hidden name and for a hidden folder of the user's home: there programs look for files to act on.
fn is_hidden(folder: &Path, target: &Path) -> bool {
    let dotted = |name: &OsStr| name.as_encoded_bytes().starts_with(b".");
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let in_home = || {
        let home = real(BaseDirs::new()?.home_dir());
        Some(real(folder).strip_prefix(home).ok()?.iter().any(dotted))
    };
    target.file_name().is_some_and(dotted) || in_home().unwrap_or(false)
}

/// Gives the file its name if nothing has it.
fn name(file: NamedTempFile, target: &Path) -> io::Result<File> {
    match file.persist_noclobber(target) {
        Ok(file) => Ok(file),
        Err(PersistError { error, .. }) if error.kind() == ErrorKind::AlreadyExists => Err(error),
        // Some file systems of memory sticks can neither link nor refuse to replace.
        Err(PersistError { file, .. }) => claim(file, target),
    }
}

/// Claims the name with an empty file, which only one can make, and replaces that.
fn claim(file: NamedTempFile, target: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(target)?;
    file.persist(target).map_err(|refused| {
        // The empty file was made here.
        let _ = fs::remove_file(target);
        refused.error
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_hidden_file_needs_the_command_line() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join(".bashrc");
        for over in [Over::Nothing, Over::Another] {
            assert!(matches!(write_new(&path, "x", over), Err(TakeAwayError::Hidden(_))));
        }
        write_new(&path, "x", Over::Anything).unwrap();
        let real = BaseDirs::new().unwrap().home_dir().to_owned();
        for (folder, hidden) in [(".ssh", true), ("a/.config/b", true), ("", false), ("Documents", false)] {
            assert_eq!(is_hidden(&real.join(folder), &real.join(folder).join("rc")), hidden, "{folder}");
        }
        assert!(!is_hidden(Path::new("/srv/.cache"), Path::new("/srv/.cache/x.md")), "not the home");
    }

    #[test]
    fn where_nothing_else_serves_a_name_is_claimed_once() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("x");
        let temporary = || {
            let mut file = NamedTempFile::new_in(home.path()).unwrap();
            file.write_all(b"whole").unwrap();
            file
        };
        claim(temporary(), &path).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "whole");
        assert_eq!(claim(temporary(), &path).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(left(home.path()), 1);
    }
}
