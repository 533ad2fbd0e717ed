//! `casebook config`: where the configuration is looked for, and what is in force.

use super::args::ConfigArguments;
use super::explore::keymap;
use super::output::Output;
use super::{CliError, FINE, Start};
use crate::app::command::COMMANDS;
use crate::config::{EXAMPLE, SettingsInForce, file_path, system_files};
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
    for file in &resolved.files {
        output.line(&format!("# Read from {}", file.layer))?;
    }
    for path in system_files(&start.environment).into_iter().chain(file_path()) {
        if !resolved.files.iter().any(|file| file.layer.to_string() == shown_path(&path)) {
            output.line(&format!("# Looked for {}; it was not read.", shown_path(&path)))?;
        }
    }
    match file_path() {
        Some(_) if resolved.files.is_empty() => {
            output.line("# Write your own with: casebook config --example > that file")?;
        }
        Some(_) => {}
        None => output.line("# No home folder is known, so no configuration of yours is looked for.")?,
    }
    output.line(&format!("# This session: {}", resolved.restriction))?;
    output.line(&format!("# {}", start.wall()))?;
    output.line("# In force, each value with the layer that it comes from:")?;
    for place in &resolved.places {
        output.line(&match place {
            Place::Bundled => "# cases: the bundled library".to_owned(),
            Place::Folder(path) | Place::File(path) => format!("# cases: {}", shown_path(path)),
        })?;
    }
    output.line("")?;
    let mut settings = resolved.settings.clone();
    if settings.privacy.locked {
        // The names that are hidden are no secret of a file that anybody may print.
        settings.privacy.also.clear();
    }
    let mut table = toml::Table::try_from(&settings)?;
    table.remove("keys");
    table.remove("locked");
    let (sections, values): (Vec<_>, Vec<_>) = table.into_iter().partition(|(_, value)| value.is_table());
    for (name, value) in values {
        output.line(&line(resolved, "", &name, &value))?;
    }
    for (section, values) in sections {
        output.line(&format!("\n[{section}]"))?;
        for (name, value) in values.as_table().into_iter().flatten() {
            output.line(&line(resolved, &section, name, value))?;
        }
    }
    output.line("\n[keys]")?;
    for row in COMMANDS {
        let keys: Vec<toml::Value> = keymap.keys(row.command).iter().map(|key| key.to_string().into()).collect();
        output.line(&line(resolved, "keys", row.name, &toml::Value::Array(keys)))?;
    }
    output.finish()?;
    Ok(FINE)
}

/// `sort = "title" # default`. The text of a file is data, without anything that could act on a terminal.
fn line(resolved: &SettingsInForce, section: &str, name: &str, value: &toml::Value) -> String {
    let full = if section.is_empty() { name.to_owned() } else { format!("{section}.{name}") };
    let origin = resolved.origins.get(&full).map_or_else(|| "default".to_owned(), ToString::to_string);
    let lock = resolved.locks.get(&full).or_else(|| resolved.locks.get(section));
    let locked = lock.map(|lock| format!(", locked by {lock}")).unwrap_or_default();
    clean_line(&format!("{} = {value} # {origin}{locked}", key(name))).into_owned()
}

/// A key as TOML has it: in quotes where it holds other signs.
fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if bare { name.to_owned() } else { toml::Value::String(name.to_owned()).to_string() }
}
