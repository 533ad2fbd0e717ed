//! The settings and their file.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use toml::Spanned;

use super::feature::Feature;
use crate::case::{Diagnostic, Name, Vocabulary};
use crate::document::{LineStarts, check};
use crate::library::{CacheMode, Limits, WatchMode};
use crate::redact::RedactionRules;

/// Everything that can be set.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Keeps the session from all that it is not allowed by name.
    pub restricted: bool,
    /// The features that a restricted session has all the same.
    pub restricted_allow: Vec<Feature>,
    /// The record of exports, copies and shown names: "syslog", a file, or nothing.
    pub audit: String,
    /// Refuses what cannot be written down.
    pub audit_required: bool,
    /// The settings that nobody else changes.
    pub locked: LockedSettings,
    /// The sources of cases.
    pub library: LibrarySettings,
    /// How the explorer looks and starts.
    pub interface: InterfaceSettings,
    /// The redaction of names and places while a screen is shared.
    pub privacy: PrivacySettings,
    /// The contents of the log, where one is written.
    pub log: LogSettings,
    /// Themes of one's own: a style for each role that differs from the default theme.
    pub themes: ThemeTables,
    /// Keys for commands, in place of the defaults.
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub keys: KeyOverrides,
}

/// The settings that nobody else changes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LockedSettings {
    /// Their names.
    pub keys: Vec<String>,
}

/// The sources of cases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LibrarySettings {
    /// Folders of case files.
    #[schemars(with = "Vec<String>")]
    pub paths: Vec<PathBuf>,
    /// When the bundled cases are shown.
    pub bundled: BundledWhen,
    /// The largest file that is read, in megabytes.
    pub max_file_size: u32,
    /// How many folders deep a library is searched.
    pub max_depth: u32,
    /// The way in which changed files are noticed.
    pub watch: WatchMode,
    /// The use of cache files.
    pub cache: CacheMode,
}

impl Default for LibrarySettings {
    fn default() -> Self {
        Self {
            paths: Vec::new(),
            bundled: BundledWhen::default(),
            max_file_size: u32::try_from(Limits::FILE_SIZE / MEGABYTE).unwrap_or(u32::MAX),
            max_depth: u32::try_from(Limits::DEPTH).unwrap_or(u32::MAX),
            watch: WatchMode::default(),
            cache: CacheMode::default(),
        }
    }
}

impl LibrarySettings {
    /// The limits for the loader.
    pub fn limits(&self) -> Limits {
        Limits {
            file_size: u64::from(self.max_file_size) * MEGABYTE,
            depth: usize::try_from(self.max_depth).unwrap_or(usize::MAX),
        }
    }
}

const MEGABYTE: u64 = 1024 * 1024;

/// When the bundled cases are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BundledWhen {
    /// When no folder is named.
    #[default]
    Alone,
    /// Before the folders too.
    Always,
    /// Not at all.
    Never,
}

/// How the explorer looks and starts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct InterfaceSettings {
    /// The order of the cases at the start.
    pub sort: Sort,
    /// The use of colours.
    pub colour: Colour,
    /// The theme: a built-in one or one of `themes`.
    pub theme: String,
    /// Draws borders, marks and every letter in ASCII.
    pub ascii: Switch,
    /// Uses the mouse from the start.
    pub mouse: bool,
    /// Lists only entries with every word of a search, and none that are near.
    pub all_words: bool,
    /// Gives each row of a list two lines where there is room.
    pub two_lines: bool,
    /// Keeps the terminal's cursor on the selected row while a search is typed.
    pub cursor_on_row: bool,
    /// Draws frames, and lines between columns.
    pub borders: bool,
    /// Tells the terminal where a frame begins and ends.
    pub synchronised: Switch,
    /// Milliseconds that an escape waits for the rest of a key before it is the Esc key.
    pub escape_time: u16,
    /// Starts where the last session ended.
    pub resume: bool,
}

impl Default for InterfaceSettings {
    fn default() -> Self {
        Self {
            sort: Sort::default(),
            colour: Colour::default(),
            theme: "terminal".to_owned(),
            ascii: Switch::default(),
            mouse: false,
            all_words: false,
            two_lines: false,
            cursor_on_row: false,
            borders: true,
            synchronised: Switch::default(),
            escape_time: 50,
            resume: true,
        }
    }
}

/// The contents of the log.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LogSettings {
    /// The least that is told.
    pub level: LogLevel,
}

/// How much the log tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    /// Failures of the program.
    Error,
    /// Omissions too, such as files that were not read.
    Warn,
    /// The actions of the program too.
    #[default]
    Info,
    /// Each search and each page, too.
    Debug,
}

/// The redaction of names and places while a screen is shared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PrivacySettings {
    /// Hides them from the start.
    pub on: bool,
    /// Names of people.
    pub names: bool,
    /// Ages of people.
    pub ages: bool,
    /// Dates that are more exact than a year.
    pub dates: bool,
    /// LineStarts and the names of institutions.
    pub places: bool,
    /// Keeps them hidden, whatever anybody says.
    pub locked: bool,
    /// Further names, and what is shown instead of each.
    pub also: Vec<Name>,
}

impl Default for PrivacySettings {
    fn default() -> Self {
        Self { on: false, names: true, ages: true, dates: true, places: true, locked: false, also: Vec::new() }
    }
}

impl PrivacySettings {
    /// The same for the redactor that hides it.
    pub fn rules(&self) -> RedactionRules {
        let Self { on: _, locked: _, names, ages, dates, places, also } = self;
        RedactionRules { names: *names, ages: *ages, dates: *dates, places: *places, also: also.clone() }
    }
}

/// Themes by name, each with styles by role.
pub type ThemeTables = BTreeMap<String, BTreeMap<String, String>>;

/// The order of the cases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// By title, A to Z.
    #[default]
    Title,
    /// By the date of the incident, newest first.
    Date,
    /// By area, A to Z, then by title.
    Area,
}

/// The use of colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// Unless the variable NO_COLOR is set.
    #[default]
    Auto,
    /// The 16 colours of the terminal.
    Always,
    /// None; bold, underline and reverse carry what colour would.
    Never,
}

/// Something that goes by what the terminal is, unless it is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Switch {
    /// As the terminal says.
    #[default]
    Auto,
    /// In every terminal.
    On,
    /// In no terminal.
    Off,
}

/// Keys that a user gave commands, with their places in the file.
pub type KeyOverrides = BTreeMap<String, Spanned<Vec<String>>>;

static SETTINGS_SCHEMA: LazyLock<Value> = LazyLock::new(|| schemars::schema_for!(Settings).to_value());

/// Reads a configuration file.
///
/// # Errors
/// Every departure from the settings' shape, with its place. The names under `[keys]` are checked by the keymap, which
/// knows the commands.
pub fn parse(text: &str) -> Result<Settings, Vec<Diagnostic>> {
    let mut checked = check(text, &SETTINGS_SCHEMA, Vocabulary::shipped());
    let sound = checked.is_sound();
    checked.value.take().filter(|_| sound).ok_or_else(|| LineStarts::new(text).diagnostics(checked.found))
}
