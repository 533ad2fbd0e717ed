//! Which key gives which command: the table's keys, with those of the configuration in their place.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::command::{COMMANDS, Command, Context};
use super::key::Key;
use crate::config::KeyOverrides;
use crate::document::Problem;
use crate::text::near::{did_you_mean, nearest};

/// The keys in force.
#[derive(Debug, Clone)]
pub struct Keymap {
    commands: HashMap<(Context, Key), Command>,
    keys: HashMap<Command, Vec<Key>>,
}

impl Keymap {
    /// The table's keys, with `overrides` in their place.
    ///
    /// # Errors
    /// Every unknown command, every text that is no key, and every key that would give two commands in one place; each
    /// with the bytes of the configuration that are meant.
    pub fn new(overrides: &KeyOverrides) -> Result<Self, Vec<(Range<usize>, Problem)>> {
        let mut wrong = Vec::new();
        for (name, keys) in overrides {
            if !COMMANDS.iter().any(|row| row.name == name) {
                let near = nearest(name, COMMANDS.iter().map(|row| row.name));
                let help =
                    did_you_mean(&near).unwrap_or_else(|| "`casebook config` prints the names of commands".to_owned());
                wrong.push((keys.span(), Problem::error(format!("no command is called \"{name}\"")).help(help)));
            }
        }
        let mut keymap = Self { commands: HashMap::new(), keys: HashMap::new() };
        // Keys from the configuration are laid first, so that a clash is told at the line that a user wrote.
        let mut owners: BTreeMap<(u8, Key), &'static str> = BTreeMap::new();
        for from_file in [true, false] {
            for row in COMMANDS {
                let chosen = overrides.get(row.name);
                if chosen.is_some() != from_file {
                    continue;
                }
                let span = chosen.map_or(0..0, toml::Spanned::span);
                let texts: Vec<&str> = match chosen {
                    Some(keys) => keys.get_ref().iter().map(String::as_str).collect(),
                    None => row.keys.to_vec(),
                };
                for text in texts {
                    let key: Key = match text.parse() {
                        Ok(key) => key,
                        Err(error) => {
                            let help =
                                "write a character or a name such as \"Ctrl-d\", \"Shift-Tab\", \"PgDn\", \"F5\"";
                            wrong.push((span.clone(), Problem::error(format!("{error}")).help(help)));
                            continue;
                        }
                    };
                    let letter = key.typed().is_some_and(|c| {
                        row.context == Context::Search || (row.context == Context::Help && c.is_alphanumeric())
                    });
                    if row.context != Context::Browse && from_file && letter {
                        let problem = Problem::error(format!("\"{key}\" would be a command where one types"));
                        wrong.push((
                            span.clone(),
                            problem.help("take a key with Ctrl or Alt, or one that types nothing"),
                        ));
                        continue;
                    }
                    if let Some(owner) = owners.get(&(row.context as u8, key)) {
                        if from_file {
                            let problem =
                                Problem::error(format!("\"{key}\" is given to \"{owner}\" and to \"{}\"", row.name));
                            wrong.push((span.clone(), problem.help("give one of them another key")));
                        } else if *owner != row.name {
                            let at = overrides.get(*owner).map_or(0..0, toml::Spanned::span);
                            let problem = Problem::error(format!("\"{key}\" is the key of \"{}\" already", row.name));
                            wrong.push((
                                at,
                                problem.help(format!("take another key, or give \"{}\" other keys too", row.name)),
                            ));
                        }
                        continue;
                    }
                    owners.insert((row.context as u8, key), row.name);
                    keymap.commands.insert((row.context, key), row.command);
                    keymap.keys.entry(row.command).or_default().push(key);
                }
            }
        }
        for command in
            [Command::Quit, Command::QuitTyping, Command::HelpQuit, Command::ExplainQuit, Command::FacetsQuit]
        {
            if keymap.keys(command).is_empty()
                && wrong.is_empty()
                && let Some(row) = command.row()
            {
                let at = overrides.get(row.name).map_or(0..0, toml::Spanned::span);
                let problem = Problem::error(format!("\"{}\" has no key, so there would be no way out", row.name));
                wrong.push((at, problem.help("give it one")));
            }
        }
        if wrong.is_empty() { Ok(keymap) } else { Err(wrong) }
    }

    /// The command of a key.
    pub fn command(&self, context: Context, key: Key) -> Option<Command> {
        self.commands.get(&(context, key)).copied()
    }

    /// The keys of a command.
    pub fn keys(&self, command: Command) -> &[Key] {
        self.keys.get(&command).map_or(&[], Vec::as_slice)
    }

    /// The first key of a command, as the hints write it.
    pub fn hint(&self, command: Command) -> String {
        self.keys(command).first().map(ToString::to_string).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;

    fn keymap(text: &str) -> Result<Keymap, Vec<String>> {
        Keymap::new(&parse(text).unwrap().keys).map_err(|wrong| {
            wrong
                .into_iter()
                .map(|(span, problem)| crate::case::Diagnostic::at(text, span, problem).to_string())
                .collect()
        })
    }

    #[test]
    fn the_table_has_no_clash() {
        let keymap = keymap("").unwrap();
        assert_eq!(keymap.command(Context::Browse, "j".parse().unwrap()), Some(Command::Down));
        assert_eq!(keymap.hint(Command::Help), "?");
        for row in COMMANDS {
            assert_eq!(keymap.keys(row.command).len(), row.keys.len(), "{}", row.name);
        }
    }

    #[test]
    fn keys_can_be_changed_and_freed() {
        let keymap = keymap("[keys]\nquit = [\"Ctrl-q\"]\nsort = [\"q\"]\nredraw = []\n").unwrap();
        assert_eq!(keymap.command(Context::Browse, "q".parse().unwrap()), Some(Command::Sort));
        assert_eq!(keymap.command(Context::Browse, "Ctrl-q".parse().unwrap()), Some(Command::Quit));
        assert!(keymap.keys(Command::Redraw).is_empty());
    }

    #[test]
    fn wrong_keys_are_told_with_their_place() {
        let rows = [
            ("[keys]\nqiut = [\"x\"]\n", "2:8: error: no command is called \"qiut\"; did you mean \"quit\"?"),
            (
                "[keys]\nquit = [\"Hyper-x\"]\n",
                "2:8: error: \"Hyper-x\" is not a key; write a character or a name such as \"Ctrl-d\", \"Shift-Tab\", \"PgDn\", \"F5\"",
            ),
            (
                "[keys]\nquit = [\"s\"]\n",
                "2:8: error: \"s\" is the key of \"sort\" already; take another key, or give \"sort\" other keys too",
            ),
            (
                "[keys]\nquit = [\"z\"]\nsort = [\"z\"]\n",
                "2:8: error: \"z\" is given to \"sort\" and to \"quit\"; give one of them another key",
            ),
            ("[keys]\nquit = []\n", "2:8: error: \"quit\" has no key, so there would be no way out; give it one"),
            (
                "[keys]\ncursor-left = [\"h\"]\n",
                "2:15: error: \"h\" would be a command where one types; take a key with Ctrl or Alt, or one that types nothing",
            ),
        ];
        for (text, expected) in rows {
            assert_eq!(keymap(text).unwrap_err(), [expected], "{text}");
        }
    }
}
