//! The cases of a library's folder at an earlier commit, where the folder lies in a git repository.
//!
//! The `git` program is asked, since it knows every form that a repository can have. It only reads: it takes no locks, runs
//! no hook, asks for no password and reaches for no network, whatever the repository's own settings say. What it is asked
//! has an end in time, paths and bytes: a repository of a few lines can hold ten million paths.

use std::io::{self, BufRead, BufReader, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Limits;
use super::entry::Origin;
use super::profile::PROFILE_FILE;
use super::programs::{KilledOnDrop, ProgramOutput, Until, ask, may_start, program, spawn};
use super::vocabulary::VOCABULARY_FILE;
use super::walk::{NOTES_FOLDER, is_hidden, is_no_case, is_toml};
use crate::case::read::read_case_under;
use crate::case::{Case, PartialDate, Profile, Vocabulary, read_profile};
use crate::document::Diagnostic;
use crate::text::{clean_line, shown_path};

/// True once git may not be asked.
static KEPT_FROM: AtomicBool = AtomicBool::new(false);

/// From now on this process does not ask git.
pub fn ask_no_more() {
    KEPT_FROM.store(true, Ordering::Relaxed);
}

fn may_ask() -> bool {
    may_start() && !KEPT_FROM.load(Ordering::Relaxed)
}

/// The reason why an earlier state cannot be had.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say what each is")]
pub enum GitError {
    #[error("git is not installed, and is needed to read an earlier revision")]
    Absent,
    #[error("git is not asked for an earlier revision, since this session is restricted")]
    Off,
    /// The folder is in no work tree, or git does not want to read it; `why` is the message of git.
    #[error("{folder} is not in a git repository{}", because(why))]
    NoRepository { folder: String, why: String },
    /// The repository belongs to somebody else, and git reads it only where it is told that this is meant.
    #[error(
        "git does not read {folder}, since its repository belongs to another user; if you trust it: git config --global --add safe.directory {}",
        quoted(repository)
    )]
    Foreign { folder: String, repository: String },
    #[error("git knows no revision \"{0}\"")]
    NoRevision(String),
    #[error("git cannot read {folder}{}", because(why))]
    Failed { folder: String, why: String },
}

impl GitError {
    /// True if there may be a past that was not read.
    pub fn is_failure(&self) -> bool {
        match self {
            // A folder outside git has none.
            Self::NoRepository { why, .. } => !why.is_empty(),
            Self::NoRevision(_) => false,
            Self::Absent | Self::Off | Self::Foreign { .. } | Self::Failed { .. } => true,
        }
    }
}

/// A path as a shell takes it.
fn quoted(path: &str) -> String {
    shell_words::quote(path).into_owned()
}

fn because(why: &str) -> String {
    if why.is_empty() { String::new() } else { format!(": {why}") }
}

/// A folder in the work tree of a git repository.
#[derive(Debug, Clone)]
pub struct Repository {
    folder: PathBuf,
    /// Nothing is asked of it later than this.
    deadline: Instant,
}

/// A commit of the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its id, all of it.
    pub id: String,
    /// The day it was made on, here.
    pub day: PartialDate,
}

/// The contents of a folder at a commit.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// The cases, in the order of their files.
    pub cases: Vec<Case>,
    /// Stems of the files that could not be read as cases.
    pub unread: Vec<String>,
    /// How many files the repository names and does not hold.
    pub missing: usize,
    /// Folders in it that are repositories of their own, whose past is not read.
    pub apart: Vec<String>,
    /// The reason why cases were read under another profile than that of today, where they were.
    pub profile: Option<String>,
}

/// How long one repository is read.
const PATIENCE: Duration = Duration::from_secs(30);
/// How much git may say at once, in bytes: the names of some hundred thousand files.
const MOST_SAID: usize = 64 * 1024 * 1024;
/// More case files than this are not read.
const MOST_FILES: usize = 50_000;
/// More than this in all of them is not read, in bytes.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// Variables that would have git look at another repository than that of the folder.
const ELSEWHERE: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
];

