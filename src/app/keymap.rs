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
        let mut owners: BTreeMap<(Context, Key), &'static str> = BTreeMap::new();
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
                    if let Some((why, help)) = key.never_comes().filter(|_| from_file) {
                        wrong.push((span.clone(), Problem::error(why).help(help)));
                        continue;
                    }
                    let contexts: Vec<Context> =
                        row.contexts.iter().copied().filter(|context| commands_in(*context, key)).collect();
                    if contexts.is_empty() && from_file {
                        let problem = Problem::error(format!("\"{key}\" would be a command where one types"));
                        wrong.push((
                            span.clone(),
                            problem.help("take a key with Ctrl or Alt, or one that types nothing"),
                        ));
                        continue;
                    }
                    let owner = contexts.iter().find_map(|context| owners.get(&(*context, key)));
                    if let Some(owner) = owner {
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
                    for context in contexts {
                        owners.insert((context, key), row.name);
                        keymap.commands.insert((context, key), row.command);
                    }
                    keymap.keys.entry(row.command).or_default().push(key);
                }
            }
        }
        if wrong.is_empty()
            && let Some(row) = Command::Quit.row()
        {
            let at = overrides.get(row.name).map_or(0..0, toml::Spanned::span);
            let ends = |context: &Context| keymap.keys(Command::Quit).iter().any(|key| commands_in(*context, *key));
            let problem = if keymap.keys(Command::Quit).is_empty() {
                Some(("has no key, so there would be no way out", "give it one"))
            } else if !row.contexts.iter().all(ends) {
                let help = "give it one with Ctrl or Alt, or one that types nothing";
                Some(("has no key where one types, so there would be no way out", help))
            } else {
                None
            };
            if let Some((message, help)) = problem {
                wrong.push((at, Problem::error(format!("\"{}\" {message}", row.name)).help(help)));
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

    /// The first key that gives a command in this context; empty where none does.
    pub fn hint_in(&self, context: Context, command: Command) -> String {
        let mut keys = self.keys(command).iter();
        let key = keys.find(|key| self.command(context, **key) == Some(command));
        key.map(ToString::to_string).unwrap_or_default()
    }
}

/// True when a key can be a command in a context, because it is no text there.
fn commands_in(context: Context, key: Key) -> bool {
    key.typed().is_none_or(|c| !context.types(c))
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
        let keymap = keymap("[keys]\nclose = [\"Ctrl-q\"]\nsort = [\"q\"]\nredraw = []\n").unwrap();
        assert_eq!(keymap.command(Context::Browse, "q".parse().unwrap()), Some(Command::Sort));
        assert_eq!(keymap.command(Context::Browse, "Ctrl-q".parse().unwrap()), Some(Command::Close));
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
            (
                "[keys]\nquit = [\"Q\"]\n",
                "2:8: error: \"quit\" has no key where one types, so there would be no way out; give it one with Ctrl or Alt, or one that types nothing",
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
