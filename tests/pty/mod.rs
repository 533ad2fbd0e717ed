//! The real program in a real terminal: keys in, and what the terminal shows. Waits for states, never for a time.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "each test file uses a part of this, and a test that fails should say so at once"
)]

use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// The program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_casebook");
/// Long enough for a loaded machine; nothing waits this long unless it fails.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// How soon the program has to be gone once there is nothing left for it to do.
pub const GONE: Duration = Duration::from_secs(2);
/// Between two looks at something that cannot be waited for.
const LOOK: Duration = Duration::from_millis(2);

/// The end of a synchronised frame.
pub const FRAME_END: &str = "\u{1b}[?2026l";
/// The end of the alternate screen.
pub const LEFT: &str = "\u{1b}[?1049l";

/// What a terminal has received.
pub struct Received {
    /// What it shows.
    pub parser: vt100::Parser,
    /// Every byte.
    pub bytes: Vec<u8>,
    paused: bool,
    closing: bool,
}

/// A real terminal with a program in it.
pub struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    reader: Option<JoinHandle<()>>,
    child: Box<dyn Child + Send + Sync>,
    received: Arc<(Mutex<Received>, Condvar)>,
}

impl Terminal {
    /// Casebook with these arguments.
    pub fn open(home: &Path, arguments: &[&str], size: (u16, u16)) -> Self {
        Self::open_with(home, arguments, size, &[])
    }

    /// Casebook with these arguments and variables.
    pub fn open_with(home: &Path, arguments: &[&str], size: (u16, u16), variables: &[(&str, &str)]) -> Self {
        let mut command = vec![PROGRAM];
        command.extend(arguments);
        Self::run(home, &command, size, variables)
    }

    /// Any program, with none of the caller's settings.
    pub fn run(home: &Path, words: &[&str], (columns, rows): (u16, u16), variables: &[(&str, &str)]) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(words[0]);
        command.args(&words[1..]);
        command.env_clear();
        command.env("HOME", home);
        command.env("TERM", "xterm-256color");
        command.env("PATH", std::env::var_os("PATH").unwrap());
        command.cwd(home);
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let parser = vt100::Parser::new(rows, columns, 0);
        let received = Received { parser, bytes: Vec::new(), paused: false, closing: false };
        let received = Arc::new((Mutex::new(received), Condvar::new()));
        let reader = read(pair.master.try_clone_reader().unwrap(), Arc::clone(&received));
        let writer = pair.master.take_writer().unwrap();
        Self { writer: Some(writer), master: Some(pair.master), reader: Some(reader), child, received }
    }

    /// Presses keys.
    pub fn keys(&mut self, keys: &str) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    /// Changes the size of the window.
    pub fn resize(&mut self, (columns, rows): (u16, u16)) {
        self.received().parser.screen_mut().set_size(rows, columns);
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    /// Stops reading what the program writes.
    pub fn pause(&self) {
        self.received().paused = true;
    }

    /// Reads on.
    pub fn go_on(&self) {
        self.received().paused = false;
        self.received.1.notify_all();
    }

    /// Closes the terminal, as when its window is closed. These keys make the program write, so that nobody waits in a
    /// read, which would hold the terminal open; bytes after them may be `rest`.
    pub fn close(&mut self, keys: &str, rest: &str) -> Instant {
        self.received().closing = true;
        self.keys(keys);
        self.reader.take().unwrap().join().unwrap();
        self.keys(rest);
        (self.master, self.writer) = (None, None);
        Instant::now()
    }

    /// What was received.
    pub fn received(&self) -> MutexGuard<'_, Received> {
        // A test that fails while it looks still has to end its program.
        self.received.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the terminal shows.
    pub fn screen(&self) -> String {
        self.received().parser.screen().contents()
    }

    /// Everything that was written.
    pub fn written(&self) -> String {
        String::from_utf8_lossy(&self.received().bytes).into_owned()
    }

    /// The modes of the terminal, as `stty -a` would tell them.
    pub fn modes(&self) -> String {
        format!("{:?}", self.master.as_ref().unwrap().get_termios().unwrap())
    }

    /// The number of the process in the terminal.
    pub fn process(&self) -> String {
        self.child.process_id().unwrap().to_string()
    }

    /// Waits for a text on the screen.
    pub fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    /// Waits for the screen to hold.
    pub fn wait_until(&mut self, what: &str, holds: impl Fn(&str) -> bool) {
        self.wait_received(what, |received| holds(&received.parser.screen().contents()));
    }

    /// Waits for bytes.
    pub fn wait_until_written(&mut self, text: &str) {
        self.wait_received(text, |received| String::from_utf8_lossy(&received.bytes).contains(text));
    }

    /// Waits for what was received to hold.
    pub fn wait_received(&mut self, what: &str, holds: impl Fn(&Received) -> bool) {
        let start = Instant::now();
        let (lock, changed) = &*self.received;
        let mut received = lock.lock().unwrap();
        while !holds(&received) {
            let screen = received.parser.screen().contents();
            assert!(start.elapsed() < PATIENCE, "never: {what:?}\n{screen}");
            received = changed.wait_timeout(received, PATIENCE / 10).unwrap().0;
        }
    }

    /// Watches for a span of time, in which nothing may be written. That something never happens has no state that could
    /// be waited for, so here alone time itself is let pass.
    pub fn stays_silent(&self, span: Duration) {
        let (lock, changed) = &*self.received;
        let received = lock.lock().unwrap();
        let before = received.bytes.len();
        let (received, _) =
            changed.wait_timeout_while(received, span, |received| received.bytes.len() == before).unwrap();
        let written = String::from_utf8_lossy(&received.bytes[before..]).into_owned();
        assert!(written.is_empty(), "it writes {written:?}\n{}", received.parser.screen().contents());
    }

    /// Waits for the end of the program and returns its exit code.
    pub fn wait(&mut self) -> i32 {
        let mut code = None;
        poll_until("the program ends", || {
            code = self.child.try_wait().unwrap().map(|status| i32::try_from(status.exit_code()).unwrap());
            code.is_some()
        });
        code.unwrap()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.go_on();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(mut reader: Box<dyn Read + Send>, received: Arc<(Mutex<Received>, Condvar)>) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let (lock, changed) = &*received;
        let mut bytes = [0; 8192];
        loop {
            let paused = changed.wait_while(lock.lock().unwrap(), |received| received.paused).unwrap();
            drop(paused);
            let Ok(count @ 1..) = reader.read(&mut bytes) else { return };
            let mut received = lock.lock().unwrap();
            received.parser.process(&bytes[..count]);
            received.bytes.extend_from_slice(&bytes[..count]);
            changed.notify_all();
            if received.closing {
                return;
            }
        }
    })
}

