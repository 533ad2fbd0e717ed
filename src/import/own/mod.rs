//! Our own exports, edited elsewhere and brought back: a cell that differs from what an export would write now is a change,
//! and sets the key that it was written from. What cannot come back is told with its cell.

mod edits;
mod new;
mod settle;
mod value;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use super::code::Coder;
use super::dates::{self, Read};
use super::error::UnreadTable;
use super::header::{Headed, find};
use super::outcome::Outcome;
use super::read::flat;
use super::run::{Opened, Where};
use super::table::{Cell, CellPlace, Line};
use crate::case::fields::Field;
use crate::case::kinds::{EVENT, FINDING, KeyKind, List, RECOMMENDATION, keys_of};
use crate::case::{Case, Event, Finding, ItemRef, Recommendation, Vocabulary};
use crate::page::Listing;
use crate::text::clean_line;
use crate::write::{CODE, COMPUTED, IN_JSON, MARKED, OF_PAGE, SOURCE_IDS, edited, holds_mark, is_column, record_of};

use edits::Edit;
pub use edits::Edits;
pub use settle::settle;
use value::{as_text, shown_date, typed, unchanged, value_of};

/// Columns that say which row this is: they are read, and never edited.
const PLACES: [&str; 5] = ["case_id", "case.id", "item", "base", "continued"];
/// The columns of JSON that a table has under another name.
const IN_A_TABLE: [(&str, &str); 5] = [
    ("case.title", "case"),
    ("case.area", "area"),
    ("case.year", "year"),
    ("review.title", "review"),
    ("review.date", "review_date"),
];

/// Finds what was edited in files that `export` and `tracker --for-editing` wrote.
///
/// # Errors
/// When a file is no such export.
pub fn edits(
    files: Vec<Opened>,
    place: &Where,
    listing: &Listing,
    outcome: &mut Outcome,
) -> Result<Edits, (String, UnreadTable)> {
    let mut edits = Edits::default();
    for file in files {
        outcome.repairs.add(&file.content.repairs);
        for section in file.content.edited {
            let place = |sheet, line| CellPlace { file: file.facts.name.clone(), sheet, line, column: None };
            let place = if section == 0 { place(None, 0) } else { place(Some("sections".to_owned()), section) };
            outcome.problem(place, "not taken: only the entries under \"items\" come back; edit them there");
        }
        let wanted = [vec!["case_id", "case.id"], vec!["item"], vec!["base"]];
        let found = find(file.content.tables, place.sheet.as_deref(), place.header, &wanted);
        let headed = found.map_err(|unread| (file.facts.name.clone(), unread))?;
        let around = headed.around(&file.facts.name);
        let case = around.column("case_id").or_else(|| around.column("case.id"));
        let (Some(case), Some(item)) = (case, around.column("item")) else {
            let unread = UnreadTable::new(
                "no column is called case_id or item",
                "name a file that `casebook export` or `casebook tracker --for-editing` wrote",
            );
            return Err((file.facts.name, unread));
        };
        edits.files.insert(file.facts.name.clone(), file.facts.hash.clone());
        let mut reader = OwnTableReader {
            name: &file.facts.name,
            is_json: headed.columns.iter().any(|name| name == "case.id"),
            headed: &headed,
            listing,
            vocabulary: Arc::clone(&listing.vocabulary),
            outcome,
            edits: &mut edits,
            unknown: BTreeSet::new(),
        };
        headed.lines.iter().for_each(|line| reader.line(line, case, item));
        reader.tell_of_columns();
    }
    Ok(edits)
}

struct OwnTableReader<'a> {
    name: &'a str,
    headed: &'a Headed,
    is_json: bool,
    listing: &'a Listing,
    vocabulary: Arc<Vocabulary>,
    outcome: &'a mut Outcome,
    edits: &'a mut Edits,
    /// Columns that no export has.
    unknown: BTreeSet<usize>,
}

