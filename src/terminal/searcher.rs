//! The thread that searches. It owns the index of the library; nothing else waits for it.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crossbeam_channel::{Receiver, Sender};

use super::clerk::{self, Job};
use crate::app::Msg;
use crate::case::{Case, ItemRef, Vocabulary};
use crate::library::EntryKey;
use crate::page::Wanted;
use crate::page::recurring::recurring;
use crate::page::similar::similar;
use crate::search::{Ask, Engine};

type ToIndex = (EntryKey, Option<Arc<Case>>);

#[allow(clippy::large_enum_variant, reason = "requests are few, and moved once")]
enum Request {
    Index(Vec<ToIndex>, Arc<Vocabulary>),
    Search(u64, Ask),
    Complete(String, usize),
    Marked(Vec<(EntryKey, ItemRef)>),
    Page(Job),
}

/// Hands work to the thread.
pub struct Searcher {
    requests: Sender<Request>,
    newest: Arc<AtomicU64>,
}

/// Groups on the page of what recurs.
const MOST_GROUPS: usize = 100;
/// Cases that are indexed before it is looked whether somebody has asked something: about a millisecond's work.
const AT_ONCE: usize = 16;

impl Searcher {
    /// Starts the thread; `answer` is called on it with the answer to each search that was not overtaken. When cases come
    /// in, the newest search is answered once more, under the same number.
    ///
    /// # Errors
    /// When no thread can be had.
    pub fn start(answer: impl Fn(Msg) + Send + 'static) -> io::Result<Self> {
        let (requests, waiting) = crossbeam_channel::unbounded();
        let newest = Arc::new(AtomicU64::new(0));
        let seen = Arc::clone(&newest);
        let worker = Worker {
            engine: Engine::default(),
            to_index: VecDeque::new(),
            pages: VecDeque::new(),
            vocabulary: None,
            live: None,
            looked_at: None,
            stale: false,
            newest: seen,
            answer,
        };
        thread::Builder::new().name("search".into()).spawn(move || worker.work(&waiting))?;
        Ok(Self { requests, newest })
    }

    /// Puts cases into the search, or takes them out.
    pub fn index(&self, cases: Vec<ToIndex>, vocabulary: Arc<Vocabulary>) {
        // The thread ends only with the program.
        let _ = self.requests.send(Request::Index(cases, vocabulary));
    }

    /// Asks for a search; an older one that still runs is broken off. One that asks for nothing ends the last one.
    pub fn search(&self, generation: u64, ask: Ask) {
        self.newest.store(generation, Ordering::Release);
        let _ = self.requests.send(Request::Search(generation, ask));
    }

    /// These items are marked.
    pub fn mark(&self, marked: Vec<(EntryKey, ItemRef)>) {
        let _ = self.requests.send(Request::Marked(marked));
    }

    /// Makes a page that only the index can make: what is similar, what recurs.
    pub fn page(&self, job: Job) {
        let _ = self.requests.send(Request::Page(job));
    }

    /// Asks what a text could become.
    pub fn complete(&self, text: String, at: usize) {
        let _ = self.requests.send(Request::Complete(text, at));
    }
}

struct Worker<F> {
    engine: Engine,
    /// Cases that wait; each goes with the vocabulary that it came with.
    to_index: VecDeque<(ToIndex, Arc<Vocabulary>)>,
    /// The pages that wait: they are made when no search does.
    pages: VecDeque<Job>,
    /// What values are called.
    vocabulary: Option<Arc<Vocabulary>>,
    live: Option<(u64, Ask)>,
    /// The number of the last question that was looked at.
    looked_at: Option<u64>,
    /// Whether cases have come in since the last answer.
    stale: bool,
    newest: Arc<AtomicU64>,
    answer: F,
}

impl<F: Fn(Msg)> Worker<F> {
    fn work(mut self, waiting: &Receiver<Request>) {
        loop {
            // With cases left to index nobody waits for requests; without, there is nothing else to do.
            if self.to_index.is_empty() && self.pages.is_empty() {
                match waiting.recv() {
                    Ok(request) => self.take(request),
                    Err(_) => return,
                }
            }
            for request in waiting.try_iter() {
                self.take(request);
            }
            // A new question is answered from what is there; what waits is indexed after it.
            if self.live.as_ref().map(|(number, _)| *number) != self.looked_at {
                self.answer();
            }
            let batch = self.to_index.len().min(AT_ONCE);
            for ((key, case), vocabulary) in self.to_index.drain(..batch) {
                if let Some(before) = self.vocabulary.replace(Arc::clone(&vocabulary))
                    && !Arc::ptr_eq(&before, &vocabulary)
                {
                    self.engine.forget_names();
                }
                match case {
                    Some(case) => self.engine.add(key, &case, &vocabulary),
                    None => self.engine.remove(key),
                }
                self.stale = true;
            }
            if self.stale && self.to_index.is_empty() {
                self.answer();
            }
            if self.to_index.is_empty() {
                self.make_page(waiting);
                // Nobody waits for anything now.
                if waiting.is_empty() && self.pages.is_empty() {
                    self.engine.prepare_similar();
                }
            }
        }
    }

    fn take(&mut self, request: Request) {
        match request {
            Request::Index(cases, vocabulary) => {
                self.to_index.extend(cases.into_iter().map(|case| (case, Arc::clone(&vocabulary))));
            }
            Request::Search(number, ask) => self.live = Some((number, ask)).filter(|(_, ask)| !ask.is_idle()),
            Request::Marked(marked) => {
                self.engine.set_marked(&marked);
                self.stale = true;
            }
            Request::Page(job) => job.queue_in(&mut self.pages),
            Request::Complete(text, at) => {
                let completions = self.engine.complete(&text, at);
                (self.answer)(Msg::Completed { text, completions });
            }
        }
    }

    /// Makes the page that waits; broken off, it waits until what came in between is done.
    fn make_page(&mut self, waiting: &Receiver<Request>) {
        let Some(job) = self.pages.pop_front() else { return };
        let overtaken = || !waiting.is_empty();
        // The listing is made once all is known, and not again after each interruption.
        let listing = || clerk::listing(&job.from);
        let made = match job.wanted {
            Wanted::Similar(key, item) => self.engine.similar(key, item, &overtaken).map(|found| {
                let listing = listing();
                let gone = || "The case is no longer in the library".to_owned();
                let report = listing.case(key).map(|_| similar(&listing, key, item, &found.hits)).ok_or_else(gone);
                (report, listing)
            }),
            _ => self.engine.groups(&overtaken).map(|groups| {
                let listing = listing();
                (Ok(recurring(&listing, &groups, MOST_GROUPS)), listing)
            }),
        };
        match made {
            Some((report, listing)) => (self.answer)(clerk::deliver(job.then, report, &listing)),
            None => self.pages.push_front(job),
        }
    }

    fn answer(&mut self) {
        self.looked_at = self.live.as_ref().map(|(number, _)| *number);
        self.stale = false;
        if let Some((generation, ask)) = &self.live {
            let overtaken = || self.newest.load(Ordering::Acquire) != *generation;
            if let Some(answer) = self.engine.search(ask, &overtaken).filter(|_| !overtaken()) {
                (self.answer)(Msg::Searched { generation: *generation, answer });
            }
        }
    }
}
