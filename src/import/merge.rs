//! Three sides, key by key: what the last import said, what the file says now, what the table says.
//!
//! | table against the last import | file against the last import | |
//! |---|---|---|
//! | the same | anything | the file stays |
//! | changed | the same | the table's value is set |
//! | changed | changed to the same | nothing to do |
//! | changed | changed otherwise | a conflict: told, and the whole file stays unless a side is chosen |

use std::collections::BTreeMap;

use serde_json::{Map as Object, Value, json};
use toml_edit::{DocumentMut, Item, TableLike};

use super::base::{BaseCase, BaseEntry};
use super::edit::{add, document_of, each_table, held, set, table_source, with_entry};
use super::outcome::{Change, Conflict, Outcome};
use super::rows::RECORD;
use super::same::{same, told};
use super::wanted::{WantedCase, WantedEntry, WantedField};
use crate::case::Profile;
use crate::case::kinds::{CASE, LISTS, List, REVIEW, SOURCE};

/// The side that wins where a value was changed on both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Side {
    /// Neither: the conflict is told.
    #[default]
    Neither,
    /// The library.
    Mine,
    /// The table.
    Theirs,
}

/// A case after the merge.
#[derive(Debug)]
pub struct MergedCase {
    /// Its id.
    pub id: String,
    /// The text of its file; nothing where it stays as it is.
    pub text: Option<String>,
    /// The values of this import, for the next.
    pub base: BaseCase,
}

/// Merges a case into its file. `text` is the file as it is now, nothing for a new case.
///
/// # Errors
/// Why the file cannot be changed.
pub fn merge(
    wanted: &WantedCase,
    id: &str,
    base: Option<&BaseCase>,
    text: Option<&str>,
    (side, profile): (Side, &'static Profile),
    outcome: &mut Outcome,
) -> Result<Option<MergedCase>, String> {
    let mut document = match text {
        Some(text) => Some(text.parse::<DocumentMut>().map_err(|error| error.message().to_owned())?),
        None => None,
    };
    let known = base.cloned().unwrap_or_default();
    let ids = ids(wanted, &known, document.as_mut(), profile)?;
    let fresh = document_of(&whole(wanted, id, &ids), profile)?;
    let said = said(wanted, id, &ids, &known);
    let Some(mut document) = document else {
        outcome.cases.new += 1;
        outcome.entries.new += wanted.entries.iter().filter(|entry| counts(entry)).count();
        return Ok(Some(MergedCase { id: id.to_owned(), text: Some(fresh.to_string()), base: said }));
    };
    let mut merging = Merging { id, side, changes: Vec::new(), conflicts: Vec::new(), document: &mut document, fresh };
    let mut tally = super::outcome::Tally::default();
    let mut new_entries: Vec<(&WantedEntry, Option<&String>)> = Vec::new();
    for (entry, own) in wanted.entries.iter().zip(&ids) {
        let before = known.entries.get(&entry.name());
        let changes = merging.changes.len();
        let there = merging.entry(entry, own.as_ref(), before);
        let count = match there {
            // One that an import made and a person took out stays out, unless the table says something new of it.
            false if before.is_some_and(|before| merging.stays_out(entry, &id_of(entry, own), before)) => None,
            false => {
                new_entries.push((entry, own.as_ref()));
                Some(&mut tally.new)
            }
            true if merging.changes.len() > changes => Some(&mut tally.changed),
            true => Some(&mut tally.same),
        };
        if counts(entry)
            && let Some(count) = count
        {
            *count += 1;
        }
    }
    merging.add(&new_entries)?;
    let gone = known.entries.keys().filter(|name| !said_now(wanted, name));
    let gone: Vec<String> = gone.filter(|name| is_numbered(name)).map(|name| told_gone(id, name, &known)).collect();
    tally.gone = gone.len();
    let Merging { changes, conflicts, .. } = merging;
    outcome.gone.extend(gone);
    if !conflicts.is_empty() {
        outcome.conflicts.extend(conflicts);
        outcome.cases.same += 1;
        return Ok(None);
    }
    let differs = !changes.is_empty() || !new_entries.is_empty();
    outcome.entries.new += tally.new;
    outcome.entries.changed += tally.changed;
    outcome.entries.same += tally.same;
    outcome.entries.gone += tally.gone;
    if differs {
        outcome.cases.changed += 1
    } else {
        outcome.cases.same += 1
    }
    outcome.changes.extend(changes);
    Ok(Some(MergedCase { id: id.to_owned(), text: differs.then(|| document.to_string()), base: said }))
}

fn id_of(entry: &WantedEntry, id: &Option<String>) -> String {
    id.clone().unwrap_or_else(|| entry.list.name.to_owned())
}

/// True for an entry that people count: the head of a case and its sources come with it.
fn counts(entry: &WantedEntry) -> bool {
    entry.list.letter.is_some()
}

fn is_numbered(name: &str) -> bool {
    LISTS.iter().any(|list| list.letter.is_some() && name.split(' ').next() == Some(list.name))
}

fn said_now(wanted: &WantedCase, name: &str) -> bool {
    wanted.entries.iter().any(|entry| entry.name() == name)
}

fn told_gone(case: &str, name: &str, known: &BaseCase) -> String {
    let id = known.entries.get(name).and_then(|entry| entry.id.clone()).unwrap_or_default();
    format!("{case} {id} ({name})")
}

struct Merging<'a> {
    id: &'a str,
    side: Side,
    changes: Vec<Change>,
    conflicts: Vec<Conflict>,
    document: &'a mut DocumentMut,
    /// The case as the table has it, in the order of the format.
    fresh: DocumentMut,
}

