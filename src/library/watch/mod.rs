//! Files change under the running program: they are watched, and read again.
//!
//! The kernel says that something has changed, from before the first case is read; a walk then finds out what, by comparing stamps
//! with those of the files as they were read. So nothing is missed however a change came about. Every few seconds it is asked whether
//! the named folders are still those that are watched: the kernel says nothing when a link leads elsewhere or another disk is mounted
//! there. Without the kernel's word the walk is made about once a second; on file systems that others may write to without it, every
//! few seconds.

mod kernel;
mod ledger;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::kernel::{Kernel, KernelMessage, NoKernelWatch};
use self::ledger::{LATEST, Ledger, PathKind, PathState, QUIET};
use super::cache::CacheFile;
use super::entry::{Content, Entry, Origin};
use super::load::{Waiting, WaitingSource, find_files, load, load_after, read_all};
use super::place::Place;
use super::profile::profile_files;
use super::request::{Changes, LoadEvent, Request};
use super::searches::{searches_files, shared_searches};
use super::stamp::Stamp;
use super::vocabulary::{WrongFile, own_vocabulary, vocabulary_files};
use super::walk::{NOTES_FOLDER, is_toml};
use crate::case::Vocabulary;
use crate::system::give_back;

/// How changed files are noticed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WatchMode {
    /// When the kernel says so; where it cannot, after looking about once a second.
    #[default]
    Auto,
    /// After looking about once a second.
    Poll,
    /// Changed files are not noticed.
    Never,
}

/// Between two looks where the kernel has no word: with the wait for a quiet file, or for bad news, a change shows within a
/// second.
const POLL: Duration = Duration::from_millis(600);
/// Between two questions whether the named folders are still those that are watched, and between two looks at folders that
/// others may write to behind the kernel's back.
const ASK: Duration = Duration::from_secs(3);
/// Between two looks at files that the kernel tells of: it says nothing of what is written through a mapping or another name.
const UNTOLD: Duration = Duration::from_secs(30);
/// A walk that takes long is made less often: no more than one part in so many of the time is spent on it.
const SHARE: u32 = 100;
/// Files that are reported together.
const AT_ONCE: usize = 256;
/// So few files are read by one reader.
const FEW: usize = 8;

/// Files are watched while this lives.
#[derive(Debug)]
pub struct Watching {
    nudge: Sender<Nudge>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        // The channel is closed if nothing is watched.
        let _ = self.nudge.send(Nudge::Stop);
    }
}

#[derive(Debug, Clone, Copy)]
enum Nudge {
    Kernel(KernelMessage),
    Stop,
}

/// Loads, as [`load`] does, and goes on to report what changes as [`LoadEvent::Changed`], and as another
/// [`LoadEvent::Vocabulary`] or [`LoadEvent::Searches`] where a library's own terms or searches do. Returns at once.
pub fn load_and_watch<F>(request: Request, mode: WatchMode, report: F) -> Watching
where
    F: Fn(LoadEvent) + Send + Sync + 'static,
{
    let (nudge, nudges) = crossbeam_channel::unbounded();
    let watching = Watching { nudge: nudge.clone() };
    if mode == WatchMode::Never {
        load(request, report);
        return watching;
    }
    let report = Arc::new(report);
    // The known state is that of the files as read: the first walk finds a change during loading.
    let mut known = HashMap::new();
    known.extend(beside(&request));
    let loaded = Mutex::new((known, Vec::new(), Arc::clone(&request.vocabulary)));
    let loading = request.clone();
    // The kernel is heard before the first file is looked at, so that nothing is missed and no second look is needed.
    let heard: Arc<Mutex<Option<Kernel>>> = Arc::default();
    let hear = {
        let (heard, nudge, places) = (Arc::clone(&heard), nudge.clone(), request.places.clone());
        move |cached: Option<&CacheFile>| {
            // Its checksum is taken while what is known is shown: the search, which asks for it next, does not wait for that.
            cached.and_then(CacheFile::index);
            if mode == WatchMode::Auto && places.iter().any(|place| *place != Place::Bundled) {
                *heard.lock().unwrap_or_else(PoisonError::into_inner) = hear(&places, nudge).ok();
            }
        }
    };
    load_after(loading, hear, move |event| {
        let mut loaded = loaded.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            LoadEvent::Entry(ref entry) => note(&mut loaded.0, std::slice::from_ref(entry)),
            // All of them were told as known, and are so to the one who listens.
            LoadEvent::Cached(entries) => {
                loaded.1 = entries;
                return;
            }
            LoadEvent::Vocabulary(ref vocabulary) => loaded.2 = Arc::clone(vocabulary),
            _ => {}
        }
        let finished = matches!(event, LoadEvent::Finished);
        let (known, unchanged, vocabulary) = if finished { std::mem::take(&mut *loaded) } else { Default::default() };
        drop(loaded);
        report(event);
        if finished {
            let shipped = Arc::clone(&request.vocabulary);
            let request = Arc::new(Request { vocabulary, ..request.clone() });
            let (nudge, nudges, report) = (nudge.clone(), nudges.clone(), Arc::clone(&report));
            let kernel = heard.lock().unwrap_or_else(PoisonError::into_inner).take();
            let unwatched = Arc::clone(&report);
            let watch = move || {
                let mut known = known;
                note(&mut known, &unchanged);
                drop(unchanged);
                give_back();
                Watcher { request, shipped, mode, ledger: Ledger::new(known), kernel, nudge, report }.watch(&nudges);
            };
            if let Err(error) = thread::Builder::new().name("case-watcher".into()).spawn(watch) {
                tracing::error!(kind = ?error.kind(), "no thread to watch the files on");
                unwatched(LoadEvent::Unwatched);
            }
        }
    });
    watching
}

