//! The terminal of the program: the one value that knows the way to it, who has it, and whether the program is to end.
//!
//! A terminal that nobody reads (a stalled connection, a paused window) holds the program up for as long as it stays so, but
//! never keeps it from ending.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::process::getpgrp;
use rustix::termios::{LocalModes, OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcgetpgrp, tcsetattr};

use super::{job, size};

/// How often a writer that waits for its terminal asks whether the program is to end.
const SLICE: Timespec = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };
/// How long the last bytes wait for room, and for a frame that is being written.
const LAST_WAIT: Duration = Duration::from_millis(200);
/// How long giving the terminal back takes at most.
const RESTORED: Duration = Duration::from_millis(700);
/// How long a request to end, which may come with the continuation, has to be heard.
const HEARING: Duration = Duration::from_millis(100);
/// How often in a row a program goes on at once before it is known that no shell waits to continue it.
const NO_SHELL: u32 = 3;

/// The alternate screen, and pastes told from keys.
const ENTER: &str = "\x1b[?1049h\x1b[?2004h";
/// Plain text, pastes as keys, the cursor shown, the screen that was there before.
const LEAVE: &str = "\x1b[m\x1b[?2004l\x1b[?25h\x1b[?1049l";
/// Clicks and the wheel, at any column.
// Movements are told while a button is held: a border is dragged.
const MOUSE_ON: &str = "\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l";
/// Switches off what editors leave on when they are ended: cursor keys and keypad of application mode, mouse and focus
/// reports, other codes for keys, another cursor.
const OF_EDITORS: &str = "\x1b[?1l\x1b>\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1004l\x1b[?1006l\x1b[>4m\x1b[0 q\x1b[m";
/// The end of a synchronised update.
pub const END_UPDATE: &str = "\x1b[?2026l";

/// The flags that the system sets, unasked, for a descriptor whose terminal is gone.
pub const GONE: PollFlags = PollFlags::HUP.union(PollFlags::ERR).union(PollFlags::NVAL);

/// The program that has the terminal.
#[derive(Default)]
struct Holder {
    /// True while this program has it.
    taken: bool,
    /// True while it is lent to another program.
    lent: bool,
    /// The time at which it was lent no more.
    returned: Option<Instant>,
    /// The modes that it had before this program took it.
    modes: Option<Termios>,
}

/// The terminal of standard output, and its holder.
pub struct Tty {
    terminal: OwnedFd,
    /// True when frames are wrapped in synchronised updates, one of which may be open.
    synchronised: bool,
    /// Held while bytes are written, so that no two threads mix theirs.
    writing: Mutex<()>,
    holder: Mutex<Holder>,
    /// Held while the terminal is given back, so that no other thread ends the process meanwhile.
    restoring: Mutex<()>,
    /// True when the mouse is used.
    mouse: AtomicBool,
    /// The signal that asked the program to end; 0 while none has.
    asked: AtomicI32,
}

impl Tty {
    /// The terminal of standard output. `synchronised`: frames may be wrapped in synchronised updates.
    ///
    /// # Errors
    /// When the descriptor cannot be copied.
    pub fn open(synchronised: bool) -> io::Result<Self> {
        Ok(Self {
            terminal: open()?,
            synchronised,
            writing: Mutex::default(),
            holder: Mutex::default(),
            restoring: Mutex::default(),
            mouse: AtomicBool::default(),
            asked: AtomicI32::default(),
        })
    }

    /// Takes the terminal, also where another program has used it since; without effect where the program is to end.
    ///
    /// # Errors
    /// When the terminal refuses raw mode or cannot be written to.
    pub fn take(&self) -> io::Result<()> {
        self.wait_for_foreground();
        let mut holder = self.holder();
        if self.asked().is_some() {
            return Ok(());
        }
        disable_raw_mode()?;
        match &holder.modes {
            // The program that had it may have ended without giving it back.
            Some(modes) if holder.lent => tcsetattr(&self.terminal, OptionalActions::Now, modes)?,
            // The shell may have set modes of its own.
            _ => holder.modes = tcgetattr(&self.terminal).ok(),
        }
        enable_raw_mode()?;
        let left_behind = if holder.lent { OF_EDITORS } else { "" };
        let returned = if holder.lent { Some(Instant::now()) } else { holder.returned };
        *holder = Holder { taken: true, lent: false, returned, modes: holder.modes.take() };
        drop(holder);
        let mouse = if self.mouse.load(Ordering::SeqCst) { MOUSE_ON } else { "" };
        self.write(format!("{left_behind}{ENTER}{mouse}").as_bytes())
    }

