//! The system's requests: to end, to stop, to go on, to take another size.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::Instant;

use nix::sys::signal::{SigSet, Signal};
use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGBUS, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP, SIGTSTP,
    SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ,
};
use signal_hook::flag;
use signal_hook::iterator::Signals;

use super::ending;
use super::tty::Tty;

/// The signals that end a program and that a handler can hear. SIGBUS comes too where somebody cuts a cache file short under the
/// session: then the thread that reads it goes on, and the session ends as with any other.
const ENDING: [i32; 15] = [
    SIGBUS, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGXCPU, SIGABRT,
    SIGSYS, SIGTRAP,
];
/// Those that the system sends for a fault of the program itself, which goes on after none: then they cannot be heard, but from
/// another program they can. No handler may be set for them, so that they are held back from every thread and waited for.
const OF_FAULTS: [Signal; 3] = [Signal::SIGFPE, Signal::SIGILL, Signal::SIGSEGV];
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

/// Holds the signals of faults back from this thread and from those that it starts, for [`watch`] to hear: before any other
/// thread is started.
///
/// # Errors
/// When the system refuses.
pub fn hold_back_faults() -> io::Result<()> {
    Ok(SigSet::from_iter(OF_FAULTS).thread_block()?)
}

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
    let (hears, tells) = (Arc::clone(tty), tell.clone());
    let wait_for_faults = move || {
        // If they cannot be waited for they stay pending, and nobody is told.
        if let Ok(signal) = SigSet::from_iter(OF_FAULTS).wait() {
            let signal = signal as i32;
            ending::end(&hears, signal, || tells(Asked::End(signal)));
        }
    };
    thread::Builder::new().name("faults".into()).spawn(wait_for_faults)?;
    let tty = Arc::clone(tty);
    let wait = move || {
        for signal in signals.forever() {
            match signal {
                // These come from the keyboard, which is another program's.
                SIGINT | SIGQUIT | SIGTSTP if tty.is_lent() => {}
                SIGTSTP => tell(Asked::Stop),
                SIGWINCH => tell(Asked::Measure),
                SIGCONT => tell(Asked::GoOn(Instant::now())),
                signal => ending::end(&tty, signal, || tell(Asked::End(signal))),
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
