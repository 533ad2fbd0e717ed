//! From the command line, the environment and the file to the settings in force.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::settings::{BundledWhen, Settings, parse};
use crate::case::Diagnostic;
use crate::document::without_mark;
use crate::library::Place;
use crate::text::shown_path;

/// The environment variables, where they are set and not empty.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `CASEBOOK_CASES`: folders of cases, separated as in `PATH`.
    pub cases: Option<OsString>,
    /// `CASEBOOK_CONFIG`: a configuration file in place of the usual one.
    pub config: Option<OsString>,
    /// `CASEBOOK_LOG`: a file for the log.
    pub log: Option<OsString>,
}

impl Environment {
    pub fn read() -> Self {
        let value = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        Self { cases: value("CASEBOOK_CASES"), config: value("CASEBOOK_CONFIG"), log: value("CASEBOOK_LOG") }
    }
}

/// The options of the command line.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// `--cases`, as often as it was given.
    pub cases: Vec<PathBuf>,
    pub bundled: bool,
    pub config: Option<PathBuf>,
    /// `--private` or `--no-private`.
    pub private: Option<bool>,
}

/// The settings in force, and the file they came from.
#[derive(Debug, Clone)]
pub struct SettingsInForce {
    /// The settings, with `library` as the command line and the environment have it.
    pub settings: Settings,
    /// The places to load, in order.
    pub places: Vec<Place>,
    /// The file that was read, with its text.
    pub file: Option<(PathBuf, String)>,
}

/// The reason why the program cannot start as it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file named on the command line or in the environment cannot be read, or the usual one exists and cannot be.
    #[error("cannot read the configuration {}: {error}", shown_path(path))]
    Unreadable { path: PathBuf, error: io::Error },
    #[error("{}", listed(path, problems))]
    Wrong { path: PathBuf, problems: Vec<Diagnostic> },
    /// A folder that was named is not there, or is none.
    #[error("no folder {}: {reason}; {mend}", shown_path(path))]
    NoFolder { path: PathBuf, reason: String, mend: &'static str },
    /// The bundled cases are switched off and no folder is named.
    #[error("no cases to show: library.bundled is \"never\" and no folder is named; name one with --cases DIR")]
    Nothing,
}

fn listed(path: &Path, problems: &[Diagnostic]) -> String {
    let path = shown_path(path);
    problems.iter().map(|problem| format!("{path}:{problem}")).collect::<Vec<_>>().join("\n")
}

/// The configuration file if neither command line nor environment names one.
pub fn file_path() -> Option<PathBuf> {
    Some(ProjectDirs::from("", "", "casebook")?.config_dir().join("config.toml"))
}

/// The state folder of the system's conventions.
pub fn state_path() -> Option<PathBuf> {
    let folders = ProjectDirs::from("", "", "casebook")?;
    Some(folders.state_dir().unwrap_or_else(|| folders.data_local_dir()).to_owned())
}

/// Resolves the settings in force.
///
/// # Errors
/// A configuration that cannot be read or is wrong, or a folder that is none.
pub fn resolve(overrides: &Overrides, environment: &Environment) -> Result<SettingsInForce, ConfigError> {
    let named = overrides.config.clone().or_else(|| environment.config.clone().map(PathBuf::from));
    let file = match named {
        Some(path) => Some(read(path, true)?),
        None => file_path().map(|path| read(path, false)).transpose()?,
    }
    .flatten();
    let mut settings = match &file {
        Some((path, text)) => parse(text).map_err(|problems| ConfigError::Wrong { path: path.clone(), problems })?,
        None => Settings::default(),
    };
    let mend;
    if !overrides.cases.is_empty() {
        settings.library.paths.clone_from(&overrides.cases);
        mend = "check the folder after --cases";
    } else if let Some(list) = &environment.cases {
        settings.library.paths = env::split_paths(list).filter(|path| !path.as_os_str().is_empty()).collect();
        mend = "check the variable CASEBOOK_CASES";
    } else {
        let base = file.as_ref().and_then(|(path, _)| path.parent());
        for path in &mut settings.library.paths {
            *path = expand_home(path);
            // A relative path of the file means the same wherever the program is started.
            if let Some(base) = base.filter(|_| path.is_relative()) {
                *path = base.join(&path);
            }
        }
        mend = "check library.paths in the configuration";
    }
    if overrides.bundled {
        settings.library.bundled = BundledWhen::Always;
    }
    settings.privacy.on = overrides.private.unwrap_or(settings.privacy.on);
    let places = places(&settings, mend)?;
    Ok(SettingsInForce { settings, places, file })
}

fn places(settings: &Settings, mend: &'static str) -> Result<Vec<Place>, ConfigError> {
    let library = &settings.library;
    let bundled = match library.bundled {
        BundledWhen::Always => true,
        BundledWhen::Alone => library.paths.is_empty(),
        BundledWhen::Never => false,
    };
    let mut places: Vec<Place> = bundled.then_some(Place::Bundled).into_iter().collect();
    for path in &library.paths {
        let reason = match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                places.push(Place::Folder(path.clone()));
                continue;
            }
            Ok(_) => "it is a file".to_owned(),
            Err(error) => error.to_string(),
        };
        return Err(ConfigError::NoFolder { path: path.clone(), reason, mend });
    }
    if places.is_empty() { Err(ConfigError::Nothing) } else { Ok(places) }
}

fn read(path: PathBuf, required: bool) -> Result<Option<(PathBuf, String)>, ConfigError> {
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some((path, without_mark(&text).to_owned()))),
        Err(error) if !required && matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(ConfigError::Unreadable { path, error }),
    }
}

/// `~/cases` in a file means what it means in a shell.
fn expand_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), directories::BaseDirs::new()) {
        (Ok(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ => path.to_owned(),
    }
}
