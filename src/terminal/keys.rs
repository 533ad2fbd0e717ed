//! The thread that reads keys, and lets go of the terminal where another program is to read it.
//!
//! A thread that waits for a key cannot be told to stop waiting, but a change of the window's size wakes it, and a signal
//! can say that there was one. It then parks before it reads again, without having taken a byte of what is typed next.

use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::read;
use signal_hook::consts::SIGWINCH;
use signal_hook::low_level::raise;

use super::input;
use crate::app::Msg;

/// How long the thread has to park; it takes well under a millisecond.
const PATIENCE: Duration = Duration::from_secs(1);

#[derive(Default)]
struct Parking {
    wanted: bool,
    parked: bool,
}

type Shared = (Mutex<Parking>, Condvar);

/// The thread.
pub struct Keys {
    shared: Arc<Shared>,
}

impl Keys {
    /// Starts the thread; `tell` takes what is typed, or why nothing can be read any more, and says whether to go on.
    ///
    /// # Errors
    /// When no thread can be had.
    pub fn start(tell: impl Fn(io::Result<Msg>) -> bool + Send + 'static) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let parking = Arc::clone(&shared);
        let work = move || {
            loop {
                park(&parking);
                let typed = match read() {
                    Ok(event) => match input::message(event) {
                        Some(message) => Ok(message),
                        None => continue,
                    },
                    Err(error) => Err(error),
                };
                let broken = typed.is_err();
                if !tell(typed) || broken {
                    return;
                }
            }
        };
        thread::Builder::new().name("keys".into()).spawn(work)?;
        Ok(Self { shared })
    }

    /// Makes the thread read nothing until [`Keys::go_on`]; says whether it does.
    pub fn park(&self) -> bool {
        let (lock, changed) = &*self.shared;
        let mut parking = held(lock);
        parking.wanted = true;
        if raise(SIGWINCH).is_ok() {
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

/// Waits for as long as the thread is to be parked.
fn park((lock, changed): &Shared) {
    let mut parking = held(lock);
    if !parking.wanted {
        return;
    }
    parking.parked = true;
    changed.notify_all();
    parking = changed.wait_while(parking, |parking| parking.wanted).unwrap_or_else(PoisonError::into_inner);
    parking.parked = false;
}

/// Two flags are never half written.
fn held(lock: &Mutex<Parking>) -> MutexGuard<'_, Parking> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
