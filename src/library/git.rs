//! What a library's folder held at an earlier commit, where it lies in a git repository.
//!
//! The `git` program is asked, since it knows every form that a repository can have. It only reads: it takes no locks, runs
//! no hook, asks for no password and reaches for no network, whatever the repository's own settings say. It is looked for
//! only where the path of the system names folders from the root: a library may hold a file called "git".

use std::env;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Limits;
use super::entry::Origin;
use super::vocabulary::VOCABULARY_FILE;
use super::walk::is_no_case;
use crate::case::{Case, PartialDate, Vocabulary, read_case};
use crate::text::clean_line;

/// Why an earlier state cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// There is no such program.
    #[error("git is not installed, and is needed to read an earlier revision")]
    Absent,
    /// The folder is in no work tree, or git does not want to read it.
    #[error("{folder} is not in a git repository{}", because(why))]
    NoRepository {
        /// The folder.
        folder: String,
        /// What git says.
        why: String,
    },
    /// The repository has no such commit.
    #[error("git knows no revision \"{0}\"")]
    NoRevision(String),
    /// Something else went wrong.
    #[error("git cannot read {folder}{}", because(why))]
    Failed {
        /// The folder.
        folder: String,
        /// What git says.
        why: String,
    },
}

fn because(why: &str) -> String {
    if why.is_empty() { String::new() } else { format!(": {why}") }
}

/// A folder in the work tree of a git repository.
#[derive(Debug, Clone)]
pub struct Repository {
    folder: PathBuf,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its id, all of it.
    pub id: String,
    /// The day it was made on, here.
    pub day: PartialDate,
}

/// What a folder held at a commit.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// The cases, in the order of their files.
    pub cases: Vec<Case>,
    /// Stems of the files that could not be read as cases.
    pub unread: Vec<String>,
}

/// Where programs are looked for where nobody says.
const USUAL: &str = "/usr/bin:/bin";

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
        let repository = Self { folder: folder.to_owned() };
        let output = repository.run(&["rev-parse", "--is-inside-work-tree"])?;
        if output.status.success() && output.stdout.starts_with(b"true") {
            return Ok(repository);
        }
        let said = said(&output);
        // What git says of a folder outside says no more than we do.
        let why = if said.contains("not a git repository") { String::new() } else { said };
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
        if !output.status.success() || !is_id(&id) {
            return Err(unknown());
        }
        self.newest(&[&id])?.ok_or_else(unknown)
    }

    /// The last commit before the first moment of a day, a month or a year; nothing where the repository begins later.
    ///
    /// # Errors
    /// When git fails.
    pub fn commit_before(&self, day: PartialDate) -> Result<Option<Commit>, GitError> {
        let Ok(head) = self.commit("HEAD") else { return Ok(None) };
        let Some(start) = first_second(day).filter(|start| *start > 0) else { return Ok(None) };
        self.newest(&[&format!("--min-age={}", start - 1), &head.id])
    }

    /// The newest commit that these arguments of `rev-list` leave.
    fn newest(&self, arguments: &[&str]) -> Result<Option<Commit>, GitError> {
        let mut all = vec!["rev-list", "-1", "--timestamp"];
        all.extend(arguments);
        all.push("--");
        let output = self.run(&all)?;
        if !output.status.success() {
            return Err(self.failed(&said(&output)));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let Some((seconds, id)) = text.trim().split_once(' ') else { return Ok(None) };
        let time = seconds.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
        let time = time.ok_or_else(|| self.failed("a commit without a time"))?;
        let day = PartialDate::from(time.to_zoned(TimeZone::system()).date());
        Ok(Some(Commit { id: id.to_owned(), day }))
    }

    /// What the folder held at a commit. Files are found and read by the same rules as those of a library today: `shipped` is
    /// extended by the terms of that time, and a case that does not hold with them is tried with those of `now`.
    ///
    /// # Errors
    /// When git fails.
    pub fn library_at(
        &self,
        commit: &Commit,
        limits: Limits,
        shipped: &Vocabulary,
        now: &Vocabulary,
    ) -> Result<Past, GitError> {
        let mut past = Past::default();
        let mut files = self.files_at(commit, limits, &mut past.unread)?;
        // The terms first: the cases are read with them.
        files.sort_by_key(|file| file.path != VOCABULARY_FILE);
        let mut vocabulary = None;
        self.blobs(&files, |file, bytes| {
            let text = String::from_utf8(bytes);
            if file.path == VOCABULARY_FILE {
                vocabulary = text.ok().map(|text| shipped.extended(&text).0);
                return;
            }
            let stem = Origin::File(PathBuf::from(&file.path)).stem();
            let read = |text: &str| {
                let of_then = read_case(&stem, text, vocabulary.as_ref().unwrap_or(shipped));
                of_then.or_else(|_| read_case(&stem, text, now))
            };
            match text.ok().and_then(|text| read(&text).ok()) {
                Some((case, _)) => past.cases.push(case),
                None => past.unread.push(stem),
            }
        })?;
        Ok(past)
    }

    /// The case files of a commit, and its terms.
    fn files_at(&self, commit: &Commit, limits: Limits, unread: &mut Vec<String>) -> Result<Vec<Blob>, GitError> {
        let output = self.run(&["ls-tree", "-r", "-l", "-z", "--end-of-options", &commit.id])?;
        if !output.status.success() {
            return Err(self.failed(&said(&output)));
        }
        let mut files = Vec::new();
        for line in output.stdout.split(|byte| *byte == 0) {
            let line = String::from_utf8_lossy(line);
            let Some((head, path)) = line.split_once('\t') else { continue };
            let head: Vec<&str> = head.split_whitespace().collect();
            let [mode, "blob", id, size] = head[..] else { continue };
            if !is_case_file(path, limits) {
                continue;
            }
            // A link is not followed into the past: what it led to then is not known.
            let is_link = !mode.starts_with("100");
            if !is_link && size.parse::<u64>().is_ok_and(|size| size <= limits.file_size) {
                files.push(Blob { id: id.to_owned(), path: path.to_owned() });
            } else if path != VOCABULARY_FILE {
                unread.push(Origin::File(PathBuf::from(path)).stem());
            }
        }
        Ok(files)
    }

    /// Reads files of the repository, one after the other.
    fn blobs(&self, files: &[Blob], mut read: impl FnMut(&Blob, Vec<u8>)) -> Result<(), GitError> {
        let failed = |error: io::Error| self.failed(&error.to_string());
        let mut child = self
            .git(&["cat-file", "--batch"])?
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| self.not_run(&error))?;
        let (Some(mut asked), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(self.failed("it cannot be spoken with"));
        };
        let ids: String = files.iter().map(|file| format!("{}\n", file.id)).collect();
        let mut answers = BufReader::new(answers);
        let done = thread::scope(|scope| {
            // Answers wait to be read before all has been asked. When git has gone, the answers say so.
            scope.spawn(move || {
                let _ = asked.write_all(ids.as_bytes());
            });
            let done = files.iter().try_for_each(|file| {
                read(file, answer(&mut answers)?);
                Ok(())
            });
            // When nobody listens any more it ends, and nobody waits to ask it.
            drop(answers);
            done
        });
        let status = child.wait().map_err(failed)?;
        done.map_err(failed)?;
        if status.success() { Ok(()) } else { Err(self.failed("it gave up while files were read")) }
    }

    fn run(&self, arguments: &[&str]) -> Result<Output, GitError> {
        self.git(arguments)?.stdin(Stdio::null()).output().map_err(|error| self.not_run(&error))
    }

    fn git(&self, arguments: &[&str]) -> Result<Command, GitError> {
        let folders = rooted(env::var_os("PATH").unwrap_or_else(|| USUAL.into()));
        let mut git = Command::new(program(&folders).ok_or(GitError::Absent)?);
        // It works in the library's folder, where neither it nor what it starts is looked for.
        git.current_dir(&self.folder).env("PATH", env::join_paths(&folders).unwrap_or_default());
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
            // Its messages are looked at.
            .env("LC_ALL", "C");
        Ok(git)
    }

    fn not_run(&self, error: &io::Error) -> GitError {
        // The folder was there a moment ago; where it is gone, that is what is told.
        if error.kind() == io::ErrorKind::NotFound && self.folder.is_dir() {
            return GitError::Absent;
        }
        self.failed(&error.to_string())
    }

    fn failed(&self, why: &str) -> GitError {
        GitError::Failed { folder: self.shown(), why: clean_line(why).into_owned() }
    }

    fn shown(&self) -> String {
        clean_line(&self.folder.to_string_lossy()).into_owned()
    }
}

