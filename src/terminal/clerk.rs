//! The thread that makes pages and writes them to files: none of it delays a key.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use crossbeam_channel::Sender;

use crate::app::Msg;
use crate::app::msg::PageFrom;
use crate::app::overlay::ExportTo;
use crate::library::Request;
use crate::notebook::{self, StateFolder, TakeAwayError, write_new};
use crate::page::since::{Before, Now};
use crate::page::{self, Listing, Page, Wanted};
use crate::text::clean_line;
use crate::write::export;
use crate::write::text::{in_list, lay_out};

/// A page to be made.
pub struct Job {
    /// Which.
    pub wanted: Wanted,
    /// What it is made of.
    pub from: PageFrom,
    /// What becomes of it.
    pub then: Then,
}

impl Job {
    /// Puts it behind the others. What is only to be seen takes the place of what was to be seen before it.
    pub fn queue_in(self, queue: &mut VecDeque<Self>) {
        let is_seen = |job: &Self| matches!(job.then, Then::Show(..));
        if is_seen(&self) {
            queue.retain(|job| !is_seen(job));
        }
        queue.push_back(self);
    }
}

/// What becomes of a page.
pub enum Then {
    /// It is shown, under this number, in this many columns.
    Show(u64, u16),
    /// It is written to a file.
    Write(ExportTo),
}

enum Work {
    Make(Job),
    LayOut(u64, Arc<Page>, u16),
}

/// The job, unless it is done at once.
fn taken(work: Work, tell: &impl Fn(Msg)) -> Option<Job> {
    match work {
        Work::Make(job) => Some(job),
        Work::LayOut(number, report, cells) => {
            let sheet = Arc::new(lay_out(&report, usize::from(cells), None, &in_list));
            tell(Msg::Page { number, page: Ok((report, sheet)) });
            None
        }
    }
}

/// Hands work to the thread.
pub struct Clerk {
    jobs: Sender<Work>,
}

impl Clerk {
    /// Starts the thread, which makes pages of the library of `request` and tells `tell` what became of each. What the
    /// library said before is looked for in `state_folder` too.
    ///
    /// # Errors
    /// When no thread can be had.
    pub fn start(
        request: Request,
        state_folder: Option<PathBuf>,
        tell: impl Fn(Msg) + Send + 'static,
    ) -> io::Result<Self> {
        let (jobs, waiting) = crossbeam_channel::unbounded::<Work>();
        let work = move || {
            let state_folder = state_folder.map(StateFolder::new);
            let mut queue = VecDeque::new();
            loop {
                if queue.is_empty() {
                    match waiting.recv() {
                        Ok(work) => queue.extend(taken(work, &tell)),
                        Err(_) => return,
                    }
                }
                for job in waiting.try_iter().filter_map(|work| taken(work, &tell)).collect::<Vec<_>>() {
                    job.queue_in(&mut queue);
                }
                let Some(job) = queue.pop_front() else { continue };
                let listing = listing(&job.from);
                let made = match &job.wanted {
                    Wanted::Since(when) => since(when, state_folder.as_ref(), &request, &job.from, &listing),
                    wanted => page::make(wanted, &listing, &job.from.catalogue),
                };
                tell(deliver(job.then, made, &listing));
            }
        };
        thread::Builder::new().name("clerk".into()).spawn(work)?;
        Ok(Self { jobs })
    }

    /// Makes a page.
    pub fn make(&self, job: Job) {
        // The thread ends only with the program.
        let _ = self.jobs.send(Work::Make(job));
    }

    /// Lays a page out for another number of columns.
    pub fn lay_out(&self, number: u64, report: Arc<Page>, cells: u16) {
        let _ = self.jobs.send(Work::LayOut(number, report, cells));
    }
}

/// What has changed since a date, a moment or a revision.
fn since(
    when: &str,
    state_folder: Option<&StateFolder>,
    request: &Request,
    from: &PageFrom,
    listing: &Listing,
) -> Result<Page, String> {
    let library = notebook::Library { request, vocabulary: &from.vocabulary, catalogue: &from.catalogue };
    let then = notebook::then(when, state_folder, &library).map_err(|error| error.to_string())?;
    let (real, unread) = (from.catalogue.real_cases_by_key(), from.catalogue.unread_stems());
    let before =
        Before { snapshot: then.snapshot.as_ref(), day: then.day, label: &then.label, rests_on: &then.rests_on };
    let redactor = |id: &str, text: &str| from.catalogue.shown(from.catalogue.key_of(&id.into()), text);
    let hides_ids = from.catalogue.hides_ids();
    Ok(page::since::since(&before, &Now { listing, real: &real, unread: &unread, redactor: &redactor, hides_ids }))
}

/// The cases on a listing, as they are shown.
pub fn listing(from: &PageFrom) -> Listing {
    Listing::of(&from.catalogue, Arc::clone(&from.vocabulary), today())
}

/// The present day, by the system's clock and time zone.
pub fn today() -> crate::case::PartialDate {
    crate::case::PartialDate::from(jiff::Zoned::now().date())
}

/// Shows a page or writes it; what became of it is the answer.
pub fn deliver(then: Then, made: Result<Page, String>, listing: &Listing) -> Msg {
    match (then, made) {
        (Then::Show(number, cells), made) => {
            let laid_out = |report: Page| {
                let sheet = lay_out(&report, usize::from(cells), None, &in_list);
                (Arc::new(report), Arc::new(sheet))
            };
            Msg::Page { number, page: made.map(laid_out) }
        }
        (Then::Write(_), Err(why)) => Msg::Notice(why),
        (Then::Write(to), Ok(report)) => write(to, &report, listing),
    }
}

fn write(to: ExportTo, report: &Page, listing: &Listing) -> Msg {
    let path = expanded(&to.path);
    let text = export(report, listing, to.format);
    match write_new(&path, &text, to.replace) {
        Ok(()) => {
            let items = report.items().len();
            let count = match items {
                0 => String::new(),
                1 => " (1 entry)".to_owned(),
                many => format!(" ({many} entries)"),
            };
            Msg::Notice(format!("Written: {}{count}", clean_line(&path.to_string_lossy())))
        }
        Err(TakeAwayError::Exists(_)) => Msg::ExportExists(to),
        Err(error) => Msg::Notice(error.to_string()),
    }
}

/// "~" means what it means in a shell.
fn expanded(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), directories::BaseDirs::new()) {
        (Some(rest), Some(folders)) => folders.home_dir().join(rest),
        _ => PathBuf::from(path),
    }
}
