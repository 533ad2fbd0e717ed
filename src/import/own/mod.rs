//! Our own exports, edited elsewhere and brought back: a cell that differs from what an export would write now is a change,
//! and sets the key that it was written from.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use toml_edit::{DocumentMut, Item};

use super::code::Coder;
use super::dates::{self, Read};
use super::edit::{held, set, toml_of, with_entry};
use super::error::{ImportError, Unread};
use super::files::Library;
use super::header::{Headed, find};
use super::merge::{Side, told};
use super::outcome::{Change, Conflict, Outcome};
use super::read::flat;
use super::repair::{Repairs, repaired};
use super::run::{Opened, Where};
use super::table::{Cell, Line, Place};
use crate::case::fields::Described;
use crate::case::kinds::{EVENT, FINDING, Kind, List, RECOMMENDATION, keys_of};
use crate::case::{Case, ItemRef, Vocabulary, read_case};
use crate::page::Listing;
use crate::text::clean_line;
use crate::write::{edited, guarded, record_of};

/// Columns that an export computes, or that say where an entry stands: what is typed there changes nothing.
const COMPUTED: [&str; 20] = [
    "case_id",
    "case",
    "area",
    "year",
    "review",
    "item",
    "sort",
    "rating",
    "note",
    "citation",
    "sources",
    "addresses",
    "section",
    "details",
    "base",
    "continued",
    "origin",
    "confidence",
    "id",
    "kind_label",
];

/// The parts of a column's name that say in which form an export wrote it.
const FORMS: [&str; 3] = ["_code", ".code", ".label"];

/// A cell that was edited.
struct Edit {
    list: &'static List,
    item: String,
    key: String,
    value: Value,
    place: Place,
    /// True if the entry is still what it was when it was exported.
    is_current: bool,
}

/// Finds what was edited in files that `export` and `tracker --for-editing` wrote.
///
/// # Errors
/// When a file is no such export.
pub fn edits(
    files: Vec<Opened>,
    place: &Where,
    listing: &Listing,
    outcome: &mut Outcome,
) -> Result<Edits, (String, Unread)> {
    let mut edits = Edits::default();
    for file in files {
        outcome.repairs.add(&file.content.repairs);
        let wanted = [vec!["case_id", "case.id"], vec!["item"], vec!["base"]];
        let found = find(file.content.tables, place.sheet.as_deref(), place.header, &wanted);
        let headed = found.map_err(|unread| (file.facts.name.clone(), unread))?;
        let around = headed.around(&file.facts.name);
        let case = around.column("case_id").or_else(|| around.column("case.id"));
        let (Some(case), Some(item)) = (case, around.column("item")) else {
            let unread = Unread::new(
                "no column is called case_id or item",
                "name a file that `casebook export` or `casebook tracker --for-editing` wrote",
            );
            return Err((file.facts.name, unread));
        };
        let mut reader = Reader { name: &file.facts.name, headed: &headed, listing, outcome, edits: &mut edits };
        headed.lines.iter().for_each(|line| reader.line(line, case, item));
    }
    Ok(edits)
}

/// The edits, by case.
#[derive(Default)]
pub struct Edits(BTreeMap<String, Vec<Edit>>);

struct Reader<'a> {
    name: &'a str,
    headed: &'a Headed,
    listing: &'a Listing,
    outcome: &'a mut Outcome,
    edits: &'a mut Edits,
}

