//! Notes that a group shares: `notes/<user>.toml` at the top of a library's folder, one file for each user, so that nobody overwrites
//! another. There are none unless the folder `notes` is there.

use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use nix::unistd::{Uid, User};

use super::folder::StateFolder;
use super::marks::{Mark, change_in};
use super::records::Records;
use crate::case::{Case, ItemRef, PartialDate};
use crate::library::{Limits, NOTES_FOLDER, Place, read_text};
use crate::text::{clean_line, shown_path};

const KEY: &str = "item";
/// The largest file of notes that is read, in bytes.
const LARGEST: u64 = 4 * 1024 * 1024;
/// More files than this are not read from one folder.
const MOST_FILES: usize = 1000;

/// The notes of everybody in the libraries, each with whose it is, and why some cannot be read.
pub fn group_notes(places: &[Place]) -> (Vec<Mark>, Vec<String>) {
    let (mut notes, mut problems, user) = (Vec::new(), Vec::new(), user());
    for folder in places.iter().filter_map(notes_folder) {
        let files = files(&folder).unwrap_or_else(|error| {
            problems.push(format!("{} cannot be read: {error}", shown_path(&folder)));
            Vec::new()
        });
        for path in files {
            let by = clean_line(&path.file_stem().unwrap_or_default().to_string_lossy()).into_owned();
            match read(&path) {
                Ok(records) => {
                    problems.extend(records.problem);
                    notes.extend(records.list.into_iter().filter(|mark| !mark.note.is_empty()).map(|mark| Mark {
                        marked: false,
                        own: user.as_ref() == Some(&by),
                        by: Some(by.clone()),
                        ..mark
                    }));
                }
                Err(why) => problems.push(format!("{}: {why}", shown_path(&path))),
            }
        }
    }
    (notes, problems)
}

/// The folder of notes of the library that a case's file stands in, if it has one.
pub fn folder_of(places: &[Place], file: &Path) -> Option<PathBuf> {
    let named = places.iter().filter(|place| matches!(place, Place::Folder(folder) if file.starts_with(folder)));
    named.rev().find_map(notes_folder)
}

/// Changes the user's own note on an item for the group; an empty one is taken away. `lock`: the user's state folder.
///
/// # Errors
/// Why it is not written.
pub fn write_group_note(
    folder: &Path,
    lock: Option<&StateFolder>,
    case: &Case,
    item: ItemRef,
    today: PartialDate,
    change: impl FnOnce(&mut Mark),
) -> Result<(), String> {
    // The user alone writes this file, in whatever window.
    let _lock = lock.and_then(|folder| folder.lock().ok());
    let user = user().ok_or("the system does not know your name")?;
    let path = folder.join(format!("{user}.toml"));
    let failed = |error: &dyn std::fmt::Display| format!("{} cannot be written: {error}", shown_path(&path));
    if path.is_symlink() {
        return Err(failed(&"it is a link; take it away"));
    }
    let mut records =
        if path.exists() { read(&path).map_err(|why| failed(&why))? } else { Records::parse("", KEY, b"") };
    if records.is_broken() {
        return Err(failed(&records.problem.unwrap_or_default()));
    }
    change_in(&mut records.list, case, item, today, change);
    let text = records.print(KEY).map_err(|error| failed(&error))?;
    let write = || -> io::Result<()> {
        let mut file = tempfile::Builder::new().prefix(".unfinished-").tempfile_in(folder)?;
        file.write_all(text.as_bytes())?;
        // Everybody who reads the library reads it, and only its user writes it.
        file.as_file().set_permissions(Permissions::from_mode(0o644))?;
        file.as_file().sync_all()?;
        file.persist(&path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|error| failed(&error))
}

/// The name that the system knows the user by, as the name of a file.
fn user() -> Option<String> {
    let name = User::from_uid(Uid::effective()).ok().flatten()?.name;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    Some(name).filter(|name| !name.starts_with('.') && !name.is_empty() && name.chars().all(plain))
}

fn notes_folder(place: &Place) -> Option<PathBuf> {
    let Place::Folder(folder) = place else { return None };
    Some(folder.join(NOTES_FOLDER)).filter(|folder| folder.is_dir())
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.flatten().map(|entry| entry.path());
    let is_file = |path: &PathBuf| {
        let hidden = path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
        !hidden && path.extension().is_some_and(|extension| extension == "toml")
    };
    let mut files: Vec<PathBuf> = entries.filter(is_file).take(MOST_FILES).collect();
    files.sort();
    Ok(files)
}

fn read(path: &Path) -> Result<Records<Mark>, String> {
    let limits = Limits { file_size: LARGEST, ..Limits::default() };
    let text = read_text(path, limits).map_err(|problem| problem.message)?;
    Ok(Records::parse(&shown_path(path), KEY, text.as_bytes()))
}