/// The source of a column.
enum OwnColumn {
    /// A key of the entry, with its kind.
    Key(&'static str, &'static KeyKind, bool),
    /// The date as people read it, with its end and words.
    Shown,
    /// Something that the page adds.
    OfPage,
    /// Something that is computed from the case.
    Computed,
    /// Nothing that an export writes.
    Unknown,
}

impl OwnTableReader<'_> {
    fn place(&self, line: &Line, column: Option<usize>) -> CellPlace {
        let column = column.and_then(|at| Some((at, self.headed.columns.get(at)?.clone())));
        CellPlace { file: self.name.to_owned(), sheet: self.headed.sheet.clone(), line: line.number, column }
    }

    fn say(&mut self, line: &Line, column: Option<usize>, message: impl Into<String>) {
        let place = self.place(line, column);
        self.outcome.problem(place, message);
    }

    /// The cell of a column, by its name.
    fn text<'l>(&self, line: &'l Line, name: &str) -> &'l str {
        let at = self.headed.columns.iter().position(|column| column == name);
        at.and_then(|at| line.cells.get(at)).map_or("", |cell| cell.text.trim())
    }

    fn line(&mut self, line: &Line, case: usize, item: usize) {
        let text = |at: usize| line.cells.get(at).map_or("", |cell| cell.text.trim());
        let (id, item) = (text(case), text(item));
        if line.filled() == 0 {
            return;
        }
        self.outcome.rows += 1;
        let base = self.text(line, "base");
        let leads_nowhere = base.starts_with(MARKED);
        // Rows that lead to no entry: statements of a page, links.
        if item.is_empty()
            && (leads_nowhere || matches!(self.text(line, "sort"), "statement" | "link" | "page" | "source"))
        {
            self.page_row(line, base);
            return;
        }
        if id.is_empty() {
            return self.say(line, None, "not taken: the row names no case; write its id under case_id");
        }
        let Some(key) = self.listing.key_of(id) else {
            let message = format!("not taken: the library has no case \"{}\"", clean_line(id));
            return self.say(line, Some(case), message);
        };
        let Some(of) = self.listing.case(key) else { return };
        let found = if item.is_empty() { None } else { of.item_named(item) };
        let Some(found) = found else {
            if !item.is_empty() && !base.is_empty() {
                let message = format!("not taken: the case {id} has no entry \"{}\"", clean_line(item));
                return self.say(line, None, message);
            }
            return self.new_entry(line, of, item);
        };
        self.known(line, of, found, base);
    }

    fn known(&mut self, line: &Line, case: &Case, item: ItemRef, base: &str) {
        let id = case.id.to_string();
        let count = |edits: &Edits| edits.cases.get(&id).map_or(0, |case| case.edits.len());
        let before = count(self.edits);
        self.entry(line, case, item, base, false);
        if count(self.edits) > before {
            self.outcome.entries.changed += 1;
        } else {
            self.outcome.entries.same += 1;
        }
    }

    /// A row that leads to no entry: what was edited in it is told.
    fn page_row(&mut self, line: &Line, base: &str) {
        self.outcome.entries.same += 1;
        let columns = self.headed.columns.clone();
        for (at, name) in columns.iter().enumerate() {
            let cell = line.cells.get(at).map_or("", |cell| cell.text.as_str());
            if OF_PAGE.contains(&name.as_str()) && self.as_written(base, name, cell) == Some(false) {
                self.say(line, Some(at), "not taken: the row leads to no entry of a case; edit the case file");
            }
        }
    }

    /// True if a cell says what it said when it was exported; nothing where the row has no marks.
    fn as_written(&self, base: &str, name: &str, cell: &str) -> Option<bool> {
        let (_, marks) = base.split_once(MARKED)?;
        if !self.is_json {
            return Some(holds_mark(marks, name, &typed(cell)));
        }
        if name == "sources" {
            return Some(holds_mark(marks, IN_JSON, &self.page_text(cell)));
        }
        let known = IN_A_TABLE.iter().find(|(json, _)| *json == name).map(|(_, table)| (*table).to_owned());
        let name = known.unwrap_or_else(|| match name.strip_suffix(".code") {
            Some(stem) => format!("{stem}{CODE}"),
            None => name.strip_suffix(".label").unwrap_or(name).to_owned(),
        });
        Some(holds_mark(marks, &name, cell))
    }

    /// True for an edit of a key that the library still has as it was exported; nothing where the cell was not edited, and only
    /// the library has changed.
    fn edit(&self, base: &str, name: &str, cell: &Cell, before: &str) -> Option<bool> {
        let as_day = || match dates::read(cell) {
            Read::Day(day, _) => vec![day.iso()],
            Read::Either(first, second) => vec![first.iso(), second.iso()],
            _ => Vec::new(),
        };
        let same = |text: &str| self.as_written(base, name, text) == Some(true);
        let edited = !same(&cell.text) && !as_day().iter().any(|day| same(day));
        edited.then(|| same(before))
    }

    /// The words of a cell of a page: sources in JSON are objects.
    fn page_text(&self, cell: &str) -> String {
        let all: Option<Vec<Value>> = if self.is_json { serde_json::from_str(cell).ok() } else { None };
        let Some(all) = all else { return cell.to_owned() };
        let words = |source: &Value| {
            let part = |key: &str| source.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            ["id", "title", "publisher", "kind", "date", "address", "note"].map(part).concat()
        };
        all.iter().map(words).collect()
    }

    /// The source of a column of an entry.
    fn column(&self, list: Option<&'static List>, name: &str, written: &BTreeMap<String, String>) -> OwnColumn {
        if OF_PAGE.contains(&name) && (name != "text" || list.is_none()) {
            return OwnColumn::OfPage;
        }
        if COMPUTED.contains(&name) || (self.is_json && (name.starts_with("case.") || name.starts_with("review."))) {
            return OwnColumn::Computed;
        }
        let Some(list) = list else {
            return if written.contains_key(name) || is_column(name) {
                OwnColumn::Computed
            } else {
                OwnColumn::Unknown
            };
        };
        match key_of(list, name) {
            Some((_, true)) => OwnColumn::Shown,
            Some((key, false)) => match keys_of(list).get(key) {
                Some(found) => OwnColumn::Key(key, &found.kind, found.required),
                None => OwnColumn::Computed,
            },
            None if written.contains_key(name) || is_column(name) => OwnColumn::Computed,
            None => OwnColumn::Unknown,
        }
    }

    /// Finds what was edited in the row of an entry; where only what is filled counts, empty cells say nothing.
    fn entry(&mut self, line: &Line, case: &Case, item: ItemRef, base: &str, only_filled: bool) {
        let list = list_of(item);
        let record = record_of(case, item, &self.listing.vocabulary);
        let written: BTreeMap<String, String> = if self.is_json {
            serde_json::to_value(&record).map(|value| flat(&value)).unwrap_or_default().into_iter().collect()
        } else {
            BTreeMap::new()
        };
        let exported = |name: &str| match self.is_json {
            true => written.get(name).cloned().unwrap_or_default(),
            false => edited(&record, name),
        };
        let raw = raw_of(case, item);
        let hash = |base: &str| base.split_once(MARKED).map_or_else(|| base.to_owned(), |(hash, _)| hash.to_owned());
        let is_current = !base.is_empty() && hash(base) == hash(&record.base);
        let vocabulary = Arc::clone(&self.vocabulary);
        let none = BTreeMap::new();
        let mut coder = Coder::new(&vocabulary, &none);
        let mut found: BTreeMap<String, (Value, usize, bool)> = BTreeMap::new();
        let mut told: Vec<(Option<usize>, String)> = Vec::new();
        for (at, name) in self.headed.columns.iter().enumerate() {
            let empty = Cell::default();
            let cell = line.cells.get(at).unwrap_or(&empty);
            if PLACES.contains(&name.as_str()) || (only_filled && cell.is_empty()) {
                continue;
            }
            let before = exported(name);
            let edit = if is_current { Some(true) } else { self.edit(base, name, cell, &before) };
            let (key, kind, required) = match self.column(list, name, &written) {
                OwnColumn::OfPage => {
                    if self.as_written(base, name, &cell.text) == Some(false) {
                        told.push((Some(at), "not taken: a report adds this column; edit the case file".to_owned()));
                    }
                    continue;
                }
                OwnColumn::Computed => {
                    if !unchanged(&before, cell, None) && self.as_written(base, name, &cell.text) != Some(true) {
                        told.push((Some(at), not_taken(cell)));
                    }
                    continue;
                }
                OwnColumn::Unknown => {
                    if !cell.is_empty() {
                        self.unknown.insert(at);
                    }
                    continue;
                }
                OwnColumn::Shown => {
                    let Some(current) = edit.filter(|_| !unchanged(&before, cell, Some(&KeyKind::Date))) else {
                        continue;
                    };
                    match shown_date(&typed(&cell.text), cell, &raw) {
                        Ok((key, value)) => keep(&mut found, key, (value, at, current), &mut told),
                        Err(why) => told.push((Some(at), why)),
                    }
                    continue;
                }
                OwnColumn::Key(key, kind, required) => (key, kind, required),
            };
            // A part of JSON is spread over several columns.
            if let (true, KeyKind::Table(_), Some((outer, _))) = (self.is_json, kind, name.split_once('.')) {
                if edit.is_none() || found.contains_key(key) {
                    continue;
                }
                let whole = |cell: &dyn Fn(usize, &str) -> String| self.gathered(outer, cell);
                let was = whole(&|_, name| exported(name));
                let now = whole(&|at, _| line.cells.get(at).map(|cell| cell.text.clone()).unwrap_or_default());
                let (now, was) = (as_text(&now, &was, kind), as_text(&was, "", kind));
                if now != was {
                    let raw = raw.get(key).unwrap_or(&Value::Null);
                    match value_of(&now, cell, kind, Some((&was, raw)), &mut coder) {
                        Ok(value) => keep(&mut found, key, (value, at, is_current), &mut told),
                        Err(why) => told.push((Some(at), format!("not taken: {why}"))),
                    }
                }
                continue;
            }
            let Some(current) = edit.filter(|_| !unchanged(&before, cell, Some(kind))) else { continue };
            let (now, was) = match self.is_json {
                true => (as_text(&cell.text, &before, kind), as_text(&before, "", kind)),
                false => (cell.text.clone(), before),
            };
            let raw = raw.get(key).unwrap_or(&Value::Null);
            match value_of(&typed(&now), cell, kind, Some((&was, raw)), &mut coder) {
                Err(why) => told.push((Some(at), format!("not taken: {why}"))),
                Ok(value) if required && (value.is_null() || empties(&value, key)) => {
                    told.push((Some(at), format!("not taken: \"{key}\" cannot be empty; it stays as it was")));
                }
                Ok(value) => keep(&mut found, key, (value, at, current), &mut told),
            }
        }
        told.into_iter().for_each(|(at, message)| self.say(line, at, message));
        let Some(list) = list else {
            if !found.is_empty() {
                self.say(line, None, "not taken: the row leads to no entry of a list; edit the case file");
            }
            return;
        };
        for (key, (value, at, is_current)) in found {
            let place = self.place(line, Some(at));
            let edit = Edit { list, item: item.id(case), key, value, place, is_current };
            self.edits.cases.entry(case.id.to_string()).or_default().edits.push(edit);
        }
    }

    /// The columns of a part, `outer.name` and `outer.name.code`, as the JSON that they came from.
    fn gathered(&self, outer: &str, cell: &dyn Fn(usize, &str) -> String) -> String {
        let mut object = serde_json::Map::new();
        for (at, name) in self.headed.columns.iter().enumerate() {
            let Some(inner) = name.strip_prefix(outer).and_then(|rest| rest.strip_prefix('.')) else { continue };
            let text = cell(at, name);
            match inner.split_once('.') {
                Some((key, form)) => {
                    let inner = object.entry(key.to_owned()).or_insert_with(|| Value::Object(serde_json::Map::new()));
                    if let Some(inner) = inner.as_object_mut().filter(|_| !text.is_empty()) {
                        inner.insert(form.to_owned(), Value::from(text));
                    }
                }
                None => {
                    object.insert(inner.to_owned(), Value::from(text));
                }
            }
        }
        Value::Object(object).to_string()
    }

    /// Tells of columns that no export has, and of those that an export of a longer text has.
    fn tell_of_columns(&mut self) {
        let names: Vec<&str> =
            self.unknown.iter().filter_map(|at| self.headed.columns.get(*at).map(String::as_str)).collect();
        if !names.is_empty() {
            let message = format!("not taken: no export has a column {}", names.join(", "));
            let place = CellPlace {
                file: self.name.to_owned(),
                sheet: self.headed.sheet.clone(),
                line: self.headed.header,
                column: None,
            };
            self.outcome.problem(place, message);
        }
    }
}

