//! The columns of a table that nobody has said anything of: three values of each, and what it may be.

use super::header::Headed;
use super::map::{FilledKeys, Given, Map};
use super::presets::PRESETS;
use super::repair::{Repairs, repaired};
use super::template::plain_name;
use crate::case::kinds::LISTS;
use crate::text::clean_line;

/// A column as it is shown.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Up to three different values.
    pub values: Vec<String>,
    /// How many of its cells say something.
    pub filled: usize,
    /// True if each of its cells says something of its own.
    pub unique: bool,
    /// The key that it may fill: the table and the key of a map.
    pub guess: Option<(&'static str, String)>,
}

/// Values of a column that are shown.
const SHOWN: usize = 3;
/// The longest value that is shown, in characters.
const LONGEST: usize = 60;

/// The columns of a table.
pub fn columns(headed: &Headed) -> Vec<Column> {
    let known = known();
    let column = |(at, name): (usize, &String)| {
        let mut all: Vec<String> = Vec::new();
        for line in &headed.lines {
            if let Some(cell) = line.cells.get(at).filter(|cell| !cell.is_empty()) {
                all.push(clean_line(&repaired(&cell.text, &mut Repairs::default())).into_owned());
            }
        }
        let filled = all.len();
        let mut values: Vec<String> = Vec::new();
        for value in &all {
            if values.len() < SHOWN && !values.iter().any(|known| *known == cut(value)) {
                values.push(cut(value));
            }
        }
        all.sort_unstable();
        all.dedup();
        let guess = known.iter().find(|(name_of, ..)| *name_of == plain_name(name));
        Column {
            name: name.clone(),
            values,
            filled,
            unique: filled == headed.lines.len() && all.len() == filled,
            guess: guess.map(|(_, list, key)| (*list, key.clone())),
        }
    };
    headed.columns.iter().enumerate().map(column).collect()
}

fn cut(value: &str) -> String {
    match value.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", value.get(..at).unwrap_or_default()),
        None => value.to_owned(),
    }
}

/// The keys that the maps that ship give to columns, by name: the name as codes are compared, the table, the key.
fn known() -> Vec<(String, &'static str, String)> {
    let mut known = Vec::new();
    for text in PRESETS.iter().flat_map(|preset| preset.maps) {
        let Ok(map) = Map::read("preset", text) else { continue };
        for entry in &map.entries {
            of_fields(entry.list.name, &entry.fields, &mut known);
        }
    }
    // The keys of the format by their own names, for columns that no map knows.
    for list in LISTS.iter().filter(|list| matches!(list.name, "recommendation" | "finding" | "event" | "case")) {
        for key in &crate::case::kinds::keys_of(list).0 {
            known.push((plain_name(&key.name), list.name, key.name.clone()));
        }
    }
    known
}

fn of_fields(list: &'static str, fields: &FilledKeys, known: &mut Vec<(String, &'static str, String)>) {
    for (key, given) in fields.iter().filter(|(key, _)| key.name != "id") {
        let mut add = |names: Vec<&str>| {
            known.extend(names.into_iter().map(|name| (plain_name(name), list, key.name.clone())));
        };
        match given {
            Given::One(template) => template.columns().for_each(&mut add),
            Given::Many(templates) => templates.iter().flat_map(|one| one.columns()).for_each(&mut add),
            Given::Table(fields) => {
                for (_, given) in fields {
                    if let Given::One(template) = given {
                        template.columns().for_each(&mut add);
                    }
                }
            }
            Given::Plain(_) | Given::Tables(_) => {}
        }
    }
}
