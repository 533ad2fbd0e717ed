//! Taking the terminal, and giving it back as it was, on every way out: the end, a signal, a panic, the shell in between.

use std::io;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use rustix::process::{Signal, getpgrp, kill_current_process_group};
use rustix::termios::{LocalModes, tcgetattr, tcgetpgrp};
use signal_hook::consts::SIGTTOU;
use signal_hook::low_level::raise;

use super::ending;
use super::outlet::{Outlet, lock_within};
use crate::library::READER;

/// Whether the terminal is taken and must be given back.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// Whether frames are wrapped in synchronised updates, one of which may be open.
static SYNCHRONISED: AtomicBool = AtomicBool::new(false);
/// Whether the mouse is taken from the terminal.
static MOUSE: AtomicBool = AtomicBool::new(false);
/// Held while the terminal is given back, so that no other thread ends the process meanwhile.
static RESTORING: Mutex<()> = Mutex::new(());
/// Whether another program has the terminal, and until when it had it.
static LENT: Mutex<(bool, Option<Instant>)> = Mutex::new((false, None));
static HOOK: Once = Once::new();

/// The alternate screen, and pastes told from keys.
const ENTER: &str = "\x1b[?1049h\x1b[?2004h";
/// Plain text, pastes as keys, the cursor shown, the screen that was there before.
const LEAVE: &str = "\x1b[m\x1b[?2004l\x1b[?25h\x1b[?1049l";
/// Clicks and the wheel, at any column.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";
/// The end of a synchronised update.
pub const END_UPDATE: &str = "\x1b[?2026l";

/// How long giving the terminal back takes at most.
const RESTORED: Duration = Duration::from_millis(700);
/// A stop that took no longer than this was none.
const NOT_STOPPED: Duration = Duration::from_millis(5);
/// How long a request to end, which may come with the continuation, has to be heard.
const HEARING: Duration = Duration::from_millis(100);

/// The terminal in raw mode on its alternate screen, for as long as this lives.
pub struct Session {
    _private: (),
}

impl Session {
    /// Takes the terminal. `synchronised`: frames may be wrapped in synchronised updates.
    ///
    /// # Errors
    /// When the terminal refuses raw mode or cannot be written to.
    pub fn enter(synchronised: bool) -> io::Result<Self> {
        HOOK.call_once(restore_on_panic);
        SYNCHRONISED.store(synchronised, Ordering::SeqCst);
        let session = Self { _private: () };
        session.take()?;
        Ok(session)
    }

    /// Takes the terminal, also where somebody else has used it since.
    ///
    /// # Errors
    /// When the terminal refuses raw mode or cannot be written to.
    pub fn take(&self) -> io::Result<()> {
        let outlet = Outlet::get()?;
        wait_for_foreground();
        if ending::asked().is_some() {
            return Ok(());
        }
        // The shell may have set modes of its own.
        disable_raw_mode()?;
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        set_lent(false);
        let mouse = if MOUSE.load(Ordering::SeqCst) { MOUSE_ON } else { "" };
        outlet.write(format!("{ENTER}{mouse}").as_bytes())
    }

    /// Takes the mouse from the terminal, or gives it back.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn use_mouse(&self, on: bool) -> io::Result<()> {
        MOUSE.store(on, Ordering::SeqCst);
        Outlet::get()?.write(if on { MOUSE_ON } else { MOUSE_OFF }.as_bytes())
    }

    /// Gives the terminal back for another program to use, until [`Session::take`].
    pub fn lend(&self) {
        set_lent(true);
        restore();
    }

    /// Gives the terminal to the shell and stops; takes it again when the program is continued.
    ///
    /// # Errors
    /// When the terminal cannot be had again.
    pub fn suspend(&self) -> io::Result<()> {
        restore();
        stop()?;
        self.take()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        restore();
    }
}

/// Asks for [`Session::suspend`] as the terminal does for programs that leave Ctrl-Z to it: everything that runs with this
/// program, a script that started it for one, is asked to stop too.
///
/// # Errors
/// When the system refuses.
pub fn ask_to_stop() -> io::Result<()> {
    Ok(kill_current_process_group(Signal::TSTP)?)
}

/// Whether what the terminal sends (an interrupt, a stop) is meant for the program that it is lent to. What was sent in the
/// last moment of that program may be heard a little later.
pub fn is_lent() -> bool {
    let (lent, until) = *LENT.lock().unwrap_or_else(PoisonError::into_inner);
    lent || until.is_some_and(|until| until.elapsed() < HEARING)
}

fn set_lent(lent: bool) {
    let mut state = LENT.lock().unwrap_or_else(PoisonError::into_inner);
    *state = (lent, if state.0 && !lent { Some(Instant::now()) } else { state.1 });
}

/// Stops everything that runs with this program, and the program itself, which has lent its terminal; returns when the
/// shell continues them, or at once where no shell waits for them.
pub fn stop_job() {
    // The request comes back to this program, which has no terminal to give and does not heed it.
    let _ = ask_to_stop();
    let _ = stop();
}

/// Gives the terminal back; does nothing the second time, except to wait until it is done.
pub fn restore() {
    let _restoring = lock_within(&RESTORING, RESTORED);
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    // Nothing can be done about a terminal that is gone.
    let Ok(outlet) = Outlet::get() else { return };
    let foreground = in_foreground(outlet);
    // In the background the modes are the shell's, and who touches them is stopped.
    let stops = || tcgetattr(outlet.terminal()).is_ok_and(|modes| modes.local_modes.contains(LocalModes::TOSTOP));
    if foreground {
        let _ = disable_raw_mode();
    }
    if foreground || !stops() {
        let update = if SYNCHRONISED.load(Ordering::SeqCst) { END_UPDATE } else { "" };
        let mouse = if MOUSE.load(Ordering::SeqCst) { MOUSE_OFF } else { "" };
        let _ = outlet.write_last(format!("{update}{mouse}{LEAVE}").as_bytes());
    }
}

/// Stops the program as the terminal stops those in the background that write to it. The system does it, so that where no
/// shell waits to continue the program (its process group is orphaned) nothing is stopped.
fn stop() -> io::Result<()> {
    raise(SIGTTOU)
}

/// Stops until the shell gives the program the terminal (`fg`, not `bg`), or until it is asked to end.
fn wait_for_foreground() {
    let in_background = || Outlet::get().is_ok_and(|outlet| !in_foreground(outlet));
    while in_background() {
        thread::sleep(HEARING);
        if ending::asked().is_some() || !in_background() {
            return;
        }
        let start = Instant::now();
        if stop().is_err() || start.elapsed() < NOT_STOPPED {
            return;
        }
    }
}

/// Whether the terminal is this program's to use; where there is no job control it is.
fn in_foreground(outlet: &Outlet) -> bool {
    tcgetpgrp(outlet.terminal()).map_or(true, |group| group == getpgrp())
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
        let taken = TAKEN.load(Ordering::SeqCst) || is_lent();
        restore();
        if taken {
            ending::end_after_panic();
        }
        before(info);
        if taken && thread::current().id() != main {
            ending::panicked();
        }
    }));
}
