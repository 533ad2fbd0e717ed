//! The kernel's word that something has changed, and where it cannot be had.

use std::fs;
use std::path::{Path, PathBuf};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::library::Stamp;
use crate::library::load::Place;

/// Why the kernel's word cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoWord {
    /// Not now: a folder is not there, or lies on a file system whose changes the kernel does not hear of.
    Now,
    /// Not at all: there is none, or no more of it.
    Ever,
}

/// What the kernel tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
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
    /// Where it was when it was found.
    real: PathBuf,
    identity: (u64, u64),
}

impl Kernel {
    /// Hears of changes in these places; `tell` is called on a thread of its own.
    pub fn hear(places: &[Place], tell: impl Fn(Word) + Send + 'static) -> Result<Self, NoWord> {
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
            let real = fs::canonicalize(named).map_err(|_| NoWord::Now)?;
            if is_unheard(&real) {
                return Err(NoWord::Now);
            }
            let identity = identity(&real).ok_or(NoWord::Now)?;
            roots.push((Root { named: named.to_owned(), real, identity }, deep));
        }
        let below: Vec<PathBuf> = roots.iter().map(|(root, _)| root.real.clone()).collect();
        let hear = move |event: notify::Result<Event>| match event {
            Ok(event) if matters(&event, &below) => tell(Word::Changed),
            Ok(_) => {}
            Err(_) => tell(Word::Lost),
        };
        // A link may lead to the whole of a disk, and what is followed within the library is heard of anyway.
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(hear, config).map_err(|_| NoWord::Ever)?;
        for (root, deep) in &roots {
            watcher.watch(&root.real, *deep).map_err(|_| NoWord::Ever)?;
        }
        Ok(Self { _watcher: watcher, roots: roots.into_iter().map(|(root, _)| root).collect() })
    }

    /// Whether the folders are still those that are watched.
    pub fn holds(&self) -> bool {
        let same = |root: &Root| {
            fs::canonicalize(&root.named).is_ok_and(|real| real == root.real)
                && identity(&root.real) == Some(root.identity)
        };
        self.roots.iter().all(same)
    }
}

fn identity(path: &Path) -> Option<(u64, u64)> {
    fs::metadata(path).ok().map(|metadata| Stamp::from(&metadata).identity())
}

/// Whether an event can be about a case file: reading changes nothing, and hidden and other files are left out, as in loading.
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

/// File systems that others write to behind the kernel's back: of their changes it hears nothing, or only of its own.
#[cfg(target_os = "linux")]
const UNHEARD: [(i128, &str); 16] = [
    (0x6969, "NFS"),
    (0x517B, "SMB"),
    (0xFE53_4D42, "SMB 2"),
    (0xFF53_4D42, "CIFS"),
    (0x6573_5546, "FUSE"),
    (0x0102_1997, "9p"),
    (0x5346_414F, "AFS"),
    (0x6B41_4653, "AFS in the kernel"),
    (0x7375_7245, "Coda"),
    (0x564C, "NCP"),
    (0x00C3_6400, "Ceph"),
    (0x0BD0_0BD0, "Lustre"),
    (0x4750_4653, "GPFS"),
    (0x7461_636F, "OCFS2"),
    (0x0116_1970, "GFS2"),
    (0x786F_4256, "VirtualBox shared folders"),
];

#[cfg(target_os = "linux")]
fn is_unheard(path: &Path) -> bool {
    rustix::fs::statfs(path).is_ok_and(|found| {
        let magic = i128::from(found.f_type) & 0xffff_ffff;
        UNHEARD.iter().any(|(unheard, _)| *unheard == magic)
    })
}

#[cfg(not(target_os = "linux"))]
fn is_unheard(_: &Path) -> bool {
    false
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
