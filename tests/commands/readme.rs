//! What the page on the search says is what the tables say. `UPDATE_DOCS=1 cargo test --test commands` writes it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use casebook::search::{FIELDS, SIGNS};

const BEGIN: &str = "<!-- language of the search: begin -->\n";
const END: &str = "<!-- language of the search: end -->";

fn table() -> String {
    // A bar would part the columns.
    let cell = |text: &str| text.replace('|', "\\|");
    let mut table = String::from("| you type | it finds |\n|---|---|\n");
    for sign in SIGNS {
        table.push_str(&format!("| `{}` | {} |\n", cell(sign.written), cell(sign.help)));
    }
    for row in FIELDS {
        let examples: Vec<String> = row.examples.iter().map(|example| format!("`{example}`")).collect();
        table.push_str(&format!("| {} | {} |\n", examples.join(" "), row.help));
    }
    table
}

#[test]
fn the_language_of_the_search_is_told_as_it_is() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/search.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (written, after) = rest.split_once(END).unwrap();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, format!("{before}{BEGIN}{}{END}{after}", table())).unwrap();
        return;
    }
    assert_eq!(written, table(), "out of date: UPDATE_DOCS=1 cargo test --test commands");
}
