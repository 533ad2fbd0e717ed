//! No false answer: every command under every failure that it can meet says what it could not read or do, in its exit code,
//! on standard error and in what it exports.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// What a command touches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Does {
    /// Nothing but what it is given.
    Nothing,
    /// Reads the library.
    Reads,
    /// Reads the library and makes a page or an export of it, in which what is missing has to be told.
    Tells,
    /// Reads the library and the marks, and tells both.
    Keeps,
    /// Reads the state folder alone.
    Recalls,
    /// Writes marks.
    Marks,
    /// Keeps what all of the library says.
    Snapshots,
    /// Takes a file of the state folder away.
    Forgets,
    /// Reads the library's past.
    Past,
    /// Writes a page to a file.
    Exports,
    /// Writes a new file.
    New,
}

use Does::{Exports, Forgets, Keeps, Marks, New, Nothing, Past, Reads, Recalls, Snapshots, Tells};

/// Every command with what it touches.
const COMMANDS: &[(&[&str], Does)] = &[
    (&["list"], Reads),
    (&["list", "--json"], Reads),
    (&["show", "alder"], Reads),
    (&["show", "alder", "--json"], Reads),
    (&["search", "police"], Reads),
    (&["search", "police", "--json"], Reads),
    (&["explain", "police"], Reads),
    (&["--plain"], Reads),
    (&["tracker", "--json"], Reads),
    (&["recurring", "--json"], Reads),
    (&["tracker"], Tells),
    (&["tracker", "--by", "case"], Tells),
    (&["orphans"], Tells),
    (&["orphans", "alder"], Tells),
    (&["reviews"], Tells),
    (&["compare", "alder"], Tells),
    (&["related", "alder"], Tells),
    (&["pictures"], Tells),
    (&["recurring"], Tells),
    (&["brief", "police"], Tells),
    (&["brief", "alder"], Tells),
    (&["export", "--page", "tracker"], Tells),
    (&["export", "--page", "recurring", "--format", "html"], Tells),
    (&["export", "--page", "orphans", "--format", "json"], Tells),
    (&["export", "--page", "tracker", "--format", "csv"], Tells),
    (&["export", "--case", "alder"], Tells),
    (&["export", "--case", "alder", "--format", "csv"], Tells),
    (&["export", "--item", "alder/F1", "--format", "json"], Tells),
    (&["export", "--brief", "police", "--format", "html"], Tells),
    (&["export", "--query", "police"], Tells),
    (&["similar", "alder", "F1"], Tells),
    (&["marks"], Keeps),
    (&["export", "--marked"], Keeps),
    (&["moment", "--list"], Recalls),
    (&["searches"], Recalls),
    (&["mark", "alder", "F2"], Marks),
    (&["mark", "alder", "F2", "--note", "a note"], Marks),
    (&["mark", "alder", "F1", "--remove"], Marks),
    (&["moment", "Another"], Snapshots),
    (&["moment", "Board", "--replace"], Snapshots),
    (&["moment", "Board", "--remove"], Forgets),
    (&["since", "2020"], Past),
    (&["since", "2020", "--json"], Past),
    (&["export", "--since", "2020"], Past),
    (&["export", "--page", "tracker", "-o", "out.md"], Exports),
    (&["new", "fresh"], New),
    (&["schema"], Nothing),
    (&["man"], Nothing),
    (&["completions", "bash"], Nothing),
];

struct Home(tempfile::TempDir);

#[derive(Clone)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

/// A home with a library in it, a mark, a saved search and a moment; each test has a copy.
static WELL: LazyLock<Home> = LazyLock::new(|| {
    let home = Home(tempfile::tempdir().unwrap());
    fs::create_dir(home.path("cases")).unwrap();
    fs::copy(crate::support::fixtures().join("alder.toml"), home.path("cases/alder.toml")).unwrap();
    for arguments in [&["mark", "alder", "F1"][..], &["mark", "alder", "R1"], &["moment", "Board"]] {
        assert_eq!(home.run(arguments).code, 0, "{arguments:?}");
    }
    fs::write(home.state().join("searches.toml"), "[[search]]\nname = \"Police\"\nquery = \"police\"\n").unwrap();
    home
});

