//! A case file as text that is changed in places and otherwise stays as it is, comments and order included.

use serde_json::{Map as Object, Value};
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value as TomlValue};

use super::rows::RECORD;
use super::same::same;
use crate::case::kinds::{CASE, LISTS, List, SOURCE, keys_of};
use crate::case::{Case, Profile};

/// The text of a new case, in the order of the format.
///
/// # Errors
/// When the value is no case: why.
pub fn document_of(case: &Value, profile: &'static Profile) -> Result<DocumentMut, String> {
    let case: Case = profile.reading(|| serde_json::from_value(case.clone())).map_err(|error| error.to_string())?;
    let mut document = toml_edit::ser::to_document(&case).map_err(|error| error.to_string())?;
    // The lists of entries become tables with a heading each; smaller tables stay on the line of their key.
    spread(document.as_table_mut(), &[]);
    Ok(document)
}

fn spread(table: &mut Table, path: &[&str]) {
    for list in LISTS.iter().filter(|list| list.path.len() == path.len() + 1 && list.path.starts_with(path)) {
        let Some(name) = list.path.last() else { continue };
        let Some(item) = table.remove(name) else { continue };
        let mut tables = item.into_array_of_tables().unwrap_or_default();
        for one in tables.iter_mut() {
            one.decor_mut().set_prefix("\n");
            spread(one, list.path);
        }
        table.insert(name, Item::ArrayOfTables(tables));
    }
}

/// The tables of a list, whichever way the file writes them.
pub fn each_table<'a>(document: &'a mut DocumentMut, list: &List, see: &mut dyn FnMut(&mut dyn TableLike)) {
    fn walk(table: &mut dyn TableLike, path: &[&str], see: &mut dyn FnMut(&mut dyn TableLike)) {
        let Some((first, rest)) = path.split_first() else {
            see(table);
            return;
        };
        match table.get_mut(first) {
            Some(Item::ArrayOfTables(tables)) => tables.iter_mut().for_each(|table| walk(table, rest, see)),
            Some(Item::Value(TomlValue::Array(all))) => {
                for value in all.iter_mut() {
                    if let TomlValue::InlineTable(table) = value {
                        walk(table, rest, see);
                    }
                }
            }
            _ => {}
        }
    }
    walk(document.as_table_mut(), list.path, see);
}

/// Does something with the entry of a list whose key has a value; says whether it is there.
pub fn with_entry<T>(
    document: &mut DocumentMut,
    list: &List,
    key: &str,
    value: &str,
    work: impl FnOnce(&mut dyn TableLike) -> T,
) -> Option<T> {
    let (mut work, mut done) = (Some(work), None);
    each_table(document, list, &mut |table| {
        let is = list == &CASE || table.get(key).and_then(Item::as_str) == Some(value);
        if is && let Some(work) = work.take() {
            done = Some(work(table));
        }
    });
    done
}

/// Adds an entry behind the others of its list; in the review of an id, where its list stands in reviews.
pub fn add(document: &mut DocumentMut, list: &List, review: Option<&str>, entry: Table) -> Result<(), String> {
    let last = list.path.last().copied().unwrap_or_default();
    let mut entry = Some(entry);
    let mut push = |table: &mut dyn TableLike| {
        let Some(entry) = entry.take() else { return Ok(()) };
        if table.get(last).is_none() {
            table.insert(last, Item::ArrayOfTables(ArrayOfTables::new()));
        }
        match table.get_mut(last) {
            Some(Item::ArrayOfTables(tables)) => tables.push(behind(tables, entry)),
            Some(Item::Value(TomlValue::Array(all))) => all.push(entry.into_inline_table()),
            _ => return Err(format!("\"{last}\" is no list in the file")),
        }
        Ok(())
    };
    if !list.is_in_review() {
        return push(document.as_table_mut());
    }
    let review = review.unwrap_or_default();
    with_entry(document, &crate::case::kinds::REVIEW, "id", review, |table| push(table))
        .unwrap_or_else(|| Err(format!("the file has no review \"{review}\"")))
}

