//! Hostile and broken files: none hangs the program, ends it, or costs more than its size; each is a row with its reason,
//! and its neighbours are read.
//!
//! The program is given [`DEADLINE`] and, where the system tells how much memory it has used, [`MEMORY`]. What a test cannot
//! try on this machine (rights that root does not feel, a device that may not be made) it says on standard error.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::type_complexity,
    reason = "a test that fails should say so at once"
)]
#![cfg(unix)]

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Read, Seek};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use casebook::library::{Entry, Limits, Place};

const PROGRAM: &str = env!("CARGO_BIN_EXE_casebook");
/// A good file, the neighbour of every bad one.
const BIRCH: &str = include_str!("../fixtures/library/sub/birch.toml");
/// A good file that uses nearly every key.
const ALDER: &str = include_str!("../fixtures/library/alder.toml");
/// Generous for a build without optimisation; in all but the largest tests nothing comes near it.
const DEADLINE: Duration = Duration::from_secs(20);
/// The most memory, in MB, that the program may have used at once: a third of the largest file here that may not be read.
const MEMORY: u64 = 320;
/// What a run of the program may cost: how long, and how many MB.
type Cost = (Duration, u64);
/// For all but the next.
const COST: Cost = (DEADLINE, MEMORY);
/// For a file as large as a file may be that is all signs: what is parsed is larger than its text.
const COST_AT_THE_LIMIT: Cost = (Duration::from_secs(60), 1024);

/// What a run of the program gave.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

/// A row of `check --json`.
struct Row {
    file: String,
    message: String,
    help: String,
}

/// Tests that are timed do not run beside each other.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    // A test that failed while it was alone says so itself.
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs the program; ends it, and says so, when it takes too long or too much.
fn run(arguments: &[&str]) -> Result<Ran, String> {
    run_within(arguments, COST, None)
}

/// Like [`run`], at another cost, and as another user where one is given.
fn run_within(arguments: &[&str], (deadline, memory): Cost, user: Option<u32>) -> Result<Ran, String> {
    let home = crate::support::tempdir().unwrap();
    // Files, not pipes: a pipe that nobody empties would stop the program.
    let (mut out, mut err) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    let mut command = Command::new(PROGRAM);
    command.env_clear().env("HOME", home.path()).args(arguments).stdin(Stdio::null());
    command.stdout(out.try_clone().unwrap()).stderr(err.try_clone().unwrap());
    if let Some(user) = user {
        command.uid(user).gid(user);
    }
    let mut child = command.spawn().map_err(|error| format!("cannot be started: {error}"))?;
    let start = Instant::now();
    let status = loop {
        let used = peak_megabytes(child.id());
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > deadline || used > memory {
            child.kill().unwrap();
            child.wait().unwrap();
            let took = start.elapsed().as_secs_f32();
            return Err(format!("was ended after {took:.1} s and {used} MB"));
        }
        thread::park_timeout(Duration::from_millis(1));
    };
    let text = |file: &mut File| {
        file.rewind().unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        String::from_utf8(bytes).map_err(|error| format!("wrote what is not UTF-8: {error}"))
    };
    Ok(Ran { code: status.code(), out: text(&mut out)?, err: text(&mut err)? })
}

/// The most memory that a process has used so far; 0 where the system does not tell.
fn peak_megabytes(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    peak.and_then(|peak| peak.trim().parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// What `check --json` says of a folder or file, row by row.
fn rows(ran: &Ran) -> Vec<Row> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    ran.out
        .lines()
        .map(|line| {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(row["line"].as_u64() >= Some(1) && row["column"].as_u64() >= Some(1), "{line}");
            Row { file: text(&row["file"]), message: text(&row["message"]), help: text(&row["help"]) }
        })
        .collect()
}

/// Loads a folder as the explorer does, or says that it took too long.
fn load(folder: &Path) -> Result<Vec<Entry>, String> {
    let places = vec![Place::Folder(folder.to_owned())];
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(crate::support::library::load(places)));
    receiver.recv_timeout(DEADLINE).map_err(|_| "loading did not end".to_owned())
}

/// A good case whose file is called `stem`.
fn good(stem: &str) -> String {
    let text = BIRCH.replacen("id = \"birch\"", &format!("id = \"{stem}\""), 1);
    assert!(text.contains(&format!("id = \"{stem}\"")), "the fixture has changed");
    text
}

