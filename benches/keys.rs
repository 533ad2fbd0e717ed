//! How long the answer to a key takes, for every key of every measured query: `cargo bench --bench keys`. Prints, for each
//! query, the median, the 95th percentile and the worst of its keys, and the index's cost; behind them the median and the 95th
//! percentile with the index of a cache file, each key asked of both in turn. What is measured is the
//! processor time of the one thread that answers: on a machine that is shared, the clock on the wall tells of the others.
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod support;

use std::time::Duration;

use casebook::search::{Answer, Ask, Engine, Lens, Query};

/// How often each query is typed.
const ROUNDS: usize = 15;

fn main() {
    // Under `cargo test` a benchmark only shows that it runs.
    let sizes: Vec<usize> =
        match std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect::<Vec<_>>() {
            sizes if !sizes.is_empty() => sizes,
            _ if std::env::args().any(|argument| argument == "--bench") => vec![2_000, 20_000],
            _ => vec![20],
        };
    // Queries may be named: `cargo bench --bench keys -- 2000 "gp bruise"`.
    let named: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-') && argument.parse::<usize>().is_err())
        .collect();
    let queries: Vec<&str> =
        if named.is_empty() { support::QUERIES.to_vec() } else { named.iter().map(String::as_str).collect() };
    for size in sizes {
        measure(size, &queries);
    }
}

fn measure(size: usize, queries: &[&str]) {
    let cases = support::cases(size);
    let start = processor_time();
    let mut engine = support::engine(&cases);
    let indexing = processor_time() - start;
    let items: usize = cases.iter().map(|case| case.finding_count() + case.recommendation_count()).sum();
    println!(
        "{size} cases, {items} findings and recommendations, {} entries: indexed in {} ms, {:.1} MB",
        engine.index().live_docs(),
        indexing.as_millis(),
        engine.index().size() as f64 / 1e6
    );
    let mut cached = support::cached_engine(size);
    if cached.is_none() {
        println!("without a cache file: so few cases are read too soon for one");
    }
    println!(
        "{:45} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "typed", "median ms", "95 % ms", "worst ms", "found", "cached ms", "95 % ms"
    );
    let (mut all, mut all_cached): (Vec<Duration>, Vec<Duration>) = (Vec::new(), Vec::new());
    for query in queries {
        let (mut times, mut times_cached): (Vec<Duration>, Vec<Duration>) = (Vec::new(), Vec::new());
        let mut worst = (Duration::ZERO, String::new());
        let mut found = None;
        for _ in 0..ROUNDS {
            for key in support::keys(query) {
                let took;
                (took, found) = answer(&mut engine, &key);
                times.push(took);
                if let Some(cached) = &mut cached {
                    let (took, same) = answer(cached, &key);
                    times_cached.push(took);
                    assert_eq!(same, found, "{key}: another answer from the cache file");
                }
                if took > worst.0 {
                    worst = (took, key);
                }
            }
            // The next round starts as a new search does.
            forget(&mut engine);
            cached.iter_mut().for_each(forget);
        }
        all.extend(&times);
        all_cached.extend(&times_cached);
        let row = [percentile(&mut times, 50), percentile(&mut times, 95), ms(worst.0)];
        let [median, most, worst_ms] = row.map(|ms| format!("{ms:9.2}"));
        let row = [percentile(&mut times_cached, 50), percentile(&mut times_cached, 95)];
        let [median_cached, most_cached] = row.map(|ms| format!("{ms:9.2}"));
        let found = found.unwrap_or(0);
        println!(
            "{query:45} {median} {most} {worst_ms} {found:9} {median_cached} {most_cached}   worst at {:?}",
            worst.1
        );
    }
    let row = [&mut all, &mut all_cached].map(|all| (percentile(all, 50), percentile(all, 95)));
    let [(median, most), (median_cached, most_cached)] = row;
    println!("{:45} {median:9.2} {most:9.2} {:19} {median_cached:9.2} {most_cached:9.2}", "all keys", "");
}

/// How long an answer takes, and how many entries it has.
fn answer(engine: &mut Engine, key: &str) -> (Duration, Option<usize>) {
    let ask = Ask { query: Query::parse(key), lens: Lens::Cases, facets: false, all_words: false };
    let start = processor_time();
    let answer = engine.search(&ask, &|| false);
    let took = processor_time() - start;
    let found = match answer {
        Some(Answer::Hits(hits)) => Some(hits.own_count()),
        _ => None,
    };
    (took, found)
}

fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

fn forget(engine: &mut Engine) {
    let nothing = Ask { query: Query::parse("zzzzzz"), lens: Lens::Cases, facets: false, all_words: false };
    for _ in 0..2 {
        engine.search(&nothing, &|| false);
    }
}

fn percentile(times: &mut [Duration], percent: usize) -> f64 {
    times.sort_unstable();
    times.get((times.len().saturating_sub(1)) * percent / 100).copied().map_or(0.0, ms)
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
