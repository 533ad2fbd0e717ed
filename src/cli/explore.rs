//! `casebook`: the explorer.

use std::env;
use std::io::{self, IsTerminal};

use super::{CliError, FINE, Start, WRONG};
use crate::app::Keymap;
use crate::case::Diagnostic;
use crate::case::text::clean_line;
use crate::config::{Colour, Resolved, desk_path};
use crate::terminal::{Ended, Explorer, run as run_explorer};

pub(super) fn run(start: &Start, query: Option<String>) -> Result<u8, CliError> {
    let resolved = start.resolve()?;
    let keymap = keymap(&resolved)?;
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return Err(CliError::NoTerminal);
    }
    let colour = match resolved.settings.interface.colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    };
    let interface = &resolved.settings.interface;
    let (sort, synchronised) = (interface.sort, interface.synchronised);
    let request = start.request(&resolved);
    let watch = resolved.settings.library.watch;
    let explorer = Explorer { request, watch, keymap, colour, sort, synchronised, query, desk: desk_path() };
    Ok(match run_explorer(explorer).map_err(CliError::Terminal)? {
        Ended::Quit => FINE,
        // As shells count: 128 and the number of the signal.
        Ended::Signal(signal) => u8::try_from(signal).map_or(WRONG, |signal| 128 | signal),
    })
}

/// The keymap in force; wrong keys are told with their place in the file.
pub(super) fn keymap(resolved: &Resolved) -> Result<Keymap, CliError> {
    Keymap::new(&resolved.settings.keys).map_err(|wrong| {
        let (path, text) = match &resolved.file {
            Some((path, text)) => (path.to_string_lossy(), text.as_str()),
            None => ("configuration".into(), ""),
        };
        let path = clean_line(&path);
        let lines: Vec<String> = wrong
            .into_iter()
            .map(|(span, problem)| format!("{path}:{}", Diagnostic::at(text, span, problem)))
            .collect();
        CliError::Keys(lines.join("\n"))
    })
}
