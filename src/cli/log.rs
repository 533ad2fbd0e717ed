//! The log: a file that tells what the program did and what failed, and never what a case, a search or a note says.
//!
//! An event carries numbers, words of this program and kinds of errors. Texts of files and of the user go into none, nor
//! does the message of a panic, which may quote them: its place tells enough.

use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::panic;
use std::path::Path;
use std::sync::Mutex;
use std::thread;

use tracing::level_filters::LevelFilter;

use crate::config::LogLevel;

/// Appends what happens from now on to the file. Only its owner can read a new file.
///
/// # Errors
/// When the file cannot be written.
pub fn start(path: &Path, level: LogLevel) -> io::Result<()> {
    let file = OpenOptions::new().create(true).append(true).mode(0o600).open(path)?;
    let level = match level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
    };
    let subscriber = tracing_subscriber::fmt().with_max_level(level).with_writer(Mutex::new(file)).finish();
    // A second start in one process changes nothing.
    if tracing::subscriber::set_global_default(subscriber).is_ok() {
        log_panics();
    }
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "casebook starts");
    Ok(())
}

/// A panic leaves a line with its thread and its place.
fn log_panics() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(thread = thread::current().name().unwrap_or_default(), place, "panic");
        before(info);
    }));
}
