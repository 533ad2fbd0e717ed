//! The folder: 0700, its files 0600, and one lock for everybody who writes.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why something could not be kept.
#[derive(Debug, Error)]
#[error("{path} cannot be written: {source}")]
pub struct DeskError {
    path: String,
    source: io::Error,
}

/// The user's own folder.
#[derive(Debug, Clone)]
pub struct Desk {
    folder: PathBuf,
}

impl Desk {
    /// The desk in this folder, which is made when something is written.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The path of one of its files.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The text of a file; nothing where there is none or it cannot be read. Bytes that are no text become marks.
    pub fn read(&self, name: &str) -> String {
        fs::read(self.path(name)).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
    }

    /// Makes what `change` makes of a file's text its new text. Two programs that do so at once lose nothing: one waits for
    /// the other. The file is replaced whole or stays as it was.
    ///
    /// # Errors
    /// When the folder or the file cannot be written.
    pub fn change(&self, name: &str, change: impl FnOnce(String) -> String) -> Result<(), DeskError> {
        let path = self.path(name);
        self.change_at(&path, name, change).map_err(|source| DeskError {
            path: crate::case::text::clean_line(&path.to_string_lossy()).into_owned(),
            source,
        })
    }

    fn change_at(&self, path: &Path, name: &str, change: impl FnOnce(String) -> String) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        let lock: File =
            OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(self.path("lock"))?;
        lock.lock()?;
        let before = self.read(name);
        let after = change(before.clone());
        if after == before {
            return Ok(());
        }
        // Made 0600, as the crate's temporary files are.
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(after.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn files_are_private_and_whole() {
        let home = tempfile::tempdir().unwrap();
        let desk = Desk::new(home.path().join("a/b"));
        assert_eq!(desk.read("x"), "");
        desk.change("x", |before| before + "one\n").unwrap();
        desk.change("x", |before| before + "two\n").unwrap();
        assert_eq!(desk.read("x"), "one\ntwo\n");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&home.path().join("a/b")), 0o700);
        assert_eq!(mode(&desk.path("x")), 0o600);
        assert_eq!(mode(&desk.path("lock")), 0o600);
        assert_eq!(fs::read_dir(home.path().join("a/b")).unwrap().count(), 2, "nothing is left behind");
    }

    #[test]
    fn two_at_once_lose_nothing() {
        let home = tempfile::tempdir().unwrap();
        let desk = Desk::new(home.path().to_owned());
        std::thread::scope(|scope| {
            for name in ["a", "b", "c", "d"] {
                let desk = &desk;
                scope.spawn(move || {
                    for number in 0..25 {
                        desk.change("x", |before| format!("{before}{name}{number}\n")).unwrap();
                    }
                });
            }
        });
        assert_eq!(desk.read("x").lines().count(), 100);
    }

    #[test]
    fn what_cannot_be_written_is_told() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("file"), "").unwrap();
        let desk = Desk::new(home.path().join("file/folder"));
        let told = desk.change("x", |_| "one".to_owned()).unwrap_err().to_string();
        assert!(told.contains("cannot be written"), "{told}");
    }
}
