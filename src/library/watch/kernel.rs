//! The kernel's word that something has changed, and where it cannot be had.

use std::ffi::OsStr;
use std::fs::{self, File};
#[cfg(target_os = "linux")]
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use walkdir::{DirEntry, WalkDir};

use crate::library::place::Place;
use crate::library::stamp::Stamp;

/// Why the kernel's word cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoKernelWatch {
    /// Not now: a folder is not there.
    Now,
    /// Not at all: there is none, or no more of it.
    Ever,
}

/// A message of the kernel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KernelMessage {
    /// Something may have changed.
    Changed,
    /// From now on changes may go unheard.
    Lost,
}

/// The folders in which version control systems keep what is theirs.
const VERSIONS: [&str; 4] = [".git", ".hg", ".svn", ".jj"];

/// True where each folder is watched by itself. To have one watched with all below it looks at every file on Linux, which takes longer
/// than all else that a session with a cache file does.
const BY_FOLDER: bool = cfg!(target_os = "linux");

/// Hears of changes below some folders while it lives.
pub struct Kernel {
    _watcher: RecommendedWatcher,
    /// True once a folder has come that is not watched.
    is_new: Arc<AtomicBool>,
    roots: Vec<Root>,
    mounts: Mounts,
}

/// A folder that is watched.
struct Root {
    named: PathBuf,
    /// The resolved path when the watch began.
    real: PathBuf,
    identity: (u64, u64),
    on_disk: bool,
}

impl Kernel {
    /// Hears of changes in these places; `tell` is called on a thread of its own.
    pub fn hear(places: &[Place], tell: impl Fn(KernelMessage) + Send + 'static) -> Result<Self, NoKernelWatch> {
        let mut roots = Vec::new();
        let mounts = Mounts::open();
        for place in places {
            let (named, deep) = match place {
                Place::Bundled => continue,
                Place::Folder(folder) => (folder.as_path(), RecursiveMode::Recursive),
                Place::File(file) => (
                    file.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new(".")),
                    RecursiveMode::NonRecursive,
                ),
            };
            let real = fs::canonicalize(named).map_err(|_| NoKernelWatch::Now)?;
            let metadata = fs::metadata(&real).map_err(|_| NoKernelWatch::Now)?;
            let (identity, on_disk) = (Stamp::from(&metadata).identity(), is_on_disk(&metadata));
            roots.push((Root { named: named.to_owned(), real, identity, on_disk }, deep));
        }
        let below: Vec<PathBuf> = roots.iter().map(|(root, _)| root.real.clone()).collect();
        let is_new: Arc<AtomicBool> = Arc::default();
        let hear = {
            let is_new = Arc::clone(&is_new);
            move |event: notify::Result<Event>| match event {
                Ok(event) => {
                    is_new.fetch_or(BY_FOLDER && brings_folder(&event), Ordering::Relaxed);
                    if matters(&event, &below) {
                        tell(KernelMessage::Changed);
                    }
                }
                Err(_) => tell(KernelMessage::Lost),
            }
        };
        // A link may lead to the whole of a disk, and what is followed within the library is heard of anyway.
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(hear, config).map_err(|_| NoKernelWatch::Ever)?;
        for (root, deep) in &roots {
            let mut watch = |folder: &Path, deep| watcher.watch(folder, deep).map_err(|_| NoKernelWatch::Ever);
            match deep {
                RecursiveMode::Recursive if BY_FOLDER => {
                    // Each is watched before it is listed, so that none comes unseen.
                    folders(&root.real).try_for_each(|folder| watch(&folder, RecursiveMode::NonRecursive))?;
                }
                deep => watch(&root.real, *deep)?,
            }
        }
        Ok(Self { _watcher: watcher, is_new, roots: roots.into_iter().map(|(root, _)| root).collect(), mounts })
    }

    /// True if the named folders are still the watched ones, no other has come into them, and nothing was mounted or unmounted,
    /// perhaps within them.
    pub fn holds(&self) -> bool {
        let same = |root: &Root| {
            fs::canonicalize(&root.named).is_ok_and(|real| real == root.real)
                && fs::metadata(&root.real).is_ok_and(|found| Stamp::from(&found).identity() == root.identity)
        };
        !self.is_new.load(Ordering::Relaxed) && !self.mounts.have_changed() && self.roots.iter().all(same)
    }

    /// True if nothing can change in the folders without a message.
    pub fn hears_all(&self) -> bool {
        self.roots.iter().all(|root| root.on_disk)
    }
}

