//! Ending on request: the event loop is asked first, and what it does not do in time is done without it.

use std::process;
use std::sync::atomic::{AtomicI32, Ordering};
use std::thread;
use std::time::Duration;

use super::session;

/// The signal that asked the program to end; 0 while none has.
static ASKED: AtomicI32 = AtomicI32::new(0);

/// How long the event loop has to end by itself.
const GRACE: Duration = Duration::from_millis(500);

/// What Rust itself exits with after a panic.
const PANICKED: i32 = 101;

/// The signal that asked the program to end, if one has.
pub fn asked() -> Option<i32> {
    Some(ASKED.load(Ordering::SeqCst)).filter(|signal| *signal != 0)
}

/// Ends the program for this signal. `tell` asks the event loop to; where that hangs or spins, the terminal is given back
/// and the process ended from here. The first reason is the one that the exit code gives.
pub fn end(signal: i32, tell: impl FnOnce()) -> ! {
    let signal =
        ASKED.compare_exchange(0, signal, Ordering::SeqCst, Ordering::SeqCst).map_or_else(|first| first, |_| signal);
    tell();
    thread::sleep(GRACE);
    session::restore();
    // As shells count: 128 and the number of the signal.
    process::exit(128 | signal)
}

/// Sees to it that a panic ends the program even where its message cannot be written: standard error may be a terminal
/// that nobody reads.
pub fn end_after_panic() {
    let wait = || {
        thread::sleep(GRACE);
        process::exit(PANICKED);
    };
    // Without a thread the message has to be waited for.
    let _ = thread::Builder::new().name("ending".into()).spawn(wait);
}

/// Ends the program after a panic.
pub fn panicked() -> ! {
    process::exit(PANICKED)
}
