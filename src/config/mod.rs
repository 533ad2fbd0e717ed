//! Settings: what a user may choose, where the file is looked for, and what is in force.
//!
//! Defaults, then the system's files, the user's file, the environment, the command line. The result knows where each value came
//! from.

mod layers;
mod resolve;
mod restriction;
mod settings;

pub(crate) use layers::Layer;
pub(crate) use resolve::{
    ConfigError, Environment, Overrides, SettingsInForce, early_restriction, file_path, resolve, state_path,
    system_files,
};
pub use restriction::{Feature, Restriction};
pub use settings::{Colour, KeyOverrides, LogLevel, PrivacySettings, Settings, Sort, Switch, ThemeTables, parse};

/// Every setting with its default and a line that explains it: what `casebook config --example` prints.
pub const EXAMPLE: &str = include_str!("../../config.example.toml");
