//! Taking the terminal, and giving it back as it was, on every way out.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};

use crate::library::READER;

/// Whether the terminal is taken and must be given back.
static TAKEN: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// What Rust itself exits with after a panic.
const PANICKED: i32 = 101;

/// The terminal in raw mode on its alternate screen, for as long as this lives.
pub struct Session {
    _private: (),
}

impl Session {
    /// Takes the terminal.
    ///
    /// # Errors
    /// When the terminal refuses raw mode or cannot be written to.
    pub fn enter() -> io::Result<Self> {
        HOOK.call_once(restore_on_panic);
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let session = Self { _private: () };
        let mut bytes = Vec::new();
        queue!(bytes, EnterAlternateScreen, EnableBracketedPaste)?;
        write_at_once(&bytes)?;
        Ok(session)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back; does nothing the second time.
pub fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    // Nothing can be done about a terminal that is gone.
    let mut bytes = Vec::new();
    let _ = queue!(bytes, DisableBracketedPaste, Show, LeaveAlternateScreen);
    let _ = write_at_once(&bytes);
    let _ = disable_raw_mode();
}

/// Standard output without the line buffer of the standard library, so that one frame is one write.
///
/// # Errors
/// When the descriptor cannot be copied.
pub fn terminal_file() -> io::Result<File> {
    Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

fn write_at_once(bytes: &[u8]) -> io::Result<()> {
    let mut file = terminal_file()?;
    file.write_all(bytes)?;
    file.flush()
}

/// A panic restores the terminal before it is printed. On a thread beside the main one it ends the program too: the
/// interface would otherwise go on without its loader or its search.
fn restore_on_panic() {
    let main = thread::current().id();
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().name() == Some(READER) {
            return;
        }
        let taken = TAKEN.load(Ordering::SeqCst);
        restore();
        before(info);
        if taken && thread::current().id() != main {
            std::process::exit(PANICKED);
        }
    }));
}
