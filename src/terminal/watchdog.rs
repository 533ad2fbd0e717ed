//! Watches whether the terminal is still there, so that the program never outlives it.
//!
//! A hang-up is a signal too, but it may be ignored (`nohup`, `trap '' HUP`) or go to somebody else, and the thread that
//! reads keys then reads nothing, without end. The system tells of a hang-up whoever waits on the descriptor, without any
//! work until then.

use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;
use std::thread;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use signal_hook::consts::SIGHUP;

use super::ending;
use super::tty::{GONE, Tty, said_of};

/// Starts the thread; when the terminal goes, it calls `tell`, and ends the program where that does not.
///
/// # Errors
/// When descriptors or the thread cannot be had.
pub fn watch(tty: Arc<Tty>, tell: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let terminals = terminals()?;
    // A system that cannot wait for its terminals says so at once; it has to do with the signal.
    let terminals: Vec<OwnedFd> =
        terminals.into_iter().filter(|terminal| !said_of(terminal, PollFlags::NVAL)).collect();
    if terminals.is_empty() {
        return Ok(());
    }
    let wait = move || {
        let mut polled: Vec<PollFd<'_>> =
            terminals.iter().map(|terminal| PollFd::new(terminal, PollFlags::empty())).collect();
        loop {
            match poll(&mut polled, None) {
                Ok(_) if polled.iter().any(|terminal| terminal.revents().intersects(GONE)) => {
                    ending::end(&tty, SIGHUP, tell);
                }
                Ok(_) | Err(Errno::INTR) => {}
                // Too little memory, say; the signal remains.
                Err(_) => return,
            }
        }
    };
    thread::Builder::new().name("watchdog".into()).spawn(wait)?;
    Ok(())
}

/// Standard input and output, as far as they are terminals; copies, which nobody else closes.
fn terminals() -> io::Result<Vec<OwnedFd>> {
    let mut terminals = Vec::new();
    let (stdin, stdout) = (io::stdin(), io::stdout());
    if stdin.is_terminal() {
        terminals.push(stdin.as_fd().try_clone_to_owned()?);
    }
    if stdout.is_terminal() {
        terminals.push(stdout.as_fd().try_clone_to_owned()?);
    }
    Ok(terminals)
}
