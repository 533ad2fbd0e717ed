//! The walk through a folder, which finds its case files.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::Limits;
use super::searches::SEARCHES_FILE;
use super::vocabulary::VOCABULARY_FILE;
use crate::case::Diagnostic;

/// Files at the top of a library that are no cases.
const NOT_CASES: [&str; 2] = [VOCABULARY_FILE, SEARCHES_FILE];

/// How the name of a map of an import ends: one may lie beside the cases that it made.
pub const MAP_ENDING: &str = ".map.toml";

/// True for a file at the top of a library that is none of its cases.
pub fn is_no_case(path: &Path) -> bool {
    let is_map = |name: &OsStr| name.as_encoded_bytes().ends_with(MAP_ENDING.as_bytes());
    path.file_name().is_some_and(|file| NOT_CASES.iter().any(|name| file == *name) || is_map(file))
}

/// True for a name that ends in `.toml`, in any case.
pub fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

/// True for a hidden name.
pub fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// A file to be read, or the reason why a place cannot be searched.
pub type WalkedPath = Result<PathBuf, (PathBuf, Diagnostic)>;

/// Finds the case files of a folder and its subfolders, in the order of their names. Hidden files are left out; a link is
/// followed only within the folder.
pub fn walk(folder: &Path, limits: Limits, found: &mut dyn FnMut(WalkedPath)) {
    let root = fs::canonicalize(folder).ok();
    let files = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    let mut files = files.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name()));
    while let Some(entry) = files.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                // An editor's lock is a hidden link that points nowhere.
                if error.depth() == 0 || !error.path().and_then(Path::file_name).is_some_and(is_hidden) {
                    found(Err(unsearchable(folder, &error)));
                }
                continue;
            }
        };
        let path = entry.path();
        let (is_toml, is_folder, depth) = (is_toml(path), entry.file_type().is_dir(), entry.depth());
        let wrong =
            if depth > 0 && entry.path_is_symlink() && (is_toml || is_folder) && leads_out(path, root.as_deref()) {
                let help = "copy what it leads to into the library, or name that folder too";
                Some(("a link that leads out of the library".to_owned(), help))
            } else if is_folder && depth > limits.depth {
                let message = format!("more than {} folders deep (library.max_depth)", limits.depth);
                Some((message, "move it up, or raise the limit"))
            } else {
                None
            };
        if let Some((message, help)) = wrong {
            found(Err((path.to_owned(), Diagnostic::of_file(message, Some(help.to_owned())))));
            if is_folder {
                files.skip_current_dir();
            }
        } else if is_toml && depth > 0 && !(depth == 1 && is_no_case(path)) {
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
