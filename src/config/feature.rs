//! The names of what a restricted session may not do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that a restricted session may do only where it is allowed by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// Edit a case file in the user's editor, and write a new one.
    Edit,
    /// Open the address of a source in a browser.
    Open,
    /// Leave the program for the shell.
    Suspend,
    /// Write a page to a file, and the log.
    Export,
    /// Choose the folders of cases, and check files.
    Cases,
    /// Read a configuration that is not the system's.
    Config,
    /// Ask git for the library's past.
    Git,
    /// Copy by the terminal.
    Clipboard,
    /// Mark, write notes, save searches and snapshots.
    Marks,
}

impl Feature {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Edit,
        Self::Open,
        Self::Suspend,
        Self::Export,
        Self::Cases,
        Self::Config,
        Self::Git,
        Self::Clipboard,
        Self::Marks,
    ];

    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Open => "open",
            Self::Suspend => "suspend",
            Self::Export => "export",
            Self::Cases => "cases",
            Self::Config => "config",
            Self::Git => "git",
            Self::Clipboard => "clipboard",
            Self::Marks => "marks",
        }
    }

    /// True for what starts another program.
    pub fn starts_programs(self) -> bool {
        matches!(self, Self::Edit | Self::Open | Self::Suspend | Self::Git)
    }
}