/// Keeps a value that was found; the code and the label of a key may stand in columns of their own.
fn keep(
    found: &mut BTreeMap<String, (Value, usize, bool)>,
    key: &str,
    edit: (Value, usize, bool),
    told: &mut Vec<(Option<usize>, String)>,
) {
    match found.get(key) {
        Some((other, ..)) if *other != edit.0 => {
            told.push((Some(edit.1), format!("not taken: another column says something else of \"{key}\"")));
        }
        Some(_) => {}
        None => drop(found.insert(key.to_owned(), edit)),
    }
}

/// True for an empty list of what every entry must have one of.
fn empties(value: &Value, key: &str) -> bool {
    key == "sources" && value.as_array().is_some_and(Vec::is_empty)
}

fn not_taken(cell: &Cell) -> String {
    let text: String = clean_line(&cell.text).chars().take(60).collect();
    format!("not taken: \"{text}\" stands in a column that is computed, or that this entry has not; edit the case file")
}

fn list_of(item: ItemRef) -> Option<&'static List> {
    match item {
        ItemRef::Finding(..) => Some(&FINDING),
        ItemRef::Recommendation(..) => Some(&RECOMMENDATION),
        ItemRef::Event(_) => Some(&EVENT),
        ItemRef::Source(_) | ItemRef::Page(_) => None,
    }
}

