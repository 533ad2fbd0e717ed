//! The meaning of a cell of an export, and the value that an edited one gives.

use serde_json::{Map as Object, Value, json};

use super::super::code::Coder;
use super::super::dates::{self, Read};
use super::super::repair::{Repairs, repaired};
use super::super::table::Cell;
use crate::case::kinds::{KeyKind, TomlKeys};
use crate::text::clean_line;
use crate::write::{guarded, parts, unguarded};

/// Stands for the source that the table itself is, until its id is known.
pub(super) const THE_TABLE: &str = "\u{0}table";
/// The most characters of a cell that a spreadsheet takes.
const LONGEST: usize = 32_767;

/// A cell as text that [`value_of`] reads: lists and parts of JSON as a spreadsheet has them. Of a code with its label, the one
/// that was changed counts.
pub(super) fn as_text(cell: &str, before: &str, kind: &KeyKind) -> String {
    let json = |text: &str| -> Option<Value> {
        Some(text).filter(|text| text.starts_with(['[', '{'])).and_then(|text| serde_json::from_str(text).ok())
    };
    match json(cell) {
        Some(value) => json_text(&value, json(before).as_ref()),
        // A list of texts stands on a line each.
        None if matches!(kind, KeyKind::Many(_)) => parts::list(cell.lines().map(str::to_owned)),
        None => cell.to_owned(),
    }
}

fn json_text(value: &Value, before: Option<&Value>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Object(object) => match (text_of(object, "code"), text_of(object, "label")) {
            (Some(code), Some(label)) => {
                let before = before.and_then(Value::as_object);
                let was = |key: &str| before.and_then(|before| text_of(before, key));
                let relabelled = was("code") == Some(code) && was("label") != Some(label);
                if relabelled { label } else { code }.to_owned()
            }
            _ => {
                let text = |(name, value): (&String, &Value)| {
                    let text = json_text(value, before.and_then(|before| before.get(name)));
                    (!text.is_empty()).then(|| (name.clone(), text))
                };
                let pairs: Vec<(String, String)> = object.iter().filter_map(text).collect();
                parts::part(pairs.iter().map(|(name, text)| (name.as_str(), text.clone())))
            }
        },
        Value::Array(all) => {
            let before = |at: usize| before.and_then(|before| before.get(at));
            let texts = all.iter().enumerate().map(|(at, one)| json_text(one, before(at)));
            let is_part = |one: &Value| one.is_object() && one.get("code").is_none();
            if all.iter().any(is_part) { parts::parts(texts) } else { parts::list(texts) }
        }
    }
}

fn text_of<'a>(object: &'a Object<String, Value>, key: &str) -> Option<&'a str> {
    object.get(key).and_then(Value::as_str)
}

/// The text of an edited cell, without what programs did to it.
pub(super) fn typed(cell: &str) -> String {
    repaired(&unguarded(cell), &mut Repairs::default())
}

/// True if a cell says what the export wrote, whatever a spreadsheet did to it on the way.
pub(super) fn unchanged(before: &str, cell: &Cell, kind: Option<&KeyKind>) -> bool {
    let plain = |text: &str| {
        let text = repaired(text, &mut Repairs::default());
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let now = plain(&cell.text);
    if now == plain(before) || now == plain(&guarded(before)) {
        return true;
    }
    // A workbook cuts what its cells cannot hold.
    if cell.text.chars().count() == LONGEST && before.starts_with(&cell.text) {
        return true;
    }
    match kind {
        // Excel rewrites days as its user is used to.
        Some(KeyKind::Date) => before.parse().is_ok_and(|date| match dates::read(cell) {
            Read::Day(read, _) => read == date,
            Read::Either(first, second) => first == date || second == date,
            _ => false,
        }),
        Some(KeyKind::Flag) => flag(&cell.text).is_ok_and(|now| flag(before) == Ok(now)),
        _ => false,
    }
}

fn flag(text: &str) -> Result<bool, String> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" | "1" | "y" => Ok(true),
        "" | "no" | "false" | "0" | "n" => Ok(false),
        other => Err(format!("\"{other}\" is neither yes nor no")),
    }
}

/// The value that an edited cell gives. `before` is what the export wrote of the parts in the cell, with their values.
pub(super) fn value_of(
    text: &str,
    cell: &Cell,
    kind: &KeyKind,
    before: Option<(&str, &Value)>,
    coder: &mut Coder<'_>,
) -> Result<Value, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(match kind {
            KeyKind::Many(_) => json!([]),
            _ => Value::Null,
        });
    }
    Ok(match kind {
        KeyKind::Text => json!(clean_line(text)),
        KeyKind::Paragraphs => json!(crate::text::clean_prose(text)),
        KeyKind::Date => match dates::read(&Cell { text: text.to_owned(), ..cell.clone() }) {
            Read::Day(date, _) => json!(date.iso()),
            Read::Either(first, second) => {
                return Err(format!("\"{text}\" is {first} or {second}; write {}", first.iso()));
            }
            Read::Impossible(why) => return Err(why),
            Read::Words => return Err(format!("\"{text}\" is no date; write it as 2025-03-31")),
        },
        KeyKind::Closed(list) => json!(coder.closed(list, text).ok_or_else(|| no_code(list, text))?),
        KeyKind::Open(list) => json!(coder.open(list, text).ok_or_else(|| no_code(list, text))?),
        KeyKind::Flag => json!(flag(text)?),
        KeyKind::Number => json!(text.parse::<u32>().map_err(|_| format!("\"{text}\" is no whole number"))?),
        KeyKind::Table(keys) => match several(text, keys, before, coder)?.as_slice() {
            [one] => one.clone(),
            all => return Err(format!("{} parts stand here, and one may", all.len())),
        },
        KeyKind::Many(one) => match one.as_ref() {
            KeyKind::Table(keys) => Value::Array(several(text, keys, before, coder)?),
            kind => {
                let cell = Cell::text(text);
                let values = parts::items(text).into_iter().map(|item| value_of(&item, &cell, kind, None, coder));
                Value::Array(values.collect::<Result<_, _>>()?)
            }
        },
    })
}