impl Merging<'_> {
    /// Merges an entry; false where the file has none such.
    fn entry(&mut self, entry: &WantedEntry, id: Option<&String>, before: Option<&BaseEntry>) -> bool {
        let main = name_of(entry, id, before);
        let Some((key, value)) = main else { return false };
        let fresh_value = name_of(entry, id, None).map(|(_, value)| value).unwrap_or_default();
        let fresh =
            with_entry(&mut self.fresh, entry.list, &key, &fresh_value, |table| items(table)).unwrap_or_default();
        let (changes, conflicts) = (&mut self.changes, &mut self.conflicts);
        let (case, side) = (self.id, self.side);
        let of = if entry.list == &CASE {
            case.to_owned()
        } else {
            format!("{case} {}", id.map_or(entry.list.name, String::as_str))
        };
        let work = |table: &mut dyn TableLike| {
            for field in &entry.fields {
                if field.key == entry.list.main && entry.list.has_ids() {
                    continue;
                }
                let mine = held(table, &field.key);
                let base = before.map(|before| before.values.get(&field.key).cloned().unwrap_or_default());
                match decide(&mine, base.as_ref(), &field.value, side) {
                    Decided::Keep => {}
                    Decided::Set => {
                        changes.push(change(&of, field, &mine));
                        match fresh.get(&field.key) {
                            Some(item) => set(table, &field.key, item.clone()),
                            None => {
                                table.remove(&field.key);
                            }
                        }
                    }
                    Decided::Conflict => conflicts.push(Conflict {
                        of: of.clone(),
                        key: field.key.clone(),
                        mine: told(&mine),
                        theirs: told(&field.value),
                        place: field.place.clone(),
                    }),
                }
            }
        };
        with_entry(self.document, entry.list, &key, &value, work).is_some()
    }

    /// True if an entry that is no longer in the file stays out of it; what changed in the table meanwhile is a conflict.
    fn stays_out(&mut self, entry: &WantedEntry, of: &str, before: &BaseEntry) -> bool {
        let news = entry
            .fields
            .iter()
            .find(|field| !same(&field.value, before.values.get(&field.key).unwrap_or(&Value::Null)));
        match (news, self.side) {
            (None, _) | (_, Side::Mine) => true,
            (Some(_), Side::Theirs) => false,
            (Some(field), Side::Neither) => {
                self.conflicts.push(Conflict {
                    of: format!("{} {of}", self.id),
                    key: field.key.clone(),
                    mine: "taken out or reworded".to_owned(),
                    theirs: told(&field.value),
                    place: field.place.clone(),
                });
                true
            }
        }
    }

    /// Adds entries that the file does not have, with a source of their own where their file is another one.
    fn add(&mut self, entries: &[(&WantedEntry, Option<&String>)]) -> Result<(), String> {
        if entries.iter().all(|(entry, _)| entry.list == &SOURCE) {
            return Ok(());
        }
        let record = self.record()?;
        for (entry, id) in entries {
            if entry.list == &SOURCE && entry.key == RECORD {
                continue;
            }
            let Some((key, value)) = name_of(entry, *id, None) else { continue };
            let table = with_entry(&mut self.fresh, entry.list, &key, &value, |table| items(table));
            let mut new = toml_edit::Table::new();
            for (key, item) in table.unwrap_or_default() {
                new.insert(&key, if key == "sources" { renamed(item, &record) } else { item });
            }
            add(self.document, entry.list, entry.review.as_deref(), new)?;
        }
        Ok(())
    }

    /// The id of the source that stands for the table, which is added where the file's bytes are not those of a former one.
    fn record(&mut self) -> Result<String, String> {
        let fresh = with_entry(&mut self.fresh, &SOURCE, "id", RECORD, |table| items(table)).unwrap_or_default();
        let hash = fresh.get("hash").and_then(Item::as_str).map(str::to_owned);
        table_source(self.document, hash.as_deref(), |id| {
            let mut table = toml_edit::Table::new();
            for (key, item) in fresh {
                table.insert(&key, if key == "id" { toml_edit::value(id) } else { item });
            }
            table
        })
    }
}

