//! `casebook`: the explorer.

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::time::Duration;

use super::output::{complain, is_ascii, variable};
use super::{CliError, FINE, PROBLEMS, Start, WRONG};
use crate::app::Keymap;
use crate::app::restricted::is_off;
use crate::app::theme::{Depth, Theme};
use crate::case::Diagnostic;
use crate::config::{Colour, SettingsInForce, state_path};
use crate::notebook::StateFolder;
use crate::terminal::{Explorer, ExplorerEnd, run as run_explorer};
use crate::text::clean_line;

pub(super) fn run(start: &Start, query: Option<String>, fresh: bool) -> Result<u8, CliError> {
    open(start, query, fresh, false).map(|(code, _)| code)
}

/// Opens the explorer for something to be picked, which is returned. It begins anew and leaves the last place as it is.
pub(super) fn run_to_pick(start: &Start, query: Option<String>) -> Result<(u8, Option<String>), CliError> {
    open(start, query, true, true)
}

fn open(start: &Start, query: Option<String>, fresh: bool, picks: bool) -> Result<(u8, Option<String>), CliError> {
    let resolved = start.resolve()?;
    let keymap = keymap(resolved)?;
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return Err(CliError::NoTerminal);
    }
    let interface = &resolved.settings.interface;
    let theme = Theme::named(&interface.theme, &resolved.settings.themes, depth(interface.colour, &variable))
        .map_err(|wrong| CliError::Interface(clean_line(&wrong).into_owned()))?;
    // Names that were hidden stay hidden from the first frame on, unless the command line says otherwise.
    let resume = interface.resume && !fresh;
    let last = || state_path().and_then(|folder| StateFolder::new(folder).session());
    let hidden = || last().is_some_and(|session| session.private);
    let mut privacy = resolved.settings.privacy.clone();
    privacy.on |= resume && start.overrides.private.is_none() && hidden();
    let remember = interface.resume && !picks;
    // Nothing is kept of an earlier start, and this one will be.
    let first = remember && query.is_none() && state_path().is_some() && last().is_none();
    let told = resolved.told.first().cloned().or_else(|| first.then(|| keymap.first_keys()));
    let explorer = Explorer {
        request: start.request()?,
        watch: resolved.settings.library.watch,
        keymap,
        theme,
        ascii: is_ascii(interface.ascii, &variable),
        mouse: interface.mouse,
        all_words: interface.all_words,
        two_lines: interface.two_lines,
        cursor_on_row: interface.cursor_on_row,
        borders: interface.borders,
        sort: interface.sort,
        synchronised: interface.synchronised,
        escape_time: Duration::from_millis(interface.escape_time.into()),
        privacy,
        state_folder: state_path(),
        resume: resume && query.is_none(),
        remember,
        query,
        restriction: resolved.restriction.clone(),
        told,
        audit: Arc::clone(start.audit()),
        picks,
    };
    let (ended, unkept) = run_explorer(explorer).map_err(|error| match error.kind() {
        // The system's answer where the user's limit of processes is reached.
        io::ErrorKind::WouldBlock => CliError::NoThread(error),
        _ => CliError::Terminal(error),
    })?;
    if let Some(unkept) = &unkept {
        complain(unkept);
    }
    let code = match ended {
        ExplorerEnd::Quit | ExplorerEnd::Picked(_) if unkept.is_some() => PROBLEMS,
        ExplorerEnd::Quit | ExplorerEnd::Picked(_) => FINE,
        // As shells count: 128 and the number of the signal.
        ExplorerEnd::Signal(signal) => u8::try_from(signal).map_or(WRONG, |signal| 128 | signal),
    };
    let picked = match ended {
        ExplorerEnd::Picked(picked) => Some(picked),
        ExplorerEnd::Quit | ExplorerEnd::Signal(_) => None,
    };
    Ok((code, picked))
}

/// How many colours the terminal shows, as it says of itself.
fn depth(setting: Colour, variable: &dyn Fn(&str) -> Option<String>) -> Depth {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    match setting {
        Colour::Never => return Depth::None,
        Colour::Auto if set("NO_COLOR").is_some() => return Depth::None,
        Colour::Auto | Colour::Always => {}
    }
    let terminal = set("TERM").unwrap_or_default();
    match set("COLORTERM").as_deref() {
        Some("truecolor" | "24bit") => Depth::True,
        _ if terminal.contains("direct") => Depth::True,
        _ if terminal.contains("256color") => Depth::Indexed,
        _ => Depth::Sixteen,
    }
}

/// The keymap in force; wrong keys are told with their place in the file.
pub(super) fn keymap(resolved: &SettingsInForce) -> Result<Keymap, CliError> {
    let hidden = resolved.settings.privacy.locked;
    let off = |command| is_off(command, &resolved.restriction, hidden);
    let keymap = Keymap::new(&resolved.settings.keys).map_err(|wrong| {
        let lines = wrong.into_iter().map(|(span, problem)| {
            // The place counts from the start of the first file.
            let file = resolved.files.iter().rfind(|file| file.start <= span.start);
            let (path, text, start) = file.map_or(("configuration".to_owned(), "", 0), |file| {
                (file.layer.to_string(), file.text.as_str(), file.start)
            });
            let span = span.start.saturating_sub(start)..span.end.saturating_sub(start);
            format!("{path}:{}", Diagnostic::at(text, span, problem))
        });
        CliError::Interface(lines.collect::<Vec<_>>().join("\n"))
    })?;
    Ok(keymap.without(off))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::output::Variables;

    fn with<'a>(set: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
        |name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn the_terminal_says_how_many_colours_it_has() {
        let rows: [(Colour, Variables, Depth); 7] = [
            (Colour::Auto, &[("TERM", "xterm")], Depth::Sixteen),
            (Colour::Auto, &[("TERM", "xterm-256color")], Depth::Indexed),
            (Colour::Auto, &[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], Depth::True),
            (Colour::Auto, &[("TERM", "xterm-256color"), ("NO_COLOR", "1")], Depth::None),
            (Colour::Auto, &[("TERM", "xterm"), ("NO_COLOR", "")], Depth::Sixteen),
            (Colour::Always, &[("TERM", "xterm"), ("NO_COLOR", "1")], Depth::Sixteen),
            (Colour::Never, &[("COLORTERM", "truecolor")], Depth::None),
        ];
        for (setting, set, expected) in rows {
            assert_eq!(depth(setting, &with(set)), expected, "{set:?}");
        }
    }
}
