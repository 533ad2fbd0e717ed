//! The layer that a setting comes from.

use std::fmt;
use std::path::PathBuf;

use crate::text::shown_path;

/// A layer of the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingsLayer {
    /// The value that holds while nobody sets another.
    Default,
    /// A file of the system.
    System(PathBuf),
    /// The user's file.
    User(PathBuf),
    /// A variable of the environment.
    Environment(&'static str),
    /// An option of the command line.
    CommandLine(&'static str),
}

impl SettingsLayer {
    /// True for two of the same kind, whatever file or option each is.
    pub fn same_kind(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl fmt::Display for SettingsLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::System(path) | Self::User(path) => f.write_str(&shown_path(path)),
            Self::Environment(name) | Self::CommandLine(name) => f.write_str(name),
        }
    }
}
