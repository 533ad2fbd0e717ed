//! Loading: folders are walked on one thread and files read on a few more, and every entry is handed over as it is ready.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use crossbeam_channel::{Receiver, Sender};
use walkdir::WalkDir;

use super::bundled::bundled_files;
use super::entry::{Content, Entry, Origin};
use super::file::read_case_file;
use crate::case::{Case, Diagnostic, Vocabulary, read_case};

/// Somewhere that holds cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The library inside the binary.
    Bundled,
    /// A folder of `*.toml` files, searched into its subfolders.
    Folder(PathBuf),
}

/// What loading says as it goes on.
#[derive(Debug)]
pub enum LoadEvent {
    /// How many files have been found so far.
    Found(usize),
    /// A file was read.
    Entry(Entry),
    /// Every file of every place has been handed over.
    Finished,
}

/// A file that waits to be read.
struct Waiting {
    sequence: u32,
    origin: Origin,
    source: WaitingSource,
}

enum WaitingSource {
    Text(&'static str),
    File,
    Failed(Diagnostic),
}

/// Files of a library that are no cases.
const NOT_CASES: [&str; 2] = ["vocabulary.toml", "searches.toml"];

/// More readers than this gain nothing: the parser, not the disk, is what takes time, and a shared server has other users.
const MAX_READERS: usize = 4;

/// Starts to read `places`; returns at once. `report` is called from several threads, with [`LoadEvent::Finished`] last.
pub fn load<F>(places: Vec<Place>, vocabulary: Arc<Vocabulary>, report: F)
where
    F: Fn(LoadEvent) + Send + Sync + 'static,
{
    let report = Arc::new(report);
    let readers = thread::available_parallelism().map_or(1, NonZero::get).min(MAX_READERS);
    let (to_read, waiting) = crossbeam_channel::bounded::<Waiting>(1024);
    let overseer = {
        let report = Arc::clone(&report);
        move || {
            let pool: Vec<_> = (0..readers)
                .filter_map(|_| {
                    let (waiting, report, vocabulary) = (waiting.clone(), Arc::clone(&report), Arc::clone(&vocabulary));
                    thread::Builder::new()
                        .name("case-reader".into())
                        .spawn(move || read_waiting(&waiting, &vocabulary, report.as_ref()))
                        .ok()
                })
                .collect();
            if pool.is_empty() {
                // No thread to be had: read here, one after the other, behind a channel that holds them all.
                let (to_read, waiting) = crossbeam_channel::unbounded();
                find_files(&places, &to_read, report.as_ref());
                drop(to_read);
                read_waiting(&waiting, &vocabulary, report.as_ref());
            } else {
                find_files(&places, &to_read, report.as_ref());
                drop(to_read);
            }
            for reader in pool {
                // A reader that panicked has said so through the panic hook; the others' entries stand.
                let _ = reader.join();
            }
            report(LoadEvent::Finished);
        }
    };
    if thread::Builder::new().name("case-loader".into()).spawn(overseer).is_err() {
        report(LoadEvent::Finished);
    }
}

/// Reads `places` and waits for all of it: the entries in the order of the library.
pub fn load_all(places: Vec<Place>, vocabulary: Arc<Vocabulary>) -> Vec<Entry> {
    let (sender, receiver) = crossbeam_channel::unbounded();
    load(places, vocabulary, move |event| {
        // The receiver lives until Finished has come through.
        let _ = sender.send(event);
    });
    let mut entries = Vec::new();
    for event in receiver {
        match event {
            LoadEvent::Entry(entry) => entries.push(entry),
            LoadEvent::Found(_) => {}
            LoadEvent::Finished => break,
        }
    }
    entries.sort_by_key(|entry| entry.sequence);
    entries
}

fn find_files<F: Fn(LoadEvent)>(places: &[Place], to_read: &Sender<Waiting>, report: &F) {
    let mut found: u32 = 0;
    let mut hand_over = |origin: Origin, source: WaitingSource| {
        let sequence = found;
        found += 1;
        if found.is_power_of_two() || found.is_multiple_of(256) {
            report(LoadEvent::Found(found as usize));
        }
        // Fails only when every reader is gone; then there is nobody to read for.
        let _ = to_read.send(Waiting { sequence, origin, source });
    };
    for place in places {
        match place {
            Place::Bundled => {
                for (stem, text) in bundled_files() {
                    hand_over(Origin::Bundled(stem), WaitingSource::Text(text));
                }
            }
            Place::Folder(folder) => walk(folder, &mut hand_over),
        }
    }
    report(LoadEvent::Found(found as usize));
}

fn walk(folder: &Path, hand_over: &mut impl FnMut(Origin, WaitingSource)) {
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    let shown = |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    for entry in walk.filter_entry(shown) {
        match entry {
            Ok(entry) => {
                let path = entry.path();
                let is_toml = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
                let is_other = entry.depth() == 1 && NOT_CASES.iter().any(|name| entry.file_name() == *name);
                if is_toml && !is_other && entry.depth() > 0 {
                    hand_over(Origin::File(entry.into_path()), WaitingSource::File);
                }
            }
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let (message, help) = if error.loop_ancestor().is_some() {
                    ("a link that leads back to a folder above it".to_owned(), "remove the link".to_owned())
                } else {
                    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                    (format!("cannot be searched: {reason}"), "check the path and its rights".to_owned())
                };
                hand_over(Origin::File(path), WaitingSource::Failed(Diagnostic::of_file(message, Some(help))));
            }
        }
    }
}

fn read_waiting<F: Fn(LoadEvent)>(waiting: &Receiver<Waiting>, vocabulary: &Vocabulary, report: &F) {
    for Waiting { sequence, origin, source } in waiting {
        let result = match (&source, &origin) {
            (WaitingSource::Text(text), _) => read_case(&origin.stem(), text, vocabulary),
            (WaitingSource::Failed(problem), _) => Err(vec![problem.clone()]),
            (WaitingSource::File, Origin::File(path)) => read_case_file(path, vocabulary),
            (WaitingSource::File, Origin::Bundled(_)) => continue,
        };
        report(LoadEvent::Entry(Entry { sequence, origin, content: content(result) }));
    }
}

fn content(result: Result<Case, Vec<Diagnostic>>) -> Content {
    match result {
        Ok(case) => Content::Case(Arc::new(case)),
        Err(problems) => Content::Unreadable(problems.into()),
    }
}
