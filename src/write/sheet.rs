//! A page as one table: what CSV and workbooks are written from.

use super::record::{BASE, cell, field_names, records};
use crate::page::{Block, Figure, Listing, Page};

/// A table with a heading for each column.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Spreadsheet {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<SpreadsheetColumn>,
    /// Its rows, a cell for each column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpreadsheetColumn {
    /// Its heading.
    pub name: String,
    /// True if a cell of the form 2025-03-31 is a day.
    pub is_date: bool,
    /// The values that may stand in it, where there is a list of them.
    pub choices: Vec<String>,
}

/// Columns of days.
const DATES: [&str; 6] = ["due", "last_verified", "closed", "reply_due", "date_iso", "until"];

impl SpreadsheetColumn {
    /// A column of texts or days, by its name.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), is_date: DATES.contains(&name), choices: Vec::new() }
    }
}

impl Spreadsheet {
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
        Self { name: page.title.clone(), columns: names.into_iter().map(SpreadsheetColumn::named).collect(), rows }
    }
}

/// Columns of a report with rows, in their order. Fields that the table of fields has beside these follow them.
const COLUMNS: [&str; 25] = [
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
    "review_date",
];

/// True if reports have a column of this name.
pub fn is_column(name: &str) -> bool {
    COLUMNS.contains(&name) || field_names().any(|known| known == name)
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
