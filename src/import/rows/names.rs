//! Names to hide, in every spelling that the texts of a case have: hiding replaces a name as it is written.

use regex::RegexBuilder;
use serde_json::{Value, json};

use crate::case::kinds::NAME;
use crate::import::wanted::{WantedCase, WantedEntry, WantedField};

/// Adds to the names of a case those that differ from them in capitals only.
pub fn spell(wanted: &mut WantedCase) {
    let mut further: Vec<WantedEntry> = Vec::new();
    let mut known: Vec<String> = names(wanted).filter_map(|(_, name)| name.as_str().map(str::to_owned)).collect();
    for (entry, name) in names(wanted) {
        let Some(name) = name.as_str().filter(|name| !name.trim().is_empty()) else { continue };
        let pattern = RegexBuilder::new(&regex::escape(name)).case_insensitive(true).build();
        let Ok(pattern) = pattern else { continue };
        let mut found: Vec<String> = Vec::new();
        for text in texts(wanted) {
            for spelled in pattern.find_iter(text) {
                if !known.iter().any(|known| known == spelled.as_str()) {
                    known.push(spelled.as_str().to_owned());
                    found.push(spelled.as_str().to_owned());
                }
            }
        }
        further.extend(found.into_iter().map(|spelled| {
            let field = |field: &WantedField| match field.key.as_str() {
                "name" => WantedField { value: json!(spelled), ..field.clone() },
                _ => field.clone(),
            };
            let fields = entry.fields.iter().map(field).collect();
            WantedEntry { key: format!("{}/{spelled}", entry.key), fields, ..entry.clone() }
        }));
    }
    wanted.entries.extend(further);
}

fn names(wanted: &WantedCase) -> impl Iterator<Item = (&WantedEntry, &Value)> {
    let entries = wanted.entries.iter().filter(|entry| entry.list == &NAME);
    entries.filter_map(|entry| Some((entry, entry.get("name")?)))
}

fn texts(wanted: &WantedCase) -> impl Iterator<Item = &str> {
    let fields = wanted.entries.iter().filter(|entry| entry.list != &NAME).flat_map(|entry| &entry.fields);
    fields.filter_map(|field| field.value.as_str())
}
