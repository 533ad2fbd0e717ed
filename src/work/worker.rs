//! A worker and the thread it runs on.

use std::io;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender};

/// Does tasks of one kind, in parts, so that a new task never waits long.
pub trait Worker {
    /// The tasks that it takes.
    type Task;

    /// Runs before the first task.
    fn begin(&mut self) {}

    /// Takes a task.
    fn take(&mut self, task: Self::Task);

    /// Does a part of what was taken, and returns true while more is left. A long part may stop early once another task
    /// has `interrupted` it.
    fn work(&mut self, _interrupted: &dyn Fn() -> bool) -> bool {
        false
    }

    /// Runs when nothing is left and no task waits; likewise.
    fn rest(&mut self, _interrupted: &dyn Fn() -> bool) {}

    /// Runs when no task will ever come.
    fn end(&mut self) {}
}

/// A worker that runs.
pub enum Running<W: Worker> {
    /// On a thread of its own. The receiver closes when the thread has ended.
    OnThread(Sender<W::Task>, Receiver<()>),
    /// On the thread that gives the task, before it goes on.
    InPlace(W),
}

impl<W: Worker> Running<W> {
    /// Starts a thread of this name for a worker.
    ///
    /// # Errors
    /// When no thread can be had.
    pub fn on_thread(name: &str, mut worker: W) -> io::Result<Self>
    where
        W: Send + 'static,
        W::Task: Send,
    {
        let (tasks, waiting) = crossbeam_channel::unbounded();
        let (working, ended) = crossbeam_channel::bounded::<()>(0);
        let work = move || {
            let _working = working;
            worker.begin();
            let mut more = false;
            loop {
                if !more {
                    match waiting.recv() {
                        Ok(task) => worker.take(task),
                        Err(_) => return worker.end(),
                    }
                }
                waiting.try_iter().for_each(|task| worker.take(task));
                more = worker.work(&|| !waiting.is_empty());
                if !more && waiting.is_empty() {
                    worker.rest(&|| !waiting.is_empty());
                }
            }
        };
        thread::Builder::new().name(name.to_owned()).spawn(work)?;
        Ok(Self::OnThread(tasks, ended))
    }

    /// Runs a worker on the threads that give it tasks.
    pub fn in_place(mut worker: W) -> Self {
        worker.begin();
        Self::InPlace(worker)
    }

    /// Gives the worker a task.
    pub fn give(&mut self, task: W::Task) {
        match self {
            // The thread ends only with the program.
            Self::OnThread(tasks, _) => drop(tasks.send(task)),
            Self::InPlace(worker) => {
                worker.take(task);
                while worker.work(&|| false) {}
            }
        }
    }

    /// Gives no more tasks, and waits until those that were given are done, unless that takes too long; says whether
    /// they are done.
    pub fn finish(self, patience: Duration) -> bool {
        match self {
            Self::OnThread(tasks, ended) => {
                drop(tasks);
                // Nothing is ever sent: the other end closes, or time is up.
                ended.recv_timeout(patience) == Err(crossbeam_channel::RecvTimeoutError::Disconnected)
            }
            Self::InPlace(mut worker) => {
                worker.end();
                true
            }
        }
    }
}
