//! Rows become entries: every key that the map names is filled from the row, and what cannot be is told with its cell.

mod columns;
mod names;
mod pieces;
mod value;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::code::Coder;
use super::dates::DayOrder;
use super::header::Headed;
use super::map::{EntryMap, FilledKeys, Given, Map};
use super::outcome::Outcome;
use super::repair::{Repair, repaired, without_markup};
use super::table::{Cell, CellKind, CellPlace, Line};
use super::template::{Around, Template, plain_name};
use super::wanted::{WantedCase, WantedEntry, WantedField};
use crate::case::check::is_id;
use crate::case::kinds::{CASE, KeyKind, List, REVIEW, SOURCE, keys_of, requires};
use crate::case::{Profile, Vocabulary};
use crate::text::fold::fold;

use pieces::pieces;

/// The facts that an import has of its file.
#[derive(Debug, Clone)]
pub struct FileFacts {
    /// The name of the file.
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub hash: String,
    /// The day of the import, as files write days.
    pub today: String,
    /// The id of the one case that all rows belong to, where the command line names one.
    pub case: Option<String>,
}

/// The id of the source that the table itself is.
pub const RECORD: &str = "record";

/// Makes entries of the rows of a table.
pub struct Rows<'a> {
    map: &'a Map,
    facts: &'a FileFacts,
    around: Around,
    columns: Vec<String>,
    coder: Coder<'a>,
    /// The order of the days in each column that holds days.
    orders: HashMap<usize, DayOrder>,
    outcome: Outcome,
    wanted: Vec<WantedCase>,
    by_key: HashMap<String, usize>,
    /// The place of an entry in its case, by the case, the list and the key of the entry.
    places: HashMap<(usize, &'static str, String), usize>,
    /// The name of a row: by the key of the map, or by its text if the table has no column that numbers the rows.
    key: &'a Template,
    /// The profile of the library.
    profile: &'static Profile,
    /// The cells that something was taken from or said of, by line and column.
    used: RefCell<HashSet<(u32, usize)>>,
}

/// Values that an entry gets when it is made, and that are not looked at afterwards.
type AtFirst = Vec<(String, Value)>;

/// Makes the cases of a table by a map.
pub fn wanted(map: &Map, headed: &Headed, facts: &FileFacts, vocabulary: &Vocabulary) -> (Vec<WantedCase>, Outcome) {
    let mut rows = Rows {
        map,
        facts,
        around: headed.around(&facts.name),
        columns: headed.columns.clone(),
        coder: Coder::new(vocabulary, &map.values),
        orders: HashMap::new(),
        outcome: Outcome::default(),
        wanted: Vec::new(),
        by_key: HashMap::new(),
        places: HashMap::new(),
        key: &map.key,
        profile: vocabulary.profile(),
        used: RefCell::default(),
    };
    rows.find_key();
    rows.around.above = rows.around.above.iter().map(|line| repaired(line, &mut rows.outcome.repairs)).collect();
    let lines: Vec<Line> = headed.lines.iter().map(|line| rows.clean(line)).collect();
    rows.outcome.rows = lines.iter().filter(|line| line.filled() > 0).count();
    rows.find_orders(&lines);
    for line in &lines {
        rows.line(line);
    }
    rows.tell_of_columns(&lines);
    rows.wanted.iter_mut().for_each(names::spell);
    (rows.wanted, rows.outcome)
}

