//! The signals of faults: of the program itself, which cannot go on after one, or sent by another program.
//!
//! An abort for want of memory is one, a stack that overflows another. No library sets a handler for them without `unsafe`: the
//! handler may neither allocate nor wait for a lock that the thread with the fault has, and it needs the stack that Rust keeps for
//! it, which the one of the signal library does not ask for.
#![allow(unsafe_code, reason = "a handler for the signals of faults cannot be had without")]

use std::cell::Cell;
use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use nix::libc::{c_int, c_void, siginfo_t};
use nix::sys::signal::{SaFlags, SigAction, SigHandler, SigSet, Signal, sigaction};
use nix::unistd::{getpid, pause};

/// The signals that the system sends for a fault, and the one by which a program ends itself.
const OF_FAULTS: [Signal; 4] = [Signal::SIGABRT, Signal::SIGFPE, Signal::SIGILL, Signal::SIGSEGV];

/// A signal of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The program's own: it ends when the action returns.
    Own(i32),
    /// Another program sent it: this one can go on.
    Sent(i32),
}

type Action = Box<dyn Fn(Fault) + Send + Sync>;
static ACTION: OnceLock<Action> = OnceLock::new();
/// True once a thread has a fault of its own. Stacks that are too small overflow in several threads at once: the second fault
/// must not end the program while the first is being handled.
static HANDLED: AtomicBool = AtomicBool::new(false);
thread_local! {
    /// True in the thread that handles it.
    static HANDLES: Cell<bool> = const { Cell::new(false) };
}

/// Calls `action` with each fault from now on, on the thread that has it. The action must not allocate, nor wait for ever for a lock.
/// The first action counts.
///
/// # Errors
/// When the system refuses.
pub fn on_fault(action: impl Fn(Fault) + Send + Sync + 'static) -> io::Result<()> {
    ACTION.get_or_init(|| Box::new(action));
    let flags = SaFlags::SA_SIGINFO | SaFlags::SA_ONSTACK | SaFlags::SA_RESTART;
    let hear = SigAction::new(SigHandler::SigAction(hear), flags, SigSet::empty());
    for signal in OF_FAULTS {
        // SAFETY: the handler does what a handler may, as far as the action keeps to what is said above.
        unsafe { sigaction(signal, &hear) }?;
    }
    Ok(())
}

extern "C" fn hear(signal: c_int, info: *mut siginfo_t, _: *mut c_void) {
    // SAFETY: the system hands the handler a valid description, or none. Only what a process sent has the number of one.
    let own = unsafe { info.as_ref().is_none_or(|info| info.si_code > 0 || info.si_pid() == getpid().as_raw()) };
    if own && !HANDLES.replace(true) && HANDLED.swap(true, Ordering::SeqCst) {
        loop {
            pause();
        }
    }
    if let Some(action) = ACTION.get() {
        action(if own { Fault::Own(signal) } else { Fault::Sent(signal) });
    }
    if own {
        // The instruction with the fault is tried again when this returns; then it ends the program.
        let default = SigAction::new(SigHandler::SigDfl, SaFlags::empty(), SigSet::empty());
        for signal in OF_FAULTS {
            // SAFETY: the default action calls nothing of the program.
            let _ = unsafe { sigaction(signal, &default) };
        }
    }
}