/// A folder with one good case; what lies beside the library is not in it.
fn library() -> (tempfile::TempDir, std::path::PathBuf) {
    let outside = crate::support::tempdir().unwrap();
    let library = outside.path().join("library");
    fs::create_dir(&library).unwrap();
    fs::write(library.join("birch.toml"), BIRCH).unwrap();
    fs::write(outside.path().join("secret.toml"), "the secret of another folder").unwrap();
    (outside, library)
}

fn make_fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success(), "mkfifo made no FIFO");
    assert!(fs::metadata(path).unwrap().file_type().is_fifo());
}

/// Writes `path`, larger than may be read, without taking up the disk.
fn make_sparse(path: &Path) {
    let file = File::create(path).unwrap();
    file.set_len(1024 * 1024 * 1024).unwrap();
    assert_eq!(fs::metadata(path).unwrap().len(), 1024 * 1024 * 1024);
}

/// A line as long as a file may be, less one byte.
fn longest_line(start: &str) -> String {
    let length = usize::try_from(Limits::FILE_SIZE).unwrap() - 1;
    start.to_owned() + &"y".repeat(length - start.len())
}

/// What a bad thing is called, how it is made, in which file it is told, a part of the reason, a part of the help.
type Hostile = (&'static str, fn(&Path), &'static str, &'static str, &'static str);

const NOT_PLAIN: &str = "not a plain file, although its name ends in .toml";
const LEADS_OUT: &str = "a link that leads out of the library";
const TOO_DEEP: &str = "recurs";

/// Each is made in a library of its own, and is one row.
const HOSTILE: &[Hostile] = &[
    ("a FIFO", |library| make_fifo(&library.join("x.toml")), "x.toml", NOT_PLAIN, "rename it"),
    (
        "a socket",
        |library| {
            // The file of a socket stays when its listener is gone.
            UnixListener::bind(library.join("x.toml")).unwrap();
            assert!(fs::metadata(library.join("x.toml")).unwrap().file_type().is_socket());
        },
        "x.toml",
        NOT_PLAIN,
        "rename it",
    ),
    (
        "a folder",
        |library| fs::create_dir(library.join("x.toml")).unwrap(),
        "x.toml",
        "a folder, although its name ends in .toml",
        "rename it",
    ),
    (
        "a link to a device without an end",
        |library| symlink("/dev/zero", library.join("x.toml")).unwrap(),
        "x.toml",
        LEADS_OUT,
        "copy what it leads to",
    ),
    (
        "a link to a device that is always full",
        |library| symlink("/dev/full", library.join("x.toml")).unwrap(),
        "x.toml",
        LEADS_OUT,
        "copy what it leads to",
    ),
    (
        "a link out of the library",
        |library| symlink("../secret.toml", library.join("x.toml")).unwrap(),
        "x.toml",
        LEADS_OUT,
        "copy what it leads to",
    ),
    (
        "a folder that is a link out of the library",
        |library| symlink("/dev", library.join("x")).unwrap(),
        "x",
        LEADS_OUT,
        "copy what it leads to",
    ),
    (
        "a link to itself",
        |library| symlink("x.toml", library.join("x.toml")).unwrap(),
        "x.toml",
        "symbolic link",
        "check the path",
    ),
    (
        "a link to the folder that it is in",
        |library| symlink(".", library.join("up")).unwrap(),
        "up",
        "a link that leads back to a folder above it",
        "remove the link",
    ),
    (
        "a link from a folder to the library",
        |library| {
            fs::create_dir(library.join("below")).unwrap();
            symlink("..", library.join("below/up")).unwrap();
        },
        "below/up",
        "a link that leads back to a folder above it",
        "remove the link",
    ),
    (
        "a link to the folder above the library",
        |library| symlink("..", library.join("up")).unwrap(),
        "up",
        LEADS_OUT,
        "copy what it leads to",
    ),
    (
        "a link that points nowhere",
        |library| symlink("nowhere.toml", library.join("x.toml")).unwrap(),
        "x.toml",
        "No such file or directory",
        "",
    ),
    (
        "1 GB of nothing",
        |library| make_sparse(&library.join("x.toml")),
        "x.toml",
        "1024 MB is too large for a case file: at most 8 MB",
        "split the case",
    ),
    (
        "a line of 64 MB",
        |library| fs::write(library.join("x.toml"), vec![b'y'; 64 * 1024 * 1024]).unwrap(),
        "x.toml",
        "64 MB is too large for a case file: at most 8 MB",
        "split the case",
    ),
    (
        "a line as long as a file may be",
        |library| fs::write(library.join("x.toml"), longest_line("")).unwrap(),
        "x.toml",
        "not TOML: key with no value",
        "",
    ),
    (
        "100,000 brackets, closed",
        |library| fs::write(library.join("x.toml"), nested("[", "1", "]")).unwrap(),
        "x.toml",
        TOO_DEEP,
        "",
    ),
    (
        "100,000 tables in each other",
        |library| fs::write(library.join("x.toml"), nested("{a=", "1", "}")).unwrap(),
        "x.toml",
        TOO_DEEP,
        "",
    ),
    (
        "a key of 100,000 parts",
        |library| fs::write(library.join("x.toml"), format!("a{} = 1\n", ".a".repeat(100_000))).unwrap(),
        "x.toml",
        TOO_DEEP,
        "",
    ),
    (
        "a heading of 100,000 parts",
        |library| fs::write(library.join("x.toml"), format!("[a{}]\n", ".a".repeat(100_000))).unwrap(),
        "x.toml",
        TOO_DEEP,
        "",
    ),
    (
        "UTF-16 with a byte-order mark",
        |library| {
            let text = format!("\u{feff}{}", good("x"));
            fs::write(library.join("x.toml"), text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>())
                .unwrap();
        },
        "x.toml",
        "not UTF-8 from here on",
        "UTF-16",
    ),
    (
        "a byte that is not UTF-8",
        |library| fs::write(library.join("x.toml"), [good("x").as_bytes(), b"# \xc3\x28\n"].concat()).unwrap(),
        "x.toml",
        "not UTF-8 from here on",
        "save the file as UTF-8",
    ),
    (
        "a FIFO in the place of the vocabulary",
        |library| make_fifo(&library.join("vocabulary.toml")),
        "vocabulary.toml",
        NOT_PLAIN,
        "rename it",
    ),
];

