//! What must hold of the user's own files, whatever their bytes: state files and the configuration. For the short run of
//! `tests/commands/fuzz_private.rs` and for the long runs of `tests/fuzz`.

#![allow(clippy::unwrap_used, reason = "a promise that is broken should say so at once")]

use std::fs;

use casebook::case::ItemKind;
use casebook::config::parse;
use casebook::notebook::{Mark, StateFolder};

/// Files of the state folder.
const FILES: [&str; 5] = ["marks.toml", "searches.toml", "session.toml", "history", "snapshots/odd.json"];

/// Reads bytes as each file of the state folder, and writes over them as the program does.
pub fn check_state(bytes: &[u8]) {
    let home = tempfile::tempdir().unwrap();
    let folder = StateFolder::new(home.path().join("state"));
    // The folder is made as the program makes it.
    folder.keep_search("police").unwrap();
    fs::create_dir(folder.path("snapshots")).unwrap();
    for file in FILES {
        fs::write(folder.path(file), bytes).unwrap();
    }
    let (marks, problem) = folder.marks();
    let (searches, _) = folder.saved_searches();
    let (snapshots, unread) = folder.snapshots();
    assert!(snapshots.len() + unread == 1, "a file of a snapshot is read or counted");
    let mut texts: Vec<String> = folder.searches();
    texts.extend(marks.iter().flat_map(|mark| [mark.case.clone(), mark.item.clone(), mark.text.clone()]));
    texts.extend(marks.iter().flat_map(|mark| mark.note.lines().map(str::to_owned).collect::<Vec<_>>()));
    texts.extend(searches.iter().flat_map(|search| [search.name.to_string(), search.query.to_string()]));
    texts.extend(snapshots.iter().map(|snapshot| snapshot.name.clone()));
    texts.extend(folder.session().into_iter().flat_map(|session| [session.query, session.tab, session.lens]));
    for snapshot in &snapshots {
        drop(folder.snapshot(&snapshot.name));
    }
    for text in &texts {
        assert!(!text.chars().any(char::is_control), "{text:?}");
    }
    // Nothing that stood there is lost when the program writes.
    let (after, _) = folder.change_marks(|marks| marks.push(mark())).unwrap();
    assert!(after.iter().any(|known| known.case == "invented"), "{after:?}");
    let (again, still) = folder.marks();
    let sound = |mark: &&Mark| !mark.is_empty();
    assert!(again.len() > marks.iter().filter(sound).count() || again == after, "{marks:?} {again:?}");
    if problem.is_some_and(|problem| problem.contains("kept aside")) {
        assert!(still.is_none(), "{still:?}");
        assert_eq!(fs::read(folder.path("marks.toml.broken-1")).unwrap(), bytes);
    }
    folder.keep_search("bruising").unwrap();
    assert_eq!(folder.searches().last().map(String::as_str), Some("bruising"));
}

fn mark() -> Mark {
    let text = format!("case = \"invented\"\nsort = {}\nitem = \"F1\"\nmarked = true\n", sort(ItemKind::Finding));
    toml::from_str(&text).unwrap()
}

fn sort(sort: ItemKind) -> String {
    serde_json::to_string(&sort).unwrap()
}

/// Reads bytes as a configuration.
pub fn check_configuration(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // Byte-order marks are taken off where the file is read.
    let text = text.trim_start_matches('\u{feff}');
    match parse(text) {
        // What is in force can be read back.
        Ok(settings) => {
            let mut table = toml::Table::try_from(&settings).unwrap();
            table.remove("keys");
            let again = parse(&toml::to_string(&table).unwrap()).map(|again| (again.library, again.privacy));
            assert_eq!(again.ok(), Some((settings.library, settings.privacy)));
        }
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a reason");
            for problem in &problems {
                super::assert_told_well(problem, text);
            }
        }
    }
}
