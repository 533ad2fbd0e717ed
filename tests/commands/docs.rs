//! What the documents say of the code is what the code says. `UPDATE_DOCS=1 cargo test --test commands` writes the picture of rooms.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::path::{Path, PathBuf};

use casebook::app::command::{COMMANDS, Context};
use casebook::page::{Maker, PAGES};

const BEGIN: &str = "<!-- rooms: begin -->\n";
const END: &str = "<!-- rooms: end -->";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The picture of the rooms at the top of `src/lib.rs`, as a block of Markdown.
fn picture() -> String {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let (_, rest) = lib.split_once("//! ```text\n").unwrap();
    let (picture, _) = rest.split_once("//! ```\n").unwrap();
    let lines: String =
        picture.lines().map(|line| format!("{}\n", line.trim_start_matches("//!").trim_start())).collect();
    format!("```text\n{lines}```\n")
}

#[test]
fn the_architecture_page_shows_the_rooms_of_the_library() {
    let path = root().join("docs/architecture.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (written, after) = rest.split_once(END).unwrap();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{}{END}{after}", picture())).unwrap();
        return;
    }
    assert_eq!(written, picture(), "out of date: UPDATE_DOCS=1 cargo test --test commands");
}

/// The table of pages: name, subject, the key that shows it, what it is.
fn pages() -> String {
    let mut table = String::from("| page | of | key | what it shows |\n|---|---|---|---|\n");
    for row in PAGES {
        let of = match row.maker {
            Maker::Library(_) | Maker::Marks => "",
            Maker::CaseOrAll(_) => "[CASE]",
            Maker::Case(_) => "CASE",
            Maker::Statement(_) => "CASE/ID",
            Maker::Subject(_) => "SUBJECT",
            Maker::When(_) => "WHEN",
            Maker::Items | Maker::Looked => continue,
        };
        let key = COMMANDS
            .iter()
            .find(|command| command.name == row.command && command.contexts.contains(&Context::Page))
            .map_or("`:`".to_owned(), |command| format!("`{}`", command.keys[0]));
        let (name, what) = (row.name, row.title);
        let of = if of.is_empty() { String::new() } else { format!("`{of}`") };
        table.push_str(&format!("| `casebook {name}` | {of} | {key} | {what} |\n"));
    }
    table
}

#[test]
fn the_page_on_the_command_line_lists_every_page() {
    let path = root().join("docs/command-line.md");
    let text = fs::read_to_string(&path).unwrap();
    let (begin, end) = ("<!-- pages: begin -->\n", "<!-- pages: end -->");
    let (before, rest) = text.split_once(begin).unwrap();
    let (written, after) = rest.split_once(end).unwrap();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, format!("{before}{begin}{}{end}{after}", pages())).unwrap();
        return;
    }
    assert_eq!(written, pages(), "out of date: UPDATE_DOCS=1 cargo test --test commands");
}

#[test]
fn every_room_of_the_picture_is_a_folder_and_every_folder_a_room() {
    let drawn: Vec<String> =
        picture().lines().filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect();
    let mut drawn: Vec<&str> = drawn.iter().map(String::as_str).filter(|word| !word.starts_with("```")).collect();
    drawn.sort_unstable();
    let mut folders: Vec<String> = fs::read_dir(root().join("src"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    folders.sort_unstable();
    assert_eq!(drawn, folders);
}

/// What stands between backticks and looks like a path of this project.
fn paths_named(text: &str) -> Vec<String> {
    let spans = text.split('`').skip(1).step_by(2);
    let starts = ["src/", "tests/", "docs/", "cases/", "benches/", "packaging/", ".ci/", "app/", "search/"];
    spans
        .flat_map(str::split_whitespace)
        .filter(|span| starts.iter().any(|start| span.starts_with(start)) && !span.contains(['*', '<']))
        .map(|span| span.trim_end_matches(['/', '.', ',']).to_owned())
        .collect()
}

#[test]
fn every_path_that_a_document_names_is_there() {
    let mut missing = Vec::new();
    let mut seen = 0;
    for document in ["docs/architecture.md", "CONTRIBUTING.md"] {
        for path in paths_named(&fs::read_to_string(root().join(document)).unwrap()) {
            seen += 1;
            let there = |base: &str| Path::new(&root().join(base)).join(&path).exists();
            if !there("") && !there("src") {
                missing.push(format!("{document}: {path}"));
            }
        }
    }
    assert!(seen > 15, "{seen} paths were seen");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// The pages that a reader may come to first.
fn documents() -> Vec<PathBuf> {
    let mut documents = vec![root().join("README.md"), root().join("CONTRIBUTING.md"), root().join("cases/README.md")];
    documents.extend(fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path()));
    documents.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    documents
}

#[test]
fn every_link_of_a_document_leads_to_a_file() {
    let (mut seen, mut missing) = (0, Vec::new());
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        for after in text.split("](").skip(1) {
            let link = after.split(')').next().unwrap().split('#').next().unwrap();
            if link.is_empty() || link.contains("://") {
                continue;
            }
            seen += 1;
            if !document.parent().unwrap().join(link).exists() {
                missing.push(format!("{}: {link}", document.display()));
            }
        }
    }
    assert!(seen > 10, "{seen} links were seen");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn the_page_on_the_command_line_names_every_subcommand() {
    let help = std::process::Command::new(env!("CARGO_BIN_EXE_casebook")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let (_, commands) = help.split_once("Commands:\n").unwrap();
    let named: Vec<&str> = commands
        .lines()
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ").filter(|rest| !rest.starts_with(' ')))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(named.len() > 15, "{named:?}");
    let page = fs::read_to_string(root().join("docs/command-line.md")).unwrap();
    let missing: Vec<&&str> =
        named.iter().filter(|name| **name != "help" && !page.contains(&format!("casebook {name}"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
