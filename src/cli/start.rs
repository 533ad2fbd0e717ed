//! The start of every subcommand, and its exit codes.

use std::sync::Arc;

use super::CliError;
use crate::case::Vocabulary;
use crate::config::{Environment, Overrides, Resolved, resolve};
use crate::library::Request;

/// Everything went well.
pub const FINE: u8 = 0;
/// Nothing was found.
pub const NOTHING_FOUND: u8 = 1;
/// `check` found problems.
pub const PROBLEMS: u8 = 1;
/// Wrong use, or something could not be read.
pub const WRONG: u8 = 2;

/// The start of every subcommand.
pub struct Start {
    /// The options of the command line.
    pub overrides: Overrides,
    /// The environment variables.
    pub environment: Environment,
    /// The terms that casebook ships.
    pub vocabulary: Arc<Vocabulary>,
}

impl Start {
    /// The settings in force.
    pub fn resolve(&self) -> Result<Resolved, CliError> {
        Ok(resolve(&self.overrides, &self.environment)?)
    }

    /// The request to load the library in force.
    pub fn request(&self, resolved: &Resolved) -> Request {
        Request {
            places: resolved.places.clone(),
            limits: resolved.settings.library.limits(),
            vocabulary: Arc::clone(&self.vocabulary),
            examine: false,
        }
    }
}
