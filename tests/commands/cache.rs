//! Cache files: what a library says is the same with one, without one, and with one of an older state of the library; one that
//! cannot be used is told in the log and does no harm.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs::{self, File, Permissions};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use proptest::prelude::*;

use crate::faults::{Home, Ran, ran};
use crate::generator::generator::Generator;

/// A library, and a home with a cache folder.
struct Place {
    home: Home,
    library: PathBuf,
}

/// What is asked of a library, so that cases, index, dates and titles are all in the answers.
const QUESTIONS: [&[&str]; 7] = [
    &["list", "--json"],
    &["tracker", "--json"],
    &["search", "is:overdue"],
    &["search", "--json", "reviw of the school nurse and the police"],
    &["search", "--json", "polise !school"],
    &["search", "--json", "case:case-00003 nurses"],
    &["recurring", "--json"],
];

impl Place {
    fn new(cases: usize) -> Self {
        let home = Home::new();
        let library = home.path("library");
        fs::create_dir_all(&library).unwrap();
        let place = Self { home, library };
        (0..cases).for_each(|number| place.put(&place.library.clone(), 1, number));
        // Files that have just changed are not held in a cache file.
        place.until_settled();
        place
    }

    /// Writes an invented case, as it is under a seed.
    fn put(&self, folder: &Path, seed: u64, number: usize) {
        fs::write(folder.join(format!("{}.toml", Generator::id(number))), Generator::new(seed).case(number)).unwrap();
    }

    /// Waits until the clock of the file system has gone on for a while, by writing a file again and again.
    fn until_settled(&self) {
        let path = self.home.path("clock");
        let time = || {
            fs::write(&path, "x").unwrap();
            let file = fs::metadata(&path).unwrap();
            file.ctime() * 1_000_000_000 + file.ctime_nsec()
        };
        let start = time();
        while time() - start < 100_000_000 {
            std::thread::yield_now();
        }
    }

    fn command(&self, more: &[&str], arguments: &[&str]) -> Command {
        let mut command = self.home.command(env!("CARGO_BIN_EXE_casebook"));
        command.env("XDG_CACHE_HOME", self.home.path("cache"));
        command.arg("--cases").arg(&self.library).args(more).args(arguments);
        command
    }

    fn index(&self) -> Ran {
        ran(self.command(&[], &["index"]))
    }

    /// The same in the library, where sessions do not write it anew.
    fn index_here(&self) -> Ran {
        let folder = self.library.join(".casebook");
        ran(self.command(&[], &["index", "--out", folder.to_str().unwrap()]))
    }

    /// The user's cache file.
    fn file(&self) -> PathBuf {
        let files: Vec<PathBuf> =
            fs::read_dir(self.home.path("cache/casebook")).unwrap().map(|file| file.unwrap().path()).collect();
        let [file] = &files[..] else { panic!("{files:?}") };
        file.clone()
    }

    /// The answers to all questions, and what the log says of cache files.
    fn answers(&self, cache: bool) -> (Vec<(i32, String, String)>, String) {
        self.asked(&QUESTIONS, cache)
    }

    fn asked(&self, questions: &[&[&str]], cache: bool) -> (Vec<(i32, String, String)>, String) {
        let settings = self.home.path("settings.toml");
        fs::write(&settings, format!("[library]\ncache = \"{}\"\n", if cache { "auto" } else { "off" })).unwrap();
        let log = self.home.path("log");
        let _ = fs::remove_file(&log);
        let more = ["--config", settings.to_str().unwrap(), "--log", log.to_str().unwrap()];
        let answer = |question: &&[&str]| {
            let Ran { code, out, err } = ran(self.command(&more, question));
            (code, out, err)
        };
        let answers = questions.iter().map(answer).collect();
        let told = fs::read_to_string(log).unwrap();
        (answers, told.lines().filter(|line| line.contains("cache file")).collect::<Vec<_>>().join("\n"))
    }
}

#[test]
fn the_answers_are_the_same_and_the_file_is_private() {
    let place = Place::new(12);
    let (without, told) = place.answers(true);
    assert_eq!(told, "", "there is none");
    assert!(without.iter().any(|(code, out, _)| *code == 0 && out.len() > 500), "{without:?}");
    let Ran { code, out, err } = place.index();
    assert_eq!((code, out.contains("12 cases in"), err.as_str()), (0, true, ""), "{out}");
    assert_eq!(fs::metadata(place.file()).unwrap().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(place.file().parent().unwrap()).unwrap().mode() & 0o777, 0o700);
    let (with, told) = place.answers(true);
    assert_eq!(with, without);
    assert_eq!(told.matches("a cache file is used").count(), QUESTIONS.len(), "{told}");
    let (off, told) = place.answers(false);
    assert_eq!((off, told.as_str()), (without, ""));
    let Ran { out, .. } = ran(place.command(&[], &["index", "--clear"]));
    assert!(out.contains("1 cache file taken away"), "{out}");
    assert_eq!(fs::read_dir(place.home.path("cache/casebook")).unwrap().count(), 0);
}

