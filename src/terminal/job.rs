//! Job control: stopping with everything that runs with the program, and going on when the shell says so.

use std::io;
use std::time::{Duration, Instant};

use rustix::process::{Signal, kill_current_process_group};
use signal_hook::consts::SIGTTOU;
use signal_hook::low_level::raise;

/// A stop that took no longer than this was none.
const NOT_STOPPED: Duration = Duration::from_millis(5);

/// How long the program was stopped.
#[derive(Debug, Clone, Copy)]
pub struct Stopped(Duration);

impl Stopped {
    /// True when the program was stopped: where no shell waits to continue it, nothing is stopped.
    pub fn really(self) -> bool {
        self.0 >= NOT_STOPPED
    }
}

/// Stops the program as the terminal stops those in the background that write to it. The system does it, so that where no
/// shell waits to continue the program (its process group is orphaned) nothing is stopped.
///
/// # Errors
/// When the system refuses.
pub fn stop() -> io::Result<Stopped> {
    let start = Instant::now();
    raise(SIGTTOU)?;
    Ok(Stopped(start.elapsed()))
}

/// Asks to be stopped as the terminal does for programs that leave Ctrl-Z to it: everything that runs with this program, a
/// script that started it for one, is asked to stop too.
///
/// # Errors
/// When the system refuses.
pub fn ask_to_stop() -> io::Result<()> {
    Ok(kill_current_process_group(Signal::TSTP)?)
}

/// Stops everything that runs with this program, and the program itself, which has lent its terminal; returns when the
/// shell continues them, or at once where no shell waits for them.
pub fn stop_job() {
    // The request comes back to this program, which has no terminal to give and does not heed it.
    let _ = ask_to_stop();
    let _ = stop();
}
