//! The thread that reads keys, and lets go of the terminal where another program is to read it.

use std::io::{self, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::input;
use super::parser::InputParser;
use crate::app::Msg;

/// Ctrl-c, alone after so much silence, is the key: the end of a paste or of an answer that has not come by then was lost on the way.
const STALLED: Duration = Duration::from_millis(300);
const INTERRUPT: &[u8] = &[0x03];
/// How long the thread has to park; it takes well under a millisecond.
const PATIENCE: Duration = Duration::from_secs(1);

#[derive(Default)]
struct Parking {
    wanted: bool,
    parked: bool,
}

type SharedParking = (Mutex<Parking>, Condvar);

/// The thread that reads keys.
pub struct KeyThread {
    shared: Arc<SharedParking>,
    /// A byte written here wakes the thread.
    waker: UnixStream,
}

impl KeyThread {
    /// Starts the thread; `tell` takes what is typed, or why nothing can be read any more, and says whether to go on. An
    /// escape that is alone for as long as `escape` is the Esc key.
    ///
    /// # Errors
    /// When no thread can be had.
    pub fn start(escape: Duration, tell: impl Fn(io::Result<Msg>) -> bool + Send + 'static) -> io::Result<Self> {
        let shared = Arc::new(SharedParking::default());
        let (waker, woken) = UnixStream::pair()?;
        woken.set_nonblocking(true)?;
        let reader = KeyReader {
            terminal: io::stdin().as_fd().try_clone_to_owned()?,
            woken,
            shared: Arc::clone(&shared),
            escape,
        };
        thread::Builder::new().name("keys".into()).spawn(move || reader.read(tell))?;
        Ok(Self { shared, waker })
    }

    /// Makes the thread read nothing until [`KeyThread::go_on`]; says whether it does.
    pub fn park(&self) -> bool {
        let (lock, changed) = &*self.shared;
        let mut parking = held(lock);
        parking.wanted = true;
        if (&self.waker).write_all(b"!").is_ok() {
            let waited = changed.wait_timeout_while(parking, PATIENCE, |parking| !parking.parked);
            parking = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        parking.wanted = parking.parked;
        parking.parked
    }

    /// Lets the thread read again.
    pub fn go_on(&self) {
        let (lock, changed) = &*self.shared;
        held(lock).wanted = false;
        changed.notify_all();
    }
}

struct KeyReader {
    terminal: OwnedFd,
    woken: UnixStream,
    shared: Arc<SharedParking>,
    escape: Duration,
}

impl KeyReader {
    fn read(self, tell: impl Fn(io::Result<Msg>) -> bool) {
        let mut parser = InputParser::default();
        let mut bytes = [0; 4096];
        let mut heard = Instant::now();
        loop {
            if park(&self.shared) {
                // A key that was half typed before the break is not completed after it.
                parser = InputParser::default();
            }
            let mut events = Vec::new();
            let patience = parser.waits().then(|| self.escape.saturating_sub(heard.elapsed()));
            let read = match self.wait(patience) {
                Ok(Woken::Typed) => rustix::io::read(&self.terminal, &mut bytes),
                Ok(Woken::Late) => {
                    parser.time_out(&mut |event| events.push(event));
                    Err(Errno::AGAIN)
                }
                Ok(Woken::Parking) => Err(Errno::AGAIN),
                Err(error) => Err(error),
            };
            match read {
                Ok(0) => {
                    tell(Err(io::ErrorKind::UnexpectedEof.into()));
                    return;
                }
                Ok(count) => {
                    let bytes = bytes.get(..count).unwrap_or_default();
                    if bytes == INTERRUPT && heard.elapsed() >= STALLED {
                        parser = InputParser::default();
                    }
                    heard = Instant::now();
                    parser.take(bytes, &mut |event| events.push(event));
                }
                Err(Errno::AGAIN | Errno::INTR) => {}
                Err(error) => {
                    tell(Err(error.into()));
                    return;
                }
            }
            if !events.into_iter().filter_map(input::message).all(|message| tell(Ok(message))) {
                return;
            }
        }
    }

    /// Waits for bytes, for as long as this.
    fn wait(&self, patience: Option<Duration>) -> Result<Woken, Errno> {
        let patience = patience.and_then(|patience| Timespec::try_from(patience).ok());
        let mut polled = [PollFd::new(&self.terminal, PollFlags::IN), PollFd::new(&self.woken, PollFlags::IN)];
        let count = poll(&mut polled, patience.as_ref())?;
        let [typed, parking] = polled.map(|polled| !polled.revents().is_empty());
        if parking {
            // The waker is gone when keys are no longer read.
            return match (&self.woken).read(&mut [0; 8]) {
                Ok(0) => Err(Errno::PIPE),
                _ => Ok(Woken::Parking),
            };
        }
        // A terminal that is gone is read too: the read says so.
        Ok(if count == 0 || !typed { Woken::Late } else { Woken::Typed })
    }
}

enum Woken {
    Typed,
    Late,
    Parking,
}

/// Waits for as long as the thread is to be parked; says whether it was.
fn park((lock, changed): &SharedParking) -> bool {
    let mut parking = held(lock);
    if !parking.wanted {
        return false;
    }
    parking.parked = true;
    changed.notify_all();
    parking = changed.wait_while(parking, |parking| parking.wanted).unwrap_or_else(PoisonError::into_inner);
    parking.parked = false;
    true
}

/// Two flags are never half written.
fn held(lock: &Mutex<Parking>) -> MutexGuard<'_, Parking> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
