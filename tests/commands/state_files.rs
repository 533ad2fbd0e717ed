//! The files of the state folder and those that a user takes away: private, and written whole or not at all.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::time::Duration;

use casebook::notebook::{
    LibraryState, MOST_SEARCHES, Over, Session, Snapshot, SnapshotOutcome, StateFolder, TakeAwayError, slug, write_new,
};

/// The form of snapshots that this version writes.
const VERSION: u32 = 1;

#[test]
fn files_are_private_and_whole() {
    let home = crate::support::tempdir().unwrap();
    let state_folder = StateFolder::new(home.path().join("a/b"));
    assert_eq!(state_folder.read("x"), "");
    state_folder.change("x", |before| before + "one\n").unwrap();
    fs::write(state_folder.path(".unfinished-left"), "by a killed program").unwrap();
    state_folder.change("x", |before| before + "two\n").unwrap();
    assert_eq!(state_folder.read("x"), "one\ntwo\n");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&home.path().join("a/b")), 0o700);
    assert_eq!(mode(&state_folder.path("x")), 0o600);
    assert_eq!(mode(&state_folder.path("lock")), 0o600);
    assert_eq!(fs::read_dir(home.path().join("a/b")).unwrap().count(), 2, "nothing is left behind");
}

#[test]
fn two_at_once_lose_nothing() {
    let home = crate::support::tempdir().unwrap();
    let state_folder = StateFolder::new(home.path().to_owned());
    std::thread::scope(|scope| {
        for name in ["a", "b", "c", "d"] {
            let state_folder = &state_folder;
            scope.spawn(move || {
                for number in 0..25 {
                    state_folder.change("x", |before| format!("{before}{name}{number}\n")).unwrap();
                }
            });
        }
    });
    assert_eq!(state_folder.read("x").lines().count(), 100);
}

#[test]
fn what_cannot_be_written_is_told() {
    let home = crate::support::tempdir().unwrap();
    fs::write(home.path().join("file"), "").unwrap();
    let state_folder = StateFolder::new(home.path().join("file/folder"));
    let told = state_folder.change("x", |_| "one".to_owned()).unwrap_err().to_string();
    assert!(told.contains("cannot be written"), "{told}");
    assert_eq!(state_folder.read("x"), "");
}

#[test]
fn what_is_there_and_cannot_be_read_is_not_written_over() {
    let home = crate::support::tempdir().unwrap();
    let state_folder = StateFolder::new(home.path().to_owned());
    fs::create_dir(state_folder.path("x")).unwrap();
    assert!(state_folder.change("x", |_| "one".to_owned()).is_err());
    assert!(state_folder.path("x").is_dir());
    // Nor does a pipe hold a reader.
    assert!(std::process::Command::new("mkfifo").arg(state_folder.path("y")).status().unwrap().success());
    assert!(state_folder.change("y", |_| "one".to_owned()).unwrap_err().to_string().contains("not a plain file"));
    assert_eq!(state_folder.read("y"), "");
}

fn snapshot(name: &str, made: &str) -> Snapshot {
    Snapshot::new(name, made.parse().unwrap(), vec!["bundled".into()]).unwrap()
}

#[test]
fn names_become_file_names() {
    let long = "a".repeat(200);
    let rows = [
        ("Board, March 2026", Some("board-march-2026")),
        ("  ../../etc/passwd", Some("etc-passwd")),
        ("Gwynedd ä", Some("gwynedd-ä")),
        ("…", None),
        ("", None),
        ("a\u{1b}[31mb", Some("a-b")),
    ];
    for (name, expected) in rows {
        assert_eq!(slug(name).as_deref(), expected, "{name:?}");
    }
    assert_eq!(slug(&long).map(|slug| slug.len()), Some(60));
}

#[test]
fn a_name_is_no_date_and_no_mere_sign() {
    let made: jiff::civil::DateTime = "2026-03-01T10:00:00".parse().unwrap();
    for (name, sound) in [
        ("Board", true),
        ("2024", false),
        ("2024-03-01", false),
        ("10 June 2024", false),
        ("10/06/2024", false),
        ("June 2024", false),
        ("Jun 2024", false),
        (" 10 jun 2024 ", false),
        ("2024 board", true),
        ("10 June 2024, board", true),
        ("…", false),
    ] {
        assert_eq!(Snapshot::new(name, made, Vec::new()).is_ok(), sound, "{name}");
    }
    let exact = Snapshot::new("Board", "2026-03-01T10:00:00.123456789".parse().unwrap(), Vec::new()).unwrap();
    assert_eq!(exact.made, made, "parts of a second say nothing");
}

