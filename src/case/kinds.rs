//! The keys of a case file and their kinds, taken from its JSON Schema: what a map may name, and what a cell must become.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

use super::profile::Profile;
use super::read::CASE_SCHEMA;

/// A list of entries of a case file, or its head.
#[derive(Debug, PartialEq, Eq)]
pub struct List {
    /// Its name in a map: `[case]`, `[review]`, `[[finding]]`.
    pub name: &'static str,
    /// The way to it from the top of a case file, or of a review.
    pub path: &'static [&'static str],
    /// The letter of the ids of its entries, where they are numbered.
    pub letter: Option<char>,
    /// The key that tells one of its entries from another, where entries have no id.
    pub main: &'static str,
}

impl List {
    /// True if its entries have an id.
    pub fn has_ids(&self) -> bool {
        self.main == "id"
    }

    /// True if its entries stand in a review.
    pub fn is_in_review(&self) -> bool {
        self.path.len() == 2
    }
}

/// The head of a case.
pub static CASE: List = List { name: "case", path: &[], letter: None, main: "id" };
/// Its reviews.
pub static REVIEW: List = List { name: "review", path: &["reviews"], letter: None, main: "id" };
/// Its sources.
pub static SOURCE: List = List { name: "source", path: &["sources"], letter: None, main: "id" };
/// The findings of a review.
pub static FINDING: List = List { name: "finding", path: &["reviews", "findings"], letter: Some('F'), main: "id" };
/// The recommendations of a review.
pub static RECOMMENDATION: List =
    List { name: "recommendation", path: &["reviews", "recommendations"], letter: Some('R'), main: "id" };
/// The chronology.
pub static EVENT: List = List { name: "event", path: &["events"], letter: Some('E'), main: "id" };
/// Names to hide.
pub static NAME: List = List { name: "name", path: &["names"], letter: None, main: "name" };
static FACT: List = List { name: "fact", path: &["facts"], letter: None, main: "text" };
static INVOLVED: List = List { name: "involved", path: &["involved"], letter: None, main: "agency" };
static REVIEW_FACT: List = List { name: "review_fact", path: &["reviews", "facts"], letter: None, main: "text" };
static PERSON: List = List { name: "person", path: &["reviews", "people"], letter: None, main: "name" };
static PUBLICATION: List =
    List { name: "publication", path: &["reviews", "publications"], letter: None, main: "state" };

/// Everything that a map may fill, in the order of a case file.
pub static LISTS: [&List; 12] = [
    &CASE,
    &NAME,
    &FACT,
    &INVOLVED,
    &REVIEW,
    &PERSON,
    &PUBLICATION,
    &REVIEW_FACT,
    &FINDING,
    &RECOMMENDATION,
    &EVENT,
    &SOURCE,
];

/// The kind of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyKind {
    /// A text of one line.
    Text,
    /// A text of paragraphs.
    Paragraphs,
    /// A day, a month or a year.
    Date,
    /// A code of the closed list of this name.
    Closed(String),
    /// A code of the vocabulary's list of this name.
    Open(String),
    /// True or false.
    Flag,
    /// A whole number.
    Number,
    /// A table of keys.
    Table(TomlKeys),
    /// Any number of these.
    Many(Box<KeyKind>),
}

impl KeyKind {
    /// In words, for messages and the reference.
    pub fn told(&self) -> String {
        match self {
            Self::Text => "a text".to_owned(),
            Self::Paragraphs => "a text of paragraphs".to_owned(),
            Self::Date => "a day, month or year".to_owned(),
            Self::Closed(list) => format!("a value of the list \"{list}\""),
            Self::Open(list) => format!("a code of the {list} list"),
            Self::Flag => "true or false".to_owned(),
            Self::Number => "a whole number".to_owned(),
            Self::Table(keys) => format!("a table of {}", keys.names().collect::<Vec<_>>().join(", ")),
            Self::Many(one) => match one.as_ref() {
                Self::Text => "texts".to_owned(),
                Self::Closed(list) => format!("values of the list \"{list}\""),
                Self::Open(list) => format!("codes of the {list} list"),
                Self::Table(keys) => format!("tables of {}", keys.names().collect::<Vec<_>>().join(", ")),
                other => format!("any number of: {}", other.told()),
            },
        }
    }
}

/// A key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TomlKey {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: KeyKind,
    /// True if an entry must have it.
    pub required: bool,
    /// Its contents, in one sentence.
    pub about: String,
}

/// The keys of an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TomlKeys(pub Vec<TomlKey>);

impl TomlKeys {
    /// The key of this name.
    pub fn get(&self, name: &str) -> Option<&TomlKey> {
        self.0.iter().find(|key| key.name == name)
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|key| key.name.as_str())
    }

    /// The key for the words that a value of `name` is told in where no code or day says as much.
    pub fn words_of(&self, name: &str) -> Option<String> {
        // `incident` has `incident_text`, `date` has `date_text`.
        let words = format!("{name}_text");
        self.get(&words).map(|_| words)
    }
}

