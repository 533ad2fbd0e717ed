//! A value of a map: words with the names of columns in braces, as `"{Ref}"` or `"Report {ref|id} to {area}"`.
//!
//! `{a|b}` is the first of the columns that says something in the row. `{file}`, `{stem}`, `{sheet}` and `{above:1}` stand for
//! the name of the file, that without its ending, the sheet, and the lines above the table. `{=words}` after a bar stands for
//! the words themselves, where no column says anything: `{Title|=Not stated}`.

use std::collections::HashMap;

use super::table::{Cell, Line};
use crate::text::fold::fold;

/// A template, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Vec<TemplatePart>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum TemplatePart {
    Words(String),
    Choice(Vec<TemplateChoice>),
}

/// One of several things that may stand in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateChoice {
    /// A column of the table, as the map writes it.
    Column(String),
    /// The name of the file.
    File,
    /// The name of the file without its ending.
    Stem,
    /// The sheet.
    Sheet,
    /// A line above the table, from 1.
    Above(usize),
    /// A last part of an address, as words: `{words:url}`.
    LastPart(String),
    /// Words.
    Words(String),
}

/// The values of the names in a template, beside the row.
#[derive(Debug, Default)]
pub struct Around {
    /// The name of the file.
    pub file: String,
    /// The sheet.
    pub sheet: Option<String>,
    /// The lines above the table.
    pub above: Vec<String>,
    /// The place of each column by its name, as codes are compared.
    pub columns: HashMap<String, usize>,
}

impl Around {
    /// The column of a name; capitals, blanks, hyphens and underscores make no difference.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.get(&plain_name(name)).copied()
    }
}

/// A name of a column, or words of a cell, as they are compared: "Rec. No", "rec no" and "REC-NO:" are one.
pub fn plain_name(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { folded.trim().to_owned() } else { words.join("_") }
}

/// The text that a template makes of a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    /// The text.
    pub text: String,
    /// The cell, where the template is one column and nothing else: it may be a day or a number.
    pub cell: Option<Cell>,
    /// The first column that says something.
    pub column: Option<usize>,
    /// Every column that it took something from.
    pub columns: Vec<usize>,
    /// True if every name found something to say.
    pub whole: bool,
}

impl Template {
    /// Takes a text apart.
    ///
    /// # Errors
    /// Its fault.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (words, from) = rest.split_at(at);
            if !words.is_empty() {
                parts.push(TemplatePart::Words(words.to_owned()));
            }
            let inner = from.strip_prefix('{').and_then(|inner| inner.split_once('}'));
            let Some((inner, behind)) = inner else {
                return Err(format!("\"{text}\" has a brace that is not closed; write {{Column}}"));
            };
            parts.push(TemplatePart::Choice(inner.split('|').map(choice).collect::<Result<_, _>>()?));
            rest = behind;
        }
        if !rest.is_empty() {
            parts.push(TemplatePart::Words(rest.to_owned()));
        }
        Ok(Self(parts))
    }

    /// The names of columns in it, a list for each pair of braces.
    pub fn columns(&self) -> impl Iterator<Item = Vec<&str>> {
        self.0.iter().filter_map(|part| match part {
            TemplatePart::Words(_) => None,
            TemplatePart::Choice(choices) => Some(
                choices
                    .iter()
                    .filter_map(|choice| match choice {
                        TemplateChoice::Column(name) | TemplateChoice::LastPart(name) => Some(name.as_str()),
                        _ => None,
                    })
                    .collect(),
            ),
        })
    }

    /// True if it says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|part| matches!(part, TemplatePart::Words(words) if words.trim().is_empty()))
    }

    /// True if it names no column, so that every row gets the same.
    pub fn is_fixed(&self) -> bool {
        self.columns().all(|names| names.is_empty())
    }

    /// True if it names the file, its sheet or what stands above the table.
    pub fn is_of_file(&self) -> bool {
        let of_file = |choice: &TemplateChoice| {
            matches!(
                choice,
                TemplateChoice::File | TemplateChoice::Stem | TemplateChoice::Sheet | TemplateChoice::Above(_)
            )
        };
        self.0.iter().any(|part| matches!(part, TemplatePart::Choice(choices) if choices.iter().any(of_file)))
    }

    /// The text that it makes of a row; none if it names columns and all of them are empty.
    pub fn fill(&self, around: &Around, line: &Line) -> Option<Filled> {
        let mut filled = Filled { whole: true, ..Filled::default() };
        let mut said = false;
        for part in &self.0 {
            match part {
                TemplatePart::Words(words) => filled.text.push_str(words),
                TemplatePart::Choice(choices) => match choices.iter().find_map(|choice| chosen(choice, around, line)) {
                    Some((cell, column)) => {
                        said = true;
                        filled.text.push_str(&cell.text);
                        filled.column = filled.column.or(column);
                        filled.columns.extend(column);
                        if self.0.len() == 1 {
                            filled.cell = Some(cell);
                        }
                    }
                    None => filled.whole = false,
                },
            }
        }
        let named = self.0.iter().any(|part| matches!(part, TemplatePart::Choice(_)));
        (said || !named).then_some(filled)
    }
}

