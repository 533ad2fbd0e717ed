//! Rows that somebody added to an export: new entries, or told why they are none.

use std::collections::BTreeMap;

use serde_json::{Map as Object, Value, json};

use super::super::code::Coder;
use super::super::same::same;
use super::super::table::Line;
use super::edits::NewEntry;
use super::value::{THE_TABLE, as_text, shown_date, typed, value_of};
use super::{OwnColumn, OwnTableReader, PLACES};
use crate::case::check::is_id;
use crate::case::kinds::{EVENT, FINDING, KeyKind, List, RECOMMENDATION, keys_of};
use crate::case::{Case, ItemRef, Review};
use crate::text::clean_line;

impl OwnTableReader<'_> {
    /// Takes a row without an entry as a new one.
    pub(super) fn new_entry(&mut self, line: &Line, case: &Case, id: &str) {
        match self.read_new(line, case, id) {
            Ok(Some(entry)) => {
                self.outcome.entries.new += 1;
                self.edits.cases.entry(case.id.to_string()).or_default().new.push(entry);
            }
            Ok(None) => {}
            Err((at, why)) => self.say(line, at, format!("not taken: {why}")),
        }
    }

    fn read_new(&mut self, line: &Line, case: &Case, id: &str) -> Result<Option<NewEntry>, (Option<usize>, String)> {
        let list = match self.text(line, "sort").to_lowercase().as_str() {
            "finding" => &FINDING,
            "event" => &EVENT,
            "recommendation" => &RECOMMENDATION,
            "" if !self.headed.columns.iter().any(|name| name == "sort") => &RECOMMENDATION,
            _ => {
                let why = "say under sort what the new row is: finding, recommendation or event";
                return Err((None, why.to_owned()));
            }
        };
        let id = Some(id).filter(|id| !id.is_empty()).map(str::to_owned);
        if let Some(id) = id.as_deref().filter(|id| !is_id(&id.to_lowercase())) {
            return Err((None, format!("\"{}\" is no id; leave item empty and the row gets one", clean_line(id))));
        }
        let form = self.vocabulary.profile().id_form(list.name);
        if let (Some(form), None) = (form, &id) {
            return Err((None, format!("write the id of the new row under item, such as {}", form.example)));
        }
        let review = if list.is_in_review() { Some(self.review_of(line, case)?) } else { None };
        // The same row once more is the entry that it became.
        let text = typed(self.text(line, "text"));
        let there = case.items().into_iter().find(|item| {
            super::list_of(*item) == Some(list)
                && same(super::raw_of(case, *item).get("text").unwrap_or(&Value::Null), &json!(text))
        });
        if let Some(item) = there.filter(|_| !text.is_empty()) {
            self.known_again(line, case, item);
            return Ok(None);
        }
        let mut keys = self.keys_of_new(line, list)?;
        for key in keys_of(list).0.iter().filter(|key| key.required && key.name != "id") {
            let empty = keys.get(&key.name).is_none_or(Value::is_null);
            let value = match (key.name.as_str(), &key.kind) {
                _ if !empty => continue,
                ("confidence", _) => json!("transcribed"),
                ("sources", _) => json!([THE_TABLE]),
                (_, KeyKind::Many(_)) => json!([]),
                (name, _) => return Err((None, format!("a new {} needs \"{name}\"", list.name))),
            };
            keys.insert(key.name.clone(), value);
        }
        for name in self.vocabulary.profile().required(list.name) {
            if keys.get(*name).is_none_or(Value::is_null) {
                match keys_of(list).get(name).map(|key| &key.kind) {
                    Some(KeyKind::Many(_)) => drop(keys.insert((*name).to_owned(), json!([]))),
                    _ => return Err((None, format!("a new {} needs \"{name}\" in this library", list.name))),
                }
            }
        }
        let mut origin = Object::new();
        origin.insert("file".to_owned(), json!(self.name));
        origin.extend(self.headed.sheet.as_ref().map(|sheet| ("sheet".to_owned(), json!(sheet))));
        origin.insert("row".to_owned(), json!(line.number));
        keys.insert("origin".to_owned(), Value::Object(origin));
        Ok(Some(NewEntry { list, review, id, keys, place: self.place(line, None) }))
    }

    /// The changes of a row to an entry that it made before: only filled cells count.
    fn known_again(&mut self, line: &Line, case: &Case, item: ItemRef) {
        let before = self.outcome.problems.len();
        self.entry(line, case, item, "", true);
        if self.outcome.problems.len() == before {
            self.outcome.entries.same += 1;
        }
    }

    /// The review that a new row belongs to: the one that it names by title or id, or the only one.
    fn review_of(&self, line: &Line, case: &Case) -> Result<String, (Option<usize>, String)> {
        let named = ["review", "review.id", "review.title"].map(|name| self.text(line, name).to_owned());
        let named = named.into_iter().find(|name| !name.is_empty());
        let is = |review: &&Review, name: &str| {
            review.id.as_str() == name || same(&json!(review.title.as_str()), &json!(typed(name)))
        };
        let found = match (&named, case.reviews.as_slice()) {
            (Some(name), reviews) => reviews.iter().find(|review| is(review, name)),
            (None, [only]) => Some(only),
            (None, _) => None,
        };
        found.map(|review| review.id.to_string()).ok_or_else(|| {
            let known: Vec<&str> = case.reviews.iter().map(|review| review.id.as_str()).collect();
            (None, format!("name the review of the new row under review: {}", known.join(", ")))
        })
    }

    fn keys_of_new(
        &mut self,
        line: &Line,
        list: &'static List,
    ) -> Result<Object<String, Value>, (Option<usize>, String)> {
        let vocabulary = std::sync::Arc::clone(&self.vocabulary);
        let none = BTreeMap::new();
        let mut coder = Coder::new(&vocabulary, &none);
        let mut keys = Object::new();
        for (at, name) in self.headed.columns.iter().enumerate() {
            let Some(cell) = line.cells.get(at).filter(|cell| !cell.is_empty()) else { continue };
            if PLACES.contains(&name.as_str()) || matches!(name.as_str(), "review" | "sort" | "case") {
                continue;
            }
            let (key, value) = match self.column(Some(list), name, &BTreeMap::new()) {
                OwnColumn::Key(key, kind, _) => {
                    let text = if self.is_json { as_text(&cell.text, "", kind) } else { cell.text.clone() };
                    let value = value_of(&typed(&text), cell, kind, None, &mut coder);
                    (key, value.map_err(|why| (Some(at), why))?)
                }
                OwnColumn::Shown => {
                    shown_date(&typed(&cell.text), cell, &Value::Null).map_err(|why| (Some(at), why))?
                }
                OwnColumn::Computed | OwnColumn::OfPage if self.is_json && name.contains('.') => continue,
                OwnColumn::Computed | OwnColumn::OfPage => {
                    let why =
                        format!("a new row has nothing under {name}; for its sources write their ids under source_ids");
                    return Err((Some(at), why));
                }
                OwnColumn::Unknown => {
                    self.unknown.insert(at);
                    continue;
                }
            };
            match keys.get(key) {
                Some(other) if *other != value => {
                    return Err((Some(at), format!("another column says something else of \"{key}\"")));
                }
                _ => drop(keys.insert(key.to_owned(), value)),
            }
        }
        Ok(keys)
    }
}
