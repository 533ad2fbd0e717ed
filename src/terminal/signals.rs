//! The system's requests to end: the program ends as if it had been quit, and the terminal is given back.

use std::io;
use std::thread;

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

/// Calls `ended` with the number of the first signal that asks the program to end.
///
/// # Errors
/// When the handlers or the thread cannot be had.
pub fn watch(ended: impl Fn(i32) + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
    let wait = move || {
        if let Some(signal) = signals.forever().next() {
            ended(signal);
        }
    };
    thread::Builder::new().name("signals".into()).spawn(wait)?;
    Ok(())
}
