//! The start of every subcommand, and its exit codes.

use std::cell::OnceCell;
use std::sync::Arc;

use super::CliError;
use crate::case::Vocabulary;
use crate::config::{Environment, Overrides, SettingsInForce, resolve};
use crate::library::Request;

pub const FINE: u8 = 0;
pub const NOTHING_FOUND: u8 = 1;
/// `check` found problems.
pub const PROBLEMS: u8 = 1;
/// Wrong use, or something could not be read.
pub const WRONG: u8 = 2;

/// The values that every subcommand starts from.
pub struct Start {
    pub overrides: Overrides,
    pub environment: Environment,
    /// The terms that casebook ships.
    pub vocabulary: Arc<Vocabulary>,
    in_force: OnceCell<SettingsInForce>,
}

impl Start {
    pub fn new(overrides: Overrides) -> Self {
        let vocabulary = Arc::new(Vocabulary::shipped().clone());
        Self { overrides, environment: Environment::read(), vocabulary, in_force: OnceCell::new() }
    }

    /// The settings in force; their file is read once.
    pub fn resolve(&self) -> Result<&SettingsInForce, CliError> {
        if let Some(known) = self.in_force.get() {
            return Ok(known);
        }
        let resolved = resolve(&self.overrides, &self.environment)?;
        Ok(self.in_force.get_or_init(|| resolved))
    }

    /// The request to load the library in force.
    pub fn request(&self) -> Result<Request, CliError> {
        let resolved = self.resolve()?;
        Ok(Request {
            places: resolved.places.clone(),
            limits: resolved.settings.library.limits(),
            vocabulary: Arc::clone(&self.vocabulary),
            examine: false,
        })
    }
}
