//! The map: what the columns of a table mean, as people write it in TOML. docs/import.md is its reference.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::dates::DayOrder;
use super::template::{Template, plain_name};
use crate::case::Profile;
use crate::case::kinds::{CASE, KeyKind, LISTS, List, OWN_KEYS, REVIEW, SOURCE, TomlKey, TomlKeys, keys_of, requires};
use crate::document::{LineStarts, Problem, parse, quoted, without_mark};
use crate::text::near::{did_you_mean, nearest};

/// A map that was read.
#[derive(Debug, Clone)]
pub struct Map {
    /// The key of a row in every later file.
    pub key: Template,
    /// The template of the case of a row, if several rows make one.
    pub case_key: Option<Template>,
    /// How the file is read.
    pub file: FileOptions,
    /// The entries that a row becomes, the head of the case among them.
    pub entries: Vec<EntryMap>,
    /// Codes for the words of a table: by key, then by the words as codes are compared.
    pub values: BTreeMap<String, BTreeMap<String, String>>,
}

/// How a file is read.
#[derive(Debug, Clone, Default)]
pub struct FileOptions {
    /// The sheet.
    pub sheet: Option<String>,
    /// The line that names the columns, from 1.
    pub header: Option<u32>,
    /// Which number of a day comes first.
    pub dates: Option<DayOrder>,
    /// The character set.
    pub encoding: Option<String>,
    /// Signs between several values in a cell.
    pub split: Vec<String>,
    /// Words that say nothing.
    pub empty: Vec<String>,
}

/// An entry that a row becomes.
#[derive(Debug, Clone)]
pub struct EntryMap {
    /// The list that it stands in.
    pub list: &'static List,
    /// True for the source that the table itself is.
    pub is_record: bool,
    /// How its text is taken apart.
    pub each: Each,
    /// Its keys.
    pub fields: FilledKeys,
}

/// How many entries a cell makes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Each {
    /// One.
    #[default]
    Whole,
    /// One for each numbered part.
    Numbered,
    /// One for each line.
    Line,
}

impl Each {
    /// Its names in a map.
    pub const ALL: [(&'static str, Self); 3] =
        [("whole", Self::Whole), ("numbered", Self::Numbered), ("line", Self::Line)];
}

/// Keys with what fills them.
pub type FilledKeys = Vec<(TomlKey, Given)>;

/// The template that fills a key.
#[derive(Debug, Clone)]
pub enum Given {
    /// One value; several where the key holds several and the cell does.
    One(Template),
    /// Several values.
    Many(Vec<Template>),
    /// A flag or a number that the map says.
    Plain(serde_json::Value),
    /// A table.
    Table(FilledKeys),
    /// Tables.
    Tables(Vec<FilledKeys>),
}

impl Map {
    /// Reads a map.
    ///
    /// # Errors
    /// Everything that is wrong with it, a line each, with its place.
    pub fn read(name: &str, text: &str) -> Result<Self, String> {
        Self::read_under(name, text, Profile::case_reviews())
    }

    /// Reads a map for a library of a profile, which says what must be there.
    ///
    /// # Errors
    /// Those of [`Map::read`].
    pub fn read_under(name: &str, text: &str, profile: &'static Profile) -> Result<Self, String> {
        let text = without_mark(text);
        let (root, syntax) = parse(text);
        let mut reader = MapReader { found: Vec::new(), profile };
        let map = if syntax.is_empty() {
            reader.map(&root)
        } else {
            for error in &syntax {
                reader.say(error.span().unwrap_or(0..0), Problem::error(format!("not TOML: {}", error.message())));
            }
            None
        };
        match map {
            Some(map) if reader.found.is_empty() => Ok(map),
            _ => {
                let places = LineStarts::new(text).diagnostics(reader.found);
                let lines = places.iter().map(|problem| {
                    let help = problem.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
                    format!("{name}:{}:{}: {}{help}", problem.line, problem.column, problem.message)
                });
                Err(lines.collect::<Vec<_>>().join("\n"))
            }
        }
    }

    /// The entry for the head of the case.
    pub fn head(&self) -> Option<&EntryMap> {
        self.entries.iter().find(|entry| entry.list == &CASE)
    }

    /// Every list of columns of which a template wants one.
    pub fn columns(&self) -> Vec<Vec<&str>> {
        let mut all: Vec<Vec<&str>> = self.key.columns().collect();
        all.extend(self.case_key.iter().flat_map(Template::columns));
        for entry in &self.entries {
            columns_of(&entry.fields, &mut all);
        }
        all
    }
}

fn columns_of<'a>(fields: &'a FilledKeys, all: &mut Vec<Vec<&'a str>>) {
    for (_, given) in fields {
        match given {
            Given::One(template) => all.extend(template.columns()),
            Given::Many(templates) => all.extend(templates.iter().flat_map(Template::columns)),
            Given::Plain(_) => {}
            Given::Table(fields) => columns_of(fields, all),
            Given::Tables(tables) => tables.iter().for_each(|fields| columns_of(fields, all)),
        }
    }
}

/// The tables of a map that are no list of the case file.
pub const OTHER_TABLES: [&str; 3] = ["file", "record", "values"];
/// The keys of `[file]`.
pub const FILE_KEYS: [&str; 6] = ["sheet", "header", "dates", "encoding", "split", "empty"];

struct MapReader {
    found: Vec<(Range<usize>, Problem)>,
    profile: &'static Profile,
}

impl MapReader {
    fn say(&mut self, span: Range<usize>, problem: Problem) {
        self.found.push((span, problem));
    }

