//! `casebook config`: where the configuration is looked for, and what is in force.

use super::args::ConfigArguments;
use super::explore::keymap;
use super::output::Output;
use super::{CliError, FINE, Start};
use crate::app::command::COMMANDS;
use crate::config::{EXAMPLE, file_path};
use crate::library::Place;
use crate::text::{clean_line, shown_path};

pub(super) fn run(start: &Start, arguments: &ConfigArguments, output: &mut Output) -> Result<u8, CliError> {
    if arguments.example {
        for line in EXAMPLE.lines() {
            output.line(line)?;
        }
        output.finish()?;
        return Ok(FINE);
    }
    let resolved = start.resolve()?;
    let keymap = keymap(resolved)?;
    match (&resolved.file, file_path()) {
        (Some((path, _)), _) => output.line(&format!("# Read from {}", shown_path(path)))?,
        (None, Some(path)) => {
            output.line(&format!("# Looked for {}; there is none.", shown_path(&path)))?;
            output.line("# Write one with: casebook config --example > that file")?;
        }
        (None, None) => output.line("# No home folder is known, so no configuration file is looked for.")?,
    }
    output.line("# In force, with the command line and the environment:")?;
    for place in &resolved.places {
        output.line(&match place {
            Place::Bundled => "# cases: the bundled library".to_owned(),
            Place::Folder(path) | Place::File(path) => format!("# cases: {}", shown_path(path)),
        })?;
    }
    output.line("")?;
    let settings = &resolved.settings;
    let paths: Vec<String> = settings.library.paths.iter().map(shown_path).collect();
    output.line("[library]")?;
    output.line(&format!("paths = {}", serde_json::to_string(&paths)?))?;
    let mut library = toml::Table::try_from(&settings.library)?;
    library.remove("paths");
    output.text(&toml::to_string(&library)?)?;
    output.line("\n[interface]")?;
    output.text(&toml::to_string(&settings.interface)?)?;
    output.line("")?;
    let privacy = toml::Table::from_iter([("privacy".to_owned(), toml::Value::try_from(&settings.privacy)?)]);
    output.text(&clean_lines(&toml::to_string(&privacy)?))?;
    output.line("\n[themes]")?;
    output.text(&clean_lines(&toml::to_string(&settings.themes)?))?;
    output.line("\n[keys]")?;
    for row in COMMANDS {
        let keys: Vec<String> = keymap.keys(row.command).iter().map(ToString::to_string).collect();
        output.line(&format!("{} = {}", row.name, serde_json::to_string(&keys)?))?;
    }
    output.finish()?;
    Ok(FINE)
}

/// The text of a file is data: line by line, without anything that could act on a terminal.
fn clean_lines(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", clean_line(line))).collect()
}
