//! Searches. The worker owns the index of the library; nothing else waits for it.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use super::pages::{Job, make};
use super::setup::{Setup, Tell};
use super::worker::Worker;
use crate::app::Msg;
use crate::case::{ItemRef, PartialDate, Vocabulary};
use crate::library::{Content, EntryKey};
use crate::page::EngineAccess;
use crate::search::{Answer, Ask, Engine, Query};
use crate::system::give_back;

type ToIndex = (EntryKey, Option<Content>);

/// Something for the searcher to do.
#[allow(clippy::large_enum_variant, reason = "tasks are few, and moved once")]
pub enum SearchTask {
    /// Put cases into the search, or take them out.
    Index(Vec<ToIndex>, Arc<Vocabulary>),
    /// Search, under this number. A search for nothing ends the last one.
    Search(u64, Ask),
    /// Count what each of these searches finds.
    Count(Vec<String>),
    /// Complete a text whose cursor stands at this byte.
    Complete(String, usize),
    /// These items are marked, and these have a note of the group.
    Marked(Vec<(EntryKey, ItemRef)>, Vec<(EntryKey, ItemRef)>),
    /// Make a page that only the index can make: what is similar, what recurs.
    Page(Job),
}

/// Cases that are indexed before waiting tasks are looked at: about a millisecond's work.
const AT_ONCE: usize = 16;

/// Answers each search that was not overtaken. When cases come in, the newest search is answered once more, under the same
/// number.
pub struct Searcher {
    engine: Engine,
    /// Cases that wait; each goes with the vocabulary that it came with.
    to_index: VecDeque<(ToIndex, Arc<Vocabulary>)>,
    /// How many cases were given to be indexed, those that wait among them.
    given: usize,
    /// The pages that wait: they are made when no search does.
    pages: VecDeque<Job>,
    /// The labels of codes.
    vocabulary: Option<Arc<Vocabulary>>,
    live: Option<(u64, Ask)>,
    /// The number of the last question that was looked at.
    looked_at: Option<u64>,
    /// True when cases have come in since the last answer.
    stale: bool,
    /// True when cases have come in since memory was last given back.
    has_grown: bool,
    newest: Arc<AtomicU64>,
    setup: Setup,
    tell: Tell,
}

impl Searcher {
    /// An empty index. `newest` holds the number of the newest search.
    pub fn new(newest: Arc<AtomicU64>, setup: Setup, tell: &Tell) -> Self {
        Self {
            engine: Engine::default(),
            to_index: VecDeque::new(),
            given: 0,
            pages: VecDeque::new(),
            vocabulary: None,
            live: None,
            looked_at: None,
            stale: false,
            has_grown: false,
            newest,
            setup,
            tell: Arc::clone(tell),
        }
    }

    /// Makes the page that waits; broken off, it waits until what came in between is done.
    fn make_page(&mut self, interrupted: &dyn Fn() -> bool) {
        let Some(job) = self.pages.pop_front() else { return };
        let index = EngineAccess { engine: &mut self.engine, interrupted };
        if let Some(job) = make(job, Some(index), &self.setup, &self.tell) {
            self.pages.push_front(job);
        }
    }

    /// Takes the cases at the front that stand in a cache file into an empty index at once, with the index of that file.
    fn take_cached(&mut self, day: PartialDate) {
        let Some(((_, Some(Content::Cached(_))), vocabulary)) = self.to_index.front() else { return };
        if !self.engine.index().is_empty() {
            return;
        }
        let (start, vocabulary) = (Instant::now(), Arc::clone(vocabulary));
        let front = self.to_index.iter().map_while(|((key, content), _)| match content {
            Some(content @ Content::Cached(_)) => Some((*key, content)),
            _ => None,
        });
        let taken = self.engine.take_cached(front, day, &vocabulary);
        if !taken.is_empty() {
            tracing::debug!(
                cases = taken.len(),
                microseconds = start.elapsed().as_micros(),
                "the index is taken from a file"
            );
            let taken: HashSet<EntryKey> = taken.into_iter().collect();
            self.to_index
                .retain(|((key, content), _)| !(matches!(content, Some(Content::Cached(_))) && taken.contains(key)));
            self.vocabulary = Some(vocabulary);
            self.stale = true;
        }
    }