/// Has the kernel tell of changes.
fn hear(places: &[Place], nudge: Sender<Nudge>) -> Result<Kernel, NoKernelWatch> {
    Kernel::hear(places, move |word| {
        // Nobody watches any more.
        let _ = nudge.send(Nudge::Kernel(word));
    })
}

/// Notes the states of files by their entries.
fn note(known: &mut HashMap<PathBuf, PathState>, entries: &[Entry]) {
    known.reserve(entries.len());
    for entry in entries {
        if let Origin::File(path) = &entry.origin
            && let Some(seen) = seen_in(entry, None)
        {
            known.entry(path.clone()).or_insert(seen);
        }
    }
}

/// The known state of a file by its entry. A file that could not be opened has no stamp of its own.
fn seen_in(entry: &Entry, stamp: Option<Stamp>) -> Option<PathState> {
    let what = match (&entry.content, entry.stamp.or(stamp)) {
        (_, Some(stamp)) => PathKind::File(Some(stamp)),
        (Content::Unreadable(problems), None) => PathKind::Problem(problems.first()?.clone()),
        (Content::Case(_) | Content::Cached(_), None) => PathKind::File(None),
    };
    Some(PathState { place: entry.sequence, what })
}

/// The libraries' own vocabularies and searches as they stand there now.
fn beside(request: &Request) -> HashMap<PathBuf, PathState> {
    let terms = vocabulary_files(&request.places).into_iter().chain(profile_files(&request.places));
    let files = terms.chain(searches_files(&request.places)).chain(notes_files(&request.places));
    files
        .filter_map(|path| {
            let metadata = fs::metadata(&path).or_else(|_| fs::symlink_metadata(&path)).ok()?;
            let what = PathKind::Beside(Stamp::from(&metadata));
            Some((path, PathState { place: 0, what }))
        })
        .collect()
}

/// The notes that groups share.
fn notes_files(places: &[Place]) -> Vec<PathBuf> {
    let folders = places.iter().filter_map(|place| match place {
        Place::Folder(folder) => Some(folder.join(NOTES_FOLDER)),
        Place::Bundled | Place::File(_) => None,
    });
    let files = folders.flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten());
    files.map(|file| file.path()).filter(|path| is_toml(path)).collect()
}

fn is_of_group(path: &Path, places: &[Place]) -> bool {
    places
        .iter()
        .any(|place| matches!(place, Place::Folder(folder) if path.parent() == Some(&folder.join(NOTES_FOLDER))))
}

struct Watcher<F> {
    request: Arc<Request>,
    /// The vocabulary without the libraries' own terms.
    shipped: Arc<Vocabulary>,
    mode: WatchMode,
    ledger: Ledger,
    kernel: Option<Kernel>,
    nudge: Sender<Nudge>,
    report: Arc<F>,
}

