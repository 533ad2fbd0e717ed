//! The thread that searches. It owns the words of the library; nothing else waits for it.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crossbeam_channel::{Receiver, Sender};

use crate::case::{Case, Vocabulary};
use crate::library::EntryKey;
use crate::search::{Engine, Hits, Query};

enum Request {
    Index(Vec<(EntryKey, Option<Arc<Case>>)>, Arc<Vocabulary>),
    Search(u64, Query),
}

/// Hands work to the thread.
pub struct Searcher {
    requests: Sender<Request>,
    newest: Arc<AtomicU64>,
}

impl Searcher {
    /// Starts the thread; `answer` is called on it with the number of each search that was not overtaken, and its hits.
    /// When cases come in, the newest search is answered once more, under the same number.
    ///
    /// # Errors
    /// When no thread can be had.
    pub fn start(answer: impl Fn(u64, Hits) + Send + 'static) -> io::Result<Self> {
        let (requests, waiting) = crossbeam_channel::unbounded();
        let newest = Arc::new(AtomicU64::new(0));
        let seen = Arc::clone(&newest);
        thread::Builder::new().name("search".into()).spawn(move || work(&waiting, &seen, &answer))?;
        Ok(Self { requests, newest })
    }

    /// Puts cases into the search, or takes them out.
    pub fn index(&self, cases: Vec<(EntryKey, Option<Arc<Case>>)>, vocabulary: Arc<Vocabulary>) {
        // The thread ends only with the program.
        let _ = self.requests.send(Request::Index(cases, vocabulary));
    }

    /// Asks for a search; an older one that still runs is broken off. A query that asks for nothing ends the last one.
    pub fn search(&self, generation: u64, query: Query) {
        self.newest.store(generation, Ordering::Release);
        let _ = self.requests.send(Request::Search(generation, query));
    }
}

fn work(waiting: &Receiver<Request>, newest: &AtomicU64, answer: &dyn Fn(u64, Hits)) {
    let mut engine = Engine::default();
    let mut live: Option<(u64, Query)> = None;
    while let Ok(first) = waiting.recv() {
        // Everything that waits is taken in before the newest search is answered.
        for request in std::iter::once(first).chain(waiting.try_iter()) {
            match request {
                Request::Index(cases, vocabulary) => {
                    for (key, case) in cases {
                        match case {
                            Some(case) => engine.add(key, &case, &vocabulary),
                            None => engine.remove(key),
                        }
                    }
                }
                Request::Search(generation, query) => {
                    live = Some((generation, query)).filter(|(_, query)| !query.is_empty())
                }
            }
        }
        if let Some((generation, query)) = &live {
            let overtaken = || newest.load(Ordering::Acquire) != *generation;
            if let Some(hits) = engine.search(query, &overtaken).filter(|_| !overtaken()) {
                answer(*generation, hits);
            }
        }
    }
}
