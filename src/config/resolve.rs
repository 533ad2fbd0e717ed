//! From the command line, the environment and the files to the settings in force.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use directories::ProjectDirs;
use toml::Value;

use super::error::ConfigError;
use super::feature::Feature;
use super::layer::SettingsLayer;
use super::merge::{AllLayers, ConfigFile, Merged, read, system_paths};
use super::restriction::Restriction;
use super::settings::{BundledWhen, Settings};
use crate::library::Place;

/// The environment variables, where they are set and not empty.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `CASEBOOK_CASES`: folders of cases, separated as in `PATH`.
    pub cases: Option<OsString>,
    /// `CASEBOOK_CONFIG`: a configuration file in place of the usual one.
    pub config: Option<OsString>,
    /// `CASEBOOK_LOG`: a file for the log.
    pub log: Option<OsString>,
    /// `CASEBOOK_RESTRICTED`: anything but 0 restricts the session.
    pub restricted: bool,
    /// `XDG_CONFIG_DIRS`: folders of the system's configuration.
    pub config_dirs: Option<OsString>,
}

impl Environment {
    pub fn read() -> Self {
        let value = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        Self {
            cases: value("CASEBOOK_CASES"),
            config: value("CASEBOOK_CONFIG"),
            log: value("CASEBOOK_LOG"),
            restricted: value(RESTRICTED).is_some_and(|value| value != "0"),
            config_dirs: value("XDG_CONFIG_DIRS"),
        }
    }
}

const RESTRICTED: &str = "CASEBOOK_RESTRICTED";

/// The options of the command line.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// `--cases`, as often as it was given.
    pub cases: Vec<PathBuf>,
    pub bundled: bool,
    pub config: Option<PathBuf>,
    /// `--private` or `--no-private`.
    pub private: Option<bool>,
    /// `--restricted`.
    pub restricted: bool,
}

/// The settings in force, and where they came from.
#[derive(Debug, Clone)]
pub struct SettingsInForce {
    /// The settings, with `library` as the command line and the environment have it.
    pub settings: Settings,
    /// The places to load, in order.
    pub places: Vec<Place>,
    /// The files that were read, the system's first.
    pub files: Vec<ConfigFile>,
    /// The layer of each value that is not a default, by its name.
    pub origins: BTreeMap<String, SettingsLayer>,
    /// The names that are locked, each with its layer.
    pub locks: BTreeMap<String, SettingsLayer>,
    /// The limits of the session.
    pub restriction: Restriction,
    /// Settings that were not obeyed, and why.
    pub told: Vec<String>,
    /// True if names would be hidden but for the command line.
    pub hidden_below: bool,
}

/// The configuration file if neither command line nor environment names one.
pub fn file_path() -> Option<PathBuf> {
    Some(ProjectDirs::from("", "", "casebook")?.config_dir().join("config.toml"))
}

/// The files of the system that are looked for, the least first.
pub fn system_files(environment: &Environment) -> Vec<PathBuf> {
    system_paths(environment.config_dirs.as_deref())
}

/// The state folder of the system's conventions.
pub fn state_path() -> Option<PathBuf> {
    let folders = ProjectDirs::from("", "", "casebook")?;
    Some(folders.state_dir().unwrap_or_else(|| folders.data_local_dir()).to_owned())
}

/// The folder of the system's conventions for what can be made anew.
pub fn cache_path() -> Option<PathBuf> {
    Some(ProjectDirs::from("", "", "casebook")?.cache_dir().to_owned())
}

/// The restriction that is known before the command line is read: for its help. Files that are wrong are told later.
pub fn early_restriction(restricted: bool, environment: &Environment) -> (Restriction, bool) {
    let merged = Merged::of_the_system(environment.config_dirs.as_deref()).unwrap_or_default();
    let settings = merged.settings().unwrap_or_default();
    (restriction(&merged, &settings, restricted, environment), settings.privacy.locked)
}

/// A layer that restricts the session cannot be undone by a later one.
fn restriction(merged: &Merged, settings: &Settings, option: bool, environment: &Environment) -> Restriction {
    let by = merged.origin("restricted").filter(|_| settings.restricted).cloned();
    let by = by.or_else(|| environment.restricted.then_some(SettingsLayer::Environment(RESTRICTED)));
    let by = by.or_else(|| option.then_some(SettingsLayer::CommandLine("--restricted")));
    Restriction::new(by, settings.restricted_allow.clone())
}