impl Commit {
    /// The beginning of its id, as people write it.
    pub fn short(&self) -> &str {
        self.id.get(..10).unwrap_or(&self.id)
    }
}

impl Repository {
    /// The repository that `folder` lies in.
    ///
    /// # Errors
    /// When there is no git, or the folder is in no work tree.
    pub fn at(folder: &Path) -> Result<Self, GitError> {
        let repository = Self { folder: folder.to_owned(), deadline: Instant::now() + PATIENCE };
        let output = match repository.run(&["rev-parse", "--is-inside-work-tree"]) {
            // Without git nobody misses the past of a folder that has none.
            Err(GitError::Absent | GitError::Off) if !looks_kept(folder) => {
                return Err(GitError::NoRepository { folder: repository.shown(), why: String::new() });
            }
            output => output?,
        };
        if output.success && output.stdout.starts_with(b"true") {
            return Ok(repository);
        }
        let said = said(&output);
        if said.contains("dubious ownership") {
            let repository_path = said.split('\'').nth(1).unwrap_or(&said).to_owned();
            return Err(GitError::Foreign { folder: repository.shown(), repository: repository_path });
        }
        let why = match said.contains("not a git repository") {
            true if looks_kept(folder) => "the .git that is there is none that git can read".to_owned(),
            // The message of git about a folder outside adds nothing to ours.
            true => String::new(),
            false => said,
        };
        Err(GitError::NoRepository { folder: repository.shown(), why })
    }

    /// The commit that a revision names: a tag, a branch, `HEAD~10`.
    ///
    /// # Errors
    /// When there is none.
    pub fn commit(&self, revision: &str) -> Result<Commit, GitError> {
        let unknown = || GitError::NoRevision(clean_line(revision).into_owned());
        if revision.is_empty() || revision.starts_with('-') || revision.contains(['\0', '\n']) {
            return Err(unknown());
        }
        let named = format!("{revision}^{{commit}}");
        let output = self.run(&["rev-parse", "--verify", "--quiet", "--end-of-options", &named])?;
        let id = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if !output.success || !is_id(&id) {
            return Err(unknown());
        }
        self.newest(&[&id])?.ok_or_else(unknown)
    }

    /// The last commit before the first moment of a day, a month or a year; nothing where the repository begins later.
    ///
    /// # Errors
    /// When git fails.
    pub fn commit_before(&self, day: PartialDate) -> Result<Option<Commit>, GitError> {
        // Only a repository without any commit has no HEAD; one whose commit is lost is told by the next question.
        let head = self.run(&["rev-parse", "--verify", "--quiet", "HEAD"])?;
        let head = String::from_utf8_lossy(&head.stdout).trim().to_owned();
        let Some(start) = first_second(day).filter(|start| *start > 0 && is_id(&head)) else { return Ok(None) };
        let found = self.newest(&[&format!("--min-age={}", start - 1), &head])?;
        if found.is_none() && self.run(&["rev-parse", "--is-shallow-repository"])?.stdout.starts_with(b"true") {
            return Err(self.failed("it holds only the newest commits; fetch the others with: git fetch --unshallow"));
        }
        Ok(found)
    }

