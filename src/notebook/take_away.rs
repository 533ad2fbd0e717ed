//! Files to take away, such as exports: written whole or not at all, and never over another unless that is asked for.
//!
//! They hold what reports say about real people, and the user's own notes, so that they are made 0600, as the files of the
//! state_folder are: who wants to share one says so.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, PersistError};
use thiserror::Error;

use crate::text::clean_line;

/// Why a file was not written.
#[derive(Debug, Error)]
pub enum TakeAwayError {
    /// A file of this name is there.
    #[error("{} is there already; choose another name, or say that it may be replaced (--force)", shown(.0))]
    Exists(PathBuf),
    /// What is there is no file.
    #[error("{} is a folder; name a file in it, such as {}", shown(.0), shown(&.0.join("casebook.html")))]
    IsFolder(PathBuf),
    /// What is there is a device, a pipe or a socket.
    #[error("{} is no ordinary file; to print on standard output, name no file", shown(.0))]
    NotAFile(PathBuf),
    /// The folder is not there.
    #[error("the folder {} is not there; make it first, or choose another", shown(.0))]
    NoFolder(PathBuf),
    /// The folder lets nobody write.
    #[error("the folder {} may not be written in; choose another", shown(.0))]
    NotWritable(PathBuf),
    /// Anything else.
    #[error("{} cannot be written: {error}", shown(path))]
    Other {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

fn shown(path: &Path) -> String {
    clean_line(&path.to_string_lossy()).into_owned()
}

/// Writes a text as a file of this name: whole or not at all, whatever happens meanwhile. Another file of the name stays as
/// it is unless `replace` says otherwise; what a link leads to is replaced, and not the link.
///
/// # Errors
/// When a file is there already, when what is there is none, and when the folder is missing or lets nobody write.
pub fn write_new(path: &Path, text: &str, replace: bool) -> Result<(), TakeAwayError> {
    let other = |error| TakeAwayError::Other { path: path.to_owned(), error };
    let mut target = path.to_owned();
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => return Err(TakeAwayError::IsFolder(path.to_owned())),
        Ok(there) if !there.is_file() => return Err(TakeAwayError::NotAFile(path.to_owned())),
        Ok(_) if !replace => return Err(TakeAwayError::Exists(path.to_owned())),
        Ok(_) => target = fs::canonicalize(path).map_err(other)?,
        Err(_) => {}
    }
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    // Beside the file that it becomes, since only there can it be given its name in one step.
    let mut file =
        tempfile::Builder::new().prefix(".casebook-").tempfile_in(&folder).map_err(|error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => TakeAwayError::NoFolder(folder.clone()),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => TakeAwayError::NotWritable(folder.clone()),
            _ => other(error),
        })?;
    file.write_all(text.as_bytes()).map_err(other)?;
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
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn left(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn files_are_private_whole_and_never_over_another() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("brief.html");
        write_new(&path, "one", false).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let told = write_new(&path, "two", false).unwrap_err().to_string();
        assert!(told.contains("is there already; choose another name") && told.contains("--force"), "{told}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        write_new(&path, "two", true).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(left(home.path()), 1, "nothing is left behind");
    }

    #[test]
    fn what_stands_in_the_way_is_told() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        fs::write(&file, "kept").unwrap();
        symlink(home.path().join("gone"), home.path().join("dangling")).unwrap();
        let rows: [(PathBuf, bool, &str); 6] = [
            (home.path().to_owned(), false, "is a folder; name a file in it"),
            (home.path().to_owned(), true, "is a folder; name a file in it"),
            (PathBuf::from("/dev/null"), true, "is no ordinary file"),
            (home.path().join("none/x.md"), false, "is not there; make it first"),
            (file.join("x.md"), false, "is not there; make it first"),
            (home.path().join("dangling"), false, "is there already"),
        ];
        for (path, replace, told) in rows {
            let error = write_new(&path, "text", replace).unwrap_err().to_string();
            assert!(error.contains(told), "{}: {error}", path.display());
        }
        assert_eq!(fs::read_to_string(&file).unwrap(), "kept");
        assert_eq!(left(home.path()), 2);
    }

    #[test]
    fn a_link_is_kept_and_leads_to_the_new_text() {
        let home = tempfile::tempdir().unwrap();
        let (file, link) = (home.path().join("file"), home.path().join("link"));
        fs::write(&file, "old").unwrap();
        symlink(&file, &link).unwrap();
        write_new(&link, "new", true).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
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

    #[test]
    fn of_many_at_once_one_wins_and_its_text_is_whole() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("x");
        let texts: Vec<String> = (0..8).map(|number| number.to_string().repeat(50_000)).collect();
        let wins = std::thread::scope(|scope| {
            let writers: Vec<_> =
                texts.iter().map(|text| scope.spawn(|| write_new(&path, text, false).is_ok())).collect();
            writers.into_iter().map(|writer| writer.join().unwrap()).filter(|won| *won).count()
        });
        assert_eq!(wins, 1);
        assert!(texts.contains(&fs::read_to_string(&path).unwrap()));
        assert_eq!(left(home.path()), 1);
    }
}