/// What each command says where nothing has failed.
static FINE: LazyLock<Vec<Ran>> = LazyLock::new(|| {
    let run = |(arguments, _): &(&[&str], Does)| {
        let fine = Home::new().run(arguments);
        assert!(fine.code < 2, "{arguments:?}: {}", fine.err);
        fine
    };
    COMMANDS.iter().map(run).collect()
});

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = (entry.as_ref().unwrap().path(), entry.unwrap().file_name());
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            fs::copy(&path, to.join(name)).unwrap();
        }
    }
    fs::set_permissions(to, fs::metadata(from).unwrap().permissions()).unwrap();
}

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        copy(WELL.0.path(), home.0.path());
        home
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn state(&self) -> std::path::PathBuf {
        self.path("state/casebook")
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("HOME", self.0.path()).env("XDG_STATE_HOME", self.path("state"));
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.current_dir(self.0.path()).stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = self.command(env!("CARGO_BIN_EXE_casebook"));
        command.args(["--cases", "cases"]).args(arguments);
        ran(command)
    }
}

fn ran(mut command: Command) -> Ran {
    let Output { status, stdout, stderr } = command.output().unwrap();
    Ran {
        code: status.code().unwrap_or(-1),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}

/// What is expected of a command: the exit code, a part of standard error, a part of standard output; nothing where what
/// has failed does not touch it.
type Expected = Option<(i32, &'static str, &'static str)>;

/// Runs every command in a home that `fail` has made ill, as `run` does it, and holds each against what is expected of its
/// kind.
fn under(
    failure: &str,
    fail: impl Fn(&Home),
    run: impl Fn(&Home, &[&str]) -> Ran,
    expected: impl Fn(Does) -> Expected,
) {
    let mut wrong = Vec::new();
    for ((arguments, does), fine) in COMMANDS.iter().zip(FINE.iter()) {
        let home = Home::new();
        fail(&home);
        let start = Instant::now();
        let Ran { code, out, err } = run(&home, arguments);
        assert!(start.elapsed() < Duration::from_secs(60), "{failure}: {arguments:?} hangs");
        let right = match expected(*does) {
            Some((right, said, told)) => code == right && err.contains(said) && out.contains(told),
            None => code == fine.code && err == fine.err,
        };
        if !right {
            wrong.push(format!(
                "{arguments:?}: {code}\n  out: {}\n  err: {err}",
                out.lines().last().unwrap_or_default()
            ));
        }
    }
    assert!(wrong.is_empty(), "{failure}:\n{}", wrong.join("\n"));
}

#[test]
fn a_file_that_cannot_be_read_is_told_by_every_command_and_in_every_export() {
    under(
        "unreadable file",
        |home| fs::write(home.path("cases/broken.toml"), "id = \"broken\"\ntitle = \n").unwrap(),
        Home::run,
        |does| match does {
            // Marking an entry of a file that was read needs no other.
            Nothing | Recalls | Marks | Forgets | New => None,
            Tells | Keeps => Some((2, "broken.toml:2:", "broken.toml: 2:")),
            Past | Reads | Snapshots | Exports => Some((2, "broken.toml:2:", "")),
        },
    );
    let home = Home::new();
    fs::write(home.path("cases/broken.toml"), "id = \"broken\"\ntitle = \n").unwrap();
    assert_eq!(home.run(&["export", "--page", "tracker", "-o", "out.csv"]).code, 2);
    assert!(fs::read_to_string(home.path("out.csv")).unwrap().contains("broken.toml: 2:"));
    // Where names are hidden, the file's name is too.
    let private = home.run(&["tracker", "--private"]);
    assert!(
        private.code == 2 && private.out.contains("file 2: 2:") && !private.out.contains("broken.toml"),
        "{}",
        private.out
    );
}

#[test]
fn a_full_disk_is_told_by_whatever_writes_and_leaves_nothing_half_done() {
    under(
        "full disk",
        |_| (),
        |home, arguments| {
            let mut shell = home.command("sh");
            // As on a full disk, no byte can be written to a file.
            shell.args(["-c", "trap '' XFSZ; ulimit -f 0; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_casebook")]);
            shell.args(["--cases", "cases"]).args(arguments);
            let ran = ran(shell);
            for left in ["out.md", "cases/fresh.toml", "fresh.toml"] {
                assert!(!home.path(left).exists(), "{arguments:?} leaves {left}");
            }
            assert!(fs::read_to_string(home.state().join("marks.toml")).unwrap().contains("F1"), "{arguments:?}");
            ran
        },
        |does| match does {
            Marks | Snapshots | Exports | New => Some((2, "cannot be written: File too large", "")),
            Nothing | Reads | Tells | Keeps | Recalls | Forgets | Past => None,
        },
    );
}

