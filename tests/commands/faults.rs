//! No false answer: every command under every failure that it can meet says what it could not read or do, in its exit code,
//! on standard error and in what it exports.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::collections::BTreeSet;
use std::fs::{self, File, Permissions};
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
    /// Reads the library and tells what is wrong with it.
    Checks,
    /// Reads the folder that it is given, without the library in force.
    ChecksFolder,
    /// Tells the settings in force, the folders of the library among them.
    Configures,
    /// Reads the library and makes a page or an export of it, in which what is missing has to be told.
    Tells,
    /// Reads the library and the marks, and tells both.
    Keeps,
    /// Reads the library, and what is marked in it.
    Lines,
    /// Reads the state folder, and the library to count what it finds there.
    Counts,
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
    /// Reads a table, and the folder that it would go to.
    Imports,
}

use Does::{
    Checks, ChecksFolder, Configures, Counts, Exports, Forgets, Imports, Keeps, Lines, Marks, New, Nothing, Past,
    Reads, Recalls, Snapshots, Tells,
};

/// Every command with what it touches.
const COMMANDS: &[(&[&str], Does)] = &[
    (&["list"], Reads),
    (&["list", "--json"], Reads),
    (&["show", "alder"], Reads),
    (&["show", "alder", "--json"], Reads),
    (&["search", "police"], Reads),
    (&["search", "police", "--json"], Reads),
    (&["explain", "police"], Reads),
    (&["--plain"], Lines),
    (&["terms"], Reads),
    (&["terms", "--json"], Reads),
    (&["terms", "--words"], Configures),
    (&["check"], Checks),
    (&["check", "--json"], Checks),
    (&["check", "cases"], ChecksFolder),
    (&["import", "plan.csv", "--preset", "recommendations", "--into", "cases"], Imports),
    (&["config"], Configures),
    (&["config", "--example"], Nothing),
    (&["tracker", "--json"], Reads),
    (&["recurring", "--json"], Reads),
    (&["tracker"], Tells),
    (&["tracker", "--by", "case"], Tells),
    (&["orphans"], Tells),
    (&["orphans", "alder"], Tells),
    (&["reviews"], Tells),
    (&["compare", "alder"], Tells),
    (&["related", "alder"], Tells),
    (&["contacts", "alder"], Tells),
    (&["agency-brief", "police"], Tells),
    (&["short-agency-brief", "police"], Tells),
    (&["short-brief", "alder"], Tells),
    (&["brief", "recording", "--short"], Tells),
    (&["brief", "--query", "bruising"], Tells),
    (&["tracker-by-case"], Tells),
    (&["tracker-by-agency"], Tells),
    (&["tracker-by-theme"], Tells),
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
    (&["snapshot", "--list"], Recalls),
    (&["searches"], Counts),
    (&["mark", "alder", "F2"], Marks),
    (&["mark", "alder", "F2", "--note", "a note"], Marks),
    (&["mark", "alder", "F1", "--remove"], Marks),
    (&["snapshot", "Another"], Snapshots),
    (&["snapshot", "Board", "--replace"], Snapshots),
    (&["snapshot", "Board", "--remove"], Forgets),
    (&["since", "2020"], Past),
    (&["since", "2000", "--json"], Past),
    (&["export", "--since", "2020"], Past),
    (&["export", "--page", "tracker", "-o", "out.md"], Exports),
    (&["new", "fresh"], New),
    (&["schema"], Nothing),
    (&["--help"], Nothing),
    (&["--version"], Nothing),
    (&["help", "list"], Nothing),
    (&["man"], Nothing),
    (&["completions", "bash"], Nothing),
];

pub struct Home(tempfile::TempDir);

