//! The thread that keeps what the user keeps: a home on a network may be slow, and no key waits for it.

use std::io;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender};

use crate::app::Msg;
use crate::desk::Desk;

/// How long the end of the program waits for what is still to be written.
const PATIENCE: Duration = Duration::from_secs(1);

/// Hands work to the thread.
pub struct DeskKeeper {
    searches: Option<Sender<String>>,
    /// Closes when the thread is done.
    done: Option<Receiver<()>>,
}

impl DeskKeeper {
    /// Starts the thread, which tells `tell` the searches of before, and once if nothing can be kept. Without a folder
    /// there is nothing to keep things in.
    ///
    /// # Errors
    /// When no thread can be had.
    pub fn start(folder: Option<PathBuf>, tell: impl Fn(Msg) + Send + 'static) -> io::Result<Self> {
        let Some(desk) = folder.map(Desk::new) else { return Ok(Self { searches: None, done: None }) };
        let (searches, waiting) = crossbeam_channel::unbounded::<String>();
        let (working, done) = crossbeam_channel::bounded::<()>(0);
        let keep = move || {
            let _working = working;
            let before = desk.searches();
            if !before.is_empty() {
                tell(Msg::History(before));
            }
            let mut told = false;
            for search in waiting {
                if let Err(error) = desk.keep_search(&search)
                    && !std::mem::replace(&mut told, true)
                {
                    tell(Msg::Notice(format!("Searches are not kept: {error}")));
                }
            }
        };
        thread::Builder::new().name("desk".into()).spawn(keep)?;
        Ok(Self { searches: Some(searches), done: Some(done) })
    }

    /// Keeps a search for later sessions.
    pub fn remember(&self, text: String) {
        if let Some(searches) = &self.searches {
            let _ = searches.send(text);
        }
    }
}

impl Drop for DeskKeeper {
    /// What was to be kept is kept, unless that takes too long.
    fn drop(&mut self) {
        self.searches = None;
        if let Some(done) = self.done.take() {
            // Nothing is ever sent: the other end closes, or time is up.
            let _ = done.recv_timeout(PATIENCE);
        }
    }
}