    /// Takes the mouse from the terminal, or gives it back.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn use_mouse(&self, on: bool) -> io::Result<()> {
        self.mouse.store(on, Ordering::SeqCst);
        self.write(if on { MOUSE_ON } else { MOUSE_OFF }.as_bytes())
    }

    /// Gives the terminal to another program, until [`Tty::take`].
    pub fn lend(&self) {
        self.restore();
        self.holder().lent = true;
    }

    /// Gives the terminal to the shell and stops; takes it again when the program is continued.
    ///
    /// # Errors
    /// When the terminal cannot be had again.
    pub fn suspend(&self) -> io::Result<()> {
        self.restore();
        job::stop()?;
        self.take()
    }

    /// Gives the terminal back as it was, also from a program that it was lent to; does nothing the second time, except to
    /// wait until it is done.
    pub fn restore(&self) {
        let _restoring = lock_within(&self.restoring, RESTORED);
        // A thread with a fault may hold the lock itself, and may have no memory.
        let (modes, left_behind) = match lock_within(&self.holder, LAST_WAIT) {
            Some(mut holder) => {
                if !holder.taken && !holder.lent {
                    return;
                }
                let left_behind = if holder.lent { OF_EDITORS } else { "" };
                (holder.taken, holder.lent) = (false, false);
                (holder.modes.clone(), left_behind)
            }
            None => (None, ""),
        };
        // Nothing can be done about a terminal that is gone.
        let foreground = self.in_foreground();
        if foreground {
            let _ = disable_raw_mode();
            if let Some(modes) = modes {
                let _ = tcsetattr(&self.terminal, OptionalActions::Now, &modes);
            }
        }
        // In the background the modes are the shell's, and the system stops programs that touch them.
        let stops = || tcgetattr(&self.terminal).is_ok_and(|modes| modes.local_modes.contains(LocalModes::TOSTOP));
        if foreground || !stops() {
            let update = if self.synchronised { END_UPDATE } else { "" };
            let mouse = if self.mouse.load(Ordering::SeqCst) { MOUSE_OFF } else { "" };
            let _ = self.write_last(&[update, mouse, left_behind, LEAVE]);
        }
    }

    /// True when the terminal is told where a frame begins and ends.
    pub fn is_synchronised(&self) -> bool {
        self.synchronised
    }

    /// True when this program has the terminal, or has lent it.
    pub fn is_held(&self) -> bool {
        let holder = self.holder();
        holder.taken || holder.lent
    }

    /// True when what the terminal sends (an interrupt, a stop) is meant for the program that it is lent to. What was sent
    /// just before that program ended may be heard a little later.
    pub fn is_lent(&self) -> bool {
        let holder = self.holder();
        holder.lent || holder.returned.is_some_and(|at| at.elapsed() < HEARING)
    }

    /// The signal that asked the program to end, if one has.
    pub fn asked(&self) -> Option<i32> {
        Some(self.asked.load(Ordering::SeqCst)).filter(|signal| *signal != 0)
    }

    /// Asks the program to end with this signal; returns the first that asked.
    pub fn ask(&self, signal: i32) -> i32 {
        match self.asked.compare_exchange(0, signal, Ordering::SeqCst, Ordering::SeqCst) {
            Ok(_) => signal,
            Err(first) => first,
        }
    }

    /// Writes a frame, in one write where the terminal takes it; waits for a terminal that is behind.
    ///
    /// # Errors
    /// When the terminal is gone or another program's, or the program is asked to end while it waits.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        // Nothing is left half done by a thread that panics here: the bytes are gone or they are not.
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.holder().taken {
            return Err(io::Error::other("another program has the terminal"));
        }
        self.send(bytes, || self.asked().is_some())
    }

    /// Writes what gives the terminal back, without waiting for long: what a terminal has not taken by then is dropped.
    fn write_last(&self, parts: &[&str]) -> io::Result<()> {
        // A thread that panics in a frame holds the lock itself; these bytes go out all the same.
        let _writing = lock_within(&self.writing, LAST_WAIT);
        let send = || {
            let start = Instant::now();
            parts.iter().try_for_each(|part| self.send(part.as_bytes(), || start.elapsed() >= LAST_WAIT))
        };
        match send() {
            Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                tcflush(&self.terminal, QueueSelector::OFlush)?;
                send()
            }
            done => done,
        }
    }

    /// Writes; where there is no room, waits for it until `give_up` says so.
    fn send(&self, mut bytes: &[u8], give_up: impl Fn() -> bool) -> io::Result<()> {
        while !bytes.is_empty() {
            match rustix::io::write(&self.terminal, bytes) {
                Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    if give_up() {
                        return Err(io::ErrorKind::TimedOut.into());
                    }
                    match poll(&mut [PollFd::new(&self.terminal, PollFlags::OUT)], Some(&SLICE)) {
                        Ok(_) | Err(Errno::INTR) => {}
                        Err(error) => return Err(error.into()),
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// True when the terminal is gone.
    pub fn is_gone(&self) -> bool {
        said_of(&self.terminal, GONE)
    }

    /// Columns and rows of the terminal; likely ones where it does not know them.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        size::of(&self.terminal)
    }

    /// Stops until the shell gives the program the terminal (`fg`, not `bg`), or until it is asked to end.
    fn wait_for_foreground(&self) {
        // A program that is continued at once was stopped no longer than one that nobody can continue, and has to hear whether
        // it is to end too: only one that does not stop again and again has no shell.
        let mut not_stopped = 0;
        while not_stopped < NO_SHELL && !self.in_foreground() {
            thread::sleep(HEARING);
            if self.asked().is_some() || self.in_foreground() {
                return;
            }
            match job::stop() {
                Ok(stopped) if stopped.really() => not_stopped = 0,
                Ok(_) => not_stopped += 1,
                Err(_) => return,
            }
        }
    }

    /// True when this program may use the terminal; without job control it always may.
    fn in_foreground(&self) -> bool {
        tcgetpgrp(&self.terminal).map_or(true, |group| group == getpgrp())
    }

    /// A flag or a time is never half written.
    fn holder(&self) -> MutexGuard<'_, Holder> {
        self.holder.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// True when the system sets one of these flags for a descriptor.
pub fn said_of(terminal: impl AsFd, flags: PollFlags) -> bool {
    const AT_ONCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 0 };
    let mut polled = [PollFd::new(&terminal, PollFlags::empty())];
    poll(&mut polled, Some(&AT_ONCE)).is_ok() && polled.iter().any(|terminal| terminal.revents().intersects(flags))
}

/// Waits for a lock, but not for ever.
fn lock_within<T>(lock: &Mutex<T>, wait: Duration) -> Option<MutexGuard<'_, T>> {
    let start = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if start.elapsed() >= wait => return None,
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(5)),
        }
    }
}

/// The terminal of standard output, opened anew. Not waiting is a property of an open file, which standard output shares
/// with the shell and must keep for it. Where the terminal cannot be opened (after `su`, in some containers), standard
/// output itself serves; a write that hangs there is ended with the process.
fn open() -> io::Result<OwnedFd> {
    let stdout = io::stdout();
    let flags = OFlags::WRONLY | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let opened =
        rustix::termios::ttyname(&stdout, Vec::new()).and_then(|name| rustix::fs::open(name, flags, Mode::empty()));
    match opened {
        Ok(terminal) => Ok(terminal),
        Err(_) => stdout.as_fd().try_clone_to_owned(),
    }
}
