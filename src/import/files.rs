//! The files of an import: what is read and written, and in which order, so that a run that is broken off leaves whole
//! files and can be repeated.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::TempPath;

use super::base::{BASE_FILE, Base};
use super::error::ImportError;
use super::read::{TableLimits, too_large};
use crate::library::{Limits, Place, is_no_case, read_text as read_case_text, walk};
use crate::text::shown_path;

/// The bytes of a file to import, and their SHA-256 in hexadecimal.
///
/// # Errors
/// When it is no plain file, cannot be read or is too large.
pub fn read_bytes(path: &Path, limits: &TableLimits) -> Result<(Vec<u8>, String), ImportError> {
    let failed = |error| ImportError::Read { path: path.to_owned(), error };
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        let what = if metadata.is_dir() { "a folder" } else { "no plain file" };
        return Err(ImportError::File {
            path: path.to_owned(),
            message: what.to_owned(),
            help: "name a file".to_owned(),
        });
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(limits.bytes + 1).read_to_end(&mut bytes)).map_err(failed)?;
    if bytes.len() as u64 > limits.bytes {
        let unread = too_large(metadata.len(), limits);
        return Err(ImportError::File { path: path.to_owned(), message: unread.message, help: unread.help });
    }
    let hash = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((bytes, hash))
}

/// The text of a map.
///
/// # Errors
/// When it cannot be read.
pub fn read_text(path: &Path) -> Result<String, ImportError> {
    fs::read_to_string(path).map_err(|error| ImportError::Read { path: path.to_owned(), error })
}

/// The folder of a library that an import writes in.
#[derive(Debug)]
pub struct ImportFolder {
    folder: PathBuf,
    limits: Limits,
    /// The files of its cases by their stems, wherever below the folder they stand.
    cases: HashMap<String, PathBuf>,
    /// Files that are written and have not got their names yet, with these.
    written: RefCell<Vec<(TempPath, PathBuf)>>,
}

impl ImportFolder {
    /// The library in a folder, which need not be there yet.
    ///
    /// # Errors
    /// When something else stands there.
    pub fn at(folder: &Path, limits: Limits) -> Result<Self, ImportError> {
        let no_folder = |message: &str| ImportError::File {
            path: folder.to_owned(),
            message: message.to_owned(),
            help: "name the folder of a library: --into DIR".to_owned(),
        };
        match fs::metadata(folder) {
            Ok(metadata) if !metadata.is_dir() => Err(no_folder("no folder")),
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                Err(no_folder("no folder can be there: a part of its path is a file"))
            }
            Ok(_) => Ok(Self::of(folder, limits, cases_in(folder, limits))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::of(folder, limits, HashMap::new())),
            Err(error) => Err(ImportError::Read { path: folder.to_owned(), error }),
        }
    }

    fn of(folder: &Path, limits: Limits, cases: HashMap<String, PathBuf>) -> Self {
        Self { folder: folder.to_owned(), limits, cases, written: RefCell::default() }
    }

    /// The values of the last import.
    ///
    /// # Errors
    /// When its file is there and cannot be understood: a merge without it could take hand edits for old values.
    pub fn base(&self) -> Result<Base, ImportError> {
        let path = self.folder.join(BASE_FILE);
        match fs::read_to_string(&path) {
            Ok(text) => Base::read(&text).map_err(|line| ImportError::File {
                message: format!("line {line} is not what an import writes"),
                help: "take it from a copy, or move it away: what differs is then told as changed on both sides"
                    .to_owned(),
                path,
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Base::default()),
            Err(error) => Err(ImportError::Read { path, error }),
        }
    }

    /// The folder as a place of a library.
    pub fn place(&self) -> Place {
        Place::Folder(self.folder.clone())
    }

    /// True if a case of this id is there.
    pub fn has(&self, id: &str) -> bool {
        self.cases.contains_key(id)
    }

    /// The ids of the cases that are there.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.cases.keys().map(String::as_str)
    }

    fn path(&self, id: &str) -> PathBuf {
        self.cases.get(id).cloned().unwrap_or_else(|| self.folder.join(format!("{id}.toml")))
    }

    /// The text of a case; nothing where it has no file.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub fn case(&self, id: &str) -> Result<Option<String>, String> {
        let Some(path) = self.cases.get(id) else { return Ok(None) };
        read_case_text(path, self.limits).map(Some).map_err(|problem| problem.message)
    }

    /// Writes a case beside its place; [`ImportFolder::finish`] gives the file its name.
    ///
    /// # Errors
    /// When the folder or the disk refuses.
    pub fn write_case(&self, id: &str, text: &str) -> Result<(), ImportError> {
        self.write_beside(self.path(id), text)
    }

    /// Gives the files that were written their names, once all of them are safe on the disk: a run that fails before leaves
    /// everything as it was. What this import said comes last: where a run is broken off here, cases that have their names say
    /// the same as the table, and the next run sees that.
    ///
    /// # Errors
    /// When the folder or the disk refuses.
    pub fn finish(&self, base: Option<&Base>) -> Result<(), ImportError> {
        if let Some(base) = base {
            self.write_beside(self.folder.join(BASE_FILE), &base.written())?;
        }
        let written = self.written.take();
        let Some((_, last)) = written.last() else { return Ok(()) };
        let failed = |path: &Path, error| ImportError::Write { path: path.to_owned(), error };
        // Of thousands of files, one request for all is faster by far than one for each.
        let folder = File::open(&self.folder).map_err(|error| failed(last, error))?;
        sync_all_of(&folder).map_err(|error| failed(last, error))?;
        for (file, path) in written {
            file.persist(&path).map_err(|refused| failed(&path, refused.error))?;
        }
        Ok(())
    }

    /// Writes a file beside its place, with the rights of the file that it will replace; a new one is its owner's alone, as it
    /// may hold what records say about real people.
    fn write_beside(&self, path: PathBuf, text: &str) -> Result<(), ImportError> {
        let failed = |error| ImportError::Write { path: path.clone(), error };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(failed)?;
        let mut file = tempfile::Builder::new().prefix(".casebook-").tempfile_in(folder).map_err(failed)?;
        file.write_all(text.as_bytes()).map_err(failed)?;
        if let Ok(metadata) = fs::metadata(&path) {
            file.as_file().set_permissions(metadata.permissions()).map_err(failed)?;
        }
        self.written.borrow_mut().push((file.into_temp_path(), path));
        Ok(())
    }
}

/// The case files of a folder and its subfolders, by their stems.
fn cases_in(folder: &Path, limits: Limits) -> HashMap<String, PathBuf> {
    let mut cases = HashMap::new();
    walk(folder, limits, &mut |found| {
        if let Ok(path) = found
            && !is_no_case(&path)
            && let Some(stem) = path.file_stem()
        {
            cases.entry(shown_path(stem)).or_insert(path);
        }
    });
    cases
}

/// Waits until everything that was written to the file system of a folder is on its disk.
fn sync_all_of(folder: &File) -> std::io::Result<()> {
    #[cfg(target_os = "linux")]
    rustix::fs::syncfs(folder)?;
    #[cfg(not(target_os = "linux"))]
    folder.sync_all()?;
    Ok(())
}

/// Writes a new file, never over another; says whether it did.
///
/// # Errors
/// When the folder or the disk refuses.
pub fn write_new(path: &Path, text: &str) -> Result<bool, ImportError> {
    match File::options().write(true).create_new(true).open(path) {
        Ok(mut file) => {
            file.write_all(text.as_bytes()).map_err(|error| ImportError::Write { path: path.to_owned(), error })?;
            Ok(true)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(ImportError::Write { path: path.to_owned(), error }),
    }
}