fn nested(open: &str, inside: &str, close: &str) -> String {
    format!("x = {}{inside}{}\n", open.repeat(100_000), close.repeat(100_000))
}

/// What is wrong with how a bad thing is told, or nothing.
fn told_as_expected(library: &Path, file: &str, reason: &str, help: &str) -> Result<(), String> {
    let path = library.to_str().unwrap();
    let file = library.join(file);
    for arguments in [&["check", path][..], &["check", "--json", path], &["list", "--cases", path]] {
        let ran = run(arguments).map_err(|error| format!("{}: {error}", arguments[0]))?;
        let code = if arguments[0] == "check" { 1 } else { 2 };
        if ran.code != Some(code) {
            return Err(format!("{arguments:?} ended with {:?}: {}", ran.code, ran.err));
        }
        let all = ran.out.clone() + &ran.err;
        if all.contains("the secret of another folder") {
            return Err(format!("{arguments:?} shows a file of another folder"));
        }
        match arguments {
            ["check", "--json", _] => match rows(&ran).as_slice() {
                [row] if Path::new(&row.file) == file && row.message.contains(reason) && row.help.contains(help) => {}
                _ => return Err(format!("is told otherwise: {}", ran.out.get(..600).unwrap_or(&ran.out))),
            },
            ["list", ..] if !ran.out.starts_with("birch\t") => return Err("hides its neighbour from list".to_owned()),
            _ if !all.contains(reason) => return Err(format!("{arguments:?} does not say why")),
            _ => {}
        }
    }
    let entries = load(library)?;
    let (cases, unreadable): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|entry| entry.case().is_some());
    let neighbour = cases.iter().any(|entry| entry.origin.stem() == "birch");
    match unreadable.as_slice() {
        [entry] if neighbour && entry.problems().iter().any(|problem| problem.message.contains(reason)) => Ok(()),
        _ => Err(format!("is loaded otherwise: {} cases, {} unreadable", cases.len(), unreadable.len())),
    }
}

/// All that went wrong, rather than the first.
fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn each_is_a_row_with_its_reason_and_the_neighbour_is_read() {
    let _alone = alone();
    let mut wrong = Vec::new();
    for (what, make, file, reason, help) in HOSTILE {
        let (_outside, library) = library();
        make(&library);
        if let Err(error) = told_as_expected(&library, file, reason, help) {
            wrong.push(format!("{what}: {error}"));
        }
    }
    assert_none(&wrong);
}

