//! A library's own terms: `vocabulary.toml` at the top of its folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Limits;
use super::file::read_text;
use super::place::Place;
use crate::case::{Diagnostic, Severity, Vocabulary};

/// The file's name.
pub const VOCABULARY_FILE: &str = "vocabulary.toml";

/// The problems of a file of a library that is no case, and its text if it could be read.
#[derive(Debug, Clone)]
pub struct WrongFile {
    /// The file.
    pub path: PathBuf,
    /// Its text.
    pub text: Option<Arc<str>>,
    /// Everything that is wrong.
    pub problems: Vec<Diagnostic>,
}

/// The shipped vocabulary with the terms of each library in turn, and the files that are wrong; those with nothing but
/// warnings where they are examined.
pub fn own_vocabulary(
    places: &[Place],
    limits: Limits,
    shipped: &Arc<Vocabulary>,
    examine: bool,
) -> (Arc<Vocabulary>, Vec<WrongFile>) {
    let mut vocabulary = Arc::clone(shipped);
    let mut wrong = Vec::new();
    for path in vocabulary_files(places) {
        if path.symlink_metadata().is_err() {
            continue;
        }
        match read_text(&path, limits) {
            Ok(text) => {
                let (extended, problems) = vocabulary.extended(&text);
                vocabulary = Arc::new(extended);
                if problems.iter().any(|problem| examine || problem.severity == Severity::Error) {
                    wrong.push(WrongFile { path, text: Some(text.into()), problems });
                }
            }
            Err(problem) => {
                vocabulary = Arc::new(vocabulary.left_open());
                wrong.push(WrongFile { path, text: None, problems: vec![problem] });
            }
        }
    }
    (vocabulary, wrong)
}

/// The vocabulary files of these libraries, whether or not they exist.
pub fn vocabulary_files(places: &[Place]) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    for place in places {
        let folder = match place {
            Place::Bundled => continue,
            Place::Folder(folder) => folder.as_path(),
            Place::File(file) => file.parent().unwrap_or(Path::new("")),
        };
        let file = folder.join(VOCABULARY_FILE);
        if !files.contains(&file) {
            files.push(file);
        }
    }
    files
}
