//! Notes that a group shares: read with whose they are, exported with it, and nothing of them where there is no folder.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;

use crate::faults::Home;

fn note(item: &str, text: &str) -> String {
    format!("[[item]]\ncase = \"alder\"\nsort = \"finding\"\nitem = \"{item}\"\nnote = \"{text}\"\n")
}

#[test]
fn notes_of_others_are_shown_with_whose_they_are() {
    let home = Home::new();
    let before = home.run(&["marks"]);
    assert!(!before.out.contains("group"), "{}", before.out);
    fs::create_dir(home.path("cases/notes")).unwrap();
    fs::write(home.path("cases/notes/ada.toml"), note("F2", "ring the school")).unwrap();
    fs::write(home.path("cases/notes/ben.toml"), note("F2", "done in May") + &note("F1", "see R1")).unwrap();
    // They are no cases.
    for arguments in [&["list"][..], &["check"]] {
        assert_eq!(home.run(arguments).code, Home::new().run(arguments).code, "{arguments:?}");
        assert!(!home.run(arguments).out.contains("notes"), "{arguments:?}");
    }
    let marks = home.run(&["marks"]);
    assert_eq!(marks.code, 0, "{}", marks.err);
    assert!(marks.out.contains("3 of the group's notes"), "{}", marks.out);
    for told in ["Note: ada: ring the school", "Note: ben: done in May", "Note: ben: see R1"] {
        assert!(marks.out.contains(told), "{told}: {}", marks.out);
    }
    for format in ["md", "html", "txt", "csv", "json"] {
        let export = home.run(&["export", "--marked", "--format", format]);
        assert!(
            export.code == 0 && export.out.contains("ada: ring the school"),
            "{format}: {}{}",
            export.out,
            export.err
        );
    }
    let json = home.run(&["marks", "--json"]).out;
    assert!(json.lines().any(|line| line.contains("\"by\":\"ada\"")), "{json}");
    // The user's own file of marks has none of them.
    assert!(!fs::read_to_string(home.state().join("marks.toml")).unwrap().contains("school"));
    assert_eq!(home.run(&["mark", "alder", "F2", "--note", "mine"]).code, 0);
    let both = home.run(&["marks"]).out;
    assert!(both.contains("Note: mine") && both.contains("Note: ada: ring the school"), "{both}");
    // Names are hidden in them as in the user's own.
    fs::write(home.path("cases/notes/ada.toml"), note("F2", "ring Alder's uncle")).unwrap();
    let private = home.run(&["marks", "--private"]).out;
    assert!(private.contains("uncle") && !private.contains("Alder"), "{private}");
}

#[test]
fn notes_that_cannot_be_read_are_told() {
    let home = Home::new();
    fs::create_dir(home.path("cases/notes")).unwrap();
    fs::write(home.path("cases/notes/ada.toml"), note("F2", "ring the school")).unwrap();
    fs::write(home.path("cases/notes/ben.toml"), "item = [\n").unwrap();
    fs::create_dir(home.path("cases/notes/eve.toml")).unwrap();
    for arguments in [&["marks"][..], &["export", "--marked"]] {
        let ran = home.run(arguments);
        assert!(ran.code == 2 && ran.out.contains("ada: ring the school"), "{arguments:?}: {} {}", ran.code, ran.out);
        assert!(ran.err.contains("notes/ben.toml cannot be read") && ran.err.contains("notes/eve.toml"), "{}", ran.err);
    }
}

#[test]
fn a_search_on_the_command_line_knows_what_is_marked_and_noted() {
    let home = Home::new();
    fs::create_dir(home.path("cases/notes")).unwrap();
    fs::write(home.path("cases/notes/ada.toml"), note("F2", "ring the school")).unwrap();
    assert_eq!(home.run(&["mark", "alder", "F1"]).code, 0);
    for (query, found, other) in [("is:marked", "F1", "F2"), ("is:shared", "F2", "F1")] {
        let commands: [&[&str]; 4] = [
            &["search", query, "is:finding"],
            &["export", "--query", query, "--format", "txt"],
            &["search", &format!("is:finding !{query}")],
            &["--plain", "--query", query],
        ];
        for (index, arguments) in commands.into_iter().enumerate() {
            let ran = home.run(arguments);
            let (found, other) = if index == 2 { (other, found) } else { (found, other) };
            assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
            assert!(ran.out.contains(found) && !ran.out.contains(other), "{arguments:?}: {}", ran.out);
        }
    }
    // What cannot be read is no "nothing found".
    fs::write(home.path("cases/notes/ada.toml"), "[[item").unwrap();
    fs::write(home.state().join("marks.toml"), "[[item").unwrap();
    for query in ["is:marked", "is:shared"] {
        let ran = home.run(&["search", query]);
        assert_eq!(ran.code, 2, "{query}: {}", ran.err);
        assert!(ran.err.contains("ada.toml") && ran.err.contains("marks.toml"), "{}", ran.err);
    }
    assert_eq!(home.run(&["search", "police"]).code, Home::new().run(&["search", "police"]).code);
}

#[test]
fn a_check_reads_the_notes_of_the_group() {
    let home = Home::new();
    let notes = home.path("cases/notes");
    fs::create_dir(&notes).unwrap();
    let sound = home.run(&["check"]);
    fs::write(notes.join("ada.toml"), "[[item").unwrap();
    let broken = home.run(&["check"]);
    assert!(broken.err.contains("ada.toml"), "{}", broken.err);
    assert_eq!(broken.code, 1, "{}", broken.out);
    assert_ne!(broken.out, sound.out, "the count tells it");
    fs::remove_file(notes.join("ada.toml")).unwrap();
    fs::create_dir(notes.join("ada.toml")).unwrap();
    let folder = home.run(&["check"]);
    assert!(folder.code == 1 && folder.err.contains("a folder, although"), "{}", folder.err);
}

#[test]
fn a_folder_of_snapshots_that_cannot_be_read_is_not_empty() {
    let home = Home::new();
    assert_eq!(home.run(&["snapshot", "before"]).code, 0);
    fs::remove_dir_all(home.state().join("snapshots")).unwrap();
    fs::write(home.state().join("snapshots"), "").unwrap();
    for arguments in [&["snapshot", "--list"][..], &["since", "before"]] {
        let ran = home.run(arguments);
        assert!(ran.code == 2 && !ran.err.is_empty(), "{arguments:?}: {:?} {}", ran.code, ran.err);
    }
}