#[test]
fn a_snapshot_is_kept_listed_and_taken_away() {
    let home = crate::support::tempdir().unwrap();
    let state_folder = StateFolder::new(home.path().join("state"));
    assert_eq!(state_folder.snapshots(), (vec![], 0));
    assert_eq!(state_folder.snapshot("board"), Ok(None));
    assert!(!state_folder.remove_snapshot("board").unwrap());
    let contents = LibraryState { version: VERSION, ..LibraryState::default() };
    let (later, earlier) = (snapshot("Board", "2026-03-01T10:00:00"), snapshot("Panel", "2025-03-01T10:00:00"));
    assert_eq!(state_folder.set_snapshot(&later, &contents, false).unwrap(), SnapshotOutcome::Written);
    assert_eq!(state_folder.set_snapshot(&earlier, &contents, false).unwrap(), SnapshotOutcome::Written);
    assert_eq!(state_folder.snapshots(), (vec![earlier, later.clone()], 0));
    let again = snapshot("Board", "2026-04-01T10:00:00");
    assert_eq!(state_folder.set_snapshot(&again, &contents, false).unwrap(), SnapshotOutcome::Exists(later.clone()));
    assert_eq!(state_folder.snapshot("Board").unwrap().unwrap(), (later, contents.clone()));
    assert_eq!(state_folder.set_snapshot(&again, &contents, true).unwrap(), SnapshotOutcome::Written);
    assert_eq!(state_folder.snapshot("Board").unwrap().unwrap().0, again);
    let mode = |name: &str| fs::metadata(state_folder.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("snapshots"), mode("snapshots/board.json")), (0o700, 0o600));
    assert!(state_folder.remove_snapshot("Board").unwrap());
    fs::write(state_folder.path("snapshots/odd.json"), "{").unwrap();
    assert_eq!((state_folder.snapshots().0.len(), state_folder.snapshots().1), (1, 1));
    assert!(state_folder.snapshot("odd").unwrap_err().contains("odd.json cannot be read"));
    assert!(state_folder.remove_snapshot("odd").unwrap(), "one that cannot be read can go");
    let newer = LibraryState { version: VERSION + 1, ..LibraryState::default() };
    state_folder.set_snapshot(&again, &newer, true).unwrap();
    assert!(state_folder.snapshot("Board").unwrap_err().contains("a newer casebook"));
}

#[test]
fn names_that_differ_are_different_snapshots() {
    let home = crate::support::tempdir().unwrap();
    let state_folder = StateFolder::new(home.path().join("state"));
    let long = "Safeguarding partnership board of the northern area, meeting of 3";
    let names = [
        format!("{long} June"),
        format!("{long} July"),
        "Board".to_owned(),
        "board".to_owned(),
        "Board!".to_owned(),
        "Board 2".to_owned(),
        "Board-2".to_owned(),
    ];
    let contents =
        |name: &str| LibraryState { version: VERSION, unread: [name.to_owned()].into(), ..LibraryState::default() };
    for round in 0..2 {
        for name in &names {
            let kept = state_folder.set_snapshot(&snapshot(name, "2026-03-01T10:00:00"), &contents(name), round == 1);
            assert_eq!(kept.unwrap(), SnapshotOutcome::Written, "{name}");
        }
        assert_eq!(state_folder.snapshots().0.len(), names.len());
    }
    for (gone, name) in names.iter().enumerate() {
        let (known, said) = state_folder.snapshot(name).unwrap().unwrap();
        assert_eq!((known.name.as_str(), said), (name.as_str(), contents(name)));
        assert!(state_folder.remove_snapshot(name).unwrap());
        assert_ne!(state_folder.snapshot(name).unwrap().map(|(known, _)| known.name).as_ref(), Some(name));
        assert_eq!(state_folder.snapshots().0.len(), names.len() - gone - 1);
    }
}

