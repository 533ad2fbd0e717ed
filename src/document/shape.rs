//! Holds a parsed file against the JSON Schema of a type, and reports every departure with its place.
//!
//! serde stops at the first problem and words it for programmers. This reader takes the same rules (the schema is
//! generated from the type that serde fills) and goes on to the end of the file.

use std::collections::HashSet;
use std::ops::Range;

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnostic::{Problem, quoted};
use crate::text::near::{Suggestions, did_you_mean};
use crate::text::{Cleaned, cleaned, has_marks};

/// The rules that a schema only names and the room above knows: the codes of open lists, the form of a date.
pub trait Codes {
    /// The problem of a code of the open list that the schema's `x-vocabulary` names.
    fn unknown(&self, list: &str, code: &str, suggestions: &mut Suggestions) -> Option<Problem>;

    /// The codes of the closed list that the schema's `x-list` names which a text means by another name: a label, an
    /// abbreviation.
    fn named(&self, list: &str, text: &str) -> Vec<&'static str>;

    /// The problem of a text of the form that the schema's `x-form` names ("date").
    fn malformed(&self, form: &str, text: &str) -> Option<Problem>;

    /// The text to write, in quotes, in place of a value that TOML has a form of its own for: a date without quotes.
    fn written(&self, form: &str, raw: &str) -> String;
}

/// Collects the departures of a file from a schema.
pub struct ShapeReader<'a> {
    schema: &'a Value,
    codes: &'a dyn Codes,
    found: Vec<(Range<usize>, Problem)>,
    suggestions: Suggestions,
}

impl<'a> ShapeReader<'a> {
    /// Every departure of `root` from `schema`, in the order of the file.
    pub fn problems(
        schema: &'a Value,
        codes: &'a dyn Codes,
        root: &Spanned<DeTable<'_>>,
    ) -> Vec<(Range<usize>, Problem)> {
        let mut reader = Self { schema, codes, found: Vec::new(), suggestions: Suggestions::default() };
        reader.table(root.get_ref(), root.span().start..root.span().start, schema, "the file");
        reader.found.sort_by_key(|(span, _)| span.start);
        reader.found
    }

    fn say(&mut self, span: Range<usize>, problem: Problem) {
        self.found.push((span, problem));
    }

    /// Follows `$ref` and the branch of a choice that is not null.
    fn resolve(&self, mut schema: &'a Value) -> &'a Value {
        for _ in 0..8 {
            if let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix("#/$defs/")) {
                schema = self.schema.get("$defs").and_then(|defs| defs.get(name)).unwrap_or(&Value::Null);
                continue;
            }
            let choice = schema.get("anyOf").and_then(Value::as_array).and_then(|branches| {
                branches.iter().find(|branch| branch.get("type").and_then(Value::as_str) != Some("null"))
            });
            match choice {
                Some(branch) => schema = branch,
                None => return schema,
            }
        }
        schema
    }

