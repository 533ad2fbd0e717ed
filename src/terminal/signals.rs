//! The system's requests: to end, to stop, to go on, to take another size.

use std::io;
use std::thread;
use std::time::Instant;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::{ending, session};

/// What the system asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// To end, with this signal.
    End(i32),
    /// To stop and leave the terminal to the shell.
    Stop,
    /// To go on, heard at this time; the shell may have had the terminal.
    GoOn(Instant),
    /// To look at the size of the window.
    Measure,
}

/// Calls `tell` with what the system asks for; ends the program where nobody does what was told.
///
/// # Errors
/// When the handlers or the thread cannot be had.
pub fn watch(tell: impl Fn(Asked) + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    let wait = move || {
        for signal in signals.forever() {
            match signal {
                // These come from the keyboard, which is another program's.
                SIGINT | SIGQUIT | SIGTSTP if session::is_lent() => {}
                SIGTSTP => tell(Asked::Stop),
                SIGWINCH => tell(Asked::Measure),
                SIGCONT => tell(Asked::GoOn(Instant::now())),
                signal => ending::end(signal, || tell(Asked::End(signal))),
            }
        }
    };
    thread::Builder::new().name("signals".into()).spawn(wait)?;
    Ok(())
}
