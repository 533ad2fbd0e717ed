//! The cache file: what reading a library makes, so that the next session takes it from there.
//!
//! A file of a library whose stamp is still that of its reading is taken from the cache file, and every other is read. So what a
//! session shows is the same with and without one. Nothing in the cache file is believed that could not stand in the library
//! itself: it belongs to the user or to the administrator, each part has a checksum, and every text of a case is cleaned on its way
//! in. It is replaced as a whole, and never changed.

mod bytes;
mod cached;
mod file;
mod flat;
mod keep;
mod look;
mod write;

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::file::read_text;
use super::place::{Limits, Place};
use super::profile::profile_files;
use super::vocabulary::vocabulary_files;

pub use bytes::{ByteReader, ByteWriter};
pub use cached::CachedCase;
pub use file::CacheFile;
pub use flat::{Flat, Grown, StoredBytes, own_size};
pub use keep::Keeping;
pub use look::Look;
pub use write::{MakeIndex, Making, clear, is_open_to_all};

/// The folder of the machine's cache files.
pub const OF_SYSTEM: &str = "/var/cache/casebook";
/// The folder at the top of a library that may hold its own. It is hidden, so that no case is looked for in it.
pub const OF_LIBRARY: &str = ".casebook";
/// The name of the file in it.
const LIBRARY_FILE: &str = "library.index";
/// The name of the user's own place in the log.
const OF_USER: &str = "user";
/// How the names of cache files end.
const ENDING: &str = "index";

/// The use of cache files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CacheMode {
    /// One is read where there is one, and written after a load that took long.
    #[default]
    Auto,
    /// None is read or written.
    Off,
}

/// The folders in which a cache file is looked for, beside the library's own.
#[derive(Debug, Clone)]
pub struct CacheFolders {
    /// The machine's.
    pub system: PathBuf,
    /// The user's; none where no home is known.
    pub user: Option<PathBuf>,
    /// True if one is written into the user's after a load that took long.
    pub writes: bool,
    /// The maker of the index that it holds; without one, it holds the cases alone.
    pub index: Option<MakeIndex>,
}

impl CacheFolders {
    /// The files that are looked for, each with the name of its place: the library's own, the machine's, the user's.
    pub fn files(&self, places: &[Place]) -> Vec<(&'static str, PathBuf)> {
        let mut folders = places.iter().filter(|place| **place != Place::Bundled);
        let own = match (folders.next(), folders.next()) {
            (Some(Place::Folder(folder)), None) => Some(folder.join(OF_LIBRARY)),
            (None, _) => return Vec::new(),
            _ => None,
        };
        let name = |folder: &Path| file_in(folder, places);
        let own = own.map(|folder| ("library", name(&folder)));
        let system = Some(("system", name(&self.system)));
        let user = self.user.as_deref().map(|folder| (OF_USER, name(folder)));
        own.into_iter().chain(system).chain(user).collect()
    }
}

/// The cache file of these places in a folder. In the library's own it has the same name wherever the library lies.
pub fn file_in(folder: &Path, places: &[Place]) -> PathBuf {
    if folder.file_name() == Some(OsStr::new(OF_LIBRARY)) {
        return folder.join(LIBRARY_FILE);
    }
    let mut digest = Sha256::new();
    for place in places {
        let path = match place {
            Place::Bundled => None,
            Place::Folder(path) | Place::File(path) => Some(std::path::absolute(path).unwrap_or_else(|_| path.clone())),
        };
        add(&mut digest, path.as_deref().map_or(&b"bundled"[..], |path| path.as_os_str().as_bytes()));
    }
    let name: String = digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    folder.join(format!("{name}.{ENDING}"))
}

/// A SHA-256 hash.
type Digested = [u8; 32];

fn add(digest: &mut Sha256, part: &[u8]) {
    digest.update((part.len() as u64).to_le_bytes());
    digest.update(part);
}

/// The program that runs: another version, and another build of the same, may read a file otherwise. Nothing where it is not known.
fn program() -> Option<Digested> {
    let file = fs::metadata(env::current_exe().ok()?).ok()?;
    let mut digest = Sha256::new();
    add(&mut digest, env!("CARGO_PKG_VERSION").as_bytes());
    [file.len().cast_signed(), file.mtime(), file.mtime_nsec()]
        .iter()
        .for_each(|part| add(&mut digest, &part.to_le_bytes()));
    Some(digest.finalize().into())
}

/// The terms and profiles of these libraries, on which it depends what is a case.
fn terms(places: &[Place], limits: Limits) -> Digested {
    let mut digest = Sha256::new();
    for path in vocabulary_files(places).into_iter().chain(profile_files(places)) {
        let text = if path.symlink_metadata().is_ok() { Some(read_text(&path, limits)) } else { None };
        match text {
            Some(Ok(text)) => add(&mut digest, text.as_bytes()),
            Some(Err(problem)) => add(&mut digest, problem.to_string().as_bytes()),
            None => add(&mut digest, &[0]),
        }
    }
    digest.finalize().into()
}