#[test]
fn one_that_an_earlier_version_called_as_a_date_can_still_be_had() {
    let home = crate::support::tempdir().unwrap();
    let state_folder = StateFolder::new(home.path().join("state"));
    let old = Snapshot { name: "10 June 2024".into(), ..snapshot("x", "2026-03-01T10:00:00") };
    state_folder.set_snapshot(&old, &LibraryState { version: VERSION, ..LibraryState::default() }, false).unwrap();
    assert_eq!(state_folder.snapshots().0, std::slice::from_ref(&old));
    assert_eq!(state_folder.snapshot("10 June 2024").unwrap().unwrap().0, old);
}

#[test]
fn snapshots_of_earlier_versions_are_read_where_they_stand() {
    let home = crate::support::tempdir().unwrap();
    let state_folder = StateFolder::new(home.path().join("state"));
    fs::create_dir_all(state_folder.path("moments")).unwrap();
    let text =
        r#"{"name":"Board","made":"2026-03-01T10:00:00","library":["bundled"],"snapshot":{"version":1,"cases":[]}}"#;
    fs::write(state_folder.path("moments/board.json"), text).unwrap();
    let old = snapshot("Board", "2026-03-01T10:00:00");
    assert_eq!(state_folder.snapshots(), (vec![old.clone()], 0));
    assert_eq!(state_folder.snapshot("Board").unwrap().unwrap().0, old);
    let new = snapshot("Board", "2026-05-01T10:00:00");
    let contents = LibraryState { version: VERSION, ..LibraryState::default() };
    assert_eq!(state_folder.set_snapshot(&new, &contents, false).unwrap(), SnapshotOutcome::Exists(old));
    assert_eq!(state_folder.set_snapshot(&new, &contents, true).unwrap(), SnapshotOutcome::Written);
    assert_eq!(state_folder.snapshots(), (vec![new], 0));
    assert!(state_folder.remove_snapshot("Board").unwrap());
    assert_eq!(state_folder.snapshots(), (vec![], 0));
}

