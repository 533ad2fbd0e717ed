//! The system's requests: to end, to stop, to go on, to take another size.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::Instant;

use nix::sys::signal::{Signal, raise};
use signal_hook::consts::{
    SIGALRM, SIGBUS, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP, SIGTSTP, SIGUSR1,
    SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ,
};
use signal_hook::flag;
use signal_hook::iterator::Signals;

use super::ending;
use super::tty::Tty;
use crate::system::{Fault, on_fault};

/// The signals that end a program, besides those of its faults. SIGBUS comes too where somebody cuts a cache file short under the
/// session: then the thread that reads it goes on, and the session ends as with any other.
const ENDING: [i32; 14] = [
    SIGBUS, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGXCPU, SIGSYS,
    SIGTRAP,
];
/// Those that Linux has besides: SIGSTKFLT, SIGPWR, and the real-time signals that no library keeps for itself.
#[cfg(target_os = "linux")]
const OF_THE_SYSTEM: [std::ops::RangeInclusive<i32>; 3] = [16..=16, 30..=30, 34..=64];
#[cfg(not(target_os = "linux"))]
const OF_THE_SYSTEM: [std::ops::RangeInclusive<i32>; 0] = [];

/// A request of the system.
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

/// The message after a fault.
const AFTER_FAULT: &str = "casebook: ended by a fault of its own, most often for want of memory. What it said was kept is kept. \
    Close other programs or open fewer cases, and start it again.\n";

/// Calls `tell` with what the system asks for; ends the program where that has no effect.
///
/// # Errors
/// When the handlers or the thread cannot be had.
pub fn watch(tty: &Arc<Tty>, tell: impl Fn(Asked) + Clone + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGTSTP, SIGCONT, SIGWINCH].into_iter().chain(ENDING))?;
    for signal in OF_THE_SYSTEM.into_iter().flatten() {
        // Some architectures number them otherwise; one that is missing cannot come either.
        let _ = signals.add_signal(signal);
    }
    let hears = Arc::clone(tty);
    on_fault(move |fault| match fault {
        Fault::Own(signal) => {
            // No thread takes the terminal again.
            hears.ask(signal);
            hears.restore();
            let _ = rustix::io::write(io::stderr(), AFTER_FAULT.as_bytes());
        }
        // It ends as with any other signal, but with the exit code of this one.
        Fault::Sent(signal) => {
            hears.ask(signal);
            let _ = raise(Signal::SIGTERM);
        }
    })?;
    let tty = Arc::clone(tty);
    let wait = move || {
        for signal in signals.forever() {
            match signal {
                // These come from the keyboard, which is another program's.
                SIGINT | SIGQUIT | SIGTSTP if tty.is_lent() => {}
                SIGTSTP => tell(Asked::Stop),
                SIGWINCH => tell(Asked::Measure),
                SIGCONT => tell(Asked::GoOn(Instant::now())),
                signal => {
                    let signal = tty.ask(signal);
                    ending::end(&tty, signal, || tell(Asked::End(signal)))
                }
            }
        }
    };
    thread::Builder::new().name("signals".into()).spawn(wait)?;
    Ok(())
}

/// A file that grows beyond its limit is an error of the write, which is told, and not the end of the program. Programs
/// that are started from here still get the signal.
///
/// # Errors
/// When the system refuses.
pub fn tell_of_size_limits_as_errors() -> io::Result<()> {
    flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false))).map(drop)
}