#[test]
fn what_is_named_on_the_command_line_is_no_more_trusted() {
    let _alone = alone();
    let (outside, _) = library();
    let made = |name: &str| outside.path().join(name).to_str().unwrap().to_owned();
    make_fifo(Path::new(&made("fifo.toml")));
    make_sparse(Path::new(&made("sparse.toml")));
    let _socket = UnixListener::bind(made("socket.toml")).unwrap();
    let rows_expected = [
        (made("fifo.toml"), "not a plain file"),
        (made("socket.toml"), "not a plain file"),
        (made("sparse.toml"), "too large"),
        ("/dev/zero".to_owned(), "not a plain file"),
        ("/dev/full".to_owned(), "not a plain file"),
    ];
    let mut wrong = Vec::new();
    for (path, reason) in rows_expected {
        for arguments in [&["check", "--json", &path][..], &["check", &path]] {
            match run(arguments) {
                Ok(ran) if ran.code == Some(1) && ran.out.contains(reason) => {}
                Ok(ran) => wrong.push(format!("{arguments:?} ended with {:?}: {}{}", ran.code, ran.out, ran.err)),
                Err(error) => wrong.push(format!("{arguments:?} {error}")),
            }
        }
    }
    assert_none(&wrong);
}

/// A device in the library itself, where this machine lets one be made.
#[test]
fn a_device_is_never_opened() {
    let _alone = alone();
    let (_outside, library) = library();
    let made = Command::new("mknod").arg(library.join("x.toml")).args(["c", "1", "5"]).stderr(Stdio::null()).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("left out: only root may make a device, and not on every machine");
        return;
    }
    told_as_expected(&library, "x.toml", NOT_PLAIN, "rename it").unwrap();
}

/// Root reads everything, so root has the program run as somebody else, and leaves out the library API.
#[test]
fn what_may_not_be_read_is_told() {
    /// Nobody, on most systems.
    const NOBODY: u32 = 65534;
    let (outside, library) = library();
    fs::write(library.join("x.toml"), good("x")).unwrap();
    fs::create_dir(library.join("closed")).unwrap();
    fs::write(library.join("closed/y.toml"), good("y")).unwrap();
    let rights = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    rights(outside.path(), 0o755);
    rights(&library, 0o755);
    rights(&library.join("birch.toml"), 0o644);
    rights(&library.join("x.toml"), 0o000);
    rights(&library.join("closed"), 0o000);
    let is_root = fs::read(library.join("x.toml")).is_ok();
    let arguments = ["check", "--json", library.to_str().unwrap()];
    match run_within(&arguments, COST, is_root.then_some(NOBODY)) {
        Ok(ran) => {
            let rows = rows(&ran);
            assert_eq!((ran.code, rows.len()), (Some(1), 2), "{}{}", ran.out, ran.err);
            for (row, name) in rows.iter().zip(["closed", "x.toml"]) {
                assert!(row.file.ends_with(name) && row.message.contains("Permission denied"), "{}", ran.out);
            }
        }
        Err(error) if is_root => {
            eprintln!("left out: as root everything can be read, and as nobody the program {error}")
        }
        Err(error) => panic!("{error}"),
    }
    if is_root {
        eprintln!("left out: the library API as root, which reads everything");
    } else {
        let entries = load(&library).unwrap();
        assert_eq!(entries.iter().filter(|entry| !entry.problems().is_empty()).count(), 2);
        assert!(entries.iter().any(|entry| entry.origin.stem() == "birch" && entry.case().is_some()));
    }
    rights(&library.join("closed"), 0o755);
}

