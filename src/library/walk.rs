//! Which files of a folder are case files.

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::Limits;
use super::searches::SEARCHES_FILE;
use super::vocabulary::VOCABULARY_FILE;
use crate::case::Diagnostic;

/// Files at the top of a library that are no cases.
const NOT_CASES: [&str; 2] = [VOCABULARY_FILE, SEARCHES_FILE];

/// True for a file at the top of a library that is none of its cases.
pub fn is_no_case(path: &Path) -> bool {
    NOT_CASES.iter().any(|name| path.file_name().is_some_and(|file| file == *name))
}

/// A file to be read, or a reason why a place cannot be searched.
pub type Found = Result<PathBuf, (PathBuf, Diagnostic)>;

/// Finds the case files of a folder and its subfolders, in the order of their names. Hidden files are left out; a link is
/// followed only within the folder.
pub fn walk(folder: &Path, limits: Limits, found: &mut dyn FnMut(Found)) {
    let root = fs::canonicalize(folder).ok();
    let files = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    let shown = |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    let mut files = files.filter_entry(shown);
    while let Some(entry) = files.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let hidden = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
                // An editor's lock is a hidden link that points nowhere.
                if error.depth() == 0 || !error.path().is_some_and(hidden) {
                    found(Err(unsearchable(folder, &error)));
                }
                continue;
            }
        };
        let path = entry.path();
        let is_toml = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
        let is_folder = entry.file_type().is_dir();
        if entry.depth() > 0 && entry.path_is_symlink() && (is_toml || is_folder) && leads_out(path, root.as_deref()) {
            let problem = Diagnostic::of_file(
                "a link that leads out of the library",
                Some("copy what it leads to into the library, or name that folder too".to_owned()),
            );
            found(Err((path.to_owned(), problem)));
            if is_folder {
                files.skip_current_dir();
            }
            continue;
        }
        if is_folder && entry.depth() > limits.depth {
            let problem = Diagnostic::of_file(
                format!("more than {} folders deep (library.max_depth)", limits.depth),
                Some("move it up, or raise the limit".to_owned()),
            );
            found(Err((path.to_owned(), problem)));
            files.skip_current_dir();
            continue;
        }
        let is_other = entry.depth() == 1 && is_no_case(path);
        if is_toml && !is_other && entry.depth() > 0 {
            found(Ok(path.to_owned()));
        }
    }
}

fn leads_out(link: &Path, root: Option<&Path>) -> bool {
    match (fs::canonicalize(link), root) {
        (Ok(target), Some(root)) => !target.starts_with(root),
        // A link that points nowhere is told when it is read.
        _ => false,
    }
}

fn unsearchable(folder: &Path, error: &walkdir::Error) -> (PathBuf, Diagnostic) {
    let path = error.path().unwrap_or(folder).to_owned();
    let (message, help) = if error.loop_ancestor().is_some() {
        ("a link that leads back to a folder above it".to_owned(), "remove the link")
    } else {
        let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        (format!("cannot be searched: {reason}"), "check the path and its rights")
    };
    (path, Diagnostic::of_file(message, Some(help.to_owned())))
}
