//! Files change under the running program, in a real terminal: every way in which programs write files.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::pty::{PROGRAM, Terminal, at_rest, ticks};
use crate::support::files::text;

/// How soon a change has to be on the screen.
const SOON: Duration = Duration::from_secs(2);

/// The explorer on a folder of its own.
struct StateFolder {
    _home: tempfile::TempDir,
    library: PathBuf,
    terminal: Terminal,
    mode: &'static str,
}

impl StateFolder {
    fn new(mode: &'static str) -> Self {
        let home = crate::support::tempdir().unwrap();
        let library = home.path().join("library");
        fs::create_dir(&library).unwrap();
        for (id, title) in [("ash", "Ash"), ("beech", "Beech"), ("cedar", "Cedar")] {
            fs::write(library.join(format!("{id}.toml")), text(id, title)).unwrap();
        }
        Self::of(home, library, mode)
    }

    fn of(home: tempfile::TempDir, library: PathBuf, mode: &'static str) -> Self {
        let settings = home.path().join("settings.toml");
        fs::write(&settings, format!("[library]\nwatch = \"{mode}\"\n")).unwrap();
        let arguments = ["--cases", library.to_str().unwrap(), "--config", settings.to_str().unwrap()];
        let mut terminal = Terminal::open(home.path(), &arguments, (110, 30));
        terminal.wait_until("all cases", |screen| screen.contains("Cedar") && !screen.contains("reading"));
        Self { _home: home, library, terminal, mode }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.library.join(name)
    }

    /// After a change: waits for the screen, and says how long it took.
    fn soon(&mut self, what: &str, holds: impl Fn(&str) -> bool) {
        let start = Instant::now();
        self.terminal.wait_until(what, holds);
        let took = start.elapsed();
        let _ = writeln!(std::io::stderr(), "{:4}: {what}: {} ms", self.mode, took.as_millis());
        assert!(took < SOON, "{}: {what}: {took:?}", self.mode);
    }
}

/// Written elsewhere and moved there, as careful programs do.
fn move_over(path: &Path, text: &str) {
    let beside = path.with_extension("tmp");
    fs::write(&beside, text).unwrap();
    fs::rename(&beside, path).unwrap();
}

fn every_way(mode: &'static str) {
    let mut state_folder = StateFolder::new(mode);
    state_folder.terminal.keys("jj");
    state_folder
        .terminal
        .wait_until("the third is selected", |screen| screen.contains("› Cedar") || screen.contains("Cedar"));

    fs::write(state_folder.path("beech.toml"), text("beech", "Edited")).unwrap();
    state_folder.soon("edited in place", |screen| screen.contains("Edited") && !screen.contains("Beech"));

    move_over(&state_folder.path("beech.toml"), &text("beech", "Moved over"));
    state_folder.soon("moved over", |screen| screen.contains("Moved over") && !screen.contains("Edited"));

    fs::write(state_folder.path("dogwood.toml"), text("dogwood", "Dogwood")).unwrap();
    state_folder.soon("added", |screen| screen.contains("Dogwood"));

    fs::remove_file(state_folder.path("dogwood.toml")).unwrap();
    state_folder.soon("deleted", |screen| !screen.contains("Dogwood"));

    fs::create_dir(state_folder.path("sub")).unwrap();
    for id in ["elm", "fir"] {
        fs::write(state_folder.path("sub").join(format!("{id}.toml")), text(id, &format!("{id} of a folder"))).unwrap();
    }
    state_folder
        .soon("a folder added", |screen| screen.contains("elm of a folder") && screen.contains("fir of a folder"));

    fs::write(state_folder.path("sub/elm.toml"), text("elm", "elm edited")).unwrap();
    state_folder.soon("edited in the new folder", |screen| screen.contains("elm edited"));

    fs::remove_dir_all(state_folder.path("sub")).unwrap();
    state_folder.soon("a folder removed", |screen| !screen.contains("elm") && !screen.contains("fir of"));

    fs::write(state_folder.path("cedar.toml"), "id = \"cedar\"\ntitle = ").unwrap();
    state_folder.soon("an error", |screen| screen.contains("1 file not readable"));

    fs::write(state_folder.path("cedar.toml"), text("cedar", "Mended")).unwrap();
    state_folder.soon("mended", |screen| screen.contains("Mended") && !screen.contains("not readable"));

    let copy = state_folder.path("again");
    fs::create_dir(&copy).unwrap();
    fs::copy(state_folder.path("ash.toml"), copy.join("ash.toml")).unwrap();
    state_folder.soon("twice", |screen| screen.contains("1 file not readable"));
    fs::remove_file(copy.join("ash.toml")).unwrap();
    state_folder.soon("the first goes and the second is the case", |screen| {
        screen.contains("Ash") && !screen.contains("not readable")
    });

    state_folder.terminal.keys("q");
    assert_eq!(state_folder.terminal.wait(), 0);
}

pub fn every_change_shows_soon() {
    every_way("auto");
}

pub fn every_change_shows_soon_without_the_kernels_word() {
    every_way("poll");
}