impl Reader<'_> {
    fn place(&self, line: &Line, column: Option<usize>) -> Place {
        let column = column.and_then(|at| Some((at, self.headed.columns.get(at)?.clone())));
        Place { file: self.name.to_owned(), sheet: self.headed.sheet.clone(), line: line.number, column }
    }

    fn line(&mut self, line: &Line, case: usize, item: usize) {
        let text = |at: usize| line.cells.get(at).map_or("", |cell| cell.text.trim());
        let (id, item) = (text(case), text(item));
        if line.filled() == 0 {
            return;
        }
        self.outcome.rows += 1;
        // Rows of pages and of sources lead to no entry that a table could change.
        if id.is_empty() || item.is_empty() {
            self.outcome.entries.same += 1;
            return;
        }
        let Some(key) = self.listing.key_of(id) else {
            let place = self.place(line, Some(case));
            let message = format!("the library has no case \"{}\"; the row was left out", clean_line(id));
            return self.outcome.problem(place, message);
        };
        let Some(case) = self.listing.case(key) else { return };
        let found = case.item_named(item);
        let list = match found {
            Some(ItemRef::Finding(..)) => &FINDING,
            Some(ItemRef::Recommendation(..)) => &RECOMMENDATION,
            Some(ItemRef::Event(_)) => &EVENT,
            Some(ItemRef::Source(_) | ItemRef::Page(_)) => {
                self.outcome.entries.same += 1;
                return;
            }
            None => {
                let place = self.place(line, None);
                let message = format!("the case {id} has no entry \"{}\"; the row was left out", clean_line(item));
                return self.outcome.problem(place, message);
            }
        };
        let Some(item) = found else { return };
        let before = self.edits.0.get(id).map_or(0, Vec::len);
        self.entry(line, case, item, list);
        let now = self.edits.0.get(id).map_or(0, Vec::len);
        if now > before { self.outcome.entries.changed += 1 } else { self.outcome.entries.same += 1 }
    }

    fn entry(&mut self, line: &Line, case: &Case, item: ItemRef, list: &'static List) {
        let record = record_of(case, item, &self.listing.vocabulary);
        let written: BTreeMap<String, String> =
            serde_json::to_value(&record).map(|value| flat(&value)).unwrap_or_default().into_iter().collect();
        let is_json = self.headed.columns.iter().any(|name| name == "case.id");
        let exported =
            |name: &str| if is_json { written.get(name).cloned().unwrap_or_default() } else { edited(&record, name) };
        let is_current = self
            .headed
            .columns
            .iter()
            .position(|name| name == "base")
            .and_then(|at| line.cells.get(at))
            .is_some_and(|cell| cell.text == record.base && !record.base.is_empty());
        let mut found: BTreeMap<String, (Value, usize)> = BTreeMap::new();
        let none = BTreeMap::new();
        let vocabulary = std::sync::Arc::clone(&self.listing.vocabulary);
        let mut coder = Coder::new(&vocabulary, &none);
        for (at, name) in self.headed.columns.clone().iter().enumerate() {
            let stem = FORMS.iter().fold(name.as_str(), |name, form| name.strip_suffix(form).unwrap_or(name));
            let field = name_of_field(case, item, stem);
            let Some(key) = field.filter(|_| !COMPUTED.contains(&stem)) else { continue };
            let empty = Cell::default();
            let cell = line.cells.get(at).unwrap_or(&empty);
            let before = exported(name);
            let kind = keys_of(list).get(&key).map(|key| (&key.kind, key.required));
            let Some((kind, required)) = kind else { continue };
            if unchanged(&before, cell, kind) {
                continue;
            }
            match value_of(&repaired(&cell.text, &mut Repairs::default()), cell, kind, &mut coder) {
                Err(why) => {
                    let place = self.place(line, Some(at));
                    self.outcome.problem(place, why);
                }
                Ok(Value::Null) if required => {
                    let place = self.place(line, Some(at));
                    self.outcome.problem(place, format!("\"{key}\" cannot be empty; it stays as it was"));
                }
                Ok(value) => match found.get(&key) {
                    Some((other, _)) if *other != value => {
                        let place = self.place(line, Some(at));
                        self.outcome.problem(
                            place,
                            format!("code and label of \"{key}\" say different things; the first counts"),
                        );
                    }
                    _ => {
                        found.entry(key).or_insert((value, at));
                    }
                },
            }
        }
        for (key, (value, at)) in found {
            let place = self.place(line, Some(at));
            let edit = Edit { list, item: item.id(case), key, value, place, is_current };
            self.edits.0.entry(case.id.to_string()).or_default().push(edit);
        }
    }
}

/// The key in a file of the column of an export; nothing for one that no field has, or a date with words of its own.
fn name_of_field(case: &Case, item: ItemRef, column: &str) -> Option<String> {
    let described: &dyn Described = case.described(item)?;
    let mut key = None;
    described.visit(&mut |field, _| {
        if field.name() == column && field.keys.len() == 1 {
            key = Some(field.key().to_owned());
        }
    });
    key
}