    /// The newest commit that these arguments of `rev-list` leave.
    fn newest(&self, arguments: &[&str]) -> Result<Option<Commit>, GitError> {
        let mut all = vec!["rev-list", "-1", "--timestamp"];
        all.extend(arguments);
        all.push("--");
        let output = self.run(&all)?;
        if !output.success {
            return Err(self.failed(&said(&output)));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let Some((seconds, id)) = text.trim().split_once(' ') else { return Ok(None) };
        let time = seconds.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
        let time = time.ok_or_else(|| self.failed("a commit without a time"))?;
        let day = PartialDate::from(time.to_zoned(TimeZone::system()).date());
        Ok(Some(Commit { id: id.to_owned(), day }))
    }

    /// The cases of the folder at a commit. Files are found and read by the same rules as those of a library today: `shipped` is
    /// extended by the terms of that time, the profile is that of the time, and a case that does not hold with them is tried with
    /// the terms and the profile of `now`.
    ///
    /// # Errors
    /// When git fails.
    pub fn library_at(
        &self,
        commit: &Commit,
        limits: Limits,
        shipped: &Vocabulary,
        now: (&Vocabulary, &'static Profile),
    ) -> Result<Past, GitError> {
        let mut past = Past::default();
        let mut files = self.files_at(commit, limits, &mut past)?;
        // The terms and the profile of that time first: the cases are read with them.
        files.sort_by_key(|file| file.path != VOCABULARY_FILE && file.path != PROFILE_FILE);
        let mut vocabulary = None;
        let mut of_then: Option<Result<&'static Profile, String>> = None;
        self.blobs(&files, |file, bytes| {
            if Instant::now() > self.deadline {
                return Err(io::ErrorKind::TimedOut.into());
            }
            let text = String::from_utf8(bytes);
            if file.path == VOCABULARY_FILE {
                vocabulary = text.ok().map(|text| shipped.extended(&text).0);
                return Ok(());
            }
            if file.path == PROFILE_FILE {
                let wrong = |problems: Vec<Diagnostic>| {
                    problems.first().map(|first| format!("line {}: {}", first.line, first.message)).unwrap_or_default()
                };
                let text = text.map_err(|_| "it is not text in UTF-8".to_owned());
                of_then = Some(text.and_then(|text| read_profile(&text).map_err(wrong)));
                return Ok(());
            }
            let stem = Origin::File(PathBuf::from(&file.path)).stem();
            // A library whose profile is wrong opens under `case-reviews`, then as now.
            let profile =
                of_then.as_ref().and_then(|read| read.as_ref().ok().copied()).unwrap_or(Profile::case_reviews());
            let read = |text: &str| {
                let read = read_case_under(profile, &stem, text, vocabulary.as_ref().unwrap_or(shipped));
                read.or_else(|_| read_case_under(now.1, &stem, text, now.0))
            };
            match text.ok().and_then(|text| read(&text).ok()) {
                Some((case, _)) => past.cases.push(case),
                None => past.unread.push(stem),
            }
            Ok(())
        })?;
        past.profile = other_profile(of_then, now.1);
        Ok(past)
    }

    /// The case files of a commit, and its terms.
    fn files_at(&self, commit: &Commit, limits: Limits, past: &mut Past) -> Result<Vec<Blob>, GitError> {
        let output = self.run(&["ls-tree", "-r", "-l", "-z", "--end-of-options", &commit.id])?;
        if !output.success {
            return Err(self.failed(&said(&output)));
        }
        let mut files = Vec::new();
        let mut bytes = 0;
        for line in output.stdout.split(|byte| *byte == 0) {
            let line = String::from_utf8_lossy(line);
            let Some((head, path)) = line.split_once('\t') else { continue };
            let head: Vec<&str> = head.split_whitespace().collect();
            let [mode, kind, id, size] = head[..] else { continue };
            if kind == "commit" {
                past.apart.push(path.to_owned());
            }
            if kind != "blob" || !is_case_file(path, limits) {
                continue;
            }
            // A link is not followed into the past: what it led to then is not known.
            let is_link = !mode.starts_with("100");
            if !is_link && size.parse::<u64>().is_ok_and(|size| size <= limits.file_size) {
                files.push(Blob { id: id.to_owned(), path: path.to_owned() });
                bytes += size.parse().unwrap_or(0);
            } else if path != VOCABULARY_FILE && path != PROFILE_FILE {
                past.unread.push(Origin::File(PathBuf::from(path)).stem());
                // Git tells no size of what it does not find.
                past.missing += usize::from(!is_link && size.parse::<u64>().is_err());
            }
            if files.len() + past.unread.len() > MOST_FILES || bytes > MOST_BYTES {
                return Err(self.failed(&format!(
                    "it holds more than {MOST_FILES} case files or {} MB of them, more than are read",
                    MOST_BYTES / 1024 / 1024
                )));
            }
        }
        Ok(files)
    }

    /// Reads files of the repository, one after the other.
    fn blobs(&self, files: &[Blob], mut read: impl FnMut(&Blob, Vec<u8>) -> io::Result<()>) -> Result<(), GitError> {
        let failed = |error: io::Error| self.not_run(&error);
        // The questions lie in a file, so that no thread has to write them while the answers are read.
        let mut asked = tempfile::tempfile().map_err(failed)?;
        files.iter().try_for_each(|file| writeln!(asked, "{}", file.id)).map_err(failed)?;
        asked.rewind().map_err(failed)?;
        let mut git = self.git(&["cat-file", "--batch"])?;
        git.stdin(Stdio::from(asked)).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = KilledOnDrop(spawn(&mut git).map_err(failed)?);
        let Some(answers) = child.0.stdout.take() else { return Err(self.failed("it cannot be spoken with")) };
        let mut answers = BufReader::new(Until::new(answers, self.deadline));
        files.iter().try_for_each(|file| read(file, answer(&mut answers)?)).map_err(failed)?;
        let status = child.0.wait().map_err(failed)?;
        if status.success() { Ok(()) } else { Err(self.failed("it gave up while files were read")) }
    }

    fn run(&self, arguments: &[&str]) -> Result<ProgramOutput, GitError> {
        ask(self.git(arguments)?, self.deadline, MOST_SAID).map_err(|error| self.not_run(&error))
    }

    fn git(&self, arguments: &[&str]) -> Result<Command, GitError> {
        if !may_ask() {
            return Err(GitError::Off);
        }
        let mut git = program("git").ok_or(GitError::Absent)?;
        // It works in the library's folder, where neither it nor what it starts is looked for.
        git.current_dir(&self.folder);
        for setting in ["core.fsmonitor=false", "core.hooksPath=/dev/null", "core.pager=cat", "protocol.allow=never"] {
            git.args(["-c", setting]);
        }
        git.args(arguments);
        for variable in ELSEWHERE {
            git.env_remove(variable);
        }
        git.env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_NO_LAZY_FETCH", "1")
            // An older git does fetch, and a repository's own settings go before those of the command line: with this
            // no way of fetching is left.
            .env("GIT_ALLOW_PROTOCOL", "")
            // This program reads its messages.
            .env("LC_ALL", "C");
        Ok(git)
    }

    fn not_run(&self, error: &io::Error) -> GitError {
        // The folder was there a moment ago; where it is gone, that is what is told.
        if error.kind() == io::ErrorKind::NotFound && self.folder.is_dir() {
            return GitError::Absent;
        }
        match error.kind() {
            io::ErrorKind::TimedOut => self.failed(&format!(
                "it is not read after {} seconds, which is longer than is waited",
                PATIENCE.as_secs()
            )),
            io::ErrorKind::FileTooLarge => self.failed("it holds more paths than are read"),
            _ => self.failed(&error.to_string()),
        }
    }

    fn failed(&self, why: &str) -> GitError {
        GitError::Failed { folder: self.shown(), why: clean_line(why).into_owned() }
    }

    fn shown(&self) -> String {
        shown_path(&self.folder)
    }
}

/// The reason why cases of a commit were read under another profile than that of today.
fn other_profile(of_then: Option<Result<&'static Profile, String>>, now: &'static Profile) -> Option<String> {
    let first = Profile::case_reviews();
    let used = |profile: &Profile| format!("its cases are read as \"{}\"", profile.label);
    let (why, used) = match of_then {
        Some(Ok(profile)) if std::ptr::eq(profile, now) => return None,
        None if std::ptr::eq(first, now) => return None,
        Some(Ok(profile)) => return Some(format!("another {PROFILE_FILE} stood there then; {}", used(profile))),
        Some(Err(why)) => (format!("{PROFILE_FILE} was wrong then ({why})"), used(first)),
        None => (format!("no {PROFILE_FILE} stood there then"), used(first)),
    };
    let or_else =
        if std::ptr::eq(first, now) { String::new() } else { format!(", and what is none as \"{}\"", now.label) };
    Some(format!("{why}; {used}{or_else}"))
}

/// True if a folder looks as if it lay in a repository.
fn looks_kept(folder: &Path) -> bool {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    folder.ancestors().any(|folder| folder.join(".git").exists())
}

/// A file of a commit.
#[derive(Debug)]
struct Blob {
    id: String,
    /// From the library's folder.
    path: String,
}

/// One answer of `cat-file --batch`: its kind and size on a line, then what it holds, then the end of a line.
fn answer(answers: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let wrong = || io::Error::new(io::ErrorKind::InvalidData, "an object is missing");
    let mut head = String::new();
    answers.read_line(&mut head)?;
    let size = head.trim_end().split_once(" blob ").and_then(|(_, size)| size.parse::<u64>().ok());
    let size = size.ok_or_else(wrong)?;
    let mut bytes = Vec::new();
    answers.take(size + 1).read_to_end(&mut bytes)?;
    if bytes.pop() == Some(b'\n') && bytes.len() as u64 == size { Ok(bytes) } else { Err(wrong()) }
}

/// True for a path that a walk through the library would take for a case file, and for the library's terms.
fn is_case_file(path: &str, limits: Limits) -> bool {
    let folders = path.matches('/').count();
    let file = Path::new(path);
    let is_case = folders > 0 || !is_no_case(file) || path == VOCABULARY_FILE || path == PROFILE_FILE;
    let of_group = path.split_once('/').is_some_and(|(folder, _)| folder == NOTES_FOLDER);
    is_toml(file) && !file.iter().any(is_hidden) && folders <= limits.depth && is_case && !of_group
}

fn is_id(text: &str) -> bool {
    text.len() >= 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The complaint of git, without its prefix.
fn said(output: &ProgramOutput) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    clean_line(text.lines().next().unwrap_or_default()).trim_start_matches("fatal: ").to_owned()
}

/// The first second of a day, a month or a year, in the time zone of the system.
fn first_second(day: PartialDate) -> Option<i64> {
    Some(day.first_day().to_zoned(TimeZone::system()).ok()?.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_a_commit_are_those_that_a_walk_would_find() {
        let rows = [
            ("alder.toml", true),
            ("sub/birch.TOML", true),
            ("vocabulary.toml", true),
            ("profile.toml", true),
            ("searches.toml", false),
            ("sub/searches.toml", true),
            ("README.md", false),
            ("notes/ada.toml", false),
            ("sub/notes/a.toml", true),
            (".hidden.toml", false),
            (".git/x.toml", false),
            ("a/b/c/d.toml", false),
        ];
        let limits = Limits { depth: 2, ..Limits::default() };
        for (path, expected) in rows {
            assert_eq!(is_case_file(path, limits), expected, "{path}");
        }
    }

    #[test]
    fn an_answer_is_whole_or_wrong() {
        let rows: [(&[u8], Option<&[u8]>); 5] = [
            (b"abc blob 3\nx\ny\n", Some(b"x\ny")),
            (b"abc blob 0\n\n", Some(b"")),
            (b"abc missing\n", None),
            (b"abc blob 3\nx", None),
            (b"", None),
        ];
        for (mut bytes, expected) in rows {
            assert_eq!(answer(&mut bytes).ok().as_deref(), expected, "{bytes:?}");
        }
    }
}
