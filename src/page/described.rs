//! The words of the case file on something, read from the table of its fields ([`crate::case::fields`]): as labelled texts, as
//! the line below a row, as a statement. No field is named here that the table could name.

use super::labels::kind_tone;
use super::model::{Basis, Block, Labelled, Row, Section, Tone};
use crate::case::fields::{Code, Described, Field, Hide, Value};
use crate::case::profile::LISTS;
use crate::case::{Case, ClosedList, Confidence, FindingKind, SourceId, Vocabulary};
use crate::library::EntryKey;

/// A value of a line that is longer than this stands on a line of its own.
const LONG: usize = 60;

/// Fields that no list of fields repeats: the title has the id, and what was not found has a page of its own.
const APART: [&str; 2] = ["id", "gaps"];

/// A field that is left out where its value says only that the record is silent on it.
const SILENT: (&str, &str) = ("nation", "not_stated");

/// Parts that read as their first value with the others in brackets.
const LED: [&str; 3] = ["addressee", "former state", "origin"];

/// The case that is told of, and what its codes are called.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub key: EntryKey,
    pub case: &'a Case,
    pub vocabulary: &'a Vocabulary,
}

impl Teller<'_> {
    /// A text of this program in the words of the case's field.
    fn worded(&self, text: &str) -> String {
        self.case.profile.get().worded(text).into_owned()
    }

    /// A value as people read it; the labels of lists that no profile defines are texts of this program.
    fn words(&self, value: &Value<'_>) -> Option<String> {
        let words = value.words(self.vocabulary);
        match value {
            Value::Code(Code::Closed(list, _)) if !LISTS.contains(list) => words.map(|words| self.worded(&words)),
            _ => words,
        }
    }

    /// The sources of something, and how well it stands.
    pub fn basis(&self, of: &dyn Described) -> Basis {
        let confidence = of.values().into_iter().find_map(|(_, value)| match value {
            Value::Code(code) if is_confidence(&code) => Confidence::from_code(code.code()),
            _ => None,
        });
        Basis::new(self.key, self.case, confidence, cited(of))
    }

    /// The fields of something as labelled texts: all but its own text and id, its parts, and what it rests on. A paragraph
    /// is one.
    pub fn fields(&self, of: &dyn Described) -> Vec<Block> {
        let values = of.values();
        let shown = values.iter().filter(|(field, value)| is_told(field, value));
        let block = |(field, value): &(&'static Field, Value<'_>)| match value {
            // Linked items stand in a section of their own.
            Value::Items(_) => Vec::new(),
            Value::Prose(prose) => prose.paragraphs().map(|text| Block::Text(text.to_owned())).collect(),
            value => {
                let text = match value {
                    Value::Code(code) if field.defined => {
                        let definition = code.definition(self.vocabulary);
                        Some(format!("{}: {}", code.label(self.vocabulary), self.worded(definition)))
                    }
                    value => self.words(value).or_else(|| field.empty.map(|text| self.worded(text))),
                };
                let field = |text| Labelled { label: self.worded(field.label), text, tone: tone(value) };
                text.map(field).map(Block::Field).into_iter().collect::<Vec<_>>()
            }
        };
        shown.flat_map(block).collect()
    }

    /// The same on lines below a row: "Kind: missed opportunity · Concerns: Police". With its parts where `parts` says so.
    pub fn lines(&self, of: &dyn Described, parts: bool) -> Vec<String> {
        let (mut short, mut lines) = (Vec::new(), Vec::new());
        for (field, value) in of.values() {
            let told = match &value {
                Value::Parts(of) if parts => {
                    let told = of.iter().filter(|part| !stands_alone(**part));
                    lines.extend(told.map(|part| format!("{}: {}", self.worded(field.label), self.statement(*part))));
                    None
                }
                Value::Prose(_) => None,
                value if is_told(field, value) => self.words(value),
                _ => None,
            };
            let told =
                told.or_else(|| field.empty.filter(|_| matches!(value, Value::Nothing)).map(|text| self.worded(text)));
            let label = self.worded(field.label);
            match told.map(|told| if matches!(value, Value::Flag) { label } else { format!("{label}: {told}") }) {
                Some(told) if told.chars().count() > LONG || told.contains("://") => lines.push(told),
                Some(told) => short.push(told),
                None => {}
            }
        }
        let short = Some(short.join(" · ")).filter(|short| !short.is_empty());
        short.into_iter().chain(lines).collect()
    }

    /// A part in one line: what leads its text, the text, and the rest in brackets.
    pub fn statement(&self, of: &dyn Described) -> String {
        match self.said(of) {
            (told, more) if more.is_empty() => told,
            (told, more) => format!("{told} ({})", more.join("; ")),
        }
    }

    /// A part in one line, the lead and the text, and what else there is of it.
    pub fn said(&self, of: &dyn Described) -> (String, Vec<String>) {
        let values: Vec<(&Field, Value<'_>)> = of
            .values()
            .into_iter()
            .filter(|(_, value)| match value {
                Value::Nothing | Value::Sources(_) | Value::Parts(_) => false,
                Value::Code(code) => !is_confidence(code),
                _ => true,
            })
            .collect();
        let is_text = |(field, value): &(&Field, Value<'_>)| {
            matches!(value, Value::Text(_) | Value::Prose(_)) && field.hide != Hide::Body && !is_id(field)
        };
        // A table of many small values is led by the first of them, and names each of the others.
        let led = LED.contains(&of.noun()) && !values.is_empty();
        let text = if led { Some(0) } else { values.iter().rposition(is_text) };
        let (mut lead, mut main, mut more) = (Vec::new(), None, Vec::new());
        for (index, entry) in values.iter().enumerate() {
            let (field, value) = entry;
            let Some(words) = self.within(value) else { continue };
            let leads = text.is_none_or(|text| index < text) && (!matches!(value, Value::Text(_)) || is_text(entry));
            match text {
                Some(text) if index == text => main = Some(words),
                _ if leads => lead.push(if lead.is_empty() { self.words(value).unwrap_or(words) } else { words }),
                _ => more.push(format!("{}: {words}", self.worded(field.label).to_lowercase())),
            }
        }
        let mut told = lead.join(", ");
        if let Some(main) = main {
            told = if told.is_empty() { main } else { format!("{told}: {main}") };
        }
        (told, more)
    }

    /// A part as a row, then its own parts.
    pub fn rows(&self, of: &dyn Described) -> Vec<Row> {
        let own = Row { text: self.statement(of), basis: self.basis(of), ..Row::default() };
        let values = of.values();
        let parts = values.iter().flat_map(|(_, value)| value.parts()).flat_map(|part| self.rows(*part));
        std::iter::once(own).chain(parts).collect()
    }

    /// The parts of an item of a list as rows that name the item.
    pub fn led_parts(&self, id: &str, of: &dyn Described) -> Vec<Row> {
        let values = of.values();
        let led = |(field, value): &(&'static Field, Value<'_>)| {
            let rows = value.parts().iter().flat_map(|part| self.rows(*part)).collect::<Vec<_>>();
            let lead = format!("{id}, {}", self.worded(field.label).to_lowercase());
            rows.into_iter().map(move |row| Row { text: format!("{lead}: {}", row.text), ..row })
        };
        values.iter().flat_map(led).collect()
    }

    /// A section for each field of parts that are no items and no pages of their own.
    pub fn parts(&self, of: &dyn Described) -> Vec<Section> {
        let values = of.values();
        let own = values.iter().filter(|(_, value)| value.parts().first().is_some_and(|part| !stands_alone(*part)));
        let section = |(field, value): &(&'static Field, Value<'_>)| Section {
            heading: self.worded(field.label),
            under: true,
            blocks: value.parts().iter().flat_map(|part| self.rows(*part)).map(Block::Row).collect(),
        };
        own.map(section).collect()
    }

    /// The words for a value in the middle of a line: the label of a closed list begins with a small letter.
    fn within(&self, value: &Value<'_>) -> Option<String> {
        let words = self.words(value);
        if matches!(value, Value::Code(Code::Closed(..))) { words.map(|words| words.to_lowercase()) } else { words }
    }
}

