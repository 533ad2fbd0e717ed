//! Standard output and standard error.

use std::env;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use serde::Serialize;

use super::CliError;
use crate::library::Catalogue;
use crate::terminal::text_columns;

/// Buffered standard output.
pub struct Output {
    writer: BufWriter<StdoutLock<'static>>,
    /// True if standard output is a terminal.
    pub is_terminal: bool,
    /// True if colours are wanted.
    pub colour: bool,
    /// Columns that text is wrapped at.
    pub columns: usize,
}

/// Longer lines are hard to read.
const MOST_COLUMNS: usize = 120;

impl Output {
    /// Standard output.
    pub fn stdout() -> Self {
        let is_terminal = io::stdout().is_terminal();
        Self {
            writer: BufWriter::new(io::stdout().lock()),
            is_terminal,
            colour: env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
            columns: usize::from(text_columns()).min(MOST_COLUMNS),
        }
    }

    /// Writes a line.
    pub fn line(&mut self, text: &str) -> Result<(), CliError> {
        Ok(writeln!(self.writer, "{text}")?)
    }

    /// Writes a text of whole lines.
    pub fn text(&mut self, text: &str) -> Result<(), CliError> {
        Ok(self.writer.write_all(text.as_bytes())?)
    }

    /// Writes one JSON object on a line.
    pub fn json(&mut self, value: &impl Serialize) -> Result<(), CliError> {
        serde_json::to_writer(&mut self.writer, value)?;
        Ok(writeln!(self.writer)?)
    }

    /// Writes out what waits.
    pub fn finish(&mut self) -> Result<(), CliError> {
        Ok(self.writer.flush()?)
    }
}

/// Prints a complaint on standard error.
pub fn complain(text: &str) {
    // When standard error is closed there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "casebook: {text}");
}

/// Prints why files could not be read, as `file:line:column: error: message`; says whether there were any.
/// Where names are hidden, a number stands for the path, and what is wrong is not told.
pub fn complain_of(catalogue: &Catalogue) -> bool {
    let unread = catalogue.unread();
    let mut stderr = io::stderr().lock();
    for (file, why) in unread.iter().flat_map(|file| file.why.iter().map(move |why| (file, why))) {
        // When standard error is closed there is nobody to tell.
        let _ = writeln!(stderr, "{}:{why}", file.path);
    }
    !unread.is_empty()
}
