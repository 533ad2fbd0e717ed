//! Makes pages and writes them to files.

use std::cell::LazyCell;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::audit::{Act, ids_of};
use super::setup::{Setup, Tell};
use super::worker::Worker;
use crate::app::Msg;
use crate::app::msg::{ExportTo, PageFrom};
use crate::library::Catalogue;
use crate::notebook::{Over, StateFolder, TakeAwayError};
use crate::page::{self, EngineAccess, Listing, Material, NoPage, Page, PageRequest, PageResult};
use crate::text::clean_line;
use crate::write::export;
use crate::write::text::{Sheet, lay_out, numbered};

/// A page to be made.
pub struct Job {
    /// The page that is asked for.
    pub request: PageRequest,
    /// The library that it is made of.
    pub from: PageFrom,
    /// The use of the page.
    pub then: PageUse,
    /// True once what is known of it at first has been shown.
    pub is_begun: bool,
}

impl Job {
    /// Puts it behind the others. What is only to be seen takes the place of what was to be seen before it.
    pub fn queue_in(self, queue: &mut VecDeque<Self>) {
        let is_seen = |job: &Self| matches!(job.then, PageUse::Show(..));
        if is_seen(&self) {
            queue.retain(|job| !is_seen(job));
        }
        queue.push_back(self);
    }
}

/// The use of a page.
pub enum PageUse {
    /// It is shown, under this number, in this many columns.
    Show(u64, u16),
    /// It is written to a file.
    Write(ExportTo),
}

/// Something for the page maker to do.
#[allow(clippy::large_enum_variant, reason = "tasks are few, and moved once")]
pub enum PageTask {
    /// Make a page.
    Make(Job),
    /// Lay a page out for another number of columns, under this number.
    LayOut(u64, Arc<Page>, u16),
}

/// Makes pages of the library, one after the other.
pub struct PageMaker {
    queue: VecDeque<Job>,
    setup: Setup,
    tell: Tell,
}

impl PageMaker {
    /// Waits for tasks. What the library said before is looked for in the state folder too.
    pub fn new(setup: Setup, tell: &Tell) -> Self {
        Self { queue: VecDeque::new(), setup, tell: Arc::clone(tell) }
    }
}

impl Worker for PageMaker {
    type Task = PageTask;

    fn take(&mut self, task: PageTask) {
        match task {
            PageTask::Make(job) => job.queue_in(&mut self.queue),
            PageTask::LayOut(number, report, cells) => {
                let sheet = Arc::new(lay_out(&report, usize::from(cells), None, &numbered(&report)));
                (self.tell)(Msg::Page { number, page: Ok((report, sheet)) });
            }
        }
    }

    fn work(&mut self, _interrupted: &dyn Fn() -> bool) -> bool {
        if let Some(job) = self.queue.pop_front() {
            // Without an index that is asked for, nothing interrupts it.
            let _ = make(job, None, &self.setup, &self.tell);
        }
        !self.queue.is_empty()
    }
}

/// Makes a page, and shows or writes it. A job that was interrupted comes back.
pub fn make(mut job: Job, index: Option<EngineAccess<'_>>, setup: &Setup, tell: &Tell) -> Option<Job> {
    let start = Instant::now();
    let (catalogue, vocabulary) = (&job.from.catalogue, &job.from.vocabulary);
    // The listing is made once the index has answered, and not again after each interruption.
    let listing = LazyCell::new(|| Listing::of(catalogue, Arc::clone(vocabulary), (setup.clock)().date().into()));
    let state_folder = setup.state_folder.clone().map(StateFolder::new);
    let state_folder = state_folder.as_ref();
    let request = &setup.request;
    let mut material = Material { listing: &listing, catalogue, request, state_folder, index, unread: Vec::new() };
    if let (PageUse::Show(number, cells), Some(first), false) = (&job.then, job.request.row.first, job.is_begun) {
        let page = laid_out(page::with_unread(first(&listing), &listing), *cells);
        tell(Msg::PageBegun { number: *number, page });
    }
    let made = page::make(&job.request, &mut material);
    if matches!(made, Err(NoPage::Interrupted)) {
        job.is_begun = true;
        return Some(job);
    }
    tracing::debug!(microseconds = start.elapsed().as_micros(), made = made.is_ok(), "page");
    tell(deliver(&job.then, made, &listing, catalogue, setup));
    None
}

/// Shows a page or writes it; what became of it is the answer.
fn deliver(then: &PageUse, made: PageResult, listing: &Listing, catalogue: &Catalogue, setup: &Setup) -> Msg {
    let made = made.map(|page| page::with_unread(page, listing)).map_err(|why| why.to_string());
    match (then, made) {
        (PageUse::Show(number, cells), made) => {
            Msg::Page { number: *number, page: made.map(|page| laid_out(page, *cells)) }
        }
        (PageUse::Write(_), Err(why)) => Msg::Notice(why),
        (PageUse::Write(to), Ok(page)) => write(to.clone(), &page, listing, catalogue, setup),
    }
}

fn laid_out(page: Page, cells: u16) -> (Arc<Page>, Arc<Sheet>) {
    let sheet = lay_out(&page, usize::from(cells), None, &numbered(&page));
    (Arc::new(page), Arc::new(sheet))
}

fn write(to: ExportTo, report: &Page, listing: &Listing, catalogue: &Catalogue, setup: &Setup) -> Msg {
    let path = expanded(&to.path);
    let bytes = export(report, listing, to.format);
    let of = format!(" page={} format={}", to.request.row.name, to.format.code);
    let told = match setup.audit.record(Act::Export, &of, &ids_of(&to.request, report, catalogue)) {
        Ok(told) => told.map(|told| format!(". {told}")).unwrap_or_default(),
        Err(refused) => return Msg::Notice(refused),
    };
    match (setup.write)(&path, &bytes, if to.replace { Over::Another } else { Over::Nothing }) {
        Ok(()) => {
            tracing::info!(bytes = bytes.len(), "an export is written");
            let items = report.items().len();
            let count = match items {
                0 => String::new(),
                1 => " (1 entry)".to_owned(),
                many => format!(" ({many} entries)"),
            };
            let whole = std::path::absolute(&path).unwrap_or(path);
            let host = setup.host.as_ref().map(|host| format!(" on {}", clean_line(host))).unwrap_or_default();
            let told = format!("Written{count}: {}{host}{told}", clean_line(&whole.to_string_lossy()));
            Msg::Exported { to, told }
        }
        Err(TakeAwayError::Exists(_)) => Msg::ExportExists(to),
        Err(error) => {
            tracing::error!("an export is not written");
            Msg::ExportFailed(to, error.to_string())
        }
    }
}

/// "~" means what it means in a shell.
fn expanded(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), directories::BaseDirs::new()) {
        (Some(rest), Some(folders)) => folders.home_dir().join(rest),
        _ => PathBuf::from(path),
    }
}
