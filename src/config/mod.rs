//! Settings: what a user may choose, where the file is looked for, and what is in force.
//!
//! Defaults, then the system's files, the user's file, the environment, the command line. The result knows where each value came
//! from.

mod error;
mod feature;
mod layer;
mod merge;
mod resolve;
mod restriction;
mod settings;

pub(crate) use error::ConfigError;
pub use feature::Feature;
pub(crate) use layer::SettingsLayer;
pub(crate) use resolve::{
    Environment, Overrides, SettingsInForce, cache_path, early_restriction, file_path, resolve, state_path,
    system_files,
};
pub use restriction::Restriction;
pub use settings::{Colour, KeyOverrides, LogLevel, PrivacySettings, Settings, Sort, Switch, ThemeTables, parse};

/// Every setting with its default and a line that explains it: what `casebook config --example` prints.
pub const EXAMPLE: &str = include_str!("../../config.example.toml");
