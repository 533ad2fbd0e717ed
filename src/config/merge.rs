//! The layers of the settings, merged, the least first: defaults, the system's files, the user's file, the environment, the
//! command line. They are merged key by key: a key that a system's file locks is changed by no layer above it.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsStr;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::process::geteuid;
use serde::Deserialize;
use toml::{Spanned, Table, Value};

use super::error::ConfigError;
use super::layer::SettingsLayer;
use super::settings::{KeyOverrides, Settings, parse};
use crate::document::without_mark;
use crate::text::shown_path;

/// The system's folder, which is read whatever the environment says.
const SYSTEM: &str = "/etc/xdg";
/// No configuration is larger, in bytes.
const LARGEST: u64 = 1024 * 1024;
/// Top-level tables whose keys are settings of their own.
const SECTIONS: [&str; 6] = ["library", "interface", "privacy", "log", "themes", "keys"];
/// Settings of the system's files alone.
const OF_THE_SYSTEM: [&str; 5] = ["restricted_allow", "audit", "audit_required", "locked", "privacy.locked"];
/// The keys that a system's file settles by setting them.
const SETTLED: [&str; 3] = ["restricted_allow", "audit", "audit_required"];

/// A file that was read.
#[derive(Debug, Clone)]
pub struct ConfigFile {
    /// Its layer, with its path.
    pub layer: SettingsLayer,
    /// Its text.
    pub text: String,
    /// The byte at which it begins, if the texts of all files stood one after the other: by it the place of a key tells its file.
    pub start: usize,
}

/// The settings as far as the layers have been merged.
#[derive(Debug, Default)]
pub struct Merged {
    table: Table,
    keys: KeyOverrides,
    /// The layer that each value comes from, by its name: "library.paths".
    origins: BTreeMap<String, SettingsLayer>,
    /// The names that are locked, each with its layer and whether that is the administrator's.
    locks: BTreeMap<String, (SettingsLayer, bool)>,
    files: Vec<ConfigFile>,
    /// Settings that were not obeyed, and why.
    told: Vec<String>,
}

/// The settings of all layers.
#[derive(Debug)]
pub struct AllLayers {
    pub settings: Settings,
    pub origins: BTreeMap<String, SettingsLayer>,
    pub locks: BTreeMap<String, SettingsLayer>,
    pub files: Vec<ConfigFile>,
    pub told: Vec<String>,
}

impl Merged {
    /// The files of the system: those of the folders of `XDG_CONFIG_DIRS`, the last first, since the first goes before the
    /// others; the usual folder in any case.
    ///
    /// # Errors
    /// A file that cannot be read, is wrong, or that others may have written.
    pub fn of_the_system(folders: Option<&OsStr>) -> Result<Self, ConfigError> {
        let mut merged = Self::default();
        for path in system_paths(folders) {
            let Some(text) = read(&path, false)? else { continue };
            let own = is_trusted(&path).map_err(|why| ConfigError::NotTrusted { path: path.clone(), why })?;
            merged.add(SettingsLayer::System(path), text, own)?;
        }
        Ok(merged)
    }

    /// Adds the user's file.
    ///
    /// # Errors
    /// A file that is wrong.
    pub fn add_user_file(&mut self, path: PathBuf, text: String) -> Result<(), ConfigError> {
        self.add(SettingsLayer::User(path), text, false)
    }

