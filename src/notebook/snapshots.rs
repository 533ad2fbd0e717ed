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
/// Where earlier versions kept them: they are read there, and a new one is written to [`FOLDER`].
const OLD_FOLDER: &str = "moments";
const ENDING: &str = ".json";

/// Characters of a file's name that are taken from the snapshot's.
const LONGEST: usize = 60;

/// A snapshot with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// What it is called.
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

/// What came of setting a snapshot.
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

/// What a file says a snapshot is.
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
type Listed = (String, Option<Snapshot>);

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
    fn listed(&self) -> io::Result<Vec<Listed>> {
        let mut listed = Vec::new();
        for folder in [FOLDER, OLD_FOLDER] {
            self.own_folders(&format!("{folder}/x"))?;
            let Ok(entries) = fs::read_dir(self.path(folder)) else { continue };
            for entry in entries.flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                if name.starts_with('.') || !name.ends_with(ENDING) {
                    continue;
                }
                let file = format!("{folder}/{name}");
                // What it holds may be wrong all the same; that is said when it is asked for.
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
    fn file_of(&self, name: &str) -> io::Result<(Option<Listed>, String)> {
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
    fn only_like(&self, name: &str) -> io::Result<Option<Listed>> {
        let listed = self.listed()?.into_iter();
        let is_like =
            |(_, snapshot): &Listed| snapshot.as_ref().is_some_and(|known| words_of(&known.name) == words_of(name));
        let mut like: Vec<Listed> = listed.filter(is_like).collect();
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn snapshot(name: &str, made: &str) -> Snapshot {
        Snapshot::new(name, made.parse().unwrap(), vec!["bundled".into()]).unwrap()
    }

    #[test]
    fn names_become_file_names() {
        let long = "a".repeat(200);
        let rows = [
            ("Board, March 2026", Some("board-march-2026")),
            ("  ../../etc/passwd", Some("etc-passwd")),
            ("Gwynedd ä", Some("gwynedd-ä")),
            ("…", None),
            ("", None),
            ("a\u{1b}[31mb", Some("a-b")),
        ];
        for (name, expected) in rows {
            assert_eq!(slug(name).as_deref(), expected, "{name:?}");
        }
        assert_eq!(slug(&long).map(|slug| slug.len()), Some(LONGEST));
    }

    #[test]
    fn a_name_is_no_date_and_no_mere_sign() {
        let made: DateTime = "2026-03-01T10:00:00".parse().unwrap();
        for (name, sound) in [
            ("Board", true),
            ("2024", false),
            ("2024-03-01", false),
            ("10 June 2024", false),
            ("10/06/2024", false),
            ("June 2024", false),
            ("Jun 2024", false),
            (" 10 jun 2024 ", false),
            ("2024 board", true),
            ("10 June 2024, board", true),
            ("…", false),
        ] {
            assert_eq!(Snapshot::new(name, made, Vec::new()).is_ok(), sound, "{name}");
        }
        let exact = Snapshot::new("Board", "2026-03-01T10:00:00.123456789".parse().unwrap(), Vec::new()).unwrap();
        assert_eq!(exact.made, made, "parts of a second say nothing");
    }

    #[test]
    fn a_snapshot_is_kept_listed_and_taken_away() {
        let home = tempfile::tempdir().unwrap();
        let state_folder = StateFolder::new(home.path().join("state"));
        assert_eq!(state_folder.snapshots(), (vec![], 0));
        assert_eq!(state_folder.snapshot("board"), Ok(None));
        assert!(!state_folder.remove_snapshot("board").unwrap());
        let contents = LibraryState { version: VERSION, ..LibraryState::default() };
        let (later, earlier) = (snapshot("Board", "2026-03-01T10:00:00"), snapshot("Panel", "2025-03-01T10:00:00"));
        assert_eq!(state_folder.set_snapshot(&later, &contents, false).unwrap(), SnapshotOutcome::Written);
        assert_eq!(state_folder.set_snapshot(&earlier, &contents, false).unwrap(), SnapshotOutcome::Written);
        assert_eq!(state_folder.snapshots(), (vec![earlier, later.clone()], 0));
        let again = snapshot("Board", "2026-04-01T10:00:00");
        assert_eq!(
            state_folder.set_snapshot(&again, &contents, false).unwrap(),
            SnapshotOutcome::Exists(later.clone())
        );
        assert_eq!(state_folder.snapshot("Board").unwrap().unwrap(), (later, contents.clone()));
        assert_eq!(state_folder.set_snapshot(&again, &contents, true).unwrap(), SnapshotOutcome::Written);
        assert_eq!(state_folder.snapshot("Board").unwrap().unwrap().0, again);
        let mode = |name: &str| fs::metadata(state_folder.path(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("snapshots"), mode("snapshots/board.json")), (0o700, 0o600));
        assert!(state_folder.remove_snapshot("Board").unwrap());
        fs::write(state_folder.path("snapshots/odd.json"), "{").unwrap();
        assert_eq!((state_folder.snapshots().0.len(), state_folder.snapshots().1), (1, 1));
        assert!(state_folder.snapshot("odd").unwrap_err().contains("odd.json cannot be read"));
        assert!(state_folder.remove_snapshot("odd").unwrap(), "one that cannot be read can go");
        let newer = LibraryState { version: VERSION + 1, ..LibraryState::default() };
        state_folder.set_snapshot(&again, &newer, true).unwrap();
        assert!(state_folder.snapshot("Board").unwrap_err().contains("a newer casebook"));
    }

    #[test]
    fn names_that_differ_are_different_snapshots() {
        let home = tempfile::tempdir().unwrap();
        let state_folder = StateFolder::new(home.path().join("state"));
        let long = "Safeguarding partnership board of the northern area, meeting of 3";
        let names = [
            format!("{long} June"),
            format!("{long} July"),
            "Board".to_owned(),
            "board".to_owned(),
            "Board!".to_owned(),
            "Board 2".to_owned(),
            "Board-2".to_owned(),
        ];
        let contents =
            |name: &str| LibraryState { version: VERSION, unread: [name.to_owned()].into(), ..LibraryState::default() };
        for round in 0..2 {
            for name in &names {
                let kept =
                    state_folder.set_snapshot(&snapshot(name, "2026-03-01T10:00:00"), &contents(name), round == 1);
                assert_eq!(kept.unwrap(), SnapshotOutcome::Written, "{name}");
            }
            assert_eq!(state_folder.snapshots().0.len(), names.len());
        }
        for (gone, name) in names.iter().enumerate() {
            let (known, said) = state_folder.snapshot(name).unwrap().unwrap();
            assert_eq!((known.name.as_str(), said), (name.as_str(), contents(name)));
            assert!(state_folder.remove_snapshot(name).unwrap());
            assert_ne!(state_folder.snapshot(name).unwrap().map(|(known, _)| known.name).as_ref(), Some(name));
            assert_eq!(state_folder.snapshots().0.len(), names.len() - gone - 1);
        }
    }

    #[test]
    fn one_that_an_earlier_version_called_as_a_date_can_still_be_had() {
        let home = tempfile::tempdir().unwrap();
        let state_folder = StateFolder::new(home.path().join("state"));
        let old = Snapshot { name: "10 June 2024".into(), ..snapshot("x", "2026-03-01T10:00:00") };
        state_folder.set_snapshot(&old, &LibraryState { version: VERSION, ..LibraryState::default() }, false).unwrap();
        assert_eq!(state_folder.snapshots().0, std::slice::from_ref(&old));
        assert_eq!(state_folder.snapshot("10 June 2024").unwrap().unwrap().0, old);
    }

    #[test]
    fn snapshots_of_earlier_versions_are_read_where_they_stand() {
        let home = tempfile::tempdir().unwrap();
        let state_folder = StateFolder::new(home.path().join("state"));
        fs::create_dir_all(state_folder.path(OLD_FOLDER)).unwrap();
        let text = r#"{"name":"Board","made":"2026-03-01T10:00:00","library":["bundled"],"snapshot":{"version":1,"cases":[]}}"#;
        fs::write(state_folder.path("moments/board.json"), text).unwrap();
        let old = snapshot("Board", "2026-03-01T10:00:00");
        assert_eq!(state_folder.snapshots(), (vec![old.clone()], 0));
        assert_eq!(state_folder.snapshot("Board").unwrap().unwrap().0, old);
        let new = snapshot("Board", "2026-05-01T10:00:00");
        let contents = LibraryState { version: VERSION, ..LibraryState::default() };
        assert_eq!(state_folder.set_snapshot(&new, &contents, false).unwrap(), SnapshotOutcome::Exists(old));
        assert_eq!(state_folder.set_snapshot(&new, &contents, true).unwrap(), SnapshotOutcome::Written);
        assert_eq!(state_folder.snapshots(), (vec![new], 0));
        assert!(state_folder.remove_snapshot("Board").unwrap());
        assert_eq!(state_folder.snapshots(), (vec![], 0));
    }
}
