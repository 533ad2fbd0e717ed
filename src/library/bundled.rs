//! The library that the binary carries inside it.

use include_dir::{Dir, include_dir};

static CASES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/cases");

/// Stem and text of every bundled case file, in the order of their names.
pub fn bundled_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    CASES.files().filter_map(|file| {
        let path = file.path();
        (path.extension()? == "toml").then_some(())?;
        Some((path.file_stem()?.to_str()?, file.contents_utf8()?))
    })
}

/// The text of the bundled case with this id.
pub fn bundled_case(id: &str) -> Option<&'static str> {
    bundled_files().find_map(|(stem, text)| (stem == id).then_some(text))
}
