//! The kernel's word that something has changed, and where it cannot be had.

use std::fs;
#[cfg(target_os = "linux")]
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};

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

/// Hears of changes below some folders while it lives.
pub struct Kernel {
    _watcher: RecommendedWatcher,
    roots: Vec<Root>,
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
        let hear = move |event: notify::Result<Event>| match event {
            Ok(event) if matters(&event, &below) => tell(KernelMessage::Changed),
            Ok(_) => {}
            Err(_) => tell(KernelMessage::Lost),
        };
        // A link may lead to the whole of a disk, and what is followed within the library is heard of anyway.
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(hear, config).map_err(|_| NoKernelWatch::Ever)?;
        for (root, deep) in &roots {
            watcher.watch(&root.real, *deep).map_err(|_| NoKernelWatch::Ever)?;
        }
        Ok(Self { _watcher: watcher, roots: roots.into_iter().map(|(root, _)| root).collect() })
    }

    /// True if the named folders are still the watched ones.
    pub fn holds(&self) -> bool {
        let same = |root: &Root| {
            fs::canonicalize(&root.named).is_ok_and(|real| real == root.real)
                && fs::metadata(&root.real).is_ok_and(|found| Stamp::from(&found).identity() == root.identity)
        };
        self.roots.iter().all(same)
    }

    /// True if nothing can change in the folders without a message.
    pub fn hears_all(&self) -> bool {
        self.roots.iter().all(|root| root.on_disk)
    }
}

/// True if an event can be about a case file: reading changes nothing, and hidden and other files are left out, as in loading.
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
        let hidden = |path: &Path| path.iter().any(|name| name.to_string_lossy().starts_with('.'));
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
