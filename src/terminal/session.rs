//! Having the terminal for a while: it is given back on every way out.

use std::io;
use std::panic;
use std::sync::Arc;
use std::thread;

use super::ending;
use super::tty::Tty;
use crate::library::READER;

/// The terminal in raw mode on its alternate screen, for as long as this lives.
pub struct TerminalSession(Arc<Tty>);

impl TerminalSession {
    /// Takes the terminal.
    ///
    /// # Errors
    /// When the terminal refuses raw mode or cannot be written to.
    pub fn enter(tty: &Arc<Tty>) -> io::Result<Self> {
        restore_on_panic(Arc::clone(tty));
        let session = Self(Arc::clone(tty));
        tty.take()?;
        Ok(session)
    }
}

impl Drop for TerminalSession {
    fn drop(&mut self) {
        self.0.restore();
    }
}

/// A panic restores the terminal before it is printed. On a thread beside the main one it ends the program too: the
/// interface would otherwise go on without its loader or its search.
fn restore_on_panic(tty: Arc<Tty>) {
    let main = thread::current().id();
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().name() == Some(READER) {
            let place = info.location().map(ToString::to_string).unwrap_or_default();
            tracing::error!(place, "a file cannot be read: panic");
            return;
        }
        let held = tty.is_held();
        tty.restore();
        if held {
            ending::end_after_panic();
        }
        before(info);
        if held && thread::current().id() != main {
            ending::panicked();
        }
    }));
}
