//! A library as a Frictionless data package: tables as CSV with a description of each column and of how they join, for
//! databases and statistics.
//!
//! Codes stand as codes and days as files have them ("2006", "2006-12"). Several values of a cell are parted by "; ", and stand
//! one by one in `links`. The tables carry no byte order mark, which databases take for a part of the first name.

use serde_json::{Value, json};

use super::csv::table;
use crate::case::kinds::{CASE, EVENT, FINDING, KeyKind, List, RECOMMENDATION, REVIEW, SOURCE, keys_of};
use crate::page::Listing;

/// A table of the package.
struct Resource {
    name: &'static str,
    list: &'static List,
    rows: Vec<Vec<String>>,
}

/// Keys that say where a row belongs.
const OF_CASE: &str = "case";
const OF_REVIEW: &str = "review";

/// The columns of the table of links.
const LINKS: [(&str, &str); 5] = [
    ("case", "The id of the case."),
    ("item", "The id of the entry; empty for the head of the case."),
    ("link", "What the entry is linked to: source, finding, theme, agency, body, harm, case."),
    ("to", "The id or code of that; the name of a body."),
    ("key", "The key of the entry that makes the link."),
];

/// The files of the package: names and bytes.
pub fn package(listing: &Listing) -> Vec<(String, Vec<u8>)> {
    let mut resources: Vec<Resource> = [
        ("cases", &CASE),
        ("reviews", &REVIEW),
        ("findings", &FINDING),
        ("recommendations", &RECOMMENDATION),
        ("events", &EVENT),
        ("sources", &SOURCE),
    ]
    .map(|(name, list)| Resource { name, list, rows: Vec::new() })
    .into();
    let mut links: Vec<Vec<String>> = Vec::new();
    for book in &listing.books {
        let Ok(case) = serde_json::to_value(&*book.case) else { continue };
        for resource in &mut resources {
            add(resource, &case, &mut links);
        }
    }
    let mut files = Vec::new();
    for resource in &resources {
        let head = columns(resource.list).into_iter().map(|(name, ..)| name).collect();
        let lines: Vec<Vec<String>> = std::iter::once(head).chain(resource.rows.iter().cloned()).collect();
        files.push((format!("{}.csv", resource.name), table(&lines).into_bytes()));
    }
    let head = LINKS.map(|(name, _)| name.to_owned()).to_vec();
    let lines: Vec<Vec<String>> = std::iter::once(head).chain(links).collect();
    files.push(("links.csv".to_owned(), table(&lines).into_bytes()));
    let about = serde_json::to_string_pretty(&described(listing, &resources)).unwrap_or_default();
    files.push(("datapackage.json".to_owned(), (about + "\n").into_bytes()));
    files
}

/// The columns of a table: the name, the kind of the key, what it holds.
fn columns(list: &'static List) -> Vec<(String, KeyKind, String)> {
    let mut columns = Vec::new();
    if list != &CASE {
        columns.push((OF_CASE.to_owned(), KeyKind::Text, "The id of the case.".to_owned()));
    }
    if list.is_in_review() {
        columns.push((OF_REVIEW.to_owned(), KeyKind::Text, "The id of the review.".to_owned()));
    }
    let keys = keys_of(list).0.iter().filter(|key| is_plain(&key.kind));
    let mut keys: Vec<_> = keys.map(|key| (key.name.clone(), key.kind.clone(), key.about.clone())).collect();
    keys.sort_by_key(|(name, ..)| name != "id");
    columns.extend(keys);
    columns
}

fn is_plain(kind: &KeyKind) -> bool {
    match kind {
        KeyKind::Table(_) => false,
        KeyKind::Many(one) => !matches!(one.as_ref(), KeyKind::Table(_)),
        _ => true,
    }
}

/// Adds the rows of a case to a table, and their links.
fn add(resource: &mut Resource, case: &Value, links: &mut Vec<Vec<String>>) {
    let id = text(case.get("id"));
    let columns = columns(resource.list);
    let mut row = |entry: &Value, review: &str| {
        let cells = columns.iter().map(|(name, ..)| match name.as_str() {
            OF_CASE if resource.list != &CASE => id.clone(),
            OF_REVIEW if resource.list.is_in_review() => review.to_owned(),
            name => text(entry.get(name)),
        });
        resource.rows.push(cells.collect());
        let item = if resource.list == &CASE { String::new() } else { text(entry.get("id")) };
        if resource.list != &SOURCE {
            link(&id, &item, entry, resource.list, links);
        }
    };
    let list = |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    match resource.list.path {
        [] => row(case, ""),
        [name] => list(case, name).iter().for_each(|entry| row(entry, "")),
        [outer, name, ..] => {
            for review in list(case, outer) {
                let of = text(review.get("id"));
                list(&review, name).iter().for_each(|entry| row(entry, &of));
            }
        }
    }
}

