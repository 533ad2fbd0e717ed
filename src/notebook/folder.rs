//! The folder: 0700, its files 0600, and one lock for everybody who writes.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use thiserror::Error;

use crate::text::clean_line;

/// Why something could not be kept.
#[derive(Debug, Error)]
#[error("{path} cannot be written: {source}")]
pub struct StateError {
    path: String,
    source: io::Error,
}

impl StateError {
    /// The kind of what failed, without the path.
    pub fn kind(&self) -> ErrorKind {
        self.source.kind()
    }
}

/// The user's own folder.
#[derive(Debug, Clone)]
pub struct StateFolder {
    folder: PathBuf,
}

/// How a file begins that is not whole yet. Only who holds the lock makes one, so that any other is left from a program
/// that was killed.
const UNFINISHED: &str = ".unfinished-";

/// The largest file of the state folder that is read, in bytes: a moment of a very large library.
const LARGEST: u64 = 512 * 1024 * 1024;

/// More files than this are not kept aside for one name.
const MOST_ASIDE: usize = 1000;

impl StateFolder {
    /// The state_folder in this folder, which is made when something is written.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The path of one of its files.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The text of a file; nothing where there is none or it cannot be read. Bytes that are no text become marks.
    pub fn read(&self, name: &str) -> String {
        match self.bytes(name) {
            Ok(Some(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
            Ok(None) | Err(_) => String::new(),
        }
    }

    /// What a file holds; nothing where there is none.
    ///
    /// # Errors
    /// When it is there and cannot be read: then nobody may write over it either.
    pub(super) fn bytes(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let Some((file, length)) = self.open(name)? else { return Ok(None) };
        let mut bytes = Vec::with_capacity(usize::try_from(length.min(LARGEST)).unwrap_or(0));
        file.take(LARGEST + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LARGEST {
            return Err(io::Error::new(ErrorKind::FileTooLarge, "it is too large; move it away"));
        }
        Ok(Some(bytes))
    }

    /// A file to be read, with its length; nothing where there is none.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub(super) fn open(&self, name: &str) -> io::Result<Option<(File, u64)>> {
        // A FIFO opened like this does not wait for its writer.
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        let flags = i32::try_from(flags.bits()).unwrap_or(0);
        let file = match OpenOptions::new().read(true).custom_flags(flags).open(self.path(name)) {
            Ok(file) => file,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
            Err(error) => return Err(error),
        };
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(io::Error::new(ErrorKind::InvalidInput, "it is not a plain file; move it away"));
        }
        Ok(Some((file, metadata.len())))
    }

    /// Makes what `change` makes of a file's text its new text. Two programs that do so at once lose nothing: one waits for
    /// the other. The file is replaced whole or stays as it was.
    ///
    /// # Errors
    /// When the folder or the file cannot be written.
    pub fn change(&self, name: &str, change: impl FnOnce(String) -> String) -> Result<(), StateError> {
        self.locked(name, || {
            let before =
                self.bytes(name)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
            let after = change(before.clone());
            if after == before { Ok(()) } else { self.replace(name, after.as_bytes()) }
        })
    }

    /// Does `work` while nobody else writes. `name` is the file that a failure is told of.
    pub(super) fn locked<T>(&self, name: &str, work: impl FnOnce() -> io::Result<T>) -> Result<T, StateError> {
        let work = || {
            DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
            let lock: File =
                OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(self.path("lock"))?;
            lock.lock()?;
            work()
        };
        work()
            .map_err(|source| StateError { path: clean_line(&self.path(name).to_string_lossy()).into_owned(), source })
    }

    /// Replaces a file whole, so that whoever has been told that it was written finds it even after the power has failed.
    /// Only for who holds the lock.
    pub(super) fn replace(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(name);
        let folder = path.parent().unwrap_or(&self.folder);
        if folder != self.folder {
            DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        sweep(folder);
        // Made 0600, as the crate's temporary files are.
        let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(&path).map_err(|error| error.error)?;
        sync(folder)
    }

    /// Takes a file away. Only for who holds the lock.
    pub(super) fn remove(&self, name: &str) -> io::Result<()> {
        let path = self.path(name);
        fs::remove_file(&path)?;
        sync(path.parent().unwrap_or(&self.folder))
    }

    /// Gives a file a second name, so that its own can be written anew; returns that name. Only for who holds the lock.
    pub(super) fn keep_aside(&self, name: &str) -> io::Result<String> {
        for number in 1..=MOST_ASIDE {
            let aside = format!("{name}.broken-{number}");
            match fs::hard_link(self.path(name), self.path(&aside)) {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                // Not every file system has second names.
                Err(_) => {
                    let bytes = self.bytes(name)?.unwrap_or_default();
                    self.replace(&aside, &bytes)?;
                }
            }
            fs::set_permissions(self.path(&aside), Permissions::from_mode(0o600))?;
            return Ok(aside);
        }
        Err(io::Error::new(ErrorKind::AlreadyExists, "too many broken files were kept beside it; move them away"))
    }
}

/// Has the names of a folder written out.
fn sync(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Some file systems cannot do it for folders, and then have nothing to wait for.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}

/// Takes away what killed programs have left.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            // Litter does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_private_and_whole() {
        let home = tempfile::tempdir().unwrap();
        let state_folder = StateFolder::new(home.path().join("a/b"));
        assert_eq!(state_folder.read("x"), "");
        state_folder.change("x", |before| before + "one\n").unwrap();
        fs::write(state_folder.path(".unfinished-left"), "by a killed program").unwrap();
        state_folder.change("x", |before| before + "two\n").unwrap();
        assert_eq!(state_folder.read("x"), "one\ntwo\n");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&home.path().join("a/b")), 0o700);
        assert_eq!(mode(&state_folder.path("x")), 0o600);
        assert_eq!(mode(&state_folder.path("lock")), 0o600);
        assert_eq!(fs::read_dir(home.path().join("a/b")).unwrap().count(), 2, "nothing is left behind");
    }

    #[test]
    fn two_at_once_lose_nothing() {
        let home = tempfile::tempdir().unwrap();
        let state_folder = StateFolder::new(home.path().to_owned());
        std::thread::scope(|scope| {
            for name in ["a", "b", "c", "d"] {
                let state_folder = &state_folder;
                scope.spawn(move || {
                    for number in 0..25 {
                        state_folder.change("x", |before| format!("{before}{name}{number}\n")).unwrap();
                    }
                });
            }
        });
        assert_eq!(state_folder.read("x").lines().count(), 100);
    }

    #[test]
    fn what_cannot_be_written_is_told() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("file"), "").unwrap();
        let state_folder = StateFolder::new(home.path().join("file/folder"));
        let told = state_folder.change("x", |_| "one".to_owned()).unwrap_err().to_string();
        assert!(told.contains("cannot be written"), "{told}");
        assert_eq!(state_folder.read("x"), "");
    }

    #[test]
    fn what_is_there_and_cannot_be_read_is_not_written_over() {
        let home = tempfile::tempdir().unwrap();
        let state_folder = StateFolder::new(home.path().to_owned());
        fs::create_dir(state_folder.path("x")).unwrap();
        assert!(state_folder.change("x", |_| "one".to_owned()).is_err());
        assert!(state_folder.path("x").is_dir());
        // Nor does a pipe hold a reader.
        assert!(std::process::Command::new("mkfifo").arg(state_folder.path("y")).status().unwrap().success());
        assert!(state_folder.change("y", |_| "one".to_owned()).unwrap_err().to_string().contains("not a plain file"));
        assert_eq!(state_folder.read("y"), "");
    }
}