/// What a command has said.
#[derive(Clone)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A home with a library in it, a mark, a saved search and a moment; each test has a copy.
static WELL: LazyLock<Home> = LazyLock::new(|| {
    let home = Home(crate::support::tempdir().unwrap());
    fs::create_dir(home.path("cases")).unwrap();
    fs::copy(crate::support::fixtures().join("alder.toml"), home.path("cases/alder.toml")).unwrap();
    fs::write(home.path("plan.csv"), "Number,Recommendation,Addressee,Status\n1,Train all staff.,Police,Open\n")
        .unwrap();
    for arguments in [&["mark", "alder", "F1"][..], &["mark", "alder", "R1"], &["snapshot", "Board"]] {
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
    pub fn new() -> Self {
        Self::like(&WELL)
    }

    fn like(other: &Self) -> Self {
        let home = Self(crate::support::tempdir().unwrap());
        copy(other.0.path(), home.0.path());
        home
    }

    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    pub fn state(&self) -> std::path::PathBuf {
        self.path("state/casebook")
    }

    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("HOME", self.0.path()).env("XDG_STATE_HOME", self.path("state"));
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.current_dir(self.0.path()).stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_by("exec \"$@\"", arguments)
    }

    /// Runs casebook by a line of a shell, which begins it as `"$@"`.
    fn run_by(&self, line: &str, arguments: &[&str]) -> Ran {
        let mut shell = self.command("sh");
        shell.args(["-c", line, "sh", env!("CARGO_BIN_EXE_casebook"), "--cases", "cases"]).args(arguments);
        let Ran { code, out, err } = ran(shell);
        // Each home has a path of its own.
        let told = |text: String| text.replace(&*self.0.path().to_string_lossy(), "~");
        Ran { code, out: told(out), err: told(err) }
    }
}

pub fn ran(mut command: Command) -> Ran {
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
    let ill = Home::new();
    fail(&ill);
    let mut wrong = Vec::new();
    let mut tried = BTreeSet::new();
    for ((arguments, does), fine) in COMMANDS.iter().zip(FINE.iter()) {
        // Where a failure does not touch a command, one way to call it is enough to show that.
        if !tried.insert(arguments[0]) && expected(*does).is_none() {
            continue;
        }
        let home = Home::like(&ill);
        let start = Instant::now();
        let Ran { code, out, err } = run(&home, arguments);
        assert!(start.elapsed() < Duration::from_secs(60), "{failure}: {arguments:?} hangs");
        let right = match expected(*does) {
            Some((right, said, told)) => code == right && err.contains(said) && out.contains(told),
            None => code == fine.code && err == fine.err && out == fine.out,
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
fn no_command_is_left_out() {
    let help = Home::new().run(&["--help"]).out;
    let table = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let commands: BTreeSet<&str> = table
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        // The one is tried in a terminal, by the tests of sessions, the other by those of cache files.
        .filter(|command| !["pick", "index"].contains(command))
        .collect();
    let tried: BTreeSet<&str> = COMMANDS
        .iter()
        .map(|(arguments, _)| arguments[0])
        // What an option of `brief` or `tracker` prints has no line of its own in the help.
        .filter(|word| !word.starts_with('-') && !word.starts_with("tracker-") && !word.ends_with("-brief"))
        .collect();
    assert_eq!(commands, tried);
}

#[test]
fn a_file_that_cannot_be_read_is_told_by_every_command_and_in_every_export() {
    under(
        "unreadable file",
        |home| fs::write(home.path("cases/broken.toml"), "id = \"broken\"\ntitle = \n").unwrap(),
        Home::run,
        |does| match does {
            // Marking an entry of a file that was read needs no other.
            Nothing | Recalls | Marks | Forgets | New | Configures | Imports => None,
            Checks | ChecksFolder => Some((1, "", "broken.toml")),
            Tells | Keeps => Some((2, "broken.toml:2:", "broken.toml: 2:")),
            Counts | Lines | Past | Reads | Snapshots | Exports => Some((2, "broken.toml:2:", "")),
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
            // As on a full disk, no byte can be written to a file.
            let ran = home.run_by("trap '' XFSZ; ulimit -f 0; exec \"$@\"", arguments);
            for left in ["out.md", "cases/fresh.toml", "fresh.toml"] {
                assert!(!home.path(left).exists(), "{arguments:?} leaves {left}");
            }
            assert!(fs::read_to_string(home.state().join("marks.toml")).unwrap().contains("F1"), "{arguments:?}");
            ran
        },
        |does| match does {
            Marks | Snapshots | Exports | New => Some((2, "cannot be written: File too large", "")),
            _ => None,
        },
    );
}

#[test]
fn what_cannot_be_said_on_standard_output_is_no_success() {
    for (failure, line, why) in [
        ("full standard output", "exec \"$@\" > /dev/full", "to standard output: No space left on device"),
        ("closed standard output", "exec \"$@\" >&-", "to standard output: Bad file descriptor"),
    ] {
        under(failure, |_| (), |home, arguments| home.run_by(line, arguments), |_| Some((2, why, "")));
    }
    // Where there is nobody to tell, nothing is done either.
    for (arguments, file) in
        [(["export", "--page=tracker", "-oout.md"], "out.md"), (["new", "fresh", "--in=."], "fresh.toml")]
    {
        let home = Home::new();
        assert_eq!(home.run_by("exec \"$@\" >&-", &arguments).code, 2);
        assert!(!home.path(file).exists(), "{file}");
    }
}

#[test]
fn where_nobody_hears_the_complaint_the_exit_code_tells() {
    under(
        "closed standard error, unreadable file",
        |home| fs::write(home.path("cases/broken.toml"), "id = \"broken\"\ntitle = \n").unwrap(),
        |home, arguments| home.run_by("exec \"$@\" 2>&-", arguments),
        |does| match does {
            Nothing | Recalls | Marks | Forgets | New | Configures | Imports => None,
            Checks | ChecksFolder => Some((1, "", "broken.toml")),
            _ => Some((2, "", "")),
        },
    );
}

#[test]
fn without_a_thread_everything_is_read_all_the_same() {
    under(
        "no thread",
        |_| (),
        // No stack of this size can be had, so that no thread can.
        |home, arguments| home.run_by("RUST_MIN_STACK=70368744177664 exec \"$@\"", arguments),
        |_| None,
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
            Counts | Recalls | Forgets => Some((1, "", "")),
            _ => None,
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
            Keeps | Lines => Some((2, "others may write to", "")),
            Marks | Snapshots | Forgets => Some((2, "others may write to", "")),
            Counts | Recalls => Some((2, "", "")),
            Past => Some((2, "Snapshots that cannot be read", "")),
            _ => None,
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
    let held = |arguments: &[&str], does| {
        let start = Instant::now();
        let Ran { code, err, .. } = home.run(arguments);
        assert!(start.elapsed() < Duration::from_secs(30), "{arguments:?} hangs");
        if matches!(does, Marks | Snapshots | Forgets) {
            assert_eq!(code, 2, "{arguments:?}: {err}");
            assert!(err.contains("cannot be written: another program holds"), "{arguments:?}: {err}");
        } else {
            assert!(code < 2, "{arguments:?}: {err}");
        }
    };
    // Those that want the lock wait for it, all at once.
    std::thread::scope(|scope| {
        for (arguments, does) in COMMANDS {
            scope.spawn(|| held(arguments, *does));
        }
    });
}

/// Whether there is git; where there must be, there is.
pub fn has_git() -> bool {
    let there = Command::new("git").arg("--version").output().is_ok();
    assert!(there || std::env::var_os("CI").is_none(), "git is not installed, and no test may be skipped");
    there
}

/// The library of the home in a repository of its own, with one commit of long ago.
pub fn keep_in_git(home: &Home) {
    static KEPT: LazyLock<Home> = LazyLock::new(|| {
        let home = Home::new();
        for arguments in [&["init", "-q", "--template="][..], &["add", "-A"], &["commit", "-q", "-m", "work"]] {
            assert!(crate::fault_rules::git(&home, arguments, &[], "").0, "{arguments:?}");
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
        move |home: &Home, arguments: &[&str]| home.run_by(&format!("{name}={value} exec \"$@\""), arguments)
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

/// A repository within a library has a past of its own: its cases were not added since.
#[test]
fn a_repository_within_the_library_is_told_and_left_out() {
    if !has_git() {
        return;
    }
    let home = Home::new();
    let alder = fs::read_to_string(home.path("cases/alder.toml")).unwrap();
    fs::create_dir(home.path("cases/council")).unwrap();
    fs::write(home.path("cases/council/oak.toml"), alder.replacen("\"alder\"", "\"oak\"", 1)).unwrap();
    let git = |arguments: &[&str]| assert!(crate::fault_rules::git(&home, arguments, &[], "").0, "{arguments:?}");
    for top in [&["-C", "council"][..], &[]] {
        for arguments in [&["init", "-q", "--template="][..], &["add", "-A"], &["commit", "-q", "-m", "work"]] {
            git(&[top, arguments].concat());
        }
    }
    let ran = home.run(&["since", "HEAD"]);
    assert!(ran.code == 2 && ran.err.contains("council is a repository of its own"), "{} {}", ran.code, ran.err);
    assert!(!ran.out.contains("Added") && !ran.out.contains("1 added"), "{}", ran.out);
}

#[test]
fn a_past_that_is_not_whole_is_told() {
    if !has_git() {
        return;
    }
    let lose = |home: &Home, named: &str| {
        let (_, id) = crate::fault_rules::git(home, &["rev-parse", named], &[], "");
        let (head, tail) = id.split_at(2);
        fs::remove_file(home.path("cases/.git/objects").join(head).join(tail)).unwrap();
    };
    let shallow = |home: &Home| {
        fs::rename(home.path("cases"), home.path("whole")).unwrap();
        let url = format!("file://{}", home.path("whole").display());
        let mut clone = home.command("git");
        clone.args(["clone", "-q", "--template=", "--depth", "1", &url, "cases"]);
        assert_eq!(ran(clone).code, 0);
    };
    // What is done to the repository, and what is said.
    type Row<'a> = (&'a str, &'a dyn Fn(&Home), &'a str);
    let rows: [Row<'_>; 6] = [
        ("a file is lost", &|home| lose(home, "HEAD:alder.toml"), "files of that time that are missing: 1"),
        ("the tree is lost", &|home| lose(home, "HEAD^{tree}"), "not a tree object"),
        ("the commit is lost", &|home| lose(home, "HEAD"), "bad object"),
        ("no repository", &|home| fs::write(home.path("cases/.git/HEAD"), "junk").unwrap(), "none that git can read"),
        ("settings are no settings", &|home| fs::write(home.path("cases/.git/config"), "[[").unwrap(), "bad config"),
        ("a shallow clone", &shallow, "git fetch --unshallow"),
    ];
    for (what, ill, told) in rows {
        let home = Home::new();
        keep_in_git(&home);
        ill(&home);
        // A shallow clone begins at its commit of 2019.
        let ran = home.run(&["since", if what == "a shallow clone" { "2018" } else { "2020" }]);
        assert!(ran.code == 2 && ran.err.contains(told), "{what}: {}{}{}", ran.code, ran.out, ran.err);
        assert!(ran.out.replace('\n', " ").contains(told), "{what}: {}", ran.out);
    }
    // Nothing is lost in a repository without a commit.
    let home = Home::new();
    assert!(crate::fault_rules::git(&home, &["init", "-q", "--template="], &[], "").0);
    let empty = home.run(&["since", "2020"]);
    assert!(empty.code < 2 && empty.out.contains("Nobody kept"), "{}{}", empty.out, empty.err);
}
