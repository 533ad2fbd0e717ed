//! The skeleton of a case under the profile of its library: its kinds, the form of its ids, the keys that must be there.

use crate::case::closed::ClosedList;
use crate::case::kinds::{EVENT, FINDING, KeyKind, LISTS, List, RECOMMENDATION, REVIEW, TomlKey, keys_of};
use crate::case::{FindingKind, Profile, ReviewKind, Vocabulary};

/// The skeleton of a case review; `{id}` stands for the id. It passes `check`.
pub const SKELETON: &str = include_str!("skeleton.toml");
/// Stands where somebody is to write a text.
pub const FILL_IN: &str = "To be filled in";
/// Stands where somebody is to write a day.
pub const NO_DAY: &str = "1900-01-01";

/// The skeleton of a case of this id.
pub fn skeleton(id: &str, vocabulary: &Vocabulary) -> String {
    let profile = vocabulary.profile();
    let mut text = String::new();
    let mut list: Option<&'static List> = LISTS.first().copied();
    let whole: Vec<&str> = SKELETON.lines().collect();
    for (at, line) in whole.iter().enumerate() {
        let (mark, bare) = line.strip_prefix("# ").map_or(("", *line), |bare| ("# ", bare));
        if let Some(heading) = bare.strip_prefix("[[").and_then(|rest| rest.split("]]").next()) {
            let path: Vec<&str> = heading.split('.').collect();
            list = LISTS.iter().copied().find(|list| list.path == path.as_slice());
        }
        let end = list.map(|list| if list.path.is_empty() { "cited" } else { "confidence" });
        if let (Some(list), Some(end)) = (list, end)
            && key_of(bare) == Some(end)
        {
            let rest = whole.get(at..).unwrap_or_default();
            let section = whole.get(..at).unwrap_or_default().iter().rev().take_while(|line| !line.contains("[["));
            let known: Vec<&str> = section
                .chain(rest.iter().take_while(|line| !line.is_empty()))
                .filter_map(|line| key_of(line))
                .collect();
            for name in profile.required(list.name).iter().filter(|name| !known.contains(name)) {
                if let Some(key) = keys_of(list).get(name) {
                    text.push_str(&format!("{mark}{name} = {}\n", placeholder(key, vocabulary)));
                }
            }
        }
        text.push_str(&line_under(line, mark, bare, list, profile, vocabulary));
        text.push('\n');
    }
    text.replace("{id}", id)
}

/// The key that a line sets, commented out or not.
fn key_of(line: &str) -> Option<&str> {
    let line = line.strip_prefix("# ").unwrap_or(line);
    line.split_once(" = ").map(|(key, _)| key).filter(|key| key.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
}

/// A line as the profile has it.
fn line_under(
    line: &str,
    mark: &str,
    bare: &str,
    list: Option<&'static List>,
    profile: &'static Profile,
    vocabulary: &Vocabulary,
) -> String {
    let (Some(list), Some(key)) = (list, key_of(line)) else { return line.to_owned() };
    let own = !std::ptr::eq(profile, Profile::case_reviews());
    let values = |name: &str| {
        let codes: Vec<&str> = profile.values(name).iter().map(|value| value.code).collect();
        let (first, rest) = codes.split_first()?;
        let rest: Vec<&str> = rest.iter().copied().take(8).collect();
        Some(format!("{mark}kind = \"{first}\"  # {}", rest.join(", ")))
    };
    let kind = match (key, list) {
        ("kind", list) if *list == REVIEW => values(ReviewKind::LIST),
        ("kind", list) if *list == FINDING => values(FindingKind::LIST),
        ("id", list) if [&FINDING, &RECOMMENDATION, &EVENT].contains(&list) => {
            profile.id_form(list.name).map(|form| format!("{mark}id = \"{}\"", form.example))
        }
        // A key that must be there is no remark.
        (key, list) if mark == "# " && list.letter.is_none() && profile.requires(list.name, key) => {
            let placeholder = keys_of(list).get(key).map(|key| placeholder(key, vocabulary));
            placeholder.map(|value| format!("{key} = {value}"))
        }
        _ => None,
    };
    kind.filter(|_| own).unwrap_or_else(|| format!("{mark}{bare}"))
}

/// The text in the place of a value that must be there.
fn placeholder(key: &TomlKey, vocabulary: &Vocabulary) -> String {
    match &key.kind {
        KeyKind::Date => format!("\"{NO_DAY}\"  # the day is to be filled in"),
        KeyKind::Many(_) => "[]".to_owned(),
        KeyKind::Flag => "false".to_owned(),
        KeyKind::Number => "0".to_owned(),
        KeyKind::Closed(list) => {
            let table = vocabulary.lists().into_iter().find(|table| table.name == list);
            let codes: Vec<&str> = table.iter().flat_map(|table| &table.values).map(|value| value.code).collect();
            let silent = codes.iter().find(|code| **code == "not_stated").or(codes.first());
            format!("\"{}\"", silent.copied().unwrap_or_default())
        }
        _ => format!("\"{FILL_IN}\""),
    }
}
