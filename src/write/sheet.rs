//! A page as one table: what CSV and workbooks are written from.

use super::csv;
use super::record::{Cited, Entered, OfCase, Record, field_names, records};
use super::xlsx;
use crate::page::citation::is_web;
use crate::page::{Block, Figure, Listing, Page};

/// A table with a heading for each column.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<SheetColumn>,
    /// Its rows, a cell for each column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetColumn {
    /// Its heading.
    pub name: String,
    /// True if a cell of the form 2025-03-31 is a day.
    pub is_date: bool,
    /// The values that may stand in it, where there is a list of them.
    pub choices: Vec<String>,
}

/// The forms of a file that holds one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetFormat {
    /// Text with commas.
    Csv,
    /// A workbook.
    Xlsx,
}

/// Columns of days.
const DATES: [&str; 4] = ["due", "last_verified", "closed", "reply_due"];
/// The column that says what an entry was when it was exported, so that an edited file can come back.
pub const BASE: &str = "base";

impl SheetColumn {
    /// A column of texts or days, by its name.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), is_date: DATES.contains(&name), choices: Vec::new() }
    }
}

impl Sheet {
    /// A page as a table: a row for each of its rows; of one without rows, a row for each number or word of its tables and
    /// figures.
    pub fn of_page(page: &Page, listing: &Listing) -> Self {
        let records = records(page, listing);
        let (names, rows): (Vec<&str>, Vec<Vec<String>>) = if records.is_empty() {
            (vec!["section", "row", "column", "value"], values(page))
        } else {
            let further = field_names().filter(|name| !COLUMNS.contains(name));
            let names: Vec<&str> = COLUMNS.into_iter().chain(further).chain([BASE]).collect();
            let rows = records.iter().map(|record| names.iter().map(|name| cell(record, name)).collect());
            (names.clone(), rows.collect())
        };
        Self { name: page.title.clone(), columns: names.into_iter().map(SheetColumn::named).collect(), rows }
    }

    /// The bytes of a file that holds it.
    pub fn bytes(&self, format: SheetFormat) -> Vec<u8> {
        match format {
            SheetFormat::Csv => csv::of_sheet(self).into_bytes(),
            SheetFormat::Xlsx => xlsx::of_sheet(self),
        }
    }
}

/// Columns of a report with rows, in their order. Fields that the table of fields has beside these follow them.
const COLUMNS: [&str; 24] = [
    "case_id",
    "case",
    "area",
    "year",
    "review",
    "item",
    "sort",
    "kind",
    "text",
    "agencies",
    "themes",
    "response",
    "status",
    "rating",
    "due",
    "last_verified",
    "note",
    "confidence",
    "citation",
    "sources",
    "addresses",
    "date",
    "section",
    "details",
];

/// The cell of a column.
pub fn cell(record: &Record, column: &str) -> String {
    let of_case = |part: fn(&OfCase) -> &String| record.case.as_ref().map(part).cloned().unwrap_or_default();
    match column {
        "case_id" => of_case(|case| &case.id),
        "case" => of_case(|case| &case.title),
        "area" => of_case(|case| &case.area),
        "year" => of_case(|case| &case.year),
        "review" => record.review.as_ref().map(|review| review.title.clone()).unwrap_or_default(),
        "item" => record.item.clone(),
        "sort" => record.sort.to_owned(),
        "text" => record.text.clone(),
        "rating" => record.rating.clone().unwrap_or_default(),
        "note" => record.note.clone().unwrap_or_default(),
        "citation" => record.citation.clone().unwrap_or_default(),
        "sources" => record.sources.iter().map(written).collect::<Vec<_>>().join(" | "),
        "addresses" => addresses(&record.sources),
        "section" => record.section.clone(),
        "details" => record.details.join(" | "),
        BASE => record.base.clone(),
        field => record.fields.get(field).map(Entered::cell).unwrap_or_default(),
    }
}

/// Every cell of tables and figures: section, row, column, value.
fn values(report: &Page) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    for section in &report.sections {
        let mut line = |row: &str, column: &str, value: String| {
            lines.push(vec![section.heading.clone(), row.to_owned(), column.to_owned(), value]);
        };
        for block in &section.blocks {
            match block {
                Block::Table(table) => {
                    for (cells, _) in &table.rows {
                        let row = cells.first().map_or("", String::as_str);
                        for (column, cell) in table.columns.iter().zip(cells).skip(1) {
                            line(row, column, cell.clone());
                        }
                    }
                }
                Block::Figure(Figure::Bars { unit, bars }) => {
                    bars.iter().for_each(|bar| line(&bar.label, unit, bar.count.to_string()));
                }
                Block::Figure(Figure::Grid { columns, rows, .. }) => {
                    for (row, numbers) in rows {
                        for (column, number) in columns.iter().zip(numbers) {
                            line(row, column, number.to_string());
                        }
                    }
                }
                Block::Figure(Figure::Timeline { unit, periods }) => {
                    for period in periods {
                        line(&period.label, unit, period.count.to_string());
                        line(&period.label, "missed opportunities", period.missed.to_string());
                    }
                }
                Block::Columns(columns) => {
                    for (row, cells) in &columns.rows {
                        for (head, texts) in columns.heads.iter().zip(cells) {
                            line(row, head, texts.join(" | "));
                        }
                    }
                }
                Block::Field(field) => line(&field.label, "", field.text.clone()),
                Block::Note(text) => line("Note", "", text.clone()),
                Block::Text(_) | Block::Aside(_) | Block::Basis(_) | Block::Row(_) => {}
            }
        }
    }
    lines
}

fn written(source: &Cited) -> String {
    let parts = [Some(&source.title), Some(&source.publisher), source.date.as_ref()];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// The addresses of the web; what is none does not become one by standing in a column of links.
fn addresses(sources: &[Cited]) -> String {
    let all = sources.iter().filter_map(|source| source.address.as_deref());
    all.filter(|address| is_web(address)).collect::<Vec<_>>().join(" ")
}
