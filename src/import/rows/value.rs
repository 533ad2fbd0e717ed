//! The value that a key gets from a row: a text, a day, a code, a list of bodies; or the problem if it cannot get one.

use serde_json::{Map as Object, Value, json};

use super::{Rows, is_number};
use crate::case::kinds::{KeyKind, TomlKey, TomlKeys};
use crate::case::{Prose, Text};
use crate::import::dates::{self, DayOrder, How, Read};
use crate::import::map::{FilledKeys, Given};
use crate::import::outcome::Kept;
use crate::import::repair::Repair;
use crate::import::table::{Cell, Line};
use crate::import::template::Filled;

/// Keys of an entry with their values, and the column that each came from.
type ColumnValues = Vec<(String, Value, Option<usize>)>;

impl Rows<'_> {
    /// The values of one key of the map: that of the key itself, and if it is told in words, that of the key for these.
    pub(super) fn value(
        &mut self,
        keys: &TomlKeys,
        key: &TomlKey,
        given: &Given,
        line: &Line,
        piece: Option<&str>,
    ) -> ColumnValues {
        let name = key.name.clone();
        match given {
            Given::Plain(value) => vec![(name, value.clone(), None)],
            Given::Table(fields) => {
                let (value, column) = self.tables(key, std::slice::from_ref(fields), line);
                vec![(name, value, column)]
            }
            Given::Tables(tables) => {
                let (value, column) = self.tables(key, tables, line);
                vec![(name, value, column)]
            }
            Given::Many(templates) => {
                let filled: Vec<Filled> = templates.iter().filter_map(|one| self.fill(one, line)).collect();
                let column = filled.iter().find_map(|one| one.column);
                let texts: Vec<String> = filled.into_iter().map(|one| one.text).collect();
                self.several(keys, key, &texts, column)
            }
            Given::One(template) => {
                let filled = self.fill(template, line);
                let Some(mut filled) = filled else {
                    let column = template.columns().flatten().find_map(|name| self.around.column(name));
                    return vec![(name, Value::Null, column)];
                };
                if let Some(piece) = piece.filter(|_| key.name == "text") {
                    piece.clone_into(&mut filled.text);
                }
                match &key.kind {
                    KeyKind::Many(_) => {
                        let texts = self.parts(&key.kind, &filled.text);
                        self.several(keys, key, &texts, filled.column)
                    }
                    _ => self.single(keys, key, &filled, line),
                }
            }
        }
    }

    /// The parts of a cell that may hold several values.
    fn parts(&self, kind: &KeyKind, text: &str) -> Vec<String> {
        let lines_alone = ["\n".to_owned()];
        let marks: &[String] = match kind {
            // A text of its own may hold any sign; a line is one.
            KeyKind::Many(one) if **one == KeyKind::Text => &lines_alone,
            _ => &self.map.file.split,
        };
        let mut parts = vec![text.to_owned()];
        for mark in marks {
            parts = parts.iter().flat_map(|part| part.split(mark.as_str())).map(str::to_owned).collect();
        }
        let parts = parts.iter().map(|part| Text::new(part).to_string());
        let mut found: Vec<String> = Vec::new();
        parts.filter(|part| !part.is_empty()).for_each(|part| {
            if !found.contains(&part) {
                found.push(part);
            }
        });
        found
    }

    /// A key that holds one value.
    fn single(&mut self, keys: &TomlKeys, key: &TomlKey, filled: &Filled, line: &Line) -> ColumnValues {
        let column = filled.column;
        let said = |value: Value| vec![(key.name.clone(), value, column)];
        let text = filled.text.trim();
        if text.is_empty() {
            return said(Value::Null);
        }
        match &key.kind {
            KeyKind::Text if keys.get("id").is_some() && key.name == "id" => said(json!(super::slug(text))),
            KeyKind::Text => said(json!(Text::new(text).as_str())),
            KeyKind::Paragraphs => said(json!(Prose::new(text).as_str())),
            KeyKind::Date => self.date(keys, key, filled, line),
            KeyKind::Closed(list) => {
                let code = match self.coder.mapped(&key.name, text).map(str::to_owned) {
                    Some(code) if code.is_empty() => return said(Value::Null),
                    // Words under one heading may answer the question of another: "Rejected" is a response and no status.
                    Some(code) if code.contains('.') && self.coder.has_any(&code) => {
                        let (other, code) = code.split_once('.').unwrap_or_default();
                        return vec![(key.name.clone(), Value::Null, column), (other.to_owned(), json!(code), column)];
                    }
                    // A code of a map that the profile of the library does not have is none.
                    Some(code) if self.coder.has(list, &code) => Some(code),
                    _ => self.coder.closed(list, text),
                };
                self.coded(keys, key, code, text, column)
            }
            KeyKind::Open(list) => {
                let code = match self.coder.mapped(&key.name, text).map(str::to_owned) {
                    Some(code) => Some(code).filter(|code| !code.is_empty()),
                    None => self.coder.open(list, text),
                };
                self.coded(keys, key, code, text, column)
            }
            KeyKind::Flag => match text.to_lowercase().as_str() {
                "true" | "yes" | "y" | "1" | "x" => said(json!(true)),
                "false" | "no" | "n" | "0" => said(Value::Null),
                _ => {
                    let place = self.place(line, column);
                    self.outcome.problem(place, format!("\"{text}\" is neither true nor false; left out"));
                    said(Value::Null)
                }
            },
            KeyKind::Number => {
                let whole = text.strip_suffix(".0").unwrap_or(text).replace([',', ' '], "");
                match whole.parse::<u32>() {
                    Ok(number) => {
                        if !is_number(filled.cell.as_ref()) {
                            self.note_repair(Repair::NumberAsText);
                        }
                        said(json!(number))
                    }
                    Err(_) => {
                        let place = self.place(line, column);
                        self.outcome.problem(place, format!("\"{text}\" is no whole number; left out"));
                        said(Value::Null)
                    }
                }
            }
            KeyKind::Table(_) | KeyKind::Many(_) => said(Value::Null),
        }
    }

    /// A code, or the words in its place: told, and kept where the format has a key for them.
    fn coded(
        &mut self,
        keys: &TomlKeys,
        key: &TomlKey,
        code: Option<String>,
        text: &str,
        column: Option<usize>,
    ) -> ColumnValues {
        let words = keys.words_of(&key.name);
        let mut made = Vec::new();
        match code {
            Some(code) => {
                made.push((key.name.clone(), json!(code), column));
                made.extend(words.map(|words| (words, Value::Null, column)));
            }
            None => {
                let kept = if words.is_some() { Kept::InWords } else { Kept::LeftOut };
                self.outcome.uncoded.count(&key.name, text, kept);
                made.push((key.name.clone(), Value::Null, column));
                made.extend(words.map(|words| (words, json!(Text::new(text).as_str()), column)));
            }
        }
        made
    }

    fn date(&mut self, keys: &TomlKeys, key: &TomlKey, filled: &Filled, line: &Line) -> ColumnValues {
        let column = filled.column;
        let cell = filled.cell.clone().unwrap_or_else(|| Cell::text(filled.text.clone()));
        let words = keys.words_of(&key.name);
        let order = column.and_then(|column| self.orders.get(&column).copied()).or(self.map.file.dates);
        let (date, problem) = match (dates::read(&cell), order) {
            (Read::Day(date, how), _) => {
                match how {
                    How::Serial => self.note_repair(Repair::SerialDay),
                    How::MonthAndYear => self.note_repair(Repair::MonthAndYear),
                    How::Plain | How::Ordered(_) => {}
                }
                (Some(date), None)
            }
            (Read::Either(date, _), Some(DayOrder::DayFirst)) | (Read::Either(_, date), Some(DayOrder::MonthFirst)) => {
                (Some(date), None)
            }
            (Read::Either(first, second), None) => {
                let message = format!(
                    "\"{}\" is {first} or {second}; say in the map which number is the day: [file] dates = \"day-first\"",
                    cell.text
                );
                (None, Some(message))
            }
            (Read::Impossible(why), _) => (None, Some(why)),
            (Read::Words, _) if words.is_some() => (None, None),
            (Read::Words, _) => (None, Some(format!("\"{}\" is no date; left out", cell.text))),
        };
        if let Some(problem) = problem {
            let place = self.place(line, column);
            self.outcome.problem(place, problem);
        }
        let mut made = vec![(key.name.clone(), date.map_or(Value::Null, |date| json!(date.iso())), column)];
        if let Some(words) = words {
            let value = if date.is_none() { json!(Text::new(&cell.text).as_str()) } else { Value::Null };
            made.push((words, value, column));
        }
        made
    }

    /// A key that holds several values.
    fn several(&mut self, keys: &TomlKeys, key: &TomlKey, texts: &[String], column: Option<usize>) -> ColumnValues {
        let KeyKind::Many(one) = &key.kind else { return Vec::new() };
        let mut values: Vec<Value> = Vec::new();
        let mut unknown: Vec<&str> = Vec::new();
        for text in texts {
            let code = match one.as_ref() {
                KeyKind::Open(list) => match self.coder.mapped(&key.name, text).map(str::to_owned) {
                    Some(code) => Some(code),
                    None => self.coder.open(list, text),
                },
                KeyKind::Closed(list) => match self.coder.mapped(&key.name, text).map(str::to_owned) {
                    Some(code) => Some(code),
                    None => self.coder.closed(list, text),
                },
                _ => Some(text.clone()),
            };
            match code {
                Some(code) if code.is_empty() || values.iter().any(|known| known.as_str() == Some(&code)) => {}
                Some(code) => values.push(json!(code)),
                None => unknown.push(text),
            }
        }
        // Bodies that no code stands for stay the bodies that they are.
        let named = keys.get("named").is_some() && matches!(one.as_ref(), KeyKind::Open(list) if list == "agency");
        for text in &unknown {
            self.outcome.uncoded.count(&key.name, text, if named { Kept::AsNamed } else { Kept::LeftOut });
        }
        let is_empty = values.is_empty();
        let value = if is_empty && !key.required { Value::Null } else { Value::Array(values) };
        let mut made = vec![(key.name.clone(), value, column)];
        if named {
            let value = if unknown.is_empty() { Value::Null } else { json!(unknown.join("; ")) };
            made.push(("named".to_owned(), value, column));
        }
        made
    }

    /// A key that holds tables: one for each table of the map of which the row says something; bodies one by one.
    fn tables(&mut self, key: &TomlKey, maps: &[FilledKeys], line: &Line) -> (Value, Option<usize>) {
        let (is_many, inner) = match &key.kind {
            KeyKind::Many(one) => (true, one.as_ref()),
            other => (false, other),
        };
        let KeyKind::Table(keys) = inner else { return (Value::Null, None) };
        let (mut tables, mut column) = (Vec::new(), None);
        for map in maps {
            if !super::says_something(map, &self.around, line) {
                continue;
            }
            let mut table = Object::new();
            let mut bodies: Vec<String> = Vec::new();
            let mut says = false;
            for (key, given) in map {
                if key.name == "named"
                    && is_many
                    && let Given::One(template) = given
                {
                    let filled = self.fill(template, line).unwrap_or_default();
                    column = column.or(filled.column);
                    bodies = self.parts(&KeyKind::Many(Box::new(KeyKind::Open("agency".to_owned()))), &filled.text);
                    continue;
                }
                for (name, value, from) in self.value(keys, key, given, line, None) {
                    column = column.or(from);
                    if !value.is_null() {
                        says |= from.is_some();
                        table.insert(name, value);
                    }
                }
            }
            if keys.get("confidence").is_some_and(|key| key.required) && !table.contains_key("confidence") {
                table.insert("confidence".to_owned(), json!("transcribed"));
            }
            if keys.get("sources").is_some_and(|key| key.required) {
                table.insert("sources".to_owned(), json!([super::RECORD]));
            }
            if map.iter().any(|(key, _)| key.name == "named") && is_many {
                tables.extend(bodies.iter().map(|body| self.body(keys, body, &table)));
            } else if says {
                tables.push(Value::Object(table));
            }
        }
        match (is_many, tables.is_empty()) {
            (_, true) => (Value::Null, column),
            (true, false) => (Value::Array(tables), column),
            (false, false) => (tables.into_iter().next().unwrap_or_default(), column),
        }
    }

    /// A body with its agency, where the vocabulary knows its name.
    fn body(&mut self, keys: &TomlKeys, name: &str, shared: &Object<String, Value>) -> Value {
        let mut table = Object::new();
        table.insert("named".to_owned(), json!(name));
        if let Some(KeyKind::Open(list)) = keys.get("agency").map(|key| &key.kind) {
            let code = match self.coder.mapped("agency", name).map(str::to_owned) {
                Some(code) => Some(code).filter(|code| !code.is_empty()),
                None => self.coder.open(list, name),
            };
            match code {
                Some(code) => {
                    table.insert("agency".to_owned(), json!(code));
                }
                None => self.outcome.uncoded.count("agency", name, Kept::AsNamed),
            }
        }
        table.extend(shared.iter().map(|(key, value)| (key.clone(), value.clone())));
        Value::Object(table)
    }
}
