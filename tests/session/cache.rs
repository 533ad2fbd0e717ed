//! The explorer with a cache file: it gives the terminal back where somebody cuts the file short under it. What a cache file saves is
//! measured by the last test.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that fails should say so at once, and a measurement is printed"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::generator::Generator;
use crate::pty::{LEFT, PROGRAM, Terminal, at_rest, memory, poll_until, poll_within, ticks};

/// A home with an invented library.
struct Home {
    folder: tempfile::TempDir,
    library: PathBuf,
}

impl Home {
    fn new(cases: usize) -> Self {
        let folder = crate::support::tempdir().unwrap();
        let library = folder.path().join("library");
        fs::create_dir(&library).unwrap();
        let generator = Generator::new(1);
        for number in 0..cases {
            fs::write(library.join(format!("{}.toml", Generator::id(number))), generator.case(number)).unwrap();
        }
        Self { folder, library }
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// Writes the cache file; files that have changed just now are waited for.
    fn index(&self, cases: usize) -> PathBuf {
        poll_until("the files have settled", || {
            let mut command = Command::new(PROGRAM);
            command.env_clear().env("HOME", self.folder.path()).arg("--cases").arg(&self.library).arg("index");
            let output = command.output().unwrap();
            String::from_utf8(output.stdout).unwrap().contains(&format!("{cases} cases in"))
        });
        let cache = self.folder.path().join(".cache/casebook");
        fs::read_dir(cache).unwrap().map(|file| file.unwrap().path()).find(|path| path.extension().is_some()).unwrap()
    }

    fn settings(&self, cache: &str) -> PathBuf {
        let settings = self.folder.path().join(format!("{cache}.toml"));
        fs::write(&settings, format!("[library]\ncache = \"{cache}\"\n[log]\nlevel = \"debug\"\n")).unwrap();
        settings
    }

    fn open(&self, cache: &str) -> Terminal {
        let (settings, log) = (self.settings(cache), self.folder.path().join("log"));
        let _ = fs::remove_file(&log);
        let arguments = [
            "--cases",
            self.library.to_str().unwrap(),
            "--config",
            settings.to_str().unwrap(),
            "--log",
            log.to_str().unwrap(),
            "--fresh",
        ];
        Terminal::open(self.folder.path(), &arguments, (120, 40))
    }
}

/// What the screen says of a search, once nothing moves any more.
fn found(terminal: &mut Terminal, query: &str) -> String {
    terminal.keys(&format!("/\u{15}{query}"));
    terminal.wait_until(query, |screen| screen.contains(query) && screen.contains("match"));
    terminal.keys("\r");
    let process = terminal.process();
    at_rest(Duration::from_millis(300), || ticks(&process));
    let screen = terminal.screen();
    terminal.keys("\u{1b}");
    screen
}

#[test]
fn a_file_that_is_cut_short_under_a_session_loses_neither_marks_nor_the_terminal() {
    const CASES: usize = 20;
    let home = Home::new(CASES);
    let file = home.index(CASES);
    let settings = home.settings("auto");
    let (library, settings) = (home.library.display(), settings.display());
    let command = format!("read line; exec {PROGRAM} --cases {library} --config {settings} --fresh");
    let mut terminal = Terminal::run(home.folder.path(), &["sh", "-c", &command], (120, 40), &[]);
    let before = terminal.modes();
    terminal.keys("\n");
    terminal.wait_until("all cases", |screen| screen.contains("20 cases") && !screen.contains("reading"));
    found(&mut terminal, "police");
    terminal.keys("\rm");
    let marks = home.folder.path().join(".local/state/casebook/marks.toml");
    poll_until("the mark is kept", || fs::read_to_string(&marks).is_ok_and(|marks| marks.contains("case-")));
    let kept = fs::read_to_string(&marks).unwrap();
    fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(0).unwrap();
    terminal.keys("/health visitor domestic");
    assert_eq!(terminal.wait(), 135, "{}", terminal.screen());
    terminal.wait_received("given back", |received| {
        received.bytes.windows(LEFT.len()).any(|bytes| bytes == LEFT.as_bytes())
    });
    assert_eq!(terminal.modes(), before);
    terminal.wait_for("was cut short");
    assert_eq!(fs::read_to_string(&marks).unwrap(), kept);
}

/// What a session shows after each of some keys, from all cases read to the end.
fn frames(home: &Home, cache: &str, count: &str) -> Vec<String> {
    let mut terminal = home.open(cache);
    let process = terminal.process();
    terminal.wait_until("all cases", |screen| screen.contains(count) && !screen.contains("reading"));
    let keys = [
        "/police\r",
        "j",
        "\r",
        "\u{1b}\u{1b}",
        "/polise nurse",
        "\r",
        "\u{1b}\u{1b}",
        "/case:case-00003\r",
        "\u{1b}\u{1b}",
        "/!school\r",
        "G",
    ];
    let frames = keys.map(|keys| {
        terminal.keys(keys);
        at_rest(Duration::from_millis(150), || ticks(&process));
        terminal.screen()
    });
    terminal.keys("\u{3}");
    frames.into()
}

#[test]
fn keys_show_the_same_with_and_without_a_cache_file_and_with_an_older_one() {
    const CASES: usize = 30;
    let home = Home::new(CASES);
    home.index(CASES);
    let compare = || {
        let with = frames(&home, "auto", "30 cases");
        let log = home.log();
        // A few files that differ cost neither the index nor another file.
        assert!(log.contains("the index is taken from a file") && !log.contains("a cache file is written"), "{log}");
        for (at, (with, without)) in with.iter().zip(frames(&home, "off", "30 cases")).enumerate() {
            assert_eq!(*with, without, "after {at} times keys");
        }
    };
    compare();
    // One says something else, one is gone, one is new.
    let path = |number: usize| home.library.join(format!("{}.toml", Generator::id(number)));
    let text = fs::read_to_string(path(2)).unwrap();
    fs::write(path(2), text.replace("The police", "The constables").replace("The school", "The college")).unwrap();
    fs::remove_file(path(3)).unwrap();
    fs::write(path(90), Generator::new(2).case(90)).unwrap();
    compare();
}

/// The time between the first line of the log and the last one that has this text.
fn logged(log: &str, text: &str) -> Option<Duration> {
    let time = |line: &str| line.split_whitespace().next()?.parse::<jiff::Timestamp>().ok();
    let first = time(log.lines().next()?)?;
    let last = time(log.lines().rfind(|line| line.contains(text))?)?;
    Duration::try_from(last.duration_since(first)).ok()
}

fn waits(terminal: &Terminal, holds: impl Fn(&str) -> bool) {
    poll_within(Duration::from_secs(600), "the screen", || holds(&terminal.screen()));
}

fn session(home: &Home, cache: &str, count: &str) -> (Terminal, [Duration; 2]) {
    let start = Instant::now();
    let terminal = home.open(cache);
    waits(&terminal, |screen| screen.contains("▸"));
    let rows = start.elapsed();
    waits(&terminal, |screen| screen.contains(count) && !screen.contains("reading"));
    (terminal, [rows, start.elapsed()])
}

/// `cargo test --release --test session cache -- --ignored --nocapture`
#[test]
#[ignore = "a measurement: prints figures and takes minutes"]
fn with_and_without() {
    for (cases, count) in [(2_000, "2,000 cases"), (20_000, "20,000 cases")] {
        let home = Home::new(cases);
        let start = Instant::now();
        for file in fs::read_dir(&home.library).unwrap() {
            fs::metadata(file.unwrap().path()).unwrap();
        }
        println!("{cases} cases: a stat of every file takes {:?}", start.elapsed());
        let start = Instant::now();
        home.index(cases);
        println!("  casebook index: {:?}, {} MB", start.elapsed(), home_size(&home));
        for cache in ["off", "auto", "auto"] {
            let (terminal, [rows, all]) = session(&home, cache, count);
            let process = terminal.process();
            let used = at_rest(Duration::from_secs(2), || ticks(&process));
            let searchable = logged(&home.log(), "the index is taken from a file");
            let (private, share) = memory(&process);
            println!(
                "  cache = {cache:4}: first rows {rows:?}, all rows {all:?}, searchable {searchable:?}, \
                 processor {} ms, private {private:.1} MB, share {share:.1} MB",
                used * 10
            );
        }
    }
    let home = Home::new(2_000);
    home.index(2_000);
    for cache in ["off", "auto"] {
        let start = Instant::now();
        let sessions: Vec<Terminal> = (0..30).map(|_| home.open(cache)).collect();
        for terminal in &sessions {
            waits(terminal, |screen| screen.contains("2,000 cases") && !screen.contains("reading"));
        }
        let all = start.elapsed();
        let processes: Vec<String> = sessions.iter().map(Terminal::process).collect();
        let used = at_rest(Duration::from_secs(3), || processes.iter().map(|process| ticks(process)).sum());
        let memories: Vec<(f64, f64)> = processes.iter().map(|process| memory(process)).collect();
        println!(
            "thirty at once, cache = {cache:4}: all rows of all {all:?}, processor {:.2} s, private {:.1} MB each at most, {:.0} MB in all",
            used as f64 / 100.0,
            memories.iter().map(|(private, _)| *private).fold(0.0, f64::max),
            memories.iter().map(|(_, share)| share).sum::<f64>(),
        );
    }
}

fn home_size(home: &Home) -> u64 {
    let size =
        |path: &Path| fs::read_dir(path).unwrap().map(|file| file.unwrap().metadata().unwrap().len()).sum::<u64>();
    size(&home.folder.path().join(".cache/casebook")) / 1024 / 1024
}
