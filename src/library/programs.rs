//! Programs that are started: which one a name means, and answers that have an end.
//!
//! A name is looked for only where the path of the system names folders from the root, for every program alike: a library,
//! or the folder that one happens to be in, may hold a file called "git" or "vi".

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind, Read};
use std::os::fd::AsFd;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use nix::sys::signal::{SigSet, SigmaskHow};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

/// True once no program may be started any more.
static KEPT_FROM_ALL: AtomicBool = AtomicBool::new(false);

/// The folders of programs if PATH is not set.
const USUAL: &str = "/usr/bin:/bin";
/// More than this of what a program complains of is not read, in bytes.
const MOST_COMPLAINT: usize = 16 * 1024;
/// Bytes that are read at once.
const CHUNK: usize = 64 * 1024;

/// From now on this process starts no program.
pub fn start_none() {
    KEPT_FROM_ALL.store(true, Ordering::Relaxed);
}

/// False once no program may be started any more.
pub fn may_start() -> bool {
    !KEPT_FROM_ALL.load(Ordering::Relaxed)
}

/// The program of this name, ready to be given arguments; what it starts in turn is looked for in the same folders. A name
/// with a slash in it is a path that somebody wrote, and is taken as it is.
pub fn program(name: &str) -> Option<Command> {
    if !may_start() {
        return None;
    }
    let folders = rooted(env::var_os("PATH").unwrap_or_else(|| USUAL.into()));
    let mut command = Command::new(find(name, &folders)?);
    command.env("PATH", env::join_paths(&folders).unwrap_or_default());
    Some(command)
}

/// True if there is a program of this name.
pub fn is_there(name: &str) -> bool {
    program(name).is_some()
}

/// The folders of a path that are the same wherever one is: not ".", nor an empty one, which means the same.
fn rooted(path: OsString) -> Vec<PathBuf> {
    env::split_paths(&path).filter(|folder| folder.is_absolute()).collect()
}

/// The first program of this name in these folders that can be run.
fn find(name: &str, folders: &[PathBuf]) -> Option<PathBuf> {
    let runs = |path: &PathBuf| {
        fs::metadata(path).is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
    };
    if name.is_empty() {
        return None;
    }
    if name.contains('/') {
        return Some(PathBuf::from(name)).filter(runs);
    }
    let file = Path::new(name);
    folders.iter().map(|folder| folder.join(file)).find(runs)
}

/// The answer of a program.
#[derive(Debug, Default)]
pub struct ProgramOutput {
    /// True if its exit code is 0.
    pub success: bool,
    /// The whole of its standard output.
    pub stdout: Vec<u8>,
    /// The beginning of what it complained of.
    pub stderr: Vec<u8>,
}

/// Starts a program, which hears every signal: those that this one holds back for a thread of its own are not held back from
/// others.
///
/// # Errors
/// When it cannot be run.
pub fn spawn(command: &mut Command) -> io::Result<Child> {
    let held = SigSet::empty().thread_swap_mask(SigmaskHow::SIG_SETMASK)?;
    let child = command.spawn();
    held.thread_set_mask()?;
    child
}

/// Runs a program to its end and takes what it writes.
///
/// # Errors
/// When it cannot be run, and when it has not ended by `deadline` or writes more than `most` bytes; it is ended then.
pub fn ask(mut command: Command, deadline: Instant, most: usize) -> io::Result<ProgramOutput> {
    let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = KilledOnDrop(spawn(command)?);
    let mut answer = ProgramOutput::default();
    let (mut stdout, mut stderr) = (child.0.stdout.take(), child.0.stderr.take());
    let mut chunk = vec![0; CHUNK];
    while stdout.is_some() || stderr.is_some() {
        let mut waiting: Vec<PollFd<'_>> = Vec::with_capacity(2);
        waiting.extend(stdout.as_ref().map(|pipe| PollFd::new(pipe, PollFlags::IN)));
        waiting.extend(stderr.as_ref().map(|pipe| PollFd::new(pipe, PollFlags::IN)));
        wait(&mut waiting, deadline)?;
        let mut ready = waiting.iter().map(|one| !one.revents().is_empty());
        let out_ready = stdout.is_some() && ready.next().unwrap_or(false);
        let err_ready = stderr.is_some() && ready.next().unwrap_or(false);
        drop(waiting);
        if out_ready && !take(&mut stdout, &mut chunk, &mut answer.stdout)? && answer.stdout.len() > most {
            return Err(io::Error::new(ErrorKind::FileTooLarge, "its answer is too long"));
        }
        if err_ready {
            take(&mut stderr, &mut chunk, &mut answer.stderr)?;
            answer.stderr.truncate(MOST_COMPLAINT);
        }
    }
    answer.success = child.0.wait()?.success();
    Ok(answer)
}