/// The entry, placed behind the last of its list: tables are written in the order of their places.
fn behind(tables: &ArrayOfTables, mut entry: Table) -> Table {
    entry.set_position(tables.iter().filter_map(last_place).max());
    entry.decor_mut().set_prefix("\n");
    entry
}

/// The last place that a table and those in it have.
fn last_place(table: &Table) -> Option<isize> {
    let inner = table.iter().filter_map(|(_, item)| match item {
        Item::Table(table) => last_place(table),
        Item::ArrayOfTables(tables) => tables.iter().filter_map(last_place).max(),
        _ => None,
    });
    inner.chain(table.position()).max()
}

/// The id of the source that a table itself is: one of these bytes that is there, else a new one, which `make` makes.
///
/// # Errors
/// When the file has something else where its sources should stand.
pub fn table_source(
    document: &mut DocumentMut,
    hash: Option<&str>,
    make: impl FnOnce(&str) -> Table,
) -> Result<String, String> {
    let (mut same, mut ids) = (None, Vec::new());
    each_table(document, &SOURCE, &mut |table| {
        let id = table.get("id").and_then(Item::as_str).unwrap_or_default().to_owned();
        if hash.is_some() && table.get("hash").and_then(Item::as_str) == hash {
            same = Some(id.clone());
        }
        ids.push(id);
    });
    if let Some(id) = same {
        return Ok(id);
    }
    let mut free = (1..).map(|number| if number == 1 { RECORD.to_owned() } else { format!("{RECORD}-{number}") });
    let id = free.find(|id| !ids.contains(id)).unwrap_or_default();
    let table = make(&id);
    add(document, &SOURCE, None, table)?;
    Ok(id)
}

/// Puts a value in the place of another, with the blanks and comments about it.
pub fn set(table: &mut dyn TableLike, key: &str, item: Item) {
    let decor = table.get(key).and_then(Item::as_value).map(|value| value.decor().clone());
    match (item, decor) {
        (Item::Value(mut value), Some(decor)) => {
            *value.decor_mut() = decor;
            table.insert(key, Item::Value(value));
        }
        (Item::Value(mut value), None) => {
            value.decor_mut().clear();
            table.insert(key, Item::Value(value));
        }
        (item, _) => {
            table.insert(key, item);
        }
    }
}

/// Puts a value under a key of an entry. Of lists of parts and of parts only what differs is touched, in whichever way the file
/// writes them.
pub fn put(table: &mut dyn TableLike, list: &'static List, key: &str, value: &Value) {
    let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    let must = keys_of(list).get(key).is_some_and(|key| key.required);
    let parts = matches!(table.get(key), Some(Item::ArrayOfTables(_)));
    // A list of codes that stands empty says that there are none; of every other key nothing says as much.
    if empty && (!must || parts || value.is_null()) {
        table.remove(key);
    } else {
        put_item(table, key, value);
    }
}

fn put_item(table: &mut dyn TableLike, key: &str, value: &Value) {
    match (table.get_mut(key), value) {
        (Some(Item::ArrayOfTables(tables)), Value::Array(all)) => {
            let held: Vec<Value> = tables.iter().map(|table| of_table(table)).collect();
            let (first, removed) = aligned(&held, all);
            (0..removed).for_each(|_| drop(tables.remove(first)));
            for (at, value) in all.iter().enumerate() {
                if tables.get(at).is_none() {
                    tables.push(behind(tables, Table::new()));
                }
                if let Some(table) = tables.get_mut(at) {
                    put_object(table, value);
                }
            }
        }
        (Some(Item::Value(TomlValue::Array(array))), Value::Array(all))
            if array.iter().all(TomlValue::is_inline_table) && all.iter().all(Value::is_object) =>
        {
            let held: Vec<Value> = array.iter().map(json_of_value).collect();
            let (first, removed) = aligned(&held, all);
            (0..removed).for_each(|_| drop(array.remove(first)));
            let more = all.len().saturating_sub(array.len());
            for (at, value) in all.iter().enumerate().skip(first).take(more) {
                let Some(mut new) = toml_of(value) else { continue };
                // It stands as the one before it does.
                let like = array.get(at.saturating_sub(1)).map(|one| one.decor().clone());
                if let Some(decor) = like {
                    *new.decor_mut() = decor;
                }
                array.insert_formatted(at, new);
            }
            for (at, value) in all.iter().enumerate() {
                if let Some(TomlValue::InlineTable(table)) = array.get_mut(at) {
                    put_inline(table, value);
                }
            }
        }
        (Some(Item::Table(table)), Value::Object(_)) => put_object(table, value),
        (Some(Item::Value(TomlValue::InlineTable(table))), Value::Object(_)) => put_inline(table, value),
        _ => match toml_of(value) {
            Some(value) => set(table, key, Item::Value(value)),
            None => drop(table.remove(key)),
        },
    }
}