#[test]
fn a_home_that_cannot_be_written_is_told() {
    under(
        "no state folder can be made",
        |home| {
            fs::remove_dir_all(home.path("state")).unwrap();
            fs::write(home.path("state"), "").unwrap();
        },
        Home::run,
        |does| match does {
            Marks | Snapshots => Some((2, "cannot be written: ", "")),
            // There is nothing, and it says so.
            Keeps => Some((1, "", "")),
            Recalls | Forgets => Some((1, "", "")),
            Nothing | Reads | Tells | Past | Exports | New => None,
        },
    );
}

#[test]
fn a_state_folder_that_others_may_write_is_not_believed() {
    under(
        "shared state folder",
        |home| fs::set_permissions(home.state(), Permissions::from_mode(0o777)).unwrap(),
        Home::run,
        |does| match does {
            Keeps => Some((2, "others may write to", "")),
            Marks | Snapshots | Forgets => Some((2, "others may write to", "")),
            Recalls => Some((2, "cannot be read", "")),
            Past => Some((2, "Snapshots that cannot be read", "")),
            Nothing | Reads | Tells | Exports | New => None,
        },
    );
}

#[test]
fn a_folder_that_is_gone_is_told() {
    under(
        "folder gone",
        |home| fs::remove_dir_all(home.path("cases")).unwrap(),
        Home::run,
        |does| match does {
            Nothing | New | Forgets => None,
            _ => Some((2, "no folder cases: ", "")),
        },
    );
}

#[test]
fn a_lock_that_is_held_is_told_and_nothing_hangs() {
    let home = Home::new();
    let lock = File::options().write(true).open(home.state().join("lock")).unwrap();
    lock.lock().unwrap();
    for (arguments, does) in COMMANDS {
        let start = Instant::now();
        let Ran { code, err, .. } = home.run(arguments);
        assert!(start.elapsed() < Duration::from_secs(30), "{arguments:?} hangs");
        if matches!(does, Marks | Snapshots | Forgets) {
            assert_eq!(code, 2, "{arguments:?}: {err}");
            assert!(err.contains("cannot be written: another program holds"), "{arguments:?}: {err}");
        } else {
            assert!(code < 2, "{arguments:?}: {err}");
        }
    }
}

/// Whether there is git; where there must be, there is.
fn has_git() -> bool {
    let there = Command::new("git").arg("--version").output().is_ok();
    assert!(there || std::env::var_os("CI").is_none(), "git is not installed, and no test may be skipped");
    there
}

/// The library of the home in a repository of its own, with one commit of long ago.
fn keep_in_git(home: &Home) {
    static KEPT: LazyLock<Home> = LazyLock::new(|| {
        let home = Home::new();
        for arguments in [&["init", "-q", "--template="][..], &["add", "-A"], &["commit", "-q", "-m", "work"]] {
            assert!(git(&home, arguments, &[], "").0, "{arguments:?}");
        }
        home
    });
    copy(&KEPT.path("cases"), &home.path("cases"));
}

