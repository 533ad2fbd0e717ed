//! The reasons why the settings do not let the program start.

use std::io;
use std::path::{Path, PathBuf};

use crate::case::Diagnostic;
use crate::text::shown_path;

/// The reason why the program cannot start as it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file named on the command line or in the environment cannot be read, or the usual one exists and cannot be.
    #[error("cannot read the configuration {}: {error}", shown_path(path))]
    Unreadable { path: PathBuf, error: io::Error },
    #[error("{}", listed(path, problems))]
    Wrong { path: PathBuf, problems: Vec<Diagnostic> },
    /// Others can have written the system's file.
    #[error("the system's configuration {} is not trusted: {why}", shown_path(path))]
    NotTrusted { path: PathBuf, why: String },
    #[error(
        "{}: [locked] names \"{name}\", which is no setting; write names such as \"library.paths\"",
        shown_path(path)
    )]
    NoSetting { path: PathBuf, name: String },
    /// Something that the command line asks for and may not have.
    #[error("{0}")]
    Refused(String),
    #[error("the settings of all files together cannot be read: {0}")]
    Merge(String),
    /// A folder that was named is not there, or is none.
    #[error("no folder {}: {reason}; {mend}", shown_path(path))]
    NoFolder { path: PathBuf, reason: String, mend: String },
    /// The bundled cases are switched off and no folder is named.
    #[error("no cases to show: library.bundled is \"never\" and no folder is named; name one with --cases DIR")]
    Nothing,
}

fn listed(path: &Path, problems: &[Diagnostic]) -> String {
    let path = shown_path(path);
    problems.iter().map(|problem| format!("{path}:{problem}")).collect::<Vec<_>>().join("\n")
}
