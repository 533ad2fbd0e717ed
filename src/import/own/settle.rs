//! Sets in the case files of a library what was edited in an export.

use std::collections::BTreeMap;

use serde_json::{Map as Object, Value, json};
use toml_edit::{DocumentMut, Item, TableLike};

use super::super::edit::{add, document_of, each_table, held, put, table_source, with_entry};
use super::super::error::ImportError;
use super::super::files::ImportFolder;
use super::super::merge::Side;
use super::super::outcome::{Change, Conflict, Outcome};
use super::super::rows::RECORD;
use super::super::same::{same, told};
use super::edits::{CaseEdits, Edit, Edits, NewEntry};
use super::value::THE_TABLE;
use crate::case::kinds::List;
use crate::case::{Profile, Vocabulary, read_case};

/// Sets what was edited in the case files of a library; writes them where that is asked for.
///
/// # Errors
/// When a file cannot be written.
pub fn settle(
    edits: &Edits,
    side: Side,
    library: &ImportFolder,
    vocabulary: &Vocabulary,
    write: bool,
    outcome: &mut Outcome,
) -> Result<(), ImportError> {
    for (id, case) in &edits.cases {
        let first = case.edits.first().map(|edit| &edit.place).or(case.new.first().map(|new| &new.place));
        let Some(place) = first.cloned() else { continue };
        let read = library.case(id).and_then(|text| text.ok_or_else(|| "no file".to_owned()));
        let document = read.and_then(|text| text.parse::<DocumentMut>().map_err(|error| error.message().to_owned()));
        let mut document = match document {
            Ok(document) => document,
            Err(why) => {
                outcome.problem(place, format!("{id}.toml cannot be changed: {why}"));
                continue;
            }
        };
        let before = document.to_string();
        let mut settling = Settling { id, files: &edits.files, document: &mut document, changes: Vec::new() };
        let conflicts = settling.edits(case, side);
        if !conflicts.is_empty() {
            outcome.conflicts.extend(conflicts);
            outcome.cases.same += 1;
            continue;
        }
        let added = case.new.iter().try_for_each(|new| settling.add(new, &before, vocabulary));
        let changes = settling.changes;
        if let Err(why) = added {
            outcome.problem(place, format!("{id}.toml cannot be changed: {why}"));
            continue;
        }
        if changes.is_empty() {
            outcome.cases.same += 1;
            continue;
        }
        let text = document.to_string();
        if let Err(wrong) = read_case(id, &text, vocabulary) {
            let why = wrong.first().map(|problem| problem.message.clone()).unwrap_or_default();
            outcome.problem(place, format!("not taken: {id} would not be a sound case: {why}"));
            continue;
        }
        outcome.changes.extend(changes);
        outcome.cases.changed += 1;
        if write {
            library.write_case(id, &text)?;
        }
    }
    library.finish(None)
}

struct Settling<'a> {
    id: &'a str,
    files: &'a BTreeMap<String, String>,
    document: &'a mut DocumentMut,
    changes: Vec<Change>,
}