impl Rows<'_> {
    /// A line with every cell set right.
    fn clean(&mut self, line: &Line) -> Line {
        let says_nothing = |text: &str| self.map.file.empty.iter().any(|word| word.eq_ignore_ascii_case(text.trim()));
        let cells = line.cells.iter().map(|cell| {
            let text = repaired(&cell.text, &mut self.outcome.repairs);
            let text = without_markup(text, &mut self.outcome.repairs);
            Cell { text: if says_nothing(&text) { String::new() } else { text }, sort: cell.sort }
        });
        Line { number: line.number, cells: cells.collect() }
    }

    fn place(&self, line: &Line, column: Option<usize>) -> CellPlace {
        let column = column.and_then(|at| Some((at, self.columns.get(at)?.clone())));
        CellPlace { file: self.facts.name.clone(), sheet: self.around.sheet.clone(), line: line.number, column }
    }

    fn line(&mut self, line: &Line) {
        let texts: Vec<&str> = line.cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty()).collect();
        let [first, rest @ ..] = texts.as_slice() else { return };
        let key = self.fill(self.key, line).map(|filled| filled.text.trim().to_owned());
        let key = key.filter(|key| !key.is_empty());
        let is_text = !std::ptr::eq(self.key, &self.map.key);
        if rest.is_empty() && !(is_text && key.is_some()) {
            self.told_of(line);
            self.outcome.notes.push(format!("row {} is a heading and was left out: {first}", line.number));
            return;
        }
        if matches!(plain_name(first).as_str(), "total" | "totals" | "grand_total" | "sub_total" | "subtotal") {
            self.told_of(line);
            self.outcome.notes.push(format!("row {} is a total and was left out: {}", line.number, texts.join(", ")));
            return;
        }
        let Some(key) = key else {
            self.told_of(line);
            let names: Vec<&str> =
                self.key.columns().flatten().filter(|name| self.around.column(name).is_some()).collect();
            let place = self.place(line, None);
            self.outcome
                .problem(place, format!("the row says nothing under {}, which names it; left out", names.join(" or ")));
            return;
        };
        let Some(case) = self.case_of(line, &key) else { return self.told_of(line) };
        let map = self.map;
        let made = |rows: &Self| {
            let entries = rows.wanted.get(case).map_or(&[][..], |wanted| wanted.entries.as_slice());
            (entries.iter().filter(|entry| entry.list.letter.is_some()).count(), rows.outcome.problems.len())
        };
        let before = made(self);
        for entry in &map.entries {
            if entry.list != &CASE {
                self.entry(entry, line, &key, case);
            }
        }
        // A case of a row may have no entries; a row of one case that makes none is told.
        if made(self) == before && self.wanted.get(case).is_some_and(|wanted| wanted.is_named) {
            self.told_of(line);
            let place = self.place(line, None);
            self.outcome.problem(place, "the row says nothing under the text of an entry; left out");
        }
    }

    /// The index of the case that a row belongs to; made where it is new. Nothing where the case cannot be made.
    fn case_of(&mut self, line: &Line, row: &str) -> Option<usize> {
        let head = self.map.head()?;
        let id = head.fields.iter().find_map(|(key, given)| match given {
            Given::One(template) if key.name == "id" => Some(template),
            _ => None,
        })?;
        let fixed = id.is_fixed();
        let mut text = self.fill(id, line).map(|filled| filled.text).unwrap_or_default();
        if let Some(case) = self.facts.case.as_ref().filter(|_| fixed) {
            text.clone_from(case);
        }
        let slug = slug(&text);
        let key = match &self.map.case_key {
            Some(template) => self.fill(template, line).map(|filled| filled.text).unwrap_or_default(),
            None if fixed => slug.clone(),
            None => row.to_owned(),
        };
        if key.is_empty() || !is_id(&slug) {
            let place = self.place(line, None);
            self.outcome.problem(place, "the row names no case: the columns of [case] id say nothing; left out");
            return None;
        }
        if let Some(at) = self.by_key.get(&key) {
            if self.map.case_key.is_none() && !fixed {
                let first =
                    self.wanted.get(*at).and_then(WantedCase::head).map(|head| head.place.line).unwrap_or_default();
                let place = self.place(line, None);
                self.outcome
                    .problem(place, format!("the key \"{key}\" stands in row {first} too; this row was left out"));
                return None;
            }
            let at = *at;
            // The first row of the case decides.
            let templates = head.fields.iter().filter_map(|(_, given)| match given {
                Given::One(template) => Some(template),
                _ => None,
            });
            templates.for_each(|template| drop(self.fill(template, line)));
            return Some(at);
        }
        let (fields, mut at_first) = self.fields(&CASE, &head.fields, line, None)?;
        self.rest_on(&CASE, line, row, &mut at_first);
        let place = self.place(line, None);
        let entry = WantedEntry { list: &CASE, key: String::new(), review: None, fields, at_first, place };
        self.by_key.insert(key.clone(), self.wanted.len());
        self.wanted.push(WantedCase { key, id: slug, is_named: fixed, entries: vec![entry] });
        Some(self.wanted.len() - 1)
    }

    /// Adds the entries that a row makes by one table of the map.
    fn entry(&mut self, map: &EntryMap, line: &Line, row: &str, case: usize) {
        let text = map.fields.iter().find_map(|(key, given)| match given {
            Given::One(template) if key.name == "text" => Some(template),
            _ => None,
        });
        let filled = text.and_then(|template| self.fill(template, line));
        let whole = filled.as_ref().map(|filled| filled.text.clone());
        let several = whole.as_deref().map(|text| pieces(text, map.each)).filter(|all| all.len() > 1);
        match several {
            None => self.one(map, line, row.to_owned(), case, None),
            Some(all) => {
                for (index, piece) in all.iter().enumerate() {
                    self.one(map, line, format!("{row}#{}", index + 1), case, Some(piece));
                }
            }
        }
    }

    fn one(&mut self, map: &EntryMap, line: &Line, row: String, case: usize, piece: Option<&str>) {
        let list = map.list;
        // An entry of which the row says nothing is none.
        if list != &REVIEW && !says_something(&map.fields, &self.around, line) {
            return;
        }
        let Some((mut fields, mut at_first)) = self.fields(list, &map.fields, line, piece) else { return };
        let key = self.entry_key(map, &fields, &row);
        if map.is_record {
            at_first = fields.drain(..).map(|field| (field.key, field.value)).chain(at_first).collect();
            at_first.push(("id".to_owned(), json!(RECORD)));
            self.describe_record(&mut at_first);
        }
        self.rest_on(list, line, &row, &mut at_first);
        let place = self.place(line, None);
        let review = if list.is_in_review() { self.review_of(line) } else { None };
        let entry = WantedEntry { list, key, review, fields, at_first, place };
        let Some(wanted) = self.wanted.get_mut(case) else { return };
        let known = self.places.entry((case, list.name, entry.key.clone())).or_insert(wanted.entries.len());
        match wanted.entries.get(*known) {
            None => wanted.entries.push(entry),
            // Sources, reviews and names are shared by the rows of a case.
            Some(known) if known.fields == entry.fields || !list.has_ids() || list.letter.is_none() => {}
            Some(known) => {
                let first = known.place.line;
                self.used.borrow_mut().extend((0..line.cells.len()).map(|at| (line.number, at)));
                let place = entry.place;
                self.outcome
                    .problem(place, format!("the key \"{row}\" stands in row {first} too; this row was left out"));
            }
        }
    }

    /// The name of an entry: its row if that is numbered, else its own id or text.
    fn entry_key(&self, map: &EntryMap, fields: &[WantedField], row: &str) -> String {
        if map.is_record {
            return RECORD.to_owned();
        }
        let main = fields.iter().find(|field| field.key == map.list.main).and_then(|field| field.value.as_str());
        match (map.list.letter, main) {
            (Some(_), _) | (None, None) => row.to_owned(),
            (None, Some(id)) if map.list.has_ids() => id.to_owned(),
            // Facts of a row keep their key when their words change; the table of the map tells them apart.
            (None, Some(_)) => {
                let same = self.map.entries.iter().filter(|entry| entry.list == map.list);
                let at = same.into_iter().position(|entry| std::ptr::eq(entry, map)).unwrap_or(0);
                format!("{row}/{}", at + 1)
            }
        }
    }

    /// The sources that an entry rests on, and the row that it was read from.
    fn rest_on(&self, list: &'static List, line: &Line, row: &str, at_first: &mut Vec<(String, Value)>) {
        let keys = keys_of(list);
        let sources = if list == &CASE { "cited" } else { "sources" };
        if keys.get(sources).is_some() {
            let own = self.map.entries.iter().filter(|entry| entry.list == &SOURCE && !entry.is_record);
            let own = own.filter(|entry| says_something(&entry.fields, &self.around, line));
            let ids = own.filter_map(|entry| self.id_of(entry, line)).chain([RECORD.to_owned()]);
            at_first.push((sources.to_owned(), json!(ids.collect::<Vec<_>>())));
        }
        if keys.get("origin").is_some() && list != &SOURCE {
            let mut origin = serde_json::Map::new();
            origin.insert("file".to_owned(), json!(self.facts.name));
            origin.extend(self.around.sheet.as_ref().map(|sheet| ("sheet".to_owned(), json!(sheet))));
            origin.insert("row".to_owned(), json!(line.number));
            origin.insert("key".to_owned(), json!(row));
            at_first.push(("origin".to_owned(), Value::Object(origin)));
        }
    }

    fn id_of(&self, entry: &EntryMap, line: &Line) -> Option<String> {
        entry.fields.iter().find_map(|(key, given)| match given {
            Given::One(template) if key.name == "id" => {
                Some(slug(&self.fill(template, line)?.text)).filter(|id| !id.is_empty())
            }
            _ => None,
        })
    }

    fn review_of(&self, line: &Line) -> Option<String> {
        self.map.entries.iter().find(|entry| entry.list == &REVIEW).and_then(|entry| self.id_of(entry, line))
    }

    /// The keys of the source that the table itself is, beside those of the map.
    fn describe_record(&self, at_first: &mut Vec<(String, Value)>) {
        let keys = keys_of(&SOURCE);
        let has = |at_first: &[(String, Value)], name: &str| at_first.iter().any(|(key, _)| key == name);
        let sheet = self.around.sheet.as_ref().map(|sheet| format!(", sheet \"{sheet}\"")).unwrap_or_default();
        let note = format!("Imported on {}{sheet}.", self.facts.today);
        for (key, value) in [("file", &self.facts.name), ("hash", &self.facts.hash), ("note", &note)] {
            if keys.get(key).is_some() && !has(at_first, key) {
                at_first.push((key.to_owned(), json!(value)));
            }
        }
    }

    /// The values of an entry by its map, and those that it gets at first only. Nothing, and a problem told, where a value
    /// that the format requires is missing.
    fn fields(
        &mut self,
        list: &'static List,
        map: &FilledKeys,
        line: &Line,
        piece: Option<&str>,
    ) -> Option<(Vec<WantedField>, AtFirst)> {
        let (mut fields, mut at_first): (Vec<WantedField>, AtFirst) = (Vec::new(), Vec::new());
        let (keys, profile) = (keys_of(list), self.profile);
        for (key, given) in map {
            if list == &CASE && key.name == "id" {
                continue;
            }
            let made = self.value(keys, key, given, line, piece);
            for (name, value, column) in made {
                // The file and what stands above its table change from version to version.
                if matches!(given, Given::One(template) if template.is_fixed() && template.is_of_file()) {
                    at_first.push((name, value));
                } else {
                    let place = self.place(line, column);
                    fields.push(WantedField { key: name, value, place });
                }
            }
        }
        let missing = keys.0.iter().find(|key| {
            let is = |name: &str, value: &Value| name == key.name && !value.is_null();
            let there = fields.iter().any(|field| is(&field.key, &field.value))
                || at_first.iter().any(|(name, value)| is(name, value));
            let named = map.iter().any(|(known, _)| known.name == key.name);
            requires(profile, list, key) && named && !there && !matches!(key.kind, KeyKind::Many(_)) && key.name != "id"
        });
        if let Some(key) = missing {
            let column = map.iter().find(|(known, _)| known.name == key.name).and_then(|(_, given)| match given {
                Given::One(template) => template.columns().flatten().find_map(|name| self.around.column(name)),
                _ => None,
            });
            self.told_of(line);
            let place = self.place(line, column);
            let what = if list == &CASE { "case" } else { list.name };
            self.outcome.problem(
                place,
                format!("nothing usable for \"{}\", which a {what} must have; the {what} was left out", key.name),
            );
            return None;
        }
        for key in &keys.0 {
            let there =
                fields.iter().any(|field| field.key == key.name) || at_first.iter().any(|(name, _)| *name == key.name);
            let own = matches!(key.name.as_str(), "cited" | "sources");
            if requires(profile, list, key)
                && !there
                && !own
                && matches!(key.kind, KeyKind::Many(_))
                && key.name != "reviews"
            {
                at_first.push((key.name.clone(), json!([])));
            }
            if key.name == "confidence" && !there {
                at_first.push((key.name.clone(), json!("transcribed")));
            }
        }
        Some((fields, at_first))
    }

    fn note_repair(&mut self, repair: Repair) {
        self.outcome.repairs.count(repair, 1);
    }
}

