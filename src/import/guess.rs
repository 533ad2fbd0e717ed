//! A map to edit, written from what the columns of a table look like.

use std::collections::BTreeMap;

use super::columns::Column;
use super::header::Headed;
use crate::case::Vocabulary;
use crate::case::kinds::{CASE, FINDING, KeyKind, List, OWN_KEYS, RECOMMENDATION, REVIEW, TomlKey, keys_of, requires};

/// The text of a map with the guesses in it; what cannot be guessed is left empty, with what may stand there.
pub fn map_text(file: &str, headed: &Headed, columns: &[Column], vocabulary: &Vocabulary) -> String {
    let mut text = format!(
        "# What the columns of {file} mean. Edit it, then: casebook import {file} --map THIS --into DIR\n\
         # A value is words with the names of columns in braces: \"{{Ref}}\", \"Report {{Ref}}\", \"{{Text|Description}}\".\n\
         # docs/import.md names every key.\n\n"
    );
    let key = columns.iter().find(|column| column.unique).or(columns.first());
    let name = key.map_or("", |column| column.name.as_str());
    text.push_str("# What tells a row from the others, in this file and in every later version of it.\n");
    text.push_str(&format!("key = {}\n\n[file]\n", quoted(&format!("{{{name}}}"))));
    if let Some(sheet) = &headed.sheet {
        text.push_str(&format!("sheet = {}\n", quoted(sheet)));
    }
    text.push_str(&format!("header = {}\n", headed.header));
    text.push_str("# dates = \"day-first\"            # or \"month-first\": which number of 02/05/2025 is the day\n");
    text.push_str("split = [\";\", \"|\"]                # what parts several bodies or themes in a cell\n");
    text.push_str("empty = [\"-\", \"n/a\"]             # words that say nothing\n\n");
    // A row is what most of the guesses belong to.
    let mut guesses: Guesses<'_> = BTreeMap::new();
    for column in columns {
        if let Some((list, key)) = &column.guess {
            guesses.entry(list).or_default().entry(key).or_insert(column);
        }
    }
    let has = |list: &List| guesses.get(list.name).is_some_and(|keys| keys.contains_key("text"));
    let row = if has(&FINDING) && !has(&RECOMMENDATION) { &FINDING } else { &RECOMMENDATION };
    text.push_str("# The case that a row belongs to. An id without a column puts all rows into one case.\n");
    table(&mut text, "[case]", &CASE, &guesses, vocabulary);
    table(&mut text, "[review]", &REVIEW, &guesses, vocabulary);
    text.push_str("# The table itself, as the source of every line.\n");
    text.push_str(
        "[record]\ntitle = \"{file}\"\npublisher = \"\"                   # who keeps it\nkind = \"record\"\n\n",
    );
    text.push_str(&format!("# What one row is: [[{}]], or [[finding]], [[recommendation]], [[event]].\n", row.name));
    table(&mut text, &format!("[[{}]]", row.name), row, &guesses, vocabulary);
    let taken = |column: &&Column| {
        column.guess.as_ref().is_none_or(|(list, _)| ![CASE.name, REVIEW.name, row.name].contains(list))
    };
    let left: Vec<&Column> =
        columns.iter().filter(taken).filter(|column| column.filled > 0 && column.name != name).collect();
    if !left.is_empty() {
        text.push_str("# Columns that nothing is taken from yet:\n");
        for column in left {
            text.push_str(&format!("#   {}: {}\n", quoted(&column.name), column.values.join(" / ")));
        }
        text.push('\n');
    }
    text.push_str("# Codes for the words of the table, by the key that they stand under.\n[values.status]\n# \"Complete\" = \"closed_implemented\"\n");
    text
}

/// Columns by the table and the key that they may fill.
type Guesses<'a> = BTreeMap<&'a str, BTreeMap<&'a str, &'a Column>>;

fn table(text: &mut String, heading: &str, list: &'static List, guesses: &Guesses<'_>, vocabulary: &Vocabulary) {
    text.push_str(heading);
    text.push('\n');
    let empty = BTreeMap::new();
    let guesses = guesses.get(list.name).unwrap_or(&empty);
    for key in &keys_of(list).0 {
        let numbered = list.letter.is_some() && key.name == "id";
        if OWN_KEYS.contains(&key.name.as_str()) || numbered {
            continue;
        }
        match guesses.get(key.name.as_str()) {
            Some(column) => {
                let about = format!("# {}", column.values.join(" / "));
                line(text, &key.name, &quoted(&format!("{{{}}}", column.name)), &about);
            }
            None if requires(vocabulary.profile(), list, key)
                && key.name != "confidence"
                && !matches!(key.kind, KeyKind::Many(_)) =>
            {
                let (value, about) = unknown(list, key, vocabulary);
                line(text, &key.name, &value, &about);
            }
            None => {}
        }
    }
    text.push('\n');
}

/// The text in the place of a value that must be there and that no column gives.
fn unknown(list: &List, key: &TomlKey, vocabulary: &Vocabulary) -> (String, String) {
    let codes = match &key.kind {
        KeyKind::Closed(list) => vocabulary.lists().into_iter().find(|table| table.name == list),
        _ => None,
    };
    match codes {
        Some(table) => {
            let silent = table.values.iter().any(|value| value.code == "not_stated");
            let codes: Vec<&str> = table.values.iter().map(|value| value.code).take(8).collect();
            let value = if silent { "\"not_stated\"" } else { "\"\"" };
            (value.to_owned(), format!("# {} …", codes.join(", ")))
        }
        None => match (list.name, key.name.as_str()) {
            ("case", "id") => {
                ("\"{stem}\"".to_owned(), "# or a column, where each row is a case of its own".to_owned())
            }
            ("review", "id") => ("\"review-1\"".to_owned(), String::new()),
            _ => ("\"\"".to_owned(), format!("# {}", key.about)),
        },
    }
}

fn line(text: &mut String, key: &str, value: &str, about: &str) {
    let start = format!("{key} = {value}");
    text.push_str(format!("{start:<34} {about}").trim_end());
    text.push('\n');
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string().trim().to_owned()
}
