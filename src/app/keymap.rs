//! Which key gives which command: the table's keys, with those of the configuration in their place.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::command::{COMMANDS, Command, Context};
use super::key::Key;
use crate::config::KeyOverrides;
use crate::document::Problem;
use crate::text::near::{did_you_mean, nearest};

/// The keys in force.
#[derive(Debug, Clone, Default)]
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
        let mut tell = |span: Range<usize>, message: String, help: &str| {
            wrong.push((span, Problem::error(message).help(help)));
        };
        for (name, keys) in overrides.iter().filter(|(name, _)| !COMMANDS.iter().any(|row| row.name == *name)) {
            let near = did_you_mean(&nearest(name, COMMANDS.iter().map(|row| row.name)));
            let help = near.unwrap_or_else(|| "`casebook config` prints the names of commands".to_owned());
            tell(keys.span(), format!("no command is called \"{name}\""), &help);
        }
        let mut keymap = Self::default();
        // Keys from the configuration are laid first, so that a clash is told at the line that a user wrote.
        let mut owners: BTreeMap<(Context, Key), &'static str> = BTreeMap::new();
        let span_of = |name: &str| overrides.get(name).map_or(0..0, toml::Spanned::span);
        let (own, usual): (Vec<_>, Vec<_>) = COMMANDS.iter().partition(|row| overrides.contains_key(row.name));
        for row in own.into_iter().chain(usual) {
            let chosen = overrides.get(row.name);
            let texts: Vec<&str> = match chosen {
                Some(keys) => keys.get_ref().iter().map(String::as_str).collect(),
                None => row.keys.to_vec(),
            };
            for text in texts {
                let key: Key = match text.parse() {
                    Ok(key) => key,
                    Err(error) => {
                        let help = "write a character or a name such as \"Ctrl-d\", \"Shift-Tab\", \"PgDn\", \"F5\"";
                        tell(span_of(row.name), format!("{error}"), help);
                        continue;
                    }
                };
                if let Some((why, help)) = key.never_comes().filter(|_| chosen.is_some()) {
                    tell(span_of(row.name), why, &help);
                    continue;
                }
                let contexts: Vec<Context> =
                    row.contexts.iter().copied().filter(|context| commands_in(*context, key)).collect();
                if contexts.is_empty() && chosen.is_some() {
                    let help = "take a key with Ctrl or Alt, or one that types nothing";
                    tell(span_of(row.name), format!("\"{key}\" would be a command where one types"), help);
                    continue;
                }
                match contexts.iter().find_map(|context| owners.get(&(*context, key))) {
                    Some(owner) if chosen.is_some() => {
                        let message = format!("\"{key}\" is given to \"{owner}\" and to \"{}\"", row.name);
                        tell(span_of(row.name), message, "give one of them another key");
                    }
                    Some(owner) if *owner != row.name => {
                        let message = format!("\"{key}\" is the key of \"{}\" already", row.name);
                        let help = format!("take another key, or give \"{}\" other keys too", row.name);
                        tell(span_of(owner), message, &help);
                    }
                    Some(_) => {}
                    None => {
                        for context in contexts {
                            owners.insert((context, key), row.name);
                            keymap.commands.insert((context, key), row.command);
                        }
                        keymap.keys.entry(row.command).or_default().push(key);
                    }
                }
            }
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let quit = keymap.keys(Command::Quit);
        let ends = |context: &Context| quit.iter().any(|key| commands_in(*context, *key));
        let (message, help) = if quit.is_empty() {
            ("\"quit\" has no key, so there would be no way out", "give it one")
        } else if !Context::ALL.iter().all(ends) {
            let help = "give it one with Ctrl or Alt, or one that types nothing";
            ("\"quit\" has no key where one types, so there would be no way out", help)
        } else {
            return Ok(keymap);
        };
        Err(vec![(span_of("quit"), Problem::error(message).help(help))])
    }

    /// The same, without the keys of commands that are off.
    #[must_use]
    pub fn without(mut self, off: impl Fn(Command) -> bool) -> Self {
        self.commands.retain(|_, command| !off(*command));
        self.keys.retain(|command, _| !off(*command));
        self
    }

    /// The command of a key.
    pub fn command(&self, context: Context, key: Key) -> Option<Command> {
        self.commands.get(&(context, key)).copied()
    }

    /// The keys of a command.
    pub fn keys(&self, command: Command) -> &[Key] {
        self.keys.get(&command).map_or(&[], Vec::as_slice)
    }

    /// The line of a first start: the three keys that lead to all others.
    pub fn first_keys(&self) -> String {
        let keys = [(Command::Search, "search"), (Command::Open, "open"), (Command::Help, "help")];
        let keys = keys.map(|(command, what)| (self.hint(command), what));
        let told = keys.iter().filter(|(key, _)| !key.is_empty()).map(|(key, what)| format!("{key} {what}"));
        format!("Three keys to begin with: {}", told.collect::<Vec<_>>().join("   "))
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