    fn table(&mut self, table: &DeTable<'_>, span: Range<usize>, schema: &'a Value, place: &str) {
        let properties = schema.get("properties").and_then(Value::as_object);
        let open = schema.get("additionalProperties").is_some_and(|more| *more != Value::Bool(false));
        let mut seen = HashSet::new();
        for (key, value) in table.iter() {
            let name: &str = key.get_ref();
            seen.insert(name.to_owned());
            match properties.and_then(|properties| properties.get(name)) {
                Some(schema) => self.value(value, schema, name),
                None if open => {
                    if let Some(more) = schema.get("additionalProperties") {
                        self.value(value, more, name);
                    }
                }
                None => {
                    let known: Vec<&str> =
                        properties.into_iter().flat_map(|all| all.keys()).map(String::as_str).collect();
                    let near = self.suggestions.ask(name, known.iter().copied());
                    let help = near.unwrap_or_else(|| format!("known here: {}", known.join(", ")));
                    self.say(key.span(), Problem::error(format!("unknown key {}", quoted(name))).help(help));
                }
            }
        }
        for name in schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
            if !seen.contains(name) {
                self.say(
                    span.clone(),
                    Problem::error(format!("{place} has no \"{name}\"")).help(format!("add {name} = …")),
                );
            }
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, schema: &'a Value, name: &str) {
        let schema = self.resolve(schema);
        let types: Vec<&str> = match schema.get("type") {
            Some(Value::String(only)) => vec![only.as_str()],
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
            _ if schema.get("oneOf").is_some() => vec!["string"],
            _ => return,
        };
        let is = |wanted: &str| types.contains(&wanted);
        let is_date = schema.get("x-form").and_then(Value::as_str) == Some("date");
        match value.get_ref() {
            DeValue::String(text) if is("string") => self.string(text, value.span(), schema, name),
            DeValue::Boolean(_) if is("boolean") => {}
            DeValue::Integer(number) if is("integer") => {
                let least = schema.get("minimum").and_then(Value::as_i64).unwrap_or(i64::MIN);
                let narrow = schema.get("format").and_then(Value::as_str) == Some("uint32");
                let most = schema.get("maximum").and_then(Value::as_i64);
                let most = most.unwrap_or(if narrow { i64::from(u32::MAX) } else { i64::MAX });
                let parsed = i64::from_str_radix(&number.as_str().replace('_', ""), number.radix());
                if parsed.map_or(true, |number| number < least || number > most) {
                    let range =
                        if most == i64::MAX { format!("{least} or more") } else { format!("{least} to {most}") };
                    self.say(
                        value.span(),
                        Problem::error(format!("\"{name}\" is out of range"))
                            .help(format!("write a whole number, {range}")),
                    );
                }
            }
            DeValue::Array(entries) if is("array") => {
                if let Some(schema) = schema.get("items") {
                    for entry in entries.iter() {
                        self.value(entry, schema, name);
                    }
                }
            }
            DeValue::Table(table) if is("object") => {
                let place = format!("this entry of \"{name}\"");
                self.table(table, value.span(), schema, &place);
            }
            DeValue::Datetime(date) if is_date => {
                self.say(
                    value.span(),
                    Problem::error(format!("\"{name}\" is a date without quotes"))
                        .help(format!("write {}", self.codes.written("date", &date.to_string()))),
                );
            }
            other => {
                let wanted = types.iter().copied().find(|t| *t != "null").unwrap_or("value");
                let wanted = match wanted {
                    "object" => "a table",
                    "array" => "an array",
                    "integer" => "a whole number",
                    "boolean" => "true or false",
                    "string" => "a text in quotes",
                    other => other,
                };
                let help = match (wanted, other) {
                    ("an array", DeValue::String(text)) => format!("write [{}]", quoted(text)),
                    ("a text in quotes", DeValue::Integer(number)) if is_date => {
                        format!("write {}", self.codes.written("date", number.as_str()))
                    }
                    ("an array", DeValue::Table(_)) => format!("write [[{name}]] with two brackets"),
                    _ => format!("write {wanted}"),
                };
                self.say(
                    value.span(),
                    Problem::error(format!("\"{name}\" should be {wanted}, not {}", kind_of(other))).help(help),
                );
            }
        }
    }

    fn string(&mut self, text: &str, span: Range<usize>, schema: &Value, name: &str) {
        if has_marks(text) {
            let Cleaned { left_out, .. } = cleaned(text);
            let lost = match left_out {
                0 => String::new(),
                1 => ", and 1 character behind them is left out".to_owned(),
                several => format!(", and {several} characters behind them are left out"),
            };
            let problem =
                Problem::warning(format!("\"{name}\" holds control, bidirectional or invisible characters{lost}"));
            self.say(span.clone(), problem.help("remove them; readers see a mark in their place"));
        }
        if let Some(codes) = schema.get("enum").and_then(Value::as_array) {
            let codes: Vec<&str> = codes.iter().filter_map(Value::as_str).collect();
            if !codes.contains(&text) {
                let list = schema.get("x-list").and_then(Value::as_str).unwrap_or(name);
                let problem = self.not_one_of(text, list, &codes);
                self.say(span, problem);
            }
            return;
        }
        // schemars writes a documented enum as a choice of constants.
        if let Some(choices) = schema.get("oneOf").and_then(Value::as_array) {
            let codes: Vec<&str> = choices.iter().filter_map(|choice| choice.get("const")?.as_str()).collect();
            if !codes.contains(&text) {
                let problem = self.not_one_of(text, name, &codes);
                self.say(span, problem);
            }
            return;
        }
        if let Some(list) = schema.get("x-vocabulary").and_then(Value::as_str) {
            if let Some(problem) = self.codes.unknown(list, text, &mut self.suggestions) {
                self.say(span, problem);
            }
            return;
        }
        let form = schema.get("x-form").and_then(Value::as_str);
        if let Some(problem) = form.and_then(|form| self.codes.malformed(form, text)) {
            self.say(span, problem);
        }
    }

    fn not_one_of(&mut self, text: &str, list: &str, codes: &[&str]) -> Problem {
        let named = did_you_mean(&self.codes.named(list, text));
        let near = named.or_else(|| self.suggestions.ask(text, codes.iter().copied()));
        let help = near.unwrap_or_else(|| format!("one of: {}", codes.join(", ")));
        let article = if list.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        Problem::error(format!("{} is not {article} {list}", quoted(text))).help(help)
    }
}

fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date without quotes",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}