fn choice(text: &str) -> Result<TemplateChoice, String> {
    let text = text.trim();
    Ok(match text.split_once(':') {
        _ if text.is_empty() => return Err("a pair of braces is empty; write {Column}".to_owned()),
        _ if text.starts_with('=') => TemplateChoice::Words(text.trim_start_matches('=').to_owned()),
        Some(("above", line)) => match line.trim().parse() {
            Ok(line) if line > 0 => TemplateChoice::Above(line),
            _ => return Err(format!("{{{text}}} names no line; write {{above:1}} for the first line above the table")),
        },
        Some(("words", name)) => TemplateChoice::LastPart(name.trim().to_owned()),
        _ if text == "file" => TemplateChoice::File,
        _ if text == "stem" => TemplateChoice::Stem,
        _ if text == "sheet" => TemplateChoice::Sheet,
        _ => TemplateChoice::Column(text.to_owned()),
    })
}

fn chosen(choice: &TemplateChoice, around: &Around, line: &Line) -> Option<(Cell, Option<usize>)> {
    let words = |text: &str| Some((Cell::text(text), None)).filter(|(cell, _)| !cell.is_empty());
    let column = |name: &str| {
        let at = around.column(name)?;
        line.cells.get(at).filter(|cell| !cell.is_empty()).map(|cell| (cell.clone(), Some(at)))
    };
    match choice {
        TemplateChoice::Column(name) => column(name),
        TemplateChoice::File => words(&around.file),
        TemplateChoice::Stem => words(around.file.rsplit_once('.').map_or(around.file.as_str(), |(stem, _)| stem)),
        TemplateChoice::Sheet => words(around.sheet.as_deref()?),
        TemplateChoice::Above(at) => words(around.above.get(at - 1)?),
        TemplateChoice::LastPart(name) => {
            let (cell, at) = column(name)?;
            Some((Cell::text(last_part(&cell.text)?), at))
        }
        TemplateChoice::Words(text) => words(text),
    }
}

/// Words that end the addresses of reports and are no part of a name.
const ENDINGS: [&str; 2] = ["prevention-of-future-deaths-report", "prevention-of-future-deaths"];

/// The last part of an address as words with capitals: ".../jane-example-report/" is "Jane Example Report".
fn last_part(address: &str) -> Option<String> {
    let last = address.trim_end_matches('/').rsplit('/').next()?;
    let last = ENDINGS.iter().fold(last, |last, ending| last.split(ending).next().unwrap_or(last));
    let words = last.split('-').filter(|word| !word.is_empty() && !word.bytes().all(|byte| byte.is_ascii_digit()));
    let words: Vec<String> = words
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect()
        })
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_filled_from_a_row() {
        let columns = ["Ref", "Sent to", "url"].iter().enumerate().map(|(at, name)| (plain_name(name), at)).collect();
        let around = Around {
            file: "plan.v2.xlsx".into(),
            sheet: Some("Plan".into()),
            above: vec!["Northshire".into()],
            columns,
        };
        let url = "https://example.org/a/jane-example-2-prevention-of-future-deaths-report-2/";
        let line = Line { number: 5, cells: ["2a", " ", url].map(Cell::text).to_vec() };
        let rows = [
            ("{Ref}", Some("2a")),
            ("{ref}", Some("2a")),
            ("{sent-to|REF}", Some("2a")),
            ("Report {Ref} of {above:1}", Some("Report 2a of Northshire")),
            ("{stem}, {sheet}, {file}", Some("plan.v2, Plan, plan.v2.xlsx")),
            ("{Sent to}", None),
            ("{No such column}", None),
            ("{Sent to|=Not stated}", Some("Not stated")),
            ("fixed", Some("fixed")),
            ("{words:url}", Some("Jane Example")),
        ];
        for (template, expected) in rows {
            let filled = Template::parse(template).unwrap().fill(&around, &line);
            assert_eq!(filled.map(|filled| filled.text).as_deref(), expected, "{template}");
        }
        for wrong in ["{Ref", "Ref}", "{}", "{above:x}", "{a|}"] {
            assert!(Template::parse(wrong).is_err(), "{wrong}");
        }
    }
}
