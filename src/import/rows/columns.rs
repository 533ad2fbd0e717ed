//! The columns of a table: which number its rows and how its days are ordered; what was taken from them, and what was not.

use std::collections::BTreeSet;

use super::Rows;
use crate::case::kinds::KeyKind;
use crate::import::dates::{self, DayOrder};
use crate::import::map::{FilledKeys, Given};
use crate::import::table::{Cell, Line};
use crate::import::template::{Filled, Template};

impl Rows<'_> {
    /// Decides for every column of days which number is the day, and tells how.
    pub(super) fn find_orders(&mut self, lines: &[Line]) {
        let mut columns: BTreeSet<usize> = BTreeSet::new();
        for entry in &self.map.entries {
            self.date_columns(&entry.fields, &mut columns);
        }
        for column in columns {
            let cells: Vec<&Cell> = lines.iter().filter_map(|line| line.cells.get(column)).collect();
            let either = |cell: &&&Cell| matches!(dates::read(cell), dates::Read::Either(..));
            let open = cells.iter().filter(either).count();
            let shown = dates::order_of(cells.iter().copied());
            let (order, why) = match (self.map.file.dates, shown) {
                (Some(order), _) => (order, "as the map says".to_owned()),
                (None, Some((order, cell))) => (order, format!("as \"{}\" shows", cell.text)),
                (None, None) => continue,
            };
            self.orders.insert(column, order);
            if open > 0 {
                let name = self.columns.get(column).cloned().unwrap_or_default();
                let first = if order == DayOrder::DayFirst { "day" } else { "month" };
                let note = format!("{name}: {open} of its days could be read in two ways; read {first} first, {why}");
                self.outcome.notes.push(note);
                self.tell_of_other_order(lines, column, order);
            }
        }
    }

    /// Asks somebody to look at a column whose days are read in one order, where one of them can only be read in the other.
    fn tell_of_other_order(&mut self, lines: &[Line], column: usize, order: DayOrder) {
        let other = |cell: &Cell| match dates::read(cell) {
            dates::Read::Day(_, dates::How::Ordered(shown)) => shown != order,
            _ => false,
        };
        let found = lines.iter().find_map(|line| Some((line, line.cells.get(column).filter(|cell| other(cell))?)));
        if let Some((line, cell)) = found {
            let ways = ["day", "month"];
            let [read, shown] = if order == DayOrder::DayFirst { ways } else { [ways[1], ways[0]] };
            let message = format!(
                "\"{}\" can only be read {shown} first, and days of the column that could be read in two ways are read {read} \
                 first: say in the map which it is (dates), or write them as 2025-03-31",
                cell.text.trim()
            );
            self.outcome.problem(self.place(line, Some(column)), message);
        }
    }

    fn date_columns(&self, fields: &FilledKeys, columns: &mut BTreeSet<usize>) {
        for (key, given) in fields {
            let is_date = key.kind == KeyKind::Date;
            match given {
                Given::One(template) if is_date => {
                    columns.extend(template.columns().flatten().filter_map(|name| self.around.column(name)));
                }
                Given::Table(fields) => self.date_columns(fields, columns),
                Given::Tables(tables) => tables.iter().for_each(|fields| self.date_columns(fields, columns)),
                _ => {}
            }
        }
    }

    /// Lets the text of an entry name the rows of a table that has no column with numbers.
    pub(super) fn find_key(&mut self) {
        let has = |template: &Template| template.columns().flatten().any(|name| self.around.column(name).is_some());
        if has(&self.map.key) || self.map.key.is_fixed() {
            return;
        }
        let text = self.map.entries.iter().filter(|entry| entry.list.letter.is_some()).find_map(|entry| {
            entry.fields.iter().find_map(|(key, given)| match given {
                Given::One(template) if key.name == "text" && has(template) => Some(template),
                _ => None,
            })
        });
        if let Some(text) = text {
            self.key = text;
            let note = "no column numbers the rows: a row is known again by its text, and one that is reworded is new";
            self.outcome.notes.push(note.to_owned());
        }
    }

    /// The text that a template makes of a row; its cells count as taken.
    pub(super) fn fill(&self, template: &Template, line: &Line) -> Option<Filled> {
        let filled = template.fill(&self.around, line);
        let columns = filled.iter().flat_map(|filled| filled.columns.iter());
        self.used.borrow_mut().extend(columns.map(|at| (line.number, *at)));
        filled
    }

    /// Counts a whole line as told of.
    pub(super) fn told_of(&self, line: &Line) {
        self.used.borrow_mut().extend((0..line.cells.len()).map(|at| (line.number, at)));
    }

    /// Tells what the table says and nothing was taken from.
    pub(super) fn tell_of_columns(&mut self, lines: &[Line]) {
        let used = self.used.borrow();
        let mut left: Vec<String> = Vec::new();
        for (at, name) in self.columns.iter().enumerate() {
            let filled = lines.iter().filter(|line| line.cells.get(at).is_some_and(|cell| !cell.is_empty()));
            let (filled, missed) = filled.fold((0, 0), |(filled, missed), line| {
                (filled + 1, missed + usize::from(!used.contains(&(line.number, at))))
            });
            match missed {
                0 => {}
                _ if missed == filled => left.push(name.clone()),
                _ => left.push(format!("{name} ({missed} of {filled} cells)")),
            }
        }
        drop(used);
        if !left.is_empty() {
            self.outcome.notes.push(format!("not taken from the table: {}", left.join(", ")));
        }
    }
}
