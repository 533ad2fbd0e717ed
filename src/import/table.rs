//! A table as it was read: lines of cells, each with its place in the file.

use std::fmt;

/// A sheet of a workbook, a table of a document, or a file that is one table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InputTable {
    /// The name of the sheet, where the file has several.
    pub sheet: Option<String>,
    /// Its lines; empty ones are left out.
    pub lines: Vec<Line>,
}

/// A line of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Its number as spreadsheets count, from 1.
    pub number: u32,
    /// Its cells, from the first column on.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its value: a text, a number, a day as "2025-03-31".
    pub text: String,
    /// The sort of thing that the file says it is.
    pub sort: CellKind,
}

/// The sort of a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CellKind {
    /// A text, or nothing.
    #[default]
    Text,
    /// A number.
    Number,
    /// A day, which the file holds as one.
    Day,
    /// True or false.
    Flag,
}

impl Cell {
    /// A cell that is a text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), sort: CellKind::Text }
    }

    /// True where it says nothing.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

impl Line {
    /// How many of its cells say something.
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }
}

/// The place of a cell: `plan.xlsx:Action plan!E12`, `plan.csv:E12`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellPlace {
    /// The name of the file.
    pub file: String,
    /// The sheet.
    pub sheet: Option<String>,
    /// The line, from 1; 0 for the file as a whole.
    pub line: u32,
    /// The column, from 0, and its name.
    pub column: Option<(usize, String)>,
}

impl fmt::Display for CellPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        match (&self.sheet, self.line) {
            (Some(sheet), 0) => return write!(f, ":{sheet}"),
            (None, 0) => return Ok(()),
            (Some(sheet), _) => write!(f, ":{sheet}!")?,
            (None, _) => f.write_str(":")?,
        }
        match &self.column {
            Some((column, name)) if name.is_empty() => write!(f, "{}{}", letters(*column), self.line),
            Some((column, name)) => write!(f, "{}{} ({name})", letters(*column), self.line),
            None => write!(f, "row {}", self.line),
        }
    }
}

/// The letters of a column as spreadsheets write it: A, Z, AA.
pub fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column.saturating_add(1);
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + u8::try_from(rest % 26).unwrap_or(0));
        rest /= 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_as_in_a_spreadsheet() {
        for (column, expected) in [(0, "A"), (4, "E"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(column), expected);
        }
        let place = |sheet: Option<&str>, line, column: Option<(usize, &str)>| CellPlace {
            file: "plan.xlsx".into(),
            sheet: sheet.map(Into::into),
            line,
            column: column.map(|(at, name)| (at, name.into())),
        };
        let rows = [
            (place(Some("Action plan"), 12, Some((4, "Due date"))), "plan.xlsx:Action plan!E12 (Due date)"),
            (place(None, 12, Some((4, "Due date"))), "plan.xlsx:E12 (Due date)"),
            (place(Some("Action plan"), 12, None), "plan.xlsx:Action plan!row 12"),
            (place(Some("Action plan"), 0, None), "plan.xlsx:Action plan"),
            (place(None, 0, None), "plan.xlsx"),
        ];
        for (place, expected) in rows {
            assert_eq!(place.to_string(), expected);
        }
    }
}