#[test]
fn one_that_cannot_be_used_is_told_and_does_no_harm() {
    // Every command reads a library in the same way.
    const ONE: &[&[&str]] = &[&["list", "--json"]];
    let place = Place::new(6);
    let (expected, _) = place.asked(ONE, false);
    place.index();
    let file = place.file();
    let good = fs::read(&file).unwrap();
    // The header ends with its checksum.
    let headed = |at: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[at] ^= byte;
        let sum = crc32fast::hash(&bytes[..124]);
        bytes[124..128].copy_from_slice(&sum.to_le_bytes());
        bytes
    };
    let flipped = |at: usize| {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        bytes
    };
    let cut = |length: usize| good[..length].to_vec();
    let rows: Vec<(&str, Vec<u8>, &str)> = vec![
        ("another beginning", flipped(0), "it is no cache file"),
        ("nothing", Vec::new(), "it is no cache file"),
        ("another form", headed(8, 1), "another version of casebook wrote it"),
        ("another program", headed(40, 1), "another version of casebook wrote it"),
        ("other terms", headed(70, 1), "the library's terms or its profile have changed"),
        ("a header that has changed", flipped(40), "its checksum is wrong"),
        ("a table that has changed", flipped(good.len() - 9), "its checksum is wrong"),
        ("cut in the header", cut(60), "it was cut short"),
        ("cut behind the header", cut(128), "it was cut short"),
        ("cut in the middle", cut(good.len() / 2), "it was cut short"),
        ("cut at the end", cut(good.len() - 8), "it was cut short"),
        ("cases that have changed", flipped(150), "a case is read from its own file"),
    ];
    for (what, bytes, why) in rows {
        fs::remove_file(&file).unwrap();
        fs::write(&file, bytes).unwrap();
        let (answers, told) = place.asked(ONE, true);
        assert_eq!(answers, expected, "{what}");
        assert!(told.contains(why), "{what}: {told}");
        assert!(!told.contains(place.library.to_str().unwrap()), "{told}");
    }
    // What stands there is not the user's own, or no file.
    let again = || {
        let _ = fs::remove_file(&file).or_else(|_| fs::remove_dir(&file));
        fs::write(&file, &good).unwrap();
    };
    again();
    for mode in [0o666, 0o620, 0o602] {
        fs::set_permissions(&file, Permissions::from_mode(mode)).unwrap();
        let (answers, told) = place.asked(ONE, true);
        assert_eq!(answers, expected);
        assert!(told.contains("it is not trusted"), "{mode:o}: {told}");
    }
    again();
    if chown(&file, Some(65_534), None).is_ok() {
        let (answers, told) = place.asked(ONE, true);
        assert_eq!(answers, expected);
        assert!(told.contains("it is not trusted"), "{told}");
    } else {
        fs::set_permissions(&file, Permissions::from_mode(0o000)).unwrap();
        let (answers, told) = place.asked(ONE, true);
        assert_eq!(answers, expected);
        assert!(told.contains("it cannot be read"), "{told}");
    }
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    let (answers, told) = place.asked(ONE, true);
    assert_eq!(answers, expected);
    assert!(told.contains("a cache file is not used"), "{told}");
    fs::remove_dir(&file).unwrap();
    assert!(Command::new("mkfifo").arg(&file).status().unwrap().success());
    let (answers, told) = place.asked(ONE, true);
    assert_eq!(answers, expected);
    assert!(told.contains("a cache file is not used"), "{told}");
    // Through a link it is the same.
    fs::remove_file(&file).unwrap();
    let elsewhere = place.home.path("elsewhere");
    fs::write(&elsewhere, &good).unwrap();
    symlink(&elsewhere, &file).unwrap();
    let (answers, told) = place.asked(ONE, true);
    assert_eq!(answers, expected);
    assert!(told.contains("a cache file is used"), "{told}");
}

#[test]
fn terms_and_profiles_of_the_library_are_heeded() {
    let place = Place::new(4);
    place.index();
    let own = place.library.join("vocabulary.toml");
    fs::write(&own, "[[theme]]\ncode = \"own_theme\"\nlabel = \"Own theme\"\ndefinition = \"Ours.\"\n").unwrap();
    let (answers, told) = place.answers(true);
    assert!(told.contains("the library's terms or its profile have changed"), "{told}");
    assert_eq!(answers, place.answers(false).0);
    place.index();
    let (answers, told) = place.answers(true);
    assert!(told.contains("a cache file is used"), "{told}");
    assert_eq!(answers, place.answers(false).0);
    fs::remove_file(&own).unwrap();
    assert!(place.answers(true).1.contains("have changed"), "gone again");
}

#[test]
fn a_library_may_hold_its_own_wherever_it_lies() {
    let mut place = Place::new(5);
    let folder = place.library.join(".casebook");
    let Ran { code, out, err } = ran(place.command(&[], &["index", "--out", folder.to_str().unwrap()]));
    assert_eq!(code, 0, "{out}{err}");
    let moved = place.home.path("moved");
    fs::rename(&place.library, &moved).unwrap();
    place.library = moved;
    let (answers, told) = place.answers(true);
    assert!(told.contains("place=\"library\" cases=5"), "{told}");
    assert_eq!(answers, place.answers(false).0);
    // A case that lies in that folder is none of the library's.
    place.put(&place.library.join(".casebook"), 1, 90);
    assert_eq!(place.answers(true).0, answers);
}