/// True if a row says something that an entry would hold: one of its columns, where it names any.
fn says_something(fields: &FilledKeys, around: &Around, line: &Line) -> bool {
    let mut names_columns = false;
    let mut says = false;
    let mut look = |template: &Template| {
        if !template.is_fixed() {
            names_columns = true;
            says |= template.fill(around, line).is_some_and(|filled| filled.column.is_some());
        }
    };
    // The text of an entry decides where it has one.
    let text = fields.iter().find(|(key, _)| matches!(key.name.as_str(), "text" | "name"));
    for (_, given) in text.map_or(fields.as_slice(), std::slice::from_ref) {
        match given {
            Given::One(template) => look(template),
            Given::Many(templates) => templates.iter().for_each(&mut look),
            Given::Plain(_) | Given::Table(_) | Given::Tables(_) => {}
        }
    }
    says || !names_columns
}

/// A text as an id: lower-case letters, digits and single hyphens, not too long for a file's name.
pub fn slug(text: &str) -> String {
    let folded = fold(text).replace('\'', "");
    let words: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut slug = String::new();
    for word in words {
        if slug.len() + word.len() > 80 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug
}

/// True for a cell that the file holds as a number.
fn is_number(cell: Option<&Cell>) -> bool {
    cell.is_some_and(|cell| cell.sort == CellKind::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_ids() {
        let rows = [
            ("2025-0592", "2025-0592"),
            ("SAR \"Margaret\" - action plan v0.7", "sar-margaret-action-plan-v0-7"),
            ("Élodie's", "elodies"),
            ("  ", ""),
            ("日本", ""),
        ];
        for (text, expected) in rows {
            assert_eq!(slug(text), expected, "{text}");
        }
    }
}
