//! What the benchmarks share: a generated library as cases, and the queries that are measured.
#![allow(dead_code, reason = "each benchmark uses a part of this")]

#[path = "../generator/mod.rs"]
pub mod generator;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use std::{fs, io, thread};

use casebook::case::{Case, Vocabulary, read_case};
use casebook::library::{CacheFolders, EntryKey, Limits, Place, Request, load_all};
use casebook::search::{Engine, stored_index};

use generator::Generator;

/// The seed of every measurement.
pub const SEED: u64 = 1;

/// Queries of each kind, after the design's table: common words, a misspelling, letters left out, a phrase, filters, and
/// questions as people type them, of which nothing has every word.
pub const QUERIES: [&str; 19] = [
    "information sharing",
    "infshr",
    "gp bruise",
    "e",
    "health visitor did not escalate",
    "safegaurding",
    "'escal",
    "\"information sharing\"",
    "police !housing",
    "bruising | fracture",
    "agency:police theme:\"information sharing\"",
    "to:police status:open",
    "year:2008..2013 neglect",
    "the board",
    "i",
    "mum kept cancelling appointments and no one chased it up",
    "what did the reviews say about bruising and GPs?",
    "MASH NFA repeat referrals",
    "domestic abuse and child neglect same household",
];

/// The cases of a generated library. What the generator writes is checked by its own test; a case that does not read is
/// left out here.
pub fn cases(count: usize) -> Vec<Arc<Case>> {
    let generator = Generator::new(SEED);
    (0..count)
        .filter_map(|index| {
            let text = generator.case(index);
            read_case(&Generator::id(index), &text, Vocabulary::shipped()).ok().map(|(case, _)| Arc::new(case))
        })
        .collect()
}

/// The generated library as files, a hundred in each folder.
pub fn write_library(root: &Path, count: usize) -> io::Result<()> {
    let generator = Generator::new(SEED);
    for index in 0..count {
        let folder = root.join(format!("{:03}", index / 100));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("{}.toml", Generator::id(index))), generator.case(index))?;
    }
    Ok(())
}

/// An engine with these cases.
pub fn engine(cases: &[Arc<Case>]) -> Engine {
    let mut engine = Engine::default();
    for (key, case) in (0..).map(EntryKey).zip(cases) {
        engine.add(key, case, Vocabulary::shipped());
    }
    engine
}

/// An engine with the same library, taken from a cache file; nothing where its files are read too soon for one to be written.
pub fn cached_engine(count: usize) -> Option<Engine> {
    let folder = tempfile::tempdir().ok()?;
    let (library, user) = (folder.path().join("library"), folder.path().join("cache"));
    write_library(&library, count).ok()?;
    // Files that have just been written are in no cache file.
    thread::sleep(Duration::from_millis(500));
    let system = folder.path().join("none");
    let request = Request {
        places: vec![Place::Folder(library)],
        limits: Limits::default(),
        vocabulary: Arc::new(Vocabulary::shipped().clone()),
        examine: false,
        cache: Some(CacheFolders { system, user: Some(user), writes: true, index: Some(stored_index) }),
    };
    load_all(request.clone(), |_, _| ());
    let (entries, vocabulary) = load_all(request, |_, _| ());
    let mut engine = Engine::default();
    let contents = (0..).map(EntryKey).zip(entries.iter().map(|entry| &entry.content));
    let taken = engine.take_cached(contents, "2026-01-01".parse().ok()?, &vocabulary);
    (taken.len() == count).then_some(engine)
}

/// What stands in the search line after each key, while this is typed.
pub fn keys(query: &str) -> Vec<String> {
    query.char_indices().map(|(at, c)| query.get(..at + c.len_utf8()).unwrap_or_default().to_owned()).collect()
}
