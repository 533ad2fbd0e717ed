//! `casebook`: the explorer.

use std::io::{self, IsTerminal};
use std::time::Duration;

use super::output::{complain, is_ascii, variable};
use super::{CliError, FINE, PROBLEMS, Start, WRONG};
use crate::app::Keymap;
use crate::app::theme::{Depth, Theme};
use crate::case::Diagnostic;
use crate::config::{Colour, SettingsInForce, state_path};
use crate::notebook::StateFolder;
use crate::terminal::{Explorer, ExplorerEnd, run as run_explorer};
use crate::text::clean_line;

pub(super) fn run(start: &Start, query: Option<String>, fresh: bool, restricted: bool) -> Result<u8, CliError> {
    open(start, query, fresh, restricted, false).map(|(code, _)| code)
}

/// Opens the explorer for something to be picked, which is returned. It begins anew and leaves the last place as it is.
pub(super) fn run_to_pick(start: &Start, query: Option<String>) -> Result<(u8, Option<String>), CliError> {
    open(start, query, true, false, true)
}

fn open(
    start: &Start,
    query: Option<String>,
    fresh: bool,
    restricted: bool,
    picks: bool,
) -> Result<(u8, Option<String>), CliError> {
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
    let hidden =
        || state_path().and_then(|folder| StateFolder::new(folder).session()).is_some_and(|session| session.private);
    let mut privacy = resolved.settings.privacy.clone();
    privacy.on |= resume && start.overrides.private.is_none() && hidden();
    let explorer = Explorer {
        request: start.request()?,
        watch: resolved.settings.library.watch,
        keymap,
        theme,
        ascii: is_ascii(interface.ascii, &variable),
        mouse: interface.mouse,
        all_words: interface.all_words,
        sort: interface.sort,
        synchronised: interface.synchronised,
        escape_time: Duration::from_millis(interface.escape_time.into()),
        privacy,
        state_folder: state_path(),
        resume: resume && query.is_none(),
        remember: interface.resume && !picks,
        query,
        restricted,
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
        CliError::Interface(lines.join("\n"))
    })
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
