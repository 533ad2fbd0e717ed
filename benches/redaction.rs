//! What hiding names costs: `cargo bench --bench redactor`, or with another number of cases `cargo bench --bench redactor -- 20000`.
//! Prints the processor time of switching the redactor on, of the titles of a first screen, of a screen of whole cases, of
//! switching off and on again, and of one more case that comes in while names are hidden.
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod support;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use casebook::case::Case;
use casebook::library::{Catalogue, Content, Entry, EntryKey, Origin};
use casebook::redact::RedactionRules;

/// Rows of a screen.
const SCREEN: usize = 25;

fn main() {
    // Under `cargo test` a benchmark only shows that it runs.
    let sizes: Vec<usize> =
        match std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect::<Vec<_>>() {
            sizes if !sizes.is_empty() => sizes,
            _ if std::env::args().any(|argument| argument == "--bench") => vec![2_000],
            _ => vec![30],
        };
    for size in sizes {
        measure(size);
    }
}

fn measure(size: usize) {
    let mut cases = support::cases(size + 1);
    let last = cases.pop();
    let mut catalogue = Catalogue::default();
    cases.iter().for_each(|case| drop(catalogue.add(entry(case))));
    let keys: Vec<EntryKey> = catalogue.iter().map(|(key, _)| key).collect();
    let rules = Arc::new(RedactionRules::default());
    println!("{size} cases");
    // What the first text of a session waits for: the patterns of dates and ages, and the lists of words.
    timed("getting ready", || casebook::redact::Redactor::new(&rules, []).text(None, "Aged 4 on 1 May 2009.").len());
    timed("switching on", || {
        catalogue.set_redactor(Some(Arc::clone(&rules)));
        catalogue.redactor().map_or(0, casebook::redact::Redactor::known)
    });
    let screen = || keys.iter().take(SCREEN);
    timed("a first screen of titles", || screen().filter_map(|key| catalogue.title(*key)).count());
    timed("the same screen again", || screen().filter_map(|key| catalogue.title(*key)).count());
    timed("a screen of whole cases", || screen().filter_map(|key| catalogue.case(*key)).count());
    timed("off and on again", || {
        catalogue.set_redactor(None);
        catalogue.set_redactor(Some(Arc::clone(&rules)));
        screen().filter_map(|key| catalogue.title(*key)).count()
    });
    timed("one more case, and its screen", || {
        last.iter().for_each(|last| drop(catalogue.add(entry(last))));
        screen().filter_map(|key| catalogue.title(*key)).count()
    });
}

fn entry(case: &Arc<Case>) -> Entry {
    Entry {
        sequence: 0,
        origin: Origin::File(PathBuf::from(format!("{}.toml", case.id.as_str()))),
        content: Content::Case(Arc::clone(case)),
        examined: None,
        stamp: None,
    }
}

fn timed(name: &str, work: impl FnOnce() -> usize) {
    let start = processor_time();
    let done = work();
    let took = processor_time() - start;
    println!("{name:32} {:9.2} ms  ({done})", took.as_secs_f64() * 1000.0);
}

fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}
