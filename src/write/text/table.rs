//! Tables and columns of texts, in the room there is.

use super::lines::Lines;
use super::sheet::{Role, SheetPiece, Stop};
use crate::page::{Columns, Table};
use crate::text::cells::{column, fit, width};

/// The narrowest that a column of words is made before a table is written as a list.
const NARROWEST: usize = 8;
/// The narrowest column of texts side by side; with less room they stand one below the other.
const COLUMN: usize = 26;
/// The text of a column in which nothing is recorded.
const NOTHING: &str = "not recorded";

pub(super) fn write_table(lines: &mut Lines<'_, '_>, table: &Table, stops: &mut Vec<Stop>) {
    let cells_of = |index: usize| table.rows.iter().filter_map(move |(cells, _)| cells.get(index));
    let columns = 0..table.columns.len();
    let mut widths: Vec<usize> = columns
        .clone()
        .map(|index| cells_of(index).chain(table.columns.get(index)).map(|cell| width(cell)).max().unwrap_or(0))
        .collect();
    let numbers: Vec<bool> = columns.map(|index| is_of_numbers(cells_of(index))).collect();
    if !shrink(&mut widths, &numbers, lines.width) {
        write_list(lines, table, stops);
        return;
    }
    let line = |cells: &[String]| {
        let cells = cells.iter().zip(&widths).zip(&numbers).map(|((cell, cells), number)| {
            if *number {
                format!("{}{}", " ".repeat(cells.saturating_sub(width(cell))), fit(cell, *cells))
            } else {
                column(cell, *cells)
            }
        });
        format!("  {}", cells.collect::<Vec<_>>().join("  ")).trim_end().to_owned()
    };
    lines.line(vec![SheetPiece::new(line(&table.columns), Role::Dim)]);
    for (cells, link) in &table.rows {
        let at = lines.count();
        lines.line(vec![SheetPiece::new(line(cells), Role::Text)]);
        stops.extend(link.clone().map(|link| Stop { line: at, end: at + 1, link }));
    }
}

/// True for a column of numbers, which stand under each other by their last digit.
fn is_of_numbers<'a>(mut cells: impl Iterator<Item = &'a String>) -> bool {
    cells.all(|cell| cell.chars().all(|c| c.is_ascii_digit() || "%<>.,-".contains(c)))
}

/// Takes from the widest column of words until the table fits in `room`; says whether it does.
fn shrink(widths: &mut [usize], numbers: &[bool], room: usize) -> bool {
    let taken = |widths: &[usize]| widths.iter().map(|cells| cells + 2).sum::<usize>();
    while taken(widths) > room {
        let words = widths.iter_mut().zip(numbers).filter(|(_, number)| !**number).map(|(cells, _)| cells);
        match words.max() {
            Some(widest) if *widest > NARROWEST => *widest -= 1,
            _ => return false,
        }
    }
    true
}

/// A table where there is no room for its columns: a row each, with the names of the columns.
fn write_list(lines: &mut Lines<'_, '_>, table: &Table, stops: &mut Vec<Stop>) {
    for (cells, link) in &table.rows {
        let line = lines.count();
        lines.flow("  ", "  ", cells.first().map_or("", String::as_str), Role::Text);
        let named = table.columns.iter().zip(cells).skip(1).filter(|(_, cell)| !cell.is_empty());
        let named: Vec<String> = named.map(|(name, cell)| format!("{name} {cell}")).collect();
        lines.flow("    ", "    ", &named.join(" · "), Role::Dim);
        stops.extend(link.clone().map(|link| Stop { line, end: lines.count(), link }));
    }
}

/// Texts side by side; where there is no room for that, one below the other.
pub(super) fn write_columns(lines: &mut Lines<'_, '_>, columns: &Columns) {
    let abreast = columns.heads.len() * COLUMN <= lines.width;
    if abreast {
        let heads: Vec<Vec<String>> = columns.heads.iter().map(|head| vec![head.clone()]).collect();
        write_abreast(lines, &heads, Role::Heading);
        lines.line(vec![SheetPiece::new("─".repeat(lines.width), Role::Dim)]);
    }
    for (label, cells) in &columns.rows {
        // The heading above says it already where a section is of one thing.
        if !lines.heads(label) {
            lines.flow("", "", label, Role::Dim);
        }
        if abreast {
            write_abreast(lines, cells, Role::Text);
        } else {
            for (head, texts) in columns.heads.iter().zip(cells) {
                lines.flow("  ", "  ", head, Role::Heading);
                texts.iter().for_each(|text| lines.flow("    ", "    ", text, Role::Text));
                if texts.is_empty() {
                    lines.flow("    ", "    ", NOTHING, Role::Dim);
                }
            }
        }
        lines.gap();
    }
}

/// One row of cells side by side, a bar between them.
fn write_abreast(lines: &mut Lines<'_, '_>, cells: &[Vec<String>], role: Role) {
    let room = (lines.width / cells.len().max(1)).saturating_sub(3);
    let mut wrap = |texts: &Vec<String>| match texts.as_slice() {
        [] => lines.wrapped(NOTHING, room, Role::Dim),
        texts => texts.iter().flat_map(|text| lines.wrapped(text, room, role)).collect(),
    };
    let wrapped: Vec<Vec<Vec<SheetPiece>>> = cells.iter().map(&mut wrap).collect();
    for index in 0..wrapped.iter().map(Vec::len).max().unwrap_or(0) {
        let mut pieces: Vec<SheetPiece> = Vec::new();
        for cell in &wrapped {
            if !pieces.is_empty() {
                pieces.push(SheetPiece::new("│ ", Role::Dim));
            }
            let own = cell.get(index).map(Vec::as_slice).unwrap_or_default();
            let taken: usize = own.iter().map(|piece| width(&piece.text)).sum();
            pieces.extend(own.iter().cloned());
            pieces.push(SheetPiece::new(" ".repeat((room + 1).saturating_sub(taken)), Role::Text));
        }
        lines.line(pieces);
    }
}
