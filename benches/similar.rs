//! How long it takes to find what other cases say like one finding or recommendation: `cargo bench --bench similar`, or with
//! another number of cases `cargo bench --bench similar -- 20000`. Prints the median, the 95th percentile and the worst over
//! items from all over a generated library, and beside it what plain searches take in the same run; with `groups` among the
//! arguments also what it takes to group all items. What is measured is the processor time of the one thread that answers.
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod support;

use std::time::Duration;

use casebook::case::ItemRef;
use casebook::library::EntryKey;
use casebook::search::{Ask, Engine, Lens, Query};

/// How many items are asked about.
const ITEMS: usize = 400;

fn main() {
    // Under `cargo test` a benchmark only shows that it runs.
    let sizes: Vec<usize> =
        match std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect::<Vec<_>>() {
            sizes if !sizes.is_empty() => sizes,
            _ if std::env::args().any(|argument| argument == "--bench") => vec![2_000],
            _ => vec![20],
        };
    for size in sizes {
        measure(size);
    }
}

fn measure(size: usize) {
    let cases = support::cases(size);
    let start = processor_time();
    let mut engine = support::engine(&cases);
    let indexing = processor_time() - start;
    // The explorer does this when nobody waits for anything.
    let start = processor_time();
    engine.prepare(&|| false);
    let counting = processor_time() - start;
    let items: Vec<(EntryKey, ItemRef)> = (0..)
        .map(EntryKey)
        .zip(&cases)
        .flat_map(|(key, case)| case.items().into_iter().map(move |item| (key, item)))
        .filter(|(_, item)| matches!(item, ItemRef::Finding(..) | ItemRef::Recommendation(..)))
        .collect();
    println!("words and themes of what reviews say counted in {} ms", counting.as_millis());
    println!(
        "{size} cases, {} findings and recommendations, indexed in {} ms, {:.1} MB",
        items.len(),
        indexing.as_millis(),
        engine.index().size() as f64 / 1e6
    );
    println!("{:28} {:>9} {:>9} {:>9}", "", "median ms", "95 % ms", "worst ms");
    let mut found = 0;
    let step = (items.len() / ITEMS).max(1);
    let mut similar: Vec<Duration> = items
        .iter()
        .step_by(step)
        .map(|(key, item)| {
            let start = processor_time();
            let answer = engine.similar(*key, *item, &|| false);
            let took = processor_time() - start;
            found += answer.map_or(0, |answer| answer.hits.len());
            took
        })
        .collect();
    let mut searches: Vec<Duration> = Vec::new();
    for _ in 0..similar.len() / support::QUERIES.len() + 1 {
        for query in support::QUERIES {
            let ask = Ask { query: Query::parse(query), lens: Lens::Everything, facets: false, all_words: false };
            let start = processor_time();
            let answer = engine.search(&ask, &|| false);
            searches.push(processor_time() - start);
            drop(answer);
            forget(&mut engine);
        }
    }
    if std::env::args().any(|argument| argument == "groups") {
        let start = processor_time();
        let groups = engine.groups(&|| false).map_or(0, |groups| groups.len());
        println!("{groups} groups in {:.1} s", (processor_time() - start).as_secs_f64());
    }
    let count = similar.len();
    let median = row(&format!("similar, {count} items"), &mut similar);
    let plain = row(&format!("plain search, {} times", searches.len()), &mut searches);
    println!(
        "similar takes {:.2} times as long as a plain search; {} found an item",
        median / plain,
        found / count.max(1)
    );
}

/// Prints a row; its median.
fn row(name: &str, times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    let at = |percent: usize| {
        let time = times.get((times.len().saturating_sub(1)) * percent / 100).copied().unwrap_or_default();
        time.as_secs_f64() * 1000.0
    };
    println!("{name:28} {:9.2} {:9.2} {:9.2}", at(50), at(95), at(100));
    at(50)
}

fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// The next search starts as a new one does.
fn forget(engine: &mut Engine) {
    let nothing = Ask { query: Query::parse("zzzzzz"), lens: Lens::Cases, facets: false, all_words: false };
    for _ in 0..2 {
        engine.search(&nothing, &|| false);
    }
}
