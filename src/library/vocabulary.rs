//! A library's own terms: `vocabulary.toml` at the top of its folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Limits;
pub use super::file::{WrongFile, texts_of};
use super::place::Place;
use super::profile::profiles_of;
use crate::case::{Profile, Severity, Vocabulary};

/// The name of the file with a library's own terms.
pub const VOCABULARY_FILE: &str = "vocabulary.toml";

/// The shipped vocabulary with the terms of each library in turn and their profiles in force, and the files with errors; those
/// with nothing but warnings too where they are examined.
pub fn own_vocabulary(
    places: &[Place],
    limits: Limits,
    shipped: &Arc<Vocabulary>,
    examine: bool,
) -> (Arc<Vocabulary>, Vec<WrongFile>) {
    let mut vocabulary = Arc::clone(shipped);
    let (profiles, mut wrong) = profiles_of(places, limits);
    for (path, text) in texts_of(vocabulary_files(places), limits) {
        match text {
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
    if profiles.iter().any(|profile| !std::ptr::eq(*profile, Profile::case_reviews())) {
        vocabulary = Arc::new(vocabulary.under(profiles));
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
