//! Moments with names: what a library said then.

use std::fs;
use std::io::{self, Read};

use jiff::Unit;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::moment_head::head_of;
use super::snapshot::VERSION;
use super::{Snapshot, StateError, StateFolder};
use crate::case::PartialDate;
use crate::text::clean_line;

const FOLDER: &str = "moments";
const ENDING: &str = ".json";

/// Characters of a file's name that are taken from the moment's.
const LONGEST: usize = 60;

/// A moment with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// What it is called.
    pub name: String,
    /// When it was set, by the user's clock: a day and a time of day.
    pub made: DateTime,
    /// The places of the library that it is a moment of: "bundled" and paths. It says little about another library.
    pub library: Vec<String>,
}

impl Moment {
    /// A moment with this name, to the second.
    ///
    /// # Errors
    /// Why nothing can have that name.
    pub fn new(name: &str, made: DateTime, library: Vec<String>) -> Result<Self, &'static str> {
        let name = clean_line(name).into_owned();
        if name.parse::<PartialDate>().is_ok() {
            return Err("a moment cannot be called as a date is written, since one asks by dates too; add a word");
        }
        if slug(&name).is_none() {
            return Err("the name of a moment needs a letter or a digit");
        }
        Ok(Self { name, made: made.round(Unit::Second).unwrap_or(made), library })
    }

    /// The day it was set on.
    pub fn day(&self) -> PartialDate {
        PartialDate::from(self.made.date())
    }
}

/// What came of setting a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// It is kept.
    Written,
    /// Another has its name, and was left as it is.
    Exists(Moment),
}

/// How a moment stands in its file: the head first, so that a list of moments need not keep what they hold.
#[derive(Serialize)]
struct FileOut<'a> {
    name: &'a str,
    made: String,
    library: &'a [String],
    snapshot: &'a Snapshot,
}

#[derive(Deserialize)]
struct FileIn {
    name: String,
    made: String,
    #[serde(default)]
    library: Vec<String>,
    snapshot: Snapshot,
}

impl FileIn {
    fn split(self) -> Option<(Moment, Snapshot)> {
        Some((moment_of(&self.name, &self.made, &self.library)?, self.snapshot))
    }
}

/// What a file says a moment is.
fn moment_of(name: &str, made: &str, library: &[String]) -> Option<Moment> {
    let library = library.iter().map(|place| clean_line(place).into_owned()).collect();
    Moment::new(name, made.parse().ok()?, library).ok()
}

/// The name of a moment as its file has it: lower-case letters and digits with hyphens between them.
pub fn slug(name: &str) -> Option<String> {
    let lower = clean_line(name).to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let slug: String = words.collect::<Vec<_>>().join("-").chars().take(LONGEST).collect();
    (!slug.is_empty()).then_some(slug)
}

fn file_of(name: &str) -> Option<String> {
    Some(format!("{FOLDER}/{}{ENDING}", slug(name)?))
}

/// The moment that a file begins with.
fn head(file: impl Read) -> Option<Moment> {
    let head = head_of(file)?;
    moment_of(&head.name?, &head.made?, &head.library)
}