/// Resolves the settings in force.
///
/// # Errors
/// A configuration that cannot be read, is wrong or not trusted, an option that may not be given, or a folder that is none.
pub fn resolve(overrides: &Overrides, environment: &Environment) -> Result<SettingsInForce, ConfigError> {
    let mut merged = Merged::of_the_system(environment.config_dirs.as_deref())?;
    let by_system = merged.settings()?;
    let of_system = restriction(&merged, &by_system, overrides.restricted, environment);
    add_user_file(&mut merged, &of_system, overrides, environment)?;
    // The user's own file may restrict the session too.
    let restriction = restriction(&merged, &merged.settings()?, overrides.restricted, environment);
    let mut mend = "check library.paths in the configuration".to_owned();
    let listed = environment.cases.iter().flat_map(env::split_paths);
    let from_environment: Vec<PathBuf> = listed.filter(|path| !path.as_os_str().is_empty()).collect();
    if environment.cases.is_some() {
        let layer = SettingsLayer::Environment("CASEBOOK_CASES");
        match restriction.refuses(Feature::Cases, "The variable CASEBOOK_CASES") {
            Some(refused) if !restriction.lets(&layer, Feature::Cases) => merged.tell(refused),
            _ if !overrides.cases.is_empty() => {}
            _ if merged.set("library.paths", as_value(&from_environment), &layer).is_none() => {
                mend = "check the variable CASEBOOK_CASES".to_owned();
            }
            _ => {}
        }
    }
    if !overrides.cases.is_empty() {
        mend = "check the folder after --cases".to_owned();
        let paths = as_value(&overrides.cases);
        from_command_line(&mut merged, &restriction, "--cases", Some(Feature::Cases), "library.paths", paths)?;
    }
    if overrides.bundled {
        let always = Value::String("always".to_owned());
        from_command_line(&mut merged, &restriction, "--bundled", Some(Feature::Cases), "library.bundled", always)?;
    }
    let hidden_below = by_system.privacy.on || merged.settings()?.privacy.on;
    if let Some(on) = overrides.private {
        let option = if on { "--private" } else { "--no-private" };
        from_command_line(&mut merged, &restriction, option, None, "privacy.on", Value::Boolean(on))?;
    }
    let AllLayers { mut settings, origins, locks, files, told } = merged.finish()?;
    // A path that is no text is taken as it is.
    match origins.get("library.paths") {
        Some(SettingsLayer::CommandLine(_)) => settings.library.paths.clone_from(&overrides.cases),
        Some(SettingsLayer::Environment(_)) => settings.library.paths = from_environment,
        _ => {}
    }
    let places = places(&settings, &mend)?;
    Ok(SettingsInForce { settings, places, files, origins, locks, restriction, told, hidden_below })
}

/// Reads the file that is named, else the usual one, as far as the session may.
fn add_user_file(
    merged: &mut Merged,
    restriction: &Restriction,
    overrides: &Overrides,
    environment: &Environment,
) -> Result<(), ConfigError> {
    if let Some(path) = &overrides.config {
        let layer = SettingsLayer::CommandLine("--config");
        if let Some(refused) =
            restriction.refuses(Feature::Config, "--config").filter(|_| !restriction.lets(&layer, Feature::Config))
        {
            return Err(ConfigError::Refused(refused));
        }
        let text = read(path, true)?.unwrap_or_default();
        return merged.add_user_file(path.clone(), text);
    }
    if let Some(path) = environment.config.as_ref().map(PathBuf::from) {
        let layer = SettingsLayer::Environment("CASEBOOK_CONFIG");
        match restriction.refuses(Feature::Config, "The variable CASEBOOK_CONFIG") {
            Some(refused) if !restriction.lets(&layer, Feature::Config) => merged.tell(refused),
            _ => {
                let text = read(&path, true)?.unwrap_or_default();
                return merged.add_user_file(path, text);
            }
        }
    }
    // Nothing that the user may have written is read in a session that may read no configuration.
    match file_path().filter(|_| restriction.allows(Feature::Config)) {
        Some(path) => match read(&path, false)? {
            Some(text) => merged.add_user_file(path, text),
            None => Ok(()),
        },
        None => Ok(()),
    }
}

/// Sets what an option of the command line asks for, which is refused where it may not be had.
fn from_command_line(
    merged: &mut Merged,
    restriction: &Restriction,
    option: &'static str,
    feature: Option<Feature>,
    name: &str,
    value: Value,
) -> Result<(), ConfigError> {
    let layer = SettingsLayer::CommandLine(option);
    let refused = feature.filter(|feature| !restriction.lets(&layer, *feature));
    let refused = refused.and_then(|feature| restriction.refuses(feature, option));
    match refused.or_else(|| merged.set(name, value, &layer)) {
        Some(refused) => Err(ConfigError::Refused(refused)),
        None => Ok(()),
    }
}

/// Paths as a value of a file. One that is no text keeps as much of itself as can be written.
fn as_value(paths: &[PathBuf]) -> Value {
    Value::Array(paths.iter().map(|path| Value::String(path.to_string_lossy().into_owned())).collect())
}

fn places(settings: &Settings, mend: &str) -> Result<Vec<Place>, ConfigError> {
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
        return Err(ConfigError::NoFolder { path: path.clone(), reason, mend: mend.to_owned() });
    }
    if places.is_empty() { Err(ConfigError::Nothing) } else { Ok(places) }
}