/// Looks until something holds.
pub fn poll_until(what: &str, holds: impl FnMut() -> bool) {
    poll_within(PATIENCE, what, holds);
}

/// Like [`poll_until`], with a patience of its own. The only pause of the tests is the one between two looks.
pub fn poll_within(patience: Duration, what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < patience, "never: {what}");
        std::thread::sleep(LOOK);
    }
}

/// Waits until what was used, such as [`ticks`], has stayed the same for a while, and returns it.
pub fn at_rest(span: Duration, used: impl Fn() -> u64) -> u64 {
    let (mut last, mut since) = (used(), Instant::now());
    poll_within(PATIENCE * 10, "it is at rest", || {
        let now = used();
        if now != last {
            (last, since) = (now, Instant::now());
        }
        since.elapsed() > span
    });
    last
}

/// The fastest of up to so many tries, which end with the first that takes less than `limit`. A loaded machine delays any
/// program at times, but what waits for something is fast in no try.
pub fn fastest(limit: Duration, tries: usize, mut one: impl FnMut() -> Duration) -> Duration {
    let mut fastest = Duration::MAX;
    for _ in 0..tries {
        fastest = fastest.min(one());
        if fastest < limit {
            break;
        }
    }
    fastest
}

/// Sends a signal.
pub fn kill(signal: &str, process: &str) {
    assert!(Command::new("kill").args(["-s", signal, process]).status().unwrap().success());
}

/// How a process is, by the first letter of `ps`: R, S, T for stopped, Z; nothing where there is none.
pub fn state_of(process: &str) -> Option<char> {
    let output = Command::new("ps").args(["-o", "stat=", "-p", process]).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().chars().next()
}

/// Whether a process is there and not only waited for.
pub fn runs(process: &str) -> bool {
    !matches!(state_of(process), None | Some('Z'))
}

/// The processor time that a process has used, in ticks of a hundredth of a second; where the system tells.
pub fn ticks(process: &str) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name of the program, in brackets, may hold anything.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    fields.get(11..13).map_or(0, |times| times.iter().map(|time| time.parse::<u64>().unwrap()).sum())
}

/// The private memory of a process, and its share of all, in MB.
pub fn memory(process: &str) -> (f64, f64) {
    let text = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap();
    let field = |name: &str| -> f64 {
        let line = text.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    };
    (field("Private_Clean:") + field("Private_Dirty:"), field("Pss:"))
}

/// How long the first thread of a process was ready to run and others ran instead; where the system tells.
pub fn delayed(process: &str) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{process}/task/{process}/schedstat")).unwrap_or_default();
    Duration::from_nanos(stat.split_whitespace().nth(1).map_or(0, |delay| delay.parse().unwrap()))
}

/// Says in one line why a test cannot be done here; fails where nothing may be skipped.
pub fn skip(why: &str) {
    assert!(std::env::var_os("CASEBOOK_TESTS_NO_SKIP").is_none(), "{why}, and no test may be skipped");
    // The harness holds back what a test that passes prints, but not what goes past it.
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

/// A library of so many cases: one of the tests' cases under as many names.
pub fn library(folder: &Path, cases: usize) {
    let alder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/library/alder.toml");
    let case = std::fs::read_to_string(alder).unwrap();
    for number in 0..cases {
        let text = case.replace("id = \"alder\"", &format!("id = \"alder-{number}\""));
        std::fs::write(folder.join(format!("alder-{number}.toml")), text).unwrap();
    }
}
