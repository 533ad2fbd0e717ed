//! The errors that end a command early.

use std::io;
use std::path::PathBuf;

use crate::config::ConfigError;
use crate::notebook::TakeAwayError;
use crate::notebook::{NoThen, StateError};
use crate::text::clean_line;

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The configuration, or the folders of cases.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Wrong keys in the configuration.
    #[error("{0}")]
    Keys(String),
    /// A theme that is wrong or not there.
    #[error("{0}")]
    Theme(String),
    /// Settings that cannot be written as TOML.
    #[error("cannot write settings: {0}")]
    Toml(#[from] toml::ser::Error),
    /// Writing to standard output.
    #[error("cannot write to standard output: {0}")]
    Write(#[from] io::Error),
    /// Reading standard input.
    #[error("standard input cannot be read: {0}")]
    NoInput(io::Error),
    /// The terminal.
    #[error("the terminal cannot be used: {0}")]
    Terminal(io::Error),
    /// The explorer needs threads.
    #[error("no thread can be had ({0}); end some of your programs, or have your limit of processes raised")]
    NoThread(io::Error),
    /// The log.
    #[error("cannot write the log {}: {error}; name another file with --log", clean_line(&path.to_string_lossy()))]
    Log {
        /// Its file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// No terminal is there.
    #[error("the explorer needs a terminal; in a pipe use `casebook list` or `casebook show ID`")]
    NoTerminal,
    /// A file or folder of the command line.
    #[error("cannot use {}: {error}", clean_line(&path.to_string_lossy()))]
    NoPath {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// `new` would write over a file.
    #[error("{} is there already; nothing was written", clean_line(&.0.to_string_lossy()))]
    Exists(PathBuf),
    /// `new` was given no id.
    #[error("\"{0}\" is not an id; write lower-case letters, digits and single hyphens, such as \"peter-connelly\"")]
    WrongId(String),
    /// The user has no home to keep things in.
    #[error("there is no home folder to keep things in; set HOME")]
    NoHome,
    /// Something cannot be kept.
    #[error(transparent)]
    StateFolder(#[from] StateError),
    /// There is nothing to hold the present against.
    #[error(transparent)]
    NoThen(#[from] NoThen),
    /// A file to take away was not written.
    #[error(transparent)]
    TakeAway(#[from] TakeAwayError),
    /// JSON.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl CliError {
    /// True if the reader of a pipe has gone, which is no fault.
    pub fn is_closed_pipe(&self) -> bool {
        match self {
            Self::Write(error) => error.kind() == io::ErrorKind::BrokenPipe,
            Self::Json(error) => error.io_error_kind() == Some(io::ErrorKind::BrokenPipe),
            _ => false,
        }
    }
}