    fn add(&mut self, layer: SettingsLayer, text: String, by_administrator: bool) -> Result<(), ConfigError> {
        let path = match &layer {
            SettingsLayer::System(path) | SettingsLayer::User(path) => path.clone(),
            _ => PathBuf::new(),
        };
        let settings = parse(&text).map_err(|problems| ConfigError::Wrong { path: path.clone(), problems })?;
        // It was parsed a moment ago.
        let table: Table = toml::from_str(&text).unwrap_or_default();
        let start = self.files.last().map_or(0, |file| file.start + file.text.len() + 1);
        for (section, value) in table {
            match value {
                Value::Table(values) if SECTIONS.contains(&section.as_str()) => {
                    for (key, value) in values {
                        let value = based(&section, &key, value, path.parent());
                        self.set_by(&format!("{section}.{key}"), value, &layer, by_administrator);
                    }
                }
                value => self.set_by(&section, value, &layer, by_administrator),
            }
        }
        for (name, keys) in settings.keys {
            // Not one that was locked.
            if self.origins.get(&format!("keys.{name}")) == Some(&layer) {
                let span = keys.span();
                let moved = Spanned::new(span.start + start..span.end + start, keys.into_inner());
                self.keys.insert(name, moved);
            }
        }
        if settings.privacy.locked {
            self.set_by("privacy.on", Value::Boolean(true), &layer, by_administrator);
        }
        if matches!(layer, SettingsLayer::System(_)) {
            for name in &settings.locked.keys {
                if !is_setting(name) {
                    return Err(ConfigError::NoSetting { path, name: name.clone() });
                }
            }
            let settled = SETTLED.iter().filter(|name| self.origins.get(**name) == Some(&layer));
            let mut locked: Vec<String> = settled.map(|name| (*name).to_owned()).collect();
            locked.extend(settings.locked.keys);
            if settings.restricted {
                locked.extend(["restricted", "restricted_allow"].map(str::to_owned));
            }
            if settings.privacy.locked {
                locked.push("privacy".to_owned());
            }
            for name in locked {
                let lock = self.locks.entry(name).or_insert_with(|| (layer.clone(), by_administrator));
                if by_administrator && !lock.1 {
                    *lock = (layer.clone(), true);
                }
            }
        }
        self.files.push(ConfigFile { layer, text, start });
        Ok(())
    }

    /// Sets a value; says why it is not obeyed.
    pub fn set(&mut self, name: &str, value: Value, layer: &SettingsLayer) -> Option<String> {
        let told = self.told.len();
        self.set_by(name, value, layer, false);
        self.told.get(told).cloned()
    }

    fn set_by(&mut self, name: &str, value: Value, layer: &SettingsLayer, by_administrator: bool) {
        let lock = self.lock_of(name).filter(|(_, own)| *own || !by_administrator).map(|(layer, _)| layer.clone());
        if let Some(lock) = lock.filter(|lock| lock != layer) {
            if self.value(name) != Some(&value) {
                self.told.push(format!("{name} is locked by {lock}: {layer} does not change it"));
            }
            return;
        }
        if OF_THE_SYSTEM.contains(&name) && !matches!(layer, SettingsLayer::System(_)) {
            // A copy of the example says nothing.
            if default_of(name).as_ref() == Some(&value) {
                return;
            }
            self.told.push(format!(
                "{name} is a setting of the system, in {SYSTEM}/casebook/config.toml: {layer} does not change it"
            ));
            return;
        }
        match name.split_once('.') {
            Some((section, key)) => {
                let inner = self.table.entry(section).or_insert_with(|| Value::Table(Table::new()));
                if let Value::Table(inner) = inner {
                    inner.insert(key.to_owned(), value);
                }
            }
            None => drop(self.table.insert(name.to_owned(), value)),
        }
        self.origins.insert(name.to_owned(), layer.clone());
    }

    /// The lock of a name or of its section.
    fn lock_of(&self, name: &str) -> Option<&(SettingsLayer, bool)> {
        let section = name.split_once('.').map_or(name, |(section, _)| section);
        self.locks.get(name).or_else(|| self.locks.get(section))
    }

    fn value(&self, name: &str) -> Option<&Value> {
        match name.split_once('.') {
            Some((section, key)) => self.table.get(section)?.get(key),
            None => self.table.get(name),
        }
    }

    /// The layer of a value that is set.
    pub fn origin(&self, name: &str) -> Option<&SettingsLayer> {
        self.origins.get(name)
    }

    /// The settings so far, without the keys.
    ///
    /// # Errors
    /// A defect of ours: each file was read by itself.
    pub fn settings(&self) -> Result<Settings, ConfigError> {
        let mut table = self.table.clone();
        table.remove("keys");
        Settings::deserialize(Value::Table(table)).map_err(|error| ConfigError::Merge(error.to_string()))
    }

    /// Tells something that was not obeyed.
    pub fn tell(&mut self, why: String) {
        self.told.push(why);
    }