/// True if a cell says what the export wrote, whatever a spreadsheet did to it on the way.
fn unchanged(before: &str, cell: &Cell, kind: &Kind) -> bool {
    let plain = |text: &str| {
        let text = repaired(text, &mut Repairs::default());
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let now = plain(&cell.text);
    if now == plain(before) || now == plain(&guarded(before)) {
        return true;
    }
    // Excel rewrites days as its user is used to.
    if *kind == Kind::Date
        && let Ok(date) = before.parse()
    {
        return match dates::read(cell) {
            Read::Day(read, _) => read == date,
            Read::Either(first, second) => first == date || second == date,
            _ => false,
        };
    }
    false
}

/// The value that an edited cell gives.
fn value_of(text: &str, cell: &Cell, kind: &Kind, coder: &mut Coder<'_>) -> Result<Value, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(match kind {
            Kind::Many(_) => json!([]),
            _ => Value::Null,
        });
    }
    let parts = || text.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    Ok(match kind {
        Kind::Text => json!(clean_line(text)),
        Kind::Paragraphs => json!(crate::text::clean_prose(text)),
        Kind::Date => match dates::read(&Cell { text: text.to_owned(), ..cell.clone() }) {
            Read::Day(date, _) => json!(date.iso()),
            Read::Either(first, second) => {
                return Err(format!("\"{text}\" is {first} or {second}; write {}", first.iso()));
            }
            Read::Impossible(why) => return Err(why),
            Read::Words => return Err(format!("\"{text}\" is no date; write it as 2025-03-31")),
        },
        Kind::Closed(list) => json!(coder.closed(list, text).ok_or_else(|| no_code(list, text))?),
        Kind::Open(list) => json!(coder.open(list, text).ok_or_else(|| no_code(list, text))?),
        Kind::Flag => json!(matches!(text.to_lowercase().as_str(), "yes" | "true" | "1")),
        Kind::Number => json!(text.parse::<u32>().map_err(|_| format!("\"{text}\" is no whole number"))?),
        Kind::Many(one) => match one.as_ref() {
            Kind::Text => json!(parts().collect::<Vec<_>>()),
            Kind::Open(list) => {
                json!(
                    parts()
                        .map(|part| coder.open(list, part).ok_or_else(|| no_code(list, part)))
                        .collect::<Result<Vec<_>, _>>()?
                )
            }
            Kind::Closed(list) => {
                json!(
                    parts()
                        .map(|part| coder.closed(list, part).ok_or_else(|| no_code(list, part)))
                        .collect::<Result<Vec<_>, _>>()?
                )
            }
            _ => return Err("several things in one cell cannot be brought back; edit the case file".to_owned()),
        },
        Kind::Table(_) => {
            return Err("several things in one cell cannot be brought back; edit the case file".to_owned());
        }
    })
}

fn no_code(list: &str, text: &str) -> String {
    format!("\"{text}\" is no {list}; `casebook explain` knows the codes and labels")
}

/// Sets what was edited in the case files of a library; writes them where that is asked for.
///
/// # Errors
/// When a file cannot be written.
pub fn settle(
    edits: &Edits,
    side: Side,
    library: &Library,
    vocabulary: &Vocabulary,
    write: bool,
    outcome: &mut Outcome,
) -> Result<(), ImportError> {
    for (id, edits) in &edits.0 {
        let place = edits.first().map(|edit| edit.place.clone());
        let Some(place) = place else { continue };
        let read = library.case(id).and_then(|text| text.ok_or_else(|| "no file".to_owned()));
        let document = read.and_then(|text| text.parse::<DocumentMut>().map_err(|error| error.message().to_owned()));
        let mut document = match document {
            Ok(document) => document,
            Err(why) => {
                outcome.problem(place, format!("{id}.toml cannot be changed: {why}"));
                continue;
            }
        };
        let (mut changes, mut conflicts) = (Vec::new(), Vec::new());
        for edit in edits {
            with_entry(&mut document, edit.list, "id", &edit.item, |table| {
                let mine = held(table, &edit.key);
                let of = format!("{id} {}", edit.item);
                match (edit.is_current, side) {
                    (false, Side::Mine) => return,
                    (false, Side::Neither) => {
                        let (mine, theirs) = (told(&mine), told(&edit.value));
                        conflicts.push(Conflict { of, key: edit.key.clone(), mine, theirs, place: edit.place.clone() });
                        return;
                    }
                    (true, _) | (false, Side::Theirs) => {}
                }
                changes.push(Change {
                    of,
                    key: edit.key.clone(),
                    before: told(&mine),
                    after: told(&edit.value),
                    place: edit.place.clone(),
                });
                match toml_of(&edit.value) {
                    Some(value) => set(table, &edit.key, Item::Value(value)),
                    None => {
                        table.remove(&edit.key);
                    }
                }
            });
        }
        if !conflicts.is_empty() {
            outcome.conflicts.extend(conflicts);
            outcome.cases.same += 1;
            continue;
        }
        if changes.is_empty() {
            outcome.cases.same += 1;
            continue;
        }
        let text = document.to_string();
        if let Err(wrong) = read_case(id, &text, vocabulary) {
            let why = wrong.first().map(|problem| problem.message.clone()).unwrap_or_default();
            outcome.problem(place, format!("{id} would not be a sound case: {why}"));
            continue;
        }
        outcome.changes.extend(changes);
        outcome.cases.changed += 1;
        if write {
            library.write_case(id, &text)?;
        }
    }
    Ok(())
}