fn left(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

#[test]
fn files_are_private_whole_and_never_over_another() {
    let home = crate::support::tempdir().unwrap();
    let path = home.path().join("brief.html");
    write_new(&path, "one", Over::Nothing).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let told = write_new(&path, "two", Over::Nothing).unwrap_err().to_string();
    assert!(told.contains("is there already; choose another name") && told.contains("--force"), "{told}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "one");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    write_new(&path, "two", Over::Another).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "two");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(left(home.path()), 1, "nothing is left behind");
}

#[test]
fn what_a_killed_program_left_is_swept_and_what_is_being_written_is_not() {
    let home = crate::support::tempdir().unwrap();
    let (old, young) = (home.path().join(".casebook-old"), home.path().join(".casebook-young"));
    for path in [&old, &young] {
        fs::write(path, "half").unwrap();
    }
    let long_ago = std::time::SystemTime::now() - Duration::from_secs(2 * 3600);
    File::options().write(true).open(&old).unwrap().set_modified(long_ago).unwrap();
    write_new(&home.path().join("x"), "text", Over::Nothing).unwrap();
    assert_eq!((old.exists(), young.exists()), (false, true));
}

#[test]
fn what_stands_in_the_way_is_told() {
    let home = crate::support::tempdir().unwrap();
    let file = home.path().join("file");
    fs::write(&file, "kept").unwrap();
    symlink(home.path().join("gone"), home.path().join("dangling")).unwrap();
    let rows: [(PathBuf, Over, &str); 7] = [
        (home.path().to_owned(), Over::Nothing, "is a folder; name a file in it"),
        (home.path().to_owned(), Over::Another, "is a folder; name a file in it"),
        (PathBuf::from("/dev/null"), Over::Another, "is no ordinary file"),
        (home.path().join("none/x.md"), Over::Nothing, "is not there; make it first"),
        (file.join("x.md"), Over::Nothing, "is not there; make it first"),
        (home.path().join("dangling"), Over::Nothing, "is there already"),
        (home.path().join(".hidden"), Over::Another, "is a hidden file"),
    ];
    for (path, over, told) in rows {
        let error = write_new(&path, "text", over).unwrap_err().to_string();
        assert!(error.contains(told), "{}: {error}", path.display());
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "kept");
    assert_eq!(left(home.path()), 2);
}

#[test]
fn a_link_is_replaced_and_what_it_leads_to_is_left() {
    let home = crate::support::tempdir().unwrap();
    let (file, link) = (home.path().join("file"), home.path().join("link"));
    fs::write(&file, "mine").unwrap();
    symlink(&file, &link).unwrap();
    assert!(matches!(write_new(&link, "new", Over::Nothing), Err(TakeAwayError::Exists(_))));
    for over in [Over::Another, Over::Anything] {
        write_new(&link, "new", over).unwrap();
        assert!(!link.is_symlink());
        assert_eq!(
            (fs::read_to_string(&file).unwrap(), fs::read_to_string(&link).unwrap()),
            ("mine".into(), "new".into())
        );
    }
    symlink(home.path().join("gone"), home.path().join("dangling")).unwrap();
    write_new(&home.path().join("dangling"), "new", Over::Another).unwrap();
    assert!(!home.path().join("gone").exists());
}

#[test]
fn of_many_at_once_one_wins_and_its_text_is_whole() {
    let home = crate::support::tempdir().unwrap();
    let path = home.path().join("x");
    let texts: Vec<String> = (0..8).map(|number| number.to_string().repeat(50_000)).collect();
    let path = path.as_path();
    let wins = std::thread::scope(|scope| {
        let writers: Vec<_> =
            texts.iter().map(|text| scope.spawn(move || write_new(path, text, Over::Nothing).is_ok())).collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).filter(|won| *won).count()
    });
    assert_eq!(wins, 1);
    assert!(texts.contains(&fs::read_to_string(path).unwrap()));
    assert_eq!(left(home.path()), 1);
}

#[test]
fn what_is_kept_is_read_again_and_a_broken_file_is_none() {
    let home = crate::support::tempdir().unwrap();
    let state_folder = StateFolder::new(home.path().join("state"));
    assert_eq!(state_folder.session(), None);
    let session = Session {
        case: Some("alder".into()),
        tab: "findings".into(),
        item: Some("F2".into()),
        query: "bruising gp".into(),
        lens: "cases".into(),
        focus: "items".into(),
        zoomed: true,
        cases_hidden: true,
        cases_share: Some(400),
        list_share: Some(250),
        private: true,
    };
    state_folder.keep_session(&session).unwrap();
    assert_eq!(state_folder.session(), Some(session));
    let rows: [(&[u8], Option<&str>); 6] = [
        (b"", Some("")),
        (b"query = \"police\"\nnewer = 1\n", Some("police")),
        (b"query = \"a\\u001b[31mb\"\n", Some("a\u{241b}b")),
        (b"query = ", None),
        (b"query = 1\n", None),
        (b"query = \"\xff\"\n", None),
    ];
    for (bytes, query) in rows {
        std::fs::write(state_folder.path("session.toml"), bytes).unwrap();
        assert_eq!(state_folder.session().map(|session| session.query).as_deref(), query, "{bytes:?}");
    }
}

#[test]
fn searches_are_kept_newest_last() {
    let home = crate::support::tempdir().unwrap();
    let state_folder = StateFolder::new(home.path().to_owned());
    assert!(state_folder.searches().is_empty());
    for text in ["police", "gp bruising", "police", "theme:neglect"] {
        state_folder.keep_search(text).unwrap();
    }
    assert_eq!(state_folder.searches(), ["gp bruising", "police", "theme:neglect"]);
    for number in 0..MOST_SEARCHES {
        state_folder.keep_search(&number.to_string()).unwrap();
    }
    assert_eq!(state_folder.searches().len(), MOST_SEARCHES);
    assert_eq!(state_folder.searches().first().map(String::as_str), Some("0"));
}

#[test]
fn a_very_long_file_takes_no_time() {
    let text: String = (0..300_000).map(|number| format!("{number}\n")).collect();
    let start = std::time::Instant::now();
    let searches = searches_in(&text);
    assert_eq!((searches.len(), searches.last().map(String::as_str)), (MOST_SEARCHES, Some("299999")));
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_file_that_somebody_else_wrote_cannot_act() {
    assert_eq!(searches_in("a\u{1b}[31mb\n\n  \na\n").len(), 2);
    assert!(searches_in("a\u{1b}[31mb\n").iter().all(|line| !line.contains('\u{1b}')));
}

/// The searches of before that a file of this text holds.
fn searches_in(text: &str) -> Vec<String> {
    let home = crate::support::tempdir().unwrap();
    let state_folder = StateFolder::new(home.path().to_owned());
    fs::write(state_folder.path("history"), text).unwrap();
    state_folder.searches()
}