/// The parts of a cell. One that stands as it was exported keeps its value; of an edited one, the names that were edited change.
fn several(
    text: &str,
    keys: &TomlKeys,
    before: Option<(&str, &Value)>,
    coder: &mut Coder<'_>,
) -> Result<Vec<Value>, String> {
    let names: Vec<&str> = keys.names().collect();
    let (written, values) = match before {
        Some((written, Value::Array(values))) => (parts::parts_of(written, &names), values.clone()),
        Some((written, value @ Value::Object(_))) => (parts::parts_of(written, &names), vec![value.clone()]),
        _ => (Vec::new(), Vec::new()),
    };
    let now = parts::parts_of(text, &names);
    let mut free: Vec<usize> = (0..written.len().min(values.len())).collect();
    let mut same: Vec<Option<usize>> = Vec::new();
    for part in &now {
        let at = free.iter().position(|at| written.get(*at) == Some(part));
        same.push(at.map(|at| free.remove(at)));
    }
    let mut all = Vec::with_capacity(now.len());
    for (index, part) in now.iter().enumerate() {
        let kept = same.get(index).copied().flatten();
        if let Some(value) = kept.and_then(|at| values.get(at)) {
            all.push(value.clone());
            continue;
        }
        // The one that stood in this place, else the next that was edited.
        let at =
            free.iter().position(|at| *at == index).or((!free.is_empty() && now.len() <= written.len()).then_some(0));
        let was = at.map(|at| free.remove(at));
        let was = was.and_then(|at| Some((written.get(at)?, values.get(at)?.as_object()?)));
        all.push(Value::Object(one(part, keys, was, coder)?));
    }
    Ok(all)
}

type Pairs = Vec<(String, String)>;

fn one(
    part: &Pairs,
    keys: &TomlKeys,
    was: Option<(&Pairs, &Object<String, Value>)>,
    coder: &mut Coder<'_>,
) -> Result<Object<String, Value>, String> {
    let mut object = Object::new();
    for (name, text) in part {
        let name = if name.is_empty() { main_of(keys) } else { name.as_str() };
        let Some(key) = keys.get(name) else {
            return Err(format!(
                "\"{name}\" is no key here; known are {}",
                keys.names().collect::<Vec<_>>().join(", ")
            ));
        };
        if object.contains_key(name) {
            return Err(format!("\"{name}\" stands twice"));
        }
        let kept = was.filter(|(pairs, _)| pairs.iter().any(|pair| pair.0 == name && pair.1 == *text));
        let kept = kept.filter(|_| !text.is_empty());
        let value = match kept.and_then(|(_, values)| values.get(name)) {
            Some(value) => value.clone(),
            None => value_of(text, &Cell::text(text.clone()), &key.kind, None, coder)
                .map_err(|why| format!("{name}: {why}"))?,
        };
        object.insert(name.to_owned(), value);
    }
    for key in keys.0.iter().filter(|key| key.required) {
        if object.get(&key.name).is_none_or(Value::is_null) {
            let held = was.and_then(|(_, values)| values.get(&key.name));
            let value = match (key.name.as_str(), held) {
                // A key that must be there stays even if its words are left out.
                ("confidence" | "sources", Some(held)) => held.clone(),
                ("confidence", None) => json!("transcribed"),
                ("sources", None) => json!([THE_TABLE]),
                (name, _) => return Err(format!("a part has no \"{name}\"; write it as {name}: …")),
            };
            object.insert(key.name.clone(), value);
        }
    }
    Ok(object)
}

/// The key of words without a name.
fn main_of(keys: &TomlKeys) -> &'static str {
    let known = ["text", "named", "status_text"].into_iter().find(|name| keys.get(name).is_some());
    known.unwrap_or("by")
}

fn no_code(list: &str, text: &str) -> String {
    format!("\"{text}\" is no {list}; `casebook explain` knows the codes and labels")
}

/// The key and value of a date that was edited in the words in which people read it.
pub(super) fn shown_date(text: &str, cell: &Cell, raw: &Value) -> Result<(&'static str, Value), String> {
    let has = |key: &str| raw.get(key).is_some_and(|value| !value.is_null());
    let words = || if text.is_empty() { Value::Null } else { Value::from(clean_line(text).into_owned()) };
    if has("date_text") {
        return Ok(("date_text", words()));
    }
    if has("until") {
        return Err("not taken: the entry has a beginning and an end; edit date_iso and until".to_owned());
    }
    if text.is_empty() {
        return Ok(("date", Value::Null));
    }
    match dates::read(&Cell { text: text.to_owned(), ..cell.clone() }) {
        Read::Day(date, _) => Ok(("date", Value::from(date.iso()))),
        Read::Either(first, second) => {
            Err(format!("not taken: \"{text}\" is {first} or {second}; write {}", first.iso()))
        }
        Read::Impossible(why) => Err(format!("not taken: {why}")),
        Read::Words => Ok(("date_text", words())),
    }
}