#[test]
fn what_looks_odd_but_is_fine_is_read() {
    type Bytes = fn() -> Vec<u8>;
    let _alone = alone();
    // Name, and the bytes of the file.
    let files: [(&str, Bytes); 5] = [
        ("a byte-order mark", || format!("\u{feff}{}", good("x")).into_bytes()),
        ("line ends of Windows", || good("x").replace('\n', "\r\n").into_bytes()),
        ("a comment as long as a file may be", || longest_line(&format!("{}# ", good("x"))).into_bytes()),
        ("no line end at its end", || good("x").trim_end().as_bytes().to_owned()),
        ("a million empty lines", || format!("{}{}", "\n".repeat(1_000_000), good("x")).into_bytes()),
    ];
    let mut wrong = Vec::new();
    for (what, bytes) in files {
        let (_outside, library) = library();
        fs::write(library.join("x.toml"), bytes()).unwrap();
        match run(&["check", "--strict", library.to_str().unwrap()]) {
            Ok(ran) if (ran.code, ran.out.as_str()) == (Some(0), "2 files checked, nothing wrong\n") => {}
            Ok(ran) => wrong.push(format!("{what}: {}{}", ran.out, ran.err)),
            Err(error) => wrong.push(format!("{what}: {error}")),
        }
        let cases = load(&library).unwrap().iter().filter(|entry| entry.case().is_some()).count();
        assert_eq!(cases, 2, "{what}");
    }
    assert_none(&wrong);
}

/// Editors leave hidden files and links that point nowhere beside the file that they have open.
#[test]
fn what_is_hidden_is_left_alone() {
    let _alone = alone();
    let (_outside, library) = library();
    symlink("somebody@somewhere.1234:5678", library.join(".#birch.toml")).unwrap();
    make_fifo(&library.join(".hidden.toml"));
    fs::create_dir(library.join(".git")).unwrap();
    fs::write(library.join(".git/x.toml"), "not TOML").unwrap();
    let ran = run(&["check", library.to_str().unwrap()]).unwrap();
    assert_eq!(ran.out, "1 file checked, nothing wrong\n");
    assert_eq!(load(&library).unwrap().len(), 1);
}

#[test]
fn one_bad_among_a_hundred_is_the_only_row() {
    let _alone = alone();
    let folder = crate::support::tempdir().unwrap();
    for number in 0..100 {
        let stem = format!("case-{number}");
        let text = if number == 42 { "spoiled".to_owned() } else { good(&stem) };
        fs::write(folder.path().join(stem).with_extension("toml"), text).unwrap();
    }
    let path = folder.path().to_str().unwrap();
    let ran = run(&["check", "--json", path]).unwrap();
    let rows = rows(&ran);
    assert_eq!((ran.code, rows.len()), (Some(1), 1), "{}", ran.out);
    assert!(rows[0].file.ends_with("/case-42.toml") && rows[0].message.starts_with("not TOML: "), "{}", ran.out);
    let listed = run(&["list", "--cases", path]).unwrap();
    assert_eq!((listed.code, listed.out.lines().count()), (Some(2), 99), "{}", listed.err);
    let entries = load(folder.path()).unwrap();
    let bad: Vec<String> =
        entries.iter().filter(|entry| entry.case().is_none()).map(|entry| entry.origin.stem()).collect();
    assert_eq!((entries.len(), bad), (100, vec!["case-42".to_owned()]));
}

/// 50,000 files, each a row: the cost of a file is small, and does not grow with the number of its neighbours.
#[test]
fn a_folder_of_50_000_files() {
    const FILES: usize = 50_000;
    let _alone = alone();
    let folder = crate::support::tempdir().unwrap();
    for number in 0..FILES {
        fs::write(folder.path().join(format!("{number:05}.toml")), "x").unwrap();
    }
    fs::write(folder.path().join("birch.toml"), BIRCH).unwrap();
    let ran = run(&["check", "--json", folder.path().to_str().unwrap()]).unwrap();
    assert_eq!((ran.code, ran.out.lines().count()), (Some(1), FILES), "{}", ran.err);
    let entries = load(folder.path()).unwrap();
    assert_eq!(entries.iter().filter(|entry| !entry.problems().is_empty()).count(), FILES);
    assert!(entries.iter().any(|entry| entry.case().is_some()));
}