    fn answer(&mut self) {
        self.looked_at = self.live.as_ref().map(|(number, _)| *number);
        self.stale = false;
        if let Some((generation, ask)) = &self.live {
            let start = Instant::now();
            let overtaken = || self.newest.load(Ordering::Acquire) != *generation;
            let indexed = self.given - self.to_index.len();
            let tell = |answer| (self.tell)(Msg::Searched { generation: *generation, answer, indexed });
            // Entries with every word are drawn as soon as they are known: looking for near ones takes longer.
            let answer = self.engine.search_in_parts(ask, &overtaken, &mut |first| tell(Answer::Hits(first)));
            if let Some(answer) = answer.filter(|_| !overtaken()) {
                tracing::debug!(generation, microseconds = start.elapsed().as_micros(), "search");
                tell(answer);
            }
        }
    }
}

impl Worker for Searcher {
    type Task = SearchTask;

    fn take(&mut self, task: SearchTask) {
        match task {
            SearchTask::Index(cases, vocabulary) => {
                self.given += cases.len();
                self.has_grown = true;
                self.to_index.extend(cases.into_iter().map(|case| (case, Arc::clone(&vocabulary))));
            }
            SearchTask::Search(number, ask) => self.live = Some((number, ask)).filter(|(_, ask)| !ask.is_idle()),
            SearchTask::Marked(marked, shared) => {
                self.engine.set_shared(&shared);
                self.engine.set_marked(&marked);
                self.stale = true;
            }
            SearchTask::Page(job) => job.queue_in(&mut self.pages),
            SearchTask::Count(queries) => {
                let counted = queries.into_iter().map(|query| {
                    let count = self.engine.count(&Query::parse(&query));
                    (query, count)
                });
                let counted = counted.collect();
                (self.tell)(Msg::Counted(counted));
            }
            SearchTask::Complete(text, at) => {
                let completions = self.engine.complete(&text, at);
                let indexed = self.given - self.to_index.len();
                (self.tell)(Msg::Completed { text, completions, indexed });
            }
        }
    }

    fn work(&mut self, interrupted: &dyn Fn() -> bool) -> bool {
        // A new question is answered from what is there; what waits is indexed after it.
        if self.live.as_ref().map(|(number, _)| *number) != self.looked_at {
            self.answer();
        }
        let day: PartialDate = (self.setup.clock)().date().into();
        self.take_cached(day);
        let batch = self.to_index.len().min(AT_ONCE);
        if batch > 0 {
            self.engine.set_day(day);
        }
        for ((key, content), vocabulary) in self.to_index.drain(..batch) {
            if let Some(before) = self.vocabulary.replace(Arc::clone(&vocabulary))
                && !Arc::ptr_eq(&before, &vocabulary)
            {
                self.engine.forget_names();
            }
            let case = match &content {
                Some(Content::Case(case)) => Some(case),
                Some(Content::Cached(case)) => case.case(),
                Some(Content::Unreadable(_)) | None => None,
            };
            match case {
                Some(case) => self.engine.add(key, case, &vocabulary),
                None => self.engine.remove(key),
            }
            self.stale = true;
        }
        if self.stale && self.to_index.is_empty() {
            self.answer();
        }
        if self.to_index.is_empty() {
            self.make_page(interrupted);
        }
        !(self.to_index.is_empty() && self.pages.is_empty())
    }

    fn rest(&mut self, interrupted: &dyn Fn() -> bool) {
        self.engine.prepare(interrupted);
        if !interrupted() && std::mem::take(&mut self.has_grown) {
            give_back();
        }
    }
}