static KEYS: LazyLock<BTreeMap<&'static str, TomlKeys>> =
    LazyLock::new(|| LISTS.iter().map(|list| (list.name, keys_at(list.path))).collect());

static NONE: TomlKeys = TomlKeys(Vec::new());

/// True if an entry of a list must have a key in a library of this profile.
pub fn requires(profile: &Profile, list: &List, key: &TomlKey) -> bool {
    let by_field = Profile::case_reviews().requires(list.name, &key.name);
    profile.requires(list.name, &key.name) || (key.required && !by_field)
}

/// The keys of a list.
pub fn keys_of(list: &List) -> &'static TomlKeys {
    KEYS.get(list.name).unwrap_or(&NONE)
}

fn keys_at(path: &[&str]) -> TomlKeys {
    let mut schema = &*CASE_SCHEMA;
    for step in path {
        let next = schema.get("properties").and_then(|all| all.get(step)).and_then(|list| list.get("items"));
        schema = resolve(next.unwrap_or(&Value::Null));
    }
    keys(schema, 4)
}

/// Follows `$ref`, and the branch of a choice that is not null.
fn resolve(schema: &Value) -> &Value {
    let mut schema = schema;
    for _ in 0..8 {
        let name = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix("#/$defs/"));
        let branches = schema.get("anyOf").and_then(Value::as_array);
        let branch = branches.and_then(|all| all.iter().find(|one| one.get("type") != Some(&Value::from("null"))));
        schema = match (name, branch) {
            (Some(name), _) => CASE_SCHEMA.get("$defs").and_then(|all| all.get(name)).unwrap_or(&Value::Null),
            (None, Some(branch)) => branch,
            (None, None) => return schema,
        };
    }
    schema
}

fn keys(schema: &Value, depth: usize) -> TomlKeys {
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |name: &str| required.is_some_and(|all| all.iter().any(|one| one.as_str() == Some(name)));
    let properties = schema.get("properties").and_then(Value::as_object);
    let key = |(name, property): (&String, &Value)| {
        let about = property.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
        Some(TomlKey { kind: kind(property, depth)?, required: is_required(name), about, name: name.clone() })
    };
    TomlKeys(properties.into_iter().flatten().filter_map(key).collect())
}

fn kind(schema: &Value, depth: usize) -> Option<KeyKind> {
    if depth == 0 {
        return None;
    }
    let schema = resolve(schema);
    let text = |key: &str| schema.get(key).and_then(Value::as_str);
    let is = |wanted: &str| match schema.get("type") {
        Some(Value::String(only)) => only == wanted,
        Some(Value::Array(several)) => several.iter().any(|one| one.as_str() == Some(wanted)),
        _ => false,
    };
    Some(if is("array") {
        KeyKind::Many(Box::new(kind(schema.get("items")?, depth)?))
    } else if is("object") {
        KeyKind::Table(keys(schema, depth - 1))
    } else if is("boolean") {
        KeyKind::Flag
    } else if is("integer") {
        KeyKind::Number
    } else if let Some(list) = text("x-list") {
        KeyKind::Closed(list.to_owned())
    } else if let Some(list) = text("x-vocabulary") {
        KeyKind::Open(list.to_owned())
    } else if text("x-form") == Some("date") {
        KeyKind::Date
    } else if schema.get("x-paragraphs").is_some() {
        KeyKind::Paragraphs
    } else if is("string") {
        KeyKind::Text
    } else {
        return None;
    })
}

/// The keys that an import fills by itself.
pub const OWN_KEYS: [&str; 3] = ["cited", "sources", "origin"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_those_of_the_format() {
        let rows = [
            (&CASE, "title", KeyKind::Text),
            (&CASE, "summary", KeyKind::Paragraphs),
            (&CASE, "incident", KeyKind::Date),
            (&CASE, "nation", KeyKind::Closed("nation".into())),
            (&CASE, "harm", KeyKind::Many(Box::new(KeyKind::Open("harm".into())))),
            (&REVIEW, "recommendations_made", KeyKind::Number),
            (&RECOMMENDATION, "status", KeyKind::Closed("recommendation status".into())),
            (&EVENT, "missed_opportunity", KeyKind::Flag),
        ];
        for (list, key, kind) in rows {
            assert_eq!(keys_of(list).get(key).map(|key| &key.kind), Some(&kind), "{} {key}", list.name);
        }
        let updates = keys_of(&RECOMMENDATION).get("updates").unwrap();
        assert!(
            matches!(&updates.kind, KeyKind::Many(one) if matches!(one.as_ref(), KeyKind::Table(keys) if keys.get("date").is_some()))
        );
        for list in LISTS {
            assert!(keys_of(list).0.len() > 1, "{} has no keys", list.name);
            assert!(keys_of(list).get(list.main).is_some(), "{}", list.name);
        }
        assert!(keys_of(&CASE).get("title").unwrap().required);
        assert_eq!(keys_of(&EVENT).words_of("date").as_deref(), Some("date_text"));
    }
}