/// While the library is loaded again and again, one of its files is written, cut off, renamed and removed.
#[test]
fn a_file_that_changes_while_it_is_read() {
    /// Bounds the test: each round is a few microseconds to a millisecond.
    const ROUNDS: usize = 3000;
    let _alone = alone();
    let (_outside, library) = library();
    let (path, aside) = (library.join("x.toml"), library.join("x.aside"));
    // Long enough that reading it takes more than one step.
    let text = format!("{}# {}\n", good("x"), "y".repeat(200_000));
    let changes = {
        let (path, text) = (path.clone(), text.clone());
        thread::spawn(move || {
            for round in 0..ROUNDS {
                match round % 6 {
                    0 => fs::write(&path, &text).unwrap(),
                    1 => File::options().write(true).open(&path).unwrap().set_len(100 + round as u64 % 700).unwrap(),
                    2 => fs::rename(&path, &aside).unwrap(),
                    3 => fs::rename(&aside, &path).unwrap(),
                    4 => fs::write(&path, &text).unwrap(),
                    _ => fs::remove_file(&path).unwrap(),
                }
                thread::yield_now();
            }
        })
    };
    let mut seen = [0; 3];
    let start = Instant::now();
    while !changes.is_finished() && start.elapsed() < DEADLINE {
        let entries = load(&library).unwrap();
        assert!(entries.iter().any(|entry| entry.origin.stem() == "birch" && entry.case().is_some()));
        for entry in &entries {
            assert!(entry.case().is_some() || !entry.problems().is_empty(), "{}", entry.origin);
        }
        match entries.iter().find(|entry| entry.origin.stem() == "x") {
            None => seen[0] += 1,
            Some(entry) if entry.case().is_some() => seen[1] += 1,
            Some(_) => seen[2] += 1,
        }
    }
    changes.join().unwrap();
    eprintln!("x.toml was missing {} times, read {} times, unreadable {} times", seen[0], seen[1], seen[2]);
    assert!(seen.iter().sum::<usize>() > 0);
}

/// Many problems in one file cost as much as they are long, not its square: each of these files has at most 2 MB.
#[test]
fn many_problems_in_one_file() {
    let _alone = alone();
    let many = |count: usize, entry: &dyn Fn(usize) -> String| (0..count).map(entry).collect::<String>();
    let end = "confidence = \"confirmed\"\nsources = [\"page\"]\n";
    let cited = |count: usize| {
        let near = many(count, &|number| format!("\"sourse-nubmer-{number}\", "));
        let sources = many(count, &|number| {
            let publisher = "publisher = \"Casebook tests\"\nkind = \"reference\"\n";
            format!("[[sources]]\nid = \"source-number-{number}\"\ntitle = \"A page\"\n{publisher}")
        });
        good("x").replacen("cited = [\"page\"]", &format!("cited = [{near}]"), 1) + &sources
    };
    let files = [
        ("20,000 unknown keys", many(20_000, &|number| format!("key_{number} = {number}\n"))),
        ("40,000 unknown headings", many(40_000, &|number| format!("[heading_{number}]\n"))),
        (
            "20,000 findings with one id",
            good("x").replacen(
                "[[sources]]",
                &(many(20_000, &|_| {
                    format!("[[reviews.findings]]\nid = \"F1\"\nkind = \"systems_finding\"\ntext = \"Nobody.\"\nthemes = []\nagencies = []\n{end}")
                }) + "[[sources]]"),
                1,
            ),
        ),
        (
            "20,000 unknown themes",
            good("x").replacen("\"information_sharing\"", &many(20_000, &|number| format!("\"informtion_{number}\", ")), 1),
        ),
        ("2,000 sources, and 2,000 references that miss them", cited(2_000)),
        (
            "the same in a file that is no case",
            cited(2_000).replacen("nation = \"wales\"", "nation = \"whales\"", 1),
        ),
        (
            "4,000 related cases that are not there",
            good("x") + &many(4_000, &|number| {
                format!("[[related]]\ncase = \"not-there-{number}\"\ntitle = \"A case\"\ntext = \"Near.\"\n{end}")
            }),
        ),
    ];
    let mut wrong = Vec::new();
    for (what, text) in files {
        let (_outside, library) = library();
        assert!(text.len() < 4 * 1024 * 1024, "{what} are {} bytes", text.len());
        fs::write(library.join("x.toml"), text).unwrap();
        let start = Instant::now();
        match run(&["check", "--json", library.to_str().unwrap()]) {
            Ok(ran) if ran.code == Some(1) && !ran.out.is_empty() => {}
            Ok(ran) => wrong.push(format!("{what}: ended with {:?}: {}", ran.code, ran.err)),
            Err(error) => wrong.push(format!("{what}: {error}")),
        }
        eprintln!("{what}: {:.1} s", start.elapsed().as_secs_f32());
    }
    assert_none(&wrong);
}

