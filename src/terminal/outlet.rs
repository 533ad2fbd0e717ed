//! The way to the terminal. A terminal that nobody reads (a stalled connection, a paused window) holds the program up for
//! as long as it stays so, but never keeps it from ending.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::{Mutex, MutexGuard, OnceLock, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::termios::{QueueSelector, tcflush, tcgetwinsize};

use super::{ending, watchdog};

/// How often a writer that waits for its terminal asks whether the program is to end.
const SLICE: Timespec = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };
/// How long the last bytes wait for room, and for a frame that is being written.
const LAST_WAIT: Duration = Duration::from_millis(200);

static OUTLET: OnceLock<Outlet> = OnceLock::new();

/// Standard output, without the line buffer of the standard library.
pub struct Outlet {
    terminal: OwnedFd,
    /// Held while bytes are written, so that no two threads mix theirs.
    writing: Mutex<()>,
}

impl Outlet {
    /// The outlet of this process.
    ///
    /// # Errors
    /// When the descriptor cannot be copied.
    pub fn get() -> io::Result<&'static Self> {
        match OUTLET.get() {
            Some(outlet) => Ok(outlet),
            None => {
                let outlet = Self { terminal: open()?, writing: Mutex::new(()) };
                Ok(OUTLET.get_or_init(|| outlet))
            }
        }
    }

    /// Writes a frame, in one write where the terminal takes it; waits for a terminal that is behind.
    ///
    /// # Errors
    /// When the terminal is gone, or the program is asked to end while it waits.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        // Nothing is left half done by a thread that panics here: the bytes are gone or they are not.
        let _writing = self.writing.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        self.send(bytes, || ending::asked().is_some())
    }

    /// Writes what gives the terminal back, without waiting for long: what a terminal has not taken by then is dropped.
    ///
    /// # Errors
    /// When the terminal is gone, or full again at once.
    pub fn write_last(&self, bytes: &[u8]) -> io::Result<()> {
        // A thread that panics in a frame holds the lock itself; these bytes go out all the same.
        let _writing = lock_within(&self.writing, LAST_WAIT);
        let start = Instant::now();
        match self.send(bytes, || start.elapsed() >= LAST_WAIT) {
            Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                tcflush(&self.terminal, QueueSelector::OFlush)?;
                let start = Instant::now();
                self.send(bytes, || start.elapsed() >= LAST_WAIT)
            }
            done => done,
        }
    }

    /// Whether the terminal is gone.
    pub fn is_gone(&self) -> bool {
        watchdog::said_of(&self.terminal, watchdog::GONE)
    }

    /// Columns and rows of the terminal.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        let size = tcgetwinsize(&self.terminal)?;
        Ok((size.ws_col, size.ws_row))
    }

    /// The terminal itself, for what is not written to it.
    pub fn terminal(&self) -> &OwnedFd {
        &self.terminal
    }

    /// Writes; where there is no room, waits for it until `give_up` says so.
    fn send(&self, mut bytes: &[u8], give_up: impl Fn() -> bool) -> io::Result<()> {
        while !bytes.is_empty() {
            match rustix::io::write(&self.terminal, bytes) {
                Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    if give_up() {
                        return Err(io::ErrorKind::TimedOut.into());
                    }
                    match poll(&mut [PollFd::new(&self.terminal, PollFlags::OUT)], Some(&SLICE)) {
                        Ok(_) | Err(Errno::INTR) => {}
                        Err(error) => return Err(error.into()),
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

/// Waits for a lock, but not for ever.
pub fn lock_within(lock: &Mutex<()>, wait: Duration) -> Option<MutexGuard<'_, ()>> {
    let start = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if start.elapsed() >= wait => return None,
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(5)),
        }
    }
}

/// The terminal of standard output, opened anew. Not waiting is a property of an open file, which standard output shares
/// with the shell and must keep for it. Where the terminal cannot be opened (after `su`, in some containers), standard
/// output itself serves; a write that hangs there is ended with the process.
fn open() -> io::Result<OwnedFd> {
    let stdout = io::stdout();
    let flags = OFlags::WRONLY | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let opened =
        rustix::termios::ttyname(&stdout, Vec::new()).and_then(|name| rustix::fs::open(name, flags, Mode::empty()));
    match opened {
        Ok(terminal) => Ok(terminal),
        Err(_) => stdout.as_fd().try_clone_to_owned(),
    }
}