fn renamed(mut item: Item, record: &str) -> Item {
    if let Some(all) = item.as_array_mut() {
        for value in all.iter_mut().filter(|value| value.as_str() == Some(RECORD)) {
            *value = record.into();
        }
    }
    item
}

/// The values of a table in their order, without the lists of further entries in it.
fn items(table: &mut dyn TableLike) -> Items {
    let is_list = |key: &str| LISTS.iter().any(|list| list.path.last() == Some(&key));
    Items(
        table
            .iter()
            .filter(|(key, item)| !(is_list(key) && item.is_array_of_tables()))
            .map(|(key, item)| (key.to_owned(), item.clone()))
            .collect(),
    )
}

/// Values by their keys, in order.
#[derive(Default)]
struct Items(Vec<(String, Item)>);

impl Items {
    fn get(&self, key: &str) -> Option<&Item> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, item)| item)
    }
}

impl IntoIterator for Items {
    type Item = (String, Item);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

enum Decided {
    Keep,
    Set,
    Conflict,
}

/// Decides on a value. Without a base, a value that the file lacks is set, and one that differs is a conflict.
fn decide(mine: &Value, base: Option<&Value>, theirs: &Value, side: Side) -> Decided {
    if same(mine, theirs) {
        return Decided::Keep;
    }
    let changed = |base: &Value, now: &Value| !same(base, now);
    match base {
        Some(base) if !changed(base, theirs) => Decided::Keep,
        Some(base) if !changed(base, mine) => Decided::Set,
        None if theirs.is_null() => Decided::Keep,
        None if mine.is_null() => Decided::Set,
        _ => match side {
            Side::Neither => Decided::Conflict,
            Side::Mine => Decided::Keep,
            Side::Theirs => Decided::Set,
        },
    }
}

fn change(of: &str, field: &WantedField, mine: &Value) -> Change {
    Change {
        of: of.to_owned(),
        key: field.key.clone(),
        before: told(mine),
        after: told(&field.value),
        place: field.place.clone(),
    }
}

/// The key and value by which an entry is found in a file: its id, or the text that the last import gave it.
fn name_of(entry: &WantedEntry, id: Option<&String>, before: Option<&BaseEntry>) -> Option<(String, String)> {
    if let Some(id) = id {
        return Some(("id".to_owned(), id.clone()));
    }
    // A file has one head, whatever its id.
    if entry.list == &CASE {
        return Some((CASE.main.to_owned(), String::new()));
    }
    let main = entry.list.main;
    let value = before.and_then(|before| before.values.get(main)).or_else(|| entry.get(main));
    let value = value.or_else(|| entry.at_first.iter().find(|(key, _)| key == main).map(|(_, value)| value));
    Some((main.to_owned(), value?.as_str()?.to_owned()))
}

/// The id of each entry: the one it has, else the next that is free. Entries without ids have none.
///
/// # Errors
/// When the profile gives ids a form that the number of an entry does not have.
fn ids(
    wanted: &WantedCase,
    known: &BaseCase,
    mut document: Option<&mut DocumentMut>,
    profile: &Profile,
) -> Result<Vec<Option<String>>, String> {
    let mut next: BTreeMap<char, usize> = BTreeMap::new();
    for list in LISTS.iter().filter(|list| list.letter.is_some()) {
        let Some(letter) = list.letter else { continue };
        let number = |id: &str| id.strip_prefix(letter).and_then(|number| number.parse::<usize>().ok()).unwrap_or(0);
        let mut most = known.entries.values().filter_map(|entry| entry.id.as_deref()).map(number).max().unwrap_or(0);
        if let Some(document) = document.as_deref_mut() {
            each_table(document, list, &mut |table| {
                most = most.max(table.get("id").and_then(Item::as_str).map_or(0, number));
            });
        }
        next.insert(letter, most + 1);
    }
    let mut taken: Vec<String> = known.entries.values().filter_map(|entry| entry.id.clone()).collect();
    let mut all = Vec::with_capacity(wanted.entries.len());
    for entry in &wanted.entries {
        let id = if !entry.list.has_ids() {
            None
        } else if let Some(letter) = entry.list.letter {
            let kept = known.entries.get(&entry.name()).and_then(|before| before.id.clone());
            // If the memory of imports is lost, the entry itself says which row it was.
            let mut found = || document.as_deref_mut().and_then(|document| by_origin(document, entry.list, &entry.key));
            let kept = kept.or_else(|| found().filter(|id| !taken.contains(id)));
            let number = || entry.get("number").and_then(Value::as_str).unwrap_or_default().trim().to_owned();
            let id = match (kept, profile.id_form(entry.list.name)) {
                (Some(kept), _) => kept,
                (None, None) => {
                    let number = next.entry(letter).or_insert(1);
                    *number += 1;
                    format!("{letter}{}", *number - 1)
                }
                (None, Some(form)) if form.pattern.is_match(&number()) && !taken.contains(&number()) => number(),
                (None, Some(form)) => {
                    let (number, name, row) = (number(), entry.list.name, entry.place.line);
                    return Err(format!(
                        "ids of a {name} look like {} in this library, and \"{number}\" of row {row} does not; map number to such ids",
                        form.example
                    ));
                }
            };
            taken.push(id.clone());
            Some(id)
        } else {
            let at_first = entry.at_first.iter().find(|(key, _)| key == "id").map(|(_, value)| value);
            entry.get("id").or(at_first).and_then(Value::as_str).map(str::to_owned)
        };
        all.push(id);
    }
    Ok(all)
}

fn by_origin(document: &mut DocumentMut, list: &List, key: &str) -> Option<String> {
    let mut found = None;
    each_table(document, list, &mut |table| {
        let origin = held(table, "origin");
        if found.is_none() && origin.get("key").and_then(Value::as_str) == Some(key) {
            found = table.get("id").and_then(Item::as_str).map(str::to_owned);
        }
    });
    found
}

/// The case as the table has it.
fn whole(wanted: &WantedCase, case: &str, ids: &[Option<String>]) -> Value {
    let mut head = Object::new();
    let mut reviews: Vec<(String, Object<String, Value>)> = Vec::new();
    let mut lists: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    let mut inner: Vec<(&WantedEntry, Value)> = Vec::new();
    for (entry, id) in wanted.entries.iter().zip(ids) {
        let mut object = Object::new();
        for (key, value) in &entry.at_first {
            object.insert(key.clone(), value.clone());
        }
        for field in entry.fields.iter().filter(|field| !field.value.is_null()) {
            object.insert(field.key.clone(), field.value.clone());
        }
        if let Some(id) = id {
            object.insert("id".to_owned(), json!(id));
        }
        match entry.list.path {
            [] => head = object,
            [_] if entry.list == &REVIEW => reviews.push((id.clone().unwrap_or_default(), object)),
            [name] => lists.entry(name).or_default().push(Value::Object(object)),
            _ => inner.push((entry, Value::Object(object))),
        }
    }
    for (entry, value) in inner {
        let review = reviews.iter_mut().find(|(id, _)| Some(id) == entry.review.as_ref());
        if let (Some((_, review)), Some(name)) = (review, entry.list.path.last()) {
            match review.entry((*name).to_owned()).or_insert_with(|| json!([])) {
                Value::Array(all) => all.push(value),
                other => *other = json!([value]),
            }
        }
    }
    head.insert("id".to_owned(), json!(case));
    head.insert("reviews".to_owned(), reviews.into_iter().map(|(_, review)| Value::Object(review)).collect());
    for (name, all) in lists {
        head.insert(name.to_owned(), Value::Array(all));
    }
    Value::Object(head)
}

/// The memory of this import, for the next; entries that the table no longer has are remembered, so that their ids stay theirs.
fn said(wanted: &WantedCase, id: &str, ids: &[Option<String>], known: &BaseCase) -> BaseCase {
    let file = wanted.head().map(|head| head.place.file.clone()).unwrap_or_default();
    let mut case = BaseCase { id: id.to_owned(), file, entries: known.entries.clone() };
    for (entry, id) in wanted.entries.iter().zip(ids) {
        let values = entry.fields.iter().filter(|field| !field.value.is_null());
        let values = values.map(|field| (field.key.clone(), field.value.clone())).collect();
        case.entries.insert(entry.name(), BaseEntry { id: id.clone(), values });
    }
    case
}