/// An entry as its file holds it.
fn raw_of(case: &Case, item: ItemRef) -> Value {
    let value = match item {
        ItemRef::Finding(..) => case.finding(item).map(|(_, entry)| serde_json::to_value(entry)),
        ItemRef::Recommendation(..) => case.recommendation(item).map(|(_, entry)| serde_json::to_value(entry)),
        ItemRef::Event(_) => case.event(item).map(serde_json::to_value),
        ItemRef::Source(_) | ItemRef::Page(_) => None,
    };
    value.and_then(Result::ok).unwrap_or_default()
}

fn fields_of(list: &List) -> &'static [Field] {
    match list {
        list if *list == FINDING => Finding::FIELDS,
        list if *list == RECOMMENDATION => Recommendation::FIELDS,
        _ => Event::FIELDS,
    }
}

/// The key in a file that a column of an export is written from; true with it for a date as people read it.
fn key_of(list: &'static List, column: &str) -> Option<(&'static str, bool)> {
    let forms = [CODE, ".code", ".label"];
    let stem = forms.iter().fold(column, |name, form| name.strip_suffix(form).unwrap_or(name));
    let stem = stem.split_once('.').map_or(stem, |(outer, _)| outer);
    if stem == SOURCE_IDS {
        return Some(("sources", false));
    }
    for field in fields_of(list) {
        match field.keys {
            [key] if field.name() == stem && !matches!(*key, "id" | "sources" | "origin") => return Some((key, false)),
            [key, ..] if field.keys.len() > 1 && stem == format!("{key}_iso") => return Some((key, false)),
            [key, ..] if field.keys.len() > 1 && stem == *key => return Some((key, true)),
            [_, further @ ..] => {
                if let Some(key) = further.iter().find(|key| **key == stem) {
                    return Some((key, false));
                }
            }
            _ => {}
        }
    }
    None
}
