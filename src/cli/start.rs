//! The start of every subcommand, and its exit codes.

use std::cell::OnceCell;
use std::sync::Arc;

use super::CliError;
use super::cache::cache_folders;
use super::wall::{self, Wall};
use crate::case::Vocabulary;
use crate::config::{Environment, Feature, Overrides, SettingsInForce, resolve};
use crate::library::Request;
use crate::library::git::ask_no_more;
use crate::library::programs::start_none;
use crate::work::Audit;

pub const FINE: u8 = 0;
pub const NOTHING_FOUND: u8 = 1;
/// `check` found problems, or `index` has left files out.
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
    wall: OnceCell<Wall>,
    audit: OnceCell<Arc<Audit>>,
}

impl Start {
    pub fn new(overrides: Overrides, environment: Environment) -> Self {
        let vocabulary = Arc::new(Vocabulary::shipped().clone());
        Self {
            overrides,
            environment,
            vocabulary,
            in_force: OnceCell::new(),
            wall: OnceCell::new(),
            audit: OnceCell::new(),
        }
    }

    /// Keeps a restricted session to what it may do, by the program and by the kernel: before anything is read or started.
    pub fn restrict(&self, resolved: &SettingsInForce) {
        let restriction = &resolved.restriction;
        if !restriction.is_on() {
            return;
        }
        if !Feature::ALL.into_iter().any(|feature| feature.starts_programs() && restriction.allows(feature)) {
            start_none();
        }
        if !restriction.allows(Feature::Git) {
            ask_no_more();
        }
        self.wall.get_or_init(|| wall::raise(resolved));
    }

    /// The record of exports, copies and shown names: opened once the settings are known.
    pub fn audit(&self) -> &Arc<Audit> {
        self.audit.get_or_init(|| {
            let settings = self.in_force.get().map(|resolved| &resolved.settings);
            Arc::new(
                settings.map_or_else(Audit::default, |settings| Audit::open(&settings.audit, settings.audit_required)),
            )
        })
    }

    /// The answer of the kernel to a restricted session.
    pub fn wall(&self) -> Wall {
        self.wall.get().copied().unwrap_or(Wall::NotAsked)
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
            cache: cache_folders(resolved),
        })
    }
}
