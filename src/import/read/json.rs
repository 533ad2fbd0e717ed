//! JSON and JSON Lines: a list of objects, or an object that holds one, or an object a line. Keys become columns; what is
//! nested becomes `outer.inner`.

use std::collections::HashMap;

use serde_json::{Deserializer, Map, Value};

use super::{LineCollector, TableLimits};
use crate::import::error::UnreadTable;
use crate::import::table::{Cell, CellKind, InputTable};
use crate::write::{BASE, seal};

/// Objects in objects are followed so far; deeper ones stay as JSON.
const DEEPEST: usize = 3;

/// Reads the objects of a text as one table, whose first line holds their keys; with it the parts of an export of ours that were
/// edited beside its items.
pub fn read(text: &str, limits: &TableLimits) -> Result<(InputTable, Vec<u32>), UnreadTable> {
    let mut values = Vec::new();
    for value in Deserializer::from_str(text).into_iter::<Value>() {
        let value = value.map_err(|error| {
            UnreadTable::new(format!("not JSON: {error}"), "name a file with a list of objects, or one object a line")
        })?;
        values.push(value);
        if values.len() > limits.lines {
            return Err(super::too_many_lines(limits));
        }
    }
    let mut edited = Vec::new();
    let objects = match <[Value; 1]>::try_from(values) {
        Ok([Value::Array(all)]) => all,
        Ok([Value::Object(mut object)]) if is_ours(&object) => {
            edited = broken_seals(&object);
            object.remove(ITEMS).and_then(|items| items.as_array().cloned()).unwrap_or_default()
        }
        // The list of an object with several is the longest of objects.
        Ok([Value::Object(mut object)]) => match longest(&object) {
            Some(key) => match object.remove(&key) {
                Some(Value::Array(all)) => all,
                _ => Vec::new(),
            },
            None => vec![Value::Object(object)],
        },
        Ok([other]) => vec![other],
        Err(values) => values,
    };
    let mut columns: Vec<String> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut rows = Vec::new();
    for object in objects {
        let Value::Object(object) = object else {
            return Err(UnreadTable::new("the JSON is no list of objects", "name a file with a list of objects"));
        };
        let mut row: Vec<Cell> = vec![Cell::default(); columns.len()];
        flatten("", &object, DEEPEST, &mut |key, cell| {
            let at = *places.entry(key.clone()).or_insert_with(|| {
                columns.push(key);
                columns.len() - 1
            });
            if at <= limits.columns && row.len() <= at {
                row.resize(at + 1, Cell::default());
            }
            if let Some(place) = row.get_mut(at) {
                *place = cell;
            }
        });
        rows.push(row);
    }
    let mut lines = LineCollector::new(limits);
    lines.push(1, columns.into_iter().map(Cell::text).collect())?;
    for (index, row) in rows.into_iter().enumerate() {
        lines.push(index + 2, row)?;
    }
    Ok((InputTable { sheet: None, lines: lines.lines }, edited))
}

/// The lists of an export of ours: its entries, and the page that they stand on.
const ITEMS: &str = "items";
const SECTIONS: &str = "sections";

fn is_ours(object: &Map<String, Value>) -> bool {
    [ITEMS, SECTIONS, "about"].iter().all(|key| object.get(*key).is_some_and(Value::is_array))
}

/// The sections, from 1, that are no longer as they were written; 0 for what stands above them.
fn broken_seals(object: &Map<String, Value>) -> Vec<u32> {
    let head: Map<String, Value> = ["title", "name", "made_on", "about", BASE]
        .into_iter()
        .filter_map(|key| Some((key.to_owned(), object.get(key)?.clone())))
        .collect();
    let head = Value::Object(head);
    let sections = object.get(SECTIONS).and_then(Value::as_array).into_iter().flatten();
    let parts = (0..).zip(std::iter::once(&head).chain(sections));
    let broken = parts.filter(|(_, part)| part.get(BASE).is_some_and(|base| *base != seal(part)));
    broken.map(|(number, _)| number).collect()
}

/// The key of the longest list of objects.
fn longest(object: &Map<String, Value>) -> Option<String> {
    let lists = object.iter().filter_map(|(key, value)| {
        let list = value.as_array()?;
        (!list.is_empty() && list.iter().all(Value::is_object)).then_some((list.len(), key))
    });
    lists.max_by_key(|(length, _)| *length).map(|(_, key)| key.clone())
}

fn flatten(before: &str, object: &Map<String, Value>, depth: usize, see: &mut dyn FnMut(String, Cell)) {
    for (key, value) in object {
        let key = if before.is_empty() { key.clone() } else { format!("{before}.{key}") };
        match value {
            Value::Object(inner) if depth > 1 => flatten(&key, inner, depth - 1, see),
            other => see(key, cell(other)),
        }
    }
}

/// The columns and cells that an object becomes.
pub fn flat(value: &Value) -> Vec<(String, String)> {
    let mut cells = Vec::new();
    if let Value::Object(object) = value {
        flatten("", object, DEEPEST, &mut |key, cell| cells.push((key, cell.text)));
    }
    cells
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::default(),
        Value::Bool(flag) => Cell { text: flag.to_string(), sort: CellKind::Flag },
        Value::Number(number) => Cell { text: number.to_string(), sort: CellKind::Number },
        Value::String(text) => Cell::text(text.clone()),
        // Objects in a list stay JSON: a cell has no room for their keys.
        Value::Array(all) if all.iter().any(Value::is_object) => Cell::text(value.to_string()),
        Value::Array(all) => Cell::text(all.iter().map(|one| cell(one).text).collect::<Vec<_>>().join("\n")),
        Value::Object(_) => Cell::text(value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let (table, _) = read(text, &TableLimits::USUAL).unwrap();
        table.lines.into_iter().map(|line| line.cells.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn lists_and_lines_of_objects_are_one_table() {
        let expected = [vec!["a", "b.c"], vec!["1", "x"], vec!["", "y\nz"]];
        assert_eq!(rows(r#"[{"a": 1, "b": {"c": "x"}}, {"b": {"c": ["y", "z"]}}]"#), expected);
        assert_eq!(rows("{\"a\": 1, \"b\": {\"c\": \"x\"}}\n{\"b\": {\"c\": [\"y\", \"z\"]}}\n"), expected);
        assert_eq!(rows(r#"{"made": "2026", "items": [{"a": true}]}"#), [["a"], ["true"]]);
    }

    #[test]
    fn what_is_no_list_of_objects_is_told() {
        for text in ["[1, 2]", "3", "[{]", "{\"a\": 1}\n[2]"] {
            assert!(read(text, &TableLimits::USUAL).is_err(), "{text}");
        }
    }
}