/// The links of an entry: its sources, codes, bodies and the findings that it answers.
fn link(case: &str, item: &str, entry: &Value, list: &'static List, links: &mut Vec<Vec<String>>) {
    let mut add = |link: &str, to: String, key: &str| {
        if !to.is_empty() {
            links.push([case, item, link, &to, key].map(str::to_owned).to_vec());
        }
    };
    for key in &keys_of(list).0 {
        let all = entry.get(&key.name).and_then(Value::as_array);
        let texts = || all.into_iter().flatten().map(|one| text(Some(one)));
        match (&key.kind, key.name.as_str()) {
            (KeyKind::Many(_), "sources" | "cited") => texts().for_each(|to| add("source", to, &key.name)),
            (KeyKind::Many(_), "answers") => texts().for_each(|to| add("finding", to, &key.name)),
            (KeyKind::Many(one), name) => match one.as_ref() {
                KeyKind::Open(list) => texts().for_each(|to| add(list, to, name)),
                KeyKind::Table(_) if name == "addressees" => {
                    for body in all.into_iter().flatten() {
                        add("body", text(body.get("named")), name);
                        add("agency", text(body.get("agency")), name);
                    }
                }
                KeyKind::Table(_) if name == "related" => {
                    all.into_iter().flatten().for_each(|other| add("case", text(other.get("case")), name));
                }
                _ => {}
            },
            (_, "named") => add("body", text(entry.get("named")), "named"),
            _ => {}
        }
    }
}

fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(all)) => all.iter().map(|one| text(Some(one))).collect::<Vec<_>>().join("; "),
        Some(other) => other.to_string(),
    }
}

/// The description of the package, as the Data Package standard has it.
fn described(listing: &Listing, resources: &[Resource]) -> Value {
    let mut all: Vec<Value> = resources
        .iter()
        .map(|resource| {
            let fields: Vec<Value> = columns(resource.list)
                .into_iter()
                .map(|(name, kind, about)| json!({ "name": name, "type": type_of(&kind), "description": about }))
                .collect();
            let in_case = resource.list != &CASE;
            let key = if in_case { json!([OF_CASE, "id"]) } else { json!("id") };
            let mut schema = json!({ "fields": fields, "primaryKey": key, "missingValues": [""] });
            let mut joins = Vec::new();
            if in_case {
                joins.push(join(json!(OF_CASE), "cases", json!("id")));
            }
            if resource.list.is_in_review() {
                joins.push(join(json!([OF_CASE, OF_REVIEW]), "reviews", json!([OF_CASE, "id"])));
            }
            if let (false, Some(object)) = (joins.is_empty(), schema.as_object_mut()) {
                object.insert("foreignKeys".to_owned(), Value::Array(joins));
            }
            resource_of(resource.name, schema)
        })
        .collect();
    let fields = LINKS.map(|(name, about)| json!({ "name": name, "type": "string", "description": about }));
    let schema = json!({
        "fields": fields,
        "missingValues": [""],
        "foreignKeys": [join(json!(OF_CASE), "cases", json!("id"))],
    });
    all.push(resource_of("links", schema));
    json!({
        "profile": "tabular-data-package",
        "name": "casebook",
        "title": "Cases, reviews and what became of their recommendations",
        "created": format!("{}T00:00:00Z", listing.today.iso()),
        "description": "Written by casebook. Days are as precise as their sources: 2006, 2006-12 or 2006-12-11. A text that \
                        a spreadsheet would run as a formula has an apostrophe before it.",
        "resources": all,
    })
}

fn resource_of(name: &str, schema: Value) -> Value {
    json!({
        "name": name,
        "path": format!("{name}.csv"),
        "profile": "tabular-data-resource",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    })
}

fn join(fields: Value, resource: &str, other: Value) -> Value {
    json!({ "fields": fields, "reference": { "resource": resource, "fields": other } })
}

fn type_of(kind: &KeyKind) -> &'static str {
    match kind {
        KeyKind::Flag => "boolean",
        KeyKind::Number => "integer",
        _ => "string",
    }
}
