//! The architecture is a promise: a room imports only from the rooms below it, and files stay small.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, lowest first.
const ROOMS: [&str; 14] = [
    "text", "document", "case", "redact", "library", "search", "notebook", "page", "write", "config", "app", "work",
    "terminal", "cli",
];

/// What a room may not use of other crates, and why.
const FORBIDDEN: [(&str, &str, &str); 15] = [
    ("case", "ratatui", "the model does not know the screen"),
    ("case", "std::fs", "the model does no I/O"),
    ("search", "std::fs", "the search does no I/O"),
    ("search", "ratatui", "the search does not know the screen"),
    ("page", "std::fs", "reports are made of what is handed in"),
    ("page", "ratatui", "a report does not know the screen"),
    ("page", "std::time", "a report has no clock"),
    ("write", "std::fs", "an export is a text; who asked for it writes it"),
    ("write", "ratatui", "an export does not know the screen"),
    ("app", "crossterm", "the interface does not know the terminal"),
    ("app", "std::fs", "the interface does no I/O"),
    ("app", "std::thread", "the interface starts no threads"),
    ("app", "std::time", "the interface has no clock"),
    ("work", "crossterm", "the workers do not know the terminal"),
    ("app", "std::env", "the interface does not read the environment"),
];

/// The longest file, tests in it not counted.
const LONGEST: usize = 500;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

fn code_of(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn room_of(path: &Path) -> Option<&'static str> {
    let below = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let first = below.iter().next()?.to_str()?;
    ROOMS.into_iter().find(|room| *room == first)
}

#[test]
fn imports_point_downwards() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut imports = 0;
    let mut wrong = Vec::new();
    for path in sources(&src) {
        let Some(room) = room_of(&path) else { continue };
        let rank = |room: &str| ROOMS.iter().position(|known| *known == room);
        for part in code_of(&path).split("crate::").skip(1) {
            let named: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            imports += 1;
            match rank(&named) {
                Some(below) if below <= rank(room).unwrap() => {}
                Some(_) => wrong.push(format!("{}: {room} imports {named}, which is above it", path.display())),
                None => wrong.push(format!("{}: no room is called {named}", path.display())),
            }
        }
    }
    assert!(imports > 50, "only {imports} imports were seen: this test looks in the wrong place");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rooms_keep_to_their_trade() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for path in sources(&src) {
        let code = code_of(&path);
        for (room, used, why) in FORBIDDEN {
            if room_of(&path) == Some(room) && code.contains(used) {
                wrong.push(format!("{}: uses {used}, but {why}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_small_and_main_is_a_few_lines() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut long: Vec<String> = Vec::new();
    for path in sources(&src) {
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.split("#[cfg(test)]").next().unwrap().lines().count();
        if lines > LONGEST {
            long.push(format!("{}: {lines} lines", path.display()));
        }
    }
    assert!(long.is_empty(), "two rooms in one: {}", long.join(", "));
    assert!(fs::read_to_string(src.join("main.rs")).unwrap().lines().count() < 15);
}