impl<F: Fn(LoadEvent) + Send + Sync + 'static> Watcher<F> {
    fn watch(mut self, nudges: &Receiver<Nudge>) {
        if self.request.places.iter().all(|place| *place == Place::Bundled) {
            return;
        }
        let now = Instant::now();
        // The first and last unhandled message of the kernel.
        let mut told = None;
        // The files are looked at unless it was heard from the start. The terms were read before it was.
        if self.kernel.is_none() || !self.ledger.knows_beside(&beside(&self.request)) {
            if self.kernel.is_none() {
                self.hear();
            }
            told = Some((now, now));
        }
        let (mut poll, mut looked, mut took) = (now, now, Duration::ZERO);
        loop {
            let quiet = told.map(|(first, last)| (last + QUIET).min(first + LATEST));
            let due = [quiet, self.ledger.next()].into_iter().flatten().min();
            match nudges.recv_deadline(due.map_or(poll, |due| due.min(poll))) {
                Ok(Nudge::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(Nudge::Kernel(word)) => {
                    let now = Instant::now();
                    told = Some((told.map_or(now, |(first, _)| first), now));
                    if word == KernelMessage::Lost {
                        tracing::warn!("the kernel tells of changes no more: the files are looked at");
                        (self.kernel, self.mode) = (None, WatchMode::Poll);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    let start = Instant::now();
                    let is_due = due.is_some_and(|due| due <= start);
                    if self.kernel.as_ref().is_some_and(|kernel| !kernel.holds()) {
                        tracing::info!("a folder of the library is another now");
                        self.kernel = None;
                    }
                    let mut walked = Duration::ZERO;
                    let untold = start - looked >= UNTOLD.max(took * SHARE);
                    if is_due || untold || !self.kernel.as_ref().is_some_and(Kernel::hears_all) {
                        let (first, last) = told.take().unwrap_or((start, start));
                        walked = self.look(first, last);
                        (looked, took) = (Instant::now(), walked);
                    }
                    if self.kernel.is_none() && self.hear() {
                        // Changes before the watch began are found by a walk.
                        let now = Instant::now();
                        told = Some((now, now));
                    }
                    let pause = if self.kernel.is_some() { ASK } else { POLL };
                    poll = Instant::now() + pause.max(walked * SHARE);
                }
            }
        }
    }

    /// Has the kernel tell of changes, where it can; says whether it does.
    fn hear(&mut self) -> bool {
        if self.mode != WatchMode::Auto {
            return false;
        }
        match hear(&self.request.places, self.nudge.clone()) {
            Ok(kernel) => self.kernel = Some(kernel),
            Err(NoKernelWatch::Now) => {}
            Err(NoKernelWatch::Ever) => {
                tracing::warn!("the kernel does not tell of changes: the files are looked at");
                self.mode = WatchMode::Poll;
            }
        }
        self.kernel.is_some()
    }

    /// Walks through the library, and reads and reports what has changed; returns how long the walk took.
    fn look(&mut self, first: Instant, last: Instant) -> Duration {
        let start = Instant::now();
        let mut seen = beside(&self.request);
        find_files(&self.request, Vec::new(), &mut |Waiting { sequence: place, origin, source }| {
            let Origin::File(path) = origin else { return };
            let what = match source {
                WaitingSource::Text(_) => return,
                WaitingSource::File(path) => {
                    PathKind::File(fs::metadata(&path).ok().map(|metadata| Stamp::from(&metadata)))
                }
                WaitingSource::Failed(_, problems) => match problems.into_iter().next() {
                    Some(problem) => PathKind::Problem(problem),
                    None => return,
                },
            };
            seen.entry(path).or_insert(PathState { place, what });
        });
        let walked = start.elapsed();
        self.ledger.look(seen, first, last);
        let due = self.ledger.due(Instant::now());
        if !due.is_empty() {
            self.read(due);
        }
        walked
    }

    fn read(&mut self, due: Vec<(PathBuf, Option<PathState>)>) {
        let mut removed = Vec::new();
        let mut waiting = Vec::new();
        let mut stamps = HashMap::new();
        let mut files = vocabulary_files(&self.request.places);
        files.extend(profile_files(&self.request.places));
        let (terms, due): (Vec<_>, Vec<_>) = due.into_iter().partition(|(path, _)| files.contains(path));
        let files = searches_files(&self.request.places);
        let (searches, due): (Vec<_>, Vec<_>) = due.into_iter().partition(|(path, _)| files.contains(path));
        let (notes, due): (Vec<_>, Vec<_>) =
            due.into_iter().partition(|(path, _)| is_of_group(path, &self.request.places));
        if !notes.is_empty() {
            notes.into_iter().for_each(|(path, seen)| self.ledger.settle(path, seen));
            (self.report)(LoadEvent::Notes);
        }
        if !searches.is_empty() {
            self.read_searches(searches, &mut waiting, &mut removed);
        }
        for (path, seen) in due {
            match seen {
                None => {
                    self.ledger.settle(path.clone(), None);
                    removed.push(Origin::File(path));
                }
                Some(PathState { place, what: PathKind::Problem(problem) }) => {
                    let what = PathKind::Problem(problem.clone());
                    self.ledger.settle(path.clone(), Some(PathState { place, what }));
                    let source = WaitingSource::Failed(None, vec![problem]);
                    waiting.push(Waiting { sequence: place, origin: Origin::File(path), source });
                }
                Some(PathState { place, what: PathKind::File(stamp) }) => {
                    stamps.insert(path.clone(), stamp);
                    let source = WaitingSource::File(path.clone());
                    waiting.push(Waiting { sequence: place, origin: Origin::File(path), source });
                }
                Some(PathState { what: PathKind::Beside(_), .. }) => {}
            }
        }
        if !terms.is_empty() && self.read_terms(terms, &mut waiting, &mut removed) {
            // Every file may name a term that is new or gone.
            let mut there: HashSet<Origin> = waiting.iter().map(|waiting| waiting.origin.clone()).collect();
            there.extend(removed.iter().cloned());
            find_files(&self.request, Vec::new(), &mut |found| {
                if !there.contains(&found.origin) {
                    waiting.push(found);
                }
            });
        }
        waiting.sort_by(|a, b| (a.sequence, &a.origin).cmp(&(b.sequence, &b.origin)));
        while !waiting.is_empty() || !removed.is_empty() {
            let rest = waiting.split_off(waiting.len().min(AT_ONCE));
            let mut entries = self.read_some(std::mem::replace(&mut waiting, rest));
            let now = Instant::now();
            entries.retain(|entry| self.is_to_be_told(entry, &stamps, now));
            entries.sort_by(|a, b| a.order().cmp(&b.order()));
            let changes = Changes { entries, removed: std::mem::take(&mut removed) };
            if !changes.entries.is_empty() || !changes.removed.is_empty() {
                (self.report)(LoadEvent::Changed(changes));
            }
        }
    }

    /// Notes what was read; says whether it is to be told now. A file that is wrong may not be whole yet.
    fn is_to_be_told(&mut self, entry: &Entry, stamps: &HashMap<PathBuf, Option<Stamp>>, now: Instant) -> bool {
        let Origin::File(path) = &entry.origin else { return true };
        let Some(stamp) = stamps.get(path).copied() else { return true };
        if !entry.is_case() && !self.ledger.is_to_be_told(path, now) {
            return false;
        }
        let what = PathKind::File(entry.stamp.or(stamp));
        self.ledger.settle(path.clone(), Some(PathState { place: entry.sequence, what }));
        true
    }

    /// Reads the libraries' own terms again; says whether they are in force now.
    fn read_terms(
        &mut self,
        due: Vec<(PathBuf, Option<PathState>)>,
        waiting: &mut Vec<Waiting>,
        removed: &mut Vec<Origin>,
    ) -> bool {
        let (vocabulary, wrong) = own_vocabulary(&self.request.places, self.request.limits, &self.shipped, false);
        let now = Instant::now();
        for (path, seen) in &due {
            let is_wrong = wrong.iter().any(|wrong| wrong.path == *path);
            if is_wrong && seen.is_some() && !self.ledger.is_to_be_told(path, now) {
                return false;
            }
        }
        for (path, seen) in due {
            self.ledger.settle(path.clone(), seen);
            // If the last version was wrong, a row said so and goes now.
            if !wrong.iter().any(|wrong| wrong.path == path) {
                removed.push(Origin::File(path));
            }
        }
        waiting.extend(wrong.into_iter().map(|wrong| Waiting {
            sequence: 0,
            origin: Origin::File(wrong.path),
            source: WaitingSource::Failed(wrong.text, wrong.problems),
        }));
        let request = Request { vocabulary: Arc::clone(&vocabulary), ..(*self.request).clone() };
        self.request = Arc::new(request);
        (self.report)(LoadEvent::Vocabulary(vocabulary));
        true
    }

    /// Tells the searches of all places anew where some have changed, and what is wrong with those.
    fn read_searches(
        &mut self,
        due: Vec<(PathBuf, Option<PathState>)>,
        waiting: &mut Vec<Waiting>,
        removed: &mut Vec<Origin>,
    ) {
        let (searches, mut wrong) = shared_searches(&self.request.places, self.request.limits);
        let now = Instant::now();
        let mut changed = false;
        for (path, seen) in due {
            let at = wrong.iter().position(|wrong| wrong.path == path);
            if at.is_some() && seen.is_some() && !self.ledger.is_to_be_told(&path, now) {
                continue;
            }
            self.ledger.settle(path.clone(), seen);
            changed = true;
            let origin = Origin::File(path);
            match at.map(|at| wrong.swap_remove(at)) {
                Some(WrongFile { text, problems, .. }) => {
                    waiting.push(Waiting { sequence: 0, origin, source: WaitingSource::Failed(text, problems) });
                }
                // If the last version was wrong, a row said so and goes now.
                None => removed.push(origin),
            }
        }
        if changed {
            (self.report)(LoadEvent::Searches(searches));
        }
    }

    fn read_some(&self, waiting: Vec<Waiting>) -> Vec<Entry> {
        let (sender, entries) = crossbeam_channel::unbounded();
        let collect = Arc::new(move |event| {
            if let LoadEvent::Entry(entry) = event {
                // The other end lives until all have been read.
                let _ = sender.send(entry);
            }
        });
        let readers = if waiting.len() <= FEW { 1 } else { usize::MAX };
        read_all(&self.request, &collect, readers, |hand_over| waiting.into_iter().for_each(hand_over));
        drop(collect);
        entries.into_iter().collect()
    }
}
