//! Two people at one library: what one notes for the group, the other sees at once, with whose it is.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::process::Command;

use crate::pty::Terminal;
use crate::support::files::text;

#[test]
fn a_note_for_the_group_is_seen_in_every_session() {
    let home = crate::support::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    for folder in ["library", "a", "b"] {
        fs::create_dir(at(folder)).unwrap();
    }
    fs::write(at("library/ash.toml"), text("ash", "Ash")).unwrap();
    let library = at("library").to_string_lossy().into_owned();
    let open = |folder: &str| {
        let mut terminal = Terminal::open(&at(folder), &["--cases", &library], (120, 30));
        terminal.wait_for("Ash");
        terminal.keys("\r");
        terminal.wait_for("Enter read");
        terminal
    };
    let (mut one, mut other) = (open("a"), open("b"));
    // Off unless the folder is there.
    one.keys("Wring the school\r");
    one.wait_for("this library has no folder \"notes\"");
    fs::create_dir(at("library/notes")).unwrap();
    one.keys("W");
    one.wait_for("Note for the group on ");
    one.keys("ring the school\r");
    one.wait_for("The note is kept for the group");
    let user = String::from_utf8(Command::new("id").arg("-un").output().unwrap().stdout).unwrap();
    let told = format!("{}: ring the school", user.trim());
    one.wait_for(&told);
    other.wait_for(&told);
    assert!(at("library/notes").join(format!("{}.toml", user.trim())).exists());
    assert!(!at("a/.local/state/casebook/marks.toml").exists(), "it is not the user's own alone");
    // It is found, and somebody else's comes beside it.
    let ada = fs::read_to_string(at("library/notes").join(format!("{}.toml", user.trim()))).unwrap();
    fs::write(at("library/notes/ada.toml"), ada.replace("ring the school", "done in May")).unwrap();
    other.wait_for("ada: done in May");
    other.keys("/is:shared\r");
    other.wait_for("1 match");
    // Written again, it is the same note; an empty one is taken away, and that of another stays.
    one.keys("W");
    one.wait_for("ring the school");
    one.keys("\u{15}\r");
    one.wait_for("The note for the group is removed");
    other.wait_until("it is gone", |screen| !screen.contains("ring the school") && screen.contains("ada: done in May"));
    for terminal in [&mut one, &mut other] {
        terminal.keys("\u{3}");
        assert_eq!(terminal.wait(), 0);
    }
}