/// Sets what differs in a table on one line, and keeps the blank before its brace.
fn put_inline(table: &mut InlineTable, value: &Value) {
    let blank = |value: &TomlValue| value.decor().suffix().and_then(|suffix| suffix.as_str()) == Some(" ");
    let spaced = table.iter().last().is_some_and(|(_, last)| blank(last));
    put_object(table, value);
    let last = table.len().saturating_sub(1);
    for (at, (_, value)) in table.iter_mut().enumerate() {
        if spaced && (at == last || blank(value)) {
            value.decor_mut().set_suffix(if at == last { " " } else { "" });
        }
    }
}

/// Sets what differs in a table.
fn put_object(table: &mut dyn TableLike, value: &Value) {
    let Value::Object(object) = value else { return };
    let held: Vec<(String, Value)> = table.iter().map(|(key, item)| (key.to_owned(), json_of(item))).collect();
    for (key, _) in held.iter().filter(|(key, _)| object.get(key).is_none_or(Value::is_null)) {
        table.remove(key);
    }
    for (key, value) in object {
        if !held.iter().any(|(known, held)| known == key && same(held, value)) {
            put_item(table, key, value);
        }
    }
}

/// The parts that are taken out of a list that becomes shorter: the first that differs, and how many.
fn aligned(held: &[Value], now: &[Value]) -> (usize, usize) {
    let first = held.iter().zip(now).take_while(|(held, now)| same(held, now)).count();
    (first, held.len().saturating_sub(now.len()))
}

/// The value that a file holds under a key, as an import compares it.
pub fn held(table: &dyn TableLike, key: &str) -> Value {
    table.get(key).map_or(Value::Null, json_of)
}

/// A part of a file as JSON.
pub fn json_of(item: &Item) -> Value {
    match item {
        Item::None => Value::Null,
        Item::Value(value) => json_of_value(value),
        Item::Table(table) => of_table(table),
        Item::ArrayOfTables(tables) => Value::Array(tables.iter().map(|table| of_table(table)).collect()),
    }
}

fn of_table(table: &dyn TableLike) -> Value {
    Value::Object(table.iter().map(|(key, item)| (key.to_owned(), json_of(item))).collect::<Object<_, _>>())
}

fn json_of_value(value: &TomlValue) -> Value {
    match value {
        TomlValue::String(text) => Value::from(text.value().as_str()),
        TomlValue::Integer(number) => Value::from(*number.value()),
        TomlValue::Float(number) => Value::from(*number.value()),
        TomlValue::Boolean(flag) => Value::from(*flag.value()),
        TomlValue::Datetime(when) => Value::from(when.value().to_string()),
        TomlValue::Array(all) => Value::Array(all.iter().map(json_of_value).collect()),
        TomlValue::InlineTable(table) => of_table(table),
    }
}

/// A value of JSON as one of TOML, for a key that is changed by itself.
pub fn toml_of(value: &Value) -> Option<TomlValue> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(flag) => (*flag).into(),
        Value::Number(number) => {
            number.as_i64().map_or_else(|| TomlValue::from(number.as_f64().unwrap_or(0.0)), TomlValue::from)
        }
        Value::String(text) => text.as_str().into(),
        Value::Array(all) => TomlValue::Array(all.iter().filter_map(toml_of).collect::<Array>()),
        Value::Object(object) => {
            let mut table = InlineTable::new();
            for (key, value) in object {
                if let Some(value) = toml_of(value) {
                    table.insert(key, value);
                }
            }
            TomlValue::InlineTable(table)
        }
    })
}