/// The mounts of the system, as they were when the watch began: what is mounted over a folder within a library, or taken away
/// from there, changes no folder that the kernel tells of.
#[derive(Debug)]
struct Mounts(Option<File>);

impl Mounts {
    /// The present ones; systems without a table of them tell of none.
    fn open() -> Self {
        Self(if cfg!(target_os = "linux") { File::open("/proc/self/mounts").ok() } else { None })
    }

    /// True if there are others by now, which the table itself is asked for: nothing is read.
    fn have_changed(&self) -> bool {
        let Some(table) = &self.0 else { return false };
        let mut asked = [PollFd::new(table, PollFlags::PRI)];
        let now = Timespec { tv_sec: 0, tv_nsec: 0 };
        poll(&mut asked, Some(&now)).is_ok_and(|count| count > 0)
    }
}

/// A folder and those below it, but for those of version control systems. None is listed before it was given.
fn folders(root: &Path) -> impl Iterator<Item = PathBuf> {
    let is_version = |name: &OsStr| VERSIONS.iter().any(|known| name == *known);
    let entries = WalkDir::new(root).into_iter();
    let folders = entries.filter_entry(move |entry| {
        entry.file_type().is_dir() && (entry.depth() == 0 || !is_version(entry.file_name()))
    });
    folders.filter_map(|folder| folder.ok().map(DirEntry::into_path))
}

/// True if a folder may have come with an event.
fn brings_folder(event: &Event) -> bool {
    match event.kind {
        EventKind::Create(CreateKind::Folder) => true,
        EventKind::Modify(ModifyKind::Name(_)) => event.paths.iter().any(|path| path.is_dir()),
        _ => event.need_rescan(),
    }
}

/// True if an event can be about a case file: reading changes nothing, and hidden and other files are left out, as in loading. A
/// link of the library may lead into a hidden folder, but into none of a version control system.
fn matters(event: &Event, roots: &[PathBuf]) -> bool {
    if event.need_rescan() || event.paths.is_empty() {
        return true;
    }
    let contents = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) | EventKind::Modify(ModifyKind::Data(_)) => true,
        EventKind::Access(_) => return false,
        _ => false,
    };
    event.paths.iter().any(|path| {
        let below = roots.iter().filter_map(|root| path.strip_prefix(root).ok());
        let hidden = |path: &Path| {
            path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
                || path.iter().any(|name| VERSIONS.iter().any(|known| name == *known))
        };
        let toml = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
        // A name alone may be that of a folder; only a file has contents.
        below.into_iter().any(|below| !hidden(below)) && (toml || !contents)
    })
}

/// True if a folder lies on a disk of this machine, so that nobody writes to it without its kernel: its device has a driver
/// of its own. What is shared over a network, or made by a program, has none.
#[cfg(target_os = "linux")]
fn is_on_disk(metadata: &fs::Metadata) -> bool {
    rustix::fs::major(metadata.dev()) != 0
}

#[cfg(not(target_os = "linux"))]
fn is_on_disk(_: &fs::Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, MetadataKind, RemoveKind, RenameMode};

    use super::*;

    #[test]
    fn reading_and_hidden_and_other_files_do_not_matter() {
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
        let rows = [
            (EventKind::Access(AccessKind::Open(AccessMode::Any)), "/lib/a.toml", false),
            (EventKind::Access(AccessKind::Close(AccessMode::Read)), "/lib/a.toml", false),
            (written, "/lib/a.toml", true),
            (written, "/lib/sub/a.TOML", true),
            (written, "/lib/notes.txt", false),
            (written, "/lib/.a.toml.swp", false),
            (written, "/lib/.git/a.toml", false),
            (written, "/lib/sub/.svn/text-base/a.toml", false),
            (written, "/lib/.v2/a.toml", true),
            (written, "/lib/.v2/notes.txt", false),
            (EventKind::Create(CreateKind::Folder), "/lib/.v2/sub", true),
            (closed, "/lib/a.toml", true),
            (EventKind::Create(CreateKind::Folder), "/lib/sub", true),
            (EventKind::Remove(RemoveKind::File), "/lib/a.toml", true),
            (EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), "/lib/sub", true),
            (EventKind::Modify(ModifyKind::Name(RenameMode::To)), "/lib/sub", true),
            (EventKind::Modify(ModifyKind::Name(RenameMode::To)), "/lib/.hidden", false),
            (EventKind::Remove(RemoveKind::Folder), "/lib", true),
        ];
        for (kind, path, expected) in rows {
            let event = Event::new(kind).add_path(path.into());
            assert_eq!(matters(&event, &["/lib".into()]), expected, "{kind:?} {path}");
        }
    }
}
