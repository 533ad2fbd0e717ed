//! Ending on request: the event loop is asked first, and what it does not do in time is done without it.

use std::io;
use std::process;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::tty::Tty;
use crate::system::{CUT_SHORT, was_cut_short};

/// How long the event loop has to end by itself.
const GRACE: Duration = Duration::from_millis(500);

/// How long the last words have: standard error may be a terminal that is not read.
const LAST_WORDS: Duration = Duration::from_millis(200);
/// Said where the event loop did not end in time: it keeps what is to be kept, and tells what it could not.
const UNFINISHED: &str = "it was told to end while it was busy; what was marked or noted last may not be kept";

/// The exit code of Rust itself after a panic.
const PANICKED: i32 = 101;

/// Ends the program for this signal. `tell` asks the event loop to; where that hangs or spins, the terminal is given back
/// and the process ended from here. The first reason is the one that the exit code gives.
pub fn end(tty: &Tty, signal: i32, tell: impl FnOnce()) -> ! {
    let signal = tty.ask(signal);
    tell();
    thread::sleep(GRACE);
    tracing::error!(signal, "the event loop did not end in time");
    tty.restore();
    say(if was_cut_short() { CUT_SHORT } else { UNFINISHED });
    // As shells count: 128 and the number of the signal.
    process::exit(128 | signal)
}

/// Tells on standard error, and does not wait for ever.
fn say(text: &'static str) {
    let (done, said) = mpsc::channel();
    let write = move || {
        let _ = rustix::io::write(io::stderr(), format!("casebook: {text}\n").as_bytes());
        let _ = done.send(());
    };
    if thread::Builder::new().name("last words".into()).spawn(write).is_ok() {
        let _ = said.recv_timeout(LAST_WORDS);
    }
}

/// Sees to it that a panic ends the program even where its message cannot be written: standard error may be a terminal
/// that is not read.
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