pub fn a_half_written_file_is_not_shown() {
    for mode in ["auto", "poll"] {
        let mut state_folder = StateFolder::new(mode);
        let whole = text("beech", "Whole again");
        let path = state_folder.path("beech.toml");
        let from = state_folder.terminal.written().len();
        // Two halves, with a pause in which the first half could be read and is not shown.
        let (first, second) = whole.split_at(whole.len() / 2 + 3);
        fs::write(&path, first).unwrap();
        state_folder.terminal.stays_silent(Duration::from_millis(180));
        let mut file = fs::OpenOptions::new().append(true).open(&path).unwrap();
        file.write_all(second.as_bytes()).unwrap();
        drop(file);
        state_folder.soon("whole", |screen| screen.contains("Whole again"));
        let written = state_folder.terminal.written()[from..].to_owned();
        assert!(!written.contains("not readable"), "{mode}: the half was shown: {written:?}");
        // The same file, and it stays a half.
        fs::write(&path, first).unwrap();
        state_folder.soon("half", |screen| screen.contains("1 file not readable"));
    }
}

/// How often a process has waited for something, in all its threads.
fn wakes(process: &str) -> u64 {
    let of = |path: PathBuf| {
        let status = fs::read_to_string(path.join("status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        line.map_or(0, |count| count.trim().parse::<u64>().unwrap())
    };
    fs::read_dir(format!("/proc/{process}/task")).unwrap().map(|task| of(task.unwrap().path())).sum()
}

pub fn nothing_is_done_while_nothing_changes() {
    let modes = ["auto", "poll", "never"];
    // All three pass the same span of time.
    let watched = modes.map(|mode| {
        let mut state_folder = StateFolder::new(mode);
        // What loading leaves to be done is done when a key has been answered.
        state_folder.terminal.keys("jn");
        state_folder.terminal.wait_for("There is no search yet");
        state_folder
    });
    let processes = [0, 1, 2].map(|index| watched[index].terminal.process());
    // The first look after loading is over by then. One that polls is never at rest for long.
    at_rest(Duration::from_millis(500), || ticks(&processes[0]) + ticks(&processes[2]));
    let now = |index: usize| {
        let process = &processes[index];
        (watched[index].terminal.written().len(), ticks(process), wakes(process))
    };
    let before = [0, 1, 2].map(now);
    watched[0].terminal.stays_silent(Duration::from_secs(3));
    let after = [0, 1, 2].map(now);
    for ((mode, before), after) in modes.into_iter().zip(before).zip(after) {
        let (bytes, ticks, wakes) = (after.0 - before.0, after.1 - before.1, after.2 - before.2);
        let _ = writeln!(std::io::stderr(), "{mode:5}: {bytes} bytes, {ticks} ticks, {wakes} wake-ups in 3 s");
        assert_eq!(bytes, 0, "{mode}: bytes");
        assert!(ticks <= if mode == "poll" { 3 } else { 0 }, "{mode}: processor time");
        // Every three seconds it is asked whether the folder is still the watched one.
        let most = [("auto", 2), ("never", 0)].into_iter().find(|(named, _)| *named == mode);
        assert!(most.is_none_or(|(_, most)| wakes <= most), "{mode}: {wakes} wake-ups");
    }
}

pub fn never_means_never() {
    let mut state_folder = StateFolder::new("never");
    fs::write(state_folder.path("beech.toml"), text("beech", "Edited")).unwrap();
    state_folder.terminal.stays_silent(Duration::from_millis(1500));
    state_folder.terminal.keys("jk?");
    state_folder.terminal.wait_for("Help");
    state_folder.terminal.keys("\u{1b}");
    state_folder.terminal.wait_until("the help closes", |screen| screen.contains("Beech"));
    assert!(!state_folder.terminal.screen().contains("Edited"));
}

#[test]
fn what_is_no_plain_file_is_a_row_and_nothing_waits_for_it() {
    let mut state_folder = StateFolder::new("auto");
    let path = state_folder.path("beech.toml");
    fs::remove_file(&path).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    state_folder.soon("a FIFO", |screen| screen.contains("1 file not readable"));
    std::os::unix::fs::symlink(&state_folder.library, state_folder.path("loop")).unwrap();
    state_folder.soon("a loop", |screen| screen.contains("2 files not readable"));
    fs::File::create(state_folder.path("huge.toml")).unwrap().set_len(64 << 20).unwrap();
    state_folder.soon("a huge file", |screen| screen.contains("3 files not readable"));
    fs::remove_file(state_folder.path("loop")).unwrap();
    fs::remove_file(state_folder.path("huge.toml")).unwrap();
    move_over(&path, &text("beech", "Beech again"));
    state_folder.soon("all mended", |screen| screen.contains("Beech again") && !screen.contains("not readable"));
}

#[test]
fn the_whole_library_goes_and_comes_back() {
    let mut state_folder = StateFolder::new("auto");
    let away = state_folder.library.with_extension("away");
    fs::rename(&state_folder.library, &away).unwrap();
    state_folder.soon("the folder goes", |screen| !screen.contains("Cedar") && screen.contains("not readable"));
    fs::rename(&away, &state_folder.library).unwrap();
    state_folder.soon("it comes back", |screen| screen.contains("Cedar") && !screen.contains("not readable"));
    fs::write(state_folder.path("cedar.toml"), text("cedar", "Heard again")).unwrap();
    state_folder.soon("and is heard of", |screen| screen.contains("Heard again"));
}

#[test]
fn a_librarys_own_terms_are_read_again() {
    let mut state_folder = StateFolder::new("auto");
    let terms = state_folder.path("vocabulary.toml");
    let template = |code: &str, label: &str| {
        format!(
            "[[agency]]\ncode = \"{code}\"\nlabel = \"{label}\"\ndefinition = \"They keep it.\"\nsource = \"Ours\"\n"
        )
    };
    fs::write(&terms, template("lighthouse", "Lighthouse keepers")).unwrap();
    state_folder.soon("terms added", |screen| screen.contains("its labels were read again"));
    let case = text("beech", "Beech").replace("agencies = [\"gp\"]", "agencies = [\"lighthouse\"]");
    fs::write(state_folder.path("beech.toml"), &case).unwrap();
    state_folder.terminal.keys("j\r");
    state_folder.soon("a case uses one", |screen| screen.contains("Lighthouse keepers"));
    fs::write(&terms, template("lighthouse", "Keepers of light")).unwrap();
    state_folder.soon("its label changes", |screen| screen.contains("Keepers of light"));
    fs::write(&terms, "[[agency]]\ncode = 3\n").unwrap();
    state_folder.soon("wrong terms", |screen| screen.contains("not readable"));
    fs::write(&terms, template("lighthouse", "Keepers once more")).unwrap();
    state_folder
        .soon("mended terms", |screen| screen.contains("Keepers once more") && !screen.contains("not readable"));
    fs::remove_file(&terms).unwrap();
    state_folder.soon("terms gone", |screen| screen.contains("1 file not readable"));
}

/// The kernel watches the folder that the link led to, and says nothing when it leads elsewhere.
pub fn a_library_that_is_swapped_by_link_is_noticed() {
    let home = crate::support::tempdir().unwrap();
    let [first, second, current, next] = ["first", "second", "current", "next"].map(|name| home.path().join(name));
    for (folder, title) in [(&first, "Cedar"), (&second, "Swapped")] {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join("cedar.toml"), text("cedar", title)).unwrap();
    }
    std::os::unix::fs::symlink(&first, &current).unwrap();
    std::os::unix::fs::symlink(&second, &next).unwrap();
    let mut state_folder = StateFolder::of(home, current.clone(), "auto");
    fs::rename(&next, &current).unwrap();
    let start = Instant::now();
    state_folder.terminal.wait_until("the link leads elsewhere", |screen| screen.contains("Swapped"));
    assert!(start.elapsed() < 3 * SOON, "{:?}", start.elapsed());
    fs::write(second.join("cedar.toml"), text("cedar", "Heard there")).unwrap();
    state_folder.soon("and is heard of there", |screen| screen.contains("Heard there"));
}

/// What is mounted over the library says nothing to the kernel's watch of what lies below.
pub fn a_library_over_which_another_is_mounted_is_noticed() {
    // A space of names of its own, in which nobody has to be root.
    let apart = ["unshare", "--user", "--map-root-user", "--mount"];
    let may = Command::new(apart[0]).args(&apart[1..]).arg("true").status();
    if !may.is_ok_and(|status| status.success()) {
        // Containers refuse it to all, so that this is no fault of the set-up, as a missing tool is.
        return drop(writeln!(std::io::stderr(), "skipped: no mount namespace is to be had"));
    }
    let home = crate::support::tempdir().unwrap();
    let [library, second] = ["library", "second"].map(|name| home.path().join(name));
    for (folder, title) in [(&library, "Cedar"), (&second, "Mounted")] {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join("cedar.toml"), text("cedar", title)).unwrap();
    }
    let words = [&apart[..], &[PROGRAM, "--cases", library.to_str().unwrap()]].concat();
    let mut terminal = Terminal::run(home.path(), &words, (110, 30), &[]);
    terminal.wait_until("the library as it was", |screen| screen.contains("Cedar") && !screen.contains("reading"));
    let process = terminal.process();
    let within = |words: &[&str]| {
        let mut enter = Command::new("nsenter");
        enter.args(["--target", &process, "--user", "--mount", "--preserve-credentials"]).args(words);
        assert!(enter.status().unwrap().success(), "{words:?}");
    };
    let start = Instant::now();
    within(&["mount", "--bind", second.to_str().unwrap(), library.to_str().unwrap()]);
    terminal.wait_until("the other one", |screen| screen.contains("Mounted"));
    assert!(start.elapsed() < 3 * SOON, "{:?}", start.elapsed());
    fs::write(second.join("cedar.toml"), text("cedar", "Heard there")).unwrap();
    terminal.wait_until("and is heard of there", |screen| screen.contains("Heard there"));
    within(&["umount", library.to_str().unwrap()]);
    terminal.wait_until("what lay below", |screen| screen.contains("Cedar"));
    terminal.keys("q");
    assert_eq!(terminal.wait(), 0);
}
