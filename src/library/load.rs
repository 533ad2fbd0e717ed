//! Loading: folders are walked on one thread and files read on a few more, and every entry is handed over as it is ready.

use std::collections::HashSet;
use std::fs;
use std::num::NonZero;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use crossbeam_channel::SendError;

use super::bundled::bundled_files;
use super::cache::{CacheFile, CachedCase, Keeping, Look};
use super::entry::{Content, Entry, Examined, Origin};
use super::file::read_stamped;
use super::place::Place;
use super::request::{LoadEvent, Request};
use super::searches::shared_searches;
use super::stamp::Stamp;
use super::vocabulary::{WrongFile, own_vocabulary};
use super::walk::{is_no_case, walk};
use crate::case::check::advice;
use crate::case::read::{diagnose_under, read_case_under};
use crate::case::{Diagnostic, Vocabulary};
use crate::text::has_marks;

/// A file that waits to be read.
#[derive(Debug)]
pub(super) struct Waiting {
    /// The number of its place among those of the request, from 1; 0 for a file that is no case.
    pub sequence: u32,
    pub origin: Origin,
    pub source: WaitingSource,
}

/// The text of a file that waits, where it stands, or the reason why it has none.
#[derive(Debug)]
pub(super) enum WaitingSource {
    Text(&'static str),
    File(PathBuf),
    Failed(Option<Arc<str>>, Vec<Diagnostic>),
}

/// The name of a reader's thread. What it fails on becomes an entry, so its panics are not the program's.
pub const READER: &str = "case-reader";

/// More readers than this gain nothing: the parser, not the disk, is what takes time, and a shared server has other users.
const MAX_READERS: usize = 4;
/// Files that wait for a reader; the walk of a large library does not run far ahead.
const WAITING: usize = 1024;

/// Starts to load; returns at once where the system has a thread for it. `report` is called from several threads, with
/// [`LoadEvent::Finished`] last.
pub fn load<F>(request: Request, report: F)
where
    F: Fn(LoadEvent) + Send + Sync + 'static,
{
    load_after(request, |_| (), report);
}

/// The same, and does something else before it looks at the first file; not where the system has no thread.
pub(super) fn load_after<F>(request: Request, before: impl FnOnce(Option<&CacheFile>) + Send + 'static, report: F)
where
    F: Fn(LoadEvent) + Send + Sync + 'static,
{
    let report = Arc::new(report);
    let overseer = {
        let (request, report) = (request.clone(), Arc::clone(&report));
        move || oversee(request, before, &report)
    };
    if thread::Builder::new().name("case-loader".into()).spawn(overseer).is_err() {
        // The system has no thread: everything is read before this returns.
        tracing::warn!("no thread to read the files on: they are read before anything else");
        oversee(request, |_| (), &report);
    }
}

fn oversee<F>(mut request: Request, before: impl FnOnce(Option<&CacheFile>), report: &Arc<F>)
where
    F: Fn(LoadEvent) + Send + Sync + 'static,
{
    let keeping = Keeping::begin(&request);
    let (vocabulary, mut wrong) = own_vocabulary(&request.places, request.limits, &request.vocabulary, request.examine);
    let (searches, wrong_searches) = shared_searches(&request.places, request.limits);
    wrong.extend(wrong_searches);
    report(LoadEvent::Vocabulary(Arc::clone(&vocabulary)));
    if !searches.is_empty() {
        report(LoadEvent::Searches(searches));
    }
    // A closer look is a look at the files.
    let folders = request.cache.as_ref().filter(|_| !request.examine);
    let cached = folders.and_then(|folders| CacheFile::open(folders, &request.places, request.limits, &vocabulary));
    request.vocabulary = vocabulary;
    let request = Arc::new(request);
    // Its content is shown before the files are looked at.
    let mut known = cached.as_ref().map_or_else(Vec::new, |cached| entries_of(cached, &request));
    if !known.is_empty() {
        report(LoadEvent::Known(known.iter().flatten().cloned().collect()));
    }
    before(cached.as_deref());
    let (keeper, told) = (keeping.clone(), Arc::clone(report));
    let each = Arc::new(move |event| {
        if let Some(keeping) = &keeper {
            keeping.note(&event);
        }
        told(event);
    });
    let mut is_old = false;
    read_all(&request, &each, MAX_READERS, |hand_over| {
        let mut found: usize = 0;
        let (mut here, mut changed) = (Vec::new(), Vec::new());
        // Another thread looks at the files that should be there while the folders are listed.
        let look = cached.as_ref().map(|cached| Look::new(cached, &known, request.limits));
        thread::scope(|scope| {
            // Of two processors the other is for what is known by now: it is drawn, and its index taken.
            let spare = thread::available_parallelism().is_ok_and(|processors| processors.get() > 2);
            if let Some(look) = look.as_ref().filter(|_| spare) {
                // Without that thread, all is done on this one.
                let _ = thread::Builder::new().name("case-look".into()).spawn_scoped(scope, || look.run());
            }
            find_files(&request, wrong, &mut |waiting| {
                found += 1;
                if found.is_power_of_two() || found.is_multiple_of(256) {
                    report(LoadEvent::Found(found));
                }
                match &cached {
                    None => hand_over(waiting),
                    Some(cached) => match row_of(cached, &known, here.last().copied(), &waiting, &request.places) {
                        Some(row) => here.push(row),
                        None => changed.push(waiting),
                    },
                }
            });
            look.iter().for_each(Look::run);
        });
        let stamps = look.map_or_else(Vec::new, Look::unchanged);
        report(LoadEvent::Found(found));
        let mut unchanged = Vec::with_capacity(here.len());
        for row in here.into_iter().map(|row| row as usize) {
            let Some(Entry { sequence, origin, content, .. }) = known.get_mut(row).and_then(Option::take) else {
                continue;
            };
            match (stamps.get(row).copied().flatten(), &origin) {
                (None, Origin::File(path)) => {
                    let source = WaitingSource::File(path.clone());
                    changed.push(Waiting { sequence, origin, source });
                }
                (stamp, _) => unchanged.push(Entry { sequence, origin, content, examined: None, stamp }),
            }
        }
        let read = changed.len();
        let gone: Vec<Origin> = known.into_iter().flatten().map(|entry| entry.origin).collect();
        is_old = cached.as_ref().is_some_and(|cached| cached.is_much_older(read + gone.len()));
        if let Some(keeping) = &keeping
            && cached.is_some()
            && !is_old
        {
            keeping.forget();
        }
        if !gone.is_empty() {
            report(LoadEvent::Gone(gone));
        }
        // Cases of the cache file come first, all at once: their index is taken at once too.
        if !unchanged.is_empty() {
            each(LoadEvent::Cached(unchanged));
        }
        changed.into_iter().for_each(hand_over);
    });
    report(LoadEvent::Finished);
    if let Some(keeping) = keeping {
        keeping.finish(&request, is_old);
    }
}

/// The entries of a cache file, by its rows.
fn entries_of(cached: &Arc<CacheFile>, request: &Request) -> Vec<Option<Entry>> {
    let places: Arc<[Place]> = request.places.clone().into();
    let entry = |row: u32| {
        let (sequence, path) = cached.path(row, &request.places)?;
        let content = Content::Cached(CachedCase::new(Arc::clone(cached), row, Arc::clone(&places), request.limits));
        Some(Entry { sequence, origin: Origin::File(path), content, examined: None, stamp: None })
    };
    (0..).take(cached.len()).map(entry).collect()
}

/// The row of a file of a cache file. Files are found in the order of the rows, so that the row behind the last is looked at first.
fn row_of(
    cached: &CacheFile,
    known: &[Option<Entry>],
    last: Option<u32>,
    waiting: &Waiting,
    places: &[Place],
) -> Option<u32> {
    let WaitingSource::File(path) = &waiting.source else { return None };
    let next = last.map_or(0, |last| last + 1);
    let next_entry = known.get(next as usize).and_then(Option::as_ref);
    let is_same = |origin: &Origin| matches!(origin, Origin::File(known) if known.as_os_str() == path.as_os_str());
    let is_next = next_entry.is_some_and(|entry| entry.sequence == waiting.sequence && is_same(&entry.origin));
    if is_next { Some(next) } else { cached.row(waiting.sequence, path, places) }
}

/// Reads on at most so many threads what `find` hands over, and reports each entry.
pub(super) fn read_all<F>(
    request: &Arc<Request>,
    report: &Arc<F>,
    most: usize,
    find: impl FnOnce(&mut dyn FnMut(Waiting)),
) where
    F: Fn(LoadEvent) + Send + Sync + 'static,
{
    let readers = thread::available_parallelism().map_or(1, NonZero::get).min(most).min(MAX_READERS);
    let (to_read, waiting) = crossbeam_channel::bounded::<Waiting>(WAITING);
    let pool: Vec<_> = (0..readers)
        .filter_map(|_| {
            let (waiting, report, request) = (waiting.clone(), Arc::clone(report), Arc::clone(request));
            let read = move || waiting.iter().for_each(|waiting| read_one(waiting, &request, report.as_ref()));
            thread::Builder::new().name(READER.into()).spawn(read).ok()
        })
        .collect();
    if pool.len() < readers {
        tracing::warn!(readers = pool.len(), wanted = readers, "fewer threads to read the files on");
    }
    // The readers alone hold the other end: without any, handing over fails instead of waiting for ever.
    drop(waiting);
    find(&mut |waiting| {
        // Without a reader, because there is no thread to be had, the file is read here.
        if let Err(SendError(waiting)) = to_read.send(waiting) {
            read_one(waiting, request, report.as_ref());
        }
    });
    drop(to_read);
    for reader in pool {
        // A reader that panicked has said so through the panic hook; the others' entries stand.
        let _ = reader.join();
    }
}

/// Loads and waits for all of it: the entries in the order of the library, and the vocabulary in force.
/// `progress` is told how many have been read, of how many found.
pub fn load_all(request: Request, mut progress: impl FnMut(usize, usize)) -> (Vec<Entry>, Arc<Vocabulary>) {
    let mut vocabulary = Arc::clone(&request.vocabulary);
    let (sender, receiver) = crossbeam_channel::unbounded();
    load(request, move |event| {
        // The receiver lives until Finished has come through.
        let _ = sender.send(event);
    });
    let mut entries = Vec::new();
    let mut most = 0;
    for event in receiver {
        match event {
            LoadEvent::Vocabulary(extended) => vocabulary = extended,
            LoadEvent::Entry(entry) => entries.push(entry),
            LoadEvent::Cached(unchanged) => entries.extend(unchanged),
            LoadEvent::Found(found) => most = found,
            // A cache file may be written now. The channel ends when that is done, lest the program end before.
            LoadEvent::Searches(_) | LoadEvent::Known(_) | LoadEvent::Gone(_) => {}
            LoadEvent::Notes | LoadEvent::Finished => {}
            LoadEvent::Changed(_) | LoadEvent::Unwatched => break,
        }
        progress(entries.len(), most.max(entries.len()));
    }
    let unreadable = entries.iter().filter(|entry| !entry.is_case()).count();
    tracing::info!(files = entries.len(), unreadable, "files are read");
    entries.sort_by(|a, b| a.order().cmp(&b.order()));
    (entries, vocabulary)
}

/// Finds every file of every place, in the order of the library.
pub(super) fn find_files(request: &Request, wrong: Vec<WrongFile>, hand_over: &mut dyn FnMut(Waiting)) {
    for WrongFile { path, text, problems } in wrong {
        let source = WaitingSource::Failed(text, problems);
        hand_over(Waiting { sequence: 0, origin: Origin::File(path), source });
    }
    // A folder that was named twice, or lies in another, is read once.
    let mut seen: HashSet<PathBuf> = HashSet::new();
    let several = request.places.len() > 1;
    let mut is_new = |path: &Path| !several || fs::canonicalize(path).map_or(true, |path| seen.insert(path));
    for (sequence, place) in (1..).zip(&request.places) {
        let mut hand_over = |origin, source| hand_over(Waiting { sequence, origin, source });
        match place {
            Place::Bundled => {
                for (stem, text) in bundled_files() {
                    hand_over(Origin::Bundled(stem), WaitingSource::Text(text));
                }
            }
            Place::Folder(folder) => walk(folder, request.limits, &mut |found| match found {
                Ok(path) if is_new(&path) => hand_over(Origin::File(path.clone()), WaitingSource::File(path)),
                Ok(_) => {}
                Err((path, problem)) => hand_over(Origin::File(path), WaitingSource::Failed(None, vec![problem])),
            }),
            Place::File(path) if is_no_case(path) || !is_new(path) => {}
            Place::File(path) => hand_over(Origin::File(path.clone()), WaitingSource::File(path.clone())),
        }
    }
}

fn read_one<F: Fn(LoadEvent)>(waiting: Waiting, request: &Request, report: &F) {
    let Waiting { sequence, origin, source } = waiting;
    let mut stamp: Option<Stamp> = None;
    let read = panic::catch_unwind(AssertUnwindSafe(|| match source {
        WaitingSource::Text(text) => read(sequence, &origin, text.into(), request),
        WaitingSource::File(path) => {
            let text;
            (text, stamp) = read_stamped(&path, request.limits);
            text.map_or_else(|problem| unreadable(None, vec![problem]), |text| read(sequence, &origin, text, request))
        }
        WaitingSource::Failed(text, problems) => unreadable(text, problems),
    }));
    // A defect of ours in reading one file is a row that says so, as every other reason is.
    let (content, examined) = read.unwrap_or_else(|_| {
        let help = "please report it, with the file if you can".to_owned();
        unreadable(None, vec![Diagnostic::of_file("casebook failed on this file", Some(help))])
    });
    report(LoadEvent::Entry(Entry { sequence, origin, content, examined, stamp }));
}

fn read(sequence: u32, origin: &Origin, text: String, request: &Request) -> (Content, Option<Examined>) {
    let stem = origin.stem();
    // The places are counted from 1.
    let profile = request.vocabulary.profile_of_place(sequence.saturating_sub(1) as usize);
    let diagnosed = || diagnose_under(profile, &stem, &text, &request.vocabulary);
    match read_case_under(profile, &stem, &text, &request.vocabulary) {
        Ok((case, sound)) => {
            // A file that is sound has no warning either, unless marks are hidden in it, plain or behind an escape.
            let look =
                request.examine && (!sound || has_marks(&text) || text.contains('\\') || !advice(&case).is_empty());
            let diagnostics = if look { diagnosed() } else { Vec::new() };
            let examined = (!diagnostics.is_empty()).then(|| Examined { text: Some(text.into()), diagnostics });
            (Content::Case(Arc::new(case)), examined)
        }
        Err(problems) if request.examine => {
            let all = diagnosed();
            let diagnostics = if all.is_empty() { problems.clone() } else { all };
            (Content::Unreadable(problems.into()), Some(Examined { text: Some(text.into()), diagnostics }))
        }
        Err(problems) => unreadable(None, problems),
    }
}

fn unreadable(text: Option<Arc<str>>, problems: Vec<Diagnostic>) -> (Content, Option<Examined>) {
    let examined = Examined { text, diagnostics: problems.clone() };
    (Content::Unreadable(problems.into()), Some(examined))
}
