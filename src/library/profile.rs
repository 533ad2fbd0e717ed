//! The field that a library is about: `profile.toml` at the top of its folder.

use std::path::{Path, PathBuf};

use super::Limits;
use super::file::{WrongFile, texts_of};
use super::place::Place;
use crate::case::{Profile, read_profile};

/// The name of the file with a library's profile.
pub const PROFILE_FILE: &str = "profile.toml";

/// The profile of each place, in their order, and the files that are wrong: their libraries open under `case-reviews`.
pub fn profiles_of(places: &[Place], limits: Limits) -> (Vec<&'static Profile>, Vec<WrongFile>) {
    let mut wrong: Vec<WrongFile> = Vec::new();
    let mut profile_of = |place: &Place| {
        let (path, text) = texts_of(profile_file(place).into_iter().collect(), limits).next()?;
        let (problems, text) = match text {
            Ok(text) => match read_profile(&text) {
                Ok(profile) => return Some(profile),
                Err(problems) => (problems, Some(text.into())),
            },
            Err(problem) => (vec![problem], None),
        };
        if wrong.iter().all(|known| known.path != path) {
            wrong.push(WrongFile { path, text, problems });
        }
        None
    };
    let profiles = places.iter().map(|place| profile_of(place).unwrap_or_else(Profile::case_reviews)).collect();
    (profiles, wrong)
}

/// The profile file of a place, whether or not it exists; the bundled library has none.
fn profile_file(place: &Place) -> Option<PathBuf> {
    let folder = match place {
        Place::Bundled => return None,
        Place::Folder(folder) => folder.as_path(),
        Place::File(file) => file.parent().unwrap_or(Path::new("")),
    };
    Some(folder.join(PROFILE_FILE))
}

/// The profile files of these libraries, whether or not they exist, each once.
pub fn profile_files(places: &[Place]) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = places.iter().filter_map(profile_file).collect();
    files.sort();
    files.dedup();
    files
}