#[test]
fn a_past_that_git_does_not_read_is_told_with_the_remedy() {
    if !has_git() {
        return;
    }
    let expected = |said: &'static str, told: &'static str| {
        move |does| match does {
            Past => Some((2, said, told)),
            _ => None,
        }
    };
    let with = |name: &'static str, value: &'static str| {
        move |home: &Home, arguments: &[&str]| {
            let mut command = home.command(env!("CARGO_BIN_EXE_casebook"));
            command.args(["--cases", "cases"]).args(arguments).env(name, value);
            ran(command)
        }
    };
    under("no git", keep_in_git, with("PATH", "/nonexistent"), expected("git is not installed", ""));
    under(
        "foreign repository",
        keep_in_git,
        with("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1"),
        expected("git config --global --add safe.directory ", ""),
    );
    // The page says it too, and a control shows that the same library is read otherwise.
    let home = Home::new();
    keep_in_git(&home);
    let foreign = with("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")(&home, &["since", "2020"]);
    assert!(foreign.out.contains("The past was not read") && !foreign.out.contains("Nobody kept"), "{}", foreign.out);
    let read = home.run(&["since", "2020"]);
    assert!(
        read.code == 1 && read.out.contains("Held against the last commit before that"),
        "{}{}",
        read.out,
        read.err
    );
}

/// Git in the library of the home, with what is written to its standard input; its answer without the end of the line.
fn git(home: &Home, arguments: &[&str], variables: &[(&str, &str)], input: &str) -> (bool, String) {
    let mut git = home.command("git");
    git.current_dir(home.path("cases")).args(arguments).envs(variables.iter().copied());
    for variable in ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"] {
        git.env(variable, "tests");
    }
    git.env("GIT_AUTHOR_DATE", "2019-01-01T12:00:00Z").env("GIT_COMMITTER_DATE", "2019-01-01T12:00:00Z");
    let mut child = git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    // One that does not read may have ended.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[test]
fn a_repository_that_lacks_a_file_makes_nobody_fetch_it() {
    if !has_git() {
        return;
    }
    let home = Home::new();
    keep_in_git(&home);
    let marker = home.path("fetched");
    let url = format!("ext::sh -c touch% {}", marker.display());
    for (name, value) in [
        ("core.repositoryformatversion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", &url),
        ("protocol.ext.allow", "always"),
        ("protocol.allow", "always"),
    ] {
        assert!(git(&home, &["config", name, value], &[], "").0, "{name}");
    }
    let (_, blob) = git(&home, &["rev-parse", "HEAD:alder.toml"], &[], "");
    let (head, tail) = blob.split_at(2);
    fs::remove_file(home.path("cases/.git/objects").join(head).join(tail)).unwrap();
    // The control: git by itself runs what the repository says.
    git(&home, &["cat-file", "-p", &blob], &[], "");
    assert!(marker.exists(), "the repository is not hostile");
    fs::remove_file(&marker).unwrap();
    // What an older git heeds is enough by itself.
    git(&home, &["-c", "protocol.allow=never", "cat-file", "-p", &blob], &[("GIT_ALLOW_PROTOCOL", "")], "");
    assert!(!marker.exists(), "no protocol is allowed");
    let ran = home.run(&["since", "2020"]);
    assert!(!marker.exists(), "casebook fetches");
    assert!(ran.out.contains("cannot be read: 1 file then"), "{}{}", ran.out, ran.err);
}

#[test]
fn a_repository_of_ten_million_paths_is_told_and_not_read() {
    if !has_git() {
        return;
    }
    let home = Home::new();
    keep_in_git(&home);
    let (_, blob) = git(&home, &["rev-parse", "HEAD:alder.toml"], &[], "");
    let mut tree: String = (0..10).map(|number| format!("100644 blob {blob}\tcase-{number}.toml\n")).collect();
    // Names as long as they may be, so that git is stopped early.
    let long = "folder".repeat(40);
    for _ in 0..7 {
        let (made, id) = git(&home, &["mktree"], &[], &tree);
        assert!(made);
        tree = (0..10).map(|number| format!("040000 tree {id}\t{long}-{number}\n")).collect();
    }
    let (_, id) = git(&home, &["mktree"], &[], &tree);
    let (_, commit) = git(&home, &["commit-tree", &id, "-m", "many"], &[], "");
    assert!(git(&home, &["update-ref", "HEAD", &commit], &[], "").0);
    let start = Instant::now();
    let ran = home.run(&["since", "2020"]);
    assert!(start.elapsed() < Duration::from_secs(120), "it is read to its end");
    assert!(ran.code == 2 && ran.err.contains("than are read"), "{}{}", ran.out, ran.err);
}

