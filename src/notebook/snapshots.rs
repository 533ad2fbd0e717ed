//! Snapshots: what a library said when they were kept, each under a name.

use std::fs;
use std::io::{self, Read};

use jiff::Unit;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::library_state::VERSION;
use super::snapshot_head::head_of;
use super::{LibraryState, StateError, StateFolder};
use crate::case::PartialDate;
use crate::text::clean_line;

const FOLDER: &str = "snapshots";
/// The folder of earlier versions: theirs are read there, and a new one is written to [`FOLDER`].
const OLD_FOLDER: &str = "moments";
const ENDING: &str = ".json";

/// Characters of a file's name that are taken from the snapshot's.
const LONGEST: usize = 60;

/// A snapshot with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The name, cleaned.
    pub name: String,
    /// When it was set, by the user's clock: a day and a time of day.
    pub made: DateTime,
    /// The places of the library that it is a snapshot of: "bundled" and paths. It says little about another library.
    pub library: Vec<String>,
}

impl Snapshot {
    /// A snapshot with this name, to the second.
    ///
    /// # Errors
    /// Why nothing can have that name.
    pub fn new(name: &str, made: DateTime, library: Vec<String>) -> Result<Self, &'static str> {
        let name = clean_line(name).into_owned();
        if PartialDate::from_words(&name).is_some() {
            return Err("a snapshot cannot be called as a date is written, since one asks by dates too; add a word");
        }
        if slug(&name).is_none() {
            return Err("the name of a snapshot needs a letter or a digit");
        }
        Ok(Self { name, made: made.round(Unit::Second).unwrap_or(made), library })
    }

    /// The day it was set on.
    pub fn day(&self) -> PartialDate {
        PartialDate::from(self.made.date())
    }
}

/// The outcome of setting a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SnapshotOutcome {
    /// It is kept.
    Written,
    /// Another has its name, and was left as it is.
    Exists(Snapshot),
}

/// How a snapshot stands in its file: the head first, so that a list of snapshots need not keep what they hold.
#[derive(Serialize)]
struct FileOut<'a> {
    name: &'a str,
    made: String,
    library: &'a [String],
    #[serde(rename = "snapshot")]
    contents: &'a LibraryState,
}

#[derive(Deserialize)]
struct FileIn {
    name: String,
    made: String,
    #[serde(default)]
    library: Vec<String>,
    #[serde(rename = "snapshot")]
    contents: LibraryState,
}

impl FileIn {
    fn split(self) -> Option<(Snapshot, LibraryState)> {
        Some((snapshot_of(&self.name, &self.made, &self.library)?, self.contents))
    }
}

/// The snapshot that these values of a file describe.
fn snapshot_of(name: &str, made: &str, library: &[String]) -> Option<Snapshot> {
    let library = library.iter().map(|place| clean_line(place).into_owned()).collect();
    // One that an earlier version let be called as a date stays one.
    let name = clean_line(name).into_owned();
    (!name.is_empty()).then_some(Snapshot { name, made: made.parse().ok()?, library })
}

/// The name of a snapshot as its file has it: lower-case letters and digits with hyphens between them.
pub fn slug(name: &str) -> Option<String> {
    let slug: String = words_of(name).chars().take(LONGEST).collect();
    (!slug.is_empty()).then_some(slug)
}