    fn unknown(&mut self, span: Range<usize>, what: &str, name: &str, known: &[&str]) {
        let near = did_you_mean(&nearest(name, known.iter().copied()));
        let help = near.unwrap_or_else(|| format!("known here: {}", known.join(", ")));
        self.say(span, Problem::error(format!("unknown {what} {}", quoted(name))).help(help));
    }

    fn map(&mut self, root: &Spanned<DeTable<'_>>) -> Option<Map> {
        let (mut key, mut case_key) = (None, None);
        let mut file = FileOptions::default();
        let mut entries = Vec::new();
        let mut values = BTreeMap::new();
        for (name, value) in root.get_ref().iter() {
            let list = LISTS.iter().find(|list| list.name == name.get_ref());
            match (name.get_ref().as_ref(), list) {
                ("key", _) => key = self.template(value),
                ("case_key", _) => case_key = self.template(value),
                ("file", _) => self.file(value, &mut file),
                ("values", _) => self.values(value, &mut values),
                ("record", _) => entries.extend(self.entry(&SOURCE, true, value)),
                (_, Some(list)) => match value.get_ref() {
                    DeValue::Array(several) => {
                        if *list == &CASE || *list == &REVIEW {
                            let help = format!("write [{}]", list.name);
                            self.say(value.span(), Problem::error("a row has one of these").help(help));
                        }
                        for one in several.iter() {
                            entries.extend(self.entry(list, false, one));
                        }
                    }
                    _ => entries.extend(self.entry(list, false, value)),
                },
                (other, None) => {
                    let known = ["key", "case_key"].into_iter().chain(OTHER_TABLES);
                    let known: Vec<&str> = known.chain(LISTS.iter().map(|list| list.name)).collect();
                    self.unknown(name.span(), "key", other, &known);
                }
            }
        }
        if key.is_none() {
            let help = "name the column that tells a row from the others in every later file: key = \"{Ref}\"";
            self.say(0..0, Problem::error("the map has no \"key\"").help(help));
        }
        // In the order of a case file, whatever the order of the map.
        entries.sort_by_key(|entry: &EntryMap| (LISTS.iter().position(|list| *list == entry.list), entry.is_record));
        self.complete(&entries);
        Some(Map { key: key?, case_key, file, entries, values })
    }

    /// Tells of required keys that nothing fills: they are never invented.
    fn complete(&mut self, entries: &[EntryMap]) {
        for (list, bare) in [(&CASE, "[case]"), (&REVIEW, "[review]")] {
            let in_review = entries.iter().any(|entry| entry.list.is_in_review());
            if (list == &CASE || in_review) && !entries.iter().any(|entry| entry.list == list) {
                let help =
                    format!("write {bare} and the keys that it must have: {}", required(self.profile, list).join(", "));
                self.say(0..0, Problem::error(format!("the map has no {bare}")).help(help));
            }
        }
        if !entries.iter().any(|entry| entry.is_record) {
            let help = "say what the table is and who keeps it: [record] title, publisher and kind";
            self.say(0..0, Problem::error("the map has no [record]").help(help));
        }
        for entry in entries {
            let says = |given: &Given| !matches!(given, Given::One(template) if template.is_empty());
            let has = |name: &str| entry.fields.iter().any(|(key, given)| key.name == name && says(given));
            for name in required(self.profile, entry.list).into_iter().filter(|name| !has(name)) {
                let table = if entry.is_record { "record" } else { entry.list.name };
                // The record's id is the program's.
                if entry.is_record && name == "id" {
                    continue;
                }
                let kind = keys_of(entry.list).get(name).map(|key| key.kind.told()).unwrap_or_default();
                let problem = Problem::error(format!("[{table}] has no \"{name}\", which the format requires"));
                self.say(
                    0..0,
                    problem.help(format!("write {name} = \"{{Column}}\", or say it for every row ({kind})")),
                );
            }
        }
    }