#[test]
fn an_address_in_a_text_stays_one() {
    let home = Home::new();
    let note = "see https://example.org/minutes_of_may_2024.pdf, (http://a.example/b_c_d) and *https://x.example/~y*.";
    assert_eq!(home.run(&["mark", "alder", "F1", "--note", note]).code, 0);
    let written = home.run(&["export", "--marked"]).out;
    let text: String = pulldown_cmark::Parser::new(&written)
        .filter_map(|event| match event {
            pulldown_cmark::Event::Text(text) => Some(text.to_string()),
            _ => None,
        })
        .collect();
    for address in ["https://example.org/minutes_of_may_2024.pdf", "http://a.example/b_c_d", "https://x.example/%7Ey"] {
        assert!(written.contains(address) && text.contains(address), "{address}: {written}");
    }
}

#[test]
fn one_cause_is_one_error() {
    let good = fs::read_to_string(crate::support::fixtures().join("alder.toml")).unwrap();
    // The text of the file, and what is told of it.
    let rows = [
        (good.replacen("nation", "<<<<<<< HEAD\nnation", 1) + "=======\n>>>>>>> other\n", "both sides of a merge"),
        (good.replace('\n', "\r"), "carriage return alone"),
        (format!("a=[{}]\n", "1,".repeat(500_000)), "more than 400000 values"),
    ];
    for (text, told) in rows {
        let home = Home::new();
        fs::write(home.path("cases/alder.toml"), text).unwrap();
        let checked = home.run(&["check", "cases"]);
        assert_eq!(checked.code, 1, "{told}: {}", checked.out);
        assert!(checked.out.contains(told) && checked.out.contains("1 error "), "{told}: {}", checked.out);
        let listed = home.run(&["list"]);
        assert!(
            listed.code == 2 && listed.err.lines().count() == 1 && listed.err.contains(told),
            "{told}: {}",
            listed.err
        );
    }
}

#[test]
fn check_says_what_it_did_not_look_at() {
    let home = Home::new();
    fs::create_dir(home.path("empty")).unwrap();
    let empty = home.run(&["check", "empty"]);
    assert!(empty.code == 2 && empty.err.contains("nothing was checked"), "{}{}", empty.out, empty.err);
    fs::write(home.path("mine.toml"), "id = 1\n").unwrap();
    let mut command = home.command(env!("CARGO_BIN_EXE_casebook"));
    command.arg("check");
    let bundled = ran(command);
    assert!(bundled.err.contains("casebook check ."), "{}", bundled.err);
}

#[test]
fn a_mark_belongs_to_its_case_and_not_to_another_of_the_same_id() {
    let home = Home::new();
    assert_eq!(home.run(&["mark", "alder", "F2", "--note", "ring the school"]).code, 0);
    let path = home.path("cases/alder.toml");
    let good = fs::read_to_string(&path).unwrap();
    // What differs in the other library, and whether the mark is still its own.
    let reworded = |text: &str| {
        let other =
            |line: &str| if line.starts_with("text = ") { "text = \"Zymurgy!\"".to_owned() } else { line.to_owned() };
        text.lines().map(other).collect::<Vec<_>>().join("\n")
    };
    let rows = [
        (good.replacen("\"Alder\"", "\"Child A (south)\"", 1), true, "the title alone is edited"),
        (reworded(&good), true, "the texts alone are edited"),
        (reworded(&good.replacen("\"Alder\"", "\"Child A (south)\"", 1)), false, "another title, other texts"),
        (reworded(&good.replacen("\"Northshire\"", "\"Southshire\"", 1)), false, "another area, other texts"),
    ];
    for (text, own, what) in rows {
        fs::write(&path, text).unwrap();
        let marks = home.run(&["marks"]);
        assert_eq!(!marks.out.contains("Of another case"), own, "{what}: {}", marks.out);
        assert!(marks.out.contains("ring the school"), "{what}: {}", marks.out);
    }
    // A mark on that case is another, and both are kept.
    assert_eq!(home.run(&["mark", "alder", "F2", "--note", "ring the hostel"]).code, 0);
    let marks = home.run(&["marks"]).out;
    assert!(marks.contains("ring the school") && marks.contains("ring the hostel"), "{marks}");
}