    /// The settings of all layers.
    ///
    /// # Errors
    /// As [`Merged::settings`].
    pub fn finish(self) -> Result<AllLayers, ConfigError> {
        let mut settings = self.settings()?;
        settings.keys = self.keys;
        let locks = self.locks.into_iter().map(|(name, (layer, _))| (name, layer)).collect();
        Ok(AllLayers { settings, origins: self.origins, locks, files: self.files, told: self.told })
    }
}

/// A relative path of a file means the same wherever the program is started, and "~" what it means in a shell.
fn based(section: &str, key: &str, value: Value, base: Option<&Path>) -> Value {
    let Value::Array(paths) = value else { return value };
    if (section, key) != ("library", "paths") {
        return Value::Array(paths);
    }
    let based = |value: Value| match value.as_str().map(|path| expand_home(Path::new(path))) {
        Some(path) => {
            let path = base.filter(|_| path.is_relative()).map_or(path.clone(), |base| base.join(&path));
            path.to_str().map_or(value, |path| Value::String(path.to_owned()))
        }
        None => value,
    };
    Value::Array(paths.into_iter().map(based).collect())
}

fn expand_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), directories::BaseDirs::new()) {
        (Ok(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ => path.to_owned(),
    }
}

/// The default of a setting.
fn default_of(name: &str) -> Option<Value> {
    let defaults = Table::try_from(Settings::default()).ok()?;
    match name.split_once('.') {
        Some((section, key)) => defaults.get(section)?.get(key).cloned(),
        None => defaults.get(name).cloned(),
    }
}

/// True for the name of a setting or of a section.
fn is_setting(name: &str) -> bool {
    // Themes and commands have the names that a file gives them.
    let named = ["themes.", "keys."].iter().any(|section| name.starts_with(section));
    named || SECTIONS.contains(&name) || default_of(name).is_some()
}

/// The files of the system, the least first.
pub fn system_paths(folders: Option<&OsStr>) -> Vec<PathBuf> {
    let system = PathBuf::from(SYSTEM);
    let named = folders.map(|list| env::split_paths(list).filter(|path| path.is_absolute()).collect());
    let mut folders: Vec<PathBuf> = named.unwrap_or_default();
    if !folders.contains(&system) {
        folders.push(system);
    }
    folders.into_iter().rev().map(|folder| folder.join("casebook").join("config.toml")).collect()
}

/// The text of a configuration; nothing where there is none and none is required.
///
/// # Errors
/// When it cannot be read, or is larger than any configuration.
pub fn read(path: &Path, required: bool) -> Result<Option<String>, ConfigError> {
    let unreadable = |error| ConfigError::Unreadable { path: path.to_owned(), error };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if !required && matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(unreadable(error)),
    };
    let mut text = String::new();
    file.take(LARGEST + 1).read_to_string(&mut text).map_err(unreadable)?;
    if text.len() as u64 > LARGEST {
        return Err(unreadable(io::Error::new(ErrorKind::FileTooLarge, "it is larger than 1 MB")));
    }
    Ok(Some(without_mark(&text).to_owned()))
}

/// True if the administrator alone can have written a file, false if the user can have too; the error tells who else can.
fn is_trusted(path: &Path) -> Result<bool, String> {
    let real = fs::canonicalize(path).map_err(|error| error.to_string())?;
    let mut own = true;
    for (depth, place) in real.ancestors().enumerate() {
        let metadata = fs::metadata(place).map_err(|error| error.to_string())?;
        let shown = shown_path(place);
        if ![0, geteuid().as_raw()].contains(&metadata.uid()) {
            return Err(format!("another user ({}) owns {shown}; run: chown root {shown}", metadata.uid()));
        }
        // In a sticky folder nobody moves what is another's.
        if is_shared(&metadata) && (depth == 0 || metadata.mode() & 0o1000 == 0) {
            return Err(format!("others may write to {shown}; run: chmod go-w {shown}"));
        }
        own &= metadata.uid() == 0;
    }
    Ok(own)
}

fn is_shared(metadata: &Metadata) -> bool {
    metadata.mode() & 0o022 != 0
}
