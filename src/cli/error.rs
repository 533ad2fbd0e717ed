//! The errors that end a command early.

use std::io;
use std::path::PathBuf;

use crate::config::ConfigError;
use crate::import::ImportError;
use crate::notebook::{NoBaseline, StateError, TakeAwayError};
use crate::page::NoPage;
use crate::text::shown_path;

#[derive(Debug, thiserror::Error)]
pub enum CliError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A problem of the configuration that only the explorer sees: wrong keys, a theme that is not there.
    #[error("{0}")]
    Interface(String),
    #[error("cannot write settings: {0}")]
    Toml(#[from] toml::ser::Error),
    #[error("cannot write to standard output: {0}")]
    Write(#[from] io::Error),
    #[error("standard input cannot be read: {0}")]
    NoInput(io::Error),
    #[error("the terminal cannot be used: {0}")]
    Terminal(io::Error),
    #[error("no thread can be had ({0}); end some of your programs, or have your limit of processes raised")]
    NoThread(io::Error),
    #[error("cannot write the log {}: {error}; name another file with --log", shown_path(path))]
    Log { path: PathBuf, error: io::Error },
    #[error("the explorer needs a terminal; in a pipe use `casebook list` or `casebook show ID`")]
    NoTerminal,
    /// A file or folder of the command line cannot be used.
    #[error("cannot use {}: {error}", shown_path(path))]
    NoPath { path: PathBuf, error: io::Error },
    /// `new` would write over a file.
    #[error("{} is there already; nothing was written", shown_path(.0))]
    Exists(PathBuf),
    #[error("\"{0}\" is not an id; write lower-case letters, digits and single hyphens, such as \"peter-connelly\"")]
    WrongId(String),
    #[error("there is no home folder to keep things in; set HOME")]
    NoHome,
    #[error(transparent)]
    StateFolder(#[from] StateError),
    #[error(transparent)]
    NoBaseline(#[from] NoBaseline),
    #[error(transparent)]
    TakeAway(#[from] TakeAwayError),
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error(transparent)]
    NoPage(#[from] NoPage),
    /// Wrong use, in words that say how to mend it.
    #[error("{0}")]
    Wrong(String),
    /// The reason is told already; the program ends with this code.
    #[error("ended with {0}")]
    Told(u8),
    #[error("cannot use {path}: {error}; name another folder with --out")]
    Index { path: String, error: io::Error },
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
