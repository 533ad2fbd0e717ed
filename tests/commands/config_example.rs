//! `config.example.toml` is the defaults, and names every setting and command.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use casebook::app::Keymap;
use casebook::app::command::COMMANDS;
use casebook::config::{EXAMPLE, Settings, parse};

#[test]
fn the_example_is_the_defaults() {
    let example = parse(EXAMPLE).unwrap();
    let defaults = Settings::default();
    assert_eq!(example.library, defaults.library);
    assert_eq!(example.interface, defaults.interface);
    assert_eq!(example.privacy, defaults.privacy);
    assert_eq!(example.log, defaults.log);
    let from_example = Keymap::new(&example.keys).unwrap();
    let from_table = Keymap::new(&defaults.keys).unwrap();
    for row in COMMANDS {
        assert_eq!(from_example.keys(row.command), from_table.keys(row.command), "{}", row.name);
        assert!(example.keys.contains_key(row.name), "config.example.toml lacks {}", row.name);
    }
}

#[test]
fn every_setting_stands_in_the_example_with_a_line_that_explains_it() {
    let defaults = toml::Table::try_from(Settings::default()).unwrap();
    let example: toml::Table = toml::from_str(EXAMPLE).unwrap();
    for (section, settings) in &defaults {
        assert!(example.contains_key(section), "{section}");
        for key in settings.as_table().into_iter().flat_map(toml::Table::keys) {
            assert!(example[section].get(key).is_some(), "{section}.{key}");
        }
    }
    let lines: Vec<&str> = EXAMPLE.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        if line.contains(" = ") && !line.starts_with('#') {
            assert!(lines[index - 1].starts_with("# "), "nothing explains {line}");
        }
    }
}

#[test]
fn each_command_is_explained_by_its_help() {
    for row in COMMANDS {
        let expected = format!("# {}.\n{} = ", row.help, row.name);
        assert!(EXAMPLE.contains(&expected), "{expected}");
    }
}
