//! The folder: 0700, its files 0600, and one lock for everybody who writes.
//!
//! Only what the user alone can have written is believed: a folder or a file of another owner, or one that others may
//! write, is refused with the reason, as ssh refuses its own. A file that is a link is read and written where it leads.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::OFlags;
use thiserror::Error;

use crate::library::trust::{Owner, SHARED_FILE, SHARED_FOLDER, own};
use crate::text::{clean_line, shown_path};

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

    /// The reason first, and the name of the file alone: for a line that may be cut.
    pub fn short(&self) -> String {
        let file = self.path.rsplit('/').next().unwrap_or(&self.path);
        format!("{} ({file})", clean_line(&self.source.to_string()))
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

/// The largest file of the state folder that is read, in bytes: a snapshot of a very large library.
const LARGEST: u64 = 512 * 1024 * 1024;

/// More files than this are not kept aside for one name.
const MOST_ASIDE: usize = 1000;
/// More links than this do not lead anywhere.
const MOST_LINKS: usize = 40;

/// How long another program is waited for that holds the lock, and between two looks.
const PATIENCE: Duration = Duration::from_secs(2);
const LOOK: Duration = Duration::from_millis(20);

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

    /// The bytes of a file; nothing where there is none.
    ///
    /// # Errors
    /// When it is there and cannot be read: then nobody may write over it either.
    pub(super) fn bytes(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let Some((file, length)) = self.open(name)? else { return Ok(None) };
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(usize::try_from(length.min(LARGEST)).unwrap_or(usize::MAX))?;
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
        self.own_folders(name)?;
        // A FIFO opened like this does not wait for its writer.
        let flags = raw(OFlags::NONBLOCK | OFlags::NOCTTY);
        let file = match OpenOptions::new().read(true).custom_flags(flags).open(self.path(name)) {
            Ok(file) => file,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
            Err(error) => return Err(error),
        };
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(io::Error::new(ErrorKind::InvalidInput, "it is not a plain file; move it away"));
        }
        own(&self.path(name), &metadata, Owner::User, SHARED_FILE)?;
        Ok(Some((file, metadata.len())))
    }

    /// Refuses the folder of a file, or the state folder around it, unless it is the user's own.
    pub(super) fn own_folders(&self, name: &str) -> io::Result<()> {
        let path = self.path(name);
        let inner = path.parent().filter(|folder| *folder != self.folder);
        for folder in std::iter::once(self.folder.as_path()).chain(inner) {
            match fs::metadata(folder) {
                Ok(metadata) if metadata.is_dir() => own(folder, &metadata, Owner::User, SHARED_FOLDER)?,
                // Opening it tells more.
                Ok(_) | Err(_) => {}
            }
        }
        Ok(())
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
            self.own_folders(name)?;
            let _lock = self.lock()?;
            work()
        };
        work().map_err(|source| StateError { path: shown_path(&self.path(name)), source })
    }

    /// The lock, which ends with the value. Another program that holds it is waited for, but not for ever.
    pub(super) fn lock(&self) -> io::Result<File> {
        let path = self.path("lock");
        let flags = raw(OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY);
        let lock =
            OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).custom_flags(flags).open(&path);
        let lock = lock.map_err(|error| match path.is_symlink() {
            true => io::Error::new(error.kind(), "its lock is a link; take it away"),
            false => error,
        })?;
        own(&path, &lock.metadata()?, Owner::User, SHARED_FILE)?;
        let start = Instant::now();
        loop {
            match lock.try_lock() {
                Ok(()) => return Ok(lock),
                Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => thread::sleep(LOOK),
                Err(TryLockError::WouldBlock) => {
                    let held = format!("another program holds {}; end it, then try again", path.display());
                    return Err(io::Error::new(ErrorKind::WouldBlock, held));
                }
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }

    /// Replaces a file whole, so that whoever has been told that it was written finds it even after the power has failed.
    /// Only for who holds the lock.
    pub(super) fn replace(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        if let Some(folder) = self.path(name).parent().filter(|folder| *folder != self.folder) {
            DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        let path = behind_links(self.path(name))?;
        let folder = path.parent().unwrap_or(&self.folder);
        sweep(folder, UNFINISHED, Duration::ZERO);
        // Made 0600, as the crate's temporary files are.
        let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(&path).map_err(|error| error.error)?;
        sync(folder)
    }

    /// Takes a file away. Only for who holds the lock.
    pub(super) fn remove(&self, name: &str) -> io::Result<()> {
        let path = behind_links(self.path(name))?;
        fs::remove_file(&path)?;
        sync(path.parent().unwrap_or(&self.folder))
    }

    /// Gives a file a second name, so that its own can be written anew; returns that name. Only for who holds the lock.
    pub(super) fn keep_aside(&self, name: &str) -> io::Result<String> {
        let path = behind_links(self.path(name))?;
        for number in 1..=MOST_ASIDE {
            let aside = format!("{name}.broken-{number}");
            match fs::hard_link(&path, self.path(&aside)) {
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

fn raw(flags: OFlags) -> i32 {
    i32::try_from(flags.bits()).unwrap_or(0)
}

/// The file that a path leads to, through links, whether it is there or not.
fn behind_links(mut path: PathBuf) -> io::Result<PathBuf> {
    for _ in 0..MOST_LINKS {
        match fs::read_link(&path) {
            // The target of a link is relative to the link's folder.
            Ok(target) => path = path.parent().unwrap_or(Path::new("")).join(target),
            // No link, or nothing.
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::new(ErrorKind::InvalidInput, "its links lead nowhere; take them away"))
}

/// Has the names of a folder written out.
fn sync(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Some file systems cannot do it for folders, and then have nothing to wait for.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}

/// Takes away what killed programs have left: files that begin so and have lain for so long.
pub(super) fn sweep(folder: &Path, prefix: &str, age: Duration) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix)) {
        let lies =
            entry.metadata().and_then(|metadata| metadata.modified()).map(|time| time.elapsed().unwrap_or_default());
        if lies.is_ok_and(|lies| lies >= age) {
            // Litter does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_written_through_however_many_there_are() {
        let home = tempfile::tempdir().unwrap();
        let state_folder = StateFolder::new(home.path().join("state"));
        let dots = home.path().join("dots");
        fs::create_dir(&dots).unwrap();
        state_folder.change("plain", |_| "plain".to_owned()).unwrap();
        // The link's name, what it says, the file that is to be written.
        let rows = [
            ("straight", dots.join("straight"), dots.join("straight")),
            ("relative", PathBuf::from("../dots/relative"), dots.join("relative")),
            ("twice", dots.join("hop"), dots.join("twice")),
        ];
        std::os::unix::fs::symlink("twice", dots.join("hop")).unwrap();
        for (name, says, target) in rows {
            std::os::unix::fs::symlink(says, state_folder.path(name)).unwrap();
            for text in ["one", "two"] {
                state_folder.change(name, |_| text.to_owned()).unwrap();
                assert_eq!(
                    (fs::read_to_string(&target).unwrap().as_str(), state_folder.read(name).as_str()),
                    (text, text)
                );
                assert!(state_folder.path(name).is_symlink(), "{name}");
            }
            let aside = state_folder.locked(name, || state_folder.keep_aside(name)).unwrap();
            state_folder.change(name, |_| "three".to_owned()).unwrap();
            assert_eq!(fs::read_to_string(state_folder.path(&aside)).unwrap(), "two", "{name}");
            state_folder.locked(name, || state_folder.remove(name)).unwrap();
            assert!(!target.exists() && state_folder.path(name).is_symlink(), "{name}");
        }
        std::os::unix::fs::symlink("round", state_folder.path("round")).unwrap();
        assert!(state_folder.change("round", |_| "one".to_owned()).is_err());
    }

    #[test]
    fn what_others_may_write_is_refused_with_the_reason() {
        let home = tempfile::tempdir().unwrap();
        // The file, its mode, and whether it is still believed.
        let rows = [
            ("", 0o700, true),
            ("", 0o755, true),
            ("", 0o777, false),
            ("", 0o770, false),
            ("", 0o1777, false),
            ("sub", 0o777, false),
            ("x", 0o644, true),
            ("x", 0o666, false),
            ("lock", 0o666, false),
        ];
        for (number, (name, mode, believed)) in rows.into_iter().enumerate() {
            let state_folder = StateFolder::new(home.path().join(number.to_string()));
            for file in ["x", "sub/y"] {
                state_folder.locked(file, || state_folder.replace(file, b"text")).unwrap();
            }
            fs::set_permissions(state_folder.path(name), Permissions::from_mode(mode)).unwrap();
            let file = if name == "sub" { "sub/y" } else { "x" };
            let written = state_folder.change(file, |_| "mine".to_owned());
            assert_eq!(written.is_ok(), believed, "{name} {mode:o}");
            if let Err(refused) = written {
                let refused = refused.to_string();
                assert!(refused.contains("others may write to") && refused.contains("chmod go-w"), "{refused}");
            }
            if name != "lock" {
                assert_eq!(state_folder.read(file).is_empty(), !believed, "{name} {mode:o}");
            }
        }
    }

    #[test]
    fn another_owner_is_refused() {
        let home = tempfile::tempdir().unwrap();
        assert!(own(home.path(), &fs::metadata(home.path()).unwrap(), Owner::User, SHARED_FOLDER).is_ok());
        // Only the superuser can give a folder away; everybody else has that of the first process.
        let given = std::os::unix::fs::chown(home.path(), Some(65_534), None).is_ok();
        let foreign = if given { home.path() } else { Path::new("/proc/1") };
        let told = own(foreign, &fs::metadata(foreign).unwrap(), Owner::User, SHARED_FOLDER).unwrap_err().to_string();
        assert!(told.contains("another user ("), "{told}");
        if given {
            let state_folder = StateFolder::new(home.path().to_owned());
            assert!(state_folder.change("x", |_| "one".to_owned()).is_err());
        }
    }

    #[test]
    fn a_lock_that_another_holds_is_not_waited_for_for_ever() {
        let home = tempfile::tempdir().unwrap();
        let state_folder = StateFolder::new(home.path().to_owned());
        state_folder.change("x", |_| "one".to_owned()).unwrap();
        let held = state_folder.lock().unwrap();
        let start = Instant::now();
        let told = state_folder.change("x", |_| "two".to_owned()).unwrap_err().to_string();
        assert!(told.contains("another program holds"), "{told}");
        assert!(start.elapsed() >= PATIENCE && start.elapsed() < PATIENCE * 5);
        drop(held);
        state_folder.change("x", |_| "two".to_owned()).unwrap();
        assert_eq!(state_folder.read("x"), "two");
        // A lock that leads elsewhere, and one that is a pipe.
        fs::remove_file(state_folder.path("lock")).unwrap();
        std::os::unix::fs::symlink(home.path().join("elsewhere"), state_folder.path("lock")).unwrap();
        let told = state_folder.change("x", |_| "three".to_owned()).unwrap_err().to_string();
        assert!(told.contains("its lock is a link"), "{told}");
        assert!(!home.path().join("elsewhere").exists());
        fs::remove_file(state_folder.path("lock")).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(state_folder.path("lock")).status().unwrap().success());
        assert!(state_folder.change("x", |_| "three".to_owned()).is_err());
    }
}