/// A parser that goes on after a mistake must not keep all of four million.
#[test]
fn a_file_of_nothing_but_mistakes() {
    let _alone = alone();
    let size = usize::try_from(Limits::FILE_SIZE).unwrap() - 1;
    let mut wrong = Vec::new();
    // What they are called, the file that they are in, one of them.
    let files = [
        ("signs", "x.toml", "="),
        ("lines", "x.toml", "=\n"),
        ("quotes", "x.toml", "\"\n"),
        ("brackets", "x.toml", "]\n"),
        ("lists", "x.toml", "a=[\n"),
        ("lines of a vocabulary", "vocabulary.toml", "=\n"),
    ];
    for (what, file, mistake) in files {
        let (_outside, library) = library();
        fs::write(library.join(file), mistake.repeat(size / mistake.len())).unwrap();
        let path = library.to_str().unwrap();
        let start = Instant::now();
        match run_within(&["check", "--json", path], COST_AT_THE_LIMIT, None) {
            Ok(ran) if ran.code == Some(1) && (1..=101).contains(&rows(&ran).len()) => {}
            Ok(ran) => wrong.push(format!("{what}: {} rows, ended with {:?}", rows(&ran).len(), ran.code)),
            Err(error) => wrong.push(format!("{what}: {error}")),
        }
        eprintln!("{what}: {:.1} s", start.elapsed().as_secs_f32());
    }
    assert_none(&wrong);
}

/// A file with warnings alone is a case, however many they are.
#[test]
fn many_warnings_are_no_error() {
    let _alone = alone();
    let folder = crate::support::tempdir().unwrap();
    let mut text = good("x");
    for number in 0..200 {
        write!(text, "[[events]]\nid = \"E{number}\"\nkind = \"contact\"\ntext = \"A visit.\"\nconfidence = \"confirmed\"\nsources = [\"page\"]\n").unwrap();
    }
    fs::write(folder.path().join("x.toml"), text).unwrap();
    let ran = run(&["check", "--json", folder.path().to_str().unwrap()]).unwrap();
    assert!(!ran.out.contains("\"severity\":\"error\""), "{}", ran.out.lines().last().unwrap_or_default());
    assert_eq!(ran.code, Some(0));
    assert!(load(folder.path()).unwrap()[0].case().is_some());
}

/// Sets a colour, writes to the clipboard, turns the direction of writing, clears the screen.
const ACTING: &str = "\u{1b}[31m\u{1b}]52;c;aGk=\u{7}\u{202e}\u{9b}2J x";
/// The same as TOML writes it, so that no byte of the file itself can act.
const ACTING_ESCAPED: &str = "\\u001b[31m\\u001b]52;c;aGk=\\u0007\\u202e\\u009b2J x";
/// The same, with an escape only where TOML wants one.
const ACTING_HALF_ESCAPED: &str = "\\u001b[31m\\u001b]52;c;aGk=\\u0007\u{202e}\u{9b}2J x";
/// Stands in a file until one of the texts above takes its place.
const STAND_IN: &str = "acting text";
/// Keys whose values are ids, codes, dates and addresses: a case with others is none. All other texts are free.
const NOT_FREE: [&str; 26] = [
    "id",
    "nation",
    "outcome",
    "incident",
    "harm",
    "cited",
    "confidence",
    "sources",
    "agency",
    "agencies",
    "themes",
    "kind",
    "commissioned",
    "date",
    "until",
    "state",
    "role",
    "grade",
    "url",
    "answers",
    "addressed_to",
    "response",
    "status",
    "due",
    "case",
    "scope",
];

/// Puts [`STAND_IN`] in the place of every free text; counts them.
fn poison(value: &mut toml::Value) -> usize {
    match value {
        // Whom a fact is about is a code; what a dispute is about is not.
        toml::Value::String(text) if text == "subject" => 0,
        toml::Value::String(text) => {
            STAND_IN.clone_into(text);
            1
        }
        toml::Value::Array(entries) => entries.iter_mut().map(poison).sum(),
        toml::Value::Table(table) => {
            let free = |key: &str, value: &toml::Value| {
                !NOT_FREE.contains(&key)
                    || value.as_array().is_some_and(|entries| entries.iter().all(toml::Value::is_table))
            };
            table.iter_mut().filter(|(key, value)| free(key, value)).map(|(_, value)| poison(value)).sum()
        }
        _ => 0,
    }
}