/// The folders of a path that are the same wherever one is: not ".", nor an empty one, which means the same.
fn rooted(path: OsString) -> Vec<PathBuf> {
    env::split_paths(&path).filter(|folder| folder.is_absolute()).collect()
}

/// The first git in these folders that can be run.
fn program(folders: &[PathBuf]) -> Option<PathBuf> {
    let name = format!("git{}", env::consts::EXE_SUFFIX);
    let runs = |path: &PathBuf| std::fs::metadata(path).is_ok_and(|found| found.is_file() && may_run(&found));
    folders.iter().map(|folder| folder.join(&name)).find(runs)
}

#[cfg(unix)]
fn may_run(file: &std::fs::Metadata) -> bool {
    std::os::unix::fs::PermissionsExt::mode(&file.permissions()) & 0o111 != 0
}

#[cfg(not(unix))]
fn may_run(_: &std::fs::Metadata) -> bool {
    true
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

/// Whether a walk through the library would find a case file there, or it holds the library's terms.
fn is_case_file(path: &str, limits: Limits) -> bool {
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    let folders = path.matches('/').count();
    let file = Path::new(path);
    let is_toml = file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
    let is_case = folders > 0 || !is_no_case(file) || path == VOCABULARY_FILE;
    is_toml && !hidden && folders <= limits.depth && is_case
}

fn is_id(text: &str) -> bool {
    text.len() >= 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What git complains of, without what it begins with.
fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    clean_line(text.lines().next().unwrap_or_default()).trim_start_matches("fatal: ").to_owned()
}

/// The first second of a day, a month or a year, here.
fn first_second(day: PartialDate) -> Option<i64> {
    let iso = day.iso();
    let full = match iso.len() {
        4 => format!("{iso}-01-01"),
        7 => format!("{iso}-01"),
        _ => iso,
    };
    let date: Date = full.parse().ok()?;
    Some(date.to_zoned(TimeZone::system()).ok()?.timestamp().as_second())
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
            ("searches.toml", false),
            ("sub/searches.toml", true),
            ("README.md", false),
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
    fn only_folders_from_the_root_are_looked_through() {
        let rows = [
            ("/usr/bin:/bin", vec!["/usr/bin", "/bin"]),
            (".:/usr/bin:", vec!["/usr/bin"]),
            (":bin:../bin:./bin", vec![]),
            ("", vec![]),
        ];
        for (path, expected) in rows {
            let expected: Vec<PathBuf> = expected.into_iter().map(PathBuf::from).collect();
            assert_eq!(rooted(path.into()), expected, "{path}");
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
