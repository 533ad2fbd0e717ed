//! The restricted mode: what a session may not do, by names, and who says so.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::layers::Layer;

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

/// Whether a session is restricted, by whom, and what it may do all the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Restriction {
    by: Option<Layer>,
    allowed: Vec<Feature>,
}

impl Restriction {
    /// A session that is restricted by `by`, where that is anybody, and may do what is `allowed`.
    pub fn new(by: Option<Layer>, allowed: Vec<Feature>) -> Self {
        Self { by, allowed }
    }

    /// True in a restricted session.
    pub fn is_on(&self) -> bool {
        self.by.is_some()
    }

    /// True if the session may do this.
    pub fn allows(&self, feature: Feature) -> bool {
        self.by.is_none() || self.allowed.contains(&feature)
    }

    /// The refusal of something that the session may not do; `what` begins the sentence.
    pub fn refuses(&self, feature: Feature, what: &str) -> Option<String> {
        let by = self.by.as_ref().filter(|_| !self.allows(feature))?;
        Some(format!("{what} is off: this session is restricted by {by}, and \"{}\" is not allowed", feature.name()))
    }

    /// True if a layer may choose what this feature is about: who restricts the session, and who stands above.
    pub fn lets(&self, layer: &Layer, feature: Feature) -> bool {
        self.allows(feature)
            || matches!(layer, Layer::Default | Layer::System(_))
            || self.by.as_ref().is_some_and(|by| by.same_kind(layer))
    }
}

impl fmt::Display for Restriction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(by) = &self.by else { return f.write_str("not restricted") };
        let names = |allowed: bool| {
            let names = Feature::ALL.into_iter().filter(|feature| self.allows(*feature) == allowed).map(Feature::name);
            let names: Vec<&str> = names.collect();
            if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
        };
        write!(f, "restricted by {by}; off: {}; allowed: {}", names(false), names(true))
    }
}
