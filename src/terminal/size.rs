//! How large the terminal is.

use std::env;
use std::io;
use std::os::fd::AsFd;

use rustix::termios::tcgetwinsize;

/// Columns and rows of a terminal that does not know its size, such as a serial line.
const UNKNOWN: (u16, u16) = (80, 24);
/// Columns of text where there is no terminal.
const TEXT: u16 = 100;

/// Columns and rows of a terminal. 0 means unknown: then `COLUMNS` and `LINES` tell, or the usual size is taken.
///
/// # Errors
/// When the terminal is gone.
pub fn of(terminal: impl AsFd) -> io::Result<(u16, u16)> {
    let size = tcgetwinsize(terminal)?;
    Ok((known(size.ws_col, "COLUMNS", UNKNOWN.0), known(size.ws_row, "LINES", UNKNOWN.1)))
}

/// Columns for the text that standard output takes.
pub fn text_columns() -> u16 {
    let columns = tcgetwinsize(io::stdout()).map_or(0, |size| size.ws_col);
    known(columns, "COLUMNS", TEXT)
}

fn known(size: u16, variable: &str, otherwise: u16) -> u16 {
    let said = || env::var(variable).ok()?.trim().parse().ok().filter(|said| *said > 0);
    if size > 0 { size } else { said().unwrap_or(otherwise) }
}