/// The words of a name, in small letters, with a hyphen between them.
fn words_of(name: &str) -> String {
    let lower = clean_line(name).to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// A file that may hold a snapshot: its name, and the snapshot where its head can be read.
type SnapshotFile = (String, Option<Snapshot>);

/// The snapshot that a file begins with.
fn head(file: impl Read) -> Option<Snapshot> {
    let head = head_of(file)?;
    snapshot_of(&head.name?, &head.made?, &head.library)
}

impl StateFolder {
    /// Every snapshot, oldest first, and how many files of snapshots could not be read.
    pub fn snapshots(&self) -> (Vec<Snapshot>, usize) {
        let Ok(listed) = self.listed() else { return (Vec::new(), 1) };
        let all = listed.len();
        let mut snapshots: Vec<Snapshot> = listed.into_iter().filter_map(|(_, snapshot)| snapshot).collect();
        let unread = all - snapshots.len();
        snapshots.sort_by(|a, b| (a.made, &a.name).cmp(&(b.made, &b.name)));
        (snapshots, unread)
    }

    /// The files of snapshots, by name; those of earlier versions among them.
    fn listed(&self) -> io::Result<Vec<SnapshotFile>> {
        let mut listed = Vec::new();
        for folder in [FOLDER, OLD_FOLDER] {
            self.own_folders(&format!("{folder}/x"))?;
            let path = self.path(folder);
            let nowhere =
                |error: &io::Error| matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
            let entries = match fs::read_dir(&path) {
                // Nothing is there, or it cannot be there.
                Err(_) if fs::symlink_metadata(&path).is_err_and(|error| nowhere(&error)) => continue,
                entries => entries?,
            };
            for entry in entries.flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                if name.starts_with('.') || !name.ends_with(ENDING) {
                    continue;
                }
                let file = format!("{folder}/{name}");
                // The rest of the file may be wrong all the same; that is said when it is read.
                match self.open(&file) {
                    Ok(Some((open, _))) => listed.push((file, head(open))),
                    Ok(None) => {}
                    Err(_) => listed.push((file, None)),
                }
            }
        }
        listed.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(listed)
    }

    /// The file of the snapshot with exactly this name, which may be one that cannot be read; and a file for it where there
    /// is none yet. Names of which files would be called alike get files of their own.
    fn file_of(&self, name: &str) -> io::Result<(Option<SnapshotFile>, String)> {
        let slug = slug(name).unwrap_or_else(|| "snapshot".to_owned());
        let plain = format!("{FOLDER}/{slug}{ENDING}");
        let old = format!("{OLD_FOLDER}/{slug}{ENDING}");
        let listed = self.listed()?;
        let free = (2..)
            .map(|number| format!("{FOLDER}/{slug}-{number}{ENDING}"))
            .find(|file| listed.iter().all(|(taken, _)| taken != file));
        let free = free.filter(|_| listed.iter().any(|(taken, _)| *taken == plain)).unwrap_or_else(|| plain.clone());
        let (mut named, mut unread) = (None, None);
        for (file, snapshot) in listed {
            match &snapshot {
                Some(known) if known.name == *clean_line(name) => named = Some((file, snapshot)),
                None if file == plain || file == old => unread = Some((file, None)),
                Some(_) | None => {}
            }
        }
        Ok((named.or(unread), free))
    }

    /// The only snapshot that is called like this but for capitals and signs.
    fn only_like(&self, name: &str) -> io::Result<Option<SnapshotFile>> {
        let listed = self.listed()?.into_iter();
        let is_like = |(_, snapshot): &SnapshotFile| {
            snapshot.as_ref().is_some_and(|known| words_of(&known.name) == words_of(name))
        };
        let mut like: Vec<SnapshotFile> = listed.filter(is_like).collect();
        Ok(like.pop().filter(|_| like.is_empty()))
    }

    /// The snapshot with this name, or the only one that is called like this, and what the library said then; nothing where there is none.
    ///
    /// # Errors
    /// Why it cannot be read although it is there.
    pub fn snapshot(&self, name: &str) -> Result<Option<(Snapshot, LibraryState)>, String> {
        let failed = |file: &str, why: String| {
            clean_line(&format!("the snapshot {} cannot be read: {why}", self.path(file).display())).into_owned()
        };
        let (found, _) = self.file_of(name).map_err(|error| failed(FOLDER, error.to_string()))?;
        let found = match found {
            Some(found) => Some(found),
            None => self.only_like(name).map_err(|error| failed(FOLDER, error.to_string()))?,
        };
        let Some((file, _)) = found else { return Ok(None) };
        let failed = |why: String| failed(&file, why);
        let Some(bytes) = self.bytes(&file).map_err(|error| failed(error.to_string()))? else { return Ok(None) };
        let read: FileIn = serde_json::from_slice(&bytes).map_err(|error| failed(error.to_string()))?;
        if read.contents.version > VERSION {
            return Err(failed("it was written by a newer casebook".to_owned()));
        }
        let split = read.split().ok_or_else(|| failed("its name or time is none".to_owned()))?;
        Ok(Some((split.0, split.1.cleaned())))
    }

    /// Sets a snapshot. Where one has its name already, that one stays unless `replace` says otherwise.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_snapshot(
        &self,
        snapshot: &Snapshot,
        contents: &LibraryState,
        replace: bool,
    ) -> Result<SnapshotOutcome, StateError> {
        self.locked(FOLDER, || {
            let (found, free) = self.file_of(&snapshot.name)?;
            let file = match found {
                // One that cannot be read is one all the same.
                Some((_, known)) if !replace => {
                    return Ok(SnapshotOutcome::Exists(known.unwrap_or_else(|| snapshot.clone())));
                }
                Some((file, _)) => file,
                None => free,
            };
            let Snapshot { name, made, library } = snapshot;
            let text = serde_json::to_vec(&FileOut { name, made: made.to_string(), library, contents })
                .map_err(io::Error::other)?;
            self.replace(&file, &text)?;
            Ok(SnapshotOutcome::Written)
        })
    }

    /// Takes a snapshot away; says whether there was one.
    ///
    /// # Errors
    /// When it is there and cannot be taken away.
    pub fn remove_snapshot(&self, name: &str) -> Result<bool, StateError> {
        if [FOLDER, OLD_FOLDER].iter().all(|folder| !self.path(folder).exists()) {
            return Ok(false);
        }
        self.locked(FOLDER, || match self.file_of(name)?.0 {
            Some((file, _)) => self.remove(&file).map(|()| true),
            None => Ok(false),
        })
    }
}
