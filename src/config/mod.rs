//! Settings: what a user may choose, where the file is looked for, and what is in force.
//!
//! Defaults, then the file, then the environment, then the command line; the result forgets where each value came from.

mod resolve;
mod settings;

pub use resolve::{
    CASES_VARIABLE, CONFIG_VARIABLE, ConfigError, Environment, LOG_VARIABLE, Overrides, Resolved, desk_path, file_path,
    resolve,
};
pub use settings::{
    BundledWhen, Colour, InterfaceSettings, KeyOverrides, LibrarySettings, LogLevel, LogSettings, PrivacySettings,
    Settings, Sort, Switch, ThemeTables, parse,
};

/// Every setting with its default and a line that explains it: what `casebook config --example` prints.
pub const EXAMPLE: &str = include_str!("../../config.example.toml");