#[test]
fn a_broken_file_and_two_of_one_id_stay_what_they_are() {
    let place = Place::new(5);
    fs::write(place.library.join("broken.toml"), "id = \"broken\"\nfoo = 1\n").unwrap();
    fs::create_dir(place.library.join("below")).unwrap();
    place.put(&place.library.join("below"), 1, 3);
    place.until_settled();
    let (expected, _) = place.answers(false);
    let Ran { code, out, err } = place.index();
    assert!(code == 1 && out.contains("6 cases in") && err.contains("broken.toml"), "{out}{err}");
    assert_eq!(place.answers(true).0, expected);
    // The check looks at the files, and not at what was made of them.
    let check = |place: &Place| {
        let Ran { code, out, err } = ran(place.command(&[], &["check"]));
        (code, out, err)
    };
    let told = check(&place);
    assert!(told.0 == 1 && told.1.contains("broken.toml"), "{told:?}");
    ran(place.command(&[], &["index", "--clear"]));
    assert_eq!(check(&place), told);
}

#[test]
fn one_that_is_kept_fresh_holds_what_has_changed() {
    let place = Place::new(4);
    let mut watch = place.command(&[], &["index", "--watch"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut told = BufReader::new(watch.stdout.take().unwrap()).lines();
    let mut written = |cases: &str| while !told.next().unwrap().unwrap().contains(cases) {};
    written("4 cases in");
    place.put(&place.library, 2, 1);
    place.put(&place.library, 1, 7);
    written("5 cases in");
    fs::remove_file(place.library.join(format!("{}.toml", Generator::id(0)))).unwrap();
    written("4 cases in");
    let (answers, log) = place.answers(true);
    watch.kill().unwrap();
    watch.wait().unwrap();
    assert!(log.contains("place=\"user\" cases=4"), "{log}");
    assert_eq!(answers, place.answers(false).0);
}

/// What happens to a library between two sessions.
#[derive(Debug, Clone)]
enum Edit {
    /// A case says something else.
    Change(usize),
    /// The same text is written again.
    Touch(usize),
    Add(usize),
    Remove(usize),
    /// The file goes into a folder of its own.
    Move(usize),
    /// A text of the same length takes its place, with the old date.
    SameLength(usize),
    Break(usize),
    /// A cache file is written.
    Index,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let at = 0..8usize;
    let edit = prop_oneof![
        at.clone().prop_map(Edit::Change),
        at.clone().prop_map(Edit::Touch),
        (8..20usize).prop_map(Edit::Add),
        at.clone().prop_map(Edit::Remove),
        at.clone().prop_map(Edit::Move),
        at.clone().prop_map(Edit::SameLength),
        at.prop_map(Edit::Break),
        Just(Edit::Index),
    ];
    proptest::collection::vec(edit, 1..8)
}

impl Place {
    fn edit(&self, edit: &Edit) {
        let path = |number: usize| self.library.join(format!("{}.toml", Generator::id(number)));
        let text = |number: usize| fs::read_to_string(path(number)).ok();
        match edit {
            Edit::Change(number) => {
                if let Some(text) = text(*number) {
                    fs::write(path(*number), text.replace("police", "the county police").replace("2019", "2018"))
                        .unwrap();
                }
            }
            Edit::Touch(number) => {
                if let Some(text) = text(*number) {
                    fs::write(path(*number), text).unwrap();
                }
            }
            Edit::Add(number) => self.put(&self.library, 1, *number),
            Edit::Remove(number) => drop(fs::remove_file(path(*number))),
            Edit::Move(number) => {
                let below = self.library.join("below");
                fs::create_dir_all(&below).unwrap();
                drop(fs::rename(path(*number), below.join(path(*number).file_name().unwrap())));
            }
            Edit::SameLength(number) => {
                if let Some(text) = text(*number) {
                    let time = fs::metadata(path(*number)).unwrap().modified().unwrap();
                    let mut file = File::create(path(*number)).unwrap();
                    file.write_all(text.replace("police", "nurses").as_bytes()).unwrap();
                    file.set_modified(time).unwrap();
                }
            }
            Edit::Break(number) => {
                if let Some(text) = text(*number) {
                    fs::write(path(*number), format!("{text}\nfoo = 1\n")).unwrap();
                }
            }
            Edit::Index => {
                let Ran { code, out, err } = self.index_here();
                assert!((code == 0 || code == 1 && !err.is_empty()) && out.contains(" in "), "{code} {out} {err}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 20, ..ProptestConfig::default() })]

    #[test]
    fn an_older_cache_file_changes_no_answer(edits in edits()) {
        let place = Place::new(8);
        place.index_here();
        for edit in &edits {
            place.edit(edit);
        }
        let (answers, told) = place.answers(true);
        prop_assert!(told.contains("a cache file is used"), "{}", told);
        prop_assert_eq!(answers, place.answers(false).0, "{:?}", edits);
    }
}
