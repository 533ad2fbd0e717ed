//! Settings: what a user may choose, where the file is looked for, and what is in force.
//!
//! Defaults, then the file, then the environment, then the command line; the result forgets where each value came from.

mod resolve;
mod settings;

pub(crate) use resolve::{ConfigError, Environment, Overrides, SettingsInForce, file_path, resolve, state_path};
pub use settings::{Colour, KeyOverrides, LogLevel, PrivacySettings, Settings, Sort, Switch, ThemeTables, parse};

/// Every setting with its default and a line that explains it: what `casebook config --example` prints.
pub const EXAMPLE: &str = include_str!("../../config.example.toml");
