//! Entries as files would give them, without files.

use std::path::Path;
use std::sync::Arc;

use casebook::case::{Diagnostic, Vocabulary, read_case};
use casebook::library::{Content, Entry, Origin};

/// The invented case of the tests under another id and title.
pub fn text(id: &str, title: &str) -> String {
    let alder = std::fs::read_to_string(super::fixtures().join("alder.toml")).unwrap();
    alder.replace("id = \"alder\"", &format!("id = \"{id}\"")).replacen("\"Alder\"", &format!("\"{title}\""), 1)
}

/// What a file with this text gives.
pub fn entry(path: &str, text: &str) -> Entry {
    let stem = Path::new(path).file_stem().unwrap().to_string_lossy().into_owned();
    let content = match read_case(&stem, text, Vocabulary::shipped()) {
        Ok((case, _)) => Content::Case(Arc::new(case)),
        Err(problems) => Content::Unreadable(problems.into()),
    };
    Entry { sequence: 1, origin: origin(path), content, examined: None, stamp: None }
}

/// A file that is none.
pub fn broken(path: &str) -> Entry {
    let problems = Arc::from([Diagnostic::of_file("broken", None)]);
    Entry { sequence: 1, origin: origin(path), content: Content::Unreadable(problems), examined: None, stamp: None }
}

/// Where it stands.
pub fn origin(path: &str) -> Origin {
    Origin::File(path.into())
}
