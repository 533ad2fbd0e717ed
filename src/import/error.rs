//! The errors that end an import: each says what, where, and what to do.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::text::shown_path;

/// The reason why nothing could be imported.
#[derive(Debug, Error)]
#[allow(missing_docs, reason = "the messages say what each is")]
pub enum ImportError {
    #[error("{} cannot be read: {error}", shown_path(path))]
    Read { path: PathBuf, error: io::Error },
    #[error("{} cannot be written: {error}", shown_path(path))]
    Write { path: PathBuf, error: io::Error },
    #[error("{}: {message}; {help}", shown_path(path))]
    File { path: PathBuf, message: String, help: String },
    /// Problems of a map, each a line with its place.
    #[error("{0}")]
    Map(String),
    /// Wrong use, in words that say how to mend it.
    #[error("{0}")]
    Wrong(String),
}

/// Why a file gave no table, in words, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadTable {
    /// The fault.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

impl UnreadTable {
    /// A reason with its remedy.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}