    fn template(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Template> {
        let DeValue::String(text) = value.get_ref() else {
            self.say(value.span(), Problem::error("not a text").help("write \"{Column}\", or words in quotes"));
            return None;
        };
        match Template::parse(text) {
            Ok(template) => Some(template),
            Err(message) => {
                self.say(value.span(), Problem::error(message));
                None
            }
        }
    }

    fn texts(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<String> {
        match value.get_ref() {
            DeValue::String(text) => vec![text.to_string()],
            DeValue::Array(all) if all.iter().all(|one| one.get_ref().is_str()) => {
                all.iter().filter_map(|one| one.get_ref().as_str()).map(str::to_owned).collect()
            }
            _ => {
                self.say(value.span(), Problem::error("not a list of texts").help("write [\"…\", \"…\"]"));
                Vec::new()
            }
        }
    }

    fn file(&mut self, value: &Spanned<DeValue<'_>>, file: &mut FileOptions) {
        let DeValue::Table(table) = value.get_ref() else {
            self.say(value.span(), Problem::error("\"file\" is no table").help("write [file]"));
            return;
        };
        for (name, value) in table.iter() {
            let text = value.get_ref().as_str().map(str::to_owned);
            let mut wrong = |help: &str| {
                self.say(value.span(), Problem::error(format!("\"{}\" cannot be used", name.get_ref())).help(help))
            };
            match name.get_ref().as_ref() {
                "sheet" => match text {
                    Some(text) => file.sheet = Some(text),
                    None => wrong("write the name of a sheet in quotes"),
                },
                "encoding" => match text {
                    Some(text) => file.encoding = Some(text),
                    None => wrong("write the name of a character set, such as \"windows-1252\""),
                },
                "header" => match value.get_ref() {
                    DeValue::Integer(number) if number.as_str().parse::<u32>().is_ok_and(|line| line > 0) => {
                        file.header = number.as_str().parse().ok();
                    }
                    _ => wrong("write the number of the line that names the columns"),
                },
                "dates" => match text.as_deref() {
                    Some("day-first") => file.dates = Some(DayOrder::DayFirst),
                    Some("month-first") => file.dates = Some(DayOrder::MonthFirst),
                    _ => wrong("write \"day-first\" or \"month-first\""),
                },
                "split" => file.split = self.texts(value).into_iter().filter(|text| !text.is_empty()).collect(),
                "empty" => file.empty = self.texts(value),
                other => self.unknown(name.span(), "key", other, &FILE_KEYS),
            }
        }
    }

    fn values(&mut self, value: &Spanned<DeValue<'_>>, values: &mut BTreeMap<String, BTreeMap<String, String>>) {
        let DeValue::Table(table) = value.get_ref() else {
            self.say(value.span(), Problem::error("\"values\" is no table").help("write [values.status]"));
            return;
        };
        for (name, value) in table.iter() {
            let known: Vec<&str> = LISTS.iter().flat_map(|list| keys_of(list).names()).collect();
            if !known.contains(&name.get_ref().as_ref()) {
                self.unknown(name.span(), "key", name.get_ref(), &known);
                continue;
            }
            let DeValue::Table(pairs) = value.get_ref() else {
                self.say(
                    value.span(),
                    Problem::error("no table of words and codes").help("write \"Complete\" = \"closed_implemented\""),
                );
                continue;
            };
            let codes = values.entry(name.get_ref().to_string()).or_default();
            for (words, code) in pairs.iter() {
                match code.get_ref().as_str() {
                    Some(code) => {
                        codes.insert(plain_name(words.get_ref()), code.to_owned());
                    }
                    None => self
                        .say(code.span(), Problem::error("not a code").help("write a code in quotes; \"\" for none")),
                }
            }
        }
    }

    fn entry(&mut self, list: &'static List, is_record: bool, value: &Spanned<DeValue<'_>>) -> Option<EntryMap> {
        let DeValue::Table(table) = value.get_ref() else {
            let name = if is_record { "record" } else { list.name };
            self.say(value.span(), Problem::error(format!("\"{name}\" is no table")).help(format!("write [{name}]")));
            return None;
        };
        let mut each = Each::default();
        if let Some(value) = table.get("each") {
            let named = value.get_ref().as_str().and_then(|text| Each::ALL.iter().find(|(name, _)| *name == text));
            match named {
                Some((_, named)) => each = *named,
                None => self.say(
                    value.span(),
                    Problem::error("\"each\" cannot be used").help("write \"whole\", \"numbered\" or \"line\""),
                ),
            }
        }
        let fields = self.fields(keys_of(list), table, &["each"]);
        Some(EntryMap { list, is_record, each, fields })
    }

    fn fields(&mut self, keys: &TomlKeys, table: &DeTable<'_>, other: &[&str]) -> FilledKeys {
        let mut fields = Vec::new();
        for (name, value) in table.iter() {
            let name_text = name.get_ref().as_ref();
            if other.contains(&name_text) {
                continue;
            }
            if OWN_KEYS.contains(&name_text) {
                let problem = Problem::error(format!("\"{name_text}\" is filled by the program"));
                self.say(name.span(), problem.help("leave it out"));
                continue;
            }
            let Some(key) = keys.get(name_text) else {
                let known: Vec<&str> = keys.names().filter(|name| !OWN_KEYS.contains(name)).collect();
                self.unknown(name.span(), "key", name_text, &known);
                continue;
            };
            if let Some(given) = self.given(&key.kind, value) {
                fields.push((key.clone(), given));
            }
        }
        fields
    }

    fn given(&mut self, kind: &KeyKind, value: &Spanned<DeValue<'_>>) -> Option<Given> {
        let inner = if let KeyKind::Many(one) = kind { one.as_ref() } else { kind };
        match (value.get_ref(), inner) {
            // A list of bodies by their names alone.
            (DeValue::String(_), KeyKind::Table(keys)) if keys.get("named").is_some() => {
                let named = keys.get("named")?.clone();
                Some(Given::Table(vec![(named, Given::One(self.template(value)?))]))
            }
            (DeValue::Table(table), KeyKind::Table(keys)) => Some(Given::Table(self.fields(keys, table, &[]))),
            (DeValue::Array(all), KeyKind::Table(keys)) => {
                let tables = all.iter().filter_map(|one| match one.get_ref() {
                    DeValue::Table(table) => Some(self.fields(keys, table, &[])),
                    _ => {
                        self.say(one.span(), Problem::error("no table").help("write { key = \"{Column}\" }"));
                        None
                    }
                });
                Some(Given::Tables(tables.collect()))
            }
            (DeValue::String(_), KeyKind::Table(keys)) => {
                let first = keys.names().next().unwrap_or_default();
                self.say(
                    value.span(),
                    Problem::error("this key holds tables").help(format!("write {{ {first} = \"{{Column}}\" }}")),
                );
                None
            }
            (DeValue::String(_), _) => Some(Given::One(self.template(value)?)),
            (DeValue::Array(all), _) if matches!(kind, KeyKind::Many(_)) => {
                Some(Given::Many(all.iter().filter_map(|one| self.template(one)).collect()))
            }
            (DeValue::Boolean(flag), KeyKind::Flag) => Some(Given::Plain((*flag).into())),
            (DeValue::Integer(number), KeyKind::Number) => {
                Some(Given::Plain(number.as_str().parse::<i64>().ok()?.into()))
            }
            _ => {
                let problem = Problem::error(format!("this key holds {}", kind.told()));
                self.say(value.span(), problem.help("write \"{Column}\", or words in quotes"));
                None
            }
        }
    }
}

/// The keys that an entry must have and nothing but a map can fill. An id of a letter and a number is the program's, and a
/// list may be empty.
fn required(profile: &Profile, list: &'static List) -> Vec<&'static str> {
    let must = |key: &&TomlKey| requires(profile, list, key) && !matches!(key.kind, KeyKind::Many(_));
    let keys = keys_of(list).0.iter().filter(must);
    let numbered = list.letter.is_some();
    let own = |name: &str| OWN_KEYS.contains(&name) || name == "confidence" || (numbered && name == "id");
    keys.map(|key| key.name.as_str()).filter(|name| !own(name)).collect()
}