impl Settling<'_> {
    fn edits(&mut self, case: &CaseEdits, side: Side) -> Vec<Conflict> {
        let mut conflicts = Vec::new();
        for edit in &case.edits {
            let of = format!("{} {}", self.id, edit.item);
            let mut mine = Value::Null;
            with_entry(self.document, edit.list, "id", &edit.item, |table| mine = held(table, &edit.key));
            if same(&mine, &edit.value) {
                continue;
            }
            match (edit.is_current, side) {
                (false, Side::Mine) => continue,
                (false, Side::Neither) => {
                    let (mine, theirs) = (told(&mine), told(&edit.value));
                    conflicts.push(Conflict { of, key: edit.key.clone(), mine, theirs, place: edit.place.clone() });
                    continue;
                }
                (true, _) | (false, Side::Theirs) => {}
            }
            self.set(edit, of, &mine);
        }
        conflicts
    }

    fn set(&mut self, edit: &Edit, of: String, mine: &Value) {
        let value = self.resolved(&edit.value, &edit.place.file);
        let (before, after) = (told(mine), told(&value));
        with_entry(self.document, edit.list, "id", &edit.item, |table| put(table, edit.list, &edit.key, &value));
        self.changes.push(Change { of, key: edit.key.clone(), before, after, place: edit.place.clone() });
    }

    /// A value with the id of the source that the table is, which joins the case where it is needed.
    fn resolved(&mut self, value: &Value, file: &str) -> Value {
        match value {
            Value::String(text) if text == THE_TABLE => {
                let hash = self.files.get(file).map(String::as_str);
                let made = table_source(self.document, hash, |id| {
                    let mut table = toml_edit::Table::new();
                    let keys = [("id", id), ("title", file), ("publisher", "Not stated"), ("kind", "record")];
                    let keys = keys.into_iter().chain([("file", file)]).chain(hash.map(|hash| ("hash", hash)));
                    keys.for_each(|(key, text)| drop(table.insert(key, toml_edit::value(text))));
                    table
                });
                json!(made.unwrap_or_else(|_| RECORD.to_owned()))
            }
            Value::Array(all) => Value::Array(all.iter().map(|one| self.resolved(one, file)).collect()),
            Value::Object(object) => {
                let pairs = object.iter().map(|(key, value)| (key.clone(), self.resolved(value, file)));
                Value::Object(pairs.collect())
            }
            other => other.clone(),
        }
    }

    /// Adds an entry behind the others of its list.
    fn add(&mut self, new: &NewEntry, before: &str, vocabulary: &Vocabulary) -> Result<(), String> {
        let id = match &new.id {
            Some(id) => id.clone(),
            None => self.next_id(new.list),
        };
        let Value::Object(mut keys) = self.resolved(&Value::Object(new.keys.clone()), &new.place.file) else {
            return Ok(());
        };
        keys.insert("id".to_owned(), json!(id));
        let table = in_order(self.id, new, keys, before, vocabulary)?;
        add(self.document, new.list, new.review.as_deref(), table)?;
        self.changes.push(Change {
            of: format!("{} {id}", self.id),
            key: "text".to_owned(),
            before: told(&Value::Null),
            after: told(new.keys.get("text").unwrap_or(&Value::Null)),
            place: new.place.clone(),
        });
        Ok(())
    }

    fn next_id(&mut self, list: &List) -> String {
        let letter = list.letter.unwrap_or('X');
        let mut most = 0;
        each_table(self.document, list, &mut |table| {
            let number =
                table.get("id").and_then(Item::as_str).and_then(|id| id.strip_prefix(letter)?.parse::<usize>().ok());
            most = most.max(number.unwrap_or(0));
        });
        format!("{letter}{}", most + 1)
    }
}

/// The keys of a new entry as a table in the order of the format.
fn in_order(
    case: &str,
    new: &NewEntry,
    keys: Object<String, Value>,
    before: &str,
    vocabulary: &Vocabulary,
) -> Result<toml_edit::Table, String> {
    let profile: &'static Profile = vocabulary.profile();
    let (read, _) = read_case(case, before, vocabulary).map_err(|_| "the file is no sound case".to_owned())?;
    let mut whole = serde_json::to_value(&read).map_err(|error| error.to_string())?;
    let id = keys.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let entries = json!([Value::Object(keys)]);
    match (new.list.path, &new.review) {
        ([name], _) => drop(whole.as_object_mut().map(|whole| whole.insert((*name).to_owned(), entries))),
        ([outer, name, ..], Some(review)) => {
            let reviews = whole.get_mut(*outer).and_then(Value::as_array_mut).into_iter().flatten();
            for one in reviews.filter(|one| one.get("id").and_then(Value::as_str) == Some(review)) {
                drop(one.as_object_mut().map(|one| one.insert((*name).to_owned(), entries.clone())));
            }
        }
        _ => {}
    }
    let mut fresh = document_of(&whole, profile)?;
    let mut table = toml_edit::Table::new();
    with_entry(&mut fresh, new.list, "id", &id, |entry: &mut dyn TableLike| {
        entry.iter().for_each(|(key, item)| drop(table.insert(key, item.clone())));
    });
    Ok(table)
}