impl StateFolder {
    /// Every moment, oldest first, and how many files of moments could not be read.
    pub fn moments(&self) -> (Vec<Moment>, usize) {
        let (mut moments, mut unread) = (Vec::new(), 0);
        let Ok(entries) = fs::read_dir(self.path(FOLDER)) else { return (moments, unread) };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') || !name.ends_with(ENDING) {
                continue;
            }
            // What it holds may be wrong all the same; that is said when it is asked for.
            match self.open(&format!("{FOLDER}/{name}")) {
                Ok(Some((file, _))) => match head(file) {
                    Some(moment) => moments.push(moment),
                    None => unread += 1,
                },
                Ok(None) => {}
                Err(_) => unread += 1,
            }
        }
        moments.sort_by(|a, b| (a.made, &a.name).cmp(&(b.made, &b.name)));
        (moments, unread)
    }

    /// The moment with this name, and what the library said then; nothing where there is none.
    ///
    /// # Errors
    /// Why it cannot be read although it is there.
    pub fn moment(&self, name: &str) -> Result<Option<(Moment, Snapshot)>, String> {
        let Some(file) = file_of(name) else { return Ok(None) };
        let failed = |why: String| {
            clean_line(&format!("the moment {} cannot be read: {why}", self.path(&file).display())).into_owned()
        };
        let Some(bytes) = self.bytes(&file).map_err(|error| failed(error.to_string()))? else { return Ok(None) };
        let read: FileIn = serde_json::from_slice(&bytes).map_err(|error| failed(error.to_string()))?;
        if read.snapshot.version > VERSION {
            return Err(failed("it was written by a newer casebook".to_owned()));
        }
        let split = read.split().ok_or_else(|| failed("its name or time is none".to_owned()))?;
        Ok(Some((split.0, split.1.cleaned())))
    }

    /// Sets a moment. Where one has its name already, that one stays unless `replace` says otherwise.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_moment(&self, moment: &Moment, snapshot: &Snapshot, replace: bool) -> Result<Kept, StateError> {
        let file = file_of(&moment.name).unwrap_or_else(|| format!("{FOLDER}/moment{ENDING}"));
        self.locked(&file, || {
            if !replace && let Some((known, _)) = self.open(&file)? {
                // One that cannot be read is one all the same.
                return Ok(Kept::Exists(head(known).unwrap_or_else(|| moment.clone())));
            }
            let Moment { name, made, library } = moment;
            let text = serde_json::to_vec(&FileOut { name, made: made.to_string(), library, snapshot })
                .map_err(io::Error::other)?;
            self.replace(&file, &text)?;
            Ok(Kept::Written)
        })
    }

    /// Takes a moment away; says whether there was one.
    ///
    /// # Errors
    /// When it is there and cannot be taken away.
    pub fn remove_moment(&self, name: &str) -> Result<bool, StateError> {
        let Some(file) = file_of(name).filter(|file| self.path(file).exists()) else { return Ok(false) };
        self.locked(&file, || self.remove(&file))?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn moment(name: &str, made: &str) -> Moment {
        Moment::new(name, made.parse().unwrap(), vec!["bundled".into()]).unwrap()
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
        for (name, sound) in
            [("Board", true), ("2024", false), ("2024-03-01", false), ("2024 board", true), ("…", false)]
        {
            assert_eq!(Moment::new(name, made, Vec::new()).is_ok(), sound, "{name}");
        }
        let exact = Moment::new("Board", "2026-03-01T10:00:00.123456789".parse().unwrap(), Vec::new()).unwrap();
        assert_eq!(exact.made, made, "parts of a second say nothing");
    }

    #[test]
    fn a_moment_is_kept_listed_and_taken_away() {
        let home = tempfile::tempdir().unwrap();
        let state_folder = StateFolder::new(home.path().join("state"));
        assert_eq!(state_folder.moments(), (vec![], 0));
        assert_eq!(state_folder.moment("board"), Ok(None));
        assert!(!state_folder.remove_moment("board").unwrap());
        let snapshot = Snapshot { version: VERSION, ..Snapshot::default() };
        let (later, earlier) = (moment("Board", "2026-03-01T10:00:00"), moment("Panel", "2025-03-01T10:00:00"));
        assert_eq!(state_folder.set_moment(&later, &snapshot, false).unwrap(), Kept::Written);
        assert_eq!(state_folder.set_moment(&earlier, &snapshot, false).unwrap(), Kept::Written);
        assert_eq!(state_folder.moments(), (vec![earlier, later.clone()], 0));
        // The same name in another spelling.
        let again = moment("board!", "2026-04-01T10:00:00");
        assert_eq!(state_folder.set_moment(&again, &snapshot, false).unwrap(), Kept::Exists(later.clone()));
        assert_eq!(state_folder.moment("BOARD").unwrap().unwrap(), (later, snapshot.clone()));
        assert_eq!(state_folder.set_moment(&again, &snapshot, true).unwrap(), Kept::Written);
        assert_eq!(state_folder.moment("board").unwrap().unwrap().0, again);
        let mode = |name: &str| fs::metadata(state_folder.path(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("moments"), mode("moments/board.json")), (0o700, 0o600));
        assert!(state_folder.remove_moment("Board").unwrap());
        fs::write(state_folder.path("moments/odd.json"), "{").unwrap();
        assert_eq!((state_folder.moments().0.len(), state_folder.moments().1), (1, 1));
        assert!(state_folder.moment("odd").unwrap_err().contains("odd.json cannot be read"));
        let newer = Snapshot { version: VERSION + 1, ..Snapshot::default() };
        state_folder.set_moment(&again, &newer, true).unwrap();
        assert!(state_folder.moment("board").unwrap_err().contains("a newer casebook"));
    }
}
