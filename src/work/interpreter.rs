//! Carries out what the interface asks for.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::civil::DateTime;

use super::pages::{Job, PageMaker, PageTask, PageUse};
use super::searcher::{SearchTask, Searcher};
use super::setup::{Setup, Tell};
use super::state_worker::{StateWorker, Unkept};
use super::worker::Running;
use crate::app::msg::NotebookTask;
use crate::app::{Effect, Outside};
use crate::notebook::Session;
use crate::page::{Looked, LookedAt, PageOf};

/// How long the end of the program waits for what is still to be written.
const PATIENCE: Duration = Duration::from_secs(3);

/// Gives each effect to the worker that does it.
pub struct Interpreter {
    searcher: Running<Searcher>,
    pages: Running<PageMaker>,
    state_worker: Running<StateWorker>,
    /// The changes that the state worker could not keep.
    unkept: Unkept,
    /// The number of the newest search: an older one is broken off.
    newest: Arc<AtomicU64>,
    /// The entries and pages that were opened, copied and exported since the program started or the list was cleared. It is in memory only.
    looked: Vec<LookedAt>,
    clock: fn() -> DateTime,
}

impl Interpreter {
    /// Starts the workers on threads of their own.
    ///
    /// # Errors
    /// When no thread can be had.
    pub fn start(setup: Setup, tell: &Tell) -> io::Result<Self> {
        let (newest, unkept, clock) = (Arc::default(), Unkept::default(), setup.clock);
        Ok(Self {
            searcher: Running::on_thread("search", Searcher::new(Arc::clone(&newest), setup.clone(), tell))?,
            pages: Running::on_thread("pages", PageMaker::new(setup.clone(), tell))?,
            state_worker: Running::on_thread("state", StateWorker::new(setup, Arc::clone(&unkept), tell))?,
            unkept,
            newest,
            looked: Vec::new(),
            clock,
        })
    }

    /// Carries everything out before it returns, without threads.
    pub fn in_place(setup: Setup, tell: &Tell) -> Self {
        let (newest, unkept, clock) = (Arc::default(), Unkept::default(), setup.clock);
        Self {
            searcher: Running::in_place(Searcher::new(Arc::clone(&newest), setup.clone(), tell)),
            pages: Running::in_place(PageMaker::new(setup.clone(), tell)),
            state_worker: Running::in_place(StateWorker::new(setup, Arc::clone(&unkept), tell)),
            unkept,
            newest,
            looked: Vec::new(),
            clock,
        }
    }

    /// Carries an effect out, or hands back what it asks of the terminal. Answers go to `tell`.
    pub fn carry_out(&mut self, effect: Effect) -> Option<Outside> {
        match effect {
            Effect::Index { cases, vocabulary } => self.searcher.give(SearchTask::Index(cases, vocabulary)),
            Effect::Search { generation, ask } => {
                self.newest.store(generation, Ordering::Release);
                self.searcher.give(SearchTask::Search(generation, ask));
            }
            Effect::Complete { text, at } => self.searcher.give(SearchTask::Complete(text, at)),
            Effect::Marked { marked, shared } => self.searcher.give(SearchTask::Marked(marked, shared)),
            Effect::Page { number, request, from, cells } => {
                self.make(Job { request, from, then: PageUse::Show(number, cells), is_begun: false });
            }
            Effect::LayOut { number, report, cells } => {
                self.pages.give(PageTask::LayOut(number, report, cells));
            }
            Effect::Export { to, from } => {
                self.make(Job { request: to.request.clone(), from, then: PageUse::Write(to), is_begun: false });
            }
            Effect::Looked(looked) => self.look(looked),
            Effect::ForgetLooked => self.looked.clear(),
            Effect::Count(queries) => self.searcher.give(SearchTask::Count(queries)),
            Effect::StateFolder(task) => self.state_worker.give(task),
            Effect::Outside(outside) => return Some(outside),
        }
        None
    }

    /// Adds to the list of what was looked at; the same twice in a row is one step.
    fn look(&mut self, Looked { deed, of }: Looked) {
        if self.looked.last().is_none_or(|last| (&last.deed, &last.of) != (&deed, &of)) {
            self.looked.push(LookedAt { time: (self.clock)(), deed, of });
        }
    }

    /// Makes a page: what is similar and what recurs can only be made of the index.
    fn make(&mut self, mut job: Job) {
        if let PageOf::Looked(log) = &mut job.request.of {
            *log = Arc::new(self.looked.clone());
        }
        match job.request.row.indexed {
            true => self.searcher.give(SearchTask::Page(job)),
            false => self.pages.give(PageTask::Make(job)),
        }
    }

    /// Keeps where the user leaves off.
    pub fn leave(&mut self, session: Session) {
        self.state_worker.give(NotebookTask::Leave(session));
    }

    /// Waits until what was to be kept is kept, unless that takes too long; tells what is lost.
    ///
    /// # Errors
    /// The list of what is not kept, and why.
    pub fn finish(self) -> Result<(), String> {
        let ended = self.state_worker.finish(PATIENCE);
        if !ended {
            tracing::error!("state was still being written at the end");
        }
        // Nothing is left half done by a thread that panics while it holds a text.
        let unkept = self.unkept.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
        match (ended, unkept) {
            (_, Some(lost)) => Err(lost),
            (false, None) => Err("what was marked and saved last may not be kept: it takes too long".to_owned()),
            (true, None) => Ok(()),
        }
    }
}
