//! Standard output and standard error.

use std::env;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;

use super::CliError;
use crate::app::ascii::ascii_line;
use crate::config::Switch;
use crate::library::Catalogue;
use crate::terminal::text_columns;

/// Buffered standard output.
pub struct Output {
    writer: BufWriter<StdoutLock<'static>>,
    pub is_terminal: bool,
    pub colour: bool,
    /// Columns that text is wrapped at: those of the terminal; in a pipe what `COLUMNS` says, else 100.
    pub columns: usize,
    /// True where nothing but ASCII is written.
    ascii: bool,
}

/// True if standard output was closed when the program began.
static CLOSED: AtomicBool = AtomicBool::new(false);

/// Asked before the runtime begins, which puts a device that swallows everything where standard output is closed.
#[ctor::ctor]
fn ask_for_stdout() {
    CLOSED.store(rustix::io::fcntl_getfd(rustix::stdio::stdout()).is_err(), Ordering::Relaxed);
}

/// Fails where standard output was closed when the program began: whatever it says would be lost.
pub fn stdout_is_open() -> Result<(), CliError> {
    if CLOSED.load(Ordering::Relaxed) { Err(CliError::Write(rustix::io::Errno::BADF.into())) } else { Ok(()) }
}

/// Longer lines are hard to read.
const MOST_COLUMNS: usize = 120;
/// Fewer columns than this are no width for a text.
const FEWEST: usize = 20;

impl Output {
    /// Standard output. Where the setting leaves it open, only a terminal of a locale that knows nothing else has nothing but
    /// ASCII: a pipe is UTF-8 in every locale.
    pub fn stdout(ascii: Switch) -> Self {
        let is_terminal = io::stdout().is_terminal();
        Self {
            writer: BufWriter::new(io::stdout().lock()),
            is_terminal,
            colour: env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && !is_dumb(),
            columns: usize::from(text_columns()).clamp(FEWEST, MOST_COLUMNS),
            ascii: (is_terminal || ascii == Switch::On) && is_ascii(ascii, &variable),
        }
    }

    pub fn line(&mut self, text: &str) -> Result<(), CliError> {
        match self.ascii {
            true => Ok(writeln!(self.writer, "{}", ascii_line(text))?),
            false => Ok(writeln!(self.writer, "{text}")?),
        }
    }

    /// Writes a text of whole lines.
    pub fn text(&mut self, text: &str) -> Result<(), CliError> {
        if self.ascii {
            return text
                .split_inclusive('\n')
                .try_for_each(|line| Ok(self.writer.write_all(ascii_line(line).as_bytes())?));
        }
        Ok(self.writer.write_all(text.as_bytes())?)
    }

    /// Writes bytes that are no text.
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), CliError> {
        Ok(self.writer.write_all(bytes)?)
    }

    /// Writes one JSON object on a line.
    pub fn json(&mut self, value: &impl Serialize) -> Result<(), CliError> {
        if self.ascii {
            // JSON has a way of its own to write everything in ASCII.
            let mut units = [0; 2];
            for c in serde_json::to_string(value)?.chars() {
                match c.is_ascii() {
                    true => write!(self.writer, "{c}")?,
                    false => {
                        c.encode_utf16(&mut units).iter().try_for_each(|unit| write!(self.writer, "\\u{unit:04x}"))?
                    }
                }
            }
            return Ok(writeln!(self.writer)?);
        }
        // A failure to write is told as such, and not as a fault of the JSON.
        Ok(writeln!(self.writer, "{}", serde_json::to_string(value)?)?)
    }

    /// Writes out what waits.
    pub fn finish(&mut self) -> Result<(), CliError> {
        Ok(self.writer.flush()?)
    }
}

/// True if the terminal can do nothing but print line after line.
pub fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|terminal| terminal == "dumb")
}

/// True if only ASCII can be shown: the first locale variable that is set does not name UTF-8.
pub(super) fn is_ascii(setting: Switch, variable: &dyn Fn(&str) -> Option<String>) -> bool {
    match setting {
        Switch::On => true,
        Switch::Off => false,
        Switch::Auto => {
            let locale =
                ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
            // Without any, most terminals are UTF-8 all the same.
            locale.is_some_and(|locale| {
                let locale = locale.to_ascii_lowercase();
                !locale.contains("utf-8") && !locale.contains("utf8")
            })
        }
    }
}

/// A variable of the environment.
pub(super) fn variable(name: &str) -> Option<String> {
    env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

/// Prints a complaint on standard error.
pub fn complain(text: &str) {
    // When standard error is closed there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "casebook: {text}");
}

/// Prints why files could not be read, as `file:line:column: error: message`; says whether there were any.
/// With names hidden, a number stands for the path, and the problems are not told.
pub fn complain_of(catalogue: &Catalogue) -> bool {
    let unread = catalogue.unread();
    let mut stderr = io::stderr().lock();
    for (file, why) in unread.iter().flat_map(|file| file.why.iter().map(move |why| (file, why))) {
        // When standard error is closed there is nobody to tell.
        let _ = writeln!(stderr, "{}:{why}", file.path);
    }
    !unread.is_empty()
}

/// An environment, for tests.
#[cfg(test)]
pub(super) type Variables = &'static [(&'static str, &'static str)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_says_whether_there_is_more_than_ascii() {
        let rows: [(Switch, Variables, bool); 7] = [
            (Switch::Auto, &[], false),
            (Switch::Auto, &[("LC_ALL", "C")], true),
            (Switch::Auto, &[("LC_ALL", "C"), ("LANG", "en_GB.UTF-8")], true),
            (Switch::Auto, &[("LC_ALL", ""), ("LANG", "en_GB.UTF-8")], false),
            (Switch::Auto, &[("LC_ALL", "C.utf8")], false),
            (Switch::On, &[("LANG", "en_GB.UTF-8")], true),
            (Switch::Off, &[("LC_ALL", "C")], false),
        ];
        for (setting, set, expected) in rows {
            let variable =
                |name: &str| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(is_ascii(setting, &variable), expected, "{set:?}");
        }
    }
}