/// Takes what waits in a pipe, which is let go of at its end; says whether that is reached.
fn take(pipe: &mut Option<impl Read>, chunk: &mut [u8], into: &mut Vec<u8>) -> io::Result<bool> {
    let Some(open) = pipe else { return Ok(true) };
    match open.read(chunk) {
        Ok(0) => *pipe = None,
        Ok(count) => into.extend_from_slice(chunk.get(..count).unwrap_or_default()),
        Err(error) if error.kind() == ErrorKind::Interrupted => {}
        Err(error) => return Err(error),
    }
    Ok(pipe.is_none())
}

/// Waits until something can be read.
fn wait(waiting: &mut [PollFd<'_>], deadline: Instant) -> io::Result<()> {
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        // A second at most, so that a clock that was set does not matter.
        let left = Timespec::try_from(left.min(Duration::from_secs(1))).map_err(io::Error::other)?;
        match poll(waiting, Some(&left)) {
            Ok(0) | Err(Errno::INTR) => {}
            Ok(_) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
    }
}

/// A reader of a pipe that does not wait longer than until a deadline.
#[derive(Debug)]
pub struct Until<R> {
    reader: R,
    deadline: Instant,
}

impl<R> Until<R> {
    /// Reads from `reader` until `deadline`.
    pub fn new(reader: R, deadline: Instant) -> Self {
        Self { reader, deadline }
    }
}

impl<R: Read + AsFd> Read for Until<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        wait(&mut [PollFd::new(&self.reader, PollFlags::IN)], self.deadline)?;
        self.reader.read(into)
    }
}

/// A program that is ended, if it still runs, when nobody wants its answer any more.
#[derive(Debug)]
pub struct KilledOnDrop(pub Child);

impl Drop for KilledOnDrop {
    fn drop(&mut self) {
        if matches!(self.0.try_wait(), Ok(None)) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_name_means_what_can_be_run() {
        let home = tempfile::tempdir().unwrap();
        let (first, second) = (home.path().join("a"), home.path().join("b"));
        for (folder, mode) in [(&first, 0o644), (&second, 0o755)] {
            fs::create_dir(folder).unwrap();
            fs::write(folder.join("tool"), "").unwrap();
            fs::set_permissions(folder.join("tool"), fs::Permissions::from_mode(mode)).unwrap();
        }
        let folders = [first.clone(), second.clone()];
        let path = |folder: &Path| folder.join("tool").to_string_lossy().into_owned();
        for (name, expected) in [
            ("tool".to_owned(), Some(second.join("tool"))),
            ("none".to_owned(), None),
            (String::new(), None),
            (path(&second), Some(second.join("tool"))),
            (path(&first), None),
        ] {
            assert_eq!(find(&name, &folders), expected, "{name}");
        }
    }

    #[test]
    fn an_answer_has_an_end_in_time_and_length() {
        let soon = || Instant::now() + Duration::from_secs(20);
        let shell = |script: &str| {
            let mut shell = program("sh").unwrap();
            shell.args(["-c", script]);
            shell
        };
        let answer = ask(shell("echo a; echo b >&2; exit 3"), soon(), 10).unwrap();
        assert_eq!((answer.success, answer.stdout, answer.stderr), (false, b"a\n".to_vec(), b"b\n".to_vec()));
        let long = ask(shell("yes complaint | head -c 1000000 >&2; echo a"), soon(), 10).unwrap();
        assert_eq!((long.success, long.stderr.len()), (true, MOST_COMPLAINT));
        assert_eq!(ask(shell("yes"), soon(), 1000).unwrap_err().kind(), ErrorKind::FileTooLarge);
        let start = Instant::now();
        let late = ask(shell("exec sleep 100"), Instant::now() + Duration::from_millis(100), 10).unwrap_err();
        assert_eq!(late.kind(), ErrorKind::TimedOut);
        assert!(start.elapsed() < Duration::from_secs(50), "it is not waited for");
    }
}