/// The ids of the sources that something rests on.
pub(super) fn cited(of: &dyn Described) -> &[SourceId] {
    let found = of.values().into_iter().find_map(|(_, value)| match value {
        Value::Sources(ids) => Some(ids),
        _ => None,
    });
    found.unwrap_or_default()
}

fn is_confidence(code: &Code<'_>) -> bool {
    code.list() == Confidence::LIST
}

/// True for the id of something, which its title or its lead says.
fn is_id(field: &Field) -> bool {
    matches!(field.key(), "id" | "case")
}

/// True if a value stands among the fields of its item. Sources are told apart from them.
fn is_told(field: &Field, value: &Value<'_>) -> bool {
    let apart = match value {
        Value::Parts(_) | Value::Sources(_) => true,
        Value::Code(code) => is_confidence(code) || (field.key(), code.code()) == SILENT,
        _ => false,
    };
    !apart && !field.is_main() && !APART.contains(&field.key())
}

/// True for a part with a page or a list of its own, and for a hidden name, which has none.
fn stands_alone(part: &dyn Described) -> bool {
    matches!(
        part.noun(),
        "finding" | "recommendation" | "event" | "review" | "source" | "dispute" | "related case" | "name"
    )
}

/// How a value is meant.
fn tone(value: &Value<'_>) -> Tone {
    match value {
        Value::Flag => Tone::Alarm,
        Value::Code(Code::Closed(FindingKind::LIST, value)) => kind_tone(FindingKind::of_value(value)),
        _ => Tone::Plain,
    }
}