/// Neither a control other than line end and tab, nor a character that turns the direction of writing or takes no cell.
fn is_harmless(c: char) -> bool {
    matches!(c, '\n' | '\t')
        || !(c.is_control()
            || matches!(c, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'))
}

#[test]
fn no_text_of_a_file_can_act_on_a_terminal() {
    let _alone = alone();
    let mut table = toml::Value::Table(toml::from_str(ALDER).unwrap());
    let free = poison(&mut table);
    assert!(free >= 30, "only {free} texts were replaced");
    let case = toml::to_string(&table).unwrap();
    assert_eq!(case.matches(&format!("\"{STAND_IN}\"")).count(), free);
    let term = format!(
        "code = \"acting\"\nlabel = \"{ACTING_ESCAPED}\"\ndefinition = \"{ACTING_ESCAPED}\"\nsource = \"{ACTING_ESCAPED}\"\n"
    );
    let vocabulary = format!("[[theme]]\n{term}[[agency]]\n{term}[[harm]]\n{term}");
    for acting in [ACTING_ESCAPED, ACTING_HALF_ESCAPED] {
        let library = crate::support::tempdir().unwrap();
        let write = |name: &OsStr, text: &str| fs::write(library.path().join(name), text).unwrap();
        let text = case.replace(STAND_IN, acting);
        let text = text.replace("\"medical_assessment\"", "\"acting\"").replace("\"neglect\"", "\"acting\"");
        write(OsStr::new("alder.toml"), &text);
        write(OsStr::new("birch.toml"), BIRCH);
        write(OsStr::new("vocabulary.toml"), &vocabulary);
        // Names of files and folders, keys, ids and codes are data too.
        let bad = format!(
            "\"{ACTING_ESCAPED}\" = 1\nid = \"{ACTING_ESCAPED}\"\nnation = \"{ACTING_ESCAPED}\"\nharm = [\"{ACTING_ESCAPED}\"]\nincident = \"{ACTING_ESCAPED}\"\ncited = [\"{ACTING_ESCAPED}\"]\n"
        );
        write(OsStr::new("bad.toml"), &bad);
        write(OsStr::new("raw.toml"), &format!("id = \"{ACTING}\"\n"));
        write(OsStr::new(&format!("{ACTING}.toml")), &good("x"));
        if cfg!(target_os = "linux") {
            write(OsStr::from_bytes(b"\xff\xfe\x1b[2J.toml"), &good("x"));
        }
        fs::create_dir(library.path().join(ACTING)).unwrap();
        write(OsStr::new(&format!("{ACTING}/y.toml")), "\u{1b}[2J");
        let path = library.path().to_str().unwrap();
        let missing = format!("{path}/{ACTING}/nowhere");
        // Arguments, exit code, whether a mark stands where the texts were.
        let runs: &[(&[&str], i32, bool)] = &[
            (&["list", "--cases", path], 2, true),
            (&["list", "--json", "--cases", path], 2, true),
            (&["show", "alder", "--cases", path], 2, true),
            (&["show", "alder", "--json", "--cases", path], 2, true),
            (&["show", "bad", "--cases", path], 2, true),
            (&["show", ACTING, "--cases", path], 1, true),
            (&["check", path], 1, true),
            (&["check", "--json", path], 1, true),
            (&["check", "--strict", path], 1, true),
            (&["explain", "acting", "--cases", path], 2, true),
            (&["explain", "gp", "--cases", path], 2, true),
            (&["explain", ACTING, "--cases", path], 1, true),
            (&["list", "--cases", &missing], 2, true),
            (&["check", &missing], 2, true),
            (&["list", "--config", &missing], 2, true),
            (&["new", ACTING, "--in", path], 2, true),
            (&["new", "x", "--in", &missing], 2, true),
        ];
        let mut wrong = Vec::new();
        for (arguments, code, marked) in runs {
            let ran = run(arguments).unwrap();
            let all = ran.out.clone() + &ran.err;
            for line in all.lines().filter(|line| !line.chars().all(is_harmless)) {
                wrong.push(format!("{arguments:?} writes {line:?}"));
            }
            if ran.code != Some(*code) || all.contains('\u{241b}') != *marked {
                wrong.push(format!("{arguments:?} ended with {:?}: {all:?}", ran.code));
            }
        }
        assert_none(&wrong);
    }
}