#[test]
fn a_note_is_replaced_in_sight_and_can_come_from_standard_input() {
    let home = Home::new();
    let mut command = home.command(env!("CARGO_BIN_EXE_casebook"));
    command
        .args(["--cases", "cases", "mark", "alder", "F2", "--note", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all("from standard input\n".as_bytes()).unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    let again = home.run(&["mark", "alder", "F2", "--note", "another"]);
    assert!(again.out.contains("The note that stood there said: from standard input"), "{}", again.out);
}

#[test]
fn a_key_that_never_comes_is_told() {
    for (key, comes) in [("Ctrl-m", "Enter"), ("Ctrl-i", "Tab"), ("Ctrl-[", "Esc"), ("C-M", "Enter")] {
        let home = Home::new();
        fs::write(home.path("keys.toml"), format!("[keys]\ndown = [\"{key}\"]\n")).unwrap();
        let ran = home.run(&["--config", "keys.toml", "config"]);
        assert!(ran.code == 2 && ran.err.contains("never comes") && ran.err.contains(comes), "{key}: {}", ran.err);
    }
}

#[test]
fn a_pipe_has_the_width_that_the_terminal_behind_it_has() {
    for (columns, widest) in [("60", 60), ("", 100), ("0", 100), ("x", 100)] {
        let home = Home::new();
        let mut command = home.command(env!("CARGO_BIN_EXE_casebook"));
        command.args(["explain", "sar"]).env("COLUMNS", columns);
        let out = ran(command).out;
        let definition = out.lines().filter(|line| line.starts_with("  ") && !line.contains(": "));
        let longest = definition.map(|line| line.chars().count()).max().unwrap();
        assert!(longest <= widest && longest > widest / 2, "{columns}: {longest}");
    }
}

#[test]
fn searches_and_moments_hide_names_as_they_are_typed() {
    let home = Home::new();
    let text = fs::read_to_string(home.path("cases/alder.toml")).unwrap();
    let named = format!("{text}\n[[names]]\nname = \"Zarkovic\"\nshown_as = \"the child\"\n");
    fs::write(home.path("cases/alder.toml"), named).unwrap();
    let saved = "[[search]]\nname = \"about zarkovic\"\nquery = \"zarkovic police\"\n";
    fs::write(home.state().join("searches.toml"), saved).unwrap();
    for name in ["zarkovic review", "Zarkovics", "#zarkovic"] {
        assert_eq!(home.run(&["moment", name]).code, 0, "{name}");
    }
    for arguments in [
        &["searches", "--private"][..],
        &["searches", "--json", "--private"],
        &["moment", "--list", "--private"],
        &["moment", "--list", "--json", "--private"],
        &["since", "zarkovic review", "--private"],
    ] {
        let ran = home.run(arguments);
        assert!(ran.code < 2, "{arguments:?}: {}", ran.err);
        let all = (ran.out + &ran.err).to_lowercase();
        assert!(!all.contains("zarkovic"), "{arguments:?}: {all}");
    }
    let near = home.run(&["since", "a review of zarkovik", "--private"]);
    assert!(near.code == 2 && !near.err.to_lowercase().contains("zarkovic"), "{}", near.err);
}
